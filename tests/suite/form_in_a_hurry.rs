//! Forms as people make them in a hurry: what somebody does behind his name, partners without marks between them, a label stacked from
//! pieces that are labels themselves, notes and other columns beside the form, a sheet that formulas take their values from, lists of
//! one project over several rows.

use shenping::extract::FormRead;
use shenping::model::FieldReading;
use shenping::model::Value;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::sheet;
use crate::made_form::value;

/// The names that a field of a card lists, where the cell of it holds this text.
fn listed(label: &str, text: &str, key: &str) -> Vec<String> {
    let kept = CARD.iter().filter(|(at, _)| !matches!(*at, "A3" | "B3"));
    let cells: Vec<(&str, &str)> = kept.copied().chain([("A5", label), ("B5:D5", text)]).collect();
    names(&form(&cells), key)
}

fn names(form: &FormRead, key: &str) -> Vec<String> {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => match &field.read.value {
            Value::People(names) | Value::Organisations(names) | Value::Phones(names) => names.clone(),
            other => vec![other.to_string()],
        },
        _ => Vec::new(),
    }
}

#[test]
fn what_people_do_and_are_behind_their_names_names_nobody() {
    for text in [
        "张伟（主席）：负责总体策划、组织协调；李娜（科员）：负责宣传",
        "张伟负责策划，李娜负责实施",
        "张伟牵头，李娜参与",
        "张伟，负责统筹；李娜，负责联络",
        "张伟：总体策划；李娜：组织实施",
        "组长：张伟\n成员：李娜",
        "张伟 信息中心 部长；李娜 财务科 科员",
        "张伟，车间主任\n李娜，高级技师",
        "张伟组织委员\n李娜女工委员",
    ] {
        assert_eq!(listed("项目负责人", text, "leaders"), ["张伟", "李娜"], "{text}");
    }
    let of_others = "组长：张伟\n成员：尼玛次仁、及春燕";
    assert_eq!(listed("项目负责人", of_others, "leaders"), ["张伟", "尼玛次仁", "及春燕"]);
    assert_eq!(listed("项目负责人", "工会主席：李明", "leaders"), ["李明"]);
    assert_eq!(listed("项目负责人", "张伟、李娜，共2人", "leaders"), ["张伟", "李娜"]);
    // Behind a duty a name that no list of surnames knows stands like any other.
    let behind_duty = "张伟负责策划、尼玛次仁；买买提，负责联络";
    assert_eq!(listed("项目负责人", behind_duty, "leaders"), ["张伟", "尼玛次仁", "买买提"]);
    assert_eq!(listed("项目负责人", "李参与、王协调", "leaders"), ["李参与", "王协调"]);
    let of_body = "何伟，秦皇岛经济技术开发区总工会常务副主席";
    assert_eq!(listed("项目负责人", of_body, "leaders"), ["何伟"]);
    assert_eq!(listed("项目负责人", "高新区工会主席 李明", "leaders"), ["李明"]);
}

#[test]
fn partners_are_told_apart_by_numbers_lines_and_spaces_whatever_their_names_end_with() {
    let want = ["昌黎县教育和体育局", "团市委", "秦皇岛市工商联", "秦皇岛市网信办"];
    for text in [
        "昌黎县教育和体育局 团市委 秦皇岛市工商联 秦皇岛市网信办",
        "1.昌黎县教育和体育局 2.团市委 3.秦皇岛市工商联 4.秦皇岛市网信办",
        "（1）昌黎县教育和体育局\n（2）团市委\n（3）秦皇岛市工商联\n（4）秦皇岛市网信办",
        "昌黎县教育和体育局\n团市委\n秦皇岛市工商联\n秦皇岛市网信办",
    ] {
        assert_eq!(listed("联合单位", text, "joint_units"), want, "{text}");
    }
    assert_eq!(listed("联合单位", "1\t团市委\n2\t秦皇岛市工商联", "joint_units"), ["团市委", "秦皇岛市工商联"]);
    assert_eq!(listed("联合单位", "秦皇岛市工会委\n员会、团市委", "joint_units"), ["秦皇岛市工会委员会", "团市委"]);
    assert_eq!(listed("联合单位", "秦皇岛市总工会 办公室", "joint_units"), ["秦皇岛市总工会办公室"]);
}

#[test]
fn a_number_in_parentheses_as_a_whole_stands_without_them() {
    let kept = CARD.iter().copied().filter(|(at, _)| *at != "D3");
    let cells: Vec<(&str, &str)> = kept.chain([("D3", "王芳（13900002222）")]).collect();
    assert_eq!(names(&form(&cells), "phone"), ["13900002222"]);
}

#[test]
fn pieces_of_a_stacked_label_may_be_labels_themselves() {
    let mut cells = CARD.to_vec();
    cells.extend([("A4", "项目"), ("A5", "预期"), ("A6", "效果"), ("B4", "新建工会46家。"), ("B5", "满意度提高。")]);
    assert_eq!(value(&form(&cells), "effect"), "新建工会46家。\n满意度提高。");
}

#[test]
fn notes_and_other_columns_beside_a_form_are_no_forms() {
    let notes = ["填写说明", "1.申报单位：填写全称。", "2.项目名称：不超过30字。", "3.联系电话：如0335-3031234。"];
    let beside = ["F1", "F2", "F3", "F4"].into_iter().zip(notes);
    let lines: Vec<(&str, &str)> = CARD.iter().copied().chain(beside).collect();
    let whole = notes.join("\n");
    let in_one: Vec<(&str, &str)> = CARD.iter().copied().chain([("F1:H4", whole.as_str())]).collect();
    let others = [("A4", "联合单位"), ("B4", "燕山大学工会")];
    let others: Vec<(&str, &str)> = [
        ("A1", "申报单位"),
        ("B1", "华润项目部工会"),
        ("C1", "开户银行"),
        ("D1", "中国工商银行秦皇岛分行"),
        ("A2", "项目名称"),
        ("B2", "数字工会"),
        ("C2", "邮政编码"),
        ("D2", "066000"),
        ("A3", "联系电话"),
        ("B3", "13800001111"),
        ("C3", "职工人数（人）"),
        ("D3", "356"),
    ]
    .into_iter()
    .chain(others)
    .collect();
    for cells in [lines, in_one, others] {
        let read = forms(vec![sheet("申报表", &cells)]);
        let [only] = read.as_slice() else { panic!("{} forms", read.len()) };
        assert_eq!(value(only, "project"), "数字工会");
        assert_eq!(names(only, "phone"), ["13800001111"]);
    }
}

#[test]
fn values_that_repeat_their_own_labels_are_projects_side_by_side_still() {
    let rows = [
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("C1", "卢龙县总工会"),
        ("A2", "项目名称"),
        ("B2", "海滨驿站"),
        ("C2", "工地夜校"),
        ("A3", "项目负责人"),
        ("B3", "第一负责人：张伟"),
        ("C3", "李娜"),
        ("A4", "联系电话"),
        ("B4", "手机：13800001111"),
        ("C4", "13900002222"),
    ];
    assert_eq!(forms(vec![sheet("汇总", &rows)]).len(), 2);
}

#[test]
fn a_sheet_that_says_no_more_than_the_form_beside_it_is_no_second_form() {
    let whole: Vec<(&str, &str)> = CARD.iter().copied().chain([("A9", "领导签字：　　2026年10月8日")]).collect();
    for body in
        [vec![sheet("基础信息", CARD), sheet("申报表", &whole)], vec![sheet("申报表", &whole), sheet("基础信息", CARD)]]
    {
        assert_eq!(forms(body).len(), 1);
    }
}

#[test]
fn the_marked_one_of_several_cells_beside_a_label_is_the_choice() {
    let options = [("A4", "项目类别"), ("B4", "□思想引领"), ("C4", "□维权服务"), ("D4", "■组织建设")];
    let cells: Vec<(&str, &str)> = CARD.iter().copied().chain(options).collect();
    assert_eq!(value(&form(&cells), "category"), "组织建设");
}

const HEADS: [(&str, &str); 5] =
    [("A1", "序号"), ("B1", "申报单位"), ("C1", "项目名称"), ("D1", "项目负责人"), ("E1", "联系电话")];
const ROW: [(&str, &str); 5] =
    [("A3", "1"), ("B3", "海港区总工会"), ("C3", "海滨驿站"), ("D3", "张伟"), ("E3", "13800001111")];

#[test]
fn a_row_with_one_more_person_goes_on_with_the_project_above_it() {
    let more = [("D4", "李娜"), ("E4", "13900002222"), ("D5", "王强")];
    let cells = [HEADS.as_slice(), &ROW, &more].concat();
    let read = forms(vec![sheet("汇总", &cells)]);
    let [only] = read.as_slice() else { panic!("{} forms", read.len()) };
    assert_eq!(names(only, "leaders"), ["张伟", "李娜", "王强"]);
    assert_eq!(names(only, "phone"), ["13800001111", "13900002222"]);
}

#[test]
fn a_period_may_be_parted_below_its_own_head_and_a_line_to_sign_ends_the_list() {
    let more = [
        ("F1:G1", "起止时间"),
        ("F2", "开始"),
        ("G2", "结束"),
        ("F3", "2026年3月"),
        ("G3", "2026年9月"),
        ("A5", "主要领导（签字）："),
        ("D5", "2026年11月5日"),
        ("E5", "联系人"),
    ];
    let heads: [(&str, &str); 5] = [
        ("A1:A2", "序号"),
        ("B1:B2", "申报单位"),
        ("C1:C2", "项目名称"),
        ("D1:D2", "项目负责人"),
        ("E1:E2", "联系电话"),
    ];
    let cells = [heads.as_slice(), &ROW, &more].concat();
    let read = forms(vec![sheet("汇总", &cells)]);
    let [only] = read.as_slice() else { panic!("{} forms", read.len()) };
    assert!(value(only, "period").contains("2026-03"), "{}", value(only, "period"));
}

#[test]
fn the_halves_of_a_list_cut_for_print_go_together_by_order_where_a_name_is_missing() {
    let upper = [("A2", "1"), ("B2", "海港区总工会"), ("D2", "张伟"), ("E2", "13800001111")];
    let others = [
        ("A3", "2"),
        ("B3", "山海关区总工会"),
        ("C3", "工地夜校"),
        ("D3", "李娜"),
        ("E3", "13900002222"),
        ("A4", "3"),
        ("B4", "卢龙县总工会"),
        ("C4", "流动书屋"),
        ("D4", "王强"),
        ("E4", "13700003333"),
    ];
    let lower = [
        ("A6", "序号"),
        ("B6", "项目名称"),
        ("C6", "创新内容"),
        ("D6", "预期效果"),
        ("A7", "1"),
        ("C7", "把审批压到当天。"),
        ("D7", "新建工会46家。"),
        ("A8", "2"),
        ("B8", "工地夜校"),
        ("C8", "课程由劳模自己录。"),
        ("D8", "新建工会47家。"),
        ("A9", "3"),
        ("B9", "流动书屋"),
        ("C9", "书随车走。"),
        ("D9", "新建工会48家。"),
    ];
    let cells = [HEADS.as_slice(), &upper, &others, &lower].concat();
    let told: Vec<String> = forms(vec![sheet("汇总", &cells)]).iter().map(|form| value(form, "innovation")).collect();
    assert_eq!(told, ["把审批压到当天。", "课程由劳模自己录。", "书随车走。"]);
}
