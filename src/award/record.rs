//! Everything that the papers of one season are written from, put together once: entries, conflicts, ranking, proposal, the
//! frozen decision, the days of the notice.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::award::calendar::CalendarError;
use crate::award::calendar::NoticePeriod;
use crate::award::candidate::Candidate;
use crate::award::ranking::Scores;
use crate::award::ranking::rank_entries;
use crate::award::recusal::find_conflicts;
use crate::award::settlement::Settlement;
use crate::award::settlement::Unsettled;
use crate::award::settlement::settle_awards;
use crate::award::tiers::find_decisive_judges;
use crate::award::tiers::propose_tiers;
use crate::model::Award;
use crate::model::Conflict;
use crate::model::Decision;
use crate::model::Entry;
use crate::model::Money;
use crate::model::Proposal;
use crate::model::RankedEntry;
use crate::model::Ranking;
use crate::model::ReceivedFile;
use crate::model::ScoreSheet;
use crate::model::TierRuling;
use crate::model::Verdict;
use crate::model::china_time;
use crate::policy::Policy;
use crate::policy::RosterUnit;
use crate::policy::Season;
use crate::policy::TierAmount;

/// What a season brings to its award.
#[derive(Clone, Copy, Debug)]
pub struct AwardInputs<'season> {
    /// The measure.
    pub policy: &'season Policy,
    /// This year's settings.
    pub season: &'season Season,
    /// The roster of units; empty where there is none.
    pub roster: &'season [RosterUnit],
    /// All entries, in the order of their numbers.
    pub entries: &'season [Entry],
    /// Every file that arrived.
    pub ledger: &'season [ReceivedFile],
    /// What judges gave, oldest first.
    pub sheets: &'season [ScoreSheet],
    /// What the committee settled on tiers, oldest first.
    pub tier_rulings: &'season [TierRuling],
    /// Decisions of earlier years, the oldest first.
    pub earlier: &'season [Decision],
    /// What "now" is.
    pub as_of: Timestamp,
}

/// A season's award, worked out.
#[derive(Clone, Debug)]
pub struct AwardRecord<'season> {
    /// What it was worked out from.
    pub inputs: AwardInputs<'season>,
    /// The entries as the award sees them, in their order.
    pub candidates: Vec<Candidate>,
    /// Who should stay away from what.
    pub conflicts: Vec<Conflict>,
    /// By score; rejected entries are not in it.
    pub ranking: Ranking,
    /// What the program proposes.
    pub proposal: Proposal,
    /// What was decided.
    pub settlement: Settlement,
    /// The days of the public notice; None where season.toml does not say when it starts, an error where they need a year that
    /// no calendar knows.
    pub notice: Result<Option<NoticePeriod>, CalendarError>,
    /// Places in `candidates` and in the ranking, by number.
    places: BTreeMap<String, (usize, Option<usize>)>,
    /// Numbers with a prize.
    awarded: BTreeSet<String>,
}

/// Works the award out.
pub fn work_out_award(inputs: AwardInputs<'_>) -> AwardRecord<'_> {
    let AwardInputs { policy, season, .. } = inputs;
    let scored = inputs.entries.iter().filter(|entry| entry.standing() != Verdict::Rejected);
    let scored: Vec<&Entry> = scored.collect();
    let numbers: Vec<&str> = scored.iter().map(|entry| entry.number.as_str()).collect();
    let candidates: Vec<Candidate> = inputs.entries.iter().map(|entry| Candidate::of(entry, policy)).collect();
    let conflicts = find_conflicts(&scored, policy, season, inputs.roster);
    let judges = u32::try_from(season.judges.len()).unwrap_or(u32::MAX);
    let scores = Scores { sheets: inputs.sheets, conflicts: &conflicts, judges };
    let mut ranking = rank_entries(&numbers, &scores, policy);
    find_decisive_judges(&mut ranking, &scores, &candidates, policy, season);
    let proposal = propose_tiers(&ranking, &candidates, policy, season);
    let settlement = settle_awards(&proposal, inputs.tier_rulings, &ranking, &candidates, policy, season);
    let notice = NoticePeriod::of(season, &policy.publicity);
    let places = index_places(&candidates, &ranking);
    let awarded = settlement.decision.awards.iter().map(|award| award.number.clone()).collect();
    AwardRecord { inputs, candidates, conflicts, ranking, proposal, settlement, notice, places, awarded }
}

fn index_places(candidates: &[Candidate], ranking: &Ranking) -> BTreeMap<String, (usize, Option<usize>)> {
    let candidates = candidates.iter().enumerate();
    let mut places: BTreeMap<String, (usize, Option<usize>)> =
        candidates.map(|(index, candidate)| (candidate.number.clone(), (index, None))).collect();
    for (index, entry) in ranking.entries.iter().enumerate() {
        if let Some(place) = places.get_mut(&entry.number) {
            place.1 = Some(index);
        }
    }
    places
}

impl<'season> AwardRecord<'season> {
    /// The measure.
    pub fn policy(&self) -> &'season Policy {
        self.inputs.policy
    }

    /// This year's settings.
    pub fn season(&self) -> &'season Season {
        self.inputs.season
    }

    /// The decision that every paper is written from.
    pub fn decision(&self) -> &Decision {
        &self.settlement.decision
    }

    /// The day that the papers speak of, by the office's clock.
    pub fn today(&self) -> Date {
        china_time(self.inputs.as_of).date()
    }

    /// The prizes of a tier, in order.
    pub fn awards_of<'record>(&'record self, tier: &'record str) -> impl Iterator<Item = &'record Award> {
        self.decision().awards.iter().filter(move |award| award.tier == tier)
    }

    /// The prizes that cost money, in order: a tier of honour alone is paid to nobody.
    pub fn payments(&self) -> impl Iterator<Item = &Award> {
        self.decision().awards.iter().filter(|award| award.amount != Money::ZERO)
    }

    /// What all prizes cost.
    pub fn total(&self) -> Money {
        self.decision().awards.iter().map(|award| award.amount).sum()
    }

    /// What the groups that are not parted yet may cost at most, beside [`Self::total`]; None where nothing is open.
    pub fn reserved(&self) -> Option<Money> {
        let open = self.settlement.unsettled.iter().any(|unsettled| matches!(unsettled, Unsettled::Open(_)));
        (open && self.settlement.reserved != Money::ZERO).then_some(self.settlement.reserved)
    }

    /// Exceptions and recusals of season.toml that name no submission of the season: where each stands, and what it names.
    pub fn settings_without_effect(&self) -> Vec<(&'static str, &'season str)> {
        let known = |name: &str| {
            let ids = |entry: &'season Entry| [&entry.number, &entry.application.id, &entry.receipt.submission];
            self.inputs.entries.iter().any(|entry| ids(entry).iter().any(|id| *id == name))
        };
        let exceptions = self.season().exceptions.iter().map(|one| ("[[exceptions]]", one.submission.as_str()));
        let recusals = self.season().recusals.iter().map(|one| ("[[recusals]]", one.submission.as_str()));
        exceptions.chain(recusals).filter(|(_, name)| !known(name)).collect()
    }

    /// An entry's place in the ranking.
    pub fn ranked(&self, number: &str) -> Option<&RankedEntry> {
        let (_, ranked) = self.places.get(number)?;
        self.ranking.entries.get((*ranked)?)
    }

    /// An entry as the award sees it.
    pub fn candidate(&self, number: &str) -> Option<&Candidate> {
        let (index, _) = self.places.get(number)?;
        self.candidates.get(*index)
    }

    /// Whether an entry has a prize.
    pub fn is_awarded(&self, number: &str) -> bool {
        self.awarded.contains(number)
    }

    /// Whether the decision is whole and confirmed: only then are its papers more than drafts.
    pub fn is_final(&self) -> bool {
        self.decision().confirmed_on.is_some() && self.settlement.unsettled.is_empty()
    }

    /// Whether prizes cost money at all under this measure.
    pub fn pays_money(&self) -> bool {
        self.policy().tiers.iter().any(|tier| match &tier.amount {
            TierAmount::Fixed(amount) => *amount != Money::ZERO,
            TierAmount::ByCategory(amounts) => amounts.values().any(|amount| *amount != Money::ZERO),
        })
    }
}
