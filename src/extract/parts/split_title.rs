//! A title that a unit broke over two lines: 秦皇岛市工会创新工作 above 立项申报表.

use crate::extract::label::label_core::Folded;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::PageItem;

/// The longest half of a title, in characters.
const LONGEST_HALF: usize = 24;
/// Titles stand in the first lines; further down nothing is put together.
const FIRST_LINES: usize = 12;

/// Whether two lines are a form's title together, and neither is one alone.
fn is_split_title(upper: &str, lower: &str, lexicon: &Lexicon) -> bool {
    let half = |text: &str| {
        let length = text.trim().chars().count();
        (2..=LONGEST_HALF).contains(&length) && !text.contains(['：', ':', '。', '，'])
    };
    let alone = |text: &str| lexicon.is_title(&Folded::of(text));
    half(upper)
        && half(lower)
        && !alone(upper)
        && !alone(lower)
        && lexicon.is_title(&Folded::of(&format!("{}{}", upper.trim(), lower.trim())))
}

/// The first of two paragraphs that follow one another, blank ones between left out, and are a title together.
pub fn find_split_title(items: &[PageItem<'_>], lexicon: &Lexicon) -> Option<usize> {
    let texts = items.iter().take(FIRST_LINES).map(|item| match item {
        PageItem::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        PageItem::Rows(..) => None,
    });
    let filled: Vec<(usize, Option<&str>)> =
        texts.enumerate().filter(|(_, text)| text.is_none_or(|text| !text.trim().is_empty())).collect();
    filled.windows(2).find_map(|pair| match pair {
        [(at, Some(upper)), (_, Some(lower))] => is_split_title(upper, lower, lexicon).then_some(*at),
        _ => None,
    })
}

/// Claims the two halves where a page begins with such a title.
pub fn claim_split_title(page: &mut Page<'_>, lexicon: &Lexicon) {
    let filled = |at: &usize| page.pieces.get(*at).is_some_and(|piece| !piece.text.trim().is_empty());
    let lines: Vec<usize> = (0..page.pieces.len().min(FIRST_LINES)).filter(filled).collect();
    let text = |at: usize| page.pieces.get(at).map_or("", |piece| piece.text);
    let halves = lines.windows(2).find_map(|pair| match pair {
        [upper, lower] => is_split_title(text(*upper), text(*lower), lexicon).then_some([*upper, *lower]),
        _ => None,
    });
    for at in halves.into_iter().flatten() {
        page.claim(at, Claim::Title);
    }
}
