//! Shapes and objects of an RTF (`\shp`, `\object`) while they are read.

use crate::model::MarkKind;
use crate::model::Picture;
use crate::readers::embedded::draws_picture;
use crate::readers::flow::Aside;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowMark;
use crate::readers::flow::hold_text;

/// EMU in a twip.
const EMU: u64 = 635;

/// A shape that floats.
#[derive(Debug, Default)]
pub struct ShapeDraft {
    /// Name of the property whose value comes next.
    pub property: String,
    /// Its picture.
    pub picture: Option<Picture>,
    /// Its text boxes.
    pub boxes: Vec<Vec<FlowBlock>>,
    sides: [Option<i64>; 4],
    freehand: bool,
    hidden: bool,
    name: String,
}

impl ShapeDraft {
    /// Applies a control word inside the shape.
    pub fn apply(&mut self, word: &str, number: Option<i32>) {
        let side = match word {
            "shpleft" => 0,
            "shptop" => 1,
            "shpright" => 2,
            "shpbottom" => 3,
            _ => return,
        };
        if let Some(slot) = self.sides.get_mut(side) {
            *slot = number.map(i64::from);
        }
    }

    /// Takes the value of the property named last ([MS-ODRAW] names).
    pub fn set_property(&mut self, value: &str) {
        match self.property.as_str() {
            "pVerticies" | "pVertices" => self.freehand = true,
            "fHidden" => self.hidden = value.trim() == "1",
            "wzDescription" => self.name = value.to_owned(),
            "wzName" if self.name.is_empty() => self.name = value.to_owned(),
            _ => {}
        }
    }

    /// What it hangs on its paragraph.
    pub fn into_asides(self) -> Vec<Aside> {
        if self.hidden {
            return Vec::new();
        }
        let worded = self.boxes.iter().any(|blocks| hold_text(blocks));
        let length = |from: Option<i64>, to: Option<i64>| u64::try_from(to? - from?).ok().map(|twips| twips * EMU);
        let [left, top, right, bottom] = self.sides;
        let extent = length(left, right).zip(length(top, bottom));
        let kind = match (&self.picture, self.freehand && !worded) {
            (Some(_), _) => Some(MarkKind::Picture),
            (None, true) => Some(MarkKind::Drawing),
            (None, false) => None,
        };
        let mark = |kind| FlowMark { kind, picture: self.picture, inline: false, name: self.name, extent };
        let boxes = self.boxes.into_iter().map(|blocks| Aside::TextBox { inline: false, blocks });
        boxes.chain(kind.map(mark).map(Aside::Mark)).collect()
    }
}

/// What a picture is, inside an object of this class or outside of any.
pub fn kind_of_picture(class: Option<&str>) -> MarkKind {
    match class.is_none_or(draws_picture) {
        true => MarkKind::Picture,
        false => MarkKind::Object,
    }
}
