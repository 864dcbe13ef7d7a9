//! Our scanner against quick-xml: the same tags and texts on every XML part of the corpus.

use std::fs;
use std::io::Cursor;
use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;
use shenping::readers::markup::Piece;
use shenping::readers::markup::Pieces;

use super::corpus::corpus_files;

fn ours(text: &str) -> Vec<String> {
    let mut pieces = Pieces::new(text);
    let mut told = Vec::new();
    while let Ok(Some(piece)) = pieces.next_piece() {
        told.push(match piece {
            Piece::Open { name, attributes, empty } => format!("<{name}{attributes}{}", if empty { "/>" } else { ">" }),
            Piece::Close(name) => format!("</{name}>"),
            Piece::Text(text) => text.to_owned(),
            Piece::Reference(name) => format!("&{name};"),
            Piece::Ampersand => "&".to_owned(),
        });
    }
    told
}

fn theirs(text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut told = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => told.push(format!("<{}>", &*tag)),
            Ok(Event::Empty(tag)) => told.push(format!("<{}/>", &*tag)),
            Ok(Event::End(tag)) => told.push(format!("</{}>", tag.name().0)),
            Ok(Event::Text(text)) => told.push(text.into_inner().into_owned()),
            Ok(Event::CData(text)) => told.push(text.into_inner().into_owned()),
            Ok(Event::GeneralRef(name)) => told.push(format!("&{};", &*name)),
            Ok(Event::Eof) | Err(_) => return told,
            Ok(_) => {}
        }
    }
}

/// The texts of the XML parts of a package.
fn xml_parts(bytes: &[u8]) -> Vec<String> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    (0..archive.len())
        .filter_map(|at| {
            let mut entry = archive.by_index(at).ok()?;
            let mut text = String::new();
            entry.read_to_string(&mut text).ok()?;
            text.trim_start_matches('\u{feff}').starts_with('<').then_some(text)
        })
        .collect()
}

#[test]
fn every_part_of_the_corpus_is_scanned_as_quick_xml_scans_it() {
    let kinds = ["ooxml-xlsx", "ooxml-xlsm", "ooxml-docx", "ooxml-pptx", "odf-ods", "odf-odt"];
    let Some(files) = corpus_files(&kinds) else { return };
    let mut parts = 0;
    for (path, _) in files {
        for text in xml_parts(&fs::read(&path).expect("a file of the corpus")) {
            let text = text.trim_start_matches('\u{feff}');
            let (ours, theirs) = (ours(text), theirs(text));
            parts += 1;
            if ours != theirs {
                let at = ours.iter().zip(&theirs).position(|(ours, theirs)| ours != theirs);
                let at = at.unwrap_or(ours.len().min(theirs.len()));
                panic!("{}: {:?} against {:?}", path.display(), ours.get(at), theirs.get(at));
            }
        }
    }
    assert!(parts > 1000, "only {parts} parts");
}
