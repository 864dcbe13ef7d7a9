//! Lines to sign where several sign, and what stands there instead of a mark: columns of signers, another's line or opinion beside the
//! unit's own, words where a picture was, and what was crossed out or said in a comment.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Paragraph;
use shenping::model::SignatureState;
use shenping::model::Spot;
use shenping::model::Story;
use shenping::model::StoryKind;
use shenping::model::Struck;

use crate::made_form::CARD;
use crate::made_form::forms;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::value;

/// The card with these cells below it.
fn signed(cells: &[(&str, &str)]) -> FormRead {
    forms(vec![sheet("申报表", &[CARD, cells].concat())]).remove(0)
}

/// The state, who signed, and whether that is doubted.
fn state(form: &FormRead) -> (SignatureState, Option<&str>, bool) {
    let signature = form.application.signature.as_ref().expect("a form has a state");
    (signature.state, signature.signer.as_deref(), !signature.doubts.is_empty())
}

#[test]
fn where_each_signs_in_a_column_the_leader_s_counts() {
    let heads = [("A5", "签  字"), ("B5", "经办人"), ("C5", "部门负责人"), ("D5", "工会主席")];
    let days = [("A7", "日  期"), ("B7", "2026年9月1日"), ("C7", "2026年9月2日"), ("D7", "2026年9月3日")];
    let others = [("B6", "王芳"), ("C6", "李明")];
    let typed = signed(&[&heads[..], &others, &[("D6", "赵志")], &days].concat());
    assert_eq!(state(&typed), (SignatureState::Typed, Some("赵志"), false));
    assert_eq!(value(&typed, "sign_date"), "2026-09-03");
    let bare = signed(&[&heads[..], &others, &days].concat());
    assert_eq!(state(&bare).0, SignatureState::Absent);
    assert_eq!(value(&bare, "sign_date"), "2026-09-03");
    let opinions = [("A5", "环节"), ("B5", "经办人意见"), ("C5", "部门意见"), ("D5", "工会主席意见")];
    let consents = [("A6", "意见"), ("B6", "同意"), ("C6", "同意"), ("D6", "同意")];
    let signs = [("A7", "签字"), ("B7", "王芳"), ("C7", "李明"), ("D7", "赵志")];
    let days = [("A8", "日期"), ("B8", "2026年9月1日"), ("C8", "2026年9月2日"), ("D8", "2026年9月3日")];
    let in_turn = signed(&[opinions, consents, signs, days].concat());
    assert_eq!(state(&in_turn), (SignatureState::Typed, Some("赵志"), false));
    assert_eq!(value(&in_turn, "sign_date"), "2026-09-03");
    let heads = [("A5", "经办人意见"), ("B5", "部门意见"), ("C5", "工会主席意见")];
    let cells = [("A6", "同意\n签字：王芳\n2026年9月1日"), ("B6", "同意\n签字：李明\n2026年9月2日")];
    for (words, state_of) in [("签字：", SignatureState::Absent), ("签字：赵志", SignatureState::Typed)] {
        let own = format!("同意\n{words}\n2026年9月3日");
        let each = signed(&[&heads[..], &cells, &[("C6", &own)]].concat());
        assert_eq!((state(&each).0, value(&each, "sign_date").as_str()), (state_of, "2026-09-03"));
    }
    let dated = [("A5", "填表人签字/日期：　　年　月　日"), ("B5", "主要负责人签字/日期：赵志　2026年9月3日")];
    assert_eq!(state(&signed(&dated)), (SignatureState::Typed, Some("赵志"), false));
    let beside = [("B5", "经办人"), ("C5", "工会主席"), ("A6", "签字"), ("B6", "王芳"), ("C6", "赵志")];
    assert_eq!(state(&signed(&beside)), (SignatureState::Typed, Some("赵志"), false));
}

#[test]
fn a_line_beside_another_one_with_a_colon_is_no_answer_of_it() {
    let form = signed(&[
        ("A5:B5", "职工代表签字："),
        ("C5:D5", "工会主席签字："),
        ("A6:B6", "年  月  日"),
        ("C6:D6", "2026年9月3日"),
    ]);
    assert_eq!(state(&form), (SignatureState::Absent, None, false));
    assert_eq!(value(&form, "sign_date"), "2026-09-03");
    let named = signed(&[("A5:B5", "职工代表签字：王芳"), ("C5:D5", "工会主席签字：赵志")]);
    assert_eq!(state(&named), (SignatureState::Typed, Some("赵志"), false));
}

#[test]
fn the_opinion_of_others_in_the_same_line_ends_what_the_unit_signed() {
    let own = "申报单位意见：同意申报。负责人签字：";
    let theirs = "    推荐单位意见：同意推荐。负责人签字：李明  2026年9月25日";
    let form = signed(&[("A5:D5", &format!("{own}赵志  2026年9月3日{theirs}"))]);
    assert_eq!(state(&form), (SignatureState::Typed, Some("赵志"), false));
    assert_eq!(value(&form, "sign_date"), "2026-09-03");
    let bare = signed(&[("A5:D5", &format!("{own}          {theirs}"))]);
    assert_eq!(state(&bare).0, SignatureState::Absent);
    assert_eq!(value(&bare, "sign_date"), "");
}

#[test]
fn a_comrade_in_charge_before_the_words_to_sign_signs() {
    for label in ["负责同志", "主要负责同志"] {
        let form = signed(&[("A5:D5", &format!("{label}：赵志（签名）")), ("A6:D6", "2026年9月3日")]);
        assert_eq!(state(&form), (SignatureState::Typed, Some("赵志"), false), "{label}");
        assert_eq!((value(&form, "sign_date"), value(&form, "leaders")), ("2026-09-03".into(), "张伟".into()));
    }
}

#[test]
fn a_name_with_its_own_parentheses_stands_before_the_words_to_sign() {
    let form = signed(&[("A5:D5", "单位负责人：赵志（女）（签名）"), ("A6:D6", "2026年9月3日")]);
    assert_eq!((state(&form).0, value(&form, "sign_date").as_str()), (SignatureState::Typed, "2026-09-03"));
}

#[test]
fn the_opinion_of_a_leader_in_charge_is_signed_as_the_unit_s() {
    let form = signed(&[("A5", "主管领导意见"), ("B5:D5", "同意。\n赵志\n2026年9月3日")]);
    assert_eq!(state(&form), (SignatureState::Typed, Some("赵志"), false));
    assert_eq!(value(&form, "sign_date"), "2026-09-03");
}

#[test]
fn words_about_a_bare_line_leave_it_to_people() {
    for cells in [
        &[("A5:D5", "原件存档"), ("A6:D6", "________"), ("A7:D7", "领导签字"), ("A8:D8", "2026年9月3日")][..],
        &[("A5", "赵志同意"), ("B5", "（领导签字）"), ("C5", "2026年9月3日"), ("D5", "（日期）")],
        &[("A5", "领导签字"), ("B5:D5", "\u{fffc}")],
        &[("A5", "审批意见"), ("B5:D5", "同意。赵志 2026年9月3日")],
    ] {
        let form = signed(cells);
        let (state, _, doubted) = state(&form);
        assert!(matches!(state, SignatureState::Absent | SignatureState::Unreadable) && doubted, "{cells:?}");
    }
    let opinion = signed(&[("A5", "审批意见"), ("B5:D5", "同意。赵志 2026年9月3日")]);
    assert_eq!(value(&opinion, "sign_date"), "2026-09-03");
    let said = signed(&[("A5", "审批意见"), ("B5:D5", "同意申报。")]);
    assert_eq!(state(&said), (SignatureState::Absent, None, false));
}

#[test]
fn a_name_crossed_out_and_a_comment_on_the_line_leave_it_to_people() {
    let body = lines(&[
        "申报单位：海港区总工会",
        "项目名称：职工驿站",
        "项目负责：张伟",
        "联系电话：13800001111",
        "领导签字：",
    ]);
    let spot = Spot::Paragraph { story: StoryKind::Body, number: 5 };
    let bare = Document { body, ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
    let struck = |text: &str| {
        let struck = vec![Struck { spot: spot.clone(), text: text.to_owned() }];
        state(&forms_of(&Document { struck, ..bare.clone() })[0]).2
    };
    assert!(struck("赵志") && !struck("（签名）"));
    let commented = |text: &str| {
        let kind = StoryKind::Comment(1);
        let own = Spot::Paragraph { story: kind, number: 1 };
        let line = Paragraph {
            spot: own,
            text: text.to_owned(),
            heading: None,
            bold: false,
            numbered: false,
            underlined_blank: false,
        };
        let anchor = shenping::model::Anchor {
            from: spot.clone(),
            to: None,
            inline: true,
            middle: None,
            in_text: Default::default(),
        };
        let story = Story { kind, anchor: Some(anchor), blocks: vec![Block::Paragraph(line)] };
        state(&forms_of(&Document { stories: vec![story], ..bare.clone() })[0]).2
    };
    assert!(commented("领导已手签，见扫描件") && commented("签字：赵志"));
    assert!(!commented("此处缺签字，请补") && !commented("请领导签字"));
}
