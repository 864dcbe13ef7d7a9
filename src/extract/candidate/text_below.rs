//! Text that stands alone in a row below a value, in its column, and that nothing claimed: it may be more of the value, or somebody's who
//! answers for the form. It is told, not taken.

use crate::extract::candidate::Candidate;
use crate::extract::candidate::slot_rows::is_further_paragraph;
use crate::extract::candidate::slot_rows::is_of_signers;
use crate::extract::candidate::slot_rows::is_word;
use crate::extract::label::form_words::closes_letter;
use crate::extract::label::form_words::heads_others_opinion;
use crate::extract::label::form_words::is_heading_of_a_form;
use crate::extract::label::form_words::is_note;
use crate::extract::label::label_core::Folded;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::signature::request_to_sign::asks_to_be_signed;
use crate::extract::signature::signing_day::column_of;
use crate::extract::signature::signing_day::row_of;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::plausible::fits_kind;
use crate::extract::values::prompt::is_prompt;
use crate::model::Spot;
use crate::model::shorten;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// Doubts the answers of a card below which such a text stands.
pub fn doubt_text_below(page: &Page<'_>, candidates: &mut [Candidate<'_>], policy: &Policy) {
    for candidate in candidates {
        let Some(spec) = policy.fields.get(candidate.field) else { continue };
        if spec.kind == FieldKind::Signature || is_bare_blank(&candidate.raw) {
            continue;
        }
        let running = spec.kind == FieldKind::Text && Some(&spec.key) != policy.roles.title.as_ref();
        let asked = page.pieces.get(candidate.label_piece).and_then(row_and_column);
        let last = candidate.pieces.iter().max();
        if let Some(text) = last.and_then(|&last| text_below(page, last, asked, running)) {
            candidate.doubts.push(format!("它下面另有一行“{}”，没有读进来", shorten(text)));
        }
    }
}

/// The text of the next piece behind this one in its grid, where that stands below it alone in its row and may be more of it: of a running
/// text whole sentences from its label's column on as well, of a short answer what is set in from its label, which stands beside it.
fn text_below<'d>(page: &Page<'d>, last: usize, asked: Option<(u32, u32)>, running: bool) -> Option<&'d str> {
    let (line, column) = row_and_column(page.pieces.get(last)?)?;
    let filled = |piece: &&Piece<'_>| !piece.hidden && !piece.text.trim().is_empty();
    let in_line = |piece: &&Piece<'_>| !running && row_of(&piece.spot) == Some(line);
    let behind = page.pieces.get(last + 1..)?.iter().filter(filled).skip_while(in_line);
    let mut behind = behind.skip_while(is_between_tables);
    let below = behind.next().filter(|piece| piece.claim == Claim::None)?;
    let (row, own) = row_and_column(below)?;
    let next = behind.next().and_then(row_and_column).map(|(row, _)| row);
    let is_alone = next.is_none_or(|other| other != row);
    // 审 批 栏 over 班组意见 | 车间意见
    let heads_several = is_word(below.text) && behind.next().and_then(row_and_column).map(|(row, _)| row) == next;
    let is_alone = is_alone && !(running && heads_several && next.is_some());
    let same_grid = grid_of(&below.spot) == grid_of(&page.pieces.get(last)?.spot);
    // a page cut the table in two, within the text
    let goes_over = row == 0 && is_further_paragraph(below.text);
    let beside = asked.filter(|(row, from)| *row == line && *from < column).map(|(_, from)| from);
    let in_place = match running {
        true => own == column && may_be_more(below.text) || beside == Some(own) && is_more_text(below.text),
        false => own == column && beside.is_some() && is_of_no_form(below.text),
    };
    let follows = if same_grid { row != line } else { running && goes_over };
    (follows && is_alone && in_place).then_some(below.text)
}

/// Whether a line from a label's column on is more of the text beside the label: whole sentences that need not be anything else.
fn is_more_text(text: &str) -> bool {
    is_further_paragraph(text) && may_be_more(text)
}

/// Whether a line is no more than what a page has between two halves of a table: （续表）, 第2页.
fn is_between_tables(piece: &&Piece<'_>) -> bool {
    const LONGEST: usize = 20;
    row_of(&piece.spot).is_none() && piece.text.trim().chars().count() <= LONGEST && !piece.text.contains(['：', ':'])
}

fn row_and_column(piece: &Piece<'_>) -> Option<(u32, u32)> {
    row_of(&piece.spot).zip(column_of(&piece.spot))
}

/// The sheet, or the tables one in another, that a spot stands in.
fn grid_of(spot: &Spot) -> Option<(&str, Vec<u32>)> {
    match spot {
        Spot::SheetCell { sheet, .. } => Some((sheet, Vec::new())),
        Spot::TableCell { path, .. } => Some(("", path.iter().map(|(table, ..)| *table).collect())),
        _ => None,
    }
}

/// Whether a line may be more of a text: no unit, day, name or phone, nor anything of the form's.
fn may_be_more(text: &str) -> bool {
    const LEAST: usize = 4;
    let text = text.trim();
    let kinds = [FieldKind::Organisation, FieldKind::Date, FieldKind::People, FieldKind::Phone];
    text.chars().count() >= LEAST && !kinds.into_iter().any(|kind| fits_kind(kind, text)) && is_of_no_form(text)
}

/// Whether a line is none of the form's own words, and nothing that somebody signs for.
fn is_of_no_form(text: &str) -> bool {
    const LONGEST_HEAD: usize = 12;
    let text = text.trim();
    let labelled = text.chars().take(LONGEST_HEAD).any(|c| matches!(c, '：' | ':'));
    !labelled
        && !is_note(text)
        && !is_prompt(text, &[])
        && !closes_letter(text)
        && !asks_to_be_signed(text)
        && !heads_others_opinion(text)
        && !is_heading_of_a_form(&Folded::of(text))
        && !is_of_signers(text)
}
