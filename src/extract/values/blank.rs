//! What stands on a line without being a value: underscores, a bare `年 月 日`, the form's own prompts.

use crate::extract::values::prompt::asks_for_mark;
use crate::extract::values::prompt::split_prompt;
use crate::model::compatible;

/// Characters of the longest message of a field, with room.
const LONGEST_ERROR: usize = 60;

/// Text with blanks and prompts taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// What a person typed; lines trimmed. Empty where nothing was typed.
    pub text: String,
    /// The form's own prompt that stood there.
    pub prompt: Option<String>,
}

/// Takes underscores, bare date blanks and prompts off. `prompts` are the policy's own beside those every form knows.
pub fn clean(raw: &str, prompts: &[String]) -> Cleaned {
    let mut lines = Vec::new();
    let mut prompt: Option<String> = None;
    for line in raw.lines() {
        let line = strip_underscores(line);
        let (kept, found) = split_prompt(line.trim(), prompts);
        if let Some(found) = found.filter(|found| !asks_for_mark(found)) {
            prompt.get_or_insert(found);
        }
        let kept = if is_bare_blank(&kept) { String::new() } else { kept };
        lines.push(kept);
    }
    let first = lines.iter().position(|line| !line.is_empty());
    let last = lines.iter().rposition(|line| !line.is_empty());
    let text = match (first, last) {
        (Some(first), Some(last)) => lines.get(first..=last).map(|lines| lines.join("\n")).unwrap_or_default(),
        _ => String::new(),
    };
    Cleaned { text, prompt }
}

/// Whether nothing but blanks stands here: white space, underscores, `年 月 日`, empty parentheses, lone dashes or slashes, and
/// what would part several of them (`____、____`).
pub fn is_bare_blank(text: &str) -> bool {
    // What an export of a questionnaire writes where nothing was answered.
    if matches!(text.trim_matches(is_invisible), "(空)" | "（空）" | "(跳过)" | "（跳过）") {
        return true;
    }
    // A text is told from a blank by its first word, before it is folded.
    if text.chars().any(is_of_a_word) {
        return false;
    }
    let mut rest: String = compatible(text).filter(|c| !is_invisible(*c)).collect();
    if rest.contains(['(', '[', '《', '“', '"', '【']) {
        for token in ["()", "[]", "《》", "“”", "\"\"", "【】"] {
            rest = rest.replace(token, "");
        }
    }
    if rest.is_empty() {
        return true;
    }
    let blanks = |c: char| {
        matches!(
            c,
            '_' | '-' | '—' | '–' | '－' | '/' | '\\' | '.' | '…' | '·' | ':' | '~' | '*' | '=' | '、' | ',' | ';'
        )
    };
    if rest.chars().all(blanks) {
        return true;
    }
    let date: String = rest.chars().filter(|c| !blanks(*c)).collect();
    // 20  年  月至20  年  月: the century is printed.
    let date = ["202年", "20年", "二〇年"].iter().fold(date, |date, year| date.replace(year, "年"));
    let date = without_printed_year(&date);
    // 起始：　　完成： in cells of their own have no 年 and 月 printed.
    let is_printed = date.contains("年月") || date.starts_with("起始");
    date == "月日" || is_printed && date.chars().all(|c| DATE_WORDS.contains(c))
}

/// A Latin letter or hanzi that no blank holds.
fn is_of_a_word(c: char) -> bool {
    let is_hanzi = ('\u{4e00}'..='\u{9fff}').contains(&c);
    c.is_ascii_alphabetic() || is_hanzi && !DATE_WORDS.contains(c) && !YEAR_HANZI.contains(c)
}

/// 2026年　月　日, 二○二六年　月: a blank with its year printed, here without the year.
fn without_printed_year(date: &str) -> &str {
    let year = date.split_once("年月").map_or("", |(year, _)| year);
    let counts = |c: char| c.is_ascii_digit() || "〇○".contains(c) || YEAR_HANZI.contains(c);
    if year.chars().count() == 4 && year.chars().all(counts) { date.get(year.len()..).unwrap_or(date) } else { date }
}

/// The words of a printed blank for a day or a period.
const DATE_WORDS: &str = "年月日时至到自从起始完成止";

/// What a printed year is counted with: 二○二六年.
const YEAR_HANZI: &str = "零一二三四五六七八九";

/// Whether this is what Word or LibreOffice shows where a field's source is gone (错误!未找到引用源。), or Excel where a formula fails.
pub fn is_field_error(text: &str) -> bool {
    const SHEET: &[&str] = &["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"];
    let text = text.trim_matches(is_invisible);
    let known =
        ["错误!", "错误！", "错误：未找到引用", "错误:未找到引用", "Error!", "Error: Reference source not found"];
    SHEET.contains(&text) || text.chars().count() <= LONGEST_ERROR && known.iter().any(|head| text.starts_with(head))
}

/// White space, also of the invisible kinds that copying from web pages leaves behind.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
}

fn strip_underscores(line: &str) -> String {
    if !line.contains(['_', '＿', '\u{200b}', '\u{feff}', '\u{ad}']) {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    let mut run = 0;
    for c in line.chars() {
        match c {
            '_' | '＿' => run += 1,
            // Where a word may be parted at the end of a line nothing is seen.
            '\u{200b}' | '\u{feff}' | '\u{ad}' => {}
            other => {
                flush_run(&mut out, &mut run);
                out.push(other);
            }
        }
    }
    flush_run(&mut out, &mut run);
    out
}

fn flush_run(out: &mut String, run: &mut usize) {
    match *run {
        0 => {}
        1 => out.push('_'),
        _ => out.push(' '),
    }
    *run = 0;
}

/// Whether characters stand in a text that forms put where something is to be written: `×××项目`, `XX区总工会`, `**市`.
pub fn holds_stand_in(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(2).enumerate().any(|(at, pair)| {
        let stands_in = |c: char| matches!(c, '×' | '╳' | '✕' | '＊' | '*' | 'X' | 'Ｘ');
        let latin = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| is_latin(*c));
        let first = pair.first().copied().filter(|c| stands_in(*c));
        first.is_some_and(|first| pair.get(1) == Some(&first))
            && !(first == Some('X') && (latin(at.checked_sub(1)) || latin(Some(at + 2))))
    })
}

/// A Latin letter of a word (XXL), not one that stands for something.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() && c != 'X'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn underscores_and_bare_dates_are_empty() {
        for text in [
            "____",
            "  ＿＿＿",
            "年 月 日",
            "    年    月    日",
            "20  年 月 日",
            "20  年  月至20  年  月",
            "____年__月__日",
            "（  ）",
            "/",
            "——",
            "\u{3000}",
        ] {
            assert_eq!(clean(text, &[]).text, "", "{text:?}");
        }
    }

    #[test]
    fn prompts_are_told_from_what_was_typed() {
        for text in [
            "限600字",
            "（限600字）",
            "请填写单位全称",
            "（不超过3人）",
            "2000字以内",
            "（请在相应栏打√）",
            "单击或点击此处输入文字。",
        ] {
            let cleaned = clean(text, &[]);
            assert_eq!(cleaned.text, "", "{text:?}");
            assert!(cleaned.prompt.is_some(), "{text:?}");
        }
        assert_eq!(clean("（盖章）", &[]), Cleaned { text: String::new(), prompt: None });
        for text in [
            "请专家授课20次，覆盖职工2000人",
            "全年服务职工600人",
            "人民路小学工会",
            "限时服务",
            "2026年3月",
            "签字笔改造项目",
        ] {
            assert_eq!(clean(text, &[]).text, text);
        }
    }

    #[test]
    fn a_prompt_beside_a_value_is_taken_off_and_kept() {
        let cleaned = clean("请填写单位全称\n秦皇岛市海港区总工会", &[]);
        assert_eq!(cleaned.text, "秦皇岛市海港区总工会");
        assert_eq!(cleaned.prompt.as_deref(), Some("请填写单位全称"));
        assert_eq!(clean("秦皇岛市海港区总工会（盖章）", &[]).text, "秦皇岛市海港区总工会");
        assert_eq!(clean("____张伟____", &[]).text, "张伟");
        let cleaned = clean("请填写姓名：张伟", &[]);
        assert_eq!((cleaned.text.as_str(), cleaned.prompt.as_deref()), ("张伟", Some("请填写姓名")));
        for text in ["请填写：单位全称", "请填写：姓名、职务", "请填写姓名：不超过3人", "请按格式填写：张三、李四"]
        {
            assert_eq!(clean(text, &[]).text, "", "{text}");
        }
        let cleaned = clean("限300字 本项目服务职工", &[]);
        assert_eq!((cleaned.text.as_str(), cleaned.prompt.as_deref()), ("本项目服务职工", Some("限300字")));
        assert_eq!(clean("____、____", &[]).text, "");
        let prompts = ["姓名".to_owned()];
        for (text, prompt) in [("姓名：张伟", None), ("姓名 张伟", Some("姓名"))] {
            assert_eq!(clean(text, &prompts).prompt.as_deref(), prompt, "{text}");
        }
    }

    #[test]
    fn characters_that_stand_for_something_are_told_from_words() {
        for text in ["×××项目", "XX区总工会", "**市总工会", "秦皇岛市ＸＸ公司"] {
            assert!(holds_stand_in(text), "{text}");
        }
        for text in ["数字工会", "XXL号工装改造", "3×5米展板", "A*B", "二〇〇八", "X光室", "MAXX平台"]
        {
            assert!(!holds_stand_in(text), "{text}");
        }
    }
}
