//! What floats over the cells of an OpenDocument spreadsheet (ODF 1.3 part 3, 10.3, 10.4): pictures, text boxes, drawings,
//! and annotations.

use super::content::parse_address;
use super::styles::TableStyles;
use crate::model::HiddenBy;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::Picture;
use crate::readers::odf::controls::Control;
use crate::readers::odf::controls::Controls;
use crate::readers::odf::controls::read_controls;
use crate::readers::odf::graphic::is_hidden;
use crate::readers::odf::graphic::is_rectangle;
use crate::readers::odf::graphic::is_shape;
use crate::readers::odf::graphic::signature_line;
use crate::readers::odf::length::parse_length;
use crate::readers::odf::pictures::Image;
use crate::readers::odf::pictures::Images;
use crate::readers::odf::pictures::read_image;
use crate::readers::odf::text::push_odf_paragraph;
use crate::readers::sheets::controls::Chosen;
use crate::readers::sheets::controls::ListEntry;
use crate::readers::sheets::controls::Shown;
use crate::readers::sheets::finds::Finds;
use crate::readers::sheets::finds::plain_lines;
use crate::readers::sheets::fonts::FontLook;
use crate::readers::sheets::geometry::Frame;
use crate::readers::sheets::geometry::Geometry;
use crate::readers::xml::Element;
use crate::readers::xml::Xml;

/// So many shapes at most are asked what they cover.
const MOST_COVERS: usize = 200;

/// Shapes and annotations of a table, put aside until its widths and heights are known.
#[derive(Debug, Default)]
pub struct ShapeReader {
    shapes: Vec<Shape>,
    annotations: Vec<(u32, u32, String)>,
    controls: Controls,
}

#[derive(Clone, Debug, Default)]
struct Shape {
    /// The cell that it is anchored in; None for the sheet's own corner.
    cell: Option<(u32, u32)>,
    offset: (i64, i64),
    size: Option<(i64, i64)>,
    /// Column, offset, row, offset of its other corner.
    end: Option<(u32, i64, u32, i64)>,
    name: String,
    image: Option<Image>,
    has_object: bool,
    /// The line to be signed that its picture shows.
    line: Option<MarkKind>,
    is_other: bool,
    is_drawn: bool,
    /// A frame of which nothing is left that it framed.
    is_bare: bool,
    /// Name of its graphic style.
    style: String,
    hidden: bool,
    text: String,
    /// How high it lies among the others.
    layer: i64,
    is_rectangle: bool,
    /// The id of the form control that it stands for.
    control: Option<String>,
}

impl ShapeReader {
    /// Reads the forms opened last, whose controls the shapes name.
    pub fn read_controls(&mut self, xml: &mut Xml) {
        read_controls(xml, &mut self.controls);
    }

    /// Reads the shapes that are anchored to the sheet, the element `table:shapes` opened last.
    pub fn read_loose(&mut self, xml: &mut Xml) {
        let level = xml.depth();
        while let Some(element) = xml.open_within(level) {
            self.read_shape(xml, &element, None);
        }
    }

    /// Reads the annotation opened last.
    pub fn read_annotation(&mut self, xml: &mut Xml, (row, column): (u32, u32)) {
        let text = read_lines(xml);
        self.annotations.push((row, column, text));
    }

    /// Reads the element opened last, if it is a shape; others are passed over.
    pub fn read_shape(&mut self, xml: &mut Xml, element: &Element, cell: Option<(u32, u32)>) {
        match element.name() {
            "g" | "a" => {
                let level = xml.depth();
                while let Some(inner) = xml.open_within(level) {
                    self.read_shape(xml, &inner, cell);
                }
            }
            name if is_shape(name) => {
                let shape = read_one(xml, element, cell);
                self.shapes.push(shape);
            }
            // What stood here before a change that was tracked.
            "change-track-table-cell" | "title" | "desc" => xml.skip(),
            _ => xml.skip_unknown(),
        }
    }

    /// Places the shapes and gives them over.
    pub fn settle(self, geometry: &Geometry, styles: &TableStyles, images: &mut Images, finds: &mut Finds) {
        let is_shown = |shape: &&Shape| !shape.is_other && !shape.hidden;
        let hides = |shape: &&Shape| shape.is_rectangle && shape.image.is_none() && styles.graphic(&shape.style).hides;
        let covers = self.shapes.iter().filter(is_shown).filter(hides).take(MOST_COVERS);
        let covers: Vec<(i64, Frame)> = covers.map(|shape| (shape.layer, shape.frame(geometry))).collect();
        for shape in self.shapes.into_iter().filter(|shape| is_shown(&shape)) {
            let frame = shape.frame(geometry);
            let anchor = Some(finds.anchor_of_frame(geometry, frame));
            let has_text = !shape.text.trim().is_empty();
            finds.add_box(anchor.clone(), plain_lines(&shape.text));
            match shape.control.as_ref().and_then(|id| self.controls.get(id)) {
                Some(Control::Words(shown)) if shown.chars().count() > 1 && is_marked(shown) => {
                    finds.add_box(anchor.clone(), plain_lines(shown));
                }
                Some(Control::Words(shown)) => finds.add_control(anchor.as_ref(), Shown::Words(shown.clone())),
                Some(Control::Entry { list, cell }) => {
                    let entry = linked_entry(list, cell);
                    entry.into_iter().for_each(|entry| finds.add_control(anchor.as_ref(), Shown::Entry(entry)));
                }
                None => {}
            }
            let style = styles.graphic(&shape.style);
            let kind = match (shape.line, &shape.image, shape.has_object) {
                _ if style.unseen || !frame.is_visible() => continue,
                (Some(line), ..) => line,
                (None, _, true) => MarkKind::Object,
                (None, Some(_), false) => MarkKind::Picture,
                // which picture it is, is not looked up
                (None, None, false) if style.picture_fill && !has_text => MarkKind::Picture,
                (None, None, false) if shape.is_bare => MarkKind::Picture,
                (None, None, false) if shape.is_drawn && !has_text => MarkKind::Drawing,
                _ => continue,
            };
            let extent = u64::try_from(frame.width).ok().zip(u64::try_from(frame.height).ok());
            let is_covered = covers.iter().any(|(layer, cover)| *layer > shape.layer && cover.spans(frame));
            let hidden_by = if is_covered { HiddenBy::Shape } else { HiddenBy::Nothing };
            let picture = shape.image.map(|image| Picture { hidden_by, ..images.take(image, style.clip) });
            finds.add_mark(Mark { kind, anchor, in_header: false, picture, name: shape.name, extent });
        }
        for (row, column, text) in self.annotations {
            finds.add_comment(row, column, text);
        }
    }
}

impl Shape {
    fn frame(&self, geometry: &Geometry) -> Frame {
        let (row, column) = self.cell.unwrap_or((0, 0));
        let x = geometry.x_of(column, 0) + self.offset.0;
        let y = geometry.y_of(row, 0) + self.offset.1;
        let (width, height) = match (self.end, self.size) {
            (Some((column, right, row, down)), _) => (geometry.x_of(column, right) - x, geometry.y_of(row, down) - y),
            (None, size) => size.unwrap_or_default(),
        };
        Frame { x: x.max(0), y: y.max(0), width: width.max(0), height: height.max(0) }
    }
}

/// The entry of a list in cells, by the cell that holds it or its number.
fn linked_entry(list: &str, cell: &str) -> Option<ListEntry> {
    let cells = |address: &str| parse_address(address).map(|(sheet, area)| (Some(sheet), area));
    Some(ListEntry { list: cells(list), chosen: Chosen::InCell(cells(cell)?) })
}

/// Whether a control shows a box before its words.
fn is_marked(shown: &str) -> bool {
    shown.starts_with(['☐', '☑', '○', '◉'])
}

fn read_one(xml: &mut Xml, element: &Element, cell: Option<(u32, u32)>) -> Shape {
    let length = |name: &str| element.attribute(name).and_then(|length| parse_length(&length));
    // a line has two ends
    let start =
        |side: &str, ends: [&str; 2]| length(side).or_else(|| ends.into_iter().filter_map(length).min()).unwrap_or(0);
    let mut shape = Shape {
        cell,
        offset: (start("x", ["x1", "x2"]), start("y", ["y1", "y2"])),
        size: length("width").zip(length("height")),
        hidden: is_hidden(element, length("width").zip(length("height"))),
        style: element.attribute("style-name").unwrap_or_default().into_owned(),
        name: element.attribute("name").unwrap_or_default().into_owned(),
        is_drawn: matches!(element.name(), "path" | "polyline"),
        is_bare: element.name() == "frame",
        layer: element.number("z-index").unwrap_or(0),
        is_rectangle: element.name() == "rect",
        control: element.attribute("control").filter(|_| element.name() == "control").map(|id| id.into_owned()),
        ..Shape::default()
    };
    if let Some((_, area)) = element.attribute("end-cell-address").and_then(|address| parse_address(&address)) {
        shape.end = Some((area.left, length("end-x").unwrap_or(0), area.top, length("end-y").unwrap_or(0)));
    }
    let level = xml.depth();
    while let Some(inner) = xml.open_within(level) {
        shape.is_bare &= matches!(inner.name(), "title" | "desc");
        match inner.name() {
            "text-box" => shape.is_rectangle = true,
            "image" if shape.image.is_none() => shape.image = Some(read_image(xml, &inner)),
            // A chart, a formula, or another document, in a flat file with all its content: nothing of this sheet.
            "object" => {
                shape.is_other = true;
                xml.skip();
            }
            "enhanced-geometry" => {
                shape.is_drawn |= inner.attribute("type").is_some_and(|kind| kind.ends_with("non-primitive"));
                shape.is_rectangle |= is_rectangle(&inner);
            }
            "object-ole" | "plugin" => {
                shape.has_object = true;
                xml.skip();
            }
            "signatureline" => {
                shape.line = Some(signature_line(&inner));
                xml.skip();
            }
            "title" | "desc" => {
                let name = xml.text();
                if !name.trim().is_empty() {
                    shape.name = name.trim().to_owned();
                }
            }
            "p" | "h" => {
                if !shape.text.is_empty() {
                    shape.text.push('\n');
                }
                push_odf_paragraph(xml, &mut shape.text, &|_| FontLook::default());
            }
            _ => {}
        }
    }
    shape
}

/// The paragraphs inside the element opened last, a line each.
fn read_lines(xml: &mut Xml) -> String {
    let mut text = String::new();
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "p" | "h" => {
                if !text.is_empty() {
                    text.push('\n');
                }
                push_odf_paragraph(xml, &mut text, &|_| FontLook::default());
            }
            "creator" | "date" | "date-string" | "creator-initials" => xml.skip(),
            _ => {}
        }
    }
    text
}
