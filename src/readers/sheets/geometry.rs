//! Where cells lie on the sheet, in EMU (914,400 to the inch): from column widths and row heights to distances and back.
//!
//! Widths are counted for a font whose digits are seven pixels wide, as Excel's default; what is asked of it (in which cell
//! lies the middle of a picture) does not hang on the last pixel.

use std::cell::OnceCell;

use super::reference::COLUMNS;
use super::reference::ROWS;
use crate::readers::drawing::filling::reaches_over;

/// EMU in a point.
pub const EMU_PER_POINT: f64 = 12_700.0;
/// EMU in a pixel of 96 to the inch.
pub const EMU_PER_PIXEL: i64 = 9_525;

/// How far rounding may move an edge: a tenth of a millimetre.
const HAIR: i64 = 3_600;

/// No column and no row is longer: 50 inches.
const LONGEST: i64 = 50 * 914_400;

/// Column widths and row heights of a sheet.
#[derive(Debug)]
pub struct Geometry {
    columns: Axis,
    rows: Axis,
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

impl Frame {
    /// Whether it is at least a pixel wide and high.
    pub fn is_visible(self) -> bool {
        self.width >= EMU_PER_PIXEL && self.height >= EMU_PER_PIXEL
    }

    /// Whether it lies over the whole of another one, but for a pixel or two.
    pub fn spans(self, other: Self) -> bool {
        reaches_over((self.x, self.width), (other.x, other.width))
            && reaches_over((self.y, self.height), (other.y, other.height))
    }
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
    /// So many hundredths of that cell's row its middle lies below the row's top.
    pub down: u8,
}

impl Default for Geometry {
    fn default() -> Self {
        let columns = Axis::new(COLUMNS, 64 * EMU_PER_PIXEL);
        Self { columns, rows: Axis::new(ROWS, height_of(15.0)) }
    }
}

impl Geometry {
    /// The width of columns that say nothing, in characters.
    pub fn set_default_width(&mut self, characters: f64) {
        self.columns.usual = width_of(characters);
    }

    /// The height of rows that say nothing, in points.
    pub fn set_default_height(&mut self, points: f64) {
        self.rows.usual = height_of(points);
    }

    /// A run of columns, both ends in it, and its width in characters.
    pub fn add_columns(&mut self, first: u32, last: u32, characters: f64) {
        self.columns.own.push((first, last, width_of(characters)));
    }

    /// A row and its height in points.
    pub fn add_row(&mut self, row: u32, points: f64) {
        self.rows.own.push((row, row, height_of(points)));
    }

    /// A run of columns, both ends in it, and its width in EMU.
    pub fn add_columns_of(&mut self, first: u32, last: u32, width: i64) {
        self.columns.own.push((first, last, width.clamp(0, LONGEST)));
    }

    /// A run of rows, both ends in it, and its height in EMU.
    pub fn add_rows_of(&mut self, first: u32, last: u32, height: i64) {
        self.rows.own.push((first, last, height.clamp(0, LONGEST)));
    }

    /// A run of rows, both ends in it, that are as high as so many lines of text.
    pub fn add_rows_of_lines(&mut self, first: u32, last: u32, lines: u32) {
        if lines > 1 {
            self.add_rows_of(first, last, self.rows.usual.saturating_mul(lines.into()));
        }
    }

    /// The distance of a point in a column from the sheet's left edge.
    pub fn x_of(&self, column: u32, offset: i64) -> i64 {
        self.columns.place(column, |width| offset.clamp(0, width))
    }

    /// The distance of a point in a row from the sheet's top.
    pub fn y_of(&self, row: u32, offset: i64) -> i64 {
        self.rows.place(row, |height| offset.clamp(0, height))
    }

    /// The distance of a point that lies so many parts of a column's width into it.
    pub fn x_in_parts(&self, column: u32, parts: i64, whole: i64) -> i64 {
        self.columns.place(column, |width| width * parts.clamp(0, whole) / whole)
    }

    /// The distance of a point that lies so many parts of a row's height into it.
    pub fn y_in_parts(&self, row: u32, parts: i64, whole: i64) -> i64 {
        self.rows.place(row, |height| height * parts.clamp(0, whole) / whole)
    }

    /// The cells that a rectangle covers. Its right and bottom edges belong to the cell before them; one that begins where a row begins may
    /// begin a hair above it, as programs round heights and distances.
    pub fn cover(&self, frame: Frame) -> Cover {
        let right = frame.x.saturating_add(frame.width.max(1) - 1);
        let bottom = frame.y.saturating_add(frame.height.max(1) - 1);
        let hair = |length: i64| HAIR.min(length / 8).max(0);
        let (x, y) = (frame.x.saturating_add(hair(frame.width)), frame.y.saturating_add(hair(frame.height)));
        let middle = (frame.x.saturating_add(frame.width / 2), frame.y.saturating_add(frame.height / 2));
        Cover {
            from: (self.rows.at(y), self.columns.at(x)),
            to: (self.rows.at(bottom), self.columns.at(right)),
            middle: (self.rows.at(middle.1), self.columns.at(middle.0)),
            down: self.rows.hundredths(middle.1),
        }
    }
}

/// The columns or the rows: most of the usual size, some of their own.
#[derive(Debug)]
struct Axis {
    count: u32,
    usual: i64,
    /// First, last, size, as the file has them; of two that overlap the first counts.
    own: Vec<(u32, u32, i64)>,
    runs: OnceCell<Vec<Run>>,
}

/// Neighbours of one size.
#[derive(Debug)]
struct Run {
    first: u32,
    last: u32,
    start: i64,
    size: i64,
}

impl Axis {
    fn new(count: u32, usual: i64) -> Self {
        Self { count, usual, own: Vec::new(), runs: OnceCell::new() }
    }

    /// How far a point lies in the one that holds it, in hundredths of that one's size.
    fn hundredths(&self, point: i64) -> u8 {
        let index = self.at(point);
        let (start, end) = (self.place(index, |_| 0), self.place(index, |size| size));
        let share = point.saturating_sub(start).saturating_mul(100) / end.saturating_sub(start).max(1);
        u8::try_from(share.clamp(0, 100)).unwrap_or(100)
    }

    /// The distance of a point inside one of them, given how far in it lies.
    fn place(&self, index: u32, inside: impl Fn(i64) -> i64) -> i64 {
        let index = index.min(self.count - 1);
        let runs = self.runs();
        let after = runs.partition_point(|run| run.first <= index);
        let (start, size) = match after.checked_sub(1).and_then(|at| runs.get(at)) {
            Some(run) if index <= run.last => (run.start + i64::from(index - run.first) * run.size, run.size),
            Some(run) => (run.end() + i64::from(index - run.last - 1) * self.usual, self.usual),
            None => (i64::from(index) * self.usual, self.usual),
        };
        start + inside(size)
    }

    /// Which of them lies at a distance.
    fn at(&self, distance: i64) -> u32 {
        let runs = self.runs();
        let after = runs.partition_point(|run| run.start <= distance);
        let steps = |way: i64, size: i64| u32::try_from(way.max(0).checked_div(size).unwrap_or(0)).unwrap_or(u32::MAX);
        let index = match after.checked_sub(1).and_then(|at| runs.get(at)) {
            Some(run) if distance < run.end() => run.first.saturating_add(steps(distance - run.start, run.size)),
            Some(run) => (run.last + 1).saturating_add(steps(distance - run.end(), self.usual)),
            None => steps(distance, self.usual),
        };
        index.min(self.count - 1)
    }

    fn runs(&self) -> &[Run] {
        self.runs.get_or_init(|| {
            let mut own = self.own.clone();
            own.sort_by_key(|(first, ..)| *first);
            let (mut next, mut start) = (0, 0);
            let mut runs = Vec::with_capacity(own.len());
            for (first, last, size) in own {
                let (first, last) = (first.max(next), last.min(self.count - 1));
                if first > last {
                    continue;
                }
                start += i64::from(first - next) * self.usual;
                runs.push(Run { first, last, start, size });
                (next, start) = (last + 1, start + i64::from(last - first + 1) * size);
            }
            runs
        })
    }
}

impl Run {
    fn end(&self) -> i64 {
        self.start + i64::from(self.last - self.first + 1) * self.size
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
        assert_eq!(sheet.cover(frame), Cover { from: (2, 2), to: (3, 2), middle: (2, 2), down: 50 });
        let all = Frame { x: 0, y: 0, width: i64::MAX, height: i64::MAX };
        assert_eq!(sheet.cover(all).to, (ROWS - 1, COLUMNS - 1));
        let exact = Frame { x: 0, y: 3 * row, width: column, height: row };
        assert_eq!(sheet.cover(exact), Cover { from: (3, 0), to: (3, 0), middle: (3, 0), down: 50 });
    }

    #[test]
    fn sheets_whose_rows_have_no_height_do_not_divide_by_it() {
        let mut sheet = Geometry::default();
        sheet.set_default_height(0.0);
        assert_eq!(sheet.cover(Frame { x: 0, y: 5, width: 5, height: 5 }).from, (0, 0));
    }
}
