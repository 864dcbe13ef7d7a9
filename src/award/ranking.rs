//! The ranking: every judge's totals become one official figure by the policy (mean, trimmed mean, median), ties go through the
//! policy's chain, and what is still tied shares its rank and is left to the committee. All in exact decimals.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::award::diagnostics::diagnose;
use crate::award::figure::Mean;
use crate::award::figure::aggregate;
use crate::award::figure::median;
use crate::award::figure::round;
use crate::model::Conflict;
use crate::model::JudgeTotal;
use crate::model::RankedEntry;
use crate::model::Ranking;
use crate::model::ScoreSheet;
use crate::model::TieState;
use crate::model::TiedScore;
use crate::policy::Policy;
use crate::policy::TieBreak;

/// What the ranking is made from.
#[derive(Clone, Copy, Debug)]
pub struct Scores<'season> {
    /// What judges gave; of several sheets of one judge for one entry the last counts.
    pub sheets: &'season [ScoreSheet],
    /// Conflicts; those that recuse take the judge out of the entry's divisor even where a score was given.
    pub conflicts: &'season [Conflict],
    /// How many judges there are.
    pub judges: u32,
}

/// What the judges gave one entry.
struct Scored<'numbers> {
    number: &'numbers str,
    totals: Vec<JudgeTotal>,
    missing: Vec<u32>,
    recused: Vec<u32>,
    figure: Decimal,
    plain_mean_instead: bool,
    chain: Vec<Mean>,
}

/// Scores by judge and entry.
pub(super) struct ScoreIndex<'season> {
    sheets: BTreeMap<(u32, &'season str), &'season ScoreSheet>,
    recused: BTreeSet<(u32, &'season str)>,
    judges: u32,
}

impl<'season> ScoreIndex<'season> {
    /// Of several sheets of one judge for one entry the last.
    pub(super) fn of(scores: &Scores<'season>) -> Self {
        let recusing = scores.conflicts.iter().filter(|conflict| conflict.recuses());
        Self {
            sheets: scores.sheets.iter().map(|sheet| ((sheet.judge, sheet.number.as_str()), sheet)).collect(),
            recused: recusing.map(|conflict| (conflict.judge, conflict.number.as_str())).collect(),
            judges: scores.judges,
        }
    }
}

/// A number and its rank.
pub(super) type Standing = (String, u32);

/// Ranks the entries of these numbers. A sheet that leaves a criterion open or breaks its bounds is a missing score.
pub fn rank_entries(numbers: &[&str], scores: &Scores<'_>, policy: &Policy) -> Ranking {
    let (scored, unscored) = sort_by_score(numbers, &ScoreIndex::of(scores), None, policy);
    let ties = list_ties(&scored);
    let totals: Vec<&[JudgeTotal]> = scored.iter().map(|entry| entry.totals.as_slice()).collect();
    let diagnostics = diagnose(&totals, &policy.scoring);
    let places = find_places(&scored);
    let entries =
        scored.into_iter().zip(places).zip(diagnostics).map(|((entry, (rank, tie)), diagnostics)| RankedEntry {
            number: entry.number.to_owned(),
            rank,
            score: entry.figure,
            plain_mean_instead: entry.plain_mean_instead,
            totals: entry.totals,
            missing: entry.missing,
            recused: entry.recused,
            tie,
            diagnostics,
        });
    Ranking { entries: entries.collect(), unscored: unscored.into_iter().map(str::to_owned).collect(), ties }
}

/// Numbers and ranks as if one judge had not been there.
pub(super) fn rank_without(numbers: &[&str], index: &ScoreIndex<'_>, judge: u32, policy: &Policy) -> Vec<Standing> {
    let (scored, _) = sort_by_score(numbers, index, Some(judge), policy);
    let ranks = find_places(&scored).into_iter().map(|(rank, _)| rank);
    scored.iter().map(|entry| entry.number.to_owned()).zip(ranks).collect()
}

/// Scored entries, the highest first, and the numbers of those without a score.
fn sort_by_score<'numbers>(
    numbers: &[&'numbers str],
    index: &ScoreIndex<'_>,
    left_out: Option<u32>,
    policy: &Policy,
) -> (Vec<Scored<'numbers>>, Vec<&'numbers str>) {
    let all = numbers.iter().map(|number| gather_scores(number, index, left_out, policy));
    let (mut scored, unscored): (Vec<Scored<'_>>, Vec<Scored<'_>>) = all.partition(|entry| !entry.totals.is_empty());
    scored.sort_by(|one, other| compare_entries(one, other).then_with(|| one.number.cmp(other.number)));
    (scored, unscored.iter().map(|entry| entry.number).collect())
}

fn gather_scores<'numbers>(
    number: &'numbers str,
    index: &ScoreIndex<'_>,
    left_out: Option<u32>,
    policy: &Policy,
) -> Scored<'numbers> {
    let (mut totals, mut counted, mut missing, mut recused) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for judge in (1..=index.judges).filter(|judge| Some(*judge) != left_out) {
        let sheet = index.sheets.get(&(judge, number)).copied();
        if index.recused.contains(&(judge, number)) || sheet.is_some_and(|sheet| sheet.recused) {
            recused.push(judge);
            continue;
        }
        match sheet.and_then(|sheet| Some((sheet, valid_total(sheet, policy)?))) {
            Some((sheet, total)) => {
                totals.push(JudgeTotal { judge, total });
                counted.push(sheet);
            }
            None => missing.push(judge),
        }
    }
    let values: Vec<Decimal> = totals.iter().map(|total| total.total).collect();
    let (figure, plain_mean_instead) = aggregate(&values, &policy.scoring);
    let chain = policy.scoring.ties.iter().map(|step| chain_value(step, &values, &counted, policy)).collect();
    let figure = round(figure, &policy.scoring);
    Scored { number, totals, missing, recused, figure, plain_mean_instead, chain }
}

/// The total of a sheet that scores every criterion within its bounds.
fn valid_total(sheet: &ScoreSheet, policy: &Policy) -> Option<Decimal> {
    let in_bounds =
        |(score, max): (&Option<Decimal>, Decimal)| score.is_some_and(|score| score >= Decimal::ZERO && score <= max);
    let bounds = policy.criteria.iter().map(|criterion| criterion.max);
    let whole = sheet.scores.len() == policy.criteria.len() && sheet.scores.iter().zip(bounds).all(in_bounds);
    if whole { sheet.total() } else { None }
}

fn chain_value(step: &TieBreak, totals: &[Decimal], sheets: &[&ScoreSheet], policy: &Policy) -> Mean {
    match step {
        TieBreak::Mean => Mean::of(totals),
        TieBreak::Median => Mean::of(&[median(totals)]),
        TieBreak::Criterion(key) => {
            let index = policy.criteria.iter().position(|criterion| criterion.key == *key);
            let scores = sheets.iter().filter_map(|sheet| index.and_then(|index| *sheet.scores.get(index)?));
            Mean::of(&scores.collect::<Vec<_>>())
        }
    }
}

/// The higher figure first, then step by step of the chain.
fn compare_entries(one: &Scored<'_>, other: &Scored<'_>) -> Ordering {
    let steps = one.chain.iter().zip(&other.chain).map(|(one, other)| other.compare(*one));
    other.figure.cmp(&one.figure).then_with(|| steps.fold(Ordering::Equal, Ordering::then))
}

/// Rank and tie of each of a sorted list: 1, 2, 2, 4.
fn find_places(sorted: &[Scored<'_>]) -> Vec<(u32, TieState)> {
    let mut places = Vec::with_capacity(sorted.len());
    for same_figure in sorted.chunk_by(|one, other| one.figure == other.figure) {
        for tied in same_figure.chunk_by(|one, other| compare_entries(one, other).is_eq()) {
            let rank = u32::try_from(places.len()).unwrap_or(u32::MAX).saturating_add(1);
            let state = match (same_figure.len(), tied.len()) {
                (1, _) => TieState::Alone,
                (_, 1) => TieState::Settled,
                _ => TieState::Open,
            };
            places.extend(tied.iter().map(|_| (rank, state)));
        }
    }
    places
}

fn list_ties(sorted: &[Scored<'_>]) -> Vec<TiedScore> {
    let same_figure = sorted.chunk_by(|one, other| one.figure == other.figure).filter(|group| group.len() > 1);
    same_figure.filter_map(|group| Some(describe_tie(group, group.first()?.figure))).collect()
}

fn describe_tie(group: &[Scored<'_>], score: Decimal) -> TiedScore {
    let numbers = |part: &[Scored<'_>]| part.iter().map(|entry| entry.number.to_owned()).collect();
    let groups = group.chunk_by(|one, other| compare_entries(one, other).is_eq()).map(numbers).collect();
    let first_difference = |one: &Scored<'_>, other: &Scored<'_>| {
        let mut steps = one.chain.iter().zip(&other.chain);
        steps.position(|(one, other)| one.compare(*other).is_ne()).map_or(one.chain.len(), |step| step + 1)
    };
    let neighbours = group.windows(2).filter_map(|pair| Some(first_difference(pair.first()?, pair.get(1)?)));
    TiedScore { score, steps: neighbours.max().unwrap_or_default(), groups }
}
