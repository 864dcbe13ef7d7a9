//! The unit's opinion, where who signs stands among others' names, a seal's words and days behind labels of their own.

use shenping::extract::FormRead;
use shenping::model::SignatureState;

use crate::made_form::CARD;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::table;

/// The state, who signed, and the day, of the card with these cells below it.
fn signed(cells: &[(&str, &str)]) -> (SignatureState, String, String) {
    of(&forms(vec![sheet("申报表", &[CARD, cells].concat())]).remove(0))
}

/// The same of the card as a table with these lines behind it.
fn signed_below(texts: &[&str]) -> (SignatureState, String, String) {
    let mut body = vec![table(1, CARD)];
    body.extend(lines(texts));
    of(&forms(body).remove(0))
}

fn of(form: &FormRead) -> (SignatureState, String, String) {
    let signature = form.application.signature.as_ref().expect("a form has a state");
    let day = signature.date.map(|day| day.to_string()).unwrap_or_default();
    (signature.state, signature.signer.clone().unwrap_or_default(), day)
}

fn typed(name: &str) -> (SignatureState, String, String) {
    (SignatureState::Typed, name.to_owned(), "2026-09-02".to_owned())
}

fn bare() -> (SignatureState, String, String) {
    (SignatureState::Absent, String::new(), "2026-09-02".to_owned())
}

#[test]
fn who_signs_an_opinion_is_told_from_who_signs_beside() {
    for text in [
        "经办人：李娜　　负责人：王芳　　2026年9月2日",
        "负责人：王芳　　经办人：李娜　　2026年9月2日",
        "审核人：李娜\n负责人签字：王芳\n日期：2026年9月2日",
        "职务：主席　姓名：王芳　日期：2026年9月2日",
        "日期：2026年9月2日　（公章）　王芳",
        "2026年9月2日\n（公章）\n王芳",
        "单位负责人签字王芳　2026年9月2日",
        "同意。\n　　　　王 芳\n　　　2026年9月2日",
        "负责人：（签字）王芳\n公　章：\n日　期：2026年9月2日",
    ] {
        for heading in ["申报单位意见", "单位审核意见"] {
            assert_eq!(signed(&[("A4", heading), ("B4:D4", text)]), typed("王芳"), "{heading} {text}");
        }
    }
}

#[test]
fn an_opinion_that_only_others_sign_is_not_signed_and_keeps_its_day() {
    for text in [
        "经办人：李娜　2026年9月2日",
        "（签名）：　　　　（盖章）：　　　　2026年9月2日",
        "单位公章：\n负责人签字：\n2026年9月2日",
        "负 责 人（签 字）：\n单 位（公 章）：\n2026年9月2日",
    ] {
        assert_eq!(signed(&[("A4", "申报单位意见"), ("B4:D4", text)]), bare(), "{text}");
    }
    assert_eq!(signed(&[("A4:D4", "领导签字：　　经办人：李娜　　2026年9月2日")]), bare());
}

#[test]
fn an_opinion_in_lines_goes_on_until_it_is_signed() {
    for texts in [
        &["单位意见", "负责人：王芳　　经办人：李娜　　2026年9月2日"][..],
        &["单位审核意见", "我单位已审核，同意推荐该项目参评。", "单位负责人：王芳　　　单位盖章", "2026年9月2日"],
        &["单位意见：同意。", "（盖章）　2026年9月2日", "王芳"],
    ] {
        assert_eq!(signed_below(texts), typed("王芳"), "{texts:?}");
    }
    assert_eq!(signed_below(&["单位意见", "经办人：李娜　2026年9月2日"]), bare());
}

#[test]
fn words_that_say_where_an_opinion_is_signed_are_for_people() {
    for text in ["同意申报。盖章见原件。\n2026年9月2日", "负责人签字：（纸质版已签字）　2026年9月2日"]
    {
        let (state, signer, day) = signed(&[("A4", "申报单位意见"), ("B4:D4", text)]);
        assert_eq!((state, signer.as_str(), day.as_str()), (SignatureState::Typed, "", "2026-09-02"), "{text}");
    }
}

#[test]
fn a_line_to_sign_without_a_colon_is_known_by_the_name_or_day_right_behind_it() {
    assert_eq!(signed(&[("A4:D4", "领导签字王芳　2026年9月2日")]), typed("王芳"));
    assert_eq!(signed(&[("A4:D4", "领导签字2026年9月2日王芳")]), typed("王芳"));
    assert_eq!(signed(&[("A4:D4", "领导签字：王林自　2026年9月2日")]), typed("王林自"));
}

#[test]
fn a_part_of_the_unit_and_those_who_took_part_do_not_sign_for_it() {
    let party = [
        ("A4", "所在单位党组织意见"),
        ("B4:D4", "同意。签字：李娜　2026年9月1日"),
        ("A5", "申报单位意见"),
        ("B5:D5", "同意。签字：王芳　2026年9月2日"),
    ];
    assert_eq!(signed(&party), typed("王芳"));
    let people = [
        ("A4", "主要完成人"),
        ("B4", "承担任务"),
        ("C4:D4", "签字"),
        ("A5", "李娜"),
        ("B5", "策划"),
        ("C5:D5", "李娜"),
        ("A6", "单位意见"),
        ("B6:D6", "签字：王芳　2026年9月2日"),
    ];
    assert_eq!(signed(&people), typed("王芳"));
    let beside = [
        ("A4:B4", "申报单位意见"),
        ("C4:D4", "产业工会推荐意见"),
        ("A5:B5", "同意推荐。\n领导签字：王芳　2026年9月2日"),
        ("C5:D5", "领导签字：李娜　2026年9月3日"),
    ];
    assert_eq!(signed(&beside), typed("王芳"));
}

#[test]
fn what_other_bodies_sign_is_not_the_applicant_s_whatever_they_are_called() {
    let theirs = "同意。\n负责人签字：李娜\n2026年9月8日";
    for heading in ["推荐工会意见", "主管工会意见", "市总工会审批", "秦皇岛市总工会意见"] {
        for ours in ["申报单位意见", "申报单位工会意见"] {
            let text = "同意。\n签字：王芳\n2026年9月2日";
            assert_eq!(signed(&[("A4", ours), ("B4:D4", text), ("A5", heading), ("B5:D5", theirs)]), typed("王芳"));
            assert_eq!(signed(&[("A4", heading), ("B4:D4", theirs), ("A5", ours), ("B5:D5", text)]), typed("王芳"));
            let text = "同意。\n签字：\n2026年9月2日";
            assert_eq!(signed(&[("A4", ours), ("B4:D4", text), ("A5", heading), ("B5:D5", theirs)]), bare());
        }
    }
    let in_one = "市总工会审批：同意。\n负责人签字：李娜\n2026年9月8日";
    assert_eq!(signed(&[("A4:D4", "单位意见：同意。\n签字：\n2026年9月2日"), ("A5:D5", in_one)]), bare());
    assert_eq!(
        signed_below(&["市总工会意见：　　签字：李娜", "单位意见：", "签字：王芳　2026年9月2日"]),
        typed("王芳")
    );
}

#[test]
fn what_a_body_signs_of_which_the_form_does_not_say_whose_it_is_is_for_people() {
    let form = |text: &str| {
        let theirs = [("A5", "机关工会意见"), ("B5:D5", "同意。\n负责人签字：李娜\n2026年9月8日")];
        let cells = [CARD, &[("A4", "申报单位意见"), ("B4:D4", text)], &theirs].concat();
        forms(vec![sheet("申报表", &cells)]).remove(0)
    };
    assert_eq!(of(&form("同意。\n签字：王芳\n2026年9月2日")), typed("王芳"));
    let (state, _, day) = of(&form("同意。\n签字：\n　年　月　日"));
    assert_eq!((state, day.as_str()), (SignatureState::Typed, ""));
}

#[test]
fn the_leader_who_signs_is_named_before_those_who_sign_below() {
    for text in [
        "主要负责人签字：王芳\n分管负责人签字：李娜\n2026年9月2日",
        "主要负责人（签字）____王芳\n分管负责人签字：李娜\n2026年9月2日",
        "同意。\n分管负责人签字：李娜\n签 字  王芳　2026年9月2日",
        "单位负责人签字：王芳（签章）　　审核人：李娜　　2026年9月2日",
        "同意\n　主要负责人（签字）  王芳\n2026年9月2日",
    ] {
        assert_eq!(signed(&[("A4", "申报单位意见"), ("B4:D4", text)]), typed("王芳"), "{text}");
    }
    for text in [
        "负责人签名 王芳(签字)　　2026年9月2日",
        "单位负责人（签章）王芳(签字)    分管负责人签字：李娜     2026年9月2日",
        "领导（签字）：院长 王芳  分管负责人签字：李娜　　2026年9月2日",
    ] {
        assert_eq!(signed(&[("A4:D4", text)]), typed("王芳"), "{text}");
    }
}

#[test]
fn a_day_on_the_line_counts_before_its_label_and_behind_a_phone() {
    for text in [
        "2026-09-02        单位领导签名：王芳",
        "时间：2026年9月2日　　　　法定代表人（签字）：王芳",
        "主席签字：王芳  联系人：李娜　联系电话：13880576634  2026年9月2日",
    ] {
        assert_eq!(signed_below(&[text]), typed("王芳"), "{text}");
        assert_eq!(signed(&[("A4:D4", text)]), typed("王芳"), "{text}");
    }
}

#[test]
fn the_applicant_s_opinion_right_of_or_below_another_s_keeps_its_answer() {
    let beside = [
        ("A4:B4", "评审组意见"),
        ("C4:D4", "单位意见"),
        ("A5:B5", "　　负责人签字：\n　　（公章）\n　年　月　日"),
        ("C5:D5", "同意推荐。\n　　负责人签字：王芳\n　2026年9月2日"),
    ];
    assert_eq!(signed(&beside), typed("王芳"));
    let below = [
        ("A4", "产业工会意见"),
        ("B4:D4", "　　负责人：\n　　（公章）\n　年　月　日"),
        ("A5", "基层工会意见"),
        ("B5:D5", "同意申报。\n　　负责人签字：王芳\n　2026年9月2日"),
    ];
    assert_eq!(signed(&below), typed("王芳"));
}
