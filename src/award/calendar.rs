//! Working days in China: Monday to Friday, less the State Council's days off, more its make-up days (`holidays.toml`), as
//! corrected or continued by `[[calendar]]` of season.toml. A year that neither knows is an error, never a guess.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::civil::Weekday;
use serde::Deserialize;
use thiserror::Error;

use crate::policy::Counting;
use crate::policy::PublicityTerms;
use crate::policy::Season;

/// A day cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The year's arrangement is not known.
    #[error(
        "推算工作日需要用到 {day}，但内置的放假日历没有 {year} 年的安排（内置 {first} 至 {last} 年）；\
         请按国务院办公厅通知，在 season.toml 中用 [[calendar]] 补充 {year} 年的放假日（kind = \"off\"）和调休上班日（kind = \"work\"）"
    )]
    UnknownYear {
        /// The year that is not known.
        year: i16,
        /// The day that was needed.
        day: Date,
        /// First year of the built-in data.
        first: i16,
        /// Last year of the built-in data.
        last: i16,
    },
    /// No working day for a year on end, or past the last day that can be written.
    #[error("从 {from} 起推算不出足够的工作日，请检查 season.toml 中的 [[calendar]]")]
    Endless {
        /// Where the count began.
        from: Date,
    },
}

impl CalendarError {
    /// The same in a paper, for readers who know no settings.
    pub fn in_a_paper(&self) -> String {
        match self {
            Self::UnknownYear { year, .. } => format!("{year}年的节假日安排尚未录入"),
            Self::Endless { .. } => "工作日推算不出".to_owned(),
        }
    }
}

#[derive(Deserialize)]
struct Holidays {
    first_year: i16,
    last_year: i16,
    off: Vec<Date>,
    work: Vec<Date>,
}

/// Which days are working days.
#[derive(Clone, Debug)]
pub struct Calendar {
    first_year: i16,
    last_year: i16,
    /// Days that differ from their weekday: true for a working day.
    special: BTreeMap<Date, bool>,
    /// Years that season.toml says something of.
    supplied: BTreeSet<i16>,
}

impl Calendar {
    /// The State Council's arrangements with the season's own days, which go before them.
    ///
    /// A year of which season.toml gives at least one day counts as supplied: its other days go by their weekday.
    pub fn of(season: &Season) -> Self {
        let holidays: Holidays = toml::from_str(include_str!("holidays.toml"))
            .expect("the data ships with the program, and a test reads it");
        let off = holidays.off.into_iter().map(|day| (day, false));
        let work = holidays.work.into_iter().map(|day| (day, true));
        let special = off.chain(work).chain(season.calendar.iter().copied()).collect();
        let supplied = season.calendar.iter().map(|(day, _)| day.year()).collect();
        Self { first_year: holidays.first_year, last_year: holidays.last_year, special, supplied }
    }

    /// Whether people work on this day.
    pub fn is_working_day(&self, day: Date) -> Result<bool, CalendarError> {
        if let Some(&working) = self.special.get(&day) {
            return Ok(working);
        }
        let year = day.year();
        if !(self.first_year..=self.last_year).contains(&year) && !self.supplied.contains(&year) {
            return Err(CalendarError::UnknownYear { year, day, first: self.first_year, last: self.last_year });
        }
        Ok(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
    }

    /// The last of so many working days; `counting` says whether the first day itself may be day one.
    pub fn last_day(&self, starts: Date, working_days: u32, counting: Counting) -> Result<Date, CalendarError> {
        let endless = CalendarError::Endless { from: starts };
        let mut day = starts;
        let mut left = working_days;
        let mut idle = 0;
        if counting == Counting::NextDay {
            day = day.tomorrow().map_err(|_| endless)?;
        }
        while left > 0 {
            let working = self.is_working_day(day)?;
            left -= u32::from(working);
            idle = if working { 0 } else { idle + 1 };
            if left == 0 {
                break;
            }
            if idle > 366 {
                return Err(endless);
            }
            day = day.tomorrow().map_err(|_| endless)?;
        }
        Ok(day)
    }
}

/// The days of the public notice, by both ways of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticePeriod {
    /// The day of publication.
    pub starts: Date,
    /// How many working days.
    pub working_days: u32,
    /// How the office counts.
    pub counting: Counting,
    /// The last day as the office counts.
    pub last_day: Date,
    /// The last day by the other way of counting; an unknown year does not stop the office's own way.
    pub last_day_otherwise: Result<Date, CalendarError>,
    /// Whether the day of publication is itself a working day.
    pub starts_on_working_day: bool,
}

impl NoticePeriod {
    /// The season's notice under the measure's terms; None where season.toml does not say when it starts.
    pub fn of(season: &Season, terms: &PublicityTerms) -> Result<Option<Self>, CalendarError> {
        let Some(publicity) = &season.publicity else { return Ok(None) };
        let calendar = Calendar::of(season);
        let last = |counting| calendar.last_day(publicity.starts, terms.working_days, counting);
        let other = match publicity.counting {
            Counting::SameDay => Counting::NextDay,
            Counting::NextDay => Counting::SameDay,
        };
        Ok(Some(Self {
            starts: publicity.starts,
            working_days: terms.working_days,
            counting: publicity.counting,
            last_day: last(publicity.counting)?,
            last_day_otherwise: last(other),
            starts_on_working_day: calendar.is_working_day(publicity.starts)?,
        }))
    }
}
