//! What the office proposes from the result: units for 考核加分 and candidates for the next higher award. Proposals only; whoever is
//! tied at the line is left to people.

use std::collections::BTreeMap;

use crate::award::record::AwardRecord;
use crate::model::Award;
use crate::model::Money;
use crate::model::Verdict;

/// A unit's share in the season.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitShare {
    /// The applying unit.
    pub unit: String,
    /// Projects sent in.
    pub submitted: usize,
    /// Of these, passed the formal check.
    pub passed: usize,
    /// Of these, with a prize.
    pub awarded: usize,
    /// Money of the prizes.
    pub money: Money,
}

/// Candidates for the next higher award.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recommendation<'record> {
    /// In the order of tier and rank.
    pub chosen: Vec<&'record Award>,
    /// Tied for the places that are left.
    pub tied: Vec<&'record Award>,
    /// How many places are left for the tied.
    pub places_left: usize,
}

/// Every applying unit in the order of its first entry.
pub fn share_by_unit(record: &AwardRecord<'_>) -> Vec<UnitShare> {
    let mut shares: Vec<UnitShare> = Vec::new();
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    for candidate in &record.candidates {
        let at = *index.entry(candidate.unit.as_str()).or_insert(shares.len());
        if at == shares.len() {
            shares.push(UnitShare { unit: candidate.unit.clone(), ..UnitShare::default() });
        }
        let Some(share) = shares.get_mut(at) else { continue };
        share.submitted += 1;
        share.passed += usize::from(candidate.standing == Verdict::Qualified);
        if let Some(award) = record.decision().awards.iter().find(|award| award.number == candidate.number) {
            share.awarded += 1;
            share.money = share.money + award.amount;
        }
    }
    shares
}

/// The first prizes by tier and rank, as many as there are places.
pub fn recommend_upwards<'record>(record: &'record AwardRecord<'_>, places: u32) -> Recommendation<'record> {
    let places = usize::try_from(places).unwrap_or(usize::MAX);
    let awards = &record.decision().awards;
    let standing = |award: &Award| (award.tier.clone(), record.ranked(&award.number).map(|ranked| ranked.rank));
    let mut recommendation = Recommendation::default();
    let awards: Vec<&Award> = awards.iter().collect();
    for alike in awards.chunk_by(|one, other| standing(one) == standing(other)) {
        let left = places - recommendation.chosen.len();
        if alike.len() <= left {
            recommendation.chosen.extend(alike);
            continue;
        }
        if left > 0 {
            recommendation.tied.extend(alike);
            recommendation.places_left = left;
        }
        break;
    }
    recommendation
}
