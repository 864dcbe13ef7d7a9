//! Excel workbooks of old ([MS-XLS] and its forebears since BIFF2) and WPS .et, in an OLE container or as a bare stream.
//!
//! Our own reader, for a crate that reads them allocates every sheet's bounding box, panics on damaged ones, and gives neither
//! what a number shows nor where a picture lies.

pub mod formula;
mod globals;
mod lost_cell;
mod misplaced;
mod records;
mod shapes;
pub mod sheet;
mod strings;

use std::sync::Arc;

use crate::model::Block;
use crate::model::Document;
use crate::model::Spot;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::Limits;
use crate::readers::drawing::embedded::note_objects;
use crate::readers::ole::Container;
use crate::readers::ole::MAGIC;
use crate::readers::ole::properties::read_ole_properties;
use crate::readers::package::carries_macros;
use crate::readers::package::unreadable;
use crate::readers::package::zeros_in_text;
use crate::readers::sheets::budget::Budget;
use crate::readers::sheets::controls::fill_entries;
use crate::readers::sheets::finds::Finds;
use crate::readers::sheets::fonts::tell_white;
use crate::readers::sheets::grid::HiddenParts;
use crate::readers::sheets::grid::assemble_grid;
use crate::readers::sheets::grid::spot_of_area;
use crate::readers::sheets::reference::MOST_NAMES;
use crate::readers::signatures::read_signatures_of_container;

use globals::Globals;
use globals::SheetEntry;
use globals::version_of;
use lost_cell::find_lost_cell;
use misplaced::find_misplaced;
use records::begins_substream;
use records::find_substream;
use shapes::find_shapes;
use sheet::read_sheet;
use strings::Biff;

/// Reads a workbook into a Document that is still empty.
pub fn read_xls(document: &mut Document, bytes: &[u8], limits: &Limits) {
    match workbook_stream(document, bytes, limits) {
        Ok(stream) => read_stream(document, &stream, limits),
        Err(trouble) => document.troubles.push(trouble),
    }
}

/// The workbook's stream: in a container `Workbook` (BIFF8) or `Book` (BIFF5), or the file itself.
fn workbook_stream(document: &mut Document, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Trouble> {
    if !bytes.starts_with(MAGIC) {
        return Ok(bytes.to_vec());
    }
    let mut container = Container::open(bytes, limits)?;
    if container.find("_VBA_PROJECT_CUR").is_some() {
        document.troubles.push(carries_macros());
    }
    if container.find("EncryptedPackage").is_some() {
        return Err(encrypted());
    }
    note_objects(document, &mut container, "/");
    document.properties = read_ole_properties(&mut container);
    document.digital_signatures = read_signatures_of_container(&mut container, limits);
    let name = container.find("Workbook").or_else(|| container.find("Book")).map(str::to_owned);
    let Some((stream, whole)) = name.and_then(|name| container.stream(&name)) else {
        return Err(unreadable("文件中没有工作簿，不是 Excel 文件".to_owned()));
    };
    if !whole {
        document.troubles.push(unreadable("文件容器（OLE）已损坏，工作簿只读出一部分".to_owned()));
    }
    Ok(stream)
}

fn read_stream(document: &mut Document, stream: &[u8], limits: &Limits) {
    let Some(biff) = version_of(stream) else {
        document.troubles.push(unreadable("工作簿的开头不是 Excel 的格式".to_owned()));
        return;
    };
    let mut globals = Globals::read(stream, biff);
    if globals.encrypted {
        document.troubles.push(encrypted());
        return;
    }
    if biff < Biff::Five || globals.sheets.is_empty() {
        let name = "Sheet1".to_owned();
        globals.sheets = vec![SheetEntry { name, hidden: false, offset: 0, has_cells: true }];
    }
    if globals.truncated {
        document.troubles.push(unreadable("工作簿被截断".to_owned()));
    }
    if globals.has_macros && !document.troubles.contains(&carries_macros()) {
        document.troubles.push(carries_macros());
    }
    read_sheets(document, stream, &globals, limits);
    if biff == Biff::Eight {
        document.troubles.extend(find_lost_cell(stream));
    }
    let names = globals.names.iter().take(MOST_NAMES).filter_map(|(name, sheet, area)| {
        let grid =
            document.grids().find(|grid| globals.sheets.get(*sheet).is_some_and(|entry| *entry.name == *grid.name))?;
        spot_of_area(grid, *area).map(|spot| (name.clone(), spot))
    });
    document.defined_names = names.collect();
}

fn read_sheets(document: &mut Document, stream: &[u8], globals: &Globals, limits: &Limits) {
    let mut budget = Budget::new(limits);
    let mut holed = globals.holed;
    let mut entries = Vec::new();
    for (number, entry) in globals.sheets.iter().enumerate().filter(|(_, entry)| entry.has_cells) {
        let Some(offset) = find_sheet(document, stream, entry, number) else { continue };
        let mut sheet = read_sheet(stream, offset, globals, &mut budget);
        if sheet.truncated {
            document.troubles.push(Trouble {
                kind: TroubleKind::Unreadable,
                detail: format!("工作表“{}”被截断", entry.name),
                spot: Some(Spot::Sheet(Arc::from(entry.name.as_str()))),
            });
        }
        holed |= sheet.holed;
        let misplaced = find_misplaced(&sheet.cells, &sheet.rows);
        let cells = std::mem::take(&mut sheet.cells);
        let merged = std::mem::take(&mut sheet.merged);
        let mut hidden = std::mem::take(&mut sheet.hidden);
        if sheet.filtered {
            show_filtered(&mut hidden, number, globals);
        }
        let mut grid = assemble_grid(&mut document.troubles, &entry.name, cells, merged, hidden);
        grid.hidden = entry.hidden;
        document.troubles.extend(misplaced.map(|(row, column)| Trouble {
            kind: TroubleKind::Incomplete,
            detail: format!("工作表“{}”有单元格不在它该在的行列，可能移了位置", entry.name),
            spot: Some(grid.spot(row, column)),
        }));
        document.troubles.extend(sheet.filled_labels.iter().map(|&(row, column)| Trouble {
            kind: TroubleKind::Incomplete,
            detail: "单元格的文字正好到了格式的上限 255 字，后面的可能被截掉了".to_owned(),
            spot: Some(grid.spot(row, column)),
        }));
        document.troubles.extend(tell_white(&grid, &sheet.white));
        let mut finds = Finds::new(&grid.name);
        find_shapes(&sheet, globals, &mut finds);
        entries.append(&mut finds.settle_controls(&mut grid));
        finds.settle(document);
        document.body.push(Block::Grid(grid));
    }
    fill_entries(document, entries);
    if holed {
        document.troubles.push(zeros_in_text());
    }
    document.troubles.extend(budget.trouble().into_iter().chain(globals.strings.trouble()));
}

/// Where a sheet begins: where the workbook says or, if nothing of the kind is there, by its number among the sheets.
fn find_sheet(document: &mut Document, stream: &[u8], entry: &SheetEntry, number: usize) -> Option<usize> {
    // At its beginning stands what holds for the whole workbook, unless that is the sheet.
    let is_sheet = || entry.offset > 0 || find_substream(stream, 1).is_none();
    if begins_substream(stream, entry.offset) && is_sheet() {
        return Some(entry.offset);
    }
    let detail = format!("工作簿里记的工作表“{}”的位置不对，只能按次序去找", entry.name);
    document.troubles.push(unreadable(detail));
    find_substream(stream, number + 1)
}

/// What a filter that is set hides from view is on the paper all the same; where its area is not told (before Excel 97), all is.
fn show_filtered(hidden: &mut HiddenParts, sheet: usize, globals: &Globals) {
    let areas = || globals.filters.iter().filter(|(of, _)| *of == sheet).map(|(_, area)| area);
    if areas().next().is_none() {
        hidden.show_rows(0, u32::MAX);
    }
    areas().for_each(|area| hidden.show_rows(area.top.saturating_add(1), area.bottom));
}

fn encrypted() -> Trouble {
    let detail = "文件有打开密码；请去掉密码后重新报送".to_owned();
    Trouble { kind: TroubleKind::Encrypted, detail, spot: None }
}
