//! Where one form or text ends and the next begins: forms beside one another, lists with headers of several rows or repeated ones, texts
//! in which labels stand, labels that go on in another label.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::model::Block;
use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::forms_of;
use crate::made_form::sheet;
use crate::made_form::value;

const TITLE: &str = "秦皇岛市工会创新工作立项申报表";

/// A form at the left of a sheet.
const LEFT: &[(&str, &str)] = &[
    ("A1:D1", TITLE),
    ("A2", "申报单位"),
    ("B2:D2", "海港区总工会"),
    ("A3", "项目名称"),
    ("B3:D3", "数字工会"),
    ("A4", "负责人"),
    ("B4", "张伟"),
    ("C4", "联系电话"),
    ("D4", "13800001111"),
];

fn values(forms: &[FormRead], key: &str) -> Vec<String> {
    forms.iter().map(|form| value(form, key)).collect()
}

#[test]
fn forms_beside_one_another_are_parted_at_their_titles_however_their_rows_run() {
    let beside = [
        ("F1:I1", TITLE),
        ("F2", "项目名称"),
        ("G2:I2", "爱心驿站"),
        ("F3", "负责人"),
        ("G3", "李娜"),
        ("H3", "联系电话"),
        ("I3", "13900002222"),
        ("F4", "申报单位"),
        ("G4:I4", "燕山大学工会"),
    ];
    let forms = forms(vec![sheet("申报表", &[LEFT, &beside].concat())]);
    assert_eq!(values(&forms, "unit"), ["海港区总工会", "燕山大学工会"]);
    assert_eq!(values(&forms, "project"), ["数字工会", "爱心驿站"]);
    assert_eq!(values(&forms, "phone"), ["13800001111", "13900002222"]);
}

#[test]
fn forms_beside_one_another_may_begin_in_different_rows() {
    let beside = [
        ("A5", "预期效果"),
        ("B5:D5", "办结快了。"),
        ("G2:J2", TITLE),
        ("G3", "申报单位"),
        ("H3:J3", "燕山大学工会"),
        ("G4", "项目名称"),
        ("H4:J4", "爱心驿站"),
        ("G5", "负责人"),
        ("H5", "李娜"),
        ("I5", "联系电话"),
        ("J5", "13900002222"),
        ("G6", "预期效果"),
        ("H6:J6", "人人满意。"),
    ];
    let forms = forms(vec![sheet("申报表", &[LEFT, &beside].concat())]);
    assert_eq!(values(&forms, "unit"), ["海港区总工会", "燕山大学工会"]);
    assert_eq!(values(&forms, "project"), ["数字工会", "爱心驿站"]);
    assert_eq!(values(&forms, "effect"), ["办结快了。", "人人满意。"]);
}

#[test]
fn a_header_of_three_rows_names_what_its_last_row_parts() {
    let forms = forms(vec![sheet(
        "汇总表",
        &[
            ("A1:A3", "序号"),
            ("B1:B3", "申报单位"),
            ("C1:C3", "项目名称"),
            ("D1:E1", "人员情况"),
            ("D2:E2", "项目负责人"),
            ("D3", "姓名"),
            ("E3", "联系电话"),
            ("A4", "1"),
            ("B4", "海港区总工会"),
            ("C4", "数字工会"),
            ("D4", "张伟"),
            ("E4", "13800001111"),
        ],
    )]);
    assert_eq!(values(&forms, "leaders"), ["张伟"]);
    assert_eq!(values(&forms, "phone"), ["13800001111"]);
    assert_eq!(values(&forms, "project"), ["数字工会"]);
}

#[test]
fn a_list_goes_on_behind_a_header_that_is_repeated_for_each_group() {
    let forms = forms(vec![sheet(
        "汇总表",
        &[
            ("A1:D1", "中铁（秦皇岛）有限公司工会"),
            ("A2", "序号"),
            ("B2", "项目名称"),
            ("C2", "负责人"),
            ("D2", "联系电话"),
            ("A3", "1"),
            ("B3", "数字工会"),
            ("C3", "张伟"),
            ("D3", "13800001111"),
            ("A4:D4", "二、中车（唐山）有限公司工会"),
            ("A5", "序号"),
            ("B5", "项目名称"),
            ("C5", "负责人"),
            ("D5", "联系电话"),
            ("A6", "2"),
            ("B6", "爱心驿站"),
            ("C6", "李娜"),
            ("D6", "13900002222"),
        ],
    )]);
    assert_eq!(values(&forms, "project"), ["数字工会", "爱心驿站"]);
    assert_eq!(values(&forms, "unit"), ["中铁（秦皇岛）有限公司工会", "中车（唐山）有限公司工会"]);
}

#[test]
fn words_of_labels_within_a_running_text_stay_in_it_where_the_form_asks_for_them_elsewhere() {
    let mut cells = CARD.to_vec();
    let reason = "项目申报理由：职工诉求渠道不畅，回应不及时。\n联系电话：0335-3011234，全天受理。\n形成闭环。";
    let measures = "实施措施：1.创新内容：建立台账。\n2.预期效果：销号管理。";
    cells.extend([("A4:D4", reason), ("A5:D5", measures), ("A6:A8", "创新内容"), ("A9", "预期效果"), ("B9:D9", "")]);
    cells.extend([
        ("B6:D6", "线上办理，随时响应。"),
        ("B7:D7", "联系电话：0335-3011234，专人接听。"),
        ("B8:D8", "按月通报。"),
    ]);
    let form = form(&cells);
    assert_eq!(value(&form, "phone"), "13800001111");
    assert_eq!(
        value(&form, "reason"),
        "职工诉求渠道不畅，回应不及时。\n联系电话：0335-3011234，全天受理。\n形成闭环。"
    );
    assert_eq!(value(&form, "measures"), "1.创新内容：建立台账。\n2.预期效果：销号管理。");
    assert_eq!(value(&form, "innovation"), "线上办理，随时响应。\n联系电话：0335-3011234，专人接听。\n按月通报。");
    assert_eq!(value(&form, "effect"), "");
}

#[test]
fn a_group_label_goes_on_in_the_label_of_its_first_row() {
    let form = form(&[
        ("A1:A3", "申报单位"),
        ("B1", "牵头单位"),
        ("C1:D1", "海港区总工会"),
        ("B2", "联合单位1"),
        ("C2:D2", "燕山大学工会"),
        ("B3", "联合单位2"),
        ("C3:D3", "卢龙县总工会"),
        ("A4", "项目名称"),
        ("B4:D4", "数字工会"),
        ("A5", "负责人"),
        ("B5:D5", "张伟"),
    ]);
    assert_eq!(value(&form, "unit"), "海港区总工会");
    assert_eq!(value(&form, "joint_units"), "燕山大学工会、卢龙县总工会");
    let mut cells = CARD.get(..6).unwrap().to_vec();
    cells.extend([
        ("A4:A5", "联系电话"),
        ("B4", "手机"),
        ("C4:D4", "13800001111"),
        ("B5", "座机"),
        ("C5:D5", "0335-3011234"),
    ]);
    let form = self::form(&cells);
    assert_eq!(value(&form, "phone"), "13800001111、0335-3011234");
}

#[test]
fn the_unit_behind_a_contact_is_the_applicant_and_not_the_authority_named_below() {
    let form = form(&[
        ("A1", "联系人"),
        ("B1", "钱多多"),
        ("C1", "申报单位"),
        ("D1", "海港区总工会"),
        ("A2", "主管部门"),
        ("B2", "秦皇岛市总工会"),
        ("C2", "职务"),
        ("E2", "工会主席"),
        ("A3", "项目名称"),
        ("B3:E3", "数字工会"),
        ("A4", "项目负责"),
        ("B4:E4", "司马文斌：主席"),
    ]);
    assert_eq!(value(&form, "unit"), "海港区总工会");
    assert_eq!(value(&form, "leaders"), "司马文斌");
}

#[test]
fn a_sheet_of_an_earlier_year_than_the_title_of_another_is_none_of_this_year() {
    let earlier = [
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "爱心驿站"),
        ("A3", "负责人"),
        ("B3", "李娜"),
    ];
    let body = |title: &'static str| {
        let mut titled = CARD.to_vec();
        titled.push(("A4:D4", title));
        vec![sheet("2025年", &earlier), sheet("申报表", &titled)]
    };
    assert_eq!(forms(body("2026年度秦皇岛市工会创新工作立项申报表")).len(), 1);
    assert_eq!(forms(body(TITLE)).len(), 2, "which year the other is of is not said");
}

#[test]
fn a_formula_without_a_stored_result_is_not_an_empty_answer() {
    let mut block = sheet("申报表", CARD);
    if let Block::Grid(grid) = &mut block {
        let cell = grid.cells.iter_mut().find(|cell| (cell.row, cell.column) == (1, 1)).unwrap();
        cell.text.clear();
        cell.content = CellContent::FormulaWithoutResult("封面!B3".to_owned());
    }
    let document = Document { body: vec![block], ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx) };
    let form = forms_of(&document).remove(0);
    let project = form.application.fields.get("project");
    assert!(matches!(project, Some(FieldReading::Empty { uncalculated: true, .. })), "{project:?}");
}
