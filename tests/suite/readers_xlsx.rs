//! Workbooks: what other programs made, packages built part by part, real files against another reader, and damage.

mod cells;
pub mod corpus;
mod damage;
mod marks;
pub mod package_maker;
mod programs;
mod scanner;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use shenping::model::Cell;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::model::Mark;
use shenping::readers::Limits;
use shenping::readers::read;

/// Reads bytes as an xlsx under the usual limits.
pub fn read_xlsx(bytes: &[u8]) -> Document {
    read(&Arc::from("申报表.xlsx"), bytes, Format::Xlsx, &Limits::default())
}

/// The bytes of a file below samples/odd/workbooks.
pub fn sample(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/odd/workbooks");
    fs::read(folder.join(name)).expect("a sample")
}

/// The first sheet.
pub fn first_sheet(document: &Document) -> &Grid {
    document.grids().next().expect("a sheet")
}

/// The cell at a reference such as `B3` of a sheet.
pub fn cell_at<'d>(grid: &'d Grid, reference: &str) -> Option<&'d Cell> {
    grid.cells.iter().find(|cell| grid.spot(cell.row, cell.column).to_string() == format!("{}!{reference}", grid.name))
}

/// The text at a reference; empty where there is no cell.
pub fn text_at<'d>(grid: &'d Grid, reference: &str) -> &'d str {
    cell_at(grid, reference).map_or("", |cell| cell.text.as_str())
}

/// Where a mark lies: its corners and its middle as the anchor tells them.
/// Row and column, where known.
type Corner = Option<(u32, u32)>;

pub fn place_of(mark: &Mark) -> (String, Corner, Corner) {
    let anchor = mark.anchor.as_ref().expect("an anchor");
    (anchor.from.to_string(), anchor.to, anchor.middle)
}
