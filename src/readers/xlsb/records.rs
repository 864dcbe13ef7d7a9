//! The records of a binary part ([MS-XLSB] 2.1.4): number and length in bytes of seven bits, then a body; and its strings.

use crate::readers::binary::Fields;
use crate::readers::binary::utf16_text;
use crate::readers::sheets::fonts::Fonts;

/// The records of a part.
#[derive(Debug)]
pub struct Records<'b> {
    rest: Fields<'b>,
    truncated: bool,
}

impl<'b> Records<'b> {
    /// All records of a part.
    pub fn new(part: &'b [u8]) -> Self {
        Self { rest: Fields::new(part), truncated: false }
    }

    /// Whether the part ended inside a record.
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = (u16, Fields<'b>);

    fn next(&mut self) -> Option<(u16, Fields<'b>)> {
        if self.rest.is_empty() {
            return None;
        }
        let record = read_record(&mut self.rest);
        self.truncated = record.is_none();
        record
    }
}

fn read_record<'b>(rest: &mut Fields<'b>) -> Option<(u16, Fields<'b>)> {
    let mut kind = u16::from(rest.u8()?);
    if kind & 0x80 != 0 {
        kind = (kind & 0x7F) | (u16::from(rest.u8()? & 0x7F) << 7);
    }
    let mut length = 0;
    for shift in [0, 7, 14, 21] {
        let byte = rest.u8()?;
        length |= usize::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    rest.bytes(length).map(|body| (kind, Fields::new(body)))
}

/// A string with its length in characters before it; None for one that is not there.
pub fn wide_string(fields: &mut Fields) -> Option<String> {
    let length = fields.u32().filter(|length| *length != u32::MAX)? as usize;
    Some(utf16_text(fields.bytes(length.checked_mul(2)?)?))
}

/// A string whose runs are shown in these fonts; phonetics are left out.
pub fn rich_string_shown(fields: &mut Fields, fonts: &Fonts) -> Option<String> {
    const HAS_RUNS: u8 = 1;
    let flags = fields.u8()?;
    let text = wide_string(fields)?;
    if fonts.are_plain() || flags & HAS_RUNS == 0 {
        return Some(text);
    }
    let count = fields.u32().unwrap_or(0);
    let runs: Vec<(u16, u16)> = (0..count).map_while(|_| fields.u16().zip(fields.u16())).collect();
    let mut shown = String::with_capacity(text.len());
    fonts.show_runs(&text, &runs, &mut shown);
    Some(shown)
}

/// A string that may have runs and phonetics, which are left out.
pub fn rich_string(fields: &mut Fields) -> Option<String> {
    fields.u8()?;
    wide_string(fields)
}
