//! Files nobody here wrote (`../shared/corpus`), and ways to damage them alike on every machine.

use std::path::PathBuf;

/// The files of the corpus with this extension, sorted; empty, with a loud word, where the corpus is not there.
pub fn corpus_files(extension: &str) -> Vec<PathBuf> {
    let entries = |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.is_dir() {
        eprintln!("SKIPPED: {} is not there", folder.display());
        return Vec::new();
    }
    let mut files: Vec<PathBuf> = entries(folder).flat_map(entries).collect();
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

/// The bytes of one file of the corpus, `tika/testComment.doc`; None, with a loud word, where it is not there.
pub fn corpus_file(path: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(path);
    let bytes = std::fs::read(&path);
    if bytes.is_err() {
        eprintln!("SKIPPED: {} is not there", path.display());
    }
    bytes.ok()
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
