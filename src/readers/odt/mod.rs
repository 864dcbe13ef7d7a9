//! OpenDocument texts (.odt, and flat .fodt; ODF 1.3 part 3), as LibreOffice, WPS and Word write them: text as a person sees it, deletions out,
//! fields as their results, frames once, tables with their covered cells.

mod frame;
mod paragraph;
mod story;
mod styles;
mod table;

use crate::model::Document;
use crate::readers::Limits;
use crate::readers::flow::Flow;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::hold_text;
use crate::readers::flow::settle::settle;
use crate::readers::flow::text_of;
use crate::readers::odf::package::note_fault;
use crate::readers::odf::package::note_foreign_root;
use crate::readers::odf::package::open_odf;
use crate::readers::odf::package::read_meta;
use crate::readers::odf::pictures::Images;
use crate::readers::package::unreadable;
use crate::readers::sheets::budget::Budget;
use crate::readers::xml::Xml;

use story::StoryReader;
use styles::Styles;
use styles::Wanted;

/// Reads a packed text into a Document that is still empty.
pub fn read_odt(document: &mut Document, bytes: &[u8], limits: &Limits) {
    let Some(mut package) = open_odf(document, bytes, limits) else { return };
    let pages = package.text("styles.xml").unwrap_or_default();
    let Some(content) = package.text("content.xml") else {
        document.troubles.push(unreadable("部件 content.xml 缺失，不是完整的文字文件".to_owned()));
        document.troubles.extend(package.take_troubles());
        return;
    };
    read_texts(document, (&content, "content.xml"), &pages, &mut Images::new(Some(&mut package), limits));
    document.troubles.extend(package.take_troubles());
}

/// Reads a flat text into a Document that is still empty.
pub fn read_flat_odt(document: &mut Document, text: &str, limits: &Limits) {
    document.properties = read_meta(&mut Xml::new(text, limits.depth));
    read_texts(document, (text, "文件"), text, &mut Images::new(None, limits));
}

/// Reads the main text, and the headers and footers of the pages.
fn read_texts(document: &mut Document, (content, part): (&str, &str), pages: &str, images: &mut Images) {
    let limits = images.limits();
    let mut common = Styles::default();
    common.read(&mut Xml::new(pages, limits.depth), Wanted::Common);
    let (mut of_text, mut of_pages) = (common.clone(), common);
    of_text.read(&mut Xml::new(content, limits.depth), Wanted::Automatic);
    of_pages.read(&mut Xml::new(pages, limits.depth), Wanted::Automatic);
    let mut budget = Budget::new(limits);
    let mut reader = StoryReader::new(content, &of_text, images, &mut budget);
    let body = reader.read_main_text();
    let hidden = reader.hidden;
    document.troubles.extend(note_foreign_root(part, reader.xml.root()));
    document.troubles.extend(note_fault(part, reader.xml.fault(), limits));
    let (headers, footers) = StoryReader::new(pages, &of_pages, images, &mut budget).read_page_stories();
    let coloured = of_text.coloured;
    settle(document, Flow { body, headers: each_once(headers), footers: each_once(footers), coloured, hidden });
    document.troubles.extend(budget.trouble());
}

/// Page styles repeat the headers of others; those without text or picture are none.
fn each_once(stories: Vec<Vec<FlowBlock>>) -> Vec<Vec<FlowBlock>> {
    let mut seen: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for blocks in stories {
        let text = text_of(&blocks);
        let has_asides = blocks.iter().any(|block| match block {
            FlowBlock::Paragraph(paragraph) => !paragraph.asides.is_empty(),
            FlowBlock::Table(_) => true,
        });
        if (hold_text(&blocks) || has_asides) && !seen.contains(&text) {
            seen.push(text);
            kept.push(blocks);
        }
    }
    kept
}
