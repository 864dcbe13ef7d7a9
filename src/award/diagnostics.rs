//! Figures beside the official one, for people to look at: spread, the median's rank, ranks with each judge's leniency taken out.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::award::figure::Mean;
use crate::award::figure::aggregate;
use crate::award::figure::deviation;
use crate::award::figure::median;
use crate::award::figure::round;
use crate::model::Diagnostics;
use crate::model::JudgeTotal;
use crate::policy::Scoring;

/// One for each list of totals, none of them empty.
pub(super) fn diagnose(all: &[&[JudgeTotal]], scoring: &Scoring) -> Vec<Diagnostics> {
    let values: Vec<Vec<Decimal>> = all.iter().map(|totals| totals.iter().map(|total| total.total).collect()).collect();
    let medians: Vec<Decimal> = values.iter().map(|totals| round(median(totals), scoring)).collect();
    let adjusted = take_out_leniency(all, &values);
    let adjusted: Vec<Decimal> = adjusted.iter().map(|totals| round(aggregate(totals, scoring).0, scoring)).collect();
    let (median_ranks, adjusted_ranks) = (ranks_of(&medians), ranks_of(&adjusted));
    let figures = values.iter().zip(medians).zip(median_ranks).zip(adjusted).zip(adjusted_ranks);
    let figures = figures.map(|((((totals, median), median_rank), adjusted), adjusted_rank)| Diagnostics {
        highest: totals.iter().max().copied().unwrap_or_default(),
        lowest: totals.iter().min().copied().unwrap_or_default(),
        deviation: deviation(totals).map(|deviation| round(deviation, scoring)),
        median,
        median_rank,
        adjusted,
        adjusted_rank,
        decisive_judges: Vec::new(),
    });
    figures.collect()
}

/// One more than the number of higher figures.
fn ranks_of(figures: &[Decimal]) -> Vec<u32> {
    let mut falling = figures.to_vec();
    falling.sort_by(|one, other| other.cmp(one));
    let higher = |figure: &Decimal| falling.partition_point(|other| other > figure);
    figures.iter().map(|figure| u32::try_from(higher(figure)).unwrap_or(u32::MAX).saturating_add(1)).collect()
}

/// Every list's totals less what their judge gives above the lists' means on average.
fn take_out_leniency(all: &[&[JudgeTotal]], values: &[Vec<Decimal>]) -> Vec<Vec<Decimal>> {
    let mut above: BTreeMap<u32, Vec<Decimal>> = BTreeMap::new();
    for (totals, values) in all.iter().zip(values) {
        let mean = Mean::of(values).value();
        for total in *totals {
            above.entry(total.judge).or_default().push(total.total - mean);
        }
    }
    let leniency: BTreeMap<u32, Decimal> =
        above.iter().map(|(judge, above)| (*judge, Mean::of(above).value())).collect();
    let of = |judge: u32| leniency.get(&judge).copied().unwrap_or_default();
    all.iter().map(|totals| totals.iter().map(|total| total.total - of(total.judge)).collect()).collect()
}
