//! What an office sends out and finds again among what arrives: its own books and papers, blank forms, the scale of points; and evidence
//! that lies inside other papers.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rust_xlsxwriter::Workbook;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::extract::sense_paper;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::PaperSense;
use shenping::policy::builtin;

use crate::harness::check_folder;
use crate::harness::codes_of;
use crate::harness::copy_tree;
use crate::inbox_group::HAIGANG;
use crate::inbox_group::expect;
use crate::inbox_group::form;
use crate::inbox_group::paper;
use crate::inbox_group::picture;
use crate::made_form::CARD;
use crate::made_form::lines;
use crate::made_form::sheet;

fn sense(file: &str, format: Format, body: Vec<Block>) -> PaperSense {
    let document = Document { body, ..Document::empty(&Arc::from(file), format) };
    let lexicon = Lexicon::new(builtin());
    sense_paper(&document, &read_forms(&document, builtin(), &lexicon), builtin(), &lexicon)
}

fn issued(path: &str) -> shenping::model::Sensed {
    let mut issued = paper(path, "");
    issued.sense = PaperSense::Issued;
    issued
}

#[test]
fn books_and_papers_of_this_program_are_known_by_what_a_save_leaves() {
    let header = [("A3", "编号"), ("B3", "申报单位"), ("C3", "项目名称"), ("D3", "政治性（20分）")];
    let more = [
        ("E3", "科学性（20分）"),
        ("F3", "创新性"),
        ("G3", "实效性"),
        ("H3", "示范性"),
        ("A4", "2026-001"),
        ("B4", HAIGANG),
    ];
    let scores: Vec<(&str, &str)> = header.into_iter().chain(more).collect();
    let sheets = |names: &[&str]| names.iter().map(|name| sheet(name, CARD)).collect();
    for body in
        [vec![sheet("Sheet1", &scores)], sheets(&["形式审查", "问题清单", "材料台账"]), sheets(&["评分", "项目材料"])]
    {
        assert_eq!(sense("收回.xlsx", Format::Xlsx, body), PaperSense::Issued);
    }
    let letter = lines(&["关于补正2026年度工会工作创新成果申报材料的通知", "海港区总工会：", "请补正。"]);
    assert_eq!(sense("x.docx", Format::Docx, letter), PaperSense::Issued);
    let written = lines(&["关于开展工会工作创新成果申报的通知", "各单位：", "请申报。"]);
    assert!(matches!(sense("x.docx", Format::Docx, written), PaperSense::Text { .. }));
    assert!(matches!(sense("x.xlsx", Format::Xlsx, vec![sheet("评分", CARD)]), PaperSense::Form { .. }));
}

#[test]
fn what_the_program_wrote_belongs_to_no_submission() {
    let beside =
        [form("甲/申报表.xlsx", HAIGANG, "智慧平台"), issued("评审工作簿.xlsx"), issued("甲/2026-001_甲.docx")];
    expect(
        &beside,
        &["甲 = 甲/申报表.xlsx:form", "apart 甲/2026-001_甲.docx:other", "unassigned 评审工作簿.xlsx:other"],
    );
    expect(
        &[form("甲/申报表.xlsx", HAIGANG, "智慧平台"), issued("甲/证明材料/表彰通报.docx")],
        &["甲 = 甲/申报表.xlsx:form 甲/证明材料/表彰通报.docx:evidence"],
    );
}

#[test]
fn a_blank_form_among_what_the_office_sent_out_is_no_application() {
    let filled = form("甲/申报表.xlsx", HAIGANG, "智慧平台");
    expect(
        &[filled.clone(), form("通知/附件/申报表.xlsx", "", ""), paper("通知/关于申报的通知.docx", "关于申报的通知")],
        &[
            "甲 = 甲/申报表.xlsx:form",
            "unassigned 通知/关于申报的通知.docx:evidence",
            "unassigned 通知/附件/申报表.xlsx:evidence",
        ],
    );
    expect(
        &[filled.clone(), form("实施办法.docx", "", "")],
        &["甲 = 甲/申报表.xlsx:form", "unassigned 实施办法.docx:other"],
    );
    // a unit's own folder with its evidence is a submission whose form was left empty
    expect(
        &[filled.clone(), form("暖心/申报表.xlsx", "", ""), picture("暖心/照片.jpg")],
        &["暖心 = 暖心/照片.jpg:evidence 暖心/申报表.xlsx:form", "甲 = 甲/申报表.xlsx:form"],
    );
    expect(
        &[filled.clone(), form("健康小屋/申报表.xlsx", "", ""), paper("健康小屋/文字说明.docx", "职工健康小屋")],
        &["健康小屋 = 健康小屋/文字说明.docx:description 健康小屋/申报表.xlsx:form", "甲 = 甲/申报表.xlsx:form"],
    );
    expect(
        &[filled, form("抚宁区总工会/申报表.xlsx", "", "")],
        &["抚宁区总工会 = 抚宁区总工会/申报表.xlsx:form", "甲 = 甲/申报表.xlsx:form"],
    );
}

#[test]
fn a_scale_of_points_is_no_description() {
    let cells = [("A1", "评分标准"), ("A2", "项目"), ("B2", "分值"), ("C2", "要点"), ("A3", "创新性"), ("B3", "30")];
    let cells: Vec<(&str, &str)> =
        cells.into_iter().chain([("C3", "做法新"), ("A4", "实效性"), ("B4", "30")]).collect();
    assert!(matches!(sense("评分标准.xlsx", Format::Xlsx, vec![sheet("标准", &cells)]), PaperSense::Text { .. }));
}

/// A form of the sample season without its evidence, in a folder of its own.
fn without_evidence() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/season-2026/收件/海港区总工会");
    copy_tree(&from, &folder.path().join("海港区总工会"));
    fs::remove_dir_all(folder.path().join("海港区总工会/证明材料")).unwrap();
    folder
}

#[test]
fn a_file_that_nothing_calls_evidence_may_be_it() {
    let folder = without_evidence();
    assert_eq!(codes_of(&check_folder(folder.path())), ["evidence-missing fail"]);
    let mut book = Workbook::new();
    book.add_worksheet().write_row(0, 0, ["序号", "姓名", "班组"]).unwrap();
    book.save(folder.path().join("海港区总工会/培训签到表.xlsx")).unwrap();
    assert_eq!(codes_of(&check_folder(folder.path())), ["evidence-missing manual"]);
}
