//! Run properties (`w:rPr`, ECMA-376 part 1, 17.3.2) as far as they change what a person sees.

use crate::readers::flow::look::Look;
use crate::readers::flow::symbol::SymbolFont;
use crate::readers::xml::Element;
use crate::readers::xml::Xml;

/// The `w:rPr` of a run, a style or a paragraph mark.
#[derive(Debug, Default)]
pub struct RunProperties {
    /// What it says itself.
    pub look: Look,
    /// Its character style.
    pub style: Option<String>,
    /// On a paragraph mark: deleted or moved away by a tracked change, or hidden as a style separator, so that the next paragraph
    /// follows in the same line.
    pub joins_next: bool,
}

/// A toggle such as `w:b`: on unless its value says otherwise.
pub fn is_on(element: &Element) -> bool {
    element.attribute("val").is_none_or(|value| !matches!(value.trim(), "0" | "false" | "off" | "none"))
}

/// Reads the `w:rPr` opened last.
pub fn read_run_properties(xml: &mut Xml) -> RunProperties {
    let mut properties = RunProperties::default();
    let mut behind = false;
    while let Some(child) = xml.child() {
        match child.name() {
            "b" => properties.look.bold = Some(is_on(&child)),
            "u" => properties.look.underlined = Some(child.attribute("val").is_none_or(|value| value != "none")),
            // Double strike-through cannot be taken back by the single one, and the other way round.
            "strike" | "dstrike" => properties.look.struck = properties.look.struck.max(Some(is_on(&child))),
            "vanish" => properties.look.hidden = Some(is_on(&child)),
            "specVanish" => properties.joins_next |= is_on(&child),
            "rStyle" => properties.style = child.attribute("val").map(|id| id.into_owned()),
            "rFonts" => {
                let font = child.attribute("ascii").or_else(|| child.attribute("hAnsi"));
                properties.look.font = font.map(|name| SymbolFont::named(&name));
            }
            "color" => properties.look.white = child.attribute("val").map(|color| color.eq_ignore_ascii_case("FFFFFF")),
            "highlight" => behind |= child.attribute("val").is_none_or(|color| color != "none"),
            "shd" => behind = true,
            "del" | "moveFrom" => properties.joins_next = true,
            _ => {}
        }
        xml.skip();
    }
    if behind {
        properties.look.white = Some(false);
    }
    properties
}
