//! Filled books read back, as other programs saved them, and their difference from the register.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;
use shenping::model::BookKind;
use shenping::model::BookReading;
use shenping::model::Collected;
use shenping::model::Document;
use shenping::model::Format;
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
fn returned(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd/returned").join(name);
    read_bytes(name, &fs::read(path).expect("a sample"))
}

/// All of judge 2's lines, filled in by openpyxl and saved by LibreOffice.
const FULL: &str = "score-book-libreoffice.xlsx";

fn read(made: &Made, name: &str) -> BookReading {
    read_book(&returned(name), &made.policy, &made.season)
}

fn compare(made: &Made, readings: &[BookReading]) -> Collected {
    let known = Known {
        policy: &made.policy,
        season: &made.season,
        entries: &made.entries,
        scores: &made.scores,
        tier_rulings: &made.tier_rulings,
        conflicts: &made.conflicts,
        as_of: made_season::as_of(),
    };
    compare_books(readings, &known)
}

fn line<'reading>(reading: &'reading BookReading, number: &str) -> &'reading ScoreSheet {
    reading.scores.iter().find(|sheet| sheet.number == number).unwrap_or_else(|| panic!("no line of {number}"))
}

fn scores(list: &[&str]) -> Vec<Option<Decimal>> {
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
    assert_eq!(kinds(&collected), [(IssueKind::WrongWord, true)], "{:?}", collected.issues);
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
    assert_eq!(
        kinds(&collected),
        [
            (IssueKind::ColumnMissing, true),
            (IssueKind::RowsMissing, false),
            (IssueKind::HalfScored, false),
            (IssueKind::RecusedYetScored, false),
        ]
    );
}
