//! A label written over several cells that nobody merged: down a column (项 / 目 / 申 / 报 / 理 / 由), one to three characters a
//! cell, or along a row (申 | 报 | 单 | 位), one character a cell.

use std::collections::HashSet;

use crate::extract::candidate::card::Seen;
use crate::extract::candidate::card::names_same_fields;
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

/// A short text that may be a part of a label.
struct Piece<'t> {
    text: &'t str,
    seen: &'t Seen,
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

/// Finds labels that are stacked over cells of their own, in cells that are no answers already (those of a list's rows are).
pub fn find_stacked(
    index: &GridIndex<'_>,
    seen: &[Seen],
    lexicon: &Lexicon,
    is_answer: &impl Fn(usize) -> bool,
) -> Vec<Stacked> {
    let offset = index.cells().next().unwrap_or(0);
    let sight = |at: usize| seen.get(at.wrapping_sub(offset)).unwrap_or(&Seen::Blank);
    let piece = |at: usize| {
        let text = index.cell(at).map(|cell| cell.text.trim()).filter(|text| !text.is_empty())?;
        let may_be = text.chars().count() <= LONGEST_PIECE && !is_answer(at);
        may_be.then_some(Piece { text, seen: sight(at) })
    };
    let short = |at: usize| piece(at).filter(|piece| *piece.seen == Seen::Text).map(|piece| piece.text);
    let mut found: Vec<Stacked> = Vec::new();
    let mut taken: HashSet<usize> = HashSet::new();
    for first in index.cells() {
        if taken.contains(&first) || piece(first).is_none() {
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
        let down = stacked_from(index, first, lexicon, &piece, Way::Down);
        let stacked = down.or_else(|| stacked_from(index, first, lexicon, &piece, Way::Along));
        taken.extend(stacked.iter().flat_map(|stacked| &stacked.cells));
        found.extend(stacked);
    }
    found
}

fn stacked_from<'t>(
    index: &GridIndex<'_>,
    first: usize,
    lexicon: &Lexicon,
    piece: &impl Fn(usize) -> Option<Piece<'t>>,
    way: Way,
) -> Option<Stacked> {
    let longest = if way == Way::Down { LONGEST_PIECE } else { 1 };
    let mut cells = Vec::new();
    let mut text = String::new();
    let mut size = (0, 0);
    let mut labels: Vec<&Label> = Vec::new();
    let mut next = Some(first);
    let mut best = None;
    while let Some(at) = next.filter(|_| cells.len() < MOST_CELLS) {
        let Some((piece, cell)) = piece(at).zip(index.cell(at)) else { break };
        if piece.text.chars().count() > longest {
            break;
        }
        text.push_str(piece.text);
        cells.push(at);
        size = match way {
            Way::Down => (size.0 + cell.height, cell.width.max(size.1)),
            Way::Along => (cell.height.max(size.0), size.1 + cell.width),
        };
        match piece.seen {
            Seen::Label(label) => labels.push(label),
            Seen::Text | Seen::Blank => {
                if cells.len() > 1
                    && let Some(label @ Label::Fields { .. }) = lexicon.label(&text)
                    && is_whole(&text, &label, &labels, lexicon)
                {
                    best = Some(Stacked { cells: cells.clone(), size, label, text: text.clone() });
                }
            }
        }
        next = next_piece(index, at, way);
    }
    best
}

/// 项目 / 预期 / 效果: whether a label may hold pieces that are labels by themselves: it is one of the measure's, and they ask for the
/// same.
fn is_whole(text: &str, label: &Label, pieces: &[&Label], lexicon: &Lexicon) -> bool {
    pieces.is_empty() || lexicon.is_exact(text) && pieces.iter().all(|piece| names_same_fields(piece, label))
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
