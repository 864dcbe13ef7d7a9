//! What arrived: files, and which of them belong together.

use std::sync::Arc;

use serde::Deserialize;
use serde::Serialize;

use crate::model::Format;
use crate::model::Trouble;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileOutcome {
    /// Its content was read.
    Read,
    /// Evidence: kept, not read.
    Kept,
    /// A lock or system file.
    Ignored,
    /// Its content could not be had.
    Unreadable,
    /// It belongs to no submission for certain.
    Unassigned,
}

impl FileOutcome {
    /// The stable name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Kept => "kept",
            Self::Ignored => "ignored",
            Self::Unreadable => "unreadable",
            Self::Unassigned => "unassigned",
        }
    }

    /// What staff see.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Read => "已读取",
            Self::Kept => "留存",
            Self::Ignored => "忽略",
            Self::Unreadable => "无法读取",
            Self::Unassigned => "未归属",
        }
    }
}

/// A file that arrived, on its own or inside an archive: a line of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceivedFile {
    /// Path below the folder given, `!/` between an archive and its entry.
    pub path: Arc<str>,
    /// SHA-256 of its bytes, lower-case hex; None where they could not be had.
    pub sha256: Option<String>,
    /// Size in bytes.
    pub bytes: u64,
    /// What it is by content.
    pub format: Option<Format>,
    /// A document's key of the policy, or `scan`, `roster`, `list`, `archive`, `other`.
    pub role: Option<String>,
    /// Ids of the applications it belongs to; a list form belongs to many.
    pub applications: Vec<String>,
    /// What became of it.
    pub outcome: FileOutcome,
    /// Why, where it was not read, in Chinese.
    pub reason: Option<String>,
    /// What was wrong with it.
    pub troubles: Vec<Trouble>,
}

/// What a paper is, as reading it showed: all that grouping needs to know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperSense {
    /// A form: one application, or several where it is a list or has a sheet a project.
    Form {
        /// In the order of the paper; never empty.
        applications: Vec<SensedApplication>,
    },
    /// A document with running text that the policy asks for, such as the description.
    Narrative {
        /// The policy's document key.
        key: String,
        /// The unit that it names, where it does.
        unit: Option<String>,
        /// The project that it names, where it does.
        project: Option<String>,
        /// Whether nothing but its length makes it one: no name, title or section. Its project is a title that any paper may have.
        by_length: bool,
        /// What it says as a form, where it asks for all that the measure's form does, or to sign for a project, but has not the
        /// form's title: where no form came, it may be the form.
        asked: Vec<SensedApplication>,
    },
    /// A picture, or pages without text.
    Scan,
    /// A roster of units.
    Roster,
    /// What this program wrote for the office, put back among what arrives.
    Issued,
    /// Text that is none of the above.
    Text {
        /// Its title, where it has one.
        title: Option<String>,
    },
    /// Not read: damaged, under a password, or a format that is not read.
    NotRead,
}

/// What the file is called that holds a mail's own text, beside its attachments; without its extension.
pub const MAIL_BODY: &str = "邮件正文";

/// Whether a file is a mail's own text.
pub fn is_mail_body(path: &str) -> bool {
    let name = path.rsplit_once("!/").and_then(|(_, name)| name.strip_prefix(MAIL_BODY));
    name.is_some_and(|extension| matches!(extension, ".html" | ".txt"))
}

/// One application on a form, as far as grouping needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SensedApplication {
    /// `#sheet` or `#row 5` where the file holds several; empty otherwise.
    pub suffix: String,
    /// The applying unit, where the form says it.
    pub unit: Option<String>,
    /// The project, where the form says it.
    pub project: Option<String>,
    /// Whether nothing is filled in at all, or only what a sample of the form says: ××项目 of 某某单位.
    pub blank: bool,
}

/// A file that arrived and what reading it showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sensed {
    /// As in [`ReceivedFile::path`].
    pub path: Arc<str>,
    /// By content.
    pub format: Format,
    /// SHA-256 of its bytes; empty where it is not known.
    pub content: Arc<str>,
    /// What it is.
    pub sense: PaperSense,
}

/// Where the files that are grouped came from: whether the outermost folder may itself be one submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gathering {
    /// The inbox of a season, or several paths: what lies in it came from many units.
    Inbox,
    /// One folder of this name that a person asked to be looked at: it may be an inbox or one submission.
    Folder(String),
    /// Files, each named by a person.
    Files,
}

/// A file of a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedFile {
    /// Its path.
    pub path: Arc<str>,
    /// A document's key of the policy (`form`, `description`, `evidence`, …), or `scan`, `roster`, `list`, `archive`,
    /// `other`.
    pub role: String,
    /// Where the form lists several applications and the file names exactly one of them: that one's suffix.
    pub application: Option<String>,
}

/// Files that belong together: what one unit sent for one project, or one form that lists several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Unique and stable: the folder's or archive's path (without the archive's extension), or the form's path where
    /// several stand in one place.
    pub id: String,
    /// Forms that were read, the latest version first as far as names tell; empty where none was found.
    pub forms: Vec<Arc<str>>,
    /// Suffixes of a list's applications that have a form of their own elsewhere, which speaks for them.
    pub repeated: Vec<String>,
    /// All its files, sorted by path.
    pub files: Vec<SubmittedFile>,
}

/// A file that belongs to no submission for certain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnassignedFile {
    /// Its path.
    pub path: Arc<str>,
    /// What it would be in a submission.
    pub role: String,
    /// Why, in Chinese.
    pub reason: String,
}

/// Every file that arrived, in exactly one of the three.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouping {
    /// Sorted by id.
    pub submissions: Vec<Submission>,
    /// Files that nobody sent as part of an application: archives whose files stand on their own, rosters, lists that repeat
    /// single forms, system files. Sorted by path.
    pub apart: Vec<SubmittedFile>,
    /// Files that could not be placed. Sorted by path.
    pub unassigned: Vec<UnassignedFile>,
}
