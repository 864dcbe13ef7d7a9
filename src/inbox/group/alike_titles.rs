//! Finds, among many titles, those that may be one project's, without comparing all with all: two titles that are the same
//! share one of the rarest pairs of either (the prefix filter of set-similarity joins), and few pairs are in one alone.

use std::collections::HashMap;

use super::title::Title;

/// A pair of neighbouring characters, and the how many-eth of its kind it is in its title.
type Token = ((char, char), usize);

/// How many titles hold each pair.
#[derive(Debug, Default)]
pub struct PairCounts {
    titles: HashMap<Token, usize>,
}

/// What a title is found by.
#[derive(Debug)]
pub struct TitleMark {
    /// The rarest of its pairs: a title that is the same has one of them among its own rarest.
    rarest: Vec<Token>,
    /// A bit for each pair, by its hash; several may share one.
    bits: u128,
    /// So many pairs may be in this title and not in one that is the same.
    own: u32,
}

/// Titles with what each stands for.
#[derive(Debug)]
pub struct AlikeTitles<'m, T> {
    by_token: HashMap<Token, Vec<(&'m TitleMark, T)>>,
}

impl PairCounts {
    /// Counts the pairs of one more title.
    pub fn add(&mut self, title: &Title) {
        for token in tokens_of(title) {
            *self.titles.entry(token).or_default() += 1;
        }
    }

    /// What a title is found by among those that were counted.
    pub fn mark(&self, title: &Title) -> TitleMark {
        let mut rarest: Vec<Token> = tokens_of(title).collect();
        let bits = rarest.iter().fold(0, |bits, token| bits | bit_of(*token));
        let own = title.most_own_pairs();
        rarest.sort_unstable_by_key(|token| (self.titles.get(token).copied().unwrap_or(0), *token));
        rarest.truncate(own + 1);
        TitleMark { rarest, bits, own: u32::try_from(own).unwrap_or(u32::MAX) }
    }
}

impl TitleMark {
    /// False where two titles are certainly not the same.
    fn may_be_same(&self, other: &Self) -> bool {
        (self.bits & !other.bits).count_ones() <= self.own && (other.bits & !self.bits).count_ones() <= other.own
    }
}

impl<T> Default for AlikeTitles<'_, T> {
    fn default() -> Self {
        Self { by_token: HashMap::new() }
    }
}

impl<'m, T: Copy> AlikeTitles<'m, T> {
    /// Takes in a title.
    pub fn add(&mut self, mark: &'m TitleMark, stands_for: T) {
        for token in &mark.rarest {
            self.by_token.entry(*token).or_default().push((mark, stands_for));
        }
    }

    /// What the titles stand for that may be the same as this one, some of them several times.
    pub fn near(&self, mark: &'m TitleMark) -> impl Iterator<Item = T> {
        let known = mark.rarest.iter().filter_map(|token| self.by_token.get(token)).flatten();
        known.filter(|(other, _)| mark.may_be_same(other)).map(|(_, stands_for)| *stands_for)
    }
}

fn tokens_of(title: &Title) -> impl Iterator<Item = Token> {
    let mut before = None;
    title.pairs().iter().map(move |&pair| {
        let nth = before.filter(|(known, _)| *known == pair).map_or(0, |(_, nth)| nth + 1);
        before = Some((pair, nth));
        (pair, nth)
    })
}

/// One of 128 bits, by a multiplicative hash.
fn bit_of(((first, second), nth): Token) -> u128 {
    let packed = (u64::from(first) << 32 | u64::from(second)).wrapping_add(nth as u64);
    1 << (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 57)
}
