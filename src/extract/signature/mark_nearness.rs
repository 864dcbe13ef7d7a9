//! How near a mark lies to a signature line: on it, by it for a person to look at, or away.
//!
//! A mark counts as on the line where it begins in the line's row or its middle lies there; near it, a person must look.

use std::ops::RangeInclusive;

use crate::extract::candidate::Candidate;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::form_words::ends_in_others_opinion;
use crate::extract::label::form_words::giver_of_opinion;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::label_words::signs_below;
use crate::extract::label::label_words::signs_beside;
use crate::extract::label::label_words::signs_for_others;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::page::Stretch;
use crate::extract::signature::shared_cell::may_be_of_another;
use crate::extract::signature::signers_table::is_signer;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::parse_date;
use crate::extract::values::prompt::asks_for_mark;
use crate::model::Anchor;
use crate::model::Cell;
use crate::model::Drop;
use crate::model::Mark;
use crate::model::Spot;
use crate::model::StoryKind;
use crate::model::normalise;

/// So many empty rows below a line may hold its mark, for a person to look at.
const NEAR_ROWS: u32 = 3;

/// A mark that begins so many columns behind the last one of the form lies aside.
const ASIDE: u32 = 4;

/// The largest signature in EMU, across and down: 9 by 5 centimetres.
const LARGEST: (u64, u64) = (3_240_000, 1_800_000);

/// In EMU: how high a page's header reaches, how far above the paragraph that it hangs on the middle of a signature may lie, and
/// below it, and how high a line of text is; and a line of a narrow cell holds so many characters.
const HEADER: i64 = 800_000;
const ABOVE: i64 = 650_000;
const BELOW: i64 = 1_800_000;
const LINE: i64 = 220_000;
const SHORT_LINE: usize = 16;

/// How near a mark lies to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// Not there.
    Away,
    /// In the row before or behind: a person must look.
    Near,
    /// On the line.
    On,
}

/// Cells of a line: rows from and up to, columns from and up to.
#[derive(Clone, Copy, Debug)]
struct Area {
    rows: (u32, u32),
    columns: (u32, u32),
}

/// The grid that a line stands in.
pub struct Home<'p, 'd> {
    index: &'p GridIndex<'d>,
    /// The cell of its label.
    label: &'d Cell,
    /// Whether that is the line's own cell, in a list: what is below it is another's.
    in_list: bool,
    area: Area,
}

/// How near a mark lies to a line, which stands in this grid.
pub fn nearness_of(page: &Page<'_>, line: &Candidate<'_>, home: Option<&Home<'_, '_>>, mark: &Mark) -> Nearness {
    let (Some(anchor), Some(label)) = (&mark.anchor, page.pieces.get(line.label_piece)) else { return Nearness::Away };
    let is_answer = |piece: &usize| page.pieces.get(*piece).is_some_and(|piece| piece.spot == anchor.from);
    let in_answer = matches!(anchor.from, Spot::Paragraph { .. }) && line.pieces.iter().any(is_answer);
    let nearness = match in_answer || stands_with_answer(line, anchor, home) {
        true => Nearness::On,
        false => nearness_to_label(page, (line, label), home, (mark, anchor)),
    };
    let is_doubted =
        || is_drawn_elsewhere(page, mark, anchor) || follows_another(line, anchor) || floats_by_another(home, anchor);
    if nearness == Nearness::On && is_doubted() {
        return Nearness::Near;
    }
    // in the next row of a list another one signs
    if nearness == Nearness::Near && is_cell_of_list(page, line) { Nearness::Away } else { nearness }
}

/// Whether what stands in a line stands right behind the label of somebody else who signs: 经办人签字：[picture]　领导签字：____, or of
/// who signs below the one that the line is of.
fn follows_another(line: &Candidate<'_>, anchor: &Anchor) -> bool {
    let before = anchor.in_text.follows.trim_end_matches(|c: char| is_invisible(c) || matches!(c, '_' | '：' | ':'));
    let label = before.rsplit(|c: char| is_invisible(c) || "_：:；;，,。、".contains(c)).next().unwrap_or_default();
    let label = normalise(label);
    let is_below = || label.contains('签') && signs_below(&label) && is_signed_above(line);
    let is_below = || is_below() || signs_for_others(&label);
    let is_theirs = || ends_in_others_opinion(&anchor.in_text.follows) && line.rank != Rank::Borrowed;
    anchor.inline && ((signs_beside(&label) || is_below()) && !line.label.contains(&*label) || is_theirs())
}

/// Whether what floats over a cell in which several sign lies by another's line.
fn floats_by_another(home: Option<&Home<'_, '_>>, anchor: &Anchor) -> bool {
    let Some((home, (row, column), down)) =
        home.zip(anchor.middle).zip(anchor.in_text.down).map(|((home, middle), down)| (home, middle, down))
    else {
        return false;
    };
    let cell = home.index.covering(row, column).and_then(|at| home.index.cell(at));
    cell.filter(|_| !anchor.inline).is_some_and(|cell| {
        let above = row.saturating_sub(cell.row).saturating_mul(100).saturating_add(down.into());
        may_be_of_another(&cell.text, u8::try_from(above / cell.height.max(1)).unwrap_or(100))
    })
}

/// 签字盖章 | 主要负责人：: whether a text that no field asks for says who signs the line that it stands in.
fn says_who(piece: &Piece<'_>) -> bool {
    let first = piece.text.trim().lines().next().unwrap_or_default();
    piece.claim == Claim::Foreign
        && !first.contains('章')
        && first.ends_with(['：', ':'])
        && is_signer(&core_of(first).text)
}

/// Whether the one who answers for the unit signs on a line, or on one within the opinion that it is.
fn is_signed_above(line: &Candidate<'_>) -> bool {
    let answers = |label: &str| label.contains('签') && names_signer(label) && !signs_below(label);
    let before_colon = |text: &str| text.rsplit(is_invisible).next().map(str::to_owned).unwrap_or_default();
    answers(&line.label) || line.raw.split(['：', ':']).any(|text| answers(&before_colon(text)))
}

/// Whether what hangs on a paragraph floats far from it: well above it, farther below than it and what may be blank behind it
/// reach, or where only a page's header is.
fn is_drawn_elsewhere(page: &Page<'_>, mark: &Mark, anchor: &Anchor) -> bool {
    let height = mark.extent.and_then(|(_, height)| i64::try_from(height).ok()).unwrap_or(0);
    match anchor.in_text.drop {
        Some(Drop::Page(top)) => top + height / 2 < HEADER,
        Some(Drop::Paragraph(top)) => {
            let texts = page.pieces.iter().filter(|piece| piece.spot == anchor.from).map(|piece| piece.text);
            let lines = texts.map(|text| text.lines().count() + text.chars().count() / SHORT_LINE).sum::<usize>();
            let below = BELOW + LINE * i64::try_from(lines).unwrap_or(0);
            !(-ABOVE..=below).contains(&(top + height / 2))
        }
        None => false,
    }
}

fn nearness_to_label(
    page: &Page<'_>,
    (line, label): (&Candidate<'_>, &Piece<'_>),
    home: Option<&Home<'_, '_>>,
    (mark, anchor): (&Mark, &Anchor),
) -> Nearness {
    match (&label.spot, &anchor.from) {
        (Spot::SheetCell { sheet, .. }, Spot::SheetCell { sheet: other, row, column }) if sheet == other => {
            home.map_or(Nearness::Away, |home| nearness_on_sheet(page, line, home, (mark, anchor), (*row, *column)))
        }
        (Spot::TableCell { story, path }, Spot::TableCell { story: other, path: at }) if story == other => {
            nearness_in_table(home, path, at)
        }
        (Spot::Paragraph { story, number }, Spot::Paragraph { story: other, number: at }) if story == other => {
            nearness_of_paragraphs(page, (line.label_piece, *number), *at, anchor.inline)
        }
        // A picture in a text box is anchored where the box is.
        (Spot::Paragraph { story, .. }, _) if is_box_at(page, *story, &anchor.from) => Nearness::On,
        _ => Nearness::Away,
    }
}

/// Whether a line is a cell below a list's heading, rather than beside or below a label of its own.
pub fn is_cell_of_list(page: &Page<'_>, line: &Candidate<'_>) -> bool {
    page.pieces
        .get(line.label_piece)
        .is_some_and(|piece| piece.claim != Claim::Label && !normalise(piece.text).contains(&line.label))
}

/// Whether a mark stands in the cell that holds what was written for the line, wherever that cell is: below 五、单位意见 in a row
/// of its own, or framed in a table behind the heading.
fn stands_with_answer(line: &Candidate<'_>, anchor: &Anchor, home: Option<&Home<'_, '_>>) -> bool {
    if line.raw.trim().is_empty() {
        return false;
    }
    match (&line.spot, &anchor.from) {
        (Spot::TableCell { story, path }, Spot::TableCell { story: other, path: at }) => {
            story == other && at.starts_with(path)
        }
        (Spot::SheetCell { sheet, row, column }, Spot::SheetCell { sheet: other, row: from, column: left }) => {
            let middle_row = anchor.middle.map_or(*from, |(middle, _)| middle);
            let answer = home.filter(|_| sheet == other).and_then(|home| {
                let cell = home.index.covering(*row, *column).and_then(|at| home.index.cell(at))?;
                let rows = cell.row..cell.row.saturating_add(cell.height);
                let columns = cell.column..cell.column.saturating_add(cell.width);
                Some(rows.contains(&middle_row) && columns.contains(left))
            });
            answer == Some(true)
        }
        _ => false,
    }
}

/// Whether what was taken for a line's value stands in a row that another label begins: the opinion below, of those above.
pub fn is_in_row_of_another(page: &Page<'_>, line: &Candidate<'_>) -> bool {
    let is_beside = |spot: &Spot| match (spot, &line.spot) {
        (Spot::SheetCell { sheet, row, column }, Spot::SheetCell { sheet: own, row: own_row, column: own_column }) => {
            sheet == own && row == own_row && column < own_column
        }
        (Spot::TableCell { story, path }, Spot::TableCell { story: own, path: own_path }) => {
            let (Some((cell, around)), Some((own_cell, own_around))) = (path.split_last(), own_path.split_last())
            else {
                return false;
            };
            let same_row = (cell.0, cell.1) == (own_cell.0, own_cell.1);
            story == own && around == own_around && same_row && cell.2 < own_cell.2
        }
        _ => false,
    };
    let label = page.pieces.get(line.label_piece).map(|piece| &piece.spot);
    // 市总工会意见 | 本单位意见: what stands beside the answer answers the heading left of the line's own.
    let head_of = |spot: &Spot| {
        let head = label.zip(column_of(spot)).filter(|(label, column)| Some(*column) < column_of(label));
        let head = head.and_then(|(label, column)| in_column(label, column))?;
        let heads = |piece: &&Piece<'_>| matches!(piece.claim, Claim::Label | Claim::Foreign) && piece.spot == head;
        page.pieces.iter().find(heads)
    };
    // and so does what stands below 填报人签名 | 主要负责人签名
    let is_headed = |piece: &Piece<'_>| {
        let signs = piece.text.contains('签') && giver_of_opinion(piece.text).is_none();
        head_of(&piece.spot).is_some_and(|head| {
            let who = core_of(head.text).text;
            signs || head.text.contains('签') || is_signer(&who) || signs_beside(&who)
        })
    };
    label != Some(&line.spot)
        && !label.is_some_and(is_beside)
        && page.pieces.iter().any(|piece| {
            matches!(piece.claim, Claim::Label | Claim::Foreign)
                && !piece.text.trim().is_empty()
                && is_beside(&piece.spot)
                && !is_headed(piece)
                // 签字 | 王芳 | 赵志 below 经办人 | 工会主席
                && (line.label.contains('签') || !asks_for_mark(piece.text))
        })
}

/// The column of a grid that a cell begins in.
fn column_of(spot: &Spot) -> Option<u32> {
    match spot {
        Spot::SheetCell { column, .. } => Some(*column),
        Spot::TableCell { path, .. } => path.last().map(|cell| cell.2),
        _ => None,
    }
}

/// The cell in another column of the same row.
fn in_column(spot: &Spot, to: u32) -> Option<Spot> {
    let mut other = spot.clone();
    match &mut other {
        Spot::SheetCell { column, .. } => *column = to,
        Spot::TableCell { path, .. } => path.last_mut()?.2 = to,
        _ => return None,
    }
    Some(other)
}

/// Whether this story is a text box that is anchored here.
fn is_box_at(page: &Page<'_>, kind: StoryKind, here: &Spot) -> bool {
    matches!(kind, StoryKind::TextBox(_))
        && page
            .document
            .stories
            .iter()
            .any(|story| story.kind == kind && story.anchor.as_ref().is_some_and(|anchor| anchor.from == *here))
}

fn nearness_on_sheet(
    page: &Page<'_>,
    line: &Candidate<'_>,
    home: &Home<'_, '_>,
    (mark, anchor): (&Mark, &Anchor),
    (row, column): (u32, u32),
) -> Nearness {
    let area = home.area;
    let (first, end) = area.rows;
    let right_edge = anchor.to.map_or(column, |(_, right)| right);
    let columns_meet = right_edge >= area.columns.0 && column < area.columns.1.max(area.columns.0 + 1);
    if anchor.inline {
        let here = (first..end).contains(&row) && columns_meet || home.is_below_heading(row, column);
        return if here { Nearness::On } else { Nearness::Away };
    }
    let tall = anchor.to.is_some_and(|(bottom, _)| bottom.saturating_sub(row) > 14);
    let begins_here = (first..end).contains(&row);
    let middle_here = anchor.middle.is_some_and(|(middle, _)| (first..end).contains(&middle));
    let bottom = anchor.to.map_or(row, |(bottom, _)| bottom);
    let middle_row = anchor.middle.map_or(row, |(middle, _)| middle);
    // What hangs into the line from above may be a signature put too high; from the title's row it is a letterhead.
    let is_another_s = || home.is_signed_by_another(page, row, column);
    let hangs = row < first && bottom >= first && !is_titled(page, line, row..=middle_row) && !is_another_s();
    // So is what lies wholly in the row above, if it is as small as a signature.
    let above =
        middle_row + 1 == first && is_small(mark) && !is_titled(page, line, row..=middle_row) && !is_another_s();
    let next_row = (end..end.saturating_add(NEAR_ROWS)).contains(&middle_row)
        && (end..=middle_row).all(|between| home.index.is_blank_row(between));
    let middle_column = anchor.middle.map_or(column, |(_, middle)| middle);
    match () {
        () if home.is_below_heading(middle_row, middle_column) => Nearness::On,
        () if tall || !columns_meet => Nearness::Away,
        // behind the last column of the form it may have been laid aside
        () if (begins_here || middle_here) && column >= home.index.grid.columns.saturating_add(ASIDE) => Nearness::Near,
        () if begins_here || middle_here => Nearness::On,
        () if next_row || hangs || above => Nearness::Near,
        () => Nearness::Away,
    }
}

/// Whether a mark is no larger than a signature, where that is known.
pub fn is_small(mark: &Mark) -> bool {
    mark.extent.is_some_and(|(width, height)| width <= LARGEST.0 && height <= LARGEST.1)
}

/// Whether the form's title stands in one of these rows of the line's own sheet.
fn is_titled(page: &Page<'_>, line: &Candidate<'_>, rows: RangeInclusive<u32>) -> bool {
    let Spot::SheetCell { sheet: own, .. } = &line.spot else { return false };
    page.pieces
        .iter()
        .filter(|piece| piece.claim == Claim::Title)
        .any(|piece| matches!(&piece.spot, Spot::SheetCell { sheet, row, .. } if sheet == own && rows.contains(row)))
}

impl<'p, 'd> Home<'p, 'd> {
    /// The grid of a line; None where it stands in running text.
    pub fn of(page: &'p Page<'d>, line: &Candidate<'_>) -> Option<Self> {
        page.stretches.iter().find_map(|stretch| {
            let Stretch::Grid { index, first, offset } = stretch else { return None };
            let at = line.label_piece.checked_sub(*first)? + offset;
            let label = index.cell(at).filter(|_| index.cells().contains(&at))?;
            // its cells reach from the label's column up to the next label in its row
            let in_list = is_cell_of_list(page, line);
            let column = match &line.spot {
                Spot::SheetCell { row, column, .. } if *row == label.row && in_list => *column,
                _ => label.column,
            };
            let end = label.column.saturating_add(label.width).max(column.saturating_add(1));
            let is_label = |&&next: &&usize| {
                let piece = (first + next).checked_sub(*offset).and_then(|piece| page.pieces.get(piece));
                let is_theirs = |piece: &Piece<'_>| {
                    let head = piece.text.split_once(['：', ':']).filter(|(head, _)| head.contains('签'));
                    head.is_some_and(|(head, _)| signs_for_others(&normalise(head))) && !signs_for_others(&line.label)
                };
                let ends = |piece: &Piece<'_>| {
                    matches!(piece.claim, Claim::Label | Claim::Foreign) && !says_who(piece) || is_theirs(piece)
                };
                piece.is_some_and(ends)
            };
            let next_label = index.right_of(label.row, end).iter().find(is_label).and_then(|&next| index.cell(next));
            let right = next_label.map_or(u32::MAX, |next| next.column);
            let rows = (label.row, label.row.saturating_add(label.height));
            Some(Self { index, label, in_list, area: Area { rows, columns: (column, right) } })
        })
    }

    /// Whether a cell holds text that belongs to what others say of the form: what lies on it is theirs.
    fn is_signed_by_another(&self, page: &Page<'_>, row: u32, column: u32) -> bool {
        let cell = self.index.covering(row, column).and_then(|at| self.index.cell(at));
        let cell = cell.filter(|cell| asks_for_mark(&cell.text));
        cell.is_some_and(|cell| {
            let spot = self.index.grid.spot(cell.row, cell.column);
            page.pieces.iter().any(|piece| piece.claim == Claim::Foreign && piece.spot == spot)
        })
    }

    /// Whether this is the empty cell below a label that heads a column: beside the label there is no room to sign.
    fn is_below_heading(&self, row: u32, column: u32) -> bool {
        if self.in_list {
            return false;
        }
        let (index, label) = (self.index, self.label);
        let (below, right) = (label.row.saturating_add(label.height), label.column.saturating_add(label.width));
        let room = index.right_of(label.row, right).first().and_then(|&next| index.cell(next));
        let no_room =
            room.map_or(right >= index.grid.columns, |next| next.column == right && !next.text.trim().is_empty());
        let cell = index.covering(row, column).and_then(|under| index.cell(under));
        let is_free = match cell {
            Some(cell) => (cell.row, cell.column) == (below, label.column) && is_bare_blank(&cell.text),
            // A cell without text or borders is often not stored at all.
            None => row == below && (label.column..right).contains(&column),
        };
        no_room && row >= below && is_free
    }
}

fn nearness_in_table(home: Option<&Home<'_, '_>>, label: &[(u32, u32, u32)], at: &[(u32, u32, u32)]) -> Nearness {
    // A mark in a table nested in the line's own cell is on the line.
    let (Some((table, row, column)), Some((other, mark_row, mark_column))) = (label.last(), at.get(label.len() - 1))
    else {
        return Nearness::Away;
    };
    let same_outer = label.get(..label.len() - 1) == at.get(..label.len() - 1);
    if !same_outer || table != other {
        return Nearness::Away;
    }
    let area = home.map_or(Area { rows: (*row, row + 1), columns: (*column, u32::MAX) }, |home| home.area);
    let columns_meet = (area.columns.0..area.columns.1).contains(mark_column);
    if home.is_some_and(|home| home.is_below_heading(*mark_row, *mark_column)) {
        return Nearness::On;
    }
    if (area.rows.0..area.rows.1).contains(mark_row) && columns_meet {
        Nearness::On
    } else if (mark_row + 1 == area.rows.0 || *mark_row == area.rows.1)
        && columns_meet
        && home.is_none_or(|home| home.index.is_blank_row(*mark_row))
    {
        Nearness::Near
    } else {
        Nearness::Away
    }
}

/// In the line's own paragraph, or in the next one where that holds no text of its own. What floats may be anchored to a
/// paragraph before the line, but not to a title, where letterheads are.
fn nearness_of_paragraphs(page: &Page<'_>, (piece, label): (usize, u32), mark: u32, inline: bool) -> Nearness {
    if mark == label {
        return Nearness::On;
    }
    let behind = i64::from(mark) - i64::from(label);
    if !(-1..=2).contains(&behind) {
        return Nearness::Away;
    }
    // A table between two paragraphs parts them.
    let together = page.stretches.iter().any(|stretch| match stretch {
        Stretch::Lines(range) => {
            range.contains(&piece)
                && page.pieces.get(range.clone()).is_some_and(|lines| {
                    lines.iter().any(|line| matches!(&line.spot, Spot::Paragraph { number, .. } if *number == mark))
                })
        }
        Stretch::Grid { .. } => false,
    });
    if !together {
        return Nearness::Away;
    }
    let titled = page.pieces.iter().any(|piece| {
        piece.claim == Claim::Title && matches!(&piece.spot, Spot::Paragraph { number, .. } if *number == mark)
    });
    let blank = page
        .pieces
        .iter()
        .filter(|piece| matches!(&piece.spot, Spot::Paragraph { number, .. } if *number == mark))
        .all(|piece| piece.text.trim().is_empty() || is_bare_blank(piece.text) || parse_date(piece.text).is_some());
    match behind {
        1 if blank => Nearness::On,
        1 | 2 if blank || !inline => Nearness::Near,
        // （领导签字） below what was signed.
        -1 if inline && blank && follows_mark(page, piece) => Nearness::On,
        -1 if !inline && !titled => Nearness::Near,
        _ => Nearness::Away,
    }
}

/// Whether a line is written below or behind the mark: the label alone, in parentheses.
fn follows_mark(page: &Page<'_>, line: usize) -> bool {
    page.pieces.get(line).is_some_and(|piece| {
        let text = piece.text.trim_matches(is_invisible);
        text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
    })
}
