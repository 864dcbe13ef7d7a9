//! The globals of a workbook stream ([MS-XLS] 2.1.7.20.3): its sheets, strings, number formats, names and pictures.

use std::collections::BTreeMap;

use super::records::BOF;
use super::records::EOF;
use super::records::Record;
use super::records::Records;
use super::records::Segments;
use super::strings::Biff;
use super::strings::CodePage;
use super::strings::read_bytes;
use super::strings::read_shared_strings;
use super::strings::read_unicode;
use crate::readers::binary::Fields;
use crate::readers::drawing::office_art::Blip;
use crate::readers::drawing::office_art::read_blips;
use crate::readers::flow::symbol::SymbolFont;
use crate::readers::number_format::Epoch;
use crate::readers::sheets::fonts::FontLook;
use crate::readers::sheets::fonts::Fonts;
use crate::readers::sheets::reference::Area;
use crate::readers::sheets::strings::SharedStrings;
use crate::readers::sheets::styles::Styles;

/// The flag of a name that Excel gives.
const BUILT_IN: u16 = 0x20;
/// The name that Excel gives to the area of a filter ([MS-XLS] 2.5.66).
const FILTER_AREA: &str = "\u{d}";

/// What all sheets of the stream share.
#[derive(Debug)]
pub struct Globals {
    /// The version.
    pub biff: Biff,
    /// How bytes of text are read.
    pub page: CodePage,
    /// The sheets in the order of their tabs.
    pub sheets: Vec<SheetEntry>,
    /// Shared strings.
    pub strings: SharedStrings,
    /// Number formats.
    pub styles: Styles,
    /// From when days are counted.
    pub epoch: Epoch,
    /// Defined names: name, sheet by number, area.
    pub names: Vec<(String, usize, Area)>,
    /// Areas that have a filter: sheet by number, area.
    pub filters: Vec<(usize, Area)>,
    /// Pictures, by their number.
    pub blips: Vec<Option<Blip>>,
    /// A part of it is under a password.
    pub encrypted: bool,
    /// The sheet of each reference to sheets; None for one to several or to another workbook.
    references: Vec<Option<usize>>,
    /// It ends in the middle.
    pub truncated: bool,
    /// Zeros stand among its records.
    pub holed: bool,
    /// A sheet of it holds macros.
    pub has_macros: bool,
    /// Whether a program wrote it that calculates what it saves, as Excel does.
    pub calculated: bool,
}

/// A sheet as the globals list it.
#[derive(Debug)]
pub struct SheetEntry {
    /// On its tab.
    pub name: String,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// Where its substream starts.
    pub offset: usize,
    /// Whether it holds cells, not a chart or a module.
    pub has_cells: bool,
}

/// The version of a stream that starts with a BOF record, whichever BIFF has it.
pub fn version_of(stream: &[u8]) -> Option<Biff> {
    let first = Records::at(stream, 0).next()?;
    let version = first.fields().u16()?;
    match first.kind {
        0x0009 => Some(Biff::Two),
        0x0209 => Some(Biff::Three),
        0x0409 => Some(Biff::Four),
        BOF if version >= 0x0600 => Some(Biff::Eight),
        BOF => Some(Biff::Five),
        _ => None,
    }
}

/// Whether the beginning of a BIFF8 stream says that Excel edited it ([MS-XLS] 2.4.21, in the two bits behind the systems, which Excel
/// always sets); LibreOffice and xlwt leave nought there, Apache POI, which saves formulas without their results, one of the two.
fn is_of_excel(stream: &[u8]) -> bool {
    const EDITED: u32 = 0xC0;
    let first = Records::at(stream, 0).next();
    let mut fields = first.as_ref().map_or_else(|| Fields::new(&[]), Record::fields);
    fields.skip(8).and_then(|()| fields.u32()).is_some_and(|history| history & EDITED == EDITED)
}

impl Globals {
    /// Reads the globals. Before BIFF5 the stream is one sheet, and this looks through all of it.
    pub fn read(stream: &[u8], biff: Biff) -> Self {
        let mut globals = Self {
            biff,
            page: CodePage::default(),
            sheets: Vec::new(),
            strings: SharedStrings::default(),
            styles: Styles::default(),
            epoch: Epoch::Y1900,
            names: Vec::new(),
            filters: Vec::new(),
            blips: Vec::new(),
            references: Vec::new(),
            encrypted: false,
            truncated: false,
            holed: false,
            has_macros: false,
            calculated: biff < Biff::Eight || is_of_excel(stream),
        };
        let mut gathered = Gathered::default();
        let mut records = Records::at(stream, 0);
        while let Some(record) = records.next() {
            if record.kind == EOF || globals.encrypted {
                break;
            }
            globals.take(record, &mut records, &mut gathered);
        }
        globals.truncated |= records.is_truncated();
        globals.holed = records.are_holed();
        globals.blips = read_blips(&gathered.drawing, &[]);
        globals.names = gathered.names.iter().filter_map(|name| gathered.resolve(name)).collect();
        let filters = gathered.filters.iter().filter_map(|filter| gathered.resolve(filter));
        globals.filters = filters.map(|(_, sheet, area)| (sheet, area)).collect();
        globals.references = std::mem::take(&mut gathered.references);
        let looks = gathered.seen_looks();
        // format 0 is General, in whatever language
        let formats = gathered.formats.into_iter().filter(|(id, _)| *id != 0).collect();
        globals.styles = Styles::new(gathered.styles, formats).with_looks(looks);
        globals
    }

    fn take<'b>(&mut self, record: Record<'b>, records: &mut Records<'b>, gathered: &mut Gathered) {
        let mut fields = record.fields();
        match record.kind {
            0x002F => self.encrypted = true,
            0x0042 => self.page = fields.u16().map_or(self.page, CodePage::of),
            0x0022 if fields.u16() == Some(1) => self.epoch = Epoch::Y1904,
            0x0085 => self.take_sheet(record),
            0x00FC => {
                let (strings, whole) = read_shared_strings(&mut records.whole(record), &gathered.fonts);
                self.strings = strings;
                self.truncated |= !whole;
            }
            0x041E | 0x001E => gathered.take_format(record, self.biff, self.page),
            0x0031 if self.biff >= Biff::Five => gathered.take_font(record, self.biff, self.page),
            0x0092 => gathered.whites = Whites::of(record),
            0x00E0 => {
                gathered.take_paint(record);
                gathered.take_font_of_style(fields.u16());
                gathered.take_style(fields.u16().map(u32::from));
            }
            0x0443 | 0x0243 => gathered.take_style(fields.skip(1).and_then(|()| fields.u8()).map(u32::from)),
            0x0043 => gathered.take_style(fields.skip(2).and_then(|()| fields.u8()).map(|byte| u32::from(byte & 0x3F))),
            0x0017 if self.biff == Biff::Eight => gathered.take_sheet_references(record),
            0x0018 if self.biff == Biff::Eight => gathered.take_name(record),
            0x00EB => {
                gathered.drawing.extend_from_slice(record.body);
                records.continued().iter().for_each(|more| gathered.drawing.extend_from_slice(more));
            }
            _ => {}
        }
    }

    /// The sheet of a reference in a formula.
    pub fn sheet_of_reference(&self, reference: usize) -> Option<&SheetEntry> {
        self.sheets.get(self.references.get(reference).copied().flatten()?)
    }

    fn take_sheet(&mut self, record: Record) {
        let mut fields = record.fields();
        let (Some(offset), Some(state), Some(kind)) = (fields.u32(), fields.u8(), fields.u8()) else { return };
        let mut name = Segments::new(vec![fields.rest()]);
        let name = match self.biff {
            Biff::Eight => read_unicode(&mut name, true),
            _ => read_bytes(&mut name, true, self.page),
        };
        self.has_macros |= matches!(kind, 1 | 6);
        self.sheets.push(SheetEntry {
            name: name.map(|(name, _)| name).unwrap_or_default(),
            hidden: state & 3 != 0,
            offset: offset as usize,
            has_cells: matches!(kind, 0 | 1),
        });
    }
}

/// The colour of the system's window.
const WINDOW: u16 = 0x41;

/// The numbers of the colours that are white ([MS-XLS] 2.5.161, 2.4.155).
struct Whites(Vec<u16>);

impl Default for Whites {
    fn default() -> Self {
        Self(vec![1, 9, WINDOW])
    }
}

impl Whites {
    /// Those of a workbook's own palette, whose first colour has the number 8, and the built-in one.
    fn of(palette: Record) -> Self {
        let mut fields = palette.fields();
        let count = fields.u16().unwrap_or(0);
        let colours = (8..count.saturating_add(8)).map_while(|number| Some((number, fields.u32()?)));
        let white = colours.filter(|(_, colour)| colour & 0xFF_FFFF == 0xFF_FFFF).map(|(number, _)| number);
        Self([1, WINDOW].into_iter().chain(white).collect())
    }

    fn holds(&self, colour: u16) -> bool {
        self.0.contains(&colour)
    }
}

/// What has to be put together once all records are seen.
#[derive(Default)]
struct Gathered {
    styles: Vec<u32>,
    formats: Vec<(u32, String)>,
    fonts_seen: u16,
    fonts: Fonts,
    looks: Vec<(u32, FontLook)>,
    /// The colour of each font, of each cell style its font and what is painted behind, and the colours that are white.
    font_colours: Vec<(u16, u16)>,
    painted: Vec<(u16, Option<u16>)>,
    whites: Whites,
    drawing: Vec<u8>,
    /// First sheet of each reference to sheets, and whether it is of this workbook.
    references: Vec<Option<usize>>,
    names: Vec<(String, usize, Area)>,
    filters: Vec<(String, usize, Area)>,
}

impl Gathered {
    fn take_style(&mut self, format: Option<u32>) {
        self.styles.push(format.unwrap_or(0));
    }

    /// Fonts count from 0, but none has the number 4 ([MS-XLS] 2.5.129).
    fn take_font(&mut self, record: Record, biff: Biff, page: CodePage) {
        const STRIKES: u16 = 8;
        let number = if self.fonts_seen < 4 { self.fonts_seen } else { self.fonts_seen.saturating_add(1) };
        self.fonts_seen = self.fonts_seen.saturating_add(1);
        let mut fields = record.fields();
        let flags = fields.skip(2).and_then(|()| fields.u16()).unwrap_or(0);
        self.font_colours.extend(fields.u16().map(|colour| (number, colour)));
        // weight, script, underline, family and character set stand before the name
        let named = fields.skip(8).map(|()| Segments::new(vec![fields.rest()]));
        let name = named.and_then(|mut text| match biff {
            Biff::Eight => read_unicode(&mut text, true),
            _ => read_bytes(&mut text, true, page),
        });
        let symbol = name.and_then(|(name, _)| SymbolFont::named(&name));
        self.fonts.add(number, FontLook { strikes: flags & STRIKES != 0, symbol, white: false });
    }

    fn take_font_of_style(&mut self, font: Option<u16>) {
        let look = font.map(|font| self.fonts.look(font)).unwrap_or_default();
        if !look.is_plain() {
            self.looks.push((u32::try_from(self.styles.len()).unwrap_or(u32::MAX), look));
        }
    }

    /// The font of a cell style, and the colour of its pattern where it has one (BIFF8).
    fn take_paint(&mut self, record: Record) {
        let mut fields = record.fields();
        let font = fields.u16().unwrap_or(0);
        let pattern = fields.skip(12).and_then(|()| fields.u32()).unwrap_or(0) >> 26;
        let colour = fields.u16().unwrap_or(0) & 0x7F;
        self.painted.push((font, (pattern != 0).then_some(colour)));
    }

    /// What the fonts of cell styles do, once it is known which colours are white.
    fn seen_looks(&mut self) -> Vec<(u32, FontLook)> {
        let mut looks: BTreeMap<u32, FontLook> = std::mem::take(&mut self.looks).into_iter().collect();
        for (style, (font, behind)) in (0..).zip(&self.painted) {
            let at = self.font_colours.binary_search_by_key(font, |(known, _)| *known);
            let colour = at.ok().and_then(|at| self.font_colours.get(at)).map(|(_, colour)| *colour);
            let is_white = |colour: u16| self.whites.holds(colour);
            if colour.is_some_and(is_white) && behind.is_none_or(is_white) {
                looks.entry(style).or_default().white = true;
            }
        }
        looks.into_iter().collect()
    }

    /// Up to BIFF4 formats count from 0 in their order, then each has its number.
    fn take_format(&mut self, record: Record, biff: Biff, page: CodePage) {
        let mut fields = record.fields();
        let order = u32::try_from(self.formats.len()).unwrap_or(u32::MAX);
        let id = match biff {
            Biff::Two | Biff::Three => Some(order),
            Biff::Four => fields.skip(2).map(|()| order),
            _ => fields.u16().map(u32::from),
        };
        let mut text = Segments::new(vec![fields.rest()]);
        let code = match biff {
            Biff::Eight => read_unicode(&mut text, false),
            _ => read_bytes(&mut text, true, page),
        };
        if let (Some(id), Some(code)) = (id, code) {
            self.formats.push((id, code.0));
        }
    }

    fn take_sheet_references(&mut self, record: Record) {
        let mut fields = record.fields();
        for _ in 0..fields.u16().unwrap_or(0) {
            let (Some(_book), Some(first), Some(last)) = (fields.u16(), fields.u16(), fields.u16()) else { return };
            self.references.push((first == last).then_some(usize::from(first)));
        }
    }

    /// A name that stands for one area of one sheet.
    fn take_name(&mut self, record: Record) {
        let mut fields = record.fields();
        let head = (|| {
            let options = fields.u16()?;
            fields.skip(1)?;
            let length = usize::from(fields.u8()?);
            let formula = usize::from(fields.u16()?);
            fields.skip(8)?;
            Some((options, length, formula))
        })();
        let Some((options, length, formula)) = head else { return };
        let Some(flags) = fields.u8() else { return };
        let width = if flags & 1 != 0 { 2 } else { 1 };
        let Some(name) = fields.bytes(length * width) else { return };
        let mut text = String::new();
        Segments::new(vec![name]).push_characters(length, width == 2, &mut text);
        let Some((Some(reference), area)) = fields.bytes(formula).and_then(area_of_formula) else { return };
        // Built-in names (print areas and the like) are one character.
        match options & BUILT_IN {
            0 => self.names.push((text, reference, area)),
            _ if text == FILTER_AREA => self.filters.push((text, reference, area)),
            _ => {}
        }
    }

    fn resolve(&self, (name, reference, area): &(String, usize, Area)) -> Option<(String, usize, Area)> {
        let sheet = self.references.get(*reference).copied().flatten()?;
        Some((name.clone(), sheet, *area))
    }
}

/// The area of a formula that is nothing but one, and the number of its sheet in the references to sheets where it is not the formula's own
/// (ptgRef, ptgArea, ptgRef3d, ptgArea3d).
pub fn area_of_formula(formula: &[u8]) -> Option<(Option<usize>, Area)> {
    let mut fields = Fields::new(formula);
    let token = fields.u8()? & 0x1F;
    let reference = match token {
        0x1A | 0x1B => Some(usize::from(fields.u16()?)),
        _ => None,
    };
    let mut number = || fields.u16().map(u32::from);
    let area = match token {
        0x04 | 0x1A => {
            let (row, column) = (number()?, number()? & 0x3FFF);
            Area { top: row, left: column, bottom: row, right: column }
        }
        0x05 | 0x1B => {
            let (top, bottom) = (number()?, number()?);
            let (left, right) = (number()? & 0x3FFF, number()? & 0x3FFF);
            Area { top, left, bottom, right }
        }
        _ => return None,
    };
    fields.is_empty().then_some((reference, area))
}
