//! prompt-left-in: the form's own prompt stands beside a real value (限600字, 请在相应栏打√); a note that costs nothing.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::model::Finding;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "prompt-left-in", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    if case.application.form.is_none() {
        return Judgement::not_applicable();
    }
    let asked = |key: &str| rule.subject.as_deref().is_none_or(|subject| subject == key);
    let keys = case.application.fields.keys().filter(|key| asked(key));
    Judgement::of(keys.filter_map(|key| describe(rule, case, key)).collect())
}

fn describe(rule: &Rule, case: &Case<'_>, key: &str) -> Option<Finding> {
    let prompt = case.application.value(key)?.prompt.as_ref()?;
    let message = format!("“{}”一栏留有表上原有的提示“{}”", case.label(key), prompt.raw.trim());
    Some(Draft::fail(rule, message).about(key).help("不影响申报；印制材料前请删去").at(&prompt.place).done())
}
