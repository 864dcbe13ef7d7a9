//! Word 2003 XML (Microsoft's "Overview of WordprocessingML", `w:wordDocument`) as the parts of the .docx that it would be: body, styles and
//! lists are parts; headers, notes and comments, which stand where they are referred to, are moved into parts of their own; pictures
//! (`w:binData`) become media; tracked changes (`aml:annotation`) become insertions and deletions.

use super::parts::Taken;
use crate::readers::Limits;
use crate::readers::base64::decode_base64;
use crate::readers::xml::Element;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// Elements of `o:DocumentProperties`, and the names under which their values are kept.
const PROPERTIES: [(&str, &str); 6] = [
    ("Title", "title"),
    ("Subject", "subject"),
    ("Author", "creator"),
    ("LastAuthor", "lastModifiedBy"),
    ("Company", "Company"),
    ("Words", "Words"),
];

/// Most pictures of a document.
const MOST_PICTURES: usize = 5_000;

/// Takes a Word 2003 XML file apart.
pub fn take_apart(text: &str, limits: &Limits) -> Taken {
    let xml = Xml::new(text, limits.depth).with_all_branches();
    let mut splitter =
        Splitter { text, xml, copied: 0, paragraphs: 0, open: Vec::new(), into: Vec::new(), out: Out::default() };
    splitter.split();
    let fault = splitter.xml.fault();
    splitter.out.finish(fault)
}

/// What was found so far.
#[derive(Debug, Default)]
struct Out {
    taken: Taken,
    /// Headers and footers: relationship kind and text.
    around: Vec<(&'static str, String)>,
    footnotes: String,
    endnotes: String,
    comments: String,
    notes: u32,
    /// Pictures: their names as written in attributes, and their bytes.
    pictures: Vec<(String, Vec<u8>)>,
}

/// What is to be done when an element that is open ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AtEnd {
    /// Its closing tag is copied.
    Copy,
    /// It is a cell; so many paragraphs had begun before it.
    Cell(usize),
    /// It was renamed to this.
    Rename(&'static str),
    /// Its tags are left out.
    Nothing,
    /// What was copied inside is a part of this name.
    Part(&'static str),
    /// What was copied inside is a header or footer.
    Around(&'static str),
    /// What was copied inside is a note.
    Note(&'static str, u32),
}

struct Splitter<'x> {
    text: &'x str,
    xml: Xml<'x>,
    /// Up to which offset the text has been copied or left out.
    copied: usize,
    /// Paragraphs so far.
    paragraphs: usize,
    open: Vec<AtEnd>,
    /// Texts that are being copied into, the innermost last; none outside the parts that are of use.
    into: Vec<String>,
    out: Out,
}

impl<'x> Splitter<'x> {
    fn split(&mut self) {
        while let Some(step) = self.xml.step() {
            match step {
                Step::Open(element) => self.open(element),
                Step::Close(_) => self.close(),
                Step::Text(_) => self.copy(),
            }
        }
        // A file that is cut keeps what its open parts hold; what they lack at the end tells.
        while !self.open.is_empty() {
            self.close();
        }
    }

    fn open(&mut self, element: Element<'x>) {
        let at_end = match (element.name(), self.into.is_empty()) {
            ("body", true) => self.begin(AtEnd::Part("word/document.xml"), true),
            ("styles", true) => self.begin(AtEnd::Part("word/styles.xml"), true),
            ("lists", true) => self.begin(AtEnd::Part("word/numbering.xml"), true),
            ("wordDocument", true) => {
                self.out.taken.has_macros = element.attribute("macrosPresent").as_deref() == Some("yes");
                AtEnd::Nothing
            }
            ("DocumentProperties", true) => return self.take_properties(),
            (_, true) => return self.leave_out(),
            ("binData", _) => return self.take_picture(&element),
            ("hdr", _) => self.begin(AtEnd::Around("header"), false),
            ("ftr", _) => self.begin(AtEnd::Around("footer"), false),
            ("footnote", _) => self.begin_note("footnote"),
            ("endnote", _) => self.begin_note("endnote"),
            ("annotation", _) => match element.attribute("type").as_deref() {
                Some("Word.Comment") => self.begin_note("comment"),
                Some("Word.Deletion") => self.rename(&element, "w:del"),
                Some("Word.Insertion") => self.rename(&element, "w:ins"),
                _ => return self.leave_out(),
            },
            ("imagedata", _) => self.refer_to_picture(&element),
            // White space counts in the whole file.
            ("t", _) => {
                self.write("<w:t xml:space=\"preserve\">");
                AtEnd::Rename("w:t")
            }
            ("tc", _) => {
                self.copy();
                AtEnd::Cell(self.paragraphs)
            }
            ("listPr", _) => self.rename(&element, "w:numPr"),
            ("ilfo", false) => self.rename(&element, "w:numId"),
            (name, _) => {
                self.paragraphs += usize::from(name == "p");
                self.copy();
                AtEnd::Copy
            }
        };
        self.copied = self.xml.offset();
        self.open.push(at_end);
    }

    /// Copies the text since the last piece into what is being written.
    fn copy(&mut self) {
        let offset = self.xml.offset();
        let piece = self.text.get(self.copied..offset).unwrap_or_default();
        if let Some(into) = self.into.last_mut() {
            into.push_str(piece);
        }
        self.copied = offset;
    }

    fn write(&mut self, text: &str) {
        if let Some(into) = self.into.last_mut() {
            into.push_str(text);
        }
    }

    fn leave_out(&mut self) {
        self.xml.skip();
        self.copied = self.xml.offset();
    }

    fn rename(&mut self, element: &Element, name: &'static str) -> AtEnd {
        let value = element.attributes().find(|(key, _)| key.ends_with("val")).map(|(_, value)| value);
        match value {
            Some(value) => self.write(&format!("<{name} w:val=\"{value}\">")),
            None => self.write(&format!("<{name}>")),
        }
        AtEnd::Rename(name)
    }

    /// Begins a text of its own, with the opening tag in it or without.
    fn begin(&mut self, at_end: AtEnd, with_tag: bool) -> AtEnd {
        self.into.push(String::new());
        match with_tag {
            true => self.copy(),
            false => self.write("<w:hdr>"),
        }
        at_end
    }

    /// Begins a note, and refers to it where it stands.
    fn begin_note(&mut self, kind: &'static str) -> AtEnd {
        self.out.notes += 1;
        let number = self.out.notes;
        self.write(&format!("<w:{kind}Reference w:id=\"{number}\"/>"));
        self.into.push(format!("<w:{kind} w:id=\"{number}\">"));
        AtEnd::Note(kind, number)
    }

    fn close(&mut self) {
        let Some(at_end) = self.open.pop() else { return };
        match at_end {
            AtEnd::Copy => self.copy(),
            AtEnd::Cell(before) => {
                // LibreOffice leaves out lists that stand in cells.
                self.out.taken.bare_cell |= self.paragraphs == before;
                self.copy();
            }
            AtEnd::Rename(name) => self.write(&format!("</{name}>")),
            AtEnd::Nothing => {}
            AtEnd::Part(name) => {
                self.copy();
                let text = self.into.pop().unwrap_or_default();
                self.out.taken.parts.push((name.to_owned(), text.into_bytes()));
            }
            AtEnd::Around(kind) => {
                let text = self.into.pop().unwrap_or_default() + "</w:hdr>";
                self.out.around.push((kind, text));
                let number = self.out.around.len();
                self.write(&format!("<w:{kind}Reference r:id=\"around{number}\"/>"));
            }
            AtEnd::Note(kind, _) => {
                let text = self.into.pop().unwrap_or_default() + &format!("</w:{kind}>");
                match kind {
                    "footnote" => self.out.footnotes.push_str(&text),
                    "endnote" => self.out.endnotes.push_str(&text),
                    _ => self.out.comments.push_str(&text),
                }
            }
        }
        self.copied = self.xml.offset();
    }

    /// A picture goes by its name (`wordml://03000001.png`), once for the whole file.
    fn take_picture(&mut self, element: &Element) {
        let name = element.attributes().find(|(key, _)| key.ends_with("name")).map(|(_, value)| value.to_owned());
        let bytes = decode_base64(&self.xml.text()).unwrap_or_default();
        if let Some(name) = name.filter(|_| self.out.pictures.len() < MOST_PICTURES) {
            self.out.pictures.push((name, bytes));
        }
        self.copied = self.xml.offset();
    }

    fn refer_to_picture(&mut self, element: &Element) -> AtEnd {
        let raw = |wanted: &str| {
            element.attributes().find(|(key, _)| *key == wanted).map(|(_, value)| value.replace('"', "&quot;"))
        };
        let title = raw("o:title").unwrap_or_default();
        match raw("src") {
            Some(source) => self.write(&format!("<v:imagedata r:id=\"{source}\" o:title=\"{title}\">")),
            None => self.write("<v:imagedata>"),
        }
        AtEnd::Rename("v:imagedata")
    }

    fn take_properties(&mut self) {
        let level = self.xml.depth();
        while let Some(element) = self.xml.open_within(level) {
            let known = PROPERTIES.iter().find(|(name, _)| *name == element.name());
            let value = self.xml.text().trim().to_owned();
            if let Some((_, name)) = known.filter(|_| !value.is_empty()) {
                self.out.taken.properties.push(((*name).to_owned(), value));
            }
        }
        self.copied = self.xml.offset();
    }
}

impl Out {
    /// Everything as parts, with the relationships between them.
    fn finish(mut self, fault: Option<crate::readers::xml::Fault>) -> Taken {
        let mut references = String::new();
        let mut media = String::new();
        for (number, (name, bytes)) in (1..).zip(self.pictures) {
            let quoted = name.replace('"', "&quot;");
            media.push_str(&reference(&quoted, "image", &format!("/word/media/{number}")));
            self.taken.parts.push((format!("word/media/{number}"), bytes));
        }
        for (number, (kind, text)) in (1..).zip(self.around) {
            references.push_str(&reference(&format!("around{number}"), kind, &format!("around{number}.xml")));
            self.taken.parts.push((format!("word/around{number}.xml"), text.into_bytes()));
            self.taken.parts.push((format!("word/_rels/around{number}.xml.rels"), relationships(&media)));
        }
        for (kind, text) in [("footnotes", self.footnotes), ("endnotes", self.endnotes), ("comments", self.comments)] {
            references.push_str(&reference(kind, kind, &format!("{kind}.xml")));
            self.taken.parts.push((format!("word/{kind}.xml"), format!("<w:{kind}>{text}</w:{kind}>").into_bytes()));
            self.taken.parts.push((format!("word/_rels/{kind}.xml.rels"), relationships(&media)));
        }
        for (id, kind, name) in [("styles", "styles", "styles.xml"), ("lists", "numbering", "numbering.xml")] {
            references.push_str(&reference(id, kind, name));
        }
        references.push_str(&media);
        self.taken.parts.push(("word/_rels/document.xml.rels".to_owned(), relationships(&references)));
        self.taken.fault = fault;
        self.taken
    }
}

fn reference(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn relationships(references: &str) -> Vec<u8> {
    format!("<Relationships>{references}</Relationships>").into_bytes()
}
