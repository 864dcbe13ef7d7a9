//! A form and its description in one text document: where the one ends and the other begins.

use std::sync::Arc;

use shenping::model::Anchor;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::InText;
use shenping::model::Spot;
use shenping::model::Story;
use shenping::model::StoryKind;

use crate::made_form::CARD;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::table;
use crate::made_form::value;

/// A form in a table, a description behind it under its own title, in one text document.
#[test]
fn the_description_behind_a_form_in_the_same_file_is_read() {
    let long = "把服务送到班组，职工办事少跑路。".repeat(12);
    let paragraphs = |sections: &[&str]| {
        let texts: Vec<&str> = sections.iter().flat_map(|section| [*section, long.as_str()]).collect();
        lines(&texts)
    };
    for (sections, read) in [
        (vec!["一、主要内容", "二、创新特点", "三、工作成效"], true),
        (vec!["三、工作成效"], false),
        (vec!["填表说明"], false),
    ] {
        let body = std::iter::once(table(1, CARD)).chain(paragraphs(&sections)).collect();
        let forms = forms_of(&Document { body, ..Document::empty(&Arc::from("申报材料.docx"), Format::Docx) });
        let [form] = forms.as_slice() else { panic!("{sections:?}: {} forms", forms.len()) };
        assert_eq!(form.application.documents.contains_key("description"), read, "{sections:?}");
        let left = form.application.unclaimed.len();
        assert!(!read || left == 0, "what the description says is not left over: {sections:?}");
    }
}

/// The form's own texts behind its table are no description, and no part of the one behind them.
#[test]
fn texts_of_the_form_behind_its_table_are_no_description() {
    let long = "把服务送到班组，职工办事少跑路。".repeat(12);
    let told = |headings: &[&str], text: &str| -> Vec<String> {
        headings.iter().flat_map(|heading| [(*heading).to_owned(), text.to_owned()]).collect()
    };
    let own = ["一、立项理由", "二、创新点", "三、主要措施", "四、预期效果"];
    let sections = ["一、主要内容", "二、创新点", "三、取得成效"];
    let short = "建站二十个，服务果农三千余人次，得到好评。";
    let line = |text: &str| vec![text.to_owned()];
    for (name, behind, characters) in [
        ("the form alone", vec![], None),
        ("a description under its title", [line("附件2  文字说明"), told(&sections, &long)].concat(), Some(600)),
        ("without a title", told(&sections, &long), Some(593)),
        ("a short one", told(&sections, short), Some(80)),
        ("a note that asks for it", line("请另附文字说明"), None),
    ] {
        let texts = [told(&own, &long), line("负责人签字：张三    2026年10月12日"), behind].concat();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let body = std::iter::once(table(1, CARD)).chain(lines(&texts)).collect();
        let forms = forms_of(&Document { body, ..Document::empty(&Arc::from("申报材料.docx"), Format::Docx) });
        let [form] = forms.as_slice() else { panic!("{name}: {} forms", forms.len()) };
        let read = form.application.documents.get("description").map(|paper| paper.characters);
        assert_eq!(read, characters, "{name}");
    }
}

/// A form in lines ends where the title of its description stands, or the project's name comes again above its sections; the notes
/// below a form are no words of the description.
#[test]
fn a_description_behind_a_form_in_lines_is_no_text_of_the_form() {
    let long = "把服务送到班组，职工办事少跑路。".repeat(12);
    let form = [
        "秦皇岛市工会创新工作立项申报表",
        "领导签字：张三    2026年10月12日",
        "申报单位：海港区总工会",
        "项目名称：数字工会一键通",
        "项目负责人：张伟",
        "联系电话：13800001111",
        "项目申报理由：诉求分散。",
        "项目创新内容：一键派单。",
        "项目实施措施：建站二十个。",
        "项目预期效果：办结快了。",
    ];
    let sections = ["一、主要内容", long.as_str(), "二、创新特点", long.as_str(), "三、工作成效", long.as_str()];
    let read = |body| forms_of(&Document { body, ..Document::empty(&Arc::from("申报材料.docx"), Format::Docx) });
    for title in ["附件2：数字工会一键通文字说明", "数字工会一键通（文字说明）", "数字工会一键通"]
    {
        let forms = read(lines(&[&form[..], &[title], &sections].concat()));
        let [only] = forms.as_slice() else { panic!("{title}: {} forms", forms.len()) };
        assert_eq!(value(only, "effect"), "办结快了。", "{title}");
        let paper = only.application.documents.get("description").unwrap_or_else(|| panic!("{title}: none"));
        assert_eq!(paper.sections.iter().filter(|section| section.characters > 0).count(), 4, "{title}");
    }
    let note = ["注：1.本表一式两份；2.联系电话须为项目负责人本人电话。"];
    let words = |behind: &[&str]| {
        let body = std::iter::once(table(1, CARD)).chain(lines(behind)).collect();
        read(body).first().and_then(|form| Some(form.application.documents.get("description")?.words))
    };
    assert_eq!(words(&[&note[..], &sections].concat()), words(&sections));
    // 项目简介 may be what a description is called, but here it heads its first section.
    let headed = [&["数字工会一键通", "★项目简介"][..], &sections[1..]].concat();
    let told = words(&headed).zip(words(&sections)).map(|(with, without)| with.abs_diff(without));
    assert!(told.is_some_and(|more| more < 12), "{told:?}");
}

/// A description ahead of the form, with its own title and its text box, is read for it and is no part of the form.
#[test]
fn a_description_ahead_of_the_form_in_the_same_file_is_read() {
    let long = "把服务送到班组，职工办事少跑路。".repeat(12);
    let sections = ["文字说明", "一、主要内容", &long, "二、创新特点", &long, "三、工作成效", &long];
    let untitled = ["一、主要内容", &long, "二、创新特点", &long, "三、工作成效", &long];
    for paper in [&sections[..], &untitled[..]] {
        let cover = ["附件1", "申  报  书", "项目名称：数字工会", "秦皇岛市工会创新工作立项申报表"];
        let behind = lines(&cover).into_iter().chain([table(1, CARD)]);
        let mut document = Document::empty(&Arc::from("申报材料.docx"), Format::Docx);
        document.body = lines(paper).into_iter().chain(behind).collect();
        let first = Spot::Paragraph { story: StoryKind::Body, number: 2 };
        let anchor = Anchor { from: first, to: None, inline: false, middle: None, in_text: InText::default() };
        let blocks = lines(&["框里的话"]);
        document.stories.push(Story { kind: StoryKind::TextBox(1), anchor: Some(anchor), blocks });
        let forms = forms_of(&document);
        let [form] = forms.as_slice() else { panic!("{} forms", forms.len()) };
        let read = form.application.documents.get("description").expect("the description is read");
        let words: usize = paper.iter().map(|line| line.chars().count()).sum::<usize>() + 4;
        assert_eq!((read.sections.len(), read.words), (3, words));
        assert_eq!(value(form, "unit"), "海港区总工会");
    }
}

/// Two forms in one document, each with its description behind it or ahead of it.
#[test]
fn each_of_two_forms_has_the_description_beside_it() {
    let paper = |name: &str, behind: &str| {
        let long = "把服务送到班组，职工办事少跑路。".repeat(12);
        lines(&["文字说明", &format!("项目名称：{name}"), "一、主要内容", &long, "二、创新特点", behind])
    };
    let card = |number: u32, name: &'static str| {
        let cells: Vec<_> =
            CARD.iter().map(|(at, text)| if *at == "B2:D2" { (*at, name) } else { (*at, *text) }).collect();
        [lines(&["秦皇岛市工会创新工作立项申报表"]), vec![table(number, &cells)]].concat()
    };
    let long = "一键入会，掌上办事。".repeat(8);
    let parts = [card(1, "数字工会"), paper("数字工会", &long), card(2, "流动课堂"), paper("流动课堂", &long)];
    for order in [[0, 1, 2, 3], [1, 0, 3, 2]] {
        let body = order.iter().flat_map(|&at| parts[at].clone()).collect();
        let forms = forms_of(&Document { body, ..Document::empty(&Arc::from("申报材料.docx"), Format::Docx) });
        let told: Vec<_> = forms
            .iter()
            .map(|form| {
                let paper = form.application.documents.get("description");
                (value(form, "project"), paper.and_then(|paper| paper.project.as_ref()).map(|name| name.value.clone()))
            })
            .collect();
        let names = ["数字工会", "流动课堂"].map(|name| (name.to_owned(), Some(name.to_owned())));
        assert_eq!(told, names, "{order:?}");
    }
}

/// What stands under the project's name behind the form's table is the description, though it has no headings; a table of notes is none.
#[test]
fn a_description_without_headings_behind_the_form_is_read() {
    let long = "把服务送到班组，职工办事少跑路。".repeat(20);
    let notes = table(2, &[("A1", "注"), ("B1", "本表一式两份，报市总工会研究室。")]);
    for notes in [vec![notes], lines(&["注：1.本表一式两份。", "2.联合单位不超过3个。"])] {
        let body = [vec![table(1, CARD)], notes, lines(&["数字工会", &long])].concat();
        let forms = forms_of(&Document { body, ..Document::empty(&Arc::from("申报材料.docx"), Format::Docx) });
        let read = forms.first().and_then(|form| form.application.documents.get("description")).expect("it is read");
        assert_eq!((read.sections.len(), read.words), (1, 4 + long.chars().count()));
    }
}

/// The table below 申报表（续表） goes on with the form above it, whatever names the project again behind it.
#[test]
fn a_table_that_is_carried_over_belongs_to_the_form_above() {
    let long = "把服务送到班组，职工办事少跑路。".repeat(12);
    let over = table(2, &[("A1", "实施措施"), ("B1", "分两步。"), ("A2", "预期效果"), ("B2", "少跑路。")]);
    let behind = ["文字说明", "项目名称：数字工会", "一、主要内容", &long, "二、创新特点", &long];
    let title = lines(&["秦皇岛市工会创新工作立项申报表（续表）"]);
    let body = [vec![table(1, CARD)], title, vec![over], lines(&behind)].concat();
    let forms = forms_of(&Document { body, ..Document::empty(&Arc::from("申报材料.docx"), Format::Docx) });
    let [form] = forms.as_slice() else { panic!("{} forms", forms.len()) };
    assert_eq!((value(form, "measures"), value(form, "effect")), ("分两步。".into(), "少跑路。".into()));
    assert!(form.application.documents.contains_key("description"));
}

/// The unit stands in the page's header; below the table the description begins with its title and names unit and project again.
#[test]
fn a_description_that_names_unit_and_project_below_a_whole_table_keeps_its_first_lines() {
    let long = "把服务送到班组，职工办事少跑路。".repeat(12);
    let cells = [("A1", "项目名称"), ("B1:D1", "数字工会"), ("A2", "项目负责人"), ("B2", "张伟"), ("C2", "联系电话")];
    let texts = [("D2", "13800001111"), ("A3", "项目创新内容"), ("B3:D3", long.as_str())];
    let paper = [
        "数字工会情况汇报",
        "申报单位：海港区总工会",
        "项目名称：数字工会",
        "一、主要内容",
        &long,
        "二、创新特点",
        &long,
    ];
    let behind = [["主要负责人（签字）：", "2026年10月20日"].as_slice(), &paper].concat();
    let body = std::iter::once(table(1, &[cells.as_slice(), &texts].concat())).chain(lines(&behind)).collect();
    let mut document = Document { body, ..Document::empty(&Arc::from("申报材料.docx"), Format::Docx) };
    let mut blocks = lines(&["申报单位：海港区总工会"]);
    if let Some(Block::Paragraph(paragraph)) = blocks.first_mut() {
        paragraph.spot = Spot::Paragraph { story: StoryKind::Header(1), number: 1 };
    }
    document.stories.push(Story { kind: StoryKind::Header(1), anchor: None, blocks });
    let forms = forms_of(&document);
    let [form] = forms.as_slice() else { panic!("{} forms", forms.len()) };
    let read = form.application.documents.get("description").expect("the description is read");
    assert_eq!(read.words, paper.iter().map(|line| line.chars().count()).sum::<usize>());
    assert_eq!(value(form, "unit"), "海港区总工会");
}

#[test]
fn the_title_may_stand_below_the_forms_table() {
    let texts = [("A4", "项目申报理由"), ("B4:D4", "诉求分散。"), ("A5", "项目创新内容"), ("B5:D5", "首创积分制。")];
    let texts = [&texts[..], &[("A6", "项目预期效果"), ("B6:D6", "职工满意。")]].concat();
    let title = lines(&["（秦皇岛市工会创新工作立项申报表）"]).remove(0);
    let body = vec![table(1, &[CARD, &texts].concat()), title];
    let forms = forms_of(&Document { body, ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) });
    assert_eq!(forms.iter().map(|form| value(form, "effect")).collect::<Vec<_>>(), ["职工满意。"]);
}
