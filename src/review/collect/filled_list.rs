//! A list on a sheet of a filled book: its header row wherever it stands, its columns by their words, its rows by 编号.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::model::Cell;
use crate::model::CellContent;
use crate::model::Document;
use crate::model::Grid;
use crate::model::Place;
use crate::policy::Policy;
use crate::policy::fold_text;
use crate::review::workbook::FINAL_TIER;
use crate::review::workbook::NUMBER;
use crate::review::workbook::RULING;

/// The header is looked for in the first rows; a list below more notes than that is not ours.
const HEADER_ROWS: u32 = 60;

/// A list with its header.
pub struct FilledList<'a> {
    document: &'a Document,
    grid: &'a Grid,
    /// Row of the header.
    header: u32,
    /// Columns by the folded words of their headers.
    columns: HashMap<String, Vec<u32>>,
    /// What stands above the header and in the sheet's name.
    pub heading: String,
}

/// One row of a list.
pub struct FilledRow<'a> {
    /// 编号, folded; empty where none stands there.
    pub number: String,
    row: u32,
    cells: BTreeMap<u32, &'a Cell>,
}

/// The lists of a book that people fill in: those with 编号 beside 人工核定, 最终等次, or at least half of the criteria.
pub fn find_lists<'a>(document: &'a Document, policy: &Policy) -> Vec<FilledList<'a>> {
    document.grids().filter_map(|grid| find_list(document, grid, policy)).collect()
}

fn find_list<'a>(document: &'a Document, grid: &'a Grid, policy: &Policy) -> Option<FilledList<'a>> {
    let mut rows: BTreeMap<u32, HashMap<String, Vec<u32>>> = BTreeMap::new();
    for cell in grid.cells.iter().take_while(|cell| cell.row < HEADER_ROWS) {
        rows.entry(cell.row).or_default().entry(fold_text(&cell.text)).or_default().push(cell.column);
    }
    let (header, columns) = rows.into_iter().find(|(_, words)| is_header(words, policy))?;
    let above = grid.cells.iter().take_while(|cell| cell.row < header).map(|cell| cell.text.as_str());
    let heading = above.chain([grid.name.as_ref()]).collect::<Vec<_>>().join("\n");
    Some(FilledList { document, grid, header, columns, heading })
}

fn is_header(words: &HashMap<String, Vec<u32>>, policy: &Policy) -> bool {
    let has = |word: &str| words.contains_key(&fold_text(word));
    let criteria = policy.criteria.iter().filter(|criterion| has(&criterion.label)).count();
    let scores = criteria > 0 && criteria * 2 >= policy.criteria.len();
    has(NUMBER) && (has(RULING) || has(FINAL_TIER) || scores)
}

impl<'a> FilledList<'a> {
    /// The columns of a header word; more than one where the header stands twice.
    pub fn columns(&self, word: &str) -> &[u32] {
        self.columns.get(&fold_text(word)).map_or(&[], Vec::as_slice)
    }

    /// The first column of a header word.
    pub fn column(&self, word: &str) -> Option<u32> {
        self.columns(word).first().copied()
    }

    /// The file that it stands in.
    pub fn file(&self) -> &str {
        &self.document.file
    }

    /// Where its header stands.
    pub fn place(&self) -> Place {
        self.document.place(self.grid.spot(self.header, 0))
    }

    /// A cell of one of its rows.
    pub fn place_of(&self, row: &FilledRow<'_>, column: Option<u32>) -> Place {
        let column = column.or_else(|| self.column(NUMBER)).unwrap_or(0);
        self.document.place(self.grid.spot(row.row, column))
    }

    /// The year that its heading names: `2026年度`.
    pub fn year(&self) -> Option<i16> {
        let (before, _) = self.heading.split_once("年度")?;
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        before.get(digits..).and_then(|digits| digits.parse().ok())
    }

    /// Its rows below the header that hold anything, also those that a filter hides.
    pub fn rows(&self) -> Vec<FilledRow<'a>> {
        let mut rows: BTreeMap<u32, BTreeMap<u32, &'a Cell>> = BTreeMap::new();
        for cell in self.grid.cells.iter().filter(|cell| cell.row > self.header && cell.content != CellContent::Empty) {
            rows.entry(cell.row).or_default().insert(cell.column, cell);
        }
        let number = self.column(NUMBER);
        let row = |(row, cells): (u32, BTreeMap<u32, &'a Cell>)| {
            let number = number.and_then(|column| cells.get(&column)).map(|cell| fold_text(&cell.text));
            FilledRow { number: number.unwrap_or_default(), row, cells }
        };
        rows.into_iter().map(row).collect()
    }
}

impl<'a> FilledRow<'a> {
    /// The cell of a column, where anything stands in it.
    pub fn cell(&self, column: Option<u32>) -> Option<&'a Cell> {
        self.cells.get(&column?).copied()
    }

    /// The text of a column, trimmed; empty where nothing stands there.
    pub fn text(&self, column: Option<u32>) -> String {
        self.cell(column).map(|cell| cell.text.trim().to_owned()).unwrap_or_default()
    }
}
