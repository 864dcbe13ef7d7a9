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
    /// A document's key of the policy, or `scan`, `roster`, `archive`, `other`.
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

/// Files that belong together: what one unit sent for one project, or one file that lists several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// Unique and stable: the folder's, archive's or file's path.
    pub id: String,
    /// Paths of its files, sorted.
    pub files: Vec<Arc<str>>,
}
