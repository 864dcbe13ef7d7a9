//! Forms of other measures as they are drawn: sections with boxes, tables of members, units of amounts in a heading, opinions that
//! hold a text and a line to sign, options ticked in every way.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::policy::Policy;

use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;
use crate::made_measure::measure;

fn read(policy: &Policy, body: Vec<Block>) -> FormRead {
    let document = Document { body, ..Document::empty(&Arc::from("申报书.docx"), Format::Docx) };
    let [form] = read_forms(&document, policy, &Lexicon::new(policy)).try_into().expect("one form");
    form
}

fn is_empty(form: &FormRead, key: &str) -> bool {
    matches!(form.application.fields.get(key), Some(FieldReading::Empty { .. }))
}

const HEAD: [(&str, &str); 6] = [
    ("A1:D1", "职工创新申报书"),
    ("A2", "成果名称"),
    ("B2:D2", "焊接工装改进"),
    ("A3", "完成单位"),
    ("B3:D3", "云台县机械厂工会"),
    ("A9", "联系地址"),
];

fn card(policy: &Policy, cells: &[(&str, &str)]) -> FormRead {
    let all: Vec<(&str, &str)> = HEAD.iter().chain(cells).copied().collect();
    read(policy, vec![sheet("申报书", &all)])
}

#[test]
fn a_box_ends_where_the_next_heading_of_the_same_numbering_stands() {
    let policy = measure(&[("goal", "项目目标", "text", ""), ("size", "专职人员", "number", "")]);
    let form = card(
        &policy,
        &[
            ("A4:D4", "四、项目目标"),
            ("A5:D5", "一次办结，职工满意。"),
            ("A6:D6", "五、实施条件"),
            ("A7", "专职人员"),
            ("B7:D7", "3人"),
        ],
    );
    assert_eq!((value(&form, "goal"), value(&form, "size")), ("一次办结，职工满意。".into(), "3".into()));
}

#[test]
fn an_amount_goes_by_the_unit_of_the_heading_above_or_beside_it() {
    let policy = measure(&[("gain", "新增利润", "money", ""), ("save", "节支总额", "money", "")]);
    let above = card(
        &policy,
        &[
            ("A4:D4", "经济效益（单位：万元）"),
            ("A5:B5", "新增利润"),
            ("C5:D5", "节支总额"),
            ("A6:B6", "12.8"),
            ("C6:D6", "3"),
        ],
    );
    let beside = card(
        &policy,
        &[
            ("A4", "经济效益（万元）"),
            ("B4", "新增利润"),
            ("C4:D4", "12.8"),
            ("A5", "其他效益（元）"),
            ("B5", "节支总额"),
            ("C5:D5", "30000"),
        ],
    );
    let behind = card(
        &policy,
        &[("A4", "新增利润"), ("B4:C4", "12.8"), ("D4", "万元"), ("A5", "节支总额（单位：万元）"), ("B5:D5", "3")],
    );
    for form in [above, beside, behind] {
        assert_eq!((value(&form, "gain"), value(&form, "save")), ("128000".into(), "30000".into()));
    }
}

#[test]
fn everybody_in_a_table_of_members_is_read_whatever_its_other_columns_ask() {
    let policy = measure(&[("team", "团队成员", "people", "aliases = [\"团队成员名单\"]")]);
    let beside = card(
        &policy,
        &[
            ("A4:A6", "团队成员"),
            ("B4", "姓名"),
            ("C4", "年龄"),
            ("D4", "专业特长"),
            ("B5", "戴燕"),
            ("C5", "31"),
            ("D5", "电气"),
            ("B6", "孟子远"),
            ("C6", "45"),
            ("D6", "焊接"),
        ],
    );
    assert_eq!(value(&beside, "team"), "戴燕、孟子远");
    let mut body = vec![table(1, &HEAD)];
    body.extend(lines(&["二、团队成员名单"]));
    let members = [
        ("A1", "序号"),
        ("B1", "姓名"),
        ("C1", "对项目的贡献"),
        ("A2", "1"),
        ("B2", "戴燕"),
        ("C2", "设计"),
        ("A3", "2"),
        ("B3", "孟子远"),
        ("C3", "试验"),
    ];
    body.push(table(2, &members));
    assert_eq!(value(&read(&policy, body), "team"), "戴燕、孟子远");
}

#[test]
fn an_opinion_that_ends_in_a_line_to_sign_gives_both() {
    let policy = measure(&[("opinion", "推荐意见", "text", "")]);
    let cell = "推荐意见（限600字）：\n做法可行，同意推荐。\n\n单位负责人签名：        推荐单位（盖章）\n2026年10月8日";
    let form = card(&policy, &[("A4:D4", cell)]);
    assert_eq!((value(&form, "opinion"), value(&form, "day")), ("做法可行，同意推荐。".into(), "2026-10-08".into()));
    assert_eq!(form.application.signature.as_ref().and_then(|signature| signature.signer.clone()), None);
}

#[test]
fn a_day_asked_by_its_own_label_is_not_the_day_beside_the_signature() {
    let policy = measure(&[]);
    let cells = [("A4", "提出时间"), ("B4:D4", "2026年5月14日"), ("A5:D5", "单位负责人签名：      2026年9月12日")];
    assert_eq!(value(&card(&policy, &cells), "day"), "2026-05-14");
}

#[test]
fn whose_number_is_asked_stands_first_in_its_row() {
    let policy = measure(&[("contact", "联系人", "people", ""), ("mobile", "联系人电话", "phone", "")]);
    let cells = [
        ("A4", "企业负责人"),
        ("B4", "姓名"),
        ("C4", "于伟"),
        ("D4", "电话"),
        ("E4", "13900002222"),
        ("A5", "联系人"),
        ("B5", "姓名"),
        ("C5", "张伟"),
        ("D5", "电话"),
        ("E5", "13800001111"),
    ];
    let form = card(&policy, &cells);
    assert_eq!((value(&form, "contact"), value(&form, "mobile")), ("张伟".into(), "13800001111".into()));
}

#[test]
fn a_row_of_empty_boxes_and_a_unit_without_its_number_are_no_answer() {
    let more = "options = [\"小发明\", \"小革新\"]";
    let policy = measure(&[
        ("sort", "成果类别", "choice", more),
        ("size", "受益职工", "number", ""),
        ("cost", "投入资金", "money", ""),
    ]);
    let cells = [
        ("A4", "成果类别"),
        ("B4:D4", "□小发明  □小革新"),
        ("A5", "受益职工"),
        ("B5", "      人"),
        ("C5", "投入资金"),
        ("D5", "      万元"),
    ];
    let form = card(&policy, &cells);
    for key in ["sort", "size", "cost"] {
        assert!(is_empty(&form, key), "{key}");
    }
}

#[test]
fn a_choice_that_says_none_of_the_options_surely_is_doubted() {
    let policy = measure(&[("sort", "成果类别", "choice", "options = [\"小发明\", \"小革新\", \"小设计\"]")]);
    let doubts = |text: &str| {
        let form = card(&policy, &[("A4", "成果类别"), ("B4:D4", text)]);
        matches!(form.application.fields.get("sort"), Some(FieldReading::Read(field)) if !field.doubts.is_empty())
    };
    for text in ["□小发明 小革新 □小设计", "2"] {
        assert!(doubts(text), "{text}");
    }
    for text in ["□小发明 ☑小革新 □小设计", "小革新"] {
        assert!(!doubts(text), "{text}");
    }
}

#[test]
fn a_text_where_a_day_is_asked_is_doubted_unless_it_is_a_month_or_a_year() {
    let policy = measure(&[("done", "投产日期", "date", "")]);
    let doubts = |text: &str| {
        let form = card(&policy, &[("A4", "投产日期"), ("B4:D4", text), ("A5", "提出时间"), ("B5:D5", "2026年5月1日")]);
        matches!(form.application.fields.get("done"), Some(FieldReading::Read(field)) if !field.doubts.is_empty())
    };
    for text in ["5月14日", "2026年2月30日", "2026年13月1日", "农历五月十四"] {
        assert!(doubts(text), "{text}");
    }
    for text in ["2026年5月14日", "2026年5月", "2026.05", "2026年", "2026年5月中旬"] {
        assert!(!doubts(text), "{text}");
    }
}

#[test]
fn a_unit_within_the_label_and_a_colon_behind_it_are_the_label_s() {
    let policy = measure(&[("cost", "投入资金", "money", "")]);
    let form = card(&policy, &[("A4:D4", "投入资金（单位：万元）：3.5")]);
    assert_eq!(value(&form, "cost"), "35000");
}

#[test]
fn the_opinion_of_those_who_recommend_is_signed_where_the_measure_asks_for_theirs() {
    let recommending = measure(&[("extra", "备用", "text", "")]);
    let mut policy = recommending.clone();
    if let Some(field) = policy.fields.iter_mut().find(|field| field.key == "sig") {
        field.label = "推荐单位签署意见".to_owned();
    }
    let form = card(&policy, &[("A4:D4", "推荐单位签署意见：\n情况属实。\n（签字盖章）张伟\n2026年10月28日")]);
    assert_eq!(value(&form, "day"), "2026-10-28");
}

#[test]
fn whom_the_measure_itself_asks_to_sign_counts_before_those_who_usually_do() {
    let mut policy = measure(&[]);
    policy.fields.iter_mut().filter(|field| field.key == "sig").for_each(|field| field.label = "项目负责人签字".into());
    let days = [("C4", "日期"), ("D4", "2026年9月1日"), ("C5", "日期"), ("D5", "2026年9月3日")];
    let names = [("A4", "单位负责人签字"), ("B4", "王芳"), ("A5", "项目负责人签字"), ("B5", "赵志")];
    let form = card(&policy, &[names, days].concat());
    let signature = form.application.signature.as_ref().expect("a state");
    assert_eq!((signature.signer.as_deref(), value(&form, "day").as_str()), (Some("赵志"), "2026-09-03"));
}
