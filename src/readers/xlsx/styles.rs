//! `styles.xml` (ECMA-376 part 1, 18.8): only which number format each cell style uses.

use crate::readers::sheets::styles::Styles;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// Reads the part of styles.
pub fn read_styles(xml: &mut Xml) -> Styles {
    let (mut styles, mut formats) = (Vec::new(), Vec::new());
    let mut in_cell_styles = false;
    while let Some(step) = xml.step() {
        match step {
            Step::Open(element) => match element.name() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode")) {
                        formats.push((id, code.into_owned()));
                    }
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => styles.push(element.number("numFmtId").unwrap_or(0)),
                _ => {}
            },
            // What follows says nothing of numbers in cells.
            Step::Close(end) if end.name() == "cellXfs" => break,
            _ => {}
        }
    }
    Styles::new(styles, formats)
}
