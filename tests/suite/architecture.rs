//! Holds the table of rooms against the `use` lines: one direction, and no room calls the next.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Room, and the rooms it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("policy", &["model"]),
    ("inbox", &["model"]),
    ("readers", &["model"]),
    ("extract", &["model", "policy"]),
    ("check", &["model", "policy"]),
    ("register", &["model", "policy", "inbox", "readers", "extract", "check"]),
    ("writers", &[]),
    ("review", &["model", "policy", "writers"]),
    ("award", &["model", "policy", "writers"]),
    (
        "pipeline",
        &["model", "policy", "inbox", "readers", "extract", "check", "register", "writers", "review", "award"],
    ),
    ("cli", &["pipeline", "model"]),
];

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn room_of(path: &Path) -> String {
    let below = path.strip_prefix(source_root()).expect("below src");
    let first = below.iter().next().expect("a name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Rooms named after `crate::` anywhere in the code of a file, comments left out.
fn rooms_named(source: &str) -> Vec<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut rooms = Vec::new();
    for line in code {
        for rest in line.split("crate::").skip(1) {
            rooms.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    rooms
}

#[test]
fn every_room_uses_only_the_rooms_it_may() {
    let mut files = Vec::new();
    files_below(&source_root(), &mut files);
    assert!(files.len() > 10, "the sources were not found");
    let mut faults = Vec::new();
    for path in files {
        let room = room_of(&path);
        if room == "lib" || room == "main" {
            continue;
        }
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            faults.push(format!("{} is in no room of the design", path.display()));
            continue;
        };
        for used in rooms_named(&fs::read_to_string(&path).expect("source")) {
            if used != room && !allowed.contains(&used.as_str()) {
                faults.push(format!("{}: {room} must not use {used}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn crate_items_are_used_one_a_line() {
    let mut files = Vec::new();
    files_below(&source_root(), &mut files);
    let grouped: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let source = fs::read_to_string(path).expect("source");
            let lines: Vec<String> = source
                .lines()
                .filter(|line| line.trim_start().starts_with("use crate::") && line.contains('{'))
                .map(|line| format!("{}: {line}", path.display()))
                .collect();
            lines
        })
        .collect();
    assert!(grouped.is_empty(), "{}", grouped.join("\n"));
}

#[test]
fn the_door_of_the_program_stays_small() {
    let main = fs::read_to_string(source_root().join("main.rs")).expect("main.rs");
    assert!(main.lines().count() <= 40, "main.rs has {} lines", main.lines().count());
}
