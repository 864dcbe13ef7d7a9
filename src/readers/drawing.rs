//! Shapes and pictures on a sheet or in a text, as DrawingML, VML, ink and the binary formats of Office 97 have them.

pub mod blip;
pub mod embedded;
pub mod filling;
pub mod freeform;
pub mod ink;
pub mod office_art;
pub mod shape_text;
