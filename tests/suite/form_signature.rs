//! Lines to be signed as people leave them: a name on them, behind them, a seal's words, the lines of others.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::model::Anchor;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::model::InText;
use shenping::model::Mark;
use shenping::model::MarkKind;
use shenping::model::Picture;
use shenping::model::SignatureState;
use shenping::model::Spot;

use crate::made_form::CARD;
use crate::made_form::forms;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;
use crate::signature_seen::emf;

/// The card with these cells below it.
fn signed(cells: &[(&str, &str)]) -> FormRead {
    forms(vec![sheet("申报表", &[CARD, cells].concat())]).remove(0)
}

/// The card as a table with these lines behind it.
fn signed_below(texts: &[&str]) -> FormRead {
    let mut body = vec![table(1, CARD)];
    body.extend(lines(texts));
    forms(body).remove(0)
}

fn state(form: &FormRead) -> (SignatureState, Option<&str>) {
    let signature = form.application.signature.as_ref().expect("a form has a state");
    (signature.state, signature.signer.as_deref())
}

#[test]
fn a_name_behind_its_line_is_a_typed_name() {
    for texts in [
        &["王芳（领导签字）", "2026年9月2日"][..],
        &["领导签字：____王芳____", "2026年9月2日"],
        &["领导签字：", "        王芳", "2026年9月2日"],
        &["领导签字：√王芳", "2026年9月2日"],
        &["领导签字：「王芳」　2026年9月2日"],
        &["领导签字：王芳（13812345678）", "2026年9月2日"],
        &["单位意见：同意申报。", "领导签字：同意！王芳　2026年9月2日"],
    ] {
        let form = signed_below(texts);
        assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")), "{texts:?}");
        assert_eq!(value(&form, "sign_date"), "2026-09-02", "{texts:?}");
    }
}

#[test]
fn who_signs_may_stand_before_the_room_and_the_words_to_sign_behind_it() {
    let texts = [
        "单位主要负责人：王芳（签字）　2026年9月2日",
        "负责人：　王芳　（签字）2026.9.2",
        "工会主席　王芳（签名、盖章）　2026年9月2日",
        "单位负责人（主席）：王芳（签章）2026-9-2",
        "主要负责人意见：同意　王芳　2026年9月2日",
    ];
    for text in texts {
        for form in [signed_below(&[text]), signed(&[("A5:D5", text)])] {
            assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")), "{text}");
            assert_eq!(value(&form, "sign_date"), "2026-09-02", "{text}");
        }
    }
    let beside = signed(&[("A5", "单位主要负责人"), ("B5:D5", "王芳（签字）　2026年9月2日")]);
    assert_eq!((state(&beside).1, value(&beside, "sign_date").as_str()), (Some("王芳"), "2026-09-02"));
    for text in [
        "单位主要负责人：　　　　（签字）",
        "主要负责人______（签字）",
        "填表人：王芳（签字）",
        "项目负责人：王芳（签字）",
    ] {
        assert_eq!(state(&signed_below(&[text])).0, SignatureState::Absent, "{text}");
    }
}

#[test]
fn where_nobody_else_is_in_charge_or_signs_one_name_may_be_both() {
    let told = |texts: &[&str]| {
        let head = ["秦皇岛市工会创新工作立项申报表", "申报单位：海港区总工会", "项目名称：数字工会"];
        let form = forms(lines(&[&head[..], texts].concat())).remove(0);
        (value(&form, "leaders"), state(&form).1.map(str::to_owned))
    };
    assert_eq!(told(&["负责人：张伟（签字）"]), ("张伟".to_owned(), Some("张伟".to_owned())));
    let both = told(&["项目负责人：李娜", "负责人：张伟（签字）"]);
    assert_eq!(both, ("李娜".to_owned(), Some("张伟".to_owned())));
}

#[test]
fn who_signs_in_the_cell_of_the_one_in_charge_is_the_one_in_charge() {
    let cells = [
        ("A1:D1", "秦皇岛市工会创新工作立项申报表"),
        ("A2", "申报单位"),
        ("B2:D2", "海港区总工会（盖章）　　2026年9月2日"),
        ("A3", "项目名称"),
        ("B3:D3", "数字工会"),
        ("A4", "项目负责人"),
        ("B4:D4", "张伟（签字）"),
        ("A5", "单位主要负责人签字"),
        ("B5:D5", "王芳（签字）　2026年9月2日"),
    ];
    let form = forms(vec![sheet("申报表", &cells)]).remove(0);
    let told = ["unit", "leaders", "sign_date"].map(|key| value(&form, key));
    assert_eq!(told, ["海港区总工会", "张伟", "2026-09-02"]);
    assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")));
}

#[test]
fn who_signs_right_behind_the_line_is_part_of_the_line() {
    for line in [
        "领导签字：工会主席：王芳　2026年9月2日",
        "领导签字：工会同意申报。　工会主席：王芳　2026年9月2日",
        "领导签字:单位负责人：王芳 2026.9.2",
    ] {
        let form = signed_below(&[line]);
        assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")), "{line}");
        assert_eq!(value(&form, "sign_date"), "2026-09-02", "{line}");
    }
    // With room to sign between, or where somebody else is named, it is a label of its own.
    for line in ["领导签字：　　　　单位负责人：王芳", "领导签字：联系人：王芳"] {
        assert_eq!(state(&signed_below(&[line])), (SignatureState::Absent, None), "{line}");
    }
}

#[test]
fn a_line_within_the_opinion_of_those_above_is_theirs_though_it_has_the_measure_s_words() {
    let own = ("A4", "单位意见：同意申报。\n　　领导签字：\n　　2026年9月2日");
    let above = ("A5", "推荐单位意见：同意。\n　　领导签字：王芳\n　　2026年9月8日");
    let form = signed(&[own, above]);
    assert_eq!(state(&form), (SignatureState::Absent, None));
    assert_eq!(value(&form, "sign_date"), "2026-09-02");
}

#[test]
fn words_of_consent_and_of_a_seal_are_no_name() {
    for words in ["同意", "同意申报。", "（盖章）", "（加盖单位公章）", "单位公章", "（请在此处签字）", "____", "/"]
    {
        let form = signed(&[("A4", "领导签字"), ("B4", words), ("C4", "2026年9月2日")]);
        assert_eq!(state(&form).0, SignatureState::Absent, "{words}");
        assert_eq!(value(&form, "sign_date"), "2026-09-02", "{words}");
    }
}

#[test]
fn the_day_beside_a_name_is_placed_at_its_own_cell() {
    let form = signed(&[("A4", "领导签字"), ("B4", "王芳"), ("C4", "2026年9月2日")]);
    let Some(FieldReading::Read(day)) = form.application.fields.get("sign_date") else { panic!("no day") };
    assert_eq!(day.read.place.spot_text().as_deref(), Some("申报表!C4"));
}

#[test]
fn what_is_no_day_beside_the_line_is_read_as_it_stands() {
    for text in ["2026年11月31日", "2026年13月5日", "2026年11月  日"] {
        let form = signed(&[("A8", "领导签字："), ("B8", "王芳"), ("E8", text)]);
        assert_eq!(value(&form, "sign_date"), text, "it is wrong, not missing");
    }
}

#[test]
fn what_others_sign_is_not_the_applicants() {
    let form = signed(&[
        ("A4", "申报单位意见"),
        ("B4:D4", "负责人签字：\n    年  月  日"),
        ("A5", "市总工会意见"),
        ("B5:D5", "同意\n负责人签字：李娜\n2026年9月9日"),
    ]);
    assert_eq!(state(&form), (SignatureState::Absent, None));
    assert_eq!(value(&form, "sign_date"), "");
}

#[test]
fn a_day_alone_below_a_form_is_the_day_of_signing() {
    let form = signed_below(&["申报单位（盖章）", "二〇二六年九月二日"]);
    assert_eq!(value(&form, "sign_date"), "2026-09-02");
    let doubtful = signed_below(&["2026年9月1日", "以上属实。", "2026年9月2日"]);
    assert_eq!(value(&doubtful, "sign_date"), "");
}

/// Four white pixels.
const BLANK_PNG: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x02\x00\x00\x00\x02\x08\x00\x00\x00\x00\x57\xdd\x52\xf8\x00\x00\x00\x0e\x49\x44\x41\x54\x78\x9c\x63\xf8\xff\x9f\xe1\xff\x7f\x00\x0b\xfa\x03\xfd\xe0\x25\x8a\x10\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// A picture over one cell, drawn by lines.
fn picture(row: u32, column: u32) -> Mark {
    let at = |row, column| Spot::SheetCell { sheet: "申报表".into(), row, column };
    Mark {
        kind: MarkKind::Picture,
        anchor: Some(Anchor {
            from: at(row, column),
            to: Some((row, column)),
            middle: Some((row, column)),
            inline: false,
            in_text: InText::default(),
        }),
        picture: Some(Picture::whole("image1.emf", emf(&[(54, vec![0; 8])]))),
        in_header: false,
        name: String::new(),
        extent: None,
    }
}

fn with_mark(cells: &[(&str, &str)], mark: Mark) -> FormRead {
    let body: Vec<Block> = vec![sheet("申报表", &[CARD, cells].concat())];
    forms_of(&Document { body, marks: vec![mark], ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx) })
        .remove(0)
}

#[test]
fn a_mark_below_a_line_that_heads_a_column_is_on_it() {
    let heads = [("A4:B4", "领导签字"), ("C4:D4", "签字日期"), ("A5:B5", ""), ("C5:D5", "2026年9月2日")];
    let form = with_mark(&heads, picture(4, 0));
    assert_eq!(state(&form).0, SignatureState::Picture);
    assert!(form.application.signature.is_some_and(|signature| signature.doubts.is_empty()));
}

#[test]
fn a_mark_below_a_line_that_heads_a_column_is_on_it_where_the_cell_is_not_stored() {
    let heads = [("A4", "经办人"), ("B4", "领导签字"), ("C4", "签字日期"), ("A5", "李娜"), ("C5", "2026年9月2日")];
    assert_eq!(state(&with_mark(&heads, picture(4, 1))).0, SignatureState::Picture);
}

#[test]
fn a_mark_in_the_page_header_may_float_over_the_bare_line() {
    let line = [("A4", "领导签字"), ("B4", ""), ("C4", "2026年9月2日")];
    let mark = Mark { anchor: None, in_header: true, extent: Some((900_000, 400_000)), ..picture(0, 0) };
    let signature = with_mark(&line, mark).application.signature.expect("a state");
    assert_eq!((signature.state, signature.doubts.len()), (SignatureState::Absent, 1));
}

#[test]
fn the_day_is_that_of_the_line_that_is_signed_and_a_proxy_is_doubted() {
    let lines =
        [("A4", "主要负责人签字"), ("B4", "2026年9月2日"), ("A5", "主要负责人签字"), ("B5", "（代签）2026年9月5日")];
    let form = with_mark(&lines, picture(4, 1)).application;
    let signature = form.signature.expect("a state");
    assert_eq!(signature.date.map(|day| day.to_string()).as_deref(), Some("2026-09-05"));
    assert!(signature.doubts.iter().any(|doubt| doubt.contains("代签")));
}

#[test]
fn a_request_to_sign_takes_no_day_with_it() {
    let line = [("A4", "领导签字：请领导签字　2026年3月5日")];
    let form = forms_of(&Document {
        body: vec![sheet("申报表", &[CARD, &line].concat())],
        ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx)
    })
    .remove(0);
    let day = form.application.signature.as_ref().and_then(|signature| signature.date);
    assert_eq!(day.map(|day| day.to_string()).as_deref(), Some("2026-03-05"));
    assert_eq!(state(&form), (SignatureState::Absent, None));
}

#[test]
fn a_mark_two_empty_rows_below_a_line_is_for_people() {
    let line = [("A4", "领导签字"), ("B4", ""), ("C4", "2026年9月2日")];
    for (row, doubts) in [(3, 0), (5, 1)] {
        let signature = with_mark(&line, picture(row, 1)).application.signature.expect("a state");
        assert_eq!((signature.state, signature.doubts.len()), (SignatureState::Picture, doubts), "row {row}");
    }
    let far = with_mark(&line, picture(9, 1)).application.signature.expect("a state");
    assert_eq!((far.state, far.doubts.len()), (SignatureState::Absent, 1), "below the form");
}

#[test]
fn a_bare_line_is_certain_where_the_only_picture_belongs_to_something_else() {
    let line = [
        ("A4", "领导签字"),
        ("B4", ""),
        ("C4", "2026年9月2日"),
        ("A5", "备注"),
        ("B5", "附图"),
        ("A6", "x"),
        ("A7", "x"),
    ];
    for (row, column) in [(0, 1), (4, 1)] {
        let signature = with_mark(&line, picture(row, column)).application.signature.expect("a state");
        assert_eq!((signature.state, signature.doubts.len()), (SignatureState::Absent, 0), "row {row}");
    }
}

#[test]
fn of_two_pictures_on_a_line_the_one_with_strokes_counts() {
    let blank = |column| Mark { picture: Some(Picture::whole("blank.png", BLANK_PNG)), ..picture(3, column) };
    let cells = [("A4", "领导签字"), ("B4", ""), ("C4", ""), ("D4", "2026年9月2日")];
    let body: Vec<Block> = vec![sheet("申报表", &[CARD, &cells].concat())];
    let empty = Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx);
    for marks in [vec![blank(1), picture(3, 2)], vec![picture(3, 1), blank(2)]] {
        let form = forms_of(&Document { body: body.clone(), marks, ..empty.clone() }).remove(0);
        assert_eq!(state(&form).0, SignatureState::Picture);
    }
    let form = forms_of(&Document { body, marks: vec![blank(1)], ..empty }).remove(0);
    assert_eq!(state(&form).0, SignatureState::BlankPicture);
}

#[test]
fn words_that_say_where_the_signature_is_are_no_name() {
    for (words, expected) in [
        ("领导签字：见附件", (SignatureState::Typed, None)),
        ("领导签字：已签字", (SignatureState::Typed, None)),
        ("领导签字：（手签）", (SignatureState::Absent, None)),
        ("领导签字：请签字", (SignatureState::Absent, None)),
        ("领导签字：无", (SignatureState::Absent, None)),
        ("领导签字：XXX", (SignatureState::Absent, None)),
        ("领导签字：Li Ming", (SignatureState::Typed, Some("Li Ming"))),
    ] {
        let form = signed(&[("A4", words), ("C4", "2026年9月2日")]);
        assert_eq!(state(&form), expected, "{words}");
    }
}

/// Two lines beside one another, each with its day below.
const TWO_LINES: &[(&str, &str)] = &[
    ("A4", "项目负责人签字："),
    ("B4", ""),
    ("C4", "领导签字："),
    ("D4", ""),
    ("A5", "2026年9月1日"),
    ("C5", "2026年9月2日"),
];

#[test]
fn the_day_below_a_line_is_its_own_and_not_that_of_the_line_beside_it() {
    assert_eq!(value(&signed(TWO_LINES), "sign_date"), "2026-09-02");
}

#[test]
fn a_mark_on_another_ones_line_is_for_people() {
    for (column, doubts) in [(1, 1), (3, 0)] {
        let form = with_mark(TWO_LINES, picture(3, column));
        assert_eq!(state(&form).0, SignatureState::Picture);
        let doubted = form.application.signature.map_or(0, |signature| signature.doubts.len());
        assert_eq!(doubted, doubts, "column {column}");
    }
}

#[test]
fn a_mark_on_the_line_of_those_above_is_not_the_units() {
    let lines = [
        ("A4", "领导签字：王芳"),
        ("C4", "2026年9月2日"),
        ("A5", "市总工会意见"),
        ("A6", "领导签字："),
        ("C6", "2026年  月  日"),
    ];
    let signature = with_mark(&lines, picture(5, 1)).application.signature.expect("a state");
    assert_eq!(signature.doubts.len(), 1, "{signature:?}");
    let signature = with_mark(&lines, picture(3, 1)).application.signature.expect("a state");
    assert!(signature.doubts.is_empty(), "{signature:?}");
}

#[test]
fn what_those_above_signed_below_an_empty_line_is_neither_its_mark_nor_its_day() {
    let cells: &[(&str, &str)] = &[
        ("A4", "申报单位意见"),
        ("B4:D4", "\n主要负责人签字：        （盖章）\n      年   月   日"),
        ("A5", "推荐单位意见"),
        ("B5:D5", "\n负责人签字：        （盖章）\n2026年10月15日"),
    ];
    let form = with_mark(cells, picture(4, 1));
    let signature = form.application.signature.as_ref().expect("a state");
    assert_eq!((signature.state, signature.date), (SignatureState::Absent, None));
    let form = with_mark(cells, picture(3, 1));
    let signature = form.application.signature.as_ref().expect("a state");
    assert_eq!((signature.state, signature.doubts.len()), (SignatureState::Picture, 0));
}

#[test]
fn what_those_above_sign_in_a_row_or_column_of_their_own_is_not_the_applicant_s() {
    let rows = [
        ("A5", "申报单位意见"),
        ("B5:D5", "同意申报"),
        ("A6", "负责人签字"),
        ("C6", "日期"),
        ("D6", "年  月  日"),
        ("A7", "上级工会意见"),
        ("B7:D7", "同意推荐"),
        ("A8", "负责人签字"),
        ("B8", "李娜"),
        ("C8", "日期"),
        ("D8", "2026年10月20日"),
    ];
    let columns = [
        ("A5:B5", "申报单位意见"),
        ("C5:D5", "上级工会意见"),
        ("A6:B6", "同意\n负责人签字：\n年  月  日"),
        ("C6:D6", "同意\n负责人签字：李娜\n2026年10月20日"),
    ];
    for cells in [&rows[..], &columns] {
        let form = signed(cells);
        assert_eq!(state(&form), (SignatureState::Absent, None), "{cells:?}");
        assert!(matches!(form.application.fields.get("sign_date"), Some(FieldReading::Empty { .. })), "{cells:?}");
    }
}

#[test]
fn words_of_consent_are_nobody_s_name() {
    let form = signed(&[("A5", "单位意见"), ("B5:D5", "经研究，同意。\n负责人签字：\n2026年10月12日")]);
    assert_eq!(state(&form), (SignatureState::Absent, None));
    let named = signed(&[("A5", "单位意见"), ("B5:D5", "同意申报。李娜\n2026年10月12日")]);
    assert_eq!(state(&named), (SignatureState::Typed, Some("李娜")));
}

#[test]
fn a_name_behind_the_line_of_an_opinion_is_typed_whatever_it_begins_with() {
    for (name, told) in [("雷明", "雷明"), ("终小军", "终小军")] {
        let form = signed_below(&["单位意见", &format!("同意申报。主要负责人签字：{name}　　2026年9月2日")]);
        assert_eq!(state(&form), (SignatureState::Typed, Some(told)));
    }
}

#[test]
fn a_day_that_a_sentence_tells_of_is_not_the_day_of_signing() {
    let form = signed_below(&["领导签字：经2026年9月1日主席办公会研究，同意申报。王芳　2026年10月2日"]);
    assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")));
    assert_eq!(value(&form, "sign_date"), "2026-10-02");
    let form = signed_below(&["领导签字：王芳（请于2026年11月1日前报送）　　　年　月　日"]);
    assert_eq!(value(&form, "sign_date"), "");
    let form = signed_below(&["领导签字：林志于20261020"]);
    assert_eq!(state(&form), (SignatureState::Typed, Some("林志")));
}

#[test]
fn a_request_to_sign_beside_the_line_takes_nothing_from_the_row_below() {
    let moved: Vec<(String, &str)> = CARD.iter().map(|(at, text)| (one_row_down(at), *text)).collect();
    let mut cells = vec![("A1", "领导签字"), ("B1", "（签名）"), ("C1", "日期"), ("D1", "2026年10月2日")];
    cells.extend(moved.iter().map(|(at, text)| (at.as_str(), *text)));
    let form = forms(vec![table(1, &cells)]).remove(0);
    assert_eq!(value(&form, "unit"), "海港区总工会");
    assert_eq!(value(&form, "sign_date"), "2026-10-02");
    assert_eq!(state(&form), (SignatureState::Absent, None));
}

/// B2:D2 as B3:D3.
fn one_row_down(at: &str) -> String {
    let down = |cell: &str| {
        let (column, row) = cell.split_at(1);
        format!("{column}{}", row.parse::<u32>().expect("a row") + 1)
    };
    at.split(':').map(down).collect::<Vec<String>>().join(":")
}

#[test]
fn who_signs_is_named_before_the_name_in_the_cell_of_the_line() {
    let form = signed(&[("A20", "领导签字："), ("B20", "法定代表人：王芳　2026年10月2日")]);
    assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")));
    assert_eq!(value(&form, "sign_date"), "2026-10-02");
}
