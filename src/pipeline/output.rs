//! What is written for people: each file whole or not at all, its hash in manifest.json. A file that somebody changed since
//! it was written is set aside under another name, never overwritten. What a run wrote that was killed before its manifest is
//! known by a list of intentions, so that it is not taken for somebody's change.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;
use thiserror::Error;

use crate::pipeline::system_error::explain_system_error;

/// Name of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// Name of the list of what is about to be written, hash and name a line; there only until the manifest is.
const INTENTIONS: &str = "写入中.txt";

/// A file could not be written.
#[derive(Debug, Error)]
#[error("无法写入 {}：{}", path.display(), explain_system_error(source))]
pub struct OutputError {
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// What the outputs were made from, and what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `shenping 0.1.0`
    pub program: String,
    /// What "now" was.
    pub as_of: Option<Timestamp>,
    /// Short name of the measure.
    pub policy: String,
    /// SHA-256 by name of the settings' file.
    pub settings: BTreeMap<String, String>,
    /// SHA-256 by path below 收件 and 回收.
    pub inputs: BTreeMap<String, String>,
    /// SHA-256 by path below 输出.
    pub outputs: BTreeMap<String, String>,
}

/// The folder of outputs while a command writes to it.
pub struct Outputs {
    root: PathBuf,
    /// As it was left by the run before.
    before: Manifest,
    /// Name and hash of what runs were about to write that did not come to their end.
    intended: BTreeSet<(String, String)>,
    /// What this run wrote.
    written: BTreeMap<String, String>,
    /// What people had changed, and the name under which it was kept.
    set_aside: Vec<(String, String)>,
}

impl Outputs {
    /// Opens the folder, which need not be there yet.
    pub fn open(root: &Path) -> Self {
        let before = fs::read(root.join(MANIFEST))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        let intentions = fs::read_to_string(root.join(INTENTIONS)).unwrap_or_default();
        let intended = intentions.lines().filter_map(|line| line.split_once(' '));
        let intended = intended.map(|(hash, name)| (name.to_owned(), hash.to_owned())).collect();
        Self { root: root.to_owned(), before, intended, written: BTreeMap::new(), set_aside: Vec::new() }
    }

    /// What the run before left.
    pub fn before(&self) -> &Manifest {
        &self.before
    }

    /// Files that people had changed: name, and the name under which they were kept.
    pub fn set_aside(&self) -> &[(String, String)] {
        &self.set_aside
    }

    /// Whether every output of the run before is still as it was written.
    pub fn are_whole(&self) -> bool {
        !self.before.outputs.is_empty()
            && self.before.outputs.iter().all(|(name, hash)| hash_of(&self.root.join(name)).as_ref() == Some(hash))
    }

    /// Writes a file, whole or not at all.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let path = self.root.join(name);
        let hash = hex_of(bytes);
        let there = hash_of(&path);
        if there.as_ref() != Some(&hash) {
            if there.is_some_and(|there| !self.is_own(name, &there)) {
                self.keep_changed(name, &path)?;
            }
            self.intend(name, &hash)?;
            write_whole(&path, bytes)?;
        }
        self.written.insert(name.to_owned(), hash);
        Ok(())
    }

    /// Whether a run wrote these bytes under this name.
    fn is_own(&self, name: &str, hash: &str) -> bool {
        self.before.outputs.get(name).is_some_and(|known| known == hash)
            || self.intended.contains(&(name.to_owned(), hash.to_owned()))
    }

    /// Says what is about to be written.
    fn intend(&self, name: &str, hash: &str) -> Result<(), OutputError> {
        let path = self.root.join(INTENTIONS);
        let append = || {
            fs::create_dir_all(&self.root)?;
            let mut list = File::options().create(true).append(true).open(&path)?;
            list.write_all(format!("{hash} {name}\n").as_bytes())
        };
        append().map_err(|source| OutputError { path: path.clone(), source })
    }

    /// Leaves a file as the run before wrote it.
    pub fn keep(&mut self, name: &str) {
        if let Some(hash) = self.before.outputs.get(name) {
            self.written.insert(name.to_owned(), hash.clone());
        }
    }

    /// Moves a file that was given out and holds no longer to another name, where it stays; None where there is none. A name
    /// that is taken gets a number.
    pub fn retire(&mut self, name: &str, kept: &str) -> Result<Option<String>, OutputError> {
        let path = self.root.join(name);
        let Some(hash) = hash_of(&path) else { return Ok(None) };
        let (stem, extension) = kept.rsplit_once('.').unwrap_or((kept, ""));
        let names = std::iter::once(kept.to_owned()).chain((2..).map(|number| format!("{stem}{number}.{extension}")));
        let free = names.into_iter().find(|name| !self.root.join(name).exists()).unwrap_or_else(|| kept.to_owned());
        let target = self.root.join(&free);
        let move_there = || {
            target.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::rename(&path, &target)
        };
        move_there().map_err(|source| OutputError { path: path.clone(), source })?;
        self.written.insert(free.clone(), hash);
        Ok(Some(free))
    }

    fn keep_changed(&mut self, name: &str, path: &Path) -> Result<(), OutputError> {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let mut number = 1;
        let kept = loop {
            let kept = format!("{stem}（人工修改{number}）.{extension}");
            if !self.root.join(&kept).exists() {
                break kept;
            }
            number += 1;
        };
        fs::rename(path, self.root.join(&kept)).map_err(|source| OutputError { path: path.to_owned(), source })?;
        self.set_aside.push((name.to_owned(), kept));
        Ok(())
    }

    /// Removes outputs of the run before that `own` says are this command's and were not written again, and writes the
    /// manifest. What people changed stays.
    pub fn finish(&mut self, own: impl Fn(&str) -> bool, mut manifest: Manifest) -> Result<Manifest, OutputError> {
        for (name, hash) in &self.before.outputs {
            let path = self.root.join(name);
            if self.written.contains_key(name) {
                continue;
            }
            if !own(name) {
                manifest.outputs.insert(name.clone(), hash.clone());
            } else if hash_of(&path).as_ref() == Some(hash) {
                fs::remove_file(&path).map_err(|source| OutputError { path, source })?;
            }
        }
        for (name, hash) in &self.intended {
            let path = self.root.join(name);
            let left_over = !self.written.contains_key(name) && !self.before.outputs.contains_key(name) && own(name);
            if left_over && hash_of(&path).as_ref() == Some(hash) {
                fs::remove_file(&path).map_err(|source| OutputError { path, source })?;
            }
        }
        manifest.outputs.extend(self.written.clone());
        let text = serde_json::to_string_pretty(&manifest)
            .map_err(|error| OutputError { path: self.root.join(MANIFEST), source: error.into() })?;
        write_whole(&self.root.join(MANIFEST), format!("{text}\n").as_bytes())?;
        // Where it stays, it says nothing that the manifest does not.
        fs::remove_file(self.root.join(INTENTIONS)).unwrap_or_default();
        self.before = manifest.clone();
        Ok(manifest)
    }
}

/// Writes to a temporary file beside the target and renames it.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let failed = |source| OutputError { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".tmp");
    let temporary = PathBuf::from(name);
    let write = || {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().and_then(|()| fs::rename(&temporary, path)).map_err(|source| {
        // Half a file is of no use to anyone; should it not go, it does no harm either.
        fs::remove_file(&temporary).unwrap_or_default();
        failed(source)
    })
}

/// SHA-256 of a file's bytes; None where it cannot be read.
pub fn hash_of(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| hex_of(&bytes))
}

/// SHA-256 as lower-case hex.
pub fn hex_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
