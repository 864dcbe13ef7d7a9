//! Where cells lie on the sheet, in EMU (914,400 to the inch): from column widths and row heights to distances and back.
//!
//! Widths are counted for a font whose digits are seven pixels wide, as Excel's default; what is asked of it (in which cell
//! lies the middle of a picture) does not hang on the last pixel.

use std::cell::OnceCell;

use super::reference::COLUMNS;
use super::reference::ROWS;

/// EMU in a point.
pub const EMU_PER_POINT: f64 = 12_700.0;
/// EMU in a pixel of 96 to the inch.
pub const EMU_PER_PIXEL: i64 = 9_525;

/// Column widths and row heights of a sheet.
#[derive(Debug)]
pub struct Geometry {
    default_width: i64,
    default_height: i64,
    columns: Vec<(u32, u32, i64)>,
    /// Rows with a height of their own, in the order of the sheet's part.
    rows: Vec<(u32, i64)>,
    column_edges: OnceCell<Vec<i64>>,
    row_edges: OnceCell<Vec<(u32, i64, i64)>>,
}

/// A rectangle on a sheet in EMU.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// From the sheet's left edge.
    pub x: i64,
    /// From its top.
    pub y: i64,
    /// Width.
    pub width: i64,
    /// Height.
    pub height: i64,
}

/// The cells that a rectangle covers: rows and columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The cell of its top-left corner.
    pub from: (u32, u32),
    /// The cell of its bottom-right corner.
    pub to: (u32, u32),
    /// The cell of its middle.
    pub middle: (u32, u32),
}

impl Default for Geometry {
    fn default() -> Self {
        Self {
            default_width: 64 * EMU_PER_PIXEL,
            default_height: (15.0 * EMU_PER_POINT) as i64,
            columns: Vec::new(),
            rows: Vec::new(),
            column_edges: OnceCell::new(),
            row_edges: OnceCell::new(),
        }
    }
}

impl Geometry {
    /// The width of columns that say nothing, in characters.
    pub fn set_default_width(&mut self, characters: f64) {
        self.default_width = width_of(characters);
    }

    /// The height of rows that say nothing, in points.
    pub fn set_default_height(&mut self, points: f64) {
        self.default_height = height_of(points);
    }

    /// A run of columns, both ends in it, and its width in characters.
    pub fn add_columns(&mut self, first: u32, last: u32, characters: f64) {
        if self.columns.len() < COLUMNS as usize {
            self.columns.push((first.min(COLUMNS), last.min(COLUMNS - 1), width_of(characters)));
        }
    }

    /// A row and its height in points.
    pub fn add_row(&mut self, row: u32, points: f64) {
        self.rows.push((row.min(ROWS - 1), height_of(points)));
    }

    /// The distance of a point in a column from the sheet's left edge.
    pub fn x_of(&self, column: u32, offset: i64) -> i64 {
        let column = column.min(COLUMNS - 1);
        let (start, end) = (self.column_edge(column), self.column_edge(column + 1));
        start + offset.clamp(0, end - start)
    }

    /// The distance of a point in a row from the sheet's top.
    pub fn y_of(&self, row: u32, offset: i64) -> i64 {
        let row = row.min(ROWS - 1);
        let (start, height) = self.row_extent(row);
        start + offset.clamp(0, height)
    }

    /// The cells that a rectangle covers. Its right and bottom edges belong to the cell before them.
    pub fn cover(&self, frame: Frame) -> Cover {
        let (right, bottom) =
            (frame.x.saturating_add(frame.width.max(1) - 1), frame.y.saturating_add(frame.height.max(1) - 1));
        let middle = (frame.x.saturating_add(frame.width / 2), frame.y.saturating_add(frame.height / 2));
        Cover {
            from: (self.row_at(frame.y), self.column_at(frame.x)),
            to: (self.row_at(bottom), self.column_at(right)),
            middle: (self.row_at(middle.1), self.column_at(middle.0)),
        }
    }

    fn column_at(&self, x: i64) -> u32 {
        let edges = self.column_edges();
        let after = edges.partition_point(|edge| *edge <= x);
        u32::try_from(after.saturating_sub(1)).unwrap_or(0).min(COLUMNS - 1)
    }

    fn row_at(&self, y: i64) -> u32 {
        let edges = self.row_edges();
        let after = edges.partition_point(|(_, start, _)| *start <= y);
        let (row, end) = match after.checked_sub(1).and_then(|at| edges.get(at)) {
            Some(&(row, start, height)) if y < start + height => return row,
            Some(&(row, start, height)) => (row + 1, start + height),
            None => (0, 0),
        };
        let further = (y - end).max(0).checked_div(self.default_height).unwrap_or(0);
        row.saturating_add(u32::try_from(further).unwrap_or(ROWS)).min(ROWS - 1)
    }

    fn column_edge(&self, column: u32) -> i64 {
        self.column_edges().get(column as usize).copied().unwrap_or(0)
    }

    fn column_edges(&self) -> &[i64] {
        self.column_edges.get_or_init(|| {
            let mut widths = vec![self.default_width; COLUMNS as usize];
            for &(first, last, width) in &self.columns {
                if let Some(run) = widths.get_mut(first as usize..=last as usize) {
                    run.fill(width);
                }
            }
            let mut edge = 0;
            let mut edges = vec![0];
            edges.extend(widths.into_iter().map(|width| {
                edge += width;
                edge
            }));
            edges
        })
    }

    /// Top and height of a row.
    fn row_extent(&self, row: u32) -> (i64, i64) {
        let edges = self.row_edges();
        let at = edges.partition_point(|(known, _, _)| *known <= row);
        match at.checked_sub(1).and_then(|at| edges.get(at)) {
            Some(&(known, start, height)) if known == row => (start, height),
            Some(&(known, start, height)) => {
                (start + height + i64::from(row - known - 1) * self.default_height, self.default_height)
            }
            None => (i64::from(row) * self.default_height, self.default_height),
        }
    }

    /// Rows of a height of their own, sorted: row, top, height.
    fn row_edges(&self) -> &[(u32, i64, i64)] {
        self.row_edges.get_or_init(|| {
            let mut rows = self.rows.clone();
            rows.sort_by_key(|(row, _)| *row);
            rows.dedup_by_key(|(row, _)| *row);
            let (mut next, mut top) = (0, 0);
            rows.into_iter()
                .map(|(row, height)| {
                    let start = top + i64::from(row - next) * self.default_height;
                    (next, top) = (row + 1, start + height);
                    (row, start, height)
                })
                .collect()
        })
    }
}

/// ECMA-376 part 1, 18.3.1.13: characters to pixels, for digits of seven pixels.
fn width_of(characters: f64) -> i64 {
    let pixels = ((256.0 * characters.clamp(0.0, 255.0) + 18.0) / 256.0 * 7.0).floor();
    pixels as i64 * EMU_PER_PIXEL
}

fn height_of(points: f64) -> i64 {
    (points.clamp(0.0, 409.5) * EMU_PER_POINT) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_lead_to_cells_and_back() {
        let mut sheet = Geometry::default();
        sheet.add_columns(1, 1, 0.0);
        sheet.add_columns(2, 2, 20.0);
        sheet.add_row(2, 30.0);
        sheet.add_row(0, 0.0);
        let (column, row) = (64 * EMU_PER_PIXEL, 190_500);
        assert_eq!(
            (sheet.x_of(1, 500), sheet.x_of(2, 0), sheet.y_of(1, 0), sheet.y_of(3, 0)),
            (column, column, 0, 3 * row)
        );
        let frame = Frame { x: column + 10, y: row + 10, width: 10 * EMU_PER_PIXEL, height: 2 * row };
        assert_eq!(sheet.cover(frame), Cover { from: (2, 2), to: (3, 2), middle: (2, 2) });
        let all = Frame { x: 0, y: 0, width: i64::MAX, height: i64::MAX };
        assert_eq!(sheet.cover(all).to, (ROWS - 1, COLUMNS - 1));
        let exact = Frame { x: 0, y: 3 * row, width: column, height: row };
        assert_eq!(sheet.cover(exact), Cover { from: (3, 0), to: (3, 0), middle: (3, 0) });
    }

    #[test]
    fn sheets_whose_rows_have_no_height_do_not_divide_by_it() {
        let mut sheet = Geometry::default();
        sheet.set_default_height(0.0);
        assert_eq!(sheet.cover(Frame { x: 0, y: 5, width: 5, height: 5 }).from, (0, 0));
    }
}
