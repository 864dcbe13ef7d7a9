//! Figures from judges' totals: means that compare exactly, medians, the policy's official figure.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

use crate::policy::Aggregate;
use crate::policy::Scoring;

/// A mean that is not divided out, so that two can be compared exactly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mean {
    sum: Decimal,
    count: Decimal,
}

impl Mean {
    /// Zero for no value.
    pub(super) fn of(values: &[Decimal]) -> Self {
        Self { sum: values.iter().sum(), count: Decimal::from(values.len().max(1)) }
    }

    /// Divided out, to 28 digits.
    pub(super) fn value(self) -> Decimal {
        self.sum / self.count
    }

    /// By cross-multiplication.
    pub(super) fn compare(self, other: Self) -> Ordering {
        (self.sum * other.count).cmp(&(other.sum * self.count))
    }
}

/// The policy's figure, not rounded, and whether the plain mean stands in for a trimmed one.
pub(super) fn aggregate(values: &[Decimal], scoring: &Scoring) -> (Decimal, bool) {
    match scoring.aggregate {
        Aggregate::Mean => (Mean::of(values).value(), false),
        Aggregate::Median => (median(values), false),
        Aggregate::TrimmedMean if values.len() < scoring.fewest_trimmed() => (Mean::of(values).value(), true),
        Aggregate::TrimmedMean => {
            let sorted = sort(values);
            let kept = sorted.len().saturating_sub(2 * scoring.trim);
            let inner: Vec<Decimal> = sorted.iter().skip(scoring.trim).take(kept).copied().collect();
            (Mean::of(&inner).value(), false)
        }
    }
}

/// The middle value, or the mean of the two middle ones; zero of none.
pub(super) fn median(values: &[Decimal]) -> Decimal {
    let sorted = sort(values);
    let at = |index: usize| sorted.get(index).copied().unwrap_or_default();
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { at(half) } else { (at(half.saturating_sub(1)) + at(half)) / Decimal::TWO }
}

/// Half up, with exactly the policy's decimals.
pub(super) fn round(value: Decimal, scoring: &Scoring) -> Decimal {
    let mut rounded = value.round_dp_with_strategy(scoring.decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(scoring.decimals);
    rounded
}

/// Sample standard deviation (STDEV.S); None for fewer than two values.
pub(super) fn deviation(values: &[Decimal]) -> Option<Decimal> {
    let freedom = Decimal::from(values.len().checked_sub(1).filter(|&freedom| freedom > 0)?);
    let mean = Mean::of(values).value();
    let squares: Decimal = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some(square_root(squares / freedom))
}

fn sort(values: &[Decimal]) -> Vec<Decimal> {
    let mut sorted = values.to_vec();
    sorted.sort();
    sorted
}

/// By Newton's method, to twelve decimals.
fn square_root(value: Decimal) -> Decimal {
    if value <= Decimal::ZERO {
        return Decimal::ZERO;
    }
    let close = Decimal::new(1, 12);
    let mut root = value.max(Decimal::ONE);
    // At first it halves, then it doubles the right digits: from 10^28 downwards that is far below 128 steps.
    for _ in 0..128 {
        let next = (root + value / root) / Decimal::TWO;
        let step = (root - next).abs();
        root = next;
        if step < close {
            break;
        }
    }
    root
}
