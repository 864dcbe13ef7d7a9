//! The award: working days, conflicts, ranking, proposals, papers.

mod agreement;
mod alterations;
mod calendar;
mod open_places;
mod papers;
mod ranking;
mod recusal;
mod tiers;
mod withheld;
