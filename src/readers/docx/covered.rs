//! Which pictures of a Word document are not seen: under a filled rectangle or another picture that hides the whole of them, or outside
//! of the page. What hides and what is hidden must hang on one paragraph and be placed about the same thing, or the picture stand
//! in its line: where else they meet is only known when the pages are set.

use std::ops::Range;

use crate::model::HiddenBy;
use crate::model::Mark;
use crate::model::Spot;
use crate::readers::drawing::filling::reaches_over;

/// So many rectangles and pictures at most are asked what they cover.
const MOST_COVERS: usize = 200;

/// Wider than the margins of pages, in EMU.
const WIDEST_MARGIN: i64 = 2_000_000;

/// What floats over a text, and the pictures in the line.
#[derive(Debug)]
pub struct Float {
    /// Where it hangs.
    pub from: Spot,
    /// What its place across and down is measured from, and how far, in EMU; None in the line.
    pub place: Option<(Offset, Offset)>,
    /// Its width and height.
    pub size: (u64, u64),
    /// Before the text rather than behind it, and how high among what lies there.
    pub layer: (bool, i64),
    /// Whether nothing shows through.
    pub hides: bool,
    /// Whether it holds words.
    pub worded: bool,
    /// Its marks among all of the document's.
    pub marks: Range<usize>,
}

/// What a distance is measured from, and the distance in EMU.
pub type Offset = (String, i64);

/// Notes of the pictures that are not seen. `page` is the width and height of the document's largest page.
pub fn note_unseen(floats: &[Float], page: (i64, i64), marks: &mut [Mark]) {
    let hide = |marks: &mut [Mark], float: &Float, by: &HiddenBy| {
        let hidden = marks.get_mut(float.marks.clone()).into_iter().flatten();
        hidden.filter_map(|mark| mark.picture.as_mut()).for_each(|picture| picture.hidden_by = by.clone());
    };
    floats.iter().filter(|float| float.is_off(page)).for_each(|float| hide(marks, float, &HiddenBy::Edge));
    let covers = floats.iter().filter(|float| float.place.is_some() && (float.hides || !float.marks.is_empty()));
    for cover in covers.take(MOST_COVERS) {
        let picture =
            marks.get(cover.marks.clone()).and_then(|marks| marks.first()).and_then(|mark| mark.picture.as_ref());
        let by = match (cover.hides, picture) {
            (true, _) => HiddenBy::Shape,
            (false, Some(picture)) => HiddenBy::Picture(picture.bytes.clone()),
            (false, None) => continue,
        };
        let under = floats.iter().filter(|float| !float.marks.is_empty() && cover.lies_over(float));
        under.for_each(|float| hide(marks, float, &by));
    }
}

impl Float {
    fn lies_over(&self, other: &Self) -> bool {
        let Some((across, down)) = self.place.as_ref().filter(|_| self.layer > other.layer && self.from == other.from)
        else {
            return false;
        };
        match &other.place {
            Some((other_across, other_down)) => {
                let reaches = |own: &Offset, length: u64, under: &Offset, under_length: u64| {
                    own.0 == under.0 && reaches_over((own.1, signed(length)), (under.1, signed(under_length)))
                };
                reaches(across, self.size.0, other_across, other.size.0)
                    && reaches(down, self.size.1, other_down, other.size.1)
            }
            // how far along the line the picture stands is not known
            None => {
                let reaches = |(_, from): &Offset, length: u64, under: u64| {
                    reaches_over((*from, signed(length)), (0, signed(under)))
                };
                !self.worded
                    && across.0 != "page"
                    && matches!(&*down.0, "paragraph" | "line" | "text")
                    && reaches(across, self.size.0, other.size.0)
                    && reaches(down, self.size.1, other.size.1)
            }
        }
    }

    /// Whether it lies outside of any page.
    fn is_off(&self, (width, height): (i64, i64)) -> bool {
        let is_in_cell = !matches!(self.from, Spot::Paragraph { .. });
        let off = |(about, from): &Offset, length: u64, page: i64| {
            let before = match &**about {
                "page" => 0,
                "paragraph" | "line" | "text" => page,
                _ if is_in_cell => page,
                _ => WIDEST_MARGIN,
            };
            from.saturating_add(signed(length)) <= -before || *from >= page
        };
        self.place
            .as_ref()
            .is_some_and(|(across, down)| off(across, self.size.0, width) || off(down, self.size.1, height))
    }
}

fn signed(length: u64) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
