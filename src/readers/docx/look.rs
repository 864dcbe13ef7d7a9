//! How a run looks, as far as it changes what a person sees: bold, hidden, underlined, in a symbol font (ECMA-376 part 1, 17.3.2).

use crate::readers::symbol::SymbolFont;
use crate::readers::xml::Element;
use crate::readers::xml::Xml;

/// What one level of formatting (style or run) says; None where it is silent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// `w:b`
    pub bold: Option<bool>,
    /// `w:vanish`
    pub hidden: Option<bool>,
    /// `w:u`
    pub underlined: Option<bool>,
    /// A symbol font in `w:rFonts`; Some(None) for any other font.
    pub font: Option<Option<SymbolFont>>,
}

/// How a run looks in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Bold.
    pub bold: bool,
    /// Not to be seen.
    pub hidden: bool,
    /// Underlined.
    pub underlined: bool,
    /// The symbol font that it is set in.
    pub font: Option<SymbolFont>,
}

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

impl Look {
    /// This, and where it is silent the other.
    pub fn or(self, other: Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            hidden: self.hidden.or(other.hidden),
            underlined: self.underlined.or(other.underlined),
            font: self.font.or(other.font),
        }
    }

    /// How a run looks with this on itself: bold and hidden of its two styles cancel each other out (toggle properties, 17.7.3).
    pub fn over(self, paragraph: Self, character: Self) -> Seen {
        let toggled = |own: Option<bool>, paragraph: Option<bool>, character: Option<bool>| {
            own.unwrap_or(paragraph.unwrap_or(false) ^ character.unwrap_or(false))
        };
        Seen {
            bold: toggled(self.bold, paragraph.bold, character.bold),
            hidden: toggled(self.hidden, paragraph.hidden, character.hidden),
            underlined: self.underlined.or(character.underlined).or(paragraph.underlined).unwrap_or(false),
            font: self.font.or(character.font).or(paragraph.font).flatten(),
        }
    }
}

/// A toggle such as `w:b`: on unless its value says otherwise.
pub fn is_on(element: &Element) -> bool {
    element.attribute("val").is_none_or(|value| !matches!(value.trim(), "0" | "false" | "off" | "none"))
}

/// Reads the `w:rPr` opened last.
pub fn read_run_properties(xml: &mut Xml) -> RunProperties {
    let mut properties = RunProperties::default();
    while let Some(child) = xml.child() {
        match child.name() {
            "b" => properties.look.bold = Some(is_on(&child)),
            "u" => properties.look.underlined = Some(child.attribute("val").is_none_or(|value| value != "none")),
            "vanish" => properties.look.hidden = Some(is_on(&child)),
            "specVanish" => properties.joins_next |= is_on(&child),
            "rStyle" => properties.style = child.attribute("val").map(|id| id.into_owned()),
            "rFonts" => {
                let font = child.attribute("ascii").or_else(|| child.attribute("hAnsi"));
                properties.look.font = font.map(|name| SymbolFont::named(&name));
            }
            "del" | "moveFrom" => properties.joins_next = true,
            _ => {}
        }
        xml.skip();
    }
    properties
}
