//! one-of: a field holds one of the options that the measure gives.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::model::Value;
use crate::model::project_key;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "one-of", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let key = rule.subject.as_deref();
    let (Some(spec), Some(field)) =
        (key.and_then(|key| case.context.policy.field(key)), key.and_then(|key| case.application.value(key)))
    else {
        return Judgement::not_applicable();
    };
    // What could not be read for certain is for people, not for the unit.
    if !field.doubts.is_empty() {
        return Judgement::not_applicable();
    }
    let text = field.read.value.to_string();
    let is_option = spec.options.iter().any(|option| project_key(option) == project_key(&text));
    if is_option || matches!(field.read.value, Value::Choice(_)) {
        return Judgement::pass();
    }
    let options = spec.options.join("、");
    let message = format!("{}填的是“{text}”，可选项是：{options}", spec.label);
    Draft::fail(rule, message).help("请单位从可选项中选填一项后重新报送").at(&field.read.place).into()
}
