//! The numbers of a text in which a day or a time is looked for, in figures and in Chinese numerals, each with the mark that follows it.

use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_invisible;

/// Characters of the longest number of a day, with the mark behind it: 2026年.
const LONGEST_PART: usize = 5;

/// A number in a text, with what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub value: u32,
    pub digits: usize,
    /// Byte range in the normalised text.
    pub start: usize,
    pub end: usize,
    /// The first visible character behind it, if any before the next number.
    pub mark: Option<char>,
    /// Written as the English name of a month.
    pub named: bool,
}

impl Token {
    /// The same place in the text read as another number.
    pub fn as_number(self, value: u32, digits: usize, mark: Option<char>) -> Self {
        Self { value, digits, mark, ..self }
    }
}

pub fn normalise(text: &str) -> String {
    let folded: Vec<char> =
        text.nfkc().map(|c| if matches!(c, '\u{3000}' | '\u{a0}' | '_') { ' ' } else { c }).collect();
    let beside = |at: usize, is: fn(char) -> bool| {
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        near.filter_map(|at| folded.get(at)).any(|c| is(*c))
    };
    // whether letters and digits alone stand from here to the 年, 月 or 日
    let is_in_unit = |at: usize| {
        let mut behind = folded
            .iter()
            .skip(at)
            .take(LONGEST_PART)
            .skip_while(|c| c.is_ascii_digit() || matches!(c, 'l' | 'I' | '|'));
        behind.next().is_some_and(|c| matches!(c, '年' | '月' | '日' | '号'))
    };
    // 二0二六年, 二O二六年, 2O26年: a nought by the key that was at hand.
    let nought = |(at, c): (usize, &char)| match c {
        '0' | 'O' | 'o' | '○' | '◯' if beside(at, is_chinese_digit) => '〇',
        'O' | 'o' if beside(at, |c| c.is_ascii_digit()) && !beside(at, |c| c.is_ascii_alphabetic()) => '0',
        // 9月l8日: a one by the key that looks like it.
        'l' | 'I' | '|' if is_in_unit(at) && beside(at, |c| c.is_ascii_digit()) => '1',
        c => *c,
    };
    without_brackets(&folded.iter().enumerate().map(nought).collect::<Vec<char>>())
}

/// （2026）年（10）月（12）日: a text without the brackets around its numbers, which forms print for them to be written into.
fn without_brackets(text: &[char]) -> String {
    let opens = |c: char| matches!(c, '(' | '[' | '〔' | '【');
    if !text.iter().any(|c| opens(*c)) {
        return text.iter().collect();
    }
    let closes = |c: char| matches!(c, ')' | ']' | '〕' | '】');
    let is_inside = |c: &&char| numeral(**c).is_some() || is_invisible(**c);
    let end_of = |at: usize| {
        let inside = text.get(at + 1..)?.iter().take_while(is_inside).count();
        let close = at + 1 + inside;
        let mut behind = text.get(close..)?.iter();
        let closed = behind.next().is_some_and(|c| closes(*c)) && inside > 0;
        let unit = behind.find(|c| !is_invisible(**c)).is_some_and(|c| "年月日号".contains(*c));
        (closed && unit).then_some(close)
    };
    let mut out = text.to_vec();
    for (at, _) in text.iter().enumerate().filter(|(_, c)| opens(**c)) {
        if let Some(close) = end_of(at) {
            [at, close].into_iter().filter_map(|at| out.get_mut(at).map(|c| *c = ' ')).for_each(drop);
        }
    }
    out.into_iter().collect()
}

fn is_chinese_digit(c: char) -> bool {
    "一二三四五六七八九".contains(c)
}

pub fn tokenise(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if let Some((month, length)) = c.is_ascii_alphabetic().then(|| month_named(text, start)).flatten() {
            let end = start + length;
            while chars.next_if(|(at, _)| *at < end).is_some() {}
            tokens.push(Token { value: month, digits: 2, start, end, mark: None, named: true });
            continue;
        }
        if numeral(c).is_none() {
            if !is_invisible(c)
                && let Some(last) = tokens.last_mut()
                && last.mark.is_none()
            {
                last.mark = Some(c);
            }
            continue;
        }
        let arabic = c.is_ascii_digit();
        let mut end = start + c.len_utf8();
        while let Some((at, next)) =
            chars.next_if(|(_, next)| numeral(*next).is_some() && next.is_ascii_digit() == arabic)
        {
            end = at + next.len_utf8();
        }
        if let Some((value, digits)) = numeral_value(text.get(start..end).unwrap_or("")) {
            tokens.push(Token { value, digits, start, end, mark: None, named: false });
        }
    }
    close_up(&mut tokens);
    tokens
}

/// 2 0 2 6年9月1 8日: digits that stand apart from one another before a 年, 月 or 日 are those of one number.
fn close_up(tokens: &mut Vec<Token>) {
    let mut at = 1;
    while let Some(last) = tokens.get(at).copied() {
        let (most, before): (usize, &[char]) = match last.mark {
            Some('年') => (4, &[]),
            Some('月') => (2, &['年']),
            Some('日' | '号') => (2, &['月']),
            _ => (1, &[]),
        };
        let is_apart = |token: &&Token| token.digits == 1 && token.mark.is_none() && !token.named && token.value < 10;
        let first =
            at - tokens.get(..at).map_or(0, |rest| rest.iter().rev().take(most - 1).take_while(is_apart).count());
        let whole = most > 1 && last.digits == 1 && at + 1 - first == most;
        let follows = before.is_empty()
            || first.checked_sub(1).and_then(|at| tokens.get(at)?.mark).is_some_and(|mark| before.contains(&mark));
        if whole
            && follows
            && let Some(digits) = tokens.get(first..=at)
        {
            let value = digits.iter().fold(0, |sum, digit| sum * 10 + digit.value);
            let start = digits.first().map_or(last.start, |digit| digit.start);
            tokens.splice(first..=at, [Token { value, digits: most, start, ..last }]);
            at = first;
        }
        at += 1;
    }
}

/// The month whose English name, or its first three letters, is the whole word that begins here; and the word's length.
fn month_named(text: &str, start: usize) -> Option<(u32, usize)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word_before = text.get(..start)?.ends_with(|c: char| c.is_ascii_alphabetic());
    let rest = text.get(start..)?;
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let word = rest.get(..length)?.to_ascii_lowercase();
    let month =
        MONTHS.iter().position(|month| *month == word || word.len() == 3 && month.starts_with(word.as_str()))?;
    u32::try_from(month + 1).ok().filter(|_| !word_before).map(|month| (month, length))
}

pub fn numeral(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '〇' | '○' | '零' | '◯' => Some(0),
        '一' | '壹' => Some(1),
        '二' | '贰' => Some(2),
        '三' | '叁' => Some(3),
        '四' | '肆' => Some(4),
        '五' | '伍' => Some(5),
        '六' | '陆' => Some(6),
        '七' | '柒' => Some(7),
        '八' | '捌' => Some(8),
        '九' | '玖' => Some(9),
        '十' | '拾' => Some(10),
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

/// The value of a run of numerals: `2026`, `二〇二六` digit by digit, `二十一` by tens. And how many digits it has.
fn numeral_value(run: &str) -> Option<(u32, usize)> {
    let numerals: Vec<u32> = run.chars().filter_map(numeral).collect();
    if numerals.iter().all(|&numeral| numeral < 10) {
        let value = numerals.iter().try_fold(0_u32, |sum, &digit| sum.checked_mul(10)?.checked_add(digit))?;
        return Some((value, numerals.len()));
    }
    let mut value = 0;
    let mut pending = 0;
    for &numeral in &numerals {
        match numeral {
            10 => {
                value += if pending == 0 { 10 } else { pending * 10 };
                pending = 0;
            }
            20 | 30 => value += numeral,
            digit => pending = digit,
        }
    }
    Some((value + pending, 2))
}
