//! One story of an OpenDocument text as blocks: paragraphs, headings, lists, sections, indexes, tables (ODF 1.3 part 3, 5 and 8).

use std::collections::HashMap;

use super::paragraph::Draft;
use super::styles::Styles;
use crate::readers::flow::Aside;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowParagraph;
use crate::readers::odf::graphic::is_shape;
use crate::readers::odf::package::is_main_body;
use crate::readers::odf::pictures::Images;
use crate::readers::sheets::budget::Budget;
use crate::readers::xml::Element;
use crate::readers::xml::Watch;
use crate::readers::xml::Xml;

/// Reads the stories of one file.
pub struct StoryReader<'x, 'd, 'i, 'b> {
    /// The file.
    pub xml: Xml<'x>,
    /// Its styles.
    pub styles: &'d Styles,
    /// Where its pictures come from.
    pub images: &'d mut Images<'i, 'b>,
    /// What may still be read.
    pub budget: &'d mut Budget,
    /// Frames that stand on the page before any paragraph: they hang on the next.
    pub waiting: Vec<Aside>,
    /// What was deleted, and where reading stands in it.
    pub changes: Changes,
    /// A section that is set to be hidden was left out.
    pub hidden: bool,
}

/// Deletions of a file whose text still stands in its place, as in flat files: by their ids.
#[derive(Debug, Default)]
pub struct Changes {
    deletions: HashMap<String, String>,
    /// The deletions that are open.
    open: Vec<String>,
    /// A paragraph whose end is deleted: the next one continues it.
    pub continued: Option<Draft>,
}

impl Changes {
    /// Whether text that comes now is deleted.
    pub fn deletes(&self) -> bool {
        !self.open.is_empty()
    }

    /// Begins a change, if it is a deletion.
    pub fn begin(&mut self, element: &Element) {
        let id = element.attribute("change-id").filter(|id| self.deletions.contains_key(&**id));
        self.open.extend(id.map(|id| id.into_owned()));
    }

    /// The words that a deletion took from the place where it stands now.
    pub fn deleted_at(&self, element: &Element) -> &str {
        let id = element.attribute("change-id").unwrap_or_default();
        self.deletions.get(&*id).map_or("", String::as_str)
    }

    /// Ends a change.
    pub fn end(&mut self, element: &Element) {
        let id = element.attribute("change-id").unwrap_or_default();
        self.open.retain(|open| *open != id);
    }

    /// Reads the `text:tracked-changes` opened last.
    fn read(&mut self, xml: &mut Xml) {
        let level = xml.depth();
        let mut id = None;
        while let Some(element) = xml.open_within(level) {
            match element.name() {
                "changed-region" => id = element.attribute("id").map(|id| id.into_owned()),
                "deletion" => {
                    let words = read_deleted(xml);
                    self.deletions.extend(id.take().map(|id| (id, words)));
                }
                "change-info" => xml.skip(),
                _ => {}
            }
        }
    }
}

/// The words of the `text:deletion` opened last.
fn read_deleted(xml: &mut Xml) -> String {
    let mut words = String::new();
    while let Some(part) = xml.child() {
        match part.name() {
            "change-info" => xml.skip(),
            _ => xml.push_text(&mut words),
        }
    }
    words
}

/// In which list a block stands, and how deep.
#[derive(Clone, Debug, Default)]
pub struct InList {
    /// Name of the list's style.
    style: String,
    /// From 1; 0 is in none.
    level: usize,
    /// The next paragraph is the first of an item, which has the number.
    begins_item: bool,
}

/// Elements that hold no text of the document.
const SILENT: &[&str] = &[
    "forms",
    "variable-decls",
    "sequence-decls",
    "user-field-decls",
    "dde-connection-decls",
    "alphabetical-index-auto-mark-file",
    "soft-page-break",
    "table-of-content-source",
    "illustration-index-source",
    "table-index-source",
    "object-index-source",
    "user-index-source",
    "alphabetical-index-source",
    "bibliography-source",
    "scripts",
    "event-listeners",
    "desc",
    "title",
];

impl<'x, 'd, 'i, 'b> StoryReader<'x, 'd, 'i, 'b> {
    /// A reader over one file's text.
    pub fn new(text: &'x str, styles: &'d Styles, images: &'d mut Images<'i, 'b>, budget: &'d mut Budget) -> Self {
        let xml = Xml::new(text, images.limits().depth);
        Self { xml, styles, images, budget, waiting: Vec::new(), changes: Changes::default(), hidden: false }
    }

    /// The main text: what stands in `office:body`. The rest of the file is gone through for its faults.
    pub fn read_main_text(&mut self) -> Vec<FlowBlock> {
        let mut blocks = Vec::new();
        while let Some(element) = self.xml.next_open() {
            if is_main_body(&element, &self.xml) {
                self.xml.watch(Watch::Words);
                self.read_blocks(&mut blocks, &mut InList::default());
                self.xml.watch(Watch::Nothing);
            }
        }
        self.end_blocks(&mut blocks);
        blocks
    }

    /// Keeps what is left of a paragraph that nothing continues, and frames that no paragraph follows.
    fn end_blocks(&mut self, blocks: &mut Vec<FlowBlock>) {
        blocks.extend(self.end_continued().map(FlowBlock::Paragraph));
        let asides = std::mem::take(&mut self.waiting);
        if !asides.is_empty() {
            blocks.push(FlowBlock::Paragraph(FlowParagraph { asides, ..FlowParagraph::default() }));
        }
    }

    /// Headers and footers of all page styles.
    pub fn read_page_stories(&mut self) -> (Vec<Vec<FlowBlock>>, Vec<Vec<FlowBlock>>) {
        let (mut headers, mut footers) = (Vec::new(), Vec::new());
        while let Some(element) = self.xml.next_open() {
            match element.name() {
                "header" | "header-left" | "header-first" => headers.push(self.read_container()),
                "footer" | "footer-left" | "footer-first" => footers.push(self.read_container()),
                "body" if is_main_body(&element, &self.xml) => break,
                _ => {}
            }
        }
        (headers, footers)
    }

    /// The blocks inside the element opened last, which holds a story or cell of its own.
    pub fn read_container(&mut self) -> Vec<FlowBlock> {
        let outer = (std::mem::take(&mut self.waiting), self.changes.continued.take());
        let mut blocks = Vec::new();
        self.read_blocks(&mut blocks, &mut InList::default());
        self.end_blocks(&mut blocks);
        (self.waiting, self.changes.continued) = outer;
        blocks
    }

    fn read_blocks(&mut self, blocks: &mut Vec<FlowBlock>, list: &mut InList) {
        while let Some(element) = self.xml.child() {
            self.read_block(element, blocks, list);
        }
    }

    fn read_block(&mut self, element: Element<'x>, blocks: &mut Vec<FlowBlock>, list: &mut InList) {
        match element.name() {
            "p" | "h" => {
                let numbered = self.is_numbered(&element, list);
                if let Some(paragraph) = self.read_paragraph(&element, numbered) {
                    blocks.push(FlowBlock::Paragraph(paragraph));
                }
            }
            "list" => {
                let own = element.attribute("style-name").map(|name| name.into_owned());
                let style = own.unwrap_or_else(|| list.style.clone());
                self.read_blocks(blocks, &mut InList { style, level: list.level + 1, begins_item: false });
            }
            "list-item" => {
                list.begins_item = true;
                self.read_blocks(blocks, list);
                list.begins_item = false;
            }
            "list-header" => {
                list.begins_item = false;
                self.read_blocks(blocks, list);
            }
            "tracked-changes" => self.changes.read(&mut self.xml),
            "change-start" => {
                self.changes.begin(&element);
                self.xml.skip();
            }
            "change-end" => {
                self.changes.end(&element);
                self.xml.skip();
            }
            "table" if self.changes.deletes() => self.xml.skip(),
            "table" => {
                blocks.extend(self.end_continued().map(FlowBlock::Paragraph));
                let cells = self.read_table();
                blocks.push(FlowBlock::Table(cells));
            }
            "section" if self.is_hidden_section(&element) => {
                let holds_text = !self.xml.text().trim().is_empty();
                self.hidden |= holds_text && element.attribute("condition").is_none();
            }
            name if matches!(name, "g" | "a") || is_shape(name) => {
                let mut waiting = std::mem::take(&mut self.waiting);
                self.read_drawing(&element, false, &mut waiting);
                self.waiting = waiting;
            }
            name if SILENT.contains(&name) => self.xml.skip(),
            _ => self.read_blocks(blocks, list),
        }
    }

    fn is_hidden_section(&self, element: &Element) -> bool {
        let shown = element.attribute("display");
        let by_condition = shown.as_deref() == Some("condition") && element.switch("is-hidden") == Some(true);
        shown.as_deref() == Some("none")
            || by_condition
            || element.attribute("style-name").is_some_and(|style| self.styles.hides_section(&style))
    }

    fn is_numbered(&self, element: &Element, list: &mut InList) -> bool {
        if element.switch("is-list-header") == Some(true) {
            return false;
        }
        let style = element.attribute("style-name").unwrap_or_default();
        if list.level > 0 {
            let of_style = || self.styles.paragraph(&style).list.unwrap_or_default();
            let name = if list.style.is_empty() { of_style() } else { list.style.clone() };
            let begins = std::mem::replace(&mut list.begins_item, false);
            return begins && self.styles.shows_number(&name, list.level);
        }
        let level = element.number::<u8>("outline-level").unwrap_or(1);
        element.name() == "h" && self.styles.numbers_heading(level)
    }
}
