//! A table of a paper found by its headings, and its rows and totals.

use rust_decimal::Decimal;

use crate::award::agreement::bare;
use crate::model::Cell;
use crate::model::CellContent;
use crate::model::Document;
use crate::model::Grid;
use crate::model::Money;
use crate::model::Place;

/// A table with a header row.
pub(super) struct ReadTable<'paper> {
    document: &'paper Document,
    grid: &'paper Grid,
    header: u32,
    columns: Vec<u32>,
}

/// A row of it: its cells in the order of the headings asked for, and its place.
pub(super) struct ReadRow<'paper> {
    pub(super) cells: Vec<Option<&'paper Cell>>,
    pub(super) place: Place,
}

impl ReadRow<'_> {
    /// The text of a cell, bare.
    pub(super) fn text(&self, index: usize) -> String {
        self.cells.get(index).copied().flatten().map(|cell| bare(&cell.text)).unwrap_or_default()
    }

    /// The amount in a cell.
    pub(super) fn money(&self, index: usize) -> Option<Money> {
        self.cells.get(index).copied().flatten().and_then(read_money)
    }
}

impl<'paper> ReadTable<'paper> {
    /// The first table (of the sheet of this name, where one is given) with a row that has all these headings.
    pub(super) fn find(document: &'paper Document, sheet: Option<&str>, headings: &[&str]) -> Option<Self> {
        let mut grids = document.grids().filter(|grid| sheet.is_none_or(|sheet| &*grid.name == sheet));
        grids.find_map(|grid| {
            let header_of = |row: u32| -> Option<Vec<u32>> {
                let cells: Vec<&Cell> = grid.cells.iter().filter(|cell| cell.row == row).collect();
                let column = |heading: &&str| cells.iter().find(|cell| bare(&cell.text) == *heading).map(|c| c.column);
                headings.iter().map(column).collect()
            };
            let (header, columns) = (0..grid.rows).find_map(|row| Some((row, header_of(row)?)))?;
            Some(Self { document, grid, header, columns })
        })
    }

    /// Rows below the header, down to the first that is empty in the first of the columns or is a total.
    pub(super) fn rows(&self) -> Vec<ReadRow<'paper>> {
        let below = (self.header + 1..self.grid.rows).map(|row| ReadRow {
            cells: self.columns.iter().map(|column| self.grid.cell(row, *column)).collect(),
            place: self.document.place(self.grid.spot(row, self.columns.first().copied().unwrap_or(0))),
        });
        below.take_while(|row| !row.text(0).is_empty() && row.text(0) != "合计").collect()
    }

    /// The cells right of the one that says this, anywhere below the header, with the place of the first; none where no cell
    /// says it.
    pub(super) fn right_of(&self, label: &str) -> ReadRow<'paper> {
        let mut below = self.grid.cells.iter().filter(|cell| cell.row > self.header);
        let label = below.clone().find(|cell| bare(&cell.text) == label);
        let is_right = |cell: &&Cell| label.is_some_and(|label| cell.row == label.row && cell.column > label.column);
        let cells: Vec<Option<&Cell>> = below.by_ref().filter(is_right).map(Some).collect();
        let (row, column) = cells.first().copied().flatten().map_or((self.header, 0), |cell| (cell.row, cell.column));
        ReadRow { cells, place: self.document.place(self.grid.spot(row, column)) }
    }
}

/// The amount in a cell: its number, or what its text says (30,000.00).
pub(super) fn read_money(cell: &Cell) -> Option<Money> {
    match &cell.content {
        CellContent::Number(number) => parse_money(number),
        _ => parse_money(&bare(&cell.text)),
    }
}

/// Yuan in figures, with or without separators.
pub(super) fn parse_money(text: &str) -> Option<Money> {
    let yuan: Decimal = text.replace(',', "").parse().ok()?;
    let fen = yuan.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
    (fen.scale() == 0).then(|| i64::try_from(fen).ok().map(Money::from_fen))?
}
