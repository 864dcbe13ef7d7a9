//! A label in a line of its own with its value framed below it, in a table of one cell.

use crate::extract::candidate::Candidate;
use crate::extract::candidate::inline::find_segments;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Stretch;

/// The values framed below their labels; claims both.
pub fn read_boxed<'d>(page: &mut Page<'d>, lexicon: &Lexicon) -> Vec<Candidate<'d>> {
    let mut candidates = Vec::new();
    for number in 1..page.stretches.len() {
        let Some((line, cell, label)) = boxed_at(page, number, lexicon) else { continue };
        let Label::Fields { fields, rank, hint } = label else { continue };
        let Some((words, value)) = page.pieces.get(line).zip(page.pieces.get(cell)) else { continue };
        for &field in &fields {
            let asked = (rank, core_of(words.text).text, hint.clone());
            let one = Candidate::plain(field, asked, (line, cell), value.text.to_owned(), value.spot.clone());
            candidates.push(Candidate { shared: fields.len() > 1, ..one });
        }
        page.claim(line, Claim::Label);
        page.claim(cell, Claim::Value);
    }
    candidates
}

/// The line before a stretch that is a frame, the piece in the frame, and what the line asks.
fn boxed_at(page: &Page<'_>, number: usize, lexicon: &Lexicon) -> Option<(usize, usize, Label)> {
    let (Stretch::Lines(lines), Stretch::Grid { index, first, .. }) =
        (page.stretches.get(number - 1)?, page.stretches.get(number)?)
    else {
        return None;
    };
    let filled = |piece: &usize| page.pieces.get(*piece).is_some_and(|piece| !piece.text.trim().is_empty());
    let mut cells = (*first..first + index.cells().count()).filter(filled);
    let cell = cells.next().filter(|_| cells.next().is_none())?;
    let line = lines.clone().rev().find(filled)?;
    let text = page.pieces.get(cell)?.text;
    let label = lexicon.label(page.pieces.get(line)?.text)?;
    // A frame that holds labels of its own is read by them.
    let plain = lexicon.label(text).is_none() && find_segments(text, lexicon).is_empty();
    (plain && page.is_free(line) && page.is_free(cell)).then_some((line, cell, label))
}
