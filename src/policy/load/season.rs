//! season.toml: this year's settings, checked against the measure they apply.

use std::ops::RangeInclusive;

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::Date;
use toml::Spanned;

use crate::model::Money;
use crate::policy::Confirmation;
use crate::policy::Counting;
use crate::policy::Exception;
use crate::policy::Judge;
use crate::policy::Policy;
use crate::policy::Publicity;
use crate::policy::Recusal;
use crate::policy::Season;
use crate::policy::label::fold_text;
use crate::policy::load::award::read_money;
use crate::policy::load::doubts::warn_of_doubts;
use crate::policy::load::raw::Section;
use crate::policy::load::read_schema;

const COUNTINGS: [(&str, Counting); 2] = [("same-day", Counting::SameDay), ("next-day", Counting::NextDay)];

/// True for a working day.
const DAY_KINDS: [(&str, bool); 2] = [("off", false), ("work", true)];

/// The whole file.
pub(super) fn read_season(file: &Section<'_>, policy: &Policy) -> Season {
    read_schema(file);
    let judges = read_judges(file);
    let season = Season {
        year: read_year(file),
        deadline: file.instant("deadline").map(Spanned::into_inner),
        budget: read_budget(file),
        quotas: read_quotas(file, policy),
        publicity: read_publicity(file),
        confirmation: read_confirmation(file),
        calendar: read_calendar(file),
        exceptions: read_exceptions(file, policy),
        recusals: read_recusals(file, &judges),
        receipts: read_receipts(file),
        correction_days: read_count(file, "correction", "working_days", 1..=250),
        provincial_places: read_count(file, "provincial", "places", 0..=10_000),
        judges,
    };
    warn_of_doubts(file, policy, &season);
    season
}

fn read_year(file: &Section<'_>) -> i16 {
    if !file.has("year") {
        file.missing("year");
    }
    file.whole("year", 2000..=2100).and_then(|year| i16::try_from(year.into_inner()).ok()).unwrap_or(0)
}

fn read_judges(file: &Section<'_>) -> Vec<Judge> {
    let mut judges: Vec<Judge> = Vec::new();
    for section in file.sections("judges") {
        let name = section.required_text("name");
        let unit = section.text("unit").map(Spanned::into_inner).unwrap_or_default();
        let same_name = judges.iter().find(|other| fold_text(&other.name) == fold_text(name.get_ref()));
        match same_name {
            Some(other) if fold_text(&other.unit) == fold_text(&unit) => {
                section.reading.error(&name.span(), format!("评委 {}（{unit}）写了两次", name.get_ref()));
            }
            Some(other) => {
                let message = format!("有两位评委都叫 {}（{}、{unit}）", name.get_ref(), other.unit);
                section.reading.warn(&name.span(), message, "若是同一人，请只写一次");
            }
            None => {}
        }
        if unit.is_empty() && !section.has("unit") {
            let message = format!("评委 {} 没有写 unit", name.get_ref());
            section.reading.warn(&name.span(), message, "不写单位，就不能提示回避");
        }
        judges.push(Judge { name: name.into_inner(), unit });
        section.close();
    }
    judges
}

fn read_budget(file: &Section<'_>) -> Option<Money> {
    let section = file.section("budget")?;
    if !section.has("amount") {
        section.missing("amount");
    }
    let amount = section.decimal("amount");
    let money = amount.and_then(|amount| read_money(&section, &amount));
    section.close();
    money
}

fn read_quotas(file: &Section<'_>, policy: &Policy) -> IndexMap<String, u32> {
    let mut quotas = IndexMap::new();
    let Some(section) = file.section("quotas") else { return quotas };
    let tiers: Vec<&str> = policy.tiers.iter().map(|tier| tier.label.as_str()).collect();
    for (label, value) in section.entries() {
        if !tiers.contains(&label.get_ref().as_str()) {
            let message = format!("办法里没有“{}”这一等次", label.get_ref());
            section.reading.unknown_word(&label.span(), message, label.get_ref(), &tiers);
        }
        let count = section.whole_in(label.get_ref(), value, 0..=100_000).and_then(|count| u32::try_from(count).ok());
        quotas.insert(label.into_inner(), count.unwrap_or(0));
    }
    let total: u64 = quotas.values().map(|count| u64::from(*count)).sum();
    if let Some(cap) = policy.max_total.filter(|cap| total > u64::from(*cap)) {
        let message = format!("各等次名额合计 {total} 个，办法规定总数不超过 {cap} 个");
        section.reading.error_with_help(&section.span, message, "减少名额，或核对 policy.toml 的 [awards] max_total");
    }
    section.close();
    quotas
}

fn read_publicity(file: &Section<'_>) -> Option<Publicity> {
    let section = file.section("publicity")?;
    if !section.has("starts") {
        section.reading.warn(&section.span, "[publicity] 没有写 starts", "写上公示开始的日期，才能算出截止日");
    }
    let starts = section.date("starts").map(Spanned::into_inner);
    let counting = section.word("counting", &COUNTINGS).map_or(Counting::SameDay, Spanned::into_inner);
    let mut contact = IndexMap::new();
    if let Some(table) = section.section("contact") {
        for key in ["person", "phone", "email", "address"] {
            if let Some(text) = table.text(key) {
                contact.insert(key.to_owned(), text.into_inner());
            }
        }
        table.close();
    }
    section.close();
    starts.map(|starts| Publicity { starts, counting, contact })
}

fn read_confirmation(file: &Section<'_>) -> Option<Confirmation> {
    let section = file.section("award")?;
    if !section.has("confirmed_on") {
        section.missing("confirmed_on");
    }
    let on = section.date("confirmed_on").map(Spanned::into_inner);
    let by = section.required_text("confirmed_by").into_inner();
    section.close();
    on.map(|on| Confirmation { on, by })
}

fn read_calendar(file: &Section<'_>) -> Vec<(Date, bool)> {
    let mut days: Vec<(Date, bool)> = Vec::new();
    for section in file.sections("calendar") {
        for key in ["day", "kind"] {
            if !section.has(key) {
                section.missing(key);
            }
        }
        let day = section.date("day");
        let works = section.word("kind", &DAY_KINDS);
        if let (Some(day), Some(works)) = (day, works) {
            if days.iter().any(|(other, _)| other == day.get_ref()) {
                section.reading.error(&day.span(), format!("{} 写了两次", day.get_ref()));
            }
            days.push((day.into_inner(), works.into_inner()));
        }
        section.close();
    }
    days
}

fn read_exceptions(file: &Section<'_>, policy: &Policy) -> Vec<Exception> {
    let mut codes: Vec<&str> = policy.rules.iter().map(|rule| rule.code.as_str()).collect();
    codes.dedup();
    let mut exceptions: Vec<Exception> = Vec::new();
    for section in file.sections("exceptions") {
        let rule = section.required_text("rule");
        if !rule.get_ref().is_empty() && !codes.contains(&rule.get_ref().as_str()) {
            let message = format!("办法里没有规则“{}”", rule.get_ref());
            section.reading.unknown_word(&rule.span(), message, rule.get_ref(), &codes);
        }
        let exception = Exception {
            submission: section.required_text("submission").into_inner(),
            rule: rule.get_ref().clone(),
            by: section.required_text("by").into_inner(),
            reason: section.required_text("reason").into_inner(),
        };
        if exceptions.iter().any(|other| other.submission == exception.submission && other.rule == exception.rule) {
            section.reading.error(&rule.span(), format!("{} 的 {} 写了两次", exception.submission, exception.rule));
        }
        exceptions.push(exception);
        section.close();
    }
    exceptions
}

fn read_recusals(file: &Section<'_>, judges: &[Judge]) -> Vec<Recusal> {
    let names: Vec<&str> = judges.iter().map(|judge| judge.name.as_str()).collect();
    let mut recusals: Vec<Recusal> = Vec::new();
    for section in file.sections("recusals") {
        let judge = section.required_text("judge");
        if !judge.get_ref().is_empty() && !names.contains(&judge.get_ref().as_str()) {
            let message = format!("没有叫“{}”的评委", judge.get_ref());
            section.reading.unknown_word(&judge.span(), message, judge.get_ref(), &names);
        }
        let recusal = Recusal {
            judge: judge.get_ref().clone(),
            submission: section.required_text("submission").into_inner(),
            dismissed: section.flag("dismissed").unwrap_or(false),
            reason: section.required_text("reason").into_inner(),
        };
        if recusals.iter().any(|other| other.judge == recusal.judge && other.submission == recusal.submission) {
            let message = format!("评委 {} 对 {} 的回避写了两次", recusal.judge, recusal.submission);
            section.reading.error(&judge.span(), message);
        }
        recusals.push(recusal);
        section.close();
    }
    recusals
}

fn read_receipts(file: &Section<'_>) -> Vec<(String, Timestamp)> {
    let mut receipts: Vec<(String, Timestamp)> = Vec::new();
    for section in file.sections("receipts") {
        let submission = section.required_text("submission");
        if !section.has("received") {
            section.missing("received");
        }
        if receipts.iter().any(|(other, _)| other == submission.get_ref()) {
            section.reading.error(&submission.span(), format!("{} 的收件时间写了两次", submission.get_ref()));
        }
        if let Some(received) = section.instant("received") {
            receipts.push((submission.into_inner(), received.into_inner()));
        }
        section.close();
    }
    receipts
}

/// A section that holds one whole number.
fn read_count(file: &Section<'_>, name: &str, key: &str, bounds: RangeInclusive<i64>) -> Option<u32> {
    let section = file.section(name)?;
    if !section.has(key) {
        section.missing(key);
    }
    let count = section.whole(key, bounds);
    section.close();
    count.and_then(|count| u32::try_from(count.into_inner()).ok())
}
