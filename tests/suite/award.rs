//! The award: working days, conflicts, ranking, proposals, papers.

mod agreement;
mod calendar;
mod papers;
mod ranking;
mod recusal;
mod tiers;
mod withheld;
