//! Labels in a text that belong to the value of the label before them: what begins a running text, and who signs what where within
//! an opinion.

use super::Segment;
use super::is_sum_word;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::label_words::signs_beside;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::lexicon::asks_for_seal;
use crate::extract::signature::told_instead::says_where;
use crate::extract::signature::typed_name::consents;
use crate::extract::signature::typed_name::consents_at_all;
use crate::extract::signature::typed_name::is_post;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::find_date;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::people::is_han;
use crate::extract::values::people::is_name_dot;
use crate::extract::values::people::is_told_name;
use crate::extract::values::people::may_be_name;

/// `领导签字：工会主席：张建国`: right behind a line to sign, with no room to sign or words of consent alone between, stands who
/// signs there. （盖章）：, 经办人：王芳, 职务：主席 and, in an opinion, 负责人：张建国 are parts of what is signed, and a day behind
/// them is its day.
pub(super) fn join_signers(segments: &mut Vec<Segment>, text: &str, lexicon: &Lexicon) {
    segments.dedup_by(|next, line| {
        if !lexicon.is_signature(&line.label) {
            return false;
        }
        let words = |segment: &Segment| text.get(segment.label_at.0..segment.label_at.1).unwrap_or("");
        let signs = || {
            let between = text.get(line.value_at.0..next.label_at.0).unwrap_or("");
            // 领导签字： 工会主席 张建国: a post before the name; 领导签字：　　单位负责人：王芳 leaves the line open.
            let is_post = between.trim().is_empty() && !words(next).trim_end().ends_with([':', '：']);
            names_signer(words(next)) && (between.is_empty() || is_post || consents(between))
        };
        let is_part = match &next.label {
            Label::Foreign => is_part_of_signing(words(next)),
            Label::Fields { rank, .. } => {
                *rank > Rank::Own && core_of(words(line)).text.ends_with("意见") && is_signer_alone(words(next))
            }
        };
        if is_part {
            line.value_at.1 = next.value_at.1;
        } else if next.label == Label::Foreign && signs() {
            line.value_at = next.value_at;
            return true;
        }
        is_part
    });
}

/// Characters of the longest line that is a label to sign with what was written right behind it.
const LONGEST_GLUED: usize = 60;
/// Of the longest words behind it that are no sentence.
const LONGEST_BEHIND: usize = 24;
/// Characters of the longest such label.
const LONGEST_LABEL: usize = 16;

/// 负责人签字程杰　2026年10月8日, 主要负责人（签字）___程杰: the measure's words for a line to sign without a colon, with a name, a day or a
/// dated consent behind them.
pub(super) fn glued_signer(line: &str, start: usize, lexicon: &Lexicon) -> Option<Segment> {
    let lead = line.len() - line.trim_start_matches(is_invisible).len();
    let text = line.get(lead..).filter(|text| !is_longer(text, LONGEST_GLUED))?;
    let (end, label) = label_to_sign(text, lexicon)?;
    let behind = text.get(end..)?.trim_start_matches(|c: char| is_invisible(c) || c == '_');
    let mut words = behind
        .split(|c: char| !c.is_alphanumeric() && !is_name_dot(c) || c.is_ascii_digit())
        .filter(|word| !word.is_empty());
    // 签字　党委书记　张伟, 签字　秦　思
    let first = words.find(|word| !is_post(word)).filter(|_| behind.starts_with(is_han)).unwrap_or("");
    let rest = words.next().filter(|rest| first.chars().count() == 1 && rest.chars().count() <= 2).unwrap_or("");
    let first = format!("{first}{rest}");
    let dated = find_date(behind);
    let begins_so = |c: char| c.is_ascii_digit() || matches!(c, '（' | '(');
    let begins_with_day = dated.is_some() && behind.starts_with(begins_so);
    // 主席（签字）　海港区总工会　2026年10月8日, 主席（签字）努尔古丽: the words to sign in parentheses end the label beyond doubt.
    let is_closed = text.get(..end).is_some_and(|label| label.ends_with(CLOSING));
    let is_answered = || {
        let said = dated.as_ref().map_or(behind, |day| day.rest.trim_matches(is_invisible));
        let is_short = said.chars().count() <= LONGEST_BEHIND && !said.contains(['。', '，', '；', '：', ':']);
        is_short && (dated.is_some() || may_be_name(said))
    };
    let is_signed = is_told_name(&first)
        || is_closed && is_answered()
        || begins_with_day
        || says_where(&first)
        || dated.as_ref().is_some_and(|day| consents_at_all(&day.rest));
    let at = start + lead;
    is_signed.then(|| Segment { label, label_at: (at, at + end), value_at: (at + end, at + end) })
}

/// Whether a line shows more characters than so many: the gaps between its parts may be wide.
fn is_longer(line: &str, most: usize) -> bool {
    line.chars().filter(|c| !is_invisible(*c)).nth(most).is_some()
}

/// 2026年10月8日　主要负责人（签字）张伟, 海港区总工会（盖章）　主席签字张伟: the same behind the day, the unit's name or its seal.
pub(super) fn glued_behind(line: &str, start: usize, lexicon: &Lexicon) -> Option<Segment> {
    if !line.contains('签') || is_longer(line, LONGEST_GLUED) {
        return None;
    }
    let gaps = line.char_indices().filter(|(_, c)| is_invisible(*c)).map(|(at, c)| (at, at + c.len_utf8()));
    let mut behind = gaps.rev().filter(|&(at, _)| line.get(..at).is_some_and(may_lead_to_sign));
    behind.find_map(|(_, at)| glued_signer(line.get(at..)?, start + at, lexicon))
}

/// Whether words before a line to sign are the day, the unit's name or its seal, and say nothing else.
pub fn may_lead_to_sign(lead: &str) -> bool {
    const LONGEST_LEAD: usize = 40;
    let lead = lead.trim_matches(is_invisible);
    let undated = find_date(lead).map_or_else(|| lead.to_owned(), |day| day.rest);
    let is_short = lead.chars().count() <= LONGEST_LEAD && !lead.contains(['，', '。', '；', '、']);
    is_short && (is_bare_blank(&undated) || lead.contains('章') && !lead.contains('签') || ends_like_unit(lead))
}

/// What the words to sign may stand in behind a label.
const OPENING: [char; 6] = ['（', '(', '【', '［', '[', '〔'];
const CLOSING: [char; 6] = ['）', ')', '】', '］', ']', '〕'];

/// The longest label to sign that a text begins with, and where it ends: with the parenthesis that its last words stand in.
fn label_to_sign(text: &str, lexicon: &Lexicon) -> Option<(usize, Label)> {
    // nearly no text asks for a hand
    if !text.contains('签') {
        return None;
    }
    let mut letters = String::new();
    let mut found = None;
    let shown = text.char_indices().filter(|(_, c)| !is_invisible(*c));
    for (at, c) in shown.take(LONGEST_LABEL) {
        letters.push(c);
        let asks = ["签字", "签名", "签章"].iter().any(|mark| letters.ends_with(mark));
        if !asks && c != '签' {
            continue;
        }
        let is_open = letters.rfind(OPENING) > letters.rfind(CLOSING);
        // （手签）
        if !asks && !is_open {
            continue;
        }
        let close = || text.get(at..).and_then(|tail| tail.find(CLOSING)).map(|close| at + close);
        let last = if is_open { close() } else { Some(at) };
        // 负责人签字：（签名见纸质件）: what stands there is no part of the label.
        let inside = || text.get(text.get(..at)?.rfind(OPENING)?..last?);
        if is_open && inside().is_some_and(says_where) {
            break;
        }
        let end = last.and_then(|last| Some(last + text.get(last..)?.chars().next()?.len_utf8()));
        let label = end.and_then(|end| Some((end, lexicon.label(text.get(..end)?)?)));
        found = label.filter(|(_, label)| lexicon.is_signature(label)).or(found);
    }
    found
}

/// Whether a label is one of those by which a paper is signed beside the line that counts.
pub fn is_part_of_signing(words: &str) -> bool {
    // （盖章）： as a label is what stands in its parentheses.
    let words = words.trim_end_matches([':', '：']);
    let core = core_of(words).text;
    asks_for_seal(words) || signs_beside(&core) || matches!(core.as_str(), "职务" | "意见")
}

/// Whether a label that asks for the people in charge may name who signs an opinion.
pub fn is_signer_alone(words: &str) -> bool {
    !words.contains('签') && matches!(core_of(words).text.as_str(), "负责人" | "责任人" | "负责同志" | "主要负责同志")
}

/// Takes labels that are words of a running text into it: right behind its own colon (实施措施：联合单位：…), those that ask the same behind a
/// sentence of it (实施措施：建章立制。具体措施：…), and what a form seldom asks as the last part of one (……；完成时间：10月。).
pub(super) fn join_words_of_text(segments: &mut Vec<Segment>, text: &str, lexicon: &Lexicon) {
    let mut kept: Vec<Segment> = Vec::with_capacity(segments.len());
    for segment in segments.drain(..) {
        let is_word = kept.last().is_some_and(|last| {
            let before = text.get(last.value_at.0..segment.label_at.0).unwrap_or("");
            let same = matches!((&last.label, &segment.label),
                (Label::Fields { fields, .. }, Label::Fields { fields: again, .. }) if fields == again);
            let told = || lexicon.asks_detail(&segment.label) && segment.value(text).trim_end().ends_with('。');
            let within = (before.is_empty() || is_bare_number(before)) && !lexicon.is_signature(&segment.label)
                || same && before.ends_with(['。', '；'])
                || before.ends_with('；') && told();
            lexicon.asks_text(&last.label) && !segment.is_behind_value() && within
        });
        match kept.last_mut() {
            Some(last) if is_word => last.value_at.1 = segment.value_at.1,
            _ => kept.push(segment),
        }
    }
    *segments = kept;
}

/// （一）, 1.: whether words between two labels are the number of the second.
fn is_bare_number(words: &str) -> bool {
    const LONGEST: usize = 5;
    let of_number = |c: char| "一二三四五六七八九十（）()、.．".contains(c) || c.is_ascii_digit();
    let words = words.trim();
    !words.is_empty() && words.chars().count() <= LONGEST && words.chars().all(of_number)
}

/// `创新内容：创新点：积分制`: behind a label of running text another word for the same is the text's own beginning.
pub(super) fn join_headings(segments: &mut Vec<Segment>, text: &str, lexicon: &Lexicon) {
    segments.dedup_by(|next, label| {
        let words = text.get(next.label_at.0..next.label_at.1).unwrap_or("");
        let same = match (&next.label, &label.label) {
            (Label::Fields { fields: one, .. }, Label::Fields { fields: other, .. }) => {
                one == other && !lexicon.asks_short_value(&label.label)
            }
            // 申请金额：合计：30000元
            (Label::Foreign, Label::Fields { .. }) => is_sum_word(words),
            _ => false,
        };
        let between = label.value(text).trim();
        let goes_on = same && (between.is_empty() || is_bare_number(between));
        if goes_on {
            label.value_at = (label.value_at.0, next.value_at.1);
        }
        goes_on
    });
}
