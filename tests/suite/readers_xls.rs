//! Workbooks of old: real files against another reader, one card in many versions, pictures, damage.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use calamine::Data;
use calamine::Reader;
use calamine::Xls;
use shenping::model::Cell;
use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::readers_xlsx::corpus::corpus_files;

fn read_xls(bytes: &[u8]) -> Document {
    read(&Arc::from("申报表.xls"), bytes, Format::Xls, &Limits::default())
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// Differences that are ours by intent: file, cell, why.
const INTENDED: &[(&str, &str, &str)] = &[
    (CONTINUED, "file load sequence!S2", FORMAT),
    (CONTINUED, "file load sequence!T2", FORMAT),
    (CONTINUED, "file load sequence!U2", FORMAT),
    (CONTINUED, "file load sequence!V2", FORMAT),
    (CONTINUED, "file load sequence!W2", FORMAT),
    (CONTINUED, "file load sequence!AO143", LONG),
    (CONTINUED, "file load sequence!AO220", LONG),
];
const CONTINUED: &str = "StringContinueRecords.xls";
const FORMAT: &str = "the number format puts words before the text";
const LONG: &str = "calamine loses the end of a formula's text that goes on in further records; xlrd has it as we do";

#[test]
fn every_old_workbook_of_the_corpus_has_the_cells_that_calamine_reads() {
    let Some(files) = corpus_files(&["ole-xls"]) else { return };
    assert!(files.len() > 50, "the corpus has shrunk");
    let mut differences = Vec::new();
    let mut compared = 0;
    for (path, _) in files {
        let bytes = fs::read(&path).expect("a file of the corpus");
        let document = read_xls(&bytes);
        let theirs = std::panic::catch_unwind(|| Xls::new(Cursor::new(&bytes)).ok().map(|mut book| book.worksheets()));
        let Ok(Some(sheets)) = theirs else { continue };
        compared += 1;
        for (sheet, range) in sheets {
            let Some(grid) = document.grids().find(|grid| *grid.name == *sheet) else {
                let holds_cells = range.used_cells().next().is_some();
                if holds_cells {
                    differences.push(format!("{} {sheet}: no such sheet", name_of(&path)));
                }
                continue;
            };
            let (top, left) = range.start().unwrap_or((0, 0));
            let cells = range.used_cells().map(|(row, column, value)| {
                ((top + u32::try_from(row).expect("a row"), left + u32::try_from(column).expect("a column")), value)
            });
            for (at, difference) in differences_of_sheet(grid, &cells.collect()) {
                if !INTENDED.iter().any(|(file, cell, _)| *file == name_of(&path) && *cell == at) {
                    let short: String = difference.chars().take(300).collect();
                    differences.push(format!("{} {at}: {short}", name_of(&path)));
                }
            }
        }
    }
    assert!(compared > 45, "only {compared} compared");
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

fn differences_of_sheet(grid: &Grid, theirs: &BTreeMap<(u32, u32), &Data>) -> Vec<(String, String)> {
    let mut differences = Vec::new();
    let covers = |cell: &Cell, row: u32, column: u32| {
        (cell.row..cell.row + cell.height).contains(&row) && (cell.column..cell.column + cell.width).contains(&column)
    };
    for (&(row, column), value) in theirs {
        let ours = grid.cell(row, column);
        if ours.is_none() && grid.cells.iter().any(|cell| covers(cell, row, column)) {
            continue;
        }
        if !agrees(ours, value) {
            let seen = ours.map(|cell| (&cell.text, &cell.content));
            differences.push((grid.spot(row, column).to_string(), format!("{seen:?} against {value:?}")));
        }
    }
    for cell in &grid.cells {
        let held = !matches!(cell.content, CellContent::Empty | CellContent::FormulaWithoutResult(_));
        if held && !theirs.contains_key(&(cell.row, cell.column)) {
            differences
                .push((grid.spot(cell.row, cell.column).to_string(), format!("{:?} against nothing", cell.text)));
        }
    }
    differences
}

fn agrees(ours: Option<&Cell>, theirs: &Data) -> bool {
    let Some(ours) = ours else { return matches!(theirs, Data::String(text) if text.is_empty()) };
    match (&ours.content, theirs) {
        (CellContent::Text, Data::String(text)) => ours.text == text.replace("\r\n", "\n").replace('\r', "\n"),
        (CellContent::Number(number), Data::Float(float)) => number.parse() == Ok(*float),
        (CellContent::Number(number), Data::Int(int)) => number.parse() == Ok(*int),
        (CellContent::Number(number), Data::DateTime(date)) => number.parse() == Ok(date.as_f64()),
        (CellContent::Date(instant), Data::DateTime(date)) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            (i64::from(instant.year()), i64::from(instant.month()), i64::from(instant.day()))
                == (i64::from(year), i64::from(month), i64::from(day))
        }
        (CellContent::Boolean(ours), Data::Bool(theirs)) => ours == theirs,
        (CellContent::Error(ours), Data::Error(theirs)) => *ours == theirs.to_string(),
        _ => false,
    }
}
