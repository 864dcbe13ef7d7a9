//! Where a form in lines is signed: what stands there beside the line to sign (花秋 above 主要负责人（签字）, a promise, 签发：王建国) is
//! no part of the text above it.

use super::LineLabels;
use super::opinion::is_signed_label;
use super::signing_words::asks_leader_to_sign;
use super::signing_words::is_of_signing_alone;
use super::signing_words::is_signers_answer;
use crate::extract::candidate::inline::is_part_of_signing;
use crate::extract::label::form_words::closes_letter;
use crate::extract::label::label_core::Folded;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::asks_for_seal;
use crate::extract::signature::request_to_sign::asks_for_signature;
use crate::extract::signature::request_to_sign::asks_to_be_signed;
use crate::extract::signature::typed_name::is_name_alone;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::parse_date;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::prompt::asks_for_mark;
use crate::policy::Policy;

/// Characters of the longest line beside a line to sign, but for a promise.
const LONGEST: usize = 40;
/// Of a promise's heading.
const LONGEST_HEADING: usize = 12;
/// Of a line that says who signs in other words, in bytes.
const LONGEST_IN_OTHER_WORDS: usize = 120;
/// Most lines that end a form from such a line on.
const MOST: usize = 12;

/// Which of these lines stand beside a line to sign: those right above one, and those at the end of the form from one on that says who
/// signs in words that the measure does not know.
pub(super) fn find_signing_lines(lines: &[LineLabels<'_>], policy: &Policy) -> Vec<bool> {
    let mut beside = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate() {
        let signs = label_of(line).is_some_and(|label| is_to_sign(label, policy));
        let in_other_words = || signs_in_other_words(line.folded.text) && ends_form(lines.get(at + 1..), policy);
        let in_other_words = label_of(line).is_none() && in_other_words();
        if !signs && !in_other_words {
            continue;
        }
        if in_other_words {
            beside.iter_mut().skip(at).zip(lines.iter().skip(at)).for_each(|(told, line)| {
                *told |= label_of(line).is_none();
            });
        }
        for (told, line) in beside.iter_mut().zip(lines).take(at).rev().filter(|(_, line)| !is_empty(line)) {
            // 申报单位（公章）：
            let is_seal = label_of(line).is_some() && line.folded.text.contains('章');
            // 联系人签名　　张伟　　日期　　2026年10月8日
            let is_others = label_of(line) == Some(&Label::Foreign) && is_of_signing_alone(line.folded.text);
            if !is_seal && !is_others && (label_of(line).is_some() || !stands_beside(line.folded.text)) {
                break;
            }
            *told |= !is_seal;
        }
    }
    if let Some(from) = closing_from(lines) {
        beside.iter_mut().skip(from).for_each(|told| *told = true);
    }
    beside
}

/// Where the words begin that a letter closes with (如有问题请随时联系。 此致 敬礼), among which the unit and the day may stand; a unit and
/// a day alone below it close it as well.
fn closing_from(lines: &[LineLabels<'_>]) -> Option<usize> {
    let mut from = None;
    let mut below: Option<&str> = None;
    for (at, line) in lines.iter().enumerate().rev().filter(|(_, line)| !is_empty(line)) {
        let text = line.folded.text;
        let dated = || below.is_some_and(|below| parse_date(below).is_some());
        match label_of(line) {
            None if closes_letter(text) || ends_like_unit(text.trim()) && stands_beside(text) && dated() => {
                from = Some(at);
            }
            None if stands_beside(text) => {}
            _ => break,
        }
        below = Some(text);
    }
    from
}

fn label_of<'l>(line: &'l LineLabels<'_>) -> Option<&'l Label> {
    line.whole.as_ref().or(line.first.as_ref())
}

/// Nothing, or a stroke to sign on.
fn is_empty(line: &LineLabels<'_>) -> bool {
    line.folded.text.chars().all(|c| is_invisible(c) || "_＿—－".contains(c))
}

/// Whether a label asks for a signature or a day and nothing else.
fn is_to_sign(label: &Label, policy: &Policy) -> bool {
    *label != Label::Foreign && is_signed_label(label, policy)
}

/// Whether nothing but what stands beside a line to sign follows, up to the next label of another kind or the end.
fn ends_form(behind: Option<&[LineLabels<'_>]>, policy: &Policy) -> bool {
    let lines = behind.unwrap_or_default().iter().filter(|line| !is_empty(line));
    let ends = lines.take(MOST + 1).enumerate().find_map(|(number, line)| match label_of(line) {
        _ if number == MOST => Some(false),
        Some(label) if is_to_sign(label, policy) || *label == Label::Foreign => None,
        Some(_) => Some(true),
        None => {
            let text = line.folded.text;
            let goes_on = stands_beside(text) || signs_in_other_words(text);
            (!goes_on).then_some(false)
        }
    });
    ends.unwrap_or(true)
}

/// What others sign, seal and date there, requests to sign and promises.
fn stands_beside(text: &str) -> bool {
    if is_promise(text) || is_head_of_promise(text) {
        return true;
    }
    if text.chars().filter(|c| !is_invisible(*c)).count() > LONGEST {
        return false;
    }
    if asks_to_be_signed(text) || is_of_signing_alone(text) || asks_for_seal(text) {
        return true;
    }
    if text.contains(['。', '；']) {
        return false;
    }
    let head = text.split([':', '：']).next().unwrap_or(text);
    let signs = || core_of(head).text.ends_with(['字', '名']) && asks_for_mark(head);
    parse_date(text).is_some()
        || text.contains('年') && is_bare_blank(text)
        || is_name_alone(text)
        || is_part_of_signing(head)
        || core_of(head).text.ends_with("姓名")
            && is_name_alone(text.get(head.len()..).unwrap_or("").trim_start_matches([':', '：']))
        || head.contains('章') && head.len() < text.len()
        || head.len() < text.len() && signs()
        || ends_like_unit(text.trim())
}

/// 我单位承诺以上内容真实有效: what whoever signs answers for.
fn is_promise(text: &str) -> bool {
    const PROMISING: &[&str] = &["承诺", "保证", "声明", "负责", "责任", "无误", "以上", "上述", "所填", "所报"];
    const TRUE: &[&str] = &["真实", "属实", "虚假", "不实"];
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    says(PROMISING) && says(TRUE)
}

/// 申报单位承诺.
fn is_head_of_promise(text: &str) -> bool {
    let core = core_of(text).text;
    core.chars().count() <= LONGEST_HEADING && (core.ends_with("承诺") || core.ends_with("声明"))
}

/// 单位主要负责人, 签发：王建国, 审批人：张伟　2026年10月8日: who signs in words that are no label of the measure's, with a name, a day or
/// nothing behind.
fn signs_in_other_words(text: &str) -> bool {
    const PASSING: &[&str] = &["签发", "签批", "审签", "审批", "批准", "核准", "审定"];
    const SIGNERS: &[&str] = &["负责人", "领导", "主席", "法人", "代表人"];
    let text = text.trim_matches(is_invisible);
    if text.split(is_invisible).map(str::len).sum::<usize>() > LONGEST_IN_OTHER_WORDS {
        return false;
    }
    if is_of_signing_alone(text) && asks_leader_to_sign(text) {
        return true;
    }
    let (head, behind) = text.split_once([':', '：']).unwrap_or((text, ""));
    let core = core_of(head).text;
    let passes = || PASSING.contains(&core.strip_suffix('人').unwrap_or(&core));
    let leads = || names_signer(&core) && SIGNERS.iter().any(|end| core.ends_with(end)) && asks_for_signature(&core);
    (passes() || leads()) && is_signers_answer(behind)
}

/// Whether a line heads the promise that a form asks for: 诚信承诺书.
pub(super) fn heads_promise(folded: &Folded<'_>) -> bool {
    const LONGEST: usize = 16;
    !folded.is_longer_than(LONGEST)
        && ["承诺书", "诚信承诺", "申报承诺", "郑重承诺", "真实性承诺"]
            .iter()
            .any(|end| folded.core().text.ends_with(end))
}
