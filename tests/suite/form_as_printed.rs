//! Forms as offices print them: answers in parentheses behind every label, labels between two projects, requests above the answers, what
//! the measure does not ask on the line of the unit.

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::model::Value;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::value;
use crate::made_measure::measure;

fn prompt(form: &FormRead, key: &str) -> Option<String> {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.prompt.as_ref().map(|prompt| prompt.raw.clone()),
        _ => None,
    }
}

fn with(cells: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    CARD.iter().chain(cells).copied().collect()
}

#[test]
fn answers_in_parentheses_behind_every_label_are_read() {
    let texts = [
        "申报单位（海港区总工会（牵头））",
        "项目名称（数字工会）",
        "项目负责人（张伟、李娜）",
        "联系电话（13800001111）",
        "项目申报理由（职工有需求。基层有基础。\n条件已具备。）",
        "项目预期效果（服务职工三千人次。）",
    ];
    let cells: Vec<(String, &str)> =
        texts.iter().enumerate().map(|(at, text)| (format!("A{}", at + 1), *text)).collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|(place, text)| (place.as_str(), *text)).collect();
    let in_lines: Vec<&str> = texts.iter().copied().filter(|text| !text.contains('\n')).collect();
    for (body, reason) in
        [(vec![sheet("申报表", &cells)], "职工有需求。基层有基础。\n条件已具备。"), (lines(&in_lines), "")]
    {
        let [read] = forms(body).try_into().expect("one form");
        for (key, want) in [
            ("unit", "海港区总工会"),
            ("project", "数字工会"),
            ("leaders", "张伟、李娜"),
            ("phone", "13800001111"),
            ("effect", "服务职工三千人次。"),
        ] {
            assert_eq!(value(&read, key), want, "{key}");
        }
        assert!(reason.is_empty() || value(&read, "reason") == reason);
    }
}

#[test]
fn answers_in_parentheses_behind_plain_words_are_read() {
    let body = lines(&[
        "工会工作创新项目申报表",
        "单位（海港区总工会）",
        "项目（数字工会）",
        "负责人（张伟、李娜）",
        "电话（13800001111）",
        "背景（职工有需求。）",
        "做法（建立专班，按月推进。）",
        "成效（服务职工三千人次。）",
    ]);
    let [read] = forms(body).try_into().expect("one form");
    let read: FormRead = read;
    for (key, want) in [
        ("unit", "海港区总工会"),
        ("project", "数字工会"),
        ("leaders", "张伟、李娜"),
        ("phone", "13800001111"),
        ("reason", "职工有需求。"),
        ("measures", "建立专班，按月推进。"),
        ("effect", "服务职工三千人次。"),
    ] {
        assert_eq!(value(&read, key), want, "{key}");
    }
}

#[test]
fn what_says_how_to_answer_is_no_answer() {
    let read = form(&with(&[
        ("A4", "创新内容（突出首创性、独创性）"),
        ("B4", ""),
        ("A5", "联合单位（没有可不填）"),
        ("B5", ""),
    ]));
    assert_eq!(value(&read, "innovation"), "");
    assert_eq!(value(&read, "joint_units"), "");
}

#[test]
fn labels_between_two_projects_ask_both() {
    let read = forms(vec![sheet(
        "对照表",
        &[
            ("A1", "海港区总工会"),
            ("B1", "申报单位"),
            ("C1", "山海关区总工会"),
            ("A2", "数字工会"),
            ("B2", "项目名称"),
            ("C2", "海滨驿站"),
            ("A3", "张伟"),
            ("B3", "项目负责人"),
            ("C3", "李娜"),
            ("A4", "13800001111"),
            ("B4", "联系电话"),
            ("C4", "13900002222"),
        ],
    )]);
    let told: Vec<[String; 3]> =
        read.iter().map(|form| ["unit", "project", "phone"].map(|key| value(form, key))).collect();
    let want = [["海港区总工会", "数字工会", "13800001111"], ["山海关区总工会", "海滨驿站", "13900002222"]];
    assert_eq!(told, want.map(|row| row.map(str::to_owned)));
}

#[test]
fn a_request_in_parentheses_above_its_answer_is_taken_off_and_said() {
    for request in ["（与以往做法相比的不同之处）", "（包括：1.组织领导；2.实施步骤）"] {
        let text = format!("{request}\n建章立制。\n逐级培训。");
        let read = form(&with(
            &[("A4", "实施措施"), ("B4:D4", &text)].map(|(place, text)| (place, text.to_owned().leak() as &str)),
        ));
        assert_eq!(value(&read, "measures"), "建章立制。\n逐级培训。");
        assert_eq!(prompt(&read, "measures").as_deref(), Some(request));
    }
    for text in ["（一）\n建章立制。", "（2026年3月）\n建章立制。", "（第一阶段）\n建章立制。"]
    {
        assert_eq!(value(&form(&with(&[("A4", "实施措施"), ("B4:D4", text)])), "measures"), text);
    }
}

#[test]
fn a_label_that_nobody_knows_ends_the_unit_before_it() {
    for line in ["申报单位（盖章）：海港区总工会            经费渠道：自筹", "申报单位：海港区总工会\t经费渠道：自筹"]
    {
        let read =
            form(&[("A1:D1", line), ("A2", "项目名称"), ("B2", "数字工会"), ("A3", "联系电话"), ("B3", "13800001111")]);
        assert_eq!(value(&read, "unit"), "海港区总工会");
    }
}

#[test]
fn a_workshop_is_a_partner_of_its_own() {
    let read = form(&with(&[("A4", "联合单位"), ("B4:D4", "渤海钢铁有限公司检修车间\n临江热力总公司")]));
    assert_eq!(value(&read, "joint_units"), "渤海钢铁有限公司检修车间、临江热力总公司");
}

#[test]
fn the_day_that_a_form_asks_for_counts_before_the_day_of_an_opinion() {
    let policy = measure(&[("tel", "联系电话", "phone", "")]);
    let body = vec![sheet(
        "申报书",
        &[
            ("A1:B1", "职工创新申报书"),
            ("A2", "完成单位"),
            ("B2", "云台县机械厂工会"),
            ("A3", "成果名称"),
            ("B3", "焊接工装改进"),
            ("A4", "提出日期"),
            ("B4", "2026年3月17日"),
            ("A5", "申报单位意见"),
            ("B5", "同意申报。\n（公章）\n2026年9月3日"),
        ],
    )];
    let document = Document { body, ..Document::empty(&"申报书.xlsx".into(), Format::Xlsx) };
    let [read] = read_forms(&document, &policy, &Lexicon::new(&policy)).try_into().expect("one form");
    let Some(FieldReading::Read(day)) = read.application.fields.get("day") else { panic!("a day") };
    assert!(matches!(day.read.value, Value::Date(day) if day.to_string() == "2026-03-17"), "{:?}", day.read);
}

#[test]
fn a_prompt_for_more_pages_behind_an_answer_leaves_the_answer() {
    for prompt in ["（可另附页）", "（不够可另附页）"] {
        for text in [format!("减少用工5人。\n{prompt}"), format!("减少用工5人。{prompt}")] {
            let text: &'static str = text.leak();
            assert_eq!(
                value(&form(&with(&[("A4", "预期效果"), ("B4:D4", text)])), "effect"),
                "减少用工5人。",
                "{text}"
            );
        }
    }
}

#[test]
fn a_text_in_rows_that_is_numbered_as_the_headings_are_goes_on() {
    let read = form(&[
        ("A1:D1", "申报单位：海港区总工会"),
        ("A2:D2", "项目名称：数字工会"),
        ("A3:D3", "1．项目申报理由"),
        ("A4:D4", "1.职工有需求。"),
        ("A5:D5", "2.基层有基础。"),
        ("A6:D6", "2．项目创新内容"),
        ("A7:D7", "首创积分制。"),
    ]);
    assert_eq!(value(&read, "reason"), "1.职工有需求。\n2.基层有基础。");
    assert_eq!(value(&read, "innovation"), "首创积分制。");
}

#[test]
fn a_period_under_a_label_of_its_own_with_both_ends_labelled_is_whole() {
    let period = [("A4", "起止时间"), ("B4", "开始时间"), ("C4", "2025年7月"), ("D4", "结束时间"), ("E4", "2026年1月")];
    let read = form(&with(&period));
    let Some(FieldReading::Read(period)) = read.application.fields.get("period") else { panic!("a period") };
    assert_eq!(period.read.raw, "2025年7月至2026年1月");
}

#[test]
fn a_phone_is_asked_for_in_any_measure_by_the_words_for_one() {
    let policy = measure(&[("tel", "联系电话", "phone", "")]);
    for label in ["手机", "联系方式", "联系人及电话"] {
        let body = vec![sheet(
            "申报书",
            &[
                ("A1:B1", "职工创新申报书"),
                ("A2", "完成单位"),
                ("B2", "云台县机械厂工会"),
                ("A3", "成果名称"),
                ("B3", "焊接工装改进"),
                ("A4", label),
                ("B4", "王芳 13800001111"),
            ],
        )];
        let document = Document { body, ..Document::empty(&"申报书.xlsx".into(), Format::Xlsx) };
        let [read] = read_forms(&document, &policy, &Lexicon::new(&policy)).try_into().expect("one form");
        assert_eq!(value(&read, "tel"), "13800001111", "{label}");
    }
}

#[test]
fn a_table_of_people_is_read_without_its_label_s_merge_and_with_a_head_that_nobody_knows() {
    let beside = [
        ("A4", "项目负责人"),
        ("B4", "姓名"),
        ("C4", "职务"),
        ("D4", "职称"),
        ("B5", "张伟"),
        ("C5", "班长"),
        ("D5", "技师"),
        ("B6", "李娜"),
        ("C6", "工人"),
        ("D6", "技师"),
        ("A7", "预期效果"),
        ("B7:D7", "服务职工。"),
    ];
    let below = [
        ("A4:F4", "项目负责人"),
        ("A5", "序号"),
        ("B5", "姓名"),
        ("C5", "性别"),
        ("D5", "年龄"),
        ("E5", "工种"),
        ("F5", "签名"),
        ("A6", "1"),
        ("B6", "乌云其木格"),
        ("C6", "女"),
        ("D6", "40"),
        ("E6", "焊工"),
        ("A7", "2"),
        ("B7", "张伟"),
        ("C7", "男"),
        ("D7", "41"),
        ("E7", "电工"),
    ];
    let head = [("A1", "申报单位"), ("B1:D1", "海港区总工会"), ("A2", "项目名称"), ("B2:D2", "数字工会")];
    for (cells, want) in [(&beside[..], "张伟、李娜"), (&below[..], "乌云其木格、张伟")] {
        let cells: Vec<(&str, &str)> = head.iter().chain(cells).copied().collect();
        assert_eq!(value(&form(&cells), "leaders"), want);
    }
}

#[test]
fn a_name_behind_a_blank_cell_answers_the_label_that_heads_its_row() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:F1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:F2", "数字工会"),
        ("A3:A4", "项目负责人"),
        ("C3", "姓  名"),
        ("D3", "张伟"),
        ("E3", "性别"),
        ("F3", "男"),
        ("C4", "职务"),
        ("D4", "主席"),
        ("E4", "联系电话"),
        ("F4", "13800001111"),
    ]);
    assert_eq!((value(&read, "leaders"), value(&read, "phone")), ("张伟".to_owned(), "13800001111".to_owned()));
}

#[test]
fn a_part_of_the_company_below_its_name_is_no_second_unit() {
    for text in ["燃气总公司\n抢修中心", "渤海钢铁有限公司炼铁厂 高炉车间"] {
        let read = form(&[
            ("A1", "申报单位"),
            ("B1", text),
            ("A2", "项目名称"),
            ("B2", "数字工会"),
            ("A3", "联系电话"),
            ("B3", "138"),
        ]);
        assert_eq!(value(&read, "joint_units"), "", "{text}");
    }
}

#[test]
fn a_text_alone_in_parentheses_is_doubted_unless_the_form_is_answered_so() {
    let doubted =
        |form: &FormRead, key: &str| form.application.value(key).is_some_and(|value| !value.doubts.is_empty());
    let labels = ["项目申报理由", "项目创新内容", "项目实施措施", "项目预期效果"];
    let with_answers = |answers: [&'static str; 4]| {
        let rows = [("A7", "B7"), ("A8", "B8"), ("A9", "B9"), ("A10", "B10")];
        let texts = labels.iter().zip(answers).zip(rows);
        form(&with(
            &texts.flat_map(|((label, answer), (left, right))| [(left, *label), (right, answer)]).collect::<Vec<_>>(),
        ))
    };
    let read = with_answers(["职工有需求。", "（首次实行）", "（一）建专班（二）按月推进", "（量化指标）"]);
    assert_eq!(value(&read, "effect"), "量化指标");
    let found: Vec<bool> =
        ["reason", "innovation", "measures", "effect"].iter().map(|key| doubted(&read, key)).collect();
    assert_eq!(found, [false, true, false, true]);
}
