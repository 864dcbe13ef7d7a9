//! Forms drawn for a test: sheets of cells and merged regions, lines of a text, pictures on them.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Block;
use shenping::model::Cell;
use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::model::GridKind;
use shenping::model::Paragraph;
use shenping::model::Spot;
use shenping::model::StoryKind;
use shenping::policy::builtin;

/// A short card with all that tells a project.
pub const CARD: &[(&str, &str)] = &[
    ("A1", "申报单位"),
    ("B1:D1", "海港区总工会"),
    ("A2", "项目名称"),
    ("B2:D2", "数字工会"),
    ("A3", "项目负责人"),
    ("B3", "张伟"),
    ("C3", "联系电话"),
    ("D3", "13800001111"),
];

/// A sheet of cells and merged regions: `("A1", …)`, `("B2:F2", …)`.
pub fn sheet(name: &str, cells: &[(&str, &str)]) -> Block {
    let mut cells: Vec<Cell> = cells.iter().map(|(reference, text)| cell(reference, text)).collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let rows = cells.iter().map(|cell| cell.row + cell.height).max().unwrap_or(0);
    let columns = cells.iter().map(|cell| cell.column + cell.width).max().unwrap_or(0);
    let origin = Spot::SheetCell { sheet: name.into(), row: 0, column: 0 };
    Block::Grid(Grid { kind: GridKind::Sheet, name: name.into(), origin, hidden: false, rows, columns, cells })
}

fn cell(reference: &str, text: &str) -> Cell {
    let (from, to) = reference.split_once(':').unwrap_or((reference, reference));
    let ((column, row), (right, bottom)) = (position(from), position(to));
    Cell {
        row,
        column,
        height: bottom - row + 1,
        width: right - column + 1,
        text: text.to_owned(),
        content: if text.is_empty() { CellContent::Empty } else { CellContent::Text },
        hidden: false,
        blocks: Vec::new(),
    }
}

fn position(reference: &str) -> (u32, u32) {
    let (letters, digits) = reference.split_at(reference.find(|c: char| c.is_ascii_digit()).expect("a row"));
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    (column - 1, digits.parse::<u32>().expect("a number") - 1)
}

/// The forms that are read on a body.
pub fn forms(body: Vec<Block>) -> Vec<FormRead> {
    forms_of(&Document { body, ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx) })
}

/// The forms that are read on a document.
pub fn forms_of(document: &Document) -> Vec<FormRead> {
    read_forms(document, builtin(), &Lexicon::new(builtin()))
}

/// Lines of a text, each a paragraph.
pub fn lines(texts: &[&str]) -> Vec<Block> {
    let paragraph = |(at, text): (usize, &&str)| {
        Block::Paragraph(Paragraph {
            spot: Spot::Paragraph { story: StoryKind::Body, number: u32::try_from(at).expect("few") + 1 },
            text: (*text).to_owned(),
            heading: None,
            bold: false,
            numbered: false,
            underlined_blank: false,
        })
    };
    texts.iter().enumerate().map(paragraph).collect()
}

/// A table of a text, number from 1.
pub fn table(number: u32, cells: &[(&str, &str)]) -> Block {
    let Block::Grid(mut grid) = sheet("", cells) else { unreachable!("a sheet is a grid") };
    grid.kind = GridKind::Table;
    grid.name = format!("表{number}").into();
    grid.origin = Spot::TableCell { story: StoryKind::Body, path: vec![(number, 0, 0)] };
    Block::Grid(grid)
}

/// The only form on a sheet.
pub fn form(cells: &[(&str, &str)]) -> FormRead {
    let mut forms = forms(vec![sheet("申报表", cells)]);
    assert_eq!(forms.len(), 1, "one form");
    forms.remove(0)
}

/// What a form says of a field; empty where it says nothing.
pub fn value(form: &FormRead, key: &str) -> String {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.read.value.to_string(),
        _ => String::new(),
    }
}

/// Whether a prompt stood beside a value.
pub fn prompt(form: &FormRead, key: &str) -> bool {
    matches!(form.application.fields.get(key), Some(FieldReading::Read(field)) if field.prompt.is_some())
}
