//! `单位主要负责人：张伟（签字）　2026年10月8日`: who signs stands before the colon, and that it is to be signed behind the room for it.

use super::Segment;
use super::joined::is_signer_alone;
use super::label_before;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::people::is_told_name;

/// Characters of the widest room to sign, written in or not.
const WIDEST: usize = 40;

/// Characters of the longest words that say who signs.
const LONGEST_SIGNER: usize = 16;

/// Characters of the longest words that ask for a signature there.
const LONGEST_ASKED: usize = 8;

/// The label of a line to sign that ends at a colon, where the words to sign stand behind; and where it begins. `line` goes on behind
/// the colon.
pub(super) fn signer_asked_behind(
    text: &str,
    (from, at): (usize, usize),
    line: &str,
    lexicon: &Lexicon,
) -> Option<(usize, Label)> {
    room_to_sign(line)?;
    let whole = format!("{}签字", text.get(..at)?.trim_end());
    let (start, label) = label_before(&whole, from, whole.len(), false, lexicon)?;
    let words = text.get(start..at)?;
    let is_own = matches!(label, Label::Fields { rank: Rank::Own, .. });
    if !lexicon.is_signature(&label) {
        return None;
    }
    // 项目负责人：张伟（签字） where the measure asks for 项目负责人签字
    match is_own {
        true => Some((start, label)),
        false => is_signer(words, lexicon).then(|| (start, with_people(label, words, lexicon))),
    }
}

/// 负责人：张伟（签字）: where nobody else is said to be in charge or to sign, both.
fn with_people(signature: Label, words: &str, lexicon: &Lexicon) -> Label {
    match (signature, lexicon.label(words)) {
        (Label::Fields { fields: signed, hint, .. }, Some(Label::Fields { fields, .. })) => {
            Label::Fields { fields: [signed, fields].concat(), rank: Rank::Borrowed, hint }
        }
        (signature, _) => signature,
    }
}

/// The same with white space or a line to write on instead of the colon, where a name stands there: `单位主要负责人　张伟（签字）`.
pub(super) fn named_signer(line: &str, start: usize, lexicon: &Lexicon) -> Option<Segment> {
    let lead = line.len() - line.trim_start_matches(is_invisible).len();
    let text = line.get(lead..)?;
    let (end, _) = text.char_indices().take(LONGEST_SIGNER).find(|(_, c)| is_invisible(*c) || *c == '_')?;
    let (words, behind) = text.split_at(end);
    let name: String = room_to_sign(behind)?.chars().filter(|c| !is_invisible(*c) && *c != '_').collect();
    let label = lexicon.label(&format!("{words}签字")).filter(|label| lexicon.is_signature(label))?;
    let end = start + lead + words.len();
    (is_signer(words, lexicon) && is_told_name(&name)).then_some(Segment {
        label,
        label_at: (start + lead, end),
        value_at: (end, end),
    })
}

/// The room to sign at the beginning of a text, before （签字）, （签名、盖章） or （签）; what stands there may hold parentheses of its own,
/// as 张伟（女）.
fn room_to_sign(text: &str) -> Option<&str> {
    let mut opens = text.char_indices().take(WIDEST).filter(|(_, c)| matches!(c, '（' | '('));
    let asks = |&(open, bracket): &(usize, char)| {
        let inside = text.get(open + bracket.len_utf8()..).unwrap_or_default();
        let close = inside.char_indices().take(LONGEST_ASKED + 1).find(|(_, c)| matches!(c, '）' | ')'));
        close.and_then(|(close, _)| inside.get(..close)).is_some_and(|asked| asked.contains('签'))
    };
    let room = text.get(..opens.find(asks)?.0)?;
    (!room.contains([':', '：', '，', '。', '；'])).then_some(room)
}

/// Whether words say who signs for the unit, and are no label of another field.
fn is_signer(words: &str, lexicon: &Lexicon) -> bool {
    let is_other = || matches!(lexicon.label(words), Some(Label::Fields { .. })) && !is_signer_alone(words);
    names_signer(words) && !is_other()
}
