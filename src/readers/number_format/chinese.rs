//! `[DBNum1]` to `[DBNum3]`: digits as 一二三, 壹贰叁 or １２３.

use super::show_general;

const LOWER: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const CAPITAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const WIDE: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];

/// Each digit of a text for itself: 2026 is 二〇二六.
pub fn digit_by_digit(text: &str, level: u8) -> String {
    let digits = digits_of(level);
    let convert = |letter: char| {
        let digit = letter.to_digit(10).and_then(|digit| digits.get(digit as usize));
        digit.copied().unwrap_or(letter)
    };
    text.chars().map(convert).collect()
}

/// A number as it is read: 12 is 十二, 130 一百三十, 30000 叁万.
pub fn show_chinese_number(value: f64, level: u8) -> String {
    let plain = show_general(value);
    let (integer, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(a, b)| (a, Some(b)));
    if level >= 3 || integer.len() > 16 || !integer.bytes().all(|digit| digit.is_ascii_digit()) {
        return digit_by_digit(&plain, level);
    }
    let mut text = read_integer(integer, level);
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(&digit_by_digit(fraction, level));
    }
    text
}

fn digits_of(level: u8) -> &'static [char; 10] {
    match level {
        1 => &LOWER,
        2 => &CAPITAL,
        _ => &WIDE,
    }
}

fn read_integer(integer: &str, level: u8) -> String {
    let digits = digits_of(level);
    let zero = if level == 1 { '〇' } else { '零' };
    let small = if level == 1 { ["", "十", "百", "千"] } else { ["", "拾", "佰", "仟"] };
    let mut text = String::new();
    let mut gap = false;
    for (at, digit) in integer.bytes().enumerate() {
        let place = integer.len() - 1 - at;
        let digit = usize::from(digit - b'0');
        if digit > 0 {
            if gap && !text.is_empty() {
                text.push(zero);
            }
            gap = false;
            let silent_one = level == 1 && digit == 1 && place % 4 == 1 && text.is_empty();
            if !silent_one {
                text.extend(digits.get(digit));
            }
            text.push_str(small.get(place % 4).copied().unwrap_or_default());
        } else {
            gap = true;
        }
        let group = integer.get(group_start(integer.len(), place)..=at).unwrap_or_default();
        let group_has_digits = group.bytes().any(|digit| digit != b'0');
        if place > 0 && place.is_multiple_of(4) && group_has_digits {
            text.push_str(["", "万", "亿", "万亿"].get(place / 4).copied().unwrap_or_default());
            gap = false;
        }
    }
    if text.is_empty() { zero.to_string() } else { text }
}

/// Where the group of four digits starts that the place (from the right) belongs to.
fn group_start(length: usize, place: usize) -> usize {
    length.saturating_sub((place / 4 + 1) * 4)
}
