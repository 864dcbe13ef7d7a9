//! A workbook as this office's books are: one body face, sheets written in constant memory, properties and creation date
//! from what the caller says, so that the same input gives the same bytes. Office Open XML, ECMA-376, by rust_xlsxwriter.

mod boxes;
mod cell;
mod cell_style;
mod cell_text;
mod list;
mod reference;
mod sheet;

pub use boxes::FormBox;
pub use cell::Cell;
pub use cell::Content;
pub use cell::Target;
pub use cell_style::Fill;
pub use cell_style::Look;
pub use cell_style::NumberLook;
pub use cell_style::Style;
pub use cell_text::make_visible;
pub use cell_text::measure_width;
pub use list::Column;
pub use list::List;
pub use list::ListPlace;
pub use reference::fixed_cell;
pub use reference::fixed_range;
pub use reference::own_row;
pub use rust_xlsxwriter::XlsxError as BookError;
pub use sheet::Page;
pub use sheet::Paper;
pub use sheet::Range;
pub use sheet::Sheet;

use std::io::Write;

use jiff::civil::DateTime;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::writers::workbook::cell_style::BODY_FACE;
use crate::writers::workbook::cell_style::Formats;
use crate::writers::zip_origin::set_origin;

/// What a book says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookProperties {
    /// 2026年度……评审工作簿
    pub title: String,
    /// Who issues it.
    pub author: String,
    /// A line on what made it.
    pub comment: String,
    /// The moment it speaks of; the same moment gives the same bytes.
    pub created: DateTime,
    /// Marks for programs, by name.
    pub marks: Vec<(String, String)>,
}

/// A workbook while it is written.
pub struct Book {
    workbook: Workbook,
    formats: Formats,
}

impl Book {
    /// An empty book.
    pub fn new(properties: &BookProperties) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        let body = Format::new()
            .set_font_name(BODY_FACE)
            .set_font_size(11)
            .set_font_charset(134)
            .set_align(FormatAlign::VerticalCenter);
        // 18 and 72 pixels: what Chinese Excel takes as a row's height and a column's width in this face.
        workbook.set_default_format(&body, 18, 72)?;
        workbook.set_zip_compression_level(3);
        workbook.set_properties(&document_properties(properties)?);
        Ok(Self { workbook, formats: Formats::default() })
    }

    /// A sheet of this book; it takes its place among the others when it is given back by [`Book::push`].
    pub fn start_sheet(&mut self, name: &str) -> Result<Sheet, XlsxError> {
        let mut worksheet = self.workbook.new_worksheet_with_constant_memory()?;
        worksheet.set_name(name)?;
        Ok(Sheet::new(worksheet, self.formats.clone()))
    }

    /// Puts a finished sheet after those already there.
    pub fn push(&mut self, sheet: Sheet) -> Result<(), XlsxError> {
        let after = sheet.next_row();
        let mut worksheet = sheet.finish()?;
        close_last_row(&mut worksheet, after)?;
        self.workbook.push_worksheet(worksheet);
        Ok(())
    }

    /// Names a range for formulas: `=拟奖预算!$A$1`.
    pub fn define_name(&mut self, name: &str, reference: &str) -> Result<(), XlsxError> {
        self.workbook.define_name(name, reference)?;
        Ok(())
    }

    /// Writes the whole book.
    pub fn write_to(mut self, mut out: impl Write) -> Result<(), XlsxError> {
        let mut bytes = self.workbook.save_to_buffer()?;
        set_origin(&mut bytes);
        Ok(out.write_all(&bytes)?)
    }
}

/// In constant memory rust_xlsxwriter 0.102 writes a last row that has a height twice, the second time empty: no valid sheet, and
/// exceljs loses the row. A cell written below it and taken back makes it a row like all others.
fn close_last_row(worksheet: &mut Worksheet, after: u32) -> Result<(), XlsxError> {
    worksheet.write_blank(after, 0, &Format::default())?;
    worksheet.clear_cell(after, 0);
    Ok(())
}

fn document_properties(properties: &BookProperties) -> Result<DocProperties, XlsxError> {
    let (day, time) = (properties.created.date(), properties.created.time());
    // Excel's calendar begins in 1900; what is before it was not written with a computer.
    let year = u16::try_from(day.year()).unwrap_or(1900).max(1900);
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let created = ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))?;
    let created = created.and_hms(u16::from(part(time.hour())), part(time.minute()), part(time.second()))?;
    let mut document = DocProperties::new()
        .set_title(&properties.title)
        .set_author(&properties.author)
        .set_company(&properties.author)
        .set_comment(&properties.comment)
        .set_creation_datetime(&created);
    for (name, value) in &properties.marks {
        document = document.set_custom_property(name, value);
    }
    Ok(document)
}
