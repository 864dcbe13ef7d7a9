//! Answers in the row below their labels, and what stands below a label and is no answer of it.

use shenping::extract::FormRead;
use shenping::model::FieldReading;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::sheet;
use crate::made_form::value;

fn doubt(form: &FormRead, key: &str) -> String {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.doubts.concat(),
        _ => String::new(),
    }
}

/// Questions in a row, their answers in the row below, while other rows of the sheet have the answer beside.
#[test]
fn answers_below_their_labels_are_read_though_there_is_room_beside() {
    let signed = [("A9", "负责人签字"), ("C9", "王五")];
    let below = [
        ("A1", "申报单位"),
        ("C1", "项目负责人"),
        ("A2", "昌黎县总工会"),
        ("C2", "诸葛明 工会主席"),
        ("A3", "联系电话"),
        ("C3", "项目名称"),
        ("A4", "13803351234"),
        ("C4", "果农直通车"),
    ];
    let read = form(&[below.as_slice(), &signed].concat());
    let told = ["unit", "leaders", "phone", "project"].map(|key| value(&read, key));
    assert_eq!(told, ["昌黎县总工会", "诸葛明", "13803351234", "果农直通车"]);
    // What stands below an empty cell is no title where every answer stands beside its label.
    let beside = [
        ("A1", "申报单位"),
        ("B1", "昌黎县总工会"),
        ("A2", "项目负责人"),
        ("B2", "诸葛明"),
        ("A3", "联系电话"),
        ("B3", "13803351234"),
        ("A4", "项目名称"),
        ("A5", "县里推荐"),
    ];
    let read = form(&[beside.as_slice(), &signed].concat());
    assert_eq!(value(&read, "project"), "");
    // 二、… heads the next part, it is no partner.
    let headed = [("A6:D6", "五、联合单位："), ("A7:D7", "二、项目信息"), ("A8", "项目名称"), ("B8", "果农直通车")];
    let read = form(&[&beside[..6], &headed, &signed].concat());
    assert_eq!((value(&read, "joint_units"), value(&read, "project")), (String::new(), "果农直通车".to_owned()));
}

/// The number of somebody in the table of all who took part is not the project's.
#[test]
fn an_empty_phone_is_not_filled_from_the_table_of_members() {
    let card = |phone: &'static str| {
        [
            ("A1", "申报单位"),
            ("B1", "昌黎县总工会"),
            ("C1", "项目负责人"),
            ("D1", "张三"),
            ("A2", "项目名称"),
            ("B2", "果农直通车"),
            ("C2", "联系电话"),
            ("D2", phone),
            ("A3", "序号"),
            ("B3", "姓名"),
            ("C3", "手机"),
            ("D3", "单位"),
            ("A4", "1"),
            ("B4", "李四"),
            ("C4", "13900001111"),
            ("D4", "昌黎县总工会"),
        ]
    };
    assert_eq!(value(&form(&card("")), "phone"), "");
    assert_eq!(value(&form(&card("13803351234")), "phone"), "13803351234");
}

/// What a row had no room for stands alone in the next one, beside no label.
#[test]
fn what_stands_alone_below_an_answer_is_told() {
    let rest = [
        ("A4", "联合单位"),
        ("B4", "抚宁区总工会"),
        ("B5", "昌黎县总工会"),
        ("A6", "项目申报理由"),
        ("B6:D6", "路远。"),
    ];
    for (last, told) in
        [(("A7:D7", "老人办事要跑三趟。"), true), (("A7:D7", "二、项目内容"), false), (("B7:D7", "路上三小时"), true)]
    {
        let read = form(&[CARD, &rest, &[last]].concat());
        assert!(doubt(&read, "joint_units").contains("昌黎县总工会"), "{last:?}");
        assert_eq!(
            doubt(&read, "reason").contains("另有一行") || value(&read, "reason").contains(last.1),
            told,
            "{last:?}"
        );
    }
    let cut = [
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "数字"),
        ("B3", "工会"),
        ("A4", "联系电话"),
        ("B4", "13800001111"),
    ];
    assert!(doubt(&form(&cut), "project").contains("工会"));
}

/// A row of a list without its number goes on with the project above: it is no project of its own.
#[test]
fn a_row_without_its_number_belongs_to_the_project_above() {
    let list = |rest: &[(&'static str, &'static str)]| {
        let rows = [
            ("A1", "序号"),
            ("B1", "项目名称"),
            ("C1", "申报单位"),
            ("D1", "项目负责人"),
            ("E1", "联合单位"),
            ("A2", "1"),
            ("B2", "数字工会"),
            ("C2", "海港区总工会"),
            ("D2", "张伟"),
            ("E2", "抚宁区总工会"),
            ("A4", "2"),
            ("B4", "工地夜校"),
            ("C4", "山海关区总工会"),
            ("D4", "李娜"),
        ];
        forms(vec![sheet("汇总", &[&rows, rest].concat())])
    };
    let read = list(&[("E3", "昌黎县总工会")]);
    assert_eq!((read.len(), value(&read[0], "joint_units")), (2, "抚宁区总工会、昌黎县总工会".to_owned()));
    for (rest, key) in [(("B3", "驿站"), "project"), (("C3", "工会委员会"), "unit")] {
        let read = list(&[rest]);
        assert_eq!((read.len(), doubt(&read[0], key).contains(rest.1)), (2, true), "{rest:?}");
    }
    assert_eq!(list(&[("A3", "3"), ("B3", "驿站")]).len(), 3, "a project with nothing but its name");
}

/// The table of units or people that a heading beside the form lists, behind an empty column.
#[test]
fn a_table_beside_the_form_answers_its_heading() {
    let beside = [
        ("F1", "联合单位"),
        ("F2", "序号"),
        ("G2", "单位名称"),
        ("F3", "1"),
        ("G3", "抚宁区总工会"),
        ("F4", "2"),
        ("G4", "昌黎县总工会"),
    ];
    assert_eq!(value(&form(&[CARD, &beside].concat()), "joint_units"), "抚宁区总工会、昌黎县总工会");
}

/// The form has a request in a row of its own above each answer, and no cells merged: a sheet of comma-separated values.
#[test]
fn a_text_below_the_request_below_its_label_is_read_though_the_cells_are_narrow() {
    let card = |answer: &'static str| {
        [
            ("A1", "申报单位"),
            ("B1", "昌黎县总工会"),
            ("A2", "项目名称"),
            ("B2", "果农直通车"),
            ("A3", "项目申报理由"),
            ("A4", "（限300字）"),
            ("A5", answer),
            ("A6", "项目创新内容"),
            ("A7", "（限300字）"),
            ("A8", "产销直接对接，中间没有人。"),
        ]
    };
    let read = form(&card("果农卖果难。"));
    assert_eq!(
        (value(&read, "reason"), value(&read, "innovation")),
        ("果农卖果难。".to_owned(), "产销直接对接，中间没有人。".to_owned())
    );
    let read = form(&card(""));
    assert_eq!(value(&read, "reason"), "");
}

/// Neither line ends as the name of a unit does.
#[test]
fn a_second_line_of_partners_that_was_joined_to_the_first_is_told() {
    let card = [
        ("A1", "申报单位"),
        ("B1", "昌黎县总工会"),
        ("A2", "项目名称"),
        ("B2", "果农直通车"),
        ("A3", "联合单位"),
        ("B3", "碣石山果园\n昌黎县葡萄沟"),
    ];
    let read = form(&card);
    assert!(doubt(&read, "joint_units").contains("另起一行"), "{}", doubt(&read, "joint_units"));
}
