//! What must be known of all applications together before one can be judged: their files, signatures that recur, projects
//! that recur, texts that are alike.

use std::collections::HashMap;
use std::collections::HashSet;
use std::io;

use rayon::iter::IntoParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use regex::Regex;

use crate::check::alike::Alike;
use crate::check::alike::Compared;
use crate::check::alike::Other;
use crate::check::alike::Runs;
use crate::check::alike::Texts;
use crate::check::alike::find_alike;
use crate::check::alike::runs_of;
use crate::check::alike::sample_of;
use crate::check::context::Context;
use crate::check::context::EarlierProject;
use crate::check::reused_signature::Mark;
use crate::check::reused_signature::Reused;
use crate::check::reused_signature::find_reused;
use crate::check::roster::KnownUnit;
use crate::check::roster::RosterIndex;
use crate::check::sketch::Sketch;
use crate::check::sketch::SketchedMark;
use crate::check::sketch::project_key_of;
use crate::model::FileOutcome;
use crate::model::Format;
use crate::model::Place;
use crate::model::ReceivedFile;
use crate::model::Shelf;
use crate::model::TroubleKind;
use crate::model::is_named_correction;
use crate::model::was_signed_before;
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

/// Projects that more applications share than this have a name that tells nothing.
const MOST_JOINT: usize = 32;

/// So many twins are kept by their places.
const FIRST_TWINS: usize = 8;

/// All applications seen together.
pub(super) struct Facts<'a> {
    sketches: Vec<Sketch>,
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
    /// For each application the others of the same unit and project.
    pub duplicates: Vec<Twins>,
    /// For each application the others of the same unit and project that are by their names its corrected version, or it theirs.
    pub versions: Vec<Vec<usize>>,
    /// For each application the others of the same project by a unit that takes part in it: each of them sent it in.
    pub joint: Vec<Vec<usize>>,
    /// For each application what is alike among the others and in earlier seasons.
    pub alike: Vec<Vec<Alike>>,
    /// By the folded name of a project that came without a written paper, the papers of its unit in which it is a line.
    titled: HashMap<String, Vec<(usize, Place)>>,
}

impl<'a> Facts<'a> {
    /// Looks at all applications.
    ///
    /// # Errors
    /// One of them cannot be fetched.
    pub fn gather(shelf: &dyn Shelf, context: &Context<'a>) -> io::Result<Self> {
        let compared = Compared::by(context.policy);
        let sketch = |at| Ok(Sketch::of(&*shelf.fetch(at)?, context.policy, compared.as_ref()));
        let mut sketches: Vec<Sketch> = (0..shelf.count()).into_par_iter().map(sketch).collect::<io::Result<_>>()?;
        let alike = match &compared {
            Some(compared) => {
                let samples = sketches.iter_mut().map(|sketch| std::mem::take(&mut sketch.sample)).collect();
                alike_texts(shelf, samples, compared, context)?
            }
            None => vec![Vec::new(); sketches.len()],
        };
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
            sketches,
            files: context.files,
            files_of,
            by_path,
            unassigned: context.files.iter().filter(|file| file.outcome == FileOutcome::Unassigned).collect(),
            units: Vec::new(),
            patterns: compile_patterns(context.policy),
            roster,
            reused_signatures: Vec::new(),
            duplicates: Vec::new(),
            versions: Vec::new(),
            joint: Vec::new(),
            alike,
            titled: HashMap::new(),
        };
        let unit = |sketch: &Sketch| sketch.unit.as_deref().map(|name| facts.roster.know(name));
        facts.units = facts.sketches.iter().map(unit).collect();
        facts.reused_signatures = facts.find_reused_signatures();
        (facts.duplicates, facts.versions) = facts.find_duplicates();
        facts.joint = facts.find_joint();
        facts.titled = facts.find_titled();
        Ok(facts)
    }

    /// What is known of another application.
    pub fn sketch(&self, index: usize) -> Option<&Sketch> {
        self.sketches.get(index)
    }

    /// The files that bear on an application.
    pub fn files_of(&self, index: usize) -> impl Iterator<Item = &'a ReceivedFile> {
        let id = self.sketches.get(index).map_or("", |sketch| sketch.id.as_str());
        let indices = self.files_of.get(id).into_iter().flatten();
        indices.filter_map(|&file| self.files.get(file))
    }

    /// The written paper of another project of the same unit in which a line is this one's name: it may tell of both.
    pub fn told_beside(&self, index: usize) -> Option<&Place> {
        let papers = self.titled.get(self.project_key(index)?)?;
        let tells_of_both =
            |at: usize| self.same_unit(index, at) == Some(true) && self.project_key(index) != self.project_key(at);
        papers.iter().find(|(at, _)| tells_of_both(*at)).map(|(_, paper)| paper)
    }

    fn find_titled(&self) -> HashMap<String, Vec<(usize, Place)>> {
        let bare = || self.sketches.iter().filter(|sketch| sketch.bare);
        let units: HashSet<&str> = bare().filter_map(|sketch| sketch.unit.as_deref()).collect();
        let projects: HashSet<&str> = bare().filter_map(|sketch| sketch.project.as_deref()).collect();
        let of_unit = |sketch: &Sketch| sketch.unit.as_deref().is_some_and(|unit| units.contains(unit));
        let mut titled: HashMap<String, Vec<(usize, Place)>> = HashMap::new();
        for (index, sketch) in self.sketches.iter().enumerate().filter(|(_, sketch)| of_unit(sketch)) {
            for (line, paper) in &sketch.titles {
                let title = project_key_of(line.rsplit(['：', ':']).next().unwrap_or(line));
                if projects.contains(title.as_str()) {
                    titled.entry(title).or_default().push((index, paper.clone()));
                }
            }
        }
        titled
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

    fn find_reused_signatures(&self) -> Vec<Reused> {
        let marked = self.sketches.iter().enumerate().filter_map(|(index, sketch)| {
            let SketchedMark { place, look } = sketch.mark.as_ref()?;
            Some(Mark { application: index, unit: sketch.unit.as_deref(), place: place.as_ref(), look })
        });
        let marks: Vec<Mark<'_>> = marked.collect();
        let of_two_units = |one: usize, other: usize| self.same_unit(one, other) == Some(false);
        let mut reused = vec![Reused::default(); self.sketches.len()];
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
        self.sketches.get(at)?.project.as_deref()
    }

    /// Whether two files are there with the same bytes.
    pub fn are_one_file(&self, one: &str, other: &str) -> bool {
        let hash = |path: &str| self.by_path.get(path).and_then(|&at| self.files.get(at)?.sha256.as_deref());
        hash(one).is_some() && hash(one) == hash(other)
    }

    /// Whether one application is by its name the corrected version of another.
    pub fn is_later(&self, one: usize, other: usize) -> bool {
        let known = |at: usize| self.sketches.get(at);
        known(one).zip(known(other)).is_some_and(|(one, other)| corrects(one, other))
    }

    /// Whether two applications are of the same unit and project, corrected or not.
    pub fn are_twins(&self, one: usize, other: usize) -> bool {
        let project = |at: usize| self.sketches.get(at).and_then(|sketch| sketch.project.as_ref());
        project(one).is_some() && project(one) == project(other) && self.same_unit(one, other) == Some(true)
    }

    /// For each application those of the same project that came from a unit which the one names beside it, or the other way round.
    fn find_joint(&self) -> Vec<Vec<usize>> {
        let mut by_project: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, sketch) in self.sketches.iter().enumerate() {
            if let Some(project) = &sketch.project {
                by_project.entry(project).or_default().push(index);
            }
        }
        let partners = |index: usize| self.sketches.get(index).map_or(&[][..], |sketch| &sketch.partners);
        let takes_part = |one: usize, other: usize| {
            let unit = self.units.get(other).and_then(Option::as_ref);
            unit.is_some_and(|unit| partners(one).iter().any(|name| self.roster.know(name).is(unit)))
        };
        let mut joint = vec![Vec::new(); self.sketches.len()];
        for group in by_project.values().filter(|group| (2..=MOST_JOINT).contains(&group.len())) {
            for (&one, &other) in group.iter().flat_map(|one| group.iter().map(move |other| (one, other))) {
                let of_two = one != other && self.same_unit(one, other) == Some(false);
                if of_two && (takes_part(one, other) || takes_part(other, one)) {
                    joint.get_mut(one).into_iter().for_each(|known: &mut Vec<usize>| known.push(other));
                }
            }
        }
        joint
    }

    /// For each application its twins, and apart from them its versions.
    fn find_duplicates(&self) -> (Vec<Twins>, Vec<Vec<usize>>) {
        let mut by_project: HashMap<&str, Vec<Bunch<'_>>> = HashMap::new();
        let mut bunch_of: HashMap<(&str, &str, &str), usize> = HashMap::new();
        for (index, sketch) in self.sketches.iter().enumerate() {
            let Some((project, unit)) = sketch.project.as_deref().zip(sketch.unit.as_deref()) else { continue };
            let submission = sketch.submission();
            let bunches = by_project.entry(project).or_default();
            let at = *bunch_of.entry((project, unit, submission)).or_insert(bunches.len());
            match bunches.get_mut(at) {
                Some(bunch) => bunch.members.push(index),
                None => bunches.push(Bunch { submission, members: vec![index] }),
            }
        }
        let mut duplicates = vec![Twins::default(); self.sketches.len()];
        let mut versions = vec![Vec::new(); self.sketches.len()];
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
        let known = |at: usize| self.sketches.get(at);
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

fn corrects(later: &Sketch, earlier: &Sketch) -> bool {
    is_named_correction(later.submission(), earlier.submission()) && !was_signed_before(later.signed, earlier.signed)
}

fn compile_patterns(policy: &Policy) -> HashMap<&str, Regex> {
    let patterns = policy.rules.iter().filter_map(|rule| match &rule.kind {
        RuleKind::Matches { pattern } => Some(pattern.as_str()),
        _ => None,
    });
    patterns.filter_map(|pattern| Some((pattern, Regex::new(pattern).ok()?))).collect()
}

/// For each application what is alike among the others and in earlier seasons.
fn alike_texts(
    shelf: &dyn Shelf,
    samples: Vec<Vec<u32>>,
    compared: &Compared<'_>,
    context: &Context<'_>,
) -> io::Result<Vec<Vec<Alike>>> {
    let earlier = |project: &EarlierProject| sample_of(&Texts::of_earlier(project));
    let earlier: Vec<Vec<u32>> = context.earlier.par_iter().map(earlier).collect();
    let runs_of = |of: Other, which: Runs| match of {
        Other::Current(at) => Ok(runs_of(&Texts::of(&*shelf.fetch(at)?, compared, context.policy), which)),
        Other::Earlier(at) => {
            Ok(context.earlier.get(at).map(|project| runs_of(&Texts::of_earlier(project), which)).unwrap_or_default())
        }
    };
    find_alike(samples, earlier, compared.similarity, &runs_of)
}
