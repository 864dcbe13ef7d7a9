//! Forms in plain text: a table pasted line by line, its labels cut as the cells were, drawn tables and other programs' marks.

use std::sync::Arc;

use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::model::TroubleKind;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::made_form::form;
use crate::made_form::forms_of;
use crate::made_form::value;

fn read_named(name: &str, text: &str, format: Format) -> Document {
    read(&Arc::from(name), text.as_bytes(), format, &Limits::default())
}

fn is_told(document: &Document) -> bool {
    document.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Incomplete)
}

#[test]
fn labels_that_cells_cut_are_put_together_and_hints_are_no_answers() {
    let text = "秦皇岛市工会创新工作立项申报表\n领导签字：  2026年9月8日\n申报单位\n海港区总工会\n项目名称\n职工服务站\n项目负责\n（不超过3人）\n\
                那日松、张伟\n联系电话\n13800001111\n填报日期\n2026年9月8日\n项目\n申报\n理由\n职工分布散。\n先做调查。\n项目\n创新\n内容\n网上办理。\n\
                项目\n实施\n措施\n分三步。\n项目预期效果\n服务三千人次。\n";
    let document = read_named("表.txt", text, Format::Text);
    let read = forms_of(&document);
    let [form] = read.as_slice() else { panic!("one form, not {}", read.len()) };
    for (key, want) in [
        ("leaders", "那日松、张伟"),
        ("phone", "13800001111"),
        ("reason", "职工分布散。\n先做调查。"),
        ("innovation", "网上办理。"),
        ("measures", "分三步。"),
        ("effect", "服务三千人次。"),
    ] {
        assert_eq!(value(form, key), want, "{key}");
    }
    // An answer in brackets with nothing behind it stays one.
    let noted = text.replace("那日松、张伟\n", "");
    let read = forms_of(&read_named("表.txt", &noted, Format::Text));
    assert_eq!(read.first().map(|form| value(form, "phone")).as_deref(), Some("13800001111"));
}

#[test]
fn heads_of_columns_that_were_pasted_as_lines_ask_for_nothing_themselves() {
    let text = "秦皇岛市工会创新工作立项申报表\n申报单位\n海港区总工会\n项目名称\n职工服务站\n项目负责人\n姓名\n职务\n联系电话\n张伟\n主席\n13800001111\n\
                项目申报理由\n职工分布散。\n项目创新内容\n网上办理。\n";
    let read = forms_of(&read_named("表.txt", text, Format::Text));
    let [form] = read.as_slice() else { panic!("one form, not {}", read.len()) };
    assert_eq!((value(form, "project").as_str(), value(form, "reason").as_str()), ("职工服务站", "职工分布散。"));
    for key in ["leaders", "phone"] {
        let reading = form.application.fields.get(key);
        assert!(!matches!(reading, Some(FieldReading::Read(_) | FieldReading::Empty { .. })), "{key}");
    }
}

#[test]
fn a_line_drawn_below_a_label_is_no_answer() {
    let text = "申报单位\n========\n\n海港区总工会\n\n项目名称\n--------\n\n职工服务站\n\n联系电话\n————————\n13800001111\n\n项目申报理由\n==========\n职工分布散。\n";
    let read = forms_of(&read_named("表.txt", text, Format::Text));
    let [form] = read.as_slice() else { panic!("one form, not {}", read.len()) };
    let told = ["unit", "project", "phone", "reason"].map(|key| value(form, key));
    assert_eq!(told, ["海港区总工会", "职工服务站", "13800001111", "职工分布散。"]);
}

#[test]
fn heads_over_two_rows_hold_their_columns_where_merged_cells_are_lost() {
    let text = "序号,申报单位,项目名称,项目负责人情况,,项目申报理由\n,,,姓名,联系电话,\n1,海港区总工会,职工服务站,张伟,0335-6456308,理由一\n\
                2,山海关区总工会,技能课堂,李丽,13800001111,理由二\n";
    let read = forms_of(&read_named("表.csv", text, Format::Csv));
    let told: Vec<(String, String)> = read.iter().map(|form| (value(form, "leaders"), value(form, "phone"))).collect();
    let expected = [("张伟", "0335-6456308"), ("李丽", "13800001111")];
    assert_eq!(told, expected.map(|(name, phone)| (name.to_owned(), phone.to_owned())));
}

#[test]
fn texts_whose_tables_or_marks_are_another_programs_are_told() {
    let grid = "+-----------------+-----------------+\n| 项目名称        | 职              |\n|                 | 工心理健康服务  |\n+-----------------+-----------------+\n\
                | 联系电话        | 13800001111     |\n+-----------------+-----------------+\n";
    let document = read_named("表.txt", grid, Format::Text);
    assert!(is_told(&document));
    assert_eq!(
        document.grids().next().and_then(|grid| grid.cells.get(1)).map(|cell| cell.text.as_str()),
        Some("职工心理健康服务")
    );
    let plain = "项目名称：职工服务站\n联系电话：13800001111\n";
    assert!(!is_told(&read_named("表.txt", plain, Format::Text)));
    assert!(is_told(&read_named("表.PRN", plain, Format::Text)));
    for marked in
        ["项目名称：[职工服务站]{.underline}", "| 单位 | 甲 |\n| 项目 | 乙 |\n| 电话 | 138 |", "{|\n| 单位\n|-\n|}"]
    {
        assert!(is_told(&read_named("表.txt", marked, Format::Text)), "{marked}");
    }
}

#[test]
fn a_form_in_a_chat_program_s_markup_is_read_without_its_marks() {
    let pairs = [
        ["工会", "名称", "组长", "手机", "理由", "特点", "措施", "效果"],
        [
            "海港区总工会",
            "职工服务站",
            "张伟",
            "13800001111",
            "职工分布散。",
            "网上办理。",
            "分三步。",
            "服务三千人次。",
        ],
    ];
    let [words, answers] = pairs;
    let own = [
        "申报单位",
        "项目名称",
        "项目负责",
        "联系电话",
        "项目申报理由",
        "项目创新内容",
        "项目实施措施",
        "项目预期效果",
    ];
    let keys = ["unit", "project", "leaders", "phone", "reason", "innovation", "measures", "effect"];
    let drawn = |labels: [&str; 8], line: fn(&str, &str) -> String| -> &'static str {
        let lines: Vec<String> = labels.iter().zip(answers).map(|(label, answer)| line(label, answer)).collect();
        lines.join("\n").leak()
    };
    for text in [
        drawn(words, |label, answer| format!("- **{label}**：{answer}")),
        drawn(own, |label, answer| format!("- **{label}**：{answer}")),
        drawn(own, |label, answer| format!("| {label} | {answer} |")),
    ] {
        let read = form(&[("A1", "工会工作创新项目申报表"), ("A2", text)]);
        assert_eq!(keys.map(|key| value(&read, key)), answers.map(str::to_owned), "{text}");
    }
}

#[test]
fn a_unit_between_quotation_marks_is_named_without_them() {
    for (written, name) in [("“海港区总工会”", "海港区总工会"), ("海港区“工匠”工会", "海港区“工匠”工会")]
    {
        let read = form(&[
            ("A1", "申报单位"),
            ("B1", written),
            ("A2", "项目名称"),
            ("B2", "职工服务站"),
            ("A3", "联系电话"),
            ("B3", "13800001111"),
        ]);
        assert_eq!(value(&read, "unit"), name);
    }
}

#[test]
fn answers_that_all_stand_between_the_same_marks_are_read_without_them() {
    let labels = ["申报单位", "项目名称", "项目负责", "联系电话", "项目创新内容"];
    let answers = ["海港区总工会", "职工服务站", "张伟", "13800001111", "网上办理。"];
    let keys = ["unit", "project", "leaders", "phone", "innovation"];
    let cells = ["A2", "B2", "C2", "A3", "B3"];
    for (open, close) in [("（", "）"), ("【", "】"), ("[", "]"), ("“", "”"), ("《", "》"), ("<", ">")] {
        let below = |at: usize| -> &'static str { format!("{}\n{open}{}{close}", labels[at], answers[at]).leak() };
        let title = [("A1", "工会工作创新项目申报表")];
        let framed: Vec<(&str, &str)> = title.into_iter().chain((0..5).map(|at| (cells[at], below(at)))).collect();
        assert_eq!(keys.map(|key| value(&form(&framed), key)), answers.map(str::to_owned), "{open}");
    }
    // one name alone between marks is written so
    let own = form(&[
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "《职工服务站》"),
        ("A3", "联系电话"),
        ("B3", "13800001111"),
    ]);
    assert_eq!(value(&own, "project"), "《职工服务站》");
}

#[test]
fn partners_go_on_in_the_lines_below_their_label_and_the_last_sentence_before_the_line_to_sign_is_the_texts() {
    let text = "秦皇岛市工会创新工作立项申报表\n申报单位\n海港区总工会\n项目名称\n职工服务站\n项目负责\n张伟\n王芳\n联系电话\n13800001111\n\
                联合单位\n海港区教育局工会\n燕山大学工会\n\n项目申报理由\n职工分布散。\n我们的口号是：“有所呼、有所应！”——写进了章程。\n\
                领导签字：李丽\n签字日期：2026年9月8日\n";
    let read = forms_of(&read_named("表.txt", text, Format::Text));
    let [form] = read.as_slice() else { panic!("one form, not {}", read.len()) };
    assert_eq!(value(form, "joint_units"), "海港区教育局工会、燕山大学工会");
    assert_eq!(value(form, "leaders"), "张伟、王芳");
    assert_eq!(value(form, "reason"), "职工分布散。\n我们的口号是：“有所呼、有所应！”——写进了章程。");
    for last in ["集体合同应签尽签。", "签署协议五份，满足职工需求。", "请专家点评文章十篇。"]
    {
        let other = text.replace("我们的口号是：“有所呼、有所应！”——写进了章程。", last);
        let read = forms_of(&read_named("表.txt", &other, Format::Text));
        assert_eq!(read.first().map(|form| value(form, "reason")), Some(format!("职工分布散。\n{last}")));
    }
}

#[test]
fn a_list_whose_cells_are_lines_is_read_by_rows_or_answers_nothing() {
    let heads = "序号\n申报单位\n项目名称\n项目负责\n联系电话\n项目申报理由\n项目创新内容\n项目实施措施\n";
    let row = |at: u32, name: &str| format!("{at}\n海港区总工会\n{name}\n张伟\n1380000111{at}\n少。\n新。\n分步。\n");
    let rows = [row(1, "驿站"), row(2, "夜校"), row(3, "书屋")].concat();
    let list = format!("汇总表\n{heads}{rows}");
    let read = forms_of(&read_named("表.txt", &list, Format::Text));
    let titles: Vec<String> = read.iter().map(|form| value(form, "project")).collect();
    assert_eq!(titles, ["驿站", "夜校", "书屋"]);
    assert_eq!(value(&read[1], "phone"), "13800001112");
    let uneven = list.replace("夜校", "夜校\n一期");
    for form in forms_of(&read_named("表.txt", &uneven, Format::Text)) {
        let is_told = |field: &FieldReading| matches!(field, FieldReading::Read(_) | FieldReading::Empty { .. });
        assert!(!form.application.fields.values().any(is_told));
    }
}

#[test]
fn empty_lines_behind_each_line_part_paragraphs_and_end_no_list() {
    let text = "秦皇岛市工会创新工作立项申报表\n申报单位\n海港区总工会\n项目名称\n职工服务站\n联合单位\n海港区教育局工会\n燕山大学工会\n\
                联系电话\n13800001111\n项目申报理由\n职工分布散。\n先做调查。\n";
    let read = forms_of(&read_named("表.txt", &text.replace('\n', "\n\n"), Format::Text));
    let [form] = read.as_slice() else { panic!("one form, not {}", read.len()) };
    assert_eq!(value(form, "joint_units"), "海港区教育局工会、燕山大学工会");
    assert_eq!(value(form, "reason"), "职工分布散。\n先做调查。");
}

/// All labels first, and below them the answers by the same numbers.
#[test]
fn answers_numbered_below_their_labels_are_theirs() {
    let labels = "1.申报单位\n2.项目名称\n3.联系电话\n4.项目预期效果\n";
    let answers = "1.海港区总工会\n2.数字工会\n3.13800001111\n4.办结快了。\n职工满意。\n";
    let text = format!("秦皇岛市工会创新工作立项申报表\n{labels}填写如下\n{answers}");
    let read = forms_of(&read_named("表.txt", &text, Format::Text));
    let told = ["unit", "project", "phone", "effect"].map(|key| value(&read[0], key));
    assert_eq!(told, ["海港区总工会", "数字工会", "13800001111", "办结快了。\n职工满意。"]);
}

/// The number alone belongs to the project below it, not to the text above.
#[test]
fn a_number_alone_heads_the_next_of_several_projects() {
    let card = |number: &str, name: &str| {
        format!(
            "{number}\n申报单位：海港区总工会\n项目名称：{name}\n项目负责人：张伟\n联系电话：13800001111\n项目申报理由：职工分布散。\n项目预期效果：服务三千人次。\n"
        )
    };
    for numbers in [["（一）", "（二）"], ["一、", "二、"], ["(1)", "(2)"]] {
        let text = format!("申报表\n{}{}", card(numbers[0], "职工服务站"), card(numbers[1], "职工书屋"));
        let read = forms_of(&read_named("表.txt", &text, Format::Text));
        let told: Vec<[String; 2]> =
            read.iter().map(|form| ["project", "effect"].map(|key| value(form, key))).collect();
        let want = ["职工服务站", "职工书屋"].map(|name| [name.to_owned(), "服务三千人次。".to_owned()]);
        assert_eq!(told, want, "{numbers:?}");
    }
}
