//! Labels that nobody knew: a field that may stand under one of them is not missing for certain.

use crate::model::Application;
use crate::model::Located;
use crate::model::SignatureState;
use crate::model::Unclaimed;
use crate::model::shorten;

/// Words of a label that nobody knew and that may be that of the line to sign.
const SIGNING: &[&str] = &["签", "负责人", "主席", "领导", "法人", "法定代表人", "审批", "批准", "核准"];
/// Who answers for a unit.
const SIGNERS: &[&str] = &["主要负责人", "单位负责人", "主席", "领导", "法人", "法定代表人"];
/// Characters of the longest such label.
const LONGEST_LABEL: usize = 20;
/// Characters of the longest line that begins with one.
const LONGEST_LINE: usize = 60;
/// What parts a label from what stands behind it.
const GAPS: [&str; 5] = ["：", ":", "  ", "\u{3000}", "\t"];

/// A label that no field claimed and that may be the line to sign, where no line was found.
pub(super) fn find_line_to_sign(application: &Application) -> Option<&Located<Unclaimed>> {
    let signature = application.signature.as_ref();
    let found =
        signature.is_none_or(|signature| signature.place.is_some() || signature.state != SignatureState::Absent);
    let may_be = |text: &&Located<Unclaimed>| match text.value {
        Unclaimed::Unknown => text.raw.lines().any(|line| begins_with(line, SIGNING, false) || heads_to_sign(line)),
        // 工会主席：张伟, which no field asks for, may be the line; but 经办人签字 is another's, and 主席 alone a post in a list
        Unclaimed::Foreign => text.raw.lines().any(|line| begins_with(line, SIGNERS, true) || heads_to_sign(line)),
        Unclaimed::Hidden => false,
    };
    application.unclaimed.iter().filter(|_| !found).find(may_be)
}

/// 姓名　职务　签名　日期: whether a line of headings, which gaps part, asks for a signature.
fn heads_to_sign(line: &str) -> bool {
    let parts: Vec<&str> =
        GAPS.iter().fold(vec![line], |parts, gap| parts.iter().flat_map(|part| part.split(gap)).collect());
    parts.iter().all(|part| part.chars().count() <= LONGEST_LABEL)
        && parts.iter().any(|part| ["签字", "签名", "签章"].contains(&part.trim()))
}

/// Whether a line may be a label to sign, or one with what was written behind a colon or a gap, which it must have where it is to be
/// `answered`.
fn begins_with(line: &str, words: &[&str], answered: bool) -> bool {
    let line = line.trim();
    let gap = GAPS.iter().filter_map(|gap| line.find(gap)).min();
    let head = gap.and_then(|at| line.get(..at)).unwrap_or(line);
    let is_label = head.chars().count() <= LONGEST_LABEL && line.chars().count() <= LONGEST_LINE;
    is_label && !head.contains('。') && words.iter().any(|word| head.contains(word)) && (gap.is_some() || !answered)
}

/// What is said of a field that was not found while a text is left that may be it.
pub(super) fn explain_unrecognised(label: &str, text: &str) -> String {
    format!("没有认出“{label}”一栏，表上还有未认出的文字“{}”", shorten(text))
}
