//! The formulas of 评分汇总: where its columns stand, the official figure, the tie chain, ranks.
//!
//! Functions are those that Excel 2007, WPS and LibreOffice share; no dynamic arrays.

use crate::model::TieState;
use crate::policy::Aggregate;
use crate::policy::Scoring;
use crate::policy::TieBreak;
use crate::review::figures::Figures;
use crate::review::figures::TIE_DECIMALS;
use crate::review::view::WorkbookView;
use crate::review::workbook::JudgePlace;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::fixed_range;
use crate::writers::workbook::own_row;

/// What 资格 says of a project that may be proposed.
pub const ELIGIBLE: &str = "通过";
/// Column of 资格.
pub const STANDING: u16 = 3;
/// Column of the first judge.
pub const FIRST_JUDGE: u16 = 4;

/// Columns of 评分汇总. A season without judges has one empty column in their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TotalColumns {
    /// Judges of the season.
    pub judges: u16,
    /// Steps of the tie chain.
    pub ties: u16,
}

impl TotalColumns {
    /// 有效评分
    pub fn counted(self) -> u16 {
        FIRST_JUDGE + self.judges.max(1)
    }

    /// 综合得分
    pub fn figure(self) -> u16 {
        self.counted() + 5
    }

    /// The first figure of the tie chain.
    fn first_tie(self) -> u16 {
        self.figure() + 1
    }

    /// 名次
    pub fn rank(self) -> u16 {
        self.first_tie() + self.ties
    }

    /// The judges' totals in a formula's own row.
    pub fn totals(self) -> String {
        format!("{}:{}", own_row(FIRST_JUDGE), own_row(self.counted() - 1))
    }
}

/// The policy's figure of a row's totals, rounded as the policy says; nothing where none counts.
pub fn figure_formula(scoring: &Scoring, totals: &str, counted: &str) -> String {
    let plain = format!("SUM({totals})/{counted}");
    let exact = match scoring.aggregate {
        Aggregate::Mean => plain,
        Aggregate::Median => format!("MEDIAN({totals})"),
        Aggregate::TrimmedMean => {
            let (from, both) = (scoring.fewest_trimmed(), 2 * scoring.trim);
            let ends: String =
                (1..=scoring.trim).map(|place| format!("-LARGE({totals},{place})-SMALL({totals},{place})")).collect();
            let ends = if scoring.trim == 1 { format!("-MAX({totals})-MIN({totals})") } else { ends };
            format!("IF({counted}>={from},(SUM({totals}){ends})/({counted}-{both}),{plain})")
        }
    };
    format!("IF({counted}=0,\"\",ROUND({exact},{}))", scoring.decimals)
}

/// One step of the tie chain.
pub fn tie_formula(view: &WorkbookView<'_>, columns: TotalColumns, judges: &[JudgePlace], tie: &TieBreak) -> String {
    let (totals, counted) = (columns.totals(), own_row(columns.counted()));
    let exact = match tie {
        TieBreak::Mean => format!("SUM({totals})/{counted}"),
        TieBreak::Median => format!("MEDIAN({totals})"),
        TieBreak::Criterion(key) => {
            let index = view.policy.criteria.iter().position(|criterion| criterion.key == *key).unwrap_or(0);
            let sums: Vec<String> = judges.iter().map(|judge| criterion_sum(judge, index)).collect();
            if sums.is_empty() { "0".to_owned() } else { format!("({})/{counted}", sums.join("+")) }
        }
    };
    format!("IF({counted}=0,\"\",ROUND({exact},{TIE_DECIMALS}))")
}

/// One judge's score of one criterion for the project of this row, counted only where the judge's line counts.
fn criterion_sum(judge: &JudgePlace, index: usize) -> String {
    let range = |column: u16| fixed_range(Some(&judge.sheet), judge.list.range(column, column));
    let (scores, numbers, totals) = (range(judge.criterion(index)), range(0), range(judge.total));
    format!("SUMIFS({scores},{numbers},{},{totals},\">=0\")", own_row(0))
}

/// Competition ranking, equal figures parted by the tie chain.
pub fn rank_formula(columns: TotalColumns, place: ListPlace) -> String {
    let range = |column: u16| fixed_range(None, place.range(column, column));
    let mut equal = String::new();
    let mut better = Vec::new();
    for column in columns.figure()..columns.rank() {
        better.push(format!("COUNTIFS({equal}{},\">\"&{})", range(column), own_row(column)));
        equal.push_str(&format!("{},{},", range(column), own_row(column)));
    }
    format!("IF(ISNUMBER({}),1+{},\"\")", own_row(columns.figure()), better.join("+"))
}

/// What 说明 says, as a formula.
pub fn remark_formula(columns: TotalColumns, place: ListPlace) -> String {
    let (standing, figure, rank) = (own_row(STANDING), own_row(columns.figure()), own_row(columns.rank()));
    let ranks = fixed_range(None, place.range(columns.rank(), columns.rank()));
    let missing = own_row(columns.counted() + 2);
    format!(
        "IF({figure}=\"\",\"{}\",IF({standing}<>\"{ELIGIBLE}\",\"{}\",IF(COUNTIF({ranks},{rank})>1,\"{}\",IF({missing}>0,\"{}\",\"\"))))",
        REMARKS[0], REMARKS[1], REMARKS[2], REMARKS[3],
    )
}

/// The words of 说明: not scored, not passed, tied, not whole.
const REMARKS: [&str; 4] = ["尚无评分", "形式审查未通过，不提出建议", "并列，由评审委员会确定", "评分未齐"];

/// What 说明 says.
pub fn remark(figures: &Figures<'_>) -> &'static str {
    let [unscored, unqualified, tied, missing] = REMARKS;
    match figures.ranked {
        None => unscored,
        Some(_) if !figures.qualified() => unqualified,
        Some(ranked) if ranked.tie == TieState::Open => tied,
        Some(ranked) if !ranked.missing.is_empty() => missing,
        Some(_) => "",
    }
}
