//! `申报单位：海港区总工会　　　填报日期：2026年9月1日`: a label that the measure does not know, set off from the unit or the day before it.

use super::Gap;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::values::people::is_han;

/// Characters of the longest such label.
const LONGEST: usize = 8;

/// The words that end at a colon at `end`, where a wide gap parts them from what answers the label before.
pub(super) fn unknown_label(
    text: &str,
    (from, end): (usize, usize),
    before: &Label,
    lexicon: &Lexicon,
) -> Option<(usize, Label)> {
    let stretch = text.get(from..end)?;
    // A page of the web shows one blank for many.
    let tells_day = ["日期", "时间"].iter().any(|word| stretch.ends_with(word));
    let start = behind_gap(stretch, !tells_day).filter(|_| lexicon.asks_unit_or_day(before))?;
    let answered = stretch.get(..start)?.contains(char::is_alphanumeric);
    let words = core_of(stretch.get(start..)?).text;
    let is_label = (2..=LONGEST).contains(&words.chars().count()) && words.chars().all(is_han);
    (answered && is_label).then_some((from + start, Label::Foreign))
}

/// Where a text begins again behind its last gap, or the last that is wide.
fn behind_gap(text: &str, wide: bool) -> Option<usize> {
    let mut gap = Gap::default();
    let begins = text.char_indices().filter(|(_, c)| gap.ends_before(*c) && (gap.is_wide || !wide));
    begins.last().map(|(at, _)| at)
}
