//! What of a text may be a label: the text without white space, numbering, brackets and colon, with what stood in parentheses
//! kept beside it.

use std::cell::OnceCell;

use crate::extract::label::traditional::simplified;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::choice::is_box;
use crate::extract::values::choice::is_tick;
use crate::model::compatible;
use crate::model::compatible_char;

/// A text without white space, numbering, parentheses and colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Core {
    /// What is left.
    pub text: String,
    /// What stood in parentheses.
    pub hint: String,
    /// Whether the parentheses stood ahead of what is left: 【实施措施】….
    pub hint_ahead: bool,
}

/// A text that may be a label, a title or a heading, asked one after the other: it is folded once, and only where it is short.
pub struct Folded<'t> {
    /// As it stands.
    pub text: &'t str,
    core: OnceCell<Core>,
    hanzi: OnceCell<usize>,
}

impl<'t> Folded<'t> {
    /// Of this text.
    pub fn of(text: &'t str) -> Self {
        Self { text, core: OnceCell::new(), hanzi: OnceCell::new() }
    }

    /// Its core.
    pub fn core(&self) -> &Core {
        self.core.get_or_init(|| core_of(self.text))
    }

    /// As [`is_core_longer_than`].
    pub fn is_longer_than(&self, most: usize) -> bool {
        /// Nothing that is asked for is much longer.
        const ENOUGH: usize = 80;
        match most + NUMBERING < ENOUGH {
            true => *self.hanzi.get_or_init(|| count_certain_hanzi(self.text, ENOUGH)) > most + NUMBERING,
            false => is_core_longer_than(self.text, most),
        }
    }
}

/// Characters of a numbering that a core may have lost: 第…部分 before it, 章 or 项.
const NUMBERING: usize = 5;

/// White space, numbering, colons and parentheses off; what stood in parentheses is kept as a hint.
pub fn core_of(text: &str) -> Core {
    let mut core = String::with_capacity(text.len());
    let mut hint = String::new();
    let mut hint_ahead = false;
    let mut depth = 0_u32;
    for c in compatible(strip_brackets(text)) {
        match c {
            '\u{4e00}'..='\u{9fff}' if depth == 0 => core.push(simplified(c)),
            c if is_invisible(c) => {}
            '(' | '[' | '〔' | '【' | '<' => depth += 1,
            ')' | ']' | '〕' | '】' | '>' => depth = depth.saturating_sub(1),
            c if depth > 0 => {
                hint_ahead |= core.is_empty();
                hint.push(simplified(c));
            }
            '_' | '*' | '※' | '★' | '☆' | '"' | '“' | '”' | '|' | '「' | '」' | '●' | '◆' | '■' | '▲' | '#' | '•'
            | '➢' | '►' | '▶' | '◇' | '◎' | '△' | '▽' | '▼' | '✱' | '▍' | '▌' | '█' | '『' | '』' =>
                {}
            c => core.push(c),
        }
    }
    // 【项目名称】: what stands in brackets is all there is.
    if core.is_empty() {
        let inside = text.trim().strip_prefix(['（', '(']).and_then(|inside| inside.strip_suffix(['）', ')']));
        // （项目负责（不超过3人））
        if let Some(inside) = inside.filter(|inside| inside.contains(['（', '('])) {
            return core_of(inside);
        }
        core = std::mem::take(&mut hint);
    }
    let core = core.trim_start_matches(is_bullet).trim_end_matches([':', ';', ',', '.', '。', '-', '—', '、', '?']);
    Core { text: strip_numbering(core).to_owned(), hint, hint_ahead }
}

/// What stands before a label as a bullet, beside what is taken out of a core anywhere: strokes, arrows, shapes, ❶ and the signs of a
/// telephone, but no box of an option and no tick; 0xF000 and up are signs of Wingdings.
fn is_bullet(c: char) -> bool {
    let is_sign = matches!(c, '\u{2190}'..='\u{21ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{2bff}'
        | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}');
    matches!(c, '·' | '○' | '-' | '–' | '—' | '\u{f000}'..='\u{f0ff}') || is_sign && !is_box(c) && !is_tick(c)
}

/// Whether the core of a text certainly has more characters than so many, told without folding the text: by the hanzi outside
/// parentheses that are no numerals, of which a core loses at most 第…部分 before it and 章 or 项.
pub fn is_core_longer_than(text: &str, most: usize) -> bool {
    count_certain_hanzi(text, most + NUMBERING + 1) > most + NUMBERING
}

/// Hanzi outside parentheses that are no numerals, up to so many.
fn count_certain_hanzi(text: &str, enough: usize) -> usize {
    let (mut depth, mut hanzi) = (0_u32, 0);
    for c in text.chars() {
        match c {
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {}
            '\u{4e00}'..='\u{9fff}' if depth == 0 => {
                hanzi += 1;
                if hanzi == enough {
                    break;
                }
            }
            '\u{4e00}'..='\u{9fff}' => {}
            c => match compatible_char(c) {
                Some('(' | '[' | '〔' | '【' | '<') => depth += 1,
                Some(')' | ']' | '〕' | '】' | '>') => depth = depth.saturating_sub(1),
                Some(_) => {}
                // What this becomes is known only once all is folded.
                None => break,
            },
        }
    }
    hanzi
}

/// 【项目负责（不超过3人）】: brackets round the whole label are not a parenthesis.
fn strip_brackets(text: &str) -> &str {
    let trimmed = text.trim_matches(|c: char| is_invisible(c) || matches!(c, ':' | '：'));
    [('【', '】'), ('[', ']'), ('〔', '〕'), ('［', '］'), ('「', '」'), ('<', '>'), ('《', '》')]
        .into_iter()
        .find_map(|(open, close)| trimmed.strip_prefix(open)?.strip_suffix(close))
        .filter(|inside| !inside.contains(['【', '[', '〔', '［']))
        .unwrap_or(text)
}

/// Digits of a number that stands before a label without a mark.
const LONGEST_NUMBER: usize = 2;

const DIGITS_OF_YEAR: usize = 4;

/// Takes `一、`, `1.`, `①`, `第一部分` off.
pub fn strip_numbering(core: &str) -> &str {
    const NUMERALS: &str = "一二三四五六七八九十0123456789";
    let is_label = |rest: &str| rest.starts_with(|c: char| !c.is_ascii() && c.is_alphabetic());
    // Q1_项目名称, Q1.项目名称, 问题1：项目名称 of a questionnaire; the stroke is gone already.
    if let Some(question) = ["Q", "q", "问题", "问", "题"].iter().find_map(|word| core.strip_prefix(word)) {
        let rest = question.trim_start_matches(|c: char| c.is_ascii_digit());
        let label = rest.trim_start_matches(['.', ':', '、', ')', '-']);
        return if rest.len() < question.len() && is_label(label) { label } else { core };
    }
    // A.项目名称
    let mut letters = core.chars();
    if letters.next().is_some_and(|c| c.is_ascii_alphabetic()) {
        let rest = letters.as_str().strip_prefix(['.', '、', ')']);
        return rest.filter(|rest| is_label(rest)).unwrap_or(core);
    }
    // 2026.5.13 改善类型 begins with a day.
    if core.bytes().take_while(u8::is_ascii_digit).count() >= DIGITS_OF_YEAR {
        return core;
    }
    let after_ordinal = core.strip_prefix('第').unwrap_or(core);
    let rest = after_ordinal.trim_start_matches(|c| NUMERALS.contains(c));
    if rest.len() < after_ordinal.len() {
        let marks: &[&str] = if after_ordinal.len() < core.len() {
            &["部分", "章", "项", "题", "、"]
        } else {
            &["、", ".", ":", ")", ","]
        };
        for mark in marks {
            if let Some(label) = rest.strip_prefix(*mark)
                && !label.is_empty()
            {
                let label = label.trim_start_matches([':', '、', '.']);
                // 1.1 项目名称, 1.1、项目名称
                let below = label.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ')'));
                return if *mark == "." && below.starts_with(char::is_alphabetic) { below } else { label };
            }
        }
        // 3 项目名称; the digits of 13800001111邮箱 are a value's
        if core.starts_with(|c: char| c.is_ascii_digit())
            && core.len() - rest.len() <= LONGEST_NUMBER
            && !rest.is_empty()
            && rest.starts_with(|c: char| c.is_alphabetic())
        {
            return rest;
        }
    }
    core
}

#[cfg(test)]
mod tests {
    use super::core_of;

    #[test]
    fn a_core_is_free_of_space_numbering_and_notes() {
        for (text, want) in [
            ("申 报 单 位：", "申报单位"),
            ("项目负责\n（不超过3人）", "项目负责"),
            ("一、申报理由", "申报理由"),
            ("（一）申报理由", "申报理由"),
            ("1.申报理由：", "申报理由"),
            ("申报单位（盖章）:____", "申报单位"),
            ("项\n目\n申\n报\n理\n由", "项目申报理由"),
            ("【项目名称】", "项目名称"),
            ("*联系电话", "联系电话"),
            ("# 联系电话", "联系电话"),
            ("→联系电话：", "联系电话"),
            ("📌联系电话：", "联系电话"),
            ("❶联系电话", "联系电话"),
            ("□联系电话", "□联系电话"),
            ("- 联系电话", "联系电话"),
            ("第一部分 项目概况", "项目概况"),
            ("② 项目名称", "项目名称"),
            ("1.1 项目名称", "项目名称"),
            ("1.1、项目名称", "项目名称"),
            ("2026.5.13 项目类别", "2026.5.13项目类别"),
            ("《项目名称》", "项目名称"),
            ("A.项目名称", "项目名称"),
            ("Q1_项目名称", "项目名称"),
            ("Q12：联系电话", "联系电话"),
            ("第3题：联系电话", "联系电话"),
            ("问题3：联系电话", "联系电话"),
            ("问3：联系电话", "联系电话"),
            ("问题与措施", "问题与措施"),
            ("QC小组名称", "QC小组名称"),
            ("项目名称△", "项目名称"),
        ] {
            assert_eq!(core_of(text).text, want, "{text}");
        }
        assert_eq!(core_of("项目负责（不超过3人）").hint, "不超过3人");
    }
}
