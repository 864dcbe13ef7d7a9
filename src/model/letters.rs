//! The letters and figures of a text in lower case, which names and texts are compared by. Chinese characters, which have no
//! case and are nearly all of it, take a short way before the tables of Unicode are asked: whole runs of them are passed over by
//! their bytes.

/// Whether a character is a letter or a figure, as [`char::is_alphanumeric`].
pub fn is_letter(c: char) -> bool {
    is_plain_hanzi(c) || c.is_alphanumeric()
}

/// The letters and figures among some characters, in lower case.
pub fn letters_in(characters: impl Iterator<Item = char>) -> String {
    // The most that may come of a text is its bytes.
    let mut letters = String::with_capacity(characters.size_hint().1.unwrap_or(0));
    for c in characters {
        if is_plain_hanzi(c) {
            letters.push(c);
        } else if c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}

/// The letters and figures of a text, in lower case.
pub fn letters_of(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (hanzi, behind) = split_hanzi(rest);
        letters.push_str(hanzi);
        let mut characters = behind.chars();
        let Some(c) = characters.next() else { return letters };
        if c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
        rest = characters.as_str();
    }
}

/// The run of plain Chinese characters (U+4E00 to U+9FFF) that a text begins with, three bytes each, and what follows it.
pub fn split_hanzi(text: &str) -> (&str, &str) {
    let is_hanzi = |bytes: &&[u8]| match bytes {
        [0xe5..=0xe9, ..] => true,
        // U+4000 to U+4DFF are rarer characters and other signs
        [0xe4, second, ..] => *second >= 0xb8,
        _ => false,
    };
    let length = text.as_bytes().chunks(3).take_while(is_hanzi).count() * 3;
    text.split_at_checked(length).unwrap_or(("", text))
}

/// The block that nearly all Chinese texts are written in; each of it is a letter without case.
fn is_plain_hanzi(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::is_letter;
    use super::is_plain_hanzi;
    use super::letters_in;
    use super::letters_of;
    use super::split_hanzi;

    #[test]
    fn the_short_way_tells_the_same_of_every_character() {
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            let lower: String =
                Some(c).into_iter().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            assert_eq!(letters_in(std::iter::once(c)), lower, "{c:?}");
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(letters_of(&format!("申{c}报")), format!("申{lower}报"), "{c:?}");
            let first = c.to_string();
            assert_eq!(split_hanzi(&first), if is_plain_hanzi(c) { (&*first, "") } else { ("", &*first) }, "{c:?}");
        }
        assert_eq!(split_hanzi("申报a单位"), ("申报", "a单位"));
        assert_eq!(letters_of("A市（1）——B"), "a市1b");
    }
}
