//! A mark that may be the signature though it lies by no signature line: of the size of one, of strokes, where the form holds
//! no text. Where the line itself is bare, a person must look before anybody is told that the form is not signed.

use crate::extract::mark_nearness::is_small;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::extract::signature::counts;
use crate::extract::signature::state_of;
use crate::model::Anchor;
use crate::model::InkNature;
use crate::model::Mark;
use crate::model::SignatureState;
use crate::model::Spot;

/// The first mark on the form that may be a signature put somewhere else; looked for once, however many projects are listed.
pub fn find_stray_mark<'d>(page: &Page<'d>) -> Option<&'d Mark> {
    let find = || page.document.marks.iter().find(|mark| counts(mark) && lies_free(page, mark) && looks_signed(mark));
    *page.stray_mark.get_or_init(find)
}

fn looks_signed(mark: &Mark) -> bool {
    if mark.extent.is_some() && !is_small(mark) {
        return false;
    }
    match state_of(mark) {
        // what cannot be read, such as a picture that a page only links to, may be one too
        (SignatureState::Ink | SignatureState::Unreadable, _) => true,
        (SignatureState::Picture, look) => {
            look.is_none_or(|look| look.nature == InkNature::Strokes && look.ink.0 * 2 >= look.ink.1 * 3)
        }
        _ => false,
    }
}

/// Whether a mark lies on a part of this form that holds no text, or nobody knows where. What lies at the top, before all
/// text, is a letterhead.
fn lies_free(page: &Page<'_>, mark: &Mark) -> bool {
    let Some(anchor) = &mark.anchor else { return true };
    match &anchor.from {
        Spot::SheetCell { sheet, row, column } => page.stretches.iter().any(|stretch| {
            let Stretch::Grid { index, .. } = stretch else { return false };
            let on_sheet = matches!(index.grid.spot(0, 0), Spot::SheetCell { sheet: own, .. } if own == *sheet);
            let (middle_row, middle_column) = anchor.middle.unwrap_or((*row, *column));
            let text_at = |row: u32, column: u32| {
                let cell = index.covering(row, column).and_then(|at| index.cell(at));
                cell.is_some_and(|cell| !cell.text.trim().is_empty())
            };
            let first = index.filled_rows().next().unwrap_or(0);
            on_sheet && middle_row > first && !text_at(middle_row, middle_column) && !text_at(*row, *column)
        }),
        from => is_bare_paragraph(page, from, anchor),
    }
}

/// Whether a mark stands in a paragraph or cell of a text document that holds nothing else, below some text.
fn is_bare_paragraph(page: &Page<'_>, from: &Spot, anchor: &Anchor) -> bool {
    let here = page.pieces.iter().filter(|piece| piece.spot == *from);
    let bare = here.clone().all(|piece| piece.text.trim().is_empty());
    let first = page.pieces.iter().find(|piece| !piece.text.trim().is_empty());
    let above = first.is_none_or(|first| precedes(from, &first.spot));
    bare && !above && (here.count() > 0 || anchor.inline)
}

/// Whether a paragraph stands before another one.
fn precedes(one: &Spot, other: &Spot) -> bool {
    match (one, other) {
        (Spot::Paragraph { story, number }, Spot::Paragraph { story: own, number: at }) if story == own => number < at,
        _ => false,
    }
}
