//! The style sheet of a Word 97–2003 document ([MS-DOC] 2.9.271 STSH): heading levels, bold, hidden, lists by style.

use crate::readers::binary::slice_at;
use crate::readers::binary::u16_at;
use crate::readers::doc::properties::Characters;
use crate::readers::doc::properties::Paragraphs;
use crate::readers::flow::heading::heading_of_outline;
use crate::readers::flow::look::Look;

/// How many styles a chain may hold.
const LONGEST_CHAIN: usize = 16;

/// No style.
const NONE: u16 = 0x0FFF;

/// The styles by number.
#[derive(Debug, Default)]
pub struct Styles<'b>(Vec<Option<Style<'b>>>);

#[derive(Debug)]
struct Style<'b> {
    /// Number that every language of Word gives to a style of its own: 1–9 are the headings.
    built_in: u16,
    based_on: u16,
    /// Paragraph modifications, for paragraph styles.
    paragraph: &'b [u8],
    characters: &'b [u8],
}

/// What a paragraph has from its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphStyle {
    /// Of its characters.
    pub look: Look,
    /// Heading level from 1.
    pub heading: Option<u8>,
    /// Its list.
    pub list: Option<u16>,
}

impl<'b> Styles<'b> {
    /// Reads a style sheet.
    pub fn read(sheet: &'b [u8]) -> Self {
        let Some(header) = u16_at(sheet, 0).map(usize::from) else { return Self::default() };
        let count = u16_at(sheet, 2).unwrap_or(0);
        let base = u16_at(sheet, 4).map_or(10, usize::from);
        let mut styles = Vec::new();
        let mut at = 2 + header;
        for _ in 0..count {
            let Some(len) = u16_at(sheet, at).map(usize::from) else { break };
            styles.push(slice_at(sheet, at + 2, len).and_then(|style| read_style(style, base)));
            at += 2 + len + len % 2;
        }
        Self(styles)
    }

    /// What a paragraph of this style looks like.
    pub fn paragraph(&self, number: u16) -> ParagraphStyle {
        let mut seen = ParagraphStyle::default();
        let (mut outline, mut by_number) = (None, None);
        for style in self.chain(number) {
            let mut properties = Paragraphs::default();
            properties.apply(style.paragraph, &[]);
            outline = outline.or(properties.outline);
            seen.list = seen.list.or(properties.list);
            seen.look = seen.look.or(look_of(style.characters));
            by_number = by_number.or_else(|| u8::try_from(style.built_in).ok().filter(|level| (1..=9).contains(level)));
        }
        seen.heading = match outline {
            Some(level) => heading_of_outline(level),
            None => by_number,
        };
        seen
    }

    /// The paragraph modifications of all styles.
    pub fn paragraph_lists(&self) -> impl Iterator<Item = &'b [u8]> {
        self.0.iter().flatten().map(|style| style.paragraph)
    }

    /// What a character style says.
    pub fn character(&self, number: u16) -> Look {
        self.chain(number).fold(Look::default(), |look, style| look.or(look_of(style.characters)))
    }

    fn chain(&self, number: u16) -> impl Iterator<Item = &Style<'b>> {
        let mut next = self.style(number);
        std::iter::from_fn(move || {
            let style = next?;
            next = self.style(style.based_on);
            Some(style)
        })
        .take(LONGEST_CHAIN)
    }

    fn style(&self, number: u16) -> Option<&Style<'b>> {
        self.0.get(usize::from(number)).filter(|_| number != NONE)?.as_ref()
    }
}

/// An STD ([MS-DOC] 2.9.260): fixed part, name, then lists of modifications, each at an even place.
fn read_style(style: &[u8], base: usize) -> Option<Style<'_>> {
    let (first, second, third) = (u16_at(style, 0)?, u16_at(style, 2)?, u16_at(style, 4)?);
    let (kind, based_on, lists) = (second & 0x0F, second >> 4, usize::from(third & 0x0F));
    let name = usize::from(u16_at(style, base)?);
    let mut at = base + 2 + (name + 1) * 2;
    let mut found: Vec<&[u8]> = Vec::new();
    for _ in 0..lists.min(4) {
        let Some(list) = u16_at(style, at).and_then(|len| slice_at(style, at + 2, usize::from(len))) else { break };
        found.push(list);
        at += 2 + list.len() + list.len() % 2;
    }
    let list = |index: usize| found.get(index).copied().unwrap_or_default();
    let (paragraph, characters) = match kind {
        // A paragraph style's first list begins with the style's own number.
        1 => (list(0).get(2..).unwrap_or_default(), list(1)),
        2 => ([].as_slice(), list(0)),
        _ => return None,
    };
    Some(Style { built_in: first & 0x0FFF, based_on, paragraph, characters })
}

fn look_of(list: &[u8]) -> Look {
    let mut characters = Characters::default();
    characters.apply(list);
    Look {
        bold: characters.bold.over(None),
        hidden: characters.hidden.over(None),
        underlined: characters.underlined,
        struck: characters.struck.over(None),
        font: None,
        white: characters.white,
    }
}
