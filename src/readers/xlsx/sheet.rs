//! A worksheet's part (ECMA-376 part 1, 18.3): cells with what they hold and show, merged regions, widths, heights, and the
//! ids of what else belongs to the sheet. Rows and cells without an `r` follow the one before; the dimension is not looked at.

use std::collections::HashMap;

use super::in_cell::InCell;
use super::in_cell::displayed_image_id;
use super::lost_cells::Written;
use super::lost_type::Numbered;
use super::rich_text::push_rich_text;
use super::rich_text::unescape_text;
use super::surface::SurfaceIds;
use crate::model::Cell;
use crate::model::CellContent;
use crate::readers::drawing::embedded::draws_picture;
use crate::readers::drawing::embedded::holds_words;
use crate::readers::number_format::Epoch;
use crate::readers::sheets::budget::Budget;
use crate::readers::sheets::geometry::Geometry;
use crate::readers::sheets::grid::HiddenParts;
use crate::readers::sheets::grid::single_cell;
use crate::readers::sheets::reference::Area;
use crate::readers::sheets::reference::COLUMNS;
use crate::readers::sheets::reference::ROWS;
use crate::readers::sheets::reference::parse_area;
use crate::readers::sheets::reference::parse_cell;
use crate::readers::sheets::strings::SharedStrings;
use crate::readers::sheets::styles::Styles;
use crate::readers::sheets::value::shape_number;
use crate::readers::xml::Element;
use crate::readers::xml::Watch;
use crate::readers::xml::Xml;

/// What all sheets of a workbook share.
pub struct Shared<'w> {
    /// Shared strings.
    pub strings: &'w SharedStrings,
    /// Number formats.
    pub styles: &'w Styles,
    /// The date system.
    pub epoch: Epoch,
}

/// A sheet as its part has it.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Cells with content, in the order of the part.
    pub cells: Vec<Cell>,
    /// Merged regions as written.
    pub merged: Vec<Area>,
    /// Hidden rows and columns.
    pub hidden: HiddenParts,
    /// Widths and heights.
    pub geometry: Geometry,
    /// What lies on it.
    pub surface: SurfaceIds,
    /// Page headers (true) and footers as written.
    pub headers: Vec<(bool, String)>,
    /// Cells whose number may be that of a shared string.
    pub numbered: Vec<Numbered>,
    /// Which cells are written at all.
    pub written: Written,
    /// Cells that write in white on white.
    pub white: Vec<(u32, u32)>,
}

/// Reads a worksheet.
pub fn read_sheet(xml: &mut Xml, shared: &Shared, budget: &mut Budget) -> Sheet {
    let mut reader = SheetReader {
        shared,
        budget,
        sheet: Sheet::default(),
        row: 0,
        column: 0,
        value: String::new(),
        formula: String::new(),
        shared_formulas: HashMap::new(),
        filtered: None,
    };
    xml.watch(Watch::Words);
    while let Some(element) = xml.next_open() {
        reader.read_element(xml, &element);
        if reader.budget.is_over() {
            break;
        }
    }
    reader.sheet
}

struct SheetReader<'s, 'w> {
    shared: &'s Shared<'w>,
    budget: &'s mut Budget,
    sheet: Sheet,
    /// The row that a row without number would be.
    row: u32,
    /// The column that a cell without reference would be.
    column: u32,
    value: String,
    formula: String,
    shared_formulas: HashMap<String, String>,
    /// The area of the sheet's filter.
    filtered: Option<Area>,
}

/// The attributes of a cell.
#[derive(Default)]
struct CellAttributes {
    place: Option<(u32, u32)>,
    style: u32,
    kind: CellKind,
    rich: usize,
}

/// What a cell's value is, by its attribute `t`.
#[derive(Clone, Copy, Default, PartialEq)]
enum CellKind {
    #[default]
    Number,
    SharedString,
    InlineString,
    Text,
    Boolean,
    Error,
    Date,
}

impl SheetReader<'_, '_> {
    fn read_element(&mut self, xml: &mut Xml, element: &Element) {
        let id = || element.prefixed("id").or_else(|| element.attribute("id")).map(|id| id.into_owned());
        match element.name() {
            "row" => self.open_row(element),
            "c" => self.read_cell(xml, element),
            "col" => self.read_columns(element),
            "sheetFormatPr" => self.read_defaults(element),
            "mergeCell" => {
                if let Some(area) = element.attribute("ref").and_then(|reference| parse_area(&reference))
                    && self.budget.take(0)
                {
                    self.sheet.merged.push(area);
                }
            }
            "autoFilter" => self.filtered = element.attribute("ref").and_then(|reference| parse_area(&reference)),
            // A filter that is set hides rows from view, which are on the paper all the same.
            "filterColumn" => {
                if let Some(area) = self.filtered.take() {
                    self.sheet.hidden.show_rows(area.top.saturating_add(1), area.bottom);
                }
            }
            "drawing" => self.sheet.surface.drawings.extend(id()),
            "legacyDrawing" => self.sheet.surface.legacy_drawing = id(),
            "legacyDrawingHF" | "drawingHF" => self.sheet.surface.header_drawing = id(),
            "picture" => self.sheet.surface.background = id(),
            "oleObject" => {
                let program = element.attribute("progId");
                self.sheet.surface.holds_words |= program.as_deref().is_some_and(holds_words);
                if !program.is_some_and(|program| draws_picture(&program)) {
                    self.sheet.surface.objects.extend(element.number::<u32>("shapeId"));
                }
            }
            "oddHeader" | "evenHeader" | "firstHeader" => self.sheet.headers.push((true, xml.text())),
            "oddFooter" | "evenFooter" | "firstFooter" => self.sheet.headers.push((false, xml.text())),
            // Of rules that validate or colour cells.
            "formula" | "formula1" | "formula2" | "f" | "sqref" => xml.skip(),
            // Of no cell.
            "v" | "is" => xml.skip_unknown(),
            _ => {}
        }
    }

    fn read_defaults(&mut self, element: &Element) {
        if let Some(height) = element.number("defaultRowHeight") {
            self.sheet.geometry.set_default_height(height);
        }
        if let Some(width) = element.number("defaultColWidth") {
            self.sheet.geometry.set_default_width(width);
        }
    }

    fn read_columns(&mut self, element: &Element) {
        let (Some(first), Some(last)) = (element.number::<u32>("min"), element.number::<u32>("max")) else { return };
        let Some(first) = first.checked_sub(1).filter(|first| *first < last && *first < COLUMNS) else { return };
        let hidden = element.switch("hidden") == Some(true);
        let width = element.number::<f64>("width");
        if hidden || width == Some(0.0) {
            self.sheet.hidden.hide_columns(first, last - 1);
            self.sheet.geometry.add_columns(first, last - 1, 0.0);
        } else if let Some(width) = width {
            self.sheet.geometry.add_columns(first, last - 1, width);
        }
    }

    fn open_row(&mut self, element: &Element) {
        let (mut hidden, mut height) = (false, None);
        for (name, value) in element.attributes() {
            match name {
                "r" => {
                    let number = value.trim().parse::<u32>().ok().and_then(|row| row.checked_sub(1));
                    number.into_iter().for_each(|row| self.sheet.written.add_row(row));
                    self.row = number.unwrap_or(self.row);
                }
                "hidden" => hidden = matches!(value, "1" | "true" | "on"),
                "ht" => height = value.trim().parse::<f64>().ok(),
                _ => {}
            }
        }
        self.column = 0;
        if hidden || height == Some(0.0) {
            self.sheet.hidden.hide_row(self.row);
            self.sheet.geometry.add_row(self.row, 0.0);
        } else if let Some(height) = height {
            self.sheet.geometry.add_row(self.row, height);
        }
        self.row = self.row.saturating_add(1);
    }

    fn read_cell(&mut self, xml: &mut Xml, element: &Element) {
        let attributes = CellAttributes::of(element);
        let (row, column) = attributes.place.unwrap_or((self.row.saturating_sub(1), self.column));
        self.column = column.saturating_add(1);
        let has_value = self.read_cell_parts(xml, attributes.kind);
        let bare = !has_value && self.formula.is_empty() && attributes.style == 0;
        self.sheet.written.add_cell(row, column, bare);
        if row >= ROWS || column >= COLUMNS {
            if has_value {
                self.budget.leave_off_sheet();
            }
            return;
        }
        if attributes.rich > 0 {
            self.sheet.surface.in_cell.push((row, column, InCell::Rich { value: attributes.rich }));
        }
        let may_show_picture = self.value.starts_with('=') || !self.formula.is_empty();
        if let Some(id) = may_show_picture.then(|| displayed_image_id(&self.value, &self.formula)).flatten() {
            self.sheet.surface.in_cell.push((row, column, InCell::Displayed { id }));
            return;
        }
        let Some((mut text, content)) = self.shape_value(&attributes, has_value) else { return };
        if attributes.kind != CellKind::SharedString && self.formula.is_empty() {
            let number = self.value.trim().parse().ok().filter(|number| self.shared.strings.holds(*number));
            self.sheet.numbered.extend(number.map(|number| (row, column, number)));
        }
        self.shared.styles.look(attributes.style).show_cell(&mut text);
        if self.budget.take(text.len()) {
            if self.shared.styles.look(attributes.style).white && !text.trim().is_empty() {
                self.sheet.white.push((row, column));
            }
            self.sheet.cells.push(single_cell(row, column, text, content));
        }
    }

    /// Reads `v`, `is` and `f` inside the cell opened last; says whether there is a value.
    fn read_cell_parts(&mut self, xml: &mut Xml, kind: CellKind) -> bool {
        self.value.clear();
        self.formula.clear();
        let mut has_value = false;
        let level = xml.depth();
        while let Some(element) = xml.open_within(level) {
            match element.name() {
                "v" if kind == CellKind::InlineString && has_value => xml.skip(),
                "v" => {
                    xml.push_text(&mut self.value);
                    has_value = true;
                }
                // Beside a text of its own what else is written is of no account.
                "is" => {
                    if kind == CellKind::InlineString {
                        self.value.clear();
                    }
                    push_rich_text(xml, &mut self.value);
                    has_value = true;
                }
                "f" => self.read_formula(xml, &element),
                "extLst" => xml.skip(),
                _ => xml.skip_unknown(),
            }
        }
        has_value
    }

    fn read_formula(&mut self, xml: &mut Xml, element: &Element) {
        let shared = element.attribute("si").map(|number| number.into_owned());
        xml.push_text(&mut self.formula);
        let Some(number) = shared else { return };
        if self.formula.is_empty() {
            self.formula.push_str(self.shared_formulas.get(&number).map_or("", String::as_str));
        } else {
            self.shared_formulas.insert(number, self.formula.clone());
        }
    }

    fn shape_value(&self, attributes: &CellAttributes, has_value: bool) -> Option<(String, CellContent)> {
        let value = self.value.as_str();
        if !has_value || (value.is_empty() && attributes.kind != CellKind::Text) {
            if attributes.kind == CellKind::SharedString {
                self.shared.strings.note_unnumbered();
            }
            let formula = self.formula.trim();
            return (!formula.is_empty())
                .then(|| (String::new(), CellContent::FormulaWithoutResult(formula.to_owned())));
        }
        let format = || self.shared.styles.format(attributes.style);
        let as_text = |text: &str| {
            let shown = format().show_text(text).unwrap_or_else(|| text.to_owned());
            (!shown.is_empty()).then_some((shown, CellContent::Text))
        };
        match attributes.kind {
            CellKind::SharedString => {
                // What is no number is one of a string that is not there.
                let number = Some(value.trim()).filter(|number| !number.is_empty());
                let number = number.map(|number| number.parse().unwrap_or(usize::MAX));
                number.and_then(|number| self.shared.strings.get(number)).and_then(as_text)
            }
            CellKind::InlineString => as_text(value),
            CellKind::Text => as_text(&unescape_text(value)),
            CellKind::Boolean => {
                let holds = matches!(value.trim(), "1" | "true" | "TRUE");
                Some((if holds { "TRUE" } else { "FALSE" }.to_owned(), CellContent::Boolean(holds)))
            }
            CellKind::Error => match attributes.rich {
                0 => Some((value.to_owned(), CellContent::Error(value.to_owned()))),
                _ => None,
            },
            CellKind::Date => match value.trim().trim_end_matches('Z').parse::<jiff::civil::DateTime>() {
                Ok(instant) => Some((value.trim().to_owned(), CellContent::Date(instant))),
                Err(_) => as_text(value),
            },
            CellKind::Number => Some(shape_number(value.trim(), format(), self.shared.epoch)),
        }
    }
}

impl CellAttributes {
    fn of(element: &Element) -> Self {
        let mut attributes = Self::default();
        for (name, value) in element.attributes() {
            match name {
                "r" => attributes.place = parse_cell(value),
                "s" => attributes.style = value.parse().unwrap_or(0),
                "vm" => attributes.rich = value.parse().unwrap_or(0),
                "t" => {
                    attributes.kind = match value {
                        "s" => CellKind::SharedString,
                        "inlineStr" => CellKind::InlineString,
                        "str" => CellKind::Text,
                        "b" => CellKind::Boolean,
                        "e" => CellKind::Error,
                        "d" => CellKind::Date,
                        _ => CellKind::Number,
                    }
                }
                _ => {}
            }
        }
        attributes
    }
}
