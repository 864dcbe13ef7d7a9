//! Whether a row of a grid is the header of a list.

use std::ops::Range;

use super::Column;
use super::Keys;
use super::is_project_row;
use super::repeats_header;
use super::short_head;
use crate::extract::candidate::card::Seen;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_core::is_core_longer_than;
use crate::extract::label::lexicon::Label;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::plausible::fits_kind;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// Whether a row heads a list: enough labels of fields, side by side or with texts under them, and nothing long but a note beside the table,
/// with nothing right behind it.
pub(super) fn is_header<'s>(
    index: &GridIndex<'_>,
    row: u32,
    look: &impl Fn(usize) -> &'s Seen,
    policy: &Policy,
    keys: Keys,
) -> bool {
    let mut fields: Vec<usize> = Vec::new();
    let (mut labels, mut texts, mut adjacent, mut in_a_row) = (0_usize, 0_usize, 0_usize, 0_usize);
    let (mut end, mut label_end, mut apart) = (None, None, None);
    for &at in index.row(row) {
        let Some(cell) = index.cell(at) else { continue };
        let behind = end == Some(cell.column);
        match look(at) {
            Seen::Blank => continue,
            _ if behind && apart == end => return false,
            Seen::Label(label) => {
                labels += 1;
                in_a_row += usize::from(label_end == Some(cell.column));
                label_end = Some(cell.column.saturating_add(cell.width));
                if let Label::Fields { fields: named, .. } = label {
                    fields.extend(named.iter().filter(|&&field| {
                        policy.fields.get(field).is_some_and(|field| field.kind != FieldKind::Signature)
                    }));
                }
                if behind {
                    adjacent += 1;
                }
            }
            Seen::Text if is_word(&cell.text) => {
                match short_head(&cell.text, keys) {
                    Some(field) => {
                        labels += 1;
                        fields.push(field);
                    }
                    None => texts += 1,
                }
                if behind {
                    adjacent += 1;
                }
            }
            // a note beside the table
            Seen::Text => apart = Some(cell.column.saturating_add(cell.width)),
        }
        end = Some(cell.column.saturating_add(cell.width));
    }
    fields.sort_unstable();
    fields.dedup();
    // of more headings that nobody knows than others, labels side by side with texts under all tell it from a card, or answers
    // below the labels and none beside them
    let known = labels > texts && (adjacent * 2 >= labels + texts || apart.is_none() && heads_texts(index, row, look));
    let told = || {
        apart.is_none()
            && (in_a_row >= 2 || are_answered_below(index, row, look, policy))
            && heads_texts(index, row, look)
    };
    fields.len() >= 3 && (known || told())
}

/// Whether the labels of a row that ask for people, numbers, days or units, two at least, are answered below and not beside them.
fn are_answered_below<'s>(index: &GridIndex<'_>, row: u32, look: &impl Fn(usize) -> &'s Seen, policy: &Policy) -> bool {
    const LEAST: usize = 2;
    let mut answered = 0;
    for cell in index.row(row).iter().filter_map(|&at| index.cell(at).filter(|_| matches!(look(at), Seen::Label(_)))) {
        let at = index.covering(cell.row, cell.column);
        let Some(Seen::Label(Label::Fields { fields, .. })) = at.map(look) else { continue };
        let kind = fields.first().and_then(|&field| policy.fields.get(field)).map(|spec| spec.kind);
        let Some(kind) =
            kind.filter(|kind| !matches!(kind, FieldKind::Text | FieldKind::Choice | FieldKind::Signature))
        else {
            continue;
        };
        let fits = |row: u32, column: u32| {
            let cell = index.covering(row, column).and_then(|at| index.cell(at));
            cell.is_some_and(|cell| fits_kind(kind, &cell.text))
        };
        let beside = cell.column.saturating_add(cell.width);
        if fits(cell.row, beside) || !fits(cell.row.saturating_add(cell.height), cell.column) {
            return false;
        }
        answered += 1;
    }
    answered >= LEAST
}

/// Whether the row below a row of labels with empty columns between has its texts just under the labels, and no label.
fn heads_texts<'s>(index: &GridIndex<'_>, header: u32, look: &impl Fn(usize) -> &'s Seen) -> bool {
    let filled = |row: u32| index.row(row).iter().copied().filter(|&at| *look(at) != Seen::Blank);
    let heads: Vec<u32> = filled(header).filter_map(|at| index.cell(at)).map(|cell| cell.column).collect();
    let mut texts = 0;
    for at in filled(header + 1) {
        let under = index.cell(at).is_some_and(|cell| cell.row == header + 1 && heads.contains(&cell.column));
        if !under || *look(at) != Seen::Text {
            return false;
        }
        texts += 1;
    }
    texts >= 3 && texts * 2 > heads.len()
}

/// Whether a row holds three short texts or more side by side, and nothing long.
pub(super) fn is_row_of_words<'s>(index: &GridIndex<'_>, row: u32, look: &impl Fn(usize) -> &'s Seen) -> bool {
    let texts = index.row(row).iter().filter(|&&at| *look(at) != Seen::Blank).filter_map(|&at| index.cell(at));
    let (mut count, mut short) = (0, true);
    for cell in texts {
        count += 1;
        short &= is_word(&cell.text);
    }
    count >= 3 && short
}

/// 申报单位 | 海港区总工会 | 联系电话 | 138…: whether a label of a row has its answer beside it. Such a row above a list's header tells
/// of all its projects.
pub(super) fn is_answered<'s>(
    index: &GridIndex<'_>,
    row: u32,
    look: &impl Fn(usize) -> &'s Seen,
    policy: &Policy,
) -> bool {
    let filled: Vec<usize> = index.row(row).iter().copied().filter(|&at| *look(at) != Seen::Blank).collect();
    filled.windows(2).any(|pair| {
        let [label, answer] = pair else { return false };
        let (Seen::Label(Label::Fields { fields, .. }), Seen::Text) = (look(*label), look(*answer)) else {
            return false;
        };
        let text = index.cell(*answer).map_or("", |cell| cell.text.as_str());
        let told =
            |kind: FieldKind| matches!(kind, FieldKind::Organisation | FieldKind::Phone) && fits_kind(kind, text);
        fields.iter().filter_map(|&field| policy.fields.get(field)).any(|field| told(field.kind))
    })
}

/// Whether a row begins another table below a list: an empty row above, then heads of two columns or more and nothing long, or a title over
/// them. Heads that are labels tell it, but not where they name the project; else that no project of the list follows.
pub(super) fn begins_other_table<'s>(
    index: &GridIndex<'_>,
    below: &[u32],
    (header, columns): (Range<u32>, &[Column]),
    look: &impl Fn(usize) -> &'s Seen,
    keys: Keys,
) -> bool {
    const MOST_ROWS: usize = 8;
    let Some(&row) = below.first() else { return false };
    if row == header.end || !row.checked_sub(1).is_some_and(|above| index.is_blank_row(above)) {
        return false;
    }
    let heads = row + u32::from(index.only_text(row).is_some());
    let filled = index.row(heads).iter().filter_map(|&at| Some((look(at), index.cell(at)?)));
    let filled: Vec<_> = filled.filter(|(seen, _)| **seen != Seen::Blank).collect();
    if filled.len() < 2 || filled.iter().any(|(_, cell)| cell.row != heads || !is_word(&cell.text)) {
        return false;
    }
    let labels = || filled.iter().filter(|(seen, _)| matches!(seen, Seen::Label(_)));
    let names_project = labels().any(|(seen, _)| {
        matches!(seen, Seen::Label(Label::Fields { fields, .. }) if fields.iter().any(|&field| keys[1] == Some(field)))
    });
    let is_project = |row: u32| is_project_row(index, row, columns, look, keys);
    let told = || labels().count() >= 2 && labels().count() * 2 >= filled.len();
    let of_unit = |column: &&Column| column.fields.iter().any(|&field| keys[0] == Some(field));
    let under_unit = || columns.iter().find(of_unit).and_then(|column| index.covering(heads, column.from));
    let names_unit = || under_unit().and_then(|at| index.cell(at)).is_some_and(|cell| ends_like_unit(&cell.text));
    let none_follows = || !names_unit() && !below.iter().take(MOST_ROWS).any(|&row| is_project(row));
    !names_project && !repeats_header(index, heads, header) && !is_project(heads) && (told() || none_follows())
}

/// Whether a text is as short as the words over a column, without what stands in parentheses.
fn is_word(text: &str) -> bool {
    const LONGEST_WORD: usize = 12;
    text.chars().count() <= LONGEST_WORD
        || text.contains(['（', '('])
            && !is_core_longer_than(text, LONGEST_WORD)
            && core_of(text).text.chars().count() <= LONGEST_WORD
}
