//! Which floating pictures of a Word document lie under a filled rectangle that hides the whole of them. Both must hang on one
//! paragraph and be placed about the same thing: where else they meet is only known when the pages are set.

use std::ops::Range;

use crate::model::Mark;
use crate::model::Spot;
use crate::readers::drawing::filling::reaches_over;

/// So many rectangles at most are asked what they cover.
const MOST_COVERS: usize = 200;

/// What floats over a text.
#[derive(Debug)]
pub struct Float {
    /// Where it hangs.
    pub from: Spot,
    /// What its place across and down is measured from, and how far, in EMU.
    pub place: (Offset, Offset),
    /// Its width and height.
    pub size: (u64, u64),
    /// Before the text rather than behind it, and how high among what lies there.
    pub layer: (bool, i64),
    /// Whether nothing shows through.
    pub hides: bool,
    /// Its marks among all of the document's.
    pub marks: Range<usize>,
}

/// What a distance is measured from, and the distance in EMU.
pub type Offset = (String, i64);

/// Notes of the pictures that lie under a rectangle.
pub fn note_covered(floats: &[Float], marks: &mut [Mark]) {
    for cover in floats.iter().filter(|float| float.hides).take(MOST_COVERS) {
        for float in floats.iter().filter(|float| !float.marks.is_empty() && cover.lies_over(float)) {
            let covered = marks.get_mut(float.marks.clone()).into_iter().flatten();
            covered.filter_map(|mark| mark.picture.as_mut()).for_each(|picture| picture.covered = true);
        }
    }
}

impl Float {
    fn lies_over(&self, other: &Self) -> bool {
        let reaches =
            |(about, from): &Offset, own_length: u64, (other_about, other_from): &Offset, other_length: u64| {
                let length = |length: u64| i64::try_from(length).unwrap_or(i64::MAX);
                about == other_about && reaches_over((*from, length(own_length)), (*other_from, length(other_length)))
            };
        self.layer > other.layer
            && self.from == other.from
            && reaches(&self.place.0, self.size.0, &other.place.0, other.size.0)
            && reaches(&self.place.1, self.size.1, &other.place.1, other.size.1)
    }
}
