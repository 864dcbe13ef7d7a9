//! A workbook as another library sees it (calamine), and its parts as text.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::io::Read;

use calamine::DataRef;
use calamine::Reader;
use calamine::Xlsx;
use zip::ZipArchive;

/// Names of the sheets, in order.
pub fn sheet_names(book: &[u8]) -> Vec<String> {
    Xlsx::new(Cursor::new(book)).expect("a workbook").sheet_names()
}

/// Texts and numbers of a sheet's cells, by row and column.
pub fn cells(book: &[u8], sheet: &str) -> BTreeMap<(u32, u32), String> {
    let mut workbook = Xlsx::new(Cursor::new(book)).expect("a workbook");
    let mut reader = workbook.worksheet_cells_reader(sheet).expect("the sheet");
    let mut seen = BTreeMap::new();
    while let Some(cell) = reader.next_cell().expect("a cell") {
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            value => calamine::Data::from(value.clone()).to_string(),
        };
        seen.insert(cell.get_position(), text);
    }
    seen
}

/// The row and column of a cell with this text.
pub fn find(cells: &BTreeMap<(u32, u32), String>, text: &str) -> (u32, u32) {
    *cells.iter().find(|(_, cell)| *cell == text).unwrap_or_else(|| panic!("no cell says {text}")).0
}

/// A column below its header, by the number of its row's entry.
pub fn column(book: &[u8], sheet: &str, header: &str) -> BTreeMap<String, String> {
    let cells = cells(book, sheet);
    let (top, column) = find(&cells, header);
    let (_, key) = find(&cells, "编号");
    let rows = cells.iter().filter(|((row, at), _)| *row > top && *at == key);
    rows.map(|((row, _), number)| (number.clone(), cells.get(&(*row, column)).cloned().unwrap_or_default())).collect()
}

/// Every part whose name begins so, with its text.
pub fn parts(book: &[u8], prefix: &str) -> Vec<(String, String)> {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    bytes_of(book, prefix).into_iter().map(|(name, bytes)| (name, text(bytes))).collect()
}

/// Every part whose name begins so, with its bytes.
pub fn bytes_of(book: &[u8], prefix: &str) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(book)).expect("a package");
    let names: Vec<String> =
        archive.file_names().flatten().filter(|name| name.starts_with(prefix)).map(|name| name.to_string()).collect();
    let read = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&name).expect("the part").read_to_end(&mut bytes).expect("inflated");
        (name, bytes)
    };
    names.into_iter().map(read).collect()
}

/// What stands between two marks, each time.
pub fn between<'text>(text: &'text str, from: &str, to: &str) -> Vec<&'text str> {
    text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}
