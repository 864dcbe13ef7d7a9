//! Forms within letters and mails, beside their example and notes, and answers set off from their labels as in speech; lists whose texts
//! have no room in their rows.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;
use crate::made_measure::measure;

fn told(forms: &[FormRead], keys: &[&str]) -> Vec<Vec<String>> {
    forms.iter().map(|form| keys.iter().map(|key| value(form, key)).collect()).collect()
}

fn is_doubted(form: &FormRead, key: &str) -> bool {
    matches!(form.application.fields.get(key), Some(FieldReading::Read(value)) if !value.doubts.is_empty())
}

#[test]
fn a_verb_or_a_stroke_sets_answers_off_where_a_form_does_so_again_and_again() {
    for mark in ["是", "为", "/", "-"] {
        let text = ["申报单位", "项目名称", "项目负责人", "联系电话"]
            .into_iter()
            .zip(["海港区总工会", "数字工会", "张伟", "13800001111"])
            .map(|(label, answer)| format!("{label}{mark}{answer}"));
        let text: Vec<String> = text.collect();
        let texts: Vec<&str> = text.iter().map(String::as_str).collect();
        let read = forms(lines(&texts));
        let want = [["海港区总工会", "数字工会", "张伟", "13800001111"]];
        assert_eq!(told(&read, &["unit", "project", "leaders", "phone"]), want, "{mark}");
    }
}

#[test]
fn a_sentence_with_such_a_verb_answers_no_label() {
    let text =
        form(&[CARD, &[("A4", "实施措施"), ("B4:D4", "项目负责人是第一责任人。\n联合单位为试点提供场地。")]].concat());
    assert_eq!(value(&text, "leaders"), "张伟");
    assert_eq!(value(&text, "measures"), "项目负责人是第一责任人。\n联合单位为试点提供场地。");
}

#[test]
fn answers_between_angle_marks_are_read_without_them() {
    let read = forms(lines(&[
        "申报单位<海港区总工会>",
        "项目名称<数字工会建设>",
        "项目负责人：张伟",
        "联系电话<13800001111>",
    ]));
    assert_eq!(
        told(&read, &["unit", "project", "leaders", "phone"]),
        [["海港区总工会", "数字工会建设", "张伟", "13800001111"]]
    );
}

#[test]
fn what_closes_a_letter_or_heads_its_next_project_is_no_part_of_the_text() {
    let read = forms(lines(&[
        "项目一",
        "申报单位：海港区总工会",
        "项目名称：数字工会",
        "联系电话：13800001111",
        "创新内容：首创积分制。",
        "（二）第二个项目",
        "申报单位：山海关区总工会",
        "项目名称：工地夜校",
        "联系电话：13800002222",
        "创新内容：课程由劳模自己录。",
        "此致",
        "敬礼！",
        "海港区总工会",
        "2026年10月20日",
    ]));
    let want = [["海港区总工会", "首创积分制。"], ["山海关区总工会", "课程由劳模自己录。"]];
    assert_eq!(told(&read, &["unit", "innovation"]), want);
}

#[test]
fn an_example_above_the_form_and_notes_below_it_are_no_forms() {
    let example: Vec<(&str, &str)> = CARD.iter().map(|&(at, text)| (at, text)).collect();
    let mut body = lines(&["（样表）工会工作创新项目申报表"]);
    body.push(table(1, &example));
    body.extend(lines(&["工会工作创新项目申报表"]));
    let own = [
        ("A1", "申报单位"),
        ("B1", "山海关区总工会"),
        ("A2", "项目名称"),
        ("B2", "工地夜校"),
        ("A3", "联系电话"),
        ("B3", "13800002222"),
    ];
    body.push(table(2, &own));
    body.extend(lines(&[
        "填写说明",
        "1.项目名称：应简明扼要，不超过25个字。",
        "2.申报单位：填写全称。",
        "3.联系电话：填手机号码。",
    ]));
    assert_eq!(told(&forms(body), &["unit", "project"]), [["山海关区总工会", "工地夜校"]]);
}

#[test]
fn a_paragraph_below_a_gap_is_read_between_texts_and_told_behind_the_last() {
    let texts = [
        ("A5:D5", "项目申报理由："),
        ("A6:D6", "职工有需求。"),
        ("A8:D8", "推行三项服务承诺"),
        ("A9:D9", "项目创新内容："),
        ("A10:D10", "首创积分制。"),
        ("A12:D12", "下一步扩大试点范围"),
    ];
    let read = form(&[CARD, &texts].concat());
    assert_eq!(value(&read, "reason"), "职工有需求。\n推行三项服务承诺");
    assert_eq!(value(&read, "innovation"), "首创积分制。");
    assert!(!is_doubted(&read, "reason") && is_doubted(&read, "innovation"));
}

#[test]
fn a_hint_above_an_answer_may_allow_further_pages() {
    let hint = ("B4:D4", "（字数控制在500字以内，可另附页）\n首创积分制。\n（请分条填写，不超过300字）");
    let read = form(&[CARD, &[("A4", "创新内容"), hint]].concat());
    assert_eq!(value(&read, "innovation"), "首创积分制。");
}

#[test]
fn a_text_goes_on_in_a_row_of_its_own_below_its_project() {
    let list = [
        ("A1", "序号"),
        ("B1", "申报单位"),
        ("C1", "项目名称"),
        ("D1", "联系电话"),
        ("E1", "创新内容"),
        ("A2", "1"),
        ("B2", "海港区总工会"),
        ("C2", "海滨驿站"),
        ("D2", "13800001111"),
        ("E2", "把审批压到当天。"),
        ("E3", "全程网办。"),
        ("A4", "2"),
        ("B4", "山海关区总工会"),
        ("C4", "工地夜校"),
        ("D4", "13800002222"),
        ("E4", "课程由劳模自己录。"),
        ("E5", "注：本表由各单位汇总。"),
        ("A6:B6", "共2项"),
        ("C6", "2项"),
    ];
    let want = [["海滨驿站", "把审批压到当天。\n全程网办。"], ["工地夜校", "课程由劳模自己录。"]];
    assert_eq!(told(&forms(vec![sheet("汇总", &list)]), &["project", "innovation"]), want);
}

#[test]
fn the_other_half_of_a_list_may_stand_below_it_in_a_text() {
    let first = [
        ("A1", "序号"),
        ("B1", "申报单位"),
        ("C1", "项目名称"),
        ("D1", "项目负责人"),
        ("E1", "联系电话"),
        ("A2", "1"),
        ("B2", "海港区总工会"),
        ("C2", "海滨驿站"),
        ("D2", "张伟"),
        ("E2", "13800001111"),
        ("A3", "2"),
        ("B3", "山海关区总工会"),
        ("C3", "工地夜校"),
        ("D3", "李娜"),
        ("E3", "13800002222"),
    ];
    let other = [
        ("A1", "序号"),
        ("B1", "项目名称"),
        ("C1", "创新内容"),
        ("D1", "实施措施"),
        ("A2", "1"),
        ("B2", "海滨驿站"),
        ("C2", "把审批压到当天。"),
        ("D2", "先试点。"),
        ("A3", "2"),
        ("B3", "工地夜校"),
        ("C3", "课程由劳模自己录。"),
        ("D3", "逐站建设。"),
    ];
    let body = [vec![table(1, &first)], lines(&["（续表）"]), vec![table(2, &other)]].concat();
    let want = [["海港区总工会", "把审批压到当天。"], ["山海关区总工会", "课程由劳模自己录。"]];
    assert_eq!(told(&forms(body), &["unit", "innovation"]), want);
}

#[test]
fn partners_named_by_their_level_stand_in_lines_of_their_own() {
    let partners = |text| value(&form(&[CARD, &[("A4", "联合单位"), ("B4:D4", text)]].concat()), "joint_units");
    let apart = partners("市电视台\n市妇联");
    assert_eq!(apart, partners("市电视台、市妇联"));
    assert_eq!(partners("昌黎县教育局\n中国移动秦皇岛分公司"), partners("昌黎县教育局、中国移动秦皇岛分公司"));
    assert_eq!(partners("秦皇岛\n市妇联"), partners("秦皇岛市妇联"));
    let read = form(&[CARD, &[("A4", "联合单位"), ("B4:D4", "职工之家\n耀华玻璃有限责任公司")]].concat());
    assert!(is_doubted(&read, "joint_units"));
}

#[test]
fn answered_labels_above_the_head_of_a_list_tell_of_all_its_projects() {
    let list = [
        ("A1", "申报单位"),
        ("B1:C1", "海港区总工会"),
        ("D1", "联系电话"),
        ("E1", "13800001111"),
        ("A2", "序号"),
        ("B2", "项目名称"),
        ("C2", "项目负责人"),
        ("D2", "创新内容"),
        ("E2", "实施措施"),
        ("A3", "1"),
        ("B3", "海滨驿站"),
        ("C3", "张伟"),
        ("D3", "把审批压到当天。"),
        ("E3", "先试点。"),
        ("A4", "2"),
        ("B4", "工地夜校"),
        ("C4", "李娜"),
        ("D4", "课程由劳模自己录。"),
        ("E4", "逐站建设。"),
    ];
    let want =
        [["海港区总工会", "13800001111", "海滨驿站", "张伟"], ["海港区总工会", "13800001111", "工地夜校", "李娜"]];
    assert_eq!(told(&forms(vec![sheet("汇总", &list)]), &["unit", "phone", "project", "leaders"]), want);
}

#[test]
fn a_form_may_be_told_in_a_sentence() {
    let read = forms(lines(&[
        "您好：",
        "申报单位是海港区总工会，项目名称为数字工会，项目负责人是张伟，联系电话为13800001111。",
        "创新内容：首创积分制。",
    ]));
    let want = [["海港区总工会", "数字工会", "张伟", "13800001111", "首创积分制。"]];
    assert_eq!(told(&read, &["unit", "project", "leaders", "phone", "innovation"]), want);
}

#[test]
fn answers_between_brackets_may_follow_the_parentheses_of_their_label() {
    let policy = measure(&[
        ("cost", "投入资金（万元）", "money", ""),
        ("people", "参与人数", "number", ""),
        ("tel", "联系电话", "phone", ""),
    ]);
    for (open, close) in [("（", "）"), ("<", ">")] {
        let answers = ["海港区总工会", "数字工会", "13800001111", "12.5", "50"];
        let labels = ["完成单位", "成果名称", "联系电话", "投入资金（万元）", "参与人数"];
        let told: Vec<String> =
            labels.iter().zip(answers).map(|(label, answer)| format!("{label}{open}{answer}{close}")).collect();
        let texts: Vec<&str> = told.iter().map(String::as_str).collect();
        let document = Document { body: lines(&texts), ..Document::empty(&Arc::from("申报书.docx"), Format::Docx) };
        let forms = read_forms(&document, &policy, &Lexicon::new(&policy));
        let read = ["unit", "cost", "people"].map(|key| value(&forms[0], key));
        assert_eq!(read, ["海港区总工会", "125000", "50"], "{open}");
    }
}

#[test]
fn a_number_behind_a_tab_in_a_cell_is_no_page_of_a_table_of_contents() {
    let policy = measure(&[("people", "参与人数", "number", ""), ("tel", "联系电话", "phone", "")]);
    let cells = [
        ("A1", "完成单位\t海港区总工会"),
        ("A2", "成果名称\t数字工会"),
        ("A3", "联系电话\t13800001111"),
        ("A4", "参与人数\t206"),
    ];
    let document = Document {
        body: vec![sheet("申报书", &cells)],
        ..Document::empty(&Arc::from("申报书.xlsx"), Format::Xlsx)
    };
    let forms = read_forms(&document, &policy, &Lexicon::new(&policy));
    assert_eq!(value(&forms[0], "people"), "206");
}

#[test]
fn two_names_that_nothing_parts_are_told_as_maybe_two() {
    let card = |names: &'static str| {
        let cells: Vec<(&str, &str)> =
            CARD.iter().map(|&(at, text)| if at == "B3" { (at, names) } else { (at, text) }).collect();
        form(&cells)
    };
    assert!(is_doubted(&card("张三李四"), "leaders"));
    assert!(!is_doubted(&card("欧阳建华"), "leaders") && !is_doubted(&card("张伟、李娜"), "leaders"));
}

#[test]
fn several_units_and_what_is_no_number_are_told_where_no_rule_judges_them() {
    let policy = measure(&[("tel", "联系电话", "phone", "")]);
    let read = |unit: &str, tel: &str| {
        let cells =
            [("A1", "完成单位"), ("B1", unit), ("A2", "成果名称"), ("B2", "吹灰器"), ("A3", "联系电话"), ("B3", tel)];
        let document =
            Document { body: vec![sheet("表", &cells)], ..Document::empty(&Arc::from("表.xlsx"), Format::Xlsx) };
        let form = read_forms(&document, &policy, &Lexicon::new(&policy)).remove(0);
        ["unit", "tel"].map(|key| form.application.value(key).is_some_and(|value| !value.doubts.is_empty()))
    };
    assert_eq!(read("热电厂/机务段", "13800001111"), [true, false]);
    assert_eq!(read("热电厂（集团）", "张伟"), [false, true]);
}

#[test]
fn a_draft_and_the_form_itself_on_two_sheets_are_one_application() {
    let named = |name: &str, phone: &str| sheet(name, &[&CARD[..7], &[("D3", phone)]].concat());
    for (first, second, phone) in
        [("草稿", "定稿", "13800002222"), ("申报表", "草稿", "13800001111"), ("1", "2", "13800002222")]
    {
        let read = forms(vec![named(first, "13800001111"), named(second, "13800002222")]);
        assert_eq!((read.len(), value(&read[0], "phone").as_str()), (1, phone), "{first}, {second}");
        assert_eq!(read[0].application.other_forms.len(), 1);
    }
}
