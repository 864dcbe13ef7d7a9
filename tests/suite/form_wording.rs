//! How clerks fill in a form in a hurry: crossed-out text, labels above values in one cell, one label for two fields, opinions of
//! several levels below one another, headings in words of their own.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::model::SignatureState;
use shenping::model::Spot;
use shenping::model::Struck;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::prompt;
use crate::made_form::sheet;
use crate::made_form::value;

/// What makes a value uncertain.
fn doubts(form: &FormRead, key: &str) -> Vec<String> {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.doubts.clone(),
        _ => Vec::new(),
    }
}

fn spot(row: u32, column: u32) -> Spot {
    Spot::SheetCell { sheet: "申报表".into(), row, column }
}

fn only(body: Vec<Block>) -> FormRead {
    let mut forms = forms(body);
    assert_eq!(forms.len(), 1, "one form");
    forms.remove(0)
}

#[test]
fn what_is_crossed_out_beside_a_value_puts_it_in_doubt_and_alone_leaves_none() {
    let mut cells = CARD.to_vec();
    cells[7] = ("D3", "");
    let struck = |row, column, text: &str| Struck { spot: spot(row, column), text: text.to_owned() };
    let document = Document {
        body: vec![sheet("申报表", &cells)],
        struck: vec![
            struck(2, 1, "李娜"),
            struck(2, 3, "13900002222"),
            struck(1, 1, "（请填写项目名称）"),
            struck(0, 0, "推荐单位"),
        ],
        ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx)
    };
    let form = forms_of(&document).remove(0);
    assert_eq!((value(&form, "leaders").as_str(), doubts(&form, "leaders").len()), ("张伟", 1));
    let phone = &form.application.fields["phone"];
    assert!(matches!(phone, FieldReading::Empty { struck: Some(text), .. } if text == "13900002222"), "{phone:?}");
    assert_eq!(doubts(&form, "project"), Vec::<String>::new(), "a prompt that was crossed out says nothing");
    assert_eq!(doubts(&form, "unit"), Vec::<String>::new(), "a label that does not apply says nothing");
}

#[test]
fn a_label_above_its_value_in_one_cell_is_read() {
    let form = form(&[
        ("A1", "申报单位\n海港区总工会"),
        ("B1", "项目名称\n数字工会"),
        ("A2", "项目负责人\n张伟、李娜"),
        ("B2", "联系电话\n13800001111"),
        ("A3:B3", "申报理由\n职工有需求。\n基层有基础。"),
    ]);
    assert_eq!(value(&form, "unit"), "海港区总工会");
    assert_eq!(value(&form, "project"), "数字工会");
    assert_eq!(value(&form, "leaders"), "张伟、李娜");
    assert_eq!(value(&form, "phone"), "13800001111");
    assert_eq!(value(&form, "reason"), "职工有需求。\n基层有基础。");
}

#[test]
fn one_label_for_two_fields_divides_what_can_be_told_apart_and_doubts_the_rest() {
    let mut cells = CARD[4..].to_vec();
    cells.extend([
        ("A1", "申报单位/项目名称"),
        ("B1:D1", "海港区总工会/数字工会"),
        ("A4", "理由及创新内容"),
        ("B4:D4", "职工有需求。\n首创积分制。"),
    ]);
    let form = form(&cells);
    assert_eq!((value(&form, "unit").as_str(), value(&form, "project").as_str()), ("海港区总工会", "数字工会"));
    assert_eq!((doubts(&form, "unit").len(), doubts(&form, "project").len()), (0, 0));
    assert_eq!((doubts(&form, "reason").len(), doubts(&form, "innovation").len()), (1, 1));
}

#[test]
fn what_is_asked_beside_a_name_is_no_name() {
    let mut cells = CARD.to_vec();
    cells[4] = ("A3", "负责人姓名/职务");
    cells[5] = ("B3", "张伟/工会主席");
    assert_eq!(value(&form(&cells), "leaders"), "张伟");
    cells[5] = ("B3", "张伟 工会主席");
    assert_eq!(value(&form(&cells), "leaders"), "张伟");
    cells[4] = ("A3", "项目负责人");
    cells[5] = ("B3", "请填写姓名：张伟");
    let asked = form(&cells);
    assert_eq!((value(&asked, "leaders").as_str(), prompt(&asked, "leaders")), ("张伟", true));
}

#[test]
fn a_field_without_a_cell_of_its_own_is_taken_out_of_the_text_that_names_it() {
    let mut cells = CARD.to_vec();
    cells.extend([("A4", "创新内容"), ("B4:D4", "首创积分制。\n计划措施：三月调研，六月铺开。")]);
    let without = form(&cells);
    assert_eq!(value(&without, "innovation"), "首创积分制。");
    assert_eq!(value(&without, "measures"), "三月调研，六月铺开。");
    cells.extend([("A5", "实施措施"), ("B5:D5", "成立专班。")]);
    let with = form(&cells);
    assert_eq!(value(&with, "innovation"), "首创积分制。\n计划措施：三月调研，六月铺开。");
    assert_eq!(value(&with, "measures"), "成立专班。");
}

#[test]
fn running_text_may_begin_with_other_words_for_its_label() {
    let mut cells = CARD.to_vec();
    cells.extend([("A4", "创新内容"), ("B4:D4", "创新点：积分制。")]);
    assert_eq!(value(&form(&cells), "innovation"), "创新点：积分制。");
    let text = only(lines(&[
        "申报单位：海港区总工会",
        "项目名称：数字工会",
        "负责人：张伟",
        "创新内容：",
        "创新点：积分制。",
    ]));
    assert_eq!(value(&text, "innovation"), "创新点：积分制。");
}

#[test]
fn the_next_number_in_words_of_its_own_ends_the_text_before_it() {
    let form = only(lines(&[
        "工会工作创新项目申报表",
        "一、申报单位：海港区总工会",
        "二、项目名称：数字工会",
        "三、申报理由",
        "职工有需求。",
        "一、基层有基础",
        "四、独到的地方",
        "首创积分制。",
    ]));
    assert_eq!(value(&form, "reason"), "职工有需求。\n一、基层有基础");
    let left: Vec<&str> = form.application.unclaimed.iter().map(|piece| piece.raw.as_str()).collect();
    assert_eq!(left, ["四、独到的地方", "首创积分制。"]);
}

#[test]
fn an_opinion_owns_the_lines_to_be_signed_below_it() {
    let body = |own: &str, other: &str| {
        let mut body = vec![sheet("", CARD)];
        body = match body.remove(0) {
            Block::Grid(_) => vec![crate::made_form::table(1, CARD)],
            other => vec![other],
        };
        body.extend(lines(&[
            "申报单位意见：",
            "经研究，情况属实，请审批。",
            &format!("负责人签字：{own}"),
            "2026年10月12日",
            "市总工会意见：",
            "同意。",
            &format!("负责人签字：{other}"),
            "2026年11月3日",
        ]));
        body
    };
    let read = |own, other| {
        let mut forms = forms_of(&Document {
            body: body(own, other),
            ..Document::empty(&Arc::from("申报表.docx"), Format::Docx)
        });
        assert_eq!(forms.len(), 1, "one form");
        forms.remove(0).application.signature.expect("a line")
    };
    let own = read("张伟", "");
    assert_eq!(
        (own.state, own.date.map(|day| day.to_string()).as_deref()),
        (SignatureState::Typed, Some("2026-10-12"))
    );
    let other = read("", "王主席");
    assert_eq!((other.state, other.doubts), (SignatureState::Absent, vec![]));
}

#[test]
fn the_names_of_our_blank_form_are_used_and_win() {
    let cells = [
        ("A1", "我们这家"),
        ("B1:D1", "海港区总工会"),
        ("A2", "叫什么"),
        ("B2:D2", "数字工会"),
        ("A3", "申报项目"),
        ("B3:D3", "往年的旧项目"),
        ("A4", "谁来办"),
        ("B4", "张伟"),
        ("C4", "怎么找"),
        ("D4", "13800001111"),
        ("A5", "创新点"),
        ("B5:D5", "别处抄来的一段。"),
        ("A6", "创新亮点"),
        ("B6:D6", "首创积分制。"),
    ];
    let names = [("unit", 0, 1), ("project", 1, 1), ("leaders", 3, 1), ("phone", 3, 3), ("innovation", 5, 1)];
    let document = Document {
        body: vec![sheet("申报表", &cells)],
        defined_names: names.iter().map(|(name, row, column)| ((*name).to_owned(), spot(*row, *column))).collect(),
        ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx)
    };
    let form = forms_of(&document).remove(0);
    for (key, want) in [
        ("unit", "海港区总工会"),
        ("project", "数字工会"),
        ("leaders", "张伟"),
        ("phone", "13800001111"),
        ("innovation", "首创积分制。"),
    ] {
        assert_eq!(value(&form, key), want, "{key}");
    }
}

#[test]
fn what_a_row_of_a_list_lacks_is_said_of_the_row() {
    let heads = [("A1", "申报单位"), ("B1", "项目名称"), ("C1", "项目负责人"), ("D1", "联系电话")];
    let rows = [
        ("A2", "海港区总工会"),
        ("B2", "数字工会"),
        ("C2", "张伟"),
        ("D2", "13800001111"),
        ("A3", "卢龙县总工会"),
        ("B3", "职工书屋"),
        ("C3", "李娜"),
        ("D3", "13900002222"),
    ];
    let forms = forms(vec![sheet("汇总", &[heads.to_vec(), rows.to_vec()].concat())]);
    let places: Vec<Option<String>> =
        forms.iter().map(|form| form.application.form.as_ref().and_then(|place| place.spot_text())).collect();
    assert_eq!(places, [Some("汇总!A2".to_owned()), Some("汇总!A3".to_owned())]);
}

#[test]
fn a_units_name_may_begin_with_a_word_that_joins() {
    for name in ["和平里街道总工会", "同济医院工会", "联合大学工会"] {
        let mut cells = CARD.to_vec();
        cells[1] = ("B1:D1", name);
        assert_eq!(value(&form(&cells), "unit"), name);
    }
    let mut cells = CARD.to_vec();
    cells[1] = ("B1:D1", "海港区总工会牵头，和卢龙县总工会联合申报");
    assert_eq!(value(&form(&cells), "unit"), "海港区总工会");
    assert_eq!(value(&form(&cells), "joint_units"), "卢龙县总工会");
}

#[test]
fn a_label_may_go_on_in_the_next_cell() {
    let form = form(&[
        ("A1", "申报单位"),
        ("B1", "名称"),
        ("C1:E1", "海港区总工会"),
        ("A2", "项目"),
        ("B2", "名称"),
        ("C2:E2", "数字工会"),
        ("A3", "项目负责人"),
        ("B3", "姓名"),
        ("C3", "张伟"),
        ("D3", "电话"),
        ("E3", "13800001111"),
    ]);
    for (key, want) in
        [("unit", "海港区总工会"), ("project", "数字工会"), ("leaders", "张伟"), ("phone", "13800001111")]
    {
        assert_eq!(value(&form, key), want, "{key}");
    }
}

#[test]
fn a_list_may_name_its_fields_in_the_second_row_of_its_header_and_in_short() {
    let heads = [
        ("A1:A2", "序号"),
        ("B1:B2", "单位"),
        ("C1:C2", "项目名称"),
        ("D1:E1", "项目负责人"),
        ("F1:G1", "项目内容"),
        ("D2", "姓名"),
        ("E2", "联系电话"),
        ("F2", "申报理由"),
        ("G2", "创新内容"),
    ];
    let row = [
        ("A3", "1"),
        ("B3", "海港区总工会"),
        ("C3", "数字工会"),
        ("D3", "张伟"),
        ("E3", "13800001111"),
        ("F3", "职工有需求。"),
        ("G3", "首创积分制。"),
    ];
    let form = form(&[heads.to_vec(), row.to_vec()].concat());
    for (key, want) in [
        ("unit", "海港区总工会"),
        ("project", "数字工会"),
        ("leaders", "张伟"),
        ("phone", "13800001111"),
        ("reason", "职工有需求。"),
        ("innovation", "首创积分制。"),
    ] {
        assert_eq!(value(&form, key), want, "{key}");
    }
}
