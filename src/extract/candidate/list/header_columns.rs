//! What the columns of a list hold, from the words of its header: each row of the header parts the columns of the one above.

use super::Column;
use crate::extract::candidate::card::Seen;
use crate::extract::candidate::card::begin_end::is_half_of_period;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;

/// The columns of a header, as its rows up to `end` name them.
pub fn read_columns<'s>(
    index: &GridIndex<'_>,
    header: u32,
    end: u32,
    lexicon: &Lexicon,
    look: &impl Fn(usize) -> &'s Seen,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let one_row = end == header + 1;
    for &at in index.row(header) {
        let Some(cell) = index.cell(at) else { continue };
        if *look(at) == Seen::Blank && one_row {
            continue;
        }
        columns.push(column_of(cell.column, cell.column.saturating_add(cell.width), &cell.text, lexicon));
    }
    for row in header + 1..end {
        columns = part_columns(index, row, columns, lexicon);
    }
    columns
}

/// The columns of a header as its next row parts them.
fn part_columns(index: &GridIndex<'_>, row: u32, mut columns: Vec<Column>, lexicon: &Lexicon) -> Vec<Column> {
    let parents = columns.clone();
    for &at in index.row(row) {
        let Some(cell) = index.cell(at).filter(|cell| cell.row == row && !cell.text.trim().is_empty()) else {
            continue;
        };
        let parent = parents.iter().rev().find(|parent| parent.from <= cell.column && !parent.label.is_empty());
        if let Some(unit) = says_unit(&cell.text) {
            let within = |column: &&mut Column| column.from <= cell.column && cell.column < column.to;
            columns.iter_mut().filter(within).for_each(|column| column.hint.push_str(unit));
            continue;
        }
        if is_bracketed(&cell.text) {
            continue;
        }
        let own = column_of(cell.column, cell.column.saturating_add(cell.width), &cell.text, lexicon);
        let whole =
            parent.map(|parent| column_of(own.from, own.to, &format!("{}{}", parent.label, cell.text), lexicon));
        // 项目负责人 over 联系电话 in one column: each project has them in two rows.
        let over = parent.filter(|parent| (parent.from, parent.to) == (own.from, own.to) && !parent.fields.is_empty());
        let over = over
            .filter(|parent| !own.fields.is_empty() && parent.fields.iter().all(|field| !own.fields.contains(field)));
        let mut chosen = match whole {
            _ if over.is_some() => both_of(over, &own),
            Some(whole) if !whole.fields.is_empty() && (own.fields.is_empty() || whole.rank <= own.rank) => whole,
            // 起止时间 over 开始 | 结束: of what it is the beginning or the end.
            Some(whole) if is_half_of_period(&own.label) => Column { label: whole.label, ..own },
            _ => own,
        };
        // 金额（万元） over 投入资金 | 年创效益: in what both are told.
        let group = parents.iter().find(|group| group.from <= cell.column && cell.column < group.to);
        if says_unit(&chosen.hint).is_none() {
            chosen.hint.push_str(group.and_then(|group| says_unit(&group.hint)).unwrap_or_default());
        }
        columns.retain(|column| !(column.from <= chosen.from && chosen.from < column.to));
        columns.push(chosen);
    }
    // What is left of a group's columns still goes by the group's own label.
    for parent in parents {
        let covered = columns.iter().any(|column| column.from < parent.to && parent.from < column.to);
        if !covered {
            columns.push(parent);
        }
    }
    columns.sort_by_key(|column| column.from);
    columns
}

/// A column that holds what two heads over one another ask for.
fn both_of(over: Option<&Column>, own: &Column) -> Column {
    let mut both = own.clone();
    if let Some(over) = over {
        both.fields = over.fields.iter().chain(&own.fields).copied().collect();
        both.rank = own.rank.max(over.rank);
    }
    both
}

/// A column with what its words ask for.
pub fn column_of(from: u32, to: u32, text: &str, lexicon: &Lexicon) -> Column {
    let core = core_of(text);
    let label = lexicon.label(text);
    let foreign = label == Some(Label::Foreign);
    let (fields, rank, hint) = match label {
        Some(Label::Fields { fields, rank, hint }) => (fields, rank, hint),
        Some(Label::Foreign) | None => (Vec::new(), Rank::Own, core.hint),
    };
    Column { from, to, fields, rank, label: core.text, hint, foreign, options: Vec::new() }
}

/// （万元）, 单位：元 below the head of a column: in what its amounts are told.
pub fn says_unit(text: &str) -> Option<&'static str> {
    const UNITS: [&str; 4] = ["万元", "千元", "亿元", "元"];
    let said = text.trim().trim_matches(['（', '）', '(', ')']);
    let said = said.strip_prefix("单位").unwrap_or(said).trim_start_matches(['：', ':', ' ']);
    UNITS.into_iter().find(|unit| *unit == said)
}

/// （必填）, （起止年月） below the head of a column: how to fill it in.
pub fn is_bracketed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
}
