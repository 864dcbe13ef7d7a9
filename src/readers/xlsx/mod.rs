//! Office Open XML workbooks (ECMA-376 part 1, 18; transitional and strict): a sheet a grid, with everything on it that a
//! person sees or that might be a signature. Written by Excel, WPS, LibreOffice, Tencent Docs, Yozo, openpyxl, exceljs …
//!
//! A thin door: the parts are read by the modules beside it, [`surface`] places what floats over the cells.

mod comments;
mod drawing;
pub mod in_cell;
mod lost_cells;
mod lost_type;
mod rich_text;
pub mod sheet;
mod styles;
pub mod surface;
mod table;
mod vml;
mod workbook;

use std::sync::Arc;

use crate::model::Block;
use crate::model::Document;
use crate::model::Spot;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::Limits;
use crate::readers::package::Package;
use crate::readers::package::active_x::note_controls;
use crate::readers::package::carries_macros;
use crate::readers::package::incomplete;
use crate::readers::package::pictures::Pictures;
use crate::readers::package::relationships::Relationships;
use crate::readers::package::unreadable;
use crate::readers::sheets::budget::Budget;
use crate::readers::sheets::controls::fill_entries;
use crate::readers::sheets::finds::Finds;
use crate::readers::sheets::fonts::tell_white;
use crate::readers::sheets::grid::assemble_grid;
use crate::readers::sheets::grid::spot_of_area;
use crate::readers::sheets::reference::MOST_NAMES;
use crate::readers::sheets::reference::parse_sheet_area;
use crate::readers::signatures::read_digital_signatures;
use crate::readers::xml::Xml;

use in_cell::CellPictures;
use lost_type::Numbered;
use lost_type::restore_lost_strings;
use rich_text::read_shared_strings;
use sheet::Shared;
use sheet::Sheet;
use sheet::read_sheet;
use styles::read_styles;
use surface::Surface;
use table::show_filtered_rows;
use workbook::SheetEntry;
use workbook::Workbook;

/// Root elements of parts that hold cells; a dialog sheet holds none, and is one.
const SHEETS: [&str; 3] = ["worksheet", "macrosheet", "dialogsheet"];

/// Reads a workbook into a Document that is still empty.
pub fn read_xlsx(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if let Some(mut package) = Package::open_for(document, bytes, limits) {
        read_package(document, &mut package);
        document.troubles.extend(package.take_troubles());
    }
}

fn read_package(document: &mut Document, package: &mut Package) {
    let root = package.relationships("");
    let Some(main) = package.main_part() else {
        package.note(unreadable("文件中没有工作簿，不是完整的 Excel 文件".to_owned()));
        return;
    };
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

/// Notes that a workbook carries macros, if so.
pub fn note_macros(package: &mut Package, relationships: &Relationships) {
    let has_macros = relationships
        .iter()
        .any(|found| matches!(found.kind.as_str(), "vbaProject" | "xlMacrosheet" | "xlIntlMacrosheet"));
    if has_macros || package.has("xl/vbaProject.bin") {
        package.note(carries_macros());
    }
}

fn read_sheets(document: &mut Document, package: &mut Package, workbook: &Workbook, relationships: &Relationships) {
    let part = |kind: &str, usual: &str| {
        relationships.of_kind(kind).next().map_or_else(|| usual.to_owned(), |found| found.target.clone())
    };
    let strings = part("sharedStrings", "xl/sharedStrings.xml");
    let strings = read_part(package, &strings, read_shared_strings).unwrap_or_default();
    let styles = read_part(package, &part("styles", "xl/styles.xml"), read_styles).unwrap_or_default();
    let shared = Shared { strings: &strings, styles: &styles, epoch: workbook.epoch };
    let mut pictures = Pictures::default();
    let cell_pictures = CellPictures::read(package, relationships, &mut pictures);
    let mut budget = Budget::new(package.limits());
    let mut numbered: Vec<(usize, Vec<Numbered>)> = Vec::new();
    let mut entries = Vec::new();
    for (number, entry) in workbook.sheets.iter().enumerate() {
        let part = part_of_sheet(package, workbook, number);
        let Some((part, sheet)) = read_cells(package, entry, part, &shared, &mut budget) else { continue };
        let Sheet { cells, merged, mut hidden, geometry, surface: ids, headers, numbered: of_sheet, written, white } =
            sheet;
        written.trouble(&entry.name, &merged).into_iter().for_each(|trouble| package.note(trouble));
        numbered.push((document.body.len(), of_sheet));
        let relationships = package.relationships(&part);
        show_filtered_rows(package, &relationships, &mut hidden);
        note_controls(package, &relationships);
        let mut grid = assemble_grid(&mut document.troubles, &entry.name, cells, merged, hidden);
        grid.hidden = entry.hidden;
        tell_white(&grid, &white).into_iter().for_each(|trouble| package.note(trouble));
        let finds = Finds::new(&grid.name);
        let (pictures, cell_pictures) = (&mut pictures, &cell_pictures);
        let mut surface = Surface { package, pictures, cell_pictures, geometry: &geometry, finds };
        surface.read(&ids, &relationships);
        let mut finds = surface.finds;
        headers.iter().for_each(|(is_header, code)| finds.add_header(*is_header, code));
        entries.append(&mut finds.settle_controls(&mut grid));
        finds.settle(document);
        document.body.push(Block::Grid(grid));
    }
    note_unlisted_sheets(package, workbook, relationships);
    fill_entries(document, entries);
    restore_lost_strings(document, &strings, &numbered).into_iter().for_each(|trouble| package.note(trouble));
    budget.trouble().into_iter().chain(strings.trouble()).for_each(|trouble| package.note(trouble));
}

/// The part of the sheet of this number. Where the relationship is lost, or leads to no part, it is the one that programs name by the
/// number, unless that is another sheet's.
fn part_of_sheet(package: &mut Package, workbook: &Workbook, number: usize) -> String {
    let entry = workbook.sheets.get(number);
    let told = entry.and_then(|entry| entry.part.clone()).unwrap_or_default();
    let usual = format!("xl/worksheets/sheet{}.xml", number + 1);
    let is_anothers = workbook.sheets.iter().any(|other| other.part.as_ref() == Some(&usual));
    if package.has(&told) || is_anothers || !package.has(&usual) {
        return told;
    }
    let name = entry.map_or("", |entry| entry.name.as_str());
    package.note(incomplete(format!("工作表“{name}”与内容的对应关系丢失，按顺序读了 {usual}，可能不对")));
    usual
}

/// A worksheet's part and what stands in it; None for charts, and where the part is missing, which leaves a trouble.
fn read_cells(
    package: &mut Package,
    entry: &SheetEntry,
    part: String,
    shared: &Shared,
    budget: &mut Budget,
) -> Option<(String, Sheet)> {
    if !matches!(entry.kind.as_str(), "" | "worksheet" | "xlMacrosheet" | "xlIntlMacrosheet") {
        return None;
    }
    let read = read_part(package, &part, |xml| (read_sheet(xml, shared, budget), SHEETS.contains(&xml.root())));
    let Some((sheet, is_sheet)) = read else {
        note_missing_sheet(package, &entry.name);
        return None;
    };
    if !is_sheet && !package.is_damaged() {
        package.note(unreadable(format!("部件 {part} 不是工作表，工作表“{}”的内容读不出", entry.name)));
    }
    Some((part, sheet))
}

/// Notes the parts of sheets that the workbook does not list, as where its list was damaged: nobody sees them, and they may be forms.
fn note_unlisted_sheets(package: &mut Package, workbook: &Workbook, relationships: &Relationships) {
    for found in relationships.of_kind("worksheet").filter(|found| !found.external) {
        let is_listed = workbook.sheets.iter().any(|entry| entry.part.as_ref() == Some(&found.target));
        if !is_listed && package.has(&found.target) {
            package.note(incomplete(format!("{} 没有列在工作簿里，没有读", found.target)));
        }
    }
}

/// Notes that a sheet of this name has no part.
pub fn note_missing_sheet(package: &mut Package, name: &str) {
    package.note(Trouble {
        kind: TroubleKind::Unreadable,
        detail: format!("工作表“{name}”的内容缺失"),
        spot: Some(Spot::Sheet(Arc::from(name))),
    });
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
        let (sheet, area) = parse_sheet_area(reference)?;
        let grid = document.grids().find(|grid| *grid.name == *sheet)?;
        spot_of_area(grid, area)
    };
    let names = workbook.defined_names.iter().take(MOST_NAMES);
    names.filter_map(|(name, reference)| Some((name.clone(), place(reference)?))).collect()
}
