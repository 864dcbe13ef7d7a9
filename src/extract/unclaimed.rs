//! The text of a form that no field claimed, and how much of the form was claimed.

use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::prompt::is_prompt;
use crate::model::Located;
use crate::model::Unclaimed;

/// What no field claimed.
pub struct UnclaimedText {
    /// Piece by piece, in reading order.
    pub pieces: Vec<Located<Unclaimed>>,
    /// Characters on the form without white space, and how many of them were claimed.
    pub characters: (usize, usize),
}

/// Lists the text of a page that no field claimed.
pub fn list_unclaimed(page: &Page<'_>) -> UnclaimedText {
    let mut pieces = Vec::new();
    let (mut all, mut claimed) = (0, 0);
    for piece in &page.pieces {
        let count = visible(piece.text);
        all += count;
        let (left, kind) = what_is_left(piece);
        claimed += count - visible(left).min(count);
        if !left.trim().is_empty() && !is_bare_blank(left) && !is_prompt(left, &[]) {
            let place = page.document.place(piece.spot.clone());
            pieces.push(Located { value: kind, raw: left.trim_matches(is_invisible).to_owned(), place });
        }
    }
    UnclaimedText { pieces, characters: (all, claimed) }
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
    text.chars().filter(|c| !is_invisible(*c)).count()
}
