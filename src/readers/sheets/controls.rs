//! Form controls that lie on cells and show something that no cell holds: a box to tick without words of its own, the entry chosen in a
//! drop-down. What shows is put into the blank cell below, where a person sees it.

use super::grid::single_cell;
use super::reference::Area;
use super::reference::parse_area;
use super::reference::parse_sheet_area;
use crate::model::Block;
use crate::model::CellContent;
use crate::model::Document;
use crate::model::Grid;
use crate::model::Trouble;
use crate::readers::package::incomplete;

/// Most entries of a list that are looked through.
const MOST_ENTRIES: u32 = 1_000;

/// What a control shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// These words.
    Words(String),
    /// An entry of a list that stands in cells (`$J$1:$J$4`), counted from 1.
    Entry {
        /// Where the list stands; empty where the file does not say.
        list: String,
        /// Which is chosen.
        number: u32,
    },
}

/// Puts what the controls of a sheet show into its blank cells.
pub fn fill_cells(document: &mut Document, grid: &mut Grid, controls: Vec<((u32, u32), Shown)>) {
    for ((row, column), shown) in controls {
        let number = match &shown {
            Shown::Words(_) => None,
            Shown::Entry { number, .. } => Some(number.to_string()),
        };
        let words = match shown {
            Shown::Words(words) => Some(words),
            Shown::Entry { list, number } => entry_of(document, grid, &list, number),
        };
        match words {
            Some(words) => put(grid, (row, column), words, number.as_deref()),
            None => document.troubles.push(lost_entry()),
        }
    }
}

fn lost_entry() -> Trouble {
    incomplete("表上下拉框里选的内容没有读到，请打开文件核对".to_owned())
}

fn entry_of(document: &Document, grid: &Grid, list: &str, number: u32) -> Option<String> {
    let (sheet, area) = match parse_sheet_area(list) {
        Some((sheet, area)) => (Some(sheet), area),
        None => (None, parse_area(list)?),
    };
    let other = || {
        document.body.iter().find_map(|block| match block {
            Block::Grid(other) if sheet.as_deref() == Some(&*other.name) => Some(other),
            _ => None,
        })
    };
    let grid = match &sheet {
        Some(sheet) if **sheet != *grid.name => other()?,
        _ => grid,
    };
    let (row, column) = place_in(area, number)?;
    let cell = grid.cell(row, column)?;
    (!cell.text.trim().is_empty()).then(|| cell.text.trim().to_owned())
}

/// The cell of an entry, of a list that runs down or across.
fn place_in(area: Area, number: u32) -> Option<(u32, u32)> {
    let at = number.checked_sub(1).filter(|at| *at < MOST_ENTRIES)?;
    let place = match area.top == area.bottom {
        true => (area.top, area.left.checked_add(at)?),
        false => (area.top.checked_add(at)?, area.left),
    };
    (place.0 <= area.bottom && place.1 <= area.right).then_some(place)
}

/// Words go into a blank cell, behind those of another control, or in place of the number that the control writes there.
fn put(grid: &mut Grid, (row, column): (u32, u32), words: String, number: Option<&str>) {
    let covers = |at: u32, from: u32, length: u32| (from..from.saturating_add(length)).contains(&at);
    let found = grid
        .cells
        .iter_mut()
        .find(|cell| covers(row, cell.row, cell.height) && covers(column, cell.column, cell.width));
    let Some(cell) = found else {
        let at = grid.cells.partition_point(|cell| (cell.row, cell.column) < (row, column));
        (grid.rows, grid.columns) = (grid.rows.max(row.saturating_add(1)), grid.columns.max(column.saturating_add(1)));
        return grid.cells.insert(at, single_cell(row, column, words, CellContent::Text));
    };
    if cell.text.trim().is_empty() || number == Some(cell.text.trim()) {
        cell.content = CellContent::Text;
        cell.text = words;
    }
}
