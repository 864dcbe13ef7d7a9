//! Days and periods in every common writing: `2026年10月12日`, `2026.10.12`, `26/10/12`, `二〇二六年十月十二日`, `20261012`.
//!
//! Text is read as a row of numbers with the mark that follows each; what a number is follows from its mark, its size and
//! its place in the row.

use jiff::ToSpan;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_invisible;
use crate::model::Period;

/// A number in a text, with what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Token {
    value: u32,
    digits: usize,
    /// Byte range in the normalised text.
    start: usize,
    end: usize,
    /// The first visible character behind it, if any before the next number.
    mark: Option<char>,
    /// Written as the English name of a month.
    named: bool,
}

/// A day found in a text, and the text around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFound {
    /// The day.
    pub date: Date,
    /// The normalised text without it.
    pub rest: String,
}

/// The first whole day (year, month and day) in a text.
pub fn find_date(text: &str) -> Option<DateFound> {
    let normalised = normalise(text);
    let tokens = tokenise(&normalised);
    for (index, token) in tokens.iter().enumerate() {
        if let Some((date, used)) = day_at(&tokens, index) {
            let end = tokens.get(index + used - 1).map_or(token.end, |last| day_end(&normalised, last));
            let mut rest = normalised.get(..token.start).unwrap_or("").to_owned();
            rest.push(' ');
            rest.push_str(normalised.get(end..).unwrap_or(""));
            return Some(DateFound { date, rest });
        }
    }
    None
}

/// What is written like a day and is none (2026年2月30日, 2026年10月): the words, and the text without them.
pub fn find_no_day(text: &str) -> Option<(String, String)> {
    let normalised = normalise(text);
    let tokens = tokenise(&normalised);
    let of_month = |at: usize| {
        let month = tokens.get(at).is_some_and(|token| token.mark == Some('月') && (1..=12).contains(&token.value));
        month && tokens.get(at + 1).is_some_and(|token| matches!(token.mark, Some('日' | '号')))
    };
    let first = (0..tokens.len()).find(|&at| {
        tokens.get(at).is_some_and(|token| is_year(token) && is_separator(token.mark, '年')) || of_month(at)
    })?;
    let last = first + tokens.get(first + 1..)?.iter().take(2).take_while(|token| token.digits <= 2).count();
    let (start, end) = (tokens.get(first)?.start, tokens.get(last)?);
    let end = normalised
        .get(end.end..)
        .map(|rest| end.end + rest.len() - rest.trim_start_matches([' ', '月', '日', '号']).len())?;
    let rest = format!("{} {}", normalised.get(..start)?, normalised.get(end..)?);
    (last > first).then(|| (normalised.get(start..end).unwrap_or("").trim().to_owned(), rest))
}

/// The day that a text is, with nothing else of weight around it.
pub fn parse_date(text: &str) -> Option<Date> {
    let found = find_date(text)?;
    let rest: String = found.rest.chars().filter(|c| !is_invisible(*c)).collect();
    let harmless = rest.chars().all(|c| !c.is_alphanumeric()) || is_time_of_day(&rest) || is_weekday(&rest);
    harmless.then_some(found.date)
}

fn is_time_of_day(rest: &str) -> bool {
    rest.chars().all(|c| c.is_ascii_digit() || ":.TZ+-时分秒".contains(c))
}

fn is_weekday(rest: &str) -> bool {
    let core = rest.trim_matches(|c: char| !c.is_alphanumeric());
    core.chars().count() == 3 && core.starts_with("星期")
}

/// The period that a text speaks of.
pub fn parse_period(text: &str) -> Option<Period> {
    let normalised = without_asides(&normalise(text));
    let tokens: Vec<Token> = tokenise(&normalised).into_iter().flat_map(split_run).collect();
    let years: Vec<usize> = (0..tokens.len()).filter(|&index| tokens.get(index).is_some_and(is_year)).collect();
    let open = normalised.contains("至今") || normalised.contains("目前") || begins_only(&normalised);
    match years.as_slice() {
        [only] if normalised.contains("半年") || normalised.contains("季度") => {
            part_of_year(tokens.get(*only)?.value, &normalised)
        }
        [only] => {
            let year = tokens.get(*only)?;
            period_in_one_year(year.value, tokens.get(only + 1..)?, open)
        }
        [first, second] if !normalised.contains("季度") => {
            let from = part(tokens.get(*first)?.value, tokens.get(first + 1..*second)?)?.0;
            let to = part(tokens.get(*second)?.value, tokens.get(second + 1..)?)?.1;
            Some(Period { from: Some(from), to: Some(to) })
        }
        _ => None,
    }
}

/// A text without what stands in parentheses (`（共7个月）`), unless everything does.
fn without_asides(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if out.chars().any(|c| numeral(c).is_some()) { out } else { text.to_owned() }
}

/// `202603` as a year and a month, `20260301` as a day, `26年` as a year.
fn split_run(token: Token) -> Vec<Token> {
    let with = |value, digits, mark| Token { value, digits, mark, ..token };
    let plausible = |year: u32, month: u32| (1900..=2100).contains(&year) && (1..=12).contains(&month);
    match token.digits {
        2 if token.mark == Some('年') && (15..=60).contains(&token.value) => {
            vec![with(2000 + token.value, 4, token.mark)]
        }
        6 if plausible(token.value / 100, token.value % 100) => {
            vec![with(token.value / 100, 4, None), with(token.value % 100, 2, token.mark)]
        }
        8 if plausible(token.value / 10_000, token.value / 100 % 100) => vec![
            with(token.value / 10_000, 4, None),
            with(token.value / 100 % 100, 2, None),
            with(token.value % 100, 2, token.mark),
        ],
        _ => vec![token],
    }
}

/// `2026年上半年`, `2026年第三季度`; None where several are named.
fn part_of_year(year: u32, text: &str) -> Option<Period> {
    const PARTS: [(&[&str], u32, u32); 6] = [
        (&["上半年"], 1, 6),
        (&["下半年"], 7, 12),
        (&["一季度", "1季度"], 1, 3),
        (&["二季度", "2季度"], 4, 6),
        (&["三季度", "3季度"], 7, 9),
        (&["四季度", "4季度"], 10, 12),
    ];
    let mut named = PARTS.iter().filter(|(words, ..)| words.iter().any(|word| text.contains(word)));
    let (_, from, to) = named.next().filter(|_| named.next().is_none())?;
    let plain = !text.contains('月') && text.matches("季度").count() + text.matches("半年").count() == 1;
    let (from, to) = (day(year, *from, 1)?, last_of_month(day(year, *to, 1)?));
    plain.then_some(Period { from: Some(from), to: Some(to) })
}

/// `2026年3月起`: a beginning without an end.
fn begins_only(text: &str) -> bool {
    if text.trim_end().ends_with(['—', '-', '~', '至', '–']) {
        return true;
    }
    let begins = text.contains("月起") || text.contains("日起") || text.contains("年起");
    begins && !text.contains(['至', '到', '止', '—', '-', '~'])
}

/// The first and last day of a year, month or day.
fn part(year: u32, rest: &[Token]) -> Option<(Date, Date)> {
    match rest {
        [] => Some((day(year, 1, 1)?, day(year, 12, 31)?)),
        [month] => {
            let first = day(year, month.value, 1)?;
            Some((first, last_of_month(first)))
        }
        [month, date, ..] => {
            let only = day(year, month.value, date.value)?;
            Some((only, only))
        }
    }
}

fn period_in_one_year(year: u32, rest: &[Token], open: bool) -> Option<Period> {
    let span = |from: Date, to: Date| Period { from: Some(from), to: if open { None } else { Some(to) } };
    match rest {
        [] | [_] => part(year, rest).map(|(from, to)| span(from, to)),
        [a, b] if months_not_day(a, b) => Some(span(day(year, a.value, 1)?, last_of_month(day(year, b.value, 1)?))),
        [_, _] => part(year, rest).map(|(from, to)| span(from, to)),
        [a, b, c] if b.mark == Some('月') => Some(span(day(year, a.value, 1)?, day(year, b.value, c.value)?)),
        [a, b, c] => Some(span(day(year, a.value, b.value)?, day(year, a.value, c.value)?)),
        [a, b, c, d, ..] => Some(span(day(year, a.value, b.value)?, day(year, c.value, d.value)?)),
    }
}

/// `3月—10月`, `1-10月`, `.03-10`: two months rather than a month and a day.
fn months_not_day(a: &Token, b: &Token) -> bool {
    if matches!(b.mark, Some('日' | '号')) {
        return false;
    }
    if b.mark == Some('月') {
        return true;
    }
    let joins = |mark: Option<char>| matches!(mark, Some('-' | '—' | '–' | '~' | '至' | '到' | '−' | '一'));
    joins(a.mark) && (1..=12).contains(&b.value)
}

fn is_year(token: &Token) -> bool {
    token.digits == 4 && (1900..=2100).contains(&token.value)
}

/// A whole day that begins at this token, and how many tokens it takes.
fn day_at(tokens: &[Token], index: usize) -> Option<(Date, usize)> {
    let first = tokens.get(index)?;
    if first.digits == 8 && (19_000_101..=21_001_231).contains(&first.value) {
        return Some((day(first.value / 10_000, first.value / 100 % 100, first.value % 100)?, 1));
    }
    let (second, third) = (tokens.get(index + 1)?, tokens.get(index + 2)?);
    if (first.named || second.named) && is_year(third) {
        // Oct 12, 2026; 12 October 2026.
        let (month, date) = if first.named { (first, second) } else { (second, first) };
        return day(third.value, month.value, date.value).map(|date| (date, 3));
    }
    if !is_separator(first.mark, '年') || !is_separator(second.mark, '月') {
        return None;
    }
    let same_kind = (first.mark == Some('年')) == (second.mark == Some('月'));
    if !same_kind || (first.mark != Some('年') && first.mark != second.mark) {
        return None;
    }
    if is_year(first) {
        return day(first.value, second.value, third.value).map(|date| (date, 3));
    }
    if first.digits == 2 && (20..=60).contains(&first.value) && third.digits <= 2 {
        return day(2000 + first.value, second.value, third.value).map(|date| (date, 3));
    }
    if third.digits == 4 && is_year(third) && first.mark == Some('/') && first.value > 12 {
        return day(third.value, second.value, first.value).map(|date| (date, 3));
    }
    None
}

/// `None` as a mark: only white space stands between two numbers.
fn is_separator(mark: Option<char>, own: char) -> bool {
    mark.is_none_or(|mark| mark == own || matches!(mark, '.' | '/' | '-' | '\\' | '、' | ',' | '·' | '—' | '–' | '。'))
}

fn day_end(text: &str, token: &Token) -> usize {
    let rest = text.get(token.end..).unwrap_or("");
    let blank = rest.len() - rest.trim_start().len();
    let after = rest.trim_start().chars().next();
    if matches!(after, Some('日' | '号')) { token.end + blank + '日'.len_utf8() } else { token.end }
}

fn day(year: u32, month: u32, date: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(date).ok()?).ok()
}

fn last_of_month(first: Date) -> Date {
    first.last_of_month()
}

/// The day that a spreadsheet's serial number stands for, in the 1900 system.
pub fn date_of_serial(serial: u32) -> Option<Date> {
    let epoch = Date::constant(1899, 12, 30);
    (36_526..=73_050).contains(&serial).then(|| epoch.checked_add(i64::from(serial).days()).ok()).flatten()
}

fn normalise(text: &str) -> String {
    text.nfkc().map(|c| if matches!(c, '\u{3000}' | '\u{a0}' | '_') { ' ' } else { c }).collect()
}

fn tokenise(text: &str) -> Vec<Token> {
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
    tokens
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

fn numeral(c: char) -> Option<u32> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_read_in_every_common_writing() {
        for text in [
            "2026年10月12日",
            "2026.10.12",
            "2026/10/12",
            "2026-10-12",
            "26.10.12",
            "二〇二六年十月十二日",
            "2026 年 10 月 12 日",
            "20261012",
            "２０２６年１０月１２日",
            "2026年10月12号",
            "2026 10 12",
            "二零二六年十月十二日",
            "2026-10-12 00:00:00",
            "2026\n年\n10\n月\n12\n日",
            "2026、10、12",
            "2026。10。12",
            "Oct 12, 2026",
            "12 October 2026",
            "贰零贰陆年拾月拾贰日",
        ] {
            assert_eq!(parse_date(text), Some(date(2026, 10, 12)), "{text}");
        }
    }

    #[test]
    fn what_is_no_whole_day_is_none() {
        for text in [
            "2026年10月",
            "十月中旬",
            "年 月 日",
            "2026年13月1日",
            "2026年2月30日",
            "",
            "13800001111",
            "共2000人，增长12.5%",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn what_stands_around_a_day_is_kept() {
        let found = find_date("张伟 2026年10月12日").expect("a day");
        assert_eq!((found.date, found.rest.trim()), (date(2026, 10, 12), "张伟"));
    }

    #[test]
    fn what_is_written_like_a_day_and_is_none_is_told_from_a_blank() {
        let words = |text: &str| find_no_day(text).map(|(words, rest)| (words, rest.trim().to_owned()));
        assert_eq!(words("张伟 2026年2月30日"), Some(("2026年2月30日".to_owned(), "张伟".to_owned())));
        assert_eq!(words("2026年10月"), Some(("2026年10月".to_owned(), String::new())));
        assert_eq!(words("10月12日"), Some(("10月12日".to_owned(), String::new())));
        assert_eq!(words("2026年  月  日"), None);
        assert_eq!(words("年 月 日"), None);
    }

    #[test]
    fn periods_are_read_in_every_common_writing() {
        let span = |a, b| Some(Period { from: Some(a), to: Some(b) });
        for text in [
            "2026年3月—10月",
            "2026年3月-2026年10月",
            "2026.03-2026.10",
            "2026年3-10月",
            "2026年3月1日至2026年10月31日",
            "2026年3月1日至10月31日",
            "2026.03.01-2026.10.31",
            "2026-03-01~2026-10-31",
            "起始：2026年3月 完成：2026年10月",
            "202603-202610",
            "26年3月-26年10月",
            "2026年3月~2026年10月（共8个月）",
        ] {
            assert_eq!(parse_period(text), span(date(2026, 3, 1), date(2026, 10, 31)), "{text}");
        }
        assert_eq!(parse_period("2026年"), span(date(2026, 1, 1), date(2026, 12, 31)));
        assert_eq!(parse_period("2025年11月至2026年"), span(date(2025, 11, 1), date(2026, 12, 31)));
        assert_eq!(parse_period("2026年3月起"), Some(Period { from: Some(date(2026, 3, 1)), to: None }));
        assert_eq!(parse_period("2026年3月—"), Some(Period { from: Some(date(2026, 3, 1)), to: None }));
        assert_eq!(parse_period("2026年上半年"), span(date(2026, 1, 1), date(2026, 6, 30)));
        assert_eq!(parse_period("2026年第三季度"), span(date(2026, 7, 1), date(2026, 9, 30)));
        for text in ["全年", "2026年一季度至三季度", "2026年3月、2026年5月、2026年9月", "6个月"] {
            assert_eq!(parse_period(text), None, "{text}");
        }
    }

    #[test]
    fn a_serial_number_is_a_day() {
        assert_eq!(date_of_serial(46307), Some(date(2026, 10, 12)));
    }
}
