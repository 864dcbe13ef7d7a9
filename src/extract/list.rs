//! A grid read as a list: a header of labels in one or two rows, a project in each row below, notes above and below.

use std::collections::BTreeMap;

use crate::extract::candidate::Candidate;
use crate::extract::card::Seen;
use crate::extract::grid_index::GridIndex;
use crate::extract::lexicon::Label;
use crate::extract::lexicon::Lexicon;
use crate::extract::lexicon::Rank;
use crate::extract::lexicon::core_of;
use crate::extract::lexicon::is_note;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::extract::values::blank::is_bare_blank;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// What one column of a list holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    from: u32,
    to: u32,
    fields: Vec<usize>,
    rank: Rank,
    label: String,
    hint: String,
    foreign: bool,
}

/// Where a list stands in a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListShape {
    header: u32,
    first: u32,
    end: u32,
    columns: Vec<Column>,
}

/// One project of a list.
pub struct ListRow<'d> {
    /// Row of the grid, from 0.
    pub row: u32,
    /// What its cells say.
    pub candidates: Vec<Candidate<'d>>,
}

/// Finds a list in a grid: a row of at least three labels side by side, among them the applicant's or the project's, and
/// below it rows without labels.
pub fn find_list(index: &GridIndex<'_>, seen: &[Seen], lexicon: &Lexicon, policy: &Policy) -> Option<ListShape> {
    let offset = index.cells().next().unwrap_or(0);
    let look = |at: usize| seen.get(at.wrapping_sub(offset)).unwrap_or(&Seen::Blank);
    let rows: Vec<u32> = index.filled_rows().collect();
    let header = rows.iter().copied().find(|&row| is_header(index, row, &look, policy))?;
    let two_rows = has_second_header(index, header, &look);
    let first = header + if two_rows { 2 } else { 1 };
    let columns = read_columns(index, header, two_rows, lexicon, &look);
    let key = |role: &Option<String>| policy.fields.iter().position(|field| Some(&field.key) == role.as_ref());
    let keys = [key(&policy.roles.applicant), key(&policy.roles.title)];
    if !columns.iter().any(|column| column.fields.iter().any(|&field| keys.contains(&Some(field)))) {
        return None;
    }
    let end = rows
        .iter()
        .copied()
        .filter(|&row| row >= first)
        .find(|&row| ends_list(index, row, &look, policy))
        .unwrap_or_else(|| rows.last().map_or(first, |last| last + 1));
    // Labels of other fields below the rows make it a card whose first labels stand side by side.
    let other_labels = rows
        .iter()
        .copied()
        .filter(|&row| row >= end)
        .any(|row| index.row(row).iter().any(|&at| is_field_label(look(at), policy)));
    let shape = ListShape { header, first, end, columns };
    let filled = rows.iter().filter(|&&row| row >= first && row < end).filter(|&&row| !index.is_blank_row(row)).count();
    (!other_labels && filled > 0).then_some(shape)
}

/// Whether a cell is the label of a field that may head a column (a signature's or a day's may stand below a list).
fn is_field_label(seen: &Seen, policy: &Policy) -> bool {
    let Seen::Label(Label::Fields { fields, .. }) = seen else { return false };
    fields.iter().filter_map(|&field| policy.fields.get(field)).any(|field| {
        !matches!(field.kind, FieldKind::Signature | FieldKind::Date | FieldKind::Phone | FieldKind::People)
    })
}

fn is_header<'s>(index: &GridIndex<'_>, row: u32, look: &impl Fn(usize) -> &'s Seen, policy: &Policy) -> bool {
    let mut fields: Vec<usize> = Vec::new();
    let (mut labels, mut texts, mut adjacent) = (0_usize, 0_usize, 0_usize);
    let mut end = None;
    for &at in index.row(row) {
        let Some(cell) = index.cell(at) else { continue };
        match look(at) {
            Seen::Blank => continue,
            Seen::Label(label) => {
                labels += 1;
                if let Label::Fields { fields: named, .. } = label {
                    fields.extend(named.iter().filter(|&&field| {
                        policy.fields.get(field).is_some_and(|field| field.kind != FieldKind::Signature)
                    }));
                }
                if end == Some(cell.column) {
                    adjacent += 1;
                }
            }
            Seen::Text if cell.text.chars().count() <= 12 => {
                texts += 1;
                if end == Some(cell.column) {
                    adjacent += 1;
                }
            }
            Seen::Text => return false,
        }
        end = Some(cell.column.saturating_add(cell.width));
    }
    fields.sort_unstable();
    fields.dedup();
    fields.len() >= 3 && labels > texts && adjacent * 2 >= labels + texts
}

/// Whether the row below a header holds labels only: the second row of a header with groups.
fn has_second_header<'s>(index: &GridIndex<'_>, header: u32, look: &impl Fn(usize) -> &'s Seen) -> bool {
    let mut labels = 0;
    for &at in index.row(header + 1) {
        let Some(cell) = index.cell(at) else { continue };
        if cell.row != header + 1 {
            continue;
        }
        match look(at) {
            Seen::Blank => {}
            Seen::Label(_) => labels += 1,
            Seen::Text => return false,
        }
    }
    labels > 0
}

fn read_columns<'s>(
    index: &GridIndex<'_>,
    header: u32,
    two_rows: bool,
    lexicon: &Lexicon,
    look: &impl Fn(usize) -> &'s Seen,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for &at in index.row(header) {
        let Some(cell) = index.cell(at) else { continue };
        if *look(at) == Seen::Blank && !two_rows {
            continue;
        }
        columns.push(column_of(cell.column, cell.column.saturating_add(cell.width), &cell.text, lexicon));
    }
    if !two_rows {
        return columns;
    }
    let parents = columns.clone();
    for &at in index.row(header + 1) {
        let Some(cell) = index.cell(at).filter(|cell| cell.row == header + 1 && !cell.text.trim().is_empty()) else {
            continue;
        };
        let parent = parents.iter().rev().find(|parent| parent.from <= cell.column && !parent.label.is_empty());
        let own = column_of(cell.column, cell.column.saturating_add(cell.width), &cell.text, lexicon);
        let whole =
            parent.map(|parent| column_of(own.from, own.to, &format!("{}{}", parent.label, cell.text), lexicon));
        let chosen = match whole {
            Some(whole) if !whole.fields.is_empty() && (own.fields.is_empty() || whole.rank <= own.rank) => whole,
            _ => own,
        };
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

fn column_of(from: u32, to: u32, text: &str, lexicon: &Lexicon) -> Column {
    let core = core_of(text);
    match lexicon.label(text) {
        Some(Label::Fields { fields, rank, hint }) => {
            Column { from, to, fields, rank, label: core.text, hint, foreign: false }
        }
        Some(Label::Foreign) => {
            Column { from, to, fields: Vec::new(), rank: Rank::Own, label: core.text, hint: core.hint, foreign: true }
        }
        None => {
            Column { from, to, fields: Vec::new(), rank: Rank::Own, label: core.text, hint: core.hint, foreign: false }
        }
    }
}

/// Whether a row stands below the list: a sum, a note, a line to be signed, a row of labels.
fn ends_list<'s>(index: &GridIndex<'_>, row: u32, look: &impl Fn(usize) -> &'s Seen, policy: &Policy) -> bool {
    let mut texts = index.row(row).iter().copied().filter(|&at| *look(at) != Seen::Blank).peekable();
    let Some(&first) = texts.peek() else { return false };
    let Some(cell) = index.cell(first) else { return false };
    let core = core_of(&cell.text).text;
    if matches!(core.as_str(), "合计" | "总计" | "小计" | "共计") || is_note(&cell.text) {
        return true;
    }
    if texts.clone().any(|at| is_field_label(look(at), policy)) {
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
    matches!(look(first), Seen::Label(_)) && cell.row == row && foot.iter().any(|word| core.starts_with(word))
        || foot.iter().any(|word| core.starts_with(word) && cell.text.contains([':', '：']))
}

/// Reads the rows of a list. Claims its header and all that its columns hold.
pub fn read_list<'d>(page: &mut Page<'d>, stretch: usize, shape: &ListShape, title: Option<usize>) -> Vec<ListRow<'d>> {
    let Some(Stretch::Grid { index, first, offset }) = page.stretches.get(stretch) else { return Vec::new() };
    let piece = |at: usize| first + at.saturating_sub(*offset);
    let mut claims: Vec<(usize, Claim)> = Vec::new();
    for row in shape.header..shape.first {
        claims.extend(index.row(row).iter().map(|&at| (piece(at), Claim::Label)));
    }
    let mut rows: Vec<ListRow<'d>> = Vec::new();
    let mut title_cells: BTreeMap<usize, usize> = BTreeMap::new();
    let filled: Vec<u32> = index
        .filled_rows()
        .filter(|row| (shape.first..shape.end).contains(row))
        .filter(|row| !heads_group(index, *row, shape))
        .collect();
    for row in filled {
        let mut candidates = Vec::new();
        let mut title_cell = None;
        for column in &shape.columns {
            let cells: Vec<usize> = (column.from..column.to.min(column.from.saturating_add(64)))
                .filter_map(|at| index.covering(row, at))
                .fold(Vec::new(), |mut cells, at| {
                    if cells.last() != Some(&at) {
                        cells.push(at);
                    }
                    cells
                });
            if column.fields.is_empty() {
                if column.foreign {
                    claims.extend(cells.iter().map(|&at| (piece(at), Claim::Foreign)));
                }
                continue;
            }
            claims.extend(cells.iter().map(|&at| (piece(at), Claim::Value)));
            let texts: Vec<&str> = cells
                .iter()
                .filter_map(|&at| index.cell(at))
                .map(|cell| cell.text.as_str())
                .filter(|text| !text.trim().is_empty())
                .collect();
            if column.fields.iter().any(|&field| Some(field) == title) && !texts.is_empty() {
                title_cell =
                    cells.iter().copied().find(|&at| index.cell(at).is_some_and(|cell| !cell.text.trim().is_empty()));
            }
            let spot_at =
                cells.first().and_then(|&at| index.cell(at)).map_or((row, column.from), |cell| (cell.row, cell.column));
            for &field in &column.fields {
                candidates.push(Candidate {
                    field,
                    rank: column.rank,
                    label: column.label.clone(),
                    hint: column.hint.clone(),
                    raw: texts.join("\t"),
                    contents: cells.iter().filter_map(|&at| index.cell(at)).map(|cell| &cell.content).collect(),
                    spot: index.grid.spot(spot_at.0, spot_at.1),
                    label_piece: cells.first().map_or(*first, |&at| piece(at)),
                    pieces: cells.iter().map(|&at| piece(at)).collect(),
                    shared: column.fields.len() > 1,
                    of_another: false,
                });
            }
        }
        let said = candidates.iter().filter(|candidate: &&Candidate<'_>| !is_bare_blank(&candidate.raw)).count();
        // A project whose cells span several rows goes on in them.
        if let Some(cell) = title_cell
            && let Some(&earlier) = title_cells.get(&cell)
            && let Some(earlier) = rows.get_mut(earlier)
        {
            go_on(earlier, candidates);
            continue;
        }
        if title_cell.is_some() || said >= 2 {
            if let Some(cell) = title_cell {
                title_cells.insert(cell, rows.len());
            }
            rows.push(ListRow { row, candidates });
        }
    }
    for (piece, claim) in claims {
        page.claim(piece, claim);
    }
    copy_ditto(&mut rows);
    rows
}

/// Whether a row is the heading of a group of rows: one text in a cell that spans columns of several fields.
fn heads_group(index: &GridIndex<'_>, row: u32, shape: &ListShape) -> bool {
    let mut texts = index.row(row).iter().filter_map(|&at| index.cell(at)).filter(|cell| !cell.text.trim().is_empty());
    let (Some(only), None) = (texts.next(), texts.next()) else { return false };
    let end = only.column.saturating_add(only.width);
    let spanned = shape
        .columns
        .iter()
        .filter(|column| !column.fields.is_empty() && column.from >= only.column && column.from < end);
    only.row == row && spanned.count() > 1
}

/// Adds what a further row of the same project says, where it says something else.
fn go_on<'d>(row: &mut ListRow<'d>, more: Vec<Candidate<'d>>) {
    for candidate in more {
        let Some(known) =
            row.candidates.iter_mut().find(|known| known.field == candidate.field && known.label == candidate.label)
        else {
            continue;
        };
        if known.pieces != candidate.pieces && !candidate.raw.trim().is_empty() {
            known.raw =
                if known.raw.trim().is_empty() { candidate.raw } else { format!("{}\n{}", known.raw, candidate.raw) };
            known.contents.extend(candidate.contents);
            known.pieces.extend(candidate.pieces);
        }
    }
}

/// `同上`, `〃`: what the row above says.
fn copy_ditto(rows: &mut [ListRow<'_>]) {
    for at in 1..rows.len() {
        let (above, here) = rows.split_at_mut(at);
        let (Some(above), Some(here)) = (above.last(), here.first_mut()) else { continue };
        for candidate in &mut here.candidates {
            if matches!(candidate.raw.trim(), "同上" | "〃" | "″" | "\"" | "同前")
                && let Some(same) =
                    above.candidates.iter().find(|same| same.field == candidate.field && same.label == candidate.label)
            {
                candidate.raw.clone_from(&same.raw);
            }
        }
    }
}
