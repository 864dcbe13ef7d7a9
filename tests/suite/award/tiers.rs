//! Proposals under quotas, cap and budget, and the committee's word over them.

use indexmap::IndexMap;
use proptest::prelude::Strategy;
use proptest::prelude::proptest;
use shenping::award::candidate::Candidate;
use shenping::award::ranking::Scores;
use shenping::award::ranking::rank_entries;
use shenping::award::settlement::Settlement;
use shenping::award::settlement::Unsettled;
use shenping::award::settlement::settle_awards;
use shenping::award::tiers::find_decisive_judges;
use shenping::award::tiers::propose_tiers;
use shenping::model::Entry;
use shenping::model::Money;
use shenping::model::OnFail;
use shenping::model::OpenGround;
use shenping::model::Outcome;
use shenping::model::Proposal;
use shenping::model::Ranking;
use shenping::model::RulingVerdict;
use shenping::model::ScoreSheet;
use shenping::model::TierRuling;
use shenping::model::Value;
use shenping::model::Verdict;
use shenping::policy::Policy;
use shenping::policy::Season;
use shenping::policy::TierAmount;

use crate::made_season;

/// One judge; entry n gets the n-th score on every criterion.
#[derive(Debug)]
struct Case {
    policy: Policy,
    season: Season,
    entries: Vec<Entry>,
    sheets: Vec<ScoreSheet>,
}

impl Case {
    fn of(scores: &[&'static str]) -> Self {
        let mut season = made_season::season();
        season.judges.truncate(1);
        let numbers = 1..=scores.len();
        Self {
            policy: made_season::policy(),
            season,
            entries: numbers.clone().map(|n| made_season::entry(n, &format!("单位{n}"), &format!("项目{n}"))).collect(),
            sheets: numbers.zip(scores).map(|(n, score)| made_season::sheet(1, n, [score; 5])).collect(),
        }
    }

    fn quotas(mut self, first: u32, second: u32, third: u32) -> Self {
        let labels = ["一等奖", "二等奖", "三等奖"].map(str::to_owned);
        self.season.quotas = labels.into_iter().zip([first, second, third]).collect();
        self
    }

    fn budget(mut self, yuan: i64) -> Self {
        self.season.budget = Some(Money::from_yuan(yuan));
        self
    }

    fn candidates(&self) -> Vec<Candidate> {
        self.entries.iter().map(|entry| Candidate::of(entry, &self.policy)).collect()
    }

    fn ranking(&self) -> Ranking {
        let scored = self.entries.iter().filter(|entry| entry.standing() != Verdict::Rejected);
        let numbers: Vec<&str> = scored.map(|entry| entry.number.as_str()).collect();
        let judges = u32::try_from(self.season.judges.len()).expect("few");
        rank_entries(&numbers, &Scores { sheets: &self.sheets, conflicts: &[], judges }, &self.policy)
    }

    fn propose(&self) -> Proposal {
        propose_tiers(&self.ranking(), &self.candidates(), &self.policy, &self.season)
    }

    fn settle(&self, rulings: &[(usize, Option<&str>, &str)]) -> Settlement {
        let ruling = |(number, tier, note): &(usize, Option<&str>, &str)| TierRuling {
            number: format!("2026-{number:03}"),
            tier: tier.map(str::to_owned),
            withdrawn: false,
            note: (*note).to_owned(),
            by: "评审工作簿.xlsx".to_owned(),
            at: made_season::as_of(),
        };
        let rulings: Vec<TierRuling> = rulings.iter().map(ruling).collect();
        settle_awards(&self.propose(), &rulings, &self.ranking(), &self.candidates(), &self.policy, &self.season)
    }
}

/// Number and first character of the tier, in the order proposed.
fn tiers(proposal: &Proposal) -> Vec<String> {
    proposal.awards.iter().map(|award| short(&award.number, &award.tier)).collect()
}

fn short(number: &str, tier: &str) -> String {
    format!("{}{}", number.trim_start_matches("2026-").trim_start_matches('0'), tier.chars().next().expect("a tier"))
}

fn awarded(settlement: &Settlement) -> Vec<String> {
    settlement.decision.awards.iter().map(|award| short(&award.number, &award.tier)).collect()
}

#[test]
fn places_are_filled_by_rank_and_the_next_is_named() {
    let proposal = Case::of(&["20", "19", "18", "17", "16", "15"]).quotas(1, 2, 2).propose();
    assert_eq!(tiers(&proposal), ["1一", "2二", "3二", "4三", "5三"]);
    // 30,000 + 2 × 20,000 + 2 × 10,000 = 90,000; 300,000 - 90,000 = 210,000
    assert_eq!((proposal.total, proposal.left()), (Money::from_yuan(90_000), Some(Money::from_yuan(210_000))));
    let next = proposal.next.expect("a next one");
    assert_eq!((short(&next.number, &next.tier), next.amount), ("6三".to_owned(), Money::from_yuan(10_000)));
    let costs: Vec<(u32, Money)> = proposal.tiers.iter().map(|tier| (tier.proposed, tier.cost)).collect();
    assert_eq!(costs, [(1, Money::from_yuan(30_000)), (2, Money::from_yuan(40_000)), (2, Money::from_yuan(20_000))]);
}

#[test]
fn without_quotas_nothing_is_proposed() {
    let mut case = Case::of(&["20", "19"]);
    case.season.quotas = IndexMap::new();
    let proposal = case.propose();
    assert!(!proposal.made && proposal.awards.is_empty() && proposal.open.is_empty() && proposal.next.is_none());
    assert_eq!(proposal.tiers[0].quota, None);
}

#[test]
fn a_tie_across_a_line_is_left_open_and_what_follows_keeps_its_place() {
    let proposal = Case::of(&["20", "18", "18", "17"]).quotas(2, 1, 1).propose();
    assert_eq!(tiers(&proposal), ["1一", "4三"]);
    let group = &proposal.open[0];
    assert_eq!((group.ground, group.rank), (OpenGround::TierLine, 2));
    assert_eq!(group.numbers, ["2026-002", "2026-003"]);
    assert_eq!(group.seats, [Some("一等奖".to_owned()), Some("二等奖".to_owned())]);
    assert_eq!(proposal.reserved, Money::from_yuan(50_000));
}

#[test]
fn a_tie_within_one_tier_is_no_matter() {
    assert_eq!(tiers(&Case::of(&["20", "20", "18"]).quotas(2, 1, 0).propose()), ["1一", "2一", "3二"]);
}

#[test]
fn a_tie_between_the_last_tier_and_none_is_left_open() {
    let proposal = Case::of(&["20", "16", "16", "16"]).quotas(1, 0, 2).propose();
    assert_eq!(tiers(&proposal), ["1一"]);
    let seats: Vec<Option<&str>> = proposal.open[0].seats.iter().map(Option::as_deref).collect();
    assert_eq!(seats, [Some("三等奖"), Some("三等奖"), None]);
}

#[test]
fn the_cap_over_all_tiers_ends_the_places() {
    let mut case = Case::of(&["20", "19", "18", "17"]).quotas(1, 1, 5);
    case.policy.max_total = Some(3);
    let proposal = case.propose();
    assert_eq!(tiers(&proposal), ["1一", "2二", "3三"]);
    assert_eq!(proposal.tiers[2].quota, Some(1));
}

#[test]
fn the_budget_ends_the_proposal_and_no_cheaper_prize_overtakes() {
    // 30,000 + 20,000 leave 9,999: the third prize of 10,000 is too dear by one yuan.
    let proposal = Case::of(&["20", "19", "18", "17"]).quotas(1, 1, 2).budget(59_999).propose();
    assert_eq!(tiers(&proposal), ["1一", "2二"]);
    let beyond: Vec<&str> = proposal.beyond_budget.iter().map(|award| award.number.as_str()).collect();
    assert_eq!(beyond, ["2026-003", "2026-004"]);
    assert_eq!(proposal.next.as_ref().map(|next| next.number.as_str()), Some("2026-003"));
    let exact = Case::of(&["20", "19", "18", "17"]).quotas(1, 1, 2).budget(60_000).propose();
    assert_eq!((tiers(&exact).len(), exact.left()), (3, Some(Money::ZERO)));
    let dear_first = Case::of(&["20", "19"]).quotas(1, 0, 1).budget(25_000).propose();
    assert!(dear_first.awards.is_empty() && dear_first.beyond_budget.len() == 2);
}

#[test]
fn a_tie_at_the_budgets_end_is_left_open() {
    let proposal = Case::of(&["20", "18", "18"]).quotas(1, 2, 0).budget(50_000).propose();
    assert_eq!(tiers(&proposal), ["1一"]);
    assert_eq!((proposal.open[0].ground, proposal.open[0].numbers.len()), (OpenGround::BudgetEnd, 2));
    assert_eq!(proposal.reserved, Money::from_yuan(20_000));
}

#[test]
fn a_prize_of_honour_alone_needs_no_money() {
    let mut case = Case::of(&["20", "19", "18"]).quotas(1, 1, 1).budget(30_000);
    case.policy.tiers[2].amount = TierAmount::Fixed(Money::ZERO);
    let proposal = case.propose();
    assert_eq!((tiers(&proposal), proposal.beyond_budget.len()), (vec!["1一".to_owned(), "3三".to_owned()], 1));
}

#[test]
fn amounts_go_by_category_and_an_unknown_one_is_left_open() {
    let mut case = Case::of(&["20", "19", "18"]).quotas(3, 0, 0);
    let amounts = [("调查报告".to_owned(), Money::from_yuan(2_000)), ("案例".to_owned(), Money::from_yuan(1_500))];
    case.policy.tiers[0].amount = TierAmount::ByCategory(amounts.into_iter().collect());
    case.entries[0] = made_season::with_field(case.entries[0].clone(), "category", Value::Choice("案例".into()));
    case.entries[2] = made_season::with_field(case.entries[2].clone(), "category", Value::Choice("调查报告".into()));
    let proposal = case.propose();
    assert_eq!((tiers(&proposal), proposal.total), (vec!["1一".to_owned(), "3一".to_owned()], Money::from_yuan(3_500)));
    assert_eq!(
        (proposal.open[0].ground, proposal.open[0].numbers.clone()),
        (OpenGround::AmountUnknown, vec!["2026-002".to_owned()])
    );
}

#[test]
fn a_limit_of_the_tier_is_marked_where_it_is_broken() {
    let mut case = Case::of(&["20", "19"]).quotas(1, 1, 0);
    case.policy.tiers[0].limits.insert("leaders".into(), 2);
    case.policy.tiers[1].limits.insert("leaders".into(), 1);
    for entry in &mut case.entries {
        *entry = made_season::with_field(entry.clone(), "leaders", Value::People(vec!["甲".into(), "乙".into()]));
    }
    let proposal = case.propose();
    assert!(proposal.awards[0].over_limits.is_empty());
    assert_eq!(proposal.awards[1].over_limits, [("leaders".to_owned(), 2, 1)]);
    // The prize is before the committee until it gives it with a reason, or another.
    let over =
        |settlement: &Settlement| matches!(settlement.unsettled[..], [Unsettled::OverLimit { count: 2, limit: 1, .. }]);
    assert!(over(&case.settle(&[])) && over(&case.settle(&[(2, Some("二等奖"), "")])));
    assert!(case.settle(&[(2, Some("二等奖"), "跨单位项目，同意列两人")]).unsettled.is_empty());
    assert!(case.settle(&[(2, None, "")]).unsettled.is_empty());
}

#[test]
fn what_is_open_rejected_or_undecided_is_held_and_takes_no_place() {
    let mut case = Case::of(&["20", "19", "18", "17", "16"]).quotas(1, 1, 0);
    let find =
        |entry: &Entry, on_fail, outcome| made_season::with_finding(entry.clone(), "x", "unit", on_fail, outcome);
    case.entries[0] = find(&case.entries[0], OnFail::Decide, Outcome::Manual);
    case.entries[1] = find(&case.entries[1], OnFail::Correct, Outcome::Fail);
    case.entries[2] = find(&case.entries[2], OnFail::Reject, Outcome::Fail);
    case.entries[3] = made_season::with_ruling(
        find(&case.entries[3], OnFail::Correct, Outcome::Fail),
        RulingVerdict::Accepted,
        "已补正",
    );
    let proposal = case.propose();
    assert_eq!(tiers(&proposal), ["4一", "5二"]);
    let held: Vec<(&str, Verdict, Option<u32>)> =
        proposal.held.iter().map(|held| (held.number.as_str(), held.standing, held.rank)).collect();
    let expected = [
        ("2026-001", Verdict::ToDecide, Some(1)),
        ("2026-002", Verdict::ToCorrect, Some(2)),
        ("2026-003", Verdict::Rejected, None),
    ];
    assert_eq!(held, expected);
}

#[test]
fn a_judge_without_whom_a_tier_would_change_is_decisive() {
    let mut case = Case::of(&["20", "18"]).quotas(1, 1, 0);
    case.season.judges = made_season::season().judges.into_iter().take(3).collect();
    case.sheets.extend(
        [(2, 1, "16"), (2, 2, "17"), (3, 1, "17"), (3, 2, "17")]
            .map(|(judge, number, score)| made_season::sheet(judge, number, [score; 5])),
    );
    // Sums 53 and 52 of 60; without judge 1 they are 33 and 34; without 2, 37 and 35; without 3, 36 and 35.
    let mut ranking = case.ranking();
    let scores = Scores { sheets: &case.sheets, conflicts: &[], judges: 3 };
    find_decisive_judges(&mut ranking, &scores, &case.candidates(), &case.policy, &case.season);
    assert!(ranking.entries.iter().all(|entry| entry.diagnostics.decisive_judges == [1]));
}

#[test]
fn the_committees_word_goes_before_the_proposal_and_keeps_its_reason() {
    let case = Case::of(&["20", "19", "18", "17"]).quotas(1, 1, 1);
    let settlement = case.settle(&[
        (1, Some("一等奖"), ""),
        (2, Some("三等奖"), "示范性不足"),
        (3, None, "与往年项目重复"),
        (4, Some("三等奖"), "递补"),
    ]);
    assert_eq!(awarded(&settlement), ["1一", "2三", "4三"]);
    let departures: Vec<(&str, Option<&str>, Option<&str>, &str)> = settlement
        .departures
        .iter()
        .map(|d| (d.number.as_str(), d.proposed.as_deref(), d.settled.as_deref(), d.reason.as_str()))
        .collect();
    let expected = [
        ("2026-002", Some("二等奖"), Some("三等奖"), "示范性不足"),
        ("2026-003", Some("三等奖"), None, "与往年项目重复"),
        ("2026-004", None, Some("三等奖"), "递补"),
    ];
    assert_eq!(departures, expected);
    assert_eq!(settlement.over_quota, [("三等奖".to_owned(), 2, 1)]);
}

#[test]
fn without_quotas_the_committee_decides_alone() {
    let mut case = Case::of(&["20", "19"]).budget(25_000);
    case.season.quotas = IndexMap::new();
    let settlement = case.settle(&[(2, Some("一等奖"), "")]);
    assert_eq!((awarded(&settlement), settlement.departures.len()), (vec!["2一".to_owned()], 0));
    assert_eq!(settlement.over_budget, Some(Money::from_yuan(5_000)));
}

#[test]
fn an_open_group_is_settled_when_its_places_are_given_away() {
    let case = Case::of(&["20", "16", "16", "16"]).quotas(1, 0, 1);
    assert!(matches!(case.settle(&[]).unsettled.as_slice(), [Unsettled::Open(_)]));
    let settlement = case.settle(&[(3, Some("三等奖"), "实效更好")]);
    assert_eq!(awarded(&settlement), ["1一", "3三"]);
    assert_eq!(settlement.implied, [("2026-002".to_owned(), None), ("2026-004".to_owned(), None)]);
    assert!(settlement.unsettled.is_empty() && settlement.departures.is_empty());
    assert!(matches!(case.settle(&[(3, None, "")]).unsettled.as_slice(), [Unsettled::Open(_)]));
}

#[test]
fn the_place_that_is_left_of_an_open_group_waits_for_the_committee() {
    let case = Case::of(&["20", "16", "16"]).quotas(1, 1, 1);
    let settlement = case.settle(&[(3, Some("二等奖"), "")]);
    assert_eq!(awarded(&settlement), ["1一", "3二"]);
    let [Unsettled::Open(left)] = settlement.unsettled.as_slice() else { panic!("{settlement:?}") };
    assert_eq!(
        (left.numbers.as_slice(), left.seats.as_slice()),
        (&["2026-002".to_owned()][..], &[Some("三等奖".to_owned())][..])
    );
    assert!(case.settle(&[(3, Some("二等奖"), ""), (2, Some("三等奖"), "")]).unsettled.is_empty());
}

#[test]
fn rulings_that_cannot_be_are_listed_and_give_no_prize() {
    let mut case = Case::of(&["20", "19"]).quotas(2, 0, 0);
    case.entries[1] = made_season::with_finding(case.entries[1].clone(), "x", "unit", OnFail::Decide, Outcome::Manual);
    let settlement = case.settle(&[(1, Some("特等奖"), ""), (2, Some("一等奖"), ""), (9, Some("一等奖"), "")]);
    let numbers: Vec<&str> = settlement
        .unsettled
        .iter()
        .filter_map(|unsettled| match unsettled {
            Unsettled::Contradiction { number, .. } => Some(number.as_str()),
            Unsettled::Open(_) | Unsettled::OverLimit { .. } | Unsettled::NothingDecided => None,
        })
        .collect();
    assert_eq!(numbers, ["2026-001", "2026-002", "2026-009"]);
    assert_eq!(awarded(&settlement), ["1一"]);
}

fn scored_case() -> impl Strategy<Value = Case> {
    const SCORES: [&str; 6] = ["15", "16", "17", "18", "19", "20"];
    let scores = proptest::collection::vec(0_usize..6, 0..14);
    (scores, 0_u32..4, 0_u32..4, 0_u32..4, 0_i64..20).prop_map(|(scores, first, second, third, ten_thousands)| {
        let scores: Vec<&'static str> = scores.into_iter().map(|index| SCORES[index]).collect();
        Case::of(&scores).quotas(first, second, third).budget(ten_thousands * 10_000)
    })
}

proptest! {
    #[test]
    fn amounts_add_up_and_stay_within_budget_and_quotas(case in scored_case()) {
        let proposal = case.propose();
        let sum: Money = proposal.awards.iter().map(|award| award.amount).sum();
        let by_tier: Money = proposal.tiers.iter().map(|tier| tier.cost).sum();
        assert_eq!((sum, by_tier), (proposal.total, proposal.total));
        assert!(proposal.total + proposal.reserved <= proposal.budget.expect("set"));
        for tier in &proposal.tiers {
            assert!(tier.proposed + tier.open <= tier.quota.expect("set"));
        }
    }

    #[test]
    fn the_order_of_rows_changes_no_proposal(case in scored_case(), turn in 0_usize..14) {
        let proposal = case.propose();
        let mut candidates = case.candidates();
        let len = candidates.len().max(1);
        candidates.rotate_left(turn % len);
        assert_eq!(propose_tiers(&case.ranking(), &candidates, &case.policy, &case.season), proposal);
    }

    #[test]
    fn entries_of_one_figure_are_treated_alike(case in scored_case()) {
        let (ranking, proposal) = (case.ranking(), case.propose());
        for pair in ranking.entries.windows(2).filter(|pair| pair[0].rank == pair[1].rank) {
            assert_eq!(proposal.tier_of(&pair[0].number), proposal.tier_of(&pair[1].number));
        }
    }
}
