//! Strings of BIFF: Unicode with a byte of flags from BIFF8 on ([MS-XLS] 2.5.293, 2.5.294), bytes in a code page before.

use encoding_rs::Encoding;
use encoding_rs::GBK;
use encoding_rs::WINDOWS_1252;

use super::records::Segments;
use crate::model::DoubleBytes;
use crate::readers::sheets::fonts::Fonts;
use crate::readers::sheets::strings::SharedStrings;

/// The version of a BIFF stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Biff {
    /// Excel 2.
    Two,
    /// Excel 3.
    Three,
    /// Excel 4.
    Four,
    /// Excel 5 and 95.
    Five,
    /// Excel 97 to 2003.
    Eight,
}

/// How bytes of text are read before BIFF8.
#[derive(Clone, Copy, Debug)]
pub struct CodePage(&'static Encoding);

impl Default for CodePage {
    /// Where a file does not say: a Chinese office's.
    fn default() -> Self {
        Self(GBK)
    }
}

impl CodePage {
    /// By the number in a CODEPAGE record.
    pub fn of(number: u16) -> Self {
        let label: &[u8] = match number {
            936 | 10_008 => b"gbk",
            950 | 10_002 => b"big5",
            932 | 10_001 => b"shift_jis",
            949 | 10_003 => b"euc-kr",
            874 => b"windows-874",
            866 => b"ibm866",
            1250 => b"windows-1250",
            1251 => b"windows-1251",
            1253 => b"windows-1253",
            1254 => b"windows-1254",
            1255 => b"windows-1255",
            1256 => b"windows-1256",
            1257 => b"windows-1257",
            1258 => b"windows-1258",
            10_000 | 0x8000 => b"macintosh",
            65_001 => b"utf-8",
            _ => b"windows-1252",
        };
        Self(Encoding::for_label(label).unwrap_or(WINDOWS_1252))
    }

    /// Bytes as text. Programs that know only the Western page write it over Chinese, too.
    pub fn decode(self, bytes: &[u8]) -> String {
        let is_chinese = self.0 == WINDOWS_1252 && DoubleBytes::count(bytes).is_all_simplified();
        let encoding = if is_chinese { GBK } else { self.0 };
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// Appends a string of BIFF8 whose length in characters is told: flags, then the characters, then what may come behind them.
pub fn push_unicode(segments: &mut Segments, length: usize, into: &mut String) -> Option<()> {
    push_rich_unicode(segments, length, &Fonts::default(), into)
}

/// The same, its runs shown in these fonts.
fn push_rich_unicode(segments: &mut Segments, length: usize, fonts: &Fonts, into: &mut String) -> Option<()> {
    let start = into.len();
    let flags = segments.u8()?;
    let runs = if flags & 0x08 != 0 { usize::from(segments.u16()?) } else { 0 };
    let phonetic = if flags & 0x04 != 0 { segments.u32()? as usize } else { 0 };
    let whole = segments.push_characters(length, flags & 1 != 0, into);
    if fonts.are_plain() {
        segments.skip(runs * 4)?;
    } else {
        let runs: Option<Vec<(u16, u16)>> = (0..runs).map(|_| Some((segments.u16()?, segments.u16()?))).collect();
        let text = into.split_off(start);
        fonts.show_runs(&text, &runs?, into);
    }
    segments.skip(phonetic)?;
    whole.then_some(())
}

/// A string of BIFF8 with its length before it, in two bytes or in one, and whether it is whole.
pub fn read_unicode(segments: &mut Segments, short: bool) -> Option<(String, bool)> {
    let length = if short { usize::from(segments.u8()?) } else { usize::from(segments.u16()?) };
    let mut text = String::new();
    // A string that is cut off is still worth what is there of it.
    let whole = push_unicode(segments, length, &mut text).is_some();
    Some((text, whole))
}

/// A string before BIFF8 with its length before it, in two bytes or in one, and whether it is whole.
pub fn read_bytes(segments: &mut Segments, short: bool, page: CodePage) -> Option<(String, bool)> {
    let length = if short { usize::from(segments.u8()?) } else { usize::from(segments.u16()?) };
    let bytes: Vec<u8> = (0..length).map_while(|_| segments.u8()).collect();
    Some((page.decode(&bytes), bytes.len() == length))
}

/// The shared strings of an SST record, runs shown in these fonts; those that are cut off are left out, which is told by
/// false. No program lists the same string often: many empty ones are zeros that damage left.
pub fn read_shared_strings(segments: &mut Segments, fonts: &Fonts) -> (SharedStrings, bool) {
    const MANY: usize = 3;
    let mut strings = SharedStrings::default();
    let count = segments.skip(4).and_then(|()| segments.u32()).unwrap_or(0);
    let mut empty = 0;
    for _ in 0..count {
        let Some(length) = segments.u16() else { return (strings, false) };
        empty += usize::from(length == 0);
        let mut whole = None;
        strings.push_with(|text| whole = push_rich_unicode(segments, usize::from(length), fonts, text));
        if whole.is_none() {
            return (strings, false);
        }
    }
    (strings, empty < MANY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_empty_strings_are_what_zeros_left() {
        let table = |empty: usize| {
            let body = [&[0; 4][..], &[empty as u8 + 1, 0, 0, 0], &[1, 0, 0, b'a'], &vec![0; empty * 3]].concat();
            read_shared_strings(&mut Segments::new(vec![&body]), &Fonts::default()).1
        };
        assert!(table(0) && table(1) && !table(9));
    }
}
