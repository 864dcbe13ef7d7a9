//! count-at-most: a field that lists people or units may not list more than the measure allows.
//!
//! The measure's form says 项目负责（不超过3人）, article 8 says 联合单位原则上不得超过3个 beside the lead; the limit itself counts as
//! allowed. A name that stands twice counts once, the lead unit among its partners does not, and 某某等5人 are five.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::check::sketch::unit_of;
use crate::model::FieldValue;
use crate::model::OnFail;
use crate::model::Value;
use crate::model::project_key;
use crate::policy::FieldKind;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "count-at-most", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let (RuleKind::CountAtMost { limit }, Some(key)) = (&rule.kind, rule.subject.as_deref()) else {
        return Judgement::not_applicable();
    };
    let Some(field) = case.application.value(key) else { return Judgement::not_applicable() };
    let label = case.label(key);
    let unit = counter_of(case, key);
    let (names, is_list) = listed(field, key, case);
    let told_at_all = told_count(&field.read.raw);
    let told = told_at_all.filter(|told| *told > names.len());
    let count = told.unwrap_or(names.len());
    if count <= *limit {
        if told_at_all.is_none() && is_open_ended(&field.read.raw) {
            let written = field.read.raw.trim();
            let message = format!("{label}写的是“{written}”，没有写全，不知道是否超过上限 {limit} {unit}");
            let help = format!("请向单位问明共有几{unit}、分别是谁，补全后重新报送");
            return Draft::manual(rule, message).help(help).at(&field.read.place).into();
        }
        return Judgement::pass();
    }
    let shown = if told.is_some() { field.read.raw.trim().to_owned() } else { names.join("、") };
    let message = format!("{label}填了 {count} {unit}，上限 {limit} {unit}：{shown}");
    let help = match rule.on_fail {
        OnFail::Decide => format!("请核定是否同意；不同意的，请单位减到 {limit} {unit}以内后重新报送"),
        _ => format!("请单位确定不超过 {limit} {unit}后重新报送"),
    };
    let certain = is_list && field.doubts.is_empty();
    let draft = if certain { Draft::fail(rule, message) } else { Draft::manual(rule, message) };
    draft.help(help).at(&field.read.place).into()
}

/// The names of a field, each once; false where the field could not be understood as a list.
fn listed(field: &FieldValue, key: &str, case: &Case<'_>) -> (Vec<String>, bool) {
    let (names, is_list): (Vec<String>, bool) = match &field.read.value {
        Value::Organisations(names) | Value::People(names) | Value::Phones(names) => (names.clone(), true),
        Value::Text(text) => {
            let parts = text.split(['、', '，', ',', '；', ';', '\n', '/']).map(str::trim);
            (parts.filter(|part| !part.is_empty()).map(str::to_owned).collect(), false)
        }
        one => (vec![one.to_string()], true),
    };
    let policy = case.context.policy;
    let lead = if policy.roles.partners.as_deref() == Some(key) { unit_of(case.application, policy) } else { None };
    let mut distinct: Vec<String> = Vec::new();
    for name in names {
        let is_lead = lead.is_some_and(|lead| case.facts.roster.same(lead, &name));
        if !is_lead && !distinct.iter().any(|known| project_key(known) == project_key(&name)) {
            distinct.push(name);
        }
    }
    (distinct, is_list)
}

/// The measure word of what a field lists.
fn counter_of(case: &Case<'_>, key: &str) -> &'static str {
    match case.context.policy.field(key).map(|field| field.kind) {
        Some(FieldKind::People) => "人",
        Some(FieldKind::Organisation | FieldKind::Organisations) => "个单位",
        _ => "个",
    }
}

/// Whether a list ends in 等 and does not say who else: 甲、乙等, 甲公司、乙公司等单位.
fn is_open_ended(raw: &str) -> bool {
    let text: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches(['。', '.', '；', ';', '，', ',']);
    let listed = OPEN_ENDS.iter().find_map(|end| text.strip_suffix(end));
    listed.is_some_and(|before| !before.is_empty() && !before.ends_with(['平', '同', '高', '中', '初', '均', '相']))
}

/// How such a list ends.
const OPEN_ENDS: [&str; 7] = ["等", "等人", "等同志", "等单位", "等多人", "等多家", "等多家单位"];

/// The number in 等5人, 等四家单位, 共6人.
fn told_count(raw: &str) -> Option<usize> {
    const NUMERALS: &str = "一二三四五六七八九";
    let text: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
    let after = text.split_once('等').or_else(|| text.split_once('共'))?.1;
    let digits: String =
        after.chars().take_while(|c| c.is_ascii_digit() || NUMERALS.contains(*c) || *c == '十').collect();
    let rest = after.get(digits.len()..)?;
    if !rest.starts_with(['人', '名', '位', '家', '个']) {
        return None;
    }
    let numeral = |c: char| NUMERALS.chars().position(|numeral| numeral == c).map(|place| place + 1);
    let characters: Vec<char> = digits.chars().collect();
    match characters.as_slice() {
        ['十'] => Some(10),
        ['十', ones] => numeral(*ones).map(|ones| 10 + ones),
        [one] if numeral(*one).is_some() => numeral(*one),
        _ => digits.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_open_ended;
    use super::told_count;

    #[test]
    fn a_list_that_ends_in_and_others_is_told_from_a_name_that_ends_so() {
        for raw in ["甲、乙等", "甲、乙 等。", "甲公司、乙公司等单位", "甲等人"] {
            assert!(is_open_ended(raw), "{raw}");
        }
        for raw in ["甲、乙", "甲、乙等5人", "男女平等", "等", ""] {
            assert!(!is_open_ended(raw), "{raw}");
        }
    }

    #[test]
    fn a_number_told_beside_the_names_is_read() {
        for (raw, count) in [
            ("甲乙等5人", Some(5)),
            ("甲乙 等 四 家单位", Some(4)),
            ("甲、乙等十二名", Some(12)),
            ("共10人", Some(10)),
            ("甲、乙等", None),
            ("等等", None),
            ("甲、乙", None),
            ("等999999999999999999999999人", None),
        ] {
            assert_eq!(told_count(raw), count, "{raw}");
        }
    }
}
