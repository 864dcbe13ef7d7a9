//! The picture of a DrawingML or VML shape: which one, what of it is cut off, and whether effects leave anything to see
//! (ECMA-376 part 1, 20.1.8.13 and 20.1.8.55; the SVG beside it is [MS-ODRAWXML] 2.3.1).

use crate::model::Crop;
use crate::readers::xml::Element;
use crate::readers::xml::Xml;

/// A fraction of one in the unit of a crop.
const WHOLE: i64 = 100_000;

/// The picture that fills a shape.
#[derive(Clone, Debug, Default)]
pub struct Blip {
    embedded: Option<String>,
    /// The drawing that the embedded picture was made from; programs may leave out the latter.
    drawing: Option<String>,
    is_there: bool,
    crop: Crop,
    unseen: bool,
}

impl Blip {
    /// Reads the `blipFill` or `blip` opened last, its end consumed.
    pub fn read(xml: &mut Xml, element: &Element) -> Self {
        let mut blip = Self::default();
        blip.see(element);
        let level = xml.depth();
        while let Some(element) = xml.open_within(level) {
            blip.see(&element);
        }
        blip
    }

    /// Takes what an element within the shape says of its picture; the first picture counts.
    pub fn see(&mut self, element: &Element) {
        let id = |name: &str| element.prefixed(name).or_else(|| element.attribute(name)).filter(|id| !id.is_empty());
        match element.name() {
            "blip" if !self.is_there => {
                self.is_there = true;
                self.embedded = id("embed").or_else(|| id("link")).map(|id| id.into_owned());
            }
            "svgBlip" if self.drawing.is_none() => {
                self.drawing = id("embed").or_else(|| id("link")).map(|id| id.into_owned());
            }
            "srcRect" => {
                let side = |name: &str| element.number::<i64>(name).map_or(0, cut);
                self.crop = Crop { left: side("l"), top: side("t"), right: side("r"), bottom: side("b") };
            }
            "alphaModFix" => self.unseen |= element.number::<i64>("amt").is_some_and(|amount| amount <= 0),
            "lum" => self.unseen |= element.number::<i64>("bright").is_some_and(|bright| bright >= WHOLE),
            _ => {}
        }
    }

    /// Says that the shape is a picture's own, which has one also where nothing is left of which.
    pub fn expect(&mut self) {
        self.is_there = true;
    }

    /// Whether the shape has a picture.
    pub fn is_there(&self) -> bool {
        self.is_there
    }

    /// Relationship id of the picture.
    pub fn target(&self) -> Option<&str> {
        self.embedded.as_deref().or(self.drawing.as_deref())
    }

    /// Relationship id of the drawing that newer programs show in place of the picture.
    pub fn drawing(&self) -> Option<&str> {
        self.drawing.as_deref().filter(|_| self.embedded.is_some())
    }

    /// What of it is cut off.
    pub fn crop(&self) -> Crop {
        self.crop
    }

    /// Whether it is made wholly transparent or white.
    pub fn is_unseen(&self) -> bool {
        self.unseen
    }
}

/// What the VML element of a picture (`v:imagedata`) cuts off: fractions such as `0.25`, or in 1/65,536 with an `f`.
pub fn crop_of_image(element: &Element) -> Crop {
    let side = |name: &str| {
        let value = element.attribute(name)?;
        let share = match value.trim().strip_suffix('f') {
            Some(fixed) => fixed.parse::<f64>().ok()? / 65_536.0,
            None => value.trim().parse::<f64>().ok()?,
        };
        Some(cut((share.clamp(0.0, 1.0) * WHOLE as f64) as i64))
    };
    let side = |name: &str| side(name).unwrap_or(0);
    Crop { left: side("cropleft"), top: side("croptop"), right: side("cropright"), bottom: side("cropbottom") }
}

/// What is added around a picture cuts nothing off.
fn cut(share: i64) -> u32 {
    u32::try_from(share.clamp(0, WHOLE)).unwrap_or(0)
}
