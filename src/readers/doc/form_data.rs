//! The data of a legacy form field in Word 97–2003 ([MS-DOC] 2.9.78 FFData): what it shows without a result.

use crate::readers::binary::offset_at;
use crate::readers::binary::slice_at;
use crate::readers::binary::u16_at;

/// What the form field whose data stand here in the Data stream shows.
pub fn shown_by_form(data: &[u8], at: usize) -> Option<String> {
    const HEADER: usize = 6;
    let len = offset_at(data, at)?;
    let header = usize::from(u16_at(data, at + 4)?);
    let form = slice_at(data, at, len)?.get(header.max(HEADER)..)?;
    let flags = u16_at(form, 4)?;
    let result = (flags >> 2) & 0x1F;
    // Behind version, flags, length and size comes the field's name.
    let (_, rest) = counted_text(form.get(10..)?)?;
    match flags & 3 {
        0 => counted_text(rest).map(|(text, _)| text).filter(|text| !text.is_empty()),
        1 => Some(if is_checked(result, rest)? { "☑" } else { "☐" }.to_owned()),
        2 => chosen_entry(result, rest),
        _ => None,
    }
}

/// 25 says that the usual state holds, which follows the name.
fn is_checked(result: u16, rest: &[u8]) -> Option<bool> {
    const AS_USUAL: u16 = 25;
    match result {
        AS_USUAL => u16_at(rest, 0).map(|usual| usual != 0),
        result => Some(result != 0),
    }
}

fn chosen_entry(result: u16, rest: &[u8]) -> Option<String> {
    const AS_USUAL: u16 = 25;
    let usual = u16_at(rest, 0)?;
    let chosen = if result == AS_USUAL { usual } else { result };
    // Format, help, status, two macros; then the entries.
    let mut rest = rest.get(2..)?;
    for _ in 0..5 {
        rest = counted_text(rest)?.1;
    }
    let count = u16_at(rest, 2)?;
    let mut entries = rest.get(6..)?;
    for at in 0..count {
        let len = usize::from(u16_at(entries, 0)?);
        let text = utf_16(slice_at(entries, 2, len * 2)?);
        if at == chosen {
            return Some(text);
        }
        entries = entries.get(2 + len * 2..)?;
    }
    None
}

/// A text with its length before it and a zero behind it, and what follows.
fn counted_text(bytes: &[u8]) -> Option<(String, &[u8])> {
    let len = usize::from(u16_at(bytes, 0)?) * 2;
    let text = slice_at(bytes, 2, len)?;
    Some((utf_16(text), bytes.get(2 + len + 2..).unwrap_or_default()))
}

fn utf_16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(flags: u16, rest: &[u8]) -> Vec<u8> {
        let mut form = vec![0xFF; 4];
        form.extend(flags.to_le_bytes());
        form.extend([0; 4]);
        form.extend([1, 0, b'x', 0, 0, 0]);
        form.extend(rest);
        let mut data = Vec::from((u32::try_from(form.len() + 68).expect("small")).to_le_bytes());
        data.extend(68_u16.to_le_bytes());
        data.resize(68, 0);
        data.extend(form);
        data
    }

    #[test]
    fn boxes_texts_and_lists_show_their_state() {
        assert_eq!(shown_by_form(&data(1 | 1 << 2, &[0, 0]), 0).as_deref(), Some("☑"));
        assert_eq!(shown_by_form(&data(1 | 25 << 2, &[0, 0]), 0).as_deref(), Some("☐"));
        assert_eq!(shown_by_form(&data(0, &[1, 0, 0x32, 0x75, 0, 0]), 0).as_deref(), Some("甲"));
        let list = [[0, 0].as_slice(), &[0; 20], &[0xFF, 0xFF, 2, 0, 0, 0], &[1, 0, b'A', 0, 1, 0, b'B', 0]].concat();
        assert_eq!(shown_by_form(&data(2 | 1 << 2, &list), 0).as_deref(), Some("B"));
        assert_eq!(shown_by_form(&[], 9), None);
    }
}
