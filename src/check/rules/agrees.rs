//! agrees: a field of the form says the same as a written paper does (the description's unit and project, article 6).
//!
//! Spaces, quotes, the city before a district and short names of the roster are no difference, nor is a longer title that
//! holds the project's name. A paper that names nothing agrees with everything.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::case::quoted;
use crate::check::registry::Kind;
use crate::model::FieldValue;
use crate::model::Located;
use crate::model::NarrativeDocument;
use crate::model::Value;
use crate::model::project_key;
use crate::model::refers_elsewhere;
use crate::model::refers_to_paper;
use crate::model::same_project;
use crate::policy::Rule;
use crate::policy::RuleKind;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "agrees", check };

/// A project's name of so many letters that stands in the text is named there.
const NAMED_BY: usize = 6;

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let (RuleKind::Agrees { with }, Some(key)) = (&rule.kind, rule.subject.as_deref()) else {
        return Judgement::not_applicable();
    };
    let (Some(field), Some(paper)) = (case.application.value(key), case.application.documents.get(with)) else {
        return Judgement::not_applicable();
    };
    // what only points elsewhere has a finding of its own, and says nothing that could disagree
    if matches!(&field.read.value, Value::Text(text) if refers_elsewhere(text) || refers_to_paper(text)) {
        return Judgement::not_applicable();
    }
    let roles = &case.context.policy.roles;
    let is_role = |role: &Option<String>| role.as_deref() == Some(key);
    let (told, agrees) = if is_role(&roles.applicant) {
        (paper.unit.clone(), paper.unit.as_ref().is_none_or(|told| units_agree(case, field, &told.value)))
    } else if is_role(&roles.title) {
        let agrees = paper.project.as_ref().is_none_or(|told| projects_agree(field, told, paper));
        (paper.project.clone(), agrees)
    } else {
        let told = labelled_line(case, key, paper);
        let text = field.read.value.to_string();
        let agrees = told.as_ref().is_none_or(|told| project_key(&told.value) == project_key(&text));
        (told, agrees)
    };
    let Some(told) = told else { return Judgement::not_applicable() };
    if agrees {
        return Judgement::pass();
    }
    let (label, form, paper) = (case.label(key), case.label("form"), case.label(with));
    let message =
        format!("{label}：{form}写的是{}，{paper}写的是{}", quoted(&field.read.value.to_string()), quoted(&told.value));
    Draft::manual(rule, message)
        .help(format!("请核对{paper}是不是本项目的；写错的，请单位改正后重新报送"))
        .at(&told.place)
        .into()
}

/// Any unit that the paper names is one of the form's.
fn units_agree(case: &Case<'_>, field: &FieldValue, told: &str) -> bool {
    let policy = case.context.policy;
    let mut own: Vec<&str> = names(&field.read.value);
    own.extend(field.canonical.as_deref());
    let partners = policy.roles.partners.as_deref().and_then(|key| case.application.value(key));
    own.extend(partners.into_iter().flat_map(|partners| names(&partners.read.value)));
    let parts = told.split(['、', '，', ',', '；', ';', '\n', '/']).map(str::trim).filter(|part| !part.is_empty());
    std::iter::once(told).chain(parts).any(|part| own.iter().any(|own| case.facts.roster.same(own, part)))
}

fn names(value: &Value) -> Vec<&str> {
    match value {
        Value::Organisations(names) => names.iter().map(String::as_str).collect(),
        Value::Organisation(name) | Value::Text(name) => vec![name],
        _ => Vec::new(),
    }
}

/// A label that gives another name disagrees; a title may put it otherwise, or be a motto where the text goes on to name
/// the form's project.
fn projects_agree(field: &FieldValue, told: &Located<String>, paper: &NarrativeDocument) -> bool {
    let names: Vec<String> =
        std::iter::once(&field.read).chain(&field.rivals).map(|read| read.value.to_string()).collect();
    let is_label = told.raw.contains(['：', ':']);
    let key = project_key(&field.read.value.to_string());
    let named_in_text = || key.chars().count() >= NAMED_BY && project_key(&paper.text).contains(&key);
    let same = names.iter().any(|name| same_project(name, &told.value));
    same || (!is_label && (named_in_text() || !is_one_off(&key, &told.value) && puts_otherwise(&key, &told.value)))
}

/// Whether a title is a project's name with another character in one place: not put otherwise, but written wrongly in one of
/// the two papers.
fn is_one_off(name: &str, title: &str) -> bool {
    let title = project_key(title);
    let same_length = name.chars().count() == title.chars().count();
    same_length && name.chars().zip(title.chars()).filter(|(one, other)| one != other).count() == 1
}

/// Whether a title holds most pairs of neighbouring characters of a project's name.
fn puts_otherwise(name: &str, title: &str) -> bool {
    let title = project_key(title);
    let letters: Vec<char> = name.chars().collect();
    let pairs: Vec<String> = letters.windows(2).map(|pair| pair.iter().collect()).collect();
    let held = pairs.iter().filter(|pair| title.contains(pair.as_str())).count();
    pairs.len() >= NAMED_BY - 1 && held * 5 >= pairs.len() * 3
}

/// What a line `label：value` of the paper says of a field.
fn labelled_line(case: &Case<'_>, key: &str, paper: &NarrativeDocument) -> Option<Located<String>> {
    let spec = case.context.policy.field(key)?;
    let labels: Vec<String> =
        std::iter::once(&spec.label).chain(&spec.aliases).map(|label| project_key(label)).collect();
    paper.text.lines().find_map(|line| {
        let (label, value) = line.split_once(['：', ':'])?;
        let value = value.trim().trim_matches('_');
        let told = labels.contains(&project_key(label)) && !value.is_empty();
        told.then(|| Located { value: value.to_owned(), raw: line.to_owned(), place: paper.place.clone() })
    })
}
