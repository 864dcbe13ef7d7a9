//! What must be known of all applications together before one can be judged: their files, signatures that recur, projects
//! that recur, texts that are alike.

use std::collections::HashMap;

use regex::Regex;

use crate::check::alike::Alike;
use crate::check::alike::Texts;
use crate::check::alike::find_alike;
use crate::check::context::Context;
use crate::check::reused_signature::Mark;
use crate::check::reused_signature::Reused;
use crate::check::reused_signature::find_reused;
use crate::check::roster::KnownUnit;
use crate::check::roster::RosterIndex;
use crate::model::Application;
use crate::model::FileOutcome;
use crate::model::Format;
use crate::model::ReceivedFile;
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

/// The other applications of the same unit and project that are no corrected version of this one, nor it of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Twins {
    /// The places of the first few: a list may hold one project thousands of times.
    pub first: Vec<usize>,
    /// How many there are.
    pub count: usize,
}

/// So many twins are kept by their places.
const FIRST_TWINS: usize = 8;

/// All applications seen together.
pub(super) struct Facts<'a> {
    applications: &'a [Application],
    files: &'a [ReceivedFile],
    files_of: HashMap<&'a str, Vec<usize>>,
    by_path: HashMap<&'a str, usize>,
    /// Files that belong to no application for certain.
    pub unassigned: Vec<&'a ReceivedFile>,
    /// The roster, indexed.
    pub roster: RosterIndex,
    /// For each application its unit, where it names one.
    units: Vec<Option<KnownUnit>>,
    /// The regular expressions of the policy, by their source.
    pub patterns: HashMap<&'a str, Regex>,
    /// For each application the others with the same signature and another unit.
    pub reused_signatures: Vec<Reused>,
    /// For each application the folded name of its project, where it names one.
    projects: Vec<Option<String>>,
    /// For each application the others of the same unit and project.
    pub duplicates: Vec<Twins>,
    /// For each application the others of the same unit and project that are by their names its corrected version, or it theirs.
    pub versions: Vec<Vec<usize>>,
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
            unassigned: context.files.iter().filter(|file| file.outcome == FileOutcome::Unassigned).collect(),
            units: Vec::new(),
            patterns: compile_patterns(context.policy),
            roster,
            reused_signatures: Vec::new(),
            projects: Vec::new(),
            duplicates: Vec::new(),
            versions: Vec::new(),
            alike: Vec::new(),
        };
        let unit = |application| unit_of(application, context.policy).map(|name| facts.roster.know(name));
        facts.units = applications.iter().map(unit).collect();
        facts.reused_signatures = facts.find_reused_signatures(context.policy);
        facts.projects = applications.iter().map(|application| project_of(application, context.policy)).collect();
        (facts.duplicates, facts.versions) = facts.find_duplicates(context.policy);
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

    fn find_reused_signatures(&self, policy: &Policy) -> Vec<Reused> {
        let marks: Vec<Mark<'_>> = self
            .applications
            .iter()
            .enumerate()
            .filter_map(|(index, application)| {
                let signature = application.signature.as_ref()?;
                let look = signature.look.as_ref().filter(|look| !look.blank && look.nature.is_telling())?;
                (signature.state == SignatureState::Picture).then_some(Mark {
                    application: index,
                    unit: unit_of(application, policy),
                    place: signature.place.as_ref(),
                    look,
                })
            })
            .collect();
        let of_two_units = |one: usize, other: usize| self.same_unit(one, other) == Some(false);
        let mut reused = vec![Reused::default(); self.applications.len()];
        for (mark, found) in marks.iter().zip(find_reused(&marks, &of_two_units)) {
            reused.get_mut(mark.application).into_iter().for_each(|known| known.clone_from(&found));
        }
        reused
    }

    /// The applications of one's unit, itself among them, in their order; and whether all name it just alike.
    pub fn of_one_unit(&self, one: usize) -> (Vec<usize>, bool) {
        let Some(Some(unit)) = self.units.get(one) else { return (Vec::new(), true) };
        let known = self.units.iter().enumerate().filter_map(|(at, other)| Some((at, other.as_ref()?)));
        let same: Vec<(usize, &KnownUnit)> = known.filter(|(_, other)| unit.is(other)).collect();
        let surely = same.iter().all(|(_, other)| unit.is_surely(other));
        (same.into_iter().map(|(at, _)| at).collect(), surely)
    }

    /// The folded name of an application's project.
    pub fn project_key(&self, at: usize) -> Option<&str> {
        self.projects.get(at)?.as_deref()
    }

    /// Whether two files are there with the same bytes.
    pub fn are_one_file(&self, one: &str, other: &str) -> bool {
        let hash = |path: &str| self.by_path.get(path).and_then(|&at| self.files.get(at)?.sha256.as_deref());
        hash(one).is_some() && hash(one) == hash(other)
    }

    /// Whether one application is by its name the corrected version of another.
    pub fn is_later(&self, one: usize, other: usize) -> bool {
        let known = |at: usize| self.applications.get(at);
        known(one).zip(known(other)).is_some_and(|(one, other)| corrects(one, other))
    }

    /// Whether two applications are of the same unit and project, corrected or not.
    pub fn are_twins(&self, one: usize, other: usize) -> bool {
        let project = |at: usize| self.projects.get(at).and_then(Option::as_ref);
        project(one).is_some() && project(one) == project(other) && self.same_unit(one, other) == Some(true)
    }

    /// For each application its twins, and apart from them its versions.
    fn find_duplicates(&self, policy: &Policy) -> (Vec<Twins>, Vec<Vec<usize>>) {
        let mut by_project: HashMap<&str, Vec<Bunch<'_>>> = HashMap::new();
        let mut bunch_of: HashMap<(&str, &str, &str), usize> = HashMap::new();
        for ((index, project), application) in self.projects.iter().enumerate().zip(self.applications) {
            let Some((project, unit)) = project.as_deref().zip(unit_of(application, policy)) else { continue };
            let submission = submission_of(application);
            let bunches = by_project.entry(project).or_default();
            let at = *bunch_of.entry((project, unit, submission)).or_insert(bunches.len());
            match bunches.get_mut(at) {
                Some(bunch) => bunch.members.push(index),
                None => bunches.push(Bunch { submission, members: vec![index] }),
            }
        }
        let mut duplicates = vec![Twins::default(); self.applications.len()];
        let mut versions = vec![Vec::new(); self.applications.len()];
        for bunches in by_project.values() {
            for bunch in bunches {
                self.count_twins(bunch, bunches, &mut duplicates, &mut versions);
            }
        }
        (duplicates, versions)
    }

    /// Counts the twins of a bunch's members among the bunches of the same project, and lists their versions.
    fn count_twins(
        &self,
        bunch: &Bunch<'_>,
        bunches: &[Bunch<'_>],
        duplicates: &mut [Twins],
        versions: &mut [Vec<usize>],
    ) {
        let (mut others, mut settled) = (Twins::default(), Vec::new());
        for other in bunches.iter().filter(|other| self.are_of_one_unit(bunch, other)) {
            match is_correction(bunch.submission, other.submission) {
                true => settled.extend(&other.members),
                false => others.add(&other.members),
            }
        }
        let counts_itself = self.are_of_one_unit(bunch, bunch);
        for &one in &bunch.members {
            // Of submissions that may correct each other each form's day of signing has its say.
            let (corrected, unsettled): (Vec<usize>, Vec<usize>) =
                settled.iter().copied().partition(|&other| self.is_corrected(one, other));
            versions.get_mut(one).into_iter().for_each(|known| known.clone_from(&corrected));
            let mut twins = if counts_itself { others.without(one) } else { others.clone() };
            twins.add(&unsettled);
            twins.first.truncate(FIRST_TWINS);
            duplicates.get_mut(one).into_iter().for_each(|known| known.clone_from(&twins));
        }
    }

    fn are_of_one_unit(&self, one: &Bunch<'_>, other: &Bunch<'_>) -> bool {
        let firsts = one.members.first().zip(other.members.first());
        firsts.is_some_and(|(&one, &other)| self.same_unit(one, other) == Some(true))
    }

    /// Whether one of two is the corrected version of the other, by their names and not against the days of signing.
    fn is_corrected(&self, one: usize, other: usize) -> bool {
        let known = |at: usize| self.applications.get(at);
        let Some((one, other)) = known(one).zip(known(other)) else { return false };
        corrects(one, other) || corrects(other, one)
    }
}

/// Applications of one project and unit that came in one submission, as the rows of a list may.
struct Bunch<'a> {
    submission: &'a str,
    members: Vec<usize>,
}

impl Twins {
    /// Counts these in; one more of the first is kept than is needed, so that [`Self::without`] has enough.
    fn add(&mut self, more: &[usize]) {
        self.count += more.len();
        self.first.extend(more.iter().take(FIRST_TWINS + 1));
        self.first.sort_unstable();
        self.first.truncate(FIRST_TWINS + 1);
    }

    /// All but this one, which is counted in.
    fn without(&self, one: usize) -> Self {
        let first = self.first.iter().copied().filter(|&other| other != one).collect();
        Self { first, count: self.count.saturating_sub(1) }
    }
}

/// Whether a submission may by its name be the corrected version of the other; never of itself.
fn is_correction(one: &str, other: &str) -> bool {
    one != other && (is_named_correction(one, other) || is_named_correction(other, one))
}

fn submission_of(application: &Application) -> &str {
    application.id.split('#').next().unwrap_or_default()
}

fn corrects(later: &Application, earlier: &Application) -> bool {
    is_named_correction(submission_of(later), submission_of(earlier)) && !was_signed_before(later, earlier)
}

/// The folded name of an application's project.
fn project_of(application: &Application, policy: &Policy) -> Option<String> {
    let key = project_key(&application.text(policy.roles.title.as_deref()?)?);
    let key = key.strip_suffix("项目").unwrap_or(&key);
    (!key.is_empty()).then(|| key.to_owned())
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
