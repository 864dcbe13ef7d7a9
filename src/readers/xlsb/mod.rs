//! Binary workbooks of Excel 2007 and later ([MS-XLSB]): a package like xlsx, with records for the XML of its sheets.

mod records;
mod sheet;

use crate::model::Block;
use crate::model::Document;
use crate::readers::Limits;
use crate::readers::binary::Fields;
use crate::readers::flow::symbol::SymbolFont;
use crate::readers::number_format::Epoch;
use crate::readers::package::Package;
use crate::readers::package::pictures::Pictures;
use crate::readers::package::relationships::Relationships;
use crate::readers::package::unreadable;
use crate::readers::sheets::budget::Budget;
use crate::readers::sheets::finds::Finds;
use crate::readers::sheets::fonts::FontLook;
use crate::readers::sheets::fonts::Fonts;
use crate::readers::sheets::grid::HiddenParts;
use crate::readers::sheets::grid::assemble_grid;
use crate::readers::sheets::grid::spot_of_area;
use crate::readers::sheets::reference::Area;
use crate::readers::sheets::reference::MOST_NAMES;
use crate::readers::sheets::strings::SharedStrings;
use crate::readers::sheets::styles::Styles;
use crate::readers::signatures::read_digital_signatures;
use crate::readers::xlsx::in_cell::CellPictures;
use crate::readers::xlsx::note_macros;
use crate::readers::xlsx::note_missing_sheet;
use crate::readers::xlsx::sheet::Shared;
use crate::readers::xlsx::sheet::Sheet;
use crate::readers::xlsx::surface::Surface;
use records::Records;
use records::rich_string;
use records::rich_string_shown;
use records::wide_string;
use sheet::read_sheet;

/// Reads a workbook into a Document that is still empty.
pub fn read_xlsb(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if let Some(mut package) = Package::open_for(document, bytes, limits) {
        read_package(document, &mut package);
        document.troubles.extend(package.take_troubles());
    }
}

fn read_package(document: &mut Document, package: &mut Package) {
    let root = package.relationships("");
    let main = package.main_part().unwrap_or_else(|| "xl/workbook.bin".to_owned());
    document.digital_signatures = read_digital_signatures(package, &root);
    let relationships = package.relationships(&main);
    let workbook = read_part(package, &main, |records| Workbook::read(records, &relationships));
    let Some(workbook) = workbook.filter(|workbook| !workbook.sheets.is_empty()) else {
        package.note(unreadable(format!("部件 {main} 中没有工作表")));
        return;
    };
    note_macros(package, &relationships);
    read_sheets(document, package, &workbook, &relationships);
    let names = workbook.names.iter().take(MOST_NAMES).filter_map(|(name, reference, area)| {
        let sheet = workbook.references.get(*reference).copied().flatten()?;
        let entry = workbook.sheets.get(sheet)?;
        let grid = document.grids().find(|grid| *grid.name == *entry.name)?;
        Some((name.clone(), spot_of_area(grid, *area)?))
    });
    document.defined_names = names.collect();
}

/// What a workbook says of itself.
#[derive(Default)]
struct Workbook {
    sheets: Vec<SheetEntry>,
    epoch: Epoch,
    /// Name, number of its reference to a sheet, area.
    names: Vec<(String, usize, Area)>,
    /// The sheet of each reference, where it is one sheet.
    references: Vec<Option<usize>>,
}

struct SheetEntry {
    name: String,
    hidden: bool,
    part: Option<String>,
    kind: String,
}

impl Workbook {
    fn read(records: &mut Records, relationships: &Relationships) -> Self {
        let mut workbook = Self::default();
        for (kind, mut fields) in records {
            match kind {
                153 if fields.u32().is_some_and(|flags| flags & 1 != 0) => workbook.epoch = Epoch::Y1904,
                156 => workbook.sheets.extend(read_sheet_entry(fields, relationships)),
                39 => workbook.names.extend(read_name(fields)),
                362 => {
                    for _ in 0..fields.u32().unwrap_or(0) {
                        let (Some(_book), Some(first), Some(last)) = (fields.u32(), fields.u32(), fields.u32()) else {
                            break;
                        };
                        workbook.references.push((first == last).then_some(first as usize));
                    }
                }
                _ => {}
            }
        }
        workbook
    }
}

fn read_sheet_entry(mut fields: Fields, relationships: &Relationships) -> Option<SheetEntry> {
    let hidden = fields.u32()? != 0;
    fields.skip(4)?;
    let id = wide_string(&mut fields).unwrap_or_default();
    let name = wide_string(&mut fields)?;
    let relationship = relationships.by_id(&id).filter(|found| !found.external);
    let part = relationship.map(|found| found.target.clone());
    Some(SheetEntry { name, hidden, part, kind: relationship.map(|found| found.kind.clone()).unwrap_or_default() })
}

/// A name whose formula is nothing but one area.
fn read_name(mut fields: Fields) -> Option<(String, usize, Area)> {
    fields.skip(9)?;
    let name = wide_string(&mut fields)?;
    let length = fields.u32()? as usize;
    let mut formula = Fields::new(fields.bytes(length)?);
    let token = formula.u8()? & 0x1F;
    let reference = usize::from(formula.u16()?);
    let row = formula.u32()?;
    let bottom = if token == 0x1B { formula.u32()? } else { row };
    let column = u32::from(formula.u16()? & 0x3FFF);
    let right = if token == 0x1B { u32::from(formula.u16()? & 0x3FFF) } else { column };
    let whole = matches!(token, 0x1A | 0x1B) && formula.is_empty() && row <= bottom && column <= right;
    whole.then_some((name, reference, Area { top: row, left: column, bottom, right }))
}

fn read_sheets(document: &mut Document, package: &mut Package, workbook: &Workbook, relationships: &Relationships) {
    let part = |kind: &str| relationships.of_kind(kind).next().map(|found| found.target.clone()).unwrap_or_default();
    let (styles, fonts) = read_part(package, &part("styles"), read_styles).unwrap_or_default();
    let read_strings = |records: &mut Records| read_shared_strings(records, &fonts);
    let strings = read_part(package, &part("sharedStrings"), read_strings).unwrap_or_default();
    let shared = Shared { strings: &strings, styles: &styles, epoch: workbook.epoch };
    let mut pictures = Pictures::default();
    let cell_pictures = CellPictures::read(package, relationships, &mut pictures);
    let mut budget = Budget::new(package.limits());
    for entry in workbook.sheets.iter().filter(|entry| matches!(entry.kind.as_str(), "" | "worksheet")) {
        let part = entry.part.clone().unwrap_or_default();
        let read = |records: &mut Records| read_sheet(records, &shared, &mut budget);
        let Some((sheet, is_whole)) = read_part(package, &part, read) else {
            note_missing_sheet(package, &entry.name);
            continue;
        };
        if !is_whole {
            package.note(unreadable(format!("工作表“{}”的末尾读不到，这里可能丢失了内容", entry.name)));
        }
        let Sheet { cells, merged, mut hidden, geometry, surface: ids, headers, .. } = sheet;
        let relationships = package.relationships(&part);
        show_filtered_rows(package, &relationships, &mut hidden);
        let mut grid = assemble_grid(&mut document.troubles, &entry.name, cells, merged, hidden);
        grid.hidden = entry.hidden;
        let mut finds = Finds::new(&grid.name);
        add_comments(package, &relationships, &mut finds);
        let (pictures, cell_pictures) = (&mut pictures, &cell_pictures);
        let mut surface = Surface { package, pictures, cell_pictures, geometry: &geometry, finds };
        surface.read(&ids, &relationships);
        let mut finds = surface.finds;
        headers.iter().for_each(|(is_header, code)| finds.add_header(*is_header, code));
        finds.settle(document);
        document.body.push(Block::Grid(grid));
    }
    budget.trouble().into_iter().chain(strings.trouble()).for_each(|trouble| package.note(trouble));
}

/// Rows that the filter of a table ([MS-XLSB] 2.1.7.51) hides from view are on the paper all the same, as with a sheet's own filter.
fn show_filtered_rows(package: &mut Package, relationships: &Relationships, hidden: &mut HiddenParts) {
    if !hidden.hides_rows() {
        return;
    }
    for found in relationships.of_kind("table") {
        if let Some((top, bottom)) = read_part(package, &found.target, filtered_rows).flatten() {
            hidden.show_rows(top.saturating_add(1), bottom);
        }
    }
}

/// The first and last row of a filter by which a column hides rows.
fn filtered_rows(records: &mut Records) -> Option<(u32, u32)> {
    let mut rows = None;
    for (kind, mut fields) in records {
        match kind {
            161 => rows = fields.u32().zip(fields.u32()),
            163 => return rows,
            _ => {}
        }
    }
    None
}

fn read_shared_strings(records: &mut Records, fonts: &Fonts) -> SharedStrings {
    let mut strings = SharedStrings::default();
    for (kind, mut fields) in records {
        match kind {
            19 => {
                let string = rich_string_shown(&mut fields, fonts).unwrap_or_default();
                strings.push_with(|text| text.push_str(&string));
            }
            159 => {
                let mut number = || fields.u32().map(|number| number as usize);
                strings.set_counted(number(), number());
            }
            _ => {}
        }
    }
    strings
}

/// The styles of cells, and the fonts.
fn read_styles(records: &mut Records) -> (Styles, Fonts) {
    const STRIKES: u16 = 8;
    let (mut styles, mut formats, mut looks) = (Vec::new(), Vec::new(), Vec::new());
    let (mut number, mut fonts) = (0_u16, Fonts::default());
    let (mut in_cell_styles, mut in_fonts) = (false, false);
    for (kind, mut fields) in records {
        match kind {
            44 => {
                let id = fields.u16().map(u32::from);
                formats.extend(id.and_then(|id| Some((id, wide_string(&mut fields)?))));
            }
            611 => in_fonts = true,
            612 => in_fonts = false,
            43 if in_fonts => {
                let flags = fields.skip(2).and_then(|()| fields.u16()).unwrap_or(0);
                // weight, script, underline, family, character set, colour and scheme stand before the name
                let name = fields.skip(17).and_then(|()| wide_string(&mut fields)).unwrap_or_default();
                fonts.add(
                    number,
                    FontLook { strikes: flags & STRIKES != 0, symbol: SymbolFont::named(&name), white: false },
                );
                number = number.saturating_add(1);
            }
            617 => in_cell_styles = true,
            618 => in_cell_styles = false,
            47 if in_cell_styles => {
                let id = fields.skip(2).and_then(|()| fields.u16()).unwrap_or(0);
                let look = fields.u16().map(|font| fonts.look(font)).unwrap_or_default();
                if !look.is_plain() {
                    looks.push((u32::try_from(styles.len()).unwrap_or(u32::MAX), look));
                }
                styles.push(u32::from(id));
            }
            _ => {}
        }
    }
    (Styles::new(styles, formats).with_looks(looks), fonts)
}

fn add_comments(package: &mut Package, relationships: &Relationships, finds: &mut Finds) {
    let Some(found) = relationships.of_kind("comments").next() else { return };
    read_part(package, &found.target, |records| {
        let mut place = None;
        for (kind, mut fields) in records {
            match kind {
                635 => {
                    let row = fields.skip(4).and_then(|()| fields.u32());
                    place = row.zip(fields.skip(4).and_then(|()| fields.u32()));
                }
                637 => {
                    if let (Some((row, column)), Some(text)) = (place.take(), rich_string(&mut fields)) {
                        finds.add_comment(row, column, text);
                    }
                }
                _ => {}
            }
        }
    });
}

/// Reads a part by a function, noting what was wrong with it; None where there is no such part, or it is no binary one.
fn read_part<T>(package: &mut Package, part: &str, read: impl FnOnce(&mut Records) -> T) -> Option<T> {
    if !part.to_ascii_lowercase().ends_with(".bin") {
        return None;
    }
    let bytes = package.bytes(part)?;
    let mut records = Records::new(&bytes);
    let outcome = read(&mut records);
    if records.is_truncated() || bytes.is_empty() {
        package.note(unreadable(format!("部件 {part} 被截断")));
    }
    Some(outcome)
}

#[cfg(test)]
mod tests {
    use super::filtered_rows;
    use super::records::Records;

    #[test]
    fn a_table_shows_what_its_filter_hides_once_one_is_set() {
        let area: Vec<u8> = [0_u32, 2, 0, 7].iter().flat_map(|number| number.to_le_bytes()).collect();
        let filter = [&[0xA1, 0x01, 16][..], &area].concat();
        let column = [0xA3, 0x01, 6, 0, 0, 0, 0, 0, 0];
        assert_eq!(filtered_rows(&mut Records::new(&[filter.as_slice(), &column].concat())), Some((0, 2)));
        assert_eq!(filtered_rows(&mut Records::new(&filter)), None);
    }
}
