//! Answers in a frame: a table within the cell of the answer, a table or a text box below the line of a label; and titles that are
//! broken over two lines.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::extract::sense_paper;
use shenping::model::Anchor;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::InText;
use shenping::model::Mark;
use shenping::model::MarkKind;
use shenping::model::PaperSense;
use shenping::model::SignatureState;
use shenping::model::Spot;
use shenping::model::Story;
use shenping::model::StoryKind;
use shenping::policy::builtin;

use crate::made_form::CARD;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::table;
use crate::made_form::value;

const REASON: &[(&str, &str)] = &[("A1", "诉求分散。"), ("A2", "办理周期长。")];

/// A table that stands in this cell of the first table of the body.
fn nested(row: u32, column: u32, cells: &[(&str, &str)]) -> Block {
    let Block::Grid(mut grid) = table(1, cells) else { unreachable!("a table is a grid") };
    grid.origin = Spot::TableCell { story: StoryKind::Body, path: vec![(1, row, column), (1, 0, 0)] };
    Block::Grid(grid)
}

/// The card with these cells below it; in the one at this place these blocks.
fn card_with(cells: &[(&str, &str)], (row, column): (u32, u32), blocks: Vec<Block>) -> Vec<Block> {
    let Block::Grid(mut grid) = table(1, &[CARD, cells].concat()) else { unreachable!("a table is a grid") };
    let cell = grid.cells.iter_mut().find(|cell| (cell.row, cell.column) == (row, column)).expect("the cell");
    cell.blocks = blocks;
    vec![Block::Grid(grid)]
}

fn read(document: &Document) -> FormRead {
    let mut forms = forms_of(document);
    assert_eq!(forms.len(), 1, "one form");
    forms.remove(0)
}

fn paper(body: Vec<Block>) -> Document {
    Document { body, ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) }
}

#[test]
fn an_answer_in_a_table_of_its_own_cell_is_read() {
    let beside = card_with(&[("A4", "项目申报理由"), ("B4:D4", "")], (3, 1), vec![nested(3, 1, REASON)]);
    let below = card_with(&[("A4:D4", "项目申报理由"), ("A5:D5", "")], (4, 0), vec![nested(4, 0, REASON)]);
    for body in [beside, below] {
        let form = read(&paper(body));
        assert_eq!(value(&form, "reason"), "诉求分散。\n办理周期长。");
        assert!(form.application.unclaimed.is_empty());
    }
}

#[test]
fn a_frame_around_the_words_of_each_cell_is_no_table_of_its_own() {
    let framed = |text: &str| format!("<td><table border=1><tr><td>{text}</td></tr></table>&nbsp;</td>");
    let rows =
        [["申报单位", "海港区总工会"], ["项目名称", "工友驿站"], ["项目负责", "李明"], ["联系电话", "13800000001"]];
    let rows: String = rows.map(|row| format!("<tr>{}</tr>", row.map(framed).concat())).concat();
    let page = format!("<html><meta charset=utf-8><h1>秦皇岛市工会创新工作立项申报表</h1><table>{rows}</table></html>");
    let document = shenping::readers::read(
        &Arc::from("申报表.html"),
        page.as_bytes(),
        Format::Html,
        &shenping::readers::Limits::default(),
    );
    let form = read(&document);
    assert_eq!(["unit", "project", "leaders"].map(|key| value(&form, key)), ["海港区总工会", "工友驿站", "李明"]);
}

#[test]
fn a_name_and_a_day_in_a_table_of_the_cell_to_be_signed_stand_on_its_line() {
    let signed = vec![nested(3, 1, &[("A1", "张伟"), ("B1", "2026年10月12日")])];
    let signature = read(&paper(card_with(&[("A4", "领导签字"), ("B4:D4", "")], (3, 1), signed)))
        .application
        .signature
        .expect("a line to sign");
    assert_eq!(signature.state, SignatureState::Typed);
    assert_eq!(signature.date.map(|date| date.to_string()), Some("2026-10-12".to_owned()));
}

#[test]
fn a_day_in_a_table_of_its_own_cell_is_read() {
    let date = nested(3, 1, &[("A1", "2026 年 10 月 8 日")]);
    let form = read(&paper(card_with(&[("A4", "填表日期"), ("B4:D4", "")], (3, 1), vec![date])));
    assert_eq!(value(&form, "sign_date"), "2026-10-08");
}

#[test]
fn a_table_within_a_text_stands_where_it_stood() {
    let text = |words: &str| lines(&[words]).remove(0);
    let plan: &[(&str, &str)] = &[("A1", "三月"), ("B1", "调研"), ("A2", "四月"), ("B2", "建站")];
    let blocks = vec![text("分两步："), nested(3, 1, plan), text("按月通报。")];
    let body = card_with(&[("A4", "项目实施措施"), ("B4:D4", "分两步：\n按月通报。")], (3, 1), blocks);
    assert_eq!(value(&read(&paper(body)), "measures"), "分两步：\n三月\t调研\n四月\t建站\n按月通报。");
}

#[test]
fn a_table_within_an_answer_that_asks_something_is_no_text_of_it() {
    let inner: &[(&str, &str)] = &[("A1", "联合单位"), ("B1", "山海关区总工会")];
    let body = card_with(&[("A4", "项目申报理由"), ("B4:D4", "")], (3, 1), vec![nested(3, 1, inner)]);
    let form = read(&paper(body));
    assert_eq!((value(&form, "reason"), value(&form, "joint_units")), (String::new(), "山海关区总工会".to_owned()));
}

#[test]
fn the_frame_below_a_label_in_a_line_is_its_answer() {
    let head = ["申报单位：海港区总工会", "项目名称：数字工会", "项目负责人：张伟", "联系电话：13800001111"];
    let body = [lines(&head), lines(&["项目申报理由："]), vec![table(1, REASON)]].concat();
    assert_eq!(value(&read(&paper(body)), "reason"), "诉求分散。\n办理周期长。");
    // A box that hangs on the empty paragraph below the label.
    let body = lines(&[&head[..], &["项目申报理由：", "", "项目创新内容：一键派单。"]].concat());
    let hook = Spot::Paragraph { story: StoryKind::Body, number: 6 };
    let kind = StoryKind::TextBox(1);
    let mut blocks = lines(&["诉求分散。"]);
    if let Some(Block::Paragraph(paragraph)) = blocks.first_mut() {
        paragraph.spot = Spot::Paragraph { story: kind, number: 1 };
    }
    let anchor = Some(Anchor { from: hook, to: None, inline: false, middle: None, in_text: InText::default() });
    let form = read(&Document { stories: vec![Story { kind, anchor, blocks }], ..paper(body) });
    assert_eq!((value(&form, "reason"), value(&form, "innovation")), ("诉求分散。".into(), "一键派单。".into()));
}

#[test]
fn a_title_broken_over_two_lines_makes_lines_a_form() {
    let told = ["申报单位：海港区总工会", "项目名称：数字工会"];
    let title = ["秦皇岛市工会创新工作", "", "立项申报表"];
    let forms = forms_of(&paper(lines(&[&title[..], &told].concat())));
    let [form] = forms.as_slice() else { panic!("{} forms", forms.len()) };
    assert!(form.application.unclaimed.is_empty(), "both halves are the title");
    assert!(forms_of(&paper(lines(&[&["秦皇岛市工会创新工作", "经验交流"][..], &told].concat()))).is_empty());
}

/// A picture in a table that stands in a text box lies in its cell, not only where the box hangs.
#[test]
fn a_signature_in_a_table_in_a_box_is_on_its_line() {
    let kind = StoryKind::TextBox(1);
    let signed = [CARD, &[("A4", "领导签字"), ("B4:D4", "")]].concat();
    let Block::Grid(mut grid) = table(1, &signed) else { unreachable!("a table is a grid") };
    grid.origin = Spot::TableCell { story: kind, path: vec![(1, 0, 0)] };
    let hook = Spot::Paragraph { story: StoryKind::Body, number: 1 };
    let stories = vec![Story {
        kind,
        anchor: Some(Anchor { from: hook, to: None, inline: false, middle: None, in_text: InText::default() }),
        blocks: vec![Block::Grid(grid)],
    }];
    let from = Spot::TableCell { story: kind, path: vec![(1, 3, 1)] };
    let anchor = Some(Anchor { from, to: None, inline: true, middle: None, in_text: InText::default() });
    let mark = Mark { kind: MarkKind::Ink, anchor, in_header: false, picture: None, name: String::new(), extent: None };
    let body = lines(&["秦皇岛市工会创新工作立项申报表"]);
    let form = read(&Document { stories, marks: vec![mark], ..paper(body) });
    assert_eq!(form.application.signature.map(|signature| signature.state), Some(SignatureState::Ink));
}

fn sense(document: &Document) -> PaperSense {
    let lexicon = Lexicon::new(builtin());
    sense_paper(document, &read_forms(document, builtin(), &lexicon), builtin(), &lexicon)
}

#[test]
fn a_sample_of_the_form_is_as_good_as_blank() {
    for (unit, project, is_blank) in
        [("某某区总工会", "XX创新项目", true), ("某某区总工会", "数字工会", false), ("海港区总工会", "数字工会", false)]
    {
        let cells = [
            ("A1", "申报单位"),
            ("B1", unit),
            ("A2", "项目名称"),
            ("B2", project),
            ("A3", "联系电话"),
            ("B3", "13800001111"),
        ];
        let body = [lines(&["秦皇岛市工会创新工作立项申报表"]), vec![table(1, &cells)]].concat();
        let PaperSense::Form { applications } = sense(&paper(body)) else { panic!("a form") };
        assert_eq!(applications.first().map(|application| application.blank), Some(is_blank), "{unit} {project}");
    }
}

/// A description in a table asks for nobody; a form in lines without a title asks for all that only a form asks.
#[test]
fn a_form_and_a_description_are_told_apart_by_what_they_ask() {
    let parts: &[(&str, &str)] = &[
        ("A1", "项目名称"),
        ("B1", "数字工会"),
        ("A2", "主要内容"),
        ("B2", "建站二十个。"),
        ("A3", "创新特点"),
        ("B3", "一键派单。"),
        ("A4", "工作成效"),
        ("B4", "办结快了。"),
    ];
    for title in ["项目文字说明", "数字工会", ""] {
        let body = [lines(&[title]), vec![table(1, parts)]].concat();
        let document = Document { file: Arc::from("材料.docx"), ..paper(body) };
        assert!(matches!(sense(&document), PaperSense::Narrative { .. }), "{title}");
    }
    let asked = [
        "申报单位：海港区总工会",
        "项目名称：数字工会",
        "项目负责人：张伟",
        "一、项目申报理由",
        "诉求分散。",
        "二、项目创新内容",
        "一键派单。",
        "三、项目实施措施",
        "建站二十个。",
        "四、项目预期效果",
        "办结快了。",
    ];
    let unsigned = Document { file: Arc::from("1.docx"), ..paper(lines(&asked)) };
    assert!(matches!(sense(&unsigned), PaperSense::Narrative { .. }));
    let signed = paper(lines(&[&asked[..], &["领导签字：      2026年10月12日"]].concat()));
    let signed = Document { file: Arc::from("1.docx"), ..signed };
    assert!(matches!(sense(&signed), PaperSense::Form { .. }));
    let rest = ["联系电话：13800001111", "联合单位：抚宁区总工会", "起止时间：2026年3月至9月"];
    for (asks, is_form) in [(1, false), (2, false), (3, true)] {
        let body = lines(&[&asked[..3], &rest[..asks], &asked[3..]].concat());
        let whole = Document { file: Arc::from("1.docx"), ..paper(body) };
        assert_eq!(matches!(sense(&whole), PaperSense::Form { .. }), is_form, "{asks}");
    }
}

/// A speech has its 主要做法 and 取得成效 as a description has; its name or its folder says that it is evidence.
#[test]
fn a_speech_among_the_evidence_is_no_description() {
    let speech = lines(&["数字工会", "一、主要做法", "建站二十个。", "二、取得成效", "办结快了。"]);
    let whole = [speech.clone(), lines(&["三、创新特点", "一键派单。"])].concat();
    for (file, body, described) in [
        ("海港区/大会发言材料.docx", &speech, false),
        ("海港区/3证明材料1.docx", &speech, false),
        ("海港区/证明材料/1.docx", &speech, false),
        ("海港区/3.佐证材料/1.docx", &speech, false),
        ("海港区/附件2.docx", &speech, true),
        ("海港区证明材料/2.docx", &speech, true),
        ("海港区/证明材料/1.docx", &whole, true),
        ("海港区/技能证书直通车.docx", &whole, true),
        ("海港区/证明材料/文字说明.docx", &speech, true),
    ] {
        let document = Document { file: Arc::from(file), ..paper(body.clone()) };
        assert_eq!(matches!(sense(&document), PaperSense::Narrative { .. }), described, "{file}");
    }
}

#[test]
fn a_long_paper_in_latin_letters_is_no_description_by_its_length() {
    let licence = "Redistribution and use in source and binary forms are permitted. ".repeat(40);
    let report =
        "本项目依托GB/T 19001与ISO 9001，由ABC Engineering与海港区总工会共建数字工会平台，职工满意。".repeat(20);
    let named = |text: &str, name: &str| Document { file: name.into(), ..paper(lines(&[text])) };
    assert!(matches!(sense(&named(&licence, "a.docx")), PaperSense::Text { .. }));
    assert!(matches!(sense(&named(&licence, "文字说明.docx")), PaperSense::Narrative { .. }));
    assert!(matches!(sense(&named(&report, "a.docx")), PaperSense::Narrative { .. }));
}
