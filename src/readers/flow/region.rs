//! Cells of a Word table as regions of its grid, while its rows are read from top to bottom.
//!
//! Word's formats (`w:vMerge`, `\clvmrg`, fVertMerge) name no partner: a cell continues the region above it. Where column lines were dragged apart the two do not begin or end at
//! the same grid column (phantom columns); then the one that overlaps most is continued, and regions are cut so that none overlap.

use crate::model::Block;
use crate::model::Cell;
use crate::model::CellContent;

/// Columns to the right of this are not believed; Word allows 63.
const WIDEST: u32 = 1_024;

/// How a cell is merged with the one above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vertical {
    /// Not.
    #[default]
    Alone,
    /// A region begins here.
    Begins,
    /// It belongs to the region above.
    Continues,
}

/// Where a cell went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It is this cell of its own.
    Own(usize),
    /// It is part of this cell.
    Part(usize),
}

/// A cell, or a merged region, of a table's grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Row of its top-left, from 0.
    pub row: u32,
    /// Grid column of its top-left, from 0.
    pub column: u32,
    /// Rows it spans.
    pub height: u32,
    /// Grid columns it spans.
    pub width: u32,
    /// In a hidden row.
    pub hidden: bool,
}

/// The regions of a table so far.
#[derive(Debug, Default)]
pub struct Regions {
    /// Sorted by row, then column.
    pub all: Vec<Region>,
    /// Left edge of each grid column, and the right edge of the last, in twips.
    edges: Vec<u64>,
    /// Cells that the next row may continue.
    open: Vec<usize>,
    /// Cells of this row that the next one may continue.
    opened: Vec<usize>,
    /// Cells that stand in this row, from left to right.
    in_row: Vec<usize>,
    row: u32,
    column: u32,
    /// Rows that end before the grid does.
    short: u32,
    /// Where each row ended.
    ends: Vec<u32>,
    /// Number of grid columns.
    pub columns: u32,
}

impl Region {
    /// The cell with this inside. Its text is that of its own paragraphs, without those of nested tables.
    pub fn with_blocks(self, mut blocks: Vec<Block>) -> Cell {
        let Self { row, column, height, width, hidden } = self;
        while let Some(inner) = framed_blocks(&mut blocks) {
            blocks = inner;
        }
        let mut text = String::new();
        for (at, paragraph) in blocks.iter().filter_map(own_text).enumerate() {
            if at > 0 {
                text.push('\n');
            }
            text.push_str(paragraph);
        }
        let content = if text.trim().is_empty() { CellContent::Empty } else { CellContent::Text };
        Cell { row, column, height, width, text, content, hidden, blocks }
    }
}

/// What stands in the one cell of a table that is all its cell holds: a frame around the words, whose outlines a web page or a form
/// builder draws so.
fn framed_blocks(blocks: &mut [Block]) -> Option<Vec<Block>> {
    let is_blank = |block: &&mut Block| own_text(block).is_some_and(|text| text.trim().is_empty());
    let mut filled = blocks.iter_mut().filter(|block| !is_blank(block));
    let (Some(Block::Grid(frame)), None) = (filled.next(), filled.next()) else { return None };
    let [inside] = frame.cells.as_mut_slice() else { return None };
    let is_frame = frame.rows == 1 && frame.columns == inside.width && !inside.hidden;
    is_frame.then(|| std::mem::take(&mut inside.blocks))
}

fn own_text(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(paragraph) => Some(&paragraph.text),
        Block::Grid(_) => None,
    }
}

impl Regions {
    /// A table whose grid columns are so wide.
    pub fn new(widths: &[u64]) -> Self {
        let mut edges = vec![0];
        edges.extend(widths.iter().scan(0_u64, |edge, width| {
            *edge = edge.saturating_add(*width);
            Some(*edge)
        }));
        Self { edges, ..Self::default() }
    }

    /// Column of the next cell.
    pub fn column(&self) -> u32 {
        self.column
    }

    /// Leaves grid columns free.
    pub fn leave(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns).min(WIDEST);
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        let whole = u32::try_from(self.edges.len().saturating_sub(1)).unwrap_or(u32::MAX);
        self.short += u32::from(self.column < whole);
        self.ends.push(self.column);
        self.row = self.row.saturating_add(1);
        self.column = 0;
        self.open = std::mem::take(&mut self.opened);
        self.in_row.clear();
    }

    /// Whether one row alone, of several, ends before the grid does: a cell of it is gone.
    pub fn lacks_a_cell(&self) -> bool {
        const SEVERAL: u32 = 4;
        self.short == 1 && self.row >= SEVERAL
    }

    /// Gives the rows that end early back what their table lost: a program that writes neither a cell that goes on from the row above nor
    /// that it does leaves the row's other cells too far left. What goes on is as wide as the row is short, and stands at the left edge
    /// or else at the right one.
    pub fn restore_lost_spans(&mut self) {
        let columns = self.columns;
        // The cells that reach the row at hand: their left edges, and where they are in `all`.
        let mut above: Vec<usize> = Vec::new();
        let mut from = 0;
        for (row, end) in (0..).zip(std::mem::take(&mut self.ends)) {
            let behind = self.all.get(from..).unwrap_or_default();
            let until = from + behind.iter().take_while(|cell| cell.row == row).count();
            let short = columns.saturating_sub(end);
            let is_lost = |at: &&usize| {
                self.all.get(**at).is_some_and(|cell| {
                    cell.width == short && (cell.column == 0 || cell.column + cell.width == columns)
                })
            };
            let lost = above.iter().filter(|_| short > 0 && until > from).find(is_lost).copied();
            if let Some(cell) = lost.and_then(|at| self.all.get_mut(at)) {
                cell.height += 1;
                let shift = if cell.column == 0 { short } else { 0 };
                self.all.iter_mut().take(until).skip(from).for_each(|cell| cell.column += shift);
            }
            above = lost.into_iter().chain(from..until).collect();
            from = until;
        }
    }

    /// Places a cell that is so wide; a continued one becomes part of the region above.
    pub fn place(&mut self, width: u32, vertical: Vertical, hidden: bool) -> Placed {
        let column = self.column;
        self.leave(width.max(1));
        let end = self.column.max(column + 1);
        self.columns = self.columns.max(end);
        if vertical == Vertical::Continues
            && let Some(above) = self.region_above(column, end)
            && self.extend_down(above, column, end)
        {
            self.opened.push(above);
            self.in_row.push(above);
            return Placed::Part(above);
        }
        let at = self.all.len();
        self.all.push(Region { row: self.row, column, height: 1, width: end - column, hidden });
        self.in_row.push(at);
        if vertical != Vertical::Alone {
            self.opened.push(at);
        }
        Placed::Own(at)
    }

    /// Makes a cell part of the one to its left (`w:hMerge`, `\clmrg`, fMerged).
    pub fn widen_left(&mut self, width: u32) -> Option<Placed> {
        let at = *self.in_row.last()?;
        let column = self.column;
        self.leave(width.max(1));
        self.columns = self.columns.max(self.column);
        let (row, end) = (self.row, self.column);
        let cell = self.all.get_mut(at)?;
        if cell.row == row && cell.column + cell.width == column {
            cell.width = end - cell.column;
        }
        Some(Placed::Part(at))
    }

    /// The open region that overlaps most with these columns, if that is half of the narrower of the two.
    fn region_above(&self, column: u32, end: u32) -> Option<usize> {
        let mut best: Option<(u64, usize)> = None;
        for &at in &self.open {
            let Some(cell) = self.all.get(at) else { continue };
            if self.opened.contains(&at) {
                continue;
            }
            let (left, right) = (column.max(cell.column), end.min(cell.column + cell.width));
            let overlap = self.distance(left, right);
            let narrower = self.distance(column, end).min(self.distance(cell.column, cell.column + cell.width));
            if overlap > 0 && overlap.saturating_mul(2) >= narrower && best.is_none_or(|(most, _)| overlap > most) {
                best = Some((overlap, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// Lets a region reach down to this row. Its right edge moves in where the lower cell is narrower; its left neighbour in this row
    /// gives way where the lower cell begins further right.
    fn extend_down(&mut self, at: usize, column: u32, end: u32) -> bool {
        let Some(start) = self.all.get(at).map(|cell| cell.column) else { return false };
        if column > start
            && let Some(neighbour) = self.in_row.last().and_then(|&left| self.all.get_mut(left))
            && neighbour.column + neighbour.width > start
        {
            if neighbour.column >= start {
                return false;
            }
            neighbour.width = start - neighbour.column;
        }
        let Some(cell) = self.all.get_mut(at) else { return false };
        cell.width = cell.width.min(end.saturating_sub(start)).max(1);
        cell.height += 1;
        true
    }

    /// Width of the grid between two columns in twips; columns without a known width count as an inch.
    fn distance(&self, from: u32, to: u32) -> u64 {
        self.edge(to).saturating_sub(self.edge(from))
    }

    fn edge(&self, column: u32) -> u64 {
        const INCH: u64 = 1_440;
        let known = self.edges.len().saturating_sub(1);
        let column = column as usize;
        match self.edges.get(column) {
            Some(edge) if self.edges.last() != Some(&0) => *edge,
            Some(_) => column as u64 * INCH,
            None => self.edges.last().copied().unwrap_or(0).saturating_add((column - known) as u64 * INCH),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangles(regions: &Regions) -> Vec<(u32, u32, u32, u32)> {
        regions.all.iter().map(|cell| (cell.row, cell.column, cell.height, cell.width)).collect()
    }

    #[test]
    fn a_region_spans_the_rows_that_continue_it() {
        let mut regions = Regions::new(&[1000, 1000]);
        regions.place(1, Vertical::Begins, false);
        regions.place(1, Vertical::Alone, false);
        regions.end_row();
        assert_eq!(regions.place(1, Vertical::Continues, false), Placed::Part(0));
        regions.place(1, Vertical::Begins, false);
        regions.end_row();
        assert_eq!(regions.place(1, Vertical::Alone, false), Placed::Own(3));
        assert_eq!(rectangles(&regions), [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 0, 1, 1)]);
    }

    #[test]
    fn phantom_columns_do_not_break_a_region() {
        // Row 1: label 0–1, value 1–3. Row 2: label 0–2 (its line dragged 20 twips to the right), value 2–3 continues.
        let mut regions = Regions::new(&[1000, 20, 3000]);
        regions.place(1, Vertical::Alone, false);
        regions.place(2, Vertical::Begins, false);
        regions.end_row();
        regions.place(2, Vertical::Alone, false);
        assert_eq!(regions.place(1, Vertical::Continues, false), Placed::Part(1));
        assert_eq!(rectangles(&regions), [(0, 0, 1, 1), (0, 1, 2, 2), (1, 0, 1, 1)]);
    }

    #[test]
    fn a_cell_that_continues_nothing_is_a_cell() {
        let mut regions = Regions::new(&[]);
        regions.place(1, Vertical::Alone, false);
        regions.end_row();
        assert_eq!(regions.place(1, Vertical::Continues, false), Placed::Own(1));
        assert_eq!(regions.place(u32::MAX, Vertical::Alone, false), Placed::Own(2));
        assert_eq!(regions.columns, WIDEST);
        regions.end_row();
        assert_eq!(regions.place(1, Vertical::Continues, false), Placed::Part(1));
    }

    #[test]
    fn rows_that_end_early_get_back_the_cell_that_goes_on_from_above() {
        let mut regions = Regions::new(&[0, 0, 0]);
        for cells in [3, 2, 2, 3] {
            for _ in 0..cells {
                regions.place(1, Vertical::Alone, false);
            }
            regions.end_row();
        }
        regions.restore_lost_spans();
        let rectangles = rectangles(&regions);
        assert_eq!(rectangles[..3], [(0, 0, 3, 1), (0, 1, 1, 1), (0, 2, 1, 1)]);
        assert_eq!(rectangles[3..7], [(1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]);
        assert_eq!(rectangles[7..], [(3, 0, 1, 1), (3, 1, 1, 1), (3, 2, 1, 1)]);
    }

    #[test]
    fn a_cell_merged_to_the_left_widens_its_neighbour() {
        let mut regions = Regions::new(&[1000, 1000]);
        assert_eq!(regions.widen_left(1), None);
        regions.place(1, Vertical::Alone, false);
        assert_eq!(regions.widen_left(1), Some(Placed::Part(0)));
        assert_eq!(rectangles(&regions), [(0, 0, 1, 2)]);
    }
}
