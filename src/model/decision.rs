//! What people settled: rulings on single applications, and the frozen decision that feeds every paper.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;

use crate::model::Money;
use crate::model::Verdict;

/// 人工核定
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RulingVerdict {
    /// 通过
    Accepted,
    /// 不通过
    Refused,
    /// 待补正
    ToCorrect,
    /// 撤回核定: what was ruled before is taken back, the program's verdict counts again.
    Withdrawn,
}

impl RulingVerdict {
    /// The words of the drop-down, in order.
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Refused, Self::ToCorrect, Self::Withdrawn];

    /// Those that settle something.
    pub const SETTLING: [Self; 3] = [Self::Accepted, Self::Refused, Self::ToCorrect];

    /// What staff see and choose.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Accepted => "通过",
            Self::Refused => "不通过",
            Self::ToCorrect => "待补正",
            Self::Withdrawn => "撤回核定",
        }
    }

    /// The verdict that it puts in the program's place; None: the program's counts.
    pub fn standing(self) -> Option<Verdict> {
        match self {
            Self::Accepted => Some(Verdict::Qualified),
            Self::Refused => Some(Verdict::Rejected),
            Self::ToCorrect => Some(Verdict::ToCorrect),
            Self::Withdrawn => None,
        }
    }
}

/// What a person settled about one application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// What.
    pub verdict: RulingVerdict,
    /// 核定说明
    pub note: String,
    /// From which file or by whom.
    pub by: String,
    /// When it was taken in.
    pub at: Timestamp,
}

/// 最终等次: what the committee settled on one project's prize.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierRuling {
    /// The entry's number.
    pub number: String,
    /// Label of the tier; None: no prize (不授奖).
    pub tier: Option<String>,
    /// 撤回等次: what was settled before is taken back, the proposal counts again.
    pub withdrawn: bool,
    /// Why, where it is not what was proposed.
    pub note: String,
    /// From which file or by whom.
    pub by: String,
    /// When it was taken in.
    pub at: Timestamp,
}

impl TierRuling {
    /// The word of the drop-down that stands for no prize.
    pub const NO_PRIZE: &'static str = "不授奖";
    /// The word of the drop-down that takes a settled tier back.
    pub const WITHDRAWN: &'static str = "撤回等次";

    /// What staff see and choose.
    pub fn word(&self) -> &str {
        if self.withdrawn { Self::WITHDRAWN } else { self.tier.as_deref().unwrap_or(Self::NO_PRIZE) }
    }

    /// What counts by number, of rulings from the oldest on: the last, unless it takes back what was settled.
    pub fn in_force(rulings: &[Self]) -> BTreeMap<&str, &Self> {
        let mut last: BTreeMap<&str, &Self> = rulings.iter().map(|ruling| (ruling.number.as_str(), ruling)).collect();
        last.retain(|_, ruling| !ruling.withdrawn);
        last
    }
}

/// One prize.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// The entry's number.
    pub number: String,
    /// The applying unit.
    pub unit: String,
    /// The project.
    pub project: String,
    /// Joint units.
    pub partners: Vec<String>,
    /// People in charge.
    pub people: Vec<String>,
    /// Category, where the policy has one.
    pub category: Option<String>,
    /// Label of the tier.
    pub tier: String,
    /// Money.
    pub amount: Money,
}

/// The one snapshot that every paper is written from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The season's year.
    pub year: i16,
    /// When the committee confirmed it; None while everything is 拟.
    pub confirmed_on: Option<Date>,
    /// Prizes in the order of tier, then rank.
    pub awards: Vec<Award>,
    /// The official figures that they rest on, by rank; empty in decisions that were frozen before these were kept.
    #[serde(default)]
    pub standings: Vec<Standing>,
}

/// One project's official figure and rank when the decision was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The entry's number.
    pub number: String,
    /// From 1.
    pub rank: u32,
    /// The official figure.
    pub score: Decimal,
}
