//! Cells that say how many rows and columns they span, on the grid of their table (HTML 4.9.12, OpenDocument 9.1): each goes to the first column
//! that no cell from above reaches into, and none overlaps another.

use crate::readers::flow::region::Region;

/// Columns to the right of this are not believed.
const WIDEST: u32 = 1_024;

/// A table's grid so far.
#[derive(Debug, Default)]
pub struct SpanGrid {
    /// For each column the first row that is free.
    free_from: Vec<u32>,
    row: u32,
    column: u32,
}

impl SpanGrid {
    /// Goes on to the next row.
    pub fn end_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }

    /// The row that is open, from 0.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// Leaves columns to the cells from above, as OpenDocument says in so many words.
    pub fn leave(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns).min(WIDEST);
    }

    /// Places the next cell, which would be so wide and high; None where the table is wider than any.
    pub fn place(&mut self, width: u32, height: u32, hidden: bool) -> Option<Region> {
        let row = self.row;
        while self.reaches_into(self.column) {
            self.column += 1;
        }
        let column = self.column;
        if column >= WIDEST {
            return None;
        }
        let widest = column.saturating_add(width.max(1)).min(WIDEST);
        let end = (column + 1..widest).find(|at| self.reaches_into(*at)).unwrap_or(widest);
        let below = row.saturating_add(height.max(1));
        for at in column..end {
            let at = at as usize;
            if self.free_from.len() <= at {
                self.free_from.resize(at + 1, 0);
            }
            if let Some(free) = self.free_from.get_mut(at) {
                *free = below;
            }
        }
        self.column = end;
        Some(Region { row, column, height: below - row, width: end - column, hidden })
    }

    fn reaches_into(&self, column: u32) -> bool {
        self.free_from.get(column as usize).is_some_and(|free| *free > self.row)
    }
}

/// Lets no region reach below the last row that is there.
pub fn cut_to_rows<'r>(regions: impl Iterator<Item = &'r mut Region>, rows: u32) {
    for region in regions {
        region.height = region.height.min(rows.saturating_sub(region.row)).max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(grid: &mut SpanGrid, width: u32, height: u32) -> (u32, u32, u32, u32) {
        let region = grid.place(width, height, false).expect("room");
        (region.row, region.column, region.height, region.width)
    }

    #[test]
    fn cells_give_way_to_those_that_reach_down() {
        let mut grid = SpanGrid::default();
        assert_eq!(placed(&mut grid, 1, 2), (0, 0, 2, 1));
        assert_eq!(placed(&mut grid, 2, 1), (0, 1, 1, 2));
        assert_eq!(placed(&mut grid, 1, 3), (0, 3, 3, 1));
        grid.end_row();
        assert_eq!(placed(&mut grid, 9, 1), (1, 1, 1, 2));
        grid.end_row();
        assert_eq!(placed(&mut grid, 1, 1), (2, 0, 1, 1));
        assert_eq!(grid.place(u32::MAX, u32::MAX, false).map(|region| region.width), Some(2));
    }

    #[test]
    fn a_region_ends_with_the_table() {
        let mut regions = [Region { row: 1, column: 0, height: 9, width: 1, hidden: false }];
        cut_to_rows(regions.iter_mut(), 3);
        assert_eq!(regions[0].height, 2);
    }
}
