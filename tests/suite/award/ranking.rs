//! The ranking against figures counted outside the program.
//!
//! SCORES and EXPECTED were written by a Python script with `fractions.Fraction` and `statistics` (seed 7): trimmed mean from
//! five scores on, exact half-up rounding, sample deviation, leniency as the mean distance from the projects' means.

use proptest::prelude::Strategy;
use proptest::prelude::proptest;
use rust_decimal::Decimal;
use shenping::award::ranking::Scores;
use shenping::award::ranking::rank_entries;
use shenping::model::Conflict;
use shenping::model::ConflictStanding;
use shenping::model::RankedEntry;
use shenping::model::Ranking;
use shenping::model::ScoreSheet;
use shenping::model::TieState;
use shenping::policy::Aggregate;
use shenping::policy::Policy;
use shenping::policy::TieBreak;

use crate::made_season;
use crate::made_season::sheet;

/// Number, rank, official figure, median, rank by median, figure without leniency, rank by that, deviation.
type ExpectedLine = (usize, u32, &'static str, &'static str, u32, &'static str, u32, &'static str);
/// Judge, number, scores.
type Line = (u32, usize, [&'static str; 5]);

const SCORES: &[Line] = &[
    (1, 1, ["17", "14", "18", "12.5", "13"]),
    (2, 1, ["13.5", "17.5", "12.5", "20", "15"]),
    (3, 1, ["12.5", "13", "18.5", "18.5", "13"]),
    (4, 1, ["15.5", "13", "18.5", "12.5", "13.5"]),
    (5, 1, ["15.5", "12.5", "18", "12.5", "15.5"]),
    (6, 1, ["12.5", "14", "16.5", "18.5", "14"]),
    (7, 1, ["13.5", "16.5", "14.5", "13.5", "15"]),
    (1, 2, ["17.5", "13.5", "13", "12.5", "15"]),
    (2, 2, ["19.5", "18.5", "17", "19", "19"]),
    (3, 2, ["17.5", "16.5", "15.5", "14.5", "15.5"]),
    (4, 2, ["13", "16.5", "20", "19.5", "17"]),
    (6, 2, ["18.5", "14.5", "17", "14", "19.5"]),
    (7, 2, ["18.5", "12.5", "13", "17", "17"]),
    (1, 3, ["17.5", "19.5", "19", "13", "13"]),
    (2, 3, ["16", "19.5", "13", "12.5", "16.5"]),
    (3, 3, ["19", "16.5", "18", "17.5", "12"]),
    (4, 3, ["19", "17.5", "14.5", "13.5", "19.5"]),
    (5, 3, ["12.5", "15", "16.5", "14", "15.5"]),
    (6, 3, ["18", "18", "19.5", "13", "14.5"]),
    (7, 3, ["19", "18", "16", "14", "18.5"]),
    (1, 4, ["16", "18.5", "17.5", "18", "15.5"]),
    (2, 4, ["14", "13", "14.5", "14", "15.5"]),
    (3, 4, ["15.5", "12", "19.5", "14.5", "16"]),
    (4, 4, ["16.5", "12", "14", "18.5", "17.5"]),
    (5, 4, ["17", "14", "20", "12.5", "19"]),
    (6, 4, ["18", "18", "18", "18", "13.5"]),
    (7, 4, ["19.5", "18", "12.5", "15", "13"]),
    (1, 5, ["15", "19", "14.5", "13.5", "17"]),
    (2, 5, ["12.5", "13.5", "12", "14", "13.5"]),
    (3, 5, ["17.5", "12", "13", "15", "18"]),
    (4, 5, ["14", "16", "17.5", "17.5", "19.5"]),
    (5, 5, ["13.5", "13.5", "19.5", "19", "19.5"]),
    (6, 5, ["19.5", "16.5", "13", "14", "13.5"]),
    (7, 5, ["17", "16", "19.5", "14.5", "20"]),
    (1, 6, ["12", "15", "20", "17.5", "14"]),
    (2, 6, ["12", "20", "16.5", "13", "16"]),
    (3, 6, ["20", "17.5", "14.5", "17.5", "15.5"]),
    (4, 6, ["20", "17", "15.5", "15", "15.5"]),
    (5, 6, ["18", "15.5", "15", "20", "19.5"]),
    (6, 6, ["17.5", "12", "12", "16", "19.5"]),
    (7, 6, ["16", "15", "17.5", "19", "17.5"]),
];

const EXPECTED: [ExpectedLine; 6] = [
    (1, 6, "74.25", "74.25", 6, "73.90", 6, "2.07"),
    (2, 3, "81.75", "81.50", 3, "81.01", 3, "7.37"),
    (3, 1, "81.90", "83.00", 1, "82.36", 1, "4.21"),
    (4, 4, "81.13", "80.50", 4, "80.03", 4, "5.55"),
    (5, 5, "80.10", "79.00", 5, "79.79", 5, "7.43"),
    (6, 2, "81.80", "83.00", 1, "82.08", 2, "4.33"),
];

fn numbers(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("2026-{number:03}")).collect()
}

fn conflict(judge: u32, number: usize, standing: ConflictStanding) -> Conflict {
    Conflict { judge, number: format!("2026-{number:03}"), standing, ground: None, settled: None }
}

fn rank(count: usize, sheets: &[ScoreSheet], conflicts: &[Conflict], judges: u32, policy: &Policy) -> Ranking {
    let numbers = numbers(count);
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    rank_entries(&numbers, &Scores { sheets, conflicts, judges }, policy)
}

fn of(ranking: &Ranking, number: usize) -> &RankedEntry {
    let number = format!("2026-{number:03}");
    ranking.entries.iter().find(|entry| entry.number == number).expect("a ranked entry")
}

/// A sheet whose five scores are the same.
fn even(judge: u32, number: usize, score: &'static str) -> ScoreSheet {
    sheet(judge, number, [score; 5])
}

fn order(ranking: &Ranking) -> Vec<(usize, u32)> {
    ranking.entries.iter().map(|entry| (entry.number[5..].parse().expect("a number"), entry.rank)).collect()
}

#[test]
fn figures_ranks_and_diagnostics_equal_an_independent_calculation() {
    let sheets: Vec<ScoreSheet> =
        SCORES.iter().map(|(judge, number, scores)| sheet(*judge, *number, *scores)).collect();
    let conflicts = [
        conflict(3, 1, ConflictStanding::Proposed),
        conflict(3, 4, ConflictStanding::Added),
        conflict(1, 5, ConflictStanding::Dismissed),
    ];
    let ranking = rank(6, &sheets, &conflicts, 7, &made_season::policy());
    for (number, rank, score, median, median_rank, adjusted, adjusted_rank, deviation) in EXPECTED {
        let entry = of(&ranking, number);
        let figures = &entry.diagnostics;
        assert_eq!((entry.rank, entry.score.to_string().as_str()), (rank, score), "{number}");
        assert_eq!((figures.median.to_string().as_str(), figures.median_rank), (median, median_rank), "{number}");
        assert_eq!(
            (figures.adjusted.to_string().as_str(), figures.adjusted_rank),
            (adjusted, adjusted_rank),
            "{number}"
        );
        assert_eq!(figures.deviation.expect("several scores").to_string(), deviation, "{number}");
        assert_eq!(entry.tie, TieState::Alone);
    }
    assert_eq!((of(&ranking, 1).recused.clone(), of(&ranking, 1).totals.len()), (vec![3], 6));
    assert_eq!((of(&ranking, 2).missing.clone(), of(&ranking, 2).totals.len()), (vec![5], 6));
    assert!(of(&ranking, 5).recused.is_empty());
}

#[test]
fn trimming_begins_with_exactly_the_policys_number_of_scores() {
    let four: Vec<ScoreSheet> =
        [(1, "10"), (2, "18"), (3, "18"), (4, "20")].map(|(judge, score)| even(judge, 1, score)).into();
    let entry = of(&rank(1, &four, &[], 4, &made_season::policy()), 1).clone();
    // (50 + 90 + 90 + 100) / 4
    assert_eq!((entry.score.to_string().as_str(), entry.plain_mean_instead), ("82.50", true));
    let five = [four, vec![even(5, 1, "19")]].concat();
    let entry = of(&rank(1, &five, &[], 5, &made_season::policy()), 1).clone();
    // (90 + 90 + 95) / 3 = 91.666…
    assert_eq!((entry.score.to_string().as_str(), entry.plain_mean_instead), ("91.67", false));
}

#[test]
fn a_measure_may_leave_out_two_at_each_end() {
    let mut policy = made_season::policy();
    (policy.scoring.trim, policy.scoring.trim_from) = (2, 5);
    let sheets: Vec<ScoreSheet> =
        [(1, "10"), (2, "12"), (3, "18"), (4, "19"), (5, "20")].map(|(judge, score)| even(judge, 1, score)).into();
    let entry = of(&rank(1, &sheets, &[], 5, &policy), 1).clone();
    assert_eq!((entry.score.to_string().as_str(), entry.plain_mean_instead), ("90.00", false));
    let entry = of(&rank(1, &sheets[..4], &[], 4, &policy), 1).clone();
    assert_eq!((entry.score.to_string().as_str(), entry.plain_mean_instead), ("73.75", true));
}

#[test]
fn a_recusal_can_bring_a_project_below_the_number_that_is_trimmed() {
    let mut sheets: Vec<ScoreSheet> = (1..=5).map(|judge| even(judge, 1, "16")).collect();
    sheets[4].recused = true;
    sheets[4].scores = vec![None; 5];
    let entry = of(&rank(1, &sheets, &[], 5, &made_season::policy()), 1).clone();
    assert_eq!((entry.totals.len(), entry.recused, entry.plain_mean_instead), (4, vec![5], true));
    assert_eq!(entry.score.to_string(), "80.00");
}

#[test]
fn rounding_is_half_up_and_exact() {
    let mut policy = made_season::policy();
    policy.scoring.aggregate = Aggregate::Mean;
    // (80.01 + 80.00) / 2 = 80.005, which is 80.00 to an f64 rounded naively
    let sheets = [sheet(1, 1, ["16.01", "16", "16", "16", "16"]), even(2, 1, "16")];
    assert_eq!(of(&rank(1, &sheets, &[], 2, &policy), 1).score.to_string(), "80.01");
}

#[test]
fn the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() {
    let mut policy = made_season::policy();
    policy.scoring.aggregate = Aggregate::Median;
    let three: Vec<ScoreSheet> = [(1, "10"), (2, "20"), (3, "15")].map(|(judge, score)| even(judge, 1, score)).into();
    assert_eq!(of(&rank(1, &three, &[], 3, &policy), 1).score.to_string(), "75.00");
    let four = [three, vec![even(4, 1, "16")]].concat();
    assert_eq!(of(&rank(1, &four, &[], 4, &policy), 1).score.to_string(), "77.50");
}

#[test]
fn a_tie_goes_through_the_chain_and_says_how_far() {
    // Totals 80 each; 实效性 (fourth) 16 for 1 and 17 for 2 and 3; 创新性 (third) parts 2 and 3.
    let sheets = [
        sheet(1, 1, ["16", "16", "16", "16", "16"]),
        sheet(1, 2, ["16", "16", "15", "17", "16"]),
        sheet(1, 3, ["15", "15", "17", "17", "16"]),
    ];
    let ranking = rank(3, &sheets, &[], 1, &made_season::policy());
    assert_eq!(order(&ranking), [(3, 1), (2, 2), (1, 3)]);
    assert!(ranking.entries.iter().all(|entry| entry.tie == TieState::Settled));
    assert_eq!((ranking.ties.len(), ranking.ties[0].steps, ranking.ties[0].is_open()), (1, 2, false));
}

#[test]
fn what_the_chain_does_not_part_shares_its_rank_and_is_marked() {
    let sheets = [even(1, 1, "16"), even(1, 2, "17"), even(1, 3, "16"), even(1, 4, "15")];
    let ranking = rank(4, &sheets, &[], 1, &made_season::policy());
    assert_eq!(order(&ranking), [(2, 1), (1, 2), (3, 2), (4, 4)]);
    assert_eq!(
        (of(&ranking, 1).tie, of(&ranking, 3).tie, of(&ranking, 4).tie),
        (TieState::Open, TieState::Open, TieState::Alone)
    );
    assert_eq!(ranking.ties[0].groups, [["2026-001", "2026-003"]]);
    assert!(ranking.ties[0].is_open() && ranking.ties[0].steps == 2);
}

#[test]
fn chain_means_of_different_divisors_are_compared_exactly() {
    // 实效性: 1 has (16 + 17 + 17) / 3, 2 has (16.6666666666 × 2) / 2, a hair less.
    let mut policy = made_season::policy();
    policy.scoring.ties = vec![TieBreak::Criterion("effectiveness".into())];
    policy.scoring.aggregate = Aggregate::Median;
    let sheets = [
        sheet(1, 1, ["16", "16", "16", "16", "16"]),
        sheet(2, 1, ["15", "16", "16", "17", "16"]),
        sheet(3, 1, ["15", "16", "16", "17", "16"]),
        sheet(1, 2, ["16", "16", "16", "16.6666666666", "15.3333333334"]),
        sheet(2, 2, ["16", "16", "16", "16.6666666666", "15.3333333334"]),
    ];
    assert_eq!(order(&rank(2, &sheets, &[], 3, &policy)), [(1, 1), (2, 2)]);
}

#[test]
fn a_sheet_left_open_or_out_of_bounds_is_missing_and_never_zero() {
    let mut open = even(2, 1, "20");
    open.scores[3] = None;
    let sheets = [even(1, 1, "16"), open, even(3, 1, "20.5"), even(4, 1, "-1")];
    let entry = of(&rank(1, &sheets, &[], 5, &made_season::policy()), 1).clone();
    assert_eq!((entry.score.to_string().as_str(), entry.missing), ("80.00", vec![2, 3, 4, 5]));
}

#[test]
fn an_entry_without_any_score_is_listed_apart() {
    let ranking = rank(2, &[even(1, 1, "16")], &[], 1, &made_season::policy());
    assert_eq!((order(&ranking), ranking.unscored), (vec![(1, 1)], vec!["2026-002".to_owned()]));
}

#[test]
fn of_two_sheets_of_one_judge_the_later_counts() {
    let ranking = rank(1, &[even(1, 1, "10"), even(1, 1, "16")], &[], 1, &made_season::policy());
    assert_eq!(of(&ranking, 1).score.to_string(), "80.00");
}

fn random_sheets() -> impl Strategy<Value = Vec<ScoreSheet>> {
    let score = (0_u32..=40).prop_map(|half| Some(Decimal::from(half) / Decimal::TWO));
    let line = proptest::collection::vec(score, 5);
    proptest::collection::vec(line, 48).prop_map(|lines| {
        let places = (1..=6).flat_map(|judge| (1..=8).map(move |number| (judge, number)));
        let filled =
            places.zip(lines).map(|((judge, number), scores)| ScoreSheet { scores, ..even(judge, number, "0") });
        filled.collect()
    })
}

proptest! {
    #[test]
    fn the_order_of_sheets_and_numbers_changes_nothing(sheets in random_sheets(), turn in 0_usize..48) {
        let policy = made_season::policy();
        let ranking = rank(8, &sheets, &[], 6, &policy);
        let mut turned = sheets.clone();
        turned.rotate_left(turn);
        turned.reverse();
        let mut numbers = numbers(8);
        numbers.rotate_left(turn % 8);
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        assert_eq!(rank_entries(&numbers, &Scores { sheets: &turned, conflicts: &[], judges: 6 }, &policy), ranking);
    }

    #[test]
    fn the_figure_lies_between_lowest_and_highest_and_ranks_follow_it(sheets in random_sheets()) {
        let ranking = rank(8, &sheets, &[], 6, &made_season::policy());
        for entry in &ranking.entries {
            assert!(entry.diagnostics.lowest <= entry.score && entry.score <= entry.diagnostics.highest);
        }
        for pair in ranking.entries.windows(2) {
            assert!(pair[0].score >= pair[1].score && pair[0].rank <= pair[1].rank);
        }
    }

    #[test]
    fn a_recused_judges_scores_change_nothing(sheets in random_sheets(), other in 0_u32..=20) {
        let policy = made_season::policy();
        let recused = [conflict(2, 3, ConflictStanding::Proposed)];
        let ranking = rank(8, &sheets, &recused, 6, &policy);
        let changed: Vec<ScoreSheet> = sheets.into_iter().map(|mut sheet| {
            if sheet.judge == 2 && sheet.number == "2026-003" {
                sheet.scores = vec![Some(Decimal::from(other)); 5];
            }
            sheet
        }).collect();
        assert_eq!(rank(8, &changed, &recused, 6, &policy), ranking);
    }
}
