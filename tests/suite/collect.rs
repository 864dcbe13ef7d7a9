//! Filled books read back, as other programs saved them, and their difference from the register.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;
use shenping::model::Block;
use shenping::model::BookKind;
use shenping::model::BookReading;
use shenping::model::Cell;
use shenping::model::CellContent;
use shenping::model::Collected;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::model::IssueKind;
use shenping::model::ListSubject;
use shenping::model::RulingVerdict;
use shenping::model::ScoreSheet;
use shenping::readers;
use shenping::readers::Limits;
use shenping::review::collect::Known;
use shenping::review::collect::compare_books;
use shenping::review::collect::read_book;
use shenping::review::score_book::write_score_book;
use shenping::review::workbook::write_workbook;

use crate::made_season;
use crate::review::made_books;
use crate::review::made_books::Made;

fn read_bytes(name: &str, bytes: &[u8]) -> Document {
    readers::read(&Arc::from(format!("回收/{name}")), bytes, Format::Xlsx, &Limits::default())
}

/// A book as another program saved it.
pub(crate) fn returned(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd/returned").join(name);
    read_bytes(name, &fs::read(path).expect("a sample"))
}

/// All of judge 2's lines, filled in by openpyxl and saved by LibreOffice.
pub(crate) const FULL: &str = "score-book-libreoffice.xlsx";

fn read(made: &Made, name: &str) -> BookReading {
    read_book(&returned(name), &made.policy, &made.season)
}

fn known(made: &Made) -> Known<'_> {
    Known {
        policy: &made.policy,
        season: &made.season,
        entries: &made.entries,
        scores: &made.scores,
        replaced_scores: &[],
        tier_rulings: &made.tier_rulings,
        conflicts: &made.conflicts,
        proposal: &made.proposal,
        as_of: made_season::as_of(),
    }
}

pub(crate) fn compare(made: &Made, readings: &[BookReading]) -> Collected {
    compare_books(readings, &known(made))
}

pub(crate) fn line<'reading>(reading: &'reading BookReading, number: &str) -> &'reading ScoreSheet {
    reading.scores.iter().find(|sheet| sheet.number == number).unwrap_or_else(|| panic!("no line of {number}"))
}

pub(crate) fn scores(list: &[&str]) -> Vec<Option<Decimal>> {
    list.iter().map(|text| text.parse().ok()).collect()
}

fn kinds(collected: &Collected) -> Vec<(IssueKind, bool)> {
    let mut kinds: Vec<(IssueKind, bool)> = collected.issues.iter().map(|issue| (issue.kind, issue.blocks)).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

#[test]
fn a_book_sorted_renamed_and_with_columns_moved_is_read_by_number_and_word() {
    let made = made_books::issued();
    let reading = read(&made, "score-book-openpyxl.xlsx");
    assert_eq!(reading.kind, BookKind::ScoreBook(1));
    assert_eq!(line(&reading, "2026-001").scores, scores(&["18", "17.5", "19", "16", "20"]));
    assert_eq!(line(&reading, "2026-002").scores, scores(&["18", "19", "0", "17", "15"]));
    assert_eq!(line(&reading, "2026-003").scores, scores(&["12", "13", "", "", "16"]));
    assert!(line(&reading, "2026-004").recused);
    assert_eq!(line(&reading, "2026-001").comment, "=做法扎实");
    assert_eq!(line(&reading, "2026-001").total(), Some(Decimal::new(905, 1)));
    let collected = compare(&made, &[reading]);
    assert!(!collected.is_blocked(), "{:?}", collected.issues);
    assert_eq!(kinds(&collected), [(IssueKind::HalfScored, false), (IssueKind::NotScored, false)]);
    assert_eq!(collected.scores.len(), 4);
}

#[test]
fn a_book_that_libreoffice_saved_says_the_same() {
    let made = made_books::issued();
    let reading = read(&made, FULL);
    assert_eq!(reading.kind, BookKind::ScoreBook(2));
    for number in 1..=6 {
        assert_eq!(line(&reading, &format!("2026-{number:03}")).scores, scores(&["18", "17.5", "16", "15", "14"]));
    }
    let collected = compare(&made, &[reading]);
    assert!(collected.issues.is_empty(), "{:?}", collected.issues);
    assert_eq!(collected.changes.len(), 6);
}

#[test]
fn a_row_that_exceljs_lost_is_noticed() {
    let made = made_books::issued();
    let reading = read(&made, "score-book-exceljs.xlsx");
    assert_eq!(reading.kind, BookKind::ScoreBook(4));
    assert_eq!(line(&reading, "2026-005").scores, scores(&["18", "17.5", "16", "15", "14"]));
    let collected = compare(&made, &[reading]);
    assert_eq!(kinds(&collected), [(IssueKind::RowsMissing, false)]);
    assert!(collected.issues[0].message.contains("2026-006"), "{}", collected.issues[0].message);
}

#[test]
fn every_fault_is_said_with_its_place_and_blocks() {
    let made = made_books::issued();
    let collected = compare(&made, &[read(&made, "score-book-faults.xlsx")]);
    assert!(collected.is_blocked());
    for kind in [
        IssueKind::OutOfRange,
        IssueKind::NotANumber,
        IssueKind::UnknownProject,
        IssueKind::NumberTwice,
        IssueKind::NumberMissing,
        IssueKind::WrongWord,
    ] {
        let issue = collected.issues.iter().find(|issue| issue.kind == kind);
        let issue = issue.unwrap_or_else(|| panic!("{kind:?} is not said: {:?}", collected.issues));
        assert!(issue.blocks && issue.place.is_some(), "{issue:?}");
    }
    let of = |kind: IssueKind| -> Vec<&str> {
        collected.issues.iter().filter(|issue| issue.kind == kind).map(|issue| issue.message.as_str()).collect()
    };
    assert_eq!(
        of(IssueKind::OutOfRange),
        [
            "评委05 2026-001 的“政治性”填了 20.5，应在 0 至 20 之间；请与评委核对",
            "评委05 2026-001 的“科学性”填了 -1，应在 0 至 20 之间；请与评委核对",
        ]
    );
    assert_eq!(of(IssueKind::RecusedYetScored).len(), 1);
    assert_eq!(of(IssueKind::TotalDiffers), ["评委05 2026-003 的合计写着 99，按各项重算是 80；以重算为准"]);
}

#[test]
fn a_score_between_two_steps_is_not_allowed() {
    let mut made = made_books::issued();
    for criterion in &mut made.policy.criteria {
        criterion.step = Some(Decimal::ONE);
    }
    let reading = read(&made, FULL);
    let wrong: Vec<_> = reading.issues.iter().filter(|issue| issue.kind == IssueKind::WrongStep).collect();
    assert_eq!(wrong.len(), 6);
    assert!(wrong[0].message.contains("填了 17.5"), "{}", wrong[0].message);
}

#[test]
fn a_book_of_another_year_or_of_changed_criteria_is_known() {
    let mut made = made_books::issued();
    made.season.year = 2027;
    let collected = compare(&made, &[read(&made, FULL)]);
    assert!(kinds(&collected).contains(&(IssueKind::AnotherSeason, true)));

    let mut made = made_books::issued();
    made.policy.criteria[0].max = Decimal::from(30);
    let collected = compare(&made, &[read(&made, FULL)]);
    assert!(kinds(&collected).contains(&(IssueKind::ChangedSettings, true)));
}

#[test]
fn a_change_of_deadline_quotas_or_budget_does_not_make_a_book_stale() {
    let mut made = made_books::issued();
    made.season.deadline = None;
    made.season.quotas.clear();
    made.season.budget = None;
    let collected = compare(&made, &[read(&made, FULL)]);
    assert!(collected.issues.is_empty(), "{:?}", collected.issues);
}

#[test]
fn what_the_register_has_already_changes_nothing_and_what_differs_shows_old_and_new() {
    let mut made = made_books::issued();
    let reading = read(&made, FULL);
    made.scores = reading.scores.clone();
    assert!(compare(&made, std::slice::from_ref(&reading)).changes.is_empty());
    made.scores[0].scores[0] = Some(Decimal::from(3));
    let collected = compare(&made, &[reading]);
    assert_eq!(collected.changes.len(), 1);
    assert_eq!(collected.changes[0].subject, ListSubject::Scores(2));
    assert!(collected.changes[0].old.as_deref().is_some_and(|old| old.contains("政治性3 ")));
    assert!(collected.changes[0].new.contains("政治性18 ") && collected.changes[0].new.contains("合计80.5"));
}

#[test]
fn a_judges_book_twice_counts_once_where_equal_and_blocks_where_not() {
    let made = made_books::issued();
    let one = read(&made, FULL);
    let mut two = one.clone();
    two.file = Arc::from("回收/另一份.xlsx");
    let equal = compare(&made, &[one.clone(), two.clone()]);
    assert_eq!(kinds(&equal), [(IssueKind::BookTwice, false)]);
    assert_eq!(equal.scores.len(), 6);
    two.scores[2].scores[1] = Some(Decimal::ONE);
    let different = compare(&made, &[one, two]);
    assert!(kinds(&different).contains(&(IssueKind::BooksDisagree, true)));
}

#[test]
fn rulings_and_tiers_come_back_from_the_workbook() {
    let made = made_books::issued();
    let reading = read(&made, "workbook-openpyxl.xlsx");
    assert_eq!(reading.kind, BookKind::ReviewWorkbook);
    let rulings: Vec<_> =
        reading.rulings.iter().map(|ruling| (ruling.number.as_str(), ruling.verdict, ruling.note.as_str())).collect();
    assert_eq!(
        rulings,
        [("2026-003", RulingVerdict::Refused, "逾期"), ("2026-005", RulingVerdict::Accepted, "电话核实签字属实")]
    );
    let tiers: Vec<_> = reading.tiers.iter().map(|tier| (tier.number.as_str(), tier.tier.as_deref())).collect();
    assert_eq!(tiers, [("2026-001", Some("一等奖")), ("2026-002", None)]);
    let collected = compare(&made, &[reading]);
    assert_eq!(collected.rulings.len(), 2);
    assert_eq!(collected.tiers.len(), 2);
    assert!(collected.scores.is_empty());
    // The prize that nobody proposed is taken in, and its reason asked for.
    let said = [(IssueKind::WrongWord, true), (IssueKind::ReasonMissing, false)];
    assert_eq!(kinds(&collected), said, "{:?}", collected.issues);
}

#[test]
fn an_old_workbook_beside_a_new_score_book_does_no_harm() {
    let made = made_books::issued();
    let mut bytes = Vec::new();
    write_workbook(&made.view(), &mut bytes).expect("a workbook");
    let workbook = read_book(&read_bytes("评审工作簿.xlsx", &bytes), &made.policy, &made.season);
    let book = read(&made, FULL);
    let collected = compare(&made, &[workbook, book]);
    assert!(collected.issues.is_empty(), "{:?}", collected.issues);
    assert_eq!(collected.scores.len(), 6);
}

#[test]
fn books_as_issued_change_nothing() {
    let made = made_books::issued();
    let mut readings = Vec::new();
    for judge in 1..=5 {
        let mut bytes = Vec::new();
        write_score_book(&made.view(), judge, &mut bytes).expect("a score book");
        let reading = read_book(&read_bytes(&format!("{judge}.xlsx"), &bytes), &made.policy, &made.season);
        assert_eq!(reading.kind, BookKind::ScoreBook(judge));
        readings.push(reading);
    }
    let collected = compare(&made, &readings);
    assert!(collected.changes.is_empty() && collected.issues.is_empty(), "{collected:?}");
}

#[test]
fn a_file_that_is_no_book_is_said_so() {
    let made = made_books::issued();
    let document = read_bytes("随便.xlsx", b"PK not a workbook");
    let reading = read_book(&document, &made.policy, &made.season);
    assert_eq!(reading.kind, BookKind::Unknown);
    let collected = compare(&made, &[reading]);
    assert_eq!(kinds(&collected), [(IssueKind::NotABook, true)]);
}

#[test]
fn a_missing_column_and_missing_rows_are_noticed() {
    let made = made_books::issued();
    let collected = compare(&made, &[read(&made, "score-book-cut.xlsx")]);
    assert_eq!(kinds(&collected), [(IssueKind::ColumnMissing, true), (IssueKind::RowsMissing, false),]);
}

/// A sheet of a document, to be broken.
pub(crate) fn sheet<'document>(document: &'document mut Document, name: &str) -> &'document mut Grid {
    let grids = document.body.iter_mut().filter_map(|block| match block {
        Block::Grid(grid) if &*grid.name == name => Some(grid),
        _ => None,
    });
    grids.last().unwrap_or_else(|| panic!("no sheet {name}"))
}

/// Cells of the column that bears a word, by row, below its header.
pub(crate) fn column<'grid>(grid: &'grid mut Grid, word: &str) -> Vec<&'grid mut Cell> {
    let header = grid.cells.iter().find(|cell| cell.text == word).map(|cell| (cell.row, cell.column));
    let (row, column) = header.unwrap_or_else(|| panic!("no column {word}"));
    grid.cells.iter_mut().filter(|cell| cell.row > row && cell.column == column).collect()
}

pub(crate) fn written(row: u32, column: u32, text: &str) -> Cell {
    Cell {
        row,
        column,
        height: 1,
        width: 1,
        text: text.to_owned(),
        content: CellContent::Text,
        hidden: false,
        blocks: Vec::new(),
    }
}

/// Every issue of one broken book.
fn issues_of(made: &Made, document: &Document) -> Vec<(IssueKind, bool, String)> {
    let collected = compare(made, &[read_book(document, &made.policy, &made.season)]);
    collected.issues.into_iter().map(|issue| (issue.kind, issue.blocks, issue.message)).collect()
}

#[test]
fn a_column_of_numbers_that_was_sorted_alone_gives_no_project_anothers_scores() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let mut cells = column(sheet(&mut document, "评分"), "编号");
    let mut numbers: Vec<String> = cells.iter().map(|cell| cell.text.clone()).collect();
    numbers.reverse();
    for (cell, number) in cells.iter_mut().zip(numbers) {
        cell.text = number;
    }
    let issues = issues_of(&made, &document);
    let differing = issues.iter().filter(|(kind, blocks, _)| *kind == IssueKind::NamesDiffer && *blocks);
    assert_eq!(differing.count(), 6, "{issues:?}");
}

#[test]
fn a_project_that_was_only_written_otherwise_is_said_and_taken_in() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    column(sheet(&mut document, "评分"), "申报单位")[0].text = "某某新区总工会".to_owned();
    let issues = issues_of(&made, &document);
    assert!(matches!(issues.as_slice(), [(IssueKind::NamesDiffer, false, _)]), "{issues:?}");
}

#[test]
fn a_book_that_was_issued_to_another_judge_is_not_taken_for_the_one_it_names() {
    let made = made_books::issued();
    let (own, other) = (made.season.judges[1].name.clone(), made.season.judges[0].name.clone());
    let mut document = returned(FULL);
    for cell in &mut sheet(&mut document, "评分").cells {
        cell.text = cell.text.replace("评委02", "评委01").replace(&own, &other);
    }
    let issues = issues_of(&made, &document);
    assert!(issues.iter().any(|issue| issue.0 == IssueKind::UnknownJudge && issue.1), "{issues:?}");

    let mut document = returned(FULL);
    document.file = Arc::from(format!("回收/评委01_{other}.xlsx"));
    let issues = issues_of(&made, &document);
    assert!(issues.iter().any(|(_, blocks, message)| *blocks && message.contains("文件名")), "{issues:?}");
}

#[test]
fn merged_scores_percentages_and_a_total_alone_are_never_read_as_scores() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let grid = sheet(&mut document, "评分");
    column(grid, "政治性")[0].height = 2;
    let percentage = &mut column(grid, "科学性")[1];
    (percentage.text, percentage.content) = ("90%".to_owned(), CellContent::Number("0.9".to_owned()));
    let row = column(grid, "合计")[2].row;
    for word in ["政治性", "科学性", "创新性", "实效性", "示范性"] {
        let cell = &mut column(grid, word)[2];
        (cell.text, cell.content) = (String::new(), CellContent::Empty);
    }
    let issues = issues_of(&made, &document);
    assert_eq!(issues.iter().filter(|issue| issue.0 == IssueKind::NotANumber && issue.1).count(), 2, "{issues:?}");
    let total = issues.iter().find(|issue| issue.0 == IssueKind::TotalOnly).expect("the total that stands alone");
    assert!(total.2.contains("只写了合计 80.5"), "row {row}: {}", total.2);
}

#[test]
fn what_is_written_where_nothing_is_read_is_said() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let grid = sheet(&mut document, "评分");
    let row = column(grid, "编号")[0].row;
    grid.cells.push(written(row, 30, "我与该单位有关联"));
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    let issues = issues_of(&made, &document);
    assert!(matches!(issues.as_slice(), [(IssueKind::NotRead, false, _)]), "{issues:?}");
    assert!(issues[0].2.contains("我与该单位有关联"), "{}", issues[0].2);

    let mut document = returned("workbook-openpyxl.xlsx");
    let cell = &mut column(sheet(&mut document, "拟奖预算"), "最终等次")[0];
    let (row, note) = (cell.row, cell.column + 1);
    (cell.text, cell.content) = (String::new(), CellContent::Empty);
    let grid = sheet(&mut document, "拟奖预算");
    grid.cells.retain(|cell| (cell.row, cell.column) != (row, note));
    grid.cells.push(written(row, note, "委员会认为不妥"));
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    let issues = issues_of(&made, &document);
    assert!(issues.iter().any(|(_, _, message)| message.contains("委员会认为不妥")), "{issues:?}");
}

#[test]
fn totals_that_a_program_left_uncalculated_are_one_reminder() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    for cell in column(sheet(&mut document, "评分"), "合计") {
        (cell.text, cell.content) = ("0".to_owned(), CellContent::Number("0".to_owned()));
    }
    let issues = issues_of(&made, &document);
    assert!(matches!(issues.as_slice(), [(IssueKind::TotalDiffers, false, _)]), "{issues:?}");
    assert!(issues[0].2.contains("有 6 行合计"), "{}", issues[0].2);
}

#[test]
fn a_list_without_its_column_of_numbers_is_not_passed_over() {
    let made = made_books::issued();
    let mut document = returned("workbook-openpyxl.xlsx");
    let grid = sheet(&mut document, "形式审查");
    grid.cells.retain(|cell| cell.column != 0);
    let issues = issues_of(&made, &document);
    assert!(issues.iter().any(|issue| issue.0 == IssueKind::NumberMissing && issue.1), "{issues:?}");
}

#[test]
fn a_book_that_was_taken_in_before_does_not_undo_what_came_after() {
    let mut made = made_books::issued();
    let mut reading = read(&made, FULL);
    made.scores = reading.scores.clone();
    made.scores[0].scores[0] = Some(Decimal::from(3));
    reading.taken_before = true;
    let collected = compare(&made, std::slice::from_ref(&reading));
    assert!(collected.changes.is_empty(), "{:?}", collected.changes);
    assert_eq!(kinds(&collected), [(IssueKind::Superseded, false)]);
}

#[test]
fn a_workbook_that_was_issued_with_older_scores_does_not_bring_them_back() {
    let mut made = made_books::issued();
    let older = read(&made, FULL).scores;
    let mut newer = older.clone();
    newer[0].scores[0] = Some(Decimal::from(3));
    made.scores = older.clone();
    let mut bytes = Vec::new();
    write_workbook(&made.view(), &mut bytes).expect("a workbook");
    let workbook = read_book(&read_bytes("评审工作簿.xlsx", &bytes), &made.policy, &made.season);
    made.scores = newer;
    let known = Known { replaced_scores: &older[..1], ..known(&made) };
    let collected = compare_books(&[workbook], &known);
    assert!(collected.changes.is_empty(), "{:?}", collected.changes);
    assert_eq!(kinds(&collected), [(IssueKind::Superseded, false)]);
}
