//! The reader of Word documents: what a person sees in a .docx, with places.

mod corpus;
pub mod made;
mod marks;
mod tables;
mod text;
