//! 问题清单: a row for each finding, with its article, its place on the paper, the next step, and links to the project's
//! details and to the original file.

use crate::model::Entry;
use crate::model::Finding;
use crate::model::OnFail;
use crate::model::Outcome;
use crate::review::view::WorkbookView;
use crate::review::view::original;
use crate::review::workbook::DETAILS;
use crate::review::workbook::FINDINGS;
use crate::review::workbook::NUMBER;
use crate::review::workbook::Placed;
use crate::review::workbook::details::Details;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::List;
use crate::writers::workbook::Look;
use crate::writers::workbook::Style;
use crate::writers::workbook::Target;
use crate::writers::workbook::own_row;

/// Column of the code.
const CODE: u16 = 3;
/// Column of the outcome.
const OUTCOME: u16 = 5;

/// 问题清单 and the column of the codes.
pub struct FindingsSheet {
    /// The sheet.
    pub placed: Placed,
    /// Column of 问题代码.
    pub code: u16,
}

/// Writes the sheet.
pub fn write_findings(book: &mut Book, view: &WorkbookView<'_>, details: &Details) -> Result<FindingsSheet, BookError> {
    let mut sheet = book.start_sheet(FINDINGS)?;
    let mut rows = Vec::new();
    for (entry, block) in view.entries.iter().zip(&details.blocks) {
        rows.extend(entry.assessment.findings.iter().map(|finding| finding_row(view, entry, finding, *block)));
    }
    let title = format!("{}年度{}问题清单", view.season.year, view.policy.award);
    let none = if rows.is_empty() { "目前没有发现问题。" } else { "一行一个问题。" };
    let notes =
        [format!("{none}点“详情”到本项目详情，点“原件”打开文件或它所在的压缩包（须在上一级的“收件”文件夹里）。")];
    let columns = vec![
        Column::new(NUMBER, (10, 14), Style::CENTRED),
        Column::new(view.role_label(view.policy.roles.applicant.as_ref(), "申报单位"), (14, 24), Style::TEXT),
        Column::new(view.role_label(view.policy.roles.title.as_ref(), "项目名称"), (20, 30), Style::TEXT),
        Column::new("问题代码", (14, 20), Style::SMALL),
        Column::new("涉及栏目", (10, 14), Style::CENTRED),
        Column::new("结果", (8, 8), Style::CENTRED),
        Column::new("处理", (8, 10), Style::CENTRED),
        Column::new("问题", (30, 50), Style::TEXT),
        Column::new("依据", (12, 24), Style::TEXT),
        Column::new("文件", (14, 26), Style::TEXT),
        Column::new("位置", (10, 16), Style::TEXT),
        Column::new("处理建议", (24, 40), Style::TEXT),
        Column::new("原件", (6, 6), Style { centred: true, ..Style::LINK }),
        Column::new("详情", (6, 6), Style { centred: true, ..Style::LINK }),
    ];
    let list = List { name: "findings", title: &title, notes: &notes, columns, rows, frozen: 3, a3: true };
    let place = list.write(&mut sheet)?;
    let cell = own_row(OUTCOME);
    let outcomes = place.range(OUTCOME, OUTCOME);
    sheet.mark_where(outcomes, &format!("={cell}=\"{}\"", Outcome::Fail.chinese()), Look::Alarm)?;
    sheet.mark_where(outcomes, &format!("={cell}=\"{}\"", Outcome::Manual.chinese()), Look::Doubt)?;
    Ok(FindingsSheet { placed: Placed { sheet, list: place }, code: CODE })
}

fn finding_row<'a>(view: &WorkbookView<'a>, entry: &'a Entry, finding: &'a Finding, block: u32) -> Vec<Cell<'a>> {
    let subject = finding.subject.as_deref().map_or("", |key| view.policy.label_of(key));
    let place = finding.place.as_ref();
    let file = place.map_or(Cell::EMPTY, |place| Cell::link("打开", original(place)));
    vec![
        Cell::text(entry.number.as_str()),
        Cell::text(view.unit(entry)),
        Cell::text(view.project(entry)),
        Cell::text(finding.code.as_str()),
        Cell::text(subject),
        Cell::text(finding.outcome.chinese()),
        Cell::text(consequence(finding)),
        Cell::text(finding.message.as_str()),
        Cell::text(finding.basis.as_deref().unwrap_or_default()),
        Cell::text(place.map_or("", |place| place.file.as_ref())),
        Cell::text(place.and_then(|place| place.spot_text()).unwrap_or_default()),
        Cell::text(finding.help.as_deref().unwrap_or_default()),
        file,
        Cell::link("查看", Target::Cell(DETAILS.to_owned(), block, 0)),
    ]
}

/// What follows: what is not certain is for people, whatever its rule costs.
pub fn consequence(finding: &Finding) -> &'static str {
    match (finding.on_fail, finding.outcome) {
        (OnFail::Note, _) => OnFail::Note.chinese(),
        (_, Outcome::Manual) => OnFail::Decide.chinese(),
        (on_fail, _) => on_fail.chinese(),
    }
}
