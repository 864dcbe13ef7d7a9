//! known-unit: the unit is in the roster by name or short name, where there is a roster (article 2: who may apply).

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::model::Value;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "known-unit", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let roster = &case.facts.roster;
    let field = rule.subject.as_deref().and_then(|key| case.application.value(key));
    let Some(field) = field.filter(|_| !roster.is_empty()) else { return Judgement::not_applicable() };
    let names: Vec<&str> = match &field.read.value {
        Value::Organisations(names) => names.iter().map(String::as_str).collect(),
        Value::Organisation(name) | Value::Text(name) => vec![name],
        _ => return Judgement::not_applicable(),
    };
    if field.canonical.is_some() && names.len() == 1 {
        return Judgement::pass();
    }
    let unknown: Vec<&str> = names.into_iter().filter(|name| !roster.know(name).is_listed()).collect();
    if unknown.is_empty() {
        return Judgement::pass();
    }
    let message = format!("{}“{}”不在单位名册中", case.subject_label(rule), unknown.join("”“"));
    Draft::manual(rule, message)
        .help("请核实单位名称；确属申报范围的，把全称或简称补进单位名册")
        .at(&field.read.place)
        .into()
}
