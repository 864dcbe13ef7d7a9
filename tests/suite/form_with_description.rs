//! A form and its description in one text document: where the one ends and the other begins.

use std::sync::Arc;

use shenping::model::Document;
use shenping::model::Format;

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
