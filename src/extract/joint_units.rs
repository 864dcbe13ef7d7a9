//! The applicant and its partners, once both fields are read: who leads, who is beside.

use indexmap::IndexMap;

use crate::extract::values::blank::clean;
use crate::extract::values::organisation::parse_units;
use crate::model::FieldReading;
use crate::model::FieldValue;
use crate::model::Value;
use crate::policy::Policy;
use crate::policy::RuleKind;

/// Where one cell names several units, the applicant's field holds the lead alone and the partners' field the others,
/// wherever they were written.
pub fn settle_units(fields: &mut IndexMap<String, FieldReading>, policy: &Policy) {
    let Some(applicant) = &policy.roles.applicant else { return };
    if let Some(partners) = &policy.roles.partners {
        part_partners(fields, applicant, partners);
    }
    // A measure that asks who leads has a rule of its own for it.
    let is_judged = policy.rules.iter().any(|rule| rule.kind == RuleKind::LeadUnitNamed);
    if let Some(FieldReading::Read(unit)) = fields.get_mut(applicant).filter(|_| !is_judged)
        && unit.lead_named == Some(false)
    {
        unit.doubts.push("一格里写了不止一个单位，没有写明哪个牵头".to_owned());
    }
}

fn part_partners(fields: &mut IndexMap<String, FieldReading>, applicant: &String, partners: &String) {
    let Some(FieldReading::Read(unit)) = fields.get(applicant).cloned() else { return };
    let others = parse_units(&clean(&unit.read.raw, &[]).text).partners;
    let lead = unit.read.value.to_string();
    let listed = match fields.get(partners) {
        Some(FieldReading::Read(listed)) => Some(listed.clone()),
        _ => None,
    };
    let mut names: Vec<String> = match listed.as_ref().map(|listed| &listed.read.value) {
        Some(Value::Organisations(names)) => names.clone(),
        _ => Vec::new(),
    };
    let said = names.len();
    names.retain(|name| *name != lead);
    for other in others {
        if !names.contains(&other) && other != lead {
            names.push(other);
        }
    }
    // The partners' cell names the lead as well: that says who leads.
    if said > names.len()
        && let Some(FieldReading::Read(unit)) = fields.get_mut(applicant)
        && unit.lead_named == Some(false)
    {
        unit.lead_named = Some(true);
    }
    if names.is_empty() {
        // 见附件 stays, for people to look there.
        if let Some(listed) = listed.filter(|listed| !matches!(listed.read.value, Value::Text(_))) {
            let empty = FieldReading::Empty {
                place: listed.read.place,
                prompt: None,
                struck: None,
                uncalculated: false,
                comment: None,
                doubts: Vec::new(),
            };
            fields.insert(partners.clone(), empty);
        }
        return;
    }
    let base = listed.unwrap_or_else(|| FieldValue::plain(unit.read.clone()));
    let read = base.read.with(Value::Organisations(names));
    fields.insert(partners.clone(), FieldReading::Read(FieldValue { read, ..base }));
}
