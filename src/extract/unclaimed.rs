//! The text of a form that no field claimed, and how much of the form was claimed.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::label::label_words::names_signer;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::page::Stretch;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::find_date;
use crate::extract::values::prompt::is_prompt;
use crate::model::Coverage;
use crate::model::Located;
use crate::model::Spot;
use crate::model::Unclaimed;

/// What no field claimed, shared out between the rows of a list.
pub struct UnclaimedText {
    /// Piece by piece, in reading order.
    pieces: Vec<Located<Unclaimed>>,
    /// What stands in no row of a list.
    common: Share,
    /// What stands in each, by the number of its list.
    rows: BTreeMap<(usize, u32), Share>,
}

/// Where the rows of a list stand: the grid that a spot of them is in, and which rows of it they are.
pub struct RowsOfList<'s> {
    pub grid: Option<&'s Spot>,
    pub rows: Range<u32>,
}

/// A part of a page.
#[derive(Default)]
struct Share {
    /// Places in [`UnclaimedText::pieces`].
    pieces: Vec<usize>,
    /// How much of its text was claimed.
    coverage: Coverage,
}

impl UnclaimedText {
    /// What concerns the project in these rows of a list: all but what stands in the rows of others.
    pub fn of_rows(&self, list: usize, own: Range<u32>) -> (Vec<Located<Unclaimed>>, Coverage) {
        let mut pieces = self.common.pieces.clone();
        let mut coverage = self.common.coverage;
        for (_, share) in self.rows.range((list, own.start)..(list, own.end.max(own.start))) {
            pieces.extend(&share.pieces);
            coverage += share.coverage;
        }
        pieces.sort_unstable();
        (pieces.into_iter().filter_map(|at| self.pieces.get(at).cloned()).collect(), coverage)
    }
}

/// Lists the text of a page that no field claimed. `lists`: those on it.
pub fn list_unclaimed(page: &Page<'_>, lists: &[RowsOfList<'_>]) -> UnclaimedText {
    let mut text = UnclaimedText { pieces: Vec::new(), common: Share::default(), rows: BTreeMap::new() };
    let in_lines = page.stretches.iter().any(|stretch| match stretch {
        Stretch::Grid { index, .. } => matches!(index.grid.origin, Spot::Paragraph { .. }),
        Stretch::Lines(_) => false,
    });
    for piece in &page.pieces {
        let (left, kind) = what_is_left(piece);
        let listed = !left.trim().is_empty() && !is_bare_blank(left) && !is_prompt(left, &[]);
        let held = visible(piece.text);
        let within = |(number, list): (usize, &RowsOfList<'_>)| {
            let beside = lists.len() == 1 || list.grid.is_some_and(|grid| row_beside(grid, &piece.spot).is_some());
            let row = row_of(&piece.spot, in_lines).filter(|row| beside && list.rows.contains(row))?;
            Some((number, row))
        };
        let share = match lists.iter().enumerate().find_map(within) {
            Some(row) => text.rows.entry(row).or_default(),
            None => &mut text.common,
        };
        if held > 0 {
            let left = if listed { visible(left).min(held) } else { 0 };
            share.coverage += Coverage { held, claimed: held - left };
        }
        if listed {
            share.pieces.push(text.pieces.len());
            let place = page.document.place(piece.spot.clone());
            text.pieces.push(Located { value: kind, raw: left.trim_matches(is_invisible).to_owned(), place });
        }
    }
    text
}

/// The row of the outermost grid that a spot stands in; `in_lines`: there is a list whose rows are paragraphs.
fn row_of(spot: &Spot, in_lines: bool) -> Option<u32> {
    match spot {
        Spot::Paragraph { number, .. } if in_lines => number.checked_sub(1),
        Spot::SheetCell { row, .. } | Spot::PageCell { row, .. } => Some(*row),
        Spot::TableCell { path, .. } => path.first().map(|(_, row, _)| *row),
        _ => None,
    }
}

/// The row of a spot that lies in the same grid as another one.
pub fn row_beside(own: &Spot, spot: &Spot) -> Option<u32> {
    match (own, spot) {
        (Spot::SheetCell { sheet: own, .. }, Spot::SheetCell { sheet, row, .. }) => (own == sheet).then_some(*row),
        (Spot::TableCell { story: own, path: ours }, Spot::TableCell { story, path }) => {
            let depth = ours.len().checked_sub(1)?;
            let (table, row, _) = *path.get(depth)?;
            let same = own == story && ours.get(..depth) == path.get(..depth) && ours.get(depth)?.0 == table;
            same.then_some(row)
        }
        (Spot::Paragraph { story: own, .. }, Spot::Paragraph { story, number }) => {
            (own == story).then(|| number.saturating_sub(1))
        }
        _ => None,
    }
}

fn what_is_left<'p>(piece: &'p Piece<'_>) -> (&'p str, Unclaimed) {
    match piece.claim {
        Claim::None if piece.hidden => (piece.text, Unclaimed::Hidden),
        Claim::None => (piece.text, Unclaimed::Unknown),
        Claim::Foreign if is_dated_by_signer(piece.text) => (piece.text, Unclaimed::Unknown),
        Claim::Foreign => (piece.text, Unclaimed::Foreign),
        Claim::Label | Claim::Value | Claim::Title => (piece.leftover.as_deref().unwrap_or(""), Unclaimed::Unknown),
    }
}

/// 工会主席：张伟　2026年10月8日: whether who answers for the unit and a day alone stand in a text, which may be the line to sign.
fn is_dated_by_signer(text: &str) -> bool {
    const LONGEST: usize = 40;
    let Some((who, rest)) = text.split_once(['：', ':']).filter(|_| text.chars().count() <= LONGEST) else {
        return false;
    };
    names_signer(who) && !who.contains("意见") && find_date(rest).is_some_and(|found| !found.rest.contains(['：', ':']))
}

/// Characters of a text that were to be claimed: no white space, no blanks to be filled in.
pub fn visible(text: &str) -> usize {
    text.chars().filter(|c| !is_invisible(*c) && !matches!(c, '_' | '＿')).count()
}
