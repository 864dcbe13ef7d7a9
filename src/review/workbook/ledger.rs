//! 材料台账: every file that arrived, on its own or in an archive, with what became of it; nothing is lost silently.

use std::collections::HashSet;

use crate::model::Application;
use crate::model::FileOutcome;
use crate::model::Format;
use crate::model::Place;
use crate::model::ReceivedFile;
use crate::review::view::WorkbookView;
use crate::review::view::original;
use crate::review::workbook::LEDGER;
use crate::review::workbook::NUMBER;
use crate::review::workbook::Placed;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::List;
use crate::writers::workbook::Look;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Style;
use crate::writers::workbook::own_row;

/// Roles of files that are no document of the measure.
const ROLES: [(&str, &str); 5] =
    [("scan", "扫描件"), ("roster", "单位名册"), ("list", "汇总表"), ("archive", "压缩包"), ("other", "其他")];
/// What stands at a file of an entry whose corrected papers came since.
const SUPERSEDED: &str = "旧版，以后来报送的为准";
/// Column of the outcome.
const OUTCOME: u16 = 4;

/// 材料台账 and the column of the outcome.
pub struct Ledger {
    /// The sheet.
    pub placed: Placed,
    /// Column of 处理结果.
    pub outcome: u16,
}

/// Writes the sheet.
pub fn write_ledger(book: &mut Book, view: &WorkbookView<'_>) -> Result<Ledger, BookError> {
    let mut sheet = book.start_sheet(LEDGER)?;
    let current: HashSet<&str> = view.entries.iter().map(|entry| entry.application.id.as_str()).collect();
    let used = view.entries.iter().flat_map(|entry| papers_of(&entry.application)).collect();
    let known = Known { current, used };
    let rows = (1..).zip(view.ledger).map(|(line, file)| ledger_row(view, &known, line, file)).collect();
    let title = format!("{}年度{}材料台账", view.season.year, view.policy.award);
    let notes = [format!("共收到 {} 个文件（压缩包及其中的文件各算一个），每个文件一行。", view.ledger.len())];
    let columns = vec![
        Column::new("序号", (6, 8), Style::CENTRED),
        Column::new(NUMBER, (10, 22), Style::CENTRED),
        Column::new("文件", (30, 64), Style::TEXT),
        Column::new("原件", (6, 6), Style { centred: true, ..Style::LINK }),
        Column::new("处理结果", (8, 10), Style::CENTRED),
        Column::new("原因", (16, 36), Style::TEXT),
        Column::new("材料类别", (10, 14), Style::CENTRED),
        Column::new("格式", (8, 12), Style::CENTRED),
        Column::new("字节", (8, 12), Style::CENTRED.grouped(0)),
        Column::new("其他问题", (12, 40), Style::TEXT),
        Column::new("SHA-256", (66, 66), Style::SMALL).screen_only(),
    ];
    let list = List { name: "ledger", title: &title, notes: &notes, columns, rows, frozen: 3, paper: Paper::A3 };
    let place = list.write(&mut sheet)?;
    let cell = own_row(OUTCOME);
    let outcomes = place.range(OUTCOME, OUTCOME);
    let is = |outcome: FileOutcome| format!("={cell}=\"{}\"", outcome.chinese());
    sheet.mark_where(outcomes, &is(FileOutcome::Unreadable), Look::Alarm)?;
    sheet.mark_where(outcomes, &is(FileOutcome::Unassigned), Look::Doubt)?;
    Ok(Ledger { placed: Placed { sheet, list: place }, outcome: OUTCOME })
}

/// What the entries consist of now.
struct Known<'v> {
    /// Ids of their applications.
    current: HashSet<&'v str>,
    /// Files of their written papers and evidence.
    used: HashSet<&'v str>,
}

fn papers_of(application: &Application) -> impl Iterator<Item = &str> {
    let written = application.documents.values().map(|document| document.place.file.as_ref());
    written.chain(application.evidence.iter().map(|paper| paper.place.file.as_ref()))
}

fn ledger_row<'a>(view: &WorkbookView<'a>, known: &Known<'_>, line: usize, file: &'a ReceivedFile) -> Vec<Cell<'a>> {
    let (current, earlier): (Vec<&String>, Vec<&String>) =
        file.applications.iter().partition(|id| known.current.contains(id.as_str()));
    // a corrected version goes on with the papers of the one before that it lacks
    let superseded = current.is_empty() && !earlier.is_empty() && !known.used.contains(file.path.as_ref());
    let of = if current.is_empty() { earlier } else { current };
    let of: Vec<&str> = of.into_iter().filter_map(|id| view.numbers.get(id).map(String::as_str)).collect();
    let role = file.role.as_deref().unwrap_or_default();
    let role =
        ROLES.iter().find(|(known, _)| *known == role).map_or_else(|| view.policy.label_of(role), |(_, word)| word);
    let known = file.reason.as_deref().unwrap_or_default();
    let others = file.troubles.iter().map(|trouble| trouble.detail.as_str()).filter(|detail| *detail != known);
    let troubles: Vec<&str> = others.collect();
    vec![
        Cell::count(line),
        Cell::text(of.join("、")),
        Cell::text(file.path.as_ref()),
        Cell::link("打开", original(&Place::whole(&file.path))),
        Cell::text(file.outcome.chinese()),
        Cell::text(file.reason.as_deref().unwrap_or(if superseded { SUPERSEDED } else { "" })),
        Cell::text(role),
        Cell::text(file.format.map_or("", Format::name)),
        Cell::number(bytes_as_number(file.bytes)),
        Cell::text(troubles.join("\n")),
        Cell::text(file.sha256.as_deref().unwrap_or_default()),
    ]
}

/// Sizes of files are far below 2^53 bytes, where a float is exact.
fn bytes_as_number(bytes: u64) -> f64 {
    bytes as f64
}
