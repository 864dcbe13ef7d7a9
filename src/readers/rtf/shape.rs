//! Shapes and objects of an RTF (`\shp`, `\object`) while they are read.

use crate::model::Drop;
use crate::model::InText;
use crate::model::MarkKind;
use crate::model::Picture;
use crate::readers::drawing::embedded::draws_picture;
use crate::readers::flow::Aside;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowMark;
use crate::readers::flow::hold_text;
use crate::readers::flow::paragraphs_of;

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
    /// What its top is counted from: as Word 97 says it in a control word, and in a property, which goes first.
    from: Option<Origin>,
    from_property: Option<Origin>,
    /// Put at the top, the middle or the bottom of something, rather than where its sides say.
    aligned: bool,
    has_strokes: bool,
    is_named: bool,
    unfilled: bool,
    without_line: bool,
    hidden: bool,
    name: String,
}

/// What a shape's top is counted from.
#[derive(Clone, Copy, Debug)]
enum Origin {
    Page,
    Paragraph,
    Else,
}

impl ShapeDraft {
    /// Applies a control word inside the shape.
    pub fn apply(&mut self, word: &str, number: Option<i32>) {
        let side = match word {
            "shpleft" => 0,
            "shptop" => 1,
            "shpright" => 2,
            "shpbottom" => 3,
            "shpbypage" => return self.from = Some(Origin::Page),
            "shpbypara" => return self.from = Some(Origin::Paragraph),
            "shpbymargin" => return self.from = None,
            _ => return,
        };
        if let Some(slot) = self.sides.get_mut(side) {
            *slot = number.map(i64::from);
        }
    }

    /// Takes the value of the property named last ([MS-ODRAW] names).
    pub fn set_property(&mut self, value: &str) {
        match self.property.as_str() {
            "pVerticies" | "pVertices" => self.has_strokes = has_strokes(value),
            // what is named has an outline all the same where LibreOffice wrote it
            "shapeType" => self.is_named = !matches!(value.trim(), "0" | "4095"),
            "fFilled" => self.unfilled = value.trim() == "0",
            "fLine" => self.without_line = value.trim() == "0",
            "posv" => self.aligned = value.trim() != "0",
            "posrelv" => {
                self.from_property = Some(match value.trim() {
                    "1" => Origin::Page,
                    "2" | "3" => Origin::Paragraph,
                    _ => Origin::Else,
                });
            }
            "fHidden" => self.hidden = value.trim() == "1",
            "gtextUNICODE" if !value.trim().is_empty() => self.boxes.push(paragraphs_of(value)),
            "wzDescription" => self.name = value.to_owned(),
            "wzName" if self.name.is_empty() => self.name = value.to_owned(),
            _ => {}
        }
    }

    fn is_drawn(&self) -> bool {
        self.has_strokes && !self.is_named && !(self.unfilled && self.without_line)
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
        let kind = match (&self.picture, self.is_drawn() && !worded) {
            (Some(_), _) => Some(MarkKind::Picture),
            (None, true) => Some(MarkKind::Drawing),
            (None, false) => None,
        };
        let from = self.from_property.or(self.from).filter(|_| !self.aligned);
        let drop = top.map(|top| top * EMU.cast_signed()).zip(from).and_then(|(top, from)| match from {
            Origin::Page => Some(Drop::Page(top)),
            Origin::Paragraph => Some(Drop::Paragraph(top)),
            Origin::Else => None,
        });
        let mark = |kind| FlowMark {
            kind,
            picture: self.picture,
            inline: false,
            name: self.name,
            extent,
            in_text: InText::dropped(drop),
        };
        let boxes = self.boxes.into_iter().map(|blocks| Aside::TextBox { inline: false, blocks });
        boxes.chain(kind.map(|kind| Aside::Mark(Box::new(mark(kind))))).collect()
    }
}

/// Whether corners such as `8;4;(0,0);(900,0);(900,30)` are more than one level or upright line.
fn has_strokes(corners: &str) -> bool {
    let mut points = corners.split(['(', ')']).filter_map(|point| point.split_once(','));
    let Some((first_x, first_y)) = points.next() else { return true };
    let moves = points.fold((false, false), |(across, down), (x, y)| (across | (x != first_x), down | (y != first_y)));
    moves == (true, true)
}

/// What a picture is, inside an object of this class or outside of any.
pub fn kind_of_picture(class: Option<&str>) -> MarkKind {
    match class.is_none_or(draws_picture) {
        true => MarkKind::Picture,
        false => MarkKind::Object,
    }
}
