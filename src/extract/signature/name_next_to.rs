//! A name in a text of its own next to a line to sign: 花秋 above 主要负责人（签字）, or below it.

use crate::extract::candidate::Candidate;
use crate::extract::label::label_core::core_of;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::signature::typed_name::is_name_alone;
use crate::extract::values::blank::is_invisible;
use crate::model::Spot;

/// 花秋 / 主要负责人（签字）, and in a row of its own the name right below: next to a line to sign where nothing has claimed it.
pub fn take_name_next_to(page: &mut Page<'_>, line: &Candidate<'_>) -> Option<String> {
    let label = page.pieces.get(line.label_piece).filter(|label| core_of(label.text).text == line.label)?;
    let is_told = |at: &usize| page.pieces.get(*at).is_some_and(|one| !one.text.trim().is_empty());
    let above = (0..line.label_piece).rev().find(is_told);
    let above = above.filter(|_| !label.text.trim_end().ends_with([':', '：', '_']));
    let below = (line.label_piece + 1..page.pieces.len()).find(is_told);
    let spot_of = |at: usize| page.pieces.get(at).map(|piece| &piece.spot);
    let above = above.filter(|&at| spot_of(at).is_some_and(|spot| is_right_above(spot, &label.spot)));
    let below = below.filter(|&at| spot_of(at).is_some_and(|spot| is_right_above(&label.spot, spot)));
    let named = |at: &usize| page.is_free(*at) && page.pieces.get(*at).is_some_and(|name| is_name_alone(name.text));
    let at = below.filter(named).or(above.filter(named))?;
    page.claim(at, Claim::Value);
    Some(page.pieces.get(at)?.text.chars().filter(|c| !is_invisible(*c)).collect())
}

/// Whether a place is that of a text above another one: the cell in the row above, or a paragraph before.
fn is_right_above(above: &Spot, below: &Spot) -> bool {
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
