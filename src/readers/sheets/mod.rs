//! What all readers of workbooks share: references, widths and heights, how cells and merged regions become a grid, how a
//! number becomes text, and where what floats over the cells goes.

pub mod budget;
pub mod controls;
pub mod finds;
pub mod fonts;
pub mod geometry;
pub mod grid;
pub mod page_header;
pub mod reference;
pub mod strings;
pub mod styles;
pub mod value;
