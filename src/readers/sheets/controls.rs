//! Form controls that lie on cells and show something that no cell holds: a box to tick without words of its own, the entry chosen in a
//! drop-down. What shows is put into the blank cell below, where a person sees it.

use std::sync::Arc;

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
    /// An entry of a list that stands in cells.
    Entry(ListEntry),
}

/// Cells, of another sheet or of the control's own.
pub type Cells = (Option<String>, Area);

/// An entry of a list that stands in cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// Where the list stands; None where the file does not say.
    pub list: Option<Cells>,
    /// Which is chosen.
    pub chosen: Chosen,
}

/// Which entry of a list is chosen, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// This one.
    Number(u32),
    /// The one whose number stands in a cell.
    InCell(Cells),
}

/// An entry of a control over a cell of a sheet, which is looked up when all sheets are read.
#[derive(Debug)]
pub struct PlacedEntry {
    /// The sheet.
    pub sheet: Arc<str>,
    /// Row and column.
    pub place: (u32, u32),
    /// The entry.
    pub entry: ListEntry,
}

/// Cells as they are written: `$J$1:$J$4`, `选项!$A$1:$A$5`.
pub fn parse_cells(reference: &str) -> Option<Cells> {
    match parse_sheet_area(reference) {
        Some((sheet, area)) => Some((Some(sheet), area)),
        None => Some((None, parse_area(reference)?)),
    }
}

/// Puts the words that the controls of a sheet show into its blank cells; their entries of lists are left to be looked up.
pub fn fill_words(grid: &mut Grid, controls: Vec<((u32, u32), Shown)>) -> Vec<PlacedEntry> {
    let mut entries = Vec::new();
    for (place, shown) in controls {
        match shown {
            Shown::Words(words) => put(grid, place, words, None),
            Shown::Entry(entry) => entries.push(PlacedEntry { sheet: Arc::clone(&grid.name), place, entry }),
        }
    }
    entries
}

/// Puts the entries that controls show into the blank cells below them, or in place of the numbers there.
pub fn fill_entries(document: &mut Document, entries: Vec<PlacedEntry>) {
    for placed in entries {
        let Some(told) = placed.told(document) else { continue };
        let is_number = !told.is_empty() && told.bytes().all(|byte| byte.is_ascii_digit());
        let words = match is_number {
            true => told.parse().ok().and_then(|number| placed.words(document, number)),
            // The cell that the control is linked to holds the entry itself.
            false => Some(told.clone()),
        };
        let mut grids = document.body.iter_mut().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        });
        match words.zip(grids.find(|grid| *grid.name == *placed.sheet)) {
            Some((words, grid)) => put(grid, placed.place, words, Some(&told)),
            None => document.troubles.push(lost_entry()),
        }
    }
}

fn lost_entry() -> Trouble {
    incomplete("表上下拉框里选的内容没有读到，请打开文件核对".to_owned())
}

impl PlacedEntry {
    /// The number of the entry, or what stands in the cell that the control is linked to; None where that is blank.
    fn told(&self, document: &Document) -> Option<String> {
        let cells = match &self.entry.chosen {
            Chosen::Number(number) => return Some(number.to_string()),
            Chosen::InCell(cells) => cells,
        };
        let text = self.grid(document, cells)?.cell(cells.1.top, cells.1.left)?.text.trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    fn words(&self, document: &Document, number: u32) -> Option<String> {
        let list = self.entry.list.as_ref()?;
        let (row, column) = place_in(list.1, number)?;
        let cell = self.grid(document, list)?.cell(row, column)?;
        (!cell.text.trim().is_empty()).then(|| cell.text.trim().to_owned())
    }

    fn grid<'d>(&self, document: &'d Document, (sheet, _): &Cells) -> Option<&'d Grid> {
        let name = sheet.as_deref().unwrap_or(&self.sheet);
        document.grids().find(|grid| *grid.name == *name)
    }
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
