//! Forms as offices print them and people fill them: a table of contents and a promise around the text, opinions below one head, a day
//! beside the seal alone, answers in brackets, two answers to one label, half a sentence where names are asked.

use shenping::extract::FormRead;
use shenping::model::Block;
use shenping::model::FieldReading;
use shenping::model::Spot;
use shenping::model::Value;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;

const HEAD: &[&str] = &[
    "秦皇岛市工会工作创新项目申报表",
    "申报单位：海港区总工会",
    "项目名称：数字工会",
    "项目负责人：张伟",
    "联系电话：13800001111",
];

/// The only form of these lines below a head.
fn form_of_lines(further: &[&str]) -> FormRead {
    let all: Vec<&str> = HEAD.iter().chain(further).copied().collect();
    let mut forms = forms(lines(&all));
    assert_eq!(forms.len(), 1, "one form");
    forms.remove(0)
}

fn doubts(form: &FormRead, key: &str) -> usize {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.doubts.len() + field.rivals.len(),
        _ => 0,
    }
}

/// What is read where a card asks who is in charge.
fn in_charge(text: &str) -> FormRead {
    let kept = CARD.iter().filter(|(at, _)| !matches!(*at, "B3"));
    let cells: Vec<(&str, &str)> = kept.copied().chain([("B3", text)]).collect();
    form(&cells)
}

#[test]
fn half_a_sentence_tells_who_is_in_charge() {
    for text in
        ["周启明负责人", "周启明为负责人", "由周启明负责", "负责人为周启明", "我单位周启明", "主要由周启明同志牵头负责"]
    {
        assert_eq!(value(&in_charge(text), "leaders"), "周启明", "{text}");
    }
    for text in ["由周启明、欧阳雪共同负责", "周启明任组长，欧阳雪任副组长", "周启明，男，技术员；欧阳雪，女，操作工"]
    {
        assert_eq!(value(&in_charge(text), "leaders"), "周启明、欧阳雪", "{text}");
    }
    assert_eq!(doubts(&in_charge("娜仁花"), "leaders"), 0);
    for text in ["由办公室负责", "空", "全国优秀工会工作者"] {
        assert_eq!(doubts(&in_charge(text), "leaders"), 1, "{text}");
    }
}

#[test]
fn a_table_of_contents_and_a_promise_are_no_part_of_a_text() {
    let form = form_of_lines(&[
        "目    录",
        "一、项目申报理由\t1",
        "二、项目预期效果……2",
        "一、项目申报理由",
        "诉求渠道分散。",
        "二、项目预期效果",
        "受益职工一万人。",
        "承 诺 书",
        "本单位承诺所填内容真实，如有不实，愿承担责任。",
        "承诺人（签字）：        单位（盖章）",
        "    年    月    日",
    ]);
    assert_eq!(value(&form, "reason"), "诉求渠道分散。");
    assert_eq!(value(&form, "effect"), "受益职工一万人。");
    assert_eq!(doubts(&form, "reason") + doubts(&form, "effect"), 0);
}

#[test]
fn answers_in_brackets_behind_their_labels_are_read() {
    let all = [
        "秦皇岛市工会工作创新项目申报表",
        "申报单位【海港区总工会（盖章）】",
        "项目名称【数字工会平台】",
        "项目负责人【张伟】  联系电话【13800001111】",
    ];
    let read = forms(lines(&all)).remove(0);
    let told = ["unit", "project", "leaders", "phone"].map(|key| value(&read, key));
    assert_eq!(told, ["海港区总工会", "数字工会平台", "张伟", "13800001111"]);
    let asked = form(&[
        ("A1", "申报单位【盖章】"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "数字工会"),
        ("A3", "项目负责【不超过3人】"),
        ("B3", "张伟"),
    ]);
    assert_eq!(["unit", "leaders"].map(|key| value(&asked, key)), ["海港区总工会", "张伟"]);
}

#[test]
fn a_title_goes_on_behind_a_break_within_its_paragraph() {
    let mut body = lines(&[
        "秦皇岛市工会工作创新项目申报表",
        "申报单位：海港区总工会",
        "项目名称：新就业形态",
        "劳动者驿站　　联系电话：13800001111",
        "项目负责人：张伟",
    ]);
    let second = match (&body[2], &body[3]) {
        (Block::Paragraph(first), Block::Paragraph(second)) => {
            shenping::model::Paragraph { spot: first.spot.clone(), ..second.clone() }
        }
        _ => unreachable!("lines are paragraphs"),
    };
    body[3] = Block::Paragraph(second);
    let read = forms(body).remove(0);
    assert_eq!(value(&read, "project"), "新就业形态\n劳动者驿站");
    assert_eq!(value(&read, "phone"), "13800001111");
}

#[test]
fn below_one_head_of_opinions_the_unit_gives_its_own() {
    let head = CARD.iter().copied();
    let read = form(
        &head
            .chain([
                ("A4:A5", "审\n核\n意\n见"),
                ("B4", "申报单位"),
                ("C4:D4", "情况属实，同意上报。\n（盖章）\n2026年9月8日"),
                ("B5", "市总工会"),
                ("C5:D5", "（盖章）\n年 月 日"),
            ])
            .collect::<Vec<_>>(),
    );
    assert_eq!((value(&read, "unit").as_str(), doubts(&read, "unit")), ("海港区总工会", 0));
    assert_eq!(value(&read, "sign_date"), "2026-09-08");
}

#[test]
fn the_day_beside_the_seal_is_that_of_signing_and_no_unit() {
    let read = form(
        &CARD
            .iter()
            .copied()
            .chain([("A4:B4", "申报单位（盖章）\n2026年9月8日"), ("C4:D4", "联合单位（盖章）\n年 月 日")])
            .collect::<Vec<_>>(),
    );
    assert_eq!((value(&read, "unit").as_str(), doubts(&read, "unit")), ("海港区总工会", 0));
    assert_eq!(value(&read, "sign_date"), "2026-09-08");
    // A letter before the form is dated as well.
    let mut body = lines(&[
        "关于申报创新项目的请示",
        "根据《补助实施办法》的要求，我单位拟申报“数字工会”项目，现将申报表随文报送，请予审核为盼，妥否请批示。",
        "2026年9月1日",
        "秦皇岛市工会工作创新项目申报表",
    ]);
    body.push(table(1, CARD));
    let read = forms(body).remove(0);
    assert_eq!(value(&read, "sign_date"), "");
}

#[test]
fn one_label_may_have_its_two_answers_in_two_cells() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:C1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:C2", "数字工会"),
        ("A3", "负责人/电话"),
        ("B3", "张伟"),
        ("C3", "13800001111"),
    ]);
    assert_eq!(["leaders", "phone"].map(|key| value(&read, key)), ["张伟", "13800001111"]);
}

#[test]
fn what_is_still_to_be_is_asked_for_as_what_is() {
    let read = form(&[
        ("A1", "拟申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "拟申报项目名称"),
        ("B2", "数字工会"),
        ("A3", "拟任项目负责人"),
        ("B3", "张伟"),
        ("A4", "拟采取的实施措施"),
        ("B4", "分三步走，逐月通报。"),
        ("A5", "怎么联系"),
        ("B5", "13800001111"),
    ]);
    let told = ["unit", "project", "leaders", "measures", "phone"].map(|key| value(&read, key));
    assert_eq!(told, ["海港区总工会", "数字工会", "张伟", "分三步走，逐月通报。", "13800001111"]);
}

#[test]
fn above_a_line_for_the_seal_the_unit_stands_by_another_label() {
    let mut body = lines(&["秦皇岛市工会工作创新项目申报表", "第一部分  申报单位信息"]);
    body.push(table(
        1,
        &[
            ("A1", "单位名称"),
            ("B1", "海港区总工会"),
            ("A2", "项目名称"),
            ("B2", "数字工会"),
            ("A3", "项目负责人"),
            ("B3", "张伟"),
        ],
    ));
    body.extend(lines(&["申报单位（公章）          主要负责人（签字）          2026年9月8日"]));
    let read = forms(body).remove(0);
    assert_eq!(value(&read, "unit"), "海港区总工会");
    assert!(
        matches!(read.application.fields.get("unit"), Some(FieldReading::Read(field)) if matches!(field.read.value, Value::Organisation(_)) && !matches!(field.read.place.spot, Some(Spot::Paragraph { .. })))
    );
}

#[test]
fn answers_between_the_form_s_parentheses_are_read() {
    let all = [
        "秦皇岛市工会工作创新项目申报表",
        "申报单位：（海港区总工会）",
        "项目名称：（数字工会平台）",
        "项目负责人：（张伟、李娜）  联系电话：（13800001111）",
    ];
    let read = forms(lines(&all)).remove(0);
    let told = ["unit", "project", "leaders", "phone"].map(|key| value(&read, key));
    assert_eq!(told, ["海港区总工会", "数字工会平台", "张伟、李娜", "13800001111"]);
}

#[test]
fn an_example_below_a_form_asks_for_nothing() {
    let example = "填表示例：申报单位：××县总工会；项目名称：××工作法；项目负责人：张三；联系电话：13800000000。";
    let cells: Vec<(&str, &str)> = CARD.iter().copied().chain([("A5:D5", example)]).collect();
    let read = form(&cells);
    assert_eq!(["unit", "phone"].map(|key| value(&read, key)), ["海港区总工会", "13800001111"]);
    assert_eq!(doubts(&read, "unit"), 0);
    let mut body = lines(&["秦皇岛市工会工作创新项目申报表"]);
    body.push(table(1, CARD));
    body.extend(lines(&[example]));
    assert_eq!(forms(body).len(), 1);
}

#[test]
fn a_project_in_a_row_that_somebody_hid_is_told_of() {
    let head = [("A1", "序号"), ("B1", "申报单位"), ("C1", "项目名称"), ("D1", "项目负责人"), ("E1", "联系电话")];
    let row = |at: u32, unit: &str, project: &str| {
        let cells = [
            ("A", at.to_string()),
            ("B", unit.to_owned()),
            ("C", project.to_owned()),
            ("D", "张伟".to_owned()),
            ("E", "13800001111".to_owned()),
        ];
        cells.map(|(column, text)| (format!("{column}{}", at + 1), text))
    };
    let rows: Vec<(String, String)> =
        [row(1, "海港区总工会", "暖心驿站"), row(2, "昌黎县总工会", "云上工会"), row(3, "卢龙县总工会", "双师带徒")]
            .concat();
    let told: Vec<(&str, &str)> =
        head.iter().copied().chain(rows.iter().map(|(at, text)| (at.as_str(), text.as_str()))).collect();
    let mut list = sheet("汇总表", &told);
    if let Block::Grid(grid) = &mut list {
        grid.cells.iter_mut().filter(|cell| cell.row == 2).for_each(|cell| cell.hidden = true);
    }
    let read = forms(vec![list]);
    assert_eq!(read.iter().map(|form| value(form, "project")).collect::<Vec<_>>(), ["暖心驿站", "双师带徒"]);
    assert_eq!(read.iter().map(|form| doubts(form, "project")).collect::<Vec<_>>(), [1, 0]);
}
