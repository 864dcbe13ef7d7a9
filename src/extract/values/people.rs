//! Names of people out of one or several cells: numbered, with titles, roles, phones, with spaces inside a name.
//!
//! Titles and numbers come off, the names stay as they stand; `张 伟` is one name, `张伟 李娜` are two.

use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::duties::without_duties;
use crate::extract::values::joined_names::split_joined;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::people_beside::is_said_beside_names;
use crate::extract::values::people_told::name_told_in;
use crate::extract::values::people_words::BODIES;
use crate::extract::values::people_words::COMPOUND_SURNAMES;
use crate::extract::values::people_words::SURNAMES;
use crate::extract::values::people_words::TITLES;
use crate::extract::values::posts::is_role;
use crate::extract::values::posts::is_title;
use crate::extract::values::posts::part_from_posts;
use crate::extract::values::posts::strip_title;
use crate::model::compatible_char;

/// The names in a text, in order, each once.
pub fn parse_people(text: &str) -> Vec<String> {
    let folded = without_duties(&strip_chinese_numbers(&fold(text)));
    let mut names: Vec<String> = Vec::new();
    for line in folded.split(['\n', '、', ',', ';', '/', '\\', '+', '|', '\t', '。']) {
        for part in split_joined(line).into_iter().flat_map(split_at_points).flat_map(split_at_gaps) {
            names_in_part(part, &mut names);
        }
    }
    // 技术部 张伟, 海港区总工会 张伟, 党委副书记、工会主席 张伟: where a person comes from or what he is, beside the name.
    if names.iter().any(|name| is_likely_name(name) && !is_title(name)) {
        names.retain(|name| !is_title(name) && !is_said_beside_names(name));
    }
    // What is left of a day or a number.
    names.retain(|name| !matches!(name.as_str(), "年月日" | "年" | "月" | "日" | "人" | "名" | "位"));
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

/// `一、张伟 二、李娜`, `一、张伟、二、李娜`: numbers that would be taken for names at the mark behind them.
fn strip_chinese_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('、') {
        let (before, after) = (rest.get(..at).unwrap_or(""), rest.get(at + '、'.len_utf8()..).unwrap_or(""));
        let head = before.trim_end_matches(|c| "一二三四五六七八九十".contains(c));
        let starts = head.trim_matches(' ').is_empty()
            || head.ends_with([' ', '\n', ';', ',']) && !ends_with_spaced_surname(head);
        if head.len() < before.len() && starts {
            out.push_str(head);
        } else {
            out.push_str(before);
            out.push('、');
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// 丁 一、李娜: what looks like a number behind a single character is the rest of a name that was spaced.
fn ends_with_spaced_surname(head: &str) -> bool {
    let word = head.trim_end_matches(' ').rsplit([' ', '\n', ';', ',']).next().unwrap_or_default();
    head.ends_with(' ') && word.chars().count() == 1 && begins_with_surname(word)
}

/// Whether a text reads like names of people and nothing else.
pub fn looks_like_people(text: &str) -> bool {
    let names = parse_people(text);
    // 张伟（权益保障部）: what stands in parentheses says of a person, it names none.
    let mut depth = 0_usize;
    let mut visible = 0;
    for c in text.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            c => visible += usize::from(depth == 0 && !is_invisible(c)),
        }
    }
    let named: usize = names.iter().map(|name| name.chars().count()).sum();
    !names.is_empty() && names.iter().all(|name| is_likely_name(name)) && named * 2 >= visible
}

/// Two to four Chinese characters beginning with a surname, or a name with a middle dot.
pub fn is_likely_name(name: &str) -> bool {
    let count = name.chars().count();
    if name.contains(is_name_dot) {
        return count <= 20 && !name.contains(|c: char| c.is_ascii_digit());
    }
    // 国家级, 市级: a grade
    let named = begins_with_surname(name) && !name.ends_with('级') && !BODIES.contains(&name);
    (2..=4).contains(&count) && name.chars().all(is_han) && named
}

/// A likely name as long as such names are: two or three characters, four behind a surname of two, or with a dot.
pub fn is_told_name(name: &str) -> bool {
    let longest = if COMPOUND_SURNAMES.iter().any(|surname| name.starts_with(surname)) { 4 } else { 3 };
    is_likely_name(name) && (name.chars().count() <= longest || name.contains(is_name_dot))
}

/// Full-width forms folded, parentheses with all they hold taken out, invisible characters gone.
fn fold(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    let folded: String = text.chars().flat_map(fold_char).collect();
    let mut folded = folded.chars();
    while let Some(c) = folded.next() {
        match c {
            '(' | '[' | '【' | '〔' | '<' | '《' => depth += 1,
            ')' | ']' | '】' | '〕' | '>' | '》' => {
                depth = depth.saturating_sub(1);
                if !goes_on_as_body(folded.as_str()) {
                    out.push(' ');
                }
            }
            _ if depth > 0 => {}
            '\t' => out.push(c),
            c if is_invisible(c) && c != '\n' => out.push(' '),
            // Numbers stand between names or are phones; only 等3人 and 共3人 belong to the name before them.
            c if c.is_ascii_digit()
                && !out.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(['等', '共', '计']) =>
            {
                out.push(' ')
            }
            c => out.push(c),
        }
    }
    out
}

/// 中车（秦皇岛）装备有限公司工会主席: behind the parenthesis a body's name goes on.
fn goes_on_as_body(behind: &str) -> bool {
    const BODIES_END: &[&str] = &["公司", "集团", "工厂", "银行", "医院", "学院", "大学", "中心"];
    let ends = |c: char| is_invisible(c) || matches!(c, '、' | ',' | ';' | ':' | '/' | '(' | '。' | '\n');
    let run = behind.split(ends).next().unwrap_or_default();
    BODIES_END.iter().any(|end| run.contains(end))
}

fn fold_char(c: char) -> impl Iterator<Item = char> {
    let dot = is_name_dot(c);
    let number = matches!(c, '①'..='⑳' | '⒈'..='⒛' | '⑴'..='⒇' | '❶'..='❿');
    // Nearly every character becomes one, without more being asked.
    let (one, several): (Option<char>, Vec<char>) = match compatible_char(c) {
        _ if dot => (Some(c), Vec::new()),
        _ if number => (Some(' '), Vec::new()),
        Some(folded) => (Some(folded), Vec::new()),
        None => (None, std::iter::once(c).nfkc().collect()),
    };
    one.into_iter().chain(several)
}

/// Cuts `张伟.李娜`, `张伟-李娜` and `张伟——工会主席` where every part reads like a name or a post; the point of 买买提.艾力 stays.
fn split_at_points(part: &str) -> Vec<&str> {
    let names: Vec<&str> =
        part.split(['.', '-', '—', '–', '~']).filter(|name| !name.trim_matches(' ').is_empty()).collect();
    let squeezed: Vec<String> = names.iter().map(|name| squeeze(name)).collect();
    let is_post = |name: &String| is_title(name) || is_role(name);
    let told = |name: &String| is_likely_name(name) || is_post(name);
    let likely = squeezed.iter().all(told) && squeezed.iter().any(|name| is_likely_name(name));
    let posted =
        || matches!(squeezed.as_slice(), [name, post] if is_plain_name(name) && !is_post(name) && is_post(post));
    let all = names.len() > 1 && (likely || posted());
    if all { names } else { vec![part] }
}

/// Cuts `王 磊  李 静` at its wider gaps where every part is a name; of gaps of several widths (`陈  刚   喻 洁`) at the widest that leave names.
fn split_at_gaps(part: &str) -> Vec<&str> {
    const WIDEST: usize = 16;
    let widths = (2..=WIDEST).rev().filter(|&width| part.contains(&" ".repeat(width)));
    for gap in widths.map(|width| " ".repeat(width)) {
        let names: Vec<&str> =
            part.split(&gap).map(|name| name.trim_matches(' ')).filter(|name| !name.is_empty()).collect();
        if names.len() > 1 && names.iter().all(|name| is_likely_name(&squeeze(name))) {
            return names;
        }
    }
    vec![part]
}

/// A text without what cannot be seen.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

fn names_in_part(part: &str, names: &mut Vec<String>) {
    let tokens: Vec<String> = part
        .split(' ')
        .flat_map(split_role)
        .map(strip_number)
        .map(|token| name_told_in(&token).map(str::to_owned).unwrap_or(token))
        .filter(|token| token.chars().any(is_name_char) && !is_bare_blank(token))
        // What stands between the parts of a number: 0335-3601234转801.
        .filter(|token| !matches!(token.as_str(), "转" | "分机" | "内线"))
        // How somebody is in charge, where 负责 has come off.
        .filter(|token| !matches!(token.as_str(), "全面" | "具体" | "共同" | "全权" | "总体" | "主要"))
        .collect();
    // 1985年3月生: the digits have gone, what they counted is nobody's name.
    let born =
        tokens.iter().any(|token| matches!(token.as_str(), "月生" | "日生" | "月出生" | "日出生" | "年生" | "年出生"));
    let of_birth =
        |token: &String| born && matches!(token.trim_end_matches('生').trim_end_matches('出'), "年" | "月" | "日");
    let tokens: Vec<String> = tokens.iter().filter(|token| !of_birth(token)).cloned().collect();
    join_tokens(&part_from_posts(tokens), names);
}

/// `组长:张伟` without the role; `张伟:13800001111` without the number; `乌兰图雅:工会副主席` with the post apart.
fn split_role(word: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = word.split(':').collect();
    let last = parts.pop().unwrap_or("");
    let posted = is_title(last);
    let named = |part: &&str| {
        let name = strip_number(part);
        let is_post = is_role(&name) || is_title(&name);
        // 主席张伟：13800001111
        !is_role(&name) && (is_likely_name(&name) || is_likely_name(&strip_title(&name)))
            || part.chars().count() == 1
            || posted && !is_post && is_plain_name(&name)
    };
    parts.retain(named);
    parts.push(last);
    parts
}

/// `尼玛次仁 工会主席`: a name without a Han surname and a post behind it.
pub fn is_name_and_post(text: &str) -> bool {
    let mut words = text.split(is_invisible).filter(|word| !word.is_empty());
    match (words.next(), words.next(), words.next()) {
        (Some(name), Some(post), None) => {
            let named = is_plain_name(name) && !is_title(name) && !is_role(name) && !ends_like_unit(name);
            named && TITLES.iter().any(|title| post.ends_with(title))
        }
        _ => false,
    }
}

/// Whether a word beside a name or a post may be a name that begins with no Han surname: 尼玛次仁, 乌兰图雅, but not 部长助理's
/// 助理 or 项目组成员.
pub fn may_be_name(word: &str) -> bool {
    const OTHERS: &[&str] =
        &["助理", "代表", "成员", "人员", "秘书", "团队", "同事", "小组", "员", "师", "长", "室", "部", "科", "组"];
    (3..=6).contains(&word.chars().count())
        && word.chars().all(is_han)
        && !is_title(word)
        && !is_role(word)
        && !ends_like_unit(word)
        && !OTHERS.iter().any(|end| word.ends_with(end))
}

/// Chinese characters and no more of them than the longest name: one whose surname is no Han Chinese one.
fn is_plain_name(name: &str) -> bool {
    (2..=8).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || is_name_dot(c))
}

/// Puts the pieces of names that were spaced together again and leaves titles out.
fn join_tokens(tokens: &[String], names: &mut Vec<String>) {
    let mut pending = String::new();
    for token in tokens {
        let is_latin = |c: char| c.is_alphabetic() && !is_han(c) || matches!(c, '.' | '\'' | '-' | ' ');
        if token.chars().all(is_latin) {
            // Latin names keep their spaces.
            match pending.chars().last() {
                Some(last) if is_latin(last) => pending.push(' '),
                _ => flush(&mut pending, names),
            }
            pending.push_str(token);
            continue;
        }
        if pending.chars().all(is_latin) && !pending.is_empty() {
            flush(&mut pending, names);
        }
        // 张伟 男 45岁: what a roll says of a person beside the name.
        let is_detail =
            token == "岁" || matches!(token.as_str(), "男" | "女") && pending.is_empty() && !names.is_empty();
        if is_detail {
            continue;
        }
        if token.chars().count() == 1 {
            if begins_next_name(&pending, token, tokens) {
                flush(&mut pending, names);
            }
            pending.push_str(token);
        } else if is_rest_of_name(&pending, token) {
            pending.push_str(token);
            flush(&mut pending, names);
        } else {
            flush(&mut pending, names);
            take_word(token, &mut pending, names);
        }
    }
    flush(&mut pending, names);
}

/// 张 伟 李 娜: whether a character that stands alone begins another name than the one that is being put together.
fn begins_next_name(pending: &str, character: &str, tokens: &[String]) -> bool {
    let whole = pending.chars().count();
    let in_pairs = || tokens.split(|t| t.chars().count() > 1).all(|run| run.len().is_multiple_of(2));
    whole >= 3 || whole == 2 && !COMPOUND_SURNAMES.contains(&pending) && begins_with_surname(character) && in_pairs()
}

/// 张 伟明: whether a word is what the character before it lacks to be a name.
fn is_rest_of_name(pending: &str, word: &str) -> bool {
    let given_name =
        || word.chars().count() == 2 && !is_title(word) && begins_with_surname(pending) && !is_likely_name(word);
    pending.chars().count() == 1 && (!begins_with_surname(word) || given_name())
}

/// A word by itself: a name, with its title off; a compound surname, which waits for the rest; or a post, which is none.
fn take_word(word: &String, pending: &mut String, names: &mut Vec<String>) {
    let bare = strip_title(word);
    let is_post = TITLES.contains(&word.as_str()) || is_title(word) && !names.is_empty() || is_role(word);
    if is_post && bare == *word {
        return;
    }
    if COMPOUND_SURNAMES.contains(&word.as_str()) {
        pending.push_str(word);
        return;
    }
    names.push(bare);
}

fn flush(pending: &mut String, names: &mut Vec<String>) {
    if !pending.is_empty() {
        names.push(std::mem::take(pending));
    }
}

/// Takes `1.`, `①`, `（1）`-like numbers, `等3人` and digits off.
pub(super) fn strip_number(token: &str) -> String {
    let core = token.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | '*' | '、' | ')' | '①'..='⑳' | '●' | '•' | '□' | '☑')
    });
    let core = core.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | '*'));
    // 罗等闲等2人: the first 等 may be the name's.
    let others = core.match_indices('等').map(|(at, _)| core.split_at(at)).find(|(_, tail)| counts_others(tail));
    let core = others.map_or(core, |(name, _)| name);
    let core = ["共计", "合计", "共"].iter().find_map(|word| without_count(core, word)).unwrap_or(core);
    core.trim_end_matches("同志")
        .trim_matches(|c: char| is_name_dot(c) || matches!(c, '.' | '-' | '_' | '—' | '"' | '“' | '”'))
        .to_owned()
}

/// 等, 等3人, 等三名同志: that there are others, not the name 赵等闲同志.
fn counts_others(tail: &str) -> bool {
    let rest = tail.strip_prefix('等').unwrap_or(tail).trim_end_matches("同志").trim_end_matches('人');
    rest.chars().all(|c| c.is_ascii_digit() || "一二两三四五六七八九十几多余名位个 ".contains(c))
}

/// 张伟 of 张伟共2人, nothing of 共两名: how many there are.
fn without_count<'t>(core: &'t str, word: &str) -> Option<&'t str> {
    let (name, tail) = core.rsplit_once(word)?;
    let number = tail.trim_end_matches("同志").trim_end_matches(['人', '名', '位', '个']);
    let counted =
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c));
    (counted && number.len() < tail.len()).then_some(name)
}

/// The dot inside a name such as 买买提·艾力, in the writings that programs give it.
pub fn is_name_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧' | '∙' | '⋅' | '․' | '﹒' | '･')
}

fn is_name_char(c: char) -> bool {
    is_han(c) || c.is_ascii_alphabetic() || c.is_alphabetic()
}

/// Whether a character is a Chinese one.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// Whether a text begins with a surname of one character or of two.
pub fn begins_with_surname(name: &str) -> bool {
    COMPOUND_SURNAMES.iter().any(|surname| name.starts_with(surname))
        || name.chars().next().is_some_and(|first| SURNAMES.contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_however_they_are_joined() {
        for (text, want) in [
            ("张伟", vec!["张伟"]),
            ("张伟、李娜", vec!["张伟", "李娜"]),
            ("张伟，李娜,王强", vec!["张伟", "李娜", "王强"]),
            ("张伟；李娜；王强；赵敏", vec!["张伟", "李娜", "王强", "赵敏"]),
            ("张伟/李娜", vec!["张伟", "李娜"]),
            ("张伟\n李娜\n王强", vec!["张伟", "李娜", "王强"]),
            ("张伟 李娜 王小强", vec!["张伟", "李娜", "王小强"]),
            ("张 伟", vec!["张伟"]),
            ("张　伟、李 娜", vec!["张伟", "李娜"]),
            ("张 伟 李 娜", vec!["张伟", "李娜"]),
            ("张伟（主席）、李娜（副主席）", vec!["张伟", "李娜"]),
            ("组长：张伟 成员：李娜、王强", vec!["张伟", "李娜", "王强"]),
            ("1.张伟 2.李娜 3.王强", vec!["张伟", "李娜", "王强"]),
            ("1、张伟\n2、李娜", vec!["张伟", "李娜"]),
            ("①张伟②李娜", vec!["张伟", "李娜"]),
            ("张伟 工会主席", vec!["张伟"]),
            ("张伟主席", vec!["张伟"]),
            ("买买提·艾力、张伟", vec!["买买提·艾力", "张伟"]),
            ("欧阳 明、诸葛孔明", vec!["欧阳明", "诸葛孔明"]),
            ("张伟 13800001111", vec!["张伟"]),
            ("张伟：13800001111；李娜：13900002222", vec!["张伟", "李娜"]),
            ("主席张伟：13800001111\n副主席李娜：13900002222", vec!["张伟", "李娜"]),
            ("张伟和李娜", vec!["张伟", "李娜"]),
            ("黄宝珍\t杜和平\t顾世杰", vec!["黄宝珍", "杜和平", "顾世杰"]),
            ("John Smith、张伟", vec!["John Smith", "张伟"]),
            ("张伟等3人", vec!["张伟"]),
            ("张伟、李娜共2人", vec!["张伟", "李娜"]),
            ("张伟、李娜，共计两名", vec!["张伟", "李娜"]),
            ("张伟 2026年", vec!["张伟"]),
            ("张伟、李娜、张伟", vec!["张伟", "李娜"]),
            ("和平", vec!["和平"]),
            ("·张伟\n·李娜", vec!["张伟", "李娜"]),
            ("阿依古丽•买买提", vec!["阿依古丽•买买提"]),
            ("一、张伟 二、李娜", vec!["张伟", "李娜"]),
            ("一、张伟\n二、李娜", vec!["张伟", "李娜"]),
            ("主席 张伟、副主席 李娜", vec!["张伟", "李娜"]),
            ("张伟，女，工会主席", vec!["张伟"]),
            ("张伟 男 45岁", vec!["张伟"]),
            ("李 亚 男", vec!["李亚男"]),
            ("张伟-李娜", vec!["张伟", "李娜"]),
            ("主席张伟", vec!["张伟"]),
            ("高工张伟、教师李娜", vec!["张伟", "李娜"]),
            ("海港区总工会 张伟", vec!["张伟"]),
            ("技术部 张伟", vec!["张伟"]),
            ("张伟，男，主席；李娜，女，常务副主席；丁　一、买买提·艾力", vec!["张伟", "李娜", "丁一", "买买提·艾力"]),
            ("王芳 中车（秦皇岛）装备有限公司工会主席\n李娜（副主席）张伟", vec!["王芳", "李娜", "张伟"]),
            ("何伟 及春燕 马晓东", vec!["何伟", "及春燕", "马晓东"]),
            ("何伟 李娜 及王芳", vec!["何伟", "李娜", "王芳"]),
            ("黄志强 于谦和 时光", vec!["黄志强", "于谦和", "时光"]),
            ("于谦和\t张伟", vec!["于谦和", "张伟"]),
            ("黄志强、于谦和李娜", vec!["黄志强", "于谦", "李娜"]),
            ("党委副书记、工会主席张伟", vec!["张伟"]),
            ("党委副书记、工会主席 张伟", vec!["张伟"]),
            ("张伟副主席、李志强干事", vec!["张伟", "李志强"]),
            ("张志强老师、李淑芬老师", vec!["张志强", "李淑芬"]),
            ("办公室主任张伟\n组织部部长李长江", vec!["张伟", "李长江"]),
            ("海港区总工会副主席张伟", vec!["张伟"]),
            ("主要负责人张伟，参与人员李娜、王强", vec!["张伟", "李娜", "王强"]),
            ("张伟——工会主席", vec!["张伟"]),
            ("爱新觉罗毓——工会主席", vec!["爱新觉罗毓"]),
            ("乌兰图雅：工会副主席", vec!["乌兰图雅"]),
            ("张伟：党委副书记、工会主席\n乌兰图雅：工会副主席", vec!["张伟", "乌兰图雅"]),
            ("姓名：张伟 职务：工会主席", vec!["张伟"]),
            ("张伟 组织部 部长\n李娜 权益部 干事", vec!["张伟", "李娜"]),
            ("车间主任 张伟", vec!["张伟"]),
            ("工会主席尼玛次仁", vec!["尼玛次仁"]),
            ("张伟、尼玛次仁 工会主席", vec!["张伟", "尼玛次仁"]),
            ("张伟、李娜及尼玛次仁", vec!["张伟", "李娜", "尼玛次仁"]),
            ("张伟、李娜及阿依古丽·买买提", vec!["张伟", "李娜", "阿依古丽·买买提"]),
            ("海港区总工会副主席尼玛次仁", vec!["尼玛次仁"]),
            ("李和平和林芳", vec!["李和平", "林芳"]),
            ("和立群、和平和朱立新", vec!["和立群", "和平", "朱立新"]),
            ("张伟，女，1985年3月生，工会主席；李娜，男，干事", vec!["张伟", "李娜"]),
            ("罗等闲等2人", vec!["罗等闲"]),
            ("赵等闲同志", vec!["赵等闲"]),
            ("张伟等三名同志", vec!["张伟"]),
            ("王主任", vec!["王主任"]),
            ("由周启明、欧阳雪共同负责", vec!["周启明", "欧阳雪"]),
            ("周启明任组长，欧阳雪任副组长", vec!["周启明", "欧阳雪"]),
            ("周启明为项目负责人，欧阳雪为成员", vec!["周启明", "欧阳雪"]),
            ("周启明负责人 欧阳雪", vec!["周启明", "欧阳雪"]),
            ("张伟 全面负责", vec!["张伟"]),
            ("张伟，男，技术员；李娜，女，操作工", vec!["张伟", "李娜"]),
            ("张伟/45岁/高级工；李娜/38岁/焊工", vec!["张伟", "李娜"]),
            ("姓名：张伟 年龄：45 岗位：班长", vec!["张伟"]),
            ("张伟-电工\n李娜-技术员", vec!["张伟", "李娜"]),
            ("由水静负责", vec!["水静"]),
            ("年　月　日", vec![]),
            ("王建晓\n年 月 日", vec!["王建晓"]),
            ("", vec![]),
            ("____", vec![]),
        ] {
            assert_eq!(parse_people(text), want, "{text}");
        }
    }
}
