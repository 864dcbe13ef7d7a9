//! What the rules need to know beside the applications: the measure, the season, the roster, when and as what things came.

use jiff::Timestamp;

use crate::model::ReceivedFile;
use crate::policy::Policy;
use crate::policy::RosterUnit;
use crate::policy::Season;

/// All that rules may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The measure.
    pub policy: &'a Policy,
    /// This year's settings; None: looked at outside a season.
    pub season: Option<&'a Season>,
    /// The roster of units; empty: there is none.
    pub roster: &'a [RosterUnit],
    /// What now is.
    pub as_of: Timestamp,
    /// The year that projects must be of; None: not judged.
    pub year: Option<i16>,
    /// One for each application, in their order; empty: not known, as in `check`.
    pub arrivals: &'a [Arrival],
    /// Projects of earlier seasons.
    pub earlier: &'a [EarlierProject],
    /// Every file that arrived; those that name an application bear on it.
    pub files: &'a [ReceivedFile],
}

/// As what and when an application came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// The submission's id.
    pub submission: String,
    /// The entry's number, where it has one.
    pub number: Option<String>,
    /// When it was received; None: not judged.
    pub received: Option<Timestamp>,
}

/// A project of an earlier season.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierProject {
    /// `2025-004`
    pub number: String,
    /// The season.
    pub year: i16,
    /// The applying unit.
    pub unit: String,
    /// The project.
    pub project: String,
    /// All narrative texts.
    pub texts: String,
}
