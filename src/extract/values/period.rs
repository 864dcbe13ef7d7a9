//! Periods in every common writing: `2026年3月—10月`, `2026.3-2026.12`, `2026年第一季度至第三季度`, `2026年3月至今`, `三年（2024—2026年）`.
//!
//! A text is read as the row of numbers that [`date`](super::date) makes of it; quarters, halves and ends of years become months
//! before.

use jiff::civil::Date;

use crate::extract::values::date::day;
use crate::extract::values::date::is_year;
use crate::extract::values::numbers::Token;
use crate::extract::values::numbers::normalise;
use crate::extract::values::numbers::numeral;
use crate::extract::values::numbers::tokenise;
use crate::model::Period;

/// The period that a text speaks of.
pub fn parse_period(text: &str) -> Option<Period> {
    // 2026年全年 is 2026年.
    let normalised = months_for_ends(&without_asides(&normalise(text))).replace("年全年", "年");
    let period =
        if names_part_of_year(&normalised) { period_of_parts(&normalised) } else { period_of_numbers(&normalised) };
    period.filter(|period| period.to.is_none() || period.from <= period.to)
}

fn period_of_numbers(text: &str) -> Option<Period> {
    // 2026年春季至秋季
    if text.contains(['春', '夏', '秋', '冬']) {
        return None;
    }
    let tokens = tokens_of(text);
    let years: Vec<usize> = (0..tokens.len()).filter(|&index| tokens.get(index).is_some_and(is_year)).collect();
    let open = text.contains("至今") || text.contains("目前") || begins_only(text);
    match years.as_slice() {
        [only] => {
            let year = tokens.get(*only)?;
            let behind = tokens.get(only + 1..)?;
            // 1月-8月（2026年）
            let months = if behind.is_empty() { tokens.get(..*only)? } else { behind };
            period_in_one_year(year.value, months, open)
        }
        [first, second] => {
            let from = part(tokens.get(*first)?.value, tokens.get(first + 1..*second)?)?.0;
            let to = part(tokens.get(*second)?.value, tokens.get(second + 1..)?)?.1;
            Some(Period { from: Some(from), to: Some(to) })
        }
        _ => None,
    }
}

/// The numbers of a text that are years, months or days: 6个月, 两年 and 90天 say how long.
fn tokens_of(text: &str) -> Vec<Token> {
    let tells_how_long =
        |token: &Token| matches!(token.mark, Some('个' | '天' | '周')) || token.mark == Some('年') && !is_year(token);
    let tokens = tokenise(text).into_iter().flat_map(split_run).filter(|token| !tells_how_long(token)).collect();
    name_centuries(tokens)
}

/// `26.3—26.11`, `2026.3—26.11`: a number too large for a month, before a point or stroke and a month, is a year; so is a later one that
/// follows from it.
fn name_centuries(mut tokens: Vec<Token>) -> Vec<Token> {
    const LONGEST_PERIOD: u32 = 5;
    let mut year = tokens.first().filter(|first| is_year(first)).map(|first| first.value);
    for at in 0..tokens.len() {
        let Some([token, month]) = tokens.get(at..at + 2) else { break };
        let parted = matches!(token.mark, Some('.' | '/')) && (1..=12).contains(&month.value) && month.digits <= 2;
        let begins = (20..=40).contains(&token.value) && token.digits == 2;
        let named = 2000 + token.value;
        let follows = year.is_none_or(|year| (year..=year + LONGEST_PERIOD).contains(&named));
        if parted && begins && follows && (at == 0 || year.is_some()) {
            let whole = token.as_number(named, 4, token.mark);
            if let Some(token) = tokens.get_mut(at) {
                *token = whole;
            }
            year = Some(named);
        }
    }
    tokens
}

/// A text without what stands in parentheses (`（共7个月）`), unless the year does (`三年（2024—2026年）`).
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
    if tokens_of(&out).iter().any(is_year) { out } else { text.to_owned() }
}

/// `2026年底` as its December, `至年底` as the December of the year named before; 年初 as January.
fn months_for_ends(text: &str) -> String {
    let mut out = text.to_owned();
    for (words, month) in [(["年底", "年末", "年终"], "12月"), (["年初", "年头", "岁首"], "1月")] {
        for word in words {
            while let Some(at) = out.find(word) {
                let named =
                    out.get(..at).and_then(|before| before.chars().next_back()).is_some_and(|c| numeral(c).is_some());
                let month = if named { format!("年{month}") } else { month.to_owned() };
                out.replace_range(at..at + word.len(), &month);
            }
        }
    }
    out
}

/// `202603` as a year and a month, `20260301` as a day, `26年` as a year.
fn split_run(token: Token) -> Vec<Token> {
    let plausible = |year: u32, month: u32| (1900..=2100).contains(&year) && (1..=12).contains(&month);
    match token.digits {
        2 if token.mark == Some('年') && (15..=60).contains(&token.value) => {
            vec![token.as_number(2000 + token.value, 4, token.mark)]
        }
        6 if plausible(token.value / 100, token.value % 100) => {
            vec![token.as_number(token.value / 100, 4, None), token.as_number(token.value % 100, 2, token.mark)]
        }
        8 if plausible(token.value / 10_000, token.value / 100 % 100) => vec![
            token.as_number(token.value / 10_000, 4, None),
            token.as_number(token.value / 100 % 100, 2, None),
            token.as_number(token.value % 100, 2, token.mark),
        ],
        _ => vec![token],
    }
}

/// The quarters and halves of a year: their words, first and last month.
const PARTS_OF_YEAR: [(&[&str], u32, u32); 6] = [
    (&["上半年"], 1, 6),
    (&["下半年"], 7, 12),
    (&["一季度", "1季度"], 1, 3),
    (&["二季度", "2季度"], 4, 6),
    (&["三季度", "3季度"], 7, 9),
    (&["四季度", "4季度"], 10, 12),
];

fn names_part_of_year(text: &str) -> bool {
    text.contains("季度") || text.contains("半年")
}

/// `2026年第三季度`, `2026年第一季度至第三季度`, `2025年下半年—2026年5月`, `2026年二季度至年底`; None where several are listed.
fn period_of_parts(text: &str) -> Option<Period> {
    let mut halves = text.split(['至', '到', '-', '—', '–', '~', '−']).filter(|half| !half.trim().is_empty());
    let (first, last) = (halves.next()?, halves.next());
    if halves.next().is_some() {
        return None;
    }
    let year = year_in(first)?;
    let (from, to) = span_of(first, year)?;
    let to = match last {
        Some(last) => span_of(last, year_in(last).unwrap_or(year))?.1,
        None => to,
    };
    Some(Period { from: Some(from), to: Some(to) })
}

fn year_in(text: &str) -> Option<u32> {
    tokens_of(text).into_iter().find(is_year).map(|token| token.value)
}

/// The first and last day of one quarter, half, month or day of this year.
fn span_of(text: &str, year: u32) -> Option<(Date, Date)> {
    if !names_part_of_year(text) {
        let tokens: Vec<Token> = tokens_of(text).into_iter().filter(|token| !is_year(token)).collect();
        return part(year, &tokens);
    }
    let mut named = PARTS_OF_YEAR.iter().filter(|(words, ..)| words.iter().any(|word| text.contains(word)));
    let (_, from, to) = named.next().filter(|_| named.next().is_none())?;
    let plain = !text.contains('月') && text.matches("季度").count() + text.matches("半年").count() == 1;
    plain.then_some((day(year, *from, 1)?, day(year, *to, 1)?.last_of_month()))
}

/// `2026年3月起`: a beginning without an end.
fn begins_only(text: &str) -> bool {
    if text.trim_end().ends_with(['—', '-', '~', '至', '–']) {
        return true;
    }
    let begins = text.contains("月起") || text.contains("日起") || text.contains("年起");
    begins
        && !text.contains(['至', '到', '止', '—', '-', '~'])
        && !["完成", "结束", "完工", "结项"].iter().any(|end| text.contains(end))
}

/// The first and last day of a year, month or day.
fn part(year: u32, rest: &[Token]) -> Option<(Date, Date)> {
    match rest {
        [] => Some((day(year, 1, 1)?, day(year, 12, 31)?)),
        [month] => {
            let first = day(year, month.value, 1)?;
            Some((first, first.last_of_month()))
        }
        [month, date, ..] => {
            let only = day(year, month.value, date.value)?;
            Some((only, only))
        }
    }
}

fn period_in_one_year(year: u32, rest: &[Token], open: bool) -> Option<Period> {
    let span = |from: Date, to: Date| Period { from: Some(from), to: if open { None } else { Some(to) } };
    if lists_months(rest) {
        let (first, last) = (rest.first()?.value, rest.last()?.value);
        let follow = rest.windows(2).all(|pair| matches!(pair, [one, next] if next.value == one.value + 1));
        let to = day(year, last, 1)?.last_of_month();
        return follow.then_some(span(day(year, first, 1)?, to));
    }
    match rest {
        [] | [_] => part(year, rest).map(|(from, to)| span(from, to)),
        [a, b] if months_not_day(a, b) => Some(span(day(year, a.value, 1)?, day(year, b.value, 1)?.last_of_month())),
        [_, _] => part(year, rest).map(|(from, to)| span(from, to)),
        [a, b, c] if b.mark == Some('月') => Some(span(day(year, a.value, 1)?, day(year, b.value, c.value)?)),
        [a, b, c] => Some(span(day(year, a.value, b.value)?, day(year, a.value, c.value)?)),
        [a, b, c, d, ..] => Some(span(day(year, a.value, b.value)?, day(year, c.value, d.value)?)),
    }
}

/// Three or more months one by one: `3、4、5月`, `3月、4月、5月`.
fn lists_months(rest: &[Token]) -> bool {
    let listed = |token: &Token| matches!(token.mark, Some('月' | '、' | ',' | '和' | '及'));
    rest.len() >= 3 && rest.iter().all(listed) && rest.last().is_some_and(|last| last.mark == Some('月'))
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_are_read_in_every_common_writing() {
        let span = |a, b| Some(Period { from: Some(a), to: Some(b) });
        for text in [
            "2026年3月—10月",
            "2026年3月-2026年10月",
            "2026.03-2026.10",
            "2026年3-10月",
            "3月-10月（2026年）",
            "2026年3月1日至2026年10月31日",
            "2026年3月1日至10月31日",
            "2026.03.01-2026.10.31",
            "2026-03-01~2026-10-31",
            "起始：2026年3月 完成：2026年10月",
            "202603-202610",
            "26年3月-26年10月",
            "26.3—26.10",
            "26.3-10",
            "2026.03-26.10",
            "26/3/1-26/10/31",
            "2026年3月~2026年10月（共8个月）",
        ] {
            assert_eq!(parse_period(text), span(date(2026, 3, 1), date(2026, 10, 31)), "{text}");
        }
        assert_eq!(parse_period("2026年全年"), parse_period("2026年"));
        assert_eq!(parse_period("2026年"), span(date(2026, 1, 1), date(2026, 12, 31)));
        assert_eq!(parse_period("2025年11月至2026年"), span(date(2025, 11, 1), date(2026, 12, 31)));
        assert_eq!(parse_period("2026年3月起，10月完成"), parse_period("2026年3月至10月"));
        assert_eq!(parse_period("2026年3月起"), Some(Period { from: Some(date(2026, 3, 1)), to: None }));
        assert_eq!(parse_period("2026年3月—"), Some(Period { from: Some(date(2026, 3, 1)), to: None }));
        assert_eq!(parse_period("2026年上半年"), span(date(2026, 1, 1), date(2026, 6, 30)));
        assert_eq!(parse_period("2026年第三季度"), span(date(2026, 7, 1), date(2026, 9, 30)));
        for (text, from, to) in [
            ("三年（2024—2026年）", date(2024, 1, 1), date(2026, 12, 31)),
            ("2026年一季度至三季度", date(2026, 1, 1), date(2026, 9, 30)),
            ("2026年第二季度至年底", date(2026, 4, 1), date(2026, 12, 31)),
            ("2025年下半年至2026年上半年", date(2025, 7, 1), date(2026, 6, 30)),
            ("2025年四季度—2026年5月", date(2025, 10, 1), date(2026, 5, 31)),
            ("2026年3月初至年底", date(2026, 3, 1), date(2026, 12, 31)),
            ("2025年底—2026年10月", date(2025, 12, 1), date(2026, 10, 31)),
            ("2026年3、4、5月", date(2026, 3, 1), date(2026, 5, 31)),
            ("2026年3月、4月、5月", date(2026, 3, 1), date(2026, 5, 31)),
        ] {
            assert_eq!(parse_period(text), span(from, to), "{text}");
        }
        assert_eq!(
            parse_period("2026年3月15日起，为期6个月"),
            Some(Period { from: Some(date(2026, 3, 15)), to: None })
        );
        for text in [
            "全年",
            "2026年3月、2026年5月、2026年9月",
            "6个月",
            "2026年3、5、9月",
            "2026年一季度、三季度",
            "3.26—5.3",
            "2026年春季至秋季",
        ] {
            assert_eq!(parse_period(text), None, "{text}");
        }
    }
}
