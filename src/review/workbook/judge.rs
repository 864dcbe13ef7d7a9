//! 评委NN, and the sheet 评分 of a score book: a line for each project with a cell for each criterion, 合计 as a live formula,
//! 回避 and 评语. A line where the judge is in conflict is grey and locked, stands as 回避, and says why; season.toml's
//! `[[recusals]]` is where the office dismisses a conflict, with its reason.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::Conflict;
use crate::policy::Criterion;
use crate::review::figures::Figures;
use crate::review::figures::JudgeMark;
use crate::review::figures::Line;
use crate::review::view::WorkbookView;
use crate::review::view::judge_label;
use crate::review::workbook::NUMBER;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::Content;
use crate::writers::workbook::List;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::Look;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Sheet;
use crate::writers::workbook::Style;
use crate::writers::workbook::Target;
use crate::writers::workbook::own_row;

/// The header of the total.
pub const TOTAL: &str = "合计";
/// The header of the cell that takes a judge out of a project's divisor.
pub const RECUSED: &str = "回避";
/// What stands there.
pub const YES: &str = "是";
/// The header of the judge's words.
pub const COMMENT: &str = "评语";
/// The header of the program's reason for proposing a recusal.
pub const CONFLICT: &str = "回避提示";
/// In the title of a judge's list.
pub const SHEET_TITLE: &str = "评分表";
/// How the note on what to fill in begins.
pub const FILL_NOTE: &str = "黄色格由评委填写";
/// How the note on recusal begins.
pub const RECUSAL_NOTE: &str = "应当回避的项目";
/// Columns before the first criterion.
const FIRST_CRITERION: u16 = 3;

/// Where a judge's list came to stand, for the formulas of other sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgePlace {
    /// Name of the sheet.
    pub sheet: String,
    /// Its list.
    pub list: ListPlace,
    /// Column of 合计.
    pub total: u16,
}

impl JudgePlace {
    /// The column of a criterion, by its place in the policy.
    pub fn criterion(&self, index: usize) -> u16 {
        FIRST_CRITERION.saturating_add(u16::try_from(index).unwrap_or(u16::MAX))
    }
}

/// Where the projects' texts stand in the same book, in the order of the list.
pub struct TextPlaces<'a> {
    /// The sheet.
    pub sheet: &'a str,
    /// The row of each project's head.
    pub heads: Vec<u32>,
}

impl TextPlaces<'_> {
    /// Makes each line's number lead to the project's texts.
    fn link_numbers<'c>(&self, rows: &mut [Vec<Cell<'c>>], figures: &[Figures<'c>]) {
        for ((row, figures), head) in rows.iter_mut().zip(figures).zip(&self.heads) {
            if let Some(number) = row.first_mut() {
                let target = Target::Cell(self.sheet.to_owned(), *head, 0);
                number.content = Content::Link { text: Cow::Borrowed(&figures.entry.number), target };
            }
        }
    }
}

/// Writes a judge's list on a sheet, for the review workbook and for the judge's own book.
pub fn write_judge_list(
    sheet: &mut Sheet,
    sheet_name: &str,
    view: &WorkbookView<'_>,
    figures: &[Figures<'_>],
    judge: u32,
    mark: &str,
    texts: Option<&TextPlaces<'_>>,
) -> Result<JudgePlace, BookError> {
    let title = describe_title(view, judge);
    let notes = describe_notes(view, mark);
    let total = FIRST_CRITERION + u16::try_from(view.policy.criteria.len()).unwrap_or(0);
    let mut rows: Vec<Vec<Cell<'_>>> = figures.iter().map(|figures| judge_row(view, figures, judge, total)).collect();
    if let Some(texts) = texts {
        texts.link_numbers(&mut rows, figures);
    }
    let name = format!("judge_{judge:02}");
    let columns = judge_columns(view);
    let list =
        List { name: &name, title: &title, notes: &notes, columns, rows, frozen: FIRST_CRITERION, paper: Paper::A4 };
    let place = list.write(sheet)?;
    check_inputs(sheet, view, place, total)?;
    mark_lines(sheet, place, total)?;
    Ok(JudgePlace { sheet: sheet_name.to_owned(), list: place, total })
}

fn describe_title(view: &WorkbookView<'_>, judge: u32) -> String {
    let index = usize::try_from(judge).unwrap_or(usize::MAX).saturating_sub(1);
    let name = view.season.judges.get(index).map_or("", |judge| judge.name.as_str());
    format!("{}年度{}{SHEET_TITLE}　{} {name}", view.season.year, view.policy.award, judge_label(judge))
}

fn describe_notes(view: &WorkbookView<'_>, mark: &str) -> Vec<String> {
    let range = |criterion: &Criterion| {
        let step = criterion.step.map(|step| format!("，每档{}分", step.normalize())).unwrap_or_default();
        format!("{} 0—{} 分{step}", criterion.label, criterion.max.normalize())
    };
    let ranges: Vec<String> = view.policy.criteria.iter().map(range).collect();
    vec![
        format!("{FILL_NOTE}。{}。", ranges.join("；")),
        format!(
            "{RECUSAL_NOTE}在“{RECUSED}”列选“{YES}”，不打分，也不计入平均。灰色行须回避，原因见“{CONFLICT}”；不成立的请告诉办公室。"
        ),
        format!("{}{mark}　{}年度", crate::review::settings_mark::MARK_LABEL, view.season.year),
    ]
}

fn judge_columns(view: &WorkbookView<'_>) -> Vec<Column> {
    let mut columns = vec![
        Column::new(NUMBER, (10, 14), Style::CENTRED),
        Column::new(view.role_label(view.policy.roles.applicant.as_ref(), "申报单位"), (14, 26), Style::TEXT),
        Column::new(view.role_label(view.policy.roles.title.as_ref(), "项目名称"), (20, 36), Style::TEXT),
    ];
    let criterion = |criterion: &Criterion| Column::new(&criterion.label, (8, 12), Style::INPUT_CENTRED);
    columns.extend(view.policy.criteria.iter().map(criterion));
    columns.push(Column::new(TOTAL, (8, 10), Style::CENTRED.bold()));
    columns.push(Column::new(RECUSED, (8, 8), Style::INPUT_CENTRED));
    columns.push(Column::new(COMMENT, (24, 36), Style::INPUT));
    columns.push(Column::new(CONFLICT, (12, 24), Style::SMALL));
    columns
}

fn judge_row<'a>(view: &WorkbookView<'a>, figures: &Figures<'a>, judge: u32, total: u16) -> Vec<Cell<'a>> {
    let unfilled = Line { sheet: None, conflict: None, mark: JudgeMark::Open };
    let index = usize::try_from(judge).unwrap_or(usize::MAX).saturating_sub(1);
    let line = figures.lines.get(index).unwrap_or(&unfilled);
    let shade = |style: Style| if line.barred() { Style { input: false, ..style.grey() } } else { style };
    let plain = |text: Cow<'a, str>, style: Style| Cell::text(text).styled(shade(style));
    let mut cells = vec![
        plain(Cow::Borrowed(&figures.entry.number), Style::CENTRED),
        plain(view.unit(figures.entry), Style::TEXT),
        plain(view.project(figures.entry), Style::TEXT),
    ];
    for index in 0..view.policy.criteria.len() {
        let given = line.sheet.and_then(|sheet| sheet.scores.get(index).copied().flatten());
        let cell = given.and_then(|score| score.to_f64()).map_or(Cell::EMPTY, Cell::number);
        cells.push(cell.styled(shade(Style::INPUT_CENTRED)));
    }
    cells.push(total_cell(view, line, total).styled(shade(Style::CENTRED.bold())));
    let recused = if line.mark == JudgeMark::Recused { Cell::text(YES) } else { Cell::EMPTY };
    cells.push(recused.styled(shade(Style::INPUT_CENTRED)));
    let comment = line.sheet.map_or("", |sheet| sheet.comment.as_str());
    cells.push(Cell::text(comment).styled(shade(Style::INPUT)));
    cells.push(Cell::text(line.conflict.map(describe_conflict).unwrap_or_default()).styled(shade(Style::SMALL)));
    cells
}

/// Who holds it, on which ground, and what the office said to it.
fn describe_conflict(conflict: &Conflict) -> String {
    let reasons: Vec<&str> = conflict.ground.iter().chain(&conflict.settled).map(String::as_str).collect();
    format!("{}：{}", conflict.standing.chinese(), reasons.join("；"))
}

/// The total: the word 回避 for a recused judge, nothing until every criterion has a number within its bounds.
fn total_cell(view: &WorkbookView<'_>, line: &Line<'_>, total: u16) -> Cell<'static> {
    let scores = format!("{}:{}", own_row(FIRST_CRITERION), own_row(total - 1));
    let recused = own_row(total + 1);
    let criteria = &view.policy.criteria;
    let bound = |(column, criterion): (u16, &Criterion)| format!("{}<={}", own_row(column), criterion.max.normalize());
    let bounds: Vec<String> = (FIRST_CRITERION..).zip(criteria).map(bound).collect();
    let whole = format!("AND(COUNT({scores})={},MIN({scores})>=0,{})", criteria.len(), bounds.join(","));
    let formula = format!("IF({recused}=\"{YES}\",\"{RECUSED}\",IF({whole},SUM({scores}),\"\"))");
    let result = match line.mark {
        JudgeMark::Recused => RECUSED.to_owned(),
        JudgeMark::Open => String::new(),
        JudgeMark::Total(total) => total.normalize().to_string(),
    };
    Cell::formula(formula, result)
}

/// Lets only scores be typed that the policy allows.
fn check_inputs(sheet: &mut Sheet, view: &WorkbookView<'_>, place: ListPlace, total: u16) -> Result<(), BookError> {
    for (column, criterion) in (FIRST_CRITERION..).zip(&view.policy.criteria) {
        let range = place.range(column, column);
        let max = criterion.max.to_f64().unwrap_or(f64::MAX);
        let message = format!("{}：请填 0 至 {} 之间的数。", criterion.label, criterion.max.normalize());
        match criterion.step {
            None => sheet.allow_numbers(range, max, &message)?,
            Some(step) if step == Decimal::ONE => {
                sheet.allow_whole_numbers(range, criterion.max.to_i32().unwrap_or(i32::MAX), &message)?;
            }
            Some(step) => {
                let (cell, step, max) = (own_row(column), step.normalize(), criterion.max.normalize());
                let stepped = format!("ROUND({cell}/{step},6)=ROUND({cell}/{step},0)");
                let formula = format!("AND(ISNUMBER({cell}),{cell}>=0,{cell}<={max},{stepped})");
                sheet.require(range, &formula, "分值不符", &format!("{message}每档 {step} 分。"))?;
            }
        }
    }
    let message = format!("需要回避时选“{YES}”，否则留空。");
    sheet.offer_words(place.range(total + 1, total + 1), &[YES], &message)
}

/// Sets recused lines back, and shows lines that are filled in by half.
fn mark_lines(sheet: &mut Sheet, place: ListPlace, total: u16) -> Result<(), BookError> {
    let recused = own_row(total + 1);
    let scores = format!("{}:{}", own_row(FIRST_CRITERION), own_row(total - 1));
    let criteria = total - FIRST_CRITERION;
    let half = format!("=AND({recused}<>\"{YES}\",COUNTA({scores})>0,COUNT({scores})<{criteria})");
    sheet.mark_where(place.range(FIRST_CRITERION, total - 1), &format!("={recused}=\"{YES}\""), Look::SetBack)?;
    sheet.mark_where(place.range(FIRST_CRITERION, total), &half, Look::Doubt)
}
