//! Texts that are alike, by the runs of four characters that they share. What a project and its unit are called is left out:
//! that is what a copy changes; so are headings, which all have in common. Every text is compared with every other, at the
//! scale of ten thousand: of each text a sample of its runs is indexed, candidates share one of the rarest, and only
//! candidates are compared whole.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;

use memchr::memmem::Finder;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

use crate::check::context::EarlierProject;
use crate::check::sketch::unit_of;
use crate::model::Application;
use crate::model::Value;
use crate::model::letters_of;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Policy;
use crate::policy::RuleKind;

/// Characters in a run.
const RUN: usize = 4;
/// Texts with fewer different runs are too short to be alike by anything but chance.
const FEWEST_RUNS: usize = 40;
/// One in so many runs is sampled.
const SAMPLE: u32 = 8;
/// How much less alike than asked the samples of two texts may be, being samples.
const SLACK: f64 = 0.2;
/// Of the texts that share a run so many are looked at, and so many of them compared whole.
const NEIGHBOURS: usize = 200;
const COMPARED: usize = 24;
/// A text of so many runs that stands in another nearly whole is taken from it, however much longer the other is.
const FEWEST_RUNS_WITHIN: usize = 200;
const WITHIN: f64 = 0.95;

/// Texts that are less alike than asked by no more than this are counted once more with all that was left out: where either
/// count reaches what is asked, people look at them.
const CLOSE: f64 = 0.05;

/// A line of fewer letters is a heading or a label.
const SHORTEST_LINE: usize = 8;

/// What of a project is compared, and how alike two must be.
pub(super) struct Compared<'p> {
    /// The narrative fields.
    keys: Vec<&'p str>,
    /// The least similarity that a rule asks for.
    pub similarity: f64,
}

impl<'p> Compared<'p> {
    /// By the rules of a policy; None where none compares texts.
    pub fn by(policy: &'p Policy) -> Option<Self> {
        let similarities = policy.rules.iter().filter_map(|rule| match rule.kind {
            RuleKind::NotDuplicate { similarity } | RuleKind::NotRepeated { similarity, .. } => Some(similarity),
            _ => None,
        });
        let similarity = similarities.min_by(f64::total_cmp)?;
        let title = policy.roles.title.as_deref();
        let narrative = |spec: &&FieldSpec| spec.kind == FieldKind::Text && Some(spec.key.as_str()) != title;
        let keys = policy.fields.iter().filter(narrative).map(|spec| spec.key.as_str()).collect();
        Some(Self { keys, similarity })
    }
}

/// The texts of one project.
pub(super) struct Texts<'t> {
    /// What its unit and the project itself are called.
    names: Vec<&'t str>,
    /// Narrative fields and written papers.
    texts: Vec<&'t str>,
}

impl<'t> Texts<'t> {
    /// Of an application: every narrative field and every written paper.
    pub fn of(application: &'t Application, compared: &Compared<'_>, policy: &Policy) -> Self {
        let text = |key: &str| match &application.value(key)?.read.value {
            Value::Text(text) | Value::Organisation(text) => Some(text.as_str()),
            _ => None,
        };
        let documents = application.documents.values();
        let titles = documents.clone().filter_map(|document| document.project.as_ref()).map(|name| name.value.as_str());
        let roles = [&policy.roles.title, &policy.roles.applicant].into_iter().flatten();
        let fields = compared.keys.iter().filter_map(|key| text(key));
        Self {
            names: roles.filter_map(|key| text(key)).chain(unit_of(application, policy)).chain(titles).collect(),
            texts: fields.chain(documents.map(|document| document.text.as_str())).collect(),
        }
    }

    /// Of a project of an earlier season.
    pub fn of_earlier(project: &'t EarlierProject) -> Self {
        Self { names: vec![&project.unit, &project.project], texts: vec![&project.texts] }
    }
}

/// Which runs of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runs {
    /// Without the names and headings.
    Telling,
    /// All that stands there.
    Whole,
}

/// Which project another is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Other {
    /// An application of this season, by its place.
    Current(usize),
    /// A project of an earlier season, by its place.
    Earlier(usize),
}

/// Another project, and how alike it is: 1 is the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Alike {
    /// Which.
    pub other: Other,
    /// Shared runs by all runs of both; where one stands in the other nearly whole, by its own.
    pub similarity: f64,
}

/// For each current project those that are at least as alike as asked, the most alike first, by the samples of all and, of those
/// that may be alike, all runs.
///
/// # Errors
/// What `runs_of` fails with.
pub(super) fn find_alike(
    current: Vec<Vec<u32>>,
    earlier: Vec<Vec<u32>>,
    similarity: f64,
    runs_of: &(dyn Fn(Other, Runs) -> io::Result<Vec<u32>> + Sync),
) -> io::Result<Vec<Vec<Alike>>> {
    let now = current.len();
    let place_of = |index: usize| index.checked_sub(now).map_or(Other::Current(index), Other::Earlier);
    let mut samples = current;
    samples.extend(earlier);
    let pairs = candidate_pairs(&samples, now, similarity);
    drop(samples);
    let needed: BTreeSet<usize> = pairs.iter().flat_map(|&(one, other)| [one, other]).collect();
    let fetched = needed.into_par_iter().map(|index| Ok((index, runs_of(place_of(index), Runs::Telling)?)));
    let runs = fetched.collect::<io::Result<BTreeMap<usize, Vec<u32>>>>()?;
    let whole = |index: usize| runs_of(place_of(index), Runs::Whole);
    let compare = |(one, other): (usize, usize)| -> io::Result<Option<(usize, usize, f64)>> {
        let Some(overlap) = runs.get(&one).zip(runs.get(&other)).map(|(one, other)| Overlap::of(one, other)) else {
            return Ok(None);
        };
        let alike = overlap.similarity();
        let close = alike < similarity && alike >= similarity - CLOSE;
        let alike = if close { Overlap::of(&whole(one)?, &whole(other)?).together().max(alike) } else { alike };
        Ok((alike >= similarity).then_some((one, other, alike)))
    };
    let compared = pairs.into_par_iter().map(compare).filter_map(io::Result::transpose);
    let compared: Vec<(usize, usize, f64)> = compared.collect::<io::Result<_>>()?;
    let mut found = vec![Vec::new(); now];
    for (one, other, similarity) in compared {
        for (index, beside) in [(one, other), (other, one)] {
            if let Some(found) = found.get_mut(index) {
                found.push(Alike { other: place_of(beside), similarity });
            }
        }
    }
    for found in &mut found {
        found.sort_by(|one, other| other.similarity.total_cmp(&one.similarity).then(one.other.cmp(&other.other)));
    }
    Ok(found)
}

/// The different runs of four letters or digits of all texts of a project, as sorted hashes.
pub(super) fn runs_of(project: &Texts<'_>, which: Runs) -> Vec<u32> {
    match which {
        Runs::Telling => sort_runs(list_runs(project)),
        Runs::Whole => {
            let mut runs = Vec::new();
            project.texts.iter().flat_map(|text| text.lines()).for_each(|line| add_runs(&letters_of(line), &mut runs));
            sort_runs(runs)
        }
    }
}

fn sort_runs(mut runs: Vec<u32>) -> Vec<u32> {
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// The runs in the order of the texts, each as often as it stands there.
fn list_runs(project: &Texts<'_>) -> Vec<u32> {
    let names = project.names.iter().map(|name| letters_of(name)).filter(|name| !name.is_empty());
    let names: Vec<Finder<'static>> = names.map(|name| Finder::new(&name).into_owned()).collect();
    let mut runs = Vec::with_capacity(project.texts.iter().map(|text| text.len() / 3).sum());
    for line in project.texts.iter().flat_map(|text| text.lines()) {
        let mut letters = letters_of(line);
        for name in names.iter().filter(|name| line.len() >= name.needle().len()) {
            if name.find(letters.as_bytes()).is_some() {
                letters = letters.replace(&*String::from_utf8_lossy(name.needle()), " ");
            }
        }
        if letters.chars().count() >= SHORTEST_LINE {
            letters.split(' ').for_each(|piece| add_runs(piece, &mut runs));
        }
    }
    runs
}

fn add_runs(letters: &str, runs: &mut Vec<u32>) {
    let mut window = [0u32; RUN];
    for (count, letter) in letters.chars().enumerate() {
        let [_, second, third, fourth] = window;
        window = [second, third, fourth, u32::from(letter)];
        if count + 1 >= RUN {
            runs.push(hash_run(window));
        }
    }
}

/// FNV-1a over the code points, mixed so that every bit depends on all of them.
fn hash_run(window: [u32; RUN]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for letter in window {
        hash = (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    u32::try_from(hash >> 32).unwrap_or(0)
}

/// One run in eight of all texts of a project, the same ones of every project, sorted; nothing of a text that is too short.
pub(super) fn sample_of(project: &Texts<'_>) -> Vec<u32> {
    let runs = list_runs(project);
    let mut sampled = sort_runs(runs.iter().copied().filter(|run| run % SAMPLE == 0).collect());
    sampled.shrink_to_fit();
    if sampled.len() < FEWEST_RUNS && sort_runs(runs).len() < FEWEST_RUNS {
        return Vec::new();
    }
    sampled
}

/// Which texts hold which sampled run: pairs of run and text, sorted.
struct Holders(Vec<(u32, u32)>);

impl Holders {
    fn of(samples: &[Vec<u32>]) -> Self {
        // As long as it will be: it is the longest list of all.
        let mut holders: Vec<(u32, u32)> = Vec::with_capacity(samples.iter().map(Vec::len).sum());
        for (text, sample) in (0u32..).zip(samples) {
            holders.extend(sample.iter().map(|&run| (run, text)));
        }
        holders.sort_unstable();
        Self(holders)
    }

    fn of_run(&self, run: u32) -> &[(u32, u32)] {
        let start = self.0.partition_point(|&(held, _)| held < run);
        let end = self.0.partition_point(|&(held, _)| held <= run);
        self.0.get(start..end).unwrap_or_default()
    }
}

/// Pairs that may be alike, the lower place first. Two texts that share the part `similarity` of their runs share one of
/// the rarest `1 - similarity` of the shorter one's (the prefix filter of set-similarity joins).
fn candidate_pairs(samples: &[Vec<u32>], current: usize, similarity: f64) -> Vec<(usize, usize)> {
    let holders = Holders::of(samples);
    let asked = (similarity - SLACK).clamp(0.0, 1.0);
    let pairs_of = |shared: &mut SharedRuns, (one, sample): (usize, &Vec<u32>)| {
        let mut rarest: Vec<(usize, u32)> = sample.iter().map(|&run| (holders.of_run(run).len(), run)).collect();
        rarest.sort_unstable();
        rarest.truncate((sample.len() as f64 * (1.0 - asked)).ceil() as usize + 1);
        for (_, run) in rarest {
            for &(_, other) in holders.of_run(run).iter().take(NEIGHBOURS) {
                let other = other as usize;
                if other != one && (one < current || other < current) {
                    shared.count(other);
                }
            }
        }
        let mut likeliest = shared.take();
        likeliest.sort_unstable_by_key(|&(count, other)| (std::cmp::Reverse(count), other));
        likeliest.truncate(COMPARED);
        let near = |other: &usize| {
            let overlap = samples.get(*other).map(|other| Overlap::of(sample, other));
            overlap.is_some_and(|overlap| overlap.together() >= asked || overlap.within() >= WITHIN - SLACK)
        };
        let others = likeliest.into_iter().map(|(_, other)| other).filter(near);
        others.map(|other| (one.min(other), one.max(other))).collect::<Vec<_>>()
    };
    let numbered: Vec<(usize, &Vec<u32>)> = samples.iter().enumerate().collect();
    let empty = || SharedRuns::among(samples.len());
    let mut pairs: Vec<(usize, usize)> = numbered.into_par_iter().map_init(empty, pairs_of).flatten_iter().collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How many of its runs a text shares with each other; taken out, it is ready for the next text.
struct SharedRuns {
    counts: Vec<u32>,
    counted: Vec<usize>,
}

impl SharedRuns {
    fn among(texts: usize) -> Self {
        Self { counts: vec![0; texts], counted: Vec::new() }
    }

    fn count(&mut self, other: usize) {
        let Some(count) = self.counts.get_mut(other) else { return };
        if *count == 0 {
            self.counted.push(other);
        }
        *count += 1;
    }

    /// Counts with the texts that they are of.
    fn take(&mut self) -> Vec<(u32, usize)> {
        let counts = &mut self.counts;
        let take = |other: usize| (counts.get_mut(other).map_or(0, std::mem::take), other);
        self.counted.drain(..).map(take).collect()
    }
}

/// What two sorted sets share.
struct Overlap {
    shared: usize,
    smaller: usize,
    all: usize,
}

impl Overlap {
    fn of(one: &[u32], other: &[u32]) -> Self {
        let (mut left, mut right, mut shared) = (one.iter().peekable(), other.iter().peekable(), 0usize);
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            match a.cmp(b) {
                Ordering::Less => drop(left.next()),
                Ordering::Greater => drop(right.next()),
                Ordering::Equal => {
                    shared += 1;
                    left.next();
                    right.next();
                }
            }
        }
        Self { shared, smaller: one.len().min(other.len()), all: one.len() + other.len() - shared }
    }

    /// What they share by all that they hold together.
    fn together(&self) -> f64 {
        self.shared as f64 / self.all.max(1) as f64
    }

    /// What they share by all that the smaller holds.
    fn within(&self) -> f64 {
        self.shared as f64 / self.smaller.max(1) as f64
    }

    /// How alike they are.
    fn similarity(&self) -> f64 {
        let taken = self.smaller >= FEWEST_RUNS_WITHIN && self.within() >= WITHIN;
        if taken { self.within() } else { self.together() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: u32, letters: u32) -> String {
        (from..from + letters).filter_map(char::from_u32).collect()
    }

    #[test]
    fn texts_just_under_the_limit_without_their_headings_count_where_they_reach_it_with_them() {
        let headings: String = (0..12).map(|heading| text(0x8000 + 10 * heading, 7) + "\n").collect();
        let (one, other) = (text(0x6000, 105), text(0x7000, 105));
        let alike = |common: u32| {
            let common = text(0x4e00, common);
            let texts = [&one, &other].map(|own| format!("{headings}{common}\n{own}"));
            let projects = texts.each_ref().map(|text| Texts { names: Vec::new(), texts: vec![text.as_str()] });
            let samples = projects.iter().map(sample_of).collect();
            let runs = |of: Other, which: Runs| match of {
                Other::Current(at) => Ok(runs_of(&projects[at], which)),
                Other::Earlier(_) => Err(io::ErrorKind::NotFound.into()),
            };
            let [found, _] = find_alike(samples, Vec::new(), 0.8, &runs).unwrap().try_into().expect("two projects");
            found.first().map(|alike| alike.similarity)
        };
        assert!(alike(860).is_some_and(|similarity| similarity >= 0.8), "by either count");
        assert!(alike(790).is_some_and(|similarity| similarity < 0.81), "by the whole count alone");
        assert_eq!(alike(700), None);
    }
}
