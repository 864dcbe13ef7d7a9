//! The award: working days, conflicts, ranking, proposals, papers.

mod calendar;
mod ranking;
mod recusal;
mod tiers;
