//! Forms as clerks drew them: a column that says how to fill in, labels over answers, tables of partners, one column of lines, posts
//! beside names, formulas that failed.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::model::Anchor;
use shenping::model::Block;
use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::model::InText;
use shenping::model::Spot;
use shenping::model::Story;
use shenping::model::StoryKind;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::prompt;
use crate::made_form::sheet;
use crate::made_form::value;

fn with(cells: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    CARD.iter().chain(cells).copied().collect()
}

#[test]
fn a_column_of_requests_holds_no_value() {
    for (heads, requests, answers) in [
        (["填写要求", "填写内容"], ["B3", "B4", "B5"], ["C3", "C4", "C5"]),
        (["内容", "备注"], ["C3", "C4", "C5"], ["B3", "B4", "B5"]),
    ] {
        let [asks_title, asks_news, asks_effect] = requests;
        let read = form(&[
            ("A1", "工会工作创新项目申报表"),
            ("A2", "栏目"),
            ("B2", heads[0]),
            ("C2", heads[1]),
            ("A3", "项目名称"),
            (asks_title, "不超过30字"),
            (answers[0], "数字工会"),
            ("A4", "创新内容"),
            (asks_news, "突出新"),
            (answers[1], "职工积分制"),
            ("A5", "预期效果"),
            (asks_effect, "尽量量化"),
            ("A6", "申报单位"),
            (if heads[0] == "内容" { "B6" } else { "C6" }, "海港区总工会"),
        ]);
        assert_eq!(value(&read, "project"), "数字工会", "{heads:?}");
        assert_eq!(value(&read, "innovation"), "职工积分制", "{heads:?}");
        assert_eq!(value(&read, "effect"), "", "{heads:?}");
        assert!(!prompt(&read, "project"), "{heads:?}");
    }
}

#[test]
fn a_row_of_labels_over_a_row_of_answers_is_read_to_its_end() {
    let read = form(&[
        ("A1:E1", "工会工作创新项目申报表"),
        ("A2", "申报单位"),
        ("B2", "项目名称"),
        ("C2", "项目负责人"),
        ("A3", "海港区总工会"),
        ("B3", "数字工会"),
        ("C3", "张伟(宣教科)、李娜(维修班)"),
        ("A4", "联系电话"),
        ("B4", "起止时间"),
        ("C4", "联合单位"),
        ("A5", "13800001111"),
        ("B5", "2026年3月至11月"),
        ("C5", "海港区司法局"),
    ]);
    for (key, want) in [("leaders", "张伟、李娜"), ("joint_units", "海港区司法局")] {
        assert_eq!(value(&read, key), want, "{key}");
    }
    assert!(value(&read, "period").contains("2026-03"));
}

#[test]
fn a_table_of_partners_is_told_by_the_units_in_it() {
    let read = form(&with(&[
        ("A4:A6", "联合单位"),
        ("B4", "单位名称"),
        ("C4", "承担任务"),
        ("D4", "负责人"),
        ("B5", "海港区司法局"),
        ("C5", "配合宣传"),
        ("D5", "王强"),
        ("B6", "燕山大学工会"),
        ("C6", "提供场地"),
        ("D6", "赵敏"),
    ]));
    assert_eq!(value(&read, "joint_units"), "海港区司法局、燕山大学工会");
    assert_eq!(value(&read, "leaders"), "张伟");
    let empty = form(&with(&[("A4:A5", "联合单位"), ("B4", "名称"), ("C4:D4", "分工"), ("B5", ""), ("C5:D5", "")]));
    assert_eq!(value(&empty, "joint_units"), "", "headers over nothing");
}

#[test]
fn a_text_goes_on_in_the_rows_below_the_cell_it_began_in() {
    let read = form(&[
        ("A1", "工会工作创新项目申报表"),
        ("A2", "申报单位：海港区总工会"),
        ("A3", "项目名称：数字工会"),
        ("A4", "实施措施：成立专班，主席任组长。"),
        ("A5", "安排专人值守，建立台账。"),
        ("A6", "预期效果：满意率98%以上。"),
        ("A7", "年内调解不少于30件。"),
        ("A8", "领导签字：        年  月  日"),
    ]);
    assert_eq!(value(&read, "measures"), "成立专班，主席任组长。\n安排专人值守，建立台账。");
    assert_eq!(value(&read, "effect"), "满意率98%以上。\n年内调解不少于30件。");
}

#[test]
fn a_limit_in_the_line_below_a_label_is_the_labels() {
    let read = form(&[
        ("A1", "工会工作创新项目申报表"),
        ("A2", "项目名称：数字工会"),
        ("A3", "项目负责\n（不超过3人）：张伟、李娜"),
    ]);
    assert_eq!(value(&read, "leaders"), "张伟、李娜");
    assert!(!prompt(&read, "leaders"));
}

#[test]
fn the_offices_own_number_in_a_note_is_nobodys() {
    let read = form(&with(&[("A4:D4", "备注：本表电子版发送至邮箱 gh@example.com，联系电话：0335-3000000。")]));
    assert_eq!(value(&read, "phone"), "13800001111");
}

#[test]
fn posts_and_what_a_roll_says_are_no_people() {
    let read = form(&[
        ("A1", "工会工作创新项目申报表"),
        ("A2", "项目名称"),
        ("B2", "数字工会"),
        ("A3", "项目负责人"),
        ("B3", "张伟 班组长；李娜，女，中共党员；王强 高级工程师"),
    ]);
    assert_eq!(value(&read, "leaders"), "张伟、李娜、王强");
}

#[test]
fn a_committee_ends_its_line_in_a_list_of_partners() {
    let read = form(&with(&[("A4", "联合单位"), ("B4:D4", "共青团秦皇岛市委\n秦皇岛市妇女联合会")]));
    assert_eq!(value(&read, "joint_units"), "共青团秦皇岛市委、秦皇岛市妇女联合会");
}

#[test]
fn a_value_that_repeats_its_label_without_the_word_project_is_told() {
    let read = form(&with(&[("A4", "项目预期效果"), ("B4:D4", "预期效果：满意率98%。")]));
    assert_eq!(value(&read, "effect"), "满意率98%。");
}

#[test]
fn parts_of_a_text_that_are_numbered_by_labels_asked_elsewhere_are_its_own_below_too() {
    let read = form(&with(&[
        ("A4:D4", "实施措施"),
        ("A5:D5", "1.创新内容：建立联席会议制度。\n2.预期效果：满意度提升。"),
        ("A6", "创新内容"),
        ("B6:D6", "积分制"),
        ("A7", "预期效果"),
        ("B7:D7", "三千人次"),
    ]));
    assert!(value(&read, "measures").starts_with("1.创新内容"));
    assert_eq!(value(&read, "innovation"), "积分制");
}

#[test]
fn a_formula_that_failed_is_for_people() {
    let Block::Grid(mut grid) = sheet("申报表", &with(&[("A4", "起止时间"), ("B4:D4", "#REF!")])) else {
        unreachable!("a sheet is a grid")
    };
    for cell in &mut grid.cells {
        if cell.text == "#REF!" || cell.text == "海港区总工会" {
            cell.content = CellContent::Error("#REF!".to_owned());
        }
    }
    let read = forms(vec![Block::Grid(grid)]);
    for key in ["unit", "period"] {
        let reading = read.first().and_then(|form| form.application.fields.get(key));
        assert!(matches!(reading, Some(FieldReading::Empty { uncalculated: true, .. })), "{key}");
    }
}

#[test]
fn a_project_without_one_value_stands_beside_the_others() {
    let read = forms(vec![sheet(
        "汇总",
        &[
            ("A1:D1", "工会工作创新项目申报表"),
            ("A2", "申报单位"),
            ("B2", "海港区总工会"),
            ("C2", "抚宁区总工会"),
            ("D2", "昌黎县总工会"),
            ("A3", "项目名称"),
            ("B3", "数字工会"),
            ("D3", "流动书屋"),
            ("A4", "项目负责人"),
            ("B4", "张伟"),
            ("C4", "李娜"),
            ("D4", "王强"),
            ("A5", "联系电话"),
            ("B5", "13800001111"),
            ("C5", "13800001112"),
            ("D5", "13800001113"),
        ],
    )]);
    let leaders: Vec<String> = read.iter().map(|form| value(form, "leaders")).collect();
    assert_eq!(leaders, ["张伟", "李娜", "王强"]);
}

#[test]
fn a_third_name_without_a_known_surname_is_pointed_at() {
    let beside = |one, two, three| {
        form(&[
            ("A1", "申报单位"),
            ("B1:D1", "海港区总工会"),
            ("A2", "项目名称"),
            ("B2:D2", "数字工会"),
            ("A3", "项目负责人"),
            ("B3", one),
            ("C3", two),
            ("D3", three),
            ("A4", "联系电话"),
            ("B4:D4", "13800001111"),
        ])
    };
    let read = beside("康长江", "徐丽", "主晓明");
    assert_eq!(value(&read, "leaders"), "康长江、徐丽");
    assert!(doubts(&read, "leaders").contains("主晓明"));
    let posted = beside("康长江", "工程师", "");
    assert_eq!(doubts(&posted, "leaders"), "");
}

#[test]
fn a_first_name_that_may_end_with_a_joining_word_is_pointed_at() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "数字工会"),
        ("A3", "项目负责人"),
        ("B3", "于谦和 时光"),
    ]);
    assert!(doubts(&read, "leaders").contains("于谦和"));
}

#[test]
fn a_value_that_only_a_comment_holds_is_pointed_at() {
    let cells = with(&[("A4", "创新内容"), ("B4:D4", ""), ("A5", "预期效果"), ("B5:D5", "")]);
    let comment = |row, text: &str| Story {
        kind: StoryKind::Comment(row),
        anchor: Some(Anchor {
            from: Spot::SheetCell { sheet: "申报表".into(), row, column: 1 },
            to: None,
            inline: true,
            middle: None,
            in_text: InText::default(),
        }),
        blocks: lines(&["经办人:", text]),
    };
    let stories = vec![comment(3, "职工积分制"), comment(4, "请填写预期效果，限300字")];
    let document = Document {
        body: vec![sheet("申报表", &cells)],
        stories,
        ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx)
    };
    let read = forms_of(&document);
    let comment_of = |key: &str| match read.first().and_then(|form| form.application.fields.get(key)) {
        Some(FieldReading::Empty { comment, .. }) => comment.clone(),
        _ => panic!("{key} is not empty"),
    };
    assert_eq!(comment_of("innovation").as_deref(), Some("职工积分制"));
    assert_eq!(comment_of("effect"), None);
}

fn doubts(form: &FormRead, key: &str) -> String {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.doubts.concat(),
        _ => String::new(),
    }
}

#[test]
fn a_row_below_the_headers_that_only_says_how_to_fill_in_is_no_project() {
    let cells = [
        ("A1:E1", "工会工作创新项目申报表"),
        ("A2", "申报单位"),
        ("B2", "项目名称"),
        ("C2", "项目负责人"),
        ("D2", "联系电话"),
        ("E2", "预期效果"),
        ("A3", "（全称）"),
        ("B3", "30字以内"),
        ("C3", "不超过3人"),
        ("D3", "手机"),
        ("E3", "量化"),
        ("A4", "海港区总工会"),
        ("B4", "数字工会"),
        ("C4", "张伟"),
        ("D4", "13800001111"),
        ("E4", "满意率98%"),
        ("A5", "抚宁区总工会"),
        ("B5", "流动书屋"),
        ("C5", "李娜"),
        ("D5", "13800001112"),
        ("E5", "服务三千人次"),
    ];
    let read = forms(vec![sheet("汇总", &cells)]);
    let projects: Vec<String> = read.iter().map(|form| value(form, "project")).collect();
    assert_eq!(projects, ["数字工会", "流动书屋"]);
}

#[test]
fn a_numbered_heading_over_the_line_to_be_signed_is_no_line_itself() {
    let read = form(&with(&[("A4:D4", "第三部分 签字"), ("A5:D5", "领导签字：张伟  2026年10月12日")]));
    let signed = read.application.signature.as_ref().and_then(|signature| signature.place.as_ref()?.spot.clone());
    assert_eq!(signed, Some(Spot::SheetCell { sheet: "申报表".into(), row: 4, column: 0 }));
}

#[test]
fn which_number_is_wanted_is_no_number() {
    for prompt in ["（手机或座机）", "（固话、手机均可）"] {
        let read = form(&[
            ("A1", "申报单位"),
            ("B1", "海港区总工会"),
            ("A2", "项目名称"),
            ("B2", "数字工会"),
            ("A3", "联系电话"),
            ("B3", prompt),
            ("A4", "项目负责人"),
            ("B4", "张伟"),
        ]);
        let reading = read.application.fields.get("phone");
        assert!(matches!(reading, Some(FieldReading::Empty { .. })), "{prompt}: {reading:?}");
    }
}
