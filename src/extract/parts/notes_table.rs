//! A table behind a form that says how to fill it in (填表说明), label by label; the labels in it ask for nothing.

use crate::extract::label::numbering::is_note_heading;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::model::Grid;

/// Claims all cells of a grid whose heading in the line above it or in its first cell says that it holds notes; whether it does.
pub fn claim_table_of_notes(page: &mut Page<'_>, number: usize) -> bool {
    let before = number.checked_sub(1).and_then(|before| page.stretches.get(before));
    let (Some(Stretch::Lines(lines)), Some(Stretch::Grid { index, first, .. })) = (before, page.stretches.get(number))
    else {
        return false;
    };
    let cells = *first..*first + index.cells().len();
    let mut above = lines.clone().rev().filter_map(|at| page.pieces.get(at)).map(|piece| piece.text);
    let headed =
        above.find(|text| !text.trim().is_empty()).is_some_and(is_note_heading) || is_table_of_notes(index.grid);
    for piece in cells.filter(|_| headed) {
        page.claim(piece, Claim::Foreign);
    }
    headed
}

/// Whether a table has nothing in it but notes: 注 in its first cell, and no more than their text beside or below it.
pub fn is_table_of_notes(grid: &Grid) -> bool {
    let mut texts = grid.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
    texts.next().is_some_and(is_note_heading) && texts.count() <= 1
}
