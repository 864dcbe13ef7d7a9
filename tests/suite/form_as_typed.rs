//! Forms as people type them in a hurry: lists in lines, two labels in a cell, answers behind 答：, corrections beside what they correct.

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;

use crate::inbox_group::HAIGANG;
use crate::inbox_group::expect;
use crate::inbox_group::form as sensed;
use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::table;
use crate::made_form::value;
use crate::made_measure::measure;

fn named(forms: &[FormRead]) -> Vec<[String; 3]> {
    forms.iter().map(|form| ["unit", "project", "phone"].map(|key| value(form, key))).collect()
}

fn doubts(form: &FormRead, key: &str) -> usize {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.doubts.len(),
        _ => 0,
    }
}

#[test]
fn a_list_in_lines_has_a_project_a_line() {
    let rows = [
        ["序号", "申报单位", "项目名称", "负责人", "电话"],
        ["1", "海港区总工会", "数字工会", "张伟", "13800001111"],
        ["2", "抚宁区总工会", "流动课堂", "李娜", "13800002222"],
    ];
    let expected = [["海港区总工会", "数字工会", "13800001111"], ["抚宁区总工会", "流动课堂", "13800002222"]];
    for gap in ["\t", "　　", "   ", " | ", " "] {
        let texts = rows.map(|row| row.join(gap));
        let texts = ["各单位申报如下：", &texts[0], &texts[1], "", &texts[2], "海港区总工会办公室"];
        let read = forms(lines(&texts));
        assert_eq!(named(&read), expected, "{gap:?}");
        let left: Vec<&str> = read[1].application.unclaimed.iter().map(|text| text.raw.as_str()).collect();
        assert!(!left.contains(&"1"), "{left:?}: the first line is no other project's");
    }
    let groups = [
        "序号\t项目名称\t负责人\t电话",
        "海港区总工会",
        "1\t数字工会\t张伟\t13800001111",
        "申报单位：抚宁区总工会",
        "1\t流动课堂\t李娜\t13800002222",
        "以上项目均已公示。",
    ];
    assert_eq!(named(&forms(lines(&groups))), expected);
    // one line of answers below the labels is a card's, and a line of fewer texts ends a list
    let texts = rows.map(|row| row.join("\t"));
    assert_eq!(named(&forms(lines(&[&texts[0], &texts[1]]))).len(), 1);
}

#[test]
fn two_labels_in_a_cell_have_an_answer_each() {
    let stacked = [CARD, &[("A4", "项目申报理由\n项目实施措施"), ("B4", "甲\n乙")]].concat();
    assert_eq!(value(&form(&stacked), "project"), "数字工会");
    let measure = measure(&[("head", "竞赛负责人", "people", ""), ("tel", "负责人电话", "phone", "")]);
    let cells =
        [("A1", "完成单位"), ("B1", "海港区总工会"), ("A2", "竞赛负责人\n负责人电话"), ("B2", "张伟\n13800001111")];
    let document = Document { body: vec![table(1, &cells)], ..Document::empty(&"申报书.docx".into(), Format::Docx) };
    let read = read_forms(&document, &measure, &Lexicon::new(&measure));
    assert_eq!(["head", "tel"].map(|key| value(&read[0], key)), ["张伟", "13800001111"]);
    let three = [
        [("A1", "完成单位\n竞赛负责人\n负责人电话"), ("B1", "海港区总工会\n张伟\n13800001111")],
        [("A1", "完成单位"), ("B1", "海港区总工会")],
    ];
    for (mut cells, below) in [(three[0].to_vec(), None), (three[1].to_vec(), Some("竞赛负责人　　负责人电话"))]
    {
        cells.extend(below.map(|label| [("A2", label), ("B2", "张伟　　13800001111")]).into_iter().flatten());
        cells.extend([("A3", "成果名称"), ("B3", "数字工会")]);
        let document =
            Document { body: vec![table(1, &cells)], ..Document::empty(&"申报书.docx".into(), Format::Docx) };
        let read = read_forms(&document, &measure, &Lexicon::new(&measure));
        let told = ["unit", "head", "tel"].map(|key| value(&read[0], key));
        assert_eq!(told, ["海港区总工会", "张伟", "13800001111"], "{below:?}");
    }
}

#[test]
fn what_answers_begin_with_and_stand_between_is_no_part_of_them() {
    for (before, behind) in [("答：", ""), ("‘", "’"), ("'", "'"), ("“", "”")] {
        let texts = ["申报单位", "项目名称", "负责人", "联系电话"]
            .into_iter()
            .zip(["海港区总工会", "“数字”工会", "张伟", "13800001111"])
            .flat_map(|(label, answer)| [format!("{label}："), format!("{before}{answer}{behind}")]);
        let texts: Vec<String> = texts.collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(named(&forms(lines(&texts))), [["海港区总工会", "“数字”工会", "13800001111"]], "{before}");
    }
}

#[test]
fn a_heading_over_the_labels_heads_no_answers() {
    let cells = [
        ("A4", "内容"),
        ("B4:C4", "说明"),
        ("D4", "备注"),
        ("A5", "项目申报理由"),
        ("B5:C5", "诉求分散。"),
        ("D5", "已公示"),
    ];
    assert_eq!(value(&form(&[CARD, &cells].concat()), "reason"), "诉求分散。");
}

#[test]
fn numbered_names_behind_a_lead_answer_their_label() {
    let texts = [
        "申报单位：",
        "答：海港区总工会",
        "项目名称：",
        "答:数字工会",
        "项目负责人：",
        "答：1、张伟、2、李娜、3、王强",
    ];
    let read = forms(lines(&texts));
    assert_eq!(["project", "leaders"].map(|key| value(&read[0], key)), ["数字工会", "张伟、李娜、王强"]);
}

#[test]
fn the_first_of_several_named_below_an_empty_label_leads() {
    let texts = [
        "申报单位：海港区总工会",
        "项目名称：数字工会",
        "项目负责人：",
        "第一完成人：张伟；第二完成人：李娜",
        "联系电话：13800001111",
    ];
    assert_eq!(value(&forms(lines(&texts))[0], "leaders"), "张伟、李娜");
}

#[test]
fn a_correction_and_a_joint_union_are_doubted() {
    let with = |at: usize, text: &'static str| {
        let mut cells = CARD.to_vec();
        cells[at].1 = text;
        form(&cells)
    };
    for name in ["张伟（更正为：李娜）", "张伟→李娜", "张伟改为李娜"] {
        assert!(doubts(&with(5, name), "leaders") > 0, "{name}");
    }
    assert_eq!(doubts(&with(5, "张伟"), "leaders"), 0);
    let union = "华北销售公司中心加油站及新能源充电服务联合工会委员会";
    let read = with(1, union);
    assert_eq!((value(&read, "unit").as_str(), value(&read, "joint_units").as_str()), (union, ""));
}

#[test]
fn an_answer_put_off_is_none() {
    for text in ["待定", "稍后补报", "另行通知", "尚未确定"] {
        let read = form(&[CARD, &[("A4", "项目申报理由"), ("B4:D4", text)]].concat());
        assert_eq!(value(&read, "reason"), "", "{text}");
    }
    let read = form(&[CARD, &[("A4", "项目申报理由"), ("B4:D4", "待遇核定难")]].concat());
    assert_eq!(value(&read, "reason"), "待遇核定难");
}

#[test]
fn a_value_merged_over_two_projects_is_both_of_theirs() {
    let cells = [
        ("A1", "申报单位"),
        ("B1:C1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "数字工会"),
        ("C2", "流动课堂"),
        ("A3", "项目负责人"),
        ("B3", "张伟"),
        ("C3", "李娜"),
        ("A4", "联系电话"),
        ("B4", "13800001111"),
        ("C4", "13800002222"),
        ("A5", "项目申报理由"),
        ("B5", "诉求分散。"),
        ("C5", "培训不足。"),
    ];
    let read = forms(vec![crate::made_form::sheet("项目", &cells)]);
    let expected = [["海港区总工会", "数字工会", "13800001111"], ["海港区总工会", "流动课堂", "13800002222"]];
    assert_eq!(named(&read), expected);
}

#[test]
fn a_filled_example_beside_a_form_is_no_application() {
    let files = [sensed("甲/申报表.docx", HAIGANG, "智慧平台"), sensed("甲/填写示例.docx", HAIGANG, "流动课堂")];
    expect(&files, &["甲 = 甲/填写示例.docx:other 甲/申报表.docx:form"]);
    let others = [sensed("甲/申报表.docx", HAIGANG, "智慧平台"), sensed("甲/带示例.docx", HAIGANG, "流动课堂")];
    expect(&others, &["甲/带示例.docx = 甲/带示例.docx:form", "甲/申报表.docx = 甲/申报表.docx:form"]);
    // 示范项目 is what a project may be called
    let model = [sensed("甲/申报表.docx", HAIGANG, "智慧平台"), sensed("甲/示范项目申报表.docx", HAIGANG, "流动课堂")];
    expect(&model, &["甲/申报表.docx = 甲/申报表.docx:form", "甲/示范项目申报表.docx = 甲/示范项目申报表.docx:form"]);
    let alone = [sensed("甲/申报表示例.docx", HAIGANG, "流动课堂")];
    expect(&alone, &["甲 = 甲/申报表示例.docx:form"]);
}

#[test]
fn what_can_be_no_name_is_doubted_and_what_says_nothing_is_nothing() {
    let with = |at: usize, text: &'static str| {
        let mut cells = CARD.to_vec();
        cells.extend([("A4", "联合单位"), ("B4:D4", "海港区教育局")]);
        cells[at].1 = text;
        form(&cells)
    };
    for (at, key, texts) in [
        (1, "unit", &["13800002222", "□是 □否", "如有请填写"][..]),
        (3, "project", &["13800002222", "2026年3月5日", "√", "如有请填写"]),
        (5, "leaders", &["测试", "□是 □否", "2026年3月"]),
        (9, "joint_units", &["13800002222", "2026年3月", "沈英超", "如有请填写"]),
    ] {
        for text in texts {
            assert!(doubts(&with(at, text), key) > 0, "{key}: {text}");
        }
    }
    for (at, key) in [(1, "unit"), (3, "project"), (5, "leaders"), (9, "joint_units")] {
        assert_eq!((value(&with(at, "null"), key).as_str(), value(&with(at, "#N/A"), key).as_str()), ("", ""), "{key}");
    }
    for text in ["独立完成", "无 年 月 日", "□有 ☑无", "□有 □无"] {
        assert_eq!(value(&with(9, text), "joint_units"), "", "{text}");
    }
    let plain = with(9, "开滦、独立山街道工会");
    assert_eq!(value(&plain, "joint_units"), "开滦、独立山街道工会");
    let keys = ["unit", "project", "leaders", "joint_units"];
    assert_eq!(keys.map(|key| doubts(&plain, key)), [0; 4]);
}
