//! Forms filled in a hurry, or taken apart by a program: a label over two cells, several people each with a label, digits a cell,
//! text boxes over empty cells, notes and samples beside the form, a form that goes on in a second table.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Anchor;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::model::InText;
use shenping::model::Paragraph;
use shenping::model::Spot;
use shenping::model::Story;
use shenping::model::StoryKind;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;
use crate::made_settings::other_city;

/// Whether a person is asked to look at a field.
fn is_doubted(form: &FormRead, key: &str) -> bool {
    let reading = form.application.fields.get(key);
    matches!(reading, Some(FieldReading::Read(field)) if !field.doubts.is_empty() || !field.rivals.is_empty())
}

fn with(cells: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    CARD.iter().chain(cells).copied().collect()
}

#[test]
fn a_label_written_over_two_cells_is_one_label() {
    let read = form(&[
        ("A1", "申报"),
        ("B1", "单位"),
        ("C1", "海港区总工会"),
        ("A2", "项目"),
        ("B2", "名称"),
        ("C2", "数字工会"),
        ("A3", "联系"),
        ("B3", "电话"),
        ("C3", "13800001111"),
        ("A4", "预期"),
        ("B4", "效果"),
        ("C4", "服务职工三千人次。"),
    ]);
    for (key, want) in
        [("unit", "海港区总工会"), ("project", "数字工会"), ("phone", "13800001111"), ("effect", "服务职工三千人次。")]
    {
        assert_eq!(value(&read, key), want, "{key}");
    }
}

#[test]
fn people_with_a_label_each_are_one_list() {
    for labels in [
        ["负责人1", "负责人2", "负责人3"],
        ["负责人①", "负责人②", "负责人③"],
        ["第一负责人", "第二负责人", "第三负责人"],
        ["项目负责人（1）", "项目负责人（2）", "项目负责人（3）"],
    ] {
        let read = form(&[
            ("A1", "申报单位"),
            ("B1:F1", "海港区总工会"),
            ("A2", "项目名称"),
            ("B2:F2", "数字工会"),
            ("A3", labels[0]),
            ("B3", "张伟"),
            ("C3", labels[1]),
            ("D3", "李娜"),
            ("E3", labels[2]),
            ("F3", "王强"),
            ("A4", "联系电话"),
            ("B4:F4", "13800001111"),
        ]);
        assert_eq!(value(&read, "leaders"), "张伟、李娜、王强", "{labels:?}");
        assert!(!is_doubted(&read, "leaders"), "{labels:?}");
    }
}

#[test]
fn a_number_with_a_digit_a_cell_is_one_number() {
    let mut cells = vec![("A1", "申报单位"), ("B1:L1", "海港区总工会"), ("A2", "项目名称"), ("B2:L2", "数字工会")];
    cells.extend([("A3", "项目负责人"), ("B3:L3", "张伟"), ("A4", "联系电话")]);
    let places = ["B4", "C4", "D4", "E4", "F4", "G4", "H4", "I4", "J4", "K4", "L4"];
    cells.extend(places.into_iter().zip(["1", "3", "8", "0", "0", "0", "0", "1", "1", "1", "1"]));
    assert_eq!(value(&form(&cells), "phone"), "13800001111");
}

#[test]
fn a_text_box_over_an_empty_cell_fills_it_whatever_its_words() {
    let cell = |row| Spot::SheetCell { sheet: "申报表".into(), row, column: 1 };
    let story = |number, row, text: &str| Story {
        kind: StoryKind::TextBox(number),
        anchor: Some(Anchor { from: cell(row), to: None, inline: false, middle: None, in_text: InText::default() }),
        blocks: vec![Block::Paragraph(Paragraph {
            spot: Spot::Paragraph { story: StoryKind::TextBox(number), number: 1 },
            text: text.to_owned(),
            heading: None,
            bold: false,
            numbered: false,
            underlined_blank: false,
        })],
    };
    let cells = with(&[
        ("A4", "申报理由"),
        ("B4:D4", ""),
        ("A5", "创新内容"),
        ("B5:D5", ""),
        ("A6", "实施措施"),
        ("B6:D6", ""),
    ]);
    let document = Document {
        body: vec![sheet("申报表", &cells)],
        stories: vec![
            story(1, 3, "职工有需求。"),
            story(2, 4, "创新点：以积分激励职工。"),
            story(3, 5, "分三步推进。"),
        ],
        ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx)
    };
    let [read] = forms_of(&document).try_into().expect("one form");
    for (key, want) in
        [("reason", "职工有需求。"), ("innovation", "创新点：以积分激励职工。"), ("measures", "分三步推进。")]
    {
        assert_eq!(value(&read, key), want, "{key}");
    }
}

#[test]
fn the_head_of_the_unit_is_in_charge_where_nobody_else_is_asked_for_and_that_is_doubted() {
    let cells: Vec<(&str, &str)> =
        CARD.iter().map(|&(at, text)| (at, if text == "项目负责人" { "主要负责人" } else { text })).collect();
    let read = form(&cells);
    assert_eq!(value(&read, "leaders"), "张伟");
    assert!(is_doubted(&read, "leaders"));
    let beside = form(&with(&[("A4", "主要负责人"), ("B4:D4", "李强")]));
    assert_eq!((value(&beside, "leaders").as_str(), is_doubted(&beside, "leaders")), ("张伟", false));
}

#[test]
fn notes_below_a_form_are_no_second_form() {
    let read = forms(vec![sheet(
        "申报表",
        &with(&[
            ("A5:D5", "填表说明："),
            ("A6:D6", "1.申报单位：填写全称，与公章一致；"),
            ("A7:D7", "2.项目名称：简明扼要，不超过30字；"),
            ("A8:D8", "3.联系电话：填写手机号码。"),
        ]),
    )]);
    assert_eq!(read.len(), 1);
    assert_eq!((value(&read[0], "project"), value(&read[0], "phone")), ("数字工会".into(), "13800001111".into()));
}

#[test]
fn a_sample_behind_the_form_and_a_list_to_choose_from_are_no_forms() {
    let mut body = vec![table(1, CARD)];
    body.extend(lines(&["附：填写样例"]));
    let sample: Vec<(&str, &str)> =
        CARD.iter().map(|&(at, text)| (at, if text == "数字工会" { "示范项目" } else { text })).collect();
    body.push(table(2, &sample));
    let read = forms(body);
    assert_eq!(read.iter().map(|form| value(form, "project")).collect::<Vec<_>>(), ["数字工会"]);
    let lookup = [
        ("A1", "申报单位"),
        ("B1", "联系电话"),
        ("C1", "项目负责人"),
        ("A2", "北戴河区总工会"),
        ("B2", "13900002222"),
        ("A3", "山海关区总工会"),
        ("B3", "13900003333"),
    ];
    let read = forms(vec![sheet("申报表", CARD), sheet("数据源", &lookup)]);
    assert_eq!(read.iter().map(|form| value(form, "project")).collect::<Vec<_>>(), ["数字工会"]);
}

#[test]
fn a_form_that_goes_on_in_a_second_table_is_one_form() {
    let first = with(&[("A4", "申报理由"), ("B4:D4", "职工有需求。")]);
    let second = [
        ("A1", "申报单位"),
        ("B1:D1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:D2", "数字工会"),
        ("A3", "实施措施"),
        ("B3:D3", "分三步推进。"),
    ];
    let mut body = lines(&["工会创新工作立项申报表"]);
    body.push(table(1, &first));
    body.extend(lines(&["工会创新工作立项申报表（续）"]));
    body.push(table(2, &second));
    let [read] = forms(body).try_into().expect("one form");
    assert_eq!((value(&read, "reason"), value(&read, "measures")), ("职工有需求。".into(), "分三步推进。".into()));
}

#[test]
fn a_list_written_a_line_each_is_read_to_its_end() {
    let body = lines(&[
        "工会创新工作立项申报表",
        "申报单位：海港区总工会",
        "项目名称：数字工会",
        "项目负责人：组长：张伟",
        "副组长：李娜",
        "成员：王强",
        "联系电话：13800001111",
        "0335-3601234",
        "联合单位：燕山大学工会",
        "山海关区总工会",
    ]);
    let [read] = forms(body).try_into().expect("one form");
    assert_eq!(value(&read, "leaders"), "张伟、李娜、王强");
    assert_eq!(value(&read, "phone"), "13800001111、0335-3601234");
    assert_eq!(value(&read, "joint_units"), "燕山大学工会、山海关区总工会");
}

#[test]
fn a_cover_and_its_form_with_other_numbers_are_doubted() {
    let mut body = lines(&["工会创新工作立项申报表", "申报单位：海港区总工会", "联系电话：13900002222"]);
    body.push(table(1, CARD));
    let [read] = forms(body).try_into().expect("one form");
    assert!(is_doubted(&read, "phone"));
}

#[test]
fn a_number_before_a_short_label_is_a_value_and_no_part_of_the_label() {
    let policy = other_city();
    for (written, saving) in [("12", "120000"), ("3", "30000"), ("120", "1200000")] {
        let card = [
            ("A1", "推荐工会"),
            ("B1:D1", "临海港务公司工会"),
            ("A2", "成果名称"),
            ("B2:D2", "节能改造"),
            ("A3", "主要完成人"),
            ("B3:D3", "张伟"),
            ("A4", "年节约金额（万元）"),
            ("B4", written),
            ("C4", "手机"),
            ("D4", "13800001111"),
        ];
        let body = vec![sheet("申报表", &card)];
        let document = Document { body, ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx) };
        let read = read_forms(&document, &policy, &Lexicon::new(&policy));
        assert_eq!((value(&read[0], "saving"), value(&read[0], "mobile")), (saving.into(), "13800001111".into()));
    }
}

#[test]
fn a_number_beside_the_name_counts_with_a_doubt_where_the_phone_is_empty() {
    for (names, phone) in [("张伟（13800001111）、李娜", ""), ("张伟 13800001111、李娜", "同左")] {
        let read = form(&[
            ("A1", "申报单位"),
            ("B1", "海港区总工会"),
            ("A2", "项目名称"),
            ("B2", "数字工会"),
            ("A3", "项目负责人"),
            ("B3", names),
            ("A4", "联系电话"),
            ("B4", phone),
            ("A5", "预期效果"),
            ("B5", "服务职工三千人次。"),
        ]);
        assert_eq!((value(&read, "leaders"), value(&read, "phone")), ("张伟、李娜".into(), "13800001111".into()));
        assert!(is_doubted(&read, "phone"), "{names}");
    }
    let read = form(CARD);
    assert!(!is_doubted(&read, "phone"));
}

#[test]
fn the_day_beside_its_label_is_not_the_answer_of_a_post_above_it() {
    let read = form(&with(&[("A4", "领导签字"), ("B4", "工会主席"), ("A5", "签字日期"), ("B5", "2026年9月8日")]));
    assert_eq!(value(&read, "sign_date"), "2026-09-08");
}

#[test]
fn options_that_do_not_say_which_is_meant_are_for_people() {
    for row in ["o技术革新 x管理创新 o服务创新", "技术革新　管理创新　服务创新", "技术革新 □管理创新 □服务创新"]
    {
        let form = form(&with(&[("A4", "项目类别"), ("B4:D4", row)]));
        assert!(is_doubted(&form, "category"), "{row}");
    }
    for row in ["技术革新", "技术革新 管理创新", "□技术革新 ☑管理创新"] {
        let form = form(&with(&[("A4", "项目类别"), ("B4:D4", row)]));
        assert!(!is_doubted(&form, "category"), "{row}");
    }
}

#[test]
fn what_word_shows_for_a_lost_source_is_no_value() {
    for text in ["错误!未找到引用源。", "Error! Reference source not found.", "«申报单位»", "选择一项。"]
    {
        let mut cells = with(&[]);
        cells[1] = ("B1:D1", text);
        let form = form(&cells);
        assert!(!matches!(form.application.fields.get("unit"), Some(FieldReading::Read(_))), "{text}");
    }
}

#[test]
fn several_boxes_over_one_cell_are_one_row_of_options() {
    let anchor = |row: u32| {
        let from = Spot::SheetCell { sheet: "申报表".into(), row, column: 1 };
        Some(Anchor { from, to: None, inline: false, middle: None, in_text: InText::default() })
    };
    let mut document = Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx);
    document.body = vec![sheet("申报表", &with(&[("A4", "项目类别"), ("B4:D4", "")]))];
    for (number, text) in (1..).zip(["☐技术革新", "☑管理创新"]) {
        let kind = StoryKind::TextBox(number);
        let spot = Spot::Paragraph { story: kind, number: 1 };
        let paragraph =
            Paragraph { spot, text: text.into(), heading: None, bold: false, numbered: false, underlined_blank: false };
        document.stories.push(Story { kind, anchor: anchor(3), blocks: vec![Block::Paragraph(paragraph)] });
    }
    assert_eq!(value(&forms_of(&document)[0], "category"), "管理创新");
}

#[test]
fn what_was_wrapped_by_hand_within_brackets_or_a_name_is_one_line() {
    let mut cells = with(&[]);
    cells[3] = ("B2:D2", "暖心驿站（二\n期）建设");
    assert_eq!(value(&form(&cells), "project"), "暖心驿站（二期）建设");
    for (text, unit) in [
        ("秦皇岛恒远玻璃有限公司\n工会委员会", "秦皇岛恒远玻璃有限公司工会委员会"),
        ("海港区总工会（原海港\n区工会联合会）", "海港区总工会（原海港区工会联合会）"),
    ] {
        let mut cells = with(&[]);
        (cells[0], cells[1]) = (("A1", "申报单位/联合单位"), ("B1:D1", text));
        let form = form(&cells);
        assert_eq!(value(&form, "unit"), unit);
        assert!(
            !is_doubted(&form, "unit")
                && !matches!(form.application.fields.get("joint_units"), Some(FieldReading::Read(_)))
        );
    }
}
