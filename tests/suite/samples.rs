//! The made season in samples/: where each file comes from, that no fault of the measure is left out, and what becomes of every
//! submission. What is expected stands in expected.txt beside it, written by hand from the contract.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use shenping::policy::builtin;
use shenping::policy::load_season;

/// Codes that no first season can show: they need earlier years, or the time of receipt, which `check` does not judge.
const NOT_IN_CHECK: [&str; 2] = ["repeated-from-earlier-year", "submitted-late"];
/// Said of whole files that belong to no submission, or of two values on one form: not in expected.txt.
const NOT_IN_EXPECTED: [&str; 2] = ["file-unassigned", "field-ambiguous"];

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// A line of expected.txt: id, verdict, codes (`code` or `code:subject`).
struct Expectation {
    id: String,
    verdict: String,
    codes: BTreeSet<String>,
}

fn expectations() -> Vec<Expectation> {
    let text = fs::read_to_string(samples().join("season-2026/expected.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut parts = line.split('|').map(str::trim);
            let mut next = || parts.next().unwrap_or_default().to_owned();
            let (id, verdict, codes) = (next(), next(), next());
            Expectation { id, verdict, codes: codes.split_whitespace().map(str::to_owned).collect() }
        })
        .collect()
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_sample_says_which_program_made_it() {
    let text = fs::read_to_string(samples().join("PROVENANCE.toml")).unwrap();
    let table: toml::Table = toml::from_str(&text).unwrap();
    let known: Vec<PathBuf> =
        table["file"].as_array().unwrap().iter().map(|entry| samples().join(entry["path"].as_str().unwrap())).collect();
    for path in &known {
        assert!(path.exists(), "{} is named but not there", path.display());
    }
    let mut files = Vec::new();
    files_below(&samples(), &mut files);
    files.retain(|file| file.file_name().is_some_and(|name| name != "PROVENANCE.toml"));
    let unknown: Vec<_> = files.iter().filter(|file| !known.iter().any(|path| file.starts_with(path))).collect();
    assert!(unknown.is_empty(), "not in PROVENANCE.toml: {unknown:?}");
}

#[test]
fn the_made_season_breaks_every_rule_of_the_measure_at_least_once() {
    let shown: BTreeSet<String> = expectations()
        .iter()
        .flat_map(|one| &one.codes)
        .map(|code| code.split(':').next().unwrap_or(code).to_owned())
        .collect();
    let asked: BTreeSet<String> = builtin().rules.iter().map(|rule| rule.code.clone()).collect();
    let excused: BTreeSet<String> =
        NOT_IN_CHECK.iter().chain(&NOT_IN_EXPECTED).map(|code| (*code).to_owned()).collect();
    let left_out: Vec<_> = asked.difference(&shown).filter(|code| !excused.contains(*code)).collect();
    assert!(left_out.is_empty(), "no submission shows {left_out:?}");
}

#[test]
fn the_made_season_holds_at_least_eight_sound_submissions() {
    assert!(expectations().iter().filter(|one| one.verdict == "通过").count() >= 8);
    let ids: BTreeSet<String> = expectations().into_iter().map(|one| one.id).collect();
    assert!(ids.len() >= 24 && ids.len() == expectations().len());
}

#[test]
fn the_settings_of_the_made_season_hold() {
    let text = fs::read_to_string(samples().join("season-2026/season.toml")).unwrap();
    let season = load_season(&text, "season.toml", builtin()).unwrap();
    assert_eq!(season.judges.len(), 6);
    assert_eq!(season.receipts.len(), 1);
}
