//! What stands on a line to be signed or in an opinion, part by part: who signs, and what others write beside it (经办人：王芳,
//! 职务：主席, 单位（公章）：……), which is nobody's signature for the unit.

use std::borrow::Cow;

use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::signs_beside;
use crate::extract::label::lexicon::asks_for_seal;
use crate::extract::signature::request_to_sign::asks_for_signature;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::people::is_han;
use crate::extract::values::people::is_told_name;

/// Characters of the longest label within an opinion, with what stands in its parentheses.
const LONGEST_LABEL: usize = 20;

/// What a label within an opinion asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    /// What is nobody's signature: 经办人, 职务, 电话; with its value.
    Beside,
    /// Who looked the paper through, where another signs.
    Reviewer,
    /// The seal, of the unit whose name may stand behind it.
    Seal,
    /// The day, which has been taken out, or the word 姓名: only what stands behind it counts.
    Word,
    /// Who signs, or words of any other kind.
    Signer,
}

/// A text without what others write beside the one who signs, and without labels for the seal and the day. Words written with
/// spaces in them (张 三, 负 责 人：) are closed up.
pub fn of_signer(text: &str) -> String {
    let text = behind_hint(text).replace(['﹕', '∶', '︰'], "：");
    let text = without_leaders(&without_field_marks(&text));
    let text = text.lines().map(|line| with_colon(close_up(line))).collect::<Vec<String>>().join("\n");
    let labels = labels_in(&text);
    let lead = text.get(..labels.first().map_or(text.len(), |(_, start, _)| *start)).unwrap_or("");
    let is_signed = labels.iter().any(|(part, ..)| *part == Part::Signer) || begins_with_name(lead);
    let ends = labels.iter().skip(1).map(|(_, start, _)| *start).chain([text.len()]);
    let mut kept = lead.to_owned();
    for ((part, start, value), end) in labels.iter().zip(ends) {
        let value_text = text.get(*value..end).unwrap_or("");
        let words = text.get(*start..*value).unwrap_or("");
        kept.push(' ');
        match part {
            Part::Beside => kept.push_str(behind_line(value_text)),
            Part::Reviewer if is_signed => kept.push_str(behind_line(value_text)),
            Part::Seal if words.contains("单位") => kept.push_str(behind_word(value_text)),
            Part::Seal | Part::Word => kept.push_str(value_text),
            Part::Reviewer | Part::Signer => {
                kept.push_str(words);
                kept.push_str(value_text);
            }
        }
    }
    kept
}

/// «张伟»: the name that a mail merge put in its field, without the marks; a field that is still to be filled has none.
fn without_field_marks(rest: &str) -> Cow<'_, str> {
    let field = rest.split_once('«').and_then(|(_, behind)| behind.split_once('»')).map(|(inside, _)| inside.trim());
    match field.filter(|name| is_told_name(name)) {
        Some(_) => Cow::Owned(rest.replace(['«', '»'], " ")),
        None => Cow::Borrowed(rest),
    }
}

/// 领导签字：……张伟……日期：……: a text without the dots that lead from word to word; but not 买买提·艾力.
fn without_leaders(text: &str) -> String {
    let is_dot = |c: char| matches!(c, '.' | '·' | '…' | '⋯');
    let mut out = String::with_capacity(text.len());
    for run in text.split_inclusive(|c| !is_dot(c)) {
        let behind = run.trim_start_matches(is_dot);
        let dots = run.strip_suffix(behind).unwrap_or(run);
        out.push_str(if dots.chars().nth(1).is_some() { " " } else { dots });
        out.push_str(behind);
    }
    out
}

/// (Signature)：张伟: what stands behind a second hint of the label, and behind the colon there.
fn behind_hint(text: &str) -> &str {
    let open = text.trim_start_matches(is_invisible).strip_prefix(['（', '(']);
    let behind =
        open.and_then(|open| open.split_once(['）', ')'])).map(|(_, behind)| behind.trim_start_matches(is_invisible));
    behind.and_then(|behind| behind.strip_prefix(['：', ':'])).unwrap_or(text)
}

/// Whether the first word of a text is a name, with what may stand in parentheses behind it.
pub fn begins_with_name(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| is_invisible(c) || "）)】〕]_".contains(c));
    let mut words = text.split(|c: char| is_invisible(c) || "（()）_".contains(c)).filter(|word| !word.is_empty());
    let first = words.next().filter(|first| text.starts_with(first)).unwrap_or("");
    // 秦　思, 彭  宝
    let mut spaced =
        || first.chars().count() == 1 && words.next().is_some_and(|rest| is_told_name(&format!("{first}{rest}")));
    is_told_name(first) || spaced()
}

/// The end of the parenthesis that a text is cut in at `at`: （签字|或盖章）; `at` itself outside of any.
fn end_of_parenthesis(text: &str, at: usize) -> usize {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let is_open = before.rfind(['（', '(', '【']) > before.rfind(['）', ')', '】']);
    let close = behind.find(['）', ')', '】']).filter(|_| is_open);
    close.map_or(at, |close| at + close)
}

/// Whether a text that reads like a label to sign has a name behind its words, or before the last of them: 负责人签名　张伟（签字）,
/// 主要负责人 张伟（签字）.
pub fn is_signed_label(text: &str) -> bool {
    const MARKS: &[&str] = &["签字", "签名", "签章", "签"];
    let ends = MARKS.iter().filter_map(|mark| text.find(mark).map(|at| at + mark.len()));
    let mut ends = ends.map(|end| end_of_parenthesis(text, end));
    let named_before = || {
        let (room, asked) = text.split_at(text.rfind(['（', '(']).unwrap_or(text.len()));
        let room = room.trim_end_matches(is_invisible);
        let name = room.rfind(is_invisible).and_then(|gap| room.get(gap..)).unwrap_or("").trim_matches(is_invisible);
        MARKS.iter().any(|mark| asked.contains(mark)) && is_told_name(name)
    };
    ends.any(|end| text.get(end..).is_some_and(begins_with_name)) || named_before()
}

/// Whether a word before the last one of a text is a name: 张伟（签字）　　分管负责人签字.
pub fn holds_name_before_last(text: &str) -> bool {
    let text = text.trim_end_matches(is_invisible);
    let last = text.rfind(is_invisible).unwrap_or(0);
    text.get(..last).unwrap_or("").split(|c: char| is_invisible(c) || "（()）_".contains(c)).any(is_told_name)
}

/// What stands below the line that a text begins with.
fn behind_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, below)| below)
}

/// What stands behind the first word of a text's first line, which is a unit's name.
fn behind_word(text: &str) -> &str {
    let line = text.split('\n').next().unwrap_or("");
    let word = line.trim_start_matches(is_invisible);
    let end = word.find(is_invisible).map_or(line.len(), |end| line.len() - word.len() + end);
    text.get(end..).unwrap_or("")
}

/// The labels before the colons of a text: what they ask for, where they begin and where their value does.
fn labels_in(text: &str) -> Vec<(Part, usize, usize)> {
    let mut labels = Vec::new();
    let mut from = 0;
    for (at, colon) in text.match_indices(['：', ':']) {
        let before = text.get(from..at).unwrap_or("");
        let words = label_before(before);
        from = at + colon.len();
        if let Some(part) = part_of(words) {
            labels.push((part, at - words.len(), from));
        }
    }
    labels
}

/// The word that ends here, with the parentheses in it.
fn label_before(text: &str) -> &str {
    let mut depth = 0_u32;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev().take(LONGEST_LABEL) {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => depth = depth.saturating_sub(1),
            c if depth == 0 && (is_invisible(c) || "。，；,;、/".contains(c)) => break,
            _ => {}
        }
        start = at;
    }
    text.get(start..).unwrap_or("")
}

fn part_of(words: &str) -> Option<Part> {
    const BESIDE: &[&str] = &["职务", "职称", "电话", "联系电话", "手机", "联系方式", "联系人"];
    const DAYS: &[&str] = &["日期", "时间", "Date"];
    let core = core_of(words).text;
    let part = match core.as_str() {
        "" => return None,
        core if BESIDE.contains(&core) => Part::Beside,
        core if signs_beside(core) => match core.starts_with("审核") || core.starts_with("复核") {
            true => Part::Reviewer,
            false => Part::Beside,
        },
        core if asks_for_seal(core) && !core.contains('签') => Part::Seal,
        core if core == "姓名" || DAYS.iter().any(|day| core.ends_with(day)) => Part::Word,
        _ => Part::Signer,
    };
    Some(part)
}

/// 主要负责人（签字）__张伟 → 主要负责人（签字）：张伟: the words for a line to sign that a line begins with, and the name behind them.
fn with_colon(line: String) -> String {
    let start = line.len() - line.trim_start_matches(is_invisible).len();
    let ends = ["签字", "签名", "签章"].iter().filter_map(|mark| line.find(mark).map(|at| at + mark.len())).min();
    let Some(end) = ends.filter(|&end| line.get(start..end).is_some_and(asks_for_signature)) else { return line };
    let (label, behind) = line.split_at(end);
    let name = behind.trim_start_matches(|c: char| is_invisible(c) || "_）)".contains(c));
    match label.contains(['：', ':']) || !begins_with_name(name) || label.len() + name.len() == line.len() {
        true => line,
        false => format!("{}：{name}", label.replace(['（', '('], "")),
    }
}

/// 张 三 → 张三, 负 责 人（签 字）： → 负责人（签字）：: characters that stand alone are one word, and parentheses hold no spaces.
fn close_up(line: &str) -> String {
    let mut depth = 0_u32;
    let mut closed = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 || !is_invisible(c) {
            closed.push(c);
        }
    }
    let mut out = String::with_capacity(closed.len());
    let mut alone = false;
    let mut rest = closed.as_str();
    while !rest.is_empty() {
        let word_at = rest.len() - rest.trim_start_matches(is_invisible).len();
        let (space, word) = rest.split_at(word_at);
        let end = word.find(is_invisible).unwrap_or(word.len());
        let (word, behind) = word.split_at(end);
        let mut letters = word.chars();
        let first_alone = letters.next().is_some_and(is_han) && !letters.next().is_some_and(is_han);
        out.push_str(if alone && first_alone { "" } else { space });
        out.push_str(word);
        // 负责人签字：尤 国 生: what stands behind the colon begins the name.
        let last = word.rsplit(['：', ':']).next().unwrap_or(word);
        alone = last.chars().count() == 1 && last.chars().all(is_han);
        rest = behind;
    }
    out
}
