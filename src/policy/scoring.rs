//! How judges' totals become one figure: plain mean, trimmed mean, median, exact until the last rounding (half up).

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

use crate::policy::Aggregate;
use crate::policy::Scoring;

/// Fewest scores from which one highest and one lowest can be left out.
const FEWEST_TO_TRIM: usize = 3;

impl Scoring {
    /// The official figure of one project, from the totals of the judges that scored it; None where nobody did.
    pub fn figure(&self, totals: &[Decimal]) -> Option<Decimal> {
        let exact = match self.aggregate {
            Aggregate::Mean => mean(totals),
            Aggregate::TrimmedMean if self.trims(totals.len()) => trimmed_mean(totals),
            Aggregate::TrimmedMean => mean(totals),
            Aggregate::Median => median(totals),
        };
        exact.map(|figure| self.round(figure))
    }

    /// Whether so many scores are trimmed: from the policy's number on, and never so that none is left.
    pub fn trims(&self, scores: usize) -> bool {
        self.aggregate == Aggregate::TrimmedMean && scores >= self.trim_from.max(FEWEST_TO_TRIM)
    }

    /// To the decimals of the official figure, half up.
    pub fn round(&self, figure: Decimal) -> Decimal {
        figure.round_dp_with_strategy(self.decimals, RoundingStrategy::MidpointAwayFromZero)
    }
}

/// The plain mean; None of nothing.
pub fn mean(figures: &[Decimal]) -> Option<Decimal> {
    let sum: Decimal = figures.iter().sum();
    sum.checked_div(Decimal::from(figures.len()))
}

/// The middle one, of an even number the mean of the two in the middle; None of nothing.
pub fn median(figures: &[Decimal]) -> Option<Decimal> {
    let mut sorted = figures.to_vec();
    sorted.sort_unstable();
    let upper = sorted.get(sorted.len() / 2).copied()?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted.get(sorted.len() / 2 - 1).copied()?;
    mean(&[lower, upper])
}

/// The mean without one highest and one lowest.
fn trimmed_mean(figures: &[Decimal]) -> Option<Decimal> {
    let (highest, lowest) = (figures.iter().max()?, figures.iter().min()?);
    let sum: Decimal = figures.iter().sum();
    (sum - highest - lowest).checked_div(Decimal::from(figures.len().checked_sub(2)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::FigureSource;

    fn scoring(aggregate: Aggregate) -> Scoring {
        Scoring { aggregate, trim_from: 5, decimals: 2, ties: vec![], source: FigureSource::Office }
    }

    fn totals(list: &[i64]) -> Vec<Decimal> {
        list.iter().copied().map(Decimal::from).collect()
    }

    #[test]
    fn four_scores_are_not_trimmed_and_five_are() {
        let scoring = scoring(Aggregate::TrimmedMean);
        assert_eq!(scoring.figure(&totals(&[60, 80, 90, 100])), Some(Decimal::new(8250, 2)));
        assert_eq!(scoring.figure(&totals(&[60, 80, 90, 100, 90])), Some(Decimal::new(8667, 2)));
    }

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(scoring(Aggregate::Mean).round(Decimal::new(86_005, 3)), Decimal::new(8601, 2));
    }

    #[test]
    fn the_median_of_an_even_number_is_the_mean_of_the_middle() {
        assert_eq!(scoring(Aggregate::Median).figure(&totals(&[1, 9, 4, 6])), Some(Decimal::from(5)));
        assert_eq!(scoring(Aggregate::Median).figure(&[]), None);
    }
}
