//! The roster of units, 单位名册.xlsx: a header row with 单位名称 (and 简称, 类别) anywhere in the first rows of a sheet, a
//! unit a row below it. Units are found by name or short name, whatever the spacing and the width of parentheses.

use crate::model::Document;
use crate::model::Grid;
use crate::policy::RosterUnit;
use crate::policy::label::fold_text;
use crate::policy::label::shape_label;

const NAMES: [&str; 6] = ["单位名称", "单位全称", "名称", "单位", "工会名称", "全称"];
const SHORT_NAMES: [&str; 5] = ["简称", "单位简称", "曾用名", "别名", "又称"];
const CATEGORIES: [&str; 4] = ["类别", "单位类别", "类型", "分类"];

/// The header stands in one of so many rows.
const HEADER_ROWS: u32 = 20;

/// Columns of a roster's sheet, and the row of its header.
struct Header {
    row: u32,
    name: u32,
    short: Option<u32>,
    category: Option<u32>,
}

/// The units of a roster, in its order, each once; empty where no sheet has the header.
pub fn read_roster(roster: &Document) -> Vec<RosterUnit> {
    let mut units: Vec<RosterUnit> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for grid in roster.grids().filter(|grid| !grid.hidden) {
        let Some(header) = find_header(grid) else { continue };
        for unit in read_units(grid, &header) {
            if seen.insert(fold_text(&unit.name)) {
                units.push(unit);
            }
        }
    }
    units
}

/// Whether a document is a roster: a sheet that lists units with their short names, or one in a file called 名册.
pub fn is_roster(document: &Document) -> bool {
    let called = document.file.rsplit('/').next().is_some_and(|name| name.contains("名册"));
    let headers = document.grids().filter(|grid| !grid.hidden).filter_map(find_header);
    headers.into_iter().any(|header| called || header.short.is_some())
}

/// The unit of this name or short name; a name goes before a short name.
pub fn find_unit<'roster>(roster: &'roster [RosterUnit], name: &str) -> Option<&'roster RosterUnit> {
    let wanted = fold_text(name);
    if wanted.is_empty() {
        return None;
    }
    let by_name = roster.iter().find(|unit| fold_text(&unit.name) == wanted);
    by_name.or_else(|| roster.iter().find(|unit| unit.short_names.iter().any(|short| fold_text(short) == wanted)))
}

fn find_header(grid: &Grid) -> Option<Header> {
    let top = grid.cells.iter().take_while(|cell| cell.row < HEADER_ROWS);
    let labels: Vec<(u32, u32, String)> =
        top.map(|cell| (cell.row, cell.column, shape_label(&cell.text).stem)).collect();
    let column = |row: u32, words: &[&str]| {
        let mut cells = labels.iter().filter(|(at, _, label)| *at == row && words.contains(&label.as_str()));
        cells.next().map(|(_, column, _)| *column)
    };
    (0..HEADER_ROWS).find_map(|row| {
        let name = column(row, &NAMES)?;
        Some(Header { row, name, short: column(row, &SHORT_NAMES), category: column(row, &CATEGORIES) })
    })
}

fn read_units<'grid>(grid: &'grid Grid, header: &'grid Header) -> impl Iterator<Item = RosterUnit> + 'grid {
    let names = grid.cells.iter().filter(|cell| cell.row > header.row && cell.column == header.name);
    names.filter(|cell| !cell.text.trim().is_empty()).map(|cell| {
        let beside = |column: Option<u32>| column.and_then(|column| grid.cell(cell.row, column));
        let short = beside(header.short).map(|short| split_names(&short.text)).unwrap_or_default();
        let category = beside(header.category).map(|category| category.text.trim().to_owned());
        RosterUnit {
            name: cell.text.split_whitespace().collect(),
            short_names: short,
            category: category.filter(|category| !category.is_empty()),
        }
    })
}

fn split_names(text: &str) -> Vec<String> {
    let parts = text.split(['、', '，', ',', ';', '；', '/', '\n', '|']);
    parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}
