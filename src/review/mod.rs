//! What goes to the committee and back to the units, from the register's nouns.

pub mod collect;
mod figures;
pub mod return_letter;
mod rule_label;
pub mod score_book;
mod settings_mark;
mod view;
pub mod workbook;

pub use view::WorkbookView;
