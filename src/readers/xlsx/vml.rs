//! VML drawings (ECMA-376 part 4, 19): what Excel and WPS still write for signature lines, embedded objects, form controls,
//! pictures of headers, and what Excel 2000–2003 wrote for pictures. Comments' boxes are left to the part of comments.

use crate::model::Crop;
use crate::readers::drawing::blip::crop_of_image;
use crate::readers::sheets::geometry::EMU_PER_PIXEL;
use crate::readers::sheets::geometry::EMU_PER_POINT;
use crate::readers::sheets::geometry::Frame;
use crate::readers::sheets::geometry::Geometry;
use crate::readers::xml::Element;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// A shape of a VML drawing.
#[derive(Debug, Default)]
pub struct VmlShape {
    /// The number in `_x0000_s1025`.
    pub number: Option<u32>,
    /// Alternative text, or the title of its picture.
    pub name: String,
    /// Relationship id of its picture.
    pub picture: Option<String>,
    /// What of its picture is cut off.
    pub crop: Crop,
    /// It is not shown.
    pub hidden: bool,
    /// Where it lies on the sheet.
    pub frame: Option<Frame>,
    /// Width and height as its style gives them.
    pub size: Option<(u64, u64)>,
    /// A signature line: suggested signer, id.
    pub signature_line: Option<(Option<String>, Option<String>)>,
    /// Its text.
    pub text: String,
    /// `Pict`, `Note`, `Checkbox`, `Radio`, `Button` …
    pub kind: String,
    /// Whether a check box or option is set.
    pub checked: bool,
    /// The number of the entry chosen in a drop-down or list, from 1; 0 where none is.
    pub selected: u32,
    /// Where the list of a drop-down stands.
    pub list: String,
}

/// Reads a VML drawing's text. Excel writes HTML breaks into it that are never closed.
pub fn read_vml(text: &str, depth: usize, geometry: &Geometry) -> Vec<VmlShape> {
    let closed = text.replace("<br>", "<br/>").replace("<BR>", "<br/>");
    let mut xml = Xml::new(&closed, depth).tolerant();
    let mut shapes = Vec::new();
    while let Some(element) = xml.next_open() {
        if matches!(element.name(), "shape" | "rect" | "roundrect" | "oval" | "image" | "line" | "polyline") {
            shapes.push(read_vml_shape(&mut xml, &element, geometry));
        }
    }
    shapes
}

fn read_vml_shape(xml: &mut Xml, element: &Element, geometry: &Geometry) -> VmlShape {
    let given = |name: &str| element.attribute(name).filter(|text| !text.trim().is_empty());
    let mut shape = VmlShape { name: given("alt").unwrap_or_default().into_owned(), ..VmlShape::default() };
    for name in ["spid", "id"] {
        let number =
            element.attribute(name).and_then(|id| id.rsplit_once("_s").and_then(|(_, number)| number.parse().ok()));
        shape.number = shape.number.or(number);
    }
    let style = element.attribute("style").unwrap_or_default();
    let length = |name: &str| style_length(&style, name);
    // Comments and controls are hidden until the pointer is over them; of pictures that means what it says.
    shape.hidden =
        style_value(&style, "visibility") == Some("hidden") && given("type").is_some_and(|kind| kind.ends_with("_t75"));
    let side = |length: i64| u64::try_from(length).ok().filter(|length| *length > 0);
    shape.size = length("width").and_then(side).zip(length("height").and_then(side));
    if let (Some(x), Some(y)) = (length("margin-left"), length("margin-top")) {
        let (width, height) = (length("width").unwrap_or(0), length("height").unwrap_or(0));
        shape.frame = Some(Frame { x: x.max(0), y: y.max(0), width: width.max(0), height: height.max(0) });
    }
    let level = xml.depth();
    while let Some(inner) = xml.open_within(level) {
        read_vml_part(xml, &inner, &mut shape, geometry);
    }
    shape
}

fn read_vml_part(xml: &mut Xml, element: &Element, shape: &mut VmlShape, geometry: &Geometry) {
    let own = |name: &str| element.attribute(name).filter(|text| !text.trim().is_empty()).map(|text| text.into_owned());
    match element.name() {
        "imagedata" | "fill" if shape.picture.is_none() => {
            shape.crop = crop_of_image(element);
            shape.picture = own("relid").or_else(|| element.prefixed("id").map(|id| id.into_owned()));
            if shape.name.is_empty() {
                shape.name = own("title").unwrap_or_default();
            }
        }
        "signatureline" if element.switch("issignatureline") != Some(false) => {
            shape.signature_line = Some((own("suggestedsigner"), own("id")));
        }
        "textbox" => shape.text = read_box_text(xml),
        "ClientData" => shape.kind = own("ObjectType").unwrap_or_default(),
        "Anchor" => {
            if let Some(frame) = read_client_anchor(&xml.text(), geometry) {
                shape.frame = Some(frame);
            }
        }
        "Sel" => shape.selected = xml.text().trim().parse().unwrap_or(0),
        "FmlaRange" => shape.list = xml.text().trim().to_owned(),
        "Checked" => shape.checked = matches!(xml.text().trim(), "1"),
        _ => {}
    }
}

/// The text of a box: HTML, each `div` a line.
fn read_box_text(xml: &mut Xml) -> String {
    let mut text = String::new();
    let level = xml.depth();
    while let Some(step) = xml.step_within(level) {
        match step {
            Step::Open(element) if matches!(element.name(), "div" | "br" | "p") && !text.is_empty() => text.push('\n'),
            Step::Text(piece) => {
                let words: Vec<&str> = piece.split_ascii_whitespace().collect();
                text.push_str(&words.join(" "));
            }
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// `left column, offset, top row, offset, right column, offset, bottom row, offset`, offsets in pixels.
fn read_client_anchor(text: &str, geometry: &Geometry) -> Option<Frame> {
    let mut numbers = text.split(',').map(|number| number.trim().parse::<i64>().ok());
    let mut corner = || {
        let (column, right) = (numbers.next()??, numbers.next()??);
        let (row, down) = (numbers.next()??, numbers.next()??);
        let (column, row) = (u32::try_from(column).ok()?, u32::try_from(row).ok()?);
        let pixels = |count: i64| count.saturating_mul(EMU_PER_PIXEL);
        Some((geometry.x_of(column, pixels(right)), geometry.y_of(row, pixels(down))))
    };
    let ((x, y), (right, bottom)) = (corner()?, corner()?);
    Some(Frame { x, y, width: (right - x).max(0), height: (bottom - y).max(0) })
}

fn style_value<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    let mut rules = style.split(';').filter_map(|rule| rule.split_once(':'));
    rules.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// A length of a style (`width:128pt`) in EMU.
fn style_length(style: &str, name: &str) -> Option<i64> {
    let value = style_value(style, name)?;
    let unit = value.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '+'));
    let number: f64 = value.strip_suffix(unit)?.parse().ok()?;
    let emu = match unit.trim() {
        "pt" => EMU_PER_POINT,
        "in" => 914_400.0,
        "mm" => 36_000.0,
        "cm" => 360_000.0,
        _ => EMU_PER_PIXEL as f64,
    };
    Some((number * emu) as i64)
}
