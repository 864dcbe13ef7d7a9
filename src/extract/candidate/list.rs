//! A grid read as a list: a header of labels in one or two rows, a project in each row below, notes above and below.

mod further_rows;
mod header;
mod header_columns;
pub mod option_columns;

use std::collections::BTreeSet;
use std::ops::Range;

use self::further_rows::read_further_rows;
use self::header::begins_other_table;
use self::header::is_answered;
use self::header::is_header;
use self::header::is_row_of_words;
use self::header_columns::is_bracketed;
use self::header_columns::read_columns;
use self::header_columns::says_unit;
use self::option_columns::take_option_columns;
use crate::extract::candidate::card::Seen;
use crate::extract::candidate::inline::find_segments;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::form_words::is_note;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// What one column of a list holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Columns of the grid, from and up to.
    pub from: u32,
    pub to: u32,
    /// The policy's fields that it holds.
    pub fields: Vec<usize>,
    pub rank: Rank,
    /// The words of its header, and what stood in their parentheses.
    pub label: String,
    pub hint: String,
    /// Something that the policy does not ask.
    pub foreign: bool,
    /// The options of its field where each has a column of its own to be marked, with where that begins.
    pub options: Vec<(u32, String)>,
}

/// Longest word in the second row of a header, in characters.
const LONGEST_SUBHEADER: usize = 8;

/// Most cells of a header; a row of more (a sheet filled to its last column) is none.
const WIDEST_HEADER: usize = 512;

/// Where a list stands in a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListShape {
    /// The first row of its header.
    pub header: u32,
    /// Its rows, from and up to.
    pub first: u32,
    pub end: u32,
    /// Rows among them that hold no project: sums, notes, lines to be signed below a page.
    pub between: Vec<u32>,
    /// What they hold.
    pub columns: Vec<Column>,
    /// What the further rows of each project hold, where it has several; else empty.
    pub further: Vec<Vec<Column>>,
}

/// Finds a list in a grid: a row of at least three labels side by side, among them the applicant's or the project's, and
/// below it rows without labels.
pub fn find_list(index: &GridIndex<'_>, seen: &[Seen], lexicon: &Lexicon, policy: &Policy) -> Option<ListShape> {
    let offset = index.cells().next().unwrap_or(0);
    let look = |at: usize| seen.get(at.wrapping_sub(offset)).unwrap_or(&Seen::Blank);
    let rows: Vec<u32> = index.filled_rows().collect();
    let keys = keys_of(policy);
    let heads = |row: u32| {
        is_header(index, row, &look, policy, keys)
            || goes_on_below(index, row, &look)
                && is_row_of_words(index, row, &look)
                && !is_answered(index, row, &look, policy)
                && names_enough(&read_columns(index, row, header_end(index, row, &look), lexicon, &look), policy, keys)
    };
    let header = rows.iter().copied().find(|&row| index.row(row).len() <= WIDEST_HEADER && heads(row))?;
    let first = header_end(index, header, &look);
    let further = read_further_rows(index, (header, first), lexicon, &look);
    let heads_end = if further.is_empty() { first } else { header + 1 };
    let mut columns = read_columns(index, header, heads_end, lexicon, &look);
    take_short_heads(&mut columns, keys);
    take_option_columns(&mut columns, policy);
    let all = || columns.iter().chain(further.iter().flatten());
    let of_key = |column: &Column| column.fields.iter().any(|&field| keys.contains(&Some(field)));
    if !all().any(of_key) && !may_name_otherwise(all()) {
        return None;
    }
    let mut between = Vec::new();
    let mut end = rows.last().map_or(first, |last| last + 1);
    let mut is_followed = false;
    for (at, &row) in rows.iter().enumerate().filter(|&(_, &row)| row >= first) {
        if begins_other_table(index, rows.get(at..).unwrap_or(&[]), (header..first, &columns), &look, keys) {
            (end, is_followed) = (row, true);
            break;
        }
        if !ends_list(index, row, &look, policy)
            || repeats_header(index, row, header..first)
            || is_project_row(index, row, &columns, &look, keys)
        {
            continue;
        }
        let below = rows.get(at + 1..).unwrap_or(&[]);
        let above = rows.iter().copied().filter(|&above| above >= first && above < row);
        if heads_no_text(index, row, &look, policy)
            && (project_follows(index, below, &columns, header..first, &look, (policy, keys))
                || above.into_iter().any(|above| heads_text(index, above, lexicon, policy)))
        {
            continue;
        }
        if asks_field(index, row, &look, policy)
            || !project_follows(index, below, &columns, header..first, &look, (policy, keys))
        {
            end = row;
            break;
        }
        if !names_unit_below(index, row) {
            between.push(row);
        }
    }
    // Labels of other fields below the rows make it a card whose first labels stand side by side, but not below several projects.
    let projects =
        || rows.iter().filter(|&&row| row < end && is_project_row(index, row, &columns, &look, keys)).count();
    let other_labels = !(is_followed && projects() > 1)
        && rows
            .iter()
            .copied()
            .filter(|&row| row >= end)
            .any(|row| index.row(row).iter().any(|&at| is_field_label(look(at), policy)));
    let shape = ListShape { header, first, end, between, columns, further };
    let filled = rows.iter().filter(|&&row| row >= first && row < end).filter(|&&row| !index.is_blank_row(row)).count();
    (!other_labels && filled > 0).then_some(shape)
}

/// Whether so many fields head columns that one which nobody knows may name the applicant or the project.
fn may_name_otherwise<'c>(columns: impl Iterator<Item = &'c Column> + Clone) -> bool {
    const ENOUGH: usize = 4;
    let fields: BTreeSet<usize> = columns.clone().flat_map(|column| column.fields.iter().copied()).collect();
    fields.len() >= ENOUGH && columns.into_iter().any(|column| column.fields.is_empty() && !column.foreign)
}

/// The fields of the applicant and of the project's name.
pub fn keys_of(policy: &Policy) -> Keys {
    let key = |role: &Option<String>| policy.fields.iter().position(|field| Some(&field.key) == role.as_ref());
    [key(&policy.roles.applicant), key(&policy.roles.title)]
}

/// Whether a cell is the label of a field that may head a column (a signature's or a day's may stand below a list).
fn is_field_label(seen: &Seen, policy: &Policy) -> bool {
    let Seen::Label(Label::Fields { fields, .. }) = seen else { return false };
    fields.iter().filter_map(|&field| policy.fields.get(field)).any(|field| {
        !matches!(field.kind, FieldKind::Signature | FieldKind::Date | FieldKind::Phone | FieldKind::People)
    })
}

/// The places of the applicant's and the project's fields.
pub type Keys = [Option<usize>; 2];

/// 单位 and 项目 over a list's columns stand for the applicant and the project's name.
fn short_head(text: &str, keys: Keys) -> Option<usize> {
    let [applicant, title] = keys;
    match core_of(text).text.as_str() {
        "单位" => applicant,
        "项目" => title,
        _ => None,
    }
}

/// Gives the columns with such short heads their fields, where no other column has them.
fn take_short_heads(columns: &mut [Column], keys: Keys) {
    for at in 0..columns.len() {
        let Some(column) = columns.get(at).filter(|column| column.fields.is_empty() && !column.foreign) else {
            continue;
        };
        let Some(field) = short_head(&column.label, keys) else { continue };
        if columns.iter().all(|other| !other.fields.contains(&field))
            && let Some(column) = columns.get_mut(at)
        {
            (column.fields, column.rank) = (vec![field], Rank::Affixed);
        }
    }
}

/// Whether the columns of a header of two rows name three fields, the applicant or the project among them.
fn names_enough(columns: &[Column], policy: &Policy, keys: Keys) -> bool {
    let mut columns = columns.to_vec();
    take_short_heads(&mut columns, keys);
    let mut fields: Vec<usize> = columns.iter().flat_map(|column| column.fields.iter().copied()).collect();
    fields.retain(|&field| policy.fields.get(field).is_some_and(|field| field.kind != FieldKind::Signature));
    fields.sort_unstable();
    fields.dedup();
    fields.len() >= 3 && keys.iter().flatten().any(|key| fields.contains(key))
}

/// Most rows of a header: a group, what it is parted into, and what that is parted into.
const MOST_HEADER_ROWS: u32 = 3;

/// The row behind a header of one row or several.
fn header_end<'s>(index: &GridIndex<'_>, header: u32, look: &impl Fn(usize) -> &'s Seen) -> u32 {
    let mut last = header;
    while last + 1 < header + MOST_HEADER_ROWS && goes_on_below(index, last, look) {
        last += 1;
    }
    last + 1
}

/// Whether a header goes on in the row below: all that begins there is a label, or splits a wider cell of the header into
/// two or more with short words (项目负责人 over 姓名, 职务, 联系电话), or says in what unit an amount above is told (年经济效益 over （万元）).
fn goes_on_below<'s>(index: &GridIndex<'_>, header: u32, look: &impl Fn(usize) -> &'s Seen) -> bool {
    let (mut labels, mut split, mut units) = (0, 0, 0);
    for &at in index.row(header + 1) {
        let Some(cell) = index.cell(at).filter(|cell| cell.row == header + 1) else { continue };
        match look(at) {
            Seen::Blank => {}
            Seen::Label(_) => labels += 1,
            Seen::Text if is_framed(index, at) || says_unit(&cell.text).is_some() => units += 1,
            Seen::Text => {
                let parted = group_width(index, header, cell.column).is_some_and(|width| width > cell.width);
                if !parted || core_of(&cell.text).text.chars().count() > LONGEST_SUBHEADER {
                    return false;
                }
                split += 1;
            }
        }
    }
    let tells_unit =
        || index.row(header + 1).iter().filter_map(|&at| index.cell(at)).any(|cell| says_unit(&cell.text).is_some());
    labels > 0 || split > 1 || units > 0 && tells_unit()
}

/// How many columns the head over a column stands for: its own, and the empty ones up to the next head, where a text file has lost what was
/// merged.
fn group_width(index: &GridIndex<'_>, header: u32, column: u32) -> Option<u32> {
    let cells = index.row(header).iter().filter_map(|&at| index.cell(at));
    let heads: Vec<_> = cells.filter(|cell| !cell.text.trim().is_empty()).collect();
    let over = heads.iter().rfind(|cell| cell.column <= column)?;
    let own = over.column.saturating_add(over.width);
    let next = heads.iter().find(|cell| cell.column >= own).map_or(own, |next| next.column);
    (column < next.max(own)).then(|| next.max(own) - over.column)
}

/// Whether a row says what one of the header's rows says, as below the heading of each group.
pub fn repeats_header(index: &GridIndex<'_>, row: u32, header: Range<u32>) -> bool {
    let texts = |row: u32| {
        let cells = index.row(row).iter().filter_map(|&at| index.cell(at));
        cells
            .filter(|cell| !cell.text.trim().is_empty())
            .map(|cell| (cell.column, cell.text.trim()))
            .collect::<Vec<_>>()
    };
    let own = texts(row);
    own.len() >= 2 && header.into_iter().any(|head| texts(head) == own)
}

/// Whether a label of a field that heads columns stands in a row.
fn asks_field<'s>(index: &GridIndex<'_>, row: u32, look: &impl Fn(usize) -> &'s Seen, policy: &Policy) -> bool {
    index.row(row).iter().any(|&at| is_field_label(look(at), policy) && !is_framed(index, at))
}

/// （手机）, （起止年月）: below the heads of columns such words say how to fill them in.
fn is_framed(index: &GridIndex<'_>, at: usize) -> bool {
    index.cell(at).is_some_and(|cell| is_bracketed(&cell.text))
}

/// Whether a row holds a project: under the column of the unit or of the project's name something stands, under three columns texts,
/// and of labels at most one (a project may be called 创新工作).
pub fn is_project_row<'s>(
    index: &GridIndex<'_>,
    row: u32,
    columns: &[Column],
    look: &impl Fn(usize) -> &'s Seen,
    keys: Keys,
) -> bool {
    const LEAST_TEXTS: usize = 3;
    let own = |column: &Column| {
        let at = index.covering(row, column.from)?;
        let begins = index.cell(at).is_some_and(|cell| (cell.row, cell.column) == (row, column.from));
        Some(look(at)).filter(|seen| begins && **seen != Seen::Blank)
    };
    let told: Vec<(&Column, &Seen)> = columns
        .iter()
        .filter(|column| !column.fields.is_empty())
        .filter_map(|column| Some((column, own(column)?)))
        .collect();
    let is_key = |column: &Column| column.fields.iter().any(|&field| keys.contains(&Some(field)));
    let labels = told.iter().filter(|(_, seen)| matches!(seen, Seen::Label(_))).count();
    labels <= 1 && told.len() - labels >= LEAST_TEXTS && told.iter().any(|(column, _)| is_key(column))
}

/// Whether another project stands below a sum or a note, before any label: the list goes on.
fn project_follows<'s>(
    index: &GridIndex<'_>,
    below: &[u32],
    columns: &[Column],
    header: Range<u32>,
    look: &impl Fn(usize) -> &'s Seen,
    (policy, keys): (&Policy, Keys),
) -> bool {
    const MOST_ROWS_BETWEEN: usize = 8;
    for &row in below.iter().filter(|&&row| !index.is_blank_row(row)).take(MOST_ROWS_BETWEEN) {
        if is_project_row(index, row, columns, look, keys) {
            return true;
        }
        let asks = asks_field(index, row, look, policy) && !heads_no_text(index, row, look, policy);
        if asks && !repeats_header(index, row, header.clone()) {
            return false;
        }
    }
    false
}

/// 创新内容： alone in a row below a project's, with nothing behind it.
fn heads_no_text<'s>(index: &GridIndex<'_>, row: u32, look: &impl Fn(usize) -> &'s Seen, policy: &Policy) -> bool {
    let is_text = |field: &usize| policy.fields.get(*field).is_some_and(|spec| spec.kind == FieldKind::Text);
    index.only_text(row).is_some_and(|at| {
        let asks = matches!(look(at), Seen::Label(Label::Fields { fields, .. }) if fields.iter().all(is_text));
        asks && index.cell(at).is_some_and(|cell| cell.text.contains([':', '：']))
    })
}

/// 创新内容：…… alone in a row below a project's.
fn heads_text(index: &GridIndex<'_>, row: u32, lexicon: &Lexicon, policy: &Policy) -> bool {
    let cell = index.only_text(row).and_then(|at| index.cell(at));
    let first = cell.and_then(|cell| find_segments(&cell.text, lexicon).into_iter().next());
    let is_text = |field: &usize| policy.fields.get(*field).is_some_and(|spec| spec.kind == FieldKind::Text);
    first.is_some_and(|first| {
        first.label_at.0 == 0 && matches!(&first.label, Label::Fields { fields, .. } if fields.iter().all(is_text))
    })
}

/// 填报单位：海港区总工会: what the rows below are of.
fn names_unit_below(index: &GridIndex<'_>, row: u32) -> bool {
    let first = index.row(row).iter().filter_map(|&at| index.cell(at)).find(|cell| !cell.text.trim().is_empty());
    first.is_some_and(|cell| core_of(&cell.text).text.contains("单位") && cell.text.contains([':', '：']))
}

/// Whether a row stands below the list: a sum, a note, a line to be signed, a row of labels.
pub fn ends_list<'s>(index: &GridIndex<'_>, row: u32, look: &impl Fn(usize) -> &'s Seen, policy: &Policy) -> bool {
    let mut texts = index.row(row).iter().copied().filter(|&at| *look(at) != Seen::Blank);
    let Some(first) = texts.next() else { return false };
    let Some(cell) = index.cell(first) else { return false };
    let core = core_of(&cell.text).text;
    if matches!(core.as_str(), "合计" | "总计" | "共计") || is_note(&cell.text) {
        return true;
    }
    if asks_field(index, row, look, policy) {
        return true;
    }
    let foot = [
        "填表人",
        "制表人",
        "制表",
        "填报人",
        "审核人",
        "审核",
        "负责人",
        "领导",
        "单位负责人",
        "联系人",
        "经办人",
        "主要负责人",
        "填报日期",
        "填表日期",
        "报送单位",
        "填报单位",
    ];
    // 主要领导（签字）： left of the other texts of its row.
    let is_signed = matches!(look(first), Seen::Label(Label::Fields { fields, .. })
        if fields.iter().filter_map(|&field| policy.fields.get(field)).all(|spec| spec.kind == FieldKind::Signature));
    is_signed && cell.row == row
        || matches!(look(first), Seen::Label(_)) && cell.row == row && foot.iter().any(|word| core.starts_with(word))
        || foot.iter().any(|word| core.starts_with(word) && cell.text.contains([':', '：']))
}
