//! Word documents (.docx, .docm; Office Open XML, ECMA-376 transitional and strict): the main part is found by relationship, read as a
//! stream, and followed by what it refers to.
//!
//! Text as a person sees it with all tracked changes accepted: insertions in, deletions out, fields as their results, placeholders of
//! content controls empty, text boxes once, hidden text out.

mod bound;
mod covered;
mod drawing;
mod form_field;
mod math;
mod notes;
mod numbering;
mod paper;
mod paragraph;
mod run;
mod run_properties;
mod story;
mod styles;
mod table;
mod vml;
mod wrapped;

use crate::model::Document;
use crate::readers::Limits;
use crate::readers::docx::bound::note_bound;
use crate::readers::docx::covered::note_unseen;
use crate::readers::docx::paper::Paper;
use crate::readers::docx::wrapped::read_wrapped;
use crate::readers::package::Package;
use crate::readers::package::active_x::note_controls;
use crate::readers::package::carries_macros;
use crate::readers::package::emptied_text;
use crate::readers::package::hidden_text;
use crate::readers::package::properties::read_counts;
use crate::readers::package::unreadable;
use crate::readers::package::white_text;
use crate::readers::signatures::read_digital_signatures;

/// Root elements of the main part: of a package, and of what Word 2003 XML is taken apart into.
const ROOTS: [&str; 2] = ["document", "body"];

/// Where styles stand in nearly all documents.
const STYLES: &str = "word/styles.xml";

/// Whether anything in the main text may be coloured behind its words: cells, paragraphs, the page, shapes, tables by a style that is used.
fn is_coloured(package: &mut Package, main: &str) -> bool {
    const PLAIN: [&str; 3] = ["auto", "FFFFFF", "ffffff"];
    let fills = |text: &str| {
        let mut fills = text.split("w:fill=\"").skip(1);
        fills.any(|rest| rest.split('"').next().is_some_and(|fill| !PLAIN.contains(&fill)))
            || ["w:themeFill=", "<w:background", "solidFill", "fillcolor="].iter().any(|word| text.contains(word))
    };
    let Some(text) = package.text(main) else { return true };
    let is_used = |style: &str| {
        let name = style.split("w:styleId=\"").nth(1).and_then(|rest| rest.split('"').next());
        name.is_some_and(|name| text.contains(&format!("w:val=\"{name}\"")))
    };
    let styles = package.text(STYLES).unwrap_or_default();
    fills(&text) || styles.split("<w:style ").skip(1).any(|style| fills(style) && is_used(style))
}

/// Width and height of pages where nothing is said of them, in EMU: as long as A4 either way.
const LARGEST_PAGE: (i64, i64) = (10_692_130, 10_692_130);

/// Reads a .docx or .docm.
pub fn read_docx(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if let Some(package) = Package::open_for(document, bytes, limits) {
        read_package(document, package);
    }
}

/// Reads a Word document from its parts.
pub fn read_package(document: &mut Document, mut package: Package) {
    let root = package.relationships("");
    document.properties = read_counts(&mut package, &root);
    document.digital_signatures = read_digital_signatures(&mut package, &root);
    let Some(main) = package.main_part() else {
        package.note(unreadable("文件中没有正文，不是完整的 Word 文件".to_owned()));
        document.troubles.append(&mut package.take_troubles());
        return;
    };
    let relationships = package.relationships(&main);
    if relationships.of_kind("vbaProject").next().is_some() || package.has("word/vbaProject.bin") {
        package.note(carries_macros());
    }
    note_controls(&mut package, &relationships);
    let mut paper = Paper::new(package, &relationships);
    if let Some((blocks, is_text)) =
        paper.read_part(&main, |reader| (reader.read_container(), ROOTS.contains(&reader.xml.root())))
    {
        document.body = blocks;
        if !is_text && !paper.package.is_damaged() {
            paper.package.note(unreadable(format!("部件 {main} 不是 Word 正文，内容读不出")));
        }
    }
    let others = paper.read_referenced_stories(&relationships);
    document.stories = std::mem::take(&mut paper.aside.text_boxes);
    document.stories.extend(others);
    let page = Some(paper.aside.page).filter(|page| page.0 > 0 && page.1 > 0).unwrap_or(LARGEST_PAGE);
    note_unseen(&paper.aside.floats, page, &mut paper.aside.marks);
    document.marks = std::mem::take(&mut paper.aside.marks);
    if paper.aside.white && !is_coloured(&mut paper.package, &main) {
        paper.package.note(white_text());
    }
    if paper.aside.hidden {
        paper.package.note(hidden_text());
    }
    if paper.aside.emptied {
        paper.package.note(emptied_text());
    }
    if paper.aside.bound {
        note_bound(&mut paper.package, &main, &relationships);
    }
    document.troubles.append(&mut paper.package.take_troubles());
    read_wrapped(document, &mut paper.package, &relationships);
}
