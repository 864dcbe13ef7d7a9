//! Canonical XML, the form under which a signature takes the digest of an element (W3C: Canonical XML 1.0, Exclusive XML
//! Canonicalization 1.0, both without comments).
//!
//! Our own over our scanner: the crate that has it brings a whole document model and 170 crates. What the files of offices
//! never have (a DOCTYPE, instructions, xml: attributes above the element) is not canonicalized, and so not judged.

use std::collections::BTreeSet;

use crate::readers::markup::Piece;
use crate::readers::markup::Pieces;
use crate::readers::xml::Attributes;
use crate::readers::xml::local;
use crate::readers::xml::resolve_reference;
use crate::readers::xml::unescape;
use crate::readers::xml::with_plain_line_ends;

/// More namespaces than this are never in scope.
const MOST_NAMESPACES: usize = 100;
/// Elements nest no deeper.
const DEEPEST: usize = 1000;

/// Which of the canonical forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// All namespaces in scope.
    Inclusive,
    /// Only those that are used, and those of these prefixes.
    Exclusive(Vec<String>),
}

impl Method {
    /// The method of an algorithm's address; None where it is none that is known here.
    pub fn of(algorithm: &str, prefixes: &str) -> Option<Self> {
        match algorithm {
            // 1.1 differs only in xml: attributes, which are not canonicalized here
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" | "http://www.w3.org/2006/12/xml-c14n11" => {
                Some(Self::Inclusive)
            }
            "http://www.w3.org/2001/10/xml-exc-c14n#" => {
                let name = |prefix: &str| if prefix == "#default" { String::new() } else { prefix.to_owned() };
                Some(Self::Exclusive(prefixes.split_ascii_whitespace().map(name).collect()))
            }
            _ => None,
        }
    }
}

/// Which element of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apex<'a> {
    /// The outermost.
    Root,
    /// The one with this `Id`, where it is the only one.
    Id(&'a str),
    /// The one that has so many of this name before it.
    Nth(&'a str, usize),
}

/// The canonical form of an element of a part with all that is in it; None where it is not there, twice there, or holds
/// what is not canonicalized here.
pub fn canonical_form(part: &str, apex: Apex, method: &Method) -> Option<String> {
    let mut writer = Writer { method, scope: Vec::new(), rendered: Vec::new(), open: Vec::new(), form: String::new() };
    let (mut seen, mut found) = (0, 0);
    let declared = part.trim_start_matches('\u{feff}').strip_prefix("<?xml ");
    if part.contains("<!DOCTYPE") || declared.unwrap_or(part).contains("<?") {
        return None;
    }
    let mut pieces = Pieces::new(part);
    while let Some(piece) = pieces.next_piece().ok()? {
        match piece {
            Piece::Open { name, attributes, empty } => {
                let is_apex = match apex {
                    Apex::Root => writer.open.is_empty(),
                    Apex::Id(id) => has_id(attributes, id),
                    Apex::Nth(wanted, before) => {
                        seen += usize::from(local(name) == wanted);
                        local(name) == wanted && seen == before + 1
                    }
                };
                found += usize::from(is_apex);
                writer.open(name, attributes, is_apex && found == 1)?;
                if empty {
                    writer.close()?;
                }
            }
            Piece::Close(name) if writer.open.last().is_some_and(|open| open.name == name) => writer.close()?,
            Piece::Close(_) | Piece::Ampersand => return None,
            Piece::Text(text) => writer.text(&with_plain_line_ends(text)),
            Piece::Reference(name) => writer.text(&resolve_reference(name)),
        }
    }
    (found == 1 && writer.open.is_empty()).then_some(writer.form)
}

/// How many elements of a part have this name; None where it cannot be read to its end.
pub fn count_elements(part: &str, wanted: &str) -> Option<usize> {
    let mut pieces = Pieces::new(part);
    let mut count = 0;
    while let Some(piece) = pieces.next_piece().ok()? {
        count += usize::from(matches!(piece, Piece::Open { name, .. } if local(name) == wanted));
    }
    Some(count)
}

fn has_id(attributes: &str, id: &str) -> bool {
    Attributes::of(attributes).any(|(name, value)| matches!(name, "Id" | "ID" | "id" | "xml:id") && value == id)
}

/// An element that is open.
struct Open<'x> {
    name: &'x str,
    /// Namespaces in scope, and rendered, before it.
    scope: usize,
    rendered: usize,
    /// Whether it is in the form.
    written: bool,
}

/// Writes the form of what it is told of a part.
struct Writer<'x, 'm> {
    method: &'m Method,
    /// Prefix and namespace as declared, the nearest last.
    scope: Vec<(&'x str, String)>,
    /// Prefix and namespace as written to the form, the nearest last.
    rendered: Vec<(&'x str, String)>,
    open: Vec<Open<'x>>,
    form: String,
}

impl<'x> Writer<'x, '_> {
    fn writes(&self) -> bool {
        self.open.last().is_some_and(|open| open.written)
    }

    fn open(&mut self, name: &'x str, attributes: &'x str, is_apex: bool) -> Option<()> {
        let inside = self.writes();
        let written = inside || is_apex;
        let mut own = Vec::new();
        let before = Open { name, scope: self.scope.len(), rendered: self.rendered.len(), written };
        for (key, value) in Attributes::of(attributes) {
            // a line end is one space in a value
            let value = unescape(&value.replace("\r\n", "\n")).into_owned();
            match declared_prefix(key) {
                Some(prefix) => self.scope.push((prefix, value)),
                None if !written && key.starts_with("xml:") => return None,
                None => own.push((key, value)),
            }
        }
        if self.scope.len() > MOST_NAMESPACES || self.open.len() > DEEPEST {
            return None;
        }
        if written {
            self.write_tag(&before, own, !inside);
        }
        self.open.push(before);
        Some(())
    }

    fn write_tag(&mut self, open: &Open<'x>, mut own: Vec<(&'x str, String)>, is_apex: bool) {
        self.form.push('<');
        self.form.push_str(open.name);
        for prefix in self.candidates(open, &own, is_apex) {
            let namespace = lookup(&self.scope, prefix).to_owned();
            if namespace != lookup(&self.rendered, prefix) {
                let key = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
                write_attribute(&mut self.form, &key, &namespace);
                self.rendered.push((prefix, namespace));
            }
        }
        let namespace = |key: &str| match key.split_once(':') {
            None => String::new(),
            Some(("xml", _)) => "http://www.w3.org/XML/1998/namespace".to_owned(),
            Some((prefix, _)) => lookup(&self.scope, prefix).to_owned(),
        };
        own.sort_by_cached_key(|(key, _)| (namespace(key), local(key)));
        own.iter().for_each(|(key, value)| write_attribute(&mut self.form, key, value));
        self.form.push('>');
    }

    /// Prefixes whose namespaces may have to be written with an element, sorted; "" for the one without prefix.
    fn candidates(&self, open: &Open<'x>, own: &[(&'x str, String)], is_apex: bool) -> BTreeSet<&'x str> {
        // what an element does not declare is rendered above it already
        let declared = self.scope.get(if is_apex { 0 } else { open.scope }..).unwrap_or_default();
        let declared = declared.iter().map(|(prefix, _)| *prefix);
        match self.method {
            Method::Inclusive => declared.collect(),
            Method::Exclusive(prefixes) => {
                let of_name = |name: &'x str| name.split_once(':').map(|(prefix, _)| prefix);
                let used = own.iter().filter_map(|(key, _)| of_name(key)).filter(|prefix| *prefix != "xml");
                let named = declared.filter(|prefix| prefixes.iter().any(|known| known == prefix));
                used.chain([of_name(open.name).unwrap_or("")]).chain(named).collect()
            }
        }
    }

    fn close(&mut self) -> Option<()> {
        let closed = self.open.pop()?;
        if closed.written {
            self.form.push_str("</");
            self.form.push_str(closed.name);
            self.form.push('>');
        }
        self.scope.truncate(closed.scope);
        self.rendered.truncate(closed.rendered);
        Some(())
    }

    fn text(&mut self, text: &str) {
        if !self.writes() {
            return;
        }
        for character in text.chars() {
            match character {
                '&' => self.form.push_str("&amp;"),
                '<' => self.form.push_str("&lt;"),
                '>' => self.form.push_str("&gt;"),
                '\r' => self.form.push_str("&#xD;"),
                other => self.form.push(other),
            }
        }
    }
}

/// The prefix that an attribute declares a namespace for.
fn declared_prefix(key: &str) -> Option<&str> {
    if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") }
}

fn lookup<'s>(scope: &'s [(&str, String)], prefix: &str) -> &'s str {
    scope.iter().rev().find(|(known, _)| *known == prefix).map_or("", |(_, namespace)| namespace)
}

/// Appends an attribute in its canonical form.
pub fn write_attribute(form: &mut String, key: &str, value: &str) {
    form.push(' ');
    form.push_str(key);
    form.push_str("=\"");
    for character in value.chars() {
        match character {
            '&' => form.push_str("&amp;"),
            '<' => form.push_str("&lt;"),
            '"' => form.push_str("&quot;"),
            '\t' => form.push_str("&#x9;"),
            '\n' => form.push_str("&#xA;"),
            '\r' => form.push_str("&#xD;"),
            other => form.push(other),
        }
    }
    form.push('"');
}

#[cfg(test)]
mod tests {
    use super::Apex;
    use super::Method;
    use super::canonical_form;

    const PART: &str = "<?xml version='1.0'?>\n<r xmlns='urn:r' xmlns:b=\"urn:b\" xmlns:a='urn:a'>\r\n <!-- c -->\
         <a:s Id='s' z=\"1\r\n2&#10;\" b:k='&lt;\"' a=''><t xmlns=''/><b:u xmlns:b='urn:b'>&#13;&gt;<![CDATA[&<]]></b:u></a:s></r>";

    #[test]
    fn an_element_stands_with_its_namespaces_and_sorted_attributes() {
        let inside = "<t xmlns=\"\"></t><b:u>&#xD;&gt;&amp;&lt;</b:u></a:s>";
        let all = "<a:s xmlns=\"urn:r\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" Id=\"s\" a=\"\" z=\"1 2&#xA;\" b:k=\"&lt;&quot;\">";
        assert_eq!(canonical_form(PART, Apex::Id("s"), &Method::Inclusive), Some(format!("{all}{inside}")));
        let used = "<a:s xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" Id=\"s\" a=\"\" z=\"1 2&#xA;\" b:k=\"&lt;&quot;\">";
        let inside = "<t></t><b:u>&#xD;&gt;&amp;&lt;</b:u></a:s>";
        assert_eq!(canonical_form(PART, Apex::Id("s"), &Method::Exclusive(vec![])), Some(format!("{used}{inside}")));
        let named = Method::Exclusive(vec![String::new()]);
        let form = canonical_form(PART, Apex::Id("s"), &named).unwrap();
        assert!(form.starts_with("<a:s xmlns=\"urn:r\" xmlns:a=") && form.contains("<t xmlns=\"\">"), "{form}");
    }

    #[test]
    fn what_stands_twice_nowhere_or_beside_a_declaration_has_no_form() {
        for part in [
            "<r><a Id='s'/><b Id='s'/></r>",
            "<r/>",
            "<!DOCTYPE r []><r Id='s'/>",
            "<r Id='s'><?p?></r>",
            "<r xml:lang='zh'><a Id='s'/></r>",
            "<r><a Id='s'></r>",
            "<r><a Id='s'></b></r>",
        ] {
            assert_eq!(canonical_form(part, Apex::Id("s"), &Method::Inclusive), None, "{part}");
        }
    }
}
