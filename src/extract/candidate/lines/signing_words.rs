//! Lines in which nothing is said but who signs and when: 经办人签字　　张伟　　日期　　2026年10月8日, 姓名　职务　签名　日期, 王芳（代）.

use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::label_words::signs_beside;
use crate::extract::signature::request_to_sign::asks_for_signature;
use crate::extract::signature::told_instead::says_where;
use crate::extract::signature::typed_name::consents_at_all;
use crate::extract::signature::typed_name::is_name_alone;
use crate::extract::signature::typed_name::is_post;
use crate::extract::signature::typed_name::says_unsigned;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::without_day;
use crate::extract::values::people::may_be_name;
use crate::extract::values::prompt::asks_for_mark;

/// Characters of the longest word for who signs, and of the longest words that stand in a signature's place.
const LONGEST_WORD: usize = 16;
const LONGEST_ANSWER: usize = 10;
/// Of a name in Latin letters.
const LONGEST_LATIN: usize = 24;

/// Whether all parts of a line, set apart by gaps, are words of signing, names and days; one at the least is no blank.
pub(super) fn is_of_signing_alone(text: &str) -> bool {
    let mut parts = text.split(is_gap_mark).flat_map(|part| part.split("  ")).map(|part| part.trim_matches(is_blank));
    !is_bare_blank(text) && is_dated_or_asked(text) && parts.all(|part| part.is_empty() || is_part(part))
}

/// Whether what stands behind 签发： says who did, or nothing.
pub(super) fn is_signers_answer(text: &str) -> bool {
    is_bare_blank(text) || is_of_signing_alone(text) || is_answer(text)
}

fn is_gap_mark(c: char) -> bool {
    matches!(c, '\t' | '\u{3000}' | '|' | ',' | '，')
}

fn is_blank(c: char) -> bool {
    is_invisible(c) || matches!(c, '_' | '/' | '／' | '…')
}

/// Whether a part of a line asks one who answers for the unit to sign: 经办人签字　　分管领导签字　　日期.
pub(super) fn asks_leader_to_sign(text: &str) -> bool {
    let parts = text.split(is_gap_mark).flat_map(|part| part.split("  ")).flat_map(|part| part.split(['：', ':']));
    parts.filter(|part| asks_for_mark(part)).any(|part| names_signer(&core_of(part).text))
}

/// Whether a line holds more than words that a text may hold as well.
fn is_dated_or_asked(text: &str) -> bool {
    let undated = without_day(text);
    undated.len() < text.len() || text.contains('签') || text.trim_start().starts_with('_') || names_in_words(text)
}

fn names_in_words(text: &str) -> bool {
    text.split(|c: char| is_invisible(c) || "_（(".contains(c)).any(is_name_alone)
}

fn is_part(part: &str) -> bool {
    match part.split_once(['：', ':']) {
        Some((head, behind)) => (is_word(head) || head == "代") && (is_bare_blank(behind) || is_part(behind.trim())),
        None => is_word(part) || is_answer(part),
    }
}

/// 主要负责人签字, 职务, 日期, 工会主席: what heads a name or a day.
fn is_word(word: &str) -> bool {
    const HEADS: &[&str] = &["姓名", "职务", "职称", "日期", "时间", "签发人", "签发", "签批人", "审批人"];
    let core = core_of(word).text;
    let short = core.chars().count() <= LONGEST_WORD && !word.contains(['。', '；', '，']);
    let signs = || asks_for_mark(word) || asks_for_signature(word) || signs_beside(&core) || names_signer(&core);
    short && (HEADS.iter().any(|head| core.ends_with(head)) || is_post(&core) || core.is_empty() || signs())
}

/// 王芳, 王芳（代）, 王芳 已签字, 王芳　2026年10月8日, 同意, 无, 年　月　日.
fn is_answer(text: &str) -> bool {
    if text.chars().all(|c| is_blank(c) || "年月日".contains(c) || c.is_ascii_digit()) {
        return true;
    }
    let undated = without_day(text);
    let bare = undated.trim_matches(|c: char| is_invisible(c) || "（）()【】[]_“”\"、".contains(c));
    let short = bare.chars().count() <= LONGEST_ANSWER && !bare.chars().any(|c| c.is_ascii_digit());
    let latin = |word: &str| {
        let letters = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-');
        word.chars().any(|c| c.is_ascii_uppercase()) && word.len() <= LONGEST_LATIN && word.chars().all(letters)
    };
    is_bare_blank(bare)
        || says_unsigned(bare)
        || latin(bare)
        || short && (says_where(bare) || consents_at_all(bare))
        || bare.split('、').all(|name| is_name(name) || is_name(without_marks(name)))
}

/// A name, also one that begins with no Han surname.
fn is_name(text: &str) -> bool {
    is_name_alone(text) || may_be_name(&text.chars().filter(|c| !is_invisible(*c)).collect::<String>())
}

/// A name without what is written behind it: 王芳（代）, 王芳代签, 王芳 同意.
fn without_marks(name: &str) -> &str {
    let name = name.split(['（', '(']).next().unwrap_or(name).trim_end_matches(is_invisible);
    let word = ["代签", "已签字", "已签", "签字", "签名", "同意", "同上", "签", "代", "章", "印"];
    let rest = word.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    let named = rest.split(is_invisible).next_back().filter(|last| is_name_alone(last));
    named.unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::is_of_signing_alone;

    #[test]
    fn a_line_of_names_days_and_words_of_signing_is_no_text() {
        for line in [
            "经办人签字        马立红        日期        2026年7月12日",
            "姓名        职务        签名        日期",
            "才让卓玛（代）        2026年 6月24日",
            "复核人：                      部门负责人：                      主要负责人（签字）：杨松（签字）",
            "__陈华代签__",
            "孙波海 已签字",
            "买买提·艾力        2026年10月06日",
            "单位负责人（签章）王志                      2026/06/27",
        ] {
            assert!(is_of_signing_alone(line), "{line}");
        }
        for line in [
            "职工满意度提高",
            "同意率98%",
            "由工会主席负责，2026年10月完成",
            "2026年6月底前建成  职工驿站 12 个",
            "",
            "   ",
        ] {
            assert!(!is_of_signing_alone(line), "{line}");
        }
    }
}
