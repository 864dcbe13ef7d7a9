//! The characters behind the names of glyphs in a simple font's encoding (Adobe Glyph List): those of ASCII and of the Western page,
//! ligatures, signs of sums, and `uni` names.

use encoding_rs::WINDOWS_1252;

/// Names of the marks and figures of ASCII, and of signs that the Western page has not.
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
    (b"ff", 'ﬀ'),
    (b"fi", 'ﬁ'),
    (b"fl", 'ﬂ'),
    (b"ffi", 'ﬃ'),
    (b"ffl", 'ﬄ'),
    (b"minus", '−'),
    (b"lessequal", '≤'),
    (b"greaterequal", '≥'),
    (b"notequal", '≠'),
    (b"approxequal", '≈'),
    (b"infinity", '∞'),
    (b"fraction", '⁄'),
];

/// Names of the signs of the Western page (Windows-1252) from byte 0x80 on, in their order.
const WESTERN: &str = "Euro - quotesinglbase florin quotedblbase ellipsis dagger daggerdbl circumflex perthousand Scaron guilsinglleft OE - \
    Zcaron - - quoteleft quoteright quotedblleft quotedblright bullet endash emdash tilde trademark scaron guilsinglright oe - zcaron \
    Ydieresis nbspace exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot \
    softhyphen registered macron degree plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior \
    ordmasculine guillemotright onequarter onehalf threequarters questiondown Agrave Aacute Acircumflex Atilde Adieresis Aring AE \
    Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute Ocircumflex Otilde \
    Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls agrave aacute acircumflex atilde adieresis \
    aring ae ccedilla egrave eacute ecircumflex edieresis igrave iacute icircumflex idieresis eth ntilde ograve oacute ocircumflex \
    otilde odieresis divide oslash ugrave uacute ucircumflex udieresis yacute thorn ydieresis";

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
    // A variant of a sign is named behind a point: one.tabular
    let base = name.split(|byte| *byte == b'.').next().filter(|base| !base.is_empty()).unwrap_or(name);
    let known = || NAMES.iter().find(|(known, _)| *known == base).map(|(_, c)| *c).or_else(|| western(base));
    let of_variant = || if base.len() < name.len() { char_of_name(base) } else { None };
    by_number.or_else(known).or_else(of_variant)
}

fn western(name: &[u8]) -> Option<char> {
    let place = WESTERN.split_ascii_whitespace().position(|known| known.as_bytes() == name)?;
    let byte = u8::try_from(0x80 + place).ok()?;
    let byte = [byte];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&byte);
    text.chars().next()
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

    #[test]
    fn signs_beyond_ascii_and_their_variants_are_known_by_name() {
        let names: [(&[u8], char); 9] = [
            (b"minus", '−'),
            (b"yen", '¥'),
            (b"Euro", '€'),
            (b"periodcentered", '·'),
            (b"quotedblright", '”'),
            (b"multiply", '×'),
            (b"ydieresis", 'ÿ'),
            (b"one.tabular", '1'),
            (b"A.sc", 'A'),
        ];
        for (name, sign) in names {
            assert_eq!(char_of_name(name), Some(sign));
        }
        assert_eq!((char_of_name(b"-"), char_of_name(b".notdef"), char_of_name(b"g12")), (None, None, None));
    }
}
