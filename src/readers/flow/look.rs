//! How a run of text looks, as far as it changes what a person sees: bold, hidden, underlined, in a symbol font. What the levels of
//! formatting say, and what comes of them together.

use crate::readers::flow::symbol::SymbolFont;

/// What one level of formatting (style or run) says; None where it is silent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold.
    pub bold: Option<bool>,
    /// Not to be seen.
    pub hidden: Option<bool>,
    /// Underlined.
    pub underlined: Option<bool>,
    /// Crossed out.
    pub struck: Option<bool>,
    /// The symbol font it is set in; Some(None) for any other font.
    pub font: Option<Option<SymbolFont>>,
    /// White, with nothing behind it that would show it.
    pub white: Option<bool>,
}

/// How a run looks in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Bold.
    pub bold: bool,
    /// Not to be seen.
    pub hidden: bool,
    /// Underlined.
    pub underlined: bool,
    /// Crossed out.
    pub struck: bool,
    /// The symbol font that it is set in.
    pub font: Option<SymbolFont>,
    /// White, with nothing of its own behind it.
    pub white: bool,
}

impl Look {
    /// This, and where it is silent the other.
    pub fn or(self, other: Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            hidden: self.hidden.or(other.hidden),
            underlined: self.underlined.or(other.underlined),
            struck: self.struck.or(other.struck),
            font: self.font.or(other.font),
            white: self.white.or(other.white),
        }
    }

    /// How a run looks with this on itself: bold and hidden of its two styles cancel each other out (toggle properties, 17.7.3).
    pub fn over(self, paragraph: Self, character: Self) -> Seen {
        let toggled = |own: Option<bool>, paragraph: Option<bool>, character: Option<bool>| {
            own.unwrap_or(paragraph.unwrap_or(false) ^ character.unwrap_or(false))
        };
        Seen {
            bold: toggled(self.bold, paragraph.bold, character.bold),
            hidden: toggled(self.hidden, paragraph.hidden, character.hidden),
            underlined: self.underlined.or(character.underlined).or(paragraph.underlined).unwrap_or(false),
            struck: toggled(self.struck, paragraph.struck, character.struck),
            font: self.font.or(character.font).or(paragraph.font).flatten(),
            white: self.white.or(character.white).or(paragraph.white).unwrap_or(false),
        }
    }
}
