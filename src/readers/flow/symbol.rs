//! Characters of symbol fonts as the Unicode characters that look like them.
//!
//! Forms tick their boxes with Wingdings: as `w:sym`, as private-use characters U+F020–U+F0FF, or as a plain `R` set in Wingdings 2.
//! Ticks and crosses come out as √ ☑ ☒ ☐ ×, so that an option is read alike however it was ticked.

/// The fonts whose letters are pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolFont {
    /// Wingdings
    Wingdings,
    /// Wingdings 2
    Wingdings2,
    /// Wingdings 3: arrows and triangles, none of which a form ticks with.
    Wingdings3,
    /// Webdings
    Webdings,
    /// Symbol
    Symbol,
}

impl SymbolFont {
    /// The symbol font of this name, if it is one.
    pub fn named(name: &str) -> Option<Self> {
        let known = [
            ("Wingdings", Self::Wingdings),
            ("Wingdings 2", Self::Wingdings2),
            ("Wingdings 3", Self::Wingdings3),
            ("Webdings", Self::Webdings),
            ("Symbol", Self::Symbol),
        ];
        known.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim())).map(|(_, font)| *font)
    }

    /// What the font shows for a code from 0x20 to 0xFF; None where it is not known.
    fn glyph(self, code: u32) -> Option<char> {
        match self {
            Self::Wingdings => wingdings(code),
            Self::Wingdings2 => wingdings_2(code),
            Self::Wingdings3 => None,
            Self::Webdings => webdings(code),
            Self::Symbol => symbol(code),
        }
    }
}

/// The character as a person sees it in this font. A private-use character without a known font is taken for Wingdings.
pub fn shown(character: char, font: Option<SymbolFont>) -> char {
    let code = u32::from(character);
    let glyph = match code {
        0xF020..=0xF0FF => font.unwrap_or(SymbolFont::Wingdings).glyph(code - 0xF000),
        0x21..=0xFF => font.and_then(|font| font.glyph(code)),
        _ => None,
    };
    glyph.unwrap_or(character)
}

/// What a `w:sym` of this font and code shows: the code is the character's own, or that of the font from 0xF000 on.
pub fn symbol_character(font: Option<&str>, code: u32) -> Option<char> {
    let character = char::from_u32(code)?;
    Some(shown(character, font.and_then(SymbolFont::named)))
}

/// The `count` characters that follow `first`, looked up by a code that starts at `from`.
fn in_run(code: u32, from: u32, first: char) -> Option<char> {
    char::from_u32(u32::from(first) + code.checked_sub(from)?)
}

fn wingdings(code: u32) -> Option<char> {
    Some(match code {
        0x28 => '☎',
        0x2A => '✉',
        0x46 => '☞',
        0x4A => '☺',
        0x6C => '●',
        0x6E => '■',
        0x6F | 0x71 | 0x72 | 0xA8 => '☐',
        0x74 => '⧫',
        0x75 => '◆',
        0x76 => '❖',
        0x77 => '⬥',
        0x78 | 0xFD => '☒',
        0x81..=0x8A => return in_run(code, 0x81, '①'),
        0x8C..=0x95 => return in_run(code, 0x8C, '❶'),
        0x9E => '·',
        0x9F => '•',
        0xA1 => '○',
        0xA7 => '▪',
        0xAB => '★',
        0xD8 => '➢',
        0xDF => '←',
        0xE0 | 0xE8 => '→',
        0xF0 => '⇨',
        0xFB => '×',
        0xFC => '√',
        0xFE => '☑',
        _ => return None,
    })
}

fn wingdings_2(code: u32) -> Option<char> {
    Some(match code {
        0x4F => '×',
        0x50 => '√',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0x6A..=0x73 => return in_run(code, 0x6A, '①'),
        0x75..=0x7E => return in_run(code, 0x75, '❶'),
        0x97 => '●',
        0xA2 => '■',
        0xA3 => '☐',
        _ => return None,
    })
}

fn webdings(code: u32) -> Option<char> {
    Some(match code {
        0x61 => '√',
        0x63 => '☐',
        0x67 => '■',
        0x72 => '×',
        _ => return None,
    })
}

fn symbol(code: u32) -> Option<char> {
    Some(match code {
        // Figures and most marks stand where ASCII has them.
        0x21 | 0x23 | 0x25 | 0x26 | 0x28 | 0x29 | 0x2B..=0x3F | 0x5B | 0x5D | 0x5F | 0x7B..=0x7D => {
            return char::from_u32(code);
        }
        0xA3 => '≤',
        0xA5 => '∞',
        0xA8 => '♦',
        0xAE => '→',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xD6 => '√',
        0x61 => 'α',
        0x62 => 'β',
        0x6D => 'μ',
        0x70 => 'π',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_is_a_tick_however_it_was_made() {
        assert_eq!(symbol_character(Some("Wingdings"), 0xF0FE), Some('☑'));
        assert_eq!(symbol_character(Some("Wingdings 2"), 0x52), Some('☑'));
        assert_eq!(shown('R', Some(SymbolFont::Wingdings2)), '☑');
        assert_eq!(shown('\u{F0FC}', None), '√');
        assert_eq!(shown('\u{F06A}', Some(SymbolFont::Wingdings2)), '①');
        assert_eq!(shown('\u{F031}', Some(SymbolFont::Symbol)), '1');
    }

    #[test]
    fn what_is_not_known_stays_as_it_is() {
        assert_eq!(shown('R', None), 'R');
        assert_eq!(shown('甲', Some(SymbolFont::Wingdings)), '甲');
        assert_eq!(shown('\u{F021}', None), '\u{F021}');
        assert_eq!(symbol_character(Some("MS Gothic"), 0x2611), Some('☑'));
        assert_eq!(symbol_character(None, 0xD800), None);
    }
}
