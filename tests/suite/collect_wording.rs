//! What people write otherwise in a book, and what a column sorted without the others leaves behind.

use std::sync::Arc;

use rust_decimal::Decimal;
use shenping::model::Collected;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::IssueKind;
use shenping::readers;
use shenping::readers::Limits;
use shenping::review::collect::read_book;
use shenping::review::score_book::write_score_book;

use crate::collect::FULL;
use crate::collect::column;
use crate::collect::compare;
use crate::collect::returned;
use crate::collect::sheet;
use crate::collect::written;
use crate::review::made_books;
use crate::review::made_books::Made;

const CRITERIA: [&str; 5] = ["政治性", "科学性", "创新性", "实效性", "示范性"];

fn collect(made: &Made, document: &Document) -> Collected {
    compare(made, &[read_book(document, &made.policy, &made.season)])
}

#[test]
fn a_number_and_its_header_are_understood_as_people_write_them() {
    let made = made_books::issued();
    let expected = collect(&made, &returned(FULL)).scores;
    let ways: [fn(&str) -> String; 5] = [
        |number| number.trim_start_matches("2026-").to_owned(),
        |number| number.trim_start_matches("2026-0").trim_start_matches('0').to_owned(),
        |number| number.replace("-0", "-").replace("-0", "-"),
        |number| number.replace('-', "—").replace('2', "２"),
        |number| format!("第{}号", number.trim_start_matches("2026-")),
    ];
    for way in ways {
        let mut document = returned(FULL);
        let grid = sheet(&mut document, "评分");
        column(grid, "编号").into_iter().for_each(|cell| cell.text = way(&cell.text));
        grid.cells.iter_mut().filter(|cell| cell.text == "编号").for_each(|cell| cell.text = "项目编号".to_owned());
        let collected = collect(&made, &document);
        assert!(collected.issues.is_empty(), "{:?}", collected.issues);
        assert_eq!(collected.scores, expected);
    }
}

#[test]
fn somebodys_own_count_of_the_rows_is_not_taken_for_the_number() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let grid = sheet(&mut document, "评分");
    for (count, cell) in (1..).zip(column(grid, "编号").into_iter().rev()) {
        cell.text = count.to_string();
    }
    let collected = collect(&made, &document);
    assert!(collected.issues.iter().any(|issue| issue.kind == IssueKind::NamesDiffer && issue.blocks));

    for word in ["申报单位", "项目名称"] {
        column(sheet(&mut document, "评分"), word).into_iter().for_each(|cell| cell.text.clear());
    }
    let collected = collect(&made, &document);
    assert!(collected.issues.iter().any(|issue| issue.kind == IssueKind::UnknownProject && issue.blocks));
}

#[test]
fn a_tier_is_understood_as_people_write_it_and_only_where_it_is_the_measures() {
    let made = made_books::issued();
    let read = |word: &str| {
        let mut document = returned("workbook-openpyxl.xlsx");
        let grid = sheet(&mut document, "拟奖预算");
        let number = column(grid, "编号")[0].text.clone();
        column(grid, "最终等次")[0].text = word.to_owned();
        let reading = read_book(&document, &made.policy, &made.season);
        reading.tiers.iter().find(|tier| tier.number == number).map(|tier| tier.tier.clone())
    };
    for word in ["二等奖", "2等奖", "２等奖", "二等", "贰等奖", "二 等 奖", "二等奖（20000元）"] {
        assert_eq!(read(word), Some(Some("二等奖".to_owned())), "{word}");
    }
    assert_eq!(read("不予授奖"), Some(None));
    for word in ["特等奖", "四等奖", "二", "优秀奖", "一等或二等奖"] {
        assert_eq!(read(word), None, "{word}");
    }
}

#[test]
fn a_book_of_a_judge_who_is_none_of_this_seasons_says_whom_it_names() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    for cell in sheet(&mut document, "评分").cells.iter_mut().filter(|cell| cell.text.contains("评委02")) {
        cell.text = "2026年度工会工作创新成果评分表　评委09 某不在".to_owned();
    }
    document.file = Arc::from("回收/评分表.xlsx");
    let collected = collect(&made, &document);
    let said = collected.issues.iter().find(|issue| issue.kind == IssueKind::UnknownJudge && issue.blocks).unwrap();
    assert!(said.message.contains("写的是“评委09 某不在”，不是本年度的评委"), "{}", said.message);
}

/// Judge 3's book of twelve projects, all scored, no column in order.
fn filled_book(made: &Made) -> Document {
    let mut bytes = Vec::new();
    write_score_book(&made.view(), 3, &mut bytes).unwrap();
    let mut document = readers::read(&Arc::from("回收/评委03.xlsx"), &bytes, Format::Xlsx, &Limits::default());
    let grid = sheet(&mut document, "评分");
    let rows: Vec<u32> = column(grid, "编号").iter().map(|cell| cell.row).collect();
    for (index, word) in (3_u32..).zip(CRITERIA) {
        assert!(grid.cells.iter().any(|cell| cell.text == word && cell.column == index), "{word}");
        for (place, row) in (0_u32..).zip(&rows) {
            grid.cells.retain(|cell| (cell.row, cell.column) != (*row, index));
            grid.cells.push(written(*row, index, &(8 + (place * 5 + index) % 12).to_string()));
        }
    }
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    document
}

/// Brings a column's texts into an order of their own.
fn sort_alone(document: &mut Document, word: &str) {
    let mut cells = column(sheet(document, "评分"), word);
    let mut texts: Vec<String> = cells.iter().map(|cell| cell.text.clone()).collect();
    texts.sort_by_key(|text| text.parse::<Decimal>().ok());
    cells.iter_mut().zip(texts).for_each(|(cell, text)| cell.text = text);
}

#[test]
fn a_column_of_scores_that_was_sorted_alone_is_said_and_one_sorted_with_its_rows_is_not() {
    let mut made = made_books::unscored(12);
    made.conflicts.clear();
    let document = filled_book(&made);
    let said = |document: &Document| -> Vec<String> {
        let issues = collect(&made, document).issues;
        issues.into_iter().filter(|issue| issue.kind == IssueKind::SortedAlone).map(|issue| issue.message).collect()
    };
    assert_eq!(said(&document), Vec::<String>::new());

    let mut alone = document.clone();
    sort_alone(&mut alone, "创新性");
    let messages = said(&alone);
    assert!(matches!(messages.as_slice(), [one] if one.contains("“创新性”")), "{messages:?}");

    let mut whole = document;
    let grid = sheet(&mut whole, "评分");
    let header = column(grid, "编号")[0].row - 1;
    let mut order: Vec<(Option<Decimal>, u32)> =
        column(grid, "创新性").iter().map(|cell| (cell.text.parse().ok(), cell.row)).collect();
    order.sort();
    for cell in grid.cells.iter_mut().filter(|cell| cell.row > header) {
        let place = order.iter().position(|(_, row)| *row == cell.row).unwrap();
        cell.row = header + 1 + u32::try_from(place).unwrap();
    }
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    assert_eq!(said(&whole), Vec::<String>::new());
}

#[test]
fn a_judge_who_scored_all_may_leave_out_the_column_of_recusals() {
    let mut made = made_books::unscored(12);
    made.conflicts.clear();
    let mut document = filled_book(&made);
    let whole = read_book(&document, &made.policy, &made.season).scores;
    let grid = sheet(&mut document, "评分");
    let column_of = grid.cells.iter().find(|cell| cell.text == "回避").map(|cell| cell.column).unwrap();
    grid.cells.retain(|cell| cell.column != column_of);
    let missing = |document: &Document| -> Vec<bool> {
        let issues = collect(&made, document).issues;
        issues.iter().filter(|issue| issue.kind == IssueKind::ColumnMissing).map(|issue| issue.blocks).collect()
    };
    assert_eq!(missing(&document), [false]);
    assert_eq!(read_book(&document, &made.policy, &made.season).scores.len(), whole.len());

    let grid = sheet(&mut document, "评分");
    for word in CRITERIA {
        column(grid, word)[4].text.clear();
    }
    assert_eq!(missing(&document), [true]);
}

#[test]
fn a_total_in_words_alone_is_said() {
    let mut made = made_books::unscored(12);
    made.conflicts.clear();
    let mut document = filled_book(&made);
    let grid = sheet(&mut document, "评分");
    for word in CRITERIA {
        column(grid, word)[4].text.clear();
    }
    let row = column(grid, "编号")[4].row;
    let total = grid.cells.iter().find(|cell| cell.text == "合计").map(|cell| cell.column).unwrap();
    grid.cells.retain(|cell| (cell.row, cell.column) != (row, total));
    grid.cells.push(written(row, total, "九十分"));
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    let issues = collect(&made, &document).issues;
    let said = issues.iter().find(|issue| issue.kind == IssueKind::TotalOnly).expect("the total");
    assert!(said.message.contains("“九十分”"), "{}", said.message);
}

#[test]
fn a_hint_of_recusal_beside_another_project_keeps_the_book_back() {
    let made = made_books::unscored(12);
    let barred =
        made.conflicts.iter().find(|conflict| conflict.judge == 3).expect("a conflict of judge 3").number.clone();
    let mut document = filled_book(&made);
    let grid = sheet(&mut document, "评分");
    for word in ["编号", "申报单位", "项目名称"] {
        let mut cells = column(grid, word);
        let last = cells.len() - 1;
        let texts: Vec<String> = cells.iter().map(|cell| cell.text.clone()).collect();
        for (place, cell) in cells.iter_mut().enumerate() {
            cell.text.clone_from(&texts[last - place]);
        }
    }
    let issues = collect(&made, &document).issues;
    let said = issues.iter().find(|issue| issue.kind == IssueKind::SortedAlone && issue.blocks);
    assert!(said.is_some_and(|issue| issue.message.contains(&barred)), "{issues:?}");
}
