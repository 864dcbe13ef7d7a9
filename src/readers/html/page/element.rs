//! The elements of a page that are open, and what HTML says of their names.

use crate::readers::flow::look::Look;
use crate::readers::html::token::Tag;

/// One that is open.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub look: Look,
    /// A story ends with it.
    pub ends_story: bool,
    pub floats: bool,
    /// White space and the ends of lines inside are kept.
    pub keeps_lines: bool,
}

/// Elements that stand for themselves and hold nothing (HTML 13.1.2).
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "wbr"
    )
}

/// Elements that begin and end paragraphs (HTML 15.3.3).
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "ul"
            | "xmp"
    )
}

/// Nothing outside closes what stands in a cell or a story of its own.
pub fn is_boundary(element: &Element) -> bool {
    element.ends_story || matches!(element.name.as_str(), "td" | "th" | "table" | "tr")
}

/// Whether an `object` or `embed` says that it shows a picture.
pub fn shows_picture(tag: &Tag<'_>) -> bool {
    let begins = |name: &str, with: &str| tag.attribute(name).is_some_and(|value| value.trim_start().starts_with(with));
    begins("type", "image/") || begins("data", "data:image/") || begins("src", "data:image/")
}
