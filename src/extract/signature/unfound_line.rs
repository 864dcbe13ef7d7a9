//! A line to sign on a form on which none was found: in other words than the measure's, pasted with commas, within a sentence
//! (工会主席 | 已阅 | 日期 | 2026年10月8日; 领导（签名），李明，日期，2026.10.8). It is no line that counts, only a reason not to say that
//! nothing is there.

use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::names_signer;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Piece;
use crate::extract::signature::lost_picture::holds_lost_picture;
use crate::extract::signature::request_to_sign::asks_for_signature;
use crate::extract::signature::signing_day::row_of;
use crate::extract::signature::signing_day::without_told_days;
use crate::extract::signature::unread_words::words_of;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::find_date;
use crate::extract::values::date::find_no_day;

/// Characters of the longest text that is looked at, and of the longest words before the mark.
const LONGEST: usize = 90;
const LONGEST_LABEL: usize = 16;

/// What such a line holds.
pub struct UnfoundLine {
    /// The text it is in.
    pub piece: usize,
    /// The words that may be a signature, where there are any.
    pub words: Option<String>,
    /// The day beside them.
    pub day: Option<String>,
}

/// The first such line that holds words or a day.
pub fn find_unfound_line(page: &Page<'_>) -> Option<UnfoundLine> {
    let shown = page.pieces.iter().enumerate().filter(|(_, piece)| !piece.hidden);
    let short = shown.filter(|(_, piece)| piece.text.chars().take(LONGEST + 1).count() <= LONGEST);
    let mut lines = short.filter_map(|(at, piece)| {
        let (words, day) = within_text(piece.text).or_else(|| within_row(page, at, piece))?;
        let found = words.is_some() || day.is_some();
        found.then_some(UnfoundLine { piece: at, words, day })
    });
    lines.next()
}

/// The words and the day behind the last word for who signs in a text.
fn within_text(text: &str) -> Option<(Option<String>, Option<String>)> {
    let day_of = |text: &str| {
        let own = without_told_days(text);
        find_date(&own).map(|found| found.words).or_else(|| find_no_day(&own).map(|(words, _)| words))
    };
    let words_of = |text: &str| words_of(text).or_else(|| holds_lost_picture(text).then(|| text.to_owned()));
    let marks = ["签字", "签名", "签章"].iter().filter_map(|mark| text.rfind(mark).map(|at| at + mark.len()));
    let asked = marks.max().and_then(|end| {
        let (label, behind) = text.split_at_checked(end)?;
        let behind = behind.trim_start_matches(['）', ')']);
        let parted = behind.starts_with(|c: char| is_invisible(c) || "：:，,=_→".contains(c));
        let behind = behind.trim_start_matches(|c: char| "：:，,=→".contains(c));
        (parted && is_label(label, |label| asks_for_signature(label) || names_signer(label))).then_some(behind)
    });
    if let Some(behind) = asked {
        return Some((words_of(behind), day_of(behind)));
    }
    // 领导：阅　　2026年10月8日
    let mut colons = text.rmatch_indices(['：', ':']);
    let (at, colon) = colons.find(|(at, _)| text.get(..*at).is_some_and(|label| is_label(label, names_person)))?;
    let behind = text.get(at + colon.len()..)?;
    let day = day_of(behind);
    (day.is_some() || behind.contains('年')).then(|| (words_of(behind), day))
}

/// Whether the last words of a text are a label of such words.
fn is_label(text: &str, asks: impl Fn(&str) -> bool) -> bool {
    let last = text.rsplit(|c: char| is_invisible(c) || "。；：:，,".contains(c)).next().unwrap_or("");
    let core = core_of(last).text;
    (2..=LONGEST_LABEL).contains(&core.chars().count()) && asks(&core)
}

/// Whether words are those of the person who signs, or for his approval (填表：　审核：　批准：): 报送单位：某某工会　2026年11月10日 is a list's
/// head, and signed by nobody.
fn names_person(label: &str) -> bool {
    names_signer(label) && !label.ends_with("单位") || ["批准", "签批", "核准"].contains(&label)
}

/// 工会主席 | 已阅 | 日期 | 2026年10月8日: what stands in a row with a day beside the word for who signs.
fn within_row(page: &Page<'_>, at: usize, piece: &Piece<'_>) -> Option<(Option<String>, Option<String>)> {
    let row = row_of(&piece.spot).filter(|_| is_label(piece.text, names_person))?;
    let behind = page.pieces.iter().skip(at + 1).take_while(|other| row_of(&other.spot) == Some(row));
    let said = behind.clone().find(|other| !other.text.trim().is_empty())?;
    let is_free = matches!(said.claim, Claim::None | Claim::Foreign) && find_date(said.text).is_none();
    let dated = behind.skip(1).any(|other| find_date(other.text).is_some());
    (is_free && dated).then(|| (words_of(said.text), None))
}

#[cfg(test)]
mod tests {
    use super::within_text;

    #[test]
    fn a_line_in_other_words_is_told_from_a_note_and_a_text() {
        for (text, is_said) in [
            ("主管领导（签名），郭永，副主席，日期，2026.9.8", true),
            ("承诺：材料属实。 单位领导签字：经巴特尔同意 2026-10-20", true),
            ("领导：阅       2026年10月16日", true),
            ("填表：王芳  审核：李明  批准：赵志  2026年10月16日", true),
            ("主管领导：       2026年10月16日", false),
        ] {
            let told = within_text(text).map(|(words, day)| (words.is_some(), day.is_some()));
            assert_eq!(told, Some((is_said, true)), "{text}");
        }
        for text in [
            "注：须由主要负责人签字，打印无效",
            "与三家单位签订协议，2026年9月完成",
            "报送单位：某市建设系统工会 2026年11月10日",
            "领导：",
        ] {
            assert!(!within_text(text).is_some_and(|(words, day)| words.is_some() || day.is_some()), "{text}");
        }
    }
}
