//! Forms and lists with gaps and rows between: empty rows between the paragraphs of a text, headings of groups several rows tall, units
//! alone above their projects; words within a text that look like labels.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::policy::Policy;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::value;
use crate::made_measure::measure;

fn read(policy: &Policy, cells: &[(&str, &str)]) -> Vec<FormRead> {
    let body = vec![sheet("申报书", cells)];
    let document = Document { body, ..Document::empty(&Arc::from("申报书.xlsx"), Format::Xlsx) };
    read_forms(&document, policy, &Lexicon::new(policy))
}

fn told(forms: &[FormRead], keys: &[&str]) -> Vec<Vec<String>> {
    forms.iter().map(|form| keys.iter().map(|key| value(form, key)).collect()).collect()
}

#[test]
fn a_text_goes_on_below_empty_rows_and_may_begin_below_one() {
    let texts = [
        ("A5:D5", "一、项目申报理由"),
        ("A6:D6", "职工有需求。"),
        ("A8:D8", "基层有基础。"),
        ("A10:D10", "二、项目创新内容"),
        ("A12:D12", "首创积分制。"),
        ("A15:D15", "全市推行。"),
        ("A17:D17", "本单位承诺以上内容真实。"),
    ];
    let read = form(&[CARD, &texts].concat());
    assert_eq!(value(&read, "reason"), "职工有需求。\n基层有基础。");
    assert_eq!(value(&read, "innovation"), "首创积分制。\n全市推行。");
}

#[test]
fn a_heading_of_a_group_may_be_two_rows_tall_and_a_unit_alone_heads_its_projects() {
    let list = [
        ("A1", "序号"),
        ("B1", "项目名称"),
        ("C1", "项目负责人"),
        ("D1", "联系电话"),
        ("A2:D3", "一、技术创新类"),
        ("A4", "海港区总工会"),
        ("A5", "1"),
        ("B5", "海滨驿站"),
        ("C5", "张伟"),
        ("D5", "13800001111"),
        ("B6", "申报单位：燕山大学工会"),
        ("A7", "2"),
        ("B7", "工地夜校"),
        ("C7", "李娜"),
        ("D7", "13800002222"),
    ];
    let read = forms(vec![sheet("汇总", &list)]);
    let want = [["海港区总工会", "海滨驿站", "张伟"], ["燕山大学工会", "工地夜校", "李娜"]];
    assert_eq!(told(&read, &["unit", "project", "leaders"]), want);
}

#[test]
fn a_unit_alone_in_a_row_is_no_heading_where_a_column_asks_for_units() {
    let list = [
        ("A1", "申报单位"),
        ("B1", "项目名称"),
        ("C1", "联系电话"),
        ("A2", "海港区总工会"),
        ("B2", "海滨驿站"),
        ("C2", "13800001111"),
        ("B3", "数字工会"),
    ];
    assert_eq!(told(&forms(vec![sheet("汇总", &list)]), &["unit", "project"])[1][1], "数字工会");
}

#[test]
fn a_unit_alone_in_the_column_of_names_heads_its_rows_with_a_doubt() {
    let list = [
        ("A1", "序号"),
        ("B1", "项目名称"),
        ("C1", "项目负责人"),
        ("D1", "联系电话"),
        ("B2", "数字工会"),
        ("A3", "1"),
        ("B3", "海滨驿站"),
        ("C3", "张伟"),
        ("D3", "13800001111"),
    ];
    let read = forms(vec![sheet("汇总", &list)]);
    let Some(FieldReading::Read(unit)) = read[0].application.fields.get("unit") else { panic!("a unit") };
    assert_eq!((unit.read.raw.as_str(), unit.doubts.len()), ("数字工会", 1));
}

#[test]
fn a_label_without_a_cell_for_its_answer_is_doubted_and_takes_none_of_another_label() {
    let card =
        [("A3", "项目负责人"), ("B3", "联系电话"), ("C3", "13800001111"), ("A4", "联合单位"), ("B4", "燕山大学工会")];
    let read = form(&[&CARD[..4], &card].concat());
    let Some(FieldReading::Empty { doubts, .. }) = read.application.fields.get("leaders") else { panic!("empty") };
    assert!(doubts[0].contains("联系电话"), "{doubts:?}");
    assert_eq!(value(&read, "phone"), "13800001111");
    // the same with a cell that is left blank is certain
    let card = [("A3", "项目负责人"), ("B3", ""), ("C3", "联系电话"), ("D3", "13800001111")];
    let read = form(&[&CARD[..4], &card].concat());
    assert!(
        matches!(read.application.fields.get("leaders"), Some(FieldReading::Empty { doubts, .. }) if doubts.is_empty())
    );
}

#[test]
fn what_answers_the_label_beside_it_answers_none_above() {
    let card = [("A3", "项目负责人"), ("B3", "（姓名）"), ("A4", "联系电话"), ("B4", "13800001111")];
    let read = form(&[&CARD[..4], &card].concat());
    assert!(matches!(read.application.fields.get("leaders"), Some(FieldReading::Empty { .. })));
    assert_eq!(value(&read, "phone"), "13800001111");
}

#[test]
fn the_number_of_whom_to_ask_is_the_phone_where_no_other_is_asked() {
    let policy = measure(&[
        ("tel", "联系电话", "phone", "aliases = [\"手机\"]\nrequired = true"),
        ("date", "完成日期", "date", ""),
    ]);
    for label in ["联系人（电话）", "联系人（手机）", "联系人及电话"] {
        let cells = [
            ("A1", "完成单位"),
            ("B1", "县机械厂工会"),
            ("A2", "成果名称"),
            ("B2", "焊接工装"),
            ("A3", label),
            ("B3", "王芳 13800001111"),
            ("A4", "完成日期"),
            ("B4", "2026年3月1日"),
        ];
        assert_eq!(told(&read(&policy, &cells), &["tel"]), [["13800001111"]], "{label}");
    }
}

#[test]
fn who_leads_a_step_within_a_text_does_not_end_it_in_a_cell_that_holds_the_form() {
    let text = "申报单位：海港区总工会\n项目名称：数字工会\n项目负责人：李娜\n联系电话：13800001111\n申报理由：有需求。\n\
                实施措施：成立专班，负责人：张伟，每周会商；先试点（联系人：王芳），再推广。\n预期效果：满意。";
    let read = form(&[("A1:D9", text)]);
    assert_eq!(value(&read, "measures"), "成立专班，负责人：张伟，每周会商；先试点（联系人：王芳），再推广。");
    assert_eq!([value(&read, "leaders"), value(&read, "effect")], ["李娜", "满意。"]);
}

#[test]
fn an_optional_text_in_a_line_of_its_own_is_no_sentence_of_the_text_above() {
    let fields = [
        ("tel", "联系电话", "phone", ""),
        ("use", "推广应用情况", "text", "required = true"),
        ("honour", "获奖情况", "text", ""),
    ];
    let policy = measure(&fields);
    let body = lines(&[
        "完成单位：县机械厂工会",
        "成果名称：焊接工装",
        "联系电话：13800001111",
        "推广应用情况：在三个车间使用。",
        "获奖情况：获市级奖一项。",
    ]);
    let document = Document { body, ..Document::empty(&Arc::from("申报书.docx"), Format::Docx) };
    let read = read_forms(&document, &policy, &Lexicon::new(&policy));
    assert_eq!(told(&read, &["use", "honour"]), [["在三个车间使用。", "获市级奖一项。"]]);
}
