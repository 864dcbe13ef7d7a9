//! Cells and merged regions to a [`Grid`]: sorted, each region one cell, regions never overlapping, leftovers under a region
//! out. Cost goes by what is there, never by the area between.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::reference::Area;
use crate::model::Cell;
use crate::model::CellContent;
use crate::model::Grid;
use crate::model::GridKind;
use crate::model::Spot;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// What of a sheet does not show.
#[derive(Debug, Default)]
pub struct HiddenParts {
    rows: Vec<(u32, u32)>,
    columns: Vec<(u32, u32)>,
}

impl HiddenParts {
    /// A hidden row.
    pub fn hide_row(&mut self, row: u32) {
        self.rows.push((row, row));
    }

    /// A run of hidden rows, both ends in it.
    pub fn hide_rows(&mut self, first: u32, last: u32) {
        self.rows.push((first, last));
    }

    /// Rows that are shown after all, both ends in the run: what a filter hides is hidden from view, not taken off the paper.
    pub fn show_rows(&mut self, first: u32, last: u32) {
        let runs = std::mem::take(&mut self.rows);
        for (from, to) in runs {
            if from < first {
                self.rows.push((from, to.min(first.saturating_sub(1))));
            }
            if to > last {
                self.rows.push((from.max(last.saturating_add(1)), to));
            }
        }
    }

    /// A run of hidden columns, both ends in it.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        self.columns.push((first, last));
    }

    /// Whether any row is hidden.
    pub fn hides_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    fn settle(&mut self) {
        join_runs(&mut self.rows);
        join_runs(&mut self.columns);
    }

    /// Whether all rows or all columns of a cell are hidden.
    fn hides(&self, cell: &Cell) -> bool {
        covers(&self.rows, cell.row, cell.height) || covers(&self.columns, cell.column, cell.width)
    }
}

/// Sorts runs and joins those that touch.
fn join_runs(runs: &mut Vec<(u32, u32)>) {
    runs.sort_unstable();
    runs.dedup_by(|next, run| {
        let touches = next.0 <= run.1.saturating_add(1);
        if touches {
            run.1 = run.1.max(next.1);
        }
        touches
    });
}

fn covers(runs: &[(u32, u32)], start: u32, length: u32) -> bool {
    let after = runs.partition_point(|run| run.0 <= start);
    let run = after.checked_sub(1).and_then(|at| runs.get(at));
    run.is_some_and(|run| start.saturating_add(length - 1) <= run.1)
}

/// A cell that covers itself alone.
pub fn single_cell(row: u32, column: u32, text: String, content: CellContent) -> Cell {
    Cell { row, column, height: 1, width: 1, text, content, hidden: false, blocks: Vec::new() }
}

/// Puts a sheet together. Of cells that stand twice the last with content counts; text that is not seen because of another in its place, or
/// of a region over it, leaves a trouble.
pub fn assemble_grid(
    troubles: &mut Vec<Trouble>,
    name: &str,
    mut cells: Vec<Cell>,
    merged: Vec<Area>,
    mut hidden: HiddenParts,
) -> Grid {
    let place = |cell: &Cell| (cell.row, cell.column);
    let mut covered = None;
    if !cells.is_sorted_by(|a, b| place(a) < place(b)) {
        cells.reverse();
        cells.sort_by_key(place);
        cells.dedup_by(|earlier, kept| {
            let is_twice = place(earlier) == place(kept);
            if is_twice && hides_text(kept, earlier) {
                covered.get_or_insert(place(kept));
            }
            is_twice
        });
    }
    let merged = separate_areas(merged);
    if !merged.is_empty() {
        let (joined, under) = merge_cells(cells, &merged);
        cells = joined;
        covered = covered.or(under);
    }
    hidden.settle();
    let (mut rows, mut columns) = (0, 0);
    for cell in &mut cells {
        cell.hidden = hidden.hides(cell);
        rows = rows.max(cell.row + cell.height);
        columns = columns.max(cell.column + cell.width);
    }
    let sheet: Arc<str> = Arc::from(name);
    let origin = Spot::SheetCell { sheet: Arc::clone(&sheet), row: 0, column: 0 };
    troubles.extend(covered.map(|(row, column)| Trouble {
        kind: TroubleKind::Incomplete,
        detail: format!("工作表“{name}”里有文字被合并的单元格或同一位置的另一格盖住，没有读取"),
        spot: Some(Spot::SheetCell { sheet: Arc::clone(&sheet), row, column }),
    }));
    Grid { kind: GridKind::Sheet, name: sheet, origin, hidden: false, rows, columns, cells }
}

/// Whether a cell takes the place of another one's text that it does not say itself.
fn hides_text(cell: &Cell, under: &Cell) -> bool {
    !under.text.trim().is_empty() && under.text.trim() != cell.text.trim()
}

/// The spot of an area that is one cell or one merged region of a grid; None for any other area. A name may say its last row first: one
/// that goes by the cell it is used in counts on over the sheet's end.
pub fn spot_of_area(grid: &Grid, area: Area) -> Option<Spot> {
    let beyond = (area.bottom.checked_sub(area.top)?, area.right.checked_sub(area.left)?);
    let is_region = || {
        let cell = grid.cell(area.top, area.left);
        cell.is_some_and(|cell| (cell.height - 1, cell.width - 1) == beyond)
    };
    (beyond == (0, 0) || is_region()).then(|| grid.spot(area.top, area.left))
}

/// The areas of more than one cell, sorted by their top-left, each that overlaps an earlier one left out.
fn separate_areas(mut areas: Vec<Area>) -> Vec<Area> {
    areas.retain(|area| area.top < area.bottom || area.left < area.right);
    areas.sort_by_key(|area| (area.top, area.left, area.bottom, area.right));
    let mut open = OpenAreas::default();
    areas.retain(|area| {
        let free = open.covering(area.top, area.left, area.right).is_none();
        if free {
            open.0.insert(area.left, *area);
        }
        free
    });
    areas
}

/// Areas that reach down to the row looked at, by their left column; their columns never overlap.
#[derive(Default)]
struct OpenAreas(BTreeMap<u32, Area>);

impl OpenAreas {
    /// An area that covers some of these columns in this row. Areas that ended above are dropped on the way.
    fn covering(&mut self, row: u32, left: u32, right: u32) -> Option<Area> {
        loop {
            let (&at, &area) = self.0.range(..=right).next_back()?;
            if area.right < left {
                return None;
            }
            if area.bottom >= row {
                return Some(area);
            }
            self.0.remove(&at);
        }
    }
}

/// The cells with each region as one, and the first place whose text a region covers.
fn merge_cells(cells: Vec<Cell>, areas: &[Area]) -> (Vec<Cell>, Option<(u32, u32)>) {
    let mut merged: Vec<Cell> = Vec::with_capacity(cells.len() + areas.len());
    let mut covered = None;
    let mut open = OpenAreas::default();
    let mut coming = areas.iter().peekable();
    for mut cell in cells {
        while let Some(area) = coming.next_if(|area| (area.top, area.left) <= (cell.row, cell.column)) {
            let _ended = open.covering(area.top, area.left, area.right);
            open.0.insert(area.left, *area);
            if (area.top, area.left) != (cell.row, cell.column) {
                merged.push(merged_cell(area, single_cell(area.top, area.left, String::new(), CellContent::Empty)));
            }
        }
        match open.covering(cell.row, cell.column, cell.column) {
            Some(area) if (area.top, area.left) == (cell.row, cell.column) => merged.push(merged_cell(&area, cell)),
            Some(area) if covered.is_none() => {
                let at = merged.binary_search_by_key(&(area.top, area.left), |cell| (cell.row, cell.column));
                let over = at.ok().and_then(|at| merged.get(at));
                covered = over.filter(|over| hides_text(over, &cell)).map(|_| (cell.row, cell.column));
            }
            Some(_) => {}
            None => {
                cell.height = 1;
                merged.push(cell);
            }
        }
    }
    merged.extend(
        coming.map(|area| merged_cell(area, single_cell(area.top, area.left, String::new(), CellContent::Empty))),
    );
    (merged, covered)
}

fn merged_cell(area: &Area, mut cell: Cell) -> Cell {
    cell.height = area.bottom - area.top + 1;
    cell.width = area.right - area.left + 1;
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    fn troubles(cells: &[(u32, u32, &str)]) -> usize {
        let cell =
            |&(row, column, text): &(u32, u32, &str)| single_cell(row, column, text.to_owned(), CellContent::Text);
        let region = Area { top: 1, left: 1, bottom: 2, right: 3 };
        let mut troubles = Vec::new();
        assemble_grid(&mut troubles, "表", cells.iter().map(cell).collect(), vec![region], HiddenParts::default());
        troubles.len()
    }

    #[test]
    fn an_area_that_is_one_cell_or_region_has_its_spot_and_none_that_ends_before_it_begins() {
        let region = Area { top: 1, left: 1, bottom: 2, right: 3 };
        let grid = assemble_grid(&mut Vec::new(), "表", Vec::new(), vec![region], HiddenParts::default());
        let spot = |top, bottom| spot_of_area(&grid, Area { top, bottom, ..region });
        assert_eq!(spot(1, 2), Some(grid.spot(1, 1)));
        assert_eq!((spot(1, 1), spot(2, 1), spot(1, 0)), (None, None, None));
        assert_eq!(spot_of_area(&grid, Area { top: 7, left: 4, bottom: 7, right: 4 }), Some(grid.spot(7, 4)));
    }

    #[test]
    fn text_under_a_region_or_another_cell_is_told_of() {
        let whole = [(0, 0, "甲"), (1, 1, "乙"), (1, 4, "丙"), (3, 1, "丁")];
        assert_eq!(troubles(&whole), 0);
        for (lost, told) in
            [((1, 2, "戊"), 1), ((2, 3, "戊"), 1), ((2, 1, "乙"), 0), ((0, 0, "戊"), 1), ((0, 0, "甲"), 0)]
        {
            assert_eq!(troubles(&[&whole[..], &[lost]].concat()), told, "{lost:?}");
        }
    }
}
