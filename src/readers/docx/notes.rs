//! The stories of a Word document that lie in parts of their own: headers and footers as the sections name them, footnotes, endnotes and
//! comments as the text refers to them.

use crate::model::Block;
use crate::model::Story;
use crate::model::StoryKind;
use crate::readers::docx::paper::NoteReference;
use crate::readers::docx::paper::Paper;
use crate::readers::docx::story::Here;
use crate::readers::docx::story::StoryReader;
use crate::readers::package::relationships::Relationships;

/// Makes the kind of a story from its number.
type Numbered = fn(u32) -> StoryKind;

impl Paper<'_> {
    /// Reads all stories that the text read so far refers to.
    pub fn read_referenced_stories(&mut self, relationships: &Relationships) -> Vec<Story> {
        let footnotes = std::mem::take(&mut self.aside.footnotes);
        let endnotes = std::mem::take(&mut self.aside.endnotes);
        let headers = std::mem::take(&mut self.aside.headers);
        let footers = std::mem::take(&mut self.aside.footers);
        let mut stories = self.read_notes(relationships, "footnotes", footnotes, StoryKind::Footnote);
        stories.extend(self.read_notes(relationships, "endnotes", endnotes, StoryKind::Endnote));
        stories.extend(self.read_headers(relationships, &headers, StoryKind::Header));
        stories.extend(self.read_headers(relationships, &footers, StoryKind::Footer));
        let comments = std::mem::take(&mut self.aside.comments);
        stories.extend(self.read_notes(relationships, "comments", comments, StoryKind::Comment));
        stories
    }

    fn read_headers(&mut self, relationships: &Relationships, ids: &[String], kind: Numbered) -> Vec<Story> {
        let mut parts: Vec<&str> = Vec::new();
        for part in ids.iter().filter_map(|id| relationships.part(id)) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let mut stories = Vec::new();
        for (number, part) in (1..).zip(parts) {
            let kind = kind(number);
            let blocks = self.read_part(part, |reader| {
                reader.here = Here::start_of(kind);
                reader.read_container()
            });
            stories.extend(blocks.map(|blocks| Story { kind, anchor: None, blocks }));
        }
        stories
    }

    /// Notes are numbered in the order of their references; those that nothing refers to (separators, deleted ones) are not shown.
    fn read_notes(
        &mut self,
        relationships: &Relationships,
        part_kind: &str,
        references: Vec<NoteReference>,
        kind: Numbered,
    ) -> Vec<Story> {
        let part = relationships.of_kind(part_kind).next().filter(|_| !references.is_empty());
        let Some(part) = part.map(|found| found.target.as_str()) else { return Vec::new() };
        let mut texts = self.read_part(part, |reader| reader.read_note_texts(&references, kind)).unwrap_or_default();
        let mut stories = Vec::new();
        for (number, reference) in (1..).zip(references) {
            if let Some(at) = texts.iter().position(|(id, _)| *id == reference.id) {
                let (_, blocks) = texts.swap_remove(at);
                stories.push(Story { kind: kind(number), anchor: reference.anchor, blocks });
            }
        }
        stories
    }
}

impl StoryReader<'_, '_, '_> {
    /// The notes that are referred to, by id.
    fn read_note_texts(&mut self, references: &[NoteReference], kind: Numbered) -> Vec<(String, Vec<Block>)> {
        let mut texts = Vec::new();
        while self.xml.child().is_some() {
            while let Some(note) = self.xml.child() {
                let id = note.attribute("id").unwrap_or_default();
                let separates = note.attribute("type").is_some_and(|kind| kind != "normal");
                match (1..).zip(references).find(|(_, reference)| reference.id == id) {
                    Some((number, _)) if !separates => {
                        self.here = Here::start_of(kind(number));
                        let blocks = self.read_container();
                        texts.push((id.into_owned(), blocks));
                    }
                    _ => self.xml.skip(),
                }
            }
        }
        texts
    }
}
