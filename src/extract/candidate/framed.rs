//! Values in a table of their own: nested in the cell of the answer, or framed below the line of their label.

use std::ops::Range;

use crate::extract::candidate::Candidate;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::extract::values::blank::is_bare_blank;
use crate::model::Block;
use crate::model::Cell;
use crate::model::Grid;
use crate::model::Spot;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// Adds to each value the text of the tables that stand in its own cell or, where its line is empty, in the frame below it, and
/// claims them. A table that asks something itself is no value.
pub fn fill_from_tables<'d>(page: &mut Page<'d>, candidates: &mut [Candidate<'d>], policy: &Policy) {
    for candidate in candidates {
        let Some(kind) = policy.fields.get(candidate.field).map(|field| field.kind) else { continue };
        if matches!(kind, FieldKind::Signature | FieldKind::Date) {
            sign_in_table(page, candidate);
            continue;
        }
        let mut nested = nested_in(page, &candidate.spot);
        if nested.is_empty()
            && is_bare_blank(&candidate.raw)
            && let Some(below) = blank_cell_below(page, candidate)
        {
            nested = nested_in(page, &below);
        }
        let tables = match nested.is_empty() && is_bare_blank(&candidate.raw) {
            true => frame_below(page, candidate.label_piece).into_iter().collect(),
            false => nested,
        };
        let tables: Vec<FreeTable<'d>> = tables
            .into_iter()
            .filter(|table| kind == FieldKind::Text && !is_left_empty(table.grid) || table.grid.columns == 1)
            .collect();
        let Some(first) = tables.first() else { continue };
        if is_bare_blank(&candidate.raw) {
            candidate.spot = first.grid.origin.clone();
            candidate.raw = tables.iter().map(|table| text_of(table.grid)).collect::<Vec<_>>().join("\n");
        } else {
            candidate.raw = with_tables(page, candidate, &tables);
        }
        for piece in tables.into_iter().flat_map(|table| table.pieces) {
            candidate.pieces.push(piece);
            page.claim(piece, Claim::Value);
        }
    }
}

/// What was written in a table within the cell to be signed; the cell stays the place that is signed.
fn sign_in_table<'d>(page: &mut Page<'d>, candidate: &mut Candidate<'d>) {
    if !is_bare_blank(&candidate.raw) {
        return;
    }
    let tables = nested_in(page, &candidate.spot);
    if tables.is_empty() {
        return;
    }
    candidate.raw = tables.iter().map(|table| text_of(table.grid)).collect::<Vec<_>>().join("\n");
    for piece in tables.into_iter().flat_map(|table| table.pieces) {
        candidate.pieces.push(piece);
        page.claim(piece, Claim::Value);
    }
}

/// Whether nothing stands in a table of several columns but its heads.
fn is_left_empty(grid: &Grid) -> bool {
    let filled = grid.cells.iter().filter(|cell| !cell.text.trim().is_empty());
    grid.rows > 1 && grid.columns > 1 && filled.clone().count() > 1 && filled.clone().all(|cell| cell.row == 0)
}

/// A table of a page with some text, none of it a label or a value yet.
struct FreeTable<'d> {
    grid: &'d Grid,
    pieces: Range<usize>,
}

fn free_table<'d>(page: &Page<'d>, stretch: &Stretch<'d>) -> Option<FreeTable<'d>> {
    let Stretch::Grid { index, first, .. } = stretch else { return None };
    let pieces = *first..*first + index.cells().len();
    let own = page.pieces.get(pieces.clone())?;
    let free = own.iter().all(|piece| matches!(piece.claim, Claim::None | Claim::Foreign));
    let filled = own.iter().any(|piece| !piece.hidden && !piece.text.trim().is_empty());
    (free && filled).then_some(FreeTable { grid: index.grid, pieces })
}

/// The tables nested in this cell.
fn nested_in<'d>(page: &Page<'d>, cell: &Spot) -> Vec<FreeTable<'d>> {
    let Spot::TableCell { story, path } = cell else { return Vec::new() };
    let within = |stretch: &&Stretch<'_>| match stretch {
        Stretch::Grid { index, .. } => matches!(&index.grid.origin, Spot::TableCell { story: own, path: inner }
            if own == story && inner.len() == path.len() + 1 && inner.starts_with(path)),
        Stretch::Lines(_) => false,
    };
    page.stretches.iter().filter(within).filter_map(|stretch| free_table(page, stretch)).collect()
}

/// The cell below a label that stands alone in its row, where no text of it was found: what answers it there is drawn or nested.
pub fn blank_cell_below(page: &Page<'_>, candidate: &Candidate<'_>) -> Option<Spot> {
    let label = page.pieces.get(candidate.label_piece).filter(|piece| piece.spot == candidate.spot)?;
    page.stretches.iter().find_map(|stretch| {
        let Stretch::Grid { index, .. } = stretch else { return None };
        let grid = index.grid;
        let own = grid.cell_at(&label.spot).filter(|own| index.rows.contains(&own.row))?;
        let blank = |cell: &Cell| cell.text.trim().is_empty();
        let in_row = grid.cells_in_rows(own.row, own.row.saturating_add(1));
        if !in_row.iter().filter(|cell| cell.column != own.column).all(blank) {
            return None;
        }
        let below = index.covering(own.row.saturating_add(own.height), own.column).and_then(|at| index.cell(at))?;
        blank(below).then(|| grid.spot(below.row, below.column))
    })
}

/// The table directly below the line of a label.
fn frame_below<'d>(page: &Page<'d>, label: usize) -> Option<FreeTable<'d>> {
    let at =
        page.stretches.iter().position(|stretch| matches!(stretch, Stretch::Lines(range) if range.contains(&label)))?;
    let Some(Stretch::Lines(range)) = page.stretches.get(at) else { return None };
    let blank = |piece: usize| page.pieces.get(piece).is_some_and(|piece| piece.text.trim().is_empty());
    if !(label + 1..range.end).all(blank) {
        return None;
    }
    let table = page.stretches.get(at + 1)?;
    free_table(page, table)
        .filter(|table| matches!(&table.grid.origin, Spot::TableCell { path, .. } if path.len() == 1))
}

/// The text of a cell that is a candidate's value with its tables in their order; else the tables behind the value.
fn with_tables(page: &Page<'_>, candidate: &Candidate<'_>, tables: &[FreeTable<'_>]) -> String {
    let own = cell_at(page, &candidate.spot).filter(|cell| cell.text.trim() == candidate.raw.trim());
    let Some(cell) = own else {
        let behind = tables.iter().map(|table| text_of(table.grid));
        return std::iter::once(candidate.raw.clone()).chain(behind).collect::<Vec<_>>().join("\n");
    };
    let free = |grid: &Grid| tables.iter().any(|table| table.grid.origin == grid.origin);
    let parts = cell.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.clone()),
        Block::Grid(grid) => free(grid).then(|| text_of(grid)),
    });
    parts.collect::<Vec<_>>().join("\n")
}

fn cell_at<'d>(page: &Page<'d>, spot: &Spot) -> Option<&'d Cell> {
    page.stretches.iter().find_map(|stretch| {
        let Stretch::Grid { index, .. } = stretch else { return None };
        index.grid.cell_at(spot).filter(|cell| index.rows.contains(&cell.row))
    })
}

/// The text of a table: its rows one below the other, the cells of a row parted by tabs.
fn text_of(grid: &Grid) -> String {
    let mut text = String::new();
    let mut row = None;
    for cell in grid.cells.iter().filter(|cell| !cell.hidden && !cell.text.trim().is_empty()) {
        if let Some(row) = row {
            text.push(if row == cell.row { '\t' } else { '\n' });
        }
        row = Some(cell.row);
        text.push_str(&cell.text);
    }
    text
}
