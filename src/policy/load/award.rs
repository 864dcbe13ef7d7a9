//! How a measure scores and pays: criteria, scoring, tiers, the cap over all tiers, the public notice.

use indexmap::IndexMap;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use toml::Spanned;

use crate::model::Money;
use crate::model::TierRuling;
use crate::policy::Aggregate;
use crate::policy::Criterion;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::FigureSource;
use crate::policy::PublicityTerms;
use crate::policy::Roles;
use crate::policy::Scoring;
use crate::policy::TieBreak;
use crate::policy::Tier;
use crate::policy::TierAmount;
use crate::policy::fold_text;
use crate::policy::load::fields::read_key;
use crate::policy::load::fields::read_optional;
use crate::policy::load::raw::Section;

const SOURCES: [(&str, FigureSource); 2] = [("measure", FigureSource::Measure), ("office", FigureSource::Office)];

const AGGREGATES: [(&str, Aggregate); 3] =
    [("mean", Aggregate::Mean), ("trimmed-mean", Aggregate::TrimmedMean), ("median", Aggregate::Median)];

/// Headings of a judge's list beside the criteria: a criterion of that name would be read as one of them.
const LIST_WORDS: [&str; 7] = ["编号", "合计", "回避", "评语", "回避提示", "申报单位", "项目名称"];

/// What the workbook says in place of a tier: a tier of that name could not be told from it.
const NO_TIER_WORDS: [&str; 4] = [TierRuling::NO_PRIZE, TierRuling::WITHDRAWN, "未入围", "并列待定"];

/// Whose figures; the office's where the file does not say that they are the measure's.
fn read_source(section: &Section<'_>) -> FigureSource {
    section.word("source", &SOURCES).map_or(FigureSource::Office, Spanned::into_inner)
}

/// `[[criteria]]`
pub(super) fn read_criteria(file: &Section<'_>, fields: &[FieldSpec], roles: &Roles) -> Vec<Criterion> {
    let shown: Vec<&str> = [&roles.applicant, &roles.title]
        .into_iter()
        .flatten()
        .filter_map(|key| fields.iter().find(|field| field.key == *key))
        .map(|field| field.label.as_str())
        .collect();
    let mut criteria: Vec<Criterion> = Vec::new();
    for section in file.sections("criteria") {
        let key = read_key(&section);
        let label = section.required_text("label");
        let repeated = criteria.iter().find_map(|other| {
            let key = (other.key == *key.get_ref()).then_some(&key);
            key.or_else(|| (other.label == *label.get_ref()).then_some(&label))
        });
        if let Some(repeated) = repeated {
            section.reading.error(&repeated.span(), format!("评分项“{}”写了两次", repeated.get_ref()));
        }
        let word = fold_text(label.get_ref());
        if LIST_WORDS.iter().chain(&shown).any(|taken| fold_text(taken) == word) {
            let message = format!("评分项不能叫“{}”：评分表里已有这一列", label.get_ref());
            section.reading.error_with_help(&label.span(), message, "换一个名称");
        }
        let max = read_max(&section);
        refuse_weight(&section);
        criteria.push(Criterion {
            key: key.into_inner(),
            label: label.into_inner(),
            max,
            step: read_step(&section, max),
            source: read_source(&section),
            basis: read_optional(&section, "basis"),
            description: read_optional(&section, "description"),
        });
        section.close();
    }
    criteria
}

/// A weight is no setting of its own: what a criterion counts for is its most.
fn refuse_weight(section: &Section<'_>) {
    if section.has("weight") {
        let span = section.decimal("weight").map_or_else(|| section.span.clone(), |weight| weight.span());
        let message = "[[criteria]] 里没有“weight”这一项：合计是各项得分相加，不另乘权重";
        let help = "把权重写成该项的满分：权重 30% 的写 max = 30，各项 max 之和即满分";
        section.reading.error_with_help(&span, message, help);
    }
}

fn read_max(section: &Section<'_>) -> Decimal {
    if !section.has("max") {
        section.missing("max");
    }
    let Some(max) = section.decimal("max") else { return Decimal::ZERO };
    if *max.get_ref() <= Decimal::ZERO || *max.get_ref() > Decimal::from(1_000_000) {
        section.reading.error(&max.span(), format!("max 是 {}，应大于 0", max.get_ref()));
    }
    max.into_inner()
}

fn read_step(section: &Section<'_>, max: Decimal) -> Option<Decimal> {
    let step = section.decimal("step")?;
    if *step.get_ref() <= Decimal::ZERO {
        section.reading.error(&step.span(), format!("step 是 {}，应大于 0", step.get_ref()));
        return None;
    }
    if max.checked_rem(*step.get_ref()).is_some_and(|rest| !rest.is_zero()) {
        let message = format!("满分 {max} 不是 step {} 的整数倍，没有人能给满分", step.get_ref());
        section.reading.error_with_help(&step.span(), message, "核对 max 和 step");
    }
    Some(step.into_inner())
}

/// `[scoring]`; without it the plain mean to two decimals, ties left to the committee.
pub(super) fn read_scoring(file: &Section<'_>, criteria: &[Criterion]) -> Scoring {
    let mut scoring = Scoring {
        aggregate: Aggregate::Mean,
        trim: 1,
        trim_from: 3,
        decimals: 2,
        ties: Vec::new(),
        source: FigureSource::Office,
    };
    let Some(section) = file.section("scoring") else { return scoring };
    if let Some(aggregate) = section.word("aggregate", &AGGREGATES) {
        scoring.aggregate = aggregate.into_inner();
    }
    if let Some(trim) = section.whole("trim", 1..=10) {
        scoring.trim = usize::try_from(trim.into_inner()).unwrap_or(1);
    }
    scoring.trim_from = read_trim_from(&section, &scoring);
    if let Some(decimals) = section.whole("decimals", 0..=6) {
        scoring.decimals = u32::try_from(decimals.into_inner()).unwrap_or(2);
    }
    scoring.ties = section.texts("ties").iter().filter_map(|tie| read_tie(&section, tie, criteria)).collect();
    scoring.source = read_source(&section);
    section.close();
    scoring
}

/// From how many scores on the mean is trimmed; one at least must be left over.
fn read_trim_from(section: &Section<'_>, scoring: &Scoring) -> usize {
    let fewest = scoring.fewest_trimmed();
    let Some(from) = section.whole("trim_from", 0..=1000) else { return fewest };
    let stated = usize::try_from(*from.get_ref()).unwrap_or(fewest);
    if stated < fewest {
        let message = format!("trim_from 是 {stated}：{}至少要有 {fewest} 位评委", scoring.describe_trim());
        section.reading.error_with_help(&from.span(), message, format!("写 {fewest} 或更大的数"));
    }
    stated
}

fn read_tie(section: &Section<'_>, tie: &Spanned<String>, criteria: &[Criterion]) -> Option<TieBreak> {
    let words = || criteria.iter().map(|criterion| format!("criterion:{}", criterion.key));
    let meant = match tie.get_ref().as_str() {
        "median" => Some(TieBreak::Median),
        "mean" => Some(TieBreak::Mean),
        other => other.strip_prefix("criterion:").and_then(|key| {
            criteria
                .iter()
                .find(|criterion| criterion.key == key.trim())
                .map(|found| TieBreak::Criterion(found.key.clone()))
        }),
    };
    if meant.is_none() {
        let words: Vec<String> = words().chain(["median".to_owned(), "mean".to_owned()]).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let message = format!("ties 里的“{}”不是评分项", tie.get_ref());
        section.reading.unknown_word(&tie.span(), message, tie.get_ref(), &words);
    }
    meant
}

/// `[[tiers]]`, the highest first.
pub(super) fn read_tiers(file: &Section<'_>, fields: &[FieldSpec], roles: &Roles) -> Vec<Tier> {
    let category = roles.category.as_ref().and_then(|key| fields.iter().find(|field| field.key == *key));
    let mut tiers: Vec<Tier> = Vec::new();
    for section in file.sections("tiers") {
        let label = section.required_text("label");
        if tiers.iter().any(|tier| tier.label == *label.get_ref()) {
            section.reading.error(&label.span(), format!("等次“{}”写了两次", label.get_ref()));
        }
        if NO_TIER_WORDS.contains(&fold_text(label.get_ref()).as_str()) {
            let message = format!("等次不能叫“{}”：评审工作簿用它表示没有等次", label.get_ref());
            section.reading.error_with_help(&label.span(), message, "换一个名称");
        }
        let section = section.named(format!("等次“{}”", label.get_ref()));
        tiers.push(Tier {
            label: label.into_inner(),
            amount: read_amount(&section, category),
            basis: read_optional(&section, "basis"),
            limits: read_limits(&section, fields),
        });
        section.close();
    }
    tiers
}

fn read_amount(section: &Section<'_>, category: Option<&FieldSpec>) -> TierAmount {
    let fixed = section.decimal("amount").map(|amount| read_money(section, &amount).unwrap_or(Money::ZERO));
    let Some(table) = section.section("amounts") else {
        if !section.has("amount") {
            section.missing("amount");
        }
        return TierAmount::Fixed(fixed.unwrap_or(Money::ZERO));
    };
    if fixed.is_some() {
        section.reading.error(&table.span, "amount 与 amounts 只能写一个");
    }
    let Some(category) = category else {
        let message = "amounts 按类别给资金，而 [roles] 没有 category";
        section.reading.error_with_help(&table.span, message, "在 [roles] 里写 category = \"类别那一栏的 key\"");
        table.entries();
        return TierAmount::ByCategory(IndexMap::new());
    };
    let mut amounts = IndexMap::new();
    for (name, value) in table.entries() {
        let options: Vec<&str> = category.options.iter().map(String::as_str).collect();
        if category.kind == FieldKind::Choice && !options.contains(&name.get_ref().as_str()) {
            let message = format!("{}没有“{}”这一选项", category.label, name.get_ref());
            section.reading.unknown_word(&name.span(), message, name.get_ref(), &options);
        }
        let amount = table.decimal_in(name.get_ref(), value).map(|amount| Spanned::new(value.span(), amount));
        if let Some(amount) = amount.and_then(|amount| read_money(section, &amount)) {
            amounts.insert(name.into_inner(), amount);
        }
    }
    let missing: Vec<&str> =
        category.options.iter().filter(|option| !amounts.contains_key(*option)).map(String::as_str).collect();
    if !missing.is_empty() {
        let message = format!("amounts 没有写 {} 的金额", missing.join("、"));
        section.reading.error_with_help(&table.span, message, "每个选项都要有，不给资金的写 0");
    }
    table.close();
    TierAmount::ByCategory(amounts)
}

/// Yuan with at most two decimals.
pub(super) fn read_money(section: &Section<'_>, amount: &Spanned<Decimal>) -> Option<Money> {
    let fen =
        amount.get_ref().checked_mul(Decimal::ONE_HUNDRED).filter(|fen| fen.is_integer() && !fen.is_sign_negative());
    let fen = fen.and_then(|fen| fen.to_i64()).filter(|fen| *fen <= 100_000_000_000_000);
    if fen.is_none() {
        let message = format!("金额 {} 应以元计，不为负数，至多两位小数", amount.get_ref());
        section.reading.error(&amount.span(), message);
    }
    fen.map(Money::from_fen)
}

fn read_limits(section: &Section<'_>, fields: &[FieldSpec]) -> IndexMap<String, usize> {
    let mut limits = IndexMap::new();
    let Some(table) = section.section("limits") else { return limits };
    for (name, value) in table.entries() {
        let countable = [FieldKind::People, FieldKind::Organisations, FieldKind::Organisation, FieldKind::Phone];
        let keys: Vec<&str> =
            fields.iter().filter(|field| countable.contains(&field.kind)).map(|field| field.key.as_str()).collect();
        if !keys.contains(&name.get_ref().as_str()) {
            let message = format!("limits：没有“{}”这一列出人员或单位的栏", name.get_ref());
            section.reading.unknown_word(&name.span(), message, name.get_ref(), &keys);
        }
        let limit = table.whole_in(name.get_ref(), value, 0..=1_000_000).and_then(|limit| usize::try_from(limit).ok());
        if let Some(limit) = limit {
            limits.insert(name.into_inner(), limit);
        }
    }
    table.close();
    limits
}

/// `[awards]`
pub(super) fn read_max_total(file: &Section<'_>) -> Option<u32> {
    let section = file.section("awards")?;
    let total = section.whole("max_total", 1..=100_000);
    section.close();
    total.and_then(|total| u32::try_from(total.into_inner()).ok())
}

/// `[publicity]`
pub(super) fn read_publicity(file: &Section<'_>) -> PublicityTerms {
    let Some(section) = file.section("publicity") else { return PublicityTerms { working_days: 0, basis: None } };
    if !section.has("working_days") {
        section.missing("working_days");
    }
    let days = section.whole("working_days", 1..=365);
    let terms = PublicityTerms {
        working_days: days.and_then(|days| u32::try_from(days.into_inner()).ok()).unwrap_or(0),
        basis: read_optional(&section, "basis"),
    };
    section.close();
    terms
}
