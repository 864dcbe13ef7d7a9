//! Paragraphs and what stands in their lines: runs, and what wraps runs (ECMA-376 part 1, 17.3). Tracked changes are resolved as if all were
//! accepted; a paragraph whose mark is deleted is continued by the next.

use crate::model::Block;
use crate::model::Paragraph;
use crate::model::StoryKind;
use crate::readers::docx::run_properties::read_run_properties;
use crate::readers::docx::story::StoryReader;
use crate::readers::docx::styles::NumberingReference;
use crate::readers::docx::styles::ParagraphStyle;
use crate::readers::docx::styles::read_numbering_reference;
use crate::readers::flow::field::shown_without_result;
use crate::readers::flow::heading::heading_of_outline;
use crate::readers::flow::line::Line;
use crate::readers::flow::look::Look;
use crate::readers::flow::look::Seen;
use crate::readers::xml::Element;

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub struct Draft {
    /// Its text so far.
    pub line: Line,
    /// From its style.
    pub style: ParagraphStyle,
    /// Tables and paragraphs that follow it: text boxes of headers and notes, a table inside a run.
    pub after: Vec<Block>,
    outline: Option<u8>,
    numbering: Option<NumberingReference>,
    joins_next: bool,
}

impl<'x> StoryReader<'x, '_, '_> {
    /// Reads the `w:p` opened last.
    pub fn read_paragraph(&mut self, blocks: &mut Vec<Block>) {
        let mut draft = self.open_paragraph();
        self.read_inlines(&mut draft);
        self.close_paragraph(draft, blocks);
    }

    /// A paragraph that begins here, or goes on where the one before has lost its mark.
    pub fn open_paragraph(&mut self) -> Draft {
        let mut draft = self.pending.take().unwrap_or_else(|| {
            if self.here.path.is_empty() {
                self.here.paragraphs += 1;
            }
            Draft::default()
        });
        (draft.style, draft.outline) = (ParagraphStyle::default(), None);
        (draft.numbering, draft.joins_next) = (None, false);
        draft
    }

    /// Ends a paragraph.
    pub fn close_paragraph(&mut self, draft: Draft, blocks: &mut Vec<Block>) {
        match draft.joins_next {
            true => self.pending = Some(draft),
            false => self.keep_paragraph(draft, blocks),
        }
    }

    /// Ends a paragraph that nothing continues any more; one of which nothing is left goes.
    pub fn flush_pending(&mut self, blocks: &mut Vec<Block>) {
        let Some(draft) = self.pending.take() else { return };
        if draft.line.text.is_empty() && draft.after.is_empty() {
            if self.here.path.is_empty() {
                self.here.paragraphs = self.here.paragraphs.saturating_sub(1);
            }
            return;
        }
        self.keep_paragraph(draft, blocks);
    }

    fn keep_paragraph(&mut self, draft: Draft, blocks: &mut Vec<Block>) {
        if !self.paper.takes_text(draft.line.text.len()) {
            return;
        }
        self.emptied |= draft.line.lost_all();
        self.paper.aside.emptied |= self.here.story == StoryKind::Body && draft.line.lost_answer();
        let numbering = draft.numbering.or(draft.style.numbering);
        blocks.push(Block::Paragraph(Paragraph {
            spot: self.here.spot(),
            heading: draft.outline.map_or(draft.style.heading, heading_of_outline),
            bold: draft.line.bold.unwrap_or(false),
            numbered: numbering.is_some_and(|reference| self.paper.shows_number(reference)),
            underlined_blank: draft.line.underlined_blank,
            text: draft.line.text,
        }));
        blocks.extend(draft.after);
    }

    fn read_paragraph_properties(&mut self, draft: &mut Draft) {
        while let Some(child) = self.xml.child() {
            match child.name() {
                "pStyle" => {
                    let id = child.attribute("val").unwrap_or_default();
                    draft.style = self.paper.paragraph_style(&id);
                }
                "outlineLvl" => draft.outline = child.number("val"),
                "numPr" => {
                    let own = read_numbering_reference(&mut self.xml);
                    draft.numbering = Some(own);
                    continue;
                }
                "rPr" => {
                    draft.joins_next = read_run_properties(&mut self.xml).joins_next;
                    continue;
                }
                "sectPr" => {
                    self.read_section();
                    continue;
                }
                _ => {}
            }
            self.xml.skip();
        }
    }

    /// Reads what is inside the element opened last, as parts of a line.
    pub fn read_inlines(&mut self, draft: &mut Draft) {
        while let Some(element) = self.xml.child() {
            self.read_inline(element, draft);
        }
    }

    /// Reads the element opened last, as part of a line.
    pub fn read_inline(&mut self, element: Element<'x>, draft: &mut Draft) {
        match element.name() {
            "r" => self.read_run(draft),
            "pPr" => self.read_paragraph_properties(draft),
            "del" | "conflictDel" => draft.line.delete(&self.xml.text()),
            "moveFrom" | "sdtEndPr" | "smartTagPr" | "customXmlPr" => self.xml.skip(),
            "sdt" => self.read_inline_control(draft),
            "fldSimple" => {
                let start = draft.line.text.len();
                self.read_inlines(draft);
                let shown = element.attribute("instr").and_then(|code| shown_without_result(&code));
                if let Some(shown) = shown.filter(|_| draft.line.text.len() == start) {
                    self.put(draft, &shown, Seen::default());
                }
            }
            "oMath" | "oMathPara" => self.read_math(draft),
            "AlternateContent" => self.read_alternate(&mut |reader, element| reader.read_inline(element, draft)),
            "p" => {
                draft.line.text.push('\n');
                self.read_inlines(draft);
            }
            "tbl" => {
                let mut tables = Vec::new();
                self.read_table(&mut tables);
                draft.after.append(&mut tables);
            }
            _ => self.read_run_part(element, draft, Seen::default()),
        }
    }

    fn read_inline_control(&mut self, draft: &mut Draft) {
        let outer = self.placeholder;
        let (start, mut checked) = (draft.line.text.len(), None);
        while let Some(element) = self.xml.child() {
            match element.name() {
                "sdtPr" => checked = self.read_control_properties(),
                _ => self.read_inline(element, draft),
            }
        }
        if let Some(checked) = checked
            && draft.line.text.len() == start
        {
            self.put(draft, if checked { "☑" } else { "☐" }, Seen::default());
        }
        self.placeholder = outer;
    }

    fn read_run(&mut self, draft: &mut Draft) {
        let mut seen = Look::default().over(draft.style.look, Look::default());
        while let Some(element) = self.xml.child() {
            if element.name() != "rPr" {
                self.read_run_part(element, draft, seen);
                continue;
            }
            let properties = read_run_properties(&mut self.xml);
            let character = properties.style.map(|id| self.paper.character_style(&id)).unwrap_or_default();
            seen = properties.look.over(draft.style.look, character);
        }
    }

    /// Whether text that looks so is seen at all.
    pub fn shows(&self, seen: Seen) -> bool {
        !seen.hidden && !self.placeholder && !self.fields.in_code()
    }

    /// Adds text, where it is seen.
    pub fn put(&mut self, draft: &mut Draft, text: &str, seen: Seen) {
        let is_said = self.here.story == StoryKind::Body && !text.trim().is_empty();
        if !self.shows(seen) {
            self.paper.aside.hidden |= is_said && self.shows(Seen { hidden: false, ..seen });
            return;
        }
        draft.line.put(text, seen);
        self.paper.aside.white |= seen.white && is_said;
        self.fields.note_result();
    }
}
