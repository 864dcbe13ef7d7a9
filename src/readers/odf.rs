//! What all OpenDocument formats share (ODF 1.3): the package, text, lengths, pictures, graphic styles.

pub mod clip;
pub mod controls;
pub mod graphic;
pub mod length;
pub mod package;
pub mod pictures;
pub mod text;
