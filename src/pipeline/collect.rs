//! `collect`: filled books read back, the difference shown, all of it taken in at once or nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::award::record::AwardRecord;
use crate::inbox::sniff;
use crate::model::BookReading;
use crate::model::Collected;
use crate::model::Format;
use crate::pipeline::check::PipelineError;
use crate::pipeline::output::hex_of;
use crate::pipeline::reading::Reading;
use crate::register::Appended;
use crate::register::Register;
use crate::register::Returns;
use crate::review::collect::Known;
use crate::review::collect::compare_books;
use crate::review::collect::read_books;

/// A filled book as it lies on disk.
pub struct ReturnedBook {
    /// What it is called in messages.
    pub name: Arc<str>,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of them.
    pub hash: String,
}

/// The files in 回收, by name; lock and system files left out.
pub fn list_returns(folder: &Path) -> Result<Vec<ReturnedBook>, PipelineError> {
    let mut paths = Vec::new();
    list_below(folder, &mut paths);
    paths.sort();
    let named = |path: &PathBuf| path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
    paths.iter().filter_map(|path| load_book(path, &named(path)).transpose()).collect()
}

/// Books by the paths that a person gave.
pub fn load_books(paths: &[PathBuf]) -> Result<Vec<ReturnedBook>, PipelineError> {
    let name = |path: &PathBuf| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    // Two books of one name from two folders are told apart by their whole paths.
    let alone = |path: &PathBuf| paths.iter().filter(|other| name(other) == name(path)).count() == 1;
    let named = |path: &PathBuf| if alone(path) { name(path) } else { path.to_string_lossy().into_owned() };
    paths.iter().filter_map(|path| load_book(path, &named(path)).transpose()).collect()
}

/// Links to folders are not followed: one may lead back to where it stands. What is no file, such as a pipe, is no book.
fn list_below(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list_below(&path, paths);
        } else if path.is_file() {
            paths.push(path);
        }
    }
}

fn load_book(path: &Path, name: &str) -> Result<Option<ReturnedBook>, PipelineError> {
    let bytes = fs::read(path).map_err(|source| PipelineError::Folder { path: path.to_owned(), source })?;
    if sniff(name, &bytes).format == Format::System {
        return Ok(None);
    }
    let hash = hex_of(&bytes);
    Ok(Some(ReturnedBook { name: Arc::from(name), bytes, hash }))
}

/// What the books would change; nothing is taken in.
pub fn compare_returns(
    books: &[ReturnedBook],
    record: &AwardRecord<'_>,
    register: &Register,
    reading: &Reading,
) -> Result<Collected, PipelineError> {
    let named: Vec<(&Arc<str>, &[u8])> = books.iter().map(|book| (&book.name, book.bytes.as_slice())).collect();
    let documents = reading.read_books(record.policy(), &named).map_err(PipelineError::Reading)?;
    let year = record.season().year;
    let mut readings: Vec<BookReading> = Vec::with_capacity(books.len());
    for (book, documents) in books.iter().zip(&documents) {
        let taken_before = register.stamp(year, &stamp_of(book))?.is_some();
        let read = read_books(documents, record.policy(), record.season());
        readings.extend(read.into_iter().map(|read| BookReading { taken_before, ..read }));
    }
    let known = Known {
        policy: record.policy(),
        season: record.season(),
        entries: record.inputs.entries,
        scores: record.inputs.sheets,
        replaced_scores: &register.replaced_scores(year)?,
        tier_rulings: record.inputs.tier_rulings,
        conflicts: &record.conflicts,
        proposal: &record.proposal,
        as_of: record.inputs.as_of,
    };
    Ok(compare_books(&readings, &known))
}

/// Before the hash in the name of the stamp, its own name, that a book leaves in the register when it is taken in.
const TAKEN: &str = "book ";

fn stamp_of(book: &ReturnedBook) -> String {
    format!("{TAKEN}{}", book.hash)
}

/// The books that were taken in so far: name and SHA-256. Two of one name are told apart by their hashes.
pub fn list_taken_books(register: &Register, year: i16) -> Result<BTreeMap<String, String>, PipelineError> {
    let mut books = BTreeMap::new();
    for (hash, name) in register.stamps(year, TAKEN)? {
        let told_apart = format!("{name}#{}", hash.get(..8).unwrap_or(&hash));
        let name = if books.contains_key(&name) { told_apart } else { name };
        books.insert(name, hash);
    }
    Ok(books)
}

/// Takes the difference in, in one transaction, and keeps the books as originals.
pub fn apply_returns(
    books: &[ReturnedBook],
    collected: &Collected,
    register: &mut Register,
    by: &str,
    (year, at): (i16, Timestamp),
) -> Result<Appended, PipelineError> {
    for book in books {
        register.originals().keep_bytes(&book.bytes)?;
    }
    let returns = Returns { scores: &collected.scores, rulings: &collected.rulings, tiers: &collected.tiers };
    let appended = register.record_returns(returns, by, at)?;
    for book in books {
        register.set_stamp(year, &stamp_of(book), &book.name)?;
    }
    Ok(appended)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_leads_back_to_its_folder_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("评委01.xlsx"), "book").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("上级")).unwrap();
        let listed = list_returns(folder.path()).unwrap();
        assert_eq!(listed.iter().map(|book| &*book.name).collect::<Vec<_>>(), ["评委01.xlsx"]);
    }
}
