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
}

impl<'b> Tokens<'b> {
    /// All tokens of a file.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, glued: false }
    }

    /// What has not been walked over.
    pub fn rest(&self) -> &'b [u8] {
        self.rest
    }

    /// Whether text stood right behind a word, so that some of it may have been lost.
    pub fn are_glued(&self) -> bool {
        self.glued
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
                let end = self.rest.iter().position(|byte| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0));
                let (text, after) = self.rest.split_at(end.unwrap_or(self.rest.len()));
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
}
