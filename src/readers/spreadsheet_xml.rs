//! Excel 2003 XML (SpreadsheetML, Microsoft's XML Spreadsheet Reference): one XML file, often called .xls, as web systems
//! still export it.

use std::collections::HashMap;

use jiff::civil::DateTime;

use crate::model::Block;
use crate::model::Cell;
use crate::model::CellContent;
use crate::model::Document;
use crate::readers::Limits;
use crate::readers::flow::symbol::SymbolFont;
use crate::readers::number_format::Epoch;
use crate::readers::number_format::NumberFormat;
use crate::readers::number_format::instant_to_serial;
use crate::readers::odf::package::note_fault;
use crate::readers::package::part_text::decode_part;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::sheets::budget::Budget;
use crate::readers::sheets::finds::Finds;
use crate::readers::sheets::fonts::FontLook;
use crate::readers::sheets::grid::HiddenParts;
use crate::readers::sheets::grid::assemble_grid;
use crate::readers::sheets::grid::single_cell;
use crate::readers::sheets::grid::spot_of_area;
use crate::readers::sheets::reference::Area;
use crate::readers::sheets::reference::COLUMNS;
use crate::readers::sheets::reference::MOST_NAMES;
use crate::readers::sheets::reference::ROWS;
use crate::readers::sheets::value::shape_number;
use crate::readers::xml::Element;
use crate::readers::xml::Step;
use crate::readers::xml::Watch;
use crate::readers::xml::Xml;

/// Reads a workbook into a Document that is still empty.
pub fn read_spreadsheet_xml(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if bytes.len() as u64 > limits.file_bytes {
        document.troubles.push(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
        return;
    }
    let (text, replaced) = decode_part(bytes.to_vec());
    if replaced {
        document.troubles.push(unreadable("文件中有无法解码的字节".to_owned()));
    }
    let mut xml = Xml::new(&text, limits.depth);
    let mut workbook =
        Workbook { budget: Budget::new(limits), formats: HashMap::new(), looks: HashMap::new(), names: Vec::new() };
    workbook.read(&mut xml, document);
    document.troubles.extend(note_fault("文件", xml.fault(), limits));
    document.troubles.extend(workbook.budget.trouble());
}

/// Runs of columns with a style of their own that are kept.
const MOST_COLUMN_STYLES: usize = 256;

struct Workbook {
    budget: Budget,
    formats: HashMap<String, NumberFormat>,
    /// What the fonts of styles do.
    looks: HashMap<String, FontLook>,
    names: Vec<(String, String)>,
}

/// Properties, and the names that other files have for them.
const PROPERTIES: [(&str, &str); 8] = [
    ("Title", "title"),
    ("Subject", "subject"),
    ("Author", "creator"),
    ("LastAuthor", "lastModifiedBy"),
    ("Created", "created"),
    ("LastSaved", "modified"),
    ("Company", "Company"),
    ("AppName", "Application"),
];

impl Workbook {
    fn read(&mut self, xml: &mut Xml, document: &mut Document) {
        while let Some(element) = xml.next_open() {
            match element.name() {
                "DocumentProperties" => read_properties(xml, document),
                "Style" => self.read_style(xml, &element),
                "NamedRange" => {
                    let name = element.attribute("Name").unwrap_or_default().into_owned();
                    self.names.push((name, element.attribute("RefersTo").unwrap_or_default().into_owned()));
                }
                "Worksheet" => {
                    let name = element.attribute("Name").unwrap_or_default().into_owned();
                    SheetReader::new(self).read(xml, &name, document);
                }
                _ => {}
            }
            if self.budget.is_over() {
                break;
            }
        }
        let place = |reference: &str| {
            let (sheet, area) = parse_reference(reference)?;
            let grid = document.grids().find(|grid| *grid.name == *sheet)?;
            spot_of_area(grid, area)
        };
        let names =
            self.names.iter().take(MOST_NAMES).filter_map(|(name, reference)| Some((name.clone(), place(reference)?)));
        document.defined_names = names.collect();
    }

    fn read_style(&mut self, xml: &mut Xml, element: &Element) {
        let id = element.attribute("ID").unwrap_or_default().into_owned();
        let level = xml.depth();
        while let Some(inner) = xml.open_within(level) {
            if inner.name() == "NumberFormat"
                && let Some(code) = inner.attribute("Format")
            {
                self.formats.insert(id.clone(), NumberFormat::parse(named_format(&code)));
            }
            if inner.name() == "Font" {
                let symbol = inner.attribute("FontName").and_then(|name| SymbolFont::named(&name));
                let look = FontLook { strikes: inner.switch("StrikeThrough") == Some(true), symbol, white: false };
                if !look.is_plain() {
                    self.looks.insert(id.clone(), look);
                }
            }
        }
    }
}

fn read_properties(xml: &mut Xml, document: &mut Document) {
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        let known = PROPERTIES.iter().find(|(name, _)| *name == element.name());
        let value = xml.text().trim().to_owned();
        if let Some((_, name)) = known
            && !value.is_empty()
        {
            document.properties.push(((*name).to_owned(), value));
        }
    }
}

/// Formats that go by a name, as zh-CN has them; other codes as they are.
fn named_format(code: &str) -> &str {
    match code {
        "General Number" => "General",
        "General Date" => "yyyy/m/d h:mm",
        "Short Date" => "yyyy/m/d",
        "Medium Date" => "d-mmm-yy",
        "Long Date" => "yyyy\"年\"m\"月\"d\"日\"",
        "Short Time" => "h:mm",
        "Medium Time" => "h:mm AM/PM",
        "Long Time" => "h:mm:ss",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Currency" => "\"¥\"#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        other => other,
    }
}

struct SheetReader<'w> {
    workbook: &'w mut Workbook,
    cells: Vec<Cell>,
    merged: Vec<Area>,
    hidden: HiddenParts,
    comments: Vec<(u32, u32, String)>,
    hidden_sheet: bool,
    row: u32,
    column: u32,
    /// Styles of columns, both ends in each run.
    column_styles: Vec<(u32, u32, String)>,
    row_style: Option<String>,
}

impl<'w> SheetReader<'w> {
    fn new(workbook: &'w mut Workbook) -> Self {
        Self {
            workbook,
            cells: Vec::new(),
            merged: Vec::new(),
            hidden: HiddenParts::default(),
            comments: Vec::new(),
            hidden_sheet: false,
            row: 0,
            column: 0,
            column_styles: Vec::new(),
            row_style: None,
        }
    }

    fn read(mut self, xml: &mut Xml, name: &str, document: &mut Document) {
        xml.watch(Watch::Words);
        let level = xml.depth();
        while let Some(element) = xml.open_within(level) {
            match element.name() {
                "Column" => self.take_columns(&element),
                "Row" => self.read_row(xml, &element),
                "Visible" => self.hidden_sheet = xml.text().trim() != "SheetVisible",
                "DataValidation" | "ConditionalFormatting" => xml.skip(),
                _ => {}
            }
            if self.workbook.budget.is_over() {
                break;
            }
        }
        xml.watch(Watch::Nothing);
        let mut grid = assemble_grid(&mut document.troubles, name, self.cells, self.merged, self.hidden);
        grid.hidden = self.hidden_sheet;
        let mut finds = Finds::new(&grid.name);
        for (row, column, text) in self.comments {
            finds.add_comment(row, column, text);
        }
        finds.settle(document);
        document.body.push(Block::Grid(grid));
    }

    fn take_columns(&mut self, element: &Element) {
        let (first, last) = next_run(element, &mut self.column);
        if first >= COLUMNS {
            return;
        }
        let last = last.min(COLUMNS - 1);
        if is_hidden(element, "Width") {
            self.hidden.hide_columns(first, last);
        }
        if let Some(style) = element.attribute("StyleID")
            && self.column_styles.len() < MOST_COLUMN_STYLES
        {
            self.column_styles.push((first, last, style.into_owned()));
        }
    }

    fn read_row(&mut self, xml: &mut Xml, element: &Element) {
        let (first, last) = next_run(element, &mut self.row);
        if is_hidden(element, "Height") && first < ROWS {
            self.hidden.hide_rows(first, last.min(ROWS - 1));
        }
        self.row_style = element.attribute("StyleID").map(|style| style.into_owned());
        self.column = 0;
        let level = xml.depth();
        while let Some(inner) = xml.open_within(level) {
            if inner.name() == "Cell" {
                self.read_cell(xml, &inner, first);
            }
            if self.workbook.budget.is_over() {
                return;
            }
        }
    }

    fn read_cell(&mut self, xml: &mut Xml, element: &Element, row: u32) {
        if let Some(index) = element.number::<u32>("Index") {
            self.column = index.saturating_sub(1);
        }
        let column = self.column;
        let across = element.number::<u32>("MergeAcross").unwrap_or(0);
        let down = element.number::<u32>("MergeDown").unwrap_or(0);
        self.column = column.saturating_add(across).saturating_add(1);
        let style = element.attribute("StyleID").map(|style| style.into_owned());
        let formula = element.attribute("Formula").map(|formula| formula.trim_start_matches('=').to_owned());
        let mut data = None;
        let level = xml.depth();
        while let Some(inner) = xml.open_within(level) {
            match inner.name() {
                "Data" if data.is_none() => {
                    let kind = inner.attribute("Type").unwrap_or_default().into_owned();
                    data = Some((kind, read_data(xml)));
                }
                "Comment" => {
                    let text = xml.text();
                    self.comments.push((row, column, text.trim().to_owned()));
                }
                "NamedCell" | "PhoneticText" => xml.skip(),
                _ => {}
            }
        }
        if row >= ROWS || column >= COLUMNS {
            if data.is_some() {
                self.workbook.budget.leave_off_sheet();
            }
            return;
        }
        if (across > 0 || down > 0) && self.workbook.budget.take(0) {
            let bottom = row.saturating_add(down).min(ROWS - 1);
            let right = column.saturating_add(across).min(COLUMNS - 1);
            self.merged.push(Area { top: row, left: column, bottom, right });
        }
        let shaped = match (data, formula) {
            (Some((kind, text)), _) => {
                let style = self.style_of(style.as_deref(), column);
                let mut shaped = self.shape(&kind, &text, style);
                if let (Some((text, _)), Some(look)) = (&mut shaped, self.workbook.looks.get(style)) {
                    look.show_cell(text);
                }
                shaped
            }
            (None, Some(formula)) => Some((String::new(), CellContent::FormulaWithoutResult(formula))),
            (None, None) => None,
        };
        if let Some((text, content)) = shaped
            && self.workbook.budget.take(text.len())
        {
            self.cells.push(single_cell(row, column, text, content));
        }
    }

    /// The style of a cell: its own, its row's, its column's.
    fn style_of<'s>(&'s self, own: Option<&'s str>, column: u32) -> &'s str {
        let of_column = || {
            let mut runs = self.column_styles.iter();
            runs.find(|(first, last, _)| (*first..=*last).contains(&column)).map(|(_, _, style)| style.as_str())
        };
        own.or(self.row_style.as_deref()).or_else(of_column).unwrap_or("Default")
    }

    fn shape(&self, kind: &str, data: &str, style: &str) -> Option<(String, CellContent)> {
        let general = NumberFormat::general();
        let format = self.workbook.formats.get(style).unwrap_or(&general);
        let value = data.trim();
        match kind {
            "Number" => Some(shape_number(value, format, Epoch::Y1900)),
            "DateTime" => match value.trim_end_matches('Z').parse::<DateTime>() {
                Ok(instant) => {
                    let usual = NumberFormat::parse("yyyy/m/d");
                    let format = if format.is_general() { &usual } else { format };
                    let shown = format.show(instant_to_serial(instant), Epoch::Y1900);
                    Some((shown.text, CellContent::Date(instant)))
                }
                Err(_) => Some((value.to_owned(), CellContent::Text)),
            },
            "Boolean" => {
                let holds = matches!(value, "1" | "true");
                Some((if holds { "TRUE" } else { "FALSE" }.to_owned(), CellContent::Boolean(holds)))
            }
            "Error" => Some((value.to_owned(), CellContent::Error(value.to_owned()))),
            _ => {
                let plain = data.replace("\r\n", "\n").replace('\r', "\n");
                let shown = format.show_text(&plain).unwrap_or(plain);
                (!shown.is_empty()).then_some((shown, CellContent::Text))
            }
        }
    }
}

/// The text of the data opened last, its end consumed: runs in `S` are crossed out, those of a symbol font show its pictures.
fn read_data(xml: &mut Xml) -> String {
    let mut text = String::new();
    let level = xml.depth();
    let mut open: Vec<(usize, usize, FontLook)> = Vec::new();
    while let Some(step) = xml.step_within(level) {
        match step {
            Step::Text(run) => text.push_str(&run),
            Step::Open(element) => {
                let face = element.attribute("Face").filter(|_| element.name() == "Font");
                let symbol = face.and_then(|face| SymbolFont::named(&face));
                let strikes = element.name() == "S" && open.iter().all(|(.., look)| !look.strikes);
                let look = FontLook { strikes, symbol, white: false };
                if !look.is_plain() {
                    open.push((xml.depth(), text.len(), look));
                }
            }
            Step::Close(_) => {
                if let Some((_, from, look)) = open.pop_if(|(depth, ..)| xml.depth() < *depth) {
                    look.show_run(&mut text, from);
                }
            }
        }
    }
    text
}

/// The rows or columns that an element stands for, from 0, both ends in it; what comes next is moved on.
fn next_run(element: &Element, next: &mut u32) -> (u32, u32) {
    let first = element.number::<u32>("Index").and_then(|index| index.checked_sub(1)).unwrap_or(*next);
    let last = first.saturating_add(element.number::<u32>("Span").unwrap_or(0));
    *next = last.saturating_add(1);
    (first, last)
}

fn is_hidden(element: &Element, length: &str) -> bool {
    element.switch("Hidden") == Some(true) || element.number::<f64>(length) == Some(0.0)
}

/// `='申报表'!R3C2:R3C4`
fn parse_reference(reference: &str) -> Option<(String, Area)> {
    let (sheet, range) = reference.trim_start_matches('=').rsplit_once('!')?;
    let sheet = match sheet.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let cell = |reference: &str| {
        let (row, column) = reference.strip_prefix('R')?.split_once('C')?;
        Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.parse::<u32>().ok()?.checked_sub(1)?))
    };
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    (top <= bottom && left <= right).then_some((sheet, Area { top, left, bottom, right }))
}
