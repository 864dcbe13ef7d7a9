//! `项目负责：张伟、李丽联系电话：138…`: a label right behind the value before it, where the tab or the blanks between were lost on the way.

use super::is_boundary;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::values::blank::is_invisible;

/// So many characters at most has a label that no boundary sets off.
const LONGEST: usize = 8;

/// The label that ends at `end`, of the policy's own words, behind what is left of the value that begins at `from`; where the words before
/// the label can only be of that value.
pub(super) fn glued_label(
    text: &str,
    (from, end): (usize, usize),
    before: &Label,
    lexicon: &Lexicon,
) -> Option<(usize, Label)> {
    let stretch = text.get(from..end)?;
    if !lexicon.asks_short_value(before) {
        return None;
    }
    // 填报日期 holds the letter that a day ends with; a unit may end behind parentheses: ……公司（集团）工会填报日期：.
    let is_within = |c: char| matches!(c, '日' | ')' | '）') || !is_boundary(c);
    let token = stretch.char_indices().rev().take_while(|(_, c)| is_within(*c)).last().map(|(at, _)| at)?;
    let words = stretch.get(token..)?;
    if lexicon.is_exact(words) || !belongs_to_value(stretch, token) {
        return None;
    }
    let skip = words.chars().count().saturating_sub(LONGEST).max(1);
    // 受益人数：6786职工参与率：48%: the figures are the value's, no number of the label's.
    let mut starts = words.char_indices().skip(skip).filter(|(_, c)| !c.is_ascii_digit()).map(|(at, _)| at);
    let found = starts.find_map(|at| {
        let own = words.get(at..).filter(|own| own.chars().count() > 1 && lexicon.is_exact(own))?;
        Some((at, lexicon.label(own)?))
    });
    let (at, label) = found?;
    asks_other(&label, before).then_some((from + token + at, label))
}

/// Whether words of a value that begin at `token` are all of it, go on with a list, or hold figures.
fn belongs_to_value(stretch: &str, token: usize) -> bool {
    let (head, words) = stretch.split_at(token);
    head.chars().all(is_invisible) || head.ends_with(['、', '，', ',']) || words.contains(|c: char| c.is_ascii_digit())
}

/// Whether a label asks for something else, in the policy's own words.
fn asks_other(label: &Label, before: &Label) -> bool {
    match (label, before) {
        (Label::Fields { fields, rank: Rank::Own, .. }, Label::Fields { fields: known, .. }) => {
            !fields.iter().any(|field| known.contains(field))
        }
        _ => false,
    }
}

/// Whether figures behind these words are the rest of a day or of a sum.
pub(super) fn goes_on_with_figures(head: &str) -> bool {
    let behind_digit = |head: &str, marks: &[char]| {
        head.strip_suffix(marks).is_some_and(|figures| figures.ends_with(|c: char| c.is_ascii_digit()))
    };
    head.ends_with('/')
        || behind_digit(head, &[',', '，'])
        // 2026. 9. 2
        || head.ends_with(' ') && behind_digit(head.trim_end_matches(' '), &['.', '-', '．'])
}
