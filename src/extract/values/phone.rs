//! Phone numbers as they stand on paper: white space out, hyphens kept; whether they are valid is for a rule.

use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_invisible;

/// The phone numbers in a text, in order. A text that holds digits but no number gives its digits as they stand, so that
/// a rule can say what is wrong with them; a text without digits gives nothing.
pub fn parse_phones(text: &str) -> Vec<String> {
    let normalised: String =
        without_numbers(text).nfkc().map(|c| if is_invisible(c) && c != '\n' { ' ' } else { fold_dash(c) }).collect();
    let mut phones: Vec<String> = Vec::new();
    for piece in split_pieces(&normalised) {
        for phone in phones_in(piece) {
            if !phones.contains(&phone) {
                phones.push(phone);
            }
        }
    }
    phones
}

/// `1.13800001111` over `2.13900002222`, `①138… ②139…`: the numbers of a list begin lines and are no part of what stands behind them.
fn without_numbers(text: &str) -> String {
    let lines = text.split(['\n', '①', '②', '③', '④', '⑤']);
    let bare = lines.map(|line| {
        let line = line.trim_start();
        let numbered = line.split_once(['.', '、', '．', ')', '）']).filter(|(number, rest)| {
            number.trim_start_matches(['(', '（']).parse::<u8>().is_ok_and(|number| (1..=9).contains(&number))
                && rest.trim_start().chars().take_while(char::is_ascii_digit).count() >= 3
        });
        numbered.map_or(line, |(_, rest)| rest)
    });
    bare.collect::<Vec<_>>().join("\n")
}

/// Whether a text says which number is wanted and gives none: （手机或座机）, 固话／手机.
pub fn asks_for_phone(text: &str) -> bool {
    // A word before those that it holds.
    const ASKED: &[&str] = &[
        "手机",
        "座机",
        "固话",
        "固定电话",
        "办公室",
        "办公",
        "办",
        "联系",
        "电话",
        "号码",
        "区号",
        "分机",
        "号",
        "或",
        "和",
        "及",
        "均可",
        "移动",
        "单位",
        "住宅",
        "宅",
        "传真",
        "均",
        "请",
        "填写",
        "填",
    ];
    let mut rest: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    for word in ASKED {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

fn fold_dash(c: char) -> char {
    match c {
        '—' | '–' | '−' | '‐' | '‑' | '―' => '-',
        other => other,
    }
}

fn split_pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', ';', '/', '\n', '|', '或', '和', '。'])
}

/// The numbers in one piece: runs of digits, with the marks that may stand inside a number, cut where a whole number ends.
fn phones_in(piece: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut before = String::new();
    for c in piece.chars().chain(std::iter::once('\0')) {
        if is_phone_char(c, &run) {
            run.push(c);
            continue;
        }
        if matches!(c, '转') && run.chars().any(|c| c.is_ascii_digit()) {
            run.push(c);
            continue;
        }
        // 123456789@qq.com is no number to call.
        if c != '@' && !names_another_number(&before) {
            take_run(&run, &mut found);
        }
        if !run.trim().is_empty() {
            before.clear();
        }
        before.push(c);
        run.clear();
    }
    found
}

/// 短号661234, QQ：12345678, 传真0335-3601234: the words before a number say that it is none to call.
fn names_another_number(before: &str) -> bool {
    const OTHERS: &[&str] = &[
        "短",
        "虚拟网",
        "集团网",
        "QQ",
        "qq",
        "微信",
        "工",
        "邮编",
        "编",
        "传真",
        "Fax",
        "FAX",
        "fax",
        "身份证",
        "账",
        "卡",
        "代码",
    ];
    let words = before.trim_end_matches([':', ' ', '(', '号', '码', '为', '是']);
    OTHERS.iter().any(|word| words.ends_with(word))
}

fn is_phone_char(c: char, run: &str) -> bool {
    match c {
        '0'..='9' | '-' | ' ' => true,
        '(' | '+' => run.trim().is_empty() || run.ends_with([' ', '-', '+']),
        ')' => run.contains('('),
        'E' | '.' => run.ends_with(|c: char| c.is_ascii_digit()),
        '*' => run.ends_with(|c: char| c.is_ascii_digit() || c == '*'),
        _ => false,
    }
}

fn take_run(run: &str, found: &mut Vec<String>) {
    let run = run.trim_start_matches([' ', '-', '.', ')', '转']).trim_end_matches([' ', '-', '.', '(', '转', '+']);
    if !run.chars().any(|c| c.is_ascii_digit()) {
        return;
    }
    for number in cut_numbers(run) {
        let number: String = number.chars().filter(|c| *c != ' ').collect();
        let number = number.trim_matches(|c: char| matches!(c, '-' | '.'));
        // 王芳（13800001111）: what stands in parentheses as a whole.
        let inside = number.strip_prefix('(').map(|inside| inside.strip_suffix(')').unwrap_or(inside));
        let number = inside.filter(|inside| !inside.contains(')')).unwrap_or(number).to_owned();
        let digits = number.chars().filter(char::is_ascii_digit).count();
        if digits >= 5 {
            found.push(number);
        }
    }
}

/// Cuts `13800001111 0335-3601234` at the white space between two whole numbers, but leaves `138 0000 1111` whole.
fn cut_numbers(run: &str) -> Vec<String> {
    let parts: Vec<&str> = run.split(' ').filter(|part| !part.is_empty()).flat_map(split_pair).collect();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let mut numbers: Vec<String> = Vec::new();
    for part in parts {
        match numbers.last_mut() {
            // 0335-3601234转 8021
            Some(last) if last.ends_with('转') => last.push_str(part),
            Some(last) if !(is_whole(last) || digits(part) >= 11 && digits(last) >= 7) => {
                last.push(' ');
                last.push_str(part);
            }
            _ => numbers.push(part.to_owned()),
        }
    }
    numbers
}

/// `1380000111113900002222`: two mobile numbers with nothing between them.
fn split_pair(part: &str) -> Vec<&str> {
    let is_mobile = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit()) && is_told_by_its_digits(number);
    match part.split_at_checked(11).filter(|(one, other)| other.len() == 11 && is_mobile(one) && is_mobile(other)) {
        Some((one, other)) if one.starts_with('1') && other.starts_with('1') => vec![one, other],
        _ => vec![part],
    }
}

/// Whether a run of digits is a whole number already, so that what follows behind white space is another.
fn is_whole(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    is_told_by_its_digits(text) || (!digits.starts_with(['0', '1', '4', '+']) && (7..=8).contains(&digits.len()))
}

/// Whether digits can only be a phone number wherever they stand: a mobile's, or one with its area code.
pub fn is_told_by_its_digits(number: &str) -> bool {
    let main = number.split('转').next().unwrap_or_default();
    let digits: String = main.chars().filter(char::is_ascii_digit).collect();
    let mobile = |digits: &str| digits.len() == 11 && digits.starts_with('1');
    mobile(digits.strip_prefix("86").unwrap_or(&digits))
        || (digits.starts_with('0') && (11..=12).contains(&digits.len()))
}

/// Whether a number is as long as a phone's, with or without its area code: ZJ202601 is none.
pub fn reads_as_phone(number: &str) -> bool {
    number.chars().filter(char::is_ascii_digit).count() >= 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_ask_for_a_number_are_none() {
        for text in ["（手机或座机）", "固话／手机", "（手机），　　（办）", "办公室：　住宅：", "区号-号码-分机"]
        {
            assert!(asks_for_phone(text), "{text}");
        }
        assert!(!asks_for_phone("见附件") && !asks_for_phone("张伟办"));
    }

    #[test]
    fn numbers_are_read_however_they_are_spaced() {
        for (text, want) in [
            ("13800001111", vec!["13800001111"]),
            ("138 0000 1111", vec!["13800001111"]),
            ("138-0000-1111", vec!["138-0000-1111"]),
            ("１３８００００１１１１", vec!["13800001111"]),
            ("+86 138 0000 1111", vec!["+8613800001111"]),
            ("0335-3601234", vec!["0335-3601234"]),
            ("0335－3601234", vec!["0335-3601234"]),
            ("0335 3601234", vec!["03353601234"]),
            ("（0335）3601234", vec!["(0335)3601234"]),
            ("0335-3601234转801", vec!["0335-3601234转801"]),
            ("0335-3601234-801", vec!["0335-3601234-801"]),
            ("3601234", vec!["3601234"]),
            ("13800001111、0335-3601234", vec!["13800001111", "0335-3601234"]),
            ("13800001111 13900002222", vec!["13800001111", "13900002222"]),
            ("1380000111113900002222", vec!["13800001111", "13900002222"]),
            ("13800001111/0335-3601234", vec!["13800001111", "0335-3601234"]),
            ("张伟 13800001111", vec!["13800001111"]),
            ("张伟：13800001111；李娜：13900002222", vec!["13800001111", "13900002222"]),
            ("13800001111（张伟）", vec!["13800001111"]),
            ("张伟（13800001111）、李娜（0335-3601234）", vec!["13800001111", "0335-3601234"]),
            ("手机 13800001111\n办公 0335-3601234", vec!["13800001111", "0335-3601234"]),
            ("1380000111", vec!["1380000111"]),
            ("13800001111（短号661234）", vec!["13800001111"]),
            ("13800001111 QQ：12345678", vec!["13800001111"]),
            ("微信同号13800001111", vec!["13800001111"]),
            ("13800001111 邮箱：123456789@qq.com", vec!["13800001111"]),
            ("0335-3601234（传真：0335-3601235）", vec!["0335-3601234"]),
            ("0335-3601234 传真0335-3601235", vec!["0335-3601234"]),
            ("传真 0335-3601235 电话 0335-3601234", vec!["0335-3601234"]),
            ("13800001111，身份证号130302198001011234", vec!["13800001111"]),
            ("0335-3601234转 8021", vec!["0335-3601234转8021"]),
            ("0335-3601234 邮政编码066000", vec!["0335-3601234"]),
            ("1.38E+10", vec![]),
            ("400-600-1234", vec!["400-600-1234"]),
            ("无", vec![]),
        ] {
            assert_eq!(parse_phones(text), want, "{text}");
        }
    }
}
