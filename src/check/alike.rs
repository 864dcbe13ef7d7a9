//! Texts that are alike, by the runs of four characters that they share. What a project and its unit are called is left out:
//! that is what a copy changes; so are headings, which all have in common. Every text is compared with every other, at the
//! scale of ten thousand: of each text a sample of its runs is indexed, candidates share one of the rarest, and only
//! candidates are compared whole.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use memchr::memmem::Finder;
use rayon::iter::IntoParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use crate::model::letters_of;

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

/// The texts of one project.
pub(super) struct Texts<'t> {
    /// What its unit and the project itself are called.
    pub names: Vec<&'t str>,
    /// Narrative fields and written papers.
    pub texts: Vec<&'t str>,
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

/// For each current project those that are at least as alike as asked, the most alike first.
pub(super) fn find_alike(current: &[Texts<'_>], earlier: &[Texts<'_>], similarity: f64) -> Vec<Vec<Alike>> {
    let all: Vec<&Texts<'_>> = current.iter().chain(earlier).collect();
    let samples: Vec<Vec<u32>> = all.par_iter().map(|texts| sample(list_runs(texts))).collect();
    let pairs = candidate_pairs(&samples, current.len(), similarity);
    let needed: BTreeSet<usize> = pairs.iter().flat_map(|&(one, other)| [one, other]).collect();
    let runs: BTreeMap<usize, Vec<u32>> =
        needed.into_par_iter().filter_map(|index| Some((index, runs_of(all.get(index)?)))).collect();
    let compare = |one: usize, other: usize| {
        let alike = Overlap::of(runs.get(&one)?, runs.get(&other)?).similarity();
        let close = alike < similarity && alike >= similarity - CLOSE;
        let whole = || Some(Overlap::of(&whole_runs_of(all.get(one)?), &whole_runs_of(all.get(other)?)).together());
        let alike = if close { whole()?.max(alike) } else { alike };
        (alike >= similarity).then_some((one, other, alike))
    };
    let compared: Vec<(usize, usize, f64)> =
        pairs.into_par_iter().filter_map(|(one, other)| compare(one, other)).collect();
    let mut found = vec![Vec::new(); current.len()];
    for (one, other, similarity) in compared {
        for (index, beside) in [(one, other), (other, one)] {
            let other = beside.checked_sub(current.len()).map_or(Other::Current(beside), Other::Earlier);
            if let Some(found) = found.get_mut(index) {
                found.push(Alike { other, similarity });
            }
        }
    }
    for found in &mut found {
        found.sort_by(|one, other| other.similarity.total_cmp(&one.similarity).then(one.other.cmp(&other.other)));
    }
    found
}

/// The different runs of four letters or digits of all texts of a project, as sorted hashes.
fn runs_of(project: &Texts<'_>) -> Vec<u32> {
    sort_runs(list_runs(project))
}

/// The same of all that stands in the texts, names and headings too.
fn whole_runs_of(project: &Texts<'_>) -> Vec<u32> {
    let mut runs = Vec::new();
    project.texts.iter().flat_map(|text| text.lines()).for_each(|line| add_runs(&letters_of(line), &mut runs));
    sort_runs(runs)
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

/// One run in eight, the same ones of every text, sorted; nothing of a text that is too short.
fn sample(runs: Vec<u32>) -> Vec<u32> {
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
            let [found, _] = find_alike(&projects, &[], 0.8).try_into().expect("two projects");
            found.first().map(|alike| alike.similarity)
        };
        assert!(alike(860).is_some_and(|similarity| similarity >= 0.8), "by either count");
        assert!(alike(790).is_some_and(|similarity| similarity < 0.81), "by the whole count alone");
        assert_eq!(alike(700), None);
    }
}
