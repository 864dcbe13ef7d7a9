//! Forms that ask in words of their own: requests and questions, prompts outside brackets, letters for numbers, short words, two labels
//! for a period, answers that stand a row further down.

use shenping::model::Block;
use shenping::model::CellContent;
use shenping::model::FieldReading;

use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::sheet;
use crate::made_form::value;

const TITLE: (&str, &str) = ("A1:D1", "工会工作创新项目申报表");
const KEYS: [&str; 8] = ["unit", "project", "leaders", "phone", "reason", "innovation", "measures", "effect"];
const ANSWERS: [&str; 8] = [
    "海港区总工会",
    "海滨驿站",
    "张伟、李娜",
    "13800001111",
    "职工办事要跑三四趟，窗口常常排队。",
    "把审批压到当天，把回访交给第三方，把服务台搬到手机上。",
    "先在两个片区试点，年底前全市推开。",
    "办结时间由5天缩到1天。",
];

/// A card with these labels in column A and the answers in column B.
fn card<'c>(labels: &[&'c str; 8]) -> Vec<(&'static str, &'c str)> {
    const CELLS: [[&str; 2]; 8] = [
        ["A2", "B2:D2"],
        ["A3", "B3:D3"],
        ["A4", "B4:D4"],
        ["A5", "B5:D5"],
        ["A6", "B6:D6"],
        ["A7", "B7:D7"],
        ["A8", "B8:D8"],
        ["A9", "B9:D9"],
    ];
    let rows = CELLS.iter().zip(labels).zip(ANSWERS);
    let cells = rows.flat_map(|(([label_at, value_at], label), answer)| [(*label_at, *label), (*value_at, answer)]);
    std::iter::once(TITLE).chain(cells).collect()
}

#[test]
fn a_label_may_be_a_request_a_question_or_carry_its_prompt() {
    let ways: [[&str; 8]; 5] = [
        [
            "1. 请填写本单位工会的全称（与公章一致）",
            "2. 您申报的项目名称是？",
            "3. 请填写本项目的主要完成人（不超过3人，按贡献排序）",
            "4. 请留下项目负责人的手机号码或办公电话",
            "5. 请简要说明项目申报理由（300字以内）",
            "6. 本项目有哪些创新内容？",
            "7. 准备采取哪些实施措施？",
            "8. 预计能达到什么预期效果？",
        ],
        [
            "申报单位 请盖公章",
            "项目名称，不超过30字",
            "项目负责人 限3人",
            "联系电话 手机",
            "申报理由\n300字以内",
            "创新内容，300字以内",
            "实施措施 500字以内",
            "预期效果 300字以内",
        ],
        [
            "A.申报单位",
            "B.项目名称：",
            "C.项目负责人",
            "D.联系电话",
            "E.申报理由",
            "F.创新内容",
            "G.实施措施",
            "H.预期效果",
        ],
        [
            "申报单位△",
            "「项目名称」",
            "项目负责人△",
            "联系电话△",
            "申报理由△",
            "创新内容/创新点",
            "实施措施/做法",
            "预期效果、成效",
        ],
        ["单位", "项目", "负责人", "电话：", "理由", "创新", "措施：", "效果"],
    ];
    for labels in ways {
        let read = form(&card(&labels));
        let told = KEYS.map(|key| value(&read, key));
        assert_eq!(told, ANSWERS, "{labels:?}");
    }
}

#[test]
fn a_request_in_the_room_for_the_answer_is_its_prompt() {
    for prompt in ["请填写联系电话", "（办公电话和手机号码）", "手机号码："] {
        let mut cells = card(&KEYS.map(|_| ""));
        let labels = ["申报单位", "项目名称", "项目负责人", "联系电话", "申报理由", "创新内容", "实施措施", "预期效果"];
        for (cell, label) in cells.iter_mut().skip(1).step_by(2).zip(labels) {
            cell.1 = label;
        }
        cells[8].1 = prompt;
        let read = form(&cells);
        let reading = read.application.fields.get("phone");
        assert!(matches!(reading, Some(FieldReading::Empty { .. })), "{prompt}: {reading:?}");
        assert_eq!(value(&read, "reason"), ANSWERS[4], "{prompt}");
    }
}

#[test]
fn an_answer_may_stand_two_rows_below_its_label_or_in_a_later_row_beside_it() {
    let read = form(&[
        TITLE,
        ("A3", "申报单位"),
        ("B3", "项目名称"),
        ("C3", "项目负责人"),
        ("A5", "海港区总工会"),
        ("B5", "海滨驿站"),
        ("C5", "张伟"),
        ("A7", "联系电话"),
        ("A9", "13800001111"),
        ("A11:C11", "创新内容"),
        ("A12:C12", ANSWERS[5]),
        ("A14:A15", "实施措施"),
        ("B15:C15", "先试点，再推开。"),
    ]);
    let told = ["unit", "project", "leaders", "phone", "innovation", "measures"].map(|key| value(&read, key));
    assert_eq!(told, ["海港区总工会", "海滨驿站", "张伟", "13800001111", ANSWERS[5], "先试点，再推开。"]);
}

#[test]
fn a_period_may_be_asked_for_by_two_labels() {
    for (from, to) in [("开始时间", "结束时间"), ("起始日期", "完成日期")] {
        let read = form(&[
            ("A1", "申报单位"),
            ("B1", "海港区总工会"),
            ("A2", "项目名称"),
            ("B2", "海滨驿站"),
            ("A3", from),
            ("B3", "2026.05"),
            ("C3", to),
            ("D3", "2026.12"),
        ]);
        assert_eq!(value(&read, "period"), "2026-05-01至2026-12-31", "{from}");
    }
}

#[test]
fn an_example_in_the_next_cell_is_no_part_of_the_answer() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "项目负责人"),
        ("B2", "张伟"),
        ("C2", "例：张三、李四"),
        ("A3", "联系电话"),
        ("B3", "1380000111"),
        ("C3", "示例：13800000000"),
    ]);
    assert_eq!((value(&read, "leaders"), value(&read, "phone")), ("张伟".to_owned(), "1380000111".to_owned()));
}

#[test]
fn a_partner_behind_the_label_of_a_unit_or_a_bullet_is_named_without_it() {
    for text in ["申请单位：甲公司工会、乙公司工会", "· 甲公司工会\n· 乙公司工会"] {
        let read = form(&[TITLE, ("A2", "申报单位"), ("B2", "海港区总工会"), ("A3", "联合单位"), ("B3", text)]);
        assert_eq!(value(&read, "joint_units"), "甲公司工会、乙公司工会", "{text}");
    }
}

#[test]
fn a_title_may_share_its_cell_with_the_unit_and_the_day() {
    let read = form(&[
        ("A1:D1", "工会工作创新项目申报表\n申报单位：海港区总工会    填报日期：2026年11月9日"),
        ("A2", "项目名称"),
        ("B2", "海滨驿站"),
        ("A3", "项目负责人"),
        ("B3", "张伟"),
    ]);
    assert_eq!(
        ["unit", "project", "sign_date"].map(|key| value(&read, key)),
        ["海港区总工会", "海滨驿站", "2026-11-09"]
    );
}

#[test]
fn a_number_that_its_format_completes_is_read_as_shown() {
    let typed = |shown: &str| {
        let Block::Grid(mut grid) = sheet(
            "申报表",
            &[&[TITLE][..], &[("A2", "申报单位"), ("B2", "海港区总工会"), ("A3", "联系电话"), ("B3", shown)]].concat(),
        ) else {
            unreachable!("a sheet is a grid")
        };
        let phone = grid.cells.iter_mut().find(|cell| cell.text == shown).expect("the number");
        phone.content = CellContent::Number("3601234".to_owned());
        value(&forms(vec![Block::Grid(grid)])[0], "phone")
    };
    assert_eq!(typed("0335-3601234"), "0335-3601234");
    assert_eq!(typed("3.6E+06"), "3601234");
}

#[test]
fn a_number_a_row_beside_one_label_is_read_whatever_names_the_rows() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:C1", "单位全称：海港区总工会"),
        ("A2", "项目负责人"),
        ("B2:C2", "张伟"),
        ("A3:A4", "联系电话"),
        ("B3", "办公"),
        ("C3", "0335-3601234"),
        ("B4", "手机"),
        ("C4", "13800001111"),
        ("A5", "申报理由"),
        ("B5:C5", ANSWERS[4]),
    ]);
    let told = ["unit", "phone", "reason"].map(|key| value(&read, key));
    assert_eq!(told, ["海港区总工会", "0335-3601234、13800001111", ANSWERS[4]]);
}

#[test]
fn notes_beside_a_form_ask_for_nothing() {
    let mut cells =
        card(&["申报单位", "项目名称", "项目负责人", "联系电话", "申报理由", "创新内容", "实施措施", "预期效果"]);
    cells.push((
        "F2:G9",
        "填表说明：\n1.申报单位：填写全称；\n2.联系电话：填手机，如13800000000；\n3.项目负责人：不超过3人。",
    ));
    let read = form(&cells);
    assert_eq!(KEYS.map(|key| value(&read, key)), ANSWERS);
}

#[test]
fn projects_below_one_another_may_share_their_head_and_the_line_to_sign() {
    let read = forms(vec![sheet(
        "申报表",
        &[
            TITLE,
            ("A2", "申报单位"),
            ("B2", "海港区总工会"),
            ("C2", "联系电话"),
            ("D2", "13800001111"),
            ("A3:D3", "项目一"),
            ("A4", "项目名称"),
            ("B4", "海滨驿站"),
            ("A5", "项目负责人"),
            ("B5", "张伟"),
            ("A6", "创新内容"),
            ("B6", "把审批压到当天。"),
            ("A7:D7", "项目二"),
            ("A8", "项目名称"),
            ("B8", "工地夜校"),
            ("A9", "项目负责人"),
            ("B9", "李娜"),
            ("A10", "创新内容"),
            ("B10", "课程由劳模自己录。"),
            ("A11", "领导签字：王芳  2026年11月9日"),
        ],
    )]);
    let told: Vec<[String; 4]> =
        read.iter().map(|form| ["unit", "phone", "project", "sign_date"].map(|key| value(form, key))).collect();
    let want = |project: &str| ["海港区总工会", "13800001111", project, "2026-11-09"].map(str::to_owned);
    assert_eq!(told, [want("海滨驿站"), want("工地夜校")]);
}

#[test]
fn forms_that_name_the_project_before_the_unit_are_parted_at_the_project() {
    let read = forms(vec![sheet(
        "申报表",
        &[
            TITLE,
            ("A2", "项目名称"),
            ("B2", "海滨驿站"),
            ("A3", "申报单位"),
            ("B3", "海港区总工会"),
            ("A4", "项目负责人"),
            ("B4", "张伟"),
            ("A5", "创新内容"),
            ("B5", "把审批压到当天。"),
            ("A6", "项目名称"),
            ("B6", "工地夜校"),
            ("A7", "申报单位"),
            ("B7", "山海关区总工会"),
            ("A8", "项目负责人"),
            ("B8", "李娜"),
            ("A9", "创新内容"),
            ("B9", "课程由劳模自己录。"),
        ],
    )]);
    let told: Vec<[String; 2]> = read.iter().map(|form| ["unit", "project"].map(|key| value(form, key))).collect();
    assert_eq!(told, [["海港区总工会", "海滨驿站"], ["山海关区总工会", "工地夜校"]]);
}
