//! `申报单位：海港区总工会　　　填报日期：2026年9月1日`: a label that the measure does not know, set off from the unit or the day before it.

use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::values::blank::is_invisible;
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
    let tells_day = ["日期", "时间"].iter().any(|end| stretch.ends_with(end));
    let start = behind_gap(stretch, if tells_day { 1 } else { 2 }).filter(|_| lexicon.asks_unit_or_day(before))?;
    let answered = stretch.get(..start)?.contains(char::is_alphanumeric);
    let words = core_of(stretch.get(start..)?).text;
    let is_label = (2..=LONGEST).contains(&words.chars().count()) && words.chars().all(is_han);
    (answered && is_label).then_some((from + start, Label::Foreign))
}

/// Where a text begins again behind the last gap of so many blanks or more.
fn behind_gap(text: &str, least: usize) -> Option<usize> {
    let mut behind = None;
    let mut width = 0;
    for (at, c) in text.char_indices() {
        if is_invisible(c) {
            width += if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 };
        } else {
            if width >= least {
                behind = Some(at);
            }
            width = 0;
        }
    }
    behind
}
