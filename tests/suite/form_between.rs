//! What stands between two labels or two tables: a figure before the next label, a dash for nothing, a tick between options, a list
//! that a page cuts into two tables, the people of a table beside the form's own phone.

use std::sync::Arc;

use shenping::extract::FormRead;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::policy::Policy;

use crate::made_form::form;
use crate::made_form::forms;
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

fn is_doubted(form: &FormRead, key: &str) -> bool {
    matches!(form.application.fields.get(key), Some(FieldReading::Read(field)) if !field.doubts.is_empty())
}

fn costs() -> Policy {
    measure(&[
        ("gain", "年创效益（万元）", "money", ""),
        ("crew", "受益人数", "number", ""),
        ("kind", "成果类别", "choice", "options = [\"小发明\", \"小革新\", \"小改造\"]"),
        ("help", "协作单位", "organisations", ""),
        ("since", "提出日期", "date", ""),
    ])
}

#[test]
fn a_figure_or_a_day_before_the_next_label_of_a_line_is_no_number_of_that_label() {
    for line in [
        "年创效益（万元）：33.75        受益人数：665人",
        "年创效益（万元）：３３．７５  受益人数：665",
        "年创效益（万元）\t33.75\t受益人数\t665",
    ] {
        let read =
            read(&costs(), lines(&["职工创新申报书", "成果名称：焊接工装改进", "完成单位：云台县机械厂工会", line]));
        assert_eq!((value(&read, "gain"), value(&read, "crew")), ("337500".into(), "665".into()), "{line}");
    }
    let dated = ["职工创新申报书", "成果名称：焊接工装改进", "提出日期：2026. 9. 2        受益人数：665"];
    let read = read(&costs(), lines(&dated));
    assert_eq!((value(&read, "since"), value(&read, "crew")), ("2026-09-02".into(), "665".into()));
}

#[test]
fn behind_a_dash_for_nothing_the_next_label_follows() {
    for line in [
        "协作单位：—        成果类别：□小发明 ☑小革新 □小改造",
        "协作单位\t—\t成果类别\t小革新",
        "协作单位：不涉及\n成果类别：小革新",
    ] {
        let read =
            read(&costs(), lines(&["职工创新申报书", "成果名称：焊接工装改进", "完成单位：云台县机械厂工会", line]));
        assert_eq!((value(&read, "help"), value(&read, "kind")), (String::new(), "小革新".into()), "{line}");
    }
}

#[test]
fn a_tick_belongs_to_the_option_that_it_stands_nearer_to() {
    let card = |cells: &[(&str, &str)]| {
        let head = [("A1", "成果名称"), ("B1:D1", "焊接工装改进"), ("A2", "完成单位"), ("B2:D2", "云台县机械厂工会")];
        read(&costs(), vec![sheet("申报书", &[&head, cells].concat())])
    };
    let own_cells = card(&[("A3", "成果类别"), ("B3", "小发明"), ("C3", "√ 小革新"), ("D3", "小改造")]);
    assert_eq!(value(&own_cells, "kind"), "小革新");
    for (row, kind) in [
        ("小发明  √ 小革新  小改造", "小革新"),
        ("小发明 √  小革新  小改造", "小发明"),
        ("[　]小发明；[×]小革新；[　]小改造", "小革新"),
        ("小发明[×]、小革新[√]、小改造[×]", "小革新"),
    ] {
        assert_eq!(value(&card(&[("A3", "成果类别"), ("B3:D3", row)]), "kind"), kind, "{row}");
    }
    // As far from the one as from the other.
    assert!(is_doubted(&card(&[("A3", "成果类别"), ("B3:D3", "小发明 √ 小革新 小改造")]), "kind"));
}

#[test]
fn a_list_cut_into_two_tables_keeps_its_projects() {
    let heads = [("A1", "申报单位"), ("B1", "项目名称"), ("C1", "项目负责人"), ("D1", "联系电话")];
    let row = |row: &str, unit: &'static str, project: &'static str| {
        let cells = [("A", unit), ("B", project), ("C", "张伟"), ("D", "13800001111")];
        cells.map(|(column, text)| (format!("{column}{row}"), text))
    };
    let [first, second] = [row("2", "海港区总工会", "海滨驿站"), row("3", "昌黎县总工会", "果农直通车")];
    let third = row("1", "卢龙县总工会", "工地夜校");
    let cells = |rows: &[&[(String, &'static str); 4]]| -> Vec<(String, &'static str)> {
        rows.iter().flat_map(|row| row.to_vec()).collect()
    };
    let (above, below) = (cells(&[&first, &second]), cells(&[&third]));
    let above: Vec<(&str, &str)> =
        heads.into_iter().chain(above.iter().map(|(at, text)| (at.as_str(), *text))).collect();
    let below: Vec<(&str, &str)> = below.iter().map(|(at, text)| (at.as_str(), *text)).collect();
    let again: Vec<(&str, &str)> = heads.into_iter().chain([("A2", "卢龙县总工会"), ("B2", "工地夜校")]).collect();
    for next in [below, again] {
        let mut body = vec![table(1, &above)];
        body.extend(lines(&["（接上页）"]));
        body.push(table(2, &next));
        let read = forms(body);
        let projects: Vec<String> = read.iter().map(|form| value(form, "project")).collect();
        assert_eq!(projects, ["海滨驿站", "果农直通车", "工地夜校"]);
        let ids: Vec<&str> = read.iter().map(|form| form.application.id.as_str()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
    }
}

#[test]
fn the_numbers_of_several_people_are_none_of_the_forms_own() {
    let members = [
        ("A3", "联系电话"),
        ("B3:D3", "0335-3601234"),
        ("A4:A6", "项目负责人"),
        ("B4", "姓名"),
        ("C4", "职务"),
        ("D4", "联系电话"),
        ("B5", "张伟"),
        ("C5", "主席"),
        ("D5", "13800001111"),
        ("B6", "李娜"),
        ("C6", "干事"),
        ("D6", "13900002222"),
    ];
    let head = [("A1", "申报单位"), ("B1:D1", "海港区总工会"), ("A2", "项目名称"), ("B2:D2", "海滨驿站")];
    let own = form(&[&head[..], &members].concat());
    assert_eq!((value(&own, "leaders"), value(&own, "phone")), ("张伟、李娜".into(), "0335-3601234".into()));
    // Where the form asks for no other they are taken.
    let none = form(&[&head[..], &members[2..]].concat());
    assert_eq!(value(&none, "phone"), "13800001111、13900002222");
}

#[test]
fn marks_for_the_same_and_the_names_of_crews_stand_for_units() {
    let heads = [("A1", "申报单位"), ("B1", "项目名称"), ("C1", "项目负责人"), ("D1", "联系电话")];
    let rows = |mark: &'static str| {
        [
            ("A2", "海港区总工会"),
            ("B2", "海滨驿站"),
            ("C2", "张伟"),
            ("D2", "13800001111"),
            ("A3", mark),
            ("B3", "工地夜校"),
            ("C3", "李娜"),
            ("D3", mark),
        ]
    };
    for mark in ["同上", "〃", "''", "“"] {
        let read = forms(vec![sheet("汇总表", &[heads.as_slice(), &rows(mark)].concat())]);
        let second = ["unit", "phone"].map(|key| value(&read[1], key));
        assert_eq!(second, ["海港区总工会", "13800001111"], "{mark}");
    }
    let grouped = [
        ("A1", "序号"),
        ("B1", "项目名称"),
        ("C1", "项目负责人"),
        ("D1", "联系电话"),
        ("A2:D2", "一、热电公司检修一班"),
        ("A3", "1"),
        ("B3", "海滨驿站"),
        ("C3", "张伟"),
        ("D3", "13800001111"),
        ("A4:D4", "二、热电公司电工班"),
        ("A5", "2"),
        ("B5", "工地夜校"),
        ("C5", "李娜"),
        ("D5", "13900002222"),
    ];
    let units: Vec<String> = forms(vec![sheet("汇总表", &grouped)]).iter().map(|form| value(form, "unit")).collect();
    assert_eq!(units, ["热电公司检修一班", "热电公司电工班"]);
}

#[test]
fn chinese_numbers_between_names_are_nobody() {
    let card = [("A1", "申报单位"), ("B1", "海港区总工会"), ("A2", "项目名称"), ("B2", "海滨驿站"), ("A3", "联系电话")];
    for names in ["一、张伟、二、李娜", "一、张伟；二、李娜", "一、张伟 二、李娜"] {
        let read = form(&[&card[..], &[("B3", "13800001111"), ("A4", "项目负责人"), ("B4", names)]].concat());
        assert_eq!(value(&read, "leaders"), "张伟、李娜", "{names}");
    }
    // nor is a grade under a heading that nobody knows
    let said =
        ["工会创新工作立项申报表", "申报单位：海港区总工会", "项目名称：海滨驿站", "项目负责人：张伟", "等级：国家级"];
    let [read] = forms(lines(&said)).try_into().expect("one form");
    assert_eq!(value(&read, "leaders"), "张伟");
}

#[test]
fn a_text_that_goes_on_in_the_next_table_is_doubted() {
    let above = [("A1", "申报单位"), ("B1", "海港区总工会"), ("A2", "项目名称"), ("B2", "海滨驿站")];
    let above =
        [&above[..], &[("A3", "联系电话"), ("B3", "13800001111"), ("A4", "申报理由"), ("B4", "职工多。")]].concat();
    for (next, doubted) in [("服务半径五公里。", true), ("海港区总工会", false)] {
        let mut body = vec![table(1, &above)];
        body.extend(lines(&["（续表）"]));
        body.push(table(2, &[("B1", next), ("A2", "预期效果"), ("B2", "职工满意。")]));
        let [read] = forms(body).try_into().expect("one form");
        assert_eq!(is_doubted(&read, "reason"), doubted, "{next}");
    }
}

#[test]
fn a_sum_under_another_heading_is_taken_with_a_doubt() {
    for (heading, answer, gain) in [("当年收益（万元）", "约1.2", "12000"), ("当年收益", "3万元", "30000")]
    {
        let cells = [
            ("A1", "成果名称"),
            ("B1", "焊接工装改进"),
            ("A2", "完成单位"),
            ("B2", "云台县机械厂工会"),
            ("A3", heading),
            ("B3", answer),
            ("A4", "受益人数"),
            ("B4", "665"),
        ];
        let read = read(&costs(), vec![sheet("申报书", &cells)]);
        assert_eq!((value(&read, "gain").as_str(), value(&read, "crew").as_str()), (gain, "665"), "{heading}");
        assert!(is_doubted(&read, "gain"), "{heading}");
    }
}

#[test]
fn labels_between_the_marks_of_a_title_are_labels_and_a_title_stays_whole() {
    let said = [
        "工会创新工作立项申报表",
        "《申报单位》海港区总工会",
        "《项目名称》《海滨驿站》建设",
        "《联系电话》13800001111",
    ];
    let [read] = forms(lines(&said)).try_into().expect("one form");
    assert_eq!((value(&read, "unit"), value(&read, "project")), ("海港区总工会".into(), "《海滨驿站》建设".into()));
}

#[test]
fn a_second_number_in_the_row_of_the_first_is_the_same_persons() {
    let card =
        [("A1", "申报单位"), ("B1:D1", "海港区总工会"), ("A2", "项目名称"), ("B2:D2", "海滨驿站"), ("A3", "联系电话")];
    let said = |more: &[(&'static str, &'static str)]| {
        let read = form(&[&card[..], &[("B3", "0335-3601234"), ("A4", "项目负责人"), ("B4", "张伟")], more].concat());
        value(&read, "phone")
    };
    assert_eq!(said(&[("C3", "手机"), ("D3", "13800001111")]), "0335-3601234、13800001111");
    assert_eq!(said(&[("C4", "手机"), ("D4", "13800001111")]), "0335-3601234");
}
