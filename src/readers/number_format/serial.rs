//! A date serial to a day and a time: the 1900 system with its 29 February 1900 that never was, and the 1904 system.

use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::civil::Time;

/// From when a workbook counts its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Epoch {
    /// Day 1 is 1900-01-01 (Windows).
    #[default]
    Y1900,
    /// Day 0 is 1904-01-01 (old Mac).
    Y1904,
}

/// An instant as a workbook shows it, which may be 1900-01-00 or 1900-02-29.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Year.
    pub year: i16,
    /// Month from 1.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
    /// Day of the week, Sunday 0.
    pub weekday: usize,
    /// Whole days since the epoch.
    pub days: i64,
    /// Milliseconds of the day.
    pub milliseconds: i64,
}

const DAY: i64 = 86_400_000;
const LAST_DAY: i64 = 2_958_465;

/// The instant of a serial; None where a workbook shows none: below zero, past the year 9999.
pub fn serial_to_moment(serial: f64, epoch: Epoch) -> Option<Moment> {
    if !(0.0..=2_958_466.0).contains(&serial) {
        return None;
    }
    let whole = serial.floor();
    let mut days = whole as i64;
    let mut milliseconds = ((serial - whole) * DAY as f64).round() as i64;
    if milliseconds >= DAY {
        milliseconds -= DAY;
        days += 1;
    }
    if days > LAST_DAY - if epoch == Epoch::Y1904 { 1_462 } else { 0 } {
        return None;
    }
    let (year, month, day) = match (epoch, days) {
        (Epoch::Y1900, 0) => (1900, 1, 0),
        (Epoch::Y1900, 60) => (1900, 2, 29),
        (Epoch::Y1900, 1..60) => parts(day_after(1899, 12, 31, days)?),
        (Epoch::Y1900, _) => parts(day_after(1899, 12, 30, days)?),
        (Epoch::Y1904, _) => parts(day_after(1904, 1, 1, days)?),
    };
    let since = if epoch == Epoch::Y1904 { days + 1_462 } else { days };
    let weekday = usize::try_from((since + 6).rem_euclid(7)).unwrap_or(0);
    Some(Moment { year, month, day, weekday, days, milliseconds })
}

/// The serial of an instant, counted from 1900.
pub fn instant_to_serial(instant: DateTime) -> f64 {
    let before = match Date::new(1899, 12, 30) {
        Ok(start) => start.duration_until(instant.date()).as_hours() / 24,
        Err(_) => 0,
    };
    // Before March 1900 the day that never was is not yet counted.
    let days = if before > 0 && before < 61 { before - 1 } else { before };
    let time = instant.time();
    let seconds = i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    let fraction = (seconds as f64 + f64::from(time.subsec_nanosecond()) / 1e9) / 86_400.0;
    days as f64 + fraction
}

fn day_after(year: i16, month: i8, day: i8, days: i64) -> Option<Date> {
    let start = Date::new(year, month, day).ok()?;
    start.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn parts(date: Date) -> (i16, i8, i8) {
    (date.year(), date.month(), date.day())
}

impl Moment {
    /// As a real date and time; None for the days that never were.
    pub fn instant(&self) -> Option<DateTime> {
        let date = match (self.year, self.month, self.day) {
            (1900, 1, 0) => Date::new(1899, 12, 31).ok()?,
            (year, month, day) => Date::new(year, month, day).ok()?,
        };
        let (hour, minute, second) = self.clock(self.milliseconds / 1_000);
        let nanosecond = i32::try_from(self.milliseconds % 1_000).ok()?.checked_mul(1_000_000)?;
        Time::new(hour, minute, second, nanosecond).ok().map(|time| date.to_datetime(time))
    }

    /// Hour, minute, second of a second of the day.
    pub fn clock(&self, seconds: i64) -> (i8, i8, i8) {
        let part = |value: i64| i8::try_from(value).unwrap_or(0);
        (part(seconds / 3_600 % 24), part(seconds / 60 % 60), part(seconds % 60))
    }
}
