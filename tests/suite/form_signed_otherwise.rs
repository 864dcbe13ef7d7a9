//! Lines to sign in other words and places: the name above its label, words to sign in parentheses that the measure does not know, a
//! label behind the unit's seal or the day, labels side by side over names, and what stands beside the line but is no signature.

use shenping::extract::FormRead;
use shenping::model::FieldReading;
use shenping::model::SignatureState;

use crate::made_form::CARD;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::value;

/// A form in lines that ends in a running text, with these lines below it.
fn in_lines(tail: &[&str]) -> FormRead {
    let head = [
        "秦皇岛市工会创新工作立项申报表",
        "申报单位：海港区总工会",
        "项目名称：职工驿站",
        "项目负责：张伟",
        "联系电话：13800001111",
        "项目申报理由：职工有需求。",
        "项目创新内容：积分制。",
        "项目实施措施：分步推进。",
        "项目预期效果：建成二十个站点。",
    ];
    forms(lines(&[&head[..], tail].concat())).remove(0)
}

/// The card with this cell below it.
fn in_cell(text: &str) -> FormRead {
    forms(vec![sheet("申报表", &[CARD, &[("A4:D4", text)]].concat())]).remove(0)
}

fn state(form: &FormRead) -> (SignatureState, Option<&str>) {
    let signature = form.application.signature.as_ref().expect("a form has a state");
    (signature.state, signature.signer.as_deref())
}

/// These lines below a running text and in a cell: who signed on which day, and that the text ends before them.
fn assert_signed(tail: &[&str], signer: &str, day: &str) {
    for form in [in_lines(tail), in_cell(&tail.join("\n"))] {
        assert_eq!(state(&form), (SignatureState::Typed, Some(signer)), "{tail:?}");
        assert_eq!(value(&form, "sign_date"), day, "{tail:?}");
    }
    assert_eq!(value(&in_lines(tail), "effect"), "建成二十个站点。", "{tail:?}");
}

#[test]
fn a_name_above_the_label_to_sign_is_read_with_the_day_below() {
    assert_signed(&["花秋", "主要负责人（签字）", "2026年9月2日"], "花秋", "2026-09-02");
    assert_signed(&["花秋", "单位负责人【签字】", "2026年9月2日"], "花秋", "2026-09-02");
    let rows = [("A4", "花秋"), ("A5", "主要负责人（签字）"), ("A6", "2026年9月2日")];
    let form = forms(vec![sheet("申报表", &[CARD, &rows].concat())]).remove(0);
    assert_eq!(state(&form), (SignatureState::Typed, Some("花秋")));
}

#[test]
fn words_to_sign_in_parentheses_are_known_by_the_word_for_signing() {
    for label in [
        "工会主席（签字盖章）：",
        "本单位负责人（手签）",
        "主要领导（签字或盖章）",
        "单位领导【签字】",
        "工会主席（亲签）：",
    ] {
        assert_signed(&[&format!("{label}王芳　2026年9月2日")], "王芳", "2026-09-02");
    }
    assert_signed(&["工会主席（签名）秦　思", "2026年9月2日"], "秦思", "2026-09-02");
    assert_signed(&["本单位负责人(签字)彭  宝", "2026年9月2日"], "彭宝", "2026-09-02");
}

#[test]
fn a_line_to_sign_behind_the_seal_or_the_day_ends_a_text() {
    for line in [
        "海港区总工会（盖章）　　主席签字：王芳　2026年9月2日",
        "海港区总工会（盖章） 工会负责人（签字或盖章）王芳　2026年9月2日",
        "2026 年 9 月 2 日      单位主要负责人（签字确认）王芳",
        "王芳 签字　　2026年9月2日",
    ] {
        assert_signed(&[line], "王芳", "2026-09-02");
    }
}

#[test]
fn what_stands_beside_the_line_to_sign_is_no_part_of_the_text_above() {
    for before in [
        "我单位对申报材料的真实性负责。",
        "请打印后签字扫描",
        "申报人签字：李明",
        "姓名：李明",
        "承诺单位（盖章）：",
        "注：须由主要负责人亲笔签字，打印无效。",
    ] {
        let form = in_lines(&[before, "主要负责人签字：王芳", "2026年9月2日"]);
        assert_eq!(value(&form, "effect"), "建成二十个站点。", "{before}");
        assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")), "{before}");
    }
    for tail in [&["签发：王建国　2026年9月2日"][..], &["单位主要负责人", "王建国", "2026年9月2日"]]
    {
        assert_eq!(value(&in_lines(tail), "effect"), "建成二十个站点。", "{tail:?}");
    }
    // What the text itself says of people stays.
    let form = in_lines(&["组长：李明", "主要负责人签字：王芳"]);
    assert_eq!(value(&form, "effect"), "建成二十个站点。\n组长：李明");
}

#[test]
fn a_promise_with_its_heading_ends_a_text_above_the_seal_and_the_line_to_sign() {
    let promise = "本单位对所提供材料的真实性负责，如有不实，愿承担相应责任。";
    let form = in_lines(&["申报单位承诺", promise, "申报单位（公章）：", "主要负责人（签字）：王芳", "2026年9月2日"]);
    assert_eq!(value(&form, "effect"), "建成二十个站点。");
    assert_eq!((state(&form), value(&form, "unit").as_str()), ((SignatureState::Typed, Some("王芳")), "海港区总工会"));
}

#[test]
fn posts_and_seals_behind_the_line_cost_neither_name_nor_day() {
    assert_signed(&["负责人（签字）： 工会主席 王芳　　2026年9月2日"], "王芳", "2026-09-02");
    assert_signed(&["主要负责人签字：王芳", "（盖章） 2026年9月2日"], "王芳", "2026-09-02");
    for line in [
        "本单位主要负责人签字确认：王芳　　2026年9月2日",
        "单位主要负责人审核签字：王芳　　2026年9月2日",
        "工会主席（签字、盖章）：王芳　　2026年9月2日",
        "工会主席【签字】：王芳\t签署时间：2026/9/2",
    ] {
        assert_signed(&[line], "王芳", "2026-09-02");
    }
    assert_signed(&["主要负责人签字：王芳", "（公章处）　2026年9月2日"], "王芳", "2026-09-02");
    assert_eq!(state(&in_cell("领导签字：同意，请上报。乌云其木格")), (SignatureState::Typed, Some("乌云其木格")));
    // No line to sign that is known, but the day below the seal.
    let form = in_cell("申报单位（公章）：海港区总工会\n单位负责人：王芳\n2026年9月2日");
    assert_eq!(value(&form, "sign_date"), "2026-09-02");
}

#[test]
fn words_that_say_how_to_sign_are_nobody_s_name() {
    for line in
        ["主要负责人签字：签字请用黑色水笔", "工会主席（手签）：请用黑色签字笔签名", "领导签字：手写签名，不得打印"]
    {
        assert_eq!(state(&in_cell(line)), (SignatureState::Absent, None), "{line}");
    }
}

#[test]
fn labels_side_by_side_in_a_cell_are_answered_in_the_line_below() {
    assert_signed(
        &["主要负责人（签字）　　经办人（签字）　　日期", "王芳　　李明　　2026年  9月  2日"],
        "王芳",
        "2026-09-02",
    );
}

#[test]
fn who_signs_below_or_for_a_partner_is_not_the_signer() {
    let day = "2026年9月2日";
    assert_signed(&["主席签字：王芳    科室负责人：李明", day], "王芳", "2026-09-02");
    assert_signed(&["科室负责人签字：李明", "工会主席签字：王芳", "分管领导：赵强", day], "王芳", "2026-09-02");
    assert_signed(&["主席签字：王芳", "2026年", "9月2日"], "王芳", "2026-09-02");
    let cells =
        [("A4", "单位意见"), ("B4:D4", "牵头单位负责人签字：王芳\n联合申报单位负责人（签字）：李明\n2026年9月2日")];
    let form = forms(vec![sheet("申报表", &[CARD, &cells].concat())]).remove(0);
    assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")));
    let form = in_lines(&["申报单位领导签字：      年  月  日", "联合单位领导签字：李明  2026年9月2日"]);
    assert_eq!(value(&form, "sign_date"), "", "the partner's day");
}

#[test]
fn a_name_that_a_mail_merge_put_in_its_marks_is_a_name() {
    assert_signed(&["主要负责人签字：«张伟»   2026年9月2日"], "张伟", "2026-09-02");
    assert_eq!(state(&in_cell("主要负责人签字：«负责人»")).1, None);
}

#[test]
fn who_signs_below_the_opinion_of_others_is_not_the_applicant() {
    let rows = [
        ("A4:D4", "本单位负责人（签字）______  ____年__月__日"),
        ("A5:D5", "评审委员会意见：同意推荐。"),
        ("A6:D6", "负责人签字：崔超"),
        ("A7:D7", "2026年7月8日"),
    ];
    let form = forms(vec![sheet("申报表", &[CARD, &rows].concat())]).remove(0);
    assert_eq!(state(&form), (SignatureState::Absent, None));
    assert_eq!(value(&form, "sign_date"), "");
}

#[test]
fn lines_of_names_days_and_words_of_signing_end_the_text_above() {
    for tail in [
        &[
            "复核人签字        李明        日期        2026年7月2日",
            "主要负责人（签字）        王芳        日期        2026年9月2日",
        ][..],
        &["签发：王芳（已签）        2026年9月2日"],
        &["签发人：王芳        签发日期：2026年9月2日"],
        &["复核人：李明              工会主席（签字）：见附件              2026年9月2日"],
        &["经办人签字        联系人签字        单位负责人签字        日期", "王芳（代）        2026年9月2日"],
        &["（单位盖章）              单位负责人（签章）王芳              2026/9/2"],
        &["王芳代签", "（单位负责人签字）"],
    ] {
        let form = in_lines(tail);
        assert_eq!(value(&form, "effect"), "建成二十个站点。", "{tail:?}");
        let signature = form.application.signature.as_ref().expect("a form has a state");
        assert!(
            signature.state != SignatureState::Absent || !signature.doubts.is_empty() || tail[0].starts_with("签发")
        );
    }
    assert_eq!(value(&in_lines(&["同意率98%，2026年9月2日建成", "主要负责人签字：王芳"]), "effect").lines().count(), 2);
}

#[test]
fn a_name_above_its_label_may_stand_with_its_day() {
    for above in ["买买提·艾力        2026年9月2日", "花秋　2026.9.2", "__花秋__　2026年9月2日"] {
        let form = in_lines(&[above, "（工会主席签章）"]);
        assert_eq!(
            (state(&form).0, value(&form, "sign_date").as_str()),
            (SignatureState::Typed, "2026-09-02"),
            "{above}"
        );
        assert!(["买买提·艾力", "花秋"].contains(&state(&form).1.unwrap_or("")), "{above}");
    }
}

#[test]
fn who_leads_may_be_called_a_comrade_and_sign_with_the_day_in_one_label() {
    assert_signed(&["负责同志（签字）：王芳　2026年9月2日"], "王芳", "2026-09-02");
    assert_signed(&["负责同志(签字)及日期：王芳　2026年9月2日"], "王芳", "2026-09-02");
    assert_signed(&["主要负责人亲笔签名及日期：王芳　2026年9月2日"], "王芳", "2026-09-02");
    assert_signed(&["工会主席（签章）：代：王芳", "2026年9月2日"], "王芳", "2026-09-02");
}

#[test]
fn the_opinion_of_a_unit_above_says_nothing_of_the_applicant_s_day() {
    let form = in_lines(&[
        "申报单位意见：",
        "同意。",
        "主要负责人签字：",
        "2026年7月2日",
        "推荐单位意见：",
        "负责人签字：崔超",
        "2026年9月2日",
    ]);
    assert_eq!(value(&form, "sign_date"), "2026-07-02");
}

#[test]
fn a_name_may_stand_on_a_stroke_or_in_brackets_above_its_label() {
    for above in ["花秋", "（花秋）", "【花秋】"] {
        let rows = [("A4", above), ("A5", "____________"), ("A6", "主要负责人（签字）"), ("A7", "2026年9月2日")];
        let form = forms(vec![sheet("申报表", &[CARD, &rows].concat())]).remove(0);
        assert_eq!(state(&form), (SignatureState::Typed, Some("花秋")), "{above}");
    }
    let tail = ["花秋", "____________", "主要负责人（签字）", "2026年9月2日"];
    let form = in_lines(&tail);
    assert_eq!(state(&form), (SignatureState::Typed, Some("花秋")));
    assert_eq!(value(&form, "effect"), "建成二十个站点。");
}

#[test]
fn dots_and_a_second_hint_between_label_and_name_are_no_part_of_it() {
    assert_signed(&["领导签字：……张三……日期：……2026年9月2日"], "张三", "2026-09-02");
    assert_signed(&["领导（签章）(Signature): 张三    Date: 2026-9-2"], "张三", "2026-09-02");
}

#[test]
fn who_promises_for_the_unit_signs_for_it() {
    for label in ["声明人（主要负责人签字）：", "承诺人（签字）：", "承诺人签名："] {
        assert_signed(&[&format!("{label}张三"), "日期：2026年9月2日"], "张三", "2026-09-02");
    }
}

#[test]
fn a_line_to_sign_behind_the_seal_may_be_as_wide_as_the_page() {
    let gap = " ".repeat(24);
    let line = format!("（单位盖章）{gap}单位主要领导（签字）主席王志{gap}2026年9月2日");
    assert_signed(&[&line], "王志", "2026-09-02");
}

#[test]
fn the_room_for_the_seal_is_no_part_of_the_text_above() {
    assert_signed(&["（单位盖章处）", "单位负责人（签名）：张三", "2026年9月2日"], "张三", "2026-09-02");
}

#[test]
fn the_time_of_signing_is_its_day() {
    let rows = [("A4", "单位主要领导（签字）："), ("C4", "张三"), ("A5", "签名时间："), ("C5", "2026年9月2日")];
    let form = forms(vec![sheet("申报表", &[CARD, &rows].concat())]).remove(0);
    assert_eq!(state(&form), (SignatureState::Typed, Some("张三")));
    assert_eq!(value(&form, "sign_date"), "2026-09-02");
    let printed = in_lines(&["领导签字：张三", "打印日期：2026年9月2日"]);
    let is_doubted = printed.application.value("sign_date").is_none_or(|day| !day.doubts.is_empty());
    assert!(is_doubted, "what a program puts there");
}

#[test]
fn a_name_that_nobody_claimed_by_a_bare_line_is_told() {
    let told = |tail: &[&str]| {
        let form = in_lines(tail);
        form.application.signature.map_or(0, |signature| signature.doubts.len())
    };
    assert_eq!(told(&["主要负责人意见及签字：", "同意。", "张三", "2026年9月2日"]), 1);
    assert_eq!(told(&["领导签字：〃", "2026年9月2日"]), 1);
    assert_eq!(told(&["张三代签", "____________", "领导签字", "2026年9月2日"]), 1);
    assert_eq!(told(&["主要负责人意见及签字：", "2026年9月2日"]), 0);
    for (words, count) in [("斯琴高娃", 1), ("（盖章）", 0)] {
        let below = [("A4:D4", "主要负责人签字："), ("C5:D5", words), ("C6:D6", "2026年9月2日")];
        let form = forms(vec![sheet("申报表", &[CARD, &below].concat())]).remove(0);
        assert_eq!(form.application.signature.map_or(0, |signature| signature.doubts.len()), count, "{words}");
    }
}

#[test]
fn two_days_of_signing_are_for_people() {
    let days = |tail: &[&str]| match in_lines(tail).application.fields.get("sign_date") {
        Some(FieldReading::Read(field)) => field.doubts.len() + field.rivals.len(),
        _ => 0,
    };
    assert_eq!(days(&["领导签字：张三　2026年9月2日至2026年9月3日"]), 1);
    assert_eq!(days(&["领导签字：张三", "日期：2026年9月2日/2026年9月3日"]), 1);
    assert_eq!(days(&["领导签字：张三", "日期：2026年9月2日"]), 0);
}

#[test]
fn a_label_to_sign_that_narrow_cells_left_in_several_lines_ends_the_text_above() {
    for label in [&["单位", "审核", "意见"][..], &["主", "要", "负", "责", "人", "签", "字"]] {
        let form = in_lines(&[label, &["负责人（签字）：张三", "2026年9月2日"]].concat());
        assert_eq!(value(&form, "effect"), "建成二十个站点。", "{label:?}");
        assert_eq!(state(&form), (SignatureState::Typed, Some("张三")), "{label:?}");
    }
}

#[test]
fn a_label_set_upright_below_a_bare_line_is_no_name() {
    let rows = [
        ("A4", "单\n位\n意\n见"),
        ("B4", "负责人签字：　　（公章）\n2026年　月　日"),
        ("A5", "县\n（\n区\n）\n总\n工"),
        ("B5", "负责人签字：　　（公章）\n2026年　月　日"),
    ];
    let form = forms(vec![sheet("申报表", &[CARD, &rows].concat())]).remove(0);
    let signature = form.application.signature.expect("a line to sign");
    assert_eq!((signature.state, signature.doubts), (SignatureState::Absent, vec![]));
}

/// Whether nobody is told that the form is not signed.
fn is_doubted(form: &FormRead) -> bool {
    let signature = form.application.signature.as_ref().expect("a form has a state");
    signature.state != SignatureState::Absent || !signature.doubts.is_empty()
}

#[test]
fn words_and_placeholders_in_a_signature_s_place_are_for_people() {
    for line in [
        "单位领导（签章）        按手印        2026年9月2日",
        "主要负责人（签名） = ☑",
        "主要负责人签字：#VALUE!  2026年9月2日",
        "主要负责人签字：签名.jpg",
        "主要负责人签字：‹签名›",
        "主要负责人签字：[image: 签名]",
        "主要负责人签字：【签名章】   2026年9月2日",
        "主要负责人签字：㊞   2026年9月2日",
        "主要负责人签字：■",
        "主要负责人签字：★   2026年9月2日",
        "主要负责人签字：✍",
        "Signature of Leader（领导签字）：集体研究   Date（日期）：2026年9月2日",
        "主管领导（签名），郭永，副主席，日期，2026.9.2",
        "负责同志：经赵丽雪同意（签名）",
        "申报单位：（盖章）       领导：阅       2026年9月2日",
    ] {
        assert!(is_doubted(&in_cell(line)), "{line}");
    }
    for line in [
        "主要负责人签字：        年   月   日",
        "主要负责人签字：□        年   月   日",
        "主要负责人签字：      ◆日期：   年   月   日",
        "领导意见：同意申报。",
        "单位领导（签章）        年   月   日",
    ] {
        assert!(!is_doubted(&in_cell(line)), "{line}");
    }
    let in_row = |said: &str| {
        let row = [("A4", "工会主席"), ("B4", said), ("C4", "日期"), ("D4", "2026年9月2日")];
        is_doubted(&forms(vec![sheet("申报表", &[CARD, &row].concat())]).remove(0))
    };
    assert!(in_row("微信已确认"));
    let opinion = [("A4", "领导意见"), ("B4:D4", "同意申报。（附图）")];
    assert!(is_doubted(&forms(vec![sheet("申报表", &[CARD, &opinion].concat())]).remove(0)));
}

#[test]
fn the_day_and_the_name_of_others_are_not_taken_for_the_leader_s() {
    let long =
        "申报单位意见：同意申报。  负责人签字：        推荐单位意见：同意推荐。  负责人签字：李明  2026年7月26日";
    let form = in_cell(long);
    assert_eq!(state(&form).1, None);
    assert_eq!(value(&form, "sign_date"), "");
    let several =
        "经办人：王芳  2026年8月15日\n审核人：李明  2026年8月15日\n工会负责人（签名）：          年    月    日";
    let cells = [("A4", "签字栏"), ("B4:D4", several)];
    let form = forms(vec![sheet("申报表", &[CARD, &cells].concat())]).remove(0);
    assert_eq!(value(&form, "sign_date"), "");
}

#[test]
fn a_day_stands_behind_the_words_for_it() {
    for words in ["年月日", "年  月  日"] {
        let row = [("A4", "主要负责人签字"), ("B4", "王芳"), ("C4", words), ("D4", "2026年9月2日")];
        let form = forms(vec![sheet("申报表", &[CARD, &row].concat())]).remove(0);
        assert_eq!(value(&form, "sign_date"), "2026-09-02", "{words}");
    }
    for (label, day) in [("主要负责人签字（2026年9月2日）", "2026-09-02"), ("主要负责人签字（2026年9月2日前交）", "")]
    {
        let row = [("A4", label), ("B4", "王芳")];
        assert_eq!(value(&forms(vec![sheet("申报表", &[CARD, &row].concat())]).remove(0), "sign_date"), day, "{label}");
    }
}
