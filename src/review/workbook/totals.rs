//! 评分汇总: every judge's total for every project, the official figure and the rank, as live formulas over the judges' sheets.
//! Each formula finds its line by 编号, so that any sheet may be sorted. Their stored results are the ranking's own.

use rust_decimal::Decimal;

use crate::policy::Aggregate;
use crate::policy::Scoring;
use crate::policy::TieBreak;
use crate::review::figures::Figures;
use crate::review::figures::JudgeMark;
use crate::review::view::WorkbookView;
use crate::review::view::judge_label;
use crate::review::workbook::JudgePlace;
use crate::review::workbook::NUMBER;
use crate::review::workbook::Placed;
use crate::review::workbook::RECUSED;
use crate::review::workbook::SCREENING;
use crate::review::workbook::TOTALS;
use crate::review::workbook::diagnostics::DiagnosticColumns;
use crate::review::workbook::diagnostics::diagnostic_columns;
use crate::review::workbook::screening::Screening;
use crate::review::workbook::screening::standing_word;
use crate::review::workbook::total_formulas::ELIGIBLE;
use crate::review::workbook::total_formulas::STANDING;
use crate::review::workbook::total_formulas::TotalColumns;
use crate::review::workbook::total_formulas::figure_formula;
use crate::review::workbook::total_formulas::rank_formula;
use crate::review::workbook::total_formulas::remark;
use crate::review::workbook::total_formulas::remark_formula;
use crate::review::workbook::total_formulas::tie_formula;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::List;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::Look;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Style;
use crate::writers::workbook::fixed_range;
use crate::writers::workbook::own_row;

/// 评分汇总 and the columns that 拟奖预算 reads.
pub struct Totals {
    /// The sheet.
    pub placed: Placed,
    /// Where its columns are.
    pub columns: TotalColumns,
}

/// Ranges that the formulas of every row share.
struct Shared<'a> {
    view: &'a WorkbookView<'a>,
    columns: TotalColumns,
    standing: String,
    judges: Vec<String>,
    ties: Vec<String>,
    rank: String,
    remark: String,
    diagnostics: DiagnosticColumns<'a>,
}

/// Writes the sheet.
pub fn write_totals(
    book: &mut Book,
    view: &WorkbookView<'_>,
    figures: &[Figures<'_>],
    screening: &Screening,
    judges: &[JudgePlace],
) -> Result<Totals, BookError> {
    let mut sheet = book.start_sheet(TOTALS)?;
    let count = |list: usize| u16::try_from(list).unwrap_or(u16::MAX);
    let columns = TotalColumns { judges: count(judges.len()), ties: count(view.policy.scoring.ties.len()) };
    let title = format!("{}年度{}评分汇总", view.season.year, view.policy.award);
    let notes = describe_notes(view, figures);
    let mut list = List {
        name: "totals",
        title: &title,
        notes: &notes,
        columns: total_columns(view),
        rows: Vec::new(),
        frozen: 3,
        paper: Paper::A3,
    };
    let place = list.place_at(0, figures.len())?;
    let diagnostics = DiagnosticColumns::new(view, columns, place, figures);
    let shared = share_formulas(diagnostics, view, columns, place, screening, judges);
    list.rows = figures.iter().map(|figures| total_row(&shared, figures)).collect();
    list.write(&mut sheet)?;
    let rank = own_row(columns.rank());
    sheet.mark_where(
        place.range(columns.rank(), columns.rank()),
        &format!("=COUNTIF({},{rank})>1", fixed_range(None, place.range(columns.rank(), columns.rank()))),
        Look::Doubt,
    )?;
    let standing = own_row(STANDING);
    sheet.mark_where(
        place.range(STANDING, STANDING),
        &format!("=AND({standing}<>\"\",{standing}<>\"{ELIGIBLE}\")"),
        Look::Doubt,
    )?;
    Ok(Totals { placed: Placed { sheet, list: place }, columns })
}

fn describe_notes(view: &WorkbookView<'_>, figures: &[Figures<'_>]) -> Vec<String> {
    let scored = figures.iter().filter(|figures| figures.ranked.is_some()).count();
    let state = if view.season.judges.is_empty() {
        "本年度设置里没有评委。".to_owned()
    } else if scored == 0 {
        "还没有评分；评委表填好后，本表自动计算。".to_owned()
    } else {
        format!("{scored} 个项目已有评分。")
    };
    vec![format!("{state}{}回避的评委不计入除数；未评全的评委表不计入。", describe_scoring(&view.policy.scoring))]
}

/// How the official figure comes about, in a sentence.
pub fn describe_scoring(scoring: &Scoring) -> String {
    let how = match scoring.aggregate {
        Aggregate::Mean => "各评委总分的平均".to_owned(),
        Aggregate::Median => "各评委总分的中位数".to_owned(),
        Aggregate::TrimmedMean => {
            let (trim, fewest) = (scoring.describe_trim(), scoring.fewest_trimmed());
            format!("{trim}后的平均（评分不足 {fewest} 份时为全部平均）")
        }
    };
    format!("综合得分为{how}，保留 {} 位小数。", scoring.decimals)
}

fn total_columns(view: &WorkbookView<'_>) -> Vec<Column> {
    let decimals = u8::try_from(view.policy.scoring.decimals).unwrap_or(u8::MAX);
    let mut columns = vec![
        Column::new(NUMBER, (10, 14), Style::CENTRED),
        Column::new(view.role_label(view.policy.roles.applicant.as_ref(), "申报单位"), (14, 26), Style::TEXT),
        Column::new(view.role_label(view.policy.roles.title.as_ref(), "项目名称"), (20, 36), Style::TEXT),
        Column::new("资格", (10, 12), Style::CENTRED),
    ];
    for (number, judge) in (1..).zip(&view.season.judges) {
        columns.push(Column::new(format!("{} {}", judge_label(number), judge.name), (9, 12), Style::CENTRED));
    }
    if view.season.judges.is_empty() {
        columns.push(Column::new("（未设评委）", (9, 12), Style::CENTRED));
    }
    for header in ["有效评分", "回避数", "缺评数", "最高分", "最低分"] {
        columns.push(Column::new(header, (8, 10), Style::CENTRED));
    }
    columns.push(Column::new("综合得分", (10, 12), Style::CENTRED.bold().decimals(decimals)));
    for tie in &view.policy.scoring.ties {
        columns.push(Column::new(name_tie(view, tie), (10, 14), Style::CENTRED.decimals(4)));
    }
    columns.push(Column::new("名次", (7, 8), Style::CENTRED.bold()));
    columns.push(Column::new("说明", (16, 26), Style::TEXT));
    columns.extend(diagnostic_columns(view));
    columns
}

fn name_tie(view: &WorkbookView<'_>, tie: &TieBreak) -> String {
    match tie {
        TieBreak::Mean => "并列比较：全部平均".to_owned(),
        TieBreak::Median => "并列比较：中位数".to_owned(),
        TieBreak::Criterion(key) => {
            let criterion = view.policy.criteria.iter().find(|criterion| criterion.key == *key);
            format!("并列比较：{}", criterion.map_or(key.as_str(), |criterion| criterion.label.as_str()))
        }
    }
}

fn share_formulas<'a>(
    diagnostics: DiagnosticColumns<'a>,
    view: &'a WorkbookView<'a>,
    columns: TotalColumns,
    place: ListPlace,
    screening: &Screening,
    judges: &[JudgePlace],
) -> Shared<'a> {
    let number = own_row(0);
    let find = |sheet: &str, list: ListPlace, column: u16| {
        let values = fixed_range(Some(sheet), list.range(column, column));
        let numbers = fixed_range(Some(sheet), list.range(0, 0));
        format!("IFERROR(INDEX({values},MATCH({number},{numbers},0)),\"\")")
    };
    let ties = view.policy.scoring.ties.iter().map(|tie| tie_formula(view, columns, judges, tie)).collect();
    Shared {
        view,
        columns,
        standing: find(SCREENING, screening.placed.list, screening.standing),
        judges: judges.iter().map(|judge| find(&judge.sheet, judge.list, judge.total)).collect(),
        ties,
        rank: rank_formula(columns, place),
        remark: remark_formula(columns, place),
        diagnostics,
    }
}

fn total_row<'a>(shared: &Shared<'a>, figures: &Figures<'a>) -> Vec<Cell<'a>> {
    let (view, columns) = (shared.view, shared.columns);
    let entry = figures.entry;
    let mut cells = vec![
        Cell::text(entry.number.as_str()),
        Cell::text(view.unit(entry)),
        Cell::text(view.project(entry)),
        Cell::formula(shared.standing.as_str(), standing_word(entry)),
    ];
    for (formula, line) in shared.judges.iter().zip(&figures.lines) {
        let result = match line.mark {
            JudgeMark::Open => String::new(),
            JudgeMark::Recused => RECUSED.to_owned(),
            JudgeMark::Total(total) => plain(total),
        };
        cells.push(Cell::formula(formula.as_str(), result));
    }
    if shared.judges.is_empty() {
        cells.push(Cell::EMPTY);
    }
    cells.extend(count_cells(columns, figures));
    let shown = |figure: Option<Decimal>| figure.map(plain).unwrap_or_default();
    cells.push(Cell::formula(
        figure_formula(&view.policy.scoring, &columns.totals(), &own_row(columns.counted())),
        shown(figures.ranked.map(|ranked| ranked.score)),
    ));
    for (formula, tie) in shared.ties.iter().zip(&figures.ties) {
        cells.push(Cell::formula(formula.as_str(), shown(*tie)));
    }
    cells.push(Cell::formula(shared.rank.as_str(), figures.rank().map(|rank| rank.to_string()).unwrap_or_default()));
    cells.push(Cell::formula(shared.remark.as_str(), remark(figures)));
    cells.extend(shared.diagnostics.cells(figures));
    cells
}

/// 有效评分, 回避数, 缺评数, 最高分, 最低分.
fn count_cells(columns: TotalColumns, figures: &Figures<'_>) -> [Cell<'static>; 5] {
    let (range, counted) = (columns.totals(), own_row(columns.counted()));
    let recused = own_row(columns.counted() + 1);
    let totals = figures.totals();
    let missing = figures.lines.len() - totals.len() - figures.recused();
    let extreme = |figure: Option<&Decimal>| figure.copied().map(plain).unwrap_or_default();
    [
        Cell::formula(format!("COUNT({range})"), totals.len().to_string()),
        Cell::formula(format!("COUNTIF({range},\"{RECUSED}\")"), figures.recused().to_string()),
        Cell::formula(format!("{}-{counted}-{recused}", columns.judges), missing.to_string()),
        Cell::formula(format!("IF({counted}=0,\"\",MAX({range}))"), extreme(totals.iter().max())),
        Cell::formula(format!("IF({counted}=0,\"\",MIN({range}))"), extreme(totals.iter().min())),
    ]
}

/// A decimal as a formula's result: no trailing zeros, no exponent.
pub fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}
