//! Lists that give a project several rows under as many rows of heads, or a field a column for each of its options; options with the mark
//! in the row below; names and units that spaces and line ends part.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::model::Spot;
use shenping::model::Struck;
use shenping::policy::Policy;

use crate::made_form::forms;
use crate::made_form::forms_of;
use crate::made_form::sheet;
use crate::made_form::value;
use crate::made_measure::measure;

fn told(forms: &[FormRead], keys: &[&str]) -> Vec<Vec<String>> {
    forms.iter().map(|form| keys.iter().map(|key| value(form, key)).collect()).collect()
}

fn read(policy: &Policy, body: Vec<Block>) -> Vec<FormRead> {
    let document = Document { body, ..Document::empty(&Arc::from("汇总表.xlsx"), Format::Xlsx) };
    read_forms(&document, policy, &Lexicon::new(policy))
}

#[test]
fn a_project_has_as_many_rows_as_the_header_where_both_are_cut_alike() {
    let three = [
        ("A1:A3", "序号"),
        ("B1", "申报单位"),
        ("C1", "项目名称"),
        ("D1:D3", "创新内容"),
        ("B2", "项目负责人"),
        ("C2", "联系电话"),
        ("B3", "起止时间"),
        ("C3", "填报日期"),
        ("A4:A6", "1"),
        ("B4", "海港区总工会"),
        ("C4", "海滨驿站"),
        ("D4:D6", "把审批压到当天。"),
        ("B5", "张伟"),
        ("C5", "13800001111"),
        ("B6", "2026年3月至9月"),
        ("C6", "2026年10月8日"),
        ("A7:A9", "2"),
        ("B7", "山海关区总工会"),
        ("C7", "工地夜校"),
        ("D7:D9", "课程由劳模自己录。"),
        ("B8", "李娜"),
        ("B9", "2026年4月至8月"),
        ("C9", "2026年10月9日"),
    ];
    let want = [
        ["海港区总工会", "海滨驿站", "张伟", "13800001111", "把审批压到当天。"],
        ["山海关区总工会", "工地夜校", "李娜", "", "课程由劳模自己录。"],
    ];
    let keys = ["unit", "project", "leaders", "phone", "innovation"];
    assert_eq!(told(&forms(vec![sheet("汇总", &three)]), &keys), want);
}

#[test]
fn a_head_over_several_columns_may_ask_for_what_stands_below_several_cells() {
    let two = [
        ("A1:A2", "序号"),
        ("B1", "申报单位"),
        ("C1", "项目负责人"),
        ("D1", "联系电话"),
        ("B2:D2", "项目名称"),
        ("A3:A4", "1"),
        ("B3", "海港区总工会"),
        ("C3", "张伟"),
        ("D3", "13800001111"),
        ("B4:D4", "海滨驿站"),
        ("A5:A6", "2"),
        ("B5", "山海关区总工会"),
        ("C5", "李娜"),
        ("D5", "13900002222"),
        ("B6:D6", "工地夜校"),
    ];
    let want =
        [["海港区总工会", "海滨驿站", "张伟", "13800001111"], ["山海关区总工会", "工地夜校", "李娜", "13900002222"]];
    assert_eq!(told(&forms(vec![sheet("汇总", &two)]), &["unit", "project", "leaders", "phone"]), want);
}

const KIND: (&str, &str, &str, &str) =
    ("kind", "建议类别", "choice", "options = [\"安全生产\", \"节能降耗\", \"技术改进\"]\nrequired = true");

#[test]
fn a_column_for_each_option_is_marked_in_a_projects_row() {
    let policy = measure(&[KIND, ("people", "建议人", "people", "")]);
    let cells = [
        ("A1:A2", "完成单位"),
        ("B1:B2", "成果名称"),
        ("C1:C2", "建议人"),
        ("D1:F1", "建议类别"),
        ("D2", "安全生产"),
        ("E2", "节能降耗"),
        ("F2", "技术改进"),
        ("A3", "云台县机械厂工会"),
        ("B3", "焊接工装改进"),
        ("C3", "张伟"),
        ("E3", "√"),
        ("A4", "云台县医院工会"),
        ("B4", "交接班看板"),
        ("C4", "李娜"),
        ("F4", "是"),
        ("A5", "云台县水务局工会"),
        ("B5", "泵站巡检"),
        ("C5", "王芳"),
    ];
    let want = [["焊接工装改进", "节能降耗"], ["交接班看板", "技术改进"], ["泵站巡检", ""]];
    assert_eq!(told(&read(&policy, vec![sheet("汇总", &cells)]), &["name", "kind"]), want);
}

#[test]
fn a_mark_in_the_row_below_the_options_belongs_to_the_one_above_it() {
    let policy = measure(&[KIND, ("people", "建议人", "people", "")]);
    let cells = [
        ("A1", "完成单位"),
        ("B1:D1", "云台县机械厂工会"),
        ("A2", "成果名称"),
        ("B2:D2", "焊接工装改进"),
        ("A3", "建议人"),
        ("B3:D3", "张伟"),
        ("A4:A5", "建议类别"),
        ("B4", "安全生产"),
        ("C4", "节能降耗"),
        ("D4", "技术改进"),
        ("C5", "√"),
    ];
    assert_eq!(told(&read(&policy, vec![sheet("申报表", &cells)]), &["kind"]), [["节能降耗"]]);
}

#[test]
fn names_spaced_within_and_parted_by_wider_spaces_are_parted_there() {
    let of = |names: &str| {
        let cells = [
            ("A1", "申报单位"),
            ("B1", "海港区总工会"),
            ("A2", "项目名称"),
            ("B2", "数字工会"),
            ("A3", "项目负责人"),
            ("B3", names),
        ];
        value(&forms(vec![sheet("申报表", &cells)])[0], "leaders")
    };
    assert_eq!(of("陈  刚   喻  洁   欧阳雪"), "陈刚、喻洁、欧阳雪");
    assert_eq!(of("喻　洁   陈  刚"), "喻洁、陈刚");
    assert_eq!(of("王 磊  李 静"), "王磊、李静");
    assert_eq!(of("张伟 李娜   王芳"), "张伟、李娜、王芳");
}

#[test]
fn a_branch_in_the_line_below_its_companys_full_name_is_the_same_unit() {
    let of = |unit: &str| {
        let cells = [
            ("A1", "申报单位"),
            ("B1", unit),
            ("A2", "项目名称"),
            ("B2", "数字工会"),
            ("A3", "项目负责人"),
            ("B3", "张伟"),
        ];
        let form = forms(vec![sheet("申报表", &cells)]).remove(0);
        (value(&form, "unit"), value(&form, "joint_units"))
    };
    let one = |name: &str| (name.to_owned(), String::new());
    assert_eq!(
        of("海港港口股份有限公司\n第六港务分公司工会委员会"),
        one("海港港口股份有限公司第六港务分公司工会委员会")
    );
    assert_eq!(of("海港区教育局\n机关工会"), one("海港区教育局机关工会"));
    assert_eq!(of("海港机械有限公司工会\n北方玻璃分公司工会").0, "海港机械有限公司工会");
}

#[test]
fn a_heading_in_a_row_of_its_own_says_what_the_table_below_it_lists() {
    let policy = measure(&[("people", "主要完成人", "people", ""), ("call", "联系人", "people", "")]);
    let cells = [
        ("A1", "完成单位"),
        ("B1:D1", "云台县机械厂工会"),
        ("A2", "成果名称"),
        ("B2:D2", "焊接工装改进"),
        ("A3", "联系人"),
        ("B3:D3", "王芳"),
        ("A4:D4", "五、主要完成人情况表"),
        ("A5", "排名"),
        ("B5", "姓名"),
        ("C5", "职称"),
        ("D5", "贡献"),
        ("A6", "1"),
        ("B6", "张伟"),
        ("C6", "工程师"),
        ("D6", "总体设计"),
        ("A7", "2"),
        ("B7", "李娜"),
        ("C7", "技师"),
        ("D7", "加工"),
    ];
    assert_eq!(told(&read(&policy, vec![sheet("申报书", &cells)]), &["people", "call"]), [["张伟、李娜", "王芳"]]);
}

#[test]
fn a_label_of_two_fields_word_for_word_asks_for_both() {
    let policy = measure(&[("call", "联系人", "people", ""), ("phone", "联系电话", "phone", "")]);
    let cells = [
        ("A1", "完成单位"),
        ("B1", "成果名称"),
        ("C1", "联系人及联系电话"),
        ("A2", "云台县机械厂工会"),
        ("B2", "焊接工装改进"),
        ("C2", "王芳  13800001111"),
    ];
    assert_eq!(told(&read(&policy, vec![sheet("汇总", &cells)]), &["call", "phone"]), [["王芳", "13800001111"]]);
}

#[test]
fn a_yes_behind_a_question_that_is_a_label_is_its_answer() {
    let policy =
        measure(&[("taken", "是否采纳", "choice", "options = [\"是\", \"否\"]"), ("call", "联系人", "people", "")]);
    for answer in ["是", "否"] {
        let asked = format!("是否采纳 {answer}");
        let cells = [
            ("A1", "完成单位"),
            ("B1", "云台县机械厂工会"),
            ("A2", "成果名称 焊接工装改进"),
            ("B2", asked.as_str()),
            ("A3", "联系人"),
            ("B3", "王芳"),
        ];
        assert_eq!(told(&read(&policy, vec![sheet("申报书", &cells)]), &["taken"]), [[answer]]);
    }
}

#[test]
fn a_name_that_is_said_to_be_the_same_as_above_belongs_to_the_same_form() {
    let cells = [
        ("A1:D1", "申报单位（盖章）：海港区总工会"),
        ("A2:D2", "项目名称：海滨驿站"),
        ("A3", "项目名称"),
        ("B3:D3", "同上"),
        ("A4", "项目负责人"),
        ("B4", "张伟"),
        ("C4", "联系电话"),
        ("D4", "13800001111"),
        ("A5", "创新内容"),
        ("B5:D5", "把审批压到当天。"),
    ];
    let want = [["海港区总工会", "海滨驿站", "张伟", "把审批压到当天。"]];
    assert_eq!(told(&forms(vec![sheet("申报表", &cells)]), &["unit", "project", "leaders", "innovation"]), want);
}

#[test]
fn the_row_below_the_heads_that_says_units_belongs_to_the_header() {
    let policy = measure(&[("people", "完成人", "people", ""), ("saving", "年经济效益", "money", "")]);
    let cells = [
        ("A1", "完成单位"),
        ("B1", "成果名称"),
        ("C1", "完成人"),
        ("D1", "年经济效益"),
        ("D2", "（万元）"),
        ("A3", "云台县机械厂工会"),
        ("B3", "焊接工装改进"),
        ("C3", "张伟"),
        ("D3", "12.5"),
        ("A4", "云台县医院工会"),
        ("B4", "交接班看板"),
        ("C4", "李娜"),
        ("D4", "3"),
    ];
    let want = [["焊接工装改进", "125000"], ["交接班看板", "30000"]];
    assert_eq!(told(&read(&policy, vec![sheet("汇总", &cells)]), &["name", "saving"]), want);
}

#[test]
fn facts_behind_labels_of_their_own_in_a_row_are_said_of_that_row() {
    let policy = measure(&[("people", "建议人", "people", ""), ("phone", "联系电话", "phone", "")]);
    let cells = [
        ("A1", "序号"),
        ("B1", "完成单位"),
        ("C1", "成果名称"),
        ("D1", "建议人信息"),
        ("E1", "提出时间"),
        ("A2", "1"),
        ("B2", "云台县机械厂工会"),
        ("C2", "焊接工装改进"),
        ("D2", "建议人：张伟\n联系电话：13800001111"),
        ("E2", "2026年3月1日"),
        ("A3", "2"),
        ("B3", "云台县医院工会"),
        ("C3", "交接班看板"),
        ("D3", "建议人：李娜\n联系电话：13900002222"),
        ("E3", "2026年3月2日"),
    ];
    let want = [["张伟", "13800001111"], ["李娜", "13900002222"]];
    assert_eq!(told(&read(&policy, vec![sheet("汇总", &cells)]), &["people", "phone"]), want);
}

#[test]
fn labels_over_answers_in_blocks_are_a_project_each() {
    let block = |row: u32, project: &str, phone: &str| {
        let of = |column: char, row: u32, text: &str| (format!("{column}{row}"), text.to_owned());
        [
            of('A', row, "申报单位"),
            of('B', row, "项目名称"),
            of('C', row, "联系电话"),
            of('A', row + 1, "海港区总工会"),
            of('B', row + 1, project),
            of('C', row + 1, phone),
            of('A', row + 2, "创新内容"),
            of('B', row + 2, "实施措施"),
            of('A', row + 3, "把审批压到当天。"),
            of('B', row + 3, "先试点。"),
        ]
    };
    let cells = [block(1, "海滨驿站", "13800001111"), block(5, "工地夜校", "13900002222")].concat();
    let cells: Vec<(&str, &str)> = cells.iter().map(|(at, text)| (at.as_str(), text.as_str())).collect();
    let want = [["海滨驿站", "13800001111"], ["工地夜校", "13900002222"]];
    assert_eq!(told(&forms(vec![sheet("汇总", &cells)]), &["project", "phone"]), want);
}

/// What is doubted of a field.
fn doubts(form: &FormRead, key: &str) -> String {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.doubts.join("；"),
        _ => String::new(),
    }
}

#[test]
fn a_fact_among_the_remarks_of_a_row_is_read_by_its_label() {
    let policy = measure(&[("people", "其他完成人", "people", "")]);
    let cells = [
        ("A1", "完成单位"),
        ("B1", "成果名称"),
        ("C1", "提出时间"),
        ("D1", "备注"),
        ("A2", "云台县机械厂工会"),
        ("B2", "焊接工装改进"),
        ("C2", "2026年3月1日"),
        ("D2", "其他完成人：张伟、李娜"),
    ];
    assert_eq!(told(&read(&policy, vec![sheet("汇总", &cells)]), &["people"]), [["张伟、李娜"]]);
}

#[test]
fn a_small_amount_in_no_unit_is_doubted() {
    let policy = measure(&[("people", "完成人", "people", ""), ("saving", "年经济效益", "money", "")]);
    let of = |amount: &str| {
        let cells = [
            ("A1", "完成单位"),
            ("B1", "云台县机械厂工会"),
            ("A2", "成果名称"),
            ("B2", "焊接工装改进"),
            ("A3", "年经济效益"),
            ("B3", amount),
        ];
        doubts(&read(&policy, vec![sheet("申报书", &cells)])[0], "saving")
    };
    assert!(of("15").contains("没有写单位"));
    assert_eq!([of("15元"), of("30000")], [String::new(), String::new()]);
}

#[test]
fn several_names_in_one_cell_and_a_crossed_out_row_are_doubted() {
    let row = |row: u32, project: &str| {
        let of = |column: char, text: &str| (format!("{column}{row}"), text.to_owned());
        [of('A', "海港区总工会"), of('B', project), of('C', "1.13800001111\n2.13900002222"), of('D', "先试点。")]
    };
    let heads = ["申报单位", "项目名称", "联系电话", "实施措施"];
    let heads = heads.iter().zip('A'..).map(|(text, column)| (format!("{column}1"), (*text).to_owned()));
    let cells: Vec<(String, String)> =
        heads.chain(row(2, "1.海滨驿站\n2.工地夜校")).chain(row(4, "流动课堂")).collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|(at, text)| (at.as_str(), text.as_str())).collect();
    let struck = |column: u32, text: &str| Struck {
        spot: Spot::SheetCell { sheet: "汇总".into(), row: 2, column },
        text: text.to_owned(),
    };
    let crossed_out = ["山海关区总工会", "车间书屋", "13800003333"];
    let struck = crossed_out.iter().zip(0..).map(|(text, column)| struck(column, text)).collect();
    let body = vec![sheet("汇总", &cells)];
    let read = forms_of(&Document { body, struck, ..Document::empty(&Arc::from("汇总.xlsx"), Format::Xlsx) });
    let said = doubts(&read[0], "project");
    assert!(said.contains("一格里写了2个名称") && said.contains("第3行整行划去"), "{said}");
    assert_eq!(value(&read[0], "phone"), "13800001111、13900002222");
    assert_eq!(doubts(&read[1], "project"), "");
}

/// 问卷 exports: when somebody began to answer and sent it, and （空） where nothing was answered.
#[test]
fn the_hours_of_an_answered_questionnaire_are_no_period_and_what_it_calls_empty_is() {
    let policy = measure(&[("when", "实施时间", "period", ""), ("helpers", "协作部门", "organisations", "")]);
    let list = |begun: &'static str, sent: &'static str| {
        [
            ("A1", "答题序号"),
            ("B1", "开始时间"),
            ("C1", "结束时间"),
            ("D1", "1、完成单位"),
            ("E1", "2、成果名称"),
            ("F1", "3、协作部门"),
            ("A2", "1"),
            ("B2", begun),
            ("C2", sent),
            ("D2", "云台县机械厂工会"),
            ("E2", "焊接工装改进"),
            ("F2", "(空)"),
        ]
    };
    let sent = read(&policy, vec![sheet("答卷", &list("2026-10-10 10:00", "2026-10-10 10:05:33"))]);
    assert_eq!(told(&sent, &["when", "helpers"]), [["", ""]]);
    let days = read(&policy, vec![sheet("汇总", &list("2026-03-01", "2026-10-10"))]);
    assert_ne!(told(&days, &["when"]), [[""]]);
}

#[test]
fn heads_in_a_table_of_their_own_stand_over_the_rows_of_the_next() {
    let table = |rows: &[[&str; 4]], more: &str| {
        let row = |row: &[&str; 4]| format!("<tr><td>{}</td>{more}</tr>", row.join("</td><td>"));
        format!("<div><table>{}</table></div>", rows.iter().map(row).collect::<String>())
    };
    let heads = [["申报单位", "项目名称", "项目负责", "联系电话"]];
    let rows = [["海港区总工会", "海滨驿站", "张伟", "13800001111"], ["北戴河区总工会", "工友夜校", "李娜", ""]];
    let read = |tables: String| {
        let page = format!("<html><meta charset=utf-8><h1>申报汇总表</h1>{tables}</html>");
        let limits = shenping::readers::Limits::default();
        let document = shenping::readers::read(&Arc::from("汇总表.html"), page.as_bytes(), Format::Html, &limits);
        told(&forms_of(&document), &["unit", "project", "leaders"])
    };
    let expected = rows.map(|row| row[..3].to_vec());
    let whole = read(table(&[heads[0], rows[0], rows[1]], ""));
    assert_eq!(whole, expected);
    assert_eq!(read(table(&heads, "") + &table(&rows, "")), whole);
    assert_eq!(read(table(&heads, "<th></th>") + &table(&rows, "")), whole, "room for the bar that scrolls");
    assert_eq!(read([&heads[..], &rows[..]].concat().iter().map(|row| table(&[*row], "")).collect()), whole);
}

/// 您的参与人数 ends as what no measure asks does, and what stands beside it is a question of its own, not the prompt for its answer.
#[test]
fn questions_side_by_side_head_a_list() {
    let policy = measure(&[("hands", "参与人数", "number", ""), ("now", "现状及存在问题", "text", "")]);
    let cells = [
        ("A1", "1、您的完成单位？"),
        ("B1", "2、您的成果名称？"),
        ("C1", "3、您的参与人数？"),
        ("D1", "4、您的现状及存在问题？"),
        ("A2", "云台县机械厂工会"),
        ("B2", "焊接工装改进"),
        ("C2", "12"),
        ("D2", "工装更换一次要四十分钟，影响产量。"),
        ("A3", "云台县水泥厂工会"),
        ("B3", "皮带机托辊更换"),
        ("C3", "8"),
        ("D3", "托辊更换要停机，一年停机六十小时。"),
    ];
    let read = read(&policy, vec![sheet("答卷", &cells)]);
    assert_eq!(told(&read, &["hands"]), [["12"], ["8"]]);
}
