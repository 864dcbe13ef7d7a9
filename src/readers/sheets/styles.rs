//! The number formats of a workbook by cell style, each code taken apart once, when it is first used; and which styles cross
//! their cells out.

use crate::readers::sheets::fonts::FontLook;
use std::cell::OnceCell;

use crate::readers::number_format::NumberFormat;

/// Number formats by cell style.
#[derive(Debug)]
pub struct Styles {
    /// Number format id of each cell style.
    styles: Vec<u32>,
    /// Sorted by id.
    formats: Vec<Format>,
    general: NumberFormat,
    /// Cell styles with a font that changes how text is seen, sorted.
    looks: Vec<(u32, FontLook)>,
}

#[derive(Debug)]
struct Format {
    id: u32,
    code: String,
    parsed: OnceCell<NumberFormat>,
}

impl Styles {
    /// From the format id of each style, and the codes that the file itself defines. Its own definition wins over the
    /// built-in one of the same id, and a later one over an earlier one.
    pub fn new(styles: Vec<u32>, own: Vec<(u32, String)>) -> Self {
        let mut used: Vec<u32> = styles.iter().copied().filter(|id| *id != 0).collect();
        used.sort_unstable();
        used.dedup();
        let builtin = used.into_iter().filter_map(|id| Some((id, NumberFormat::builtin(id)?.to_owned())));
        let all = own.into_iter().rev().chain(builtin);
        let mut formats: Vec<Format> = all.map(|(id, code)| Format { id, code, parsed: OnceCell::new() }).collect();
        formats.sort_by_key(|format| format.id);
        formats.dedup_by_key(|format| format.id);
        Self { styles, formats, general: NumberFormat::general(), looks: Vec::new() }
    }

    /// The same with what the fonts of these cell styles, in rising order, do.
    pub fn with_looks(mut self, looks: Vec<(u32, FontLook)>) -> Self {
        self.looks = looks;
        self
    }

    /// What the font of a cell style does.
    pub fn look(&self, style: u32) -> FontLook {
        let at = self.looks.binary_search_by_key(&style, |(known, _)| *known).ok();
        at.and_then(|at| self.looks.get(at)).map(|(_, look)| *look).unwrap_or_default()
    }

    /// The number format of a cell style.
    pub fn format(&self, style: u32) -> &NumberFormat {
        let id = usize::try_from(style).ok().and_then(|style| self.styles.get(style));
        id.map_or(&self.general, |id| self.format_of_id(*id))
    }

    /// The number format of an id; 0 has no wishes, but where a file says otherwise.
    pub fn format_of_id(&self, id: u32) -> &NumberFormat {
        match self.formats.binary_search_by_key(&id, |format| format.id).ok().and_then(|at| self.formats.get(at)) {
            Some(format) => format.parsed.get_or_init(|| NumberFormat::parse(&format.code)),
            _ => &self.general,
        }
    }
}

impl Default for Styles {
    fn default() -> Self {
        Self::new(Vec::new(), Vec::new())
    }
}
