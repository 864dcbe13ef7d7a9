//! 字数 of a text as Word's dialog counts it: each CJK character and each full-width punctuation mark is one, each run of
//! other characters between blanks is one.
//!
//! Programs disagree about dashes, ellipses, curly quotes, circled digits and other signs that stand in both scripts: as one
//! each, or as part of a run (`——` is 2 or 1, `①②③` 1 or 3). So beside the figure both ends of what can be meant are kept.

use std::ops::Add;

use serde::Deserialize;
use serde::Serialize;

use crate::model::split_hanzi;

/// How many 字 a text has, and between which figures the doubtful characters leave it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordCount {
    /// As Word's dialog counts, as far as is known: doubtful punctuation one each, other doubtful signs as runs.
    pub words: usize,
    /// With every doubtful character part of a run.
    pub low: usize,
    /// With every doubtful character one by itself.
    pub high: usize,
    /// Characters without white space.
    pub characters: usize,
}

/// What a character is to the count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Ends a run, counts nothing. The ideographic space is one: it is the indent of a paragraph.
    Blank,
    /// One by itself, ends a run.
    Single,
    /// Part of a run.
    Run,
    /// Dashes, ellipses, quotes: one by itself in Chinese text, part of a run to other counters.
    DoubtfulMark,
    /// Circled digits, arrows, signs: part of a run to Word, one by itself to other counters.
    DoubtfulSign,
    /// Takes no room (zero-width space, variation selector): nothing, or part of a run.
    Invisible,
}

impl WordCount {
    /// Counts one paragraph, cell or field; a run never goes on into the next.
    pub fn of(text: &str) -> Self {
        let mut count = Self::default();
        let (mut words, mut low, mut high) = (Tally::default(), Tally::default(), Tally::default());
        let mut rest = text;
        loop {
            // Chinese characters are one each to every reading, and a text consists of them.
            let (hanzi, behind) = split_hanzi(rest);
            count.characters += hanzi.len() / 3;
            [&mut words, &mut low, &mut high].into_iter().for_each(|tally| tally.take_singles(hanzi.len() / 3));
            let mut characters = behind.chars();
            let Some(character) = characters.next() else { break };
            rest = characters.as_str();
            let class = class_of(character);
            count.characters += usize::from(!matches!(class, Class::Blank | Class::Invisible));
            words.take(match class {
                Class::DoubtfulMark => Class::Single,
                Class::DoubtfulSign => Class::Run,
                settled => settled,
            });
            low.take(match class {
                Class::DoubtfulMark | Class::DoubtfulSign => Class::Run,
                settled => settled,
            });
            high.take(match class {
                Class::DoubtfulMark | Class::DoubtfulSign => Class::Single,
                Class::Invisible => Class::Run,
                settled => settled,
            });
        }
        Self { words: words.total, low: low.total, high: high.total, ..count }
    }

    /// The figure beside `words`: the end of what can be meant that lies on the other side of the limit, else the farther.
    pub fn other_reading(&self, limit: Option<usize>) -> usize {
        let crosses = |end: usize| limit.is_some_and(|limit| (self.words > limit) != (end > limit));
        let low_is_farther = self.words.saturating_sub(self.low) >= self.high.saturating_sub(self.words);
        if crosses(self.low) || (low_is_farther && !crosses(self.high)) { self.low } else { self.high }
    }
}

impl Add for WordCount {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            words: self.words + more.words,
            low: self.low + more.low,
            high: self.high + more.high,
            characters: self.characters + more.characters,
        }
    }
}

/// A count under one reading.
#[derive(Default)]
struct Tally {
    total: usize,
    in_run: bool,
}

impl Tally {
    fn take_singles(&mut self, singles: usize) {
        self.total += singles;
        self.in_run &= singles == 0;
    }

    fn take(&mut self, class: Class) {
        match class {
            Class::Single => {
                self.total += 1;
                self.in_run = false;
            }
            Class::Run => {
                self.total += usize::from(!self.in_run);
                self.in_run = true;
            }
            Class::Blank => self.in_run = false,
            Class::Invisible | Class::DoubtfulMark | Class::DoubtfulSign => {}
        }
    }
}

/// The class of a character; the commonest blocks come first.
fn class_of(character: char) -> Class {
    match character {
        '\u{4e00}'..='\u{9fff}' => Class::Single,
        '\u{21}'..='\u{7e}' => Class::Run,
        '\u{3000}' | '\0'..=' ' | '\u{7f}'..='\u{a0}' => Class::Blank,
        // CJK punctuation, kana, bopomofo, compatibility signs (㎡), Extension A; full-width forms; the upper planes
        '\u{2e80}'..='\u{2fff}' | '\u{3001}'..='\u{312f}' | '\u{31a0}'..='\u{31ff}' => Class::Single,
        '\u{3200}'..='\u{4dff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' => Class::Single,
        '\u{ff01}'..='\u{ff9f}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3ffff}' => Class::Single,
        // · — ― ‖ ‘ ’ “ ” … and characters of a private font
        '\u{b7}' | '\u{2014}'..='\u{2016}' | '\u{2018}'..='\u{201f}' | '\u{2025}' | '\u{2026}' => Class::DoubtfulMark,
        '\u{2e3a}' | '\u{2e3b}' | '\u{e000}'..='\u{f8ff}' => Class::DoubtfulMark,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => Class::Invisible,
        '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => Class::Invisible,
        // × ÷ § ¶, general punctuation, letter-like signs, Roman numerals, arrows, operators, ①, boxes, ●, ✓, Hangul, emoji
        '\u{a7}' | '\u{b6}' | '\u{d7}' | '\u{f7}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' => {
            Class::DoubtfulSign
        }
        '\u{2100}'..='\u{27bf}' | '\u{2900}'..='\u{2bff}' | '\u{1100}'..='\u{11ff}' => Class::DoubtfulSign,
        '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' | '\u{1f000}'..='\u{1faff}' => Class::DoubtfulSign,
        other if other.is_whitespace() => Class::Blank,
        _ => Class::Run,
    }
}
