//! One sheet, written row by row in constant memory: cells with their styles, heights computed from the text (programs do
//! not fit rows that a writer made), print set-up, protection without a password, checks on what may be typed.
//!
//! A protected sheet stays sortable: Excel sorts only where cells may be edited, so a list is an editable range (without a
//! password) whose locked columns refuse what is typed into them.

mod checks;

use std::rc::Rc;

use jiff::civil::DateTime;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::IgnoreError;
use rust_xlsxwriter::Image;
use rust_xlsxwriter::ObjectMovement;
use rust_xlsxwriter::ProtectionOptions;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::writers::workbook::cell::Cell;
use crate::writers::workbook::cell::Content;
use crate::writers::workbook::cell::Target;
use crate::writers::workbook::cell_style::BODY_FACE;
use crate::writers::workbook::cell_style::Formats;
use crate::writers::workbook::cell_style::NumberLook;
use crate::writers::workbook::cell_style::Style;
use crate::writers::workbook::cell_text::count_lines;
use crate::writers::workbook::cell_text::fit_text;
use crate::writers::workbook::cell_text::make_visible;
use crate::writers::workbook::cell_text::split_rows;
use crate::writers::workbook::reference::place_formula;

/// The highest row that Excel takes, in points.
const ROW_LIMIT: f64 = 409.0;
/// Smaller than this nobody reads a list on paper.
const SMALLEST_SCALE: f64 = 0.65;
/// Pixels between a picture and the lines of its cell.
const PICTURE_GAP: u32 = 4;
/// Width of a note that stands beside a title, in digits of the body face: less than the columns of one page.
const NOTE_WIDTH: f64 = 110.0;
/// Left free above and below the text of a row, in points.
const ROW_PADDING: f64 = 4.0;
/// Hyperlinks that Excel takes on one sheet; what is over stays plain text.
const LINK_LIMIT: usize = 65_000;
/// Characters that Excel takes in a formula.
const FORMULA_LENGTH: usize = 8_000;
/// Characters that Excel takes in the message of a check.
const MESSAGE_LENGTH: usize = 200;

/// A range of cells: first row, first column, last row, last column, from 0, inclusive.
pub type Range = (u32, u16, u32, u16);

/// Paper to print on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A3 across, for lists that a committee lays on the table.
    A3,
    /// A4 across.
    A4,
    /// A4 upright, for text and for few columns.
    A4Upright,
}

impl Paper {
    /// Its number in a workbook (ECMA-376 part 1, 18.3.1.63).
    fn number(self) -> u8 {
        if self == Self::A3 { 8 } else { 9 }
    }

    /// Widths of columns, in digits of the body face, that fit beside each other at the smallest scale that still reads well.
    fn room(self) -> f64 {
        let digits = match self {
            Self::A3 => 186.0,
            Self::A4 => 128.0,
            Self::A4Upright => 87.0,
        };
        digits / SMALLEST_SCALE
    }
}

/// How a sheet is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<'a> {
    /// On what.
    pub paper: Paper,
    /// Printed above every page.
    pub heading: &'a str,
    /// Rows repeated on every page: first and last from 0.
    pub repeated: Option<(u32, u32)>,
}

/// A sheet while it is written.
pub struct Sheet {
    pub(super) worksheet: Worksheet,
    formats: Formats,
    widths: Vec<f64>,
    next: u32,
    links: usize,
    /// Widths of columns that one page across takes.
    room: f64,
    /// How many columns are printed, where not all are.
    printed: Option<u16>,
}

impl Sheet {
    pub(super) fn new(mut worksheet: Worksheet, formats: Formats) -> Self {
        // Else the writer stores 0 where a formula's result is empty text.
        worksheet.set_formula_result_default("");
        Self { worksheet, formats, widths: Vec::new(), next: 0, links: 0, room: 100.0, printed: None }
    }

    pub(super) fn format(&self, style: Style) -> Rc<Format> {
        self.formats.get(style)
    }

    /// The row that is written next, from 0.
    pub fn next_row(&self) -> u32 {
        self.next
    }

    /// Widths of the columns, in digits of the body face.
    pub fn set_widths(&mut self, widths: &[f64]) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(widths) {
            self.worksheet.set_column_width(column, *width)?;
        }
        self.widths = widths.to_vec();
        Ok(())
    }

    /// Columns whose widths are set.
    pub fn count_columns(&self) -> u16 {
        u16::try_from(self.widths.len()).unwrap_or(u16::MAX)
    }

    /// Writes the next row, as high as its texts need. `styles` are those of the columns.
    pub fn write_row(&mut self, cells: &[Cell<'_>], styles: &[Style]) -> Result<(), XlsxError> {
        let row = self.next;
        let mut height = 0.0_f64;
        for ((column, cell), style) in (0_u16..).zip(cells).zip(styles) {
            let style = cell.style.unwrap_or(*style);
            let width = self.widths.get(usize::from(column)).copied().unwrap_or(8.0);
            height = height.max(self.write_cell(row, column, &cell.content, style, width)?);
        }
        self.set_height(row, height)?;
        self.next = row + 1;
        Ok(())
    }

    /// A text of more than so many lines of this column (`whole`, and never more than the highest row holds) in parts of at
    /// most `lines`; any other as it is.
    pub fn split_for<'text>(
        &self,
        column: usize,
        style: Style,
        text: &'text str,
        (whole, lines): (usize, usize),
    ) -> Vec<&'text str> {
        let width = self.widths.get(column).copied().unwrap_or(8.0);
        let most = lines_in_row(style);
        split_rows(text, style.characters_in(width), (whole.min(most), lines.min(most)))
    }

    /// Leaves rows empty.
    pub fn skip_rows(&mut self, rows: u32) {
        self.next += rows;
    }

    /// Writes one text over `columns` columns of the next row.
    pub fn write_banner(&mut self, text: &str, columns: u16, style: Style) -> Result<(), XlsxError> {
        let row = self.next;
        let width: f64 = self.widths.iter().take(usize::from(columns)).sum();
        let lines = lines_in_row(style);
        let visible = make_visible(text);
        let (shown, taken) = fit_text(&visible, style.characters_in(width), lines, "……");
        let format = self.format(with_quote(style, &shown));
        if columns > 1 {
            self.worksheet.merge_range(row, 0, row, columns - 1, &shown, &format)?;
        } else {
            self.worksheet.write_string_with_format(row, 0, shown.as_ref(), &format)?;
        }
        self.set_height(row, height_for(taken, style))?;
        self.next = row + 1;
        Ok(())
    }

    /// Writes a title over the first columns and, from its second row on, notes over some of the columns behind them.
    pub fn write_title_beside(
        &mut self,
        title: &str,
        notes: &[String],
        first: u16,
        columns: u16,
    ) -> Result<(), XlsxError> {
        let top = self.next;
        let rows = u32::try_from(notes.len()).unwrap_or(0);
        let format = self.format(Style::TITLE);
        let last = first.max(1) - 1;
        match (rows, last) {
            (0, 0) => _ = self.worksheet.write_string_with_format(top, 0, title, &format)?,
            _ => _ = self.worksheet.merge_range(top, 0, top + rows, last, title, &format)?,
        }
        self.set_height(top, height_of(title, Style::TITLE, f64::MAX))?;
        let mut end = first;
        let mut width = self.widths.get(usize::from(end)).copied().unwrap_or(8.0);
        while width < NOTE_WIDTH && end + 1 < columns {
            end += 1;
            width += self.widths.get(usize::from(end)).copied().unwrap_or(8.0);
        }
        for (row, note) in (top + 1..).zip(notes) {
            let shown = make_visible(note);
            let format = self.format(with_quote(Style::NOTE, &shown));
            match end - first {
                0 => _ = self.worksheet.write_string_with_format(row, first, shown.as_ref(), &format)?,
                _ => _ = self.worksheet.merge_range(row, first, row, end, &shown, &format)?,
            }
            self.set_height(row, height_of(&shown, Style::NOTE, width))?;
        }
        self.next = top + rows + 1;
        Ok(())
    }

    fn set_height(&mut self, row: u32, height: f64) -> Result<(), XlsxError> {
        // A default row is 18 pixels, 13.5 points; only what differs is kept in memory until the book is saved.
        self.worksheet.set_row_height(row, height.clamp(18.0, ROW_LIMIT))?;
        Ok(())
    }

    /// Writes a cell and tells the height that it needs.
    fn write_cell(
        &mut self,
        row: u32,
        column: u16,
        content: &Content<'_>,
        style: Style,
        width: f64,
    ) -> Result<f64, XlsxError> {
        match content {
            Content::Empty => {
                let format = self.format(style);
                self.worksheet.write_blank(row, column, &format)?;
                Ok(0.0)
            }
            Content::Number(number) => {
                let format = self.format(style);
                self.worksheet.write_number_with_format(row, column, *number, &format)?;
                Ok(style.line_height())
            }
            Content::Moment(moment) => {
                let style = Style { number: NumberLook::Moment, ..style };
                let format = self.format(style);
                match excel_moment(*moment) {
                    Some(day) => self.worksheet.write_datetime_with_format(row, column, day, &format)?,
                    None => self.worksheet.write_string_with_format(row, column, moment.to_string(), &format)?,
                };
                Ok(style.line_height())
            }
            Content::Formula { formula, result } => {
                let format = self.format(style);
                self.write_formula(row, column, &place_formula(formula, row), result, &format)?;
                Ok(style.line_height())
            }
            Content::Text(text) => {
                let visible = make_visible(text);
                let lines = lines_in_row(style);
                let (shown, taken) = fit_text(&visible, style.characters_in(width), lines, "……（未完，全文见原件）");
                let format = self.format(with_quote(style, &shown));
                self.worksheet.write_string_with_format(row, column, shown.as_ref(), &format)?;
                Ok(height_for(taken, style))
            }
            Content::Picture { png, pixels, name } => {
                let format = self.format(style);
                self.worksheet.write_blank(row, column, &format)?;
                self.place_picture((row, column), png, *pixels, name)
            }
            Content::Link { text, target } => self.write_link(row, column, text, target, style, width),
        }
    }

    /// Lays a picture into a cell, at half its pixels so that a print is sharp; it moves, sorts and hides with the cell.
    fn place_picture(
        &mut self,
        (row, column): (u32, u16),
        png: &[u8],
        pixels: (u32, u32),
        name: &str,
    ) -> Result<f64, XlsxError> {
        let (width, height) = (f64::from(pixels.0) / 2.0, f64::from(pixels.1) / 2.0);
        let image = Image::new_from_buffer(png)?
            .set_alt_text(name.chars().take(MESSAGE_LENGTH).collect::<String>())
            .set_object_movement(ObjectMovement::MoveAndSizeWithCells)
            .set_scale_to_size(width, height, true);
        self.worksheet.insert_image_with_offset(row, column, &image, PICTURE_GAP, PICTURE_GAP)?;
        // Three quarters of a point to a pixel.
        Ok((height + 2.0 * f64::from(PICTURE_GAP)) * 0.75)
    }

    /// Writes a formula with its result; one that Excel would not take, its result alone.
    fn write_formula(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        result: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if formula.chars().count() <= FORMULA_LENGTH {
            let formula = Formula::new(formula).set_result(result);
            self.worksheet.write_formula_with_format(row, column, formula, format)?;
        } else if let Ok(number) = result.parse::<f64>() {
            self.worksheet.write_number_with_format(row, column, number, format)?;
        } else {
            self.worksheet.write_string_with_format(row, column, result, format)?;
        }
        Ok(())
    }

    fn write_link(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        target: &Target,
        style: Style,
        width: f64,
    ) -> Result<f64, XlsxError> {
        let visible = make_visible(text);
        let (shown, taken) = fit_text(&visible, style.characters_in(width), lines_in_row(style), "……");
        let url = target.url().filter(|_| self.links < LINK_LIMIT && !shown.is_empty());
        let style = Style { link: url.is_some(), ..style };
        let format = self.format(with_quote(style, &shown));
        match url {
            Some(url) => {
                self.links += 1;
                self.worksheet.write_url_with_options(row, column, url, shown.as_ref(), "", Some(&format))?;
            }
            None => {
                self.worksheet.write_string_with_format(row, column, shown.as_ref(), &format)?;
            }
        }
        Ok(height_for(taken, style))
    }

    /// Freezes the rows above `row` and the columns left of `column`.
    pub fn freeze(&mut self, row: u32, column: u16) -> Result<(), XlsxError> {
        self.worksheet.set_freeze_panes(row, column)?;
        Ok(())
    }

    /// Sets how the sheet is printed: as wide as the paper, a heading, page numbers.
    pub fn set_page(&mut self, page: &Page<'_>) -> Result<(), XlsxError> {
        self.worksheet.set_paper_size(page.paper.number());
        match page.paper {
            Paper::A4Upright => self.worksheet.set_portrait(),
            Paper::A3 | Paper::A4 => self.worksheet.set_landscape(),
        };
        self.room = page.paper.room();
        self.worksheet.set_margins(0.5, 0.5, 0.75, 0.7, 0.35, 0.35).set_print_fit_to_pages(1, 0);
        self.worksheet.set_print_center_horizontally(true);
        let heading: String = page.heading.chars().take(80).collect();
        // A blank parts the size from a heading that begins with a year.
        self.worksheet.set_header(format!("&C&\"{BODY_FACE},常规\"&10 {}", heading.replace('&', "&&")));
        self.worksheet.set_footer(format!("&C&\"{BODY_FACE},常规\"&10 第 &P 页 共 &N 页"));
        if let Some((first, last)) = page.repeated {
            self.worksheet.set_repeat_rows(first, last)?;
        }
        Ok(())
    }

    /// Lays a sheet that would be too small on one page on several side by side; the first columns stand on each.
    pub fn spread_pages(&mut self, repeated: u16, printed: u16) -> Result<(), XlsxError> {
        let across = self.pages_across(self.room, repeated, printed);
        self.worksheet.set_print_fit_to_pages(across, 0);
        if repeated > 0 && across > 1 {
            self.worksheet.set_repeat_columns(0, repeated - 1)?;
        }
        Ok(())
    }

    /// Pages side by side that so many columns take on this paper, the first columns standing on each.
    pub fn count_pages(&self, page: &Page<'_>, repeated: u16, printed: u16) -> u16 {
        self.pages_across(page.paper.room(), repeated, printed)
    }

    fn pages_across(&self, room: f64, repeated: u16, printed: u16) -> u16 {
        let first: f64 = self.widths.iter().take(usize::from(repeated)).sum();
        let rest: f64 = self.widths.iter().take(usize::from(printed)).skip(usize::from(repeated)).sum();
        let across = (rest / (room - first).max(20.0)).ceil();
        // A list has at most a few hundred columns.
        across.clamp(1.0, 50.0) as u16
    }

    /// Prints only so many columns, of every row that is written by the time the sheet is done.
    pub fn print_columns(&mut self, columns: u16) {
        self.printed = Some(columns.max(1));
    }

    pub(super) fn finish(mut self) -> Result<Worksheet, XlsxError> {
        if let Some(columns) = self.printed {
            self.worksheet.set_print_area(0, 0, self.next.max(1) - 1, columns - 1)?;
        }
        Ok(self.worksheet)
    }

    /// Begins a new page before each of these rows, as far as Excel takes page breaks (1,023).
    pub fn break_pages(&mut self, rows: &[u32]) -> Result<(), XlsxError> {
        let rows: Vec<u32> = rows.iter().copied().filter(|row| *row > 0).take(1_023).collect();
        self.worksheet.set_page_breaks(&rows)?;
        Ok(())
    }

    /// Protects the sheet without a password; columns and rows may still be made wider and higher, lists filtered.
    /// `sortable` is the list that may be sorted.
    pub fn protect(&mut self, sortable: Option<Range>) -> Result<(), XlsxError> {
        let options = ProtectionOptions {
            format_columns: true,
            format_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        };
        self.worksheet.protect_with_options(&options);
        if let Some((first_row, first_column, last_row, last_column)) = sortable {
            self.worksheet.unprotect_range(first_row, first_column, last_row, last_column)?;
        }
        Ok(())
    }

    /// Keeps programs from marking numbers that are text on purpose: phones, hashes.
    pub fn keep_digits(&mut self, range: Range) -> Result<(), XlsxError> {
        let (first_row, first_column, last_row, last_column) = range;
        let kind = IgnoreError::NumberStoredAsText;
        self.worksheet.ignore_error_range(first_row, first_column, last_row, last_column, kind)?;
        Ok(())
    }

    /// Shows this sheet first when the book is opened.
    pub fn show_first(&mut self) {
        self.worksheet.set_active(true);
    }
}

/// The moment in Excel's calendar, to the minute; None before 1900 and after 9999, where it has none.
fn excel_moment(moment: DateTime) -> Option<ExcelDateTime> {
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let year = u16::try_from(moment.year()).ok()?;
    let day = ExcelDateTime::from_ymd(year, part(moment.month()), part(moment.day())).ok()?;
    day.and_hms(u16::from(part(moment.hour())), part(moment.minute()), 0).ok()
}

/// Lines that the highest row holds.
fn lines_in_row(style: Style) -> usize {
    // At most 409 points over a line of several points: a small positive number.
    ((ROW_LIMIT - ROW_PADDING) / style.line_height()).floor() as usize
}

fn height_of(text: &str, style: Style, width: f64) -> f64 {
    height_for(count_lines(text, style.characters_in(width)), style)
}

/// The height of a row for so many lines.
fn height_for(lines: usize, style: Style) -> f64 {
    // A text in a cell has at most the lines of a row.
    lines as f64 * style.line_height() + ROW_PADDING
}

fn with_quote(style: Style, text: &str) -> Style {
    Style { quoted: style.quoted || text.starts_with(['=', '+', '-', '@']), ..style }
}
