//! A label written over several cells that nobody merged: down a column (项 / 目 / 申 / 报 / 理 / 由), one to three characters a
//! cell, or along a row (申 | 报 | 单 | 位), one character a cell.

use std::collections::HashSet;

use crate::extract::candidate::card::Seen;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;

/// Longest piece of a stacked label, in characters.
const LONGEST_PIECE: usize = 3;
/// Most cells that one label is stacked over.
const MOST_CELLS: usize = 16;

/// Which way a label is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Down,
    Along,
}

/// A label over several cells of a column or a row.
pub struct Stacked {
    /// Places in `grid.cells`, in the order of writing.
    pub cells: Vec<usize>,
    /// Rows and columns that it takes.
    pub size: (u32, u32),
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
    let mut taken: HashSet<usize> = HashSet::new();
    for first in index.cells() {
        if taken.contains(&first) || short(first).is_none() {
            continue;
        }
        // 申报 | 单位 over 项目 | 名称: each label goes on in its row.
        let cell = index.cell(first);
        let left = cell.and_then(|cell| index.covering(cell.row, cell.column.checked_sub(1)?));
        let halves = [(Some(first), next_piece(index, first, Way::Along)), (left, Some(first))];
        let is_half = halves.into_iter().any(|(one, other)| {
            let whole = one.zip(other).and_then(|(one, other)| Some(format!("{}{}", short(one)?, short(other)?)));
            whole.is_some_and(|whole| whole.chars().count() > 2 && lexicon.is_exact(&whole))
        });
        if is_half {
            continue;
        }
        let down = stacked_from(index, first, lexicon, &short, Way::Down);
        let stacked = down.or_else(|| stacked_from(index, first, lexicon, &short, Way::Along));
        taken.extend(stacked.iter().flat_map(|stacked| &stacked.cells));
        found.extend(stacked);
    }
    found
}

fn stacked_from<'t>(
    index: &GridIndex<'_>,
    first: usize,
    lexicon: &Lexicon,
    short: &impl Fn(usize) -> Option<&'t str>,
    way: Way,
) -> Option<Stacked> {
    let longest = if way == Way::Down { LONGEST_PIECE } else { 1 };
    let mut cells = Vec::new();
    let mut text = String::new();
    let mut size = (0, 0);
    let mut next = Some(first);
    let mut best = None;
    while let Some(at) = next.filter(|_| cells.len() < MOST_CELLS) {
        let Some((piece, cell)) = short(at).zip(index.cell(at)) else { break };
        if piece.chars().count() > longest {
            break;
        }
        text.push_str(piece);
        cells.push(at);
        size = match way {
            Way::Down => (size.0 + cell.height, cell.width.max(size.1)),
            Way::Along => (cell.height.max(size.0), size.1 + cell.width),
        };
        if cells.len() > 1
            && let Some(label @ Label::Fields { .. }) = lexicon.label(&text)
        {
            best = Some(Stacked { cells: cells.clone(), size, label, text: text.clone() });
        }
        next = next_piece(index, at, way);
    }
    best
}

/// The cell in which a label goes on: it begins in the same column below, or in the same row behind.
fn next_piece(index: &GridIndex<'_>, at: usize, way: Way) -> Option<usize> {
    let cell = index.cell(at)?;
    let (row, column) = match way {
        Way::Down => (cell.row.saturating_add(cell.height), cell.column),
        Way::Along => (cell.row, cell.column.saturating_add(cell.width)),
    };
    let next = index.covering(row, column)?;
    index.cell(next).filter(|next| (next.row, next.column) == (row, column)).map(|_| next)
}
