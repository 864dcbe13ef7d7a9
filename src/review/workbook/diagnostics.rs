//! What stands right of 评分汇总's official columns, on the screen only: spread, the median's rank, the rank with each judge's
//! leniency taken out, and the judges without whose scores the tier would be another. They decide nothing.
//!
//! A judge's leniency is the mean of what the judge's totals lie above the projects' mean totals; the columns 偏差 and 校正 show
//! the way, so that the corrected figure is a live formula too. Which judges are decisive is the program's own answer: it
//! takes the whole ranking anew for each judge left out.

use rust_decimal::Decimal;

use crate::model::Diagnostics;
use crate::review::figures::Figures;
use crate::review::figures::JudgeMark;
use crate::review::view::WorkbookView;
use crate::review::view::judge_label;
use crate::review::workbook::total_formulas::FIRST_JUDGE;
use crate::review::workbook::total_formulas::TotalColumns;
use crate::review::workbook::total_formulas::figure_formula;
use crate::review::workbook::totals::plain;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::Style;
use crate::writers::workbook::fixed_range;
use crate::writers::workbook::own_row;

// Columns, counted from the first of the diagnostics.
const MEDIAN: u16 = 1;
const ADJUSTED: u16 = 3;
const FIRST_OFFSET: u16 = 6;

/// The diagnostics of one list.
pub struct DiagnosticColumns<'a> {
    view: &'a WorkbookView<'a>,
    columns: TotalColumns,
    place: ListPlace,
    /// Each judge's leniency; None where the judge scored nothing.
    leniency: Vec<Option<Decimal>>,
}

/// The columns' headers and widths; none without judges.
pub fn diagnostic_columns(view: &WorkbookView<'_>) -> Vec<Column> {
    if view.season.judges.is_empty() {
        return Vec::new();
    }
    let decimals = u8::try_from(view.policy.scoring.decimals).unwrap_or(u8::MAX);
    let small = Style { centred: true, ..Style::SMALL };
    let mut columns = vec![
        Column::new("参考：标准差", (12, 14), small.decimals(decimals)),
        Column::new("参考：中位数", (12, 14), small.decimals(decimals)),
        Column::new("参考：中位数名次", (12, 18), small),
        Column::new("参考：宽严校正得分", (12, 20), small.decimals(decimals)),
        Column::new("参考：校正名次", (12, 16), small),
        Column::new("参考：去掉即改变等次的评委", (16, 28), small),
    ];
    let numbers = || (1..).take(view.season.judges.len()).map(judge_label);
    columns.extend(numbers().map(|judge| Column::new(format!("偏差 {judge}"), (10, 14), small.decimals(4))));
    columns.extend(numbers().map(|judge| Column::new(format!("校正 {judge}"), (10, 14), small.decimals(4))));
    columns.into_iter().map(Column::screen_only).collect()
}

impl<'a> DiagnosticColumns<'a> {
    /// The diagnostics of a list that stands here.
    pub fn new(view: &'a WorkbookView<'a>, columns: TotalColumns, place: ListPlace, figures: &[Figures<'_>]) -> Self {
        let leniency = (0..view.season.judges.len()).map(|judge| measure_leniency(figures, judge)).collect();
        Self { view, columns, place, leniency }
    }

    fn column(&self, offset: u16) -> u16 {
        self.columns.rank() + 2 + offset
    }

    fn range(&self, offset: u16) -> String {
        fixed_range(None, self.place.range(self.column(offset), self.column(offset)))
    }

    /// The cells of one row.
    pub fn cells(&self, figures: &Figures<'_>) -> Vec<Cell<'static>> {
        if self.leniency.is_empty() {
            return Vec::new();
        }
        let mut cells = self.figure_cells(figures);
        let mean = mean_of(figures);
        let offsets: Vec<Option<Decimal>> =
            figures.lines.iter().map(|line| Some(total_of(line.mark)? - mean?)).collect();
        for (judge, offset) in (0_u16..).zip(&offsets) {
            let (total, totals) = (own_row(FIRST_JUDGE + judge), self.columns.totals());
            let formula = format!("IF(ISNUMBER({total}),{total}-SUM({totals})/COUNT({totals}),\"\")");
            cells.push(Cell::formula(formula, offset.map(plain).unwrap_or_default()));
        }
        for ((judge, line), leniency) in (0_u16..).zip(&figures.lines).zip(&self.leniency) {
            let total = own_row(FIRST_JUDGE + judge);
            let formula = format!("IF(ISNUMBER({total}),{total}-AVERAGE({}),\"\")", self.range(FIRST_OFFSET + judge));
            let corrected = total_of(line.mark).and_then(|total| Some(total - (*leniency)?));
            cells.push(Cell::formula(formula, corrected.map(plain).unwrap_or_default()));
        }
        cells
    }

    /// Spread, median, corrected figure, their ranks, and the decisive judges.
    fn figure_cells(&self, figures: &Figures<'_>) -> Vec<Cell<'static>> {
        let (totals, counted) = (self.columns.totals(), own_row(self.columns.counted()));
        let decimals = self.view.policy.scoring.decimals;
        let corrected_first = FIRST_OFFSET + self.columns.judges;
        let corrected = format!(
            "{}:{}",
            own_row(self.column(corrected_first)),
            own_row(self.column(corrected_first + self.columns.judges - 1))
        );
        let known = figures.ranked.map(|ranked| &ranked.diagnostics);
        let shown =
            |pick: &dyn Fn(&Diagnostics) -> Option<Decimal>| known.and_then(pick).map(plain).unwrap_or_default();
        let ranked =
            |pick: &dyn Fn(&Diagnostics) -> u32| known.map(|known| pick(known).to_string()).unwrap_or_default();
        let decisive: Vec<String> =
            known.iter().flat_map(|known| &known.decisive_judges).map(|judge| judge_label(*judge)).collect();
        vec![
            Cell::formula(
                format!("IF({counted}<2,\"\",ROUND(STDEV({totals}),{decimals}))"),
                shown(&|known| known.deviation),
            ),
            Cell::formula(
                format!("IF({counted}=0,\"\",ROUND(MEDIAN({totals}),{decimals}))"),
                shown(&|known| Some(known.median)),
            ),
            Cell::formula(self.rank_by(MEDIAN), ranked(&|known| known.median_rank)),
            Cell::formula(
                figure_formula(&self.view.policy.scoring, &corrected, &counted),
                shown(&|known| Some(known.adjusted)),
            ),
            Cell::formula(self.rank_by(ADJUSTED), ranked(&|known| known.adjusted_rank)),
            Cell::text(decisive.join("、")),
        ]
    }

    fn rank_by(&self, offset: u16) -> String {
        let figure = own_row(self.column(offset));
        format!("IF(ISNUMBER({figure}),1+COUNTIF({},\">\"&{figure}),\"\")", self.range(offset))
    }
}

fn total_of(mark: JudgeMark) -> Option<Decimal> {
    if let JudgeMark::Total(total) = mark { Some(total) } else { None }
}

fn mean_of(figures: &Figures<'_>) -> Option<Decimal> {
    let totals = figures.totals();
    totals.iter().sum::<Decimal>().checked_div(Decimal::from(totals.len()))
}

fn measure_leniency(figures: &[Figures<'_>], judge: usize) -> Option<Decimal> {
    let offset = |figures: &Figures<'_>| Some(total_of(figures.lines.get(judge)?.mark)? - mean_of(figures)?);
    let offsets: Vec<Decimal> = figures.iter().filter_map(offset).collect();
    offsets.iter().sum::<Decimal>().checked_div(Decimal::from(offsets.len()))
}
