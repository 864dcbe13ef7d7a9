//! Where things lie in a season: the folder that is read, and the one (`--into`, else the same) that is written.

use std::path::Path;
use std::path::PathBuf;

/// Folder of what arrives.
pub const INBOX: &str = "收件";
/// Folder of filled books that come back.
pub const RETURNS: &str = "回收";
/// Folder of everything written for people.
pub const OUTPUTS: &str = "输出";

/// The folders of one season.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonFolder {
    /// Settings, 收件 and 回收 are read here.
    pub season: PathBuf,
    /// Register, originals and outputs go here.
    pub into: PathBuf,
}

impl SeasonFolder {
    /// With everything in one folder, or written into another.
    pub fn new(season: &Path, into: Option<&Path>) -> Self {
        Self { season: season.to_owned(), into: into.unwrap_or(season).to_owned() }
    }

    /// What arrived.
    pub fn inbox(&self) -> PathBuf {
        self.season.join(INBOX)
    }

    /// What came back.
    pub fn returns(&self) -> PathBuf {
        self.season.join(RETURNS)
    }

    /// What is written.
    pub fn outputs(&self) -> PathBuf {
        self.into.join(OUTPUTS)
    }
}
