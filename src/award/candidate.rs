//! What the award asks of an entry, whatever the measure calls its fields: unit, project, people, partners, category, standing.

use crate::model::Entry;
use crate::model::FieldValue;
use crate::model::Money;
use crate::model::Value;
use crate::model::Verdict;
use crate::model::strip_title_marks;
use crate::policy::Policy;
use crate::policy::Tier;
use crate::policy::TierAmount;

/// An entry as the award sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The entry's number.
    pub number: String,
    /// The applying unit: the roster's name, else the paper's, else what the submission is called.
    pub unit: String,
    /// The project's name; empty where it was not read.
    pub project: String,
    /// People in charge.
    pub people: Vec<String>,
    /// Joint units.
    pub partners: Vec<String>,
    /// What money goes by, where it goes by category.
    pub category: Option<String>,
    /// How its formal check stands.
    pub standing: Verdict,
    /// How many each field lists that some tier limits: field key, count.
    counts: Vec<(String, usize)>,
}

impl Candidate {
    /// The entry by the policy's roles.
    pub fn of(entry: &Entry, policy: &Policy) -> Self {
        let field = |key: &Option<String>| key.as_deref().and_then(|key| entry.application.value(key));
        let list = |key: &Option<String>| field(key).map(|field| list_of(&field.read.value)).unwrap_or_default();
        let roles = &policy.roles;
        let limited = policy.tiers.iter().flat_map(|tier| tier.limits.keys());
        let count = |key: &String| (key.clone(), list(&Some(key.clone())).len());
        let unit = field(&roles.applicant).map(name_of).filter(|unit| !unit.is_empty());
        Self {
            number: entry.number.clone(),
            unit: unit.unwrap_or_else(|| name_submission(&entry.receipt.submission)),
            project: field(&roles.title).map(name_of).unwrap_or_default(),
            people: list(&roles.people),
            partners: list(&roles.partners),
            category: field(&roles.category).map(name_of).filter(|category| !category.is_empty()),
            standing: entry.standing(),
            counts: limited.map(count).collect(),
        }
    }

    /// What a prize of this tier costs for this entry; None where money goes by category and this one has no amount.
    pub fn amount_of(&self, tier: &Tier) -> Option<Money> {
        match &tier.amount {
            TierAmount::Fixed(amount) => Some(*amount),
            TierAmount::ByCategory(amounts) => amounts.get(self.category.as_deref()?).copied(),
        }
    }

    /// Limits of the tier that the entry breaks: field key, how many it has, how many the tier allows.
    pub fn limits_broken(&self, tier: &Tier) -> Vec<(String, usize, usize)> {
        let counts = self.counts.iter().filter_map(|(key, count)| Some((key, *count, *tier.limits.get(key)?)));
        let mut broken: Vec<(String, usize, usize)> = counts
            .filter(|(_, count, limit)| count > limit)
            .map(|(key, count, limit)| (key.clone(), count, limit))
            .collect();
        broken.sort();
        broken.dedup();
        broken
    }

    /// The project as papers name it.
    pub fn title(&self) -> String {
        if self.project.is_empty() { "（未填写项目名称）".to_owned() } else { self.project.clone() }
    }
}

/// The last part of a submission's path, without the ending of a file's name.
fn name_submission(id: &str) -> String {
    let last = id.rsplit('/').next().unwrap_or(id);
    clean_name(last.split_once('.').map_or(last, |(stem, _)| stem))
}

/// One line, without the title marks that papers put around a project themselves.
fn name_of(field: &FieldValue) -> String {
    let name = field.canonical.clone().unwrap_or_else(|| field.read.value.to_string());
    strip_title_marks(&clean_name(&name)).to_owned()
}

fn list_of(value: &Value) -> Vec<String> {
    match value {
        Value::Organisations(names) | Value::People(names) | Value::Phones(names) => {
            names.iter().map(|name| clean_name(name)).collect()
        }
        Value::Text(name) | Value::Organisation(name) | Value::Choice(name) => vec![clean_name(name)],
        Value::Date(_) | Value::Period(_) | Value::Money(_) | Value::Number(_) => Vec::new(),
    }
}

/// Lines joined, and no character that a paper cannot show: controls, and marks that would turn the direction of writing.
fn clean_name(name: &str) -> String {
    let lines: Vec<&str> = name.split('\n').map(str::trim).collect();
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    lines.concat().chars().filter(|&c| !unseen(c)).collect()
}
