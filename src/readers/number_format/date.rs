//! An instant through the tokens of a section.

use super::chinese::digit_by_digit;
use super::chinese::show_chinese_number;
use super::parse::DatePart;
use super::parse::Section;
use super::parse::Token;
use super::serial::Moment;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_CHINESE: [&str; 12] =
    ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const WEEKDAYS_CHINESE: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];

/// An instant as a section shows it.
pub fn show_date(section: &Section, moment: &Moment) -> String {
    let has =
        |wanted: DatePart| section.tokens.iter().any(|token| matches!(token, Token::Date(part, _) if *part == wanted));
    let noon = has(DatePart::Noon);
    // Without a fraction seconds are rounded; without seconds, minutes are cut off.
    let seconds = match has(DatePart::Fraction) {
        true => moment.milliseconds / 1_000,
        false => (moment.milliseconds + 500) / 1_000,
    };
    let clock = Clock { seconds, noon };
    let mut text = String::new();
    for token in &section.tokens {
        match token {
            Token::Literal(literal) => text.push_str(literal),
            Token::Date(part, letters) => push_part(&mut text, section, moment, clock, (*part, *letters)),
            _ => {}
        }
    }
    text.trim().to_owned()
}

#[derive(Clone, Copy)]
struct Clock {
    seconds: i64,
    noon: bool,
}

fn push_part(text: &mut String, section: &Section, moment: &Moment, clock: Clock, (part, letters): (DatePart, usize)) {
    let (hour, minute, second) = moment.clock(clock.seconds);
    let number = |value: i64| padded(section, value, letters);
    let all_seconds = moment.days.saturating_mul(86_400).saturating_add(clock.seconds);
    let shown = match part {
        DatePart::Year => show_year(section, moment.year, letters),
        DatePart::Month => show_month(section, moment.month, letters),
        DatePart::Day if letters >= 3 => show_weekday(section, moment.weekday, letters),
        DatePart::Day => number(moment.day.into()),
        DatePart::Weekday => show_chinese_weekday(section, moment.weekday, letters),
        DatePart::Hour if clock.noon => number(i64::from((hour + 11) % 12 + 1)),
        DatePart::Hour => number(hour.into()),
        DatePart::Minute => number(minute.into()),
        DatePart::Second => number(second.into()),
        DatePart::Fraction => show_fraction_of_second(moment.milliseconds % 1_000, letters),
        DatePart::Noon => show_noon(hour, letters).to_owned(),
        DatePart::Hours => number(all_seconds / 3_600),
        DatePart::Minutes => number(all_seconds / 60),
        DatePart::Seconds => number(all_seconds),
    };
    text.push_str(&shown);
}

fn padded(section: &Section, value: i64, letters: usize) -> String {
    match section.chinese_digits {
        Some(level) => show_chinese_number(value as f64, level),
        None => format!("{value:0letters$}"),
    }
}

fn show_year(section: &Section, year: i16, letters: usize) -> String {
    let year = if letters <= 2 { format!("{:02}", year % 100) } else { format!("{year:04}") };
    match section.chinese_digits {
        Some(level) => digit_by_digit(&year, level),
        None => year,
    }
}

fn show_month(section: &Section, month: i8, letters: usize) -> String {
    let at = usize::try_from(month - 1).unwrap_or(0);
    let name = MONTHS.get(at).copied().unwrap_or_default();
    match letters {
        0..=2 => padded(section, month.into(), letters),
        3 if section.chinese => format!("{month}月"),
        4 if section.chinese => MONTHS_CHINESE.get(at).copied().unwrap_or_default().to_owned(),
        3 => name.chars().take(3).collect(),
        4 => name.to_owned(),
        _ => name.chars().take(1).collect(),
    }
}

fn show_weekday(section: &Section, weekday: usize, letters: usize) -> String {
    let name = WEEKDAYS.get(weekday).copied().unwrap_or_default();
    match letters {
        _ if section.chinese => show_chinese_weekday(section, weekday, letters),
        3 => name.chars().take(3).collect(),
        _ => name.to_owned(),
    }
}

fn show_chinese_weekday(section: &Section, weekday: usize, letters: usize) -> String {
    let day = WEEKDAYS_CHINESE.get(weekday).copied().unwrap_or_default();
    match letters {
        3 if section.chinese => format!("周{day}"),
        3 => day.to_owned(),
        _ => format!("星期{day}"),
    }
}

fn show_noon(hour: i8, letters: usize) -> &'static str {
    match (letters, hour < 12) {
        (0, true) => "上午",
        (0, false) => "下午",
        (1, true) => "A",
        (1, false) => "P",
        (_, true) => "AM",
        (_, false) => "PM",
    }
}

fn show_fraction_of_second(milliseconds: i64, places: usize) -> String {
    let digits = format!("{milliseconds:03}");
    let shown: String = digits.chars().chain(std::iter::repeat('0')).take(places.min(9)).collect();
    format!(".{shown}")
}
