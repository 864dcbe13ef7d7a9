//! HTML as tags and texts (HTML 13.2.5, as far as it matters here): comments, with all that Word hides in them for other versions of itself, and
//! declarations are passed over; what is not closed ends with the page.

use std::borrow::Cow;

use memchr::memchr;
use memchr::memmem;

use super::entity::resolve_attribute;

/// Elements whose content is not shown, or no markup.
const RAW: &[&str] =
    &["script", "style", "title", "xml", "noscript", "template", "svg", "math", "iframe", "object", "textarea"];

/// Whether the content of an element is passed over.
pub fn is_raw(name: &str) -> bool {
    RAW.contains(&name)
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'p> {
    /// `<p class=…>`
    Open(Tag<'p>),
    /// `</p>`, its name in small letters.
    Close(String),
    /// Text as written, references unresolved.
    Text(&'p str),
}

/// An opening tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'p> {
    /// In small letters.
    pub name: String,
    attributes: &'p str,
}

/// Walks over a page.
#[derive(Clone, Debug)]
pub struct Tokens<'p> {
    rest: &'p str,
    /// Whether there is still a quote of each kind: a tag whose quote is never closed must not search the page again and again.
    has_quotes: [bool; 2],
    /// A comment, a style or the like never ended.
    unclosed: bool,
}

impl<'p> Tokens<'p> {
    /// All tokens of a page.
    pub fn new(page: &'p str) -> Self {
        Self { rest: page, has_quotes: [true; 2], unclosed: false }
    }

    /// Whether something that hides text ended only with the page.
    pub fn is_unclosed(&self) -> bool {
        self.unclosed
    }

    /// Takes everything up to the closing tag of this name, for elements whose content is no markup.
    pub fn take_raw(&mut self, name: &str) -> &'p str {
        let mut from = 0;
        let bytes = self.rest.as_bytes();
        while let Some(at) = bytes.get(from..).and_then(|rest| memmem::find(rest, b"</")) {
            let at = from + at;
            let found = bytes.get(at + 2..at + 2 + name.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
                let (raw, rest) = self.rest.split_at(at);
                self.rest = rest;
                return raw;
            }
            from = at + 2;
        }
        // Never closed: it hides no more than up to the next tag, for what follows may be the page itself.
        self.unclosed |= !self.rest.trim().is_empty();
        let (raw, rest) = self.rest.split_at(memchr(b'<', bytes).unwrap_or(bytes.len()));
        self.rest = rest;
        raw
    }

    fn skip_past(&mut self, end: &str) {
        let at = memmem::find(self.rest.as_bytes(), end.as_bytes());
        self.unclosed |= at.is_none();
        self.rest = at.and_then(|at| self.rest.get(at + end.len()..)).unwrap_or_default();
    }

    /// Where the `>` of the tag at the beginning of the rest stands, outside quotes.
    fn end_of_tag(&mut self) -> Option<usize> {
        let bytes = self.rest.as_bytes();
        let mut at = 1;
        loop {
            let byte = *bytes.get(at)?;
            let after_equals = || bytes.get(..at).is_some_and(|before| before.trim_ascii_end().ends_with(b"="));
            match byte {
                b'>' => return Some(at),
                b'"' | b'\'' if after_equals() => {
                    let which = usize::from(byte == b'\'');
                    let has_quote = self.has_quotes.get_mut(which)?;
                    let end = if *has_quote { memchr(byte, bytes.get(at + 1..)?) } else { None };
                    match end {
                        Some(end) => at += end + 1,
                        None => *has_quote = false,
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn take_tag(&mut self) -> Option<Token<'p>> {
        let end = self.end_of_tag().unwrap_or(self.rest.len());
        let (tag, rest) = self.rest.split_at(end);
        self.rest = rest.get(1..).unwrap_or_default();
        let closes = tag.starts_with("</");
        let inside = tag.get(if closes { 2 } else { 1 }..).unwrap_or_default();
        let length = inside.find(|letter: char| letter.is_ascii_whitespace() || letter == '/').unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(length);
        let name = name.to_ascii_lowercase();
        Some(if closes { Token::Close(name) } else { Token::Open(Tag { name, attributes }) })
    }
}

impl<'p> Iterator for Tokens<'p> {
    type Item = Token<'p>;

    fn next(&mut self) -> Option<Token<'p>> {
        loop {
            let bytes = self.rest.as_bytes();
            match (bytes.first()?, bytes.get(1)) {
                (b'<', Some(b'!')) if self.rest.starts_with("<!--") => self.skip_past("-->"),
                (b'<', Some(b'!' | b'?')) => self.skip_past(">"),
                (b'<', Some(b'/')) if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => return self.take_tag(),
                (b'<', Some(letter)) if letter.is_ascii_alphabetic() => return self.take_tag(),
                _ => {
                    let end = bytes.get(1..).and_then(|rest| memchr(b'<', rest)).map_or(bytes.len(), |at| at + 1);
                    let (text, rest) = self.rest.split_at(end);
                    self.rest = rest;
                    return Some(Token::Text(text));
                }
            }
        }
    }
}

impl<'p> Tag<'p> {
    /// The value of an attribute, references resolved; empty where it has none.
    pub fn attribute(&self, name: &str) -> Option<Cow<'p, str>> {
        Attributes(self.attributes)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| resolve_attribute(value))
    }

    /// Its attributes as written.
    pub fn written(&self) -> &'p str {
        self.attributes
    }

    /// `<td/>`
    pub fn closes_itself(&self) -> bool {
        self.attributes.ends_with('/')
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> Option<u32> {
        let value = self.attribute(name)?;
        let digits = value.trim().bytes().take_while(u8::is_ascii_digit).count();
        value.trim().get(..digits)?.parse().ok()
    }
}

struct Attributes<'p>(&'p str);

impl<'p> Iterator for Attributes<'p> {
    type Item = (&'p str, &'p str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(|letter: char| letter.is_ascii_whitespace() || letter == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(length.max(rest.chars().next().map_or(0, char::len_utf8)));
        let Some(value) = after.trim_ascii_start().strip_prefix('=') else {
            self.0 = after;
            return Some((name, ""));
        };
        let value = value.trim_ascii_start();
        let quoted = |quote: char| value.strip_prefix(quote).and_then(|inside| inside.split_once(quote));
        let (value, after) = quoted('"').or_else(|| quoted('\'')).unwrap_or_else(|| {
            value.split_at(value.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(value.len()))
        });
        self.0 = after;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(page: &str) -> Vec<String> {
        Tokens::new(page)
            .map(|token| match token {
                Token::Open(tag) => format!("<{}>", tag.name),
                Token::Close(name) => format!("</{name}>"),
                Token::Text(text) => text.to_owned(),
            })
            .collect()
    }

    #[test]
    fn tags_texts_and_comments_are_told_apart() {
        let page = "<!DOCTYPE html><P a='1>2'>甲<!--[if gte vml 1]><v:shape/><![endif]--><![if !vml]><o:p></o:p><![endif]>a < b</p x><br/>";
        assert_eq!(told(page), ["<p>", "甲", "<o:p>", "</o:p>", "a ", "< b", "</p>", "<br>"]);
        assert_eq!(told("<p a=\"1>2"), ["<p>", "2"]);
        assert_eq!(told("<td width=5'>甲"), ["<td>", "甲"]);
    }

    #[test]
    fn attributes_come_with_and_without_quotes() {
        let Some(Token::Open(tag)) =
            Tokens::new("<td colspan=2 X:NUM nowrap style='a:\"b\"' title=\"&lt;甲&gt;\"/>").next()
        else {
            panic!("a tag")
        };
        assert_eq!(tag.number("colspan"), Some(2));
        assert_eq!(tag.attribute("x:num").as_deref(), Some(""));
        assert_eq!(tag.attribute("style").as_deref(), Some("a:\"b\""));
        assert_eq!(tag.attribute("title").as_deref(), Some("<甲>"));
        assert_eq!(tag.attribute("none"), None);
    }
}
