//! Tables of formats in which rows come as paragraphs with marks (Word 97: [MS-DOC] 2.4.3; RTF: `\cell`, `\row`): a cell ends with a mark, and
//! only at the row's end is it told where its cells' edges lie. The grid's columns are the edges of all rows together.

use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowParagraph;
use crate::readers::flow::region::Placed;
use crate::readers::flow::region::Region;
use crate::readers::flow::region::Regions;
use crate::readers::flow::region::Vertical;

/// Edges that lie no further apart than this (twips) are one: programs round differently from row to row.
const SAME_EDGE: i32 = 8;

/// Tables within tables deeper than this are read as if they stood at this depth.
const DEEPEST: usize = 30;

/// What a row's end tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowShape {
    /// Left edge of the first cell, then right edge of each, in twips.
    pub edges: Vec<i32>,
    /// How each cell is merged; as many as there are cells, or fewer.
    pub merges: Vec<CellMerge>,
    /// Deleted by a tracked change.
    pub deleted: bool,
}

/// How a cell is merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellMerge {
    /// With the one above.
    pub vertical: Vertical,
    /// Part of the one to its left.
    pub continues_left: bool,
}

/// Blocks and tables in the making, from the main text inwards.
#[derive(Debug, Default)]
pub struct TableRows {
    blocks: Vec<FlowBlock>,
    open: Vec<OpenTable>,
}

#[derive(Debug, Default)]
struct OpenTable {
    rows: Vec<Row>,
    cells: Vec<Vec<FlowBlock>>,
    blocks: Vec<FlowBlock>,
}

#[derive(Debug)]
struct Row {
    cells: Vec<Vec<FlowBlock>>,
    shape: RowShape,
}

impl TableRows {
    /// Adds a paragraph that stands in so many tables.
    pub fn add_paragraph(&mut self, depth: usize, paragraph: FlowParagraph) {
        self.go_to(depth);
        let blocks = self.open.last_mut().map_or(&mut self.blocks, |table| &mut table.blocks);
        blocks.push(FlowBlock::Paragraph(paragraph));
    }

    /// Ends the cell that is open so deep.
    pub fn end_cell(&mut self, depth: usize) {
        self.go_to(depth.max(1));
        if let Some(table) = self.open.last_mut() {
            let blocks = std::mem::take(&mut table.blocks);
            table.cells.push(blocks);
        }
    }

    /// Ends the row that is open so deep.
    pub fn end_row(&mut self, depth: usize, shape: RowShape) {
        self.go_to(depth.max(1));
        if let Some(table) = self.open.last_mut() {
            table.end_row(shape);
        }
    }

    /// How many cells of the row that is open so deep have ended.
    pub fn cells_ended(&self, depth: usize) -> usize {
        depth.checked_sub(1).and_then(|at| self.open.get(at)).map_or(0, |table| table.cells.len())
    }

    /// Everything, with the tables that are still open ended.
    pub fn finish(mut self) -> Vec<FlowBlock> {
        self.go_to(0);
        self.blocks
    }

    fn go_to(&mut self, depth: usize) {
        let depth = depth.min(DEEPEST);
        while self.open.len() > depth
            && let Some(table) = self.open.pop()
        {
            let cells = table.finish();
            let blocks = self.open.last_mut().map_or(&mut self.blocks, |outer| &mut outer.blocks);
            if !cells.is_empty() {
                blocks.push(FlowBlock::Table(cells));
            }
        }
        while self.open.len() < depth {
            self.open.push(OpenTable::default());
        }
    }
}

impl OpenTable {
    fn end_row(&mut self, shape: RowShape) {
        if !self.blocks.is_empty() {
            let rest = std::mem::take(&mut self.blocks);
            self.cells.push(rest);
        }
        let cells = std::mem::take(&mut self.cells);
        if !shape.deleted && !cells.is_empty() {
            self.rows.push(Row { cells, shape });
        }
    }

    /// The table's cells on its grid.
    fn finish(mut self) -> Vec<(Region, Vec<FlowBlock>)> {
        self.end_row(RowShape::default());
        let edges = joint_edges(&self.rows);
        let widths: Vec<u64> = edges.windows(2).map(width_of).collect();
        let mut regions = Regions::new(&widths);
        let mut contents: Vec<Vec<FlowBlock>> = Vec::new();
        for row in self.rows {
            for (at, blocks) in row.cells.into_iter().enumerate() {
                let placed = place_cell(&mut regions, &edges, &row.shape, at);
                contents.resize_with(regions.all.len(), Vec::new);
                if let Placed::Own(own) = placed
                    && let Some(content) = contents.get_mut(own)
                {
                    *content = blocks;
                }
            }
            regions.end_row();
        }
        regions.all.into_iter().zip(contents).collect()
    }
}

fn width_of(pair: &[i32]) -> u64 {
    match pair {
        [left, right] => u64::from(right.saturating_sub(*left).unsigned_abs()),
        _ => 0,
    }
}

/// Puts a cell where its row's edges say; one without known edges right of the one before.
fn place_cell(regions: &mut Regions, edges: &[i32], shape: &RowShape, at: usize) -> Placed {
    let column = |edge: Option<&i32>| edge.and_then(|edge| column_of(edges, *edge));
    let (left, right) = (column(shape.edges.get(at)), column(shape.edges.get(at + 1)));
    let merge = shape.merges.get(at).copied().unwrap_or_default();
    if let Some(left) = left.filter(|left| *left > regions.column()) {
        regions.leave(left - regions.column());
    }
    let width = right.map_or(1, |right| right.saturating_sub(regions.column())).max(1);
    let to_the_left = if merge.continues_left { regions.widen_left(width) } else { None };
    to_the_left.unwrap_or_else(|| regions.place(width, merge.vertical, false))
}

/// The edges of all rows, sorted, those that lie close together as one.
fn joint_edges(rows: &[Row]) -> Vec<i32> {
    let mut all: Vec<i32> = rows.iter().flat_map(|row| row.shape.edges.iter().copied()).collect();
    all.sort_unstable();
    let mut joint: Vec<i32> = Vec::new();
    for edge in all {
        if joint.last().is_none_or(|last| edge.saturating_sub(*last) > SAME_EDGE) {
            joint.push(edge);
        }
    }
    joint
}

/// The grid column that begins at an edge.
fn column_of(edges: &[i32], edge: i32) -> Option<u32> {
    let after = edges.partition_point(|joint| *joint <= edge);
    u32::try_from(after.checked_sub(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(edges: &[i32]) -> RowShape {
        RowShape { edges: edges.to_vec(), ..RowShape::default() }
    }

    fn fill_row(rows: &mut TableRows, cells: usize, shape: RowShape) {
        for _ in 0..cells {
            rows.add_paragraph(1, FlowParagraph::default());
            rows.end_cell(1);
        }
        rows.end_row(1, shape);
    }

    fn rectangles(blocks: &[FlowBlock]) -> Vec<(u32, u32, u32, u32)> {
        let Some(FlowBlock::Table(cells)) = blocks.first() else { return Vec::new() };
        cells.iter().map(|(region, _)| (region.row, region.column, region.height, region.width)).collect()
    }

    #[test]
    fn the_grid_is_the_edges_of_all_rows() {
        let mut rows = TableRows::default();
        fill_row(&mut rows, 2, shape(&[0, 1000, 4000]));
        fill_row(&mut rows, 3, shape(&[0, 1003, 2000, 4000]));
        fill_row(&mut rows, 1, shape(&[1000, 4000]));
        let told = rectangles(&rows.finish());
        assert_eq!(told, [(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 2)]);
    }

    #[test]
    fn a_table_that_never_ends_is_still_there() {
        let mut rows = TableRows::default();
        rows.add_paragraph(2, FlowParagraph::default());
        rows.end_cell(2);
        let blocks = rows.finish();
        let Some(FlowBlock::Table(cells)) = blocks.first() else { panic!("a table") };
        assert!(matches!(cells.first(), Some((_, inner)) if matches!(inner.first(), Some(FlowBlock::Table(_)))));
    }

    #[test]
    fn no_edges_at_all_put_cells_side_by_side() {
        let mut rows = TableRows::default();
        fill_row(&mut rows, 2, RowShape::default());
        assert_eq!(rectangles(&rows.finish()), [(0, 0, 1, 1), (0, 1, 1, 1)]);
    }
}
