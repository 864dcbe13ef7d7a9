//! What the names in an archive say: decoded first, then split, since 0x5C is both `\` and the second byte of a GBK character
//! (誠, 錦, 謀).
//!
//! In order: Info-ZIP's Unicode Path field (0x7075, APPNOTE 4.6.9), UTF-8 where it is flagged or where the bytes are valid,
//! else GB18030, which is what Windows and WPS in China write. Names in Shift-JIS or Big5 that are not valid GB18030 are
//! tried last.

use encoding_rs::BIG5;
use encoding_rs::GB18030;
use encoding_rs::SHIFT_JIS;
use flate2::Crc;

use super::zip_directory::ZipEntry;
use crate::inbox::little_endian::u32_at;

const UNICODE_PATH: u16 = 0x7075;
const UTF8_FLAG: u16 = 1 << 11;

/// The path of an entry below its archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryName {
    /// Parts joined by `/`; never absolute, never with `..`, never empty.
    pub path: String,
    /// A folder, not a file.
    pub folder: bool,
    /// The name as it was written, where it would have led out of the archive's folder.
    pub escapes: Option<String>,
}

/// The name of an entry of a zip file.
pub fn name_entry(entry: &ZipEntry) -> EntryName {
    split_name(&decode_entry_name(entry))
}

fn decode_entry_name(entry: &ZipEntry) -> String {
    if let Some(name) = unicode_path(entry) {
        return name;
    }
    if entry.flags & UTF8_FLAG != 0
        && let Ok(name) = std::str::from_utf8(&entry.name)
    {
        return name.to_owned();
    }
    decode_name(&entry.name)
}

/// The Unicode Path field counts only while its CRC is that of the name it stands for: a program that renames an entry
/// without knowing the field leaves a stale one.
fn unicode_path(entry: &ZipEntry) -> Option<String> {
    let field = entry.extra_field(UNICODE_PATH)?;
    let mut crc = Crc::new();
    crc.update(&entry.name);
    if *field.first()? != 1 || u32_at(field, 1)? != crc.sum() {
        return None;
    }
    std::str::from_utf8(field.get(5..)?).ok().filter(|name| !name.is_empty()).map(str::to_owned)
}

/// Decodes a name whose encoding nothing says.
pub fn decode_name(raw: &[u8]) -> String {
    let gbk = GB18030.decode_without_bom_handling_and_without_replacement(raw);
    if let Ok(name) = std::str::from_utf8(raw) {
        // Two-byte sequences are valid in both; where all of them are plain hanzi in GBK, a Chinese office meant those.
        let only_two_byte = name.chars().all(|c| (c as u32) < 0x800) && !name.is_ascii();
        return match gbk {
            Some(chinese) if only_two_byte && chinese.chars().all(|c| c.is_ascii() || is_hanzi(c)) => {
                chinese.into_owned()
            }
            _ => name.to_owned(),
        };
    }
    // Letters of somebody's own making stand in no name that was written in GBK.
    let gbk = gbk.filter(|name| !name.contains(is_private));
    gbk.or_else(|| BIG5.decode_without_bom_handling_and_without_replacement(raw))
        .or_else(|| SHIFT_JIS.decode_without_bom_handling_and_without_replacement(raw))
        .unwrap_or_else(|| GB18030.decode_without_bom_handling(raw).0)
        .into_owned()
}

fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

fn is_hanzi(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Splits a decoded name at `/` and `\`, and says whether it tried to leave the folder.
pub fn split_name(name: &str) -> EntryName {
    let separators = ['/', '\\'];
    let drive = name.as_bytes().get(1) == Some(&b':') && name.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut escapes = name.starts_with(separators) || drive;
    let mut parts = Vec::new();
    for part in name.split(separators) {
        match part {
            "" | "." => {}
            ".." => escapes = true,
            part => parts.push(part.replace(char::is_control, "\u{fffd}")),
        }
    }
    if drive && let Some(first) = parts.first_mut() {
        first.drain(..2);
    }
    parts.retain(|part| !part.is_empty());
    let path = if parts.is_empty() { "（无名）".to_owned() } else { parts.join("/") };
    EntryName { path, folder: name.ends_with(separators), escapes: escapes.then(|| name.to_owned()) }
}
