//! Days in every common writing: `2026年10月12日`, `2026.10.12`, `26/10/12`, `二〇二六年十月十二日`, `20261012`.
//!
//! Text is read as a row of numbers with the mark that follows each; what a number is follows from its mark, its size and
//! its place in the row.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::extract::values::blank::is_invisible;
use crate::extract::values::numbers::Token;
use crate::extract::values::numbers::normalise;
use crate::extract::values::numbers::tokenise;

/// A day found in a text, and the text around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFound {
    /// The day.
    pub date: Date,
    /// How it is written, normalised.
    pub words: String,
    /// The normalised text without it.
    pub rest: String,
    /// Where in `rest` it stood, in bytes: there is a space in its stead.
    pub at: usize,
}

/// The first whole day (year, month and day) in a text.
pub fn find_date(text: &str) -> Option<DateFound> {
    let normalised = normalise(text);
    let tokens = tokenise(&normalised);
    for (index, token) in tokens.iter().enumerate() {
        if let Some((date, used)) = day_at(&tokens, index) {
            if is_lunar(&normalised, tokens.get(index..index + used)?) {
                return None;
            }
            let end = tokens.get(index + used - 1).map_or(token.end, |last| day_end(&normalised, last));
            let mut rest = normalised.get(..token.start).unwrap_or("").to_owned();
            rest.push(' ');
            rest.push_str(normalised.get(end..).unwrap_or(""));
            let words = normalised.get(token.start..end).unwrap_or("").to_owned();
            return Some(DateFound { date, words, rest, at: token.start });
        }
    }
    None
}

/// What is written like a day and is none, or not surely one (2026年2月30日, 2026年10月, 10/12/2026, 10/12, 农历九月初三): the words, and the
/// text without them.
pub fn find_no_day(text: &str) -> Option<(String, String)> {
    let normalised = normalise(text);
    let tokens = tokenise(&normalised);
    let of_month = |at: usize| {
        let month = tokens.get(at).filter(|token| token.mark == Some('月') && (1..=12).contains(&token.value));
        month.zip(tokens.get(at + 1)).is_some_and(|(month, day)| {
            matches!(day.mark, Some('日' | '号'))
                || normalised.get(month.end..day.start).is_some_and(|gap| gap.ends_with('初'))
        })
    };
    let first = (0..tokens.len()).find(|&at| {
        let of_year = tokens.get(at).is_some_and(|token| is_year(token) && is_separator(token.mark, '年'));
        of_year || of_month(at) || ends_in_year(&tokens, at) || is_last_without_year(&normalised, &tokens, at)
    })?;
    let small = |token: &&Token| token.digits <= 2;
    let last = match ends_in_year(&tokens, first) {
        true => first + 2,
        false => first + tokens.get(first + 1..)?.iter().take(2).take_while(small).count(),
    };
    let start = tokens.get(first)?.start;
    let start = start - words_of_year(normalised.get(..start)?);
    let end = tokens.get(last)?.end;
    let end =
        normalised.get(end..).map(|rest| end + rest.len() - rest.trim_start_matches([' ', '月', '日', '号']).len())?;
    let rest = format!("{} {}", normalised.get(..start)?, normalised.get(end..)?);
    (last > first).then(|| (normalised.get(start..end).unwrap_or("").trim().to_owned(), rest))
}

/// A text without its day, or without what is written like one.
pub fn without_day(text: &str) -> String {
    let rest = find_date(text).map(|found| found.rest).or_else(|| find_no_day(text).map(|(_, rest)| rest));
    rest.unwrap_or_else(|| text.to_owned())
}

/// Whether three numbers from here on are a day with its year at the end, of which nobody can tell whether day or month comes
/// first: 10/12/2026.
fn ends_in_year(tokens: &[Token], at: usize) -> bool {
    let Some([one, other, year]) = tokens.get(at..at + 3) else { return false };
    let parted = one.mark == other.mark && matches!(one.mark, Some('/' | '.' | '-'));
    parted && one.digits <= 2 && other.digits <= 2 && (1..=31).contains(&one.value) && is_year(year)
}

/// Whether a text ends here in a month and a day alone: 张伟 10/12, 张伟 10月12.
fn is_last_without_year(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some([month, day]) = tokens.get(at..) else { return false };
    let parted = matches!(month.mark, Some('/' | '.' | '-' | '月')) && day.mark.is_none();
    let in_year = (1..=12).contains(&month.value) && (1..=31).contains(&day.value);
    let short = month.digits <= 2 && day.digits <= 2;
    let before = text.get(..month.start).unwrap_or("");
    let apart = before.trim().is_empty() || before.ends_with(char::is_whitespace);
    let behind = text.get(day.end..).unwrap_or("");
    parted && in_year && short && apart && !behind.contains(char::is_alphanumeric)
}

/// How much of a text before a month says of which year it is: 民国115年, 丙午年, 农历; in bytes.
fn words_of_year(before: &str) -> usize {
    let told = before.trim_end();
    let is_year = told.ends_with('年') || LUNAR.iter().any(|word| told.ends_with(word));
    let word = told.rfind(|c: char| c.is_whitespace() || ":：；;，,。()（）".contains(c));
    let start = word.map_or(0, |at| at + told.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let near = told.get(start..).is_some_and(|word| word.chars().count() <= LONGEST_YEAR);
    if is_year && near { before.len() - start } else { 0 }
}

/// The longest words for a year, in characters: 中华民国一百一十五年.
const LONGEST_YEAR: usize = 10;

/// What is said before a day of the lunar calendar.
const LUNAR: [&str; 4] = ["农历", "阴历", "旧历", "夏历"];

/// Whether a day is one of the lunar calendar: 农历2026年九月, 九月初三, 九月廿三.
fn is_lunar(text: &str, tokens: &[Token]) -> bool {
    let before = tokens.first().and_then(|first| text.get(..first.start)).unwrap_or("").trim_end();
    let named = LUNAR.iter().any(|word| before.ends_with(word));
    let [.., month, day] = tokens else { return named };
    let gap = text.get(month.end..day.start).unwrap_or("");
    let of_moon = text.get(day.start..).is_some_and(|rest| rest.starts_with('廿')) && day.mark != Some('日');
    named || gap.contains('初') || of_moon
}

/// Whether a text says the year and the month alone: 2026年10月, as a workbook shows the first of a month where no day was typed.
pub fn is_month_alone(text: &str) -> bool {
    matches!(tokenise(&normalise(text)).as_slice(), [year, month] if is_year(year)
        && is_separator(year.mark, '年')
        && (1..=12).contains(&month.value)
        && matches!(month.mark, None | Some('月')))
}

/// Whether a text says the year alone (2026年, 2026年度), or the year and the month.
pub fn is_year_or_month(text: &str) -> bool {
    let is_year_alone =
        |tokens: &[Token]| matches!(tokens, [year] if is_year(year) && matches!(year.mark, None | Some('年')));
    is_month_alone(text) || is_year_alone(&tokenise(&normalise(text)))
}

/// The day that a text is, with nothing else of weight around it.
pub fn parse_date(text: &str) -> Option<Date> {
    let found = find_date(text)?;
    let rest: String = found.rest.chars().filter(|c| !is_invisible(*c)).collect();
    let harmless = rest.chars().all(|c| !c.is_alphanumeric()) || is_time_of_day(&rest) || is_weekday(&rest);
    harmless.then_some(found.date)
}

fn is_time_of_day(rest: &str) -> bool {
    rest.chars().all(|c| c.is_ascii_digit() || ":.TZ+-时分秒上下午".contains(c))
}

fn is_weekday(rest: &str) -> bool {
    let core = rest.trim_matches(|c: char| !c.is_alphanumeric());
    core.chars().count() == 3 && core.starts_with("星期")
}

pub(super) fn is_year(token: &Token) -> bool {
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
    if second.named && !first.named && first.digits <= 2 && third.digits == 2 && (20..=60).contains(&third.value) {
        // 12-Oct-26, as Excel shows a day that it took for an English one.
        return day(2000 + third.value, second.value, first.value).map(|date| (date, 3));
    }
    if let Some((month, date)) = month_and_day(first, second).filter(|_| ends_in_year(tokens, index)) {
        return day(third.value, month, date).map(|date| (date, 3));
    }
    if !is_separator(first.mark, '年') || !is_separator(second.mark, '月') {
        return None;
    }
    // 2026年7.17
    let is_cut_short = is_year(first) && second.mark == Some('.') && matches!(third.mark, None | Some('日' | '号'));
    let same_kind = (first.mark == Some('年')) == (second.mark == Some('月')) || is_cut_short;
    if !same_kind || (first.mark != Some('年') && first.mark != second.mark) {
        return None;
    }
    if is_year(first) {
        return day(first.value, second.value, third.value).map(|date| (date, 3));
    }
    if first.digits == 2 && (20..=60).contains(&first.value) && third.digits <= 2 {
        return day(2000 + first.value, second.value, third.value).map(|date| (date, 3));
    }
    None
}

/// Which of two numbers before a year is the month, where only one of them can be: 27/9/2026, 9/27/2026.
fn month_and_day(one: &Token, other: &Token) -> Option<(u32, u32)> {
    match (one.value, other.value) {
        (month, date) if month == date || date > 12 => Some((month, date)),
        (date, month) if date > 12 => Some((month, date)),
        _ => None,
    }
}

/// `None` as a mark: only white space stands between two numbers.
fn is_separator(mark: Option<char>, own: char) -> bool {
    const PARTING: &str = "./-\\、,·—–―\u{2010}\u{2212}。~〜";
    mark.is_none_or(|mark| mark == own || PARTING.contains(mark))
}

fn day_end(text: &str, token: &Token) -> usize {
    let rest = text.get(token.end..).unwrap_or("");
    let blank = rest.len() - rest.trim_start().len();
    let after = rest.trim_start().chars().next();
    if matches!(after, Some('日' | '号')) { token.end + blank + '日'.len_utf8() } else { token.end }
}

pub(super) fn day(year: u32, month: u32, date: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(date).ok()?).ok()
}

/// The day that a spreadsheet's serial number stands for, in the 1900 system.
pub fn date_of_serial(serial: u32) -> Option<Date> {
    let epoch = Date::constant(1899, 12, 30);
    (36_526..=73_050).contains(&serial).then(|| epoch.checked_add(i64::from(serial).days()).ok()).flatten()
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
            "二0二六年十月十二日",
            "二O二六年十月十二日",
            "二Ｏ二六年十月十二日",
            "2O26年1O月12日",
            "12-Oct-26",
            "2026~10~12",
            "2026～10～12",
            "（2026）年（ 10 ）月（12）日",
            "〔2026〕年10月12日",
            "2O26年10月l2日",
            "2 0 2 6年1 0月1 2日",
            "2026年10.12",
            "2026\u{2212}10\u{2212}12",
        ] {
            assert_eq!(parse_date(text), Some(date(2026, 10, 12)), "{text}");
        }
        for text in ["9/27/2026", "27/9/2026", "27-Sep-26", "27.09.2026"] {
            assert_eq!(parse_date(text), Some(date(2026, 9, 27)), "{text}");
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
            "10/12/2026",
            "13/14/2026",
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
        assert_eq!(words("张伟 10/12/2026"), Some(("10/12/2026".to_owned(), "张伟".to_owned())));
        assert_eq!(words("民国115年10月12日"), Some(("民国115年10月12日".to_owned(), String::new())));
        assert_eq!(words("张伟 206年10月12日"), Some(("206年10月12日".to_owned(), "张伟".to_owned())));
        assert_eq!(words("年 10 月 12 日"), Some(("年 10 月 12 日".to_owned(), String::new())));
        assert_eq!(words("张伟 同意 10/12"), Some(("10/12".to_owned(), "张伟 同意".to_owned())));
        assert_eq!(words("张伟 10月12"), Some(("10月12".to_owned(), "张伟".to_owned())));
        assert_eq!(words("张伟 0335-12"), None);
        assert_eq!(words("张伟 1.2 万元"), None);
        assert_eq!(words("2026年  月  日"), None);
        assert_eq!(words("年 月 日"), None);
    }

    #[test]
    fn a_day_of_the_lunar_calendar_is_no_day_of_ours() {
        for text in ["二〇二六年九月初三", "农历2026年9月3日", "二〇二六年九月廿三", "丙午年九月初三"]
        {
            assert_eq!(parse_date(text), None, "{text}");
            assert_eq!(find_no_day(text).map(|(words, _)| words).as_deref(), Some(text));
        }
        assert_eq!(parse_date("二〇二六年九月廿三日"), Some(date(2026, 9, 23)));
    }

    #[test]
    fn a_year_and_a_month_are_told_from_a_day() {
        assert!(["2026年10月", "2026-10", "2026.10"].iter().all(|text| is_month_alone(text)));
        assert!(!["2026年10月1日", "10月12日", "2026/10/1", "2026"].iter().any(|text| is_month_alone(text)));
    }

    #[test]
    fn a_serial_number_is_a_day() {
        assert_eq!(date_of_serial(46307), Some(date(2026, 10, 12)));
    }
}
