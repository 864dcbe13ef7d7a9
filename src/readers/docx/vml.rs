//! VML and embedded objects in a Word document (ECMA-376 part 4, 14; [MS-OFFDI], [MS-OI29500] for ink and signature lines): what Word 2003
//! and WPS draw with, and the only form that signature lines have.

use crate::model::Crop;
use crate::model::Drop;
use crate::model::InText;
use crate::model::MarkKind;
use crate::model::Picture;
use crate::readers::docx::covered::Float;
use crate::readers::docx::covered::Offset;
use crate::readers::docx::paragraph::Draft;
use crate::readers::docx::story::StoryReader;
use crate::readers::drawing::blip::crop_of_image;
use crate::readers::drawing::embedded::draws_picture;
use crate::readers::drawing::embedded::holds_words;
use crate::readers::drawing::embedded::words_in_object;
use crate::readers::drawing::freeform::is_closed_figure;
use crate::readers::drawing::freeform::is_straight;
use crate::readers::drawing::shape_text::ShapeParagraph;
use crate::readers::flow::FlowMark;
use crate::readers::flow::look::Seen;
use crate::readers::xml::Element;

/// A VML shape while it is read.
#[derive(Debug, Default)]
struct Shape {
    inline: bool,
    hidden: bool,
    name: String,
    extent: Option<(u64, u64)>,
    /// A group, within which lengths are of its own measure.
    is_group: bool,
    /// How far down it, or the group that it is in, lies.
    drop: Option<Drop>,
    /// Where it floats, in which layer, and whether nothing shows through.
    place: Option<(Offset, Offset)>,
    layer: (bool, i64),
    hides: bool,
    image: Option<Image>,
    crop: Crop,
    ink: bool,
    /// Has strokes of its own rather than a shape type's.
    freehand: bool,
    worded: bool,
    line: Option<MarkKind>,
}

/// Where a shape's picture is.
#[derive(Debug)]
enum Image {
    /// In the package.
    Part(String),
    /// Somewhere else; nothing is ever fetched.
    Linked(String),
}

impl<'x> StoryReader<'x, '_, '_> {
    /// Reads the `w:pict` or `w:object` opened last.
    pub fn read_pict(&mut self, draft: &mut Draft, seen: Seen) {
        if !self.shows(seen) {
            return self.xml.skip();
        }
        let before = self.paper.aside.marks.len();
        let mut outside = Shape { inline: true, ..Shape::default() };
        let program = self.read_shapes(&mut outside, draft);
        self.note_text_before(before, draft);
        let Some(program) = program else { return };
        if holds_words(&program) {
            self.paper.package.note(words_in_object());
        }
        if self.paper.aside.marks.len() == before {
            let (kind, picture, extent, in_text) = (MarkKind::Object, None, None, InText::default());
            self.keep_mark(FlowMark { kind, picture, inline: true, name: program, extent, in_text });
        } else if !draws_picture(&program) {
            for mark in self.paper.aside.marks.iter_mut().skip(before) {
                mark.kind = MarkKind::Object;
            }
        }
    }

    /// Reads what is inside the element opened last; gives the program of the embedded object, if there is one.
    fn read_shapes(&mut self, shape: &mut Shape, draft: &mut Draft) -> Option<String> {
        let mut program = None;
        while let Some(element) = self.xml.child() {
            program = self.read_shape_part(element, shape, draft).or(program);
        }
        program
    }

    fn read_shape_part(&mut self, element: Element<'x>, shape: &mut Shape, draft: &mut Draft) -> Option<String> {
        let mut program = None;
        match element.name() {
            "shape" | "rect" | "roundrect" | "oval" | "polyline" | "curve" | "image" => {
                return self.read_vml_shape(&element, shape, draft);
            }
            "group" => {
                let mut group = shape_of(&element);
                group.is_group = true;
                group.hidden |= shape.hidden;
                group.drop = shape.drop.or(group.drop);
                return self.read_shapes(&mut group, draft);
            }
            "shapetype" | "line" | "arc" | "background" => {}
            "imagedata" => shape.see_image(&element),
            "fill" if element.attribute("type").is_some_and(|kind| kind == "frame") => shape.see_image(&element),
            "ink" => shape.ink = true,
            "signatureline" => shape.line = Some(signature_line(&element)),
            "textpath" if !shape.hidden => {
                let words = element.attribute("string").map(|words| words.into_owned()).unwrap_or_default();
                let words = ShapeParagraph { text: words, ..ShapeParagraph::default() };
                shape.worded |= self.keep_box_paragraphs(vec![words], shape.inline, draft);
            }
            "txbxContent" if !shape.hidden => {
                shape.worded |= self.read_text_box(shape.inline, draft);
                return None;
            }
            "txbxContent" => {}
            "OLEObject" => program = Some(element.attribute("ProgID").unwrap_or_default().into_owned()),
            "control" => program = Some(format!("Forms.{}", element.attribute("name").unwrap_or_default())),
            "AlternateContent" => {
                self.read_alternate(&mut |reader, element| {
                    program = reader.read_shape_part(element, shape, draft).or(program.take());
                });
                return program;
            }
            _ => return self.read_shapes(shape, draft),
        }
        self.xml.skip();
        program
    }

    fn read_vml_shape(&mut self, element: &Element, outer: &Shape, draft: &mut Draft) -> Option<String> {
        let mut shape = shape_of(element);
        shape.hidden |= outer.hidden;
        shape.inline &= outer.inline;
        shape.drop = outer.drop.or(shape.drop);
        shape.extent = shape.extent.filter(|_| !outer.is_group);
        let since = self.paper.aside.marks.len();
        let program = self.read_shapes(&mut shape, draft);
        if shape.hidden {
            return program;
        }
        let float = (shape.extent, shape.place.take(), shape.layer, shape.hides && shape.image.is_none(), shape.worded);
        let picture = match &shape.image {
            Some(Image::Part(id)) => Some(self.paper.picture(self.relationships, id)),
            Some(Image::Linked(target)) => Some(Picture::whole(&**target, [])),
            None => None,
        };
        let picture = picture.map(|picture| Picture { crop: shape.crop, ..picture });
        if let Some(kind) = shape.kind() {
            let Shape { inline, name, extent, drop, .. } = shape;
            self.keep_mark(FlowMark { kind, picture, inline, name, extent, in_text: InText::dropped(drop) });
        }
        let (Some(size), place, layer, hides, worded) = float else { return program };
        let marks = since..self.paper.aside.marks.len();
        let from = self.here.anchor(false).map(|anchor| anchor.from).filter(|_| hides || !marks.is_empty());
        let float = from.zip(place).map(|(from, place)| (from, Some(place)));
        let float = float.map(|(from, place)| Float { from, place, size, layer, hides, worded, marks });
        self.paper.aside.floats.extend(float);
        program
    }
}

impl Shape {
    fn see_image(&mut self, element: &Element) {
        let id = element.prefixed("id").or_else(|| element.prefixed("pict")).map(|id| Image::Part(id.into_owned()));
        let link = || ["href", "src"].iter().find_map(|key| element.attribute(key));
        let Some(image) = id.or_else(|| Some(Image::Linked(link()?.into_owned()))) else { return };
        self.image = Some(image);
        self.crop = crop_of_image(element);
        if self.name.is_empty() {
            self.name = element.attribute("title").map(|title| title.into_owned()).unwrap_or_default();
        }
    }

    /// What mark it is, if any.
    fn kind(&mut self) -> Option<MarkKind> {
        if let Some(line) = self.line.take() {
            return Some(line);
        }
        match (self.ink, &self.image, self.freehand && !self.worded) {
            (true, _, _) => Some(MarkKind::Ink),
            (_, Some(_), _) => Some(MarkKind::Picture),
            (_, None, true) => Some(MarkKind::Drawing),
            _ => None,
        }
    }
}

/// What a shape's own attributes say.
fn shape_of(element: &Element) -> Shape {
    let style = element.attribute("style").unwrap_or_default();
    let property = |name: &str| style_property(&style, name);
    let is_figure = |path: &str| is_straight(path) || is_closed_figure(path);
    let drawn = match (element.name(), element.attribute("points"), element.attribute("path")) {
        ("polyline", Some(points), _) => !is_closed_figure(&points),
        ("polyline" | "curve", ..) => true,
        (.., path) => path.is_some_and(|path| !is_figure(&path)),
    };
    let extent = property("width").and_then(length).zip(property("height").and_then(length));
    let is_flat = extent.is_some_and(|(width, height)| width == 0 || height == 0);
    let given = ["alt", "title"].iter().find_map(|key| element.attribute(key).filter(|text| !text.is_empty()));
    Shape {
        inline: property("position").is_none_or(|position| position == "static"),
        hidden: property("visibility") == Some("hidden") || property("display") == Some("none") || is_flat,
        name: given.map(|name| name.into_owned()).unwrap_or_default(),
        extent,
        drop: drop_of(&style),
        place: place_of(&style),
        layer: layer_of(property("z-index")),
        hides: is_opaque(element),
        freehand: drawn && element.attribute("type").is_none(),
        ..Shape::default()
    }
}

/// What a shape that floats is placed about, and how far across and down it lies.
fn place_of(style: &str) -> Option<(Offset, Offset)> {
    let property = |name: &str| style_property(style, name);
    property("position").filter(|position| *position == "absolute")?;
    let offset = |margin: &str, aligned: &str, about: &str| {
        property(aligned).is_none_or(|aligned| aligned == "absolute").then_some(())?;
        let about = property(about).unwrap_or("text").to_owned();
        Some((about, property(margin).map_or(Some(0), signed_length)?))
    };
    let across = offset("margin-left", "mso-position-horizontal", "mso-position-horizontal-relative")?;
    Some((across, offset("margin-top", "mso-position-vertical", "mso-position-vertical-relative")?))
}

/// Before the text rather than behind it, and how high among what lies there.
fn layer_of(height: Option<&str>) -> (bool, i64) {
    let height = height.and_then(|height| height.parse().ok()).unwrap_or(0);
    (height >= 0, height)
}

/// Whether a shape is a rectangle that is filled, so that nothing shows through; as far as its own attributes say.
fn is_opaque(element: &Element) -> bool {
    matches!(element.name(), "rect" | "roundrect")
        && element.switch("filled") != Some(false)
        && element.attribute("opacity").is_none()
}

/// How far down a shape lies that floats.
fn drop_of(style: &str) -> Option<Drop> {
    let property = |name: &str| style_property(style, name);
    property("position").filter(|position| *position == "absolute")?;
    property("mso-position-vertical").is_none_or(|position| position == "absolute").then_some(())?;
    let top = signed_length(property("margin-top")?)?;
    match property("mso-position-vertical-relative").unwrap_or("text") {
        "text" | "line" => Some(Drop::Paragraph(top)),
        "page" => Some(Drop::Page(top)),
        _ => None,
    }
}

fn signature_line(element: &Element) -> MarkKind {
    let text = |key: &str| element.attribute(key).map(|text| text.into_owned()).filter(|text| !text.is_empty());
    MarkKind::SignatureLine { suggested: text("suggestedsigner"), id: text("id") }
}

/// The value of a property in a CSS style attribute.
fn style_property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    let mut pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
    pairs.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// A CSS length that may be negative, in EMU.
fn signed_length(value: &str) -> Option<i64> {
    let size = i64::try_from(length(value.trim_start_matches('-'))?).ok()?;
    Some(if value.starts_with('-') { -size } else { size })
}

/// A CSS length in EMU.
fn length(value: &str) -> Option<u64> {
    let unit = value.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
    let number: f64 = value.strip_suffix(unit)?.parse().ok()?;
    let emu = match unit.trim() {
        "pt" => 12_700.0,
        "in" => 914_400.0,
        "cm" => 360_000.0,
        "mm" => 36_000.0,
        "px" | "" => 9_525.0,
        _ => return None,
    };
    let whole = (number * emu).round();
    (0.0..1e12).contains(&whole).then_some(whole as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_in_any_unit_of_css() {
        assert_eq!(length("72pt"), Some(914_400));
        assert_eq!(length("2.54cm"), Some(914_400));
        assert_eq!(length("auto"), None);
        assert_eq!(length("-5pt"), None);
        assert_eq!(style_property("position:absolute; WIDTH : 10pt", "width"), Some("10pt"));
    }
}
