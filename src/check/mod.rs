//! Findings: what each rule of the measure says of each application. A rule fails only on what is certain; what a program
//! cannot know is 待人工. The loop is here, the kinds of rule one per file under `rules`, their table in `registry`.

mod alike;
mod case;
mod context;
mod exceptions;
mod facts;
mod files;
mod registry;
mod reused_signature;
mod roster;
mod rules;
mod same_picture;
mod set_otherwise;
mod sketch;
mod stroke_tiles;
mod unread;
mod unrecognised;

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

use crate::check::case::Case;
use crate::check::case::Judgement;
use crate::check::exceptions::excuse_findings;
use crate::check::facts::Facts;
use crate::check::registry::judge;
use crate::check::registry::lead_of;
use crate::model::Assessment;
use crate::model::Finding;
use crate::model::Outcome;
use crate::model::RuleOutcome;
use crate::model::Shelf;
use crate::model::Verdict;
use crate::policy::Policy;
use crate::policy::Rule;

pub use context::Arrival;
pub use context::Context;
pub use context::EarlierProject;
pub use files::assess_file;

/// What all rules of the policy say of each application, in the order given.
///
/// # Errors
/// An application cannot be fetched.
pub fn assess(shelf: &dyn Shelf, context: &Context<'_>) -> io::Result<Vec<Assessment>> {
    let facts = Facts::gather(shelf, context)?;
    let names = RuleNames::of(context.policy);
    let assess_at = |index: usize| {
        let application = shelf.fetch(index)?;
        Ok(assess_one(&Case { application: &application, index, context, facts: &facts }, &names))
    };
    (0..shelf.count()).into_par_iter().map(assess_at).collect()
}

fn assess_one(case: &Case<'_>, names: &RuleNames<'_>) -> Assessment {
    let policy = case.context.policy;
    let judged: Vec<Judgement> = policy.rules.iter().map(|rule| judge(rule, case)).collect();
    let of_files = case.facts.files_of(case.index).flat_map(|file| assess_file(file, policy));
    let mut findings: Vec<Finding> =
        judged.iter().flat_map(|judgement| judgement.findings.iter().cloned()).chain(of_files).collect();
    findings.sort_by_cached_key(|finding| (names.order_of(finding), finding.place.clone()));
    findings.dedup();
    let excused = excuse_findings(&mut findings, case);
    let outcomes = policy.rules.iter().zip(&judged).zip(&names.shared).map(|((rule, judgement), (code, subject))| {
        let outcome = outcome_of(rule, judgement, policy, &judged, &findings, &excused);
        RuleOutcome { code: Arc::clone(code), subject: subject.clone(), outcome }
    });
    let outcomes = outcomes.collect();
    let verdict = Verdict::of(&findings);
    Assessment { findings, outcomes, verdict }
}

/// Codes and subjects of the policy's rules, made ready once for all applications.
struct RuleNames<'p> {
    /// Where the rule of a code and subject stands, by its line in the policy; the first of a code also under no subject.
    order: HashMap<(&'p str, Option<&'p str>), (usize, usize)>,
    /// Code and subject of each rule, which all outcomes share.
    shared: Vec<(Arc<str>, Option<Arc<str>>)>,
}

impl<'p> RuleNames<'p> {
    fn of(policy: &'p Policy) -> Self {
        let mut order = HashMap::new();
        for (index, rule) in policy.rules.iter().enumerate() {
            let at = (rule.line.unwrap_or(usize::MAX), index);
            order.entry((rule.code.as_str(), rule.subject.as_deref())).or_insert(at);
            order.entry((rule.code.as_str(), None)).or_insert(at);
        }
        let shared = |rule: &Rule| (Arc::from(rule.code.as_str()), rule.subject.as_deref().map(Arc::from));
        Self { order, shared: policy.rules.iter().map(shared).collect() }
    }

    fn order_of(&self, finding: &Finding) -> (usize, usize) {
        let own = (finding.code.as_str(), finding.subject.as_deref());
        let at = self.order.get(&own).or_else(|| self.order.get(&(own.0, None)));
        at.copied().unwrap_or((usize::MAX, usize::MAX))
    }
}

/// What a rule said: the worst of the findings under its code, else what it judged itself. A finding that people excused
/// leaves the rule passed.
fn outcome_of(
    rule: &Rule,
    judgement: &Judgement,
    policy: &Policy,
    judged: &[Judgement],
    findings: &[Finding],
    excused: &[bool],
) -> Outcome {
    let alone = policy.rules.iter().filter(|other| other.code == rule.code).count() == 1;
    let own = |finding: &Finding| {
        finding.code == rule.code && (alone || rule.subject.is_none() || finding.subject == rule.subject)
    };
    let mut worst = None;
    for (finding, excused) in findings.iter().zip(excused).filter(|(finding, _)| own(finding)) {
        let outcome = if *excused { Outcome::Pass } else { finding.outcome };
        let heavier = |than: Outcome| than == Outcome::Pass || outcome == Outcome::Fail;
        if worst.is_none_or(heavier) {
            worst = Some(outcome);
        }
    }
    // a code that comes beside another rule is not asked where that rule is not
    let lead = lead_of(rule).and_then(|name| {
        policy.rules.iter().zip(judged).find(|(lead, _)| lead.kind.name() == Some(name)).map(|(_, lead)| lead.outcome)
    });
    worst.unwrap_or(match lead {
        Some(Outcome::NotApplicable) => Outcome::NotApplicable,
        _ => judgement.outcome,
    })
}
