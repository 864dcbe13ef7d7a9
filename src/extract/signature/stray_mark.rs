//! A mark that may be the signature though it lies by no signature line: of the size of one, of strokes, where the form holds
//! no text; or the signed page as a picture. Where the line itself is bare, a person must look before anybody is told that the
//! form is not signed.

use std::ops::RangeInclusive;

use crate::extract::candidate::Candidate;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::extract::signature::counts;
use crate::extract::signature::mark_nearness::is_cell_of_list;
use crate::extract::signature::mark_nearness::is_small;
use crate::extract::signature::mark_state::state_of;
use crate::model::Anchor;
use crate::model::Cell;
use crate::model::Mark;
use crate::model::PictureLook;
use crate::model::Signature;
use crate::model::SignatureState;
use crate::model::Spot;

/// The least height in pixels of a page that can be read, and the shapes that sheets of paper have: height to width in
/// hundredths, also of one that was cut.
const LEAST_HEIGHT: u32 = 400;
const PAGE_SHAPES: RangeInclusive<u64> = 115..=175;

/// The largest picture in a page's header that may be a signature, in EMU across and down: 14 by 8 centimetres.
const LARGEST_IN_HEADER: (u64, u64) = (5_040_000, 2_880_000);

/// A mark that may show the signature though it lies by no line.
#[derive(Clone, Copy)]
pub struct StrayMark<'d> {
    /// The mark.
    pub mark: &'d Mark,
    /// Whether it is a page rather than a signature alone.
    pub is_page: bool,
}

/// A picture elsewhere on the form, which may be the signature put in the wrong place, or the signed page as a picture.
pub fn doubt_stray_mark(page: &Page<'_>, lines: &[&Candidate<'_>], signature: &mut Signature) {
    let unlined = || find_small_mark(page).filter(|_| lines.is_empty()).map(|mark| StrayMark { mark, is_page: false });
    let Some(stray) = find_stray_mark(page).or_else(unlined) else { return };
    if lines.iter().any(|line| is_cell_of_list(page, line) && is_in_column_of(line, stray.mark)) {
        return;
    }
    let place = stray.mark.anchor.as_ref().map(|anchor| page.document.place(anchor.from.clone()));
    let spot = place.as_ref().and_then(|place| place.spot_text());
    signature.doubts.push(match (stray.is_page, spot) {
        (true, spot) => {
            let at = spot.map(|spot| format!("（{spot}）")).unwrap_or_default();
            format!("文件里另有一张整页的图片{at}，可能是签字页的扫描件")
        }
        (false, Some(spot)) => format!("表上另有一张图片（{spot}），不在签字处，可能是放错了位置的签字"),
        (false, None) => "表上另有一张图片，看不出放在哪里，可能是签字".to_owned(),
    });
    signature.stray = place;
    signature.page_elsewhere = stray.is_page;
}

/// Whether a mark lies in the column of a list where each row is signed: by another row.
fn is_in_column_of(line: &Candidate<'_>, mark: &Mark) -> bool {
    let column_of = |spot: &Spot| match spot {
        Spot::SheetCell { sheet, column, .. } => Some((Some(sheet.clone()), *column)),
        Spot::TableCell { path, .. } => path.last().map(|&(_, _, column)| (None, column)),
        _ => None,
    };
    let marked = mark.anchor.as_ref().and_then(|anchor| column_of(&anchor.from));
    marked.is_some() && marked == column_of(&line.spot)
}

/// The first mark on the form that may be a signature put somewhere else, else the first page in it that is a picture; looked
/// for once, however many projects are listed.
fn find_stray_mark<'d>(page: &Page<'d>) -> Option<StrayMark<'d>> {
    let marks = || page.document.marks.iter().filter(|mark| counts(mark));
    let alone = || marks().find(|mark| lies_free(page, mark) && looks_signed(mark));
    let pages = || marks().find(|mark| !is_small(mark) && state_of(mark).1.is_some_and(|look| is_page(mark, &look)));
    *page.stray_mark.get_or_init(|| {
        let alone = alone().map(|mark| StrayMark { mark, is_page: false });
        alone.or_else(|| pages().map(|mark| StrayMark { mark, is_page: true })).or_else(|| find_in_header(page))
    })
}

/// A picture of strokes in a page header, where it may have been put to float over the line; or a signed page, which programs that
/// join scans to a paper put there.
fn find_in_header<'d>(page: &Page<'d>) -> Option<StrayMark<'d>> {
    let marks = || page.document.marks.iter().filter(|mark| mark.in_header);
    let fits = |(width, height): (u64, u64)| width <= LARGEST_IN_HEADER.0 && height <= LARGEST_IN_HEADER.1;
    let signed = marks().find(|mark| mark.extent.is_some_and(fits) && shows_strokes(mark));
    let page = || marks().find(|mark| !is_small(mark) && state_of(mark).1.is_some_and(|look| is_page(mark, &look)));
    let signed = signed.map(|mark| StrayMark { mark, is_page: false });
    signed.or_else(|| page().map(|mark| StrayMark { mark, is_page: true }))
}

/// Whether a picture is a written page: upright as paper is, large enough to be read, of strokes.
pub fn is_page(mark: &Mark, look: &PictureLook) -> bool {
    let is_upright = |width: u64, height: u64| width > 0 && PAGE_SHAPES.contains(&(height * 100 / width));
    look.nature.may_be_strokes()
        && !look.blank
        && look.height >= LEAST_HEIGHT
        && is_upright(look.width.into(), look.height.into())
        && mark.extent.is_none_or(|(width, height)| is_upright(width, height) && !is_small(mark))
}

/// The first small mark of strokes, wherever it lies: on a form whose line was not found it may stand on the line.
fn find_small_mark<'d>(page: &Page<'d>) -> Option<&'d Mark> {
    page.document.marks.iter().find(|mark| counts(mark) && is_small(mark) && looks_signed(mark))
}

fn looks_signed(mark: &Mark) -> bool {
    (mark.extent.is_none() || is_small(mark)) && shows_strokes(mark)
}

fn shows_strokes(mark: &Mark) -> bool {
    match state_of(mark) {
        // what cannot be read, such as a picture that a page only links to, may be one too
        (SignatureState::Ink | SignatureState::Unreadable, _) => true,
        (SignatureState::Picture, look) => {
            look.is_none_or(|look| look.nature.may_be_strokes() && look.ink.0 * 4 >= look.ink.1 * 3)
        }
        _ => false,
    }
}

/// Whether a mark may have been put where it lies by somebody who meant the line: on a part of this form that holds no text, as
/// small as a signature over any text but that of another's opinion, or nobody knows where. What lies at the top, before all
/// text, is a letterhead.
fn lies_free(page: &Page<'_>, mark: &Mark) -> bool {
    let Some(anchor) = &mark.anchor else { return true };
    match &anchor.from {
        Spot::SheetCell { sheet, .. } if is_signing_sheet(page, sheet) => true,
        Spot::SheetCell { sheet, row, column } => page.stretches.iter().any(|stretch| {
            let Stretch::Grid { index, .. } = stretch else { return false };
            let on_sheet = matches!(index.grid.spot(0, 0), Spot::SheetCell { sheet: own, .. } if own == *sheet);
            let (middle_row, middle_column) = anchor.middle.unwrap_or((*row, *column));
            let cell_at = |row: u32, column: u32| index.covering(row, column).and_then(|at| index.cell(at));
            let is_bare = |cell: &Cell| cell.text.trim().is_empty();
            let may_be_meant = |cell: &Cell| {
                is_bare(cell) || is_small(mark) && !is_another_s(page, &index.grid.spot(cell.row, cell.column))
            };
            let first = index.filled_rows().next().unwrap_or(0);
            let (from, middle) = (cell_at(*row, *column), cell_at(middle_row, middle_column));
            on_sheet
                && middle_row > first
                && (*row > first || from.is_none_or(is_bare))
                && from.is_none_or(may_be_meant)
                && middle.is_none_or(may_be_meant)
        }),
        from => {
            is_below_text(page, from)
                && (is_bare_paragraph(page, from, anchor) || hangs_loose(page, mark, from, anchor))
        }
    }
}

/// Whether a sheet that holds nothing of this form is called after signing: 签字页, 领导签名.
fn is_signing_sheet(page: &Page<'_>, sheet: &str) -> bool {
    let is_own =
        page.pieces.iter().any(|piece| matches!(&piece.spot, Spot::SheetCell { sheet: own, .. } if **own == *sheet));
    !is_own && ["签字", "签名", "签章", "盖章"].iter().any(|word| sheet.contains(word))
}

/// Whether a text belongs to what others say of the form.
fn is_another_s(page: &Page<'_>, spot: &Spot) -> bool {
    page.pieces.iter().any(|piece| piece.claim == Claim::Foreign && piece.spot == *spot)
}

/// Whether a mark stands in a paragraph or cell of a text document that holds nothing else.
fn is_bare_paragraph(page: &Page<'_>, from: &Spot, anchor: &Anchor) -> bool {
    let here = page.pieces.iter().filter(|piece| piece.spot == *from);
    here.clone().all(|piece| piece.text.trim().is_empty()) && (here.count() > 0 || anchor.inline)
}

/// Whether a small mark floats, and only hangs on the text where its anchor is.
fn hangs_loose(page: &Page<'_>, mark: &Mark, from: &Spot, anchor: &Anchor) -> bool {
    !anchor.inline && is_small(mark) && !is_another_s(page, from)
}

/// Whether there is text of the form above, or in the same place.
fn is_below_text(page: &Page<'_>, from: &Spot) -> bool {
    let first = page.pieces.iter().find(|piece| !piece.text.trim().is_empty());
    !first.is_none_or(|first| precedes(from, &first.spot))
}

/// Whether a paragraph stands before another one.
fn precedes(one: &Spot, other: &Spot) -> bool {
    match (one, other) {
        (Spot::Paragraph { story, number }, Spot::Paragraph { story: own, number: at }) if story == own => number < at,
        _ => false,
    }
}
