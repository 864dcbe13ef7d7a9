//! One command at a time on a season: a lock of the operating system on `登记簿.lock`, which goes with the process that holds
//! it, so that a run that was killed leaves nothing locked. While it is held the file says which command holds it, for whoever
//! comes second (not on Windows, where a locked file cannot be read by others).

use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::process;

use crate::pipeline::check::PipelineError;

/// The file that is locked; it stays, empty, when nobody holds it.
const LOCK: &str = "登记簿.lock";
/// More than this of it is not what this program wrote.
const LONGEST: u64 = 200;

/// Held as long as a command works on a season.
#[derive(Debug)]
pub struct SeasonLock {
    file: File,
}

impl SeasonLock {
    /// Locks the folder that a command writes to.
    ///
    /// # Errors
    /// Another command holds it, or the file cannot be made.
    pub fn take(folder: &Path, command: &str) -> Result<Self, PipelineError> {
        let path = folder.join(LOCK);
        let failed = |source| PipelineError::Folder { path: path.clone(), source };
        fs::create_dir_all(folder).map_err(|source| PipelineError::Folder { path: folder.to_owned(), source })?;
        let options = || File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = options().map_err(failed)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Err(PipelineError::InUse { path: folder.to_owned(), holder: name_holder(&mut file) });
            }
            // Where a disk knows no locks, the register's own still keep its rows whole.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        file.set_len(0).map_err(failed)?;
        write!(file, "shenping {command}（进程 {}）", process::id()).map_err(failed)?;
        Ok(Self { file })
    }
}

impl Drop for SeasonLock {
    fn drop(&mut self) {
        // What it says is for others only; should it stay, the next command writes over it.
        self.file.set_len(0).unwrap_or_default();
    }
}

/// Who holds it, as the file says.
fn name_holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.take(LONGEST).read_to_string(&mut text);
    if read.is_err() || text.trim().is_empty() { "另一个 shenping 命令".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_command_is_told_which_one_is_running_and_may_go_on_after_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = SeasonLock::take(folder.path(), "run").expect("nobody holds it");
        let second = SeasonLock::take(folder.path(), "collect").expect_err("it is held").to_string();
        assert!(second.contains("shenping run") && second.contains("请等它结束"), "{second}");
        drop(first);
        drop(SeasonLock::take(folder.path(), "collect").expect("it was let go"));
        assert_eq!(fs::read(folder.path().join(LOCK)).expect("it stays"), b"");
    }
}
