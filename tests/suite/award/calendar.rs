//! Working days: the vectors were counted with chinesecalendar 1.11.0 and, for the first, read from a real notice.

use jiff::civil::Date;
use jiff::civil::date;
use shenping::award::calendar::Calendar;
use shenping::award::calendar::CalendarError;
use shenping::award::calendar::NoticePeriod;
use shenping::policy::Counting;
use shenping::policy::Season;

use crate::made_season;

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn with_days(days: &[(&str, bool)]) -> Season {
    let mut season = made_season::season();
    season.calendar = days.iter().map(|(text, working)| (day(text), *working)).collect();
    season
}

#[test]
fn five_working_days_end_where_the_state_councils_calendar_says() {
    let calendar = Calendar::of(&made_season::season());
    for (starts, same_day, next_day) in [
        ("2024-03-12", "2024-03-18", "2024-03-19"),
        ("2024-02-06", "2024-02-18", "2024-02-19"),
        ("2024-09-12", "2024-09-19", "2024-09-20"),
        ("2025-04-25", "2025-04-30", "2025-05-06"),
        ("2025-09-28", "2025-10-10", "2025-10-11"),
        ("2025-12-26", "2026-01-04", "2026-01-05"),
        ("2026-02-14", "2026-02-27", "2026-02-28"),
        ("2026-04-30", "2026-05-09", "2026-05-11"),
        ("2026-09-28", "2026-10-09", "2026-10-10"),
    ] {
        assert_eq!(calendar.last_day(day(starts), 5, Counting::SameDay), Ok(day(same_day)), "{starts}");
        assert_eq!(calendar.last_day(day(starts), 5, Counting::NextDay), Ok(day(next_day)), "{starts}");
    }
}

#[test]
fn every_year_has_as_many_working_days_as_was_arranged() {
    let calendar = Calendar::of(&made_season::season());
    for (year, expected) in [(2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)]
    {
        let days = date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        let working = days.filter(|&day| calendar.is_working_day(day) == Ok(true)).count();
        assert_eq!(working, expected, "{year}");
    }
}

#[test]
fn a_year_that_is_not_in_the_calendar_is_named() {
    let calendar = Calendar::of(&made_season::season());
    let error = calendar.last_day(day("2026-12-28"), 5, Counting::SameDay).expect_err("2027 is needed");
    assert_eq!(error, CalendarError::UnknownYear { year: 2027, day: day("2027-01-01"), first: 2020, last: 2026 });
    assert!(error.to_string().contains("没有 2027 年的安排"));
    let error = calendar.last_day(day("2019-12-30"), 5, Counting::NextDay).expect_err("2019 is needed");
    assert!(error.to_string().contains("没有 2019 年的安排"));
}

#[test]
fn a_year_is_only_asked_for_when_one_of_its_days_is_needed() {
    let calendar = Calendar::of(&made_season::season());
    assert_eq!(calendar.last_day(day("2026-12-25"), 5, Counting::SameDay), Ok(day("2026-12-31")));
    assert!(calendar.last_day(day("2026-12-25"), 5, Counting::NextDay).is_err());
}

#[test]
fn season_toml_supplies_a_missing_year_and_corrects_a_known_one() {
    let season =
        with_days(&[("2027-01-01", false), ("2027-01-02", false), ("2027-01-03", true), ("2026-12-30", false)]);
    let calendar = Calendar::of(&season);
    assert_eq!(calendar.last_day(day("2026-12-28"), 5, Counting::SameDay), Ok(day("2027-01-04")));
}

#[test]
fn a_notice_shows_its_last_day_by_both_ways_of_counting() {
    let season = made_season::season();
    let period = NoticePeriod::of(&season, &made_season::policy().publicity).expect("2026 is known").expect("a start");
    assert_eq!(period.last_day, day("2026-12-11"));
    assert_eq!(period.last_day_otherwise, Ok(day("2026-12-14")));
    assert!(period.starts_on_working_day);
}

#[test]
fn a_calendar_without_working_days_ends_in_an_error() {
    let mut season = made_season::season();
    season.calendar = date(2026, 1, 1).series(jiff::Span::new().days(1)).take(800).map(|day| (day, false)).collect();
    let error = Calendar::of(&season).last_day(day("2026-01-01"), 1, Counting::SameDay);
    assert_eq!(error, Err(CalendarError::Endless { from: day("2026-01-01") }));
}
