//! A sheet's substream ([MS-XLS] 2.1.7.20.5, and its like since BIFF2): cells, merged regions, widths and heights, and the
//! records of drawings, which are left for `shapes`.

use super::formula::error_alone;
use super::formula::error_text;
use super::formula::makes_text;
use super::globals::Globals;
use super::misplaced::RowExtents;
use super::records::BOF;
use super::records::CONTINUE;
use super::records::EOF;
use super::records::Record;
use super::records::Records;
use super::records::Segments;
use super::strings::Biff;
use super::strings::read_bytes;
use super::strings::read_unicode;
use crate::model::Cell;
use crate::model::CellContent;
use crate::readers::binary::Fields;
use crate::readers::number_format::NumberFormat;
use crate::readers::sheets::budget::Budget;
use crate::readers::sheets::geometry::Geometry;
use crate::readers::sheets::grid::HiddenParts;
use crate::readers::sheets::grid::single_cell;
use crate::readers::sheets::reference::Area;
use crate::readers::sheets::value::shape_float;

/// A sheet as its records have it.
#[derive(Debug, Default)]
pub struct Sheet<'b> {
    /// Cells with content.
    pub cells: Vec<Cell>,
    /// Merged regions as written.
    pub merged: Vec<Area>,
    /// Hidden rows and columns.
    pub hidden: HiddenParts,
    /// Widths and heights.
    pub geometry: Geometry,
    /// Page headers (true) and footers.
    pub headers: Vec<(bool, String)>,
    /// Comments: row, column, number of the object that holds the text, or the text itself before BIFF8.
    pub notes: Vec<(u32, u32, Result<u16, String>)>,
    /// The drawing, its records put together.
    pub drawing: Vec<u8>,
    /// Objects in their order.
    pub objects: Vec<Object<'b>>,
    /// Texts of objects in their order.
    pub texts: Vec<String>,
    /// Rows of it are hidden by a filter, not by hand.
    pub filtered: bool,
    /// It, or a text in it, ends in the middle.
    pub truncated: bool,
    /// Zeros stand among its records.
    pub holed: bool,
    /// Cells in white on white.
    pub white: Vec<(u32, u32)>,
    /// The columns of its rows.
    pub rows: RowExtents,
    /// Cells with as much text as their record can hold.
    pub filled_labels: Vec<(u32, u32)>,
}

/// An OBJ record, and the picture that BIFF5 puts behind it.
#[derive(Debug)]
pub struct Object<'b> {
    /// Its body.
    pub body: &'b [u8],
    /// The body of an IMDATA record, with those that carry it on.
    pub picture: Option<Vec<u8>>,
}

/// Reads a sheet from its BOF record on.
pub fn read_sheet<'b>(stream: &'b [u8], offset: usize, globals: &Globals, budget: &mut Budget) -> Sheet<'b> {
    let mut reader = SheetReader { globals, budget, sheet: Sheet::default(), awaiting: None, drawn: false };
    let mut records = Records::at(stream, offset);
    let mut depth = 0;
    while let Some(record) = records.next() {
        match record.kind {
            BOF | 0x0009 | 0x0209 | 0x0409 => depth += 1,
            EOF => depth -= 1,
            // Charts lie in the sheet as substreams of their own.
            _ if depth == 1 => reader.take(record, &mut records),
            _ => {}
        }
        if depth <= 0 || reader.budget.is_over() {
            break;
        }
    }
    reader.lose_formula_text();
    reader.sheet.holed = records.are_holed();
    reader.sheet.truncated |= depth > 0 && !reader.budget.is_over();
    reader.sheet
}

struct SheetReader<'s, 'b> {
    globals: &'s Globals,
    budget: &'s mut Budget,
    sheet: Sheet<'b>,
    /// A formula's cell whose text comes in a record of its own.
    awaiting: Option<Place>,
    /// Whether the record before was part of a drawing, which a CONTINUE carries on.
    drawn: bool,
}

/// Where a cell stands, and its style.
#[derive(Clone, Copy)]
struct Place {
    row: u32,
    column: u32,
    style: Style,
}

/// How a cell's number is shown.
#[derive(Clone, Copy)]
enum Style {
    /// By the format of its cell style.
    Cell(u32),
    /// By a format (BIFF2).
    Format(u32),
}

impl<'b> SheetReader<'_, 'b> {
    fn take(&mut self, record: Record<'b>, records: &mut Records<'b>) {
        let after_drawing = std::mem::replace(&mut self.drawn, false);
        match record.kind {
            0x0201 | 0x00BE => {}
            0x0203 | 0x0003 => self.take_number(record),
            0x027E => self.take_rk(record),
            0x00BD => self.take_rks(record),
            0x0002 => self.take_integer(record),
            0x00FD => self.take_shared_string(record),
            0x0204 | 0x0004 | 0x00D6 => self.take_label(record, records),
            0x0205 | 0x0005 => self.take_switch(record),
            0x0006 | 0x0206 | 0x0406 => self.take_formula(record),
            0x0207 | 0x0007 => self.take_formula_text(record, records),
            0x00E5 => self.take_merged(record),
            0x009B => self.sheet.filtered = true,
            0x0208 => self.take_row(record),
            0x007D => self.take_columns(record),
            0x0055 | 0x0099 | 0x0225 => self.take_defaults(record),
            0x0014 => self.take_header(true, record, records),
            0x0015 => self.take_header(false, record, records),
            0x001C => self.take_note(record),
            0x00EC => {
                self.sheet.drawing.extend_from_slice(record.body);
                self.drawn = true;
            }
            CONTINUE if after_drawing => {
                self.sheet.drawing.extend_from_slice(record.body);
                self.drawn = true;
            }
            0x005D => {
                self.sheet.objects.push(Object { body: record.body, picture: None });
                self.drawn = true;
            }
            0x007F => {
                let mut picture = record.body.to_vec();
                records.continued().iter().for_each(|more| picture.extend_from_slice(more));
                if let Some(object) = self.sheet.objects.last_mut() {
                    object.picture = Some(picture);
                }
            }
            0x01B6 => self.take_object_text(record, records),
            _ => {}
        }
    }

    /// Row, column and style at the start of a cell's record.
    fn place(&self, record: Record, fields: &mut Fields) -> Option<Place> {
        let (row, column) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
        let style = match self.is_of_biff2(record) {
            true => Style::Format(u32::from(fields.bytes(3)?.get(1)? & 0x3F)),
            false => Style::Cell(u32::from(fields.u16()?)),
        };
        Some(Place { row, column, style })
    }

    /// BIFF2 numbers its records otherwise; some programs put them into streams that say they are newer. A formula's number
    /// came back with BIFF5.
    fn is_of_biff2(&self, record: Record) -> bool {
        matches!(record.kind, 0x0002..=0x0005) || (record.kind == 0x0006 && self.globals.biff == Biff::Two)
    }

    fn add(&mut self, place: Place, mut text: String, content: CellContent) {
        if let Style::Cell(style) = place.style {
            self.globals.styles.look(style).show_cell(&mut text);
        }
        if self.budget.take(text.len()) {
            let white = matches!(place.style, Style::Cell(style) if self.globals.styles.look(style).white);
            if white && !text.trim().is_empty() {
                self.sheet.white.push((place.row, place.column));
            }
            self.sheet.cells.push(single_cell(place.row, place.column, text, content));
        }
    }

    fn add_text(&mut self, place: Place, text: &str) {
        let shown = self.format(place).show_text(text);
        let plain = shown.unwrap_or_else(|| text.replace("\r\n", "\n").replace('\r', "\n"));
        if !plain.is_empty() {
            self.add(place, plain, CellContent::Text);
        }
    }

    fn add_number(&mut self, place: Place, number: f64) {
        if number.is_finite() {
            let (text, content) = shape_float(number, self.format(place), self.globals.epoch);
            self.add(place, text, content);
        }
    }

    fn format(&self, place: Place) -> &NumberFormat {
        match place.style {
            Style::Cell(style) => self.globals.styles.format(style),
            Style::Format(id) => self.globals.styles.format_of_id(id),
        }
    }

    fn take_number(&mut self, record: Record) {
        let mut fields = record.fields();
        if let Some(place) = self.place(record, &mut fields)
            && let Some(number) = fields.f64()
        {
            self.add_number(place, number);
        }
    }

    fn take_integer(&mut self, record: Record) {
        let mut fields = record.fields();
        if let Some(place) = self.place(record, &mut fields)
            && let Some(number) = fields.u16()
        {
            self.add_number(place, f64::from(number));
        }
    }

    fn take_rk(&mut self, record: Record) {
        let mut fields = record.fields();
        if let Some(place) = self.place(record, &mut fields)
            && let Some(packed) = fields.u32()
        {
            self.add_number(place, unpack_rk(packed));
        }
    }

    fn take_rks(&mut self, record: Record) {
        let mut fields = record.fields();
        let (Some(row), Some(first)) = (fields.u16(), fields.u16()) else { return };
        let mut column = u32::from(first);
        // The last column stands behind the numbers.
        while fields.rest().len() >= 8 {
            let (Some(style), Some(packed)) = (fields.u16(), fields.u32()) else { return };
            let place = Place { row: u32::from(row), column, style: Style::Cell(u32::from(style)) };
            self.add_number(place, unpack_rk(packed));
            column += 1;
        }
    }

    fn take_shared_string(&mut self, record: Record) {
        let mut fields = record.fields();
        let Some(place) = self.place(record, &mut fields) else { return };
        let globals = self.globals;
        if let Some(text) = fields.u32().and_then(|number| globals.strings.get(number as usize)) {
            self.add_text(place, text);
        }
    }

    fn take_label(&mut self, record: Record<'b>, records: &mut Records<'b>) {
        let mut fields = record.fields();
        let Some(place) = self.place(record, &mut fields) else { return };
        let mut segments = vec![fields.rest()];
        segments.append(&mut records.continued());
        let short = self.is_of_biff2(record);
        if let Some(text) = self.read_string(&mut Segments::new(segments), short) {
            if self.fills_label(&text) {
                self.sheet.filled_labels.push((place.row, place.column));
            }
            self.add_text(place, &text);
        }
    }

    /// Whether a text is as long as such a record can hold; some programs (SheetJS) cut longer ones without a word.
    fn fills_label(&self, text: &str) -> bool {
        const LONGEST: usize = 255;
        match self.globals.biff {
            Biff::Eight => text.encode_utf16().count() == LONGEST,
            // A letter of two bytes has no room in the last.
            _ => (LONGEST - 1..=LONGEST).contains(&text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()),
        }
    }

    fn read_string(&mut self, segments: &mut Segments, short: bool) -> Option<String> {
        let (text, whole) = match self.globals.biff {
            Biff::Eight => read_unicode(segments, short),
            _ => read_bytes(segments, short, self.globals.page),
        }?;
        self.sheet.truncated |= !whole;
        Some(text)
    }

    fn take_switch(&mut self, record: Record) {
        let mut fields = record.fields();
        let Some(place) = self.place(record, &mut fields) else { return };
        if let (Some(value), Some(is_error)) = (fields.u8(), fields.u8()) {
            self.add_switch(place, value, is_error != 0);
        }
    }

    fn add_switch(&mut self, place: Place, value: u8, is_error: bool) {
        let (text, content) = match is_error {
            true => (error_text(value), CellContent::Error(error_text(value).to_owned())),
            false => (if value != 0 { "TRUE" } else { "FALSE" }, CellContent::Boolean(value != 0)),
        };
        self.add(place, text.to_owned(), content);
    }

    fn take_formula(&mut self, record: Record) {
        self.lose_formula_text();
        let mut fields = record.fields();
        let Some(place) = self.place(record, &mut fields) else { return };
        let Some(result) = fields.bytes(8) else { return };
        let options = match self.is_of_biff2(record) {
            true => u16::from(fields.u8().unwrap_or(0)),
            false => fields.u16().unwrap_or(0),
        };
        // Both to be calculated always and on loading, with nothing for a result: the program does not calculate.
        let uncalculated = options & 3 == 3;
        // To be calculated on loading, or of a program that only converts: nought may stand for a text.
        let may_lack_text = options & 2 != 0 || !self.globals.calculated;
        // What stands behind the options: a number for the program's own use (BIFF5 and later), then the formula and its length.
        if self.globals.biff >= Biff::Five {
            fields.skip(4);
        }
        let number = Fields::new(result).f64().unwrap_or(0.0);
        match result {
            [0, .., 0xFF, 0xFF] => self.awaiting = Some(place),
            [1, _, value, .., 0xFF, 0xFF] => self.add_switch(place, *value, false),
            [2, _, value, .., 0xFF, 0xFF] => self.add_switch(place, *value, true),
            [.., 0xFF, 0xFF] if !uncalculated => {}
            // LibreOffice writes so what it does not know, as a picture of WPS in its cell, with nought for a result
            _ if number == 0.0 && error_alone(fields.rest()).is_some() => {
                self.add_switch(place, error_alone(fields.rest()).unwrap_or(0), true);
            }
            _ if (number == 0.0 || number.is_nan()) && (uncalculated || may_lack_text && makes_text(fields.rest())) => {
                self.add(place, String::new(), CellContent::FormulaWithoutResult(String::new()));
            }
            _ => self.add_number(place, number),
        }
    }

    /// A formula that says its result is a text, and no text came: what the cell shows is not known.
    fn lose_formula_text(&mut self) {
        if let Some(place) = self.awaiting.take() {
            self.add(place, String::new(), CellContent::FormulaWithoutResult(String::new()));
        }
    }

    fn take_formula_text(&mut self, record: Record<'b>, records: &mut Records<'b>) {
        let Some(place) = self.awaiting.take() else { return };
        let short = record.kind == 0x0007;
        if let Some(text) = self.read_string(&mut records.whole(record), short) {
            self.add_text(place, &text);
        }
    }

    fn take_merged(&mut self, record: Record) {
        let mut fields = record.fields();
        fields.u16();
        let mut number = || fields.u16().map(u32::from);
        while let (Some(top), Some(bottom), Some(left), Some(right)) = (number(), number(), number(), number()) {
            if top <= bottom && left <= right && self.budget.take(0) {
                self.sheet.merged.push(Area { top, left, bottom, right });
            }
        }
    }

    fn take_row(&mut self, record: Record) {
        let mut fields = record.fields();
        let head = (|| {
            let row = u32::from(fields.u16()?);
            let columns = (u32::from(fields.u16()?), u32::from(fields.u16()?));
            let height = fields.u16()?;
            fields.skip(4)?;
            Some((row, columns, height, fields.u16().unwrap_or(0)))
        })();
        let Some((row, columns, height, options)) = head else { return };
        self.sheet.rows.insert(row, columns);
        let points = f64::from(height & 0x7FFF) / 20.0;
        let hidden = self.globals.biff >= Biff::Three && options & 0x20 != 0;
        if hidden || points == 0.0 {
            self.sheet.hidden.hide_row(row);
            self.sheet.geometry.add_row(row, 0.0);
        } else {
            self.sheet.geometry.add_row(row, points);
        }
    }

    fn take_columns(&mut self, record: Record) {
        let mut fields = record.fields();
        let mut number = || fields.u16().map(u32::from);
        let (Some(first), Some(last), Some(width), Some(_), Some(options)) =
            (number(), number(), number(), number(), number())
        else {
            return;
        };
        if first > last {
            return;
        }
        if options & 1 != 0 || width == 0 {
            self.sheet.hidden.hide_columns(first, last);
            self.sheet.geometry.add_columns(first, last, 0.0);
        } else {
            self.sheet.geometry.add_columns(first, last, f64::from(width) / 256.0);
        }
    }

    fn take_defaults(&mut self, record: Record) {
        let mut fields = record.fields();
        match (record.kind, fields.u16().map(f64::from), fields.u16().map(f64::from)) {
            // In characters without the margin of five pixels, as its unit has it.
            (0x0055, Some(characters), _) => self.sheet.geometry.set_default_width(characters + 0.71),
            (0x0099, Some(width), _) => self.sheet.geometry.set_default_width(width / 256.0),
            (0x0225, _, Some(twips)) => self.sheet.geometry.set_default_height(twips / 20.0),
            _ => {}
        }
    }

    fn take_header(&mut self, is_header: bool, record: Record<'b>, records: &mut Records<'b>) {
        if record.body.is_empty() {
            return;
        }
        let mut segments = records.whole(record);
        let text = match self.globals.biff {
            Biff::Eight => read_unicode(&mut segments, false),
            _ => read_bytes(&mut segments, true, self.globals.page),
        };
        self.sheet.headers.extend(text.map(|(text, _)| (is_header, text)));
    }

    fn take_note(&mut self, record: Record) {
        let mut fields = record.fields();
        let (Some(row), Some(column)) = (fields.u16(), fields.u16()) else { return };
        let text = match self.globals.biff {
            Biff::Eight => fields.skip(2).and_then(|()| fields.u16()).map(Ok),
            _ => {
                fields.skip(2);
                Some(Err(self.globals.page.decode(fields.rest())))
            }
        };
        self.sheet.notes.extend(text.map(|text| (u32::from(row), u32::from(column), text)));
    }

    fn take_object_text(&mut self, record: Record<'b>, records: &mut Records<'b>) {
        let mut fields = record.fields();
        let length = fields.skip(10).and_then(|()| fields.u16()).unwrap_or(0);
        let mut text = String::new();
        if length > 0 {
            let mut segments = Segments::new(records.continued());
            let wide = segments.u8().is_some_and(|flags| flags & 1 != 0);
            segments.push_characters(usize::from(length), wide, &mut text);
        }
        self.sheet.texts.push(text.replace("\r\n", "\n").replace('\r', "\n"));
        self.drawn = true;
    }
}

/// A number in thirty bits ([MS-XLS] 2.5.217): half a double or an integer, either perhaps a hundred times the value.
pub fn unpack_rk(packed: u32) -> f64 {
    let number = match packed & 2 {
        0 => f64::from_bits(u64::from(packed & 0xFFFF_FFFC) << 32),
        _ => f64::from(packed.cast_signed() >> 2),
    };
    if packed & 1 != 0 { number / 100.0 } else { number }
}
