//! Every xlsx of ../shared/corpus against calamine: the same cells with the same texts and numbers.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

use calamine::DataRef;
use calamine::Reader;
use calamine::Xlsx;
use shenping::model::Cell;
use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::readers::Limits;
use shenping::readers::read;

/// The corpus with each file's kind and state; None, said loudly, where it is not there.
#[allow(clippy::print_stderr)] // a test that is skipped has to be heard of
pub fn corpus_files(kinds: &[&str]) -> Option<Vec<(PathBuf, String)>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(manifest) = fs::read_to_string(root.join("MANIFEST.tsv")) else {
        eprintln!("SKIPPED: {} is not there", root.display());
        return None;
    };
    let rows = manifest.lines().skip(1).filter_map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let (path, kind, state) = (columns.first()?, columns.get(5)?, columns.get(6)?);
        kinds.contains(kind).then(|| (root.join(path), (*state).to_owned()))
    });
    Some(rows.collect())
}

fn read_file(path: &PathBuf) -> (Vec<u8>, Document) {
    let bytes = fs::read(path).expect("a file of the corpus");
    let name = path.file_name().expect("a name").to_string_lossy();
    let document = read(&Arc::from(&*name), &bytes, Format::Xlsx, &Limits::default());
    (bytes, document)
}

/// Differences that are ours by intent: file, cell, why.
const INTENDED: &[(&str, &str, &str)] = &[("60289.xlsx", "TABLE!B2", "`_x000D_` and a line end are one line end")];

#[test]
fn every_workbook_of_the_corpus_has_the_cells_that_calamine_reads() {
    let Some(files) = corpus_files(&["ooxml-xlsx", "ooxml-xlsm"]) else { return };
    assert!(files.len() > 50, "the corpus has shrunk");
    let mut differences = Vec::new();
    for (path, _) in files {
        let (bytes, document) = read_file(&path);
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        // In a debug build calamine overflows on a fuzzed file; then there is nothing to compare with.
        let compared = std::panic::catch_unwind(|| differences_from_calamine(&bytes, &document));
        for difference in compared.unwrap_or_default() {
            if !INTENDED.iter().any(|(file, cell, _)| (*file, *cell) == (name.as_str(), difference.0.as_str())) {
                differences.push(format!("{name} {}: {}", difference.0, difference.1));
            }
        }
    }
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

fn differences_from_calamine(bytes: &[u8], document: &Document) -> Vec<(String, String)> {
    let Ok(mut workbook) = Xlsx::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut differences = Vec::new();
    for sheet in workbook.sheet_names() {
        let Ok(mut reader) = workbook.worksheet_cells_reader(&sheet) else { continue };
        let Some(grid) = document.grids().find(|grid| *grid.name == *sheet) else {
            differences.push((sheet, "no such sheet".to_owned()));
            continue;
        };
        let mut theirs = BTreeMap::new();
        while let Ok(Some(cell)) = reader.next_cell() {
            let place = cell.get_position();
            theirs.insert(place, cell.get_value().clone());
        }
        differences.extend(differences_of_sheet(grid, &theirs));
    }
    differences
}

fn differences_of_sheet(grid: &Grid, theirs: &BTreeMap<(u32, u32), DataRef>) -> Vec<(String, String)> {
    let mut differences = Vec::new();
    for (&(row, column), value) in theirs {
        let ours = grid.cell(row, column);
        let covered = || grid.cells.iter().any(|cell| covers(cell, row, column));
        if matches!(value, DataRef::Empty) || (ours.is_none() && covered()) {
            continue;
        }
        if !agrees(ours, value) {
            let seen = ours.map(|cell| (&cell.text, &cell.content));
            differences.push((grid.spot(row, column).to_string(), format!("{seen:?} against {value:?}")));
        }
    }
    let surplus = grid.cells.iter().filter(|cell| {
        !matches!(cell.content, CellContent::Empty | CellContent::FormulaWithoutResult(_))
            && !theirs.contains_key(&(cell.row, cell.column))
    });
    differences.extend(
        surplus.map(|cell| (grid.spot(cell.row, cell.column).to_string(), format!("{:?} against nothing", cell.text))),
    );
    differences
}

fn covers(cell: &Cell, row: u32, column: u32) -> bool {
    (cell.row..cell.row + cell.height).contains(&row) && (cell.column..cell.column + cell.width).contains(&column)
}

fn agrees(ours: Option<&Cell>, theirs: &DataRef) -> bool {
    let Some(ours) = ours else {
        return matches!(theirs, DataRef::String(text) if text.is_empty())
            || matches!(theirs, DataRef::SharedString(""));
    };
    match (&ours.content, theirs) {
        (CellContent::Text, DataRef::String(text)) => ours.text == *text,
        (CellContent::Text, DataRef::SharedString(text)) => ours.text == *text,
        (CellContent::Number(number), DataRef::Float(float)) => number.parse() == Ok(*float),
        (CellContent::Number(number), DataRef::Int(int)) => number.parse() == Ok(*int),
        (CellContent::Number(number), DataRef::DateTime(date)) => number.parse() == Ok(date.as_f64()),
        (CellContent::Date(instant), DataRef::DateTime(date)) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
            let date = (i64::from(instant.year()), i64::from(instant.month()), i64::from(instant.day()));
            let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
            let ours =
                i64::from(instant.hour()) * 3600 + i64::from(instant.minute()) * 60 + i64::from(instant.second());
            date == (year, month, day) && (seconds - ours).abs() <= 1
        }
        (CellContent::Boolean(ours), DataRef::Bool(theirs)) => ours == theirs,
        (CellContent::Error(ours), DataRef::Error(theirs)) => *ours == theirs.to_string(),
        (CellContent::FormulaWithoutResult(_), DataRef::String(text)) => text.is_empty(),
        _ => false,
    }
}
