//! Layouts of forms as units draw them: labels over several cells, tables beside a label, prose with labels in it.

use shenping::model::FieldReading;

use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::prompt;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;

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
fn an_example_row_of_a_list_is_no_project() {
    for marker in ["例", "示例：", "（填写示例）", "例1", "样表", "例：0"] {
        let forms = forms(vec![sheet(
            "汇总",
            &[
                ("A1", "序号"),
                ("B1", "申报单位"),
                ("C1", "项目名称"),
                ("D1", "联系电话"),
                ("A2", marker),
                ("B2", "××县总工会"),
                ("C2", "×××项目"),
                ("D2", "138xxxxxxxx"),
                ("A3", "1"),
                ("B3", "青龙县总工会"),
                ("C3", "例会制度"),
                ("D3", "13800001111"),
                ("A4", "2"),
                ("B4", "双山子镇工会"),
                ("C4", "山乡e家"),
                ("D4", "13800002222"),
            ],
        )]);
        let projects: Vec<String> = forms.iter().map(|form| value(form, "project")).collect();
        assert_eq!(projects, ["例会制度", "山乡e家"], "{marker}");
    }
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

/// The labels of the form's rows, with a project's values.
fn card(first: char, values: char, project: &str, phone: &str) -> Vec<(String, String)> {
    let of = |row: u32, label: &str, value: &str| {
        [(format!("{first}{row}"), label.to_owned()), (format!("{values}{row}"), value.to_owned())]
    };
    [
        of(2, "申报单位", "海港区总工会"),
        of(3, "项目名称", project),
        of(4, "项目负责人", "张伟"),
        of(5, "联系电话", phone),
        of(6, "申报理由", "职工有需要。"),
    ]
    .concat()
}

fn borrow(cells: &[(String, String)]) -> Vec<(&str, &str)> {
    cells.iter().map(|(reference, text)| (reference.as_str(), text.as_str())).collect()
}

#[test]
fn two_cards_side_by_side_are_two_forms() {
    let mut cells = card('A', 'B', "数字工会", "13800001111");
    cells.extend(card('D', 'E', "流动课堂", "13900002222"));
    let read = forms(vec![sheet("申报表", &borrow(&cells))]);
    let said: Vec<(String, String)> = read.iter().map(|form| (value(form, "project"), value(form, "phone"))).collect();
    let want = [("数字工会", "13800001111"), ("流动课堂", "13900002222")];
    assert_eq!(said, want.map(|(project, phone)| (project.to_owned(), phone.to_owned())));
}

#[test]
fn a_list_laid_on_its_side_is_a_form_a_column() {
    let mut cells = card('A', 'B', "数字工会", "13800001111");
    let second =
        card('A', 'C', "流动课堂", "13900002222").into_iter().filter(|(reference, _)| reference.starts_with('C'));
    cells.extend(second);
    let read = forms(vec![sheet("汇总表", &borrow(&cells))]);
    let said: Vec<String> = read.iter().map(|form| value(form, "phone")).collect();
    assert_eq!(said, ["13800001111", "13900002222"]);
}

#[test]
fn a_column_of_notes_or_of_an_example_is_no_project() {
    let cells = card('A', 'B', "数字工会", "13800001111");
    let notes =
        [("C2", "填写全称"), ("C3", "不超过30字"), ("C4", "不超过3人"), ("C5", "填手机号"), ("C6", "300字以内")];
    let mut noted = borrow(&cells);
    noted.extend(notes);
    let read = forms(vec![sheet("申报表", &noted)]);
    assert_eq!(read.len(), 1);
    assert_eq!(value(&read[0], "phone"), "13800001111");
    let example =
        card('A', 'C', "某某项目", "13800000000").into_iter().filter(|(reference, _)| reference.starts_with('C'));
    let mut shown: Vec<(String, String)> = cells.clone();
    shown.extend([("B1".to_owned(), "填写内容".to_owned()), ("C1".to_owned(), "填写示例".to_owned())]);
    shown.extend(example);
    let read = forms(vec![sheet("申报表", &borrow(&shown))]);
    assert_eq!(read.iter().map(|form| value(form, "project")).collect::<Vec<_>>(), ["数字工会"]);
}

#[test]
fn a_form_that_goes_on_over_sheets_is_one_form() {
    let read = forms(vec![
        sheet(
            "封面",
            &[
                ("A1", "项目名称："),
                ("B1", "数字工会"),
                ("A2", "申报单位："),
                ("B2", "海港区总工会"),
                ("A3", "填报日期："),
                ("B3", "2026年9月1日"),
            ],
        ),
        sheet(
            "表一",
            &[
                ("A1", "申报单位"),
                ("B1", "海港区总工会"),
                ("A2", "项目名称"),
                ("B2", "数字工会"),
                ("A3", "项目负责人"),
                ("B3", "张伟"),
                ("A4", "联系电话"),
                ("B4", "13800001111"),
            ],
        ),
        sheet(
            "表二",
            &[
                ("A1", "申报理由"),
                ("B1", "职工有需要。"),
                ("A2", "创新内容"),
                ("B2", "线上办理。"),
                ("A3", "实施措施"),
                ("B3", "建立专班。"),
                ("A4", "预期效果"),
                ("B4", "惠及千人。"),
            ],
        ),
        sheet("表三", &[("A1", "领导签字"), ("C1", "日期"), ("D1", "2026年9月2日")]),
    ]);
    assert_eq!(read.len(), 1);
    for (key, said) in [("project", "数字工会"), ("phone", "13800001111"), ("effect", "惠及千人。")] {
        assert_eq!(value(&read[0], key), said, "{key}");
    }
}

#[test]
fn two_sheets_that_ask_the_same_of_two_projects_stay_two_forms() {
    let one = card('A', 'B', "数字工会", "13800001111");
    let other = card('A', 'B', "流动课堂", "13900002222");
    assert_eq!(forms(vec![sheet("一", &borrow(&one)), sheet("二", &borrow(&other))]).len(), 2);
}

#[test]
fn a_value_framed_below_its_label_is_read() {
    let mut body = lines(&["工会工作创新项目申报表", "一、基本情况"]);
    body.push(table(
        1,
        &[
            ("A1", "申报单位"),
            ("B1", "海港区总工会"),
            ("A2", "项目名称"),
            ("B2", "数字工会"),
            ("A3", "联系电话"),
            ("B3", "13800001111"),
        ],
    ));
    body.extend(lines(&["二、项目申报理由"]));
    body.push(table(2, &[("A1", "职工有需要。\n工会有条件。")]));
    let read = forms(body);
    assert_eq!(value(&read[0], "reason"), "职工有需要。\n工会有条件。");
}

#[test]
fn the_rows_of_other_projects_are_not_left_over_from_a_row() {
    let read = forms(vec![sheet(
        "汇总表",
        &[
            ("A1", "序号"),
            ("B1", "申报单位"),
            ("C1", "项目名称"),
            ("D1", "联系电话"),
            ("E1", "备注"),
            ("A2", "1"),
            ("B2", "海港区总工会"),
            ("C2", "数字工会"),
            ("D2", "13800001111"),
            ("E2", "已获市级奖"),
            ("A3", "2"),
            ("B3", "昌黎县总工会"),
            ("C3", "流动课堂"),
            ("D3", "13900002222"),
            ("E3", "首次申报"),
        ],
    )]);
    let left = |at: usize| read[at].application.unclaimed.iter().map(|text| text.raw.as_str()).collect::<Vec<_>>();
    assert_eq!((read.len(), left(0), left(1)), (2, vec!["1", "已获市级奖"], vec!["2", "首次申报"]));
}

#[test]
fn a_written_paper_on_a_sheet_of_the_forms_workbook_is_the_forms_paper() {
    let text = "我们建立线上平台，职工足不出户就能办理入会、维权和帮扶，全年服务职工一万二千人次，满意率百分之九十七，得到市领导肯定。";
    let one = card('A', 'B', "数字工会", "13800001111");
    let paper = [
        ("A1", "项目名称"),
        ("B1", "数字工会"),
        ("A2", "主要内容"),
        ("B2", text),
        ("A3", "创新特点"),
        ("B3", "线上办理。"),
    ];
    let read = forms(vec![sheet("申报表", &borrow(&one)), sheet("文字说明", &paper)]);
    assert_eq!(read.len(), 1);
    let description = read[0].application.documents.get("description").expect("the sheet is read");
    let sections: Vec<&str> = description.sections.iter().map(|section| section.key.as_str()).collect();
    assert_eq!(sections, ["project_name", "main_content", "innovation"]);
    let rows = [
        ("A1:F1", "数字工会"),
        ("A2:F2", "一、主要内容"),
        ("A3:F3", text),
        ("A4:F4", "二、创新特点"),
        ("A5:F5", "线上办理。"),
    ];
    let read = forms(vec![sheet("申报表", &borrow(&one)), sheet("文字说明", &rows)]);
    let description = read[0].application.documents.get("description").expect("the sheet is read");
    let sections: Vec<&str> = description.sections.iter().map(|section| section.key.as_str()).collect();
    assert_eq!(sections, ["project_name", "main_content", "innovation"]);
}

#[test]
fn units_go_on_in_the_further_lines_of_their_paragraph() {
    let read = forms(lines(&[
        "工会工作创新项目申报表",
        "申报单位：海港区总工会（牵头单位）\n卢龙县总工会\n山海关区总工会",
        "项目名称：数字工会",
        "项目负责人：张伟\n李娜",
        "联系电话：13800001111",
    ]));
    assert_eq!(value(&read[0], "unit"), "海港区总工会");
    assert_eq!(value(&read[0], "joint_units"), "卢龙县总工会、山海关区总工会");
    assert_eq!(value(&read[0], "leaders"), "张伟、李娜");
}

#[test]
fn a_name_with_characters_that_stand_for_something_is_for_people() {
    let form = form(&[
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "×××项目"),
        ("A3", "项目负责人"),
        ("B3", "张伟"),
        ("A4", "联系电话"),
        ("B4", "13800001111"),
    ]);
    let doubts = |key: &str| match &form.application.fields[key] {
        FieldReading::Read(value) => value.doubts.len(),
        _ => panic!("{key} was not read"),
    };
    assert_eq!((doubts("unit"), doubts("project"), doubts("leaders")), (0, 1, 0));
}
