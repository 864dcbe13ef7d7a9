//! From scores to the award and its papers: working days, ranking, proposals under quota and budget, and what is written from
//! the one frozen decision.

pub mod agreement;
mod budget;
pub mod budget_book;
pub mod calendar;
pub mod candidate;
pub mod commendation;
mod diagnostics;
mod figure;
pub mod frozen;
pub mod notice;
pub mod papers;
mod prize_list;
pub mod ranking;
mod recommendation;
pub mod record;
pub mod recusal;
pub mod report;
pub mod settlement;
pub mod tiers;
mod unit_relation;
mod wording;
