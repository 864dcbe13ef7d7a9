//! What is nobody's: blank forms, long texts that may be anything, forms that cannot be read.

use shenping::model::Format;
use shenping::model::Gathering;
use shenping::model::PaperSense;
use shenping::model::Sensed;

use crate::inbox_group::FUNING;
use crate::inbox_group::HAIGANG;
use crate::inbox_group::description;
use crate::inbox_group::expect;
use crate::inbox_group::form;
use crate::inbox_group::grouped;
use crate::inbox_group::lines_of;
use crate::inbox_group::paper;
use crate::inbox_group::picture;
use crate::inbox_group::unread;

#[test]
fn a_long_text_with_nothing_but_a_title_is_no_submission() {
    let any = |path: &str| {
        let mut any = description(path, "", "荷塘月色");
        if let PaperSense::Narrative { by_length, .. } = &mut any.sense {
            *by_length = true;
        }
        any
    };
    expect(
        &[form("甲/申报表.xlsx", HAIGANG, "智慧平台"), any("散文.docx"), any("荷塘.docx"), any("智慧平台.docx")],
        &[
            "甲 = 智慧平台.docx:description 甲/申报表.xlsx:form",
            "unassigned 散文.docx:description",
            "unassigned 荷塘.docx:description",
        ],
    );
}

#[test]
fn a_blank_form_that_names_nobody_takes_no_papers() {
    let result = grouped(
        &[
            form("收件/甲/申报表.xlsx", HAIGANG, "智慧平台"),
            form("收件/乙/申报表.xlsx", FUNING, "流动课堂"),
            form("收件/申报表.docx", "", ""),
            paper("收件/通知.docx", "关于申报的通知"),
        ],
        &Gathering::Inbox,
    );
    assert_eq!(result.submissions.len(), 2);
    assert_eq!(result.unassigned.len(), 2);
}

#[test]
fn a_form_called_blank_is_no_application_wherever_filled_ones_lie() {
    let files = [form("甲/申报表.xlsx", HAIGANG, "智慧平台"), form("乙工会/空白申报表.xlsx", "", "")];
    assert_eq!(grouped(&files, &Gathering::Inbox).submissions.iter().filter(|one| !one.forms.is_empty()).count(), 1);
}

#[test]
fn a_form_that_cannot_be_read_is_not_given_to_the_only_one_that_could() {
    let other = "秦皇岛市抚宁区总工会";
    expect(
        &[
            unread("送/抚宁区总工会申报表.xlsx"),
            description("送/抚宁区总工会说明.docx", other, "流动课堂"),
            form("送/海港区总工会申报表.xlsx", HAIGANG, "智慧平台"),
            description("送/海港区总工会说明.docx", HAIGANG, "智慧平台"),
        ],
        &[
            "送/抚宁区总工会说明.docx = 送/抚宁区总工会申报表.xlsx:form 送/抚宁区总工会说明.docx:description",
            "送/海港区总工会申报表.xlsx = 送/海港区总工会申报表.xlsx:form 送/海港区总工会说明.docx:description",
        ],
    );
}

#[test]
fn loose_papers_kept_under_one_number_are_together() {
    let numbered = |one: &str, two: &str| {
        [
            form(&format!("{one}.xlsx"), HAIGANG, "智慧平台"),
            form(&format!("{two}.xlsx"), FUNING, "流动课堂"),
            description(&format!("{one}说明.docx"), "", ""),
            description(&format!("{two}说明.docx"), "", ""),
            paper(&format!("{one}-1.docx"), ""),
        ]
    };
    for (one, two) in [("0451", "0466"), ("2026-017", "2026-018"), ("13803351234", "13803355678")] {
        expect(
            &numbered(one, two),
            &[
                &format!("{one}.xlsx = {one}-1.docx:other {one}.xlsx:form {one}说明.docx:description"),
                &format!("{two}.xlsx = {two}.xlsx:form {two}说明.docx:description"),
            ],
        );
    }
    // days, of which one paper's is no form's
    let mut days = numbered("0901", "0915").to_vec();
    days.push(description("0903说明.docx", "", ""));
    assert_eq!(grouped(&days, &Gathering::Inbox).unassigned.len(), 4);
}

#[test]
fn a_company_with_parentheses_in_its_name_is_known_by_it() {
    expect(
        &[
            form("一批/食品（秦皇岛）公司/申报表.xlsx", "食品（秦皇岛）公司工会", "轮岗不轮薪"),
            form("某某通信秦皇岛分公司/申报表.xlsx", "某某通信秦皇岛分公司工会", "装维云课堂"),
            paper("二批/食品（秦皇岛）公司/补证明.docx", ""),
        ],
        &[
            "一批/食品（秦皇岛）公司 = 一批/食品（秦皇岛）公司/申报表.xlsx:form 二批/食品（秦皇岛）公司/补证明.docx:evidence",
            "某某通信秦皇岛分公司 = 某某通信秦皇岛分公司/申报表.xlsx:form",
        ],
    );
}

/// Otherwise a unit's second project would be no project.
#[test]
fn a_scanned_form_in_the_next_folder_of_a_unit_is_a_project_of_its_own() {
    let first = form("海港区总工会1/申报表.xlsx", HAIGANG, "智慧平台");
    for second in [picture("海港区总工会2/申报表.pdf"), paper("海港区总工会2/申报表.pdf", "")] {
        let second = Sensed { format: Format::Pdf, ..second };
        let lines = lines_of(&grouped(&[first.clone(), second], &Gathering::Inbox));
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[1].starts_with("海港区总工会2 = 海港区总工会2/申报表.pdf:"), "{lines:?}");
    }
    let second = Sensed { format: Format::Pdf, ..picture("海港区总工会扫描件/申报表.pdf") };
    assert_eq!(lines_of(&grouped(&[first, second], &Gathering::Inbox)).len(), 1);
}
