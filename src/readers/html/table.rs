//! Tables of a page while it is read (HTML 4.9): rows and cells that close each other, spans on a grid.

use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowParagraph;
use crate::readers::flow::region::Region;
use crate::readers::span_grid::SpanGrid;
use crate::readers::span_grid::cut_to_rows;

use super::token::Tag;

/// Cells of a finished table, sorted by row, then column.
pub type Cells = Vec<(Region, Vec<FlowBlock>)>;

/// Values noted beside cells: number of the cell, value.
pub type Values = Vec<(usize, String)>;

/// A table that is open.
#[derive(Debug, Default)]
pub struct OpenTable {
    grid: SpanGrid,
    cells: Cells,
    /// Values that Excel and LibreOffice note beside what a cell shows: number of the cell, value.
    values: Values,
    row: Option<bool>,
    cell: Option<(Region, Vec<FlowBlock>)>,
}

/// Adds to a table the one that follows on it, where one of the two is a single row and the rows that meet are as wide: grids of web
/// systems keep their heads in a table of their own above the rows, some write each row as a table. Gives how many cells there were
/// before, or None where both are tables of their own.
pub fn carry_on(above: &mut Cells, below: &mut Cells) -> Option<usize> {
    let rows = above.last().map(|(region, _)| region.row.saturating_add(1))?;
    let last = above.iter().rev().take_while(|(region, _)| region.row + 1 == rows);
    let first = below.iter().take_while(|(region, _)| region.row == 0);
    let is_single = rows == 1 || below.last().is_some_and(|(region, _)| region.row == 0);
    let ([whole, filled], [width, _]) = (widths_of(last), widths_of(first));
    // One column is a list of lines, or a frame around something.
    if !is_single || width < 2 || width != whole && width != filled {
        return None;
    }
    let before = above.len();
    above.extend(below.drain(..).map(|(mut region, blocks)| {
        region.row = region.row.saturating_add(rows);
        (region, blocks)
    }));
    Some(before)
}

/// Columns of a row, and up to its last cell with something in it: heads have one more than the rows where these scroll.
fn widths_of<'c>(row: impl Iterator<Item = &'c (Region, Vec<FlowBlock>)>) -> [u32; 2] {
    let is_blank =
        |block: &FlowBlock| matches!(block, FlowBlock::Paragraph(paragraph) if paragraph.line.text.trim().is_empty());
    row.fold([0, 0], |[whole, filled], (region, blocks)| {
        let end = region.column.saturating_add(region.width);
        [whole.max(end), if blocks.iter().all(is_blank) { filled } else { filled.max(end) }]
    })
}

impl OpenTable {
    /// What stands last in the cell that is open.
    pub fn last_block(&mut self) -> Option<&mut FlowBlock> {
        self.cell.as_mut().and_then(|(_, blocks)| blocks.last_mut())
    }

    /// Whether a cell is open.
    pub fn in_cell(&self) -> bool {
        self.cell.is_some()
    }

    /// Adds to the cell that is open; gives back what stands outside of any.
    pub fn add(&mut self, block: FlowBlock) -> Option<FlowBlock> {
        match &mut self.cell {
            Some((_, blocks)) => {
                blocks.push(block);
                None
            }
            None => Some(block),
        }
    }

    /// Begins a row.
    pub fn begin_row(&mut self, hidden: bool) {
        self.end_row();
        self.row = Some(hidden);
    }

    /// Ends the row that is open.
    pub fn end_row(&mut self) {
        self.end_cell();
        if self.row.take().is_some() {
            self.grid.end_row();
        }
    }

    /// Begins a cell. A span that is only text running over its neighbours, as Excel notes it, is none.
    pub fn begin_cell(&mut self, tag: &Tag, runs_over: bool) {
        self.end_cell();
        let hidden = *self.row.get_or_insert(false);
        let (width, height) = (tag.number("colspan").unwrap_or(1), tag.number("rowspan").unwrap_or(1));
        let own_width = if runs_over { 1 } else { width };
        self.cell = self.grid.place(own_width, height, hidden).map(|region| (region, Vec::new()));
        if runs_over {
            self.grid.leave(width.saturating_sub(1));
        }
        let value = ["x:num", "sdval"].iter().find_map(|name| tag.attribute(name));
        if let Some(value) = value.filter(|value| !value.trim().is_empty() && self.cell.is_some()) {
            self.values.push((self.cells.len(), value.trim().to_owned()));
        }
    }

    /// Ends the cell that is open.
    pub fn end_cell(&mut self) {
        if let Some((region, mut blocks)) = self.cell.take() {
            if blocks.is_empty() {
                blocks.push(FlowBlock::Paragraph(FlowParagraph::default()));
            }
            self.cells.push((region, blocks));
        }
    }

    /// Its cells; where a cell above reaches into a row they are in order all the same.
    pub fn finish(mut self) -> (Cells, Values) {
        self.end_row();
        let rows = self.grid.row();
        cut_to_rows(self.cells.iter_mut().map(|(region, _)| region), rows);
        (self.cells, self.values)
    }
}
