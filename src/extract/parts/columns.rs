//! Forms that stand beside one another on a sheet: two cards side by side, or a list laid on its side, with the labels in one
//! column and a project in each column beyond.

use std::collections::BTreeSet;

use crate::extract::candidate::inline::find_cell_segments;
use crate::extract::label::label_core::Folded;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::Window;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::plausible::fits_kind;
use crate::extract::values::prompt::is_prompt;
use crate::model::Cell;
use crate::model::Grid;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// So many fields must repeat before columns are forms of their own.
const LEAST_FIELDS: usize = 3;
/// Most forms beside one another.
const MOST_FORMS: usize = 500;
/// The longest note on how to fill in a field, in characters.
const LONGEST_NOTE: usize = 40;
/// So many values of a project may read like labels.
const MOST_LABEL_LIKE: usize = 1;

/// A label of the policy and the cell that holds it.
struct Labelled<'d> {
    cell: &'d Cell,
    field: usize,
}

/// The windows of the forms that stand beside one another in these rows; empty where they are one form.
pub fn split_columns(grid: &Grid, rows: (u32, u32), policy: &Policy, lexicon: &Lexicon) -> Vec<Window> {
    let Some(title) = policy.roles.title.as_ref() else { return Vec::new() };
    let Some(title) = policy.fields.iter().position(|field| field.key == *title) else { return Vec::new() };
    let labels = list_labels(grid, rows, lexicon);
    let windows = split_cards(&labels, rows, title);
    let windows = if windows.is_empty() { split_lists(grid, &labels, rows, title) } else { windows };
    if !windows.is_empty() {
        return windows;
    }
    // right of the labels, or about them
    let split = |about| split_projects(grid, &labels, (rows, title, about), policy, lexicon);
    [false, true].into_iter().map(split).find(|windows| !windows.is_empty()).unwrap_or_default()
}

/// Two lists side by side: in one row the project's label comes again, and so do others, each as far from the first as it is.
fn split_lists(grid: &Grid, labels: &[Labelled<'_>], rows: (u32, u32), title: usize) -> Vec<Window> {
    let Some(first) = labels.iter().find(|label| label.field == title) else { return Vec::new() };
    let header = in_row(labels, first.cell.row);
    let shifts: Vec<u32> = header
        .iter()
        .filter(|label| label.field == title && label.cell.column > first.cell.column)
        .map(|label| label.cell.column - first.cell.column)
        .collect();
    let repeats = |shift: &u32| {
        let again = |label: &&Labelled<'_>| {
            let column = label.cell.column.saturating_add(*shift);
            header.iter().any(|other| (other.field, other.cell.column) == (label.field, column))
        };
        header.iter().filter(again).count() >= LEAST_FIELDS
    };
    if shifts.is_empty() || shifts.len() >= MOST_FORMS || !shifts.iter().all(repeats) {
        return Vec::new();
    }
    // What stands before the first label (序号) stands before each.
    let begin = texts_right_of(grid, first.cell.row, 0).first().map_or(0, |cell| cell.column);
    let froms = std::iter::once(0).chain(shifts.iter().map(|shift| begin.saturating_add(*shift)));
    let ends = shifts.iter().map(|shift| begin.saturating_add(*shift)).chain([u32::MAX]);
    froms.zip(ends).map(|columns| Window { rows, labels: columns, values: (0, 0) }).collect()
}

fn list_labels<'d>(grid: &'d Grid, (from, to): (u32, u32), lexicon: &Lexicon) -> Vec<Labelled<'d>> {
    let shown = grid.cells_in_rows(from, to).iter().filter(|cell| !cell.hidden);
    shown
        .filter_map(|cell| match lexicon.label(&cell.text) {
            Some(Label::Fields { fields, rank, .. }) if rank <= Rank::Affixed => {
                fields.first().map(|&field| Labelled { cell, field })
            }
            _ => None,
        })
        .collect()
}

/// Those of the labels that stand in a row; they are listed row by row.
fn in_row<'l, 'd>(labels: &'l [Labelled<'d>], row: u32) -> &'l [Labelled<'d>] {
    let first = labels.partition_point(|label| label.cell.row < row);
    let last = labels.partition_point(|label| label.cell.row <= row);
    labels.get(first..last).unwrap_or(&[])
}

/// The labels of several fields stand twice in their rows, always in the same columns.
fn split_cards(labels: &[Labelled<'_>], rows: (u32, u32), title: usize) -> Vec<Window> {
    let Some(first) = labels.iter().find(|label| label.field == title) else { return Vec::new() };
    let mut starts: Vec<u32> = Vec::new();
    for label in labels.iter().filter(|label| label.field == title && label.cell.row == first.cell.row) {
        starts.push(label.cell.column);
    }
    let repeats = |column: u32| {
        let twice = |label: &&Labelled<'_>| {
            label.cell.column == first.cell.column
                && in_row(labels, label.cell.row)
                    .iter()
                    .any(|other| (other.field, other.cell.column) == (label.field, column))
        };
        labels.iter().filter(twice).count() >= LEAST_FIELDS
    };
    if starts.len() < 2 || starts.len() > MOST_FORMS || !starts.iter().skip(1).all(|&column| repeats(column)) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([u32::MAX]);
    let froms = std::iter::once(0).chain(starts.iter().skip(1).copied());
    froms.zip(ends).map(|columns| Window { rows, labels: columns, values: (0, 0) }).collect()
}

/// The windows of forms that each have the form's title above them, two or more titles in a row, however the rows below them run; empty
/// where a title stands alone in its row.
pub fn split_at_titles(grid: &Grid, lexicon: &Lexicon) -> Vec<Window> {
    let shown = grid.cells.iter().filter(|cell| !cell.hidden && !cell.text.trim().is_empty());
    let titles: Vec<&Cell> = shown.filter(|cell| lexicon.is_title(&Folded::of(&cell.text))).collect();
    let bands: Vec<&[&Cell]> = titles.chunk_by(|one, other| one.row == other.row).collect();
    if bands.iter().any(|band| !(2..=MOST_FORMS).contains(&band.len())) {
        return split_staggered(grid, titles, lexicon);
    }
    let ends = bands.iter().skip(1).filter_map(|band| band.first()).map(|cell| cell.row).chain([u32::MAX]);
    let froms = std::iter::once(0).chain(bands.iter().skip(1).filter_map(|band| band.first()).map(|cell| cell.row));
    let mut windows = Vec::new();
    for (band, rows) in bands.iter().zip(froms.zip(ends)) {
        let starts = std::iter::once(0).chain(band.iter().skip(1).map(|cell| cell.column));
        let ends = band.iter().skip(1).map(|cell| cell.column).chain([u32::MAX]);
        windows.extend(starts.zip(ends).map(|labels| Window { rows, labels, values: (0, 0) }));
    }
    let filled = |window: &Window| {
        let within = |cell: &&Cell| window.shows(cell) && !cell.text.trim().is_empty();
        // A title and as many texts as a form has at least.
        grid.cells_in_rows(window.rows.0, window.rows.1).iter().filter(within).take(LEAST_FIELDS + 1).count()
            > LEAST_FIELDS
    };
    if windows.iter().all(filled) { windows } else { Vec::new() }
}

/// Forms side by side of which one begins some rows lower: the titles stand in columns of their own, and the labels of each form go on
/// beside those of the next.
fn split_staggered(grid: &Grid, mut titles: Vec<&Cell>, lexicon: &Lexicon) -> Vec<Window> {
    titles.sort_by_key(|title| title.column);
    let ends = |title: &Cell| title.column.saturating_add(title.width);
    let apart = |pair: &[&Cell]| matches!(pair, [left, right] if ends(left) <= right.column && left.row != right.row);
    if !(2..=MOST_FORMS).contains(&titles.len()) || !titles.windows(2).all(apart) {
        return Vec::new();
    }
    let lowest = titles.iter().map(|title| title.row).max().unwrap_or(0);
    let labels = list_labels(grid, (lowest, u32::MAX), lexicon);
    let starts = std::iter::once(0).chain(titles.iter().skip(1).map(|title| title.column));
    let ends = titles.iter().skip(1).map(|title| title.column).chain([u32::MAX]);
    let asks_enough = |(from, end): &(u32, u32)| {
        let own = labels.iter().filter(|label| (*from..*end).contains(&label.cell.column));
        own.map(|label| label.field).collect::<BTreeSet<usize>>().len() >= LEAST_FIELDS
    };
    let columns: Vec<(u32, u32)> = starts.zip(ends).collect();
    if !columns.iter().all(asks_enough) {
        return Vec::new();
    }
    columns.into_iter().map(|labels| Window { rows: (0, u32::MAX), labels, values: (0, 0) }).collect()
}

/// The labels stand in one column, and right of them in each row as many values as there are projects; `about` where they stand left of
/// them as well.
fn split_projects(
    grid: &Grid,
    labels: &[Labelled<'_>],
    (rows, title, about): ((u32, u32), usize, bool),
    policy: &Policy,
    lexicon: &Lexicon,
) -> Vec<Window> {
    let Some(first) = labels.iter().find(|label| label.field == title) else { return Vec::new() };
    let end = first.cell.column.saturating_add(first.cell.width);
    let values_of = |row: u32| {
        let mut values = texts_right_of(grid, row, if about { 0 } else { end });
        values.retain(|cell| cell.column != first.cell.column);
        values
    };
    // Rows with a second label (领导签字 … 日期) are a card's; the others decide.
    let alone =
        |label: &&Labelled<'_>| label.cell.column == first.cell.column && in_row(labels, label.cell.row).len() == 1;
    let own: Vec<&Labelled<'_>> = labels.iter().filter(alone).collect();
    // One project may lack a value: the row that has most of them shows all.
    let rows_of_values = own.iter().map(|label| values_of(label.cell.row));
    let values = rows_of_values.rev().max_by_key(Vec::len).unwrap_or_default();
    if !alone(&first) || values.len() < 2 || values.len() > MOST_FORMS {
        return Vec::new();
    }
    let mut agreeing = 0;
    let mut typed = false;
    for label in &own {
        let cells = values_of(label.cell.row);
        let in_columns = cells.iter().all(|cell| values.iter().any(|value| value.column == cell.column));
        if !in_columns {
            return Vec::new();
        }
        if cells.len() < 2 {
            continue;
        }
        agreeing += 1;
        // What stands beside a value may be a note on how to fill it in: only values of a kind are told from notes.
        typed |= cells.len() == values.len() && cells.iter().all(|cell| is_value(policy, label.field, &cell.text));
    }
    if agreeing < LEAST_FIELDS || !typed || values.iter().any(|value| asks_again(&own, grid, value.column, lexicon)) {
        return Vec::new();
    }
    let labels = (if about { first.cell.column } else { 0 }, end);
    let is_example = |column: u32| {
        let cells = own.iter().filter_map(|label| grid.cell(label.cell.row, column));
        let (examples, others): (Vec<&Cell>, Vec<&Cell>) = cells.partition(|cell| is_prompt(&cell.text, &[]));
        examples.len() > others.len()
    };
    let projects = values
        .iter()
        .filter(|value| !heads_example(grid, rows.0, first.cell.row, value.column) && !is_example(value.column));
    projects
        .map(|value| Window { rows, labels, values: (value.column, value.column.saturating_add(value.width)) })
        .collect()
}

/// Whether most of a column beside the labels are labels of something else, or notes on it: 开户银行, 职工人数（人）, 2.项目名称：30字以内. It
/// is no project's. A value may repeat its own label.
fn asks_again(labels: &[&Labelled<'_>], grid: &Grid, column: u32, lexicon: &Lexicon) -> bool {
    let short = |cell: &Cell| cell.text.chars().take(LONGEST_NOTE + 1).count() <= LONGEST_NOTE;
    let asks_other = |own: usize, label: &Label| match label {
        Label::Fields { fields, .. } => !fields.contains(&own),
        Label::Foreign => true,
    };
    let (mut asking, mut told) = (0, 0);
    for label in labels {
        let Some(cell) = grid.cell(label.cell.row, column).filter(|cell| short(cell)) else { continue };
        let asks = |other: &Label| asks_other(label.field, other);
        let first = || find_cell_segments(&cell.text, lexicon).into_iter().next().map(|segment| segment.label);
        told += 1;
        asking += usize::from(lexicon.label(&cell.text).or_else(first).is_some_and(|other| asks(&other)));
    }
    asking > MOST_LABEL_LIKE && asking * 2 > told
}

fn texts_right_of(grid: &Grid, row: u32, column: u32) -> Vec<&Cell> {
    let cells = grid.cells_in_rows(row, row.saturating_add(1)).iter();
    cells.filter(|cell| !cell.hidden && cell.column >= column && !cell.text.trim().is_empty()).collect()
}

fn is_value(policy: &Policy, field: usize, text: &str) -> bool {
    policy.fields.get(field).is_some_and(|spec| match spec.kind {
        FieldKind::Phone | FieldKind::People => fits_kind(spec.kind, text),
        FieldKind::Organisation => ends_like_unit(text),
        _ => false,
    })
}

/// 填写示例 above a column: the form's own example, not a project.
fn heads_example(grid: &Grid, from: u32, to: u32, column: u32) -> bool {
    (from..to).filter_map(|row| grid.cell(row, column)).any(|cell| {
        ["示例", "样例", "范例", "举例", "例"].iter().any(|word| cell.text.contains(word))
            && cell.text.chars().count() <= 12
    })
}
