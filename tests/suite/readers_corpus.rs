//! All of `../shared/corpus`, files that nobody here wrote: each is told by its content and read without a panic, and ends either in text or in a
//! trouble that says why not.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use shenping::inbox::sniff;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Grid;
use shenping::readers::Limits;
use shenping::readers::read;

/// Files of a format with text that give neither text nor trouble, and why that is right. One that gains either must leave this list.
const WITHOUT_TEXT: &[(&str, &str)] = &[];

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Read,
    ReadWithTrouble,
    Refused,
    NothingSaid,
    Panicked,
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

/// Whether anything was seen: a character, a picture, or an empty sheet that the program drew.
fn holds_anything(document: &Document) -> bool {
    let has_text = |grid: &Grid| {
        grid.kind == shenping::model::GridKind::Sheet || grid.cells.iter().any(|cell| !cell.text.is_empty())
    };
    let in_body = document.body.iter().any(|block| match block {
        Block::Paragraph(_) => true,
        Block::Grid(grid) => has_text(grid),
    });
    in_body || !document.stories.is_empty() || !document.marks.is_empty()
}

fn fate_of(name: &str, bytes: &[u8]) -> (String, Fate) {
    let sniffed = sniff(name, bytes);
    let format = sniffed.format.name().to_owned();
    let refused = sniffed.troubles.iter().any(|trouble| trouble.kind.loses_content());
    if !sniffed.format.holds_text() {
        let is_told =
            refused || matches!(format.as_str(), "image" | "zip" | "pptx" | "ppt" | "ole" | "unknown" | "encrypted");
        return (format, if is_told { Fate::Refused } else { Fate::NothingSaid });
    }
    let read = catch_unwind(AssertUnwindSafe(|| read(&Arc::from(name), bytes, sniffed.format, &Limits::default())));
    let Ok(document) = read else { return (format, Fate::Panicked) };
    let troubled = refused || document.troubles.iter().any(|trouble| trouble.kind.loses_content());
    let fate = match (holds_anything(&document), troubled) {
        (true, false) => Fate::Read,
        (true, true) => Fate::ReadWithTrouble,
        (false, true) => Fate::Refused,
        (false, false) => Fate::NothingSaid,
    };
    (format, fate)
}

#[test]
fn every_file_of_the_corpus_ends_in_text_or_in_a_clear_trouble() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.is_dir() {
        eprintln!("SKIPPED: {} is not there; 258 files of other programs were not read", folder.display());
        return;
    }
    let mut files = Vec::new();
    files_below(&folder, &mut files);
    files.sort();
    let mut coverage: BTreeMap<(String, Fate), usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for path in &files {
        let name = path.strip_prefix(&folder).expect("below it").to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(path).expect("a file of the corpus");
        let (format, fate) = fate_of(&name, &bytes);
        let is_known = WITHOUT_TEXT.iter().any(|(known, _)| *known == name);
        match fate {
            Fate::Panicked => faults.push(format!("{name}: the reader panicked")),
            Fate::NothingSaid if !is_known => faults.push(format!("{name} ({format}): neither text nor trouble")),
            Fate::NothingSaid => {}
            _ if is_known => faults.push(format!("{name}: is read now; take it from the list")),
            _ => {}
        }
        *coverage.entry((format, fate)).or_default() += 1;
    }
    eprintln!("corpus: {} files", files.len());
    for ((format, fate), count) in coverage {
        eprintln!("  {format:<14} {fate:<16?} {count}", fate = format!("{fate:?}"));
    }
    assert_eq!(faults, Vec::<String>::new());
}
