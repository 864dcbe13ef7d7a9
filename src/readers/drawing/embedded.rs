//! Objects embedded in a document (OLE), by the program that edits them.

/// Programs whose object is no picture of its own, however it is previewed, by how their ProgID begins.
const NO_PICTURES: &[&str] = &[
    "Equation",
    "MathType",
    "Excel.",
    "Word.Document",
    "PowerPoint.",
    "Visio.",
    "MSGraph.",
    "Package",
    "Forms.",
    "AcroExch.",
];

/// Whether the preview of an object of this program may be a signature or a seal: a picture, a scan, a seal of an add-in.
pub fn draws_picture(program: &str) -> bool {
    !NO_PICTURES.iter().any(|known| program.starts_with(known))
}
