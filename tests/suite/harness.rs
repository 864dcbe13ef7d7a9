//! What the tests of several rooms share: texts of a Document, folders on disk, and damage that is the same on every machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use shenping::model::Block;
use shenping::model::Paragraph;

/// The paragraphs among these blocks.
pub fn paragraphs(blocks: &[Block]) -> Vec<&Paragraph> {
    let mut paragraphs = Vec::new();
    for block in blocks {
        if let Block::Paragraph(paragraph) = block {
            paragraphs.push(paragraph);
        }
    }
    paragraphs
}

/// The texts of the paragraphs among these blocks.
pub fn texts(blocks: &[Block]) -> Vec<&str> {
    paragraphs(blocks).into_iter().map(|paragraph| paragraph.text.as_str()).collect()
}

/// Copies a file, or a folder with all below it; the folders above come into being.
pub fn copy_tree(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().flatten() {
            copy_tree(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

/// What `check` prints of a folder as JSON.
pub fn check_folder(folder: &Path) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenping"));
    command.arg("check").arg(folder).args(["--format", "json", "--quiet", "--as-of", "2026-11-22T09:00:00+08:00"]);
    serde_json::from_slice(&command.output().unwrap().stdout).unwrap()
}

/// What `check` prints of a folder under a measure.
pub fn check_folder_under(folder: &Path, policy: &Path) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenping"));
    command.arg("check").arg(folder).arg("--policy").arg(policy).args(["--format", "json", "--quiet"]);
    command.args(["--as-of", "2026-11-22T09:00:00+08:00"]);
    serde_json::from_slice(&command.output().unwrap().stdout).unwrap()
}

/// Codes with their outcomes of the only application that `check` printed.
pub fn codes_of(printed: &Value) -> Vec<String> {
    let applications = printed["applications"].as_array().unwrap();
    assert_eq!(applications.len(), 1, "{printed:#}");
    let findings = applications[0]["findings"].as_array().unwrap().iter();
    findings
        .map(|found| format!("{} {}", found["code"].as_str().unwrap(), found["outcome"].as_str().unwrap()))
        .collect()
}

/// Every file below a folder with its bytes.
pub fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            found.extend(contents(&entry.path()).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

/// A small generator of the same numbers on every machine (xorshift).
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }

    /// The bytes with a bit flipped, a byte overwritten, a stretch taken out or the end cut off.
    pub fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut damaged = bytes.to_vec();
        let at = self.below(damaged.len());
        match self.below(5) {
            0 => damaged.truncate(at),
            1 => drop(damaged.drain(at..(at + self.below(200)).min(bytes.len()))),
            2 => damaged[at] = [0, 0xFF, 0x7F, 0x80][self.below(4)],
            _ => damaged[at] ^= 1 << self.below(8),
        }
        damaged
    }
}
