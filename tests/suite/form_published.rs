//! Forms as they are published: a cover before the card, headings with their letters set apart, what to tell written below a heading,
//! long heads of the columns of people, the unit of a table in its caption.

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
use crate::made_form::prompt;
use crate::made_form::sheet;
use crate::made_form::table;
use crate::made_form::value;
use crate::made_measure::measure;

const REQUIRED: &str = "required = true";

fn read(policy: &Policy, body: Vec<Block>) -> Vec<FormRead> {
    let document = Document { body, ..Document::empty(&Arc::from("申报书.docx"), Format::Docx) };
    read_forms(&document, policy, &Lexicon::new(policy))
}

fn only(policy: &Policy, body: Vec<Block>) -> FormRead {
    let [form] = read(policy, body).try_into().expect("one form");
    form
}

fn doubts(form: &FormRead, key: &str) -> usize {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.doubts.len() + field.rivals.len(),
        _ => 0,
    }
}

#[test]
fn a_cover_that_says_a_thing_otherwise_is_its_forms() {
    let policy = measure(&[
        ("no", "专利号", "text", REQUIRED),
        ("tel", "联系电话", "phone", ""),
        ("effect", "应用效果", "text", REQUIRED),
    ]);
    let body = |unit: &str| {
        let mut body = lines(&[
            "职工创新申报书",
            "成果名称：焊接工装改进",
            "完成单位：云台县机械厂工会",
            "专利号：ZL202410000001.1",
            "联系电话：13800001111",
        ]);
        body.push(table(
            1,
            &[
                ("A1", "成果名称"),
                ("B1:D1", "焊接工装改进"),
                ("A2", "完成单位"),
                ("B2:D2", unit),
                ("A3", "联系电话"),
                ("B3:D3", "0335-3601234"),
                ("A4", "应用效果"),
                ("B4:D4", "一次合格率提高一成，返工明显减少。"),
            ],
        ));
        body
    };
    let form = only(&policy, body("云台县机械厂工会"));
    assert_eq!((value(&form, "no").as_str(), doubts(&form, "tel") > 0), ("ZL202410000001.1", true));
    assert_eq!(read(&policy, body("云台县化肥厂工会")).len(), 2, "another unit's form");
}

#[test]
fn a_heading_with_its_letters_apart_goes_on_behind_a_known_word() {
    let policy = measure(&[("brief", "成果", "text", ""), ("tel", "联系电话", "phone", "")]);
    let cells = |head| {
        [
            ("A1", "成果名称"),
            ("B1", "焊接工装改进"),
            ("A2", "完成单位"),
            ("B2", "云台县机械厂工会"),
            ("A3", "联系电话"),
            ("B3", "13800001111"),
            ("A4:B4", head),
        ]
    };
    let form = only(&policy, vec![sheet("申报书", &cells("成 果 简 介\n返工明显减少。"))]);
    assert_eq!(value(&form, "brief"), "");
    let form = only(&policy, vec![sheet("申报书", &cells("成 果  返工明显减少。"))]);
    assert_eq!(value(&form, "brief"), "返工明显减少。");
}

fn told(policy: &Policy, further: &[&str]) -> FormRead {
    let head = ["职工创新申报书", "成果名称：焊接工装改进", "完成单位：云台县机械厂工会"];
    only(policy, lines(&[&head[..], further].concat()))
}

#[test]
fn what_a_form_asks_below_a_heading_is_no_answer() {
    let policy = measure(&[("brief", "项目简介", "text", REQUIRED), ("keep", "保护状况", "text", REQUIRED)]);
    for request in [
        "所属领域、主要技术内容及创新要点、效益情况。（限1000个汉字）",
        "阐述具有创造性的关键技术的内容。（限2页内）",
        "阐述具有创造性的关键技术。",
    ] {
        let form = told(&policy, &["一、项目简介", request, "返工明显减少。", "以上材料不超过2000字。"]);
        assert_eq!((value(&form, "brief").as_str(), prompt(&form, "brief")), ("返工明显减少。", true), "{request}");
    }
    for line in ["实施单位、用途、应用情况、产品销售情况等。", "采取何种措施保护成果，由谁负责。"]
    {
        let form = told(&policy, &["一、项目简介", line, "返工明显减少。"]);
        assert_eq!((doubts(&form, "brief"), value(&form, "brief").lines().count()), (1, 2), "{line}");
    }
    for line in ["返工减少三成，工效提高，安全有保证。", "阐述了班组自主管理的理念。", "推行“何时、何地、何人”三明确。"]
    {
        let form = told(&policy, &["一、项目简介", line, "工人认可。"]);
        assert_eq!((doubts(&form, "brief"), value(&form, "brief").lines().count()), (0, 2), "{line}");
    }
}

#[test]
fn a_caption_a_heading_and_a_line_to_seal_end_a_text() {
    let policy = measure(&[("brief", "项目简介", "text", REQUIRED), ("units", "协作单位", "organisation", "")]);
    for behind in [
        "项目取得的直接经济效益    单位：万元(人民币)",
        "二、项目的承担单位、参加单位及主要研究人员",
        "申报企业印章：        法人代表签字：",
        "申报人（盖章）：云台县机械厂",
    ] {
        let form = told(&policy, &["一、项目简介", "返工明显减少。", behind]);
        assert_eq!(value(&form, "brief"), "返工明显减少。", "{behind}");
    }
    assert_eq!(value(&told(&policy, &["协作单位取得的效益    协作单位：万元"]), "units"), "");
}

#[test]
fn words_of_the_page_are_no_part_of_the_text_they_stand_in() {
    let policy = measure(&[("brief", "项目简介", "text", REQUIRED), ("tel", "联系电话", "phone", "")]);
    for word in ["（此页无正文）", "（附图）", "审批栏：", "版权所有 © 2026 云台县总工会　冀ICP备12345678号"]
    {
        let form = told(&policy, &["一、项目简介", "返工明显减少。", word, "联系电话：13800001111"]);
        assert_eq!(value(&form, "brief"), "返工明显减少。", "{word}");
    }
    let form = told(&policy, &["一、项目简介", "返工明显减少。", "（附图）", "工效提高。"]);
    assert_eq!(value(&form, "brief").lines().filter(|line| !line.is_empty()).count(), 2);
}

#[test]
fn people_stand_below_long_heads_of_columns() {
    let policy = measure(&[("people", "主要完成人员", "people", REQUIRED)]);
    let mut body =
        lines(&["职工创新申报书", "成果名称：焊接工装改进", "完成单位：云台县机械厂工会", "四、主要完成人员"]);
    body.push(table(
        1,
        &[
            ("A1", "姓名"),
            ("B1", "性别"),
            ("C1", "参加本项目起止时间"),
            ("D1", "对本项目做出创造性贡献的内容"),
            ("A2", "张伟"),
            ("B2", "男"),
            ("C2", "2025.3-2026.5"),
            ("D2", "主要设计"),
        ],
    ));
    assert_eq!(value(&only(&policy, body), "people"), "张伟");
}

#[test]
fn options_stand_below_the_request_to_tick_one() {
    let kinds = "options = [\"技术革新\", \"合理化建议\"]";
    let policy = measure(&[("kind", "成果类别", "choice", kinds), ("tel", "联系电话", "phone", "")]);
    let form = only(
        &policy,
        vec![sheet(
            "申报书",
            &[
                ("A1:B1", "职工创新申报书"),
                ("A2:B2", "成果名称：焊接工装改进"),
                ("A3:B3", "完成单位：云台县机械厂工会"),
                ("A4:B4", "成果类别：请在相应的类别上划“√”"),
                ("A5:B5", "☑技术革新  □合理化建议"),
                ("A6:B6", "联系电话：13800001111"),
            ],
        )],
    );
    assert_eq!(value(&form, "kind"), "技术革新");
}

#[test]
fn a_number_that_the_measure_does_not_ask_for_is_told_not_added() {
    let policy = measure(&[("tel", "手机", "phone", "")]);
    let form = only(
        &policy,
        vec![sheet(
            "申报书",
            &[
                ("A1", "成果名称"),
                ("B1:D1", "焊接工装改进"),
                ("A2", "完成单位"),
                ("B2:D2", "云台县机械厂工会"),
                ("A3", "手机"),
                ("B3", "13800001111"),
                ("C3", "电话"),
                ("D3", "0335-3601234"),
            ],
        )],
    );
    assert_eq!((value(&form, "tel").as_str(), doubts(&form, "tel")), ("13800001111", 1));
}
