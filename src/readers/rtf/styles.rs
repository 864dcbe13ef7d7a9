//! The style sheet of an RTF, as far as it tells headings, and its table of fonts, while they are read.

use std::collections::HashMap;

use crate::readers::flow::heading::heading_by_name;
use crate::readers::flow::heading::heading_of_outline;
use crate::readers::flow::symbol::SymbolFont;
use crate::readers::rtf::charset::Font;

/// How many styles a chain may hold.
const LONGEST_CHAIN: usize = 16;

/// Paragraph styles by number.
#[derive(Debug, Default)]
pub struct Styles {
    by_number: HashMap<i32, Style>,
    open: Option<(i32, Style)>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<i32>,
    outline: Option<u8>,
}

impl Styles {
    /// Applies a control word inside the style sheet.
    pub fn apply(&mut self, word: &str, number: Option<i32>) {
        match (word, &mut self.open) {
            ("s", _) => self.open = Some((number.unwrap_or(0), Style::default())),
            // Styles of characters, sections and tables.
            ("cs" | "ds" | "ts" | "tsrowd", _) => self.open = None,
            ("sbasedon", Some((_, style))) => style.based_on = number,
            ("outlinelevel", Some((_, style))) => style.outline = number.and_then(|level| u8::try_from(level).ok()),
            _ => {}
        }
    }

    /// Adds to the name of the style that is open; a semicolon ends it.
    pub fn add_name(&mut self, text: &str) {
        let Some((number, mut style)) = self.open.take() else { return };
        let (name, ended) = text.split_once(';').map_or((text, false), |(name, _)| (name, true));
        style.name.push_str(name);
        match ended {
            true => drop(self.by_number.insert(number, style)),
            false => self.open = Some((number, style)),
        }
    }

    /// The heading level of a style.
    pub fn heading(&self, number: i32) -> Option<u8> {
        let mut next = self.by_number.get(&number);
        for _ in 0..LONGEST_CHAIN {
            let style = next?;
            if let Some(outline) = style.outline {
                return heading_of_outline(outline);
            }
            if let Some(level) = heading_by_name(style.name.trim()) {
                return Some(level);
            }
            next = style.based_on.and_then(|number| self.by_number.get(&number));
        }
        None
    }
}

/// A font of the table while it is read.
#[derive(Debug, Default)]
pub struct FontDraft {
    number: i32,
    font: Font,
    name: String,
}

impl FontDraft {
    /// Applies a control word inside the table of fonts.
    pub fn apply(&mut self, word: &str, number: Option<i32>) {
        match word {
            "f" => *self = Self { number: number.unwrap_or(0), ..Self::default() },
            "fcharset" => self.font.charset = number,
            _ => {}
        }
    }

    /// Adds to the name; a semicolon ends the font and gives it.
    pub fn add_name(&mut self, text: &str) -> Option<(i32, Font)> {
        let (name, ended) = text.split_once(';').map_or((text, false), |(name, _)| (name, true));
        self.name.push_str(name);
        if !ended {
            return None;
        }
        self.font.symbol = SymbolFont::named(&self.name);
        Some((self.number, self.font))
    }
}
