//! Running text that holds words of other labels, or goes on under its own label again.

use std::sync::Arc;

use shenping::model::Document;
use shenping::model::Format;

use crate::made_form::CARD;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;

#[test]
fn a_label_that_comes_again_as_continued_goes_on_with_its_text() {
    for again in ["项目实施措施（续）", "项目实施措施\n（续表）", "项目实施措施（续1）"] {
        let cells = [CARD, &[("A4", "项目实施措施"), ("B4:D4", "摸底。"), ("A5", again), ("B5:D5", "建站。")]].concat();
        let document =
            Document { body: vec![table(1, &cells)], ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
        let forms = forms_of(&document);
        assert_eq!(value(&forms[0], "measures"), "摸底。\n建站。", "{again}");
    }
}

#[test]
fn headings_within_a_cell_that_its_own_label_begins_are_its_text() {
    let text = "一、主要做法\n建立清单。\n二、创新点\n首次派单。";
    let asked = |label: &str| format!("{label}：\n{text}");
    let (innovation, measures) = (asked("项目创新内容"), asked("项目实施措施"));
    let cells = [CARD, &[("A4:D4", innovation.as_str()), ("A5:D5", measures.as_str())]].concat();
    let forms = crate::made_form::forms(vec![sheet("申报表", &cells)]);
    assert_eq!((value(&forms[0], "innovation"), value(&forms[0], "measures")), (text.to_owned(), text.to_owned()));
    // Where nothing else on the form asks for the measures, the words in the cell do.
    let cells = [CARD, &[("A4:D4", "项目创新内容：首次派单。\n主要做法：建立清单。")]].concat();
    let forms = crate::made_form::forms(vec![sheet("申报表", &cells)]);
    let told = [value(&forms[0], "innovation"), value(&forms[0], "measures")];
    assert_eq!(told, ["首次派单。", "建立清单。"]);
}

#[test]
fn the_measures_own_words_before_a_text_are_no_part_of_it() {
    let asked = |text| crate::made_form::form(&[CARD, &[("A4", "创新点"), ("B4:D4", text)]].concat());
    assert_eq!(value(&asked("项目创新内容：首次派单。"), "innovation"), "首次派单。");
    assert_eq!(value(&asked("主要创新：首次派单。\n配套：建站。"), "innovation"), "主要创新：首次派单。\n配套：建站。");
}

#[test]
fn a_request_printed_over_an_answer_is_no_part_of_it_in_whatever_words() {
    let requests = ["（简述为什么申报，300字以内）", "（重点写与众不同之处）", "简述与以往做法的不同，500字以内。"];
    for request in requests {
        let text = format!("{request}\n首次派单。");
        let asked = crate::made_form::form(&[CARD, &[("A4", "项目创新内容"), ("B4:D4", text.as_str())]].concat());
        assert_eq!(value(&asked, "innovation"), "首次派单。", "{request}");
    }
    for answer in ["（详细情况见附件）", "（突出实效的做法已推广）"] {
        let asked = crate::made_form::form(&[CARD, &[("A4", "项目创新内容"), ("B4:D4", answer)]].concat());
        assert_eq!(value(&asked, "innovation"), answer.trim_matches(['（', '）']));
    }
}

#[test]
fn labels_with_their_translation_are_labels_and_answers_in_letters_are_answers() {
    let cells = [
        ("A1:D1", "秦皇岛市工会创新工作立项申报表"),
        ("A2", "申报单位 ئورۇن"),
        ("B2:D2", "海港区总工会"),
        ("A3", "项目名称 རྣམ་གྲངས"),
        ("B3:D3", "数字工会"),
        ("A4", "项目负责人 Leader"),
        ("B4:D4", "张伟"),
    ];
    let form = crate::made_form::form(&cells);
    let told = ["unit", "project", "leaders"].map(|key| value(&form, key));
    assert_eq!(told, ["海港区总工会", "数字工会", "张伟"]);
    let written = [
        "秦皇岛市工会创新工作立项申报表",
        "申报单位\tABB工会",
        "项目名称  Smart Union",
        "项目负责人 David Chen",
        "联系电话 13833501234",
        "项目创新内容 和物业一起办",
        "项目预期效果 快",
    ];
    let document = Document { body: lines(&written), ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
    let told = ["unit", "project", "leaders", "innovation"].map(|key| value(&forms_of(&document)[0], key));
    assert_eq!(told, ["ABB工会", "Smart Union", "David Chen", "和物业一起办"]);
}

#[test]
fn a_sentence_in_the_text_of_a_field_is_no_other_field() {
    let head = ["秦皇岛市工会创新工作立项申报表", "申报单位：海港区总工会", "项目名称：数字工会", "项目负责人：张伟"];
    let text = ["一、项目实施措施", "三月摸底。", "责任人：李站长。", "完成时间：2026年6月底。", "二、项目预期效果"];
    let body = lines(&[&head[..], &text, &["办结快了。"]].concat());
    let document = Document { body, ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
    let forms = forms_of(&document);
    let told = ["measures", "period", "leaders", "effect"].map(|key| value(&forms[0], key));
    assert_eq!(told, ["三月摸底。\n责任人：李站长。\n完成时间：2026年6月底。", "", "张伟", "办结快了。"]);
}

#[test]
fn an_answer_behind_a_wide_gap_is_no_part_of_the_label() {
    let head = ["秦皇岛市工会创新工作立项申报表", "申报单位\t海港区总工会", "项目名称→数字工会", "项目负责人\t张伟"];
    for answer in ["\t与社区共建。", "  和物业一起办", "　及时回应"] {
        let innovation = format!("项目创新内容{answer}");
        let body = lines(&[&head[..], &[innovation.as_str(), "项目预期效果\t办结快了。"]].concat());
        let document = Document { body, ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
        let forms = forms_of(&document);
        assert_eq!(value(&forms[0], "innovation"), answer.trim());
        assert_eq!(value(&forms[0], "project"), "数字工会");
    }
}

/// The page ends behind the first heading of the text.
#[test]
fn a_heading_beside_its_own_label_is_the_beginning_of_its_text() {
    let rest = "建立清单。\n二、创新点\n首次派单。";
    let rows = [("A4", "项目实施措施"), ("B4:D4", "一、主要做法"), ("A5", "项目实施措施（续）"), ("B5:D5", rest)];
    let document = Document {
        body: vec![table(1, &[CARD, &rows].concat())],
        ..Document::empty(&Arc::from("申报表.docx"), Format::Docx)
    };
    assert_eq!(value(&forms_of(&document)[0], "measures"), format!("一、主要做法\n{rest}"));
}

#[test]
fn marks_that_end_all_lines_of_a_form_are_no_part_of_its_answers() {
    for mark in ["；", ";", " |"] {
        let asked = [
            ("申报单位", "海港区总工会"),
            ("项目名称", "数字工会"),
            ("项目负责人", "张伟"),
            ("项目预期效果", "1.办结快；2.满意。"),
            ("领导签字", "张伟"),
            ("签字日期", "2026年9月8日"),
        ];
        let written: Vec<String> = asked.iter().map(|(label, answer)| format!("{label}：{answer}{mark}")).collect();
        let texts: Vec<&str> =
            ["秦皇岛市工会创新工作立项申报表"].into_iter().chain(written.iter().map(String::as_str)).collect();
        let document = Document { body: lines(&texts), ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
        let forms = forms_of(&document);
        let told = ["unit", "project", "effect", "sign_date"].map(|key| value(&forms[0], key));
        assert_eq!(told, ["海港区总工会", "数字工会", "1.办结快；2.满意。", "2026-09-08"], "{mark}");
        let signer = forms[0].application.signature.as_ref().and_then(|signature| signature.signer.clone());
        assert_eq!(signer.as_deref(), Some("张伟"), "{mark}");
    }
}

#[test]
fn labels_in_other_words_of_the_measure_are_set_off_by_other_marks_than_a_colon() {
    let told = [
        ("申报单位", "海港区总工会"),
        ("项目名称", "工单直派到班组"),
        ("项目负责", "张伟"),
        ("联系电话", "13800001111"),
        ("项目申报理由", "职工反映慢。"),
        ("项目创新内容", "首次派单到人。"),
        ("项目实施措施", "摸底建站。"),
        ("项目实施效果", "办结快了。"),
    ];
    for (mark, end) in [
        ("　　", ""),
        (" → ", ""),
        (" => ", ""),
        ("\t", ""),
        (" - ", ""),
        (" | ", ""),
        ("——", ""),
        ("→", ""),
        ("＝", ""),
        ("……", ""),
        ("【", "】"),
        ("；", ""),
        ("∶", ""),
        ("为：", ""),
    ] {
        let written: Vec<String> = told.iter().map(|(label, value)| format!("{label}{mark}{value}{end}")).collect();
        let written: Vec<&str> = std::iter::once("创新项目申报表").chain(written.iter().map(String::as_str)).collect();
        let document =
            Document { body: lines(&written), ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
        let forms = forms_of(&document);
        let keys = ["unit", "project", "leaders", "phone", "reason", "innovation", "measures", "effect"];
        for (key, (label, expected)) in keys.into_iter().zip(told) {
            assert_eq!(value(&forms[0], key), expected, "{label}{mark}");
        }
    }
}

#[test]
fn labels_asked_for_one_behind_another_are_no_answers() {
    let written = [
        "创新项目申报表",
        "申报单位：海港区总工会",
        "项目名称；项目负责；联系电话",
        "项目名称：工单直派",
        "项目负责：张伟",
        "联系电话：13800001111",
        "项目申报理由：反映慢。",
    ];
    let document = Document { body: lines(&written), ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
    assert_eq!(value(&forms_of(&document)[0], "project"), "工单直派");
}

/// The form in lines, the last text under this heading.
fn with_effect_under(heading: &str, innovation: &str) -> Vec<shenping::extract::FormRead> {
    let innovation = format!("项目创新内容：{innovation}");
    let written = [
        "创新项目申报表",
        "申报单位：海港区总工会",
        "项目名称：工单直派",
        "项目负责：张伟",
        "联系电话：13800001111",
        "项目申报理由：职工反映慢。",
        "项目实施措施：摸底建站。",
    ];
    let written: Vec<&str> = written.into_iter().chain(innovation.lines()).chain(heading.lines()).collect();
    forms_of(&Document { body: lines(&written), ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) })
}

fn doubts_of(form: &shenping::extract::FormRead, key: &str) -> usize {
    form.application.value(key).map_or(0, |value| value.doubts.len())
}

#[test]
fn the_only_heading_that_nobody_knows_asks_for_the_only_field_that_is_nowhere_and_is_for_people() {
    for heading in ["成效：办结快了。", "职工反响：办结快了。", "与众不同之处：办结快了。"]
    {
        let forms = with_effect_under(heading, "首次派单。");
        let read = [value(&forms[0], "innovation"), value(&forms[0], "effect")];
        assert_eq!(read, ["首次派单。", "办结快了。"], "{heading}");
        assert_eq!(doubts_of(&forms[0], "effect"), 1);
    }
    // the same in a row for each on a sheet
    let texts = ["项目申报理由：反映慢。", "项目实施措施：摸底建站。", "项目创新内容：首次派单。", "成效：办结快了。"];
    let cells: Vec<(&str, &str)> = ["A4:D4", "A5:D5", "A6:D6", "A7:D7"].into_iter().zip(texts).collect();
    let forms = crate::made_form::forms(vec![sheet("申报表", &[CARD, cells.as_slice()].concat())]);
    let read = [value(&forms[0], "innovation"), value(&forms[0], "effect")];
    assert_eq!((read, doubts_of(&forms[0], "effect")), (["首次派单。".to_owned(), "办结快了。".to_owned()], 1));
}

#[test]
fn headings_of_a_text_stay_in_it_where_no_field_or_not_one_alone_may_be_meant() {
    let known = with_effect_under("项目预期效果：办结快了。", "首次派单。\n其中：分三级。");
    assert_eq!(
        (value(&known[0], "innovation").as_str(), doubts_of(&known[0], "effect")),
        ("首次派单。\n其中：分三级。", 0)
    );
    let several = with_effect_under("职工反响：办结快了。", "首次派单。\n其中：分三级。");
    assert_eq!(value(&several[0], "innovation"), "首次派单。\n其中：分三级。\n职工反响：办结快了。");
    // a word that the field's own labels end in leads
    let plain = with_effect_under("成效：办结快了。", "首次派单。\n其中：分三级。");
    let read = [value(&plain[0], "innovation"), value(&plain[0], "effect")];
    assert_eq!((read, doubts_of(&plain[0], "effect")), (["首次派单。\n其中：分三级。".into(), "办结快了。".into()], 1));
}

#[test]
fn the_applicant_in_parentheses_behind_the_project_is_no_part_of_its_name() {
    let written = [
        "创新项目申报表",
        "项目名称：工单直派（申报单位：海港区总工会）",
        "项目负责：张伟",
        "联系电话：13800001111",
        "项目创新内容：首次派单（牵头单位：各站点）。",
    ];
    let document = Document { body: lines(&written), ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
    let form = &forms_of(&document)[0];
    let read = [value(form, "project"), value(form, "unit"), value(form, "innovation")];
    assert_eq!(read, ["工单直派", "海港区总工会", "首次派单（牵头单位：各站点）。"]);
}

#[test]
fn plain_words_below_one_another_in_a_cell_each_end_what_stands_above() {
    let cell = "单位：海港区总工会\n项目：工单直派\n项目负责人：张伟\n电话：13800001111";
    let texts = [("A3:D3", "项目申报理由：反映慢。"), ("A4:D4", "项目创新内容：首次派单。")];
    let cells = [&[("A1:D1", "创新项目申报表"), ("A2:D2", cell)][..], &texts].concat();
    let forms = crate::made_form::forms(vec![sheet("申报表", &cells)]);
    let read = ["unit", "project", "leaders", "phone"].map(|key| value(&forms[0], key));
    assert_eq!(read, ["海港区总工会", "工单直派", "张伟", "13800001111"]);
    assert!(forms[0].application.value("joint_units").is_none());
}

#[test]
fn a_heading_in_a_sentence_of_a_text_is_no_label_where_another_line_asks_for_that() {
    let written = [
        "创新项目申报表",
        "申报单位：海港区总工会",
        "项目名称：工单直派",
        "项目负责：张伟",
        "项目实施措施：摸底建站。",
        "项目预期效果：办结快了。具体措施：",
        "按月通报。",
    ];
    let document = Document { body: lines(&written), ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
    let form = &forms_of(&document)[0];
    assert_eq!(value(form, "effect"), "办结快了。具体措施：\n按月通报。");
    assert_eq!(value(form, "measures"), "摸底建站。");
}

#[test]
fn words_of_labels_within_a_text_are_the_text_s() {
    let texts = [
        "各单位负责人承诺，\n日期：每月5日前。",
        "把“项目名称”印在展板上，\n项目名称 醒目。",
        "建立制度。具体措施：\n建点。",
        "联合单位：县人社局提供师资。\n牵头：县总工会。",
        "实施单位：各基层工会；完成时间：2026年10月。",
    ];
    for text in texts {
        let asked = format!("项目实施措施：{text}");
        let head = ["创新项目申报表", "申报单位：海港区总工会", "项目名称：工单直派", "项目负责：张伟"];
        let written: Vec<&str> = head.into_iter().chain(asked.lines()).chain(["项目预期效果：快了。"]).collect();
        let document =
            Document { body: lines(&written), ..Document::empty(&Arc::from("申报表.docx"), Format::Docx) };
        let forms = forms_of(&document);
        assert_eq!((forms.len(), value(&forms[0], "measures").as_str()), (1, text));
        for cells in [&[("A4", "项目实施措施"), ("B4:D4", text)][..], &[("A4:D4", asked.as_str())]] {
            let forms = crate::made_form::forms(vec![sheet("申报表", &[CARD, cells].concat())]);
            assert_eq!((forms.len(), value(&forms[0], "measures").as_str()), (1, text));
        }
    }
}

#[test]
fn a_text_in_rows_of_its_own_column_goes_on_over_words_of_labels_and_empty_rows() {
    let texts = [
        ["主要做法", "建立教学点", "聘请师傅"],
        ["（一）前期准备", "摸底调查。", "（二）组织实施"],
        ["成立小组。", "负责人：各点站长。", "日期：每月5日前。"],
        ["推进措施——", "建点。", "保障措施——"],
        ["建点。", "", "聘师授课。"],
    ];
    for text in texts {
        let rows: Vec<(&str, &str)> = ["B4", "B5", "B6"].into_iter().zip(text).collect();
        let asked = [("A4", "项目实施措施"), ("A7", "项目预期效果"), ("B7", "办结快了。")];
        let forms = crate::made_form::forms(vec![sheet("申报表", &[CARD, &asked, rows.as_slice()].concat())]);
        let expected: Vec<&str> = text.into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(value(&forms[0], "measures"), expected.join("\n"));
        assert_eq!(value(&forms[0], "effect"), "办结快了。");
    }
    // who signs and when is no text, nor is the label of an empty form
    for (below, expected) in [("昌黎县总工会", "建点。"), ("2026年10月8日", "建点。"), ("领导签字：张伟", "建点。")]
    {
        let cells = [("A4", "项目实施措施"), ("B4", "建点。"), ("B6", below)];
        let forms = crate::made_form::forms(vec![sheet("申报表", &[CARD, &cells].concat())]);
        assert_eq!(value(&forms[0], "measures"), expected, "{below}");
    }
    let forms =
        crate::made_form::forms(vec![sheet("申报表", &[CARD, &[("A4", "项目实施措施"), ("B4", "主要做法")]].concat())]);
    assert_eq!(value(&forms[0], "measures"), "");
}
