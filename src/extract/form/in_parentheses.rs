//! A form that is answered in parentheses behind its labels (`申报单位（海港区总工会）`, `联系电话（13800001111）`), where others say how to answer.

use std::collections::BTreeSet;

use super::plain_words::with_all_plain_words;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Lexicon;
use crate::model::Block;
use crate::model::Document;
use crate::policy::Policy;

/// So many fields must be answered so, one of them with figures.
const LEAST_FIELDS: usize = 3;

/// So many lines `单位（…）` make it worth looking for plain words.
const LEAST_LINES: usize = 5;
/// Characters of the longest plain word before its answer.
const LONGEST_WORD: usize = 8;

/// The labels of a measure, for a document that is answered so; with the plain words for them where only these are.
pub(super) fn lexicon_of_answers(document: &Document, policy: &Policy, lexicon: &Lexicon) -> Option<Lexicon> {
    let lines: Vec<String> = document.body.iter().flat_map(texts_of).map(beside_answers).collect();
    let lines = || lines.iter().flat_map(|text| text.lines());
    if is_answered_so(lines(), lexicon) {
        return Some(lexicon.with_answers_in_parentheses());
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
    let (mut answered, mut figures) = (BTreeSet::new(), false);
    for (field, inside) in lines.flat_map(|line| lexicon.answers_in_parentheses(line)) {
        figures |= inside.chars().any(|c| c.is_ascii_digit());
        answered.insert(field);
    }
    figures && answered.len() >= LEAST_FIELDS
}

fn is_word_with_answer(line: &str) -> bool {
    let Some((word, inside)) = line.trim().split_once(['（', '(']) else { return false };
    let word = if word.len() <= 4 * LONGEST_WORD { core_of(word).text } else { return false };
    let hanzi = word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    inside.ends_with(['）', ')']) && hanzi && (2..=LONGEST_WORD).contains(&word.chars().count())
}

fn texts_of(block: &Block) -> Vec<&str> {
    match block {
        Block::Paragraph(paragraph) => vec![paragraph.text.as_str()],
        Block::Grid(grid) => grid.cells.iter().map(|cell| cell.text.as_str()).collect(),
    }
}
