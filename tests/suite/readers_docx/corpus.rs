//! Files nobody here wrote: each is read without panic, every character of its runs comes out exactly once, and damage to any byte or part is
//! survived.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::io::Read;

use regex::Regex;
use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Grid;
use shenping::model::StoryKind;
use zip::ZipArchive;

use crate::corpus::corpus_files;
use crate::harness::Numbers;
use crate::readers_docx::made::main;
use crate::readers_docx::made::p;
use crate::readers_docx::made::read_bytes;
use crate::readers_docx::made::tc;

fn collect_text(blocks: &[Block], all: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => all.push_str(&paragraph.text),
            Block::Grid(grid) => grid.cells.iter().for_each(|cell| collect_text(&cell.blocks, all)),
        }
    }
}

/// How often each letter, digit or ideograph occurs; signs are left out, for symbols stand for boxes and breaks.
fn census(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for character in text.chars().filter(|character| character.is_alphanumeric()) {
        *counts.entry(character).or_insert(0) += 1;
    }
    counts
}

/// The text of the runs of a main part, without deletions, fallbacks, field codes and ruby readings: told by patterns alone.
fn expected_text(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut xml = String::new();
    archive.by_name("word/document.xml").ok()?.read_to_string(&mut xml).ok()?;
    for pattern in ["(?s)<mc:Fallback>.*?</mc:Fallback>", "(?s)<w:del [^>]*[^/]>.*?</w:del>", "(?s)<w:rt>.*?</w:rt>"] {
        xml = Regex::new(pattern).ok()?.replace_all(&xml, "").into_owned();
    }
    if ["showingPlcHdr", "w:altChunk", "w:vanish/", "fldCharType=\"begin\"/></w:r><w:r><w:t"]
        .iter()
        .any(|odd| xml.contains(odd))
    {
        return None;
    }
    let runs = "(?s)<(?:w|m):t(?: [^>]*)?>(.*?)</(?:w|m):t>|<v:textpath[^>]* string=\"(.*?)\"";
    let runs = Regex::new(runs).ok()?;
    let run = |found: regex::Captures| found.get(1).or(found.get(2)).map(|text| text.as_str().to_owned());
    let text: String = runs.captures_iter(&xml).filter_map(run).collect();
    Some(["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"].iter().fold(text, |text, entity| text.replace(entity, " ")))
}

#[test]
fn every_character_of_the_corpus_comes_out_exactly_once() {
    let mut compared = 0;
    for file in corpus_files("docx") {
        let bytes = std::fs::read(&file).expect("a file of the corpus");
        let document = read_bytes(&bytes);
        let Some(expected) = expected_text(&bytes) else { continue };
        let mut seen = String::new();
        collect_text(&document.body, &mut seen);
        for story in document.stories.iter().filter(|story| matches!(story.kind, StoryKind::TextBox(_))) {
            collect_text(&story.blocks, &mut seen);
        }
        document.struck.iter().for_each(|struck| seen.push_str(&struck.text));
        assert_eq!(census(&seen), census(&expected), "{}", file.display());
        compared += 1;
    }
    assert!(compared == 0 || compared > 30, "{compared}");
}

fn assert_sound(document: &Document) {
    let grids: Vec<&Grid> = document.grids().collect();
    for grid in grids {
        assert!(grid.cells.is_sorted_by_key(|cell| (cell.row, cell.column)));
        let mut taken = std::collections::BTreeSet::new();
        for cell in &grid.cells {
            assert!(cell.height > 0 && cell.width > 0 && cell.row + cell.height <= grid.rows);
            for row in cell.row..cell.row + cell.height {
                for column in cell.column..cell.column + cell.width {
                    assert!(taken.insert((row, column)), "regions overlap at {row},{column}");
                }
            }
        }
    }
}

#[test]
fn regions_never_overlap_and_cells_are_in_order() {
    for file in corpus_files("docx") {
        assert_sound(&read_bytes(&std::fs::read(&file).expect("a file of the corpus")));
    }
}

#[test]
fn flipped_and_cut_files_are_survived() {
    let mut numbers = Numbers(20_261_120);
    for file in corpus_files("docx").into_iter().step_by(3) {
        let bytes = std::fs::read(&file).expect("a file of the corpus");
        for _ in 0..10 {
            assert_sound(&read_bytes(&numbers.damage(&bytes)));
        }
    }
}

#[test]
fn a_damaged_main_part_is_survived_wherever_it_is_damaged() {
    let cell = tc("<w:vMerge w:val=\"restart\"/><w:gridSpan w:val=\"2\"/>", "格");
    let table = format!(
        "<w:tbl><w:tblGrid><w:gridCol w:w=\"9\"/></w:tblGrid><w:tr>{cell}{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>"
    );
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>eq \\o\\ac(□,√)</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let inside = format!("{}{table}<w:p>{field}<w:sdt><w:sdtPr/></w:sdt></w:p>", p("甲乙丙"));
    let xml = format!("<w:document><w:body>{inside}</w:body></w:document>").into_bytes();
    let mut numbers = Numbers(7);
    for _ in 0..600 {
        let mut damaged = xml.clone();
        match numbers.below(3) {
            0 => damaged.truncate(numbers.below(xml.len())),
            1 => {
                let at = numbers.below(xml.len());
                damaged[at] = b"<>/\"&w0 "[numbers.below(8)];
            }
            _ => {
                let (at, len) = (numbers.below(xml.len()), numbers.below(40));
                damaged.drain(at..(at + len).min(xml.len()));
            }
        }
        assert_sound(&main("word/document.xml", damaged).read());
    }
}
