//! The letters and figures of a text in lower case, which names and texts are compared by. Chinese characters, which have no
//! case and are nearly all of it, take a short way before the tables of Unicode are asked.

/// Whether a character is a letter or a figure, as [`char::is_alphanumeric`].
pub fn is_letter(c: char) -> bool {
    is_plain_hanzi(c) || c.is_alphanumeric()
}

/// The letters and figures among some characters, in lower case.
pub fn letters_in(characters: impl Iterator<Item = char>) -> String {
    let mut letters = String::with_capacity(characters.size_hint().0);
    for c in characters {
        if is_plain_hanzi(c) {
            letters.push(c);
        } else if c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}

/// The block that nearly all Chinese texts are written in; each of it is a letter without case.
fn is_plain_hanzi(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::is_letter;
    use super::letters_in;

    #[test]
    fn the_short_way_tells_the_same_of_every_character() {
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            let lower: String =
                Some(c).into_iter().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            assert_eq!(letters_in(std::iter::once(c)), lower, "{c:?}");
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
