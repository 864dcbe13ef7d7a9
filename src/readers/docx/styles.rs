//! Styles of a Word document (ECMA-376 part 1, 17.7), as far as they say what a person sees: bold, hidden, underlined, heading level,
//! numbered.
//!
//! A styles part may be ten times the text (python-docx writes 349 KB for every letter), and a paper uses five styles of it. So they are looked
//! up by id in the bare text, in its head first, and only those that are used are read. The default style is taken to say nothing.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;

use crate::readers::docx::run_properties::read_run_properties;
use crate::readers::flow::heading::heading_by_name;
use crate::readers::flow::heading::heading_of_outline;
use crate::readers::flow::look::Look;
use crate::readers::package::Package;
use crate::readers::package::part_text::decode_part;
use crate::readers::package::unreadable;
use crate::readers::xml::Xml;

/// How many styles a chain of `basedOn` may hold; Word itself stops at ten or so.
const LONGEST_CHAIN: usize = 32;

/// Bytes of a styles part that are looked at first: Word's own are shorter, python-docx has its paragraph styles in them.
const HEAD: u64 = 48 << 10;

/// The styles of one document, by id.
#[derive(Debug, Default)]
pub struct Styles {
    part: Option<String>,
    text: String,
    loaded: Loaded,
    /// Where in the text the id of each style stands and where its element begins, sorted by the id.
    starts: Vec<(Range<usize>, usize)>,
    paragraphs: HashMap<String, ParagraphStyle>,
    characters: HashMap<String, Look>,
}

/// How much of the part is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Loaded {
    #[default]
    Nothing,
    Head,
    Whole,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    look: Look,
    outline: Option<u8>,
    numbering: Option<NumberingReference>,
}

/// Which list and level a paragraph or style refers to; list 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberingReference {
    /// `w:numId`
    pub list: u32,
    /// `w:ilvl`, from 0.
    pub level: u32,
}

/// What a paragraph has from its style and all that it is based on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphStyle {
    /// Of its runs.
    pub look: Look,
    /// Heading level from 1.
    pub heading: Option<u8>,
    /// Its list, where it has one.
    pub numbering: Option<NumberingReference>,
}

impl Styles {
    /// The styles of this part.
    pub fn of_part(part: Option<String>) -> Self {
        Self { part, ..Self::default() }
    }

    /// What a paragraph of this style looks like.
    pub fn paragraph(&mut self, package: &mut Package, id: &str) -> ParagraphStyle {
        if let Some(known) = self.paragraphs.get(id) {
            return *known;
        }
        let mut seen = ParagraphStyle::default();
        let (mut outline, mut by_name) = (None, None);
        let chain = self.chain(package, id);
        if chain.is_empty() {
            by_name = heading_by_name(id);
        }
        for style in chain {
            seen.look = seen.look.or(style.look);
            outline = outline.or(style.outline);
            by_name = by_name.or_else(|| heading_by_name(&style.name));
            seen.numbering = seen.numbering.or(style.numbering);
        }
        seen.heading = match outline {
            Some(level) => heading_of_outline(level),
            None => by_name,
        };
        self.paragraphs.insert(id.to_owned(), seen);
        seen
    }

    /// What a character style says.
    pub fn character(&mut self, package: &mut Package, id: &str) -> Look {
        if let Some(known) = self.characters.get(id) {
            return *known;
        }
        let chain = self.chain(package, id);
        let look = chain.iter().fold(Look::default(), |look, style| look.or(style.look));
        self.characters.insert(id.to_owned(), look);
        look
    }

    /// A style and those it is based on, the nearest first.
    fn chain(&mut self, package: &mut Package, id: &str) -> Vec<Style> {
        let mut chain: Vec<Style> = Vec::new();
        let mut next = Some(id.to_owned());
        while let Some(id) = next.take().filter(|_| chain.len() < LONGEST_CHAIN) {
            let Some(start) = self.start_of(package, &id) else { break };
            let style = read_style(self.text.get(start..).unwrap_or_default());
            next.clone_from(&style.based_on);
            chain.push(style);
        }
        chain
    }

    /// Where the element of a style begins; more of the part is loaded until it is found or all is there.
    fn start_of(&mut self, package: &mut Package, id: &str) -> Option<usize> {
        loop {
            if let Some(start) = self.known_start(id) {
                return Some(start);
            }
            let part = self.part.clone()?;
            match self.loaded {
                Loaded::Nothing => {
                    let (bytes, whole) = package.head(&part, HEAD)?;
                    self.index(decode_part(bytes).0, whole);
                }
                Loaded::Head => {
                    let text = package.text(&part)?;
                    self.index(text, true);
                }
                Loaded::Whole => return None,
            }
            if self.loaded == Loaded::Whole && !self.text.trim_end().ends_with("styles>") {
                package.note(unreadable(format!("部件 {part} 被截断")));
            }
        }
    }

    /// Where the element of a style begins in what is loaded; of styles with one id the last counts.
    fn known_start(&self, id: &str) -> Option<usize> {
        let behind = self.starts.partition_point(|(known, _)| self.text.get(known.clone()) <= Some(id));
        let (last, start) = self.starts.get(behind.checked_sub(1)?)?;
        (self.text.get(last.clone()) == Some(id)).then_some(*start)
    }

    /// Notes where each style begins; the last of a head may be cut.
    fn index(&mut self, text: String, whole: bool) {
        self.loaded = if whole { Loaded::Whole } else { Loaded::Head };
        let end = if whole { text.len() } else { text.rfind("style>").unwrap_or(0) };
        self.starts.clear();
        for at in memmem::find_iter(text.as_bytes(), b"styleId=") {
            let first = at + "styleId=\"".len();
            let value = text.get(at + "styleId=".len()..end).unwrap_or_default();
            let Some(quote) = value.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { continue };
            let id = value.get(1..).and_then(|value| value.split(quote).next());
            let start = text.get(..at).and_then(|before| before.rfind('<'));
            if let (Some(id), Some(start)) = (id, start) {
                self.starts.push((first..first + id.len(), start));
            }
        }
        self.text = text;
        let text = self.text.as_str();
        self.starts.sort_by_key(|(id, _)| text.get(id.clone()));
    }
}

/// Reads the style whose element the text begins with.
fn read_style(text: &str) -> Style {
    const DEEPEST: usize = 64;
    let mut style = Style::default();
    let mut xml = Xml::new(text, DEEPEST);
    if xml.child().is_none() {
        return style;
    }
    while let Some(child) = xml.child() {
        match child.name() {
            "name" => style.name = child.attribute("val").unwrap_or_default().into_owned(),
            "basedOn" => style.based_on = child.attribute("val").map(|id| id.into_owned()),
            "rPr" => {
                style.look = read_run_properties(&mut xml).look;
                continue;
            }
            "pPr" => {
                read_style_paragraph(&mut xml, &mut style);
                continue;
            }
            _ => {}
        }
        xml.skip();
    }
    style
}

fn read_style_paragraph(xml: &mut Xml, style: &mut Style) {
    while let Some(child) = xml.child() {
        match child.name() {
            "outlineLvl" => style.outline = child.number("val"),
            "numPr" => {
                style.numbering = Some(read_numbering_reference(xml));
                continue;
            }
            _ => {}
        }
        xml.skip();
    }
}

/// Reads the `w:numPr` opened last.
pub fn read_numbering_reference(xml: &mut Xml) -> NumberingReference {
    let mut reference = NumberingReference::default();
    while let Some(child) = xml.child() {
        match child.name() {
            "numId" => reference.list = child.number("val").unwrap_or(0),
            "ilvl" => reference.level = child.number("val").unwrap_or(0),
            _ => {}
        }
        xml.skip();
    }
    reference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::Limits;

    fn styles(inside: &str) -> Styles {
        let mut styles = Styles::default();
        styles.index(format!("<w:styles>{inside}</w:styles>"), true);
        styles
    }

    fn heading(styles: &mut Styles, id: &str) -> Option<u8> {
        let empty = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
        let mut package = Package::open(&empty, &Limits::default()).expect("an empty package");
        styles.paragraph(&mut package, id).heading
    }

    #[test]
    fn a_heading_is_known_by_outline_name_or_what_it_is_based_on() {
        let mut styles = styles(
            r#"<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style>
               <w:style w:type="paragraph" w:styleId="a"><w:name w:val="小节"/><w:basedOn w:val="2"/></w:style>
               <w:style w:type="paragraph" w:styleId='b'><w:name w:val="正文"/><w:basedOn w:val="2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>"#,
        );
        assert_eq!(heading(&mut styles, "2"), Some(1));
        assert_eq!(heading(&mut styles, "a"), Some(1));
        assert_eq!(heading(&mut styles, "b"), None);
        assert_eq!(heading(&mut styles, "Heading2"), Some(2));
    }

    #[test]
    fn a_chain_that_bites_its_tail_ends() {
        let mut styles = styles(
            r#"<w:style w:styleId="x"><w:basedOn w:val="y"/></w:style><w:style w:styleId="y"><w:basedOn w:val="x"/></w:style>"#,
        );
        assert_eq!(heading(&mut styles, "x"), None);
    }

    #[test]
    fn the_last_style_of_a_head_is_not_trusted() {
        let mut styles = Styles::default();
        styles.index("<w:style w:styleId=\"a\"></w:style><w:style w:styleId=\"b\"><w:na".to_owned(), false);
        assert_eq!((styles.known_start("a"), styles.known_start("b")), (Some(0), None));
        styles.index("<w:style w:styleId='a'/><w:style w:styleId='b'/><w:style w:styleId='a'/>".to_owned(), true);
        assert_eq!((styles.known_start("a"), styles.known_start("b")), (Some(48), Some(24)));
    }
}
