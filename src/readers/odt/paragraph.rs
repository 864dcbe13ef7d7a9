//! Paragraphs of an OpenDocument text and what stands in their lines (ODF 1.3 part 3, 6 and 7): runs, blanks, fields as their results, notes,
//! comments, frames.

use super::story::StoryReader;
use crate::readers::flow::Aside;
use crate::readers::flow::FlowParagraph;
use crate::readers::flow::NoteKind;
use crate::readers::flow::line::Line;
use crate::readers::flow::look::Look;
use crate::readers::odf::graphic::is_shape;
use crate::readers::xml::Element;
use crate::readers::xml::Step;

/// Most blanks that one element may stand for.
const MOST_BLANKS: usize = 1_000;

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub struct Draft {
    line: Line,
    asides: Vec<Aside>,
}

impl<'x> StoryReader<'x, '_, '_, '_> {
    /// Reads the `text:p` or `text:h` opened last; None where there is no more room.
    pub fn read_paragraph(&mut self, element: &Element<'x>, numbered: bool) -> Option<FlowParagraph> {
        let style = self.styles.paragraph(&element.attribute("style-name").unwrap_or_default());
        let heading = match element.name() {
            "h" => element.number("outline-level").or(Some(1)).filter(|level| (1..=9).contains(level)),
            _ => style.heading,
        };
        let mut draft = self.changes.continued.take().unwrap_or_default();
        draft.asides.append(&mut self.waiting);
        self.read_runs(&mut draft, style.look);
        if self.changes.deletes() {
            self.changes.continued = Some(draft);
            return None;
        }
        let Draft { line, asides } = draft;
        self.budget.take(line.text.len()).then_some(FlowParagraph { line, heading, numbered, asides })
    }

    /// What is left of a paragraph whose end is deleted, where no other continues it.
    pub fn end_continued(&mut self) -> Option<FlowParagraph> {
        let Draft { line, asides } = self.changes.continued.take()?;
        let is_left = !line.text.is_empty() || !asides.is_empty();
        is_left.then(|| FlowParagraph { line, asides, ..FlowParagraph::default() })
    }

    /// Reads what is inside the element opened last, as parts of a line that looks so.
    fn read_runs(&mut self, draft: &mut Draft, look: Look) {
        while let Some(step) = self.xml.step() {
            match step {
                Step::Text(text) if self.changes.deletes() => draft.line.delete(&text),
                Step::Text(text) => draft.put_collapsed(&text, look),
                Step::Open(element) => self.read_run(element, draft, look),
                Step::Close(_) => return,
            }
        }
    }

    fn read_run(&mut self, element: Element<'x>, draft: &mut Draft, look: Look) {
        match element.name() {
            "span" => {
                let own = element.attribute("style-name").map(|name| self.styles.character(&name));
                return self.read_runs(draft, own.unwrap_or_default().or(look));
            }
            "change-start" => self.changes.begin(&element),
            "change-end" => self.changes.end(&element),
            "change" => draft.line.delete(self.changes.deleted_at(&element)),
            "s" | "tab" | "line-break" | "note" | "annotation" | "frame" if self.changes.deletes() => {}
            "s" => {
                let count = element.number::<usize>("c").unwrap_or(1).min(MOST_BLANKS);
                draft.put(&" ".repeat(count), look);
            }
            "tab" => draft.put("\t", look),
            "line-break" => draft.put("\n", look),
            "note" => return self.read_note(&element, draft),
            "fieldmark" => return self.read_field_mark(&element, draft, look),
            "annotation" => return self.read_annotation(draft),
            name if (name == "g" || is_shape(name)) && look.hidden != Some(true) => {
                let before = draft.asides.len();
                self.read_drawing(&element, false, &mut draft.asides);
                return draft.note_text_before(before);
            }
            // Prompts are no text; nor is what a condition hides.
            "placeholder" | "annotation-end" | "ruby-text" | "tracked-changes" | "event-listeners" | "script" => {}
            "content-control" if element.switch("showing-place-holder") == Some(true) => {}
            "hidden-text" if element.switch("is-hidden") == Some(true) => {}
            "hidden-paragraph" if element.switch("is-hidden") == Some(true) => {
                self.xml.skip();
                draft.line = Line::default();
                return;
            }
            _ => return self.read_runs(draft, look),
        }
        self.xml.skip();
    }

    /// A list or a box of Word's old form fields, as LibreOffice keeps it: the entry chosen, ☑ or ☐.
    fn read_field_mark(&mut self, element: &Element, draft: &mut Draft, look: Look) {
        let kind = element.attribute("type").unwrap_or_default().into_owned();
        let (mut entries, mut chosen, mut checked) = (Vec::new(), 0, false);
        while let Some(part) = self.xml.child() {
            let value = part.attribute("value").unwrap_or_default();
            match part.attribute("name").unwrap_or_default().as_ref() {
                "Dropdown_ListEntry" => entries.push(value.into_owned()),
                "Dropdown_Selected" => chosen = value.parse().unwrap_or(0),
                "Checkbox_Checked" => checked = value == "true" || value == "1",
                _ => {}
            }
            self.xml.skip();
        }
        let shown = match () {
            () if kind.ends_with("FORMDROPDOWN") => entries.get(chosen).map_or("", String::as_str),
            () if kind.ends_with("FORMCHECKBOX") && checked => "☑",
            () if kind.ends_with("FORMCHECKBOX") => "☐",
            () => "",
        };
        if !self.changes.deletes() {
            draft.put(shown, look);
        }
    }

    fn read_note(&mut self, element: &Element, draft: &mut Draft) {
        let kind = match element.attribute("note-class").as_deref() {
            Some("endnote") => NoteKind::Endnote,
            _ => NoteKind::Footnote,
        };
        while let Some(part) = self.xml.child() {
            match part.name() {
                "note-body" => {
                    let blocks = self.read_container();
                    draft.asides.push(Aside::Note { kind, blocks });
                }
                _ => self.xml.skip(),
            }
        }
    }

    fn read_annotation(&mut self, draft: &mut Draft) {
        let mut blocks = Vec::new();
        while let Some(part) = self.xml.child() {
            match part.name() {
                "p" | "h" => blocks.extend(self.read_paragraph(&part, false).map(super::FlowBlock::Paragraph)),
                "list" => blocks.append(&mut self.read_container()),
                _ => self.xml.skip(),
            }
        }
        draft.asides.push(Aside::Note { kind: NoteKind::Comment, blocks });
    }
}

impl Draft {
    /// Notes of the marks hung on since, as far as they stand in the line, which text they stand behind.
    fn note_text_before(&mut self, since: usize) {
        for aside in self.asides.iter_mut().skip(since) {
            if let Aside::Mark(mark) = aside
                && mark.inline
            {
                mark.in_text.follow(&self.line.text);
            }
        }
    }

    fn put(&mut self, text: &str, look: Look) {
        self.line.put(text, look.over(Look::default(), Look::default()));
    }

    /// White space in the XML is one blank, and none at the beginning of a line.
    fn put_collapsed(&mut self, text: &str, look: Look) {
        let mut run = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                ' ' | '\t' | '\n' | '\r' => {
                    let before = run.chars().next_back().or_else(|| self.line.text.chars().next_back());
                    if before.is_some_and(|before| before != ' ') {
                        run.push(' ');
                    }
                }
                _ => run.push(letter),
            }
        }
        if !run.is_empty() {
            self.put(&run, look);
        }
    }
}
