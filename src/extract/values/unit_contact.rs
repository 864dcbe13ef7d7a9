//! What people write beside a unit's name in its own cell and is no part of it: 联系人：张伟, （电话 0335-3601234）, 地址：…….

use crate::extract::values::blank::is_invisible;
use crate::extract::values::date::find_date;
use crate::extract::values::date::find_no_day;
use crate::extract::values::organisation::ends_like_unit;

/// Labels of such notes.
const NOTES: &[&str] = &[
    "联系人",
    "联系电话",
    "联系方式",
    "电话",
    "手机",
    "单位地址",
    "通讯地址",
    "通信地址",
    "联系地址",
    "地址",
    "邮编",
    "邮政编码",
    "传真",
    "电子邮箱",
    "邮箱",
    "负责人",
    "法人",
    "法定代表人",
    "工会主席",
    "统一社会信用代码",
    "职工人数",
    "会员人数",
    "日期",
    "填报日期",
    "填表日期",
    "填报时间",
];

/// Digits of the shortest phone number.
const PHONE_DIGITS: usize = 7;

/// The text without such notes: whole lines, what follows their label in a line, parentheses, a phone number behind a name.
pub fn without_contacts(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = without_parentheses(line);
        let head = note_in(&line).and_then(|at| line.get(..at)).unwrap_or(&line);
        let is_mark = |c: char| is_invisible(c) || matches!(c, '，' | ',' | '；' | ';' | '、');
        let mut kept = without_day(without_phone(head)).trim_end_matches(is_mark).to_owned();
        // a note at the end of a parenthesis that names units
        if kept.len() < line.len() && kept.matches(['（', '(']).count() > kept.matches(['）', ')']).count() {
            kept.push('）');
        }
        kept
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// 海港区总工会（盖章）　　2026年9月10日: a name without the day or month behind it, set off by white space, a parenthesis or the name's own end;
/// nothing where a day is all there is in a line.
fn without_day(line: &str) -> &str {
    let name = line.trim_end_matches(|c: char| is_invisible(c) || c.is_numeric() || "年月日号.-/".contains(c));
    let day = line.get(name.len()..).unwrap_or("");
    let set_off =
        name.is_empty() || day.starts_with(is_invisible) || name.ends_with(['）', ')']) || ends_like_unit(name);
    if set_off && is_day(day) { name } else { line }
}

/// Whether words hold a day, or a month of a year.
fn is_day(words: &str) -> bool {
    find_date(words).is_some() || find_no_day(words).is_some()
}

/// Where the first note in a line begins: at its label, with a colon behind it and a boundary before it.
fn note_in(line: &str) -> Option<usize> {
    let begins = |at: usize| {
        let before = line.get(..at).unwrap_or("");
        let last = before.chars().next_back();
        last.is_none_or(|c| is_invisible(c) || "，,；;。、)）".contains(c)) || before.ends_with("工会")
    };
    let labels = |at: usize, word: &str| {
        let behind = line.get(at + word.len()..).unwrap_or("").trim_start_matches(is_invisible);
        begins(at) && behind.starts_with([':', '：'])
    };
    NOTES.iter().filter_map(|word| line.match_indices(word).map(|(at, _)| at).find(|&at| labels(at, word))).min()
}

/// Takes parentheses off that hold such a note or a phone number, and name no unit.
fn without_parentheses(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find(['（', '(']) {
        let (before, tail) = rest.split_at(open);
        let Some(close) = tail.find(['）', ')']) else { break };
        let end = close + tail.get(close..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8);
        let (aside, after) = tail.split_at(end);
        out.push_str(before);
        if !is_contact(aside) {
            out.push_str(aside);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_contact(aside: &str) -> bool {
    let names_unit = ["单位", "公司", "联合"].iter().any(|word| aside.contains(word))
        || aside.contains("工会") && !aside.contains("工会主席");
    let noted = aside.contains([':', '：']) && NOTES.iter().any(|word| aside.contains(word));
    !names_unit && (noted || digits(aside) >= PHONE_DIGITS)
}

/// `海港区总工会 0335-3601234`: the number goes.
fn without_phone(head: &str) -> &str {
    let name = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '－' | ' ' | '\u{3000}'));
    if digits(head.get(name.len()..).unwrap_or("")) >= PHONE_DIGITS { name } else { head }
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::without_contacts;

    #[test]
    fn notes_beside_a_name_go_and_names_stay() {
        for (text, want) in [
            ("海港区总工会（联系人：张伟）", "海港区总工会"),
            ("海港区总工会（王芳 0335-8650217）、乙工会", "海港区总工会、乙工会"),
            ("海港区总工会\n地址：文化路100号", "海港区总工会\n"),
            ("海港区总工会 联系电话：0335-8650217", "海港区总工会"),
            ("海港区总工会 0335-8650217", "海港区总工会"),
            ("甲公司工会（联合单位：乙工会 电话：0335-8650217）", "甲公司工会（联合单位：乙工会）"),
            ("港口公司工会（第六分公司）", "港口公司工会（第六分公司）"),
            ("海港区总工会联系人：张伟", "海港区总工会"),
            ("牵头单位：甲工会", "牵头单位：甲工会"),
            ("移动电话销售公司工会", "移动电话销售公司工会"),
        ] {
            assert_eq!(without_contacts(text), want, "{text}");
        }
    }
}
