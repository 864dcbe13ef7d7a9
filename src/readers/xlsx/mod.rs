//! Office Open XML workbooks (ECMA-376 part 1, 18; transitional and strict): a sheet a grid, with everything on it that a
//! person sees or that might be a signature. Written by Excel, WPS, LibreOffice, Tencent Docs, Yozo, openpyxl, exceljs …
//!
//! A thin door: the parts are read by the modules beside it, [`surface`] places what floats over the cells.

mod comments;
mod drawing;
mod geometry;
mod grid;
mod in_cell;
mod page_header;
mod reference;
mod rich_text;
mod sheet;
mod styles;
mod surface;
mod value;
mod vml;
mod workbook;

use std::sync::Arc;

use crate::model::Block;
use crate::model::Document;
use crate::model::Grid;
use crate::model::Spot;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::Limits;
use crate::readers::package::Package;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::pictures::Pictures;
use crate::readers::properties::read_properties;
use crate::readers::relationships::Relationships;
use crate::readers::signatures::read_digital_signatures;
use crate::readers::xml::Xml;

use grid::assemble_grid;
use in_cell::CellPictures;
use rich_text::SharedStrings;
use sheet::Budget;
use sheet::Shared;
use sheet::read_sheet;
use styles::Styles;
use surface::Surface;
use workbook::SheetEntry;
use workbook::Workbook;

/// Reads a workbook into a Document that is still empty.
pub fn read_xlsx(document: &mut Document, bytes: &[u8], limits: &Limits) {
    match Package::open(bytes, limits) {
        Ok(mut package) => {
            read_package(document, &mut package);
            document.troubles.extend(package.take_troubles());
        }
        Err(trouble) => document.troubles.push(trouble),
    }
}

fn read_package(document: &mut Document, package: &mut Package) {
    let root = package.relationships("");
    let Some(main) = package.main_part() else {
        package.note(unreadable("文件中没有工作簿，不是完整的 Excel 文件".to_owned()));
        return;
    };
    document.properties = read_properties(package, &root);
    document.digital_signatures = read_digital_signatures(package, &root);
    let relationships = package.relationships(&main);
    let workbook = read_part(package, &main, |xml| Workbook::read(xml, &relationships)).unwrap_or_default();
    if workbook.sheets.is_empty() {
        package.note(unreadable(format!("部件 {main} 中没有工作表")));
    }
    note_macros(package, &relationships);
    read_sheets(document, package, &workbook, &relationships);
    document.defined_names = place_defined_names(document, &workbook);
}

fn note_macros(package: &mut Package, relationships: &Relationships) {
    let has_macros = relationships
        .iter()
        .any(|found| matches!(found.kind.as_str(), "vbaProject" | "xlMacrosheet" | "xlIntlMacrosheet"));
    if has_macros || package.has("xl/vbaProject.bin") {
        let detail = "文件带有宏，宏未运行".to_owned();
        package.note(Trouble { kind: TroubleKind::Macros, detail, spot: None });
    }
}

fn read_sheets(document: &mut Document, package: &mut Package, workbook: &Workbook, relationships: &Relationships) {
    let part = |kind: &str, usual: &str| {
        relationships.of_kind(kind).next().map_or_else(|| usual.to_owned(), |found| found.target.clone())
    };
    let strings = part("sharedStrings", "xl/sharedStrings.xml");
    let strings = read_part(package, &strings, SharedStrings::read).unwrap_or_default();
    let styles = read_part(package, &part("styles", "xl/styles.xml"), Styles::read).unwrap_or_default();
    let shared = Shared { strings: &strings, styles: &styles, epoch: workbook.epoch };
    let mut budget = Budget { cells: package.limits().cells, characters: package.limits().characters };
    let mut pictures = Pictures::default();
    let cell_pictures = CellPictures::read(package, relationships, &mut pictures);
    for entry in &workbook.sheets {
        if !matches!(entry.kind.as_str(), "" | "worksheet" | "xlMacrosheet" | "xlIntlMacrosheet") {
            continue;
        }
        let mut surface = Surface { document, package, pictures: &mut pictures, cell_pictures: &cell_pictures };
        if let Some(grid) = read_one_sheet(&mut surface, entry, &shared, &mut budget) {
            document.body.push(Block::Grid(grid));
        }
    }
}

/// Reads a sheet and what lies on it; None where its part is missing.
fn read_one_sheet(surface: &mut Surface, entry: &SheetEntry, shared: &Shared, budget: &mut Budget) -> Option<Grid> {
    let part = entry.part.as_deref().filter(|part| surface.package.has(part));
    let Some(part) = part else {
        surface.package.note(Trouble {
            kind: TroubleKind::Unreadable,
            detail: format!("工作表“{}”的内容缺失", entry.name),
            spot: Some(Spot::Sheet(Arc::from(entry.name.as_str()))),
        });
        return None;
    };
    let mut sheet = read_part(surface.package, part, |xml| read_sheet(xml, shared, budget))?;
    if sheet.over_limit {
        let limits = surface.package.limits();
        let detail = format!("单元格过多或文字过长（上限 {} 格、{} 字节）", limits.cells, limits.characters);
        surface.package.note(unsafe_because(detail));
    }
    let relationships = surface.package.relationships(part);
    let cells = std::mem::take(&mut sheet.cells);
    let merged = std::mem::take(&mut sheet.merged);
    let hidden = std::mem::take(&mut sheet.hidden);
    let mut grid = assemble_grid(&entry.name, cells, merged, hidden);
    grid.hidden = entry.hidden;
    surface.read(&grid.name, &sheet, &relationships);
    Some(grid)
}

/// Reads a part by a function, noting what was wrong with it; None where there is no such part.
fn read_part<T>(package: &mut Package, part: &str, read: impl FnOnce(&mut Xml) -> T) -> Option<T> {
    let text = package.text(part)?;
    let mut xml = Xml::new(&text, package.limits().depth);
    let outcome = read(&mut xml);
    package.note_fault(part, xml.fault());
    Some(outcome)
}

/// Defined names that point at one cell or at one merged region.
fn place_defined_names(document: &Document, workbook: &Workbook) -> Vec<(String, Spot)> {
    let place = |reference: &str| {
        let (sheet, area) = reference::parse_sheet_area(reference)?;
        let grid = document.grids().find(|grid| *grid.name == *sheet)?;
        let single = (area.top, area.left) == (area.bottom, area.right);
        let is_region = |cell: &crate::model::Cell| {
            (cell.height, cell.width) == (area.bottom - area.top + 1, area.right - area.left + 1)
        };
        let points_at_one = single || grid.cell(area.top, area.left).is_some_and(is_region);
        points_at_one.then(|| grid.spot(area.top, area.left))
    };
    let names = workbook.defined_names.iter();
    names.filter_map(|(name, reference)| Some((name.clone(), place(reference)?))).collect()
}
