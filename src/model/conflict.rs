//! A judge's conflict of interest with one project: proposed by the program, dismissed or added by the office.

use serde::Deserialize;
use serde::Serialize;

/// Who holds that there is a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictStanding {
    /// The program found a ground; nobody has settled it otherwise.
    Proposed,
    /// The program found a ground and the office dismissed it.
    Dismissed,
    /// The office recuses the judge.
    Added,
}

impl ConflictStanding {
    /// What staff see.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Proposed => "提示回避",
            Self::Dismissed => "不予回避",
            Self::Added => "决定回避",
        }
    }
}

/// A judge and a project that he should not, or need after all not, stay away from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The judge's place in season.toml, from 1.
    pub judge: u32,
    /// The entry's number.
    pub number: String,
    /// Who holds it.
    pub standing: ConflictStanding,
    /// The ground that the program found, in Chinese; None where only the office sees one.
    pub ground: Option<String>,
    /// The office's reason, where it settled the matter.
    pub settled: Option<String>,
}

impl Conflict {
    /// Whether the judge is out of the project's divisor.
    pub fn recuses(&self) -> bool {
        self.standing != ConflictStanding::Dismissed
    }
}
