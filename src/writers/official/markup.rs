//! WordprocessingML text (ECMA-376 part 1, 17) as it is written: elements that always close, attributes and text escaped.

use quick_xml::escape::escape;

/// One XML part in the making.
pub(super) struct Markup {
    xml: String,
}

impl Markup {
    /// A part that begins with the XML declaration.
    pub(super) fn part() -> Self {
        Self { xml: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n") }
    }

    /// An element with content.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Self)) {
        self.open_tag(name, attributes);
        self.xml.push('>');
        content(self);
        self.xml.push_str("</");
        self.xml.push_str(name);
        self.xml.push('>');
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open_tag(name, attributes);
        self.xml.push_str("/>");
    }

    /// An element whose only attribute is `w:val`.
    pub(super) fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Character data; what XML 1.0 does not allow is left out.
    pub(super) fn text(&mut self, text: &str) {
        let allowed: String = text.chars().filter(|&character| is_allowed(character)).collect();
        self.xml.push_str(&escape(allowed.as_str()));
    }

    /// The finished part.
    pub(super) fn finish(self) -> Vec<u8> {
        self.xml.into_bytes()
    }

    fn open_tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.xml.push('<');
        self.xml.push_str(name);
        for (key, value) in attributes {
            self.xml.push(' ');
            self.xml.push_str(key);
            self.xml.push_str("=\"");
            self.text(value);
            self.xml.push('"');
        }
    }
}

/// XML 1.0, production 2 (Char).
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
