//! What all parts of one Word document share while they are read: styles, lists, pictures, and what is found beside the text that is
//! being read (text boxes, marks, references to notes and headers).

use crate::model::Anchor;
use crate::model::Mark;
use crate::model::Picture;
use crate::model::Story;
use crate::readers::docx::covered::Float;
use crate::readers::docx::numbering::Numbering;
use crate::readers::docx::story::StoryReader;
use crate::readers::docx::styles::NumberingReference;
use crate::readers::docx::styles::ParagraphStyle;
use crate::readers::docx::styles::Styles;
use crate::readers::flow::look::Look;
use crate::readers::package::Package;
use crate::readers::package::pictures::Pictures;
use crate::readers::package::relationships::Relationships;
use crate::readers::package::too_many_paragraphs;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::xml::Fault;
use crate::readers::xml::Xml;

/// One document while it is read.
pub struct Paper<'b> {
    /// Its parts.
    pub package: Package<'b>,
    styles: Styles,
    numbering_part: Option<String>,
    numbering: Option<Numbering>,
    /// What is found beside the text.
    pub aside: Aside,
    pictures: Pictures,
    cells: usize,
    characters: usize,
    paragraphs: usize,
}

/// What is found beside the text.
#[derive(Debug, Default)]
pub struct Aside {
    /// Text boxes in the order of their anchors.
    pub text_boxes: Vec<Story>,
    /// Pictures, ink, signature lines in reading order.
    pub marks: Vec<Mark>,
    /// What lies on the text: pictures and filled rectangles.
    pub floats: Vec<Float>,
    /// Width and height of the largest page, in EMU.
    pub page: (i64, i64),
    /// References to footnotes, in reading order.
    pub footnotes: Vec<NoteReference>,
    /// References to endnotes.
    pub endnotes: Vec<NoteReference>,
    /// References to comments.
    pub comments: Vec<NoteReference>,
    /// Relationship ids of headers, in the order of the sections.
    pub headers: Vec<String>,
    /// Relationship ids of footers.
    pub footers: Vec<String>,
    /// The main text holds words in white.
    pub white: bool,
    /// The main text holds words that are set to be hidden.
    pub hidden: bool,
    /// A cell, an answer behind its colon or a row with words is empty by a tracked deletion alone.
    pub emptied: bool,
    /// A content control is bound to data in the file.
    pub bound: bool,
}

/// A place in the text that refers to a note.
#[derive(Debug)]
pub struct NoteReference {
    /// The note's id.
    pub id: String,
    /// Where the reference stands.
    pub anchor: Option<Anchor>,
}

impl Aside {
    fn counts(&self) -> [usize; 7] {
        let (footnotes, endnotes, comments) = (self.footnotes.len(), self.endnotes.len(), self.comments.len());
        let (headers, footers) = (self.headers.len(), self.footers.len());
        [self.text_boxes.len(), self.marks.len(), footnotes, endnotes, comments, headers, footers]
    }

    /// Forgets what was found since.
    fn cut_back(&mut self, [boxes, marks, footnotes, endnotes, comments, headers, footers]: [usize; 7]) {
        self.text_boxes.truncate(boxes);
        self.marks.truncate(marks);
        self.floats.retain(|float| float.marks.end <= marks);
        self.footnotes.truncate(footnotes);
        self.endnotes.truncate(endnotes);
        self.comments.truncate(comments);
        self.headers.truncate(headers);
        self.footers.truncate(footers);
    }
}

impl<'b> Paper<'b> {
    /// A document of which nothing has been read, by what its main part refers to.
    pub fn new(package: Package<'b>, relationships: &Relationships) -> Self {
        let part = |kind: &str| relationships.of_kind(kind).next().map(|found| found.target.clone());
        Self {
            package,
            styles: Styles::of_part(part("styles")),
            numbering_part: part("numbering"),
            numbering: None,
            aside: Aside::default(),
            pictures: Pictures::default(),
            cells: 0,
            characters: 0,
            paragraphs: 0,
        }
    }

    /// What a paragraph of this style looks like.
    pub fn paragraph_style(&mut self, id: &str) -> ParagraphStyle {
        self.styles.paragraph(&mut self.package, id)
    }

    /// What a character style says.
    pub fn character_style(&mut self, id: &str) -> Look {
        self.styles.character(&mut self.package, id)
    }

    /// Reads a part by stories; None where there is no such part. Where a field never ends, its code would hide the rest of the part:
    /// then the part is read once more with codes shown.
    pub fn read_part<T>(&mut self, part: &str, read: impl Fn(&mut StoryReader<'_, '_, 'b>) -> T) -> Option<T> {
        let Some(text) = self.package.text(part) else {
            self.package.note(unreadable(format!("部件 {part} 缺失")));
            return None;
        };
        let relationships = self.package.relationships(part);
        let before = self.aside.counts();
        let (mut seen, fault, dangling) = self.read_text(&text, &relationships, true, &read);
        if dangling {
            self.aside.cut_back(before);
            seen = self.read_text(&text, &relationships, false, &read).0;
        }
        self.package.note_fault(part, fault);
        Some(seen)
    }

    fn read_text<T>(
        &mut self,
        text: &str,
        relationships: &Relationships,
        trust_fields: bool,
        read: &impl Fn(&mut StoryReader<'_, '_, 'b>) -> T,
    ) -> (T, Option<Fault>, bool) {
        let mut reader = StoryReader::new(text, relationships, self, trust_fields);
        let seen = read(&mut reader);
        while reader.xml.step().is_some() {}
        (seen, reader.xml.fault(), reader.fields.dangle())
    }

    /// Whether a paragraph of this list and level shows a number or bullet. The lists are read when first asked for.
    pub fn shows_number(&mut self, reference: NumberingReference) -> bool {
        if reference.list == 0 {
            return false;
        }
        if self.numbering.is_none() {
            self.numbering = Some(self.read_numbering());
        }
        self.numbering.as_ref().is_some_and(|numbering| numbering.shows(reference))
    }

    fn read_numbering(&mut self) -> Numbering {
        let Some(part) = self.numbering_part.clone() else { return Numbering::default() };
        let Some(text) = self.package.text(&part) else { return Numbering::default() };
        let mut xml = Xml::new(&text, self.package.limits().depth);
        let numbering = Numbering::read(&mut xml);
        self.package.note_fault(&part, xml.fault());
        numbering
    }

    /// The picture that a relationship leads to; without bytes where it is missing or outside the package.
    pub fn picture(&mut self, relationships: &Relationships, id: &str) -> Picture {
        match relationships.by_id(id) {
            Some(found) => self.pictures.follow(&mut self.package, found),
            None => Picture::whole("", []),
        }
    }

    /// Whether one more cell may be read.
    pub fn takes_cell(&mut self) -> bool {
        self.cells += 1;
        let limit = self.package.limits().cells;
        if self.cells > limit {
            self.package.note(unsafe_because(format!("表格单元格过多（上限 {limit} 个）")));
        }
        self.cells <= limit
    }

    /// Whether a paragraph of so many bytes may be kept.
    pub fn takes_text(&mut self, bytes: usize) -> bool {
        self.characters = self.characters.saturating_add(bytes);
        self.paragraphs = self.paragraphs.saturating_add(1);
        let (limit, most) = (self.package.limits().characters, self.package.limits().paragraphs);
        if self.characters > limit {
            self.package.note(unsafe_because(format!("文字过多（上限 {limit} 字节）")));
        } else if self.paragraphs > most {
            self.package.note(too_many_paragraphs(most));
        }
        self.characters <= limit && self.paragraphs <= most
    }
}
