//! What a list's row takes from the rows above it: 同上, the unit that is written in a group's first row only; and the number that each
//! row writes before its project's name.

use super::ListRow;
use crate::extract::label::numbering::read_number;
use crate::extract::values::blank::is_bare_blank;

/// `同上`, `〃`: what the row above says.
pub(super) fn copy_ditto(rows: &mut [ListRow<'_>]) {
    for at in 1..rows.len() {
        let (above, here) = rows.split_at_mut(at);
        let (Some(above), Some(here)) = (above.last(), here.first_mut()) else { continue };
        for candidate in &mut here.candidates {
            if is_ditto(candidate.raw.trim())
                && let Some(same) =
                    above.candidates.iter().find(|same| same.field == candidate.field && same.label == candidate.label)
            {
                candidate.raw.clone_from(&same.raw);
            }
        }
    }
}

/// 同上, or nothing but the marks that stand for it, as each keyboard has them.
fn is_ditto(text: &str) -> bool {
    let marks = |c: char| matches!(c, '〃' | '″' | '"' | '＂' | '“' | '”' | '\'' | '‘' | '’' | '′');
    matches!(text, "同上" | "同前") || !text.is_empty() && text.chars().count() <= 2 && text.chars().all(marks)
}

/// The unit of the row above where a project's own cell is left empty, for people to see.
pub(super) fn take_units_from_above(rows: &mut [ListRow<'_>], unit: Option<usize>, title: Option<usize>) {
    let Some(unit) = unit else { return };
    let of = |row: &ListRow<'_>, field: usize| {
        let own = row.candidates.iter().find(|candidate| candidate.field == field);
        own.map(|candidate| candidate.raw.clone()).filter(|raw| !is_bare_blank(raw))
    };
    let mut above: Option<String> = None;
    for row in rows {
        let own = of(row, unit);
        let named = title.is_none_or(|title| of(row, title).is_some());
        if let (None, Some(above), true) = (&own, &above, named)
            && let Some(empty) = row.candidates.iter_mut().find(|candidate| candidate.field == unit)
        {
            empty.raw.clone_from(above);
            empty.doubts.push(format!("本行没有填写，按上一行的“{}”算", above.trim()));
        }
        above = own.or(above);
    }
}

/// 1.职工驿站, 2.工地夜校: the numbers of a list that stand in the cells of its projects' names, where each has its own.
pub(super) fn strip_serials(rows: &mut [ListRow<'_>], title: Option<usize>) {
    let of_title = |row: &ListRow<'_>| row.candidates.iter().position(|candidate| Some(candidate.field) == title);
    let is_numbered = |(at, row): (usize, &ListRow<'_>)| {
        let raw = of_title(row).and_then(|place| row.candidates.get(place)).map_or("", |candidate| &candidate.raw);
        let number = read_number(raw).and_then(|(_, number)| usize::try_from(number).ok());
        number == Some(at + 1) && behind_number(raw).is_some()
    };
    if rows.len() < 2 || !rows.iter().enumerate().all(is_numbered) {
        return;
    }
    for row in rows {
        let Some(title) = of_title(row).and_then(|place| row.candidates.get_mut(place)) else { continue };
        if let Some(name) = behind_number(&title.raw) {
            title.raw = name.to_owned();
        }
    }
}

/// What stands behind the number that a name begins with.
fn behind_number(raw: &str) -> Option<&str> {
    let (_, name) = raw.trim_start().split_once(['.', '、', '．', '）', ')'])?;
    (!name.trim().is_empty()).then(|| name.trim())
}
