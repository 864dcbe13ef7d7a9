//! What the books are written from: the season's nouns, as the register has them, and small questions put to them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::model::Conflict;
use crate::model::Entry;
use crate::model::FieldReading;
use crate::model::Place;
use crate::model::Proposal;
use crate::model::Ranking;
use crate::model::ReceivedFile;
use crate::model::ScoreSheet;
use crate::model::Thumbnail;
use crate::model::TierRuling;
use crate::model::Verdict;
use crate::model::china_time;
use crate::policy::Policy;
use crate::policy::RosterUnit;
use crate::policy::Season;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Target;

/// All that the review workbook and the score books show.
#[derive(Clone, Copy, Debug)]
pub struct WorkbookView<'a> {
    /// The measure.
    pub policy: &'a Policy,
    /// This year's settings.
    pub season: &'a Season,
    /// The roster of units; empty where there is none.
    pub roster: &'a [RosterUnit],
    /// All entries, in the order of their numbers.
    pub entries: &'a [Entry],
    /// Every file that arrived.
    pub ledger: &'a [ReceivedFile],
    /// The number of every application that ever spoke for an entry, earlier versions with it, by its id.
    pub numbers: &'a BTreeMap<String, String>,
    /// What judges gave so far; empty before the first book came back.
    pub scores: &'a [ScoreSheet],
    /// Judges' conflicts with projects.
    pub conflicts: &'a [Conflict],
    /// The ranking of all entries that are not refused.
    pub ranking: &'a Ranking,
    /// What follows from ranking, quotas and budget.
    pub proposal: &'a Proposal,
    /// What the committee settled on tiers, oldest first.
    pub tier_rulings: &'a [TierRuling],
    /// Pictures of signatures that people must look at, by the entry's number.
    pub signatures: &'a BTreeMap<String, Thumbnail>,
    /// What "now" is.
    pub as_of: Timestamp,
    /// `shenping 0.1.0`
    pub program: &'a str,
}

impl<'a> WorkbookView<'a> {
    /// The moment that the books speak of, by the office's clock.
    pub fn moment(&self) -> DateTime {
        china_time(self.as_of)
    }

    /// Entries that judges score: all but those that were refused.
    pub fn scored_entries(&self) -> Vec<&'a Entry> {
        self.entries.iter().filter(|entry| entry.standing() != Verdict::Rejected).collect()
    }

    /// A field by the part it plays, as one text; empty where it was not read.
    pub fn field_text(&self, entry: &'a Entry, key: Option<&String>) -> Cow<'a, str> {
        show_field(entry, key)
    }

    /// The signature's picture, where people must look at it.
    pub fn signature_picture(&self, entry: &Entry) -> Option<Cell<'a>> {
        let picture = self.signatures.get(&entry.number)?;
        Some(Cell::picture(&picture.png, (picture.width, picture.height), format!("{} 签字处的图样", entry.number)))
    }

    /// The applying unit, as `show_unit` gives it.
    pub fn unit(&self, entry: &'a Entry) -> Cow<'a, str> {
        show_unit(entry, self.policy)
    }

    /// The project's name, as `show_project` gives it.
    pub fn project(&self, entry: &'a Entry) -> Cow<'a, str> {
        show_project(entry, self.policy)
    }

    /// The category that money goes by; empty where the measure has none.
    pub fn category(&self, entry: &'a Entry) -> Cow<'a, str> {
        self.field_text(entry, self.policy.roles.category.as_ref())
    }

    /// What a role's field is called on the form, else `other`.
    pub fn role_label(&self, key: Option<&'a String>, other: &'a str) -> &'a str {
        key.map_or(other, |key| self.policy.label_of(key))
    }
}

fn show_field<'entry>(entry: &'entry Entry, key: Option<&String>) -> Cow<'entry, str> {
    match key.and_then(|key| entry.application.fields.get(key)) {
        Some(FieldReading::Read(field)) => match &field.canonical {
            Some(name) => Cow::Borrowed(name.as_str()),
            None => Cow::Owned(field.read.value.to_string()),
        },
        _ => Cow::Borrowed(""),
    }
}

/// The applying unit as the books show it; where none was read, the submission that the project came in.
pub fn show_unit<'entry>(entry: &'entry Entry, policy: &Policy) -> Cow<'entry, str> {
    let unit = show_field(entry, policy.roles.applicant.as_ref());
    if unit.is_empty() { Cow::Owned(format!("（来件：{}）", entry.receipt.submission)) } else { unit }
}

/// The project's name as the books show it, or that none was read.
pub fn show_project<'entry>(entry: &'entry Entry, policy: &Policy) -> Cow<'entry, str> {
    let title = show_field(entry, policy.roles.title.as_ref());
    if title.is_empty() { Cow::Borrowed("（未读到项目名称）") } else { title }
}

/// The name of a judge's sheet and of the column that shows it: 评委01.
pub fn judge_label(judge: u32) -> String {
    format!("评委{judge:02}")
}

/// Where a link to an original leads from 输出/: the file, or the archive that holds it.
pub fn original(place: &Place) -> Target {
    let file = place.file.split_once("!/").map_or(place.file.as_ref(), |(archive, _)| archive);
    Target::File(format!("../收件/{file}"))
}
