//! The rules: every code of the built-in measure with a paper that breaks it and the clean one that does not, the
//! boundaries, and what is certain against what is for people.

mod boundaries;
mod certainty;
mod likeness;
mod pictures;
pub mod scene;
mod sections;
mod single_faults;
