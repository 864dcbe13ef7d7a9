//! The blank form of a measure, for units to fill in: every field once, in the order of the measure, with its limit beside the
//! label; short answers two in a row, prose in high boxes, signature and day at the foot. As a workbook, whose blanks carry
//! the fields' keys as defined names, and as a Word document. What is filled in is read back without guessing.

mod document;
mod layout;
mod workbook;

pub use document::write_blank_document;
pub use workbook::write_blank_workbook;
