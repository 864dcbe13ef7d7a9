//! Drawing parts (ECMA-376 part 1, 20.5): pictures, shapes with text, freeforms, ink and diagrams, each with the rectangle
//! that it covers. Shapes in groups are placed by the group's own coordinates; what is hidden is left out.

use crate::readers::drawing::blip::Blip;
use crate::readers::drawing::filling::Filling;
use crate::readers::drawing::freeform::has_strokes;
use crate::readers::drawing::freeform::is_without_line;
use crate::readers::drawing::shape_text::ShapeParagraph;
use crate::readers::drawing::shape_text::read_shape_text;
use crate::readers::sheets::geometry::Frame;
use crate::readers::sheets::geometry::Geometry;
use crate::readers::xml::Element;
use crate::readers::xml::Xml;

/// So many shapes at most are asked whether they cover a picture.
const MOST_COVERS: usize = 200;

/// What lies over the whole of a picture.
#[derive(Clone, Debug)]
pub enum Cover {
    /// A shape that nothing shows through.
    Shape,
    /// Another picture, by its relationship id.
    Picture(String),
}

/// A thing on a sheet.
#[derive(Debug, Default)]
pub struct Shape {
    /// Alternative text, or else its name.
    pub name: String,
    /// Where it lies.
    pub frame: Option<Frame>,
    /// Its own width and height, where it gives them.
    pub size: Option<(u64, u64)>,
    /// Its picture.
    pub blip: Blip,
    /// Its text.
    pub paragraphs: Vec<ShapeParagraph>,
    /// It is drawn by hand: a freeform.
    pub freeform: bool,
    /// Relationship id of its ink.
    pub ink: Option<String>,
    /// Relationship id of a diagram's data.
    pub diagram: Option<String>,
    /// What is drawn later and lies over the whole of it.
    pub cover: Option<Cover>,
    filling: Filling,
    hidden: bool,
    unfilled: bool,
    without_line: bool,
    transform: Option<Transform>,
}

impl Shape {
    /// Whether it is drawn by hand, with a line or a filling that can be seen.
    pub fn is_drawn(&self) -> bool {
        self.freeform && !(self.unfilled && self.without_line)
    }

    /// Whether anything of it can be seen: it has a width and a height (its own, or between its corners), and its picture is not made transparent.
    pub fn is_visible(&self) -> bool {
        let has_size = self.size.is_some() || self.frame.is_none_or(Frame::is_visible);
        has_size && !self.blip.is_unseen()
    }

    /// Its width and height: its own, or those of the rectangle that it covers.
    pub fn extent(&self) -> Option<(u64, u64)> {
        let covered = |frame: Frame| u64::try_from(frame.width).ok().zip(u64::try_from(frame.height).ok());
        self.size.or_else(|| self.frame.and_then(covered))
    }
}

/// `a:xfrm`: own rectangle and, for a group, the rectangle of its children's coordinates.
#[derive(Clone, Copy, Debug, Default)]
struct Transform {
    own: Rectangle,
    inner: Rectangle,
}

#[derive(Clone, Copy, Debug, Default)]
struct Rectangle {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// Where objects lie: the frame that the whole of it fills, and the coordinates that children are given in.
#[derive(Clone, Copy, Debug)]
struct Space {
    frame: Option<Frame>,
    inner: Option<Rectangle>,
}

/// Reads a drawing part. The reader must take all branches of alternate content.
pub fn read_drawing(xml: &mut Xml, geometry: &Geometry) -> Vec<Shape> {
    let mut shapes = Vec::new();
    while let Some(element) = xml.next_open() {
        match element.name() {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => read_anchor(xml, geometry, &mut shapes),
            "Fallback" => xml.skip(),
            _ => {}
        }
    }
    shapes.retain(|shape| !shape.hidden);
    find_covered(&mut shapes);
    shapes
}

/// Notes of the pictures that something drawn later covers.
fn find_covered(shapes: &mut [Shape]) {
    let cover_of = |shape: &Shape| match shape.blip.target() {
        Some(picture) => Some(Cover::Picture(picture.to_owned())),
        None => (shape.filling.hides() && !shape.blip.is_there()).then_some(Cover::Shape),
    };
    let covers = shapes.iter().enumerate().filter_map(|(at, shape)| Some((at, shape.frame?, cover_of(shape)?)));
    let covers: Vec<(usize, Frame, Cover)> = covers.take(MOST_COVERS).collect();
    for (at, shape) in shapes.iter_mut().enumerate().filter(|(_, shape)| shape.blip.is_there()) {
        let Some(own) = shape.frame else { continue };
        let over = covers.iter().find(|(over, cover, _)| *over > at && cover.spans(own));
        shape.cover = over.map(|(_, _, cover)| cover.clone());
    }
}

fn read_anchor(xml: &mut Xml, geometry: &Geometry, shapes: &mut Vec<Shape>) {
    let level = xml.depth();
    let mut corners = Corners::default();
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "from" => corners.from = Some(read_corner(xml)),
            "to" => corners.to = Some(read_corner(xml)),
            "ext" => corners.extent = element.number("cx").zip(element.number("cy")),
            "pos" => corners.position = Some((emu(&element, "x"), emu(&element, "y"))),
            _ => {
                let space = Space { frame: corners.frame(geometry), inner: None };
                read_object(xml, &element, space, shapes);
            }
        }
    }
}

/// Width and height of an object whose anchor lost them, in EMU: about those of a name.
const UNTOLD: (i64, i64) = (720_000, 360_000);

/// A corner: column, offset in it, row, offset in it.
type Corner = (u32, i64, u32, i64);

#[derive(Default)]
struct Corners {
    from: Option<Corner>,
    to: Option<Corner>,
    extent: Option<(i64, i64)>,
    position: Option<(i64, i64)>,
}

impl Corners {
    fn frame(&self, geometry: &Geometry) -> Option<Frame> {
        let point = |corner: &Corner| (geometry.x_of(corner.0, corner.1), geometry.y_of(corner.2, corner.3));
        let (x, y) = self.from.as_ref().map(point).or(self.position)?;
        let (width, height) = match (&self.to, self.extent) {
            (Some(to), _) => {
                let (right, bottom) = point(to);
                (right - x, bottom - y)
            }
            (None, extent) => extent.unwrap_or(UNTOLD),
        };
        Some(Frame { x: x.max(0), y: y.max(0), width: width.max(0), height: height.max(0) })
    }
}

fn read_corner(xml: &mut Xml) -> Corner {
    let mut corner = (0, 0, 0, 0);
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        let name = element.name().to_owned();
        let number = xml.text().trim().parse::<i64>().unwrap_or(0);
        match name.as_str() {
            "col" => corner.0 = u32::try_from(number).unwrap_or(0),
            "colOff" => corner.1 = number,
            "row" => corner.2 = u32::try_from(number).unwrap_or(0),
            "rowOff" => corner.3 = number,
            _ => {}
        }
    }
    corner
}

/// Reads the object whose element was opened last; says whether it is one that is known.
fn read_object(xml: &mut Xml, element: &Element, space: Space, shapes: &mut Vec<Shape>) -> bool {
    match element.name() {
        "pic" | "sp" | "cxnSp" | "graphicFrame" => {
            let mut shape = read_shape(xml);
            if element.name() == "pic" {
                shape.blip.expect();
            }
            shape.frame = space.place(shape.transform);
            shapes.push(shape);
            true
        }
        "contentPart" => {
            let ink = element.prefixed("id").map(|id| id.into_owned());
            let mut shape = read_shape(xml);
            shape.ink = ink;
            shape.frame = space.place(shape.transform);
            shapes.push(shape);
            true
        }
        "grpSp" => {
            read_group(xml, space, shapes);
            true
        }
        "AlternateContent" => {
            read_alternates(xml, space, shapes);
            true
        }
        _ => {
            xml.skip();
            false
        }
    }
}

fn read_group(xml: &mut Xml, space: Space, shapes: &mut Vec<Shape>) {
    let level = xml.depth();
    let mut inside = space;
    let first = shapes.len();
    let mut hidden = false;
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "nvGrpSpPr" => {}
            "cNvPr" => hidden = element.switch("hidden") == Some(true),
            "cNvGrpSpPr" => xml.skip(),
            "grpSpPr" => {
                let transform = read_group_transform(xml);
                let frame = space.place(transform);
                inside = Space { frame, inner: transform.map(|transform| transform.inner) };
            }
            _ => drop(read_object(xml, &element, inside, shapes)),
        }
    }
    for shape in shapes.iter_mut().skip(first) {
        shape.hidden |= hidden;
    }
}

fn read_group_transform(xml: &mut Xml) -> Option<Transform> {
    let mut transform = None;
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        if element.name() == "xfrm" {
            transform = Some(read_transform(xml));
        }
    }
    transform
}

/// `mc:AlternateContent` among objects: the choice, or the fallback where the choice holds nothing that is known. The
/// fallback of ink is its picture.
fn read_alternates(xml: &mut Xml, space: Space, shapes: &mut Vec<Shape>) {
    let level = xml.depth();
    let (mut chosen, mut spare, mut known) = (Vec::new(), Vec::new(), false);
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "Choice" if !known => known = read_branch(xml, space, &mut chosen),
            "Fallback" => drop(read_branch(xml, space, &mut spare)),
            _ => xml.skip(),
        }
    }
    if !known {
        chosen = spare;
    } else if let Some(ink) = chosen.iter_mut().find(|shape| shape.ink.is_some() && !shape.blip.is_there()) {
        ink.blip = spare.into_iter().map(|shape| shape.blip).find(Blip::is_there).unwrap_or_default();
    }
    shapes.append(&mut chosen);
}

fn read_branch(xml: &mut Xml, space: Space, shapes: &mut Vec<Shape>) -> bool {
    let level = xml.depth();
    let mut known = false;
    while let Some(element) = xml.open_within(level) {
        known |= read_object(xml, &element, space, shapes);
    }
    known
}

/// Reads one object that is no group.
fn read_shape(xml: &mut Xml) -> Shape {
    let mut shape = Shape::default();
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        read_shape_part(xml, &element, &mut shape);
    }
    shape
}

fn read_shape_part(xml: &mut Xml, element: &Element, shape: &mut Shape) {
    match element.name() {
        "cNvPr" => {
            let given = |name: &str| element.attribute(name).filter(|text| !text.trim().is_empty());
            shape.name = given("descr").or_else(|| given("name")).unwrap_or_default().into_owned();
            shape.hidden = element.switch("hidden") == Some(true);
        }
        "xfrm" if shape.transform.is_none() => {
            let transform = read_transform(xml);
            let side = |length: f64| (length >= 1.0).then_some(length as u64);
            shape.size = side(transform.own.width).zip(side(transform.own.height));
            shape.transform = Some(transform);
        }
        "custGeom" => shape.freeform = has_strokes(xml),
        "noFill" => shape.unfilled = true,
        "solidFill" | "prstGeom" | "alpha" => shape.filling.see(element),
        "ln" => shape.without_line = is_without_line(xml),
        "relIds" => shape.diagram = element.prefixed("dm").map(|id| id.into_owned()),
        "txBody" => shape.paragraphs = read_shape_text(xml),
        _ => shape.blip.see(element),
    }
}

fn read_transform(xml: &mut Xml) -> Transform {
    let mut transform = Transform::default();
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        let (own, inner) = (&mut transform.own, &mut transform.inner);
        match element.name() {
            "off" => (own.x, own.y) = (emu(&element, "x") as f64, emu(&element, "y") as f64),
            "ext" => (own.width, own.height) = (emu(&element, "cx") as f64, emu(&element, "cy") as f64),
            "chOff" => (inner.x, inner.y) = (emu(&element, "x") as f64, emu(&element, "y") as f64),
            "chExt" => (inner.width, inner.height) = (emu(&element, "cx") as f64, emu(&element, "cy") as f64),
            _ => {}
        }
    }
    transform
}

impl Space {
    /// The frame of an object with this transform: the whole frame outside groups.
    fn place(&self, transform: Option<Transform>) -> Option<Frame> {
        let frame = self.frame?;
        let (Some(inner), Some(transform)) = (self.inner, transform) else { return Some(frame) };
        if inner.width < 1.0 || inner.height < 1.0 {
            return Some(frame);
        }
        let (scale_x, scale_y) = (frame.width as f64 / inner.width, frame.height as f64 / inner.height);
        let own = transform.own;
        Some(Frame {
            x: (frame.x as f64 + (own.x - inner.x) * scale_x).max(0.0) as i64,
            y: (frame.y as f64 + (own.y - inner.y) * scale_y).max(0.0) as i64,
            width: (own.width * scale_x).max(0.0) as i64,
            height: (own.height * scale_y).max(0.0) as i64,
        })
    }
}

fn emu(element: &Element, name: &str) -> i64 {
    element.number::<i64>(name).unwrap_or(0)
}
