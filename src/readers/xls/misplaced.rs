//! Cells that stand where the sheet says that there are none. Each row has a record of its own with the columns it holds ([MS-XLS]
//! 2.4.221), and no program writes a cell twice: of 1,200 sheets of real workbooks none has such a cell among others that stand
//! where they belong, unless it was damaged on purpose. What was moved came to stand in the place of something else.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::model::Cell;

/// The columns of each row that has a record: the first, and the one behind the last.
pub type RowExtents = BTreeMap<u32, (u32, u32)>;

/// More of them are a program's habit.
const MOST: usize = 3;

/// The first cell that is not where it belongs, where there are few of them.
pub fn find_misplaced(cells: &[Cell], rows: &RowExtents) -> Option<(u32, u32)> {
    let place = |cell: &Cell| (cell.row, cell.column);
    let is_outside = |cell: &&Cell| match rows.get(&cell.row) {
        Some((first, end)) => first < end && !(*first..*end).contains(&cell.column),
        None => !rows.is_empty(),
    };
    let outside: Vec<(u32, u32)> = cells.iter().filter(is_outside).map(place).take(MOST + 1).collect();
    if outside.len() <= MOST && outside.len() * MOST < cells.len() && !outside.is_empty() {
        return outside.first().copied();
    }
    if cells.is_sorted_by(|one, next| place(one) < place(next)) {
        return None;
    }
    if rows.is_empty()
        && let Some(found) = find_out_of_order(cells)
    {
        return Some(found);
    }
    let mut known = BTreeSet::new();
    cells.iter().map(place).find(|place| !known.insert(*place))
}

/// The one cell that stands further down than those that follow it, where all others are in order.
fn find_out_of_order(cells: &[Cell]) -> Option<(u32, u32)> {
    let place = |cell: &Cell| (cell.row, cell.column);
    let at = cells.windows(2).position(|pair| pair.first().map(place) > pair.get(1).map(place))?;
    let (before, behind) = cells.split_at(at);
    let (stray, behind) = behind.split_first()?;
    let others: Vec<(u32, u32)> = before.iter().chain(behind).map(place).collect();
    others.is_sorted().then(|| place(stray))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CellContent;
    use crate::readers::sheets::grid::single_cell;

    fn found(places: &[(u32, u32)], rows: u32) -> Option<(u32, u32)> {
        let cell = |&(row, column): &(u32, u32)| single_cell(row, column, "甲".to_owned(), CellContent::Text);
        let cells: Vec<Cell> = places.iter().map(cell).collect();
        find_misplaced(&cells, &(0..rows).map(|row| (row, (0, 2))).collect())
    }

    #[test]
    fn a_cell_in_a_row_or_column_that_is_not_there_is_found() {
        let whole = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)];
        assert_eq!(found(&whole, 3), None);
        assert_eq!(found(&whole, 0), None, "no rows are told of");
        assert_eq!(found(&whole[..3], 1), None, "a habit");
        for stray in [(7, 1), (1, 5), (0, 1)] {
            assert_eq!(found(&[&whole[..], &[stray]].concat(), 3), Some(stray));
        }
        assert_eq!(found(&[(2, 0), (0, 0), (1, 1), (0, 1)], 3), None, "in any order");
        let moved = [(0, 0), (0, 1), (65_520, 1), (1, 0), (1, 1), (2, 0)];
        assert_eq!((found(&moved, 0), found(&moved[..3], 0)), (Some((65_520, 1)), None));
    }
}
