//! Styles of a Word document (ECMA-376 part 1, 17.7), as far as they say what a person sees: bold, hidden, underlined, heading level,
//! numbered.

use std::collections::HashMap;

use crate::readers::docx::look::Look;
use crate::readers::docx::look::read_run_properties;
use crate::readers::xml::Element;
use crate::readers::xml::Xml;

/// How many styles a chain of `basedOn` may hold; Word itself stops at ten or so.
const LONGEST_CHAIN: usize = 32;

/// The styles of one document, by id.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
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
    /// Reads a styles part.
    pub fn read(xml: &mut Xml) -> Self {
        let mut styles = Self::default();
        styles.read_children(xml);
        styles
    }

    /// Reads the styles inside the element opened last (`w:styles`, or the part as a whole).
    fn read_children(&mut self, xml: &mut Xml) {
        while let Some(element) = xml.child() {
            match element.name() {
                "styles" => self.read_children(xml),
                "style" => self.read_style(xml, &element),
                _ => xml.skip(),
            }
        }
    }

    fn read_style(&mut self, xml: &mut Xml, element: &Element) {
        let kind = element.attribute("type");
        let id = element.attribute("styleId").unwrap_or_default().into_owned();
        if !matches!(kind.as_deref(), None | Some("paragraph" | "character")) {
            return xml.skip();
        }
        if kind.as_deref() != Some("character") && element.switch("default") == Some(true) {
            self.default_paragraph = Some(id.clone());
        }
        let mut style = Style::default();
        while let Some(child) = xml.child() {
            match child.name() {
                "name" => style.name = child.attribute("val").unwrap_or_default().into_owned(),
                "basedOn" => style.based_on = child.attribute("val").map(|id| id.into_owned()),
                "rPr" => {
                    style.look = read_run_properties(xml).look;
                    continue;
                }
                "pPr" => {
                    read_style_paragraph(xml, &mut style);
                    continue;
                }
                _ => {}
            }
            xml.skip();
        }
        self.by_id.insert(id, style);
    }

    /// What a paragraph of this style looks like; the document's default paragraph style where it names none.
    pub fn paragraph(&self, id: Option<&str>) -> ParagraphStyle {
        let Some(id) = id.or(self.default_paragraph.as_deref()) else { return ParagraphStyle::default() };
        let mut seen = ParagraphStyle::default();
        let (mut outline, mut by_name) = (None, heading_by_name(id).filter(|_| !self.by_id.contains_key(id)));
        for style in self.chain(id) {
            seen.look = seen.look.or(style.look);
            outline = outline.or(style.outline);
            by_name = by_name.or_else(|| heading_by_name(&style.name));
            seen.numbering = seen.numbering.or(style.numbering);
        }
        seen.heading = match outline {
            Some(level) => heading_of_outline(level),
            None => by_name,
        };
        seen
    }

    /// What a character style says.
    pub fn character(&self, id: &str) -> Look {
        self.chain(id).fold(Look::default(), |look, style| look.or(style.look))
    }

    /// A style and those it is based on, the nearest first.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let mut next = self.by_id.get(id);
        std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_deref().and_then(|id| self.by_id.get(id));
            Some(style)
        })
        .take(LONGEST_CHAIN)
    }
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

/// The heading level of an outline level: 0 is the first, 9 is body text.
pub fn heading_of_outline(level: u8) -> Option<u8> {
    (level < 9).then_some(level + 1)
}

/// `heading 1`, `Heading1`, `标题 1` and the like, as a style's name or id.
fn heading_by_name(name: &str) -> Option<u8> {
    let plain: String = name.chars().filter(|character| !character.is_whitespace()).collect::<String>().to_lowercase();
    let level = plain.strip_prefix("heading").or_else(|| plain.strip_prefix("标题"))?;
    level.parse().ok().filter(|level| (1..=9).contains(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(inside: &str) -> Styles {
        Styles::read(&mut Xml::new(&format!("<w:styles>{inside}</w:styles>"), 20))
    }

    #[test]
    fn a_heading_is_known_by_outline_name_or_what_it_is_based_on() {
        let styles = styles(
            r#"<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style>
               <w:style w:type="paragraph" w:styleId="a"><w:name w:val="小节"/><w:basedOn w:val="2"/></w:style>
               <w:style w:type="paragraph" w:styleId="b"><w:name w:val="正文"/><w:basedOn w:val="2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>"#,
        );
        assert_eq!(styles.paragraph(Some("2")).heading, Some(1));
        assert_eq!(styles.paragraph(Some("a")).heading, Some(1));
        assert_eq!(styles.paragraph(Some("b")).heading, None);
        assert_eq!(styles.paragraph(Some("Heading2")).heading, Some(2));
        assert_eq!(styles.paragraph(None).heading, None);
    }

    #[test]
    fn a_chain_that_bites_its_tail_ends() {
        let styles = styles(
            r#"<w:style w:styleId="x"><w:basedOn w:val="y"/></w:style><w:style w:styleId="y"><w:basedOn w:val="x"/><w:rPr><w:b/></w:rPr></w:style>"#,
        );
        assert_eq!(styles.paragraph(Some("x")).look.bold, Some(true));
    }
}
