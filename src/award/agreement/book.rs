//! The budget book: distribution and payout row by row, totals in figures and capitals, sums by tier, unit, category and year.

use std::collections::BTreeMap;

use crate::award::agreement::Comparison;
use crate::award::agreement::bare;
use crate::award::agreement::expected::ExpectedTable;
use crate::award::agreement::expected::Sentence;
use crate::award::agreement::expected::Shown;
use crate::award::agreement::expected::compare_cell;
use crate::award::agreement::expected::tier_rows;
use crate::award::agreement::money::compare_next;
use crate::award::agreement::read_table::ReadTable;
use crate::award::record::AwardRecord;
use crate::award::wording::category_or_none;
use crate::model::Award;
use crate::model::Decision;
use crate::model::Document;
use crate::model::Money;
use crate::writers::money_words::parse_amount_in_words;

const DISTRIBUTION: [&str; 7] = ["编号", "申报单位", "联合单位", "项目名称", "类别", "等次", "补助金额"];
const PAYOUT: [&str; 5] = ["编号", "领款单位", "项目名称", "等次", "金额"];
const BUDGET: [&str; 5] = ["等次", "名额", "项数", "每项补助", "小计"];

pub(super) fn compare_book(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let roles = &record.policy().roles;
    // What the measure's form does not ask for has no column.
    let asked = |heading: &str| match heading {
        "联合单位" => roles.partners.is_some(),
        "类别" => roles.category.is_some(),
        _ => true,
    };
    let distribution = record.decision().awards.iter().map(|award| {
        let partners = award.partners.join("、");
        let category = category_or_none(award.category.as_deref());
        let texts = [&award.number, &award.unit, &partners, &award.project, category, &award.tier];
        let texts = texts.into_iter().zip(DISTRIBUTION).filter(|(_, heading)| asked(heading));
        texts.map(|(text, _)| Shown::text(text)).chain([Shown::Money(award.amount)]).collect()
    });
    let payout = record.payments().map(|award| {
        with_money([&award.number, &award.unit, &award.project, &award.tier].map(Shown::text), award.amount)
    });
    let headings: Vec<&str> = DISTRIBUTION.into_iter().filter(|heading| asked(heading)).collect();
    let lists = [("补助分配", &headings[..], distribution.collect()), ("发放表", &PAYOUT[..], payout.collect())];
    for (sheet, headings, rows) in lists {
        ExpectedTable { name: sheet, sheet: Some(sheet), headings, rows, totals: vec![Shown::Money(record.total())] }
            .compare(comparison, document);
        compare_capitals(comparison, document, record, (sheet, headings));
    }
    compare_budget(comparison, document, record);
    compare_groups(comparison, document, record, ["按单位", "申报单位"], |award| &award.unit);
    if asked("类别") {
        compare_groups(comparison, document, record, ["按类别", "类别"], |award| {
            category_or_none(award.category.as_deref())
        });
    }
    compare_years(comparison, document, record);
}

fn with_money<const N: usize>(texts: [Shown; N], amount: Money) -> Vec<Shown> {
    texts.into_iter().chain([Shown::Money(amount)]).collect()
}

/// The total in capitals.
fn compare_capitals(
    comparison: &mut Comparison,
    document: &Document,
    record: &AwardRecord<'_>,
    (sheet, headings): (&str, &[&str]),
) {
    let Some(table) = ReadTable::find(document, Some(sheet), headings) else { return };
    let (row, total) = (table.right_of("合计（大写）"), record.total());
    if parse_amount_in_words(&row.text(0)) != Some(total.fen()) {
        comparison.report(&format!("{sheet}合计大写"), &total.to_string(), &row.text(0), Some(row.place.clone()));
    }
}

/// 预算对照: the tiers, then what is spent, what there is and what is left.
fn compare_budget(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let sheet = "预算对照";
    let rows = tier_rows(record, "未设");
    ExpectedTable { name: sheet, sheet: Some(sheet), headings: &BUDGET, rows, totals: vec![] }
        .compare(comparison, document);
    let Some(table) = ReadTable::find(document, Some(sheet), &BUDGET) else { return };
    let mut balance = vec![("补助合计", record.total())];
    if let Some(budget) = record.season().budget {
        balance.extend([("年度预算", budget), ("结余", budget - record.total())]);
    }
    for (label, amount) in balance {
        compare_cell(comparison, label, &Shown::Money(amount), &table.right_of(label), 0);
    }
    let has_budget = record.season().budget.is_some();
    compare_next(comparison, document, record, has_budget);
    if let Some(reserved) = record.reserved() {
        let pattern = "^另有待决定的名额，最多还需([0-9.]+)元";
        let expected = vec![reserved.to_string()];
        Sentence { what: "待定名额", pattern, expected, must: has_budget }.compare(comparison, document);
    }
    let expected = vec![record.season().year.to_string()];
    Sentence { what: "年度", pattern: "^([0-9]+)年度.*补助资金", expected, must: true }.compare(comparison, document);
}

/// 按单位, 按类别: prizes and money by a key, in the order of the prizes, and their totals.
fn compare_groups<'record>(
    comparison: &mut Comparison,
    document: &Document,
    record: &'record AwardRecord<'_>,
    [sheet, heading]: [&str; 2],
    key: impl Fn(&'record Award) -> &'record str,
) {
    let awards = &record.decision().awards;
    let mut groups: Vec<(&str, usize, Money)> = Vec::new();
    for award in awards {
        match groups.iter_mut().find(|(name, ..)| *name == key(award)) {
            Some((_, count, money)) => (*count, *money) = (*count + 1, *money + award.amount),
            None => groups.push((key(award), 1, award.amount)),
        }
    }
    let row = |(name, count, money): (&str, usize, Money)| with_money([Shown::text(name), Shown::text(count)], money);
    ExpectedTable {
        name: sheet,
        sheet: Some(sheet),
        headings: &[heading, "项数", "补助金额"],
        rows: groups.into_iter().map(row).collect(),
        totals: vec![Shown::text(awards.len()), Shown::Money(record.total())],
    }
    .compare(comparison, document);
}

/// 历年: every year in the register and this one.
fn compare_years(comparison: &mut Comparison, document: &Document, record: &AwardRecord<'_>) {
    let mut years: BTreeMap<i16, &Decision> =
        record.inputs.earlier.iter().map(|decision| (decision.year, decision)).collect();
    years.retain(|year, _| *year < record.season().year);
    years.insert(record.season().year, record.decision());
    let tiers: Vec<&str> = record.policy().tiers.iter().map(|tier| tier.label.as_str()).collect();
    let rows = years.iter().map(|(year, decision)| {
        let awards = &decision.awards;
        let counts = tiers.iter().map(|tier| awards.iter().filter(|award| award.tier == *tier).count());
        let counts = [Shown::text(year), Shown::text(awards.len())].into_iter().chain(counts.map(Shown::text));
        counts.chain([Shown::Money(awards.iter().map(|award| award.amount).sum())]).collect()
    });
    let tiers: Vec<String> = tiers.iter().map(|tier| bare(tier)).collect();
    let mut headings = vec!["年度", "项数"];
    headings.extend(tiers.iter().map(String::as_str));
    headings.push("补助金额");
    let rows = rows.collect();
    ExpectedTable { name: "历年", sheet: Some("历年"), headings: &headings, rows, totals: vec![] }
        .compare(comparison, document);
    if years.len() > 1 {
        compare_units_over_years(comparison, document, &years);
    }
}

/// 历年单位: what each unit had in each of the years.
fn compare_units_over_years(comparison: &mut Comparison, document: &Document, years: &BTreeMap<i16, &Decision>) {
    let awards = || years.values().flat_map(|decision| &decision.awards);
    let mut units: Vec<&str> = awards().map(|award| award.unit.as_str()).collect();
    units.sort_unstable();
    units.dedup();
    let rows = units.into_iter().map(|unit| {
        let sum = |awards: &mut dyn Iterator<Item = &Award>| {
            Shown::Money(awards.filter(|award| award.unit == unit).map(|award| award.amount).sum())
        };
        let by_year = years.values().map(|decision| sum(&mut decision.awards.iter()));
        [Shown::text(unit)].into_iter().chain(by_year).chain([sum(&mut awards())]).collect()
    });
    let named: Vec<String> = years.keys().map(|year| format!("{year}年")).collect();
    let mut headings = vec!["申报单位"];
    headings.extend(named.iter().map(String::as_str));
    headings.push("合计");
    let rows = rows.collect();
    ExpectedTable { name: "历年单位", sheet: Some("历年单位"), headings: &headings, rows, totals: vec![] }
        .compare(comparison, document);
}
