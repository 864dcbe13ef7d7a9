//! The reader of .doc: text, tables, pictures and notes as Word shows them, on files of the corpus.

use std::sync::Arc;

use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::model::MarkKind;
use shenping::model::StoryKind;
use shenping::model::TroubleKind;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::corpus::corpus_file;
use crate::corpus::corpus_files;
use crate::harness::Numbers;
use crate::harness::texts;

fn read_bytes(bytes: &[u8]) -> Document {
    read(&Arc::from("表.doc"), bytes, Format::Doc, &Limits::default())
}

fn assert_sound(document: &Document) {
    let grids: Vec<&Grid> = document.grids().collect();
    for grid in grids {
        assert!(grid.cells.is_sorted_by_key(|cell| (cell.row, cell.column)));
        let mut taken = std::collections::BTreeSet::new();
        for cell in &grid.cells {
            for row in cell.row..cell.row + cell.height {
                for column in cell.column..cell.column + cell.width {
                    assert!(taken.insert((row, column)), "regions overlap at {row},{column}");
                }
            }
        }
    }
}

#[test]
fn every_file_of_the_corpus_is_read_or_says_why_not() {
    let mut unread = Vec::new();
    for file in corpus_files("doc") {
        let document = read_bytes(&std::fs::read(&file).expect("a file of the corpus"));
        assert_sound(&document);
        let lost = document.troubles.iter().find(|trouble| trouble.kind.loses_content());
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        unread.extend(lost.map(|trouble| (name, trouble.kind.code())));
    }
    unread.sort();
    if !unread.is_empty() {
        let told: Vec<(&str, &str)> = unread.iter().map(|(name, code)| (name.as_str(), *code)).collect();
        let crash = "clusterfuzz-testcase-minimized-POIHWPFFuzzer-4947285593948160.doc";
        let expected =
            [("57843.doc", "file-unsupported"), ("Bug60942b.doc", "file-unsupported"), (crash, "file-unreadable")];
        assert_eq!(told, expected);
    }
}

#[test]
fn symbols_in_table_cells_are_ticks() {
    let Some(bytes) = corpus_file("poi/parentinvguid.doc") else { return };
    let document = read_bytes(&bytes);
    let grid = document.grids().next().expect("a table");
    assert_eq!(grid.cell(2, 2).map(|cell| cell.text.as_str()), Some("\n√"));
    assert_eq!(grid.cell(2, 2).map(|cell| (cell.height, cell.width)), Some((1, 1)));
}

#[test]
fn a_text_that_is_deleted_as_a_whole_is_no_empty_paper() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd/struck/all-deleted.doc");
    let document = read_bytes(&std::fs::read(path).unwrap());
    assert_eq!(texts(&document.body).concat().trim(), "");
    let kinds: Vec<TroubleKind> = document.troubles.iter().map(|trouble| trouble.kind).collect();
    assert_eq!(kinds, [TroubleKind::Incomplete]);
}

#[test]
fn words_in_white_are_told_where_nothing_is_coloured_behind_them() {
    for (name, told) in [("white", 1), ("white-in-shade", 0), ("white-beside-shade", 0)] {
        let path = format!("{}/samples/odd/white/{name}.doc", env!("CARGO_MANIFEST_DIR"));
        let document = read_bytes(&std::fs::read(path).unwrap());
        assert!(texts(&document.body).concat().contains("13800001111"), "{name}");
        assert_eq!(document.troubles.len(), told, "{name}: {:?}", document.troubles);
    }
}

#[test]
fn tracked_deletions_are_out_and_text_boxes_and_notes_are_in() {
    let Some(bytes) = corpus_file("tika/testWORD_2006ml.doc") else { return };
    let document = read_bytes(&bytes);
    assert!(!texts(&document.body).iter().any(|text| text.contains("Deleted paragraph")));
    let kinds: Vec<StoryKind> = document.stories.iter().map(|story| story.kind).collect();
    let all = [
        StoryKind::TextBox(1),
        StoryKind::Footnote(1),
        StoryKind::Endnote(1),
        StoryKind::Header(1),
        StoryKind::Comment(1),
    ];
    for wanted in all {
        assert!(kinds.contains(&wanted), "{wanted:?}");
    }
    let boxed: Vec<&str> = document.stories.iter().take(1).flat_map(|story| texts(&story.blocks)).collect();
    assert_eq!(boxed, ["This is the Author"]);
}

#[test]
fn pictures_in_cells_and_headers_know_their_place() {
    let Some(bytes) = corpus_file("poi/Bug46220.doc") else { return };
    let document = read_bytes(&bytes);
    let places: Vec<Option<String>> =
        document.marks.iter().map(|mark| mark.anchor.as_ref().map(|anchor| anchor.from.to_string())).collect();
    let at = |spot: &str| Some(spot.to_owned());
    assert_eq!(places, [at("表1!R1C1"), at("表1!R1C2"), at("表1!R2C1"), None]);
    assert!(document.marks[3].in_header);
    assert!(document.marks.iter().all(|mark| mark.kind == MarkKind::Picture));
    let sizes: Vec<usize> = document.marks.iter().filter_map(|mark| Some(mark.picture.as_ref()?.bytes.len())).collect();
    assert_eq!(sizes, [462_059, 520_912, 122_838, 1_256]);
}

#[test]
fn a_floating_picture_is_anchored_at_its_paragraph() {
    let Some(bytes) = corpus_file("poi/word_with_embeded_ooxml.doc") else { return };
    let document = read_bytes(&bytes);
    let first = document.marks.first().expect("a mark");
    let anchor = first.anchor.as_ref().expect("a place");
    assert_eq!((anchor.from.to_string().as_str(), anchor.inline), ("段落2", false));
    assert_eq!(first.extent, Some((1_799_590, 523_240)));
    assert!(first.picture.as_ref().is_some_and(|picture| picture.bytes.starts_with(b"\x89PNG")));
}

#[test]
fn damaged_files_are_survived() {
    let mut numbers = Numbers(97);
    for file in corpus_files("doc").into_iter().step_by(2) {
        let bytes = std::fs::read(&file).expect("a file of the corpus");
        if bytes.len() > 300_000 {
            continue;
        }
        for _ in 0..8 {
            assert_sound(&read_bytes(&numbers.damage(&bytes)));
        }
    }
    let twin = include_bytes!("../../samples/odd/twins/form.doc");
    for _ in 0..150 {
        assert_sound(&read_bytes(&numbers.damage(twin)));
    }
}
