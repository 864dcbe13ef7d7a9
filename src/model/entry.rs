//! An application as the season knows it: numbered, received, assessed, ruled on.

use jiff::Timestamp;
use serde::Deserialize;
use serde::Serialize;

use crate::model::Application;
use crate::model::Assessment;
use crate::model::Ruling;
use crate::model::Verdict;

/// When and as what an application was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The submission's id.
    pub submission: String,
    /// The as-of of the first intake, or what season.toml says.
    pub received: Timestamp,
}

/// One application in the season.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Stable number in order of receipt: `2026-001`.
    pub number: String,
    /// The application, as last received.
    pub application: Application,
    /// Receipt of the first version.
    pub receipt: Receipt,
    /// What the rules said.
    pub assessment: Assessment,
    /// What people settled, oldest first; [`Self::ruling`] is what counts.
    pub rulings: Vec<Ruling>,
}

impl Entry {
    /// What people settled last, unless that took back what was settled before.
    pub fn ruling(&self) -> Option<&Ruling> {
        self.rulings.last().filter(|ruling| ruling.verdict.standing().is_some())
    }

    /// The verdict that counts: people's, else the program's.
    pub fn standing(&self) -> Verdict {
        let ruled = self.ruling().and_then(|ruling| ruling.verdict.standing());
        ruled.unwrap_or(self.assessment.verdict)
    }
}
