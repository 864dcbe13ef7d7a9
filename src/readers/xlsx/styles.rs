//! `styles.xml` (ECMA-376 part 1, 18.8): which number format each cell style uses, and what its font does to text.

use crate::readers::flow::symbol::SymbolFont;
use crate::readers::sheets::fonts::FontLook;
use crate::readers::sheets::styles::Styles;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// Reads the part of styles.
pub fn read_styles(xml: &mut Xml) -> Styles {
    let (mut styles, mut formats) = (Vec::new(), Vec::new());
    let (mut fonts, mut looks): (Vec<FontLook>, Vec<(u32, FontLook)>) = (Vec::new(), Vec::new());
    let mut in_cell_styles = false;
    let mut in_fonts = false;
    while let Some(step) = xml.step() {
        match step {
            Step::Open(element) => match element.name() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode")) {
                        formats.push((id, code.into_owned()));
                    }
                }
                "fonts" => in_fonts = true,
                "font" if in_fonts => fonts.push(FontLook::default()),
                "strike" if in_fonts => {
                    if let Some(font) = fonts.last_mut() {
                        font.strikes = element.switch("val") != Some(false);
                    }
                }
                "name" if in_fonts => {
                    if let Some(font) = fonts.last_mut() {
                        font.symbol = element.attribute("val").and_then(|name| SymbolFont::named(&name));
                    }
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    let font = element.number::<usize>("fontId").unwrap_or(0);
                    if let Some(look) = fonts.get(font).filter(|look| !look.is_plain()) {
                        looks.push((u32::try_from(styles.len()).unwrap_or(u32::MAX), *look));
                    }
                    styles.push(element.number("numFmtId").unwrap_or(0));
                }
                _ => {}
            },
            // What follows says nothing of numbers in cells.
            Step::Close(end) if end.name() == "cellXfs" => break,
            Step::Close(end) if end.name() == "fonts" => in_fonts = false,
            _ => {}
        }
    }
    Styles::new(styles, formats).with_looks(looks)
}
