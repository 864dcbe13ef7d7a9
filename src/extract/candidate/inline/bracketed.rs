//! Labels and values in brackets within a line.

use crate::extract::candidate::inline::LOOK_BACK;
use crate::extract::candidate::inline::Segment;
use crate::extract::candidate::inline::label_before;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::brackets::BRACKETS;
use crate::extract::label::lexicon::brackets::closed_at;
use crate::extract::values::people::is_han;
use crate::extract::values::plausible::fits_kind;
use crate::policy::FieldKind;

/// `【申报单位】海港区总工会`, `《申报单位》海港区总工会`: the policy's words in brackets, with their value behind.
pub(super) fn bracketed_label(line: &str, offset: usize, start: usize, lexicon: &Lexicon) -> Option<Segment> {
    let mut characters = line.get(offset..)?.chars();
    let open = characters.next()?;
    let close = closing(open).or_else(|| (open == '《').then_some('》'))?;
    let inside = characters.as_str();
    let length = inside.char_indices().take(LOOK_BACK).find(|(_, c)| *c == close)?.0;
    let words = inside.get(..length)?;
    let label = lexicon.label(words).filter(|_| lexicon.is_plainly_asked(words))?;
    // 工会主席【签字】: who signs stands before the brackets.
    let follows_word = line.get(..offset)?.ends_with(is_han);
    if follows_word && lexicon.is_signature(&label) {
        return None;
    }
    let behind = inside.get(length + close.len_utf8()..)?;
    let colon = behind.len() - behind.trim_start_matches([':', '：']).len();
    let at = start + offset;
    let value = at + open.len_utf8() + length + close.len_utf8() + colon;
    Some(Segment { label, label_at: (at, value), value_at: (value, value) })
}

/// `申报单位【海港区总工会】`: the policy's words with their value behind them in brackets, rather than a prompt (【不超过3人】).
pub(super) fn value_in_brackets(text: &str, (from, at): (usize, usize), lexicon: &Lexicon) -> Option<Segment> {
    let mut inside = text.get(at..)?.chars();
    let open = inside.next()?;
    let close = match open {
        '（' | '(' if lexicon.may_answer_in(open) => Some(if open == '(' { ')' } else { '）' }),
        _ => closing(open),
    }?;
    let value = inside.as_str();
    let (label_start, label) = label_before(text, from, at, true, lexicon)?;
    let length = closed_at(value, open, close)?;
    let (words, behind) = (value.get(..length)?, value.get(length + close.len_utf8()..)?);
    let goes_on = behind.trim_start().starts_with([':', '：', '_', '（', '(']);
    if goes_on || !lexicon.is_answer_in_brackets(text.get(label_start..at)?, words) {
        return None;
    }
    let value_at = at + open.len_utf8();
    Some(Segment { label, label_at: (label_start, value_at), value_at: (value_at, value_at + length) })
}

/// `数字工会（申报单位：海港区总工会）`: the applicant in parentheses behind what it applies with.
pub(super) fn unit_in_parentheses(line: &str, offset: usize, start: usize, lexicon: &Lexicon) -> Option<Segment> {
    let opened = line.get(offset..)?;
    let inside = opened.strip_prefix(['（', '('])?;
    let (colon, _) = inside.char_indices().take(LOOK_BACK).find(|(_, c)| matches!(c, ':' | '：'))?;
    let (words, unit) = (inside.get(..colon)?, inside.get(colon..)?.strip_prefix([':', '：'])?);
    let length = unit.find(['）', ')'])?;
    let named = fits_kind(FieldKind::Organisation, unit.get(..length)?.trim());
    let label =
        lexicon.label(words).filter(|label| named && lexicon.is_exact(words) && lexicon.asks_for_unit(label))?;
    let (at, value) = (start + offset, start + line.len() - unit.len());
    Some(Segment { label, label_at: (at, value), value_at: (value, value + length) })
}

/// Whether a bracket opens that a label or a value may stand in.
pub(super) fn is_opening(c: char) -> bool {
    closing(c).is_some() || c == '《'
}

/// The bracket that closes one which a label or a value stands in.
fn closing(open: char) -> Option<char> {
    BRACKETS.iter().find(|(known, _)| *known == open).map(|(_, close)| *close)
}
