//! The award: working days, ranking, proposals, papers.

mod calendar;
