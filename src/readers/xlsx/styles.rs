//! `styles.xml` (ECMA-376 part 1, 18.8): which number format each cell style uses, and what its font does to text.

use crate::readers::flow::symbol::SymbolFont;
use crate::readers::sheets::fonts::FontLook;
use crate::readers::sheets::styles::Styles;
use crate::readers::xml::Element;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// Reads the part of styles.
pub fn read_styles(xml: &mut Xml) -> Styles {
    let mut gathered = Gathered::default();
    while let Some(step) = xml.step() {
        match step {
            Step::Open(element) => gathered.take(&element),
            // What follows says nothing of numbers in cells.
            Step::Close(end) if end.name() == "cellXfs" => break,
            Step::Close(end) if matches!(end.name(), "fonts" | "fills") => gathered.within = Within::Nothing,
            _ => {}
        }
    }
    Styles::new(gathered.styles, gathered.formats).with_looks(gathered.looks)
}

/// In which list reading stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    Fonts,
    Fills,
    CellStyles,
}

/// What the part says, as far as it was read.
#[derive(Default)]
struct Gathered {
    within: Within,
    styles: Vec<u32>,
    formats: Vec<(u32, String)>,
    fonts: Vec<FontLook>,
    looks: Vec<(u32, FontLook)>,
    /// Fonts that write in white.
    white_fonts: Vec<usize>,
    /// Whether each fill is one.
    fills: Vec<bool>,
}

impl Gathered {
    fn take(&mut self, element: &Element) {
        match (element.name(), self.within) {
            ("numFmt", _) => {
                if let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode")) {
                    self.formats.push((id, code.into_owned()));
                }
            }
            ("fonts", _) => self.within = Within::Fonts,
            ("fills", _) => self.within = Within::Fills,
            ("cellXfs", _) => self.within = Within::CellStyles,
            ("font", Within::Fonts) => self.fonts.push(FontLook::default()),
            ("strike", Within::Fonts) => {
                if let Some(font) = self.fonts.last_mut() {
                    font.strikes = element.switch("val") != Some(false);
                }
            }
            ("name", Within::Fonts) => {
                if let Some(font) = self.fonts.last_mut() {
                    font.symbol = element.attribute("val").and_then(|name| SymbolFont::named(&name));
                }
            }
            ("color", Within::Fonts) if is_white(element) => {
                self.white_fonts.extend(self.fonts.len().checked_sub(1));
            }
            ("fill", Within::Fills) => self.fills.push(false),
            ("patternFill" | "gradientFill", Within::Fills) => {
                // Without a type it is none (18.18.55), as openpyxl writes it.
                let pattern = element.attribute("patternType");
                let none = element.name() == "patternFill" && pattern.is_none_or(|pattern| pattern == "none");
                if let Some(fill) = self.fills.last_mut() {
                    *fill = !none;
                }
            }
            ("fgColor", Within::Fills) if is_white(element) => {
                if let Some(fill) = self.fills.last_mut() {
                    *fill = false;
                }
            }
            ("xf", Within::CellStyles) => self.take_style(element),
            _ => {}
        }
    }

    fn take_style(&mut self, element: &Element) {
        let number = u32::try_from(self.styles.len()).unwrap_or(u32::MAX);
        let font = element.number::<usize>("fontId").unwrap_or(0);
        let filled = element.number::<usize>("fillId").and_then(|fill| self.fills.get(fill)).is_some_and(|fill| *fill);
        let white = !filled && self.white_fonts.contains(&font);
        let look = FontLook { white, ..self.fonts.get(font).copied().unwrap_or_default() };
        if !look.is_plain() {
            self.looks.push((number, look));
        }
        self.styles.push(element.number("numFmtId").unwrap_or(0));
    }
}

/// White as a colour of its own, of the theme (its first) or of the palette.
fn is_white(colour: &Element) -> bool {
    let is = |name: &str, wanted: &[&str]| colour.attribute(name).is_some_and(|value| wanted.contains(&&*value));
    let tinted = colour.attribute("tint").is_some();
    !tinted && (is("rgb", &["FFFFFFFF", "00FFFFFF", "FFFFFF"]) || is("theme", &["0"]) || is("indexed", &["1", "9"]))
}
