//! What goes to the committee and back to the units, from the register's nouns.

mod blank_form;
pub mod collect;
mod figures;
pub mod return_letter;
mod rule_label;
pub mod score_book;
mod settings_mark;
mod view;
pub mod workbook;

pub use blank_form::write_blank_document;
pub use blank_form::write_blank_workbook;
pub use view::WorkbookView;
