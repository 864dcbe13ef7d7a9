//! This year's settings as data: what season.toml says, checked against the measure.

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::model::Money;

/// One season of the award.
#[derive(Clone, Debug, PartialEq)]
pub struct Season {
    /// 2026
    pub year: i16,
    /// Instant at which the deadline passes; None: no deadline is set, nothing is late.
    pub deadline: Option<Timestamp>,
    /// In the order of the file: judge 1 is 评委01.
    pub judges: Vec<Judge>,
    /// This year's money.
    pub budget: Option<Money>,
    /// Prizes by tier label; empty: the committee decides, the program proposes nothing.
    pub quotas: IndexMap<String, u32>,
    /// The public notice; None: not yet known.
    pub publicity: Option<Publicity>,
    /// Present once the decision is confirmed.
    pub confirmation: Option<Confirmation>,
    /// Days the built-in calendar does not know: true for a working day.
    pub calendar: Vec<(Date, bool)>,
    /// Exceptions granted by people.
    pub exceptions: Vec<Exception>,
    /// Recusals added or dismissed by people.
    pub recusals: Vec<Recusal>,
    /// Receipts that the office knows better than the first intake: submission id, instant.
    pub receipts: Vec<(String, Timestamp)>,
    /// Working days that a unit has to correct its papers, from the day after its letter; None: the deadline, or by hand.
    pub correction_days: Option<u32>,
    /// How many are put forward for the provincial award.
    pub provincial_places: Option<u32>,
}

/// A judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judge {
    /// Name.
    pub name: String,
    /// Unit; a judge of an applying unit is in conflict on its projects.
    pub unit: String,
}

/// Whether the day of publication is day one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// It is.
    SameDay,
    /// The day after is.
    NextDay,
}

/// The public notice of this season.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publicity {
    /// The day of publication.
    pub starts: Date,
    /// How days are counted.
    pub counting: Counting,
    /// Where objections go; keys person, phone, email, address.
    pub contact: IndexMap<String, String>,
}

/// The committee's confirmation, which freezes the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// When.
    pub on: Date,
    /// By whom.
    pub by: String,
}

/// An exception to a rule, granted by people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The submission's or application's id, or the entry's number.
    pub submission: String,
    /// The rule's code.
    pub rule: String,
    /// Who granted it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A recusal that people settled otherwise than the program proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// The judge's name.
    pub judge: String,
    /// The submission's or application's id, or the entry's number.
    pub submission: String,
    /// True: the proposed recusal is dismissed; false: the judge is recused.
    pub dismissed: bool,
    /// Why.
    pub reason: String,
}

/// A unit of the roster (单位名册.xlsx).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterUnit {
    /// 单位名称
    pub name: String,
    /// 简称
    pub short_names: Vec<String>,
    /// 类别
    pub category: Option<String>,
}
