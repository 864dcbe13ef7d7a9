//! Cells that lost what says that their number is that of a shared string (`t="s"`, ECMA-376 part 1, 18.3.1.4): such a cell reads
//! as a number, and the text it stood for is a string that no cell asks for. Office programs write no string that no cell uses
//! (none of 1,500 real workbooks holds such a pair); programs that fill in templates leave the replaced ones behind, so that the
//! table must also count more cells than there are, and no other small number may stand in the column.

use std::collections::BTreeSet;

use crate::model::Block;
use crate::model::CellContent;
use crate::model::Document;
use crate::model::Grid;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::sheets::strings::SharedStrings;

/// A cell that holds a whole number, is no shared string by its type and no formula: row, column, the number.
pub type Numbered = (u32, u32, usize);

/// Gives cells that lost their type the string back whose number they hold; each leaves a trouble. `numbered` are those of each sheet,
/// by the sheet's place in the Document's body.
pub fn restore_lost_strings(
    document: &mut Document,
    strings: &SharedStrings,
    numbered: &[(usize, Vec<Numbered>)],
) -> Vec<Trouble> {
    if !strings.leaves_over() {
        return Vec::new();
    }
    let mut troubles = Vec::new();
    for (at, numbered) in numbered {
        if let Some(Block::Grid(grid)) = document.body.get_mut(*at) {
            troubles.extend(restore_in(grid, strings, numbered));
        }
    }
    troubles
}

fn restore_in(grid: &mut Grid, strings: &SharedStrings, numbered: &[Numbered]) -> Vec<Trouble> {
    let counts = |(_, _, number): &&Numbered| strings.left_over(*number).is_none();
    let counting: BTreeSet<u32> = numbered.iter().filter(counts).map(|(_, column, _)| *column).collect();
    let mut troubles = Vec::new();
    for &(row, column, number) in numbered.iter().filter(|(_, column, _)| !counting.contains(column)) {
        let place = grid.cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column));
        let cell = place.ok().and_then(|at| grid.cells.get_mut(at));
        let Some((cell, text)) = cell.zip(strings.left_over(number)) else { continue };
        text.clone_into(&mut cell.text);
        cell.content = CellContent::Text;
        troubles.push(Trouble {
            kind: TroubleKind::Incomplete,
            detail: format!("单元格的类型丢失，只剩文字的编号 {number}；文字按编号取回，可能不对"),
            spot: Some(grid.spot(row, column)),
        });
    }
    troubles
}
