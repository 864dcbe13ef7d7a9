//! A form whose answers are set off from its labels as few are: in parentheses (`申报单位（海港区总工会）`, `联系电话（13800001111）`), where
//! others say how to answer, by a verb (`申报单位是海港区总工会`) or by a stroke (`申报单位/海港区总工会`).

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::plain_words::with_all_plain_words;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::set_off::SET_OFF;
use crate::model::Block;
use crate::model::Document;
use crate::policy::Policy;

/// So many fields must be answered so, one of them with figures.
const LEAST_FIELDS: usize = 3;

/// So many lines `单位（…）` make it worth looking for plain words.
const LEAST_LINES: usize = 5;
/// Characters of the longest plain word before its answer.
const LONGEST_WORD: usize = 8;

/// The fields that a document answers in one way.
#[derive(Default)]
struct Answered {
    fields: BTreeSet<usize>,
    figures: bool,
}

impl Answered {
    fn add(&mut self, field: usize, answer: &str) {
        self.figures |= answer.chars().any(|c| c.is_ascii_digit());
        self.fields.insert(field);
    }

    fn is_habit(&self) -> bool {
        self.figures && self.fields.len() >= LEAST_FIELDS
    }
}

/// The labels of a measure, for a document that is answered so; with the plain words for them where only these are.
pub(super) fn lexicon_of_answers(document: &Document, policy: &Policy, lexicon: &Lexicon) -> Option<Lexicon> {
    let lines: Vec<String> = document.body.iter().flat_map(Block::texts).map(beside_answers).collect();
    let lines = || lines.iter().flat_map(|text| text.lines());
    if is_answered_so(lines(), lexicon) {
        return Some(lexicon.with_answers_in_parentheses());
    }
    if let Some(marks) = find_set_off(lines(), lexicon) {
        return Some(lexicon.with_answers_set_off(marks));
    }
    if lines().filter(|line| is_word_with_answer(line)).count() < LEAST_LINES {
        return None;
    }
    let plain = with_all_plain_words(policy, lexicon);
    is_answered_so(lines(), &plain).then(|| plain.with_answers_in_parentheses())
}

/// A text whose answers in the lines below their labels stand beside these.
fn beside_answers(text: &str) -> String {
    text.replace("\n（", "（").replace("\n(", "(")
}

fn is_answered_so<'t>(lines: impl Iterator<Item = &'t str>, lexicon: &Lexicon) -> bool {
    let mut answered = Answered::default();
    lines.flat_map(|line| lexicon.answers_in_parentheses(line)).for_each(|(field, inside)| answered.add(field, inside));
    answered.is_habit()
}

/// The marks of one kind that set answers off from their labels again and again.
fn find_set_off<'t>(lines: impl Iterator<Item = &'t str>, lexicon: &Lexicon) -> Option<&'static [char]> {
    let mut answered: BTreeMap<&[char], Answered> = BTreeMap::new();
    for (marks, field, answer) in lines.flat_map(|line| lexicon.answers_set_off(line)) {
        answered.entry(marks).or_default().add(field, answer);
    }
    SET_OFF.into_iter().find(|marks| answered.get(marks).is_some_and(Answered::is_habit))
}

fn is_word_with_answer(line: &str) -> bool {
    let Some((word, inside)) = line.trim().split_once(['（', '(']) else { return false };
    let word = if word.len() <= 4 * LONGEST_WORD { core_of(word).text } else { return false };
    let hanzi = word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    inside.ends_with(['）', ')']) && hanzi && (2..=LONGEST_WORD).contains(&word.chars().count())
}
