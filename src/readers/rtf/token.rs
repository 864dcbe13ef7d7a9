//! RTF as tokens (Rich Text Format 1.9.1, "RTF syntax"): groups, control words and symbols, bytes of text.

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` with its number.
    Word(&'b str, Option<i32>),
    /// `\` and a sign.
    Symbol(u8),
    /// `\'xx`
    Byte(u8),
    /// Bytes of text as they stand, without line ends.
    Text(&'b [u8]),
    /// The bytes behind `\bin`.
    Binary(&'b [u8]),
}

/// Words without a number, behind which LibreOffice ends the line instead of writing a blank. Where the line ends were lost on the way,
/// the text stands right behind them: `\loch2026`, `\lochA`.
const NUMBERLESS: &[&str] = &["loch", "hich", "dbch", "par", "cell", "nestcell", "row", "line", "tab"];

/// Walks over the tokens.
#[derive(Clone, Debug)]
pub struct Tokens<'b> {
    rest: &'b [u8],
    glued: bool,
    letters: Letters,
    /// The text ended with the first byte of a letter whose second is escaped.
    open: bool,
}

/// How letters of two bytes stand in a text that is not all `\'xx`, as programs write it that know nothing of RTF's signs: the second
/// byte may look like one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    /// There are none.
    None,
    /// The second byte stands there whatever it is.
    AsTheyAre,
    /// Where it looks like a sign it has a stroke before it.
    Escaped,
}

impl Letters {
    fn of(bytes: &[u8]) -> Self {
        const HEAD: usize = 4_096;
        const WORDS: [&[u8]; 5] =
            [b"\\ansicpg936", b"\\ansicpg54936", b"\\ansicpg950", b"\\fcharset134", b"\\fcharset136"];
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        let is_paired = !bytes.is_ascii()
            && WORDS.iter().any(|word| memchr::memmem::find(head, word).is_some())
            && std::str::from_utf8(bytes).is_err();
        if !is_paired {
            return Self::None;
        }
        let mut tokens = Tokens { rest: bytes, glued: false, letters: Self::Escaped, open: false };
        while tokens.next().is_some() {
            // A stroke twice, then a word: the first is the letter's, the second the word's.
            if tokens.open && matches!(tokens.rest, [b'{' | b'}', ..] | [b'\\', b'\\', b'a'..=b'z', ..]) {
                return Self::AsTheyAre;
            }
        }
        Self::Escaped
    }
}

const fn is_first(byte: u8) -> bool {
    matches!(byte, 0x81..=0xfe)
}

impl<'b> Tokens<'b> {
    /// All tokens of a file.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, glued: false, letters: Letters::of(bytes), open: false }
    }

    /// What has not been walked over.
    pub fn rest(&self) -> &'b [u8] {
        self.rest
    }

    /// Whether text stood right behind a word, so that some of it may have been lost.
    pub fn are_glued(&self) -> bool {
        self.glued
    }

    /// How much of the text that begins here is text: up to the next sign.
    fn text_length(&mut self) -> usize {
        let is_sign = |byte: &u8| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
        let to_sign = |rest: &[u8]| rest.iter().position(is_sign).unwrap_or(rest.len());
        if self.letters == Letters::None {
            return to_sign(self.rest);
        }
        let mut at = 0;
        while let Some(&byte) = self.rest.get(at) {
            if is_sign(&byte) {
                return at;
            }
            at += 1;
            if is_first(byte) {
                let after = self.rest.get(at..).unwrap_or_default();
                let is_sign = matches!(after, [b'\\', b'{' | b'}' | b'\\', ..] | [b'{' | b'}', ..]);
                self.open = is_sign && self.letters == Letters::Escaped;
                match after {
                    _ if self.open => return at,
                    [b'\\', b'\'', ..] => return at,
                    [0x40..=0x7e | 0x80..=0xfe, ..] => at += 1,
                    _ => {}
                }
            }
        }
        at
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let (&first, after) = self.rest.split_first()?;
        if first == b'\'' {
            let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
            let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            self.rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
            return byte.map(Token::Byte).or(Some(Token::Symbol(first)));
        }
        if !first.is_ascii_alphabetic() {
            self.rest = after;
            return Some(Token::Symbol(first));
        }
        let end = self.rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (word, after) = match glued_end(self.rest, end) {
            Some(end) => {
                self.glued = true;
                self.rest.split_at(end)
            }
            None => self.rest.split_at(end),
        };
        if self.glued && NUMBERLESS.iter().any(|known| known.as_bytes() == word) {
            self.rest = after.strip_prefix(b" ").unwrap_or(after);
            return Some(Token::Word(std::str::from_utf8(word).unwrap_or_default(), None));
        }
        let (number, after) = number_of(after);
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let len = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0).min(self.rest.len());
            let (bytes, after) = self.rest.split_at(len);
            self.rest = after;
            return Some(Token::Binary(bytes));
        }
        Some(Token::Word(word, number))
    }
}

/// Where a word that takes no number ends, if digits or capital letters stand right behind it; `end` where its letters do.
fn glued_end(rest: &[u8], end: usize) -> Option<usize> {
    let word = rest.get(..end)?;
    let own = |known: &&&str| word.starts_with(known.as_bytes());
    let known = NUMBERLESS.iter().filter(own).map(|known| known.len()).max()?;
    let is_text = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    rest.get(known).is_some_and(is_text).then_some(known)
}

/// The number behind a word, and what follows.
fn number_of(bytes: &[u8]) -> (Option<i32>, &[u8]) {
    let signed = usize::from(bytes.first() == Some(&b'-'));
    let digits = bytes.iter().skip(signed).take_while(|byte| byte.is_ascii_digit()).count();
    let (number, after) = bytes.split_at(if digits > 0 { signed + digits } else { 0 });
    let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
    (number, after)
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        let line_ends = self.rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n' | 0)).count();
        self.rest = self.rest.get(line_ends..)?;
        let (&first, after) = self.rest.split_first()?;
        if std::mem::take(&mut self.open)
            && let [b'\\', second @ (b'{' | b'}' | b'\\'), after @ ..] = self.rest
        {
            self.rest = after;
            return Some(Token::Byte(*second));
        }
        match first {
            b'{' => {
                self.rest = after;
                Some(Token::Open)
            }
            b'}' => {
                self.rest = after;
                Some(Token::Close)
            }
            // No sign of RTF is such a byte: the stroke is the second half of a letter that was not written as `\'xx`.
            b'\\' if after.first().is_some_and(|byte| *byte >= 0x80) => {
                let (stroke, after) = self.rest.split_at(1);
                self.rest = after;
                Some(Token::Text(stroke))
            }
            b'\\' => {
                self.rest = after;
                self.control()
            }
            _ => {
                let (text, after) = self.rest.split_at(self.text_length());
                self.rest = after;
                Some(Token::Text(text))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_bytes_groups_and_text_are_told_apart() {
        let told: Vec<Token> = Tokens::new(b"{\\b0 a\\u-123?\\'b9\r\n\\~\\*\\bin2 {}\\par}\\'zz").collect();
        let expected = [
            Token::Open,
            Token::Word("b", Some(0)),
            Token::Text(b"a"),
            Token::Word("u", Some(-123)),
            Token::Text(b"?"),
            Token::Byte(0xB9),
            Token::Symbol(b'~'),
            Token::Symbol(b'*'),
            Token::Binary(b"{}"),
            Token::Word("par", None),
            Token::Close,
            Token::Symbol(b'\''),
            Token::Text(b"zz"),
        ];
        assert_eq!(told, expected);
        assert_eq!(Tokens::new(b"\\").count(), 0);
    }

    /// 昞 is 95 7B, 晑 is 95 5C, 晎 is 95 7D.
    #[test]
    fn a_letters_second_byte_is_no_sign() {
        let texts = |bytes: &[u8]| -> Vec<u8> {
            let bytes = [b"{\\rtf1\\ansicpg936 ", bytes, b"\\par}"].concat();
            let text = |token| match token {
                Token::Text(text) => text.to_vec(),
                Token::Byte(byte) => vec![byte],
                Token::Word("par", _) => vec![b'|'],
                _ => Vec::new(),
            };
            Tokens::new(&bytes).flat_map(text).collect()
        };
        assert_eq!(texts(b"\x95\x7b\x95\x5c\x95\x7d"), b"\x95\x7b\x95\x5c\x95\x7d|");
        assert_eq!(texts(b"\x95\\\x7b\x95\\\x5c\x95\\\x7d"), b"\x95\x7b\x95\x5c\x95\x7d|");
        assert_eq!(texts(b"\x95\\'7b\xb9\xa4\\par {\xb9\xa4}"), b"\x95\x7b\xb9\xa4|\xb9\xa4|");
    }
}
