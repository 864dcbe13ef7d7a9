//! Lists that give each project two rows: facts in the first (单位, 项目名称, 电话), texts in the second (理由, 措施, 效果), under two rows of
//! heads that ask for different fields.

use super::Column;
use super::column_of;
use crate::extract::candidate::card::Seen;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::lexicon::Lexicon;

/// So many heads must stand below heads of other fields: two or fewer are columns in which a project has two cells.
const LEAST_HEADS: usize = 3;

/// What the second row of each project holds; empty where the second row of the header parts the columns of the first, or there is none.
pub fn read_second_row<'s>(
    index: &GridIndex<'_>,
    (header, first): (u32, u32),
    lexicon: &Lexicon,
    look: &impl Fn(usize) -> &'s Seen,
) -> Vec<Column> {
    if first != header + 2 {
        return Vec::new();
    }
    let heads = |row: u32| {
        let cells = index.row(row).iter().filter(|&&at| *look(at) != Seen::Blank).filter_map(|&at| index.cell(at));
        let own = cells.filter(move |cell| cell.row == row);
        own.map(|cell| column_of(cell.column, cell.column.saturating_add(cell.width), &cell.text, lexicon))
    };
    let upper: Vec<Column> = heads(header).collect();
    let lower: Vec<Column> = heads(header + 1).collect();
    let asked_above = |field: &usize| upper.iter().any(|head| head.fields.contains(field));
    let stands_apart = |head: &Column| {
        let over = upper.iter().find(|over| over.from <= head.from && head.from < over.to);
        let asks_other = !head.fields.is_empty() && !head.fields.iter().any(asked_above);
        asks_other && over.is_some_and(|over| over.to - over.from <= head.to - head.from)
    };
    let apart = lower.iter().filter(|head| stands_apart(head)).count();
    if apart >= LEAST_HEADS && lower.iter().all(|head| head.fields.is_empty() || stands_apart(head)) {
        lower
    } else {
        Vec::new()
    }
}
