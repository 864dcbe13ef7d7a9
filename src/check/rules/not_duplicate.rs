//! not-duplicate: the same project of the same unit is there once in a season, and no text is another's.
//!
//! The same unit and title twice, not as a corrected version, is the rule's own code, as is a joint project that several of its units
//! sent in; texts as alike as `similarity` are `similar-project`. Which of them is the original is for people.

use crate::check::alike::Other;
use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::case::quoted;
use crate::check::facts::Twins;
use crate::check::registry::Kind;
use crate::check::registry::is_companion;
use crate::check::sketch::Sketch;
use crate::model::Finding;
use crate::model::OnFail;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "not-duplicate", check };

/// Texts as alike as the rule's `similarity`.
pub(in crate::check) const SIMILAR: &str = "similar-project";

/// So many others are named.
const NAMED: usize = 3;

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let RuleKind::NotDuplicate { similarity } = rule.kind else { return Judgement::not_applicable() };
    let mut findings = Vec::new();
    if !is_companion(&rule.code) {
        findings.extend(case.facts.duplicates.get(case.index).and_then(|twins| duplicate(rule, case, twins)));
        findings.extend(case.facts.joint.get(case.index).and_then(|others| joint(rule, case, others)));
    }
    findings.extend(similar(rule, case, similarity));
    Judgement::of(findings)
}

fn duplicate(rule: &Rule, case: &Case<'_>, twins: &Twins) -> Option<Finding> {
    let named: Vec<String> = twins.first.iter().take(NAMED).map(|&other| case.address(other)).collect();
    if named.is_empty() {
        return None;
    }
    let more = if twins.count > NAMED { format!("等 {} 处", twins.count) } else { String::new() };
    let message = format!("同一单位的同一项目报了不止一次，另见{}{more}", named.join("、"));
    let draft =
        Draft::manual(rule, message).help("请向单位问明：是更正版的，只留最后一份；是两个项目的，请改正项目名称");
    Some(draft.at(case.application.form.as_ref()).done())
}

/// A joint project that several of its units sent in, each with a form of its own.
fn joint(rule: &Rule, case: &Case<'_>, others: &[usize]) -> Option<Finding> {
    let named = others.iter().take(NAMED).filter_map(|&other| {
        let unit = case.facts.sketch(other)?.unit.as_deref()?;
        Some(format!("{unit}（{}）", case.address(other)))
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return None;
    }
    let message = format!("联合项目由几个单位分别报了，另见{}", named.join("、"));
    let help = "请与各单位核实由谁牵头，只留牵头单位报的一份；是两个项目的，请改正项目名称";
    Some(Draft::manual(rule, message).help(help).at(case.application.form.as_ref()).done())
}

fn similar(rule: &Rule, case: &Case<'_>, similarity: f64) -> Option<Finding> {
    let all = case.facts.alike.get(case.index)?;
    let joint = case.facts.joint.get(case.index).map_or(&[][..], Vec::as_slice);
    let told = |other: usize| case.facts.are_twins(case.index, other) || joint.contains(&other);
    let others: Vec<(usize, f64)> = all
        .iter()
        .filter(|alike| alike.similarity >= similarity)
        .filter_map(|alike| match alike.other {
            Other::Current(other) if !told(other) => Some((other, alike.similarity)),
            _ => None,
        })
        .collect();
    let first = others.first()?;
    let rule = case.companion(SIMILAR, rule, OnFail::Decide);
    let named: Vec<String> = others
        .iter()
        .take(NAMED)
        .filter_map(|&(other, alike)| Some((case.facts.sketch(other)?, other, alike)))
        .map(|(sketch, other, alike)| format!("{}（{}，相似 {}）", title(sketch), case.address(other), percent(alike)))
        .collect();
    let more = if others.len() > NAMED { format!("等 {} 项", others.len()) } else { String::new() };
    let message = format!("文字与{}{more}高度相似，达到 {}", named.join("、"), percent(similarity));
    let help = format!("请对照两份材料，判断是否同一项目或相互抄用（最高相似 {}）", percent(first.1));
    Some(Draft::manual(&rule, message).help(help).at(case.application.form.as_ref()).done())
}

/// 某某单位的“某某项目”
fn title(sketch: &Sketch) -> String {
    let unit = sketch.unit.as_deref().unwrap_or("未写明单位");
    format!("{unit}的{}", quoted(sketch.title.as_deref().unwrap_or_default()))
}

/// A similarity in per cent, never rounded up to what was not reached.
pub(super) fn percent(similarity: f64) -> String {
    format!("{}%", (similarity * 100.0 + 1e-9).floor())
}
