//! Whether a shape hides what lies under it: a rectangle filled with one colour that nothing shows through (ECMA-376 part 1, 20.1.8.54
//! and 20.1.9.18).

use crate::readers::xml::Element;

/// A fraction of one in the unit of transparency.
const WHOLE: i64 = 100_000;

/// By so many EMU what is covered may stand out from under a shape: two pixels.
const LEAST_SEEN: i64 = 19_050;

/// Whether a length from here, across or down, reaches over the whole of another one, in EMU.
pub fn reaches_over((from, length): (i64, i64), (other_from, other_length): (i64, i64)) -> bool {
    from <= other_from.saturating_add(LEAST_SEEN)
        && from.saturating_add(length).saturating_add(LEAST_SEEN) >= other_from.saturating_add(other_length)
}

/// How a shape is filled.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filling {
    is_rectangle: bool,
    is_filled: bool,
    shows_through: bool,
}

impl Filling {
    /// Takes what an element within the shape, but not within its line or text, says of its filling.
    pub fn see(&mut self, element: &Element) {
        match element.name() {
            "prstGeom" => {
                let form = element.attribute("prst");
                self.is_rectangle =
                    form.is_some_and(|form| matches!(&*form, "rect" | "roundRect" | "flowChartProcess"));
            }
            "solidFill" => self.is_filled = true,
            "alpha" => self.shows_through |= element.number::<i64>("val").is_none_or(|share| share < WHOLE),
            _ => {}
        }
    }

    /// Whether nothing shows through.
    pub fn hides(self) -> bool {
        self.is_rectangle && self.is_filled && !self.shows_through
    }
}
