//! Workbooks that units and other offices fill in: lists with sums and notes between their rows, answers set apart, printed hints,
//! sheets of earlier years and lists of what follows.

use std::sync::Arc;

use shenping::model::Anchor;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::InText;
use shenping::model::Spot;
use shenping::model::Story;
use shenping::model::StoryKind;

use crate::made_form::form;
use crate::made_form::forms;
use crate::made_form::forms_of;
use crate::made_form::lines;
use crate::made_form::prompt;
use crate::made_form::sheet;
use crate::made_form::value;

const HEADER: &[(&str, &str)] =
    &[("A1", "序号"), ("B1", "申报单位"), ("C1", "项目名称"), ("D1", "项目负责人"), ("E1", "联系电话")];
const FIRST: &[(&str, &str)] =
    &[("A2", "1"), ("B2", "海港区总工会"), ("C2", "数字工会"), ("D2", "张伟"), ("E2", "13800001111")];
const LATER: &[(&str, &str)] =
    &[("A4", "2"), ("B4", "卢龙县总工会"), ("C4", "职工书屋"), ("D4", "李娜"), ("E4", "13800002222")];

fn titles(cells: &[&[(&str, &str)]]) -> Vec<String> {
    forms(vec![sheet("汇总表", &cells.concat())]).iter().map(|form| value(form, "project")).collect()
}

#[test]
fn a_list_goes_on_below_a_sum_a_note_or_a_line_to_be_signed() {
    let between: [&[(&str, &str)]; 3] = [
        &[("A3", "合计"), ("C3", "1项")],
        &[("A3:E3", "备注：以上为重点项目。")],
        &[("A3:E3", "填报人：王芳    审核人：")],
    ];
    for row in between {
        assert_eq!(titles(&[HEADER, FIRST, row, LATER]), ["数字工会", "职工书屋"], "{row:?}");
        assert_eq!(titles(&[HEADER, FIRST, row]), ["数字工会"], "{row:?}");
    }
    let sums: &[(&str, &str)] = &[("A5", "总计"), ("C5", "2项"), ("A6", "说明："), ("A7", "1.项目名称不超过30字。")];
    assert_eq!(titles(&[HEADER, FIRST, between[0], LATER, sums]), ["数字工会", "职工书屋"]);
}

#[test]
fn a_list_goes_on_on_sheets_that_do_not_repeat_its_header() {
    let sheets = |next: &[&[(&str, &str)]]| {
        let next = next.iter().enumerate().map(|(number, cells)| sheet(&format!("第{}页", number + 2), cells));
        let all = std::iter::once(sheet("第1页", &[HEADER, FIRST].concat())).chain(next).collect();
        forms(all).iter().map(|form| value(form, "project")).collect::<Vec<String>>()
    };
    let third: &[(&str, &str)] =
        &[("A1", "3"), ("B1", "青龙县总工会"), ("C1", "工友驿站"), ("D1", "王芳"), ("E1", "13800003333")];
    let sum = &[("A5", "合计"), ("C5", "3项")];
    assert_eq!(sheets(&[&[LATER, sum].concat(), third]), ["数字工会", "职工书屋", "工友驿站"]);
    let other = &[("A1", "3"), ("B1", "青龙县总工会"), ("C1", "工友驿站"), ("D1", "王芳"), ("E1", "已获市级奖励")];
    assert_eq!(sheets(&[other]), ["数字工会"]);
    let numbers = &[("A1", "empty"), ("B1", "0"), ("C1", "0.00"), ("D1", "0.0000"), ("E1", "0.00000")];
    assert_eq!(sheets(&[numbers]), ["数字工会"]);
}

#[test]
fn a_list_is_one_beside_a_note_and_above_another_table() {
    let note: &[(&str, &str)] = &[("G1", "每单位限报2项，超报的不予受理"), ("G2", "已与对方核实")];
    let second: &[(&str, &str)] =
        &[("A3", "2"), ("B3", "卢龙县总工会"), ("C3", "职工书屋"), ("D3", "李娜"), ("E3", "13800002222")];
    assert_eq!(titles(&[HEADER, FIRST, second, note]), ["数字工会", "职工书屋"]);
    assert_eq!(titles(&[HEADER, FIRST, second, &[("F1", note[0].1)]]), ["数字工会", "职工书屋"]);
    let members: &[(&str, &str)] = &[
        ("A6", "项目组成员通讯录"),
        ("A7", "姓名"),
        ("B7", "职务"),
        ("C7", "电话"),
        ("A8", "王芳"),
        ("B8", "科员"),
        ("C8", "0335-3612345"),
    ];
    let units: &[(&str, &str)] = &[
        ("A6", "序号"),
        ("B6", "单位名称"),
        ("C6", "联系人"),
        ("D6", "联系电话"),
        ("A7", "1"),
        ("B7", "昌黎县总工会"),
        ("C7", "王芳"),
        ("D7", "13800003333"),
    ];
    let materials: &[(&str, &str)] = &[
        ("A5", "所附材料清单"),
        ("A6", "序号"),
        ("B6", "材料名称"),
        ("C6", "份数"),
        ("A7", "1"),
        ("B7", "文字说明"),
        ("C7", "3"),
    ];
    for other in [members, units, materials] {
        assert_eq!(titles(&[HEADER, FIRST, second, other]), ["数字工会", "职工书屋"], "{other:?}");
    }
}

#[test]
fn names_of_a_table_beside_a_card_are_no_leaders() {
    let card: &[(&str, &str)] = &[
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "数字工会"),
        ("A3", "项目负责"),
        ("B3", "张伟"),
    ];
    let beside: &[(&str, &str)] =
        &[("D1", "姓名"), ("E1", "电话"), ("D2", "王芳"), ("E2", "13800001111"), ("D3", "李娜"), ("E3", "13800002222")];
    let leaders = |cells: &[&[(&str, &str)]]| value(&form(&cells.concat()), "leaders");
    assert_eq!(leaders(&[card, beside]), "张伟");
    assert_eq!(leaders(&[card, &[("C2", "（盖章）"), ("D3", "李娜")]]), "张伟、李娜");
    let adjacent: &[(&str, &str)] =
        &[("C1", "姓名"), ("D1", "电话"), ("C2", "王芳"), ("D2", "13800001111"), ("C3", "李娜"), ("D3", "13800002222")];
    assert_eq!(leaders(&[card, adjacent]), "张伟");
    let units = &[("A4", "联合单位"), ("B4", "燕山大学工会"), ("C4", "填表前先看办法，不清楚的问研究室")];
    assert_eq!(value(&form(&[card, units].concat()), "joint_units"), "燕山大学工会");
    let phone: &[(&str, &str)] = &[("C2", "联系电话"), ("D2", "13800001111"), ("C3", "李娜")];
    assert_eq!(leaders(&[card, phone]), "张伟、李娜");
}

#[test]
fn a_project_that_is_called_as_a_label_does_not_end_a_list() {
    let called: &[(&str, &str)] =
        &[("A3", "2"), ("B3", "青龙县总工会"), ("C3", "创新内容"), ("D3", "王芳"), ("E3", "13800003333")];
    assert_eq!(titles(&[HEADER, FIRST, called, LATER]), ["数字工会", "创新内容", "职工书屋"]);
}

#[test]
fn a_list_with_empty_columns_between_is_a_list() {
    let apart = [
        ("A1", "申报单位"),
        ("C1", "项目名称"),
        ("E1", "项目负责人"),
        ("G1", "联系电话"),
        ("A2", "海港区总工会"),
        ("C2", "数字工会"),
        ("E2", "张伟"),
        ("G2", "13800001111"),
        ("A3", "卢龙县总工会"),
        ("C3", "职工书屋"),
        ("E3", "李娜"),
        ("G3", "13800002222"),
    ];
    assert_eq!(titles(&[&apart]), ["数字工会", "职工书屋"]);
}

#[test]
fn a_project_without_a_name_over_two_rows_is_one() {
    let rows = [
        ("A2:A3", "1"),
        ("B2:B3", "海港区总工会"),
        ("C2:C3", ""),
        ("D2", "张伟"),
        ("D3", "李娜"),
        ("E2:E3", "13800001111"),
    ];
    let read = forms(vec![sheet("汇总表", &[HEADER, &rows].concat())]);
    assert_eq!(read.iter().map(|form| value(form, "leaders")).collect::<Vec<_>>(), ["张伟、李娜"]);
}

#[test]
fn what_a_form_prints_in_a_cell_of_its_own_below_the_answer_is_no_answer() {
    let read = form(&[
        ("A1:A2", "申报单位"),
        ("B1:D1", "海港区总工会"),
        ("B2:D2", "（填全称，与公章一致）"),
        ("A3:A4", "项目名称"),
        ("B3:D3", "数字工会"),
        ("B4:D4", "（30字以内）"),
        ("A5:A6", "项目负责人"),
        ("B5:D5", "例：张三、李四"),
        ("B6:D6", "张伟"),
        ("A7:A8", "项目创新内容"),
        ("B7:D7", "服务台搬到手机上。"),
        ("B8:D8", "（突出特点）"),
    ]);
    assert_eq!(value(&read, "unit"), "海港区总工会");
    assert_eq!(value(&read, "joint_units"), "");
    assert_eq!(value(&read, "leaders"), "张伟");
    assert_eq!(value(&read, "innovation"), "服务台搬到手机上。");
    assert!(!prompt(&read, "project") && !prompt(&read, "leaders"));
    // A single text in parentheses may be part of the answer.
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:D1", "海港区总工会"),
        ("A2:A3", "项目名称"),
        ("B2:D2", "数字工会"),
        ("B3:D3", "（二期）"),
        ("A4", "项目负责人"),
        ("B4:D4", "张伟"),
    ]);
    assert_eq!(value(&read, "project"), "数字工会\n（二期）");
}

#[test]
fn answers_two_rows_below_their_labels_are_read_where_all_stand_so() {
    let apart = [
        ("A1", "申报单位"),
        ("A3", "海港区总工会"),
        ("A5", "项目名称"),
        ("A7", "数字工会"),
        ("A9", "项目负责人"),
        ("A11", "张伟"),
        ("A13", "联系电话"),
        ("A17", "项目创新内容"),
        ("A19", "服务台搬到手机上。"),
    ];
    let read = form(&apart);
    assert_eq!(value(&read, "unit"), "海港区总工会");
    assert_eq!(value(&read, "project"), "数字工会");
    assert_eq!(value(&read, "leaders"), "张伟");
    assert_eq!(value(&read, "phone"), "");
    assert_eq!(value(&read, "innovation"), "服务台搬到手机上。");
}

#[test]
fn a_name_in_quotation_marks_that_reads_like_a_label_is_the_projects() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:D1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:D2", "“阳光”项目名称"),
        ("A3", "起止时间"),
        ("B3:D3", "2026.4-2026.7"),
        ("A4", "项目负责人"),
        ("B4:D4", "张伟"),
    ]);
    assert_eq!(value(&read, "project"), "“阳光”项目名称");
    assert!(value(&read, "period").contains("2026"));
    let blank = form(&[
        ("A1", "申报单位："),
        ("B1", "海港区总工会"),
        ("A2", "项目名称："),
        ("B2", "项目负责人：______"),
        ("A3", "起止时间："),
        ("B3", "2026.4-2026.7"),
        ("A4", "联系电话："),
        ("B4", "13800001111"),
    ]);
    assert_eq!(value(&blank, "project"), "");
}

#[test]
fn a_unit_behind_other_words_for_it_and_arrows_before_an_answer_are_read() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1", "→"),
        ("C1:D1", "申报工会：海港区总工会"),
        ("A2", "项目名称"),
        ("B2", "→"),
        ("C2:D2", "数字工会"),
        ("A3", "项目负责人"),
        ("B3", "→"),
        ("C3:D3", "张伟"),
    ]);
    assert_eq!(value(&read, "unit"), "海港区总工会");
    assert_eq!(value(&read, "project"), "数字工会");
}

#[test]
fn a_period_over_cells_with_its_words_between_is_read() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:E1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:E2", "数字工会"),
        ("A3", "起止时间"),
        ("B3", "起"),
        ("C3", "2026年3月"),
        ("D3", "止"),
        ("E3", "2026年11月"),
        ("A4", "项目负责人"),
        ("B4:E4", "张伟"),
    ]);
    let period = value(&read, "period");
    assert!(period.contains("2026-03") && period.contains("2026-11"), "{period}");
}

#[test]
fn a_list_of_the_forms_in_the_same_workbook_is_no_further_projects() {
    let card = |unit, title| {
        [
            ("A1", "申报单位"),
            ("B1:D1", unit),
            ("A2", "项目名称"),
            ("B2:D2", title),
            ("A3", "项目负责人"),
            ("B3", "张伟"),
        ]
    };
    let list = [HEADER, FIRST].concat();
    let (same, other) = (card("海港区总工会", "数字工会"), card("海港区总工会", "职工书屋"));
    assert_eq!(forms(vec![sheet("汇总表", &list), sheet("表1", &same), sheet("表2", &other)]).len(), 2);
    assert_eq!(forms(vec![sheet("汇总表", &list), sheet("表2", &other)]).len(), 2);
}

#[test]
fn a_sheet_called_by_an_earlier_year_than_another_was_signed_in_is_left() {
    let card = |title, day| {
        [
            ("A1", "申报单位"),
            ("B1:D1", "海港区总工会"),
            ("A2", "项目名称"),
            ("B2:D2", title),
            ("A3", "项目负责人"),
            ("B3", "张伟"),
            ("A4", "领导签字："),
            ("C4", day),
        ]
    };
    let (old, new) = (card("数字工会", "2025年11月3日"), card("职工书屋", "2026年11月3日"));
    let read = forms(vec![sheet("2025年", &old), sheet("Sheet2", &new)]);
    assert_eq!(read.iter().map(|form| value(form, "project")).collect::<Vec<_>>(), ["职工书屋"]);
}

#[test]
fn an_example_beside_the_answers_is_no_second_project() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("C1", "例：某某公司工会"),
        ("A2", "项目名称"),
        ("B2", "数字工会"),
        ("C2", "例：职工书屋"),
        ("A3", "项目负责人"),
        ("B3", "张伟"),
        ("C3", "例：张三、李四"),
        ("A4", "联系电话"),
        ("B4", "13800001111"),
        ("C4", "例：13800000000"),
    ]);
    assert_eq!(value(&read, "unit"), "海港区总工会");
    assert_eq!(value(&read, "leaders"), "张伟");
}

#[test]
fn a_share_heads_a_column_beside_the_names() {
    let read = form(&[
        ("A1", "申报单位"),
        ("B1:D1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:D2", "数字工会"),
        ("A3:A5", "项目负责人"),
        ("B3", "姓名"),
        ("C3", "承担工作"),
        ("D3", "贡献率"),
        ("B4", "张伟"),
        ("C4", "总体策划"),
        ("D4", "60%"),
        ("B5", "李娜"),
        ("C5", "组织实施"),
        ("D5", "40%"),
    ]);
    assert_eq!(value(&read, "leaders"), "张伟、李娜");
}

#[test]
fn a_text_box_belongs_to_the_form_that_it_lies_over() {
    let cells = [
        ("A1", "申报单位"),
        ("B1", "海港区总工会"),
        ("D1", "申报单位"),
        ("E1", "卢龙县总工会"),
        ("A2", "项目名称"),
        ("B2", "数字工会"),
        ("D2", "项目名称"),
        ("E2", "职工书屋"),
        ("A3", "项目负责人"),
        ("B3", "张伟"),
        ("D3", "项目负责人"),
        ("E3", "李娜"),
        ("A4", "创新内容"),
        ("B4", "服务台搬到手机上。"),
        ("D4", "创新内容"),
        ("E4", ""),
    ];
    let mut said = lines(&["书屋建在工地上。"]);
    if let Some(Block::Paragraph(paragraph)) = said.first_mut() {
        paragraph.spot = Spot::Paragraph { story: StoryKind::TextBox(1), number: 1 };
    }
    let from = Spot::SheetCell { sheet: "申报表".into(), row: 3, column: 4 };
    let anchor = Some(Anchor { from, to: None, inline: false, middle: None, in_text: InText::default() });
    let story = Story { kind: StoryKind::TextBox(1), anchor, blocks: said };
    let empty = Document::empty(&Arc::from("申报表.xlsx"), Format::Xlsx);
    let read = forms_of(&Document { body: vec![sheet("申报表", &cells)], stories: vec![story], ..empty });
    let told: Vec<String> = read.iter().map(|form| value(form, "innovation")).collect();
    assert_eq!(told, ["服务台搬到手机上。", "书屋建在工地上。"]);
}

#[test]
fn a_plan_of_stages_in_a_card_tells_nothing_of_the_whole_project() {
    let card = [
        ("A1", "申报单位"),
        ("B1:D1", "海港区总工会"),
        ("A2", "项目名称"),
        ("B2:D2", "数字工会"),
        ("A3", "主要完成人"),
        ("B3:D3", "张伟、李娜"),
        ("A5:D5", "进度安排"),
        ("A6", "阶段"),
        ("B6", "起止时间"),
        ("C6", "工作内容"),
        ("D6", "负责人"),
        ("A7", "第一阶段"),
        ("B7", "2026年1月-3月"),
        ("C7", "调研摸底"),
        ("D7", "王芳"),
        ("A8", "第二阶段"),
        ("B8", "2026年4月-6月"),
        ("C8", "试点"),
        ("D8", "赵敏"),
    ];
    let read = form(&card);
    assert_eq!(value(&read, "leaders"), "张伟、李娜");
    assert_eq!(value(&read, "period"), "");
}

#[test]
fn a_row_below_the_heads_of_a_list_that_says_how_to_fill_it_in_is_no_end_of_it() {
    let asks =
        [("A2", "（序号）"), ("B2", "（与公章一致）"), ("C2", "（30字以内）"), ("D2", "（限3人）"), ("E2", "（手机）")];
    let period = [("F1", "起止时间"), ("F2", "（起止年月）"), ("F4", "2026年1月-9月")];
    assert_eq!(titles(&[HEADER, &asks, LATER, &period]), ["职工书屋"]);
    let words = [("A2", "说明"), ("B2", "填全称"), ("C2", "必填"), ("D2", "填姓名"), ("E2", "11位手机号")];
    assert_eq!(titles(&[HEADER, &words, LATER]), ["职工书屋"]);
}
