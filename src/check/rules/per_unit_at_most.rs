//! per-unit-at-most: a unit may not apply with more projects in a season than the measure allows (每个单位限报2项).
//!
//! Each project counts once, however often it came; a corrected version is the same project, and a project whose name was not
//! read is one of its own. Which of them go on is for the office and the unit; all of them bear the finding.

use std::collections::HashSet;

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::check::sketch::unit_of;
use crate::model::OnFail;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "per-unit-at-most", check };

/// So many of the others are named.
const NAMED: usize = 6;

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let RuleKind::PerUnitAtMost { limit } = rule.kind else { return Judgement::not_applicable() };
    let policy = case.context.policy;
    let Some(unit) = unit_of(case.application, policy) else { return Judgement::not_applicable() };
    let (all, surely) = case.facts.of_one_unit(case.index);
    let mut projects = HashSet::new();
    let counted: Vec<usize> = all
        .into_iter()
        .filter(|&at| case.facts.project_key(at).is_none_or(|project| projects.insert(project)))
        .collect();
    if counted.len() <= limit {
        return Judgement::pass();
    }
    let others: Vec<String> =
        counted.iter().filter(|&&at| at != case.index).take(NAMED).map(|&at| case.address(at)).collect();
    let more = if counted.len() > others.len() + 1 { "等" } else { "" };
    let message =
        format!("{unit}共申报 {} 项，一个单位不超过 {limit} 项，另见{}{more}", counted.len(), others.join("、"));
    let help = match rule.on_fail {
        OnFail::Decide => "请向单位问明保留哪几项，其余的在“人工核定”中写明",
        _ => "请单位确定保留哪几项，其余的撤回",
    };
    let place = policy.roles.applicant.as_deref().and_then(|key| case.application.value(key));
    let draft = if surely { Draft::fail(rule, message) } else { Draft::manual(rule, message) };
    draft.help(help).at(place.map(|field| &field.read.place)).into()
}
