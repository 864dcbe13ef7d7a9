//! What the live formulas of the judges' sheets, 评分汇总 and 拟奖预算 give, drawn from the season's own ranking and proposal, so
//! that a stored result is never another figure than the papers'. A test lets LibreOffice recalculate all of them.

use std::collections::HashMap;

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

use crate::model::Conflict;
use crate::model::Entry;
use crate::model::RankedEntry;
use crate::model::ScoreSheet;
use crate::model::Verdict;
use crate::policy::TieBreak;
use crate::review::view::WorkbookView;

/// Decimals to which means of the tie chain are shown and compared: two means over up to a hundred judges whose scores have
/// two decimals differ by more, or not at all.
pub const TIE_DECIMALS: u32 = 8;

/// What one judge's line comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JudgeMark {
    /// Not scored, or not wholly, or out of bounds.
    Open,
    /// Out of the divisor.
    Recused,
    /// All criteria scored.
    Total(Decimal),
}

/// One judge's line for one entry, as it stands in the book.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<'a> {
    /// What the judge gave.
    pub sheet: Option<&'a ScoreSheet>,
    /// The conflict, also where it was dismissed.
    pub conflict: Option<&'a Conflict>,
    /// What it comes to.
    pub mark: JudgeMark,
}

impl Line<'_> {
    /// Whether the judge stays away whatever the book says.
    pub fn barred(&self) -> bool {
        self.conflict.is_some_and(Conflict::recuses)
    }
}

/// One entry's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// By judge, in the order of season.toml.
    pub lines: Vec<Line<'a>>,
    /// Its place in the ranking; None where nobody scored it.
    pub ranked: Option<&'a RankedEntry>,
    /// The tie chain's figures, rounded for show.
    pub ties: Vec<Option<Decimal>>,
}

impl Figures<'_> {
    /// Totals of the judges that count.
    pub fn totals(&self) -> Vec<Decimal> {
        let total = |line: &Line<'_>| match line.mark {
            JudgeMark::Total(total) => Some(total),
            _ => None,
        };
        self.lines.iter().filter_map(total).collect()
    }

    /// Judges that are recused.
    pub fn recused(&self) -> usize {
        self.lines.iter().filter(|line| line.mark == JudgeMark::Recused).count()
    }

    /// Whether its formal check stands as passed.
    pub fn qualified(&self) -> bool {
        self.entry.standing() == Verdict::Qualified
    }

    /// Its rank, as a number of Chinese papers.
    pub fn rank(&self) -> Option<u32> {
        self.ranked.map(|ranked| ranked.rank)
    }
}

/// The figures of all entries that are scored, in the order of their numbers.
pub fn gather_figures<'a>(view: &WorkbookView<'a>) -> Vec<Figures<'a>> {
    let sheets: HashMap<(u32, &str), &ScoreSheet> =
        view.scores.iter().map(|sheet| ((sheet.judge, sheet.number.as_str()), sheet)).collect();
    let conflicts: HashMap<(u32, &str), &Conflict> =
        view.conflicts.iter().map(|conflict| ((conflict.judge, conflict.number.as_str()), conflict)).collect();
    let ranked: HashMap<&str, &RankedEntry> =
        view.ranking.entries.iter().map(|ranked| (ranked.number.as_str(), ranked)).collect();
    let judges = u32::try_from(view.season.judges.len()).unwrap_or(u32::MAX);
    let gather = |entry: &'a Entry| {
        let number = entry.number.as_str();
        let ranked = ranked.get(number).copied();
        let line = |judge: u32| {
            let (sheet, conflict) = (sheets.get(&(judge, number)).copied(), conflicts.get(&(judge, number)).copied());
            Line { sheet, conflict, mark: mark_line(judge, sheet, conflict, ranked) }
        };
        let mut figures = Figures { entry, lines: (1..=judges).map(line).collect(), ranked, ties: Vec::new() };
        figures.ties = view.policy.scoring.ties.iter().map(|tie| tie_figure(view, &figures, tie)).collect();
        figures
    };
    view.scored_entries().into_iter().map(gather).collect()
}

fn mark_line(
    judge: u32,
    sheet: Option<&ScoreSheet>,
    conflict: Option<&Conflict>,
    ranked: Option<&RankedEntry>,
) -> JudgeMark {
    let total = ranked.and_then(|ranked| ranked.totals.iter().find(|total| total.judge == judge));
    if sheet.is_some_and(|sheet| sheet.recused) || conflict.is_some_and(Conflict::recuses) {
        JudgeMark::Recused
    } else {
        total.map_or(JudgeMark::Open, |total| JudgeMark::Total(total.total))
    }
}

fn tie_figure(view: &WorkbookView<'_>, figures: &Figures<'_>, tie: &TieBreak) -> Option<Decimal> {
    let exact = match tie {
        TieBreak::Mean => mean(&figures.totals()),
        TieBreak::Median => median(figures.totals()),
        TieBreak::Criterion(key) => {
            let index = view.policy.criteria.iter().position(|criterion| criterion.key == *key)?;
            let counted = figures.lines.iter().filter(|line| matches!(line.mark, JudgeMark::Total(_)));
            let given: Vec<Decimal> = counted.filter_map(|line| line.sheet?.scores.get(index).copied()?).collect();
            mean(&given)
        }
    };
    exact.map(|figure| figure.round_dp_with_strategy(TIE_DECIMALS, RoundingStrategy::MidpointAwayFromZero))
}

fn mean(values: &[Decimal]) -> Option<Decimal> {
    values.iter().sum::<Decimal>().checked_div(Decimal::from(values.len()))
}

fn median(mut values: Vec<Decimal>) -> Option<Decimal> {
    values.sort_unstable();
    let middle = values.len().saturating_sub(1) / 2;
    mean(values.get(middle..=values.len() / 2)?)
}
