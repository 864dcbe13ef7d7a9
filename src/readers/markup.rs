//! The tags and texts of an XML part, one after the other, as slices of it (XML 1.0, 2.4 to 2.8, 3.1).
//!
//! Our own scanner: the parts of a form are read in less time than quick-xml's second look at their encoding takes, and tests
//! hold it to give what quick-xml gives on every part of the corpus. It knows nothing of nesting.

use memchr::memchr;
use memchr::memchr2;
use memchr::memchr3;
use memchr::memmem;

/// A piece of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'x> {
    /// A tag that opens an element, or is all of it.
    Open {
        /// Its name as written.
        name: &'x str,
        /// All behind the name.
        attributes: &'x str,
        /// Whether the element ends with it.
        empty: bool,
    },
    /// A tag that closes an element, by its name as written.
    Close(&'x str),
    /// Characters as written.
    Text(&'x str),
    /// The name between `&` and `;`.
    Reference(&'x str),
    /// An `&` that stands for itself, which XML does not allow.
    Ampersand,
}

/// What is wrong with a part where it cannot be scanned on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It ends inside a tag, a comment or the like.
    Unfinished,
    /// A tag has no name.
    Nameless,
}

/// References are short; what looks like a longer one is an `&` that stands for itself.
const LONGEST_REFERENCE: usize = 64;

/// The pieces of a part.
#[derive(Clone, Debug)]
pub struct Pieces<'x> {
    length: usize,
    rest: &'x str,
    /// A comment that was passed over holds elements.
    hides_elements: bool,
}

impl<'x> Pieces<'x> {
    /// All pieces of a part's text.
    pub fn new(text: &'x str) -> Self {
        Self { length: text.len(), rest: text, hides_elements: false }
    }

    /// Whether a comment that was passed over holds elements: content that somebody or something has put out of sight.
    pub fn hides_elements(&self) -> bool {
        self.hides_elements
    }

    /// How many bytes of the text lie before the next piece.
    pub fn offset(&self) -> usize {
        self.length.saturating_sub(self.rest.len())
    }

    /// The next piece; None at the end.
    pub fn next_piece(&mut self) -> Result<Option<Piece<'x>>, Flaw> {
        loop {
            let bytes = self.rest.as_bytes();
            let piece = match bytes {
                [] => return Ok(None),
                [b'<', b'!' | b'?', ..] => self.pass_over()?,
                [b'<', b'/', ..] => Some(self.take_close()?),
                [b'<', ..] => Some(self.take_open()?),
                [b'&', ..] => Some(self.take_reference()),
                _ => {
                    let end = memchr2(b'<', b'&', bytes).unwrap_or(bytes.len());
                    Some(Piece::Text(self.take(end)))
                }
            };
            if piece.is_some() {
                return Ok(piece);
            }
        }
    }

    /// Takes so many bytes off the rest.
    fn take(&mut self, count: usize) -> &'x str {
        let (taken, rest) = self.rest.split_at_checked(count).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Takes all up to an end off the rest, the end as well; what is taken has neither the start nor the end.
    fn take_between(&mut self, start: &str, end: &str) -> Result<&'x str, Flaw> {
        let inside = self.rest.get(start.len()..).ok_or(Flaw::Unfinished)?;
        let length = memmem::find(inside.as_bytes(), end.as_bytes()).ok_or(Flaw::Unfinished)?;
        self.take(start.len() + length + end.len());
        inside.get(..length).ok_or(Flaw::Unfinished)
    }

    /// Comments, instructions and declarations are passed over; the text of CDATA is text.
    fn pass_over(&mut self) -> Result<Option<Piece<'x>>, Flaw> {
        if self.rest.starts_with("<![CDATA[") {
            return self.take_between("<![CDATA[", "]]>").map(|text| Some(Piece::Text(text)));
        }
        match self.rest {
            comment if comment.starts_with("<!--") => {
                self.hides_elements |= self.take_between("<!--", "-->")?.contains("</");
            }
            instruction if instruction.starts_with("<?") => drop(self.take_between("<?", "?>")?),
            declaration => {
                let end = end_of_declaration(declaration.as_bytes()).ok_or(Flaw::Unfinished)?;
                self.take(end);
            }
        }
        Ok(None)
    }

    fn take_close(&mut self) -> Result<Piece<'x>, Flaw> {
        self.take_between("</", ">").map(|name| Piece::Close(name.trim_ascii_end()))
    }

    fn take_open(&mut self) -> Result<Piece<'x>, Flaw> {
        let end = end_of_tag(self.rest.as_bytes()).ok_or(Flaw::Unfinished)?;
        let tag = self.take(end + 1);
        let inside = tag.get(1..end).ok_or(Flaw::Unfinished)?;
        let (inside, empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let is_blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let length = inside.bytes().position(is_blank).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at_checked(length).ok_or(Flaw::Nameless)?;
        if name.is_empty() {
            return Err(Flaw::Nameless);
        }
        Ok(Piece::Open { name, attributes, empty })
    }

    fn take_reference(&mut self) -> Piece<'x> {
        let bytes = self.rest.as_bytes();
        let near = bytes.get(1..bytes.len().min(LONGEST_REFERENCE)).unwrap_or_default();
        match memchr3(b';', b'&', b'<', near) {
            Some(length) if near.get(length) == Some(&b';') => {
                let reference = self.take(length + 2);
                Piece::Reference(reference.get(1..=length).unwrap_or_default())
            }
            _ => {
                self.take(1);
                Piece::Ampersand
            }
        }
    }
}

/// Where the `>` of a tag stands: the first outside quotes.
fn end_of_tag(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        let found = at + memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        match bytes.get(found)? {
            b'>' => return Some(found),
            quote => at = found + 1 + memchr(*quote, bytes.get(found + 1..)?)? + 1,
        }
    }
}

/// How long a `<!DOCTYPE …>` is, with what may stand in brackets inside.
fn end_of_declaration(bytes: &[u8]) -> Option<usize> {
    let (mut quote, mut nested) = (None, 0_usize);
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, quote) {
            (_, Some(open)) if open == byte => quote = None,
            (_, Some(_)) => {}
            (b'"' | b'\'', None) => quote = Some(byte),
            (b'<', None) => nested += 1,
            (b'>', None) => {
                nested = nested.saturating_sub(1);
                if nested == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let mut pieces = Pieces::new(text);
        let mut told = Vec::new();
        loop {
            match pieces.next_piece() {
                Ok(None) => return told,
                Ok(Some(Piece::Open { name, attributes, empty })) => {
                    told.push(format!("<{name}|{attributes}|{empty}>"))
                }
                Ok(Some(Piece::Close(name))) => told.push(format!("</{name}>")),
                Ok(Some(Piece::Text(text))) => told.push(text.to_owned()),
                Ok(Some(Piece::Reference(name))) => told.push(format!("&{name};")),
                Ok(Some(Piece::Ampersand)) => told.push("&".to_owned()),
                Err(flaw) => {
                    told.push(format!("{flaw:?}"));
                    return told;
                }
            }
        }
    }

    #[test]
    fn tags_texts_and_references_come_as_written() {
        assert_eq!(
            pieces("<?xml version='1.0'?><a b='1>2'>甲&amp;乙</a >"),
            ["<a| b='1>2'|false>", "甲", "&amp;", "乙", "</a>"]
        );
        assert_eq!(pieces("<a/><b c=\"/\" />"), ["<a||true>", "<b| c=\"/\" |true>"]);
        assert_eq!(pieces("<!-- <x> --><![CDATA[<乙>&]]>"), ["<乙>&"]);
        assert_eq!(pieces("<!DOCTYPE a [<!ENTITY b '>]'><!-- c -->]>丙"), ["丙"]);
        assert_eq!(pieces("a & b &; &<c/>"), ["a ", "&", " b ", "&;", " ", "&", "<c||true>"]);
    }

    #[test]
    fn what_is_not_finished_is_told() {
        for text in ["<a", "<a b='>", "<!-- a", "<![CDATA[ a ]]", "<?a", "</a", "<!DOCTYPE a [ ]"] {
            assert_eq!(pieces(text), ["Unfinished"], "{text}");
        }
        for text in ["<>", "< a>", "</>x"] {
            assert!(matches!(pieces(text)[0].as_str(), "Nameless" | "</>"), "{text}");
        }
    }
}
