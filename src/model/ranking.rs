//! How the projects stand after scoring: the official figure and rank, what is tied, and diagnostics that decide nothing.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;

/// The ranking of a season's scored entries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// By rank, then number.
    pub entries: Vec<RankedEntry>,
    /// Numbers of entries that no judge has scored in full.
    pub unscored: Vec<String>,
    /// Official figures that several entries share, and how they were settled; the highest first.
    pub ties: Vec<TiedScore>,
}

/// One entry's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankedEntry {
    /// The entry's number.
    pub number: String,
    /// From 1; entries that the tie chain does not part share it, and the next ranks are left out (1, 2, 2, 4).
    pub rank: u32,
    /// The official figure, rounded half up to the policy's decimals.
    pub score: Decimal,
    /// The policy trims, but there were too few scores: the plain mean stands instead.
    pub plain_mean_instead: bool,
    /// Totals that count, by judge.
    pub totals: Vec<JudgeTotal>,
    /// Judges who are neither recused nor have scored every criterion.
    pub missing: Vec<u32>,
    /// Judges who are recused: out of the divisor.
    pub recused: Vec<u32>,
    /// Whether others have the same official figure.
    pub tie: TieState,
    /// Beside the official figure.
    pub diagnostics: Diagnostics,
}

/// One judge's total for one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgeTotal {
    /// The judge's place in season.toml, from 1.
    pub judge: u32,
    /// Sum over the criteria.
    pub total: Decimal,
}

/// Whether an entry shares its official figure, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TieState {
    /// No other has it.
    Alone,
    /// Others have it; the policy's chain parts this one from all of them.
    Settled,
    /// Others still share its rank: for the committee.
    Open,
}

/// An official figure that several entries share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TiedScore {
    /// The figure.
    pub score: Decimal,
    /// How many steps of the policy's chain were needed; all of them where something stays open.
    pub steps: usize,
    /// Numbers in the order that the chain gives; several in one group are still tied.
    pub groups: Vec<Vec<String>>,
}

impl TiedScore {
    /// Whether something is left for the committee.
    pub fn is_open(&self) -> bool {
        self.groups.iter().any(|group| group.len() > 1)
    }
}

/// Figures beside the official one; they decide nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics {
    /// Highest total.
    pub highest: Decimal,
    /// Lowest total.
    pub lowest: Decimal,
    /// Sample standard deviation of the totals (STDEV.S), rounded like the official figure; None for a single score.
    pub deviation: Option<Decimal>,
    /// Median of the totals, rounded like the official figure.
    pub median: Decimal,
    /// Rank by that median, ties sharing a rank.
    pub median_rank: u32,
    /// The official kind of figure after each judge's leniency is taken out: from each total, the mean by which that judge's
    /// totals lie above the projects' mean totals.
    pub adjusted: Decimal,
    /// Rank by that figure, ties sharing a rank.
    pub adjusted_rank: u32,
    /// Judges without whose scores the entry's proposed tier would be another; empty where nothing is proposed.
    pub decisive_judges: Vec<u32>,
}
