//! The numbers that begin lines, and the notes of a form (填表说明) that are numbered by them.

use crate::extract::label::label_core::core_of;

/// The number that begins a line, and how it is written: `六、`, `6.`, `（六）`, `(6)`.
pub fn read_number(text: &str) -> Option<(char, u32)> {
    split_number(text).map(|(number, _)| number)
}

/// The same, and what stands behind it.
pub fn split_number(text: &str) -> Option<((char, u32), &str)> {
    let text = text.trim_start();
    let (inside, open) = match text.strip_prefix(['（', '(']) {
        Some(inside) => (inside, true),
        None => (text, false),
    };
    let digits = inside.chars().take_while(char::is_ascii_digit).count();
    let numerals = inside.chars().take_while(|c| CHINESE_DIGITS.contains(*c) || *c == '十').count();
    let (length, number) = match (digits, numerals) {
        (1..=2, _) => (digits, inside.get(..digits)?.parse().ok()?),
        (_, 1..=3) => {
            let numeral: String = inside.chars().take(numerals).collect();
            (numeral.len(), number_of_numeral(&numeral)?)
        }
        _ => return None,
    };
    let mark = inside.get(length..)?.chars().next()?;
    let marks: &[char] = if open { &['）', ')'] } else { &['、', '.', '．'] };
    let way = match (open, digits > 0) {
        (false, false) => '一',
        (false, true) => '1',
        (true, false) => '（',
        (true, true) => '(',
    };
    let rest = inside.get(length + mark.len_utf8()..)?;
    marks.contains(&mark).then_some(((way, number), rest))
}

/// The digits of Chinese numerals, from one on.
const CHINESE_DIGITS: &str = "一二三四五六七八九";

/// 六, 十, 十二, 二十一.
fn number_of_numeral(numeral: &str) -> Option<u32> {
    let digit = |c: char| CHINESE_DIGITS.chars().position(|digit| digit == c).and_then(|at| u32::try_from(at + 1).ok());
    match numeral.split_once('十') {
        None => digit(numeral.chars().next()?),
        Some((tens, ones)) => {
            let tens = tens.chars().next().map_or(Some(1), digit)?;
            Some(tens * 10 + ones.chars().next().map_or(Some(0), digit)?)
        }
    }
}

/// Notes of a form read line by line: a heading (填表说明), and below it lines numbered from one on. What words of labels stand in them
/// ask for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Notes {
    /// The last number below a heading, 0 for the heading itself; None outside notes.
    last: Option<u32>,
}

impl Notes {
    /// Whether the next line belongs to notes.
    pub fn take(&mut self, line: &str) -> bool {
        let number = read_number(line).map(|(_, number)| number);
        self.last = match (self.last, number) {
            (Some(last), Some(number)) if number == last + 1 => Some(number),
            _ => is_note_heading(line).then_some(0),
        };
        self.last.is_some()
    }
}

/// Whether a line is one of a table of contents: 一、项目申报理由……3, with a page's number behind a tab or a row of points.
pub fn is_line_of_contents(line: &str) -> bool {
    let line = line.trim_end();
    let head = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let leads = |c: char| matches!(c, '.' | '…' | '·' | '\t' | '．' | '⋯');
    let words = head.trim_end_matches(|c: char| leads(c) || c == ' ');
    let lead = head.get(words.len()..).unwrap_or("");
    (1..=3).contains(&(line.len() - head.len()))
        && (lead.contains(['\t', '…', '⋯']) || lead.chars().filter(|c| leads(*c)).count() > 2)
        && words.chars().any(char::is_alphabetic)
}

/// Whether a line heads the notes of a form or its contents: 填表说明, 目录.
pub fn is_note_heading(line: &str) -> bool {
    const HEADINGS: &[&str] = &[
        "填表说明",
        "填报说明",
        "填写说明",
        "填表须知",
        "填报须知",
        "填写须知",
        "填表要求",
        "填报要求",
        "填写要求",
        "填表注意事项",
        "注意事项",
        "说明",
        "注",
        "目录",
    ];
    // Each of them has one of these; the rest is dearer to ask.
    let may_be = line.len() <= 60 && line.contains(['说', '說', '须', '須', '求', '注', '註', '录', '錄']);
    may_be && HEADINGS.contains(&core_of(line).text.as_str())
}

#[cfg(test)]
mod tests {
    use super::Notes;

    #[test]
    fn notes_go_on_as_long_as_their_numbers_do() {
        let mut notes = Notes::default();
        let told: Vec<bool> = [
            "申报单位：海港区总工会",
            "填 表 说 明：",
            "1.申报单位：填写全称；",
            "2.项目名称：简明扼要；",
            "1.申报单位：海港区总工会",
            "2.项目名称：数字工会",
        ]
        .into_iter()
        .map(|line| notes.take(line))
        .collect();
        assert_eq!(told, [false, true, true, true, false, false]);
    }
}
