//! The notes of a form (填写说明) that stand at the right of a sheet beside the fields: a line a cell, or all in one.

use std::collections::HashSet;
use std::ops::Range;

use crate::extract::label::numbering::Notes;
use crate::extract::label::numbering::is_note_heading;
use crate::model::Cell;
use crate::model::Grid;

/// So many rows below their heading may notes reach: whoever looks at part of a sheet looks no further above it.
const LONGEST: u32 = 512;

/// The places in `grid.cells` of a heading of notes and of the numbered lines below it, in its cell or in its column, each the last text
/// of its row. Looked at are these rows, and headings above them whose notes may reach into them.
pub fn find_side_notes(grid: &Grid, rows: &Range<u32>) -> HashSet<usize> {
    let beside = cells_between(grid, rows.start.saturating_sub(LONGEST), rows.end).filter(|(_, cell)| cell.column > 0);
    let headed = beside.filter(|(_, cell)| cell.text.trim_start().lines().next().is_some_and(is_note_heading));
    headed
        .filter(|(_, cell)| is_last(grid, cell))
        .flat_map(|(at, head)| if is_whole(&head.text) { vec![at] } else { notes_below(grid, head) })
        .collect()
}

/// 填写说明 over its numbered lines in one cell.
fn is_whole(text: &str) -> bool {
    let mut notes = Notes::default();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    text.trim().contains('\n') && lines.all(|line| notes.take(line))
}

fn notes_below(grid: &Grid, head: &Cell) -> Vec<usize> {
    let mut notes = Notes::default();
    let filled = |(_, cell): &(usize, &Cell)| !cell.hidden && !cell.text.trim().is_empty();
    let below = cells_between(grid, head.row, head.row.saturating_add(LONGEST));
    let own = below.filter(filled).filter(|(_, cell)| cell.column == head.column);
    let found: Vec<usize> =
        own.take_while(|(_, cell)| notes.take(&cell.text) && is_last(grid, cell)).map(|(at, _)| at).collect();
    // A heading alone is a word like another.
    if found.len() > 1 { found } else { Vec::new() }
}

/// The cells of these rows with their places in `grid.cells`.
fn cells_between(grid: &Grid, from: u32, to: u32) -> impl Iterator<Item = (usize, &Cell)> {
    let first = grid.cells.partition_point(|cell| cell.row < from);
    (first..).zip(grid.cells_in_rows(from, to))
}

/// Whether nothing stands right of a cell in its row.
fn is_last(grid: &Grid, cell: &Cell) -> bool {
    let row = grid.cells_in_rows(cell.row, cell.row.saturating_add(1)).iter();
    !row.filter(|other| other.column > cell.column).any(|other| !other.text.trim().is_empty())
}
