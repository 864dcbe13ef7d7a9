//! Graphic styles of OpenDocument (ODF 1.3 part 3, 17.21) as far as they say what is seen of a shape: nothing at all, or a picture
//! that fills it.

use crate::model::MarkKind;
use crate::readers::odf::clip::Clip;
use crate::readers::xml::Element;

/// Whether an element is a shape, in which text or a picture may stand (ODF 1.3 part 3, 10.3, 10.4). Lines may have words on them.
pub fn is_shape(element: &str) -> bool {
    matches!(
        element,
        "frame"
            | "custom-shape"
            | "rect"
            | "ellipse"
            | "circle"
            | "path"
            | "polyline"
            | "polygon"
            | "regular-polygon"
            | "caption"
            | "control"
            | "line"
            | "connector"
            | "measure"
    )
}

/// What the top of a frame in a text is counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TopFrom {
    /// From the paragraph that it hangs on.
    Paragraph,
    /// From the page.
    Page,
    /// From something else, or it is put at the top, the middle or the bottom.
    #[default]
    Else,
}

/// What a graphic style says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GraphicStyle {
    /// The picture is wholly transparent or white.
    pub unseen: bool,
    /// A picture fills the shape.
    pub picture_fill: bool,
    /// One colour fills the shape, through which nothing is seen.
    pub hides: bool,
    /// What is cut off of a picture.
    pub clip: Clip,
    /// What its top is counted from in a text.
    pub top_from: TopFrom,
}

impl GraphicStyle {
    /// Reads `style:graphic-properties`.
    pub fn read(element: &Element) -> Self {
        let is = |name: &str, value: &str| element.attribute(name).is_some_and(|given| given == value);
        let clip = element.attribute("clip").and_then(|clip| Clip::parse(&clip)).unwrap_or_default();
        let unseen = is("image-opacity", "0%") || is("luminance", "100%");
        let top_from = match element.attribute("vertical-rel").as_deref() {
            _ if !is("vertical-pos", "from-top") => TopFrom::Else,
            Some("page") => TopFrom::Page,
            Some("paragraph" | "paragraph-content" | "char" | "line" | "text") => TopFrom::Paragraph,
            _ => TopFrom::Else,
        };
        let hides = is("fill", "solid") && element.attribute("opacity").is_none_or(|opacity| opacity == "100%");
        Self { unseen, picture_fill: is("fill", "bitmap"), hides, clip, top_from }
    }
}

/// Whether an element within a shape says that it is a rectangle.
pub fn is_rectangle(element: &Element) -> bool {
    const RECTANGLES: [&str; 5] = ["rectangle", "round-rectangle", "ooxml-rect", "ooxml-roundRect", "mso-spt202"];
    element.name() == "text-box" || element.attribute("type").is_some_and(|kind| RECTANGLES.contains(&&*kind))
}

/// The line to be signed that `loext:signatureline` makes of a picture: what is seen of it is only the line.
pub fn signature_line(element: &Element) -> MarkKind {
    let text = |name: &str| element.attribute(name).map(|text| text.into_owned()).filter(|text| !text.is_empty());
    MarkKind::SignatureLine { suggested: text("suggested-signer-name"), id: text("id") }
}

/// Whether a shape is hidden or has no size: LibreOffice keeps what Office hides (`drawooo:display`).
pub fn is_hidden(shape: &Element, size: Option<(i64, i64)>) -> bool {
    shape.attribute("display").is_some_and(|display| display == "none")
        || size.is_some_and(|(width, height)| width <= 0 || height <= 0)
}
