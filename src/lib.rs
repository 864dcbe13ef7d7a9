//! Shenping 申评 reads what units send for a trade union's yearly innovation award, checks it under the articles of the
//! measure, and writes the papers of the season.
//!
//! ```text
//!  received files                                            filled books
//!       │                                                         │
//!    inbox ──► readers ──► extract ──► check ──► register ◄── collect
//!  unpack,     bytes →     Document →  Application   │ SQLite: receipts, versions,
//!  sniff,      Document    Application + Policy →    │ rulings, scores, decisions, history
//!  group                               Findings      ├──► review   committee workbook, score books, return letters
//!                                                    └──► award    rank, tiers, budget → report, notice, commendation, budget
//! ```
//! One direction. Rooms never call the next room: each takes and returns nouns of [`model`], and [`pipeline`] hands them on.

pub mod award;
pub mod check;
pub mod cli;
pub mod extract;
pub mod inbox;
pub mod model;
pub mod pipeline;
pub mod policy;
pub mod readers;
pub mod register;
pub mod review;
pub mod writers;
