//! Text into typed values: one file a kind, each a pure function.

pub mod amount;
pub mod blank;
pub mod choice;
pub mod date;
pub mod divide;
mod duties;
pub mod joined_names;
pub mod money_unit;
mod numbers;
pub mod organisation;
pub mod people;
mod people_beside;
pub mod people_told;
pub mod people_words;
pub mod period;
pub mod phone;
pub mod plausible;
mod posts;
pub mod prompt;
pub mod request_line;
pub mod ticked;
pub mod unit_contact;
pub mod unit_cuts;
pub mod unit_part;
pub mod withdrawn;
