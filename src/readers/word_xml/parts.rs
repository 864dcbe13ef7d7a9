//! The parts that a flat file was taken apart into.

use crate::readers::xml::Fault;

/// Parts by name, and what else was told.
#[derive(Debug, Default)]
pub struct Taken {
    /// Name and bytes.
    pub parts: Vec<(String, Vec<u8>)>,
    /// Properties of the document.
    pub properties: Vec<(String, String)>,
    /// Macros are packed in it.
    pub has_macros: bool,
    /// A cell of a table lacks even the paragraph that the format asks for.
    pub bare_cell: bool,
    /// Why the file could not be taken apart to its end.
    pub fault: Option<Fault>,
}

/// The text between the opening tag of an element, which ends at the offset `from`, and its closing tag, which ends at `to`.
pub fn inside_of(text: &str, from: usize, to: usize) -> &str {
    let inside = text.get(from..to).unwrap_or_default();
    inside.rfind("</").and_then(|end| inside.get(..end)).unwrap_or(inside)
}
