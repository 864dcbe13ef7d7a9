//! Text boxes that float over the empty cell or line that they fill.

use crate::extract::candidate::Candidate;
use crate::extract::candidate::framed::blank_cell_below;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::page::Stretch;
use crate::extract::values::blank::is_bare_blank;
use crate::model::Anchor;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;

/// A box further below a line than this, in paragraphs, is not its answer.
const FARTHEST_HOOK: u32 = 3;

/// Gives each value that is empty the text of the box over its own cell or line, and claims it: done before lines are read, for such
/// a text may begin with words of a label (创新点：……).
pub fn fill_from_text_boxes<'d>(page: &mut Page<'d>, candidates: &mut [Candidate<'d>]) {
    let boxes: Vec<&'d Story> =
        page.document.stories.iter().filter(|story| matches!(story.kind, StoryKind::TextBox(_))).collect();
    if boxes.is_empty() {
        return;
    }
    for candidate in candidates.iter_mut().filter(|candidate| is_bare_blank(&candidate.raw)) {
        let below = blank_cell_below(page, candidate);
        let over = |story: &&&Story| {
            story
                .anchor
                .as_ref()
                .is_some_and(|anchor| lies_over(page, anchor, &candidate.spot) || below.as_ref() == Some(&anchor.from))
        };
        // ☐甲 and ☑乙, each a control of its own in one cell.
        let lines: Vec<usize> =
            boxes.iter().filter(over).filter_map(|story| free_lines(page, story.kind)).flatten().collect();
        let texts: Vec<&str> = lines.iter().filter_map(|&at| page.pieces.get(at)).map(|piece| piece.text).collect();
        let Some(first) = lines.first().and_then(|&at| page.pieces.get(at)) else { continue };
        candidate.spot = first.spot.clone();
        candidate.raw = texts.join("\n");
        candidate.pieces = lines.clone();
        for piece in lines {
            page.claim(piece, Claim::Value);
        }
    }
}

/// The lines of a box, where there is text in it and nothing has claimed any of it.
pub fn free_lines(page: &Page<'_>, kind: StoryKind) -> Option<Vec<usize>> {
    let own = |spot: &Spot| matches!(spot, Spot::Paragraph { story, .. } if *story == kind);
    let lines: Vec<usize> =
        page.pieces.iter().enumerate().filter(|(_, piece)| own(&piece.spot)).map(|(at, _)| at).collect();
    let filled = lines.iter().filter_map(|&at| page.pieces.get(at)).any(|piece| !piece.text.trim().is_empty());
    (filled && lines.iter().all(|&at| page.is_free(at))).then_some(lines)
}

/// Whether a box lies over this place: it is anchored there, or on a sheet its corner or its middle is within the merged cell.
fn lies_over(page: &Page<'_>, anchor: &Anchor, place: &Spot) -> bool {
    if anchor.from == *place || hangs_below(page, &anchor.from, place) {
        return true;
    }
    let (Spot::SheetCell { sheet, row, column }, Spot::SheetCell { sheet: of_box, row: top, column: left }) =
        (place, &anchor.from)
    else {
        return false;
    };
    sheet == of_box
        && page.stretches.iter().any(|stretch| {
            let Stretch::Grid { index, .. } = stretch else { return false };
            let is_own = matches!(&index.grid.origin, Spot::SheetCell { sheet: own, .. } if own == sheet);
            let covers = |(at_row, at_column): (u32, u32)| {
                let cell = index.covering(at_row, at_column).and_then(|at| index.cell(at));
                cell.is_some_and(|cell| (cell.row, cell.column) == (*row, *column))
            };
            is_own && (covers((*top, *left)) || anchor.middle.is_some_and(covers))
        })
}

/// Whether a box hangs on an empty paragraph below this one, with nothing between: 申报理由： over a framed answer.
fn hangs_below(page: &Page<'_>, hook: &Spot, place: &Spot) -> bool {
    let (Spot::Paragraph { story, number: hook }, Spot::Paragraph { story: own, number: place }) = (hook, place) else {
        return false;
    };
    let between = |piece: &&Piece<'_>| match &piece.spot {
        Spot::Paragraph { story: of_piece, number } => of_piece == own && (*place + 1..=*hook).contains(number),
        _ => false,
    };
    story == own
        && hook > place
        && hook - place <= FARTHEST_HOOK
        && page.pieces.iter().filter(between).all(|piece| piece.text.trim().is_empty())
}
