//! One card as five programs wrote it, and what else they put on a sheet.

use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::MarkKind;
use shenping::model::StoryKind;

use super::cell_at;
use super::first_sheet;
use super::place_of;
use super::read_xlsx;
use super::sample;
use super::text_at;

const PROGRAMS: [&str; 5] =
    ["card-openpyxl.xlsx", "card-xlsxwriter.xlsx", "card-exceljs.xlsx", "card-sheetjs.xlsx", "card-libreoffice.xlsx"];

/// What the card shows: reference, rows and columns it spans, text.
const CARD: &[(&str, u32, u32, &str)] = &[
    ("A1", 1, 4, "秦皇岛市工会创新工作立项申报表"),
    ("A2", 1, 1, "领导签字："),
    ("B3", 1, 3, "秦皇岛市海港区总工会"),
    ("B4", 1, 3, "“工会+网格”服务 A&B <新就业>"),
    ("B5", 1, 1, "张三、李四"),
    ("D5", 1, 1, "13800001111"),
    ("A6", 4, 1, "申报理由"),
    ("B6", 4, 3, "第一行\n第二行"),
    ("B10", 1, 1, "30,000.00"),
    ("D10", 1, 1, "28.5%"),
    ("B11", 1, 1, "2026年10月12日"),
    ("D11", 1, 1, "000042"),
    ("B12", 1, 1, "TRUE"),
];

fn each_card(check: impl Fn(&str, &Document)) {
    for name in PROGRAMS {
        let document = read_xlsx(&sample(name));
        assert!(document.troubles.is_empty(), "{name}: {:?}", document.troubles);
        check(name, &document);
    }
}

#[test]
fn one_card_saved_by_five_programs_shows_the_same() {
    each_card(|name, document| {
        let sheet = first_sheet(document);
        for (reference, height, width, text) in CARD {
            let cell = cell_at(sheet, reference).unwrap_or_else(|| panic!("{name}: no {reference}"));
            assert_eq!((cell.height, cell.width, cell.text.as_str()), (*height, *width, *text), "{name} {reference}");
        }
        assert_eq!(sheet.cells.len(), 25, "{name}");
    });
}

#[test]
fn numbers_keep_their_value_beneath_what_is_shown() {
    each_card(|name, document| {
        let sheet = first_sheet(document);
        let content = |reference: &str| cell_at(sheet, reference).map(|cell| cell.content.clone());
        assert_eq!(content("D5"), Some(CellContent::Number("13800001111".to_owned())), "{name}");
        assert_eq!(content("B10"), Some(CellContent::Number("30000".to_owned())), "{name}");
        assert_eq!(content("D10"), Some(CellContent::Number("0.285".to_owned())), "{name}");
        let day = jiff::civil::date(2026, 10, 12).at(0, 0, 0, 0);
        assert_eq!(content("B11"), Some(CellContent::Date(day)), "{name}");
        let formula = if name == "card-openpyxl.xlsx" {
            CellContent::FormulaWithoutResult("1+1".to_owned())
        } else {
            CellContent::Number("2".to_owned())
        };
        assert_eq!(content("C12"), Some(formula), "{name}");
    });
}

#[test]
fn hidden_rows_columns_and_sheets_are_read_and_marked() {
    each_card(|name, document| {
        let sheet = first_sheet(document);
        let hidden: Vec<&str> = sheet.cells.iter().filter(|cell| cell.hidden).map(|cell| cell.text.as_str()).collect();
        assert_eq!(hidden, ["隐藏列", "隐藏行"], "{name}");
        let sheets: Vec<(&str, bool)> = document.grids().map(|grid| (&*grid.name, grid.hidden)).collect();
        assert_eq!(sheets, [("申报表", false), ("选项", true), ("很隐藏", true)], "{name}");
    });
}

#[test]
fn the_picture_lies_in_the_cell_behind_the_signature_line() {
    each_card(|name, document| {
        let pictures = document.marks.len();
        assert_eq!(pictures, usize::from(name != "card-sheetjs.xlsx"), "{name}");
        for mark in &document.marks {
            assert_eq!(mark.kind, MarkKind::Picture, "{name}");
            assert_eq!(place_of(mark), ("申报表!B2".to_owned(), Some((1, 1)), Some((1, 1))), "{name}");
            assert!(mark.picture.as_ref().is_some_and(|picture| picture.bytes.starts_with(b"\x89PNG")), "{name}");
        }
    });
}

#[test]
fn comments_are_stories_of_their_own_and_names_lead_to_cells() {
    each_card(|name, document| {
        let comments: Vec<String> = document
            .stories
            .iter()
            .filter(|story| matches!(story.kind, StoryKind::Comment(_)))
            .map(|story| story.anchor.as_ref().map(|anchor| anchor.from.to_string()).unwrap_or_default())
            .collect();
        assert_eq!(comments, ["申报表!B3"], "{name}");
        let phone =
            document.defined_names.iter().find(|(known, _)| known == "sp_phone").map(|(_, spot)| spot.to_string());
        assert_eq!(phone.as_deref(), Some("申报表!D5"), "{name}");
        let unit =
            document.defined_names.iter().find(|(known, _)| known == "sp_unit").map(|(_, spot)| spot.to_string());
        assert_eq!(unit.as_deref(), (name != "card-exceljs.xlsx").then_some("申报表!B3"), "{name}");
        assert!(document.defined_names.iter().all(|(known, _)| known != "范围"), "{name}: a range is no cell");
    });
}

#[test]
fn a_picture_in_a_cell_is_found_and_the_sheet_s_last_corner_costs_nothing() {
    let document = read_xlsx(&sample("odds-xlsxwriter.xlsx"));
    let sheet = first_sheet(&document);
    assert_eq!((sheet.rows, sheet.columns, sheet.cells.len()), (1_048_576, 16_384, 8));
    let seen: Vec<(bool, bool, &str)> = document
        .marks
        .iter()
        .map(|mark| (mark.anchor.as_ref().is_some_and(|anchor| anchor.inline), mark.in_header, mark.name.as_str()))
        .collect();
    let expected =
        [(true, false, "签名"), (false, false, "浮动不动"), (false, true, "sign"), (false, true, "工作表背景")];
    assert_eq!(seen, expected);
    assert_eq!(place_of(&document.marks[0]).0, "表 一!B2");
    assert!(document.marks.iter().all(|mark| mark.picture.as_ref().is_some_and(|picture| !picture.bytes.is_empty())));
}

#[test]
fn text_boxes_and_page_headers_are_stories() {
    let document = read_xlsx(&sample("odds-xlsxwriter.xlsx"));
    let stories: Vec<String> = document
        .stories
        .iter()
        .map(|story| {
            let lines: Vec<String> = story.blocks.iter().map(|block| format!("{block:?}")).collect();
            let at = story.anchor.as_ref().map(|anchor| anchor.from.to_string()).unwrap_or_default();
            format!("{}@{at} {}", story.kind, lines.len())
        })
        .collect();
    assert_eq!(stories, ["文本框1@表 一!D2 2", "文本框2@表 一!H2 1", "页眉1@表 一 1", "页脚1@表 一 1"]);
}

#[test]
fn blanks_line_ends_and_escapes_come_as_they_were_typed() {
    let document = read_xlsx(&sample("odds-xlsxwriter.xlsx"));
    let sheet = first_sheet(&document);
    for (reference, text) in [
        ("A5", "秦皇岛 市 "),
        ("A6", " 前后空格 "),
        ("A7", "回车\n换行"),
        ("A8", "_x000D_原样"),
        ("A9", "文字"),
        ("A10", "#DIV/0!"),
        ("A11", "FALSE"),
        ("XFD1048576", "远"),
    ] {
        assert_eq!(text_at(sheet, reference), text, "{reference}");
    }
}

#[test]
fn dates_counted_from_1904_are_the_same_days() {
    let document = read_xlsx(&sample("dates-1904-xlsxwriter.xlsx"));
    let sheet = first_sheet(&document);
    for (reference, text) in [
        ("A1", "2026-10-12"),
        ("A2", "10/12/26 15:04"),
        ("A3", "星期一"),
        ("B1", "2026/10/12"),
        ("B2", "2026/10/12 15:04"),
        ("B3", "2026年10月12日"),
        ("B4", "2026年10月"),
        ("B6", "15:04"),
    ] {
        let cell = cell_at(sheet, reference).expect("a cell");
        let at = jiff::civil::date(2026, 10, 12).at(15, 4, 5, 0);
        assert_eq!((cell.text.as_str(), &cell.content), (text, &CellContent::Date(at)), "{reference}");
    }
}
