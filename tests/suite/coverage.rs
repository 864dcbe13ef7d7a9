//! How much of a paper was understood, and text that a reader lost.

use std::sync::Arc;

use shenping::extract::KnownNames;
use shenping::extract::Lexicon;
use shenping::extract::read_narrative;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::TroubleKind;
use shenping::policy::builtin;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;

#[test]
fn labels_values_titles_and_blanks_of_a_form_are_claimed() {
    let form = sheet(
        "申报表",
        &[
            ("A1:D1", "秦皇岛市工会创新工作立项申报表"),
            ("A2", "申报单位"),
            ("B2", "某厂工会"),
            ("A3", "项目名称"),
            ("B3", "一二三四"),
            ("A4", "项目负责"),
            ("B4", "张三"),
            ("A5", "联系电话"),
            ("B5", "________"),
        ],
    );
    let coverage = forms(vec![form])[0].application.characters;
    assert_eq!((coverage.held, coverage.left()), (15 + 4 * 4 + 4 + 4 + 2, 0));
}

#[test]
fn text_that_no_field_claimed_is_counted() {
    let cells = [
        ("A1:D1", "秦皇岛市工会创新工作立项申报表"),
        ("A2", "申报单位"),
        ("B2", "某厂工会"),
        ("A3", "项目名称"),
        ("B3", "一二三四"),
        ("A9", "谁也没问的十个字在此"),
    ];
    let coverage = forms(vec![sheet("申报表", &cells)])[0].application.characters;
    assert_eq!((coverage.held, coverage.left()), (15 + 4 * 4 + 10, 10));
}

#[test]
fn each_project_of_a_list_answers_for_its_own_row() {
    let head = [("A1", "申报单位"), ("B1", "项目名称"), ("C1", "项目负责"), ("D1", "联系电话")];
    let rows = [
        ("A2", "甲厂工会"),
        ("B2", "项目一"),
        ("C2", "张三"),
        ("D2", "13800001111"),
        ("A3", "乙厂工会"),
        ("B3", "项目二项目二"),
        ("C3", "李四"),
        ("D3", "13800002222"),
    ];
    let cells: Vec<_> = head.into_iter().chain(rows).collect();
    let held: Vec<usize> =
        forms(vec![sheet("汇总", &cells)]).iter().map(|form| form.application.characters.held).collect();
    assert_eq!(held, [16 + 4 + 3 + 2 + 11, 16 + 4 + 6 + 2 + 11]);
}

#[test]
fn what_stands_under_no_section_of_a_description_is_left() {
    let policy = builtin();
    let spec = policy.document("description").unwrap();
    let body = lines(&[
        "某某项目文字说明",
        "这一段前言没有标题。",
        "一、主要内容",
        "内容若干",
        "二、创新特点",
        "特点若干",
        "三、工作成效",
        "成效",
    ]);
    let document = Document { body, ..Document::empty(&Arc::from("文字说明.docx"), Format::Docx) };
    let read = read_narrative(&document, spec, policy, &Lexicon::new(policy), KnownNames::default());
    assert_eq!((read.coverage.held, read.coverage.left()), (8 + 10 + 6 + 4 + 6 + 4 + 6 + 2, 10));
}

/// An RTF that says so many characters stand in it, and holds so many.
fn rtf(stored: usize, held: usize) -> Document {
    let bytes = format!("{{\\rtf1\\ansi{{\\info{{\\nofchars{stored}}}}}{}\\par}}", "a ".repeat(held));
    read(&Arc::from("x.rtf"), bytes.as_bytes(), Format::Rtf, &Limits::default())
}

#[test]
fn far_less_text_than_the_file_says_it_holds_is_noticed() {
    let kinds = |document: Document| document.troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>();
    assert_eq!(kinds(rtf(1000, 499)), [TroubleKind::Incomplete]);
    assert_eq!(kinds(rtf(1000, 500)), []);
    // a count that is off by a page's fraction, or of another day, says nothing
    assert_eq!(kinds(rtf(200, 0)), []);
    assert_eq!(kinds(rtf(201, 0)), [TroubleKind::Incomplete]);
    assert_eq!(kinds(rtf(0, 400)), []);
}
