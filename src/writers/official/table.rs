//! A bordered table of an official paper: fixed column widths, a header row that is repeated on every page, rows that stay whole.

use crate::writers::official::Span;
use crate::writers::official::balance::Bounds;
use crate::writers::official::balance::RowTexts;
use crate::writers::official::balance::balance;
use crate::writers::official::markup::Markup;
use crate::writers::official::styles;
use crate::writers::official::styles::Style;
use crate::writers::official::widths::MARGINS;
use crate::writers::official::widths::lines_within;
use crate::writers::official::widths::share_out;
use crate::writers::official::widths::width_of_text;
use crate::writers::official::widths::width_of_unbroken;
use crate::writers::official::write_span;

/// How a column's cells are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Prose and names.
    Left,
    /// Numbers of order, short words, dates.
    Centre,
    /// Amounts.
    Right,
}

impl Align {
    fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Centre => "center",
            Self::Right => "right",
        }
    }
}

/// How large a table's letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 小四, 12 points.
    Normal,
    /// 五号, 10.5 points, for six or seven columns.
    Dense,
    /// 小五, 9 points, for more.
    Small,
}

/// A column: its heading, its share of the table's width, how its cells are set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    heading: String,
    share: u32,
    align: Align,
}

impl Column {
    /// Shares are relative to each other.
    pub fn new(heading: &str, share: u32, align: Align) -> Self {
        Self { heading: heading.to_owned(), share: share.max(1), align }
    }
}

/// A cell of a row that is not simply one text a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCell {
    text: String,
    columns: usize,
    label: bool,
    /// What may be chosen in it; empty where it is plain text.
    options: Vec<String>,
}

impl TableCell {
    /// A label in the header's face.
    pub fn label(text: &str, columns: usize) -> Self {
        Self { text: text.to_owned(), columns: columns.max(1), label: true, options: Vec::new() }
    }

    /// A text over so many columns.
    pub fn text(text: &str, columns: usize) -> Self {
        Self { text: text.to_owned(), columns: columns.max(1), label: false, options: Vec::new() }
    }

    /// A list to choose from (ECMA-376 part 1, 17.5.2.15), showing `prompt` until something is chosen.
    pub fn choice(prompt: &str, options: &[String], columns: usize) -> Self {
        Self { options: options.to_vec(), ..Self::text(prompt, columns) }
    }
}

/// A table of no more lines than this is not split over pages: some third of a page.
const SHORT: u32 = 12;

#[derive(Clone, Debug)]
struct Row {
    cells: Vec<TableCell>,
    header: bool,
}

/// A table in the making.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
    size: Size,
}

impl Table {
    /// With a header row of the columns' headings.
    pub fn new(columns: Vec<Column>) -> Self {
        let mut table = Self::without_header(columns);
        let cells = table.columns.iter().map(|column| TableCell::label(&column.heading, 1)).collect();
        table.rows.push(Row { cells, header: true });
        table
    }

    /// Without a header row: a form whose labels stand beside their values.
    pub fn without_header(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new(), size: Size::Normal }
    }

    /// The same in another size.
    pub fn sized(self, size: Size) -> Self {
        Self { size, ..self }
    }

    /// Rows but for the header.
    pub fn count_rows(&self) -> usize {
        self.rows.iter().filter(|row| !row.header).count()
    }

    /// Adds a row of one text a column; missing ones are empty, surplus ones are not taken.
    pub fn row(&mut self, texts: &[String]) {
        let empty = String::new();
        let texts = (0..self.columns.len()).map(|index| texts.get(index).unwrap_or(&empty));
        let cells = texts.map(|text| TableCell::text(text, 1)).collect();
        self.rows.push(Row { cells, header: false });
    }

    /// Adds a row of cells over several columns.
    pub fn row_of(&mut self, cells: Vec<TableCell>) {
        self.rows.push(Row { cells, header: false });
    }

    /// Writes the table this many twips wide.
    pub(super) fn write(&self, body: &mut Markup, width: u32) {
        let widths = self.widths(width);
        body.element("w:tbl", &[], |table| {
            write_table_properties(table, width);
            table.element("w:tblGrid", &[], |grid| {
                for width in &widths {
                    grid.empty("w:gridCol", &[("w:w", &width.to_string())]);
                }
            });
            let lines: u32 = self.rows.iter().map(|row| self.lines_of(row, &widths)).sum();
            for (index, row) in self.rows.iter().enumerate() {
                self.write_row(table, row, &widths, self.stays_with_next(index, lines));
            }
        });
    }

    /// A short table stays whole on a page; of a long one the header stays with the first rows, and the last, which may be
    /// the total, with the one before it.
    fn stays_with_next(&self, row: usize, lines: u32) -> bool {
        let left = self.rows.len().saturating_sub(row + 1);
        left > 0 && (lines <= SHORT || row < 2 || left == 1)
    }

    /// How many lines a row takes, by its cell with the most.
    fn lines_of(&self, row: &Row, widths: &[u32]) -> u32 {
        let mut first = 0;
        let lines = row.cells.iter().map(|cell| {
            let width: u32 = widths.iter().skip(first).take(cell.columns).sum();
            first += cell.columns;
            let half_points = self.half_points(cell.label);
            lines_within(&cell.text, half_points, width)
        });
        lines.max().unwrap_or(1)
    }

    fn style_of(&self, cell: &TableCell) -> &'static Style {
        self.style(cell.label)
    }

    fn style(&self, label: bool) -> &'static Style {
        match (self.size, label) {
            (Size::Normal, true) => &styles::TABLE_HEAD,
            (Size::Normal, false) => &styles::TABLE_TEXT,
            (Size::Dense, true) => &styles::DENSE_HEAD,
            (Size::Dense, false) => &styles::DENSE_TEXT,
            (Size::Small, true) => &styles::SMALL_HEAD,
            (Size::Small, false) => &styles::SMALL_TEXT,
        }
    }

    fn widths(&self, whole: u32) -> Vec<u32> {
        let shares: Vec<u32> = self.columns.iter().map(|column| column.share).collect();
        let mut needs = vec![0; shares.len()];
        for row in &self.rows {
            let mut first = 0;
            for cell in &row.cells {
                let half_points = self.half_points(cell.label);
                if let Some(need) = needs.get_mut(first).filter(|_| cell.columns == 1 && !cell.label) {
                    *need = width_of_unbroken(&cell.text, half_points).max(*need);
                }
                first += cell.columns;
            }
        }
        let fair = share_out(whole, &shares, &needs);
        let bound = |(column, need): (&Column, &u32)| {
            let heading = width_of_text(&column.heading, self.half_points(true)) + MARGINS;
            Bounds { least: heading.max(*need), moves: column.align == Align::Left && !column.heading.is_empty() }
        };
        let bounds: Vec<Bounds> = self.columns.iter().zip(&needs).map(bound).collect();
        balance(fair, &bounds, &self.texts(), MARGINS)
    }

    /// How wide every row's texts are in one line.
    fn texts(&self) -> Vec<RowTexts> {
        let texts = |row: &Row| {
            let mut texts = Vec::new();
            for cell in &row.cells {
                let half_points = self.half_points(cell.label);
                let lines = cell.text.split('\n').map(|line| width_of_text(line, half_points));
                texts.push(if cell.columns == 1 { lines.collect() } else { Vec::new() });
                texts.resize(texts.len() + cell.columns - 1, Vec::new());
            }
            texts
        };
        self.rows.iter().map(texts).collect()
    }

    fn half_points(&self, label: bool) -> u32 {
        self.style(label).half_points.parse().unwrap_or(0)
    }

    fn write_row(&self, table: &mut Markup, row: &Row, widths: &[u32], keep: bool) {
        table.element("w:tr", &[], |line| {
            line.element("w:trPr", &[], |property| {
                property.empty("w:cantSplit", &[]);
                if row.header {
                    property.empty("w:tblHeader", &[]);
                }
                property.value("w:jc", "center");
            });
            let mut first = 0;
            for cell in &row.cells {
                let width: u32 = widths.iter().skip(first).take(cell.columns).sum();
                let align = self.columns.get(first).map_or(Align::Left, |column| column.align);
                write_cell(line, cell, width, keep, self.style_of(cell), align);
                first += cell.columns;
            }
        });
    }
}

fn write_table_properties(table: &mut Markup, width: u32) {
    table.element("w:tblPr", &[], |property| {
        property.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        property.value("w:jc", "center");
        property.element("w:tblBorders", &[], |borders| {
            for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                borders.empty(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")]);
            }
        });
        property.empty("w:tblLayout", &[("w:type", "fixed")]);
        property.element("w:tblCellMar", &[], |margins| {
            for side in ["w:left", "w:right"] {
                margins.empty(side, &[("w:w", "70"), ("w:type", "dxa")]);
            }
        });
    });
}

fn write_cell(line: &mut Markup, cell: &TableCell, width: u32, keep: bool, style: &Style, align: Align) {
    line.element("w:tc", &[], |part| {
        part.element("w:tcPr", &[], |property| {
            property.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if cell.columns > 1 {
                property.value("w:gridSpan", &cell.columns.to_string());
            }
            property.value("w:vAlign", "center");
        });
        part.element("w:p", &[], |paragraph| {
            paragraph.element("w:pPr", &[], |property| {
                property.value("w:pStyle", style.id);
                if keep {
                    property.empty("w:keepNext", &[]);
                }
                if !cell.label {
                    property.value("w:jc", align.name());
                }
            });
            let span = Span::plain(cell.text.as_str());
            if cell.options.is_empty() {
                write_span(paragraph, &span);
            } else {
                write_choice(paragraph, &cell.options, &span);
            }
        });
    });
}

/// A content control whose text, as long as nothing is chosen, is its placeholder.
fn write_choice(paragraph: &mut Markup, options: &[String], prompt: &Span) {
    paragraph.element("w:sdt", &[], |control| {
        control.element("w:sdtPr", &[], |property| {
            property.empty("w:showingPlcHdr", &[]);
            property.element("w:dropDownList", &[], |list| {
                for option in options {
                    list.empty("w:listItem", &[("w:displayText", option), ("w:value", option)]);
                }
            });
        });
        control.element("w:sdtContent", &[], |content| write_span(content, prompt));
    });
}
