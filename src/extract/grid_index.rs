//! A grid made quick to walk: which cell covers a position, what stands to the right, what stands below.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::page::Window;
use crate::model::Cell;
use crate::model::Grid;

/// A merged region taller than this is found in its first rows only, so that a hostile one costs nothing.
const TALLEST: u32 = 512;

/// A grid, or some rows of it, by position.
pub struct GridIndex<'d> {
    /// The grid.
    pub grid: &'d Grid,
    /// The rows that are looked at.
    pub rows: Range<u32>,
    window: Window,
    /// For each row the places (in `grid.cells`) of the cells that cover it, by column.
    covering: BTreeMap<u32, Vec<usize>>,
}

impl<'d> GridIndex<'d> {
    /// Indexes this part of a grid.
    pub fn new(grid: &'d Grid, window: Window) -> Self {
        let rows = window.rows.0..window.rows.1;
        let mut covering: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        // Merged regions that begin higher up reach no further down than so.
        let first = grid.cells.partition_point(|cell| cell.row < rows.start.saturating_sub(TALLEST));
        let cells = grid.cells_in_rows(rows.start.saturating_sub(TALLEST), rows.end);
        // A hidden row or column is not what the unit shows.
        for (at, cell) in (first..).zip(cells).filter(|(_, cell)| window.shows(cell)) {
            let end = cell.row.saturating_add(cell.height.clamp(1, TALLEST));
            for row in cell.row.max(rows.start)..end.min(rows.end) {
                covering.entry(row).or_default().push(at);
            }
        }
        for row in covering.values_mut() {
            row.sort_by_key(|&at| grid.cells.get(at).map_or(0, |cell| cell.column));
        }
        Self { grid, rows, window, covering }
    }

    /// The cell at this place in the grid's list.
    pub fn cell(&self, at: usize) -> Option<&'d Cell> {
        self.grid.cells.get(at)
    }

    /// Whether a cell is one of those looked at.
    pub fn shows(&self, cell: &Cell) -> bool {
        self.window.shows(cell)
    }

    /// Whether a column comes next behind another: directly, or as the first of the form's values behind labels shared with other forms.
    pub fn comes_next(&self, end: u32, column: u32) -> bool {
        let (values, _) = self.window.values;
        column == end || values > 0 && column == values && end == self.window.labels.1
    }

    /// Places of the cells that begin in the rows looked at, in reading order.
    pub fn cells(&self) -> Range<usize> {
        let rows = self.rows.clone();
        let cells = &self.grid.cells;
        let first = cells.partition_point(|cell| cell.row < rows.start);
        let last = cells.partition_point(|cell| cell.row < rows.end);
        first..last
    }

    /// Places of the cells that cover a row, by column.
    pub fn row(&self, row: u32) -> &[usize] {
        self.covering.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The rows that hold any cell.
    pub fn filled_rows(&self) -> impl Iterator<Item = u32> {
        self.covering.keys().copied()
    }

    /// The cell that covers this position.
    pub fn covering(&self, row: u32, column: u32) -> Option<usize> {
        let last = self.left_of(row, column.saturating_add(1)).last().copied()?;
        self.cell(last).filter(|cell| column < cell.column.saturating_add(cell.width)).map(|_| last)
    }

    /// Places of the cells in a row that begin left of a column, by column.
    pub fn left_of(&self, row: u32, column: u32) -> &[usize] {
        self.row(row).get(..self.begin_left_of(row, column)).unwrap_or(&[])
    }

    /// Places of the cells in a row that begin at or right of a column, by column.
    pub fn right_of(&self, row: u32, column: u32) -> &[usize] {
        self.row(row).get(self.begin_left_of(row, column)..).unwrap_or(&[])
    }

    /// How many cells of a row begin left of a column.
    fn begin_left_of(&self, row: u32, column: u32) -> usize {
        self.row(row).partition_point(|&at| self.cell(at).is_some_and(|cell| cell.column < column))
    }

    /// The only cell of a row with visible text, where it has just one.
    pub fn only_text(&self, row: u32) -> Option<usize> {
        let filled = |at: &usize| self.cell(*at).is_some_and(|cell| cell.row == row && !cell.text.trim().is_empty());
        let mut texts = self.row(row).iter().copied().filter(filled);
        texts.next().filter(|_| texts.next().is_none())
    }

    /// Whether a row holds no visible text.
    pub fn is_blank_row(&self, row: u32) -> bool {
        self.row(row).iter().all(|&at| self.cell(at).is_none_or(|cell| cell.text.trim().is_empty()))
    }
}
