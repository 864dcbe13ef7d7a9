//! `styles.xml` (ECMA-376 part 1, 18.8): which number format each cell style uses, and whether its font crosses out.

use crate::readers::sheets::styles::Styles;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// Reads the part of styles.
pub fn read_styles(xml: &mut Xml) -> Styles {
    let (mut styles, mut formats) = (Vec::new(), Vec::new());
    let (mut struck_fonts, mut struck) = (Vec::new(), Vec::new());
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
                "font" if in_fonts => struck_fonts.push(false),
                "strike" if in_fonts => {
                    if let Some(font) = struck_fonts.last_mut() {
                        *font = element.switch("val") != Some(false);
                    }
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    let font = element.number::<usize>("fontId").unwrap_or(0);
                    if struck_fonts.get(font) == Some(&true) {
                        struck.push(u32::try_from(styles.len()).unwrap_or(u32::MAX));
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
    Styles::new(styles, formats).with_struck(struck)
}
