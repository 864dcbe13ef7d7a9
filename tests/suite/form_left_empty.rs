//! Forms as offices hand them out, wholly or partly left empty: what is printed on them is no answer, and the day or the text that is
//! there is found.

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::policy::Policy;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;
use crate::made_measure::measure;

fn with(cells: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    CARD.iter().chain(cells).copied().collect()
}

fn form_under(policy: &Policy, cells: &[(&str, &str)]) -> FormRead {
    let document = Document {
        body: vec![sheet("申报书", cells)],
        ..Document::empty(&std::sync::Arc::from("申报书.xlsx"), Format::Xlsx)
    };
    let [read] = read_forms(&document, policy, &Lexicon::new(policy)).try_into().expect("one form");
    read
}

fn is_doubted(form: &FormRead, key: &str) -> bool {
    matches!(form.application.fields.get(key), Some(FieldReading::Read(field)) if !field.doubts.is_empty())
}

#[test]
fn a_label_nobody_knows_behind_an_empty_answer_is_no_answer() {
    let read = form(&with(&[("A4", "项目类别"), ("B4", ""), ("C4", "是否实施"), ("D4", "是")]));
    assert_eq!(value(&read, "category"), "");
    let read = form(&with(&[("A4", "项目类别"), ("B4", "维权服务"), ("C4", "是否实施"), ("D4", "是")]));
    assert_eq!(value(&read, "category"), "维权服务");
}

#[test]
fn the_next_line_of_a_cover_answers_no_label_above_it() {
    let cover = [
        "工会工作创新项目申报表",
        "项目名称：数字工会",
        "联系电话：",
        "推荐部门：",
        "申报单位：",
        "推荐等级建议：一等奖",
        "填表日期：",
        "秦皇岛市总工会",
    ];
    let sheet_of = |texts: &[&str]| {
        let cells: Vec<(String, &str)> =
            texts.iter().enumerate().map(|(at, text)| (format!("A{0}:D{0}", at + 1), *text)).collect();
        sheet("申报表", &cells.iter().map(|(place, text)| (place.as_str(), *text)).collect::<Vec<_>>())
    };
    let underlined = cover.map(|line| if line.ends_with('：') { format!("{line}________") } else { line.to_owned() });
    let underlined: Vec<&str> = underlined.iter().map(String::as_str).collect();
    for body in [lines(&cover), vec![sheet_of(&underlined)]] {
        let [read] = forms(body).try_into().expect("one form");
        assert_eq!(value(&read, "project"), "数字工会");
        for key in ["phone", "unit", "sign_date"] {
            assert_eq!(value(&read, key), "", "{key}");
        }
    }
    let [read] =
        forms(lines(&["工会工作创新项目申报表", "申报单位：", "海港区总工会", "项目名称：", "党建引领：打造职工之家"]))
            .try_into()
            .expect("one form");
    assert_eq!(
        (value(&read, "unit"), value(&read, "project")),
        ("海港区总工会".into(), "党建引领：打造职工之家".into())
    );
}

#[test]
fn a_period_whose_ends_have_cells_of_their_own_is_read_or_empty() {
    let cells = |from, to| with(&[("A4", "起止时间"), ("B4", "起始："), ("C4", from), ("D4", "完成："), ("E4", to)]);
    assert_eq!(value(&form(&cells("2026年3月1日", "2026年9月30日")), "period"), "2026-03-01至2026-09-30");
    assert_eq!(value(&form(&cells("", "")), "period"), "");
}

#[test]
fn the_numbers_of_empty_lines_name_nobody() {
    let cells = |first| {
        [
            ("A1", "申报单位"),
            ("B1:D1", "海港区总工会"),
            ("A2", "项目名称"),
            ("B2:D2", "数字工会"),
            ("A3:A5", "项目负责人"),
            ("B3", "1"),
            ("C3:D3", first),
            ("B4", "2"),
            ("C4:D4", ""),
            ("B5", "3"),
            ("C5:D5", ""),
        ]
    };
    assert_eq!(value(&form(&cells("")), "leaders"), "");
    assert_eq!(value(&form(&cells("张伟")), "leaders"), "张伟");
}

#[test]
fn a_heading_of_spread_letters_ends_the_text_above_it() {
    let read = form(&with(&[
        ("A4:D4", "项目申报理由"),
        ("A5:D5", "职工办事要跑三个窗口，意见集中。"),
        ("A6:D6", "技 术 资 料 目 录"),
        ("A7:D7", "1.研制报告"),
    ]));
    assert_eq!(value(&read, "reason"), "职工办事要跑三个窗口，意见集中。");
}

#[test]
fn the_day_behind_who_filled_the_form_in_is_that_of_the_form() {
    let read = form(&with(&[
        ("A4:B4", "单位意见：\n同意申报\n负责人签字：\n（盖章）\n年   月   日"),
        ("C4:D4", "单位工会意见：\n\n（盖章）\n年   月   日"),
        ("A5:D5", "填表人：                    填报日期：2026年9月24日"),
    ]));
    assert_eq!(value(&read, "sign_date"), "2026-09-24");
}

#[test]
fn a_text_below_its_part_s_heading_is_found_behind_other_things() {
    let read = form(&with(&[
        ("A4:D4", "一、项目申报理由"),
        ("A5", "曾获奖励"),
        ("B5:D5", "无"),
        ("A6:D6", "1.立项背景（不超过1000字）\n职工办事要跑三个窗口，意见集中。"),
        ("A7:D7", "二、主要人员"),
    ]));
    assert_eq!(value(&read, "reason"), "职工办事要跑三个窗口，意见集中。");
}

#[test]
fn a_request_with_its_length_is_none_of_the_text_whatever_else_it_asks() {
    let hint = "（限800字，应包含项目主要技术内容、授权知识产权情况、技术经济指标、应用推广及效益情况等）";
    let cells = |text| with(&[("A4", "项目申报理由"), ("B4:D4", text)]);
    assert_eq!(value(&form(&cells(hint)), "reason"), "");
    let answered = format!("{hint}\n职工办事要跑三个窗口。");
    let answered: &'static str = answered.leak();
    assert_eq!(value(&form(&cells(answered)), "reason"), "职工办事要跑三个窗口。");
}

#[test]
fn what_a_label_asks_for_in_its_own_words_is_doubted() {
    let cells = |text| with(&[("A4", "项目申报理由"), ("B4:D4", text)]);
    let hint = "项目申报理由包括：（1）存在的问题；（2）职工的需求。\n职工办事要跑三个窗口。";
    assert!(is_doubted(&form(&cells(hint)), "reason"));
    assert!(!is_doubted(&form(&cells("项目申报理由包括三个方面：一是……")), "reason"));
}

#[test]
fn the_measure_s_own_prompt_is_known_behind_the_words_that_it_explains() {
    let policy =
        measure(&[("why", "立项意义", "text", "aliases = [\"选题\"]\nprompts = [\"本课题的研究现状，选题的意义\"]")]);
    let cells = |text| {
        [
            ("A1", "完成单位"),
            ("B1", "云台机床厂"),
            ("A2", "成果名称"),
            ("B2", "转炉改造"),
            ("A3", "立项意义"),
            ("B3", text),
        ]
    };
    let hint = "1、选题：本课题的研究现状，选题的意义。\n职工技能提升缺少抓手。";
    assert_eq!(value(&form_under(&policy, &cells(hint)), "why"), "职工技能提升缺少抓手。");
}

#[test]
fn the_day_that_only_a_cover_tells_is_the_form_s() {
    let mut body = lines(&[
        "全市工会系统创新项目",
        "推荐审批表",
        "项目名称  数字工会",
        "申报单位  海港区总工会",
        "填报日期：二○二六年六月三日",
    ]);
    body.push(table(1, &with(&[("A4", "项目申报理由"), ("B4:D4", "职工办事要跑三个窗口。")])));
    let [read] = forms(body).try_into().expect("one form");
    assert_eq!((value(&read, "sign_date"), value(&read, "phone")), ("2026-06-03".into(), "13800001111".into()));
}

#[test]
fn a_blank_with_its_year_printed_is_no_day() {
    for blank in ["2026年   月   日", "二○二六年  月  日"] {
        assert_eq!(value(&form(&with(&[("A4", "填报日期"), ("B4:D4", blank)])), "sign_date"), "", "{blank}");
    }
}

#[test]
fn a_line_under_a_heading_that_nobody_knows_is_no_further_partner() {
    let cover = [
        "工会工作创新项目申报表",
        "申报单位：海港区总工会",
        "合作单位：市电视台",
        "归口管理单位：市工信局",
        "项目名称：数字工会",
    ];
    let [read] = forms(lines(&cover)).try_into().expect("one form");
    assert_eq!(value(&read, "joint_units"), "市电视台");
}

#[test]
fn an_empty_answer_beside_a_label_is_not_what_the_next_row_asks() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:D1", ""),
        ("A2", "项目名称"),
        ("B2:D2", ""),
        ("A3", "项目负责人"),
        ("B3", ""),
        ("C3", "联系电话"),
        ("D3", ""),
        ("A4", "展示形式"),
        ("B4:D4", "□实物  □模型  □展板"),
    ]);
    assert_eq!(value(&read, "leaders"), "");
}

#[test]
fn the_unit_and_the_phone_of_the_only_one_in_charge_are_read_in_his_row() {
    let cells = |head, answer| {
        [
            ("A1", "项目名称"),
            ("B1:D1", "数字工会"),
            ("A2:A3", "项目负责人"),
            ("B2", "姓名"),
            ("C2", "性别"),
            ("D2", head),
            ("B3", "张伟"),
            ("C3", "男"),
            ("D3", answer),
            ("A4", "项目申报理由"),
            ("B4:D4", "职工办事要跑三个窗口。"),
        ]
    };
    let read = form(&cells("所在单位\n（联系电话）", "海港区总工会\n（0335-3601234）"));
    assert_eq!((value(&read, "unit"), value(&read, "phone")), ("海港区总工会".into(), "0335-3601234".into()));
    assert_eq!(value(&form(&cells("所在单位", "海港区总工会")), "unit"), "海港区总工会");
}

#[test]
fn the_end_of_a_tall_label_said_again_beside_it_is_no_answer() {
    let read = form(&[
        ("A1:A2", "项目名称"),
        ("B1", "名称"),
        ("C1:D1", "数字工会"),
        ("B2", "公布名"),
        ("C2:D2", ""),
        ("A3:A5", "申报单位"),
        ("B3", "单位名称"),
        ("C3:D3", "海港区总工会"),
        ("B4", "所在地区"),
        ("C4:D4", "秦皇岛市"),
        ("B5", "通讯地址"),
        ("C5:D5", "河北大街1号"),
        ("A6", "项目负责人"),
        ("B6:D6", "张伟"),
    ]);
    assert_eq!((value(&read, "project"), value(&read, "unit")), ("数字工会".into(), "海港区总工会".into()));
    assert_eq!(value(&read, "joint_units"), "");
}

#[test]
fn a_phone_below_the_heading_of_its_part_is_found_beside_a_contact() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:D1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:D2", "数字工会"),
        ("A3", "项目负责人"),
        ("B3:D3", "张伟"),
        ("A4:D4", "五、联系方式"),
        ("A5", "联系人"),
        ("B5", "王平"),
        ("C5", "联系电话"),
        ("D5", "13800001111"),
    ]);
    assert_eq!(value(&read, "phone"), "13800001111");
}

#[test]
fn a_word_over_a_row_of_labels_is_no_part_of_the_text_above() {
    let read = form(&with(&[
        ("A4:D4", "项目申报理由"),
        ("A5:D5", "职工办事要跑三个窗口，意见集中。"),
        ("A6:D6", "审 批 栏"),
        ("A7:B7", "车间意见"),
        ("C7:D7", "单位意见"),
        ("A8:B8", "同意"),
        ("C8:D8", "负责人签字：\n年   月   日"),
    ]));
    assert_eq!(value(&read, "reason"), "职工办事要跑三个窗口，意见集中。");
    assert!(!is_doubted(&read, "reason"));
}

#[test]
fn answers_written_under_the_strokes_are_read() {
    let texts = [
        "工会工作创新项目申报表",
        "申报单位：________",
        "海港区总工会",
        "项目名称：________",
        "数字工会平台",
        "项目负责人：________",
        "张伟、李娜",
        "联系电话：________",
        "13800001111",
    ];
    let cells: Vec<(String, &str)> =
        texts.iter().enumerate().map(|(at, text)| (format!("A{}", at + 1), *text)).collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|(place, text)| (place.as_str(), *text)).collect();
    for body in [lines(&texts), vec![sheet("申报表", &cells)]] {
        let [read] = forms(body).try_into().expect("one form");
        let told = ["unit", "project", "leaders", "phone"].map(|key| value(&read, key));
        assert_eq!(told, ["海港区总工会", "数字工会平台", "张伟、李娜", "13800001111"]);
    }
}

#[test]
fn two_blanks_in_a_line_are_not_answered_by_the_labels_of_the_next() {
    let body = [
        "工会工作创新项目申报表",
        "项目名称：数字工会",
        "申报单位：________________　　　联合单位：________________",
        "项目负责人：张伟、李娜　　　联系电话：13800001111",
    ];
    let [read] = forms(lines(&body)).try_into().expect("one form");
    assert_eq!((value(&read, "unit"), value(&read, "joint_units")), (String::new(), String::new()));
    assert_eq!((value(&read, "leaders"), value(&read, "phone")), ("张伟、李娜".into(), "13800001111".into()));
}

#[test]
fn the_contents_of_an_application_ask_for_nothing() {
    let mut body = lines(&[
        "工会工作创新项目申报书",
        "项目名称：数字工会",
        "申报单位：海港区总工会",
        "目  录",
        "一、基本情况",
        "二、项目申报理由",
        "三、单位意见",
        "一、基本情况",
    ]);
    body.push(table(1, &with(&[("A4", "项目申报理由"), ("B4:D4", "职工办事要跑三个窗口。")])));
    let [read] = forms(body).try_into().expect("one form");
    assert_eq!((value(&read, "signature"), value(&read, "reason")), (String::new(), "职工办事要跑三个窗口。".into()));
}

#[test]
fn a_table_with_heads_alone_is_no_text() {
    let asked = |first| {
        let mut body = vec![table(1, &with(&[("A4", "项目申报理由"), ("B4:D4", "职工办事要跑三个窗口。")]))];
        body.extend(lines(&["项目预期效果"]));
        body.push(table(2, &[("A1", "应用单位"), ("B1", "应用时间"), ("A2", first), ("B2", "")]));
        let [read] = forms(body).try_into().expect("one form");
        value(&read, "effect")
    };
    assert_eq!(asked(""), "");
    assert!(asked("临江重工").contains("临江重工"));
}

#[test]
fn a_group_s_own_word_for_the_unit_s_name_heads_its_answer() {
    let mut policy = measure(&[("joint", "合作单位", "organisations", "")]);
    policy.roles.partners = Some("joint".into());
    let read = form_under(
        &policy,
        &[
            ("A1", "成果名称"),
            ("B1:D1", "转炉改造"),
            ("A2:A3", "完成单位"),
            ("B2", "单位名称"),
            ("C2:D2", "云台机床厂"),
            ("B3", "所在地区"),
            ("C3:D3", "云台县"),
            ("A4", "单位负责人签名"),
            ("B4:D4", ""),
        ],
    );
    assert_eq!((value(&read, "unit"), value(&read, "joint")), ("云台机床厂".into(), String::new()));
}
