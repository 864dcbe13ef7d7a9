//! Pages that are sheets of a workbook, as Excel, WPS and LibreOffice save it "as a web page": each table of the page is a sheet, with the value
//! noted beside a number that is shown short.

use std::sync::Arc;

use super::entity::resolve;
use crate::model::Block;
use crate::model::CellContent;
use crate::model::Document;
use crate::model::Grid;
use crate::model::GridKind;
use crate::model::Spot;
use crate::readers::sheets::value::shortest_decimal;

/// Whether a page says that it was a workbook, and shows nothing but its sheets: a web system that says so too writes titles and notes around
/// its tables, which belong to no sheet.
pub fn is_workbook_page(document: &Document, text: &str, properties: &[(String, String)]) -> bool {
    const HEAD: usize = 4_096;
    let end = (0..=text.len().min(HEAD)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let head = text.get(..end).unwrap_or_default();
    let told = |name: &str, word: &str| properties.iter().any(|(key, value)| key == name && value.contains(word));
    if is_calc_page(head) {
        return true;
    }
    let of_excel = head.contains("urn:schemas-microsoft-com:office:excel")
        && !head.contains("urn:schemas-microsoft-com:office:word");
    let told = of_excel
        || told("ProgId", "Excel")
        || told("ProgId", "ET.")
        || told("Application", "Microsoft Excel")
        || head.contains("<x:ExcelWorkbook>");
    let names = if told { sheet_names(text) } else { Vec::new() };
    let is_apart = |block: &Block| {
        let Block::Paragraph(paragraph) = block else { return false };
        let shown = paragraph.text.trim();
        !shown.is_empty() && !names.iter().any(|name| name == shown)
    };
    told && !document.body.iter().any(is_apart)
}

/// Whether a page is called a workbook and holds one table and nothing else: what web systems export for Excel.
pub fn is_lone_table_of_workbook(document: &Document) -> bool {
    let name = document.file.to_ascii_lowercase();
    let called = [".xls", ".et", ".xlsx"].iter().any(|ending| name.ends_with(ending));
    let is_empty = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.text.trim().is_empty());
    let mut shown = document.body.iter().filter(|block| !is_empty(block));
    let lone = match (shown.next(), shown.next()) {
        (Some(Block::Grid(grid)), None) => grid,
        _ => return false,
    };
    let holds_table = |block: &Block| matches!(block, Block::Grid(_));
    called && document.stories.is_empty() && !lone.cells.iter().any(|cell| cell.blocks.iter().any(holds_table))
}

/// LibreOffice Calc notes the number format of cells; its generator does not tell it from Writer.
fn is_calc_page(head: &str) -> bool {
    head.contains("LibreOffice") && head.contains("body,div,table,thead,tbody,tfoot,tr,th,td,p")
}

/// The names of the sheets, which Excel notes in an island of XML inside a comment, and LibreOffice in headings before each table.
pub fn sheet_names(text: &str) -> Vec<String> {
    const MOST: usize = 1_000;
    let between = |from: &str, to: &str| -> Vec<String> {
        let names = text.split(from).skip(1).filter_map(|rest| rest.split_once(to));
        let names = names.map(|(name, _)| name.rsplit_once("<em>").map_or(name, |(_, name)| name).trim());
        names.map(|name| resolve(name).into_owned()).take(MOST).collect()
    };
    let names = between("<x:Name>", "</x:Name>");
    if names.is_empty() { between("<A NAME=\"table", "</em></h1></A>") } else { names }
}

/// Makes the tables of the main text, from the first of them on, into sheets.
pub fn tables_to_sheets(document: &mut Document, names: &[String], values: &[Vec<(usize, String)>]) {
    let mut sheets: Vec<Arc<str>> = Vec::new();
    for block in &mut document.body {
        let Block::Grid(grid) = block else { continue };
        let number = sheets.len();
        let name = names.get(number).cloned().unwrap_or_else(|| format!("Sheet{}", number + 1));
        let sheet: Arc<str> = Arc::from(name);
        let noted = values.get(number).map(Vec::as_slice).unwrap_or_default();
        make_sheet(grid, &sheet, noted);
        sheets.push(sheet);
    }
    let moved = |spot: &Spot| match spot {
        Spot::TableCell { path, .. } => {
            let (table, row, column) = *path.first()?;
            let sheet = sheets.get(usize::try_from(table).ok()?.checked_sub(1)?)?;
            Some(Spot::SheetCell { sheet: Arc::clone(sheet), row, column })
        }
        _ => None,
    };
    for mark in &mut document.marks {
        if let Some(anchor) = &mut mark.anchor
            && let Some(spot) = moved(&anchor.from)
        {
            // In a page a picture stands in its cell, also one that floats in the workbook.
            if let Spot::SheetCell { row, column, .. } = spot {
                (anchor.to, anchor.middle) = (Some((row, column)), Some((row, column)));
            }
            anchor.from = spot;
        }
    }
}

fn make_sheet(grid: &mut Grid, sheet: &Arc<str>, noted: &[(usize, String)]) {
    grid.kind = GridKind::Sheet;
    grid.name = Arc::clone(sheet);
    grid.origin = Spot::SheetCell { sheet: Arc::clone(sheet), row: 0, column: 0 };
    for (at, value) in noted {
        let Some(cell) = grid.cells.get_mut(*at) else { continue };
        let shown = cell.text.replace([',', ' ', '%', '¥', '￥', '$'], "");
        if let (Ok(number), Ok(_)) = (value.parse::<f64>(), shown.parse::<f64>())
            && number.is_finite()
        {
            cell.content = CellContent::Number(shortest_decimal(number));
        }
    }
    for cell in &mut grid.cells {
        cell.blocks.clear();
    }
    grid.cells.retain(|cell| !matches!(cell.content, CellContent::Empty) || cell.height > 1 || cell.width > 1);
}
