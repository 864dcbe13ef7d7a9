//! A small table beside or below one label: 项目负责人 | 姓名 | 性别 | 分工 over a row for each person, 联合单位 | 单位名称 | 联系人 over a
//! row for each unit.

use std::ops::Range;

use crate::extract::candidate::card::LabelBox;
use crate::extract::candidate::card::Seen;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::people::is_han;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::plausible::looks_like_label;
use crate::model::Cell;
use crate::policy::FieldKind;

/// Longest header of a column, in characters: 对本项目做出创造性贡献的内容.
const LONGEST_HEADER: usize = 16;

/// Longest one that is told from an answer by its words alone.
const LONGEST_WORD: usize = 8;

/// The table of one label.
pub struct SubTable {
    /// Its columns, from the left.
    pub columns: Vec<SubColumn>,
    /// Place in `columns` of the one that holds what the label asks for.
    pub named: usize,
}

/// A column of it; places in `grid.cells`.
pub struct SubColumn {
    /// The cell that says what it holds.
    pub header: usize,
    /// The cells below it that hold text.
    pub values: Vec<usize>,
}

/// The table of the label in this box, where it has one: a row of headers, one of which names what the label asks for (a name,
/// a unit), and rows below.
pub fn find_sub_table<'s>(
    index: &GridIndex<'_>,
    label: &LabelBox,
    kind: FieldKind,
    look: &impl Fn(usize) -> &'s Seen,
) -> Option<SubTable> {
    let label_end = label.row.saturating_add(label.height);
    let beside = label.column.saturating_add(label.width);
    let below = rows_left_blank(index, label);
    let (row, end, from) = if label.height > 1 {
        (label.row, label_end, beside)
    } else if index.row(label.row).iter().filter(|&&at| *look(at) != Seen::Blank).take(2).count() == 1 {
        // A label alone in its row heads a table of as many rows as keep to the columns, also below a blank row. No more than two
        // are looked for: a row may be thousands of labels wide.
        let end = index.rows.end.min(index.grid.rows);
        let first = (label_end..end).take(2).find(|&row| !index.is_blank_row(row));
        (first.unwrap_or(label_end), end, 0)
    } else if stands_apart(index, label, look) {
        (label_end, index.rows.end.min(index.grid.rows), label.column)
    } else if below > label_end {
        // The label's cell lost its merge with those below it.
        (label.row, below, beside)
    } else {
        return None;
    };
    let blank = row == label.row && is_blank_below(index, row + 1..end, from);
    let rows = Rows { range: row..end, from, blank };
    table_at(index, rows, kind, look).filter(|table| row > label.row || !table.is_empty() || blank)
}

/// Whether a label is the last text of its row, behind a column that is empty in its row and the two below: it heads what stands beside
/// the form.
pub fn stands_apart<'s>(index: &GridIndex<'_>, label: &LabelBox, look: &impl Fn(usize) -> &'s Seen) -> bool {
    let blank = |at: usize| *look(at) == Seen::Blank;
    let Some(before) = label.column.checked_sub(1) else { return false };
    let rows = label.row..index.grid.rows.min(label.row.saturating_add(label.height + 2));
    let last = index.right_of(label.row, label.column.saturating_add(label.width)).iter().all(|&at| blank(at));
    last && rows.into_iter().all(|row| index.covering(row, before).is_none_or(blank))
        && index.left_of(label.row, label.column).iter().any(|&at| !blank(at))
}

/// Where the rows right below a label end in which its column is empty.
fn rows_left_blank(index: &GridIndex<'_>, label: &LabelBox) -> u32 {
    let end = index.rows.end.min(index.grid.rows);
    let blank = |row: u32| {
        let at = index.covering(row, label.column).and_then(|at| index.cell(at));
        at.is_none_or(|cell| cell.text.trim().is_empty()) && !index.is_blank_row(row)
    };
    let first = label.row.saturating_add(label.height);
    (first..end).find(|&row| !blank(row)).unwrap_or(end)
}

/// The table that a grid is as a whole, below the line that names what it lists.
pub fn find_headed_table<'s>(
    index: &GridIndex<'_>,
    kind: FieldKind,
    look: &impl Fn(usize) -> &'s Seen,
) -> Option<SubTable> {
    let rows = index.rows.start..index.rows.end.min(index.grid.rows);
    table_at(index, Rows { range: rows, from: 0, blank: false }, kind, look)
}

/// Whether nobody wrote anything in the rows of a table.
fn is_blank_below(index: &GridIndex<'_>, mut rows: Range<u32>, from: u32) -> bool {
    let blank = |&at: &usize| index.cell(at).is_none_or(|cell| cell.text.trim().is_empty());
    !rows.is_empty() && rows.all(|row| index.right_of(row, from).iter().all(blank))
}

impl SubTable {
    fn is_empty(&self) -> bool {
        self.columns.iter().all(|column| column.values.is_empty())
    }
}

/// Where a table may stand.
struct Rows {
    /// Its rows, with that of its headers.
    range: Range<u32>,
    /// Its first column.
    from: u32,
    /// Whether nobody wrote anything below the headers.
    blank: bool,
}

/// The table whose headers stand in the first of these rows.
fn table_at<'s>(
    index: &GridIndex<'_>,
    rows: Rows,
    kind: FieldKind,
    look: &impl Fn(usize) -> &'s Seen,
) -> Option<SubTable> {
    let (row, from) = (rows.range.start, rows.from);
    let headers = headers_in(index, row, from, look).or_else(|| headers_over_names(index, &rows, kind, look))?;
    let named = headers.iter().position(|&at| index.cell(at).is_some_and(|cell| names_kind(kind, &cell.text)))?;
    let mut columns: Vec<SubColumn> =
        headers.into_iter().map(|header| SubColumn { header, values: Vec::new() }).collect();
    for row in rows.range.skip(1) {
        let Some(values) = row_of_table(index, row, from, (&columns, named), look) else { break };
        for (column, value) in columns.iter_mut().zip(values) {
            column.values.extend(value);
        }
    }
    Some(SubTable { columns, named })
}

/// The headers in a row: at least two short texts side by side, none of them a value.
fn headers_in<'s>(index: &GridIndex<'_>, row: u32, from: u32, look: &impl Fn(usize) -> &'s Seen) -> Option<Vec<usize>> {
    let (mut headers, mut unknown) = (Vec::new(), 0);
    for &at in index.right_of(row, from) {
        let cell = index.cell(at).filter(|cell| cell.row == row)?;
        match look(at) {
            Seen::Blank => continue,
            Seen::Label(_) => {}
            Seen::Text if is_header(cell) => {}
            // 工种 among 姓名, 性别, 年龄 and others that are known
            Seen::Text if is_plain_word(cell) => unknown += 1,
            Seen::Text => return None,
        }
        if core_of(&cell.text).text.chars().count() > LONGEST_HEADER || cell.text.trim().ends_with([':', '：']) {
            return None;
        }
        headers.push(at);
    }
    (headers.len() > 1 && unknown * 4 < headers.len()).then_some(headers)
}

/// Whether a cell holds one short word that is nobody's name.
fn is_plain_word(cell: &Cell) -> bool {
    let text = cell.text.trim();
    (2..=LONGEST_WORD).contains(&text.chars().count()) && text.chars().all(is_han) && !is_likely_name(text)
}

/// The headers in a row of which one asks for a name or a unit and has one below it: the others may be any short words (承担任务,
/// 专业特长).
fn headers_over_names<'s>(
    index: &GridIndex<'_>,
    rows: &Rows,
    kind: FieldKind,
    look: &impl Fn(usize) -> &'s Seen,
) -> Option<Vec<usize>> {
    let row = rows.range.start;
    let headers: Vec<usize> =
        index.right_of(row, rows.from).iter().copied().filter(|&at| *look(at) != Seen::Blank).collect();
    let cells: Vec<&Cell> = headers.iter().filter_map(|&at| index.cell(at)).collect();
    let is_named = |text: &str| match kind {
        FieldKind::People => is_likely_name(text),
        _ => ends_like_unit(text) && !looks_like_label(text),
    };
    let is_word = |cell: &&Cell| {
        let core = core_of(&cell.text).text;
        let short = (2..=LONGEST_HEADER).contains(&core.chars().count());
        let sentence = |c: char| c.is_ascii_digit() || matches!(c, '，' | ',' | '。' | '；' | '：' | ':');
        let text = cell.text.trim();
        // 贡献率, 贡献 begin with a surname.
        let heads = text.ends_with('率') || HEADERS.contains(&core.as_str());
        let named = (is_likely_name(text) || is_named(text)) && !looks_like_label(text) && !heads;
        cell.row == row && short && !cell.text.contains(sentence) && !named
    };
    let heads_names = |cell: &&Cell| {
        let below = index.covering(cell.row.saturating_add(cell.height), cell.column).and_then(|at| index.cell(at));
        let is_over = |below: &Cell| (below.column, below.width) == (cell.column, cell.width);
        let named = below.is_some_and(|below| is_over(below) && is_named(below.text.trim()));
        names_kind(kind, &cell.text) && (named || rows.blank)
    };
    let told = cells.len() > 1 && cells.iter().all(is_word) && cells.iter().any(heads_names);
    told.then_some(headers)
}

fn is_header(cell: &Cell) -> bool {
    let core = core_of(&cell.text).text;
    looks_like_label(&cell.text) || HEADERS.contains(&core.as_str())
}

/// What heads the columns of such tables beside what reads like a label anyway.
const HEADERS: &[&str] = &[
    "姓名", "名字", "单位", "职务", "职称", "专业", "分工", "排名", "排序", "签名", "手机", "部门", "岗位", "贡献",
    "学历",
];

/// Whether a header names what a field of this kind holds.
pub fn names_kind(kind: FieldKind, text: &str) -> bool {
    let core = core_of(text).text;
    match kind {
        FieldKind::People => core.ends_with("姓名") || core == "名字",
        FieldKind::Organisation | FieldKind::Organisations => {
            ["单位名称", "单位全称", "工会名称", "名称", "单位", "全称"].contains(&core.as_str())
        }
        _ => false,
    }
}

/// The cells of a row, one a column where it holds text; None where the row does not keep to the columns.
fn row_of_table<'s>(
    index: &GridIndex<'_>,
    row: u32,
    from: u32,
    (columns, named): (&[SubColumn], usize),
    look: &impl Fn(usize) -> &'s Seen,
) -> Option<Vec<Option<usize>>> {
    let mut asks = false;
    let mut values: Vec<Option<usize>> = vec![None; columns.len()];
    for &at in index.right_of(row, from) {
        // What is blank beside the rows may be as tall as all of them.
        if *look(at) == Seen::Blank {
            continue;
        }
        let cell = index.cell(at).filter(|cell| cell.row == row)?;
        let column = columns.iter().position(|column| {
            index.cell(column.header).is_some_and(|header| (header.column, header.width) == (cell.column, cell.width))
        })?;
        asks |= matches!(look(at), Seen::Label(Label::Fields { .. }));
        if let Some(value) = values.get_mut(column) {
            *value = Some(at);
        }
    }
    // 张伟 | 男 | 主席 | 组织实施: beside a name what is a label elsewhere tells what the person does.
    let name = values.get(named).copied().flatten().and_then(|at| index.cell(at));
    let is_named = name.is_some_and(|cell| is_likely_name(cell.text.trim()));
    (!asks || is_named).then_some(values)
}
