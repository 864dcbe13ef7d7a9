//! Which encoding the bytes of an RTF are in: that of the font (`\fcharset`), else that of the document (`\ansicpg`).

use std::collections::HashMap;

use encoding_rs::BIG5;
use encoding_rs::EUC_KR;
use encoding_rs::Encoding;
use encoding_rs::GB18030;
use encoding_rs::MACINTOSH;
use encoding_rs::SHIFT_JIS;
use encoding_rs::UTF_8;
use encoding_rs::WINDOWS_874;
use encoding_rs::WINDOWS_1250;
use encoding_rs::WINDOWS_1251;
use encoding_rs::WINDOWS_1252;
use encoding_rs::WINDOWS_1253;
use encoding_rs::WINDOWS_1254;
use encoding_rs::WINDOWS_1255;
use encoding_rs::WINDOWS_1256;
use encoding_rs::WINDOWS_1257;
use encoding_rs::WINDOWS_1258;

use crate::model::surely_written_in;
use crate::readers::flow::symbol::SymbolFont;

/// A font of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Font {
    /// `\fcharset`
    pub charset: Option<i32>,
    /// Whether it is a symbol font.
    pub symbol: Option<SymbolFont>,
}

/// The encodings of a document.
#[derive(Debug)]
pub struct Charsets {
    /// By number.
    pub fonts: HashMap<i32, Font>,
    /// `\deff`
    pub default_font: i32,
    document: Option<&'static Encoding>,
    chinese: bool,
    /// `\mac`
    pub of_macintosh: bool,
    /// What all bytes of text together surely are, whatever the fonts say.
    sure: Option<&'static Encoding>,
}

impl Charsets {
    /// None known.
    pub fn new() -> Self {
        Self { fonts: HashMap::new(), default_font: 0, document: None, chinese: false, of_macintosh: false, sure: None }
    }

    /// What the bytes of text surely are: some programs write GBK without a code page, or UTF-8, which RTF does not know.
    pub fn see_text(&mut self, bytes: &[u8]) {
        self.sure = surely_written_in(bytes);
    }

    /// `\ansicpg`
    pub fn set_code_page(&mut self, page: i32) {
        self.document = encoding_of_page(page).or(self.document);
    }

    /// `\deflang`, `\deflangfe`: where no code page is given, a Chinese document is in GBK.
    pub fn see_language(&mut self, language: i32) {
        self.chinese |= matches!(language, 2052 | 4100);
    }

    fn document(&self) -> &'static Encoding {
        let told = self.document.unwrap_or(match (self.chinese, self.of_macintosh) {
            (true, _) => GB18030,
            (false, true) => MACINTOSH,
            (false, false) => WINDOWS_1252,
        });
        // A code page of two bytes is told on purpose; the Western one stands where nobody thought of it.
        self.sure.filter(|_| told.is_single_byte()).unwrap_or(told)
    }

    /// Bytes in a font as text. The codes of a symbol font come out in U+F000–U+F0FF.
    pub fn decode(&self, bytes: &[u8], font: i32) -> String {
        /// Symbol fonts.
        const SYMBOL: i32 = 2;
        let font = self.fonts.get(&font).copied().unwrap_or_default();
        if font.charset == Some(SYMBOL) && font.symbol.is_some() {
            return bytes.iter().filter_map(|byte| symbol_code(*byte)).collect();
        }
        if self.sure == Some(UTF_8) {
            return UTF_8.decode_without_bom_handling(bytes).0.into_owned();
        }
        let document = self.document();
        let encoding = match font.charset.and_then(encoding_of_charset) {
            // Latin fonts in a document of East Asia: whole pairs of high bytes are not Latin.
            Some(latin) if latin == WINDOWS_1252 && is_paired(bytes) && !document.is_single_byte() => document,
            Some(encoding) => encoding,
            None => document,
        };
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    }
}

fn symbol_code(byte: u8) -> Option<char> {
    match byte {
        0..=0x20 => Some(char::from(byte)),
        _ => char::from_u32(0xF000 + u32::from(byte)),
    }
}

/// Whether bytes above 0x80 come in pairs only, mostly with another: the second byte of a rare letter (玥) may be that of a Latin one.
fn is_paired(bytes: &[u8]) -> bool {
    let (mut high, mut low) = (0, 0);
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return high > low,
            [single, after @ ..] if *single < 0x80 => after,
            [0x81..=0xfe, 0x80..=0xfe, after @ ..] => {
                high += 1;
                after
            }
            [0x81..=0xfe, 0x40..=0x7e, after @ ..] => {
                low += 1;
                after
            }
            _ => return false,
        };
    }
}

/// The encoding that a font's `\fcharset` means; None for the document's.
fn encoding_of_charset(charset: i32) -> Option<&'static Encoding> {
    Some(match charset {
        0 => WINDOWS_1252,
        // those of the Macintosh; its Western one (77) was written for letters of Windows too
        78 => SHIFT_JIS,
        79 => EUC_KR,
        80 => GB18030,
        81 => BIG5,
        128 => SHIFT_JIS,
        129 | 130 => EUC_KR,
        134 => GB18030,
        136 => BIG5,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return None,
    })
}

fn encoding_of_page(page: i32) -> Option<&'static Encoding> {
    Some(match page {
        932 => SHIFT_JIS,
        936 | 54936 => GB18030,
        949 => EUC_KR,
        950 => BIG5,
        874 => WINDOWS_874,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        10001 => SHIFT_JIS,
        10002 => BIG5,
        10003 => EUC_KR,
        10008 => GB18030,
        65001 => UTF_8,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_by_the_font_or_else_by_the_document() {
        let mut charsets = Charsets::new();
        let gbk = [0xB9, 0xA4, 0xBB, 0xE1];
        assert_ne!(charsets.decode(&gbk, 0), "工会");
        charsets.see_language(2052);
        assert_eq!(charsets.decode(&gbk, 0), "工会");
        charsets.set_code_page(1252);
        assert_ne!(charsets.decode(&gbk, 0), "工会");
        charsets.fonts.insert(3, Font { charset: Some(134), symbol: None });
        assert_eq!(charsets.decode(&gbk, 3), "工会");
        charsets.fonts.insert(4, Font { charset: Some(80), symbol: None });
        assert_eq!(charsets.decode(&gbk, 4), "工会");
    }

    #[test]
    fn letters_of_a_macintosh_are_read_where_no_code_page_is_given() {
        let mut charsets = Charsets::new();
        charsets.of_macintosh = true;
        assert_eq!(charsets.decode(b"lanc\x8e", 0), "lancé");
        charsets.set_code_page(1252);
        assert_eq!(charsets.decode(b"lanc\xe9", 0), "lancé");
    }

    #[test]
    fn latin_fonts_in_a_chinese_document_may_hold_both() {
        let mut charsets = Charsets::new();
        charsets.set_code_page(936);
        charsets.fonts.insert(0, Font { charset: Some(0), symbol: None });
        assert_eq!(charsets.decode(&[0xB9, 0xA4, b'A'], 0), "工A");
        assert_eq!(charsets.decode(&[b'2', 0xB7, b'A'], 0), "2·A");
        assert_eq!(charsets.decode(&GB18030.encode("喻珺、尤玥").0, 0), "喻珺、尤玥");
        assert_eq!(charsets.decode(b"na\xefve", 0), "naïve");
    }

    #[test]
    fn chinese_without_a_word_of_it_is_known_by_its_letters() {
        let mut charsets = Charsets::new();
        charsets.set_code_page(1252);
        charsets.fonts.insert(0, Font { charset: Some(0), symbol: None });
        let text = "申报单位：海港区总工会";
        charsets.see_text(&GB18030.encode(text).0);
        assert_eq!(charsets.decode(&GB18030.encode("工会").0, 0), "工会");
        charsets.fonts.insert(0, Font { charset: Some(134), symbol: None });
        charsets.see_text(text.as_bytes());
        assert_eq!(charsets.decode("工会".as_bytes(), 0), "工会");
    }

    #[test]
    fn symbol_fonts_keep_their_codes() {
        let mut charsets = Charsets::new();
        charsets.fonts.insert(1, Font { charset: Some(2), symbol: Some(SymbolFont::Wingdings) });
        assert_eq!(charsets.decode(&[0xFE], 1), "\u{F0FE}");
    }
}
