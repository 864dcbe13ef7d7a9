//! A list on a sheet: a title, notes, then a real Excel table with one header row, its columns as wide as what stands in
//! them, frozen and repeated headers, filters, and protection that still lets it be sorted.

use std::collections::HashSet;

use rust_xlsxwriter::Table;
use rust_xlsxwriter::TableColumn;
use rust_xlsxwriter::TableStyle;
use rust_xlsxwriter::XlsxError;

use crate::writers::workbook::cell::Cell;
use crate::writers::workbook::cell::Content;
use crate::writers::workbook::cell_style::Style;
use crate::writers::workbook::cell_text::make_visible;
use crate::writers::workbook::cell_text::measure_width;
use crate::writers::workbook::sheet::Page;
use crate::writers::workbook::sheet::Paper;
use crate::writers::workbook::sheet::Range;
use crate::writers::workbook::sheet::Sheet;

/// Half-width characters of `2026-11-20 17:30`.
const MOMENT_WIDTH: usize = 16;

/// A column of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The word in the header; made unique in its list when written.
    pub header: String,
    /// Narrowest and widest, in half-width characters; between them the column is as wide as its content.
    pub width: (usize, usize),
    /// Of its cells, where they do not say otherwise.
    pub style: Style,
    /// Whether it is for the screen only: links, codes, reference. Such columns stand behind those that are printed.
    pub screen_only: bool,
}

impl Column {
    /// A column as wide as its content, between two widths in half-width characters.
    pub fn new(header: impl Into<String>, width: (usize, usize), style: Style) -> Self {
        Self { header: header.into(), width, style, screen_only: false }
    }

    /// The same, left off the paper.
    pub fn screen_only(self) -> Self {
        Self { screen_only: true, ..self }
    }
}

/// A list, before it is written.
pub struct List<'a> {
    /// The table's name, unique in the book, in Latin letters.
    pub name: &'a str,
    /// Above the list.
    pub title: &'a str,
    /// Lines between title and list.
    pub notes: &'a [String],
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Columns that stay in sight when the sheet is moved sideways.
    pub frozen: u16,
    /// The paper it is printed on.
    pub paper: Paper,
}

/// Where a list came to stand: rows from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPlace {
    /// The header.
    pub header: u32,
    /// The first row.
    pub first: u32,
    /// The last row.
    pub last: u32,
    /// Number of columns.
    pub columns: u16,
}

impl ListPlace {
    /// The cells of one column, or of several that follow.
    pub fn range(&self, first_column: u16, last_column: u16) -> Range {
        (self.first, first_column, self.last, last_column)
    }

    /// The list without its header.
    pub fn body(&self) -> Range {
        self.range(0, self.columns.saturating_sub(1))
    }
}

impl List<'_> {
    /// Widths that its columns need, in digits of the body face.
    pub fn measure(&self) -> Vec<f64> {
        let measured = |(index, column): (usize, &Column)| {
            let (least, most) = column.width;
            // The filter's button takes the room of two letters.
            let header = (measure_width(&column.header) + 2).min(most);
            let widest = self.rows.iter().filter_map(|row| row.get(index)).map(width_of).max().unwrap_or(0);
            column.style.width_for(widest.max(header).clamp(least, most))
        };
        self.columns.iter().enumerate().map(measured).collect()
    }

    /// Writes title, notes and table at the sheet's next rows, and sets page, panes and protection.
    pub fn write(&self, sheet: &mut Sheet) -> Result<ListPlace, XlsxError> {
        sheet.set_widths(&self.measure())?;
        self.write_top(sheet)?;
        self.write_table(sheet)
    }

    /// Writes title and notes. Of a list that takes several pages side by side the title stands over the columns that all of
    /// them show, and the notes beside it, so that no page shows the beginning of a sentence alone.
    pub fn write_top(&self, sheet: &mut Sheet) -> Result<(), XlsxError> {
        let columns = self.count_columns();
        let page = Page { paper: self.paper, heading: self.title, repeated: None };
        if self.frozen > 0 && sheet.count_pages(&page, self.frozen, self.count_printed()) > 1 {
            return sheet.write_title_beside(self.title, self.notes, self.frozen, self.count_printed());
        }
        sheet.write_banner(self.title, columns, Style::TITLE)?;
        for note in self.notes {
            sheet.write_banner(note, columns, Style::NOTE)?;
        }
        Ok(())
    }

    /// Where a list of so many rows comes to stand whose title is written at row `top`.
    pub fn place_at(&self, top: u32, rows: usize) -> Result<ListPlace, XlsxError> {
        let limit = |count: usize| u32::try_from(count).map_err(|_| XlsxError::RowColumnLimitError);
        let header = top + 1 + limit(self.notes.len())?;
        Ok(ListPlace { header, first: header + 1, last: header + limit(rows.max(1))?, columns: self.count_columns() })
    }

    /// Writes the table at the sheet's next row.
    pub fn write_table(&self, sheet: &mut Sheet) -> Result<ListPlace, XlsxError> {
        let header = sheet.next_row();
        let rows = u32::try_from(self.rows.len().max(1)).map_err(|_| XlsxError::RowColumnLimitError)?;
        let place = ListPlace { header, first: header + 1, last: header + rows, columns: self.count_columns() };
        self.add_table(sheet, place)?;
        let styles: Vec<Style> = self.columns.iter().map(|column| column.style).collect();
        for row in &self.rows {
            sheet.write_row(row, &styles)?;
        }
        if self.rows.is_empty() {
            sheet.write_row(&vec![Cell::EMPTY; self.columns.len()], &styles)?;
        }
        sheet.set_page(&Page { paper: self.paper, heading: self.title, repeated: Some((header, header)) })?;
        sheet.print_columns(self.count_printed());
        sheet.spread_pages(self.frozen, self.count_printed())?;
        sheet.freeze(place.first, self.frozen)?;
        sheet.protect(Some(place.body()))?;
        sheet.keep_digits(place.body())?;
        for locked in self.locked_ranges(place) {
            sheet.guard(locked)?;
        }
        Ok(place)
    }

    fn count_columns(&self) -> u16 {
        u16::try_from(self.columns.len()).unwrap_or(u16::MAX)
    }

    fn count_printed(&self) -> u16 {
        let printed = self.columns.iter().position(|column| column.screen_only).unwrap_or(self.columns.len());
        u16::try_from(printed).unwrap_or(u16::MAX)
    }

    fn add_table(&self, sheet: &mut Sheet, place: ListPlace) -> Result<(), XlsxError> {
        let mut taken = HashSet::new();
        let mut columns = Vec::with_capacity(self.columns.len());
        let mut headers = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            let header = unique_header(&column.header, &mut taken);
            let style = if column.style.input { Style::INPUT_HEADER } else { Style::HEADER };
            let format = sheet.format(style);
            columns.push(TableColumn::new().set_header(header.clone()).set_header_format(format.as_ref()));
            headers.push(Cell::text(header).styled(style));
        }
        let table = Table::new().set_name(self.name).set_columns(&columns).set_style(TableStyle::None);
        let last_column = place.columns.saturating_sub(1);
        sheet.worksheet.add_table(place.header, 0, place.last, last_column, &table)?;
        let styles = vec![Style::HEADER; headers.len()];
        sheet.write_row(&headers, &styles)
    }

    /// Runs of neighbouring columns that nobody types into.
    fn locked_ranges(&self, place: ListPlace) -> Vec<Range> {
        let mut ranges: Vec<Range> = Vec::new();
        for (index, column) in (0_u16..).zip(&self.columns) {
            match ranges.last_mut() {
                _ if column.style.input => {}
                Some(range) if range.3 + 1 == index => range.3 = index,
                _ => ranges.push(place.range(index, index)),
            }
        }
        ranges
    }
}

fn width_of(cell: &Cell<'_>) -> usize {
    match &cell.content {
        Content::Empty => 0,
        Content::Moment(_) => MOMENT_WIDTH,
        Content::Text(text) | Content::Link { text, .. } => measure_width(text),
        Content::Number(number) => number.to_string().len(),
        Content::Formula { result, .. } => measure_width(result),
        Content::Picture { pixels: (width, _), .. } => picture_cells(*width),
    }
}

/// Half-width characters of a column that holds a picture: seven pixels each at least, and the gaps.
fn picture_cells(width: u32) -> usize {
    // At most some hundred pixels, shown at half of them.
    width.div_ceil(2 * 6) as usize + 2
}

/// The header on one line, and different from those before it: Excel mends a table with equal headers by renaming them.
fn unique_header(header: &str, taken: &mut HashSet<String>) -> String {
    let plain = make_visible(header).replace(['\n', '\t'], " ").chars().take(200).collect::<String>();
    let base = if plain.trim().is_empty() { "列".to_owned() } else { plain };
    let mut candidate = base.clone();
    let mut number = 2;
    while !taken.insert(candidate.to_lowercase()) {
        candidate = format!("{base}（{number}）");
        number += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_are_alike_are_told_apart() {
        let mut taken = HashSet::new();
        let headers: Vec<String> =
            ["创新性", "创新性", "A", "a", ""].iter().map(|header| unique_header(header, &mut taken)).collect();
        assert_eq!(headers, ["创新性", "创新性（2）", "A", "a（2）", "列"]);
    }
}
