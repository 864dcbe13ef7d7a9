//! field-ambiguous: two places of the form give a field values that disagree; always on, for people.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::case::quoted;
use crate::check::registry::Kind;
use crate::model::FieldValue;
use crate::model::Finding;
use crate::model::Located;
use crate::model::Value;
use crate::policy::Rule;

/// Always on.
pub(in crate::check) const KIND: Kind = Kind { name: "field-ambiguous", check };

/// Of a long value so much is quoted.
const QUOTE: usize = 30;

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    if case.application.form.is_none() {
        return Judgement::not_applicable();
    }
    let asked = |key: &str| rule.subject.as_deref().is_none_or(|subject| subject == key);
    let doubted = case.application.fields.keys().filter(|key| asked(key)).filter_map(|key| {
        let field = case.application.value(key).filter(|field| !field.rivals.is_empty())?;
        Some(describe(rule, case, key, field))
    });
    Judgement::of(doubted.collect())
}

fn describe(rule: &Rule, case: &Case<'_>, key: &str, field: &FieldValue) -> Finding {
    let rivals: Vec<String> = field.rivals.iter().map(quote).collect();
    let label = case.label(key);
    let message = format!("“{label}”有几处互不相同：{}，另有{}", quote(&field.read), rivals.join("、"));
    let help = format!("请核对申报表，以哪一处的{label}为准；不能确定的，请单位说明");
    Draft::manual(rule, message).about(key).help(help).at(&field.read.place).done()
}

fn quote(value: &Located<Value>) -> String {
    let text = value.value.to_string().split_whitespace().collect::<Vec<&str>>().join(" ");
    let short = text.chars().count() <= QUOTE;
    let text = if short { text } else { format!("{}…", text.chars().take(QUOTE).collect::<String>()) };
    let spot = value.place.spot_text().map(|spot| format!("（{spot}）")).unwrap_or_default();
    format!("{}{spot}", quoted(&text))
}
