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
use shenping::model::TroubleKind;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::readers_xlsx::corpus::corpus_files;
use crate::readers_xlsx::first_sheet;
use crate::readers_xlsx::place_of;
use crate::readers_xlsx::sample;
use crate::readers_xlsx::text_at;

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

/// A record of BIFF.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("a short body");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}

/// A bare stream of BIFF5 with one sheet that holds these records.
fn biff5(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let name = encoding_rs::GBK.encode("申报表").0.into_owned();
    let entry = |offset: u32| {
        let length = u8::try_from(name.len()).expect("a short name");
        record(0x0085, &[&offset.to_le_bytes()[..], &[0, 0, length], &name].concat())
    };
    let start = record(0x0809, &[0x00, 0x05, 0x05, 0x00, 0, 0, 0, 0]);
    let globals = globals.concat();
    let offset = start.len() + globals.len() + entry(0).len() + record(0x000A, &[]).len();
    let entry = entry(u32::try_from(offset).expect("a short stream"));
    let sheet_start = record(0x0809, &[0x00, 0x05, 0x10, 0x00, 0, 0, 0, 0]);
    [start, globals, entry, record(0x000A, &[]), sheet_start, sheet.concat(), record(0x000A, &[])].concat()
}

#[test]
fn streams_of_every_version_since_excel_2_are_read() {
    for version in 2..=5 {
        let document = read_xls(&sample(&format!("biff{version}-sheetjs.xls")));
        assert!(document.troubles.is_empty(), "{version}: {:?}", document.troubles);
        let sheet = first_sheet(&document);
        let texts: Vec<&str> = sheet.cells.iter().map(|cell| cell.text.as_str()).collect();
        let day = if version == 5 { "2026-10-12" } else { "46307" };
        assert_eq!(texts, ["unit", "13800001111", day, "TRUE", "0.5", "7"], "{version}");
    }
}

#[test]
fn a_text_that_fills_its_record_is_told() {
    let troubles = |length: u8| {
        let text = vec![b'a'; usize::from(length)];
        let label = record(0x0204, &[&[0, 0, 0, 0, 0, 0, length, 0][..], &text].concat());
        read_xls(&biff5(&[], &[label])).troubles
    };
    assert_eq!(troubles(253), []);
    let told = troubles(255);
    assert!(told.iter().any(|trouble| trouble.detail.contains("255")), "{told:?}");
}

#[test]
fn texts_before_unicode_are_read_by_their_code_page() {
    let label = |row: u8, text: &[u8]| {
        let length = u8::try_from(text.len()).expect("a short text");
        record(0x0204, &[&[row, 0, 0, 0, 0, 0, length, 0][..], text].concat())
    };
    let gbk = encoding_rs::GBK.encode("秦皇岛市总工会").0.into_owned();
    let stream = biff5(&[record(0x0042, &936_u16.to_le_bytes())], &[label(0, &gbk)]);
    assert_eq!(text_at(first_sheet(&read_xls(&stream)), "A1"), "秦皇岛市总工会");
    let latin = biff5(&[record(0x0042, &1252_u16.to_le_bytes())], &[label(0, b"caf\xE9")]);
    assert_eq!(text_at(first_sheet(&read_xls(&latin)), "A1"), "café");
    assert_eq!(text_at(first_sheet(&read_xls(&biff5(&[], &[label(1, &gbk)]))), "A2"), "秦皇岛市总工会");
}

#[test]
fn what_xlwt_writes_is_read_with_its_bitmap_and_its_long_text() {
    let document = read_xls(&sample("card-xlwt.xls"));
    let sheet = first_sheet(&document);
    assert_eq!(text_at(sheet, "B4"), "2026年10月12日");
    assert_eq!(text_at(sheet, "A7"), "秦皇岛");
    assert_eq!(text_at(sheet, "A9").chars().count(), 5000);
    assert_eq!(document.marks.len(), 1);
    let picture = document.marks[0].picture.as_ref().expect("a picture");
    assert_eq!(place_of(&document.marks[0]).0, "申报表!B2");
    let image = image::load_from_memory(&picture.bytes).expect("a bitmap with its header");
    assert_eq!((image.width(), image.height()), (90, 36));
}

#[test]
fn a_stream_under_a_password_and_one_that_is_cut_are_told() {
    let locked = biff5(&[record(0x002F, &[0; 4])], &[]);
    let kinds = |bytes: &[u8]| read_xls(bytes).troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&locked), [TroubleKind::Encrypted]);
    let number = record(0x0203, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]);
    let whole = biff5(&[], &[number]);
    let cut = &whole[..whole.len() - 6];
    assert_eq!(kinds(cut), [TroubleKind::Unreadable]);
    assert_eq!(kinds(b""), [TroubleKind::Unreadable]);
}

#[test]
fn charts_and_formulas_without_a_result_are_told_apart_from_cells() {
    let chart = [record(0x0809, &[0, 5, 0x20, 0, 0, 0, 0, 0]), record(0x0203, &[9; 14]), record(0x000A, &[])].concat();
    let uncalculated = [&[0, 0, 1, 0, 0, 0][..], &[0; 8], &[3, 0], &[0; 4]].concat();
    let switch = [&[1, 0, 1, 0, 0, 0][..], &[1, 0, 1, 0, 0, 0, 0xFF, 0xFF], &[0, 0], &[0; 4]].concat();
    let stream = biff5(&[], &[chart, record(0x0006, &uncalculated), record(0x0006, &switch)]);
    let document = read_xls(&stream);
    let contents: Vec<&CellContent> = first_sheet(&document).cells.iter().map(|cell| &cell.content).collect();
    assert_eq!(contents, [&CellContent::FormulaWithoutResult(String::new()), &CellContent::Boolean(true)]);
}

#[test]
fn nought_for_a_cell_fetched_is_a_result_where_excel_calculated_it() {
    // =A2 with nought for a result; the program's history is the last but one number of the stream's beginning.
    let formula =
        |options: u8| [&[0, 0, 1, 0, 0, 0][..], &[0; 8], &[options, 0], &[0; 4], &[5, 0, 0x44, 1, 0, 0, 0xC0]].concat();
    let content = |history: u8, options: u8| {
        let start = [0x00, 0x06, 0x05, 0x00, 0xBB, 0x0D, 0xCC, 0x07, history, 0, 0, 0, 6, 0, 0, 0];
        let stream = [record(0x0809, &start), record(0x0006, &formula(options)), record(0x000A, &[])].concat();
        first_sheet(&read_xls(&stream)).cells[0].content.clone()
    };
    assert_eq!(content(0xC9, 0), CellContent::Number("0".to_owned()));
    assert_eq!(content(0x00, 0), CellContent::FormulaWithoutResult(String::new()), "LibreOffice converts only");
    assert_eq!(content(0xC9, 2), CellContent::FormulaWithoutResult(String::new()), "to be calculated on loading");
}

#[test]
fn a_formula_whose_text_does_not_come_has_no_result() {
    let formula = |column: u8| {
        let result = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
        record(0x0006, &[&[0, 0, column, 0, 0, 0][..], &result, &[0; 6], &[3, 0, 0x1E, 1, 0]].concat())
    };
    let text = record(0x0207, &[1, 0, 0, 0x41]);
    let start = record(0x0809, &[0, 6, 5, 0]);
    let stream = [start, formula(0), formula(1), text, formula(2), record(0x000A, &[])].concat();
    let document = read_xls(&stream);
    let contents: Vec<&CellContent> = first_sheet(&document).cells.iter().map(|cell| &cell.content).collect();
    let lost = CellContent::FormulaWithoutResult(String::new());
    assert_eq!(contents, [&lost, &CellContent::Text, &lost]);
}

#[test]
fn cells_in_white_on_white_are_told() {
    let font = |colour: u8| record(0x0031, &[200, 0, 0, 0, colour, 0, 0x90, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0x41]);
    let style = |font: u8, pattern: u8, colour: u8| {
        record(0x00E0, &[&[font, 0][..], &[0; 15], &[pattern << 2, colour, 0]].concat())
    };
    let cell = |column: u8| record(0x0204, &[0, 0, column, 0, column, 0, 1, 0, 0, 0x41 + column]);
    // Black; white; white on black; white on white.
    let styles = [style(0, 0, 0), style(1, 0, 0), style(1, 1, 8), style(1, 1, 9)];
    let stream = [
        record(0x0809, &[0, 6, 5, 0]),
        [font(8), font(9)].concat(),
        styles.concat(),
        (0..4).flat_map(cell).collect(),
        record(0x000A, &[]),
    ];
    let document = read_xls(&stream.concat());
    let told: Vec<String> = document.troubles.iter().filter_map(|told| Some(told.spot.as_ref()?.to_string())).collect();
    assert_eq!(told, ["Sheet1!B1", "Sheet1!D1"]);
}
