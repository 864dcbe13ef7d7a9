//! Proposed prizes: the ranking laid along the places that quotas and cap give, as far as the budget goes. Whoever is tied across
//! a line or the budget's end is listed for the committee, never parted by row order.

use std::collections::BTreeMap;

use crate::award::budget::Purse;
use crate::award::candidate::Candidate;
use crate::award::ranking::ScoreIndex;
use crate::award::ranking::Scores;
use crate::award::ranking::Standing;
use crate::award::ranking::rank_without;
use crate::model::HeldEntry;
use crate::model::OpenGround;
use crate::model::OpenGroup;
use crate::model::Proposal;
use crate::model::ProposedAward;
use crate::model::Ranking;
use crate::model::TierCost;
use crate::model::Verdict;
use crate::policy::Policy;
use crate::policy::Season;
use crate::policy::Tier;

/// The places of a season: so many of each tier, the highest first.
struct Seats<'policy> {
    tiers: Vec<(&'policy Tier, u32)>,
}

impl<'policy> Seats<'policy> {
    /// Quotas in the order of the tiers, as far as the cap over all tiers goes.
    fn of(policy: &'policy Policy, season: &Season) -> Self {
        let mut room = policy.max_total.unwrap_or(u32::MAX);
        let mut tiers = Vec::new();
        for tier in &policy.tiers {
            let places = season.quotas.get(&tier.label).copied().unwrap_or(0).min(room);
            room -= places;
            tiers.push((tier, places));
        }
        Self { tiers }
    }

    /// The tier of a place, counted from 0.
    fn at(&self, place: usize) -> Option<&'policy Tier> {
        let mut end = 0_usize;
        let mut tiers = self.tiers.iter();
        tiers
            .find(|(_, places)| {
                end = end.saturating_add(usize::try_from(*places).unwrap_or(usize::MAX));
                place < end
            })
            .map(|(tier, _)| *tier)
    }

    /// The lowest tier that has a place.
    fn last(&self) -> Option<&'policy Tier> {
        self.tiers.iter().rev().find(|(_, places)| *places > 0).map(|(tier, _)| *tier)
    }
}

/// Proposes tiers for the candidates that stand as passed; the others are listed as held.
pub fn propose_tiers(ranking: &Ranking, candidates: &[Candidate], policy: &Policy, season: &Season) -> Proposal {
    let standings: Vec<Standing> = ranking.entries.iter().map(|entry| (entry.number.clone(), entry.rank)).collect();
    Proposal { held: list_held(ranking, candidates), ..propose_for(&standings, &index(candidates), policy, season) }
}

fn index(candidates: &[Candidate]) -> BTreeMap<&str, &Candidate> {
    candidates.iter().map(|candidate| (candidate.number.as_str(), candidate)).collect()
}

/// The proposal for these standings, in their order, without what is held.
fn propose_for(
    standings: &[Standing],
    candidates: &BTreeMap<&str, &Candidate>,
    policy: &Policy,
    season: &Season,
) -> Proposal {
    let mut proposal = Proposal { made: !season.quotas.is_empty(), budget: season.budget, ..Proposal::default() };
    if proposal.made {
        let seated = standings.iter().filter_map(|(number, rank)| {
            let candidate = candidates.get(number.as_str())?;
            (candidate.standing == Verdict::Qualified).then_some(Seated { rank: *rank, candidate })
        });
        fill_seats(&mut proposal, &seated.collect::<Vec<_>>(), &Seats::of(policy, season));
    }
    proposal.tiers = cost_tiers(&proposal, policy, season);
    proposal
}

fn list_held(ranking: &Ranking, candidates: &[Candidate]) -> Vec<HeldEntry> {
    let ranks: BTreeMap<&str, u32> = ranking.entries.iter().map(|entry| (entry.number.as_str(), entry.rank)).collect();
    let held = candidates.iter().filter(|candidate| candidate.standing != Verdict::Qualified);
    let held = held.map(|candidate| HeldEntry {
        number: candidate.number.clone(),
        standing: candidate.standing,
        rank: ranks.get(candidate.number.as_str()).copied(),
    });
    let mut held: Vec<HeldEntry> = held.collect();
    held.sort_by(|one, other| one.number.cmp(&other.number));
    held
}

/// A candidate before a place.
#[derive(Clone, Copy)]
struct Seated<'season> {
    rank: u32,
    candidate: &'season Candidate,
}

impl Seated<'_> {
    /// None where the amount cannot be told.
    fn award(&self, tier: &Tier) -> Option<ProposedAward> {
        Some(ProposedAward {
            number: self.candidate.number.clone(),
            rank: self.rank,
            tier: tier.label.clone(),
            amount: self.candidate.amount_of(tier)?,
            over_limits: self.candidate.limits_broken(tier),
        })
    }
}

fn fill_seats(proposal: &mut Proposal, ranked: &[Seated<'_>], seats: &Seats<'_>) {
    let mut purse = Purse::of(proposal.budget);
    let mut place = 0;
    for tied in ranked.chunk_by(|one, other| one.rank == other.rank) {
        let tiers: Vec<Option<&Tier>> = (place..place + tied.len()).map(|place| seats.at(place)).collect();
        place += tied.len();
        match tiers.first() {
            Some(Some(tier)) if tiers.iter().all(|other| other.is_some_and(|other| other.label == tier.label)) => {
                seat_in_tier(proposal, &mut purse, tied, tier);
            }
            Some(Some(_)) => leave_open(proposal, &mut purse, tied, &tiers, OpenGround::TierLine),
            // Below the last line: the first of them is what the next project would be.
            _ if proposal.next.is_none() => {
                proposal.next = tied.first().and_then(|seated| seated.award(seats.last()?));
            }
            _ => {}
        }
    }
    proposal.total = purse.spent();
    proposal.reserved = purse.reserved();
    if let Some(first) = proposal.beyond_budget.first() {
        proposal.next = Some(first.clone());
    }
}

/// Seats candidates of one rank, all before places of one tier.
fn seat_in_tier(proposal: &mut Proposal, purse: &mut Purse, tied: &[Seated<'_>], tier: &Tier) {
    let (known, unknown): (Vec<Seated<'_>>, Vec<Seated<'_>>) =
        tied.iter().partition(|seated| seated.candidate.amount_of(tier).is_some());
    let seats = vec![Some(tier); unknown.len()];
    if !unknown.is_empty() {
        leave_open(proposal, purse, &unknown, &seats, OpenGround::AmountUnknown);
    }
    let awards: Vec<ProposedAward> = known.iter().filter_map(|seated| seated.award(tier)).collect();
    let cost = awards.iter().map(|award| award.amount).sum();
    if purse.pay(cost) {
        proposal.awards.extend(awards);
    } else if awards.len() > 1 && awards.iter().any(|award| purse.could_pay(award.amount)) {
        purse.close();
        leave_open(proposal, purse, &known, &vec![Some(tier); known.len()], OpenGround::BudgetEnd);
    } else {
        purse.close();
        proposal.beyond_budget.extend(awards);
    }
}

fn leave_open(
    proposal: &mut Proposal,
    purse: &mut Purse,
    tied: &[Seated<'_>],
    tiers: &[Option<&Tier>],
    ground: OpenGround,
) {
    let dearest = |tier: &Tier| tied.iter().filter_map(|seated| seated.candidate.amount_of(tier)).max();
    let most = tiers.iter().filter_map(|tier| dearest((*tier)?)).sum();
    purse.reserve(most);
    proposal.open.push(OpenGroup {
        ground,
        rank: tied.first().map_or(0, |seated| seated.rank),
        numbers: tied.iter().map(|seated| seated.candidate.number.clone()).collect(),
        seats: tiers.iter().map(|tier| tier.map(|tier| tier.label.clone())).collect(),
    });
}

fn cost_tiers(proposal: &Proposal, policy: &Policy, season: &Season) -> Vec<TierCost> {
    let seats = Seats::of(policy, season);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let cost = seats.tiers.iter().map(|(tier, places)| {
        let awards = || proposal.awards.iter().filter(|award| award.tier == tier.label);
        let open = proposal.open.iter().flat_map(|group| &group.seats);
        TierCost {
            tier: tier.label.clone(),
            quota: proposal.made.then_some(*places),
            proposed: count(awards().count()),
            open: count(open.filter(|seat| seat.as_deref() == Some(tier.label.as_str())).count()),
            cost: awards().map(|award| award.amount).sum(),
        }
    });
    cost.collect()
}

/// Writes into the ranking which judges are decisive: without whose scores an entry would get another tier, or none.
pub fn find_decisive_judges(
    ranking: &mut Ranking,
    scores: &Scores<'_>,
    candidates: &[Candidate],
    policy: &Policy,
    season: &Season,
) {
    if season.quotas.is_empty() {
        return;
    }
    let standings: Vec<Standing> = ranking.entries.iter().map(|entry| (entry.number.clone(), entry.rank)).collect();
    let numbers: Vec<&str> = standings.iter().map(|(number, _)| number.as_str()).collect();
    let (candidates, scores_of) = (index(candidates), ScoreIndex::of(scores));
    let usual = outcomes(&propose_for(&standings, &candidates, policy, season));
    for judge in 1..=scores.judges {
        let without = rank_without(&numbers, &scores_of, judge, policy);
        let without = outcomes(&propose_for(&without, &candidates, policy, season));
        for entry in &mut ranking.entries {
            if usual.get(&entry.number) != without.get(&entry.number) {
                entry.diagnostics.decisive_judges.push(judge);
            }
        }
    }
}

/// The proposed tier by number; an empty label for what is left open.
fn outcomes(proposal: &Proposal) -> BTreeMap<String, String> {
    let awards = proposal.awards.iter().chain(&proposal.beyond_budget);
    let awards = awards.map(|award| (award.number.clone(), award.tier.clone()));
    let open = proposal.open.iter().flat_map(|group| &group.numbers).map(|number| (number.clone(), String::new()));
    awards.chain(open).collect()
}
