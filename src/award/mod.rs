//! From scores to the award and its papers: working days, ranking, proposals under quota and budget, and what is written from
//! the one frozen decision.

pub mod calendar;
mod diagnostics;
mod figure;
pub mod ranking;
pub mod recusal;
