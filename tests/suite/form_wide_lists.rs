//! Lists whose projects do not stand in one row each, or whose rows are no projects: texts below a row or together in a cell, lists side
//! by side or cut for print, sums, a row that counts the columns.

use shenping::extract::FormRead;

use crate::made_form::forms;
use crate::made_form::sheet;
use crate::made_form::value;

/// What the forms on these sheets say of the unit, the project and its new content.
fn told(sheets: &[&[(&str, &str)]]) -> Vec<[String; 3]> {
    let body = sheets.iter().enumerate().map(|(number, cells)| sheet(&format!("Sheet{number}"), cells)).collect();
    let row = |form: &FormRead| ["unit", "project", "innovation"].map(|key| value(form, key));
    forms(body).iter().map(row).collect()
}

const HEADS: [(&str, &str); 5] =
    [("A1", "序号"), ("B1", "申报单位"), ("C1", "项目名称"), ("D1", "项目负责人"), ("E1", "联系电话")];
const WANT: [[&str; 3]; 2] =
    [["海港区总工会", "海滨驿站", "把审批压到当天。"], ["山海关区总工会", "工地夜校", "课程由劳模自己录。"]];

#[test]
fn texts_in_rows_below_a_project_are_the_projects() {
    let rows = [
        ("A2", "1"),
        ("B2", "海港区总工会"),
        ("C2", "海滨驿站"),
        ("D2", "张伟"),
        ("E2", "13800001111"),
        ("B3:E3", "创新内容：把审批压到当天。"),
        ("B4:E4", "实施措施： "),
        ("A5", "2"),
        ("B5", "山海关区总工会"),
        ("C5", "工地夜校"),
        ("D5", "李娜"),
        ("E5", "13900002222"),
        ("B6:E6", "创新内容：课程由劳模自己录。"),
        ("B7:E7", "实施措施：逐站建设。"),
    ];
    assert_eq!(told(&[&[HEADS.as_slice(), &rows].concat()]), WANT);
}

#[test]
fn texts_together_in_one_cell_of_a_row_are_parted_at_their_labels() {
    let rows = [
        ("F1", "主要内容（含创新内容、实施措施）"),
        ("A2", "1"),
        ("B2", "海港区总工会"),
        ("C2", "海滨驿站"),
        ("D2", "张伟"),
        ("E2", "13800001111"),
        ("F2", "一、创新内容：把审批压到当天。\n二、实施措施：先试点。"),
        ("A3", "2"),
        ("B3", "山海关区总工会"),
        ("C3", "工地夜校"),
        ("D3", "李娜"),
        ("E3", "13900002222"),
        ("F3", "一、创新内容：课程由劳模自己录。\n二、实施措施：逐站建设。"),
    ];
    assert_eq!(told(&[&[HEADS.as_slice(), &rows].concat()]), WANT);
}

#[test]
fn sums_and_a_count_of_the_columns_are_no_projects() {
    let rows = [
        ("F1", "创新内容"),
        ("A2", "甲"),
        ("B2", "乙"),
        ("C2", "1"),
        ("D2", "2"),
        ("E2", "3"),
        ("F2", "4"),
        ("A3", "1"),
        ("B3", "海港区总工会"),
        ("C3", "海滨驿站"),
        ("D3", "张伟"),
        ("E3", "13800001111"),
        ("F3", "把审批压到当天。"),
        ("C4", "小计1个"),
        ("A5", "2"),
        ("B5", "山海关区总工会"),
        ("C5", "工地夜校"),
        ("D5", "李娜"),
        ("E5", "13900002222"),
        ("F5", "课程由劳模自己录。"),
        ("C6", "本单位共1项"),
    ];
    assert_eq!(told(&[&[HEADS.as_slice(), &rows].concat()]), WANT);
}

#[test]
fn two_columns_or_two_rows_may_ask_for_one_thing_each() {
    let cells = [
        ("A1:A2", "申报单位"),
        ("B1:B2", "项目名称"),
        ("C1", "项目负责人"),
        ("C2", "联系电话"),
        ("D1:D2", "起始年月"),
        ("E1:E2", "完成年月"),
        ("A3:A4", "海港区总工会"),
        ("B3:B4", "海滨驿站"),
        ("C3", "张伟、李娜"),
        ("C4", "0335-3601234转801"),
        ("D3:D4", "2026.02"),
        ("E3:E4", "2026.10"),
    ];
    let read = forms(vec![sheet("汇总表", &cells)]);
    let told: Vec<[String; 3]> =
        read.iter().map(|form| ["leaders", "phone", "period"].map(|key| value(form, key))).collect();
    assert_eq!(told, [["张伟、李娜", "0335-3601234转801", "2026-02-01至2026-10-31"]]);
}

#[test]
fn a_project_on_two_rows_under_two_rows_of_heads_is_one_project() {
    let texts = [("B2", "申报理由"), ("C2", "创新内容"), ("D2", "实施措施"), ("E2", "预期效果")];
    let rows = [
        ("A3:A4", "1"),
        ("B3", "海港区总工会"),
        ("C3", "海滨驿站"),
        ("D3", "张伟"),
        ("E3", "13800001111"),
        ("B4", "审批太慢。"),
        ("C4", "把审批压到当天。"),
        ("D4", "逐站建设。"),
        ("E4", "办结快了。"),
        ("A5:A6", "2"),
        ("B5", "山海关区总工会"),
        ("C5", "工地夜校"),
        ("D5", "李娜"),
        ("C6", "课程由劳模自己录。"),
        ("D6", "每周一课。"),
    ];
    let heads: Vec<(&str, &str)> =
        HEADS.iter().map(|&(at, text)| if at == "A1" { ("A1:A2", text) } else { (at, text) }).collect();
    let cells = [heads.as_slice(), &texts, &rows].concat();
    assert_eq!(told(&[&cells]), WANT);
    let read = forms(vec![sheet("汇总表", &cells)]);
    let phones: Vec<String> = read.iter().map(|form| value(form, "phone")).collect();
    let effects: Vec<String> = read.iter().map(|form| value(form, "effect")).collect();
    assert_eq!(
        (phones, effects),
        (vec!["13800001111".into(), String::new()], vec!["办结快了。".into(), String::new()])
    );
    // The list goes on on the next sheet without its heads.
    let second: Vec<(&str, &str)> = vec![
        ("A1:A2", "2"),
        ("B1", "山海关区总工会"),
        ("C1", "工地夜校"),
        ("D1", "李娜"),
        ("E1", "13900002222"),
        ("C2", "课程由劳模自己录。"),
        ("D2", "每周一课。"),
    ];
    let first: Vec<(&str, &str)> = cells.iter().copied().filter(|(at, _)| !at.contains(['5', '6'])).collect();
    assert_eq!(told(&[&first, &second]), WANT);
}

#[test]
fn lists_side_by_side_are_two_lists() {
    let cells = [
        ("A1", "序号"),
        ("B1", "申报单位"),
        ("C1", "项目名称"),
        ("D1", "负责人"),
        ("E1", "创新内容"),
        ("G1", "序号"),
        ("H1", "申报单位"),
        ("I1", "成果名称"),
        ("J1", "项目负责人"),
        ("K1", "创新点"),
        ("A2", "1"),
        ("B2", "海港区总工会"),
        ("C2", "海滨驿站"),
        ("D2", "张伟"),
        ("E2", "把审批压到当天。"),
        ("G2", "1"),
        ("H2", "山海关区总工会"),
        ("I2", "工地夜校"),
        ("J2", "李娜"),
        ("K2", "课程由劳模自己录。"),
    ];
    assert_eq!(told(&[&cells]), WANT);
}

#[test]
fn a_list_cut_for_print_is_one_list() {
    let first = [
        ("A2", "1"),
        ("B2", "海港区总工会"),
        ("C2", "海滨驿站"),
        ("D2", "张伟"),
        ("E2", "13800001111"),
        ("A3", "2"),
        ("B3", "山海关区总工会"),
        ("C3", "工地夜校"),
        ("D3", "李娜"),
        ("E3", "13900002222"),
    ];
    let second = [
        ("A6", "序号"),
        ("B6", "项目名称"),
        ("C6", "创新内容"),
        ("D6", "实施措施"),
        ("A7", "1"),
        ("B7", "海滨驿站"),
        ("C7", "把审批压到当天。"),
        ("D7", "先试点。"),
        ("A8", "2"),
        ("B8", "工地夜校"),
        ("C8", "课程由劳模自己录。"),
        ("D8", "逐站建设。"),
    ];
    let whole = [HEADS.as_slice(), &first, &second].concat();
    assert_eq!(told(&[&whole]), WANT);
    assert_eq!(told(&[&[HEADS.as_slice(), &first].concat(), &second]), WANT);
}

#[test]
fn a_list_of_more_headings_that_nobody_knows_than_others_is_one() {
    let head = [
        HEADS.as_slice(),
        &[("F1", "甲栏"), ("G1", "乙栏"), ("H1", "丙栏"), ("I1", "丁栏"), ("J1", "戊栏"), ("K1", "己栏")],
    ]
    .concat();
    let row = |row: u32, told: [&'static str; 4]| -> Vec<(&'static str, &'static str)> {
        let filled = ["B", "C", "D", "E", "F", "G"].into_iter().zip(told.into_iter().chain(["良好", "一次"]));
        filled.map(|(column, text)| (&*format!("{column}{row}").leak(), text)).collect()
    };
    let first = row(2, ["海港区总工会", "海滨驿站", "张伟", "13800001111"]);
    let second = row(3, ["山海关区总工会", "工地夜校", "李娜", "13900002222"]);
    let units: Vec<String> = told(&[&[head, first, second].concat()]).into_iter().map(|[unit, ..]| unit).collect();
    assert_eq!(units, ["海港区总工会", "山海关区总工会"]);
}
