//! The text of a paragraph while its runs come in: symbols as they look, and what can be told of the runs together.

use memchr::memchr_iter;

use crate::readers::flow::look::Seen;
use crate::readers::flow::symbol::shown;
use crate::readers::struck::strike_from;

/// The text of a paragraph so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Whether every run with text is bold; None while there is none.
    pub bold: Option<bool>,
    /// Whether a run of blanks alone is underlined.
    pub underlined_blank: bool,
    /// Whether a run with text is white.
    pub white: bool,
    /// Whether words are left out that are set to be hidden.
    pub hidden: bool,
    /// How much of the text stands before the last words that a tracked change deletes.
    pub deleted_at: Option<usize>,
}

impl Line {
    /// Leaves out words that a tracked change deletes.
    pub fn delete(&mut self, words: &str) {
        if !words.trim().is_empty() {
            self.deleted_at = Some(self.text.len());
        }
    }

    /// Whether all its words are deleted by tracked changes that nobody has accepted.
    pub fn lost_all(&self) -> bool {
        self.deleted_at.is_some() && self.text.trim().is_empty()
    }

    /// Whether only a label is left before words that are deleted so.
    pub fn lost_answer(&self) -> bool {
        let parts = self.deleted_at.and_then(|at| self.text.split_at_checked(at));
        parts.is_some_and(|(label, rest)| rest.trim().is_empty() && label.trim_end().ends_with([':', '：']))
    }

    /// Adds a run of text, where it is seen.
    pub fn put(&mut self, run: &str, seen: Seen) {
        if seen.hidden {
            self.hidden |= !run.trim().is_empty();
            return;
        }
        let start = self.text.len();
        match seen.font.is_some() || has_font_codes(run) {
            true => self.text.extend(run.chars().map(|character| shown(character, seen.font))),
            false => self.text.push_str(run),
        }
        let added = self.text.get(start..).unwrap_or_default();
        if added.is_empty() {
            return;
        }
        if added.trim().is_empty() {
            self.underlined_blank |= seen.underlined && added.contains(|character| character != '\n');
        } else {
            self.bold = Some(self.bold.unwrap_or(true) && seen.bold);
            self.white |= seen.white;
        }
        if seen.struck {
            strike_from(&mut self.text, start);
        }
    }
}

/// Whether there is a character from U+F000 to U+F0FF, the codes of symbol fonts: in UTF-8 they begin EF 80 … EF 83.
fn has_font_codes(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(0xEF, bytes).any(|at| matches!(bytes.get(at + 1), Some(0x80..=0x83)))
}
