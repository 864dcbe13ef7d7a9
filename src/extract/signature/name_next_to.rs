//! A name in a text of its own next to a line to sign: 花秋 above 主要负责人（签字）, or below it.

use crate::extract::candidate::Candidate;
use crate::extract::label::label_core::core_of;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::signature::signing_day::column_of;
use crate::extract::signature::signing_day::day_behind;
use crate::extract::signature::signing_day::row_of;
use crate::extract::signature::signing_day::without_told_days;
use crate::extract::signature::typed_name::is_name_alone;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::find_date;
use crate::extract::values::date::find_no_day;
use crate::extract::values::date::parse_date;
use crate::extract::values::date::without_day;
use crate::model::Spot;

/// So many texts before and behind a line are looked at: what others sign beside it stands between.
const FARTHEST: usize = 6;

/// 花秋 / 主要负责人（签字）, and in a row of its own the name right below: next to a line to sign where nothing has claimed it. With
/// it the text that it is.
pub fn take_name_next_to(page: &mut Page<'_>, line: &Candidate<'_>) -> Option<(String, usize)> {
    let label = page.pieces.get(line.label_piece).filter(|label| core_of(label.text).text == line.label)?;
    let is_stroke =
        |at: &usize| page.pieces.get(*at).is_some_and(|one| is_bare_blank(one.text) && !one.text.contains('年'));
    let is_told = |at: &usize| page.pieces.get(*at).is_some_and(|one| !one.text.trim().is_empty()) && !is_stroke(at);
    let spot_of = |at: usize| page.pieces.get(at).map(|piece| &piece.spot);
    // 花秋 / ________ / 主要负责人
    let strokes = (0..line.label_piece).rev().take_while(is_stroke).filter_map(spot_of);
    let foot = strokes.filter(|stroke| is_right_above(stroke, &label.spot)).last().unwrap_or(&label.spot);
    let is_above = |at: &usize| spot_of(*at).is_some_and(|spot| is_right_above(spot, foot));
    let is_below = |at: &usize| spot_of(*at).is_some_and(|spot| is_right_above(&label.spot, spot));
    // lines of text stand next to one another; in a grid there is more in the rows between
    let farthest = if column_of(&label.spot).is_some() { FARTHEST } else { 1 };
    let above = (0..line.label_piece).rev().filter(is_told).take(farthest).find(is_above);
    let above = above.filter(|_| !label.text.trim_end().ends_with([':', '：', '_']));
    let below = (line.label_piece + 1..page.pieces.len()).filter(is_told).take(farthest).find(is_below);
    let named =
        |at: &usize| page.is_free(*at) && page.pieces.get(*at).is_some_and(|name| is_name_alone(&undated(name.text)));
    let at = below.filter(named).or(above.filter(named))?;
    page.claim(at, Claim::Value);
    let name = undated(page.pieces.get(at)?.text).chars().filter(|c| !is_invisible(*c) && *c != '_').collect();
    Some((name, at))
}

/// 花秋　　2026年10月8日, the word by which it is told that it is signed and the stroke under it: what is left without its day.
fn undated(text: &str) -> String {
    without_day(&without_told_days(text))
        .trim_matches(|c: char| is_invisible(c) || "_（）()【】[]".contains(c))
        .to_owned()
}

/// The day that stands in one text with a name above or below its line.
pub fn day_with_name(page: &Page<'_>, name: usize) -> Option<(usize, Spot, String)> {
    let piece = page.pieces.get(name)?;
    let own = without_told_days(piece.text);
    let words = find_date(&own).map(|found| found.words).or_else(|| find_no_day(&own).map(|(words, _)| words))?;
    Some((name, piece.spot.clone(), words))
}

/// The day in a cell of its own beside a name that stands above its line: 花秋 | 2026年10月8日 over 主要负责人（签字） | 日期.
pub fn day_above(page: &Page<'_>, line: &Candidate<'_>, name: usize) -> Option<(usize, Spot, String)> {
    let label = page.pieces.get(line.label_piece)?;
    let row_above = |spot: &Spot| row_of(spot).zip(row_of(&label.spot)).is_some_and(|(row, own)| row + 1 == own);
    let mut days = (name..line.label_piece).filter_map(|at| {
        let piece = page.pieces.get(at).filter(|piece| page.is_free(at) && row_above(&piece.spot))?;
        parse_date(piece.text.trim()).map(|_| (at, piece.spot.clone(), piece.text.to_owned()))
    });
    days.next().filter(|_| days.next().is_none())
}

/// The day in a text of its own behind a name that stands below its line.
pub fn behind_name(page: &Page<'_>, line: &Candidate<'_>, name: usize) -> Option<(usize, Spot, String)> {
    day_behind(page, line, name).and_then(|(piece, spot, words)| Some((piece, spot, words?)))
}

/// Whether a place is that of a text above another one: the cell in the row above, or a paragraph before.
pub(super) fn is_right_above(above: &Spot, below: &Spot) -> bool {
    match (above, below) {
        (Spot::SheetCell { row, column, .. }, Spot::SheetCell { row: below, column: beneath, .. })
        | (Spot::PageCell { row, column, .. }, Spot::PageCell { row: below, column: beneath, .. }) => {
            row + 1 == *below && column == beneath
        }
        (Spot::TableCell { path, .. }, Spot::TableCell { path: below, .. }) => match (path.last(), below.last()) {
            (Some((_, row, column)), Some((_, below, beneath))) => row + 1 == *below && column == beneath,
            _ => false,
        },
        (Spot::Paragraph { story, .. }, Spot::Paragraph { story: below, .. }) => story == below,
        (above, below) => std::mem::discriminant(above) == std::mem::discriminant(below),
    }
}
