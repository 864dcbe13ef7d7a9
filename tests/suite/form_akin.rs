//! Fields that a form asks for under headings that nobody knows, and that are akin to their labels or answered by what tells itself.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::model::Value;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::value;
use crate::made_measure::measure;

const PARTNERS: &str = "抚宁区总工会、昌黎县总工会";

fn doubts<'f>(form: &'f FormRead, key: &str) -> Option<&'f [String]> {
    form.application.value(key).map(|value| value.doubts.as_slice())
}

fn is_asked(form: &FormRead, key: &str) -> bool {
    !matches!(form.application.fields.get(key), Some(FieldReading::NotFound))
}

#[test]
fn a_heading_that_is_akin_to_a_field_asks_for_it_with_a_doubt() {
    for (heading, answer, key, other) in [
        ("合作伙伴", PARTNERS, "joint_units", "实施地点"),
        ("合作工会", PARTNERS, "joint_units", "联络员"),
        ("申报类目", "服务保障类", "category", "领域带头人"),
        ("开展期间", "2026年2月至10月", "period", "执行标准"),
    ] {
        let asked = form(&[CARD, &[("A4", heading), ("B4:D4", answer)]].concat());
        assert_eq!(doubts(&asked, key).map(<[String]>::len), Some(1), "{heading}");
        assert!(doubts(&asked, key).is_some_and(|doubts| doubts[0].contains(heading)), "{heading}");
        let unlike = form(&[CARD, &[("A4", other), ("B4:D4", "刘洋")]].concat());
        assert!(!is_asked(&unlike, key), "{other}");
    }
}

#[test]
fn what_tells_itself_is_read_under_any_heading_with_a_doubt() {
    for (heading, answer, key) in [
        ("从何时到何时", "2026年2月至10月", "period"),
        ("实施阶段", "2026年2月至10月", "period"),
        ("结对单位", PARTNERS, "joint_units"),
    ] {
        let asked = form(&[CARD, &[("A4", heading), ("B4:D4", answer)]].concat());
        assert_eq!(doubts(&asked, key).map(<[String]>::len), Some(1), "{heading}");
    }
    for (heading, answer, key) in [("建成", "2026年2月", "period"), ("支持方", "抚宁区总工会", "joint_units")]
    {
        let unlike = form(&[CARD, &[("A4", heading), ("B4:D4", answer)]].concat());
        assert!(!is_asked(&unlike, key), "{heading}: one month or one unit tells nothing");
    }
}

#[test]
fn a_line_under_such_a_heading_is_no_part_of_the_answer_above() {
    let above =
        ["申报单位：海港区总工会", "项目名称：数字工会", "项目负责：张伟", "联系电话：13800001111", "项目类别：服务类"];
    for heading in ["合作伙伴", "结对单位"] {
        let line = format!("{heading}：{PARTNERS}");
        let body = lines(&[above.as_slice(), &[line.as_str()]].concat());
        let [read] = forms([lines(&["工会工作创新项目申报表"]), body].concat()).try_into().expect("one form");
        let read: FormRead = read;
        assert_eq!(value(&read, "category"), "服务类", "{heading}");
        let partners = read.application.value("joint_units").map(|value| &value.read.value);
        assert!(matches!(partners, Some(Value::Organisations(units)) if units.len() == 2), "{heading}: {partners:?}");
    }
}

#[test]
fn a_column_under_such_a_heading_is_read_in_each_row_of_a_list() {
    for (heading, answers, key) in [
        ("合作伙伴", ["抚宁区总工会", "昌黎县总工会"], "joint_units"),
        ("从何时到何时", ["2026年2月至10月", "2026年3月至9月"], "period"),
    ] {
        let head = [("A1", "申报单位"), ("B1", "项目名称"), ("C1", "项目负责人"), ("D1", "联系电话"), ("E1", heading)];
        let first =
            [("A2", "海港区总工会"), ("B2", "数字工会"), ("C2", "张伟"), ("D2", "13800001111"), ("E2", answers[0])];
        let second =
            [("A3", "山海关区总工会"), ("B3", "暖心驿站"), ("C3", "王芳"), ("D3", "13800002222"), ("E3", answers[1])];
        let read = forms(vec![sheet("汇总表", &[head, first, second].concat())]);
        assert_eq!(
            read.iter().map(|form| doubts(form, key).map(<[String]>::len)).collect::<Vec<_>>(),
            [Some(1); 2],
            "{heading}"
        );
    }
}

#[test]
fn several_fields_may_be_asked_for_so_on_one_form() {
    let cells = [
        ("A4", "合作伙伴"),
        ("B4", PARTNERS),
        ("C4", "申报类目"),
        ("D4", "服务保障类"),
        ("A5", "从何时到何时"),
        ("B5:D5", "2026年2月至10月"),
    ];
    let read = form(&[CARD, &cells].concat());
    for key in ["joint_units", "category", "period"] {
        assert_eq!(doubts(&read, key).map(<[String]>::len), Some(1), "{key}");
    }
}

/// Several people tell themselves as well, in a column of a list too, and a number right below another is told.
#[test]
fn people_under_any_heading_are_read_and_a_second_number_below_the_first_is_told() {
    let policy = measure(&[
        ("lead", "负责人", "people", ""),
        ("crew", "小组成员", "people", ""),
        ("tel", "联系电话", "phone", ""),
    ]);
    let document = |cells: &[(&str, &str)]| Document {
        body: vec![sheet("表", cells)],
        ..Document::empty(&Arc::from("表.xlsx"), Format::Xlsx)
    };
    let read = |cells: &[(&str, &str)]| read_forms(&document(cells), &policy, &Lexicon::new(&policy));
    let head = [("A1", "完成单位"), ("B1", "成果名称"), ("C1", "负责人"), ("D1", "参与人")];
    let rows = [
        ("A2", "热电厂"),
        ("B2", "吹灰器"),
        ("C2", "张伟"),
        ("D2", "李娜、王强"),
        ("A3", "机务段"),
        ("B3", "吊弦"),
        ("C3", "刘洋"),
        ("D3", "陈静\n赵敏"),
    ];
    let forms = read(&[&head[..], &rows].concat());
    let crews: Vec<(String, usize)> =
        forms.iter().map(|form| (value(form, "crew"), doubts(form, "crew").map_or(0, <[String]>::len))).collect();
    assert_eq!(crews, [("李娜、王强".to_owned(), 1), ("陈静、赵敏".to_owned(), 1)]);
    let card = [
        ("A1", "完成单位"),
        ("B1", "热电厂"),
        ("A2", "成果名称"),
        ("B2", "吹灰器"),
        ("A3", "联系电话"),
        ("B3", "0335-3601234"),
        ("A4", "手机"),
        ("B4", "13800001111"),
    ];
    assert!(doubts(&read(&card)[0], "tel").is_some_and(|doubts| doubts[0].contains("13800001111")));
}
