//! Files nobody here wrote (`../shared/corpus`).

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
