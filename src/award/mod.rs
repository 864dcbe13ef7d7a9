//! From scores to the award and its papers: working days, ranking, proposals under quota and budget, and what is written from
//! the one frozen decision.

mod budget;
pub mod calendar;
pub mod candidate;
mod diagnostics;
mod figure;
pub mod ranking;
pub mod recusal;
pub mod settlement;
pub mod tiers;
