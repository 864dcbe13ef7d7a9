//! A forward reader over one XML part: elements by local name whatever their prefix, text with its references resolved.
//!
//! What office files need: an empty element opens and closes, `A&amp;B` comes as text, entities other than the five of XML
//! and character references stay as written (nothing is ever expanded), an `mc:AlternateContent` is read once, depth is
//! limited, and a part that ends before its root is closed is seen as truncated.

mod element;
mod reference;

pub use element::Attributes;
pub use element::Closing;
pub use element::Element;
pub use element::local;
pub use reference::resolve_reference;
pub use reference::unescape;
pub use reference::with_plain_line_ends;

use std::borrow::Cow;

use crate::readers::markup::Flaw;
use crate::readers::markup::Piece;
use crate::readers::markup::Pieces;
use crate::readers::xml::reference::resolve_name;

/// One step through a part.
#[derive(Debug)]
pub enum Step<'x> {
    /// An element opens.
    Open(Element<'x>),
    /// The element opened last closes.
    Close(Closing<'x>),
    /// Text; one run may come in several pieces.
    Text(Cow<'x, str>),
}

/// Why a part could not be read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It ends in the middle.
    Truncated,
    /// It is not well-formed.
    Malformed,
    /// Its elements nest deeper than the limit.
    TooDeep,
    /// It was read to its end, but characters of it stand for nothing: zeros, an `&` alone, entities of its own (never expanded).
    Doubtful,
    /// It was read to its end, but text of it stands where no program writes any: its elements are gone, unknown or in a comment.
    Stray,
    /// It is a web page: what a gateway or a guard against viruses puts in the place of what it blocks.
    WebPage,
}

/// What may not stand between the elements of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// Nothing is looked for.
    Nothing,
    /// Chinese: settings of a part may have text of their own that is no content, all of it ASCII.
    Words,
    /// Anything but blanks.
    AnyText,
}

/// The reader over one part's text.
pub struct Xml<'x> {
    pieces: Pieces<'x>,
    /// Names of the elements that are open.
    open: Vec<&'x str>,
    /// Whether the element opened last is empty and closes next.
    closes: bool,
    deepest: usize,
    root: Option<&'x str>,
    tolerant: bool,
    alternates: Option<Alternates>,
    fault: Option<Fault>,
    /// Characters stood for nothing so far.
    doubtful: bool,
    /// Text that is passed over between elements is looked at.
    watched: Watch,
    /// Such text was found.
    stray: bool,
    done: bool,
}

/// Which branches of the open `mc:AlternateContent` elements have been taken: depth of the element, and whether one was.
type Alternates = Vec<(usize, bool)>;

impl<'x> Xml<'x> {
    /// A reader over a part's text, that lets elements nest so deep.
    pub fn new(text: &'x str, deepest: usize) -> Self {
        Self {
            pieces: Pieces::new(text),
            open: Vec::new(),
            closes: false,
            deepest,
            root: None,
            tolerant: false,
            alternates: Some(Vec::new()),
            fault: None,
            doubtful: false,
            watched: Watch::Nothing,
            stray: false,
            done: false,
        }
    }

    /// Takes every branch of `mc:AlternateContent`, for readers that choose themselves.
    pub fn with_all_branches(mut self) -> Self {
        self.alternates = None;
        self
    }

    /// Overlooks closing tags that do not match, as in the VML of old Excel with its HTML inside.
    pub fn tolerant(mut self) -> Self {
        self.tolerant = true;
        self
    }

    /// From here on, notes what stands between elements, for parts of which the reader takes all text there is.
    pub fn watch(&mut self, watched: Watch) {
        self.stray = self.stray();
        self.watched = watched;
    }

    /// The local name of the root element; empty before it opens.
    pub fn root(&self) -> &'x str {
        self.root.map_or("", |name| name.rsplit(':').next().unwrap_or(name))
    }

    /// The next step; None at the end of the part or at a fault.
    pub fn step(&mut self) -> Option<Step<'x>> {
        if std::mem::replace(&mut self.closes, false) {
            return self.open.pop().map(|name| Step::Close(Closing(name)));
        }
        while !self.done {
            let step = match self.pieces.next_piece() {
                Ok(Some(Piece::Text(text))) => Some(Step::Text(self.plain(text))),
                Ok(Some(Piece::Open { name, attributes, empty })) => self.open(Element { name, attributes }, empty),
                Ok(Some(Piece::Close(name))) => self.close(name),
                Ok(Some(Piece::Reference(name))) => {
                    self.doubtful |= resolve_name(name).is_none();
                    Some(Step::Text(resolve_reference(name)))
                }
                Ok(Some(Piece::Ampersand)) => {
                    self.doubtful = true;
                    Some(Step::Text(Cow::Borrowed("&")))
                }
                Ok(None) => {
                    let whole = self.open.is_empty() && self.root.is_some();
                    let doubt = self.doubtful.then_some(Fault::Doubtful);
                    self.stop(if whole { doubt } else { Some(Fault::Truncated) })
                }
                Err(Flaw::Unfinished) => self.stop(Some(Fault::Truncated)),
                Err(Flaw::Nameless) => self.stop(Some(Fault::Malformed)),
            };
            if step.is_some() {
                return step;
            }
        }
        None
    }

    /// The next element inside the one opened last; None once that closes (its closing tag is consumed) or the part ends. Each child must
    /// be read or skipped to its end before the next is asked for.
    pub fn child(&mut self) -> Option<Element<'x>> {
        loop {
            match self.step()? {
                Step::Open(element) => return Some(element),
                Step::Close(_) => return None,
                Step::Text(text) => self.pass_over(&text),
            }
        }
    }

    /// Notes text between elements that should not be there, also elements that lost what makes them such.
    fn pass_over(&mut self, text: &str) {
        const IDEOGRAPHS: char = '\u{2E80}';
        self.stray |= match self.watched {
            Watch::Nothing => false,
            Watch::Words => text.chars().any(|letter| letter == '<' || letter >= IDEOGRAPHS),
            Watch::AnyText => !text.trim().is_empty(),
        };
    }

    /// Skips an element that nobody knows, noting whatever text there is in it.
    pub fn skip_unknown(&mut self) {
        let holds_text = !self.text().trim().is_empty();
        self.stray |= self.watched != Watch::Nothing && holds_text;
    }

    /// Skips what is left of the element opened last, its closing tag included.
    pub fn skip(&mut self) {
        let level = self.depth();
        while self.step_within(level).is_some() {}
    }

    /// All text inside the element opened last, its closing tag consumed.
    pub fn text(&mut self) -> String {
        let mut all = String::new();
        self.push_text(&mut all);
        all
    }

    /// Appends all text inside the element opened last, its closing tag consumed.
    pub fn push_text(&mut self, into: &mut String) {
        let level = self.depth();
        while let Some(step) = self.step_within(level) {
            if let Step::Text(text) = step {
                into.push_str(&text);
            }
        }
    }

    /// The next step inside the element that stands at this level; None once it has closed.
    pub fn step_within(&mut self, level: usize) -> Option<Step<'x>> {
        if self.depth() < level {
            return None;
        }
        self.step().filter(|_| self.depth() >= level)
    }

    /// The next element that opens; None at the end of the part or at a fault.
    pub fn next_open(&mut self) -> Option<Element<'x>> {
        self.open_within(0)
    }

    /// The next element that opens inside the one at this level; None once that has closed.
    pub fn open_within(&mut self, level: usize) -> Option<Element<'x>> {
        loop {
            match self.step_within(level)? {
                Step::Open(element) => return Some(element),
                Step::Text(text) => self.pass_over(&text),
                Step::Close(_) => {}
            }
        }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// How many bytes of the text have been consumed.
    pub fn offset(&self) -> usize {
        self.pieces.offset()
    }

    /// What kept the part from being read to its end; meaningful once [`Xml::step`] has given None.
    pub fn fault(&self) -> Option<Fault> {
        if self.root() == "html" {
            return Some(Fault::WebPage);
        }
        self.fault.or(self.stray().then_some(Fault::Stray))
    }

    /// Whether text was found that stands nowhere, or a comment that holds elements of what is looked at.
    fn stray(&self) -> bool {
        self.stray || self.watched != Watch::Nothing && self.pieces.hides_elements()
    }

    /// Text with plain line ends, without the control characters that XML forbids (1.0, 2.2): nobody sees them. Zeros are what
    /// a damaged disk left of something.
    fn plain(&mut self, text: &'x str) -> Cow<'x, str> {
        let forbidden = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
        if !text.bytes().any(forbidden) {
            return with_plain_line_ends(text);
        }
        self.doubtful |= self.depth() > 0 && text.contains('\0');
        let seen: String = text.chars().filter(|letter| !letter.is_ascii() || !forbidden(*letter as u8)).collect();
        Cow::Owned(with_plain_line_ends(&seen).into_owned())
    }

    /// Ends the reading.
    fn stop(&mut self, fault: Option<Fault>) -> Option<Step<'x>> {
        self.done = true;
        self.fault = fault;
        None
    }

    fn open(&mut self, element: Element<'x>, empty: bool) -> Option<Step<'x>> {
        if self.depth() >= self.deepest {
            return self.stop(Some(Fault::TooDeep));
        }
        self.doubtful |= !self.tolerant && element.is_torn();
        self.open.push(element.name);
        self.root.get_or_insert(element.name);
        self.closes = empty;
        if self.alternates.is_some() && self.is_spare_branch(local(element.name)) {
            self.skip();
            return None;
        }
        Some(Step::Open(element))
    }

    fn close(&mut self, name: &'x str) -> Option<Step<'x>> {
        match self.open.pop() {
            Some(opened) if opened == name || self.tolerant => Some(Step::Close(Closing(name))),
            None if self.tolerant => Some(Step::Close(Closing(name))),
            _ => self.stop(Some(Fault::Malformed)),
        }
    }

    /// Whether the element just opened is a branch of `mc:AlternateContent` after one was taken.
    fn is_spare_branch(&mut self, name: &str) -> bool {
        let depth = self.depth();
        let Some(alternates) = &mut self.alternates else { return false };
        if !matches!(name, "AlternateContent" | "Choice" | "Fallback") {
            return false;
        }
        while alternates.last().is_some_and(|(at, _)| *at >= depth) {
            alternates.pop();
        }
        match name {
            "AlternateContent" => alternates.push((depth, false)),
            _ => {
                if let Some((at, taken)) = alternates.last_mut()
                    && *at + 1 == depth
                {
                    return std::mem::replace(taken, true);
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, Option<Fault>) {
        let mut xml = Xml::new(text, 5);
        let mut told = String::new();
        while let Some(step) = xml.step() {
            match step {
                Step::Open(element) => told.push_str(&format!("<{}>", element.name())),
                Step::Close(end) => told.push_str(&format!("</{}>", end.name())),
                Step::Text(text) => told.push_str(&text),
            }
        }
        (told, xml.fault())
    }

    #[test]
    fn prefixes_empty_elements_and_references_are_plain() {
        let (text, fault) = told("<x:a><x:b/>甲&amp;乙&#x4E19;&unknown;<![CDATA[<丁>]]></x:a>");
        assert_eq!(text, "<a><b></b>甲&乙丙&unknown;<丁></a>");
        assert_eq!(fault, Some(Fault::Doubtful));
        assert_eq!(told("<x:a><x:b/>甲&amp;乙&#x4E19;<![CDATA[<丁>]]></x:a>").1, None);
    }

    #[test]
    fn a_part_cut_at_a_tag_boundary_is_truncated() {
        assert_eq!(told("<a><b></b>").1, Some(Fault::Truncated));
        assert_eq!(told("<a><b></b></a>").1, None);
        assert_eq!(told("<a><b at='").1, Some(Fault::Truncated));
        assert_eq!(told("").1, Some(Fault::Truncated));
        assert_eq!(told("<a><b></c></a>").1, Some(Fault::Malformed));
        assert_eq!(told("<a><a><a><a><a></a></a></a></a></a>").1, None);
        assert_eq!(told("<a><a><a><a><a><a></a></a></a></a></a></a>").1, Some(Fault::TooDeep));
    }

    #[test]
    fn alternate_content_is_read_once() {
        let both =
            "<r><mc:AlternateContent><mc:Choice>1</mc:Choice><mc:Fallback>2</mc:Fallback></mc:AlternateContent></r>";
        assert_eq!(told(both).0, "<r><AlternateContent><Choice>1</Choice></AlternateContent></r>");
        let fallback = "<r><AlternateContent><Fallback>2</Fallback></AlternateContent>3</r>";
        assert_eq!(told(fallback).0, "<r><AlternateContent><Fallback>2</Fallback></AlternateContent>3</r>");
    }

    #[test]
    fn attributes_are_found_by_local_name_and_unescaped() {
        let mut xml = Xml::new("<a id='1' r:id='&lt;2&#10;&gt;' r:embed='3' on='t'/>", 5);
        let Some(Step::Open(element)) = xml.step() else { panic!("an element") };
        assert_eq!(element.attribute("id").as_deref(), Some("1"));
        assert_eq!(element.prefixed("id").as_deref(), Some("<2\n>"));
        assert_eq!(element.attribute("embed").as_deref(), Some("3"));
        assert_eq!(element.number::<u32>("embed"), Some(3));
        assert_eq!(element.switch("on"), Some(true));
        assert_eq!(element.attribute("none"), None);
        for text in
            ["<a id='1' on='t' id='2' x='&amp;'/>", "<a r:id='1' on='t' id='2'/>", "<a r:x='1' id='2'/>", "<a/>"]
        {
            let mut xml = Xml::new(text, 5);
            let Some(Step::Open(element)) = xml.step() else { panic!("an element") };
            let names = ["x", "id", "on"];
            assert_eq!(element.attributes_of(names), names.map(|name| element.attribute(name)), "{text}");
        }
    }
}
