//! Who signs a form, and what stands on the line instead: the one who answers for the unit before those below, a word that it is
//! signed elsewhere, a line in the page's footer, a picture in the cell below.

use std::sync::Arc;

use image::GrayImage;
use image::ImageFormat;
use image::Luma;
use shenping::extract::FormRead;
use shenping::model::Anchor;
use shenping::model::Block;
use shenping::model::DigitalSignature;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::InText;
use shenping::model::Mark;
use shenping::model::MarkKind;
use shenping::model::Picture;
use shenping::model::Signature;
use shenping::model::SignatureState;
use shenping::model::Spot;
use shenping::model::Story;
use shenping::model::StoryKind;
use shenping::model::Unclaimed;

use crate::made_form::CARD;
use crate::made_form::forms;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;
use crate::signature_seen::emf;
use crate::signature_states::encode;

/// The card with these cells below it.
fn signed(cells: &[(&str, &str)]) -> FormRead {
    forms(vec![sheet("申报表", &[CARD, cells].concat())]).remove(0)
}

fn state(form: &FormRead) -> (SignatureState, Option<&str>) {
    let signature = form.application.signature.as_ref().expect("a form has a state");
    (signature.state, signature.signer.as_deref())
}

/// A picture in a cell, drawn by lines.
fn in_cell(cells: &[(&str, &str)], row: u32, column: u32) -> Signature {
    let from = Spot::SheetCell { sheet: "申报表".into(), row, column };
    marked(cells, Anchor { from, to: None, middle: None, inline: true, in_text: InText::default() })
}

/// A picture drawn by lines that lies so.
fn marked(cells: &[(&str, &str)], anchor: Anchor) -> Signature {
    marked_at(cells, vec![anchor])
}

/// Pictures drawn by lines that lie so.
fn marked_at(cells: &[(&str, &str)], anchors: Vec<Anchor>) -> Signature {
    pictured(cells, anchors, &Picture::whole("image1.emf", emf(&[(54, vec![0; 8])])))
}

/// Copies of a picture that lie so.
fn pictured(cells: &[(&str, &str)], anchors: Vec<Anchor>, picture: &Picture) -> Signature {
    let mark = |anchor| Mark {
        kind: MarkKind::Picture,
        anchor: Some(anchor),
        picture: Some(picture.clone()),
        in_header: false,
        name: String::new(),
        extent: None,
    };
    let body: Vec<Block> = vec![sheet("申报表", &[CARD, cells].concat())];
    let marks = anchors.into_iter().map(mark).collect();
    let paper = Document { body, marks, ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx) };
    forms_of(&paper).remove(0).application.signature.expect("a state")
}

#[test]
fn who_answers_for_the_unit_goes_before_who_signs_below() {
    let rows = [("A4", "分管领导签字"), ("B4:D4", ""), ("A5", "主要负责人签字"), ("B5:D5", "")];
    for (row, doubts) in [(3, 1), (4, 0)] {
        let signature = in_cell(&rows, row, 1);
        assert_eq!((signature.state, signature.doubts.len()), (SignatureState::Picture, doubts), "row {row}");
    }
    for lines in ["主席签字：黄博　分管负责人签字：李明", "分管领导签字：李明　主要负责人签字：黄博"]
    {
        let form = signed(&[("A4:D4", &format!("{lines}　2026年9月2日"))]);
        assert_eq!(state(&form), (SignatureState::Typed, Some("黄博")), "{lines}");
    }
}

#[test]
fn the_committee_s_opinion_beside_the_line_of_the_unit_is_nobody_s_signature() {
    for (own, expected) in
        [("", (SignatureState::Absent, None)), ("王明\n2026年9月2日", (SignatureState::Typed, Some("王明")))]
    {
        let form = signed(&[
            ("A4:B4", "申报单位领导签字"),
            ("C4:D4", "评审委员会意见"),
            ("A5:B5", own),
            ("C5:D5", "同意推荐。\n领导签字：刘辉\n2026年9月6日"),
        ]);
        assert_eq!(state(&form), expected, "{own}");
    }
}

#[test]
fn a_picture_in_the_cell_below_the_line_is_on_it() {
    let heads = [("A4:B4", "领导签字"), ("C4:D4", "签字日期"), ("A5:B5", ""), ("C5:D5", "2026年9月2日")];
    let signature = in_cell(&heads, 4, 0);
    assert_eq!((signature.state, signature.doubts.len()), (SignatureState::Picture, 0));
}

#[test]
fn a_picture_behind_the_words_who_signs_in_the_line_s_own_cell_is_on_it() {
    let rows = [("A4", "签\n字\n盖\n章"), ("B4:D4", "主要负责人：\n单位公章：\n")];
    let signature = in_cell(&rows, 3, 1);
    assert_eq!((signature.state, signature.doubts.len()), (SignatureState::Picture, 0));
}

#[test]
fn a_word_in_parentheses_that_it_is_signed_elsewhere_is_for_people() {
    for line in [
        "领导签字：（签字扫描件附后）　2026年9月2日",
        "领导签字：（签名见纸质件）　2026年9月2日",
        "领导签字：（手写签字另附）　2026年9月2日",
        "领导签字（签字页附后）",
    ] {
        let form = signed(&[("A4:D4", line)]);
        assert_eq!(state(&form), (SignatureState::Typed, None), "{line}");
        // The day may stand there as well.
        assert_eq!(form.application.signature.as_ref().map(|signature| signature.page_elsewhere), Some(true), "{line}");
    }
    let asked = signed(&[("A4:D4", "领导签字：（请签字后扫描件附后）　2026年9月2日")]);
    assert_eq!(state(&asked), (SignatureState::Absent, None));
}

#[test]
fn a_name_with_the_word_for_signing_behind_it_stands_below_its_line() {
    let form =
        signed(&[("A4:B4", "领导签字"), ("C4:D4", "签字日期"), ("A5:B5", "谢国新 签字"), ("C5:D5", "2026年9月2日")]);
    assert_eq!(state(&form), (SignatureState::Typed, Some("谢国新")));
}

#[test]
fn a_day_before_the_line_or_with_the_word_for_signing_behind_it_is_read() {
    for line in ["20260902领导签字：王芳", "2026年9月2日　工会主席签字：王芳", "领导签字：王芳\n2026.9.2签"]
    {
        let form = signed(&[("A4:D4", line)]);
        assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")), "{line}");
        assert_eq!(value(&form, "sign_date"), "2026-09-02", "{line}");
    }
}

#[test]
fn a_line_in_the_page_footer_is_read() {
    let kind = StoryKind::Footer(1);
    let blocks = |text: &str| {
        let mut blocks = lines(&[text]);
        if let Some(Block::Paragraph(line)) = blocks.first_mut() {
            line.spot = Spot::Paragraph { story: kind, number: 1 };
        }
        blocks
    };
    for (text, signer) in [("领导签字：王芳　2026年9月2日", Some("王芳")), ("第1页", None)] {
        let stories = vec![Story { kind, anchor: None, blocks: blocks(text) }];
        let empty = Document::empty(&Arc::from("申报表.docx"), Format::Docx);
        let form = forms_of(&Document { body: vec![table(1, CARD)], stories, ..empty }).remove(0);
        assert_eq!(form.application.signature.and_then(|signature| signature.signer).as_deref(), signer, "{text}");
    }
    // that of a sheet is of the form on it, and of no other sheet's
    for (name, signer) in [("申报表", Some("王芳")), ("说明", None)] {
        let (from, in_text) = (Spot::Sheet(Arc::from(name)), InText::default());
        let anchor = Some(Anchor { from, to: None, inline: false, middle: None, in_text });
        let stories = vec![Story { kind, anchor, blocks: blocks("领导签字：王芳　2026年9月2日") }];
        let empty = Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx);
        let form = forms_of(&Document { body: vec![sheet("申报表", CARD)], stories, ..empty }).remove(0);
        assert_eq!(form.application.signature.and_then(|signature| signature.signer).as_deref(), signer, "{name}");
    }
}

#[test]
fn a_picture_over_a_cell_where_two_sign_belongs_to_the_nearer_line() {
    let opinion = [("A4", "单位意见"), ("B4:D4", "同意申报。\n负责人签字：\n\n经办人签字：\n\n2026年9月2日")];
    for (down, doubts) in [(25, 0), (60, 1)] {
        let from = Spot::SheetCell { sheet: "申报表".into(), row: 3, column: 1 };
        let in_text = InText { down: Some(down), ..InText::default() };
        let signature =
            marked(&opinion, Anchor { from, to: Some((3, 1)), middle: Some((3, 1)), inline: false, in_text });
        assert_eq!((signature.state, signature.doubts.len()), (SignatureState::Picture, doubts), "{down}");
    }
}

#[test]
fn the_phone_by_the_line_to_sign_is_that_of_who_signs() {
    let day = ("A6", "2026年9月2日");
    for cells in [
        &[("A4", "领导签字"), ("B4:D4", "王芳"), ("A5", "联系电话"), ("B5:D5", "13900002222"), day][..],
        &[("A4", "领导签字"), ("B4", "王芳"), ("C4", "联系电话"), ("D4", "13900002222"), day],
        &[("A4:B4", "领导签字"), ("C4:D4", "联系电话"), ("A5:B5", "王芳"), ("C5:D5", "13900002222"), day],
        &[("A4:D4", "领导签字：王芳"), ("A5:D5", "联系电话：13900002222"), day],
    ] {
        assert_eq!(value(&signed(cells), "phone"), "13800001111", "{cells:?}");
    }
    let mut body = vec![table(1, CARD)];
    body.extend(lines(&["领导签字：王芳", "联系电话：13900002222", "2026年9月2日"]));
    assert_eq!(value(&forms(body).remove(0), "phone"), "13800001111");
}

#[test]
fn two_sign_beside_one_another_over_their_names_and_days() {
    for other in ["填表人签字：", "分管领导签字：", "审核人签字："] {
        let heads = [("A4:B4", "主要负责人签字："), ("C4:D4", other), ("A5:B5", "王芳"), ("C5:D5", "李明")];
        let form = signed(&[&heads[..], &[("A6:B6", "2026年9月2日"), ("C6:D6", "2026年9月5日")]].concat());
        assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")), "{other}");
        assert_eq!(value(&form, "sign_date"), "2026-09-02", "{other}");
    }
}

#[test]
fn a_name_and_a_day_may_stand_above_the_words_that_ask_for_them() {
    let form = signed(&[("A4:B4", "王芳"), ("C4:D4", "2026年9月2日"), ("A5:B5", "主要负责人签字"), ("C5:D5", "日期")]);
    assert_eq!(state(&form), (SignatureState::Typed, Some("王芳")));
    assert_eq!(value(&form, "sign_date"), "2026-09-02");
}

#[test]
fn who_answers_for_the_unit_with_a_day_behind_may_have_signed() {
    for (line, kind) in [
        ("工会主席：\n王芳\n2026年9月2日", Unclaimed::Unknown),
        ("工会主席：王芳", Unclaimed::Foreign),
        ("联系人：王芳　2026年9月2日", Unclaimed::Foreign),
    ] {
        let form = signed(&[("A4:D4", line)]);
        let left: Vec<Unclaimed> = form.application.unclaimed.iter().map(|text| text.value).collect();
        assert_eq!(left, [kind], "{line}");
    }
}

#[test]
fn a_second_mark_by_the_signature_or_where_its_day_is_asked_for_may_be_the_day() {
    let row = [("A4", "领导签字"), ("B4", ""), ("C4", "日期"), ("D4", "")];
    let at = |column: u32| Anchor {
        from: Spot::SheetCell { sheet: "申报表".into(), row: 3, column },
        to: None,
        middle: None,
        inline: true,
        in_text: InText::default(),
    };
    for (columns, drawn) in [(&[1][..], false), (&[1, 3], true), (&[1, 1], true), (&[3], true)] {
        let signature = marked_at(&row, columns.iter().map(|column| at(*column)).collect());
        assert_eq!(signature.day_drawn, drawn, "{columns:?}");
    }
    // a name with its day behind is longer than a name
    for (length, drawn) in [(140, false), (420, true)] {
        let is_ink = |x: u32, y: u32| (10..length).contains(&x) && y.abs_diff(40 + (x % 60).abs_diff(30)) <= 2;
        let zigzag = GrayImage::from_fn(440, 90, |x, y| Luma([if is_ink(x, y) { 0 } else { 255 }]));
        let picture = Picture::whole("image1.png", encode(zigzag, ImageFormat::Png));
        let signature = pictured(&row, vec![at(1)], &picture);
        assert_eq!((signature.state, signature.day_drawn), (SignatureState::Picture, drawn), "{length}");
    }
}

#[test]
fn a_picture_far_behind_the_last_column_lies_aside() {
    let row = [("A4:D4", "领导签字：")];
    for (column, doubts) in [(2, 0), (5, 0), (40, 1)] {
        let from = Spot::SheetCell { sheet: "申报表".into(), row: 3, column };
        let to = (3, column);
        let anchor = Anchor { from, to: Some(to), middle: Some(to), inline: false, in_text: InText::default() };
        let signature = marked(&row, anchor);
        assert_eq!((signature.state, signature.doubts.len()), (SignatureState::Picture, doubts), "{column}");
    }
}

#[test]
fn a_digital_signature_that_fills_none_of_the_lines_to_sign_is_for_people() {
    let line = |id: &str| MarkKind::SignatureLine { suggested: None, id: Some(id.to_owned()) };
    let mark = |kind| Mark { kind, anchor: None, picture: None, in_header: false, name: String::new(), extent: None };
    for (lines, filled, doubts) in [(&[][..], None, 0), (&["{5B}"], Some("{5b}"), 0), (&["{5B}"], Some("{7C}"), 1)] {
        let signature = DigitalSignature {
            signer: Some("王芳".to_owned()),
            signed_at: None,
            line: filled.map(str::to_owned),
            value_holds: Some(true),
            valid_then: None,
            references: Vec::new(),
            uncovered: Vec::new(),
        };
        let paper = Document {
            body: vec![sheet("申报表", &[CARD, &[("A4:D4", "领导签字：")]].concat())],
            marks: lines.iter().map(|id| mark(line(id))).collect(),
            digital_signatures: vec![signature],
            ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx)
        };
        let signature = forms_of(&paper).remove(0).application.signature.expect("a state");
        assert_eq!((signature.state, signature.doubts.len()), (SignatureState::Digital, doubts), "{filled:?}");
    }
}
