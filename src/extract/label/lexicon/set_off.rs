//! Answers set off from their labels by a verb or a stroke: 申报单位是海港区总工会, 联系电话/13800001111. Nothing tells them from words of
//! a sentence or two labels in one cell (负责人/联系电话) but that a document does so again and again.

use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::people::is_han;
use crate::policy::FieldKind;

/// What may stand between a label and its answer, in all of a document one of these kinds.
pub const SET_OFF: [&[char]; 3] = [&['是', '为'], &['/', '／'], &['-', '－', '–']];

/// Characters of the longest label before such a mark.
const LONGEST_LABEL: usize = 12;

/// A label within a line and the answer that is set off from it, in bytes of the line.
pub struct SetOff {
    /// What sets the answer off.
    mark: char,
    /// Where the label begins and ends.
    pub label: (usize, usize),
    /// Where its answer begins.
    pub answer: usize,
}

impl Lexicon {
    /// The same labels for a document whose answers are set off by these marks.
    pub fn with_answers_set_off(&self, marks: &'static [char]) -> Self {
        Self { set_off: Some(marks), ..self.clone() }
    }

    /// What sets the answers of the document at hand off, beside what does in every document.
    pub fn set_off(&self) -> Option<&'static [char]> {
        self.set_off
    }

    /// The fields of one kind or another, but for texts, that a line answers behind such a mark, each with the marks of its kind and its
    /// answer.
    pub fn answers_set_off<'t>(&self, line: &'t str) -> Vec<(&'static [char], usize, &'t str)> {
        let mut found = Vec::new();
        let kind_of = |mark: char| SET_OFF.into_iter().find(|marks| marks.contains(&mark));
        if !line.contains(|c| kind_of(c).is_some()) {
            return found;
        }
        for part in find_set_off(line, |mark| kind_of(mark).is_some()) {
            let words = line.get(part.label.0..part.label.1).unwrap_or("");
            let is_word = words.chars().all(|c| is_han(c) || is_invisible(c));
            // A line that begins with no such label is a sentence.
            let Some(label) = Some(words).filter(|words| is_word && self.is_plainly_asked(words)) else { break };
            let answer = line.get(part.answer..).unwrap_or("");
            let answer = answer.split(['，', ',', '；', ';']).next().unwrap_or(answer);
            if !self.is_answer_in_brackets(label, answer) {
                continue;
            }
            if let Some(Label::Fields { fields, .. }) = self.named(&core_of(label)) {
                let typed = |field: &usize| self.kinds.get(*field).is_some_and(|kind| *kind != FieldKind::Text);
                let marks = kind_of(part.mark).unwrap_or_default();
                found.extend(fields.into_iter().filter(typed).map(|field| (marks, field, answer)));
            }
        }
        found
    }
}

/// The words at the beginning of a line and behind each mark that parts sentences, with the first such mark behind them.
pub fn find_set_off(line: &str, is_mark: impl Fn(char) -> bool) -> impl Iterator<Item = SetOff> {
    let mut from = 0;
    let pieces = line.split_inclusive(['，', ',', '；', ';', '。']);
    pieces.filter_map(move |piece| {
        let lead = piece.len() - piece.trim_start_matches(is_invisible).len();
        let words = piece.get(lead..).unwrap_or("");
        let mark = words.char_indices().take(LONGEST_LABEL + 1).skip(2).find(|(_, c)| is_mark(*c));
        // 申报单位为：海港区总工会 has its colon.
        let behind = |at: usize, mark: char| words.get(at + mark.len_utf8()..).unwrap_or("");
        let found =
            mark.filter(|&(at, mark)| !behind(at, mark).trim_start().starts_with(['：', ':'])).map(|(at, mark)| {
                let label = (from + lead, from + lead + at);
                SetOff { mark, label, answer: label.1 + mark.len_utf8() }
            });
        from += piece.len();
        found
    })
}
