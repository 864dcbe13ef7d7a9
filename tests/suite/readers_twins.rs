//! One form saved in many formats reads alike: every cell at its place with its text, and what hangs on it.

use std::path::PathBuf;
use std::sync::Arc;

use shenping::model::Block;
use shenping::model::Cell;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::model::Mark;
use shenping::model::MarkKind;
use shenping::model::StoryKind;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::harness::texts;

fn twin(name: &str, format: Format) -> Document {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/odd/twins").join(name);
    let bytes = std::fs::read(&path).expect("a sample");
    let document = read(&Arc::from(name), &bytes, format, &Limits::default());
    assert_eq!(document.troubles, [], "{name}");
    document
}

/// The cells of a grid and of the tables in it: spot, height, width, text.
fn cells(grid: &Grid) -> Vec<(String, u32, u32, String)> {
    let mut all = Vec::new();
    for cell in &grid.cells {
        let Cell { row, column, height, width, text, blocks, .. } = cell;
        all.push((grid.spot(*row, *column).to_string(), *height, *width, text.clone()));
        for block in blocks {
            if let Block::Grid(nested) = block {
                all.extend(cells(nested));
            }
        }
    }
    all
}

fn story(document: &Document, wanted: StoryKind) -> Vec<&str> {
    let found = document.stories.iter().find(|story| story.kind == wanted);
    found.map(|story| texts(&story.blocks)).unwrap_or_default()
}

/// The kinds of marks, and where they stand, without what a program lost on the way.
fn marks(document: &Document) -> Vec<(&MarkKind, Option<String>)> {
    let place = |mark: &Mark| mark.anchor.as_ref().map(|anchor| anchor.from.to_string());
    let is_lost = |mark: &&Mark| mark.kind == MarkKind::Object && mark.picture.is_none();
    document.marks.iter().filter(|mark| !is_lost(mark)).map(|mark| (&mark.kind, place(mark))).collect()
}

/// What every format must tell.
fn assert_reads_alike(name: &str, format: Format) {
    let (first, document) = (twin("form.docx", Format::Docx), twin(name, format));
    let grids = |document: &Document| document.grids().map(cells).collect::<Vec<_>>();
    assert_eq!(grids(&document), grids(&first), "{name}");
    assert_eq!(texts(&document.body), texts(&first.body), "{name}");
    assert_eq!(marks(&document), [(&MarkKind::Picture, Some("段落2".to_owned()))], "{name}");
    assert!(document.marks[0].picture.as_ref().is_some_and(|picture| !picture.bytes.is_empty()), "{name}");
}

/// What formats of word processors tell beside.
fn assert_has_stories(name: &str, format: Format) {
    let document = twin(name, format);
    assert_eq!(story(&document, StoryKind::TextBox(1)), ["联系人：甄建国"], "{name}");
    assert_eq!(story(&document, StoryKind::Header(1)), ["附件一"], "{name}");
    let anchor = document.stories[0].anchor.as_ref().map(|anchor| anchor.from.to_string());
    assert_eq!(anchor.as_deref(), Some("段落4"), "{name}");
    let Some(Block::Paragraph(title)) = document.body.first() else { panic!("a title") };
    assert_eq!((title.heading, title.bold), (Some(1), true), "{name}");
}

#[test]
fn a_doc_reads_as_its_docx() {
    assert_reads_alike("form.doc", Format::Doc);
    assert_has_stories("form.doc", Format::Doc);
}

#[test]
fn an_rtf_reads_as_its_docx() {
    // LibreOffice leaves the text box out of it.
    assert_reads_alike("form.rtf", Format::Rtf);
    let document = twin("form.rtf", Format::Rtf);
    // LibreOffice left the text box out and its field behind
    assert_eq!(document.marks.iter().filter(|mark| mark.kind == MarkKind::Object).count(), 1);
    assert_eq!(story(&document, StoryKind::Header(1)), ["附件一"]);
}

#[test]
fn an_odt_reads_as_its_docx_packed_and_flat() {
    for (name, format) in [("form.odt", Format::Odt), ("form.fodt", Format::FlatOdf)] {
        assert_reads_alike(name, format);
        assert_has_stories(name, format);
    }
}

#[test]
fn a_flat_opc_reads_as_its_docx() {
    assert_reads_alike("form-flat-opc.xml", Format::FlatOpc);
    assert_has_stories("form-flat-opc.xml", Format::FlatOpc);
}

#[test]
fn a_page_has_the_tables_and_pictures_of_its_docx_alone_and_with_its_parts() {
    // LibreOffice writes deleted text and text boxes into the page like any other text, so its paragraphs differ.
    let first = twin("form.docx", Format::Docx);
    let grids = |document: &Document| document.grids().map(cells).collect::<Vec<_>>();
    for (name, format) in [("form.html", Format::Html), ("form.mht", Format::Mhtml)] {
        let document = twin(name, format);
        assert_eq!(grids(&document), grids(&first), "{name}");
        assert_eq!(marks(&document), marks(&first), "{name}");
        assert!(document.marks[0].picture.as_ref().is_some_and(|picture| !picture.bytes.is_empty()), "{name}");
        assert_eq!(story(&document, StoryKind::Header(1)), ["附件一"], "{name}");
    }
}
