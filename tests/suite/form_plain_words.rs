//! Forms drawn by people for people: headings of parts with the answer in the row below, partners with a label each, labels that are
//! questions or no more than 单位, rows of options without a list of them in the measure.

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
use shenping::model::Signature;
use shenping::model::SignatureState;
use shenping::model::Spot;
use shenping::model::StoryKind;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;
use crate::signature_seen::emf;

fn with(cells: &[(&'static str, &'static str)]) -> FormRead {
    form(&[CARD, cells].concat())
}

/// A picture that lies over this spot.
fn picture_at(from: Spot, inline: bool) -> Mark {
    let middle = match &from {
        Spot::SheetCell { row, column, .. } => Some((*row, *column)),
        _ => None,
    };
    Mark {
        kind: MarkKind::Picture,
        anchor: Some(Anchor { from, to: middle, middle, inline, in_text: InText::default() }),
        picture: Some(Picture::whole("image1.emf", emf(&[(54, vec![0; 8])]))),
        in_header: false,
        name: String::new(),
        extent: None,
    }
}

fn signature(body: Vec<Block>, mark: Mark) -> Signature {
    let document = Document { body, marks: vec![mark], ..Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx) };
    forms_of(&document).remove(0).application.signature.expect("a state")
}

#[test]
fn a_mark_in_the_row_below_the_heading_of_an_opinion_is_on_its_line() {
    let opinion = [("A4:D4", "五、单位意见"), ("A5:D5", "同意申报。\n负责人签字：\n2026年10月12日")];
    let cells = [CARD, &opinion].concat();
    let at = |row| Spot::SheetCell { sheet: "申报表".into(), row, column: 1 };
    let read = signature(vec![sheet("申报表", &cells)], picture_at(at(4), false));
    assert_eq!((read.state, read.doubts), (SignatureState::Picture, vec![]));
    let title = signature(vec![sheet("申报表", &cells)], picture_at(at(0), false));
    assert_eq!(title.state, SignatureState::Absent, "a letterhead");
}

#[test]
fn a_mark_in_the_frame_below_the_heading_of_an_opinion_is_on_its_line() {
    let body =
        [vec![table(1, CARD)], lines(&["三、单位意见"]), vec![table(2, &[("A1", "同意推荐。\n单位负责人签字：")])]]
            .concat();
    let at = Spot::TableCell { story: StoryKind::Body, path: vec![(2, 0, 0)] };
    let read = signature(body, picture_at(at, true));
    assert_eq!((read.state, read.doubts), (SignatureState::Picture, vec![]));
}

#[test]
fn partners_with_a_label_each_are_one_list() {
    for labels in [["联合单位一", "联合单位二"], ["联合单位1", "联合单位2"], ["第一联合单位", "第二联合单位"]]
    {
        let cells = [("A4", labels[0]), ("B4:D4", "燕山大学工会"), ("A5", labels[1]), ("B5:D5", "市第一医院工会")];
        let read = form(&[CARD, &cells].concat());
        assert_eq!(value(&read, "joint_units"), "燕山大学工会、市第一医院工会", "{labels:?}");
    }
}

#[test]
fn a_ticked_option_is_the_value_where_the_measure_lists_none() {
    for row in ["□维权服务类 ☑组织建设类", "①维权服务类 ②组织建设类√", "维权服务类（ ）\n组织建设类（√）"]
    {
        assert_eq!(value(&with(&[("A4", "项目类别"), ("B4:D4", row)]), "category"), "组织建设类", "{row}");
    }
    let read = with(&[("A4", "项目类别"), ("B4:D4", "☑维权服务类 ☑组织建设类")]);
    let told =
        matches!(read.application.fields.get("category"), Some(FieldReading::Read(field)) if !field.doubts.is_empty());
    assert!(told, "two are ticked");
}

#[test]
fn a_text_that_repeats_its_label_is_read_without_it_however_long() {
    let read = with(&[("A4", "项目预期效果"), ("B4:D4", "项目预期效果：1.服务职工。\n2.形成制度。")]);
    assert_eq!(value(&read, "effect"), "1.服务职工。\n2.形成制度。");
    let read = with(&[("A4", "项目预期效果"), ("B4:D4", "主要成效：1.服务职工。\n2.形成制度。")]);
    assert_eq!(value(&read, "effect"), "主要成效：1.服务职工。\n2.形成制度。", "other words are its own");
}

#[test]
fn a_name_behind_the_label_that_asks_for_it_is_read_alone() {
    for told in ["项目负责：张伟、李娜", "项目负责人：张伟、李娜", "负责人:张伟、李娜"] {
        let mut cells = CARD.to_vec();
        (cells[4].1, cells[5].1) = ("项目负责（不超过3人）", told);
        let read = form(&cells);
        assert_eq!(value(&read, "leaders"), "张伟、李娜", "{told}");
    }
    for blank in ["项目负责：", "项目负责：　　"] {
        let mut cells = CARD.to_vec();
        (cells[4].1, cells[5].1) = ("项目负责（不超过3人）", blank);
        let read = form(&cells);
        assert!(matches!(read.application.fields["leaders"], FieldReading::Empty { .. }), "{blank}");
    }
}

#[test]
fn the_heading_of_the_next_part_of_a_form_is_no_more_of_a_text() {
    let mut read = forms(lines(&[
        "工会工作创新项目申报表",
        "一、申报主体信息",
        "（一）申报单位：海港区总工会",
        "（二）联系电话：办公：0335-3601234、手机：13800001111",
        "二、项目信息",
        "（一）项目名称：数字工会",
        "（二）预期效果：服务职工三千人次。",
        "三、审核签字",
        "单位负责人签字：张伟",
    ]));
    let read = read.remove(0);
    assert_eq!(value(&read, "effect"), "服务职工三千人次。");
    assert_eq!(value(&read, "phone"), "0335-3601234、13800001111");
}

#[test]
fn labels_that_say_no_more_than_unit_and_project_count_where_there_are_no_others() {
    let read = form(&[
        ("A1:B1", "工会工作创新项目申报表"),
        ("A2", "单位"),
        ("B2", "海港区总工会"),
        ("A3", "项目"),
        ("B3", "数字工会"),
        ("A4", "谁负责"),
        ("B4", "张伟"),
        ("A5", "电话"),
        ("B5", "13800001111"),
        ("A6", "为什么要做这个项目"),
        ("B6", "职工有需求。"),
        ("A7", "怎么做"),
        ("B7", "分三步走。"),
    ]);
    for (key, want) in [
        ("unit", "海港区总工会"),
        ("project", "数字工会"),
        ("leaders", "张伟"),
        ("reason", "职工有需求。"),
        ("measures", "分三步走。"),
    ] {
        assert_eq!(value(&read, key), want, "{key}");
    }
    let read = with(&[("A4", "单位"), ("B4:D4", "燕山大学工会")]);
    assert_eq!(value(&read, "unit"), "海港区总工会", "another unit's name beside the applicant");
}

#[test]
fn a_name_without_a_han_surname_and_a_post_is_no_label() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:D1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:D2", "数字工会"),
        ("A3", "负责人"),
        ("B3", "尼玛次仁 工会主席"),
        ("C3", "电话"),
        ("D3", "13800001111"),
    ]);
    assert_eq!(value(&read, "leaders"), "尼玛次仁");
}

#[test]
fn a_post_beside_the_label_for_posts_is_no_label() {
    let read = with(&[
        ("A4", "职务"),
        ("B4", "工会主席"),
        ("C4", "邮编"),
        ("D4", "066000"),
        ("A5", "职务"),
        ("B5", "工会主席"),
        ("A6", "申报理由"),
        ("B6:D6", "职工有需求，基层有基础。"),
    ]);
    assert_eq!(value(&read, "reason"), "职工有需求，基层有基础。");
}

#[test]
fn what_a_group_is_of_and_what_is_asked_of_it_are_one_label() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:E1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:E2", "数字工会"),
        ("A3:A4", "项目负责人情况"),
        ("B3", "姓名"),
        ("C3", "张伟"),
        ("D3", "性别"),
        ("E3", "男"),
        ("B4", "职务"),
        ("C4", "工会主席"),
        ("D4", "联系电话"),
        ("E4", "13800001111"),
    ]);
    assert_eq!((value(&read, "leaders"), value(&read, "phone")), ("张伟".into(), "13800001111".into()));
}

#[test]
fn the_sheet_of_an_earlier_year_is_no_second_form() {
    let last = [
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "工友书屋"),
        ("A3", "负责人"),
        ("B3", "李娜"),
    ];
    for names in [["2025年", "2026年"], ["2026", "2025"], ["2025年度", "20261012"]] {
        let (old, new) = if names[0].starts_with("2025") { (0, 1) } else { (1, 0) };
        let mut body = vec![sheet(names[old], &last), sheet(names[new], CARD)];
        body.rotate_left(old);
        let read = forms(body);
        assert_eq!(read.iter().map(|form| value(form, "project")).collect::<Vec<_>>(), ["数字工会"], "{names:?}");
    }
    let read = forms(vec![sheet("2025年", &last)]);
    assert_eq!(value(&read[0], "project"), "工友书屋", "the only one");
}

#[test]
fn the_number_in_a_note_is_not_the_projects() {
    let card = table(1, &[CARD, &[("A4", "手机"), ("B4:D4", "13900002222")]].concat());
    let note = "注：本表一式两份，报市总工会研究室。联系人：李科长，手机：13700003333";
    let read = forms([vec![card], lines(&[note])].concat()).remove(0);
    assert_eq!(value(&read, "phone"), "13800001111");
}

/// A form of lines, each a label with what `mark` sets off behind it.
fn in_plain_words(labels: [&str; 8], mark: &str) -> Vec<Block> {
    let answers = [
        "昌黎县总工会",
        "货车司机之家建设",
        "张伟",
        "13821603357",
        "物流行业职工分布散。",
        "建立线上线下联动机制。",
        "每季度召开联席会议。",
        "满意度提高到98.6%。",
    ];
    let written: Vec<String> =
        labels.iter().zip(answers).map(|(label, answer)| format!("{label}{mark}{answer}")).collect();
    lines(&written.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_form_that_asks_in_plain_words_alone_is_read_by_the_ends_of_the_measures_labels() {
    let plain = [
        ["单位", "项目", "负责", "电话", "理由", "创新", "措施", "效果"],
        ["报送单位", "名称", "负责人", "手机", "背景", "亮点", "办法", "成效"],
        ["单位", "项目", "负责", "电话", "依据", "特色", "方案", "目标"],
    ];
    for labels in plain {
        for mark in ["：", ": ", "　"] {
            let read = forms(in_plain_words(labels, mark));
            let [form] = read.as_slice() else { panic!("{labels:?}: {} forms", read.len()) };
            assert_eq!(value(form, "unit"), "昌黎县总工会", "{labels:?}");
            assert_eq!(value(form, "project"), "货车司机之家建设", "{labels:?}");
            assert_eq!(value(form, "reason"), "物流行业职工分布散。", "{labels:?}");
            assert_eq!(value(form, "innovation"), "建立线上线下联动机制。", "{labels:?}");
            assert_eq!(value(form, "measures"), "每季度召开联席会议。", "{labels:?}");
            assert_eq!(value(form, "effect"), "满意度提高到98.6%。", "{labels:?}");
        }
    }
}

#[test]
fn words_of_a_schedule_within_a_text_ask_for_nothing() {
    let steps = "每季度召开联席会议。\n时间：2026年3月至5月，调研走访。\n目标：建成3个站点。";
    let read = with(&[
        ("A4", "项目申报理由"),
        ("B4:D4", "职工分布散。"),
        ("A5", "项目创新内容"),
        ("B5:D5", "联动机制。"),
        ("A6", "项目实施措施"),
        ("B6:D6", steps),
        ("A7", "项目预期效果"),
        ("B7:D7", "满意度提高。"),
    ]);
    assert_eq!(value(&read, "measures"), steps);
    assert!(!matches!(read.application.fields.get("period"), Some(FieldReading::Read(_))));
}

#[test]
fn plain_words_stand_beside_their_answers_and_over_them() {
    let labels = ["单位", "名称", "组长", "电话", "依据", "特点", "方案", "成效"];
    let answers = [
        "昌黎县总工会",
        "货车司机之家建设",
        "张伟",
        "13821603357",
        "职工分散。",
        "上下联动。",
        "每季会商。",
        "满意度高。",
    ];
    let pairs: Vec<(&str, &str)> = labels.into_iter().zip(answers).collect();
    let at = |column: u8, row: usize| -> &'static str { format!("{}{row}", char::from(b'A' + column)).leak() };
    let below: Vec<(&str, &str)> =
        pairs.iter().enumerate().flat_map(|(row, pair)| [(at(0, row + 1), pair.0), (at(1, row + 1), pair.1)]).collect();
    let beside: Vec<(&str, &str)> = pairs
        .iter()
        .enumerate()
        .flat_map(|(place, pair)| {
            let column = if place % 2 == 0 { 0 } else { 2 };
            [(at(column, place / 2 + 1), pair.0), (at(column + 1, place / 2 + 1), pair.1)]
        })
        .collect();
    let listed: Vec<(&str, &str)> =
        (0..8).zip(&pairs).flat_map(|(column, pair)| [(at(column, 1), pair.0), (at(column, 2), pair.1)]).collect();
    for cells in [below, beside, listed] {
        let read = form(&cells);
        let keys = ["unit", "project", "leaders", "phone", "reason", "innovation", "measures", "effect"];
        assert_eq!(keys.map(|key| value(&read, key)), answers.map(str::to_owned), "{cells:?}");
    }
}

#[test]
fn what_stands_behind_a_unit_s_name_is_left_out_or_for_people() {
    for (text, doubts) in [
        ("海港区总工会 2026年9月", 0),
        ("海港区总工会2026年9月3日", 0),
        ("海港区总工会\n2026年9月3日", 0),
        ("海港区总工会  日期：2026年9月", 0),
        ("海港区总工会　张伟", 1),
    ] {
        let cells: Vec<(&str, &str)> =
            CARD.iter().map(|&(at, own)| (at, if own == "海港区总工会" { text } else { own })).collect();
        let read = form(&cells);
        let unit = read.application.value("unit").expect("a unit");
        assert_eq!(
            (unit.read.value.to_string().starts_with("海港区总工会"), unit.doubts.len()),
            (true, doubts),
            "{text}"
        );
        assert!(doubts == 1 || unit.read.value.to_string() == "海港区总工会", "{text}");
    }
}

#[test]
fn a_word_that_may_be_the_next_label_is_for_people() {
    for (own, instead) in [("海港区总工会", "事项"), ("数字工会", "主创")] {
        let cells: Vec<(&str, &str)> =
            CARD.iter().map(|&(at, text)| (at, if text == own { instead } else { text })).collect();
        let read = form(&cells);
        let doubts = ["unit", "project"].map(|key| read.application.value(key).map_or(0, |value| value.doubts.len()));
        assert_eq!(doubts.iter().sum::<usize>(), 1, "{instead}: {doubts:?}");
    }
}

#[test]
fn two_plain_words_that_make_up_a_label_between_them_ask_for_two_texts() {
    let answers = ["网上办理，一次办好。", "建立专班，按月推进。"];
    for places in [["A6", "B6", "A7", "B7"], ["A6", "B6", "C6", "D6"]] {
        let own = [(places[0], "创新"), (places[1], answers[0]), (places[2], "做法"), (places[3], answers[1])];
        let read = form(&[CARD, own.as_slice()].concat());
        assert_eq!((value(&read, "innovation"), value(&read, "measures")), (answers[0].into(), answers[1].into()));
    }
    // 创新 over 做法 beside one answer is one label
    let read = form(&[CARD, [("A6", "创新"), ("A7", "做法"), ("B6:D7", answers[0])].as_slice()].concat());
    assert_eq!((value(&read, "innovation"), value(&read, "measures")), (answers[0].to_owned(), String::new()));
}
