//! What must be known of all applications together before one can be judged: their files, signatures that recur, projects
//! that recur, texts that are alike.

use std::collections::BTreeMap;
use std::collections::HashMap;

use regex::Regex;

use crate::check::alike::Alike;
use crate::check::alike::Texts;
use crate::check::alike::find_alike;
use crate::check::context::Context;
use crate::check::roster::KnownUnit;
use crate::check::roster::RosterIndex;
use crate::check::same_picture::is_same_picture;
use crate::check::same_picture::may_be_same;
use crate::model::Application;
use crate::model::Format;
use crate::model::PictureLook;
use crate::model::ReceivedFile;
use crate::model::Signature;
use crate::model::SignatureState;
use crate::model::TroubleKind;
use crate::model::Value;
use crate::model::is_named_correction;
use crate::model::project_key;
use crate::model::was_signed_before;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Policy;
use crate::policy::RuleKind;

/// Another application of the same unit and project.
#[derive(Clone, Copy, Debug)]
pub(super) struct Twin {
    /// Its place.
    pub other: usize,
    /// Whether the name of one says that it is the corrected version of the other: then it is not there twice.
    pub corrected: bool,
}

/// All applications seen together.
pub(super) struct Facts<'a> {
    applications: &'a [Application],
    files: &'a [ReceivedFile],
    files_of: HashMap<&'a str, Vec<usize>>,
    by_path: HashMap<&'a str, usize>,
    /// The roster, indexed.
    pub roster: RosterIndex,
    /// For each application its unit, where it names one.
    units: Vec<Option<KnownUnit>>,
    /// The regular expressions of the policy, by their source.
    pub patterns: HashMap<&'a str, Regex>,
    /// For each application the others with the same signature and another unit.
    pub reused_signatures: Vec<Vec<usize>>,
    /// For each application the others of the same unit and project.
    pub duplicates: Vec<Vec<Twin>>,
    /// For each application what is alike among the others and in earlier seasons.
    pub alike: Vec<Vec<Alike>>,
}

impl<'a> Facts<'a> {
    /// Looks at all applications.
    pub fn gather(applications: &'a [Application], context: &Context<'a>) -> Self {
        let mut files_of: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_path = HashMap::new();
        for (index, file) in context.files.iter().enumerate() {
            by_path.insert(&*file.path, index);
            for id in &file.applications {
                files_of.entry(id).or_default().push(index);
            }
        }
        let roster = RosterIndex::of(context.roster);
        let mut facts = Self {
            applications,
            files: context.files,
            files_of,
            by_path,
            units: Vec::new(),
            patterns: compile_patterns(context.policy),
            roster,
            reused_signatures: Vec::new(),
            duplicates: Vec::new(),
            alike: Vec::new(),
        };
        let unit = |application| unit_of(application, context.policy).map(|name| facts.roster.know(name));
        facts.units = applications.iter().map(unit).collect();
        facts.reused_signatures = facts.find_reused_signatures();
        facts.duplicates = facts.find_duplicates(context.policy);
        facts.alike = alike_texts(applications, context);
        facts
    }

    /// Another application.
    pub fn application(&self, index: usize) -> Option<&'a Application> {
        self.applications.get(index)
    }

    /// The files that bear on an application.
    pub fn files_of(&self, index: usize) -> impl Iterator<Item = &'a ReceivedFile> {
        let id = self.applications.get(index).map_or("", |application| application.id.as_str());
        let indices = self.files_of.get(id).into_iter().flatten();
        indices.filter_map(|&file| self.files.get(file))
    }

    /// Whether a file was read only in part, so that what is not found in it is not certainly missing.
    pub fn is_damaged(&self, path: &str) -> bool {
        let file = self.by_path.get(path).and_then(|&index| self.files.get(index));
        file.is_some_and(|file| file.troubles.iter().any(|trouble| trouble.kind.leaves_doubt()))
    }

    /// Whether a file was read by how it looks, or in doubt: what seems empty in it may be filled in.
    pub fn is_approximate(&self, path: &str) -> bool {
        let file = self.by_path.get(path).and_then(|&index| self.files.get(index));
        file.is_some_and(|file| {
            file.format == Some(Format::Pdf)
                || file.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Incomplete)
        })
    }

    /// Whether two applications are of one unit; None where one of them names none.
    fn same_unit(&self, one: usize, other: usize) -> Option<bool> {
        let unit = |index: usize| self.units.get(index).and_then(Option::as_ref);
        Some(unit(one)?.is(unit(other)?))
    }

    fn find_reused_signatures(&self) -> Vec<Vec<usize>> {
        let mut reused = vec![Vec::new(); self.applications.len()];
        let looks: Vec<(usize, &Signature, &PictureLook)> = self
            .applications
            .iter()
            .enumerate()
            .filter_map(|(index, application)| {
                let signature = application.signature.as_ref()?;
                let look = signature.look.as_ref().filter(|look| !look.blank)?;
                (signature.state == SignatureState::Picture).then_some((index, signature, look))
            })
            .collect();
        // All are compared with all, so the hashes alone first: the same bytes have the same hash.
        let hashes: Vec<u64> = looks.iter().map(|(.., look)| look.hash).collect();
        for (at, (one, signature, look)) in looks.iter().enumerate() {
            let near = hashes.iter().enumerate().skip(at + 1).filter(|(_, hash)| may_be_same(look.hash, **hash));
            for (other, other_signature, other_look) in near.filter_map(|(beside, _)| looks.get(beside)) {
                // a list form carries one signature for all its projects: that is one mark, not two
                let one_mark = signature.place.is_some() && signature.place == other_signature.place;
                let by_others = !one_mark && self.same_unit(*one, *other) == Some(false);
                if by_others && is_same_picture(look, other_look) {
                    for (index, found) in [(*one, *other), (*other, *one)] {
                        reused.get_mut(index).into_iter().for_each(|others: &mut Vec<usize>| others.push(found));
                    }
                }
            }
        }
        reused
    }

    /// Whether one of two is the corrected version of the other, by their names and not against the days of signing.
    fn is_correction(&self, one: usize, other: usize) -> bool {
        let known = |at: usize| self.applications.get(at);
        let Some((one, other)) = known(one).zip(known(other)) else { return false };
        corrects(one, other) || corrects(other, one)
    }

    fn find_duplicates(&self, policy: &Policy) -> Vec<Vec<Twin>> {
        let mut by_project: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, application) in self.applications.iter().enumerate() {
            let title = policy.roles.title.as_deref().and_then(|key| application.text(key));
            let key = title.map(|title| project_key(&title)).unwrap_or_default();
            let key = key.strip_suffix("项目").unwrap_or(&key);
            if !key.is_empty() {
                by_project.entry(key.to_owned()).or_default().push(index);
            }
        }
        let mut duplicates = vec![Vec::new(); self.applications.len()];
        for group in by_project.values() {
            for &one in group {
                let same = |&&other: &&usize| other != one && self.same_unit(one, other) == Some(true);
                let twin = |&other: &usize| Twin { other, corrected: self.is_correction(one, other) };
                let twins: Vec<Twin> = group.iter().filter(same).map(twin).collect();
                duplicates.get_mut(one).into_iter().for_each(|found: &mut Vec<Twin>| found.clone_from(&twins));
            }
        }
        duplicates
    }
}

fn corrects(later: &Application, earlier: &Application) -> bool {
    let submission = |application: &Application| application.id.split('#').next().unwrap_or_default().to_owned();
    is_named_correction(&submission(later), &submission(earlier)) && !was_signed_before(later, earlier)
}

fn compile_patterns(policy: &Policy) -> HashMap<&str, Regex> {
    let patterns = policy.rules.iter().filter_map(|rule| match &rule.kind {
        RuleKind::Matches { pattern } => Some(pattern.as_str()),
        _ => None,
    });
    patterns.filter_map(|pattern| Some((pattern, Regex::new(pattern).ok()?))).collect()
}

/// The applying unit, as the roster or else the form names it.
pub(super) fn unit_of<'a>(application: &'a Application, policy: &Policy) -> Option<&'a str> {
    let field = application.value(policy.roles.applicant.as_deref()?)?;
    if let Some(canonical) = &field.canonical {
        return Some(canonical);
    }
    match &field.read.value {
        Value::Organisation(name) | Value::Text(name) => Some(name),
        Value::Organisations(names) => names.first().map(String::as_str),
        _ => None,
    }
}

/// The texts that are compared: every narrative field and every written paper.
fn alike_texts(applications: &[Application], context: &Context<'_>) -> Vec<Vec<Alike>> {
    let policy = context.policy;
    let similarity = policy.rules.iter().filter_map(|rule| match rule.kind {
        RuleKind::NotDuplicate { similarity } | RuleKind::NotRepeated { similarity, .. } => Some(similarity),
        _ => None,
    });
    let Some(lowest) = similarity.min_by(f64::total_cmp) else { return vec![Vec::new(); applications.len()] };
    let title = policy.roles.title.as_deref();
    let narrative = |spec: &&FieldSpec| spec.kind == FieldKind::Text && Some(spec.key.as_str()) != title;
    let keys: Vec<&str> = policy.fields.iter().filter(narrative).map(|spec| spec.key.as_str()).collect();
    let current: Vec<Texts<'_>> = applications.iter().map(|application| texts_of(application, &keys, policy)).collect();
    let earlier: Vec<Texts<'_>> = context
        .earlier
        .iter()
        .map(|project| Texts { names: vec![&project.unit, &project.project], texts: vec![&project.texts] })
        .collect();
    find_alike(&current, &earlier, lowest)
}

fn texts_of<'a>(application: &'a Application, keys: &[&str], policy: &Policy) -> Texts<'a> {
    let text = |key: &str| match &application.value(key)?.read.value {
        Value::Text(text) | Value::Organisation(text) => Some(text.as_str()),
        _ => None,
    };
    let documents = application.documents.values();
    let titles = documents.clone().filter_map(|document| document.project.as_ref()).map(|name| name.value.as_str());
    let roles = [&policy.roles.title, &policy.roles.applicant].into_iter().flatten();
    Texts {
        names: roles.filter_map(|key| text(key)).chain(unit_of(application, policy)).chain(titles).collect(),
        texts: keys
            .iter()
            .filter_map(|key| text(key))
            .chain(documents.map(|document| document.text.as_str()))
            .collect(),
    }
}
