//! Lists that give each project as many rows as their header has: facts in the first (单位, 项目名称, 电话), texts in the next (理由, 措施,
//! 效果), under rows of heads that ask for different fields.

use super::Column;
use super::header_columns::column_of;
use crate::extract::candidate::card::Seen;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::lexicon::Lexicon;
use crate::model::Cell;

/// So many heads must stand below heads of other fields where the rows below are not cut as the header is: two or fewer are columns in which
/// a project has two cells.
const LEAST_HEADS: usize = 3;

/// What the further rows of each project hold, a list of columns for each; empty where the further rows of the header part the columns of
/// the first, or there are none.
pub fn read_further_rows<'s>(
    index: &GridIndex<'_>,
    (header, first): (u32, u32),
    lexicon: &Lexicon,
    look: &impl Fn(usize) -> &'s Seen,
) -> Vec<Vec<Column>> {
    let heads = |row: u32| {
        let cells = index.row(row).iter().filter(|&&at| *look(at) != Seen::Blank).filter_map(|&at| index.cell(at));
        let own = cells.filter(move |cell| cell.row == row);
        own.map(|cell| column_of(cell.column, cell.column.saturating_add(cell.width), &cell.text, lexicon)).collect()
    };
    let rows: Vec<Vec<Column>> = (header..first).map(heads).collect();
    let Some((upper, lower)) = rows.split_first() else { return Vec::new() };
    let asked_above = |field: &usize| upper.iter().any(|head| head.fields.contains(field));
    let asks_other = |head: &Column| !head.fields.is_empty() && !head.fields.iter().any(asked_above);
    let stands_apart = |head: &Column| {
        let over = upper.iter().find(|over| over.from <= head.from && head.from < over.to);
        asks_other(head) && over.is_some_and(|over| over.to - over.from <= head.to - head.from)
    };
    let heads = || lower.iter().flatten();
    let apart = heads().filter(|head| stands_apart(head)).count();
    let all_apart = apart >= LEAST_HEADS && heads().all(|head| head.fields.is_empty() || stands_apart(head));
    if all_apart || heads().any(asks_other) && is_cut_alike(index, (header, first)) {
        lower.to_vec()
    } else {
        Vec::new()
    }
}

/// Whether the rows below a header of several rows are cut into cells as the header is, one of them as high as the whole header (序号).
fn is_cut_alike(index: &GridIndex<'_>, (header, first): (u32, u32)) -> bool {
    let high = first - header;
    let mut whole = false;
    let mut alike = |head: &Cell| {
        let below = index.covering(head.row + high, head.column).and_then(|at| index.cell(at));
        let Some(below) = below else { return head.height == 1 };
        let shape = |cell: &Cell| (cell.column, cell.width, cell.height);
        whole |= head.height == high;
        below.row == head.row + high && shape(below) == shape(head)
    };
    let heads = (header..first)
        .flat_map(|row| index.row(row).iter().filter_map(|&at| index.cell(at)).filter(move |cell| cell.row == row));
    high > 1 && heads.into_iter().all(&mut alike) && whole
}
