//! A form that is answered in parentheses behind its labels (`申报单位（海港区总工会）`, `联系电话（13800001111）`), where others say how to answer.

use std::collections::BTreeSet;

use crate::extract::label::lexicon::Lexicon;
use crate::model::Block;
use crate::model::Document;

/// So many fields must be answered so, one of them with figures.
const LEAST_FIELDS: usize = 3;

/// The labels of a measure, for a document that is answered so.
pub(super) fn lexicon_of_answers(document: &Document, lexicon: &Lexicon) -> Option<Lexicon> {
    let (mut answered, mut figures) = (BTreeSet::new(), false);
    for text in document.body.iter().flat_map(texts_of) {
        // an answer may stand in the line below its label
        for line in text.replace("\n（", "（").replace("\n(", "(").lines() {
            for (field, inside) in lexicon.answers_in_parentheses(line) {
                figures |= inside.chars().any(|c| c.is_ascii_digit());
                answered.insert(field);
            }
        }
    }
    (figures && answered.len() >= LEAST_FIELDS).then(|| lexicon.with_answers_in_parentheses())
}

fn texts_of(block: &Block) -> Vec<&str> {
    match block {
        Block::Paragraph(paragraph) => vec![paragraph.text.as_str()],
        Block::Grid(grid) => grid.cells.iter().map(|cell| cell.text.as_str()).collect(),
    }
}
