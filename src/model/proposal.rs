//! What the program proposes under quotas, cap and budget, and what it leaves to the committee. Nothing here is a decision.

use serde::Deserialize;
use serde::Serialize;

use crate::model::Money;
use crate::model::Verdict;

/// The proposed prizes of a season and everything beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// False where the season sets no quotas: then nothing is proposed.
    pub made: bool,
    /// By tier, then rank.
    pub awards: Vec<ProposedAward>,
    /// What the committee must part or settle first.
    pub open: Vec<OpenGroup>,
    /// Entries that have a place under the quotas but no money left, by rank.
    pub beyond_budget: Vec<ProposedAward>,
    /// Entries that are not proposed because their formal check is not settled as passed, by number.
    pub held: Vec<HeldEntry>,
    /// One for each tier of the policy.
    pub tiers: Vec<TierCost>,
    /// The year's budget, where there is one.
    pub budget: Option<Money>,
    /// What the proposed prizes cost.
    pub total: Money,
    /// What the open groups may cost at most, beside that.
    pub reserved: Money,
    /// What the next project in the order would be, and cost.
    pub next: Option<ProposedAward>,
}

impl Proposal {
    /// What is left of the budget when the proposed prizes are paid, open groups not counted.
    pub fn left(&self) -> Option<Money> {
        self.budget.map(|budget| budget - self.total)
    }

    /// The tier that is proposed for an entry.
    pub fn tier_of(&self, number: &str) -> Option<&str> {
        self.awards.iter().find(|award| award.number == number).map(|award| award.tier.as_str())
    }
}

/// A tier for an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedAward {
    /// The entry's number.
    pub number: String,
    /// The entry's rank.
    pub rank: u32,
    /// Label of the tier.
    pub tier: String,
    /// What it costs.
    pub amount: Money,
    /// Limits of the tier that the entry breaks: field key, how many it has, how many the tier allows.
    pub over_limits: Vec<(String, usize, usize)>,
}

/// Why a group is left to the committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OpenGround {
    /// Tied across the line between two tiers, or between the last tier and none.
    TierLine,
    /// Tied where the budget ends.
    BudgetEnd,
    /// What the prize costs cannot be told: the category is missing or has no amount.
    AmountUnknown,
}

/// Entries that the program does not part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenGroup {
    /// Why.
    pub ground: OpenGround,
    /// Their rank.
    pub rank: u32,
    /// Their numbers.
    pub numbers: Vec<String>,
    /// As many places as numbers: labels of the tiers that are there for them, None for no prize.
    pub seats: Vec<Option<String>>,
}

/// An entry that is kept out of the proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldEntry {
    /// The entry's number.
    pub number: String,
    /// How it stands.
    pub standing: Verdict,
    /// Its rank by score, where it was scored and not rejected.
    pub rank: Option<u32>,
}

/// A tier's places and money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierCost {
    /// Label of the tier.
    pub tier: String,
    /// Places under the quotas and the cap over all tiers; None where the season sets no quotas.
    pub quota: Option<u32>,
    /// How many are proposed.
    pub proposed: u32,
    /// Places that open groups stand before.
    pub open: u32,
    /// What the proposed prizes of this tier cost.
    pub cost: Money,
}
