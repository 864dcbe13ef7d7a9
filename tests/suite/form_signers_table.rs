//! A table in which several sign, others' days beside the line, and words that are no name: what the one who answers for the unit
//! wrote is told from the rest, and only a line with nothing on it is unsigned for certain.

use shenping::extract::FormRead;
use shenping::model::FieldReading;
use shenping::model::SignatureState;

use crate::made_form::CARD;
use crate::made_form::forms;
use crate::made_form::sheet;
use crate::made_form::value;

/// The card with these cells below it.
fn signed(cells: &[(&str, &str)]) -> FormRead {
    forms(vec![sheet("申报表", &[CARD, cells].concat())]).remove(0)
}

fn state(form: &FormRead) -> (SignatureState, Option<&str>) {
    let signature = form.application.signature.as_ref().expect("a form has a state");
    (signature.state, signature.signer.as_deref())
}

/// The doubts of the day of signing.
fn doubts(form: &FormRead) -> usize {
    match form.application.fields.get("sign_date") {
        Some(FieldReading::Read(field)) => field.doubts.len(),
        _ => 0,
    }
}

fn told(form: &FormRead) -> &[String] {
    form.application.signature.as_ref().map_or(&[], |signature| signature.doubts.as_slice())
}

const HEADS: &[(&str, &str)] = &[("A5", "姓名"), ("B5", "职务"), ("C5", "签字"), ("D5", "日期")];

#[test]
fn in_a_table_of_signers_the_row_of_the_leader_counts() {
    let rows =
        &[("B6", "经办人"), ("C6", "王芳"), ("D6", "2026年9月1日"), ("B7", "主要负责人"), ("D7", "2026年9月3日")];
    let blank = signed(&[HEADS, rows].concat());
    assert_eq!(state(&blank), (SignatureState::Absent, None));
    assert_eq!(value(&blank, "sign_date"), "2026-09-03");
    let typed = signed(&[HEADS, rows, &[("C7", "赵志")]].concat());
    assert_eq!(state(&typed), (SignatureState::Typed, Some("赵志")));
    assert_eq!((value(&typed, "sign_date").as_str(), doubts(&typed)), ("2026-09-03", 0));
    for name in ["赵志", "（赵志）"] {
        let alone = [("A6", "刘强"), ("B6", "主要负责人"), ("C6", name), ("D6", "2026年9月3日")];
        assert_eq!(state(&signed(&[HEADS, &alone].concat())), (SignatureState::Typed, Some("赵志")), "{name}");
    }
}

#[test]
fn the_day_in_the_leader_s_row_counts_before_those_of_others() {
    let form = signed(&[
        ("A5", "经办人签字"),
        ("B5", "王芳"),
        ("C5", "日期"),
        ("D5", "2026年9月1日"),
        ("A6", "主要负责人签字"),
        ("B6", "张伟"),
        ("C6", "日期"),
        ("D6", "2026年9月3日"),
    ]);
    assert_eq!((value(&form, "sign_date").as_str(), doubts(&form)), ("2026-09-03", 0));
}

#[test]
fn a_day_away_from_the_line_is_for_people() {
    for cells in [
        &[("A5:B5", "主要负责人签字：\n\n张伟"), ("C5:D5", "单位盖章：\n\n2026年9月3日")][..],
        &[("A5:D5", "主要负责人签字　　经办人签字　　日期"), ("A6:D6", "张伟　　　王芳　　　2026年9月3日")],
    ] {
        let form = signed(cells);
        assert_eq!((value(&form, "sign_date").as_str(), doubts(&form)), ("2026-09-03", 1), "{cells:?}");
    }
}

#[test]
fn only_a_line_with_nothing_on_it_is_unsigned_for_certain() {
    for words in ["同意", "略", "×××", "√", "属实"] {
        let form = signed(&[("A5:D5", &format!("主要负责人签字：{words}　　2026年9月3日"))]);
        assert_eq!((state(&form).0, told(&form).len()), (SignatureState::Absent, 1), "{words}");
    }
    for words in ["", "____", "（　　）", "未签", "（请手写）", "经办人：王芳"] {
        let form = signed(&[("A5:D5", &format!("主要负责人签字：{words}　　2026年9月3日"))]);
        assert_eq!((state(&form).0, told(&form)), (SignatureState::Absent, &[][..]), "{words}");
    }
    for below in [("B6:D6", ""), ("B6:D6", "　　年　月　日")] {
        let form = signed(&[("A5", "年经济效益"), ("B5:D5", "8万元"), ("A6", "主要负责人签字"), below]);
        assert_eq!((state(&form).0, told(&form)), (SignatureState::Absent, &[][..]), "a label above {below:?}");
    }
    let opinion = signed(&[("A5", "单位意见"), ("B5:D5", "同意申报。\n负责人签字：\n2026年9月3日")]);
    assert_eq!((state(&opinion).0, told(&opinion)), (SignatureState::Absent, &[][..]));
}

#[test]
fn the_rows_of_a_list_are_signed_each_for_itself() {
    let head = [("A1", "申报单位"), ("B1", "项目名称"), ("C1", "职务"), ("D1", "主要负责人签字"), ("E1", "签字日期")];
    let first = [("A2", "海港区总工会"), ("B2", "数字工会"), ("C2", "干事"), ("E2", "2026年9月1日")];
    let second =
        [("A3", "山海关区总工会"), ("B3", "暖心驿站"), ("C3", "主要负责人"), ("D3", "赵志"), ("E3", "2026年9月3日")];
    let read = forms(vec![sheet("汇总表", &[head.as_slice(), &first, &second].concat())]);
    assert_eq!(
        read.iter().map(state).collect::<Vec<_>>(),
        [(SignatureState::Absent, None), (SignatureState::Typed, Some("赵志"))]
    );
    assert_eq!(read.iter().map(|form| value(form, "sign_date")).collect::<Vec<_>>(), ["2026-09-01", "2026-09-03"]);
}

#[test]
fn who_signs_below_the_leader_counts_where_the_leader_has_no_row() {
    let rows = [
        ("B6", "填报人"),
        ("C6", "王芳"),
        ("D6", "2026年9月1日"),
        ("B7", "分管领导"),
        ("C7", "赵志（代）"),
        ("D7", "2026年9月3日"),
    ];
    let form = signed(&[HEADS, &rows].concat());
    assert_eq!(state(&form), (SignatureState::Typed, Some("赵志")));
    assert_eq!(value(&form, "sign_date"), "2026-09-03");
}

#[test]
fn what_stands_below_the_heading_of_the_leader_is_not_of_those_beside_it() {
    let heads = [("A5", "填报人签名"), ("B5", "联系人签名"), ("C5", "法定代表人签名"), ("D5", "日期")];
    let rows = [("A6", "王芳"), ("B6", "王芳"), ("C6", "同意"), ("D6", "2026年9月1日")];
    let form = signed(&[&heads[..], &rows].concat());
    assert_eq!(told(&form).len(), 1);
}
