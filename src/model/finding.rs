//! What is wrong with a paper, under which article, and what follows from it. Findings know nothing of display.

use std::sync::Arc;

use serde::Deserialize;
use serde::Serialize;

use crate::model::Place;

/// What one rule says of one application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 通过
    Pass,
    /// 不通过: certain.
    Fail,
    /// 待人工: a person must look.
    Manual,
    /// 不适用
    NotApplicable,
}

impl Outcome {
    /// What staff see.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Pass => "通过",
            Self::Fail => "不通过",
            Self::Manual => "待人工",
            Self::NotApplicable => "不适用",
        }
    }

    /// The stable name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Manual => "manual",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// What follows when a rule does not pass. In the order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnFail {
    /// Said, costs nothing.
    Note,
    /// People settle it.
    Decide,
    /// Back to the unit.
    Correct,
    /// Not accepted.
    Reject,
}

impl OnFail {
    /// The stable name, as in policy files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Decide => "decide",
            Self::Correct => "correct",
            Self::Reject => "reject",
        }
    }

    /// What staff see.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Note => "提示",
            Self::Decide => "人工核定",
            Self::Correct => "补正",
            Self::Reject => "不予受理",
        }
    }
}

/// The sum of all findings of an application; the worst decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// 通过
    Qualified,
    /// 待人工
    ToDecide,
    /// 待补正
    ToCorrect,
    /// 不予受理
    Rejected,
}

impl Verdict {
    /// The stable name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::ToDecide => "to-decide",
            Self::ToCorrect => "to-correct",
            Self::Rejected => "rejected",
        }
    }

    /// What staff see.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Qualified => "通过",
            Self::ToDecide => "待人工核定",
            Self::ToCorrect => "待补正",
            Self::Rejected => "不予受理",
        }
    }

    /// The verdict that follows from findings: the worst decides, notes cost nothing. A manual outcome never weighs more
    /// than people settling it, unless its rule says that the unit must correct it.
    pub fn of(findings: &[Finding]) -> Self {
        findings.iter().map(Finding::verdict).max().unwrap_or(Self::Qualified)
    }
}

/// One thing that is wrong, or that a person must look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code, such as `leaders-over-limit`.
    pub code: String,
    /// The field, section or document that it is about, by the policy's key.
    pub subject: Option<String>,
    /// Fail or Manual.
    pub outcome: Outcome,
    /// What follows.
    pub on_fail: OnFail,
    /// Names both values and blames the paper: 负责人填了 4 人，上限 3 人（申报表）.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
    /// The article.
    pub basis: Option<String>,
    /// Where.
    pub place: Option<Place>,
}

impl Finding {
    /// What this finding alone would make of the application.
    pub fn verdict(&self) -> Verdict {
        match (self.on_fail, self.outcome) {
            (OnFail::Note, _) => Verdict::Qualified,
            (_, Outcome::Manual) | (OnFail::Decide, _) => Verdict::ToDecide,
            (OnFail::Correct, _) => Verdict::ToCorrect,
            (OnFail::Reject, _) => Verdict::Rejected,
        }
    }
}

/// What one rule of the policy said of one application, also where it passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleOutcome {
    /// The rule's code.
    pub code: Arc<str>,
    /// Its subject.
    pub subject: Option<Arc<str>>,
    /// What it said.
    pub outcome: Outcome,
}

/// All that the rules said of one application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// In the order of the policy's rules, then by place.
    pub findings: Vec<Finding>,
    /// One for each rule.
    pub outcomes: Vec<RuleOutcome>,
    /// The sum.
    pub verdict: Verdict,
}
