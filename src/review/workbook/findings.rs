//! 问题清单: a row for each finding, with its article, its place on the paper and the next step. The number leads to the
//! project's details, the place to the original.

use crate::model::Entry;
use crate::model::Finding;
use crate::model::OnFail;
use crate::model::Outcome;
use crate::model::Place;
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
use crate::writers::workbook::Paper;
use crate::writers::workbook::Style;
use crate::writers::workbook::Target;
use crate::writers::workbook::own_row;

/// Column of the outcome.
const OUTCOME: u16 = 4;
/// The place of what bears on a file as a whole.
const WHOLE_FILE: &str = "整份文件";
/// The header of the signature's picture, and its column; left out where there is none to show.
const PICTURE: &str = "签字图样";
const PICTURE_COLUMN: usize = 10;

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
    let notes = [format!("{none}点编号到本项目详情，点位置打开文件或它所在的压缩包（须在上一级的“收件”文件夹里）。")];
    let mut columns = vec![
        Column::new(NUMBER, (10, 14), Style { centred: true, ..Style::LINK }),
        Column::new(view.role_label(view.policy.roles.applicant.as_ref(), "申报单位"), (14, 24), Style::TEXT),
        Column::new(view.role_label(view.policy.roles.title.as_ref(), "项目名称"), (20, 30), Style::TEXT),
        Column::new("涉及栏目", (10, 14), Style::CENTRED),
        Column::new("结果", (8, 8), Style::CENTRED),
        Column::new("处理", (8, 10), Style::CENTRED),
        Column::new("问题", (30, 50), Style::TEXT),
        Column::new("依据", (12, 24), Style::TEXT),
        Column::new("文件", (14, 26), Style::TEXT),
        Column::new("位置", (10, 18), Style::LINK),
        Column::new(PICTURE, (12, 30), Style::TEXT),
        Column::new("处理建议", (24, 40), Style::TEXT),
        Column::new("问题代码", (14, 20), Style::SMALL).screen_only(),
    ];
    if view.signatures.is_empty() {
        columns.retain(|column| column.header != PICTURE);
    }
    let code = u16::try_from(columns.len()).unwrap_or(u16::MAX) - 1;
    let list = List { name: "findings", title: &title, notes: &notes, columns, rows, frozen: 3, paper: Paper::A3 };
    let place = list.write(&mut sheet)?;
    let cell = own_row(OUTCOME);
    let outcomes = place.range(OUTCOME, OUTCOME);
    sheet.mark_where(outcomes, &format!("={cell}=\"{}\"", Outcome::Fail.chinese()), Look::Alarm)?;
    sheet.mark_where(outcomes, &format!("={cell}=\"{}\"", Outcome::Manual.chinese()), Look::Doubt)?;
    Ok(FindingsSheet { placed: Placed { sheet, list: place }, code })
}

fn finding_row<'a>(view: &WorkbookView<'a>, entry: &'a Entry, finding: &'a Finding, block: u32) -> Vec<Cell<'a>> {
    let subject = finding.subject.as_deref().map_or("", |key| view.policy.subject_label(&finding.code, key));
    let place = finding.place.as_ref();
    let spot = |place: &Place| place.spot_text().unwrap_or_else(|| WHOLE_FILE.to_owned());
    let mut cells = vec![
        Cell::link(entry.number.as_str(), Target::Cell(DETAILS.to_owned(), block, 0)),
        Cell::text(view.unit(entry)),
        Cell::text(view.project(entry)),
        Cell::text(subject),
        Cell::text(finding.outcome.chinese()),
        Cell::text(consequence(finding)),
        Cell::text(finding.message.as_str()),
        Cell::text(finding.basis.as_deref().unwrap_or_default()),
        Cell::text(place.map_or("", |place| place.file.as_ref())),
        place.map_or(Cell::EMPTY, |place| Cell::link(spot(place), original(place))),
        Cell::text(finding.help.as_deref().unwrap_or_default()),
        Cell::text(finding.code.as_str()),
    ];
    if !view.signatures.is_empty() {
        cells.insert(PICTURE_COLUMN, picture_cell(view, entry, finding));
    }
    cells
}

/// The signature's picture beside what is said of it.
fn picture_cell<'a>(view: &WorkbookView<'a>, entry: &'a Entry, finding: &Finding) -> Cell<'a> {
    let line = view.policy.roles.signature.as_ref();
    let signed = line.is_some() && finding.subject.as_ref() == line;
    signed.then(|| view.signature_picture(entry)).flatten().unwrap_or(Cell::EMPTY)
}

/// What follows: what is not certain is for people, whatever its rule costs.
pub fn consequence(finding: &Finding) -> &'static str {
    match (finding.on_fail, finding.outcome) {
        (OnFail::Note, _) => OnFail::Note.chinese(),
        (_, Outcome::Manual) => OnFail::Decide.chinese(),
        (on_fail, _) => on_fail.chinese(),
    }
}
