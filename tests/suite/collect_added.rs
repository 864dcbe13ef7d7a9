//! What judges add to a book of their own accord: an average, a signature, words in a header, a sheet; and lines of which only
//! a comment or a total is left. Each on a book that LibreOffice saved.

use rust_decimal::Decimal;
use shenping::model::Cell;
use shenping::model::CellContent;
use shenping::model::Collected;
use shenping::model::Document;
use shenping::model::Grid;
use shenping::model::IssueKind;
use shenping::model::Struck;
use shenping::model::Trouble;
use shenping::model::TroubleKind;
use shenping::review::collect::read_book;

use crate::collect::FULL;
use crate::collect::column;
use crate::collect::compare;
use crate::collect::returned;
use crate::collect::scores;
use crate::collect::sheet;
use crate::collect::written;
use crate::review::made_books;
use crate::review::made_books::Made;

/// The row below the last of the list.
fn row_below(grid: &mut Grid) -> u32 {
    column(grid, "编号").last().unwrap().row + 1
}

fn put(grid: &mut Grid, cells: impl IntoIterator<Item = Cell>) {
    grid.cells.extend(cells);
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
}

fn empty(cell: &mut Cell) {
    (cell.text, cell.content) = (String::new(), CellContent::Empty);
}

fn empty_scores(grid: &mut Grid, line: usize) {
    for word in ["政治性", "科学性", "创新性", "实效性", "示范性"] {
        empty(column(grid, word)[line]);
    }
}

fn collect(made: &Made, document: &Document) -> Collected {
    compare(made, &[read_book(document, &made.policy, &made.season)])
}

/// All six lines are taken in, and this alone is said, which keeps nothing back.
fn assert_said(made: &Made, document: &Document, kind: IssueKind, words: &[&str]) {
    let collected = collect(made, document);
    let issues: Vec<(IssueKind, bool)> = collected.issues.iter().map(|issue| (issue.kind, issue.blocks)).collect();
    assert_eq!(issues, [(kind, false)], "{:?}", collected.issues);
    for word in words {
        assert!(collected.issues[0].message.contains(word), "{word}: {}", collected.issues[0].message);
    }
    assert_eq!(collected.scores.len(), 6);
}

#[test]
fn an_average_and_a_signature_below_the_list_are_no_projects() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let grid = sheet(&mut document, "评分");
    let row = row_below(grid);
    put(grid, [written(row, 0, "平均"), written(row, 3, "17.2"), written(row + 2, 0, "评委签字：某某　2026年12月1日")]);
    assert_said(&made, &document, IssueKind::NotRead, &["“平均”", "“17.2”", "“评委签字：某某　2026年12月1日”"]);

    let mut document = returned(FULL);
    let grid = sheet(&mut document, "评分");
    let row = row_below(grid);
    put(grid, [written(row, 2, "平均分"), written(row, 3, "17.2")]);
    assert_said(&made, &document, IssueKind::NotRead, &["“平均分”"]);
}

#[test]
fn a_project_that_was_added_and_a_line_without_a_number_still_keep_the_book_back() {
    let made = made_books::issued();
    for (number, unit, kind) in [
        ("2026-099", "", IssueKind::UnknownProject),
        ("新增", "某单位工会", IssueKind::UnknownProject),
        ("", "某单位工会", IssueKind::NumberMissing),
        ("", "", IssueKind::NumberMissing),
    ] {
        let mut document = returned(FULL);
        let grid = sheet(&mut document, "评分");
        let row = row_below(grid);
        put(grid, [written(row, 0, number), written(row, 1, unit), written(row, 3, "18")]);
        let collected = collect(&made, &document);
        assert!(collected.issues.iter().any(|issue| issue.kind == kind && issue.blocks), "{number}{unit}");
    }
}

#[test]
fn a_header_that_stands_again_on_the_next_page_is_no_line() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let grid = sheet(&mut document, "评分");
    let (row, header) = (row_below(grid), column(grid, "编号")[0].row - 1);
    let again: Vec<Cell> = grid.cells.iter().filter(|cell| cell.row == header).cloned().collect();
    put(grid, again.into_iter().map(|cell| Cell { row, ..cell }));
    let collected = collect(&made, &document);
    assert!(collected.issues.is_empty(), "{:?}", collected.issues);
    assert_eq!(collected.scores.len(), 6);
}

#[test]
fn a_header_with_a_note_in_parentheses_is_still_the_criterion() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let grid = sheet(&mut document, "评分");
    for cell in grid.cells.iter_mut().filter(|cell| cell.text == "创新性") {
        cell.text = "创新性\n（20分）".to_owned();
    }
    let collected = collect(&made, &document);
    assert!(collected.issues.is_empty(), "{:?}", collected.issues);
    assert_eq!(collected.scores[0].scores, scores(&["18", "17.5", "16", "15", "14"]));
}

#[test]
fn words_above_the_list_and_on_another_sheet_are_said() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    put(sheet(&mut document, "评分"), [written(1, 20, "我对最后一项有保留")]);
    assert_said(&made, &document, IssueKind::NotRead, &["我对最后一项有保留"]);

    let mut document = returned(FULL);
    let mut added = sheet(&mut document, "评分").clone();
    (added.name, added.cells) = ("Sheet1".into(), vec![written(0, 0, "总体意见：后三项偏弱")]);
    document.body.push(shenping::model::Block::Grid(added));
    assert_said(&made, &document, IssueKind::NotRead, &["另外的工作表", "总体意见：后三项偏弱"]);
}

#[test]
fn totals_without_scores_are_not_called_recomputed() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let grid = sheet(&mut document, "评分");
    (0..6).for_each(|line| empty_scores(grid, line));
    let collected = collect(&made, &document);
    let issues: Vec<(IssueKind, &str)> =
        collected.issues.iter().map(|issue| (issue.kind, issue.message.as_str())).collect();
    assert!(
        matches!(issues.as_slice(), [(IssueKind::TotalOnly, message)] if message.contains("有 6 行只写了合计")),
        "{issues:?}"
    );
}

#[test]
fn a_line_with_a_comment_alone_is_not_scored_and_wipes_no_score() {
    let mut made = made_books::issued();
    let mut document = returned(FULL);
    let full = read_book(&document, &made.policy, &made.season);
    let grid = sheet(&mut document, "评分");
    empty_scores(grid, 0);
    empty(column(grid, "合计")[0]);
    let (row, place) = (column(grid, "编号")[0].row, column(grid, "编号")[0].text.clone());
    let comment = grid.cells.iter().find(|cell| cell.text == "评语").unwrap().column;
    grid.cells.retain(|cell| (cell.row, cell.column) != (row, comment));
    put(grid, [written(row, comment, "18 17.5 16 15 14")]);
    let collected = collect(&made, &document);
    let not_scored = collected.issues.iter().find(|issue| issue.kind == IssueKind::NotScored).unwrap();
    assert!(not_scored.message.contains(&place), "{}", not_scored.message);

    made.scores = full.scores;
    made.scores[0].scores[0] = Some(Decimal::from(3));
    let collected = collect(&made, &document);
    assert!(collected.changes.is_empty(), "{:?}", collected.changes);
    assert!(collected.issues.iter().any(|issue| issue.kind == IssueKind::Emptied), "{:?}", collected.issues);

    // Where the judge says so, the scores are taken back.
    let grid = sheet(&mut document, "评分");
    grid.cells.retain(|cell| (cell.row, cell.column) != (row, comment));
    put(grid, [written(row, comment, "撤回，材料有误")]);
    let collected = collect(&made, &document);
    assert!(collected.issues.is_empty(), "{:?}", collected.issues);
    assert!(matches!(collected.scores.as_slice(), [line] if line.scores.iter().all(Option::is_none)));
}

#[test]
fn a_word_in_place_of_a_score_is_not_called_missing_as_well() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let cell = &mut column(sheet(&mut document, "评分"), "政治性")[0];
    (cell.text, cell.content) = ("十八".to_owned(), CellContent::Text);
    let collected = collect(&made, &document);
    let kinds: Vec<IssueKind> = collected.issues.iter().map(|issue| issue.kind).collect();
    assert_eq!(kinds, [IssueKind::NotANumber]);
}

#[test]
fn what_is_written_over_the_verdict_or_beside_another_list_of_the_workbook_is_said() {
    let made = made_books::issued();
    let issued = collect(&made, &returned("workbook-openpyxl.xlsx"));
    let said = |document: &Document| {
        let collected = collect(&made, document);
        let new = collected.issues.into_iter().filter(|issue| !issued.issues.contains(issue));
        new.map(|issue| (issue.kind, issue.blocks, issue.message)).collect::<Vec<_>>()
    };
    for (name, column, text) in [("形式审查", None, "不予考虑"), ("项目汇总", Some(40), "主任：再看看")]
    {
        let mut document = returned("workbook-openpyxl.xlsx");
        let grid = sheet(&mut document, name);
        let header = grid.cells.iter().find(|cell| cell.text == "结论").map(|cell| (cell.row, cell.column)).unwrap();
        let spot = (header.0 + 1, column.unwrap_or(header.1));
        grid.cells.retain(|cell| (cell.row, cell.column) != spot);
        put(grid, [written(spot.0, spot.1, text)]);
        let said = said(&document);
        assert!(
            matches!(said.as_slice(), [(IssueKind::NotRead, false, message)] if message.contains(text)),
            "{name}: {said:?}"
        );
    }
}

#[test]
fn a_score_crossed_out_is_said_and_is_none() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let grid = sheet(&mut document, "评分");
    let (row, number) = (column(grid, "政治性")[0].row, column(grid, "政治性")[0].column);
    let spot = grid.spot(row, number);
    empty(column(grid, "政治性")[0]);
    document.struck.push(Struck { spot, text: "18".to_owned() });
    let collected = collect(&made, &document);
    let said = collected.issues.iter().find(|issue| issue.kind == IssueKind::NotRead).unwrap();
    assert!(!said.blocks && said.message.contains("划掉的内容") && said.message.contains("“18”"), "{}", said.message);
    assert!(collected.issues.iter().any(|issue| issue.kind == IssueKind::HalfScored));
}

#[test]
fn a_book_whose_file_is_damaged_is_not_taken_in() {
    let made = made_books::issued();
    let mut document = returned(FULL);
    let trouble = |kind| Trouble { kind, detail: "部件被截断".to_owned(), spot: None };
    document.troubles.push(trouble(TroubleKind::Macros));
    assert!(!collect(&made, &document).is_blocked());
    document.troubles.push(trouble(TroubleKind::Unreadable));
    let collected = collect(&made, &document);
    let said = collected.issues.iter().find(|issue| issue.kind == IssueKind::Damaged).unwrap();
    assert!(said.blocks && said.message.contains("部件被截断"), "{}", said.message);
}
