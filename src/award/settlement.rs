//! The decision: what was proposed, changed by what the committee settled (最终等次), each departure with its reason, and what is
//! still to be settled. From it the one frozen [`Decision`] is made.

use std::collections::BTreeMap;

use crate::award::candidate::Candidate;
use crate::model::Award;
use crate::model::Decision;
use crate::model::Money;
use crate::model::OpenGroup;
use crate::model::Proposal;
use crate::model::RankedEntry;
use crate::model::Ranking;
use crate::model::Standing;
use crate::model::TierRuling;
use crate::model::Verdict;
use crate::policy::Policy;
use crate::policy::Season;

/// A prize that is not what was proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// The entry's number.
    pub number: String,
    /// What was proposed; None: no prize.
    pub proposed: Option<String>,
    /// What the committee settled; None: no prize.
    pub settled: Option<String>,
    /// Its reason; empty where none was written.
    pub reason: String,
}

/// Something that must be settled before the decision is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsettled {
    /// The committee has not parted these.
    Open(OpenGroup),
    /// A ruling gives a prize that cannot be given; why, in Chinese.
    Contradiction {
        /// The number in the ruling.
        number: String,
        /// Why not.
        reason: String,
    },
    /// A prize whose entry lists more than the tier allows, and that the committee has not given with its reason.
    OverLimit {
        /// The entry's number.
        number: String,
        /// The tier's label.
        tier: String,
        /// The field's key.
        field: String,
        /// How many it lists.
        count: usize,
        /// How many the tier allows.
        limit: usize,
    },
    /// It is called confirmed, and there is neither a score nor a ruling.
    NothingDecided,
}

impl Unsettled {
    /// The numbers that it is about.
    pub fn numbers(&self) -> Vec<&str> {
        match self {
            Self::Open(group) => group.numbers.iter().map(String::as_str).collect(),
            Self::Contradiction { number, .. } | Self::OverLimit { number, .. } => vec![number],
            Self::NothingDecided => Vec::new(),
        }
    }
}

/// What was decided, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The snapshot that every paper is written from.
    pub decision: Decision,
    /// Prizes that are not what was proposed, by number.
    pub departures: Vec<Departure>,
    /// Entries of open groups that the committee's other choices settled, by number: what came of them.
    pub implied: Vec<(String, Option<String>)>,
    /// What is still to be settled.
    pub unsettled: Vec<Unsettled>,
    /// What the entries that the committee has not parted may still cost at most.
    pub reserved: Money,
    /// By how much the prizes go beyond the budget, where they do.
    pub over_budget: Option<Money>,
    /// Tiers with more prizes than places: label, prizes, places.
    pub over_quota: Vec<(String, u32, u32)>,
    /// More prizes than the measure allows over all tiers: how many, and its cap.
    pub over_cap: Option<(u32, u32)>,
}

/// Puts the committee's rulings (oldest first; the last on an entry counts) over the proposal.
pub fn settle_awards(
    proposal: &Proposal,
    rulings: &[TierRuling],
    ranking: &Ranking,
    candidates: &[Candidate],
    policy: &Policy,
    season: &Season,
) -> Settlement {
    let last = TierRuling::in_force(rulings);
    let candidates: BTreeMap<&str, &Candidate> =
        candidates.iter().map(|candidate| (candidate.number.as_str(), candidate)).collect();
    let undecided = !candidates.is_empty() && ranking.entries.is_empty() && last.is_empty();
    let mut draft = Draft { candidates, policy, tiers: BTreeMap::new(), unsettled: Vec::new(), reserved: Money::ZERO };
    for award in &proposal.awards {
        draft.tiers.insert(award.number.clone(), award.tier.clone());
    }
    let mut departures = Vec::new();
    for ruling in last.values() {
        if let Some(departure) = draft.apply(ruling, proposal) {
            departures.push(departure);
        }
    }
    let implied = draft.settle_open_groups(proposal, &last);
    let over_limits = draft.find_over_limits(&last);
    let reserved = draft.reserved;
    let (awards, mut unsettled) = draft.make_awards(ranking);
    unsettled.extend(over_limits);
    // A day of confirmation that was set before the books came back: freezing that nobody has a prize would be wrong.
    if undecided && season.confirmation.is_some() {
        unsettled.push(Unsettled::NothingDecided);
    }
    let total: Money = awards.iter().map(|award| award.amount).sum();
    let over_budget = season.budget.filter(|budget| total > *budget).map(|budget| total - budget);
    let over_quota = find_over_quota(&awards, proposal);
    let count = u32::try_from(awards.len()).unwrap_or(u32::MAX);
    let over_cap = policy.max_total.filter(|cap| count > *cap).map(|cap| (count, cap));
    let confirmed_on = season.confirmation.as_ref().map(|confirmation| confirmation.on);
    let standing =
        |entry: &RankedEntry| Standing { number: entry.number.clone(), rank: entry.rank, score: entry.score };
    let standings = ranking.entries.iter().map(standing).collect();
    let decision = Decision { year: season.year, confirmed_on, awards, standings };
    Settlement { decision, departures, implied, unsettled, reserved, over_budget, over_quota, over_cap }
}

/// Tiers by number while they are settled.
struct Draft<'season> {
    candidates: BTreeMap<&'season str, &'season Candidate>,
    policy: &'season Policy,
    tiers: BTreeMap<String, String>,
    unsettled: Vec<Unsettled>,
    reserved: Money,
}

impl Draft<'_> {
    /// Takes a ruling over the proposal; a departure where the two differ.
    fn apply(&mut self, ruling: &TierRuling, proposal: &Proposal) -> Option<Departure> {
        if let Some(reason) = self.find_contradiction(ruling) {
            self.unsettled.push(Unsettled::Contradiction { number: ruling.number.clone(), reason });
            return None;
        }
        let proposed = proposal.tier_of(&ruling.number).map(str::to_owned);
        let open = proposal.open.iter().any(|group| group.numbers.contains(&ruling.number));
        match &ruling.tier {
            Some(tier) => self.tiers.insert(ruling.number.clone(), tier.clone()),
            None => self.tiers.remove(&ruling.number),
        };
        // Where nothing was proposed there is nothing to depart from: no quotas, or an open group.
        let departs = proposal.made && !open && proposed != ruling.tier;
        let reason = ruling.note.trim().to_owned();
        departs.then(|| Departure { number: ruling.number.clone(), proposed, settled: ruling.tier.clone(), reason })
    }

    fn find_contradiction(&self, ruling: &TierRuling) -> Option<String> {
        let Some(candidate) = self.candidates.get(ruling.number.as_str()) else {
            return Some(format!("本季没有编号为{}的项目", ruling.number));
        };
        let label = ruling.tier.as_ref()?;
        if !self.policy.tiers.iter().any(|tier| tier.label == *label) {
            return Some(format!("办法没有“{label}”这个等次"));
        }
        let standing = candidate.standing;
        (standing != Verdict::Qualified)
            .then(|| format!("评审工作簿定为{label}，但形式审查为“{}”，须先核定", standing.chinese()))
    }

    /// Where the committee gave all places of an open group away, the others have none. A place that is left is never given
    /// to whoever is left: the committee says so, as the review workbook shows it.
    fn settle_open_groups(
        &mut self,
        proposal: &Proposal,
        rulings: &BTreeMap<&str, &TierRuling>,
    ) -> Vec<(String, Option<String>)> {
        let mut implied = Vec::new();
        for group in &proposal.open {
            let mut seats = group.seats.clone();
            let (ruled, rest): (Vec<&String>, Vec<&String>) =
                group.numbers.iter().partition(|number| rulings.contains_key(number.as_str()));
            for number in &ruled {
                let given = self.tiers.get(*number).cloned();
                if let Some(index) = seats.iter().position(|seat| *seat == given) {
                    seats.remove(index);
                }
            }
            if rest.is_empty() {
                continue;
            }
            let fitting = seats.len() == rest.len();
            if fitting && !ruled.is_empty() && seats.iter().all(Option::is_none) {
                implied.extend(rest.into_iter().map(|number| (number.clone(), None)));
                continue;
            }
            self.reserved = self.reserved + self.cost_at_most(&seats, &rest);
            if fitting {
                let numbers = rest.into_iter().cloned().collect();
                self.unsettled.push(Unsettled::Open(OpenGroup { numbers, seats, ..group.clone() }));
            } else {
                self.unsettled.push(Unsettled::Open(group.clone()));
            }
        }
        implied.sort();
        implied
    }

    /// What these entries can cost before these places: the dearest places, each for whom it is dearest.
    fn cost_at_most(&self, seats: &[Option<String>], numbers: &[&String]) -> Money {
        let cost = |label: &String| {
            let tier = self.policy.tiers.iter().find(|tier| tier.label == *label)?;
            let entries = numbers.iter().filter_map(|number| self.candidates.get(number.as_str()));
            entries.filter_map(|entry| entry.amount_of(tier)).max()
        };
        let mut costs: Vec<Money> = seats.iter().flatten().filter_map(cost).collect();
        costs.sort_by(|one, other| other.cmp(one));
        costs.into_iter().take(numbers.len()).sum()
    }

    /// Prizes beyond their tier's limits, save those that the committee gave with a reason: it has seen them.
    fn find_over_limits(&self, rulings: &BTreeMap<&str, &TierRuling>) -> Vec<Unsettled> {
        let accepted = |number: &str, tier: &str| {
            let ruling = rulings.get(number).filter(|ruling| ruling.tier.as_deref() == Some(tier));
            ruling.is_some_and(|ruling| !ruling.note.trim().is_empty())
        };
        let mut over = Vec::new();
        for (number, label) in self.tiers.iter().filter(|(number, label)| !accepted(number, label)) {
            let tier = self.policy.tiers.iter().find(|tier| tier.label == *label);
            let broken = self.candidates.get(number.as_str()).zip(tier).map(|(entry, tier)| entry.limits_broken(tier));
            over.extend(broken.unwrap_or_default().into_iter().map(|(field, count, limit)| Unsettled::OverLimit {
                number: number.clone(),
                tier: label.clone(),
                field,
                count,
                limit,
            }));
        }
        over
    }

    /// Awards by tier, then rank, then number; entries without a score come after those with one.
    fn make_awards(self, ranking: &Ranking) -> (Vec<Award>, Vec<Unsettled>) {
        let ranks: BTreeMap<&str, u32> =
            ranking.entries.iter().map(|entry| (entry.number.as_str(), entry.rank)).collect();
        let mut unsettled = self.unsettled.clone();
        let mut awards: Vec<(usize, u32, Award)> = Vec::new();
        for (number, label) in &self.tiers {
            let place = self.policy.tiers.iter().enumerate().find(|(_, tier)| tier.label == *label);
            let (Some((place, tier)), Some(candidate)) = (place, self.candidates.get(number.as_str())) else {
                continue;
            };
            let Some(amount) = candidate.amount_of(tier) else {
                let reason = format!("{label}的补助金额按类别确定，该项目的类别为空或不在办法所列之内");
                unsettled.push(Unsettled::Contradiction { number: number.clone(), reason });
                continue;
            };
            let rank = ranks.get(number.as_str()).copied().unwrap_or(u32::MAX);
            awards.push((place, rank, make_award(candidate, label, amount)));
        }
        awards.sort_by(|one, other| (one.0, one.1, &one.2.number).cmp(&(other.0, other.1, &other.2.number)));
        (awards.into_iter().map(|(_, _, award)| award).collect(), unsettled)
    }
}

fn make_award(candidate: &Candidate, tier: &str, amount: Money) -> Award {
    Award {
        number: candidate.number.clone(),
        unit: candidate.unit.clone(),
        project: candidate.title(),
        partners: candidate.partners.clone(),
        people: candidate.people.clone(),
        category: candidate.category.clone(),
        tier: tier.to_owned(),
        amount,
    }
}

fn find_over_quota(awards: &[Award], proposal: &Proposal) -> Vec<(String, u32, u32)> {
    let over = proposal.tiers.iter().filter_map(|tier| {
        let count = awards.iter().filter(|award| award.tier == tier.tier).count();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let quota = tier.quota.filter(|quota| count > *quota)?;
        Some((tier.tier.clone(), count, quota))
    });
    over.collect()
}
