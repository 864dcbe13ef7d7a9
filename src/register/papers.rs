//! Which files an application consists of, as digests: those that are its own, and all of them with what it shares with
//! others (a list form, a workbook with a sheet per project). Paths do not count: a renamed folder holds the same papers.

use std::collections::BTreeMap;

use sha2::Digest;
use sha2::Sha256;

use crate::model::ReceivedFile;
use crate::register::originals::hex;

/// The papers of one application.
#[derive(Clone, Debug, Default)]
pub(super) struct Papers<'batch> {
    /// In the order of the ledger.
    pub(super) files: Vec<&'batch ReceivedFile>,
    /// Digest of what belongs to no other application.
    pub(super) own: String,
    /// Digest of all.
    pub(super) all: String,
}

/// The papers of every application of a batch, by its id.
pub(super) fn gather_papers(files: &[ReceivedFile]) -> BTreeMap<&str, Papers<'_>> {
    let mut papers: BTreeMap<&str, Papers<'_>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.role.as_deref() != Some("archive")) {
        for application in &file.applications {
            papers.entry(application).or_default().files.push(file);
        }
    }
    for papers in papers.values_mut() {
        papers.own = digest(papers.files.iter().filter(|file| file.applications.len() == 1));
        papers.all = digest(papers.files.iter());
    }
    papers
}

/// Of the files' hashes, whatever their order; a file that could not be read counts by its size.
fn digest<'batch>(files: impl Iterator<Item = &'batch &'batch ReceivedFile>) -> String {
    let hash = |file: &&ReceivedFile| file.sha256.clone().unwrap_or_else(|| format!("{} bytes", file.bytes));
    let mut hashes: Vec<String> = files.map(hash).collect();
    hashes.sort_unstable();
    digest_text(&hashes.join("\n"))
}

/// SHA-256 of a text.
pub(super) fn digest_text(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// The path of the file on disk that holds a file, which may lie in archives.
pub(super) fn outermost(path: &str) -> &str {
    path.split_once("!/").map_or(path, |(outer, _)| outer)
}
