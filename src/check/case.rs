//! One application before one rule, and what the rule may say of it: a [`Judgement`] with its findings, made by a [`Draft`].

use jiff::civil::Date;

use crate::check::context::Arrival;
use crate::check::context::Context;
use crate::check::facts::Facts;
use crate::model::Application;
use crate::model::Finding;
use crate::model::OnFail;
use crate::model::Outcome;
use crate::model::Place;
use crate::policy::Rule;

/// One application, with all that is known around it.
pub(super) struct Case<'a> {
    /// The application.
    pub application: &'a Application,
    /// Its place among all.
    pub index: usize,
    /// The measure and the season.
    pub context: &'a Context<'a>,
    /// What is known of all applications together.
    pub facts: &'a Facts<'a>,
}

impl<'a> Case<'a> {
    /// As what and when it came.
    pub fn arrival(&self) -> Option<&'a Arrival> {
        self.context.arrivals.get(self.index)
    }

    /// What a field, section or document is called on paper.
    pub fn label<'k>(&'k self, key: &'k str) -> &'k str {
        self.context.policy.label_of(key)
    }

    /// What the rule's subject is called on paper.
    pub fn subject_label<'k>(&'k self, rule: &'k Rule) -> &'k str {
        rule.subject.as_deref().map_or("", |key| self.label(key))
    }

    /// The number of an application where it has one, else its id.
    pub fn address(&self, at: usize) -> String {
        let number = self.context.arrivals.get(at).and_then(|arrival| arrival.number.clone());
        let id = || self.facts.sketch(at).map(|sketch| sketch.id.clone()).unwrap_or_default();
        number.unwrap_or_else(id)
    }

    /// Where a written paper stands that came but holds no text that could be read: a scan, a picture.
    pub fn textless(&self, document: &str) -> Option<&'a Place> {
        let paper = self.application.evidence.iter().find(|paper| paper.role == document)?;
        (!self.application.documents.contains_key(document)).then_some(&paper.place)
    }

    /// The rule of a code that comes beside `lead`; the lead's own article and `usual` where the policy has none.
    pub fn companion(&self, code: &str, lead: &Rule, usual: OnFail) -> Rule {
        let stated = self.context.policy.rule(code, lead.subject.as_deref());
        let (on_fail, basis) = stated.map_or((usual, &lead.basis), |rule| (rule.on_fail, &rule.basis));
        Rule { code: code.to_owned(), on_fail, basis: basis.clone(), ..lead.clone() }
    }
}

/// What one rule says of one application.
pub(super) struct Judgement {
    /// Its own outcome where no finding bears its code.
    pub outcome: Outcome,
    /// What it found, also under the codes that come beside it.
    pub findings: Vec<Finding>,
}

impl Judgement {
    /// Nothing wrong.
    pub fn pass() -> Self {
        Self { outcome: Outcome::Pass, findings: Vec::new() }
    }

    /// Nothing to judge.
    pub fn not_applicable() -> Self {
        Self { outcome: Outcome::NotApplicable, findings: Vec::new() }
    }

    /// What it would judge could not be read; the file's own finding says so.
    pub fn unread() -> Self {
        Self { outcome: Outcome::Manual, findings: Vec::new() }
    }

    /// What was found; nothing is a pass.
    pub fn of(findings: Vec<Finding>) -> Self {
        Self { outcome: Outcome::Pass, findings }
    }
}

impl From<Finding> for Judgement {
    fn from(finding: Finding) -> Self {
        Self::of(vec![finding])
    }
}

/// A finding in the making.
pub(super) struct Draft(Finding);

impl Draft {
    /// Certain.
    pub fn fail(rule: &Rule, message: String) -> Self {
        Self::new(rule, Outcome::Fail, message)
    }

    /// A person must look.
    pub fn manual(rule: &Rule, message: String) -> Self {
        Self::new(rule, Outcome::Manual, message)
    }

    fn new(rule: &Rule, outcome: Outcome, message: String) -> Self {
        Self(Finding {
            code: rule.code.clone(),
            subject: rule.subject.clone(),
            outcome,
            on_fail: rule.on_fail,
            message,
            help: None,
            basis: rule.basis.clone(),
            place: None,
        })
    }

    /// About another field, section or document than the rule's subject.
    pub fn about(mut self, subject: &str) -> Self {
        self.0.subject = Some(subject.to_owned());
        self
    }

    /// The next step.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Where.
    pub fn at<'p>(mut self, place: impl Into<Option<&'p Place>>) -> Self {
        self.0.place = place.into().cloned();
        self
    }

    /// The finding.
    pub fn done(self) -> Finding {
        self.0
    }
}

/// A name in quotation marks; a name that holds some itself in《》.
pub(super) fn quoted(name: &str) -> String {
    if name.contains(['“', '”']) { format!("《{name}》") } else { format!("“{name}”") }
}

/// A day as people write it.
pub(super) fn written(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

impl From<Draft> for Judgement {
    fn from(draft: Draft) -> Self {
        draft.done().into()
    }
}
