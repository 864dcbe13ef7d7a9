//! A label written one or two characters a cell, down a column of cells that nobody merged: 项 / 目 / 申 / 报 / 理 / 由.

use crate::extract::card::Seen;
use crate::extract::grid_index::GridIndex;
use crate::extract::lexicon::Label;
use crate::extract::lexicon::Lexicon;

/// Longest piece of a stacked label, in characters.
const LONGEST_PIECE: usize = 3;
/// Most cells that one label is stacked over.
const MOST_CELLS: usize = 16;

/// A label over several cells of a column.
pub struct Stacked {
    /// Places in `grid.cells`, from the top.
    pub cells: Vec<usize>,
    /// What they say together.
    pub label: Label,
    /// Their text together.
    pub text: String,
}

/// Finds labels that are stacked over cells of their own.
pub fn find_stacked(index: &GridIndex<'_>, seen: &[Seen], lexicon: &Lexicon) -> Vec<Stacked> {
    let offset = index.cells().next().unwrap_or(0);
    let short = |at: usize| {
        let piece = index.cell(at).map(|cell| cell.text.trim()).filter(|text| !text.is_empty())?;
        let unlabelled = seen.get(at.wrapping_sub(offset)) == Some(&Seen::Text);
        (unlabelled && piece.chars().count() <= LONGEST_PIECE).then_some(piece)
    };
    let mut found: Vec<Stacked> = Vec::new();
    for first in index.cells() {
        if found.iter().any(|stacked| stacked.cells.contains(&first)) || short(first).is_none() {
            continue;
        }
        found.extend(stacked_from(index, first, lexicon, &short));
    }
    found
}

fn stacked_from<'t>(
    index: &GridIndex<'_>,
    first: usize,
    lexicon: &Lexicon,
    short: &impl Fn(usize) -> Option<&'t str>,
) -> Option<Stacked> {
    let mut cells = Vec::new();
    let mut text = String::new();
    let mut next = Some(first);
    let mut best = None;
    while let Some(at) = next.filter(|_| cells.len() < MOST_CELLS) {
        let Some(piece) = short(at) else { break };
        text.push_str(piece);
        cells.push(at);
        if cells.len() > 1
            && let Some(label @ Label::Fields { .. }) = lexicon.label(&text)
        {
            best = Some(Stacked { cells: cells.clone(), label, text: text.clone() });
        }
        let below = index.cell(at).and_then(|cell| index.covering(cell.row.saturating_add(cell.height), cell.column));
        next = below
            .filter(|&below| index.cell(below).map(|cell| cell.column) == index.cell(first).map(|cell| cell.column));
    }
    best
}
