//! phone-valid: among the numbers of a field there is one that can be called in China.
//!
//! Mobile numbers (1, then 3 to 9, eleven digits in all), fixed lines with or without area code and extension, and 400/800
//! numbers. A number that a workbook has rounded (`1.38E+10`) is none: its digits are lost.

use crate::check::case::Case;
use crate::check::case::Draft;
use crate::check::case::Judgement;
use crate::check::registry::Kind;
use crate::model::Value;
use crate::model::refers_elsewhere;
use crate::policy::Rule;

/// The kind.
pub(in crate::check) const KIND: Kind = Kind { name: "phone-valid", check };

fn check(rule: &Rule, case: &Case<'_>) -> Judgement {
    let field = rule.subject.as_deref().and_then(|key| case.application.value(key));
    let Some(field) = field else { return Judgement::not_applicable() };
    let numbers: Vec<&str> = match &field.read.value {
        Value::Phones(numbers) if !numbers.is_empty() => numbers.iter().map(String::as_str).collect(),
        _ => split_numbers(&field.read.raw),
    };
    if numbers.iter().any(|number| is_phone(number)) {
        return Judgement::pass();
    }
    let label = case.subject_label(rule);
    // 略 points nowhere.
    if refers_elsewhere(&field.read.raw) && field.read.raw.contains(['见', '附', '另', '同']) {
        let message = format!("{label}写的是“{}”，号码在别处", field.read.raw.trim());
        return Draft::manual(rule, message)
            .help("请在所指的地方找到号码；没有的，请单位补报")
            .at(&field.read.place)
            .into();
    }
    let shown = if numbers.is_empty() { field.read.raw.trim().to_owned() } else { numbers.join("、") };
    let rounded = shown.contains(['E', 'e']) && shown.contains('+');
    let (reason, help) = match rounded {
        true => ("是科学计数法，号码的后几位已丢失", "请单位把单元格设为文本，重新填写完整号码"),
        false => ("不是有效的手机或固定电话号码", "请向单位问明电话，改正后重新报送"),
    };
    Draft::fail(rule, format!("{label}“{shown}”{reason}{}", digits_of(&shown))).help(help).at(&field.read.place).into()
}

fn digits_of(shown: &str) -> String {
    match shown.chars().filter(|c| c.is_numeric()).count() {
        0 => String::new(),
        count => format!("（{count} 位数字）"),
    }
}

/// Numbers in a text that was not understood as a list of them.
fn split_numbers(text: &str) -> Vec<&str> {
    let parts = text.split(['、', '，', ',', '；', ';', '/', '\n', '\t', '|']).map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

/// Whether a text is, or holds after a name, a number that can be called in China.
fn is_phone(text: &str) -> bool {
    let folded: String = text.chars().map(fold).collect();
    let start = folded.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(');
    let Some(number) = start.and_then(|start| folded.get(start..)) else { return false };
    let (main, extension) = split_extension(number);
    let known = main.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')'));
    let mut digits: String = main.chars().filter(char::is_ascii_digit).collect();
    for prefix in ["0086", "86"] {
        if let Some(rest) = digits.strip_prefix(prefix).filter(|rest| rest.len() >= 10) {
            // from abroad the area code has no 0
            digits = if is_mobile(rest) || rest.starts_with('0') { rest.to_owned() } else { format!("0{rest}") };
        }
    }
    let extension_holds = extension.is_none_or(|extension| (1..=6).contains(&extension.len()));
    known
        && !is_day(main)
        && extension_holds
        && (is_mobile(&digits) || is_pair_of_mobiles(&digits) || is_fixed(&digits) || is_service(&digits))
}

/// `2026-10-12`: a day that was typed in the wrong cell has as many digits as a local number.
fn is_day(number: &str) -> bool {
    let parts: Vec<&str> = number.trim().split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) && month.len() <= 2 && day.len() <= 2
}

/// Full-width digits, dashes and parentheses as plain ones.
fn fold(character: char) -> char {
    match character {
        '０'..='９' => char::from_u32(u32::from(character) - u32::from('０') + u32::from('0')).unwrap_or(character),
        '－' | '—' | '–' | '‐' | '‑' | '―' | '−' | '.' | '·' => '-',
        '（' => '(',
        '）' => ')',
        '＋' => '+',
        other if other.is_whitespace() => ' ',
        other => other,
    }
}

/// The number without its extension (`转801`, `-801`, `ext.801`), and the extension's digits.
fn split_extension(number: &str) -> (&str, Option<String>) {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    for mark in ["转", "分机", "ext", "EXT", "Ext", "#", "*"] {
        if let Some((main, extension)) = number.split_once(mark) {
            return (main, Some(digits(extension)));
        }
    }
    // 0335-3601234-801: a last part of up to five digits after a whole number
    if let Some((main, extension)) = number.rsplit_once('-')
        && (1..=5).contains(&digits(extension).len())
        && digits(main).len() >= 10
    {
        return (main, Some(digits(extension)));
    }
    (number, None)
}

fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11
        && bytes.first() == Some(&b'1')
        && bytes.get(1).is_some_and(|second| (b'3'..=b'9').contains(second))
}

/// Two mobile numbers with nothing between them.
fn is_pair_of_mobiles(digits: &str) -> bool {
    digits.len() == 22 && digits.split_at_checked(11).is_some_and(|(one, other)| is_mobile(one) && is_mobile(other))
}

/// Area code 010 or 02x with eight digits, others (0310 to 0998) with seven or eight; or the local number alone.
fn is_fixed(digits: &str) -> bool {
    let local = |number: &str| {
        matches!(number.len(), 7 | 8) && number.bytes().next().is_some_and(|first| (b'2'..=b'9').contains(&first))
    };
    let Some(area) = digits.strip_prefix('0') else { return local(digits) };
    let length = if area.starts_with(['1', '2']) { 2 } else { 3 };
    let (code, number) = area.split_at_checked(length).unwrap_or((area, ""));
    let known = match length {
        2 => code.starts_with('2') || code == "10",
        _ => code.starts_with(|first: char| ('3'..='9').contains(&first)),
    };
    known && local(number)
}

fn is_service(digits: &str) -> bool {
    digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"))
}

#[cfg(test)]
mod tests {
    use super::is_phone;

    #[test]
    fn mobile_and_fixed_numbers_are_known_however_written() {
        for number in [
            "13800001111",
            "138 0000 1111",
            "138-0000-1111",
            "１３８００００１１１１",
            "+86 13800001111",
            "0086-13800001111",
            "8613800001111",
            "19900001111",
            "0335-3601234",
            "(0335)3601234",
            "（0335）3601234",
            "03353601234",
            "0335－3601234",
            "0335-3601234转801",
            "0335-3601234-801",
            "010-66668888",
            "021 66668888",
            "+86-335-3601234",
            "3601234",
            "66668888",
            "400-800-1234",
            "某某13800001111",
            "1380000111113900001111",
        ] {
            assert!(is_phone(number), "{number}");
        }
    }

    #[test]
    fn what_cannot_be_called_is_no_number() {
        for number in [
            "1380000111",
            "138000011112",
            "12800001111",
            "23800001111",
            "138****1111",
            "1380000111X",
            "1.38E+10",
            "0335-360123",
            "0135-3601234",
            "1234567",
            "360123",
            "12345",
            "无",
            "",
            "0335-3601234转",
            "00000000000",
            "11111111111",
        ] {
            assert!(!is_phone(number), "{number}");
        }
    }
}
