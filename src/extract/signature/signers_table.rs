//! A table in which several sign, a row each (姓名 | 职务 | 签字 | 日期) or a column each (签字 | 经办人 | 主要负责人): the row or column of
//! the one who answers for the unit.

use crate::extract::candidate::Candidate;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::label_words::signs_below;
use crate::extract::label::label_words::signs_beside;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::signature::mark_nearness::is_cell_of_list;
use crate::extract::signature::name_next_to::is_right_above;
use crate::extract::signature::signing_day::column_of;
use crate::extract::signature::signing_day::row_of;
use crate::model::Spot;

/// Characters of the longest words that say who signs in a row.
const LONGEST_ROLE: usize = 8;
/// Who, by what name, where to sign: a table of fewer columns is none of signers.
const LEAST_COLUMNS: usize = 3;
/// So many who sign make a row of them, which stands so far above the names and days at most.
const LEAST_ROLES: usize = 2;
const FARTHEST_ROLES: u32 = 3;
/// So many texts before a line are looked at for the heading above it.
const FARTHEST_HEADING: usize = 12;
/// So many rows at most are looked at for the leader's.
const MOST_ROWS: usize = 40;

/// What a heading of such a table asks for, out of the row or column of the one who answers for the unit. None for any other
/// candidate; the rows of a list of projects are signed each for itself. `signer` is who the measure itself says signs.
pub fn seat_of_leader<'d>(page: &Page<'d>, asked: &Candidate<'d>, signer: &str) -> Option<Candidate<'d>> {
    seat_in_row(page, asked, signer).or_else(|| seat_in_column(page, asked, signer))
}

fn seat_in_row<'d>(page: &Page<'d>, asked: &Candidate<'d>, signer: &str) -> Option<Candidate<'d>> {
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
            (column_of(&piece.spot) != Some(column) && (is_signer(&who) || who == signer)).then_some((at, who))
        });
        (is_told || leader.is_some()).then_some(leader)
    };
    let rows = (first..).take(MOST_ROWS).map_while(|row| leader_in(row).map(|leader| (row, leader)));
    // who signs below the one who answers for the unit counts where that one has no row
    let (row, (role, who)) = rows
        .filter_map(|(row, leader)| Some((row, leader?)))
        .min_by_key(|(_, (_, who))| (who != signer, signs_below(who)))?;
    let spot = in_cell(&head.spot, row, Some(column))?;
    Some(seated(page, asked, (role, who), spot))
}

/// What such a heading asks for where each signs in a column: 签字 | 经办人 | 主要负责人 over the names, or beside them, and 日期 beside
/// the days below.
fn seat_in_column<'d>(page: &Page<'d>, asked: &Candidate<'d>, signer: &str) -> Option<Candidate<'d>> {
    let head = page.pieces.get(asked.label_piece).filter(|_| !is_cell_of_list(page, asked))?;
    let (head_row, column) = (row_of(&head.spot)?, column_of(&head.spot)?);
    let roles_in = |row: u32| {
        let is_here = |spot: &Spot| {
            row_of(spot) == Some(row)
                && column_of(spot) > Some(column)
                && in_cell(&head.spot, row, column_of(spot)).as_ref() == Some(spot)
        };
        let told =
            page.pieces.iter().enumerate().filter(|(_, piece)| is_here(&piece.spot) && !piece.text.trim().is_empty());
        let roles = told.map(|(at, piece)| (at, who_says(piece.text))).collect::<Vec<(usize, String)>>();
        let is_role = |who: &str| is_signer(who) || who == signer || is_another(who);
        (roles.len() >= LEAST_ROLES && roles.iter().all(|(_, who)| is_role(who))).then_some((row, roles))
    };
    let (roles_row, roles) = (0..=FARTHEST_ROLES).filter_map(|up| head_row.checked_sub(up)).find_map(roles_in)?;
    let (role, who) = roles
        .into_iter()
        .filter(|(_, who)| is_signer(who) || who == signer)
        .min_by_key(|(_, who)| (who != signer, signs_below(who)))?;
    // the names stand below the heading's own row where that holds who signs
    let row = head_row + u32::from(roles_row == head_row);
    let is_headed = |piece: &Piece<'_>| Some(&piece.spot) == in_cell(&head.spot, row, Some(column)).as_ref();
    if row > head_row && page.pieces.iter().any(|piece| is_headed(piece) && !piece.text.trim().is_empty()) {
        return None;
    }
    let spot = in_cell(&head.spot, row, column_of(&page.pieces.get(role)?.spot))?;
    Some(seated(page, asked, (role, who), spot))
}

/// Who gives the opinion that a heading asks for, or signs: 经办人意见 | 主要负责人意见 over the rows 意见, 签字 and 日期.
fn who_says(heading: &str) -> String {
    let told = core_of(heading).text;
    told.strip_suffix("意见").map(str::to_owned).unwrap_or(told)
}

/// Whether words say of somebody that he signs beside or below the one who answers for the unit.
fn is_another(who: &str) -> bool {
    signs_beside(who) || signs_below(who) && !who.contains('签')
}

/// 经办人意见 | 部门意见 | 主要负责人意见 over a row of cells in each of which one signs: whether a line is of one who does not answer for the
/// unit, beside one who does.
pub fn is_in_another_s_column(page: &Page<'_>, line: &Candidate<'_>) -> bool {
    let label = page.pieces.get(line.label_piece).filter(|label| label.spot == line.spot);
    let Some(label) = label.filter(|label| row_of(&label.spot).is_some()) else { return false };
    let before = || page.pieces.iter().take(line.label_piece).rev().take(FARTHEST_HEADING);
    let is_opinion = |piece: &&Piece<'_>| piece.text.trim_end().ends_with("意见");
    let above = before().find(|piece| is_right_above(&piece.spot, &label.spot)).filter(is_opinion);
    above.filter(|above| is_another(&who_says(above.text))).is_some_and(|above| {
        let beside = before().filter(|piece| row_of(&piece.spot) == row_of(&above.spot));
        beside.filter(is_opinion).any(|piece| is_signer(&who_says(piece.text)))
    })
}

/// What stands in a cell, as what was asked of this one in a table of signers.
fn seated<'d>(page: &Page<'d>, asked: &Candidate<'d>, (role, who): (usize, String), spot: Spot) -> Candidate<'d> {
    let answer = page.pieces.iter().position(|piece| piece.spot == spot);
    let raw = answer.and_then(|at| page.pieces.get(at)).map(|piece| piece.text.to_owned()).unwrap_or_default();
    let (contents, pieces) = (Vec::new(), answer.into_iter().collect());
    Candidate { label: who, label_piece: role, raw, contents, spot, pieces, ..asked.clone() }
}

/// 项目负责人 of 项目负责人签字: who a measure says signs.
pub fn who_signs(label: &str) -> &str {
    ["签字", "签名", "签章"].iter().find_map(|mark| label.strip_suffix(mark)).unwrap_or(label)
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
