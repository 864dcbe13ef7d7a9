//! `styles.xml` (ECMA-376 part 1, 18.8): only which number format each cell style uses.

use std::cell::OnceCell;

use crate::readers::number_format::NumberFormat;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// The number formats of a workbook, by cell style; each code is taken apart once, when first used.
#[derive(Debug, Default)]
pub struct Styles {
    /// Number format id of each cell style.
    styles: Vec<u32>,
    formats: Vec<Format>,
    general: NumberFormatCell,
}

#[derive(Debug)]
struct Format {
    id: u32,
    code: String,
    parsed: OnceCell<NumberFormat>,
}

#[derive(Debug)]
struct NumberFormatCell(NumberFormat);

impl Default for NumberFormatCell {
    fn default() -> Self {
        Self(NumberFormat::general())
    }
}

impl Styles {
    /// Reads the part of styles.
    pub fn read(xml: &mut Xml) -> Self {
        let mut styles = Self::default();
        let mut in_cell_styles = false;
        while let Some(step) = xml.step() {
            match step {
                Step::Open(element) => match element.name() {
                    "numFmt" => {
                        if let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode")) {
                            styles.add_format(id, code.into_owned());
                        }
                    }
                    "dxfs" => xml.skip(),
                    "cellXfs" => in_cell_styles = true,
                    "xf" if in_cell_styles => styles.styles.push(element.number("numFmtId").unwrap_or(0)),
                    _ => {}
                },
                Step::Close(end) if end.name() == "cellXfs" => in_cell_styles = false,
                _ => {}
            }
        }
        styles.add_builtin_formats();
        styles
    }

    /// The number format of a cell style.
    pub fn format(&self, style: u32) -> &NumberFormat {
        let id = usize::try_from(style).ok().and_then(|style| self.styles.get(style)).copied().unwrap_or(0);
        match self.formats.binary_search_by_key(&id, |format| format.id).ok().and_then(|at| self.formats.get(at)) {
            Some(format) if id != 0 => format.parsed.get_or_init(|| NumberFormat::parse(&format.code)),
            _ => &self.general.0,
        }
    }

    fn add_format(&mut self, id: u32, code: String) {
        self.formats.push(Format { id, code, parsed: OnceCell::new() });
    }

    /// A file's own definition wins over the built-in one of the same id, and a later one over an earlier one.
    fn add_builtin_formats(&mut self) {
        self.formats.reverse();
        let mut used: Vec<u32> = self.styles.iter().copied().filter(|id| *id != 0).collect();
        used.sort_unstable();
        used.dedup();
        for id in used {
            if let Some(code) = NumberFormat::builtin(id) {
                self.add_format(id, code.to_owned());
            }
        }
        self.formats.sort_by_key(|format| format.id);
        self.formats.dedup_by_key(|format| format.id);
    }
}
