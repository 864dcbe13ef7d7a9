//! Forms filled in against the custom: answers left of their labels, above them, set in below them; what a form prints between a label and
//! its answer; notes that a project is taken back; units written in a group's first row only.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;

use crate::made_form::CARD;
use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::lines;
use crate::made_form::sheet;
use crate::made_form::value;
use crate::made_measure::measure;

const KEYS: [&str; 4] = ["unit", "project", "leaders", "phone"];
const WANT: [&str; 4] = ["海港区总工会", "数字工会", "张伟", "13800001111"];

fn told(form: &FormRead) -> [String; 4] {
    KEYS.map(|key| value(form, key))
}

fn doubts(form: &FormRead, key: &str) -> Vec<String> {
    match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => field.doubts.clone(),
        _ => Vec::new(),
    }
}

#[test]
fn answers_stand_left_of_their_labels_or_above_them_where_the_grid_shows_it() {
    let left = [
        ("A1", "海港区总工会"),
        ("B1", "申报单位"),
        ("A2", "数字工会"),
        ("B2", "项目名称"),
        ("A3", "张伟"),
        ("B3", "项目负责人"),
        ("A4", "13800001111"),
        ("B4", "联系电话"),
        ("A5", "申报理由"),
        ("B5", "货车司机多，入会难。"),
    ];
    let form_left = form(&left);
    assert_eq!(told(&form_left), WANT);
    assert_eq!(value(&form_left, "reason"), "货车司机多，入会难。");
    let above = [
        ("A1", "海港区总工会"),
        ("B1", "数字工会"),
        ("C1", "张伟"),
        ("D1", "13800001111"),
        ("A2", "申报单位"),
        ("B2", "项目名称"),
        ("C2", "项目负责人"),
        ("D2", "联系电话"),
    ];
    assert_eq!(told(&form(&above)), WANT);
    assert_eq!(told(&form(CARD)), WANT);
}

#[test]
fn answers_are_set_in_below_their_labels_where_three_stand_so() {
    let cells = [
        ("A1", "一、申报单位"),
        ("B2", "海港区总工会"),
        ("A3", "二、项目名称"),
        ("B4", "数字工会"),
        ("A5", "三、项目负责人"),
        ("B6", "张伟"),
        ("A7", "四、联系电话"),
        ("B8", "13800001111"),
    ];
    assert_eq!(told(&form(&cells)), WANT);
}

#[test]
fn a_column_in_parentheses_between_labels_and_answers_is_the_forms() {
    let hints =
        [("A1", "申报单位"), ("B1", "（盖章）"), ("A2", "项目名称"), ("B2", "（不超过25字）"), ("A3", "项目负责人")];
    let more =
        [("B3", "（限3人）"), ("A4", "联系电话"), ("B4", "（手机）"), ("A5", "项目类别"), ("B5", "（按通知分类）")];
    let answers = [("C1", WANT[0]), ("C2", WANT[1]), ("C3", WANT[2]), ("C4", WANT[3]), ("C5", "维权服务")];
    let filled = form(&[&hints[..], &more, &answers].concat());
    assert_eq!(told(&filled), WANT);
    assert_eq!(value(&filled, "category"), "维权服务");
    // With the answer behind it left empty the hint is none either.
    let empty = form(&[&hints[..], &more, &answers[..4]].concat());
    assert!(matches!(empty.application.fields.get("category"), Some(FieldReading::Empty { .. })));
}

#[test]
fn a_column_of_prompts_without_parentheses_is_the_forms_as_well() {
    let hints =
        [("A1", "申报单位"), ("B1", "填写全称"), ("A2", "项目名称"), ("B2", "不超过25字"), ("A3", "项目负责人")];
    let more =
        [("B3", "不超过3人"), ("A4", "联系电话"), ("B4", "手机或座机"), ("A5", "项目类别"), ("B5", "按通知分类")];
    let answers = [("C1", WANT[0]), ("C2", WANT[1]), ("C3", WANT[2]), ("C4", WANT[3]), ("C5", "维权服务")];
    let filled = form(&[&hints[..], &more, &answers].concat());
    assert_eq!((told(&filled), value(&filled, "category")), (WANT.map(str::to_owned), "维权服务".to_owned()));
}

#[test]
fn a_question_in_parentheses_above_the_answer_is_left_out() {
    let kept = CARD.iter().copied();
    for prompt in ["（与以往做法相比有哪些创新）", "（分阶段说明）", "（尽可能量化）"] {
        let text = format!("{prompt}\n把审批压到当天。");
        let cells: Vec<(&str, &str)> = kept.clone().chain([("A4", "创新内容"), ("B4:D4", &text)]).collect();
        assert_eq!(value(&form(&cells), "innovation"), "把审批压到当天。", "{prompt}");
    }
    let own = "（一）把审批压到当天。\n（二）数据共享。";
    let cells: Vec<(&str, &str)> = kept.chain([("A4", "创新内容"), ("B4:D4", own)]).collect();
    assert_eq!(value(&form(&cells), "innovation"), own);
}

#[test]
fn a_cover_that_names_the_first_of_those_in_charge_is_one_form_with_the_sheet_behind_the_instructions() {
    let cover = [
        ("B1", "申报单位："),
        ("C1", WANT[0]),
        ("B2", "项目名称："),
        ("C2", WANT[1]),
        ("B3", "项目负责人："),
        ("C3", "张伟"),
    ];
    let notes = [
        ("A1", "填表说明"),
        ("A2", "1.申报单位填全称，项目名称要简明。"),
        ("A3", "2.项目负责人不超过3人，联系电话填手机。"),
    ];
    let card: Vec<(&str, &str)> = CARD.iter().copied().filter(|(at, _)| *at != "A3" && *at != "B3").collect();
    let reason = [("A3", "负责人姓名"), ("B3", "张伟、李娜"), ("A4", "申报理由"), ("B4:D4", "货车司机多，入会难。")];
    let card = [card.as_slice(), &reason].concat();
    let read = forms(vec![sheet("封面", &cover), sheet("填表说明", &notes), sheet("申报表", &card)]);
    assert_eq!(read.len(), 1);
    assert_eq!(value(&read[0], "leaders"), "张伟、李娜");
    assert!(doubts(&read[0], "leaders").is_empty());
}

#[test]
fn the_phone_behind_an_office_is_not_the_projects() {
    let note = "市总工会研究室  电话：0335-3221111";
    let cells: Vec<(&str, &str)> = CARD.iter().copied().chain([("A5:D5", note)]).collect();
    assert_eq!(value(&form(&cells), "phone"), WANT[3]);
    let text = ["申报单位：海港区总工会", "项目名称：数字工会", "项目负责人：张伟", "联系电话：13800001111", note];
    assert_eq!(value(&forms(lines(&text))[0], "phone"), WANT[3]);
}

#[test]
fn an_answer_in_letters_in_the_cell_of_its_label_is_no_translation() {
    let cells = [
        ("A1:D1", "申报单位\n海港区总工会"),
        ("A2:D2", "项目名称\nHello Worker App"),
        ("A3:D3", "项目负责人\n张伟"),
        ("A4:D4", "联系电话\n13800001111"),
    ];
    assert_eq!(told(&form(&cells)), ["海港区总工会", "Hello Worker App", "张伟", "13800001111"]);
    let bilingual = [
        ("A1", "申报单位\nApplicant"),
        ("B1", WANT[0]),
        ("A2", "项目名称\nProject Title"),
        ("B2", WANT[1]),
        ("A3", "项目负责人\nLeader"),
        ("B3", WANT[2]),
        ("A4", "联系电话\nTel"),
        ("B4", WANT[3]),
    ];
    assert_eq!(told(&form(&bilingual)), WANT);
}

#[test]
fn members_are_those_in_charge_with_a_doubt_where_nobody_else_is_asked_for() {
    let card = |label| CARD.iter().map(move |&(at, text)| if at == "A3" { (at, label) } else { (at, text) });
    let members = form(&card("项目组成员").collect::<Vec<_>>());
    assert_eq!((value(&members, "leaders"), doubts(&members, "leaders").len()), ("张伟".to_owned(), 1));
    let both: Vec<_> = CARD.iter().copied().chain([("A4", "项目组成员"), ("B4:D4", "李娜、王强")]).collect();
    assert_eq!((value(&form(&both), "leaders"), doubts(&form(&both), "leaders").len()), ("张伟".to_owned(), 0));
}

#[test]
fn a_note_that_a_project_is_taken_back_is_told_and_no_part_of_a_name() {
    let noted = CARD.iter().map(|&(at, text)| if at == "B1:D1" { (at, "海港区总工会（已撤回）") } else { (at, text) });
    let noted = form(&noted.collect::<Vec<_>>());
    assert_eq!((told(&noted), doubts(&noted, "unit").len()), (WANT.map(str::to_owned), 1));
    let list = [
        ("A1", "申报单位"),
        ("B1", "项目名称"),
        ("C1", "项目负责人"),
        ("D1", "备注"),
        ("A2", "海港区总工会"),
        ("B2", "数字工会"),
        ("C2", "张伟"),
        ("D2", "因故撤回"),
        ("A3", "昌黎县总工会"),
        ("B3", "取消公章跑动"),
        ("C3", "李娜"),
        ("D3", "重点推荐"),
    ];
    let rows = forms(vec![sheet("汇总表", &list)]);
    assert_eq!(rows.iter().map(|row| doubts(row, "project").len()).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn a_row_without_a_unit_takes_the_one_above_with_a_doubt_and_numbers_of_a_list_are_no_names() {
    let list = [
        ("A1", "申报单位"),
        ("B1", "项目名称"),
        ("C1", "项目负责人"),
        ("A2", "海港区总工会"),
        ("B2", "1.数字工会"),
        ("C2", "张伟"),
        ("B3", "2.工地夜校"),
        ("C3", "李娜"),
        ("A4", "昌黎县总工会"),
        ("B4", "3.5G驿站"),
        ("C4", "王强"),
    ];
    let rows = forms(vec![sheet("汇总表", &list)]);
    let read: Vec<_> =
        rows.iter().map(|row| (value(row, "unit"), value(row, "project"), doubts(row, "unit").len())).collect();
    let want = [("海港区总工会", "数字工会", 0), ("海港区总工会", "工地夜校", 1), ("昌黎县总工会", "5G驿站", 0)];
    assert_eq!(read, want.map(|(unit, project, doubts)| (unit.to_owned(), project.to_owned(), doubts)));
}

#[test]
fn bare_amounts_are_doubted_where_the_form_tells_in_another_unit() {
    let policy = measure(&[
        ("cost", "投入资金", "money", ""),
        ("gain", "年创效益", "money", ""),
        ("text", "成果简介", "text", ""),
    ]);
    let read = |cost: &str, gain: &str, text: &str| {
        let cells = [
            ("A1", "完成单位"),
            ("B1", "港务公司"),
            ("A2", "成果名称"),
            ("B2", "清扫器"),
            ("A3", "投入资金"),
            ("B3", cost),
        ];
        let more = [("A4", "年创效益"), ("B4", gain), ("A5", "成果简介"), ("B5", text)];
        let body: Vec<Block> = vec![sheet("申报书", &[&cells[..], &more].concat())];
        let document = Document { body, ..Document::empty(&Arc::from("申报书.xlsx"), Format::Xlsx) };
        let form = read_forms(&document, &policy, &Lexicon::new(&policy)).remove(0);
        (value(&form, "cost"), doubts(&form, "cost").len())
    };
    assert_eq!(read("1200", "30万元", "已推广。"), ("1200".to_owned(), 1));
    assert_eq!(read("12000", "30万元", "已推广。"), ("12000".to_owned(), 0));
    assert_eq!(read("1200", "3000元", "已推广。"), ("1200".to_owned(), 0));
    assert_eq!(read("1200", "3000元", "投入1200万元改造。"), ("1200".to_owned(), 1));
    assert_eq!(read("3.5w", "3000元", "已推广。"), ("35000".to_owned(), 0));
}

#[test]
fn the_unit_behind_an_amounts_label_counts_without_parentheses_and_what_does_not_fit_it_is_doubted() {
    let policy = measure(&[("cost", "投入资金", "money", "")]);
    let read = |label: &str, cost: &str| {
        let cells =
            [("A1", "完成单位"), ("B1", "港务公司"), ("A2", "成果名称"), ("B2", "清扫器"), ("A3", label), ("B3", cost)];
        let body = vec![sheet("申报书", &cells)];
        let document = Document { body, ..Document::empty(&Arc::from("申报书.xlsx"), Format::Xlsx) };
        let form = read_forms(&document, &policy, &Lexicon::new(&policy)).remove(0);
        (value(&form, "cost"), doubts(&form, "cost").len())
    };
    for label in ["投入资金（万元）", "投入资金/万元", "投入资金 万元", "投入资金，万元", "投入资金：万元"]
    {
        assert_eq!(read(label, "5"), ("50000".to_owned(), 0), "{label}");
    }
    assert_eq!(read("投入资金（万元）", "50000"), ("500000000".to_owned(), 1));
    assert_eq!(read("投入资金（元）", "5"), ("5".to_owned(), 1));
    assert_eq!(read("投入资金（元）", "500"), ("500".to_owned(), 0));
}

#[test]
fn more_people_than_are_listed_are_told_and_members_in_the_same_cell_are_read() {
    let policy = measure(&[("makers", "主创人员", "people", "aliases = [\"成员\"]")]);
    let read = |people: &str| {
        let cells = [
            ("A1", "完成单位"),
            ("B1", "港务公司"),
            ("A2", "成果名称"),
            ("B2", "清扫器"),
            ("A3", "主创人员"),
            ("B3", people),
        ];
        let body = vec![sheet("申报书", &cells)];
        let document = Document { body, ..Document::empty(&Arc::from("申报书.xlsx"), Format::Xlsx) };
        let form = read_forms(&document, &policy, &Lexicon::new(&policy)).remove(0);
        (value(&form, "makers"), doubts(&form, "makers").len())
    };
    assert_eq!(read("张伟等3人"), ("张伟".to_owned(), 1));
    assert_eq!(read("张伟、李娜等两人"), ("张伟、李娜".to_owned(), 0));
    assert_eq!(read("组长：张伟；成员：李娜、王强"), ("张伟、李娜、王强".to_owned(), 0));
}

#[test]
fn two_words_beside_texts_of_their_own_may_be_two_labels() {
    let card = |second: &'static str| {
        let rows = [("A4", "实施"), ("B4:D4", "把审批压到当天办完。"), ("A5", "措施"), ("B5:D5", second)];
        form(&CARD.iter().copied().chain(rows).collect::<Vec<_>>())
    };
    assert_eq!(doubts(&card("由工会牵头，每月会商一次。"), "measures").len(), 1);
    assert_eq!(doubts(&card("每月会商"), "measures").len(), 0);
}

#[test]
fn a_day_that_is_two_is_doubted() {
    let policy = measure(&[("done", "完成日期", "date", "")]);
    let read = |day: &str| {
        let cells = [
            ("A1", "完成单位"),
            ("B1", "港务公司"),
            ("A2", "成果名称"),
            ("B2", "清扫器"),
            ("A3", "完成日期"),
            ("B3", day),
        ];
        let document = Document {
            body: vec![sheet("申报书", &cells)],
            ..Document::empty(&Arc::from("申报书.xlsx"), Format::Xlsx)
        };
        let form = read_forms(&document, &policy, &Lexicon::new(&policy)).remove(0);
        (value(&form, "done"), doubts(&form, "done").len())
    };
    assert_eq!(read("2026年3月5日至3月9日"), ("2026-03-05".to_owned(), 1));
    assert_eq!(read("2026年3月5日"), ("2026-03-05".to_owned(), 0));
    assert_eq!(read("3月5日").1, 1);
    assert_eq!(read("2026年2月30日").1, 1);
    assert_eq!(read("2026年3月").1, 0);
}

#[test]
fn the_unit_of_a_group_of_columns_is_that_of_each() {
    let policy = measure(&[("cost", "投入资金", "money", ""), ("gain", "年创效益", "money", "")]);
    let heads = [
        ("A1:A2", "完成单位"),
        ("B1:B2", "成果名称"),
        ("C1:D1", "金额（万元）"),
        ("C2", "投入资金"),
        ("D2", "年创效益"),
    ];
    let rows = [
        ("A3", "港务公司"),
        ("B3", "清扫器"),
        ("C3", "5"),
        ("D3", "1500"),
        ("A4", "供电公司"),
        ("B4", "巡检车"),
        ("C4", "8万"),
        ("D4", "30元"),
    ];
    let body = vec![sheet("汇总表", &[&heads[..], &rows].concat())];
    let document = Document { body, ..Document::empty(&Arc::from("汇总表.xlsx"), Format::Xlsx) };
    let read = read_forms(&document, &policy, &Lexicon::new(&policy));
    let told: Vec<[String; 2]> = read.iter().map(|row| ["cost", "gain"].map(|key| value(row, key))).collect();
    assert_eq!(told, [["50000", "15000000"], ["80000", "30"]]);
}
