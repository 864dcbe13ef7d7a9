//! 评审工作簿.xlsx: the committee's workbook, one file per sheet. Sheets are written in the order in which their formulas
//! need each other and stand in the order of the contract.

mod details;
mod diagnostics;
mod findings;
mod guide;
mod judge;
mod ledger;
mod prize_board;
mod prize_course;
mod prizes;
mod project_text;
mod screening;
mod statistics;
mod summary;
mod total_formulas;
mod totals;

use std::io::Write;

use crate::review::figures::Figures;
use crate::review::figures::gather_figures;
use crate::review::settings_mark::mark_workbook;
use crate::review::view::WorkbookView;
use crate::review::view::judge_label;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::BookProperties;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::Sheet;

pub use guide::write_parts;
pub use judge::COMMENT;
pub use judge::CONFLICT;
pub use judge::FILL_NOTE;
pub use judge::JudgePlace;
pub use judge::RECUSAL_NOTE;
pub use judge::RECUSED;
pub use judge::SHEET_TITLE;
pub use judge::TOTAL;
pub use judge::TextPlaces;
pub use judge::YES;
pub use judge::write_judge_list;
pub use prizes::FINAL_TIER;
pub use prizes::TIER_NOTE;
pub use project_text::Reader;
pub use project_text::prepare_sheet;
pub use project_text::write_project_texts;
pub use screening::FOUND;
pub use screening::RULING;
pub use screening::RULING_NOTE;
pub use screening::STANDING;

/// The header of the entry's number, on every list.
pub const NUMBER: &str = "编号";

const GUIDE: &str = "说明";
const SUMMARY: &str = "项目汇总";
const SCREENING: &str = "形式审查";
const FINDINGS: &str = "问题清单";
const DETAILS: &str = "项目详情";
const TOTALS: &str = "评分汇总";
const PRIZES: &str = "拟奖预算";
const STATISTICS: &str = "统计";
const LEDGER: &str = "材料台账";

/// A finished list: its sheet and where on it the list stands.
pub struct Placed {
    sheet: Sheet,
    list: ListPlace,
}

/// Writes the review workbook.
pub fn write_workbook(view: &WorkbookView<'_>, out: impl Write + Send) -> Result<(), BookError> {
    let mark = mark_workbook(view.policy, view.season);
    let mut book = Book::new(&properties(view, &mark))?;
    let figures = gather_figures(view);
    let guide = guide::write_guide(&mut book, view, &mark)?;
    let details = details::write_details(&mut book, view)?;
    let screening = screening::write_screening(&mut book, view, &details, &mark)?;
    let findings = findings::write_findings(&mut book, view, &details)?;
    let summary = summary::write_summary(&mut book, view, &details, &screening)?;
    let judges = write_judges(&mut book, view, &figures, &mark)?;
    let places: Vec<JudgePlace> = judges.iter().map(|(_, place)| place.clone()).collect();
    let totals = totals::write_totals(&mut book, view, &figures, &screening, &places)?;
    let prizes = prizes::write_prizes(&mut book, view, &figures, &totals, &mark)?;
    let ledger = ledger::write_ledger(&mut book, view)?;
    let sources = statistics::Sources {
        screening: &screening,
        findings: &findings,
        summary: &summary,
        judges: &places,
        figures: &figures,
        ledger: &ledger,
    };
    let statistics = statistics::write_statistics(&mut book, view, &sources)?;
    let first = [guide, summary.placed.sheet, screening.placed.sheet, findings.placed.sheet, details.sheet];
    let middle = judges.into_iter().map(|(sheet, _)| sheet);
    let last = [prizes, statistics, ledger.placed.sheet];
    first.into_iter().chain([totals.placed.sheet]).chain(middle).chain(last).try_for_each(|sheet| book.push(sheet))?;
    book.write_to(out)
}

fn write_judges(
    book: &mut Book,
    view: &WorkbookView<'_>,
    figures: &[Figures<'_>],
    mark: &str,
) -> Result<Vec<(Sheet, JudgePlace)>, BookError> {
    let mut judges = Vec::new();
    for judge in (1..).take(view.season.judges.len()) {
        let name = judge_label(judge);
        let mut sheet = book.start_sheet(&name)?;
        let place = write_judge_list(&mut sheet, &name, view, figures, judge, mark, None)?;
        judges.push((sheet, place));
    }
    Ok(judges)
}

fn properties(view: &WorkbookView<'_>, mark: &str) -> BookProperties {
    BookProperties {
        title: format!("{}年度{}评审工作簿", view.season.year, view.policy.award),
        author: view.policy.office.clone(),
        comment: format!("{} 编制", view.program),
        created: view.moment(),
        marks: vec![("shenping-settings".to_owned(), mark.to_owned())],
    }
}
