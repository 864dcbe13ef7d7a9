//! Texts in compatibility form (NFKC): full-width letters and figures as half-width ones, and the like. What nearly all Chinese
//! texts consist of takes a short way, which is why this stands before the crate that knows all of Unicode.

use std::str::Chars;

use unicode_normalization::Recompositions;
use unicode_normalization::UnicodeNormalization;

/// The characters of a text in compatibility form.
pub enum Compatible<'t> {
    /// Each character stands for itself or for one other.
    Simple(Chars<'t>),
    /// Characters may be composed, or become several.
    Any(Box<Recompositions<Chars<'t>>>),
}

/// The characters of a text in compatibility form.
pub fn compatible(text: &str) -> Compatible<'_> {
    if text.chars().all(|c| compatible_char(c).is_some()) {
        Compatible::Simple(text.chars())
    } else {
        Compatible::Any(Box::new(text.nfkc()))
    }
}

impl Iterator for Compatible<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::Simple(chars) => chars.next().and_then(compatible_char),
            Self::Any(chars) => chars.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Simple(chars) => chars.size_hint(),
            Self::Any(chars) => chars.size_hint(),
        }
    }
}

/// What a character is in compatibility form whatever stands beside it; None where that is not as simple.
pub fn compatible_char(c: char) -> Option<char> {
    match c {
        '\u{4e00}'..='\u{9fff}' | '\0'..='\u{7f}' => Some(c),
        '、' | '。' | '〈'..='】' | '〔' | '〕' | '“' | '”' | '‘' | '’' | '—' | '·' => Some(c),
        '\u{3000}' => Some(' '),
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::compatible;
    use super::compatible_char;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn the_short_way_leads_to_the_same_form() {
        for c in (0..0x11_0000).filter_map(char::from_u32).filter(|&c| compatible_char(c).is_some()) {
            let text = format!("甲{c}a");
            assert!(compatible(&text).eq(text.nfkc()), "{c}");
        }
        for text in ["", "（１）申报单位：海港区", "e\u{301}", "①㎡…ｶﾞ", "Ａ\u{301}", "가나"] {
            assert!(compatible(text).eq(text.nfkc()), "{text}");
        }
    }
}
