//! What one judge gave one project.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;

use crate::model::Place;

/// One judge's line for one project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreSheet {
    /// The judge's place in season.toml, from 1.
    pub judge: u32,
    /// The entry's number, `2026-001`.
    pub number: String,
    /// By the policy's criteria, in their order; None where the cell is empty.
    pub scores: Vec<Option<Decimal>>,
    /// 回避: not scored, and out of the divisor.
    pub recused: bool,
    /// 评语
    pub comment: String,
    /// Where it was read.
    pub place: Place,
}

impl ScoreSheet {
    /// The total, where every criterion has a score and the judge is not recused.
    pub fn total(&self) -> Option<Decimal> {
        if self.recused || self.scores.is_empty() {
            return None;
        }
        self.scores.iter().copied().sum::<Option<Decimal>>()
    }
}
