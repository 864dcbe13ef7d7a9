//! Finds the submissions that a paper may fit at all, so that not every paper is measured against every submission: those
//! that share a pair of neighbouring characters with what it says, or the number at the start of its name.

use std::collections::HashMap;

use super::fit::Clues;
use super::fit::Fit;
use super::fit::Profile;
use super::fit::choose_best;
use super::fit::measure_fit;
use super::title::Title;
use super::title::UnitName;
use super::title::pairs_of;

/// Among so many submissions all pairs count; among more, a pair that a quarter of them share tells nothing.
const FEW: usize = 256;

/// The submissions that papers are measured against.
pub struct Nearby<'drafts> {
    profiles: Vec<&'drafts Profile>,
    by_pair: HashMap<(char, char), Vec<usize>>,
    by_number: HashMap<u32, Vec<usize>>,
    by_title: HashMap<&'drafts str, Vec<usize>>,
}

/// How a paper fits the submissions near it, by their position.
#[derive(Clone, Debug, Default)]
pub struct Fits {
    /// Position and fit, where anything speaks for it.
    pub fits: Vec<(usize, Fit)>,
}

impl Fits {
    /// Position and fit of the best; None where nothing speaks for any, or two are equal.
    pub fn best(&self) -> Option<(usize, Fit)> {
        let fits: Vec<Fit> = self.fits.iter().map(|(_, fit)| *fit).collect();
        choose_best(&fits).and_then(|at| self.fits.get(at).copied())
    }

    /// Positions of all that fit best.
    pub fn equals(&self) -> Vec<usize> {
        let best = self.fits.iter().map(|(_, fit)| fit).max();
        self.fits.iter().filter(|(_, fit)| Some(fit) == best).map(|(at, _)| *at).collect()
    }
}

impl<'drafts> Nearby<'drafts> {
    /// Makes submissions ready.
    pub fn new(profiles: impl Iterator<Item = &'drafts Profile>) -> Self {
        let mut nearby =
            Self { profiles: Vec::new(), by_pair: HashMap::new(), by_number: HashMap::new(), by_title: HashMap::new() };
        profiles.for_each(|profile| nearby.add(profile));
        nearby
    }

    /// What the submission at this position is known by.
    pub fn profile(&self, at: usize) -> Option<&'drafts Profile> {
        self.profiles.get(at).copied()
    }

    fn add(&mut self, profile: &'drafts Profile) {
        let at = self.profiles.len();
        let mut pairs = Vec::new();
        for application in &profile.applications {
            pairs.extend(application.unit.as_ref().map(UnitName::core).map(pairs_of).unwrap_or_default());
            if let Some(title) = &application.project {
                pairs.extend(pairs_of(title.folded()));
                pairs.extend(pairs_of(title.distinctive()));
                self.by_title.entry(title.folded()).or_default().push(at);
            }
        }
        for name in &profile.names {
            pairs.extend(pairs_of(&name.said));
            if let Some(number) = name.number {
                self.by_number.entry(number).or_default().push(at);
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        for pair in pairs {
            self.by_pair.entry(pair).or_default().push(at);
        }
        self.profiles.push(profile);
    }

    /// How a paper fits those near it.
    pub fn measure(&self, paper: &Clues) -> Fits {
        let measured =
            self.find(paper).into_iter().filter_map(|at| Some((at, measure_fit(paper, self.profiles.get(at)?))));
        Fits { fits: measured.filter(|(_, fit)| fit.speaks()).collect() }
    }

    fn find(&self, paper: &Clues) -> Vec<usize> {
        // A title that is written just so decides before titles that are merely alike.
        if let Some(exact) = paper.project.as_ref().and_then(|title| self.by_title.get(title.folded())) {
            let mut exact = exact.clone();
            exact.dedup();
            return exact;
        }
        let mut pairs = pairs_of(&paper.folded);
        pairs.extend(paper.pieces.iter().flat_map(|piece| pairs_of(piece)));
        pairs.extend(pairs_of(&paper.said));
        pairs.extend(paper.project.as_ref().map(Title::folded).map(pairs_of).unwrap_or_default());
        pairs.extend(paper.unit.as_ref().map(UnitName::core).map(pairs_of).unwrap_or_default());
        let lists: Vec<&Vec<usize>> = pairs.iter().filter_map(|pair| self.by_pair.get(pair)).collect();
        let common = if self.profiles.len() > FEW { self.profiles.len() / 4 } else { usize::MAX };
        let telling = |list: &&&Vec<usize>| list.len() <= common;
        let some_tell = lists.iter().any(|list| telling(&list));
        let mut found: Vec<usize> =
            lists.iter().filter(|list| !some_tell || telling(list)).flat_map(|list| list.iter().copied()).collect();
        found.extend(paper.number.and_then(|number| self.by_number.get(&number)).into_iter().flatten());
        found.sort_unstable();
        found.dedup();
        found
    }
}
