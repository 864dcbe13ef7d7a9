//! lead-unit-named: where several units stand in the applicant's cell, the lead is named (article 8: 明确一个牵头单位).

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "lead-unit-named", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let field = rule.subject.as_deref().and_then(|key| case.application.value(key));
    match field.map(|field| (field, field.lead_named)) {
        None => Judgement::not_applicable(),
        Some((_, None | Some(true))) => Judgement::pass(),
        Some((field, Some(false))) => {
            let units = field.read.raw.split_whitespace().collect::<Vec<&str>>().join(" ");
            let message = format!("{}一栏有几个单位，没有写明哪个牵头：{units}", case.subject_label(rule));
            Draft::manual(rule, message)
                .help("请向单位问明牵头单位，由牵头单位填表，其余写入联合单位")
                .at(&field.read.place)
                .into()
        }
    }
}
