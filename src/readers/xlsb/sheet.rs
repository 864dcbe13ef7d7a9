//! A worksheet's binary part ([MS-XLSB] 2.1.7.62): cells, merged regions, widths and heights, and what lies on it by ids.

use super::records::Records;
use super::records::rich_string;
use super::records::wide_string;
use crate::model::CellContent;
use crate::readers::binary::Fields;
use crate::readers::sheets::budget::Budget;
use crate::readers::sheets::grid::single_cell;
use crate::readers::sheets::reference::Area;
use crate::readers::sheets::reference::COLUMNS;
use crate::readers::sheets::reference::ROWS;
use crate::readers::sheets::value::shape_float;
use crate::readers::xls::formula::error_text;
use crate::readers::xls::sheet::unpack_rk;
use crate::readers::xlsx::in_cell::InCell;
use crate::readers::xlsx::in_cell::displayed_image_id;
use crate::readers::xlsx::sheet::Shared;
use crate::readers::xlsx::sheet::Sheet;

/// The record that closes the cells, and the one that every sheet ends with.
const END_OF_CELLS: u16 = 146;
const END_OF_SHEET: u16 = 130;

/// Reads a worksheet, and whether it came to its end: records of which bytes are lost run into others.
pub fn read_sheet(records: &mut Records, shared: &Shared, budget: &mut Budget) -> (Sheet, bool) {
    let mut reader = SheetReader { shared, budget, sheet: Sheet::default(), row: 0, column: 0, filtered: None };
    let (mut ends_cells, mut last) = (false, 0);
    for (kind, fields) in records {
        let _incomplete = reader.take(kind, fields);
        if reader.budget.is_over() {
            return (reader.sheet, true);
        }
        ends_cells |= kind == END_OF_CELLS;
        last = kind;
    }
    (reader.sheet, ends_cells && last == END_OF_SHEET)
}

struct SheetReader<'s, 'w> {
    shared: &'s Shared<'w>,
    budget: &'s mut Budget,
    sheet: Sheet,
    row: u32,
    /// The column of a cell that does not say where it stands: it follows the one before.
    column: u32,
    /// First and last row of the sheet's filter.
    filtered: Option<(u32, u32)>,
}

impl SheetReader<'_, '_> {
    /// Takes one record in; None where it is shorter than its kind.
    fn take(&mut self, kind: u16, mut fields: Fields) -> Option<()> {
        match kind {
            0 => self.take_row(fields),
            1..=11 | 62 => {
                self.column = fields.u32()?;
                self.take_cell(kind, fields)
            }
            // Short cells have their kind's number plus eleven, and no column.
            12..=18 => self.take_cell(kind - 11, fields),
            60 => self.take_columns(fields),
            176 => {
                let mut number = || fields.u32();
                let area = Area { top: number()?, bottom: number()?, left: number()?, right: number()? };
                let whole =
                    area.top <= area.bottom && area.left <= area.right && area.bottom < ROWS && area.right < COLUMNS;
                if whole && self.budget.take(0) {
                    self.sheet.merged.push(area);
                }
                Some(())
            }
            // A filter, and the column by which it hides rows from view, which are on the paper all the same.
            161 => {
                let mut number = || fields.u32();
                let (top, bottom) = (number()?, number()?);
                self.filtered = Some((top, bottom));
                Some(())
            }
            163 => {
                if let Some((top, bottom)) = self.filtered.take() {
                    self.sheet.hidden.show_rows(top.saturating_add(1), bottom);
                }
                Some(())
            }
            485 => self.take_defaults(fields),
            479 => {
                fields.skip(2)?;
                for is_header in [true, false, true, false, true, false] {
                    self.sheet.headers.extend(wide_string(&mut fields).map(|code| (is_header, code)));
                }
                Some(())
            }
            550 => {
                self.sheet.surface.drawings.push(wide_string(&mut fields)?);
                Some(())
            }
            551 => {
                self.sheet.surface.legacy_drawing = wide_string(&mut fields);
                Some(())
            }
            552 => {
                self.sheet.surface.header_drawing = wide_string(&mut fields);
                Some(())
            }
            562 => {
                self.sheet.surface.background = wide_string(&mut fields);
                Some(())
            }
            _ => Some(()),
        }
    }

    fn take_row(&mut self, mut fields: Fields) -> Option<()> {
        self.row = fields.u32()?;
        self.column = 0;
        fields.skip(4)?;
        let points = f64::from(fields.u16()?) / 20.0;
        fields.skip(1)?;
        let hidden = fields.u8()? & 0x10 != 0;
        if hidden {
            self.sheet.hidden.hide_row(self.row);
        }
        self.sheet.geometry.add_row(self.row, if hidden { 0.0 } else { points });
        Some(())
    }

    fn take_columns(&mut self, mut fields: Fields) -> Option<()> {
        let (first, last, width) = (fields.u32()?, fields.u32()?, fields.u32()?);
        fields.skip(4)?;
        let hidden = fields.u16()? & 1 != 0;
        if first <= last && first < COLUMNS {
            let last = last.min(COLUMNS - 1);
            if hidden {
                self.sheet.hidden.hide_columns(first, last);
            }
            let characters = if hidden { 0.0 } else { f64::from(width) / 256.0 };
            self.sheet.geometry.add_columns(first, last, characters);
        }
        Some(())
    }

    fn take_defaults(&mut self, mut fields: Fields) -> Option<()> {
        let width = fields.u32()?;
        let characters = f64::from(fields.u16()?);
        let points = f64::from(fields.u16()?) / 20.0;
        let given = if width == u32::MAX { characters + 0.71 } else { f64::from(width) / 256.0 };
        self.sheet.geometry.set_default_width(given);
        self.sheet.geometry.set_default_height(points);
        Some(())
    }

    fn take_cell(&mut self, kind: u16, mut fields: Fields) -> Option<()> {
        let column = self.column;
        self.column = column.saturating_add(1);
        let style = fields.u32()? & 0x00FF_FFFF;
        if self.row >= ROWS || column >= COLUMNS {
            return None;
        }
        let format = self.shared.styles.format(style);
        let number = |number: f64| number.is_finite().then(|| shape_float(number, format, self.shared.epoch));
        let text = |text: String| {
            let shown = format.show_text(&text).unwrap_or_else(|| text.replace("\r\n", "\n").replace('\r', "\n"));
            (!shown.is_empty()).then_some((shown, CellContent::Text))
        };
        let switch =
            |value: u8| Some((if value != 0 { "TRUE" } else { "FALSE" }.to_owned(), CellContent::Boolean(value != 0)));
        let error = |code: u8| Some((error_text(code).to_owned(), CellContent::Error(error_text(code).to_owned())));
        let shaped = match kind {
            2 => number(unpack_rk(fields.u32()?)),
            3 | 11 => error(fields.u8()?),
            4 | 10 => switch(fields.u8()?),
            5 | 9 => number(fields.f64()?),
            6 | 8 => text(wide_string(&mut fields)?),
            62 => text(rich_string(&mut fields)?),
            7 => text(self.shared.strings.get(fields.u32()? as usize)?.to_owned()),
            _ => None,
        };
        let (mut shown, content) = shaped?;
        self.shared.styles.look(style).show_cell(&mut shown);
        if let Some(id) = displayed_image_id(&shown, "") {
            self.sheet.surface.in_cell.push((self.row, column, InCell::Displayed { id }));
        } else if self.budget.take(shown.len()) {
            self.sheet.cells.push(single_cell(self.row, column, shown, content));
        }
        Some(())
    }
}
