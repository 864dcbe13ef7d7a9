//! Layouts of forms as units draw them: labels over several cells, tables beside a label, prose with labels in it.

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
use shenping::model::Spot;
use shenping::policy::builtin;

/// A sheet of cells and merged regions: `("A1", …)`, `("B2:F2", …)`.
fn sheet(name: &str, cells: &[(&str, &str)]) -> Block {
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

fn forms(body: Vec<Block>) -> Vec<FormRead> {
    let file: Arc<str> = "申报表.xlsx".into();
    let document = Document { body, ..Document::empty(&file, Format::Xlsx) };
    read_forms(&document, builtin(), &Lexicon::new(builtin()))
}

fn form(cells: &[(&str, &str)]) -> FormRead {
    let mut forms = forms(vec![sheet("申报表", cells)]);
    assert_eq!(forms.len(), 1, "one form");
    forms.remove(0)
}

fn value(form: &FormRead, key: &str) -> String {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.read.value.to_string(),
        _ => String::new(),
    }
}

fn prompt(form: &FormRead, key: &str) -> bool {
    matches!(form.application.fields.get(key), Some(FieldReading::Read(field)) if field.prompt.is_some())
}

#[test]
fn a_label_written_letter_by_letter_along_a_row_is_found() {
    let form = form(&[
        ("A1", "申"),
        ("B1", "报"),
        ("C1", "单"),
        ("D1", "位"),
        ("E1:J1", "海港区总工会"),
        ("A2", "项"),
        ("B2", "目"),
        ("C2", "名"),
        ("D2", "称"),
        ("E2:J2", "数字工会"),
        ("A3:D3", "项目负责人"),
        ("E3:F3", "张伟"),
        ("G3", "电"),
        ("H3", "话"),
        ("I3:J3", "13800001111"),
    ]);
    assert_eq!(value(&form, "unit"), "海港区总工会");
    assert_eq!(value(&form, "project"), "数字工会");
    assert_eq!(value(&form, "phone"), "13800001111");
}

#[test]
fn people_and_units_in_a_table_of_their_own_beside_the_label_are_read() {
    let form = form(&[
        ("A1", "申报单位"),
        ("B1:E1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:E2", "数字工会"),
        ("A3:A5", "项目负责人"),
        ("B3", "序号"),
        ("C3", "姓名"),
        ("D3", "性别"),
        ("E3", "分工"),
        ("B4", "1"),
        ("C4", "张伟"),
        ("D4", "男"),
        ("E4", "统筹"),
        ("B5", "2"),
        ("C5", "李娜"),
        ("D5", "女"),
        ("E5", "落实"),
        ("A6:A8", "联合单位"),
        ("B6", "序号"),
        ("C6", "单位名称"),
        ("D6:E6", "联系人"),
        ("B7", "1"),
        ("C7", "山海关区总工会"),
        ("D7:E7", "王强"),
        ("B8", "2"),
        ("C8", "燕山大学工会"),
        ("D8:E8", "赵敏"),
    ]);
    assert_eq!(value(&form, "unit"), "海港区总工会");
    assert_eq!(value(&form, "leaders"), "张伟、李娜");
    assert_eq!(value(&form, "joint_units"), "山海关区总工会、燕山大学工会");
}

#[test]
fn the_words_of_a_line_to_be_signed_are_no_prompt_left_in() {
    let form = form(&[
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "数字工会"),
        ("A3", "单位意见"),
        ("B3", "同意申报。\n主要负责人签字：\n2026年10月12日"),
        ("A4", "上级工会意见"),
        ("B4", "年  月  日"),
    ]);
    assert_eq!(value(&form, "sign_date"), "2026-10-12");
    assert!(!prompt(&form, "signature") && !prompt(&form, "sign_date"));
}

#[test]
fn prose_that_begins_like_a_label_stays_the_value_of_the_label_beside_it() {
    let reason =
        "联系电话：过去各基层单位自行公布，职工难以查找，也无人更新。\n项目名称：原拟称一号通，后改今名，意思没有变。";
    let form = form(&[
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "数字工会"),
        ("A3", "申报理由"),
        ("B3", reason),
        ("A4", "创新内容"),
        ("B4", "一网通办。"),
        ("A5", "联系电话"),
        ("B5", "13800001111"),
    ]);
    assert_eq!(value(&form, "reason"), reason);
    assert_eq!(value(&form, "project"), "数字工会");
    assert_eq!(value(&form, "phone"), "13800001111");
}

#[test]
fn running_text_set_in_below_a_label_alone_in_its_row_is_its_value() {
    let form = form(&[
        ("A1", "申报单位："),
        ("C1:F1", "海港区总工会"),
        ("A3", "项目名称："),
        ("C3:F3", "数字工会"),
        ("A5", "申报理由："),
        ("B6:F6", "职工办事跑多处，往返耗时，意见很大。"),
        ("A8", "创新内容："),
        ("B9:F9", "一张网、一个号，所有诉求统一受理。"),
    ]);
    assert_eq!(value(&form, "reason"), "职工办事跑多处，往返耗时，意见很大。");
    assert_eq!(value(&form, "innovation"), "一张网、一个号，所有诉求统一受理。");
}

#[test]
fn labels_with_a_translation_or_in_traditional_characters_are_known() {
    let form = form(&[
        ("A1", "申报单位\nApplicant"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称 Project Title"),
        ("B2", "项目名称：数字工会"),
        ("A3", "項目負責人"),
        ("B3", "张伟"),
        ("A4", "聯繫電話/Tel."),
        ("B4", "13800001111"),
        ("A5", "②项目创新内容"),
        ("B5", "一网通办。"),
    ]);
    assert_eq!(value(&form, "unit"), "海港区总工会");
    assert_eq!(value(&form, "project"), "数字工会");
    assert_eq!(value(&form, "leaders"), "张伟");
    assert_eq!(value(&form, "phone"), "13800001111");
    assert_eq!(value(&form, "innovation"), "一网通办。");
}

#[test]
fn headings_of_groups_and_subtotals_are_no_projects_of_a_list() {
    let heads = ["序号", "项目名称", "项目负责人", "联系电话"];
    let mut cells: Vec<(String, String)> = Vec::new();
    let mut row = |row: u32, texts: [&str; 4]| {
        for (column, text) in ["A", "B", "C", "D"].iter().zip(texts) {
            cells.push((format!("{column}{row}"), text.to_owned()));
        }
    };
    row(1, heads);
    row(3, ["1", "数字工会", "张伟", "13800001111"]);
    row(4, ["2", "工会驿站", "李娜", "13800002222"]);
    row(7, ["3", "匠心课堂", "王强", "13800003333"]);
    for (reference, text) in
        [("A2:D2", "申报单位：海港区总工会"), ("A5:B5", "小计"), ("C5:D5", "2项"), ("A6:D6", "二、燕山大学工会（1项）")]
    {
        cells.push((reference.to_owned(), text.to_owned()));
    }
    let cells: Vec<(&str, &str)> = cells.iter().map(|(at, text)| (at.as_str(), text.as_str())).collect();
    let forms = forms(vec![sheet("汇总", &cells)]);
    let told: Vec<(String, String)> = forms.iter().map(|form| (value(form, "unit"), value(form, "project"))).collect();
    let pair = |unit: &str, project: &str| (unit.to_owned(), project.to_owned());
    assert_eq!(
        told,
        [pair("海港区总工会", "数字工会"), pair("海港区总工会", "工会驿站"), pair("燕山大学工会", "匠心课堂")]
    );
}

#[test]
fn a_group_of_columns_names_the_people_of_a_list_in_its_second_row() {
    let forms = forms(vec![sheet(
        "汇总",
        &[
            ("A1:A2", "申报单位"),
            ("B1:B2", "项目名称"),
            ("C1:E1", "项目负责人"),
            ("C2", "姓名"),
            ("D2", "职务"),
            ("E2", "联系电话"),
            ("A3", "海港区总工会"),
            ("B3", "数字工会"),
            ("C3", "张伟"),
            ("D3", "主席"),
            ("E3", "13800001111"),
            ("A4", "燕山大学工会"),
            ("B4", "匠心课堂"),
            ("C4", "李娜"),
            ("D4", "主席"),
            ("E4", "13800002222"),
        ],
    )]);
    let told: Vec<(String, String)> = forms.iter().map(|form| (value(form, "leaders"), value(form, "phone"))).collect();
    let pair = |name: &str, phone: &str| (name.to_owned(), phone.to_owned());
    assert_eq!(told, [pair("张伟", "13800001111"), pair("李娜", "13800002222")]);
}
