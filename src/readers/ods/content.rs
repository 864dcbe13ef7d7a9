//! The tables of an OpenDocument spreadsheet (ODF 1.3 part 3, 9): rows and cells with their repetitions, merged regions, and
//! what floats over them.

use super::cell::CellAttributes;
use super::shapes::ShapeReader;
use super::styles::TableStyles;
use crate::model::Block;
use crate::model::Cell;
use crate::model::CellContent;
use crate::model::Document;
use crate::readers::odf::pictures::Images;
use crate::readers::odf::text::push_odf_paragraph;
use crate::readers::sheets::budget::Budget;
use crate::readers::sheets::controls::PlacedEntry;
use crate::readers::sheets::controls::fill_entries;
use crate::readers::sheets::finds::Finds;
use crate::readers::sheets::fonts::tell_white;
use crate::readers::sheets::geometry::Geometry;
use crate::readers::sheets::grid::HiddenParts;
use crate::readers::sheets::grid::assemble_grid;
use crate::readers::sheets::grid::single_cell;
use crate::readers::sheets::grid::spot_of_area;
use crate::readers::sheets::reference::Area;
use crate::readers::sheets::reference::COLUMNS;
use crate::readers::sheets::reference::MOST_NAMES;
use crate::readers::sheets::reference::ROWS;
use crate::readers::sheets::reference::parse_area;
use crate::readers::xml::Element;
use crate::readers::xml::Watch;
use crate::readers::xml::Xml;

/// Reads the content of a spreadsheet: styles first, then tables, then names.
pub fn read_content(xml: &mut Xml, document: &mut Document, images: &mut Images, budget: &mut Budget) {
    let mut styles = TableStyles::default();
    let mut names = Vec::new();
    let mut entries = Vec::new();
    while let Some(element) = xml.next_open() {
        match element.name() {
            "table" => {
                xml.watch(Watch::Words);
                entries.append(&mut TableReader::new(&element, &styles, budget).read(xml, document, images));
                xml.watch(Watch::Nothing);
            }
            "named-range" => {
                let name = element.attribute("name").unwrap_or_default().into_owned();
                names.push((name, element.attribute("cell-range-address").unwrap_or_default().into_owned()));
            }
            // Changes that were tracked hold cells that are no longer there.
            "tracked-changes" | "forms" => xml.skip(),
            _ => styles.take(&element),
        }
        if budget.is_over() {
            break;
        }
    }
    fill_entries(document, entries);
    let place = |address: &str| {
        let (sheet, area) = parse_address(address)?;
        let grid = document.grids().find(|grid| *grid.name == *sheet)?;
        spot_of_area(grid, area)
    };
    document.defined_names =
        names.into_iter().take(MOST_NAMES).filter_map(|(name, address)| Some((name, place(&address)?))).collect();
}

/// `$'申报 表'.$B$3:.$D$3`
pub fn parse_address(address: &str) -> Option<(String, Area)> {
    let (first, last) = address.split_once(':').unwrap_or((address, ""));
    let (sheet, first) = first.rsplit_once('.')?;
    let last = last.rsplit_once('.').map_or(last, |(_, cell)| cell);
    let sheet = sheet.trim_start_matches('$');
    let sheet = match sheet.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    let range = if last.is_empty() { first.to_owned() } else { format!("{first}:{last}") };
    parse_area(&range).map(|area| (sheet, area))
}

struct TableReader<'t> {
    name: String,
    hidden_table: bool,
    styles: &'t TableStyles,
    budget: &'t mut Budget,
    cells: Vec<Cell>,
    merged: Vec<Area>,
    hidden: HiddenParts,
    geometry: Geometry,
    shapes: ShapeReader,
    /// Cells in white on white.
    white: Vec<(u32, u32)>,
    /// The next row and column.
    row: u32,
    column: u32,
}

impl<'t> TableReader<'t> {
    fn new(element: &Element, styles: &'t TableStyles, budget: &'t mut Budget) -> Self {
        let style = element.attribute("style-name").unwrap_or_default();
        Self {
            name: element.attribute("name").unwrap_or_default().into_owned(),
            hidden_table: styles.hides(&style),
            styles,
            budget,
            cells: Vec::new(),
            merged: Vec::new(),
            hidden: HiddenParts::default(),
            geometry: Geometry::default(),
            white: Vec::new(),
            shapes: ShapeReader::default(),
            row: 0,
            column: 0,
        }
    }

    fn read(mut self, xml: &mut Xml, document: &mut Document, images: &mut Images) -> Vec<PlacedEntry> {
        let level = xml.depth();
        while let Some(element) = xml.open_within(level) {
            match element.name() {
                "table-column" => self.take_columns(&element),
                "table-row" => self.read_row(xml, &element),
                "shapes" => self.shapes.read_loose(xml),
                "forms" => self.shapes.read_controls(xml),
                "table" | "dde-source" | "scenario" => xml.skip(),
                _ => {}
            }
            if self.budget.is_over() {
                break;
            }
        }
        let mut grid = assemble_grid(&mut document.troubles, &self.name, self.cells, self.merged, self.hidden);
        grid.hidden = self.hidden_table;
        document.troubles.extend(tell_white(&grid, &self.white));
        let mut finds = Finds::new(&grid.name);
        self.shapes.settle(&self.geometry, self.styles, images, &mut finds);
        let entries = finds.settle_controls(&mut grid);
        finds.settle(document);
        document.body.push(Block::Grid(grid));
        entries
    }

    fn take_columns(&mut self, element: &Element) {
        let count = element.number::<u32>("number-columns-repeated").unwrap_or(1).max(1);
        let (first, last) = (self.column, self.column.saturating_add(count - 1).min(COLUMNS - 1));
        self.column = self.column.saturating_add(count);
        if first >= COLUMNS {
            return;
        }
        let hidden = is_hidden(element);
        if hidden {
            self.hidden.hide_columns(first, last);
        }
        let style = element.attribute("style-name").unwrap_or_default();
        if let Some(width) = self.styles.length(&style) {
            self.geometry.add_columns_of(first, last, if hidden { 0 } else { width });
        }
    }

    fn read_row(&mut self, xml: &mut Xml, element: &Element) {
        let count = element.number::<u32>("number-rows-repeated").unwrap_or(1).max(1);
        let (first, last) = (self.row, self.row.saturating_add(count - 1).min(ROWS - 1));
        self.row = self.row.saturating_add(count);
        self.column = 0;
        if first < ROWS && is_hidden(element) {
            self.hidden.hide_rows(first, last);
        }
        let style = element.attribute("style-name").unwrap_or_default();
        let height = if is_hidden(element) { Some(0) } else { self.styles.length(&style) };
        // What is repeated beyond the sheet's end is empty; words there are there once, with a number that is wrong.
        let fits = self.row <= ROWS;
        let (known, filled) = (self.cells.len(), if fits { last } else { first });
        let mut lines = 1;
        let level = xml.depth();
        while let Some(element) = xml.open_within(level) {
            match element.name() {
                "table-cell" => lines = self.read_cell(xml, &element, (first, filled)).max(lines),
                "covered-table-cell" => self.read_covered_cell(xml, &element, first),
                _ => xml.skip_unknown(),
            }
            if self.budget.is_over() {
                return;
            }
        }
        if !fits && self.cells.len() > known {
            self.budget.leave_off_sheet();
            self.row = first.saturating_add(1);
        }
        match height {
            _ if first >= ROWS => {}
            Some(height) => self.geometry.add_rows_of(first, last, height),
            // Whoever opens the file makes the row as high as its text.
            None => self.geometry.add_rows_of_lines(first, last, lines),
        }
    }

    /// A cell under a merged region: its text is not seen and only told of, but LibreOffice hangs what floats over the region's later
    /// cells here.
    fn read_covered_cell(&mut self, xml: &mut Xml, element: &Element, row: u32) {
        let column = self.column;
        self.column = column.saturating_add(CellAttributes::of(element).repeated);
        let mut text = String::new();
        let level = xml.depth();
        while let Some(element) = xml.open_within(level) {
            match element.name() {
                "p" | "h" => push_odf_paragraph(xml, &mut text, &|style| self.styles.look(style)),
                "annotation" => xml.skip(),
                _ => self.shapes.read_shape(xml, &element, Some((row, column))),
            }
        }
        if !text.trim().is_empty() && row < ROWS && column < COLUMNS && self.budget.take(text.len()) {
            self.cells.push(single_cell(row, column, text, CellContent::Text));
        }
    }

    /// Reads the cell opened last; how many lines of text its row has to show.
    fn read_cell(&mut self, xml: &mut Xml, element: &Element, (first_row, last_row): (u32, u32)) -> u32 {
        let attributes = CellAttributes::of(element);
        let first_column = self.column;
        self.column = first_column.saturating_add(attributes.repeated);
        let mut text = self.read_cell_content(xml, (first_row, first_column));
        if let Some(style) = element.attribute("style-name") {
            let look = self.styles.look(&style);
            look.show_cell(&mut text);
            if look.white && !text.trim().is_empty() {
                self.white.push((first_row, first_column));
            }
        }
        if first_row >= ROWS || first_column >= COLUMNS {
            if !text.trim().is_empty() {
                self.budget.leave_off_sheet();
            }
            return 1;
        }
        let lines = if attributes.height > 1 { 1 } else { text.lines().count() };
        let lines = u32::try_from(lines).unwrap_or(u32::MAX);
        if attributes.width > 1 || attributes.height > 1 {
            let bottom = first_row.saturating_add(attributes.height - 1).min(ROWS - 1);
            let right = first_column.saturating_add(attributes.width - 1).min(COLUMNS - 1);
            if self.budget.take(0) {
                self.merged.push(Area { top: first_row, left: first_column, bottom, right });
            }
        }
        let Some((text, content)) = attributes.shape(text) else { return 1 };
        for row in first_row..=last_row {
            for column in first_column..self.column.min(COLUMNS) {
                if !self.budget.take(text.len()) {
                    return lines;
                }
                self.cells.push(single_cell(row, column, text.clone(), content.clone()));
            }
        }
        lines
    }

    /// The paragraphs of the cell opened last; what floats over it is put aside.
    fn read_cell_content(&mut self, xml: &mut Xml, place: (u32, u32)) -> String {
        let mut text = String::new();
        let mut paragraphs = 0;
        let level = xml.depth();
        while let Some(element) = xml.open_within(level) {
            match element.name() {
                "p" | "h" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    push_odf_paragraph(xml, &mut text, &|style| self.styles.look(style));
                }
                "annotation" => self.shapes.read_annotation(xml, place),
                _ => self.shapes.read_shape(xml, &element, Some(place)),
            }
        }
        text
    }
}

fn is_hidden(element: &Element) -> bool {
    element.attribute("visibility").is_some_and(|shown| shown == "collapse")
}
