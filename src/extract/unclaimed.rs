//! The text of a form that no field claimed, and how much of the form was claimed.

use std::collections::BTreeMap;

use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::prompt::is_prompt;
use crate::model::Coverage;
use crate::model::Located;
use crate::model::Spot;
use crate::model::Unclaimed;

/// What no field claimed.
pub struct UnclaimedText {
    /// Piece by piece, in reading order.
    pub pieces: Vec<Located<Unclaimed>>,
    /// How much was claimed, by row of a grid; None for what stands in no grid.
    pub rows: BTreeMap<Option<u32>, Coverage>,
}

/// Lists the text of a page that no field claimed.
pub fn list_unclaimed(page: &Page<'_>) -> UnclaimedText {
    let mut pieces = Vec::new();
    let mut rows: BTreeMap<Option<u32>, Coverage> = BTreeMap::new();
    for piece in &page.pieces {
        let (left, kind) = what_is_left(piece);
        let listed = !left.trim().is_empty() && !is_bare_blank(left) && !is_prompt(left, &[]);
        let held = visible(piece.text);
        if held > 0 {
            let left = if listed { visible(left).min(held) } else { 0 };
            *rows.entry(row_of(&piece.spot)).or_default() += Coverage { held, claimed: held - left };
        }
        if listed {
            let place = page.document.place(piece.spot.clone());
            pieces.push(Located { value: kind, raw: left.trim_matches(is_invisible).to_owned(), place });
        }
    }
    UnclaimedText { pieces, rows }
}

/// The row of the outermost grid that a spot stands in.
pub fn row_of(spot: &Spot) -> Option<u32> {
    match spot {
        Spot::SheetCell { row, .. } | Spot::PageCell { row, .. } => Some(*row),
        Spot::TableCell { path, .. } => path.first().map(|(_, row, _)| *row),
        _ => None,
    }
}

fn what_is_left<'p>(piece: &'p Piece<'_>) -> (&'p str, Unclaimed) {
    match piece.claim {
        Claim::None if piece.hidden => (piece.text, Unclaimed::Hidden),
        Claim::None => (piece.text, Unclaimed::Unknown),
        Claim::Foreign => (piece.text, Unclaimed::Foreign),
        Claim::Label | Claim::Value | Claim::Title => (piece.leftover.as_deref().unwrap_or(""), Unclaimed::Unknown),
    }
}

fn visible(text: &str) -> usize {
    text.chars().filter(|c| !is_invisible(*c) && !matches!(c, '_' | '＿')).count()
}
