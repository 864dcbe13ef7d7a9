//! matches: what a field holds is written as the measure prescribes, by a regular expression.

use regex::Regex;

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "matches", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let field = rule.subject.as_deref().and_then(|key| case.application.value(key));
    let (RuleKind::Matches { pattern }, Some(field)) = (&rule.kind, field) else {
        return Judgement::not_applicable();
    };
    // known to compile since the policy was loaded; one that does not says nothing of the paper
    let Some(pattern) = case.facts.patterns.get(pattern.as_str()) else { return Judgement::not_applicable() };
    let text = field.read.value.to_string();
    if Regex::is_match(pattern, &text) {
        return Judgement::pass();
    }
    let message = format!("{}填的是“{text}”，不符合规定的写法", case.subject_label(rule));
    Draft::fail(rule, message).help("请单位按规定的写法改填后重新报送").at(&field.read.place).into()
}
