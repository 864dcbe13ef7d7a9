//! The characters behind the names of glyphs in a simple font's encoding (Adobe Glyph List): those of ASCII, ligatures, and `uni` names.

/// Names of the marks and figures of ASCII.
const NAMES: &[(&[u8], char)] = &[
    (b"space", ' '),
    (b"exclam", '!'),
    (b"quotedbl", '"'),
    (b"numbersign", '#'),
    (b"dollar", '$'),
    (b"percent", '%'),
    (b"ampersand", '&'),
    (b"quotesingle", '\''),
    (b"parenleft", '('),
    (b"parenright", ')'),
    (b"asterisk", '*'),
    (b"plus", '+'),
    (b"comma", ','),
    (b"hyphen", '-'),
    (b"period", '.'),
    (b"slash", '/'),
    (b"zero", '0'),
    (b"one", '1'),
    (b"two", '2'),
    (b"three", '3'),
    (b"four", '4'),
    (b"five", '5'),
    (b"six", '6'),
    (b"seven", '7'),
    (b"eight", '8'),
    (b"nine", '9'),
    (b"colon", ':'),
    (b"semicolon", ';'),
    (b"less", '<'),
    (b"equal", '='),
    (b"greater", '>'),
    (b"question", '?'),
    (b"at", '@'),
    (b"bracketleft", '['),
    (b"backslash", '\\'),
    (b"bracketright", ']'),
    (b"underscore", '_'),
    (b"braceleft", '{'),
    (b"bar", '|'),
    (b"braceright", '}'),
    (b"asciitilde", '~'),
    (b"endash", '–'),
    (b"emdash", '—'),
    (b"ellipsis", '…'),
    (b"bullet", '•'),
    (b"periodcentered", '·'),
    (b"quoteleft", '‘'),
    (b"quoteright", '’'),
    (b"quotedblleft", '“'),
    (b"quotedblright", '”'),
    (b"ff", 'ﬀ'),
    (b"fi", 'ﬁ'),
    (b"fl", 'ﬂ'),
    (b"ffi", 'ﬃ'),
    (b"ffl", 'ﬄ'),
];

/// The character that a glyph of this name shows.
pub fn char_of_name(name: &[u8]) -> Option<char> {
    if let [letter] = name {
        return Some(char::from(*letter)).filter(char::is_ascii_alphabetic);
    }
    let hexadecimal = |digits: &[u8]| {
        let digits = std::str::from_utf8(digits).ok().filter(|digits| (4..=6).contains(&digits.len()))?;
        u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
    };
    let by_number = name.strip_prefix(b"uni").or_else(|| name.strip_prefix(b"u")).and_then(hexadecimal);
    by_number.or_else(|| NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c))
}

#[cfg(test)]
mod tests {
    use super::char_of_name;

    #[test]
    fn letters_drawn_as_one_glyph_are_not_lost() {
        assert_eq!(char_of_name(b"fi"), Some('ﬁ'));
        assert_eq!(char_of_name(b"ffl"), Some('ﬄ'));
        assert_eq!(char_of_name(b"fj"), None);
    }
}
