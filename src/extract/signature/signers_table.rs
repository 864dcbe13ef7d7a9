//! A table in which several sign, a row each (姓名 | 职务 | 签字 | 日期): the row of the one who answers for the unit.

use crate::extract::candidate::Candidate;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::label_words::signs_below;
use crate::extract::label::label_words::signs_beside;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::signature::mark_nearness::is_cell_of_list;
use crate::extract::signature::signing_day::column_of;
use crate::extract::signature::signing_day::row_of;
use crate::model::Spot;

/// Characters of the longest words that say who signs in a row.
const LONGEST_ROLE: usize = 8;
/// Who, by what name, where to sign: a table of fewer columns is none of signers.
const LEAST_COLUMNS: usize = 3;
/// So many rows at most are looked at for the leader's.
const MOST_ROWS: usize = 40;

/// What a heading of such a table asks for, out of the row of the one who answers for the unit. None for any other candidate; the
/// rows of a list of projects are signed each for itself.
pub fn seat_in_row<'d>(page: &Page<'d>, asked: &Candidate<'d>) -> Option<Candidate<'d>> {
    let head = page.pieces.get(asked.label_piece).filter(|_| !is_cell_of_list(page, asked))?;
    let (head_row, column) = (row_of(&head.spot)?, column_of(&head.spot)?);
    let first = match row_of(&asked.spot) {
        Some(row) if row == head_row + 1 => row,
        // nothing in the first row was taken for an answer: nobody signed there, or （张伟）
        Some(_) if asked.spot == head.spot => {
            let below = in_cell(&head.spot, head_row + 1, Some(column));
            let is_written = |piece: &Piece<'_>| Some(&piece.spot) == below.as_ref() && !piece.text.trim().is_empty();
            head_row + if page.pieces.iter().any(is_written) { 1 } else { 2 }
        }
        _ => return None,
    };
    let in_row = |row: u32| {
        let cells = page.pieces.iter().enumerate();
        cells.filter(move |(_, piece)| in_cell(&head.spot, row, column_of(&piece.spot)).as_ref() == Some(&piece.spot))
    };
    let headed: Vec<Option<u32>> = in_row(head_row).map(|(_, piece)| column_of(&piece.spot)).collect();
    if headed.len() < LEAST_COLUMNS || in_row(head_row).any(|(_, piece)| piece.text.contains(['：', ':'])) {
        return None;
    }
    let leader_in = |row: u32| {
        let mut others = in_row(row).filter(|(_, piece)| headed.contains(&column_of(&piece.spot)));
        let mut is_told = false;
        let leader = others.find_map(|(at, piece)| {
            is_told |= !piece.text.trim().is_empty();
            let who = core_of(piece.text).text;
            (column_of(&piece.spot) != Some(column) && is_signer(&who)).then_some((at, who))
        });
        (is_told || leader.is_some()).then_some(leader)
    };
    let rows = (first..).take(MOST_ROWS).map_while(|row| leader_in(row).map(|leader| (row, leader)));
    // who signs below the one who answers for the unit counts where that one has no row
    let (row, (role, who)) =
        rows.filter_map(|(row, leader)| Some((row, leader?))).min_by_key(|(_, (_, who))| signs_below(who))?;
    let spot = in_cell(&head.spot, row, Some(column))?;
    let answer = page.pieces.iter().position(|piece| piece.spot == spot);
    let raw = answer.and_then(|at| page.pieces.get(at)).map(|piece| piece.text.to_owned()).unwrap_or_default();
    let (contents, pieces) = (Vec::new(), answer.into_iter().collect());
    Some(Candidate { label: who, label_piece: role, raw, contents, spot, pieces, ..asked.clone() })
}

/// Whether words in a cell of their own say who signs for the unit: 主要负责人, 分管领导.
pub fn is_signer(who: &str) -> bool {
    who.chars().count() <= LONGEST_ROLE && names_signer(who) && !signs_beside(who) && !who.contains(['签', '意'])
}

/// The cell of the same grid in this row and column.
fn in_cell(spot: &Spot, to_row: u32, to_column: Option<u32>) -> Option<Spot> {
    let (mut other, to_column) = (spot.clone(), to_column?);
    match &mut other {
        Spot::SheetCell { row, column, .. } | Spot::PageCell { row, column, .. } => {
            (*row, *column) = (to_row, to_column);
        }
        Spot::TableCell { path, .. } => {
            let (_, row, column) = path.last_mut()?;
            (*row, *column) = (to_row, to_column);
        }
        _ => return None,
    }
    Some(other)
}
