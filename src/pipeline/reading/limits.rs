//! The limits under which files are read: of the inbox, of the readers, and those that only a process of its own can hold to,
//! memory and time.

use std::time::Duration;

use serde::Deserialize;
use serde::Serialize;

use crate::inbox::InboxLimits;
use crate::readers::Limits;

/// All limits of reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingLimits {
    /// Files, archives, folders.
    pub inbox: InboxLimits,
    /// What is inside a file.
    pub document: Limits,
    /// Bytes of memory of one worker.
    pub memory: u64,
    /// How long one file may take a worker.
    pub time: Duration,
}

impl Default for ReadingLimits {
    fn default() -> Self {
        Self {
            inbox: InboxLimits::default(),
            document: Limits::default(),
            // An archive of the largest size that is read, and the largest file in it with all that it inflates to.
            memory: 3 << 30,
            time: Duration::from_secs(60),
        }
    }
}
