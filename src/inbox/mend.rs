//! Files that are whole or nearly so, and yet no program opens them: something stands before their beginning (the header of a
//! download, a byte order mark, a warning of the program that sent them), or the end of a package with its directory is lost, as
//! in a download that was broken off.
//!
//! What stands in front is left away, and so are the zeros at the end of a text. A package gets a directory anew, from the
//! local headers of its parts; a part that is cut is as long as it reaches, and the reader says so. One whose parts are packed as only
//! archives are (7-Zip and its like write what they are told to) is packed anew.

use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use memchr::memmem;

use super::archive::zip_content::InflateLimits;
use super::archive::zip_content::read_entry;
use super::archive::zip_directory::LOCAL_HEADER_LENGTH;
use super::archive::zip_directory::ZipEntry;
use super::archive::zip_directory::is_sound;
use super::archive::zip_directory::read_directory;
use super::little_endian::u16_at;
use crate::model::Format;

/// How far the beginning of a file is looked for: a header of a mail or a download is no longer.
const LONGEST_LEAD: usize = 4096;
/// Parts of a package that are looked for.
const MOST_PARTS: usize = 20_000;
/// So many zeros at the end no program writes by itself; UTF-16 ends in one at most.
const MANY_ZEROS: usize = 64;
const PACKAGE: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const XML: &[u8] = b"<?xml";
const RTF: &[u8] = b"{\\rtf1";
/// With its version, which is 0 to this day.
const SEVEN_ZIP: &[u8] = b"7z\xbc\xaf\x27\x1c\0";
const RAR: &[u8] = b"Rar!\x1a\x07";
/// An end record with the longest comment.
const LONGEST_COMMENT: usize = 22 + 65_535;
/// The longest name of a part or file.
const LONGEST_NAME: u16 = 260;

/// What the parts of a package that is packed anew may come to.
const MOST_REPACKED: u64 = 256 << 20;
/// As far as deflate could ever reach.
const HIGHEST_RATIO: u64 = 1032;
/// Whether a name is in UTF-8.
const NAME_FLAG: u16 = 1 << 11;

/// A package with a directory again.
pub struct Mended {
    /// The package.
    pub bytes: Vec<u8>,
    /// How many parts were found where the directory was lost; None where it was only in the wrong place.
    pub found: Option<usize>,
}

/// How many bytes may stand before the beginning of a file: of a package, an OLE container, an XML or RTF file; else of a page or
/// a mail, where nothing but ASCII stands in front. The likeliest first; nothing where it begins at once.
pub fn find_leads(bytes: &[u8]) -> Vec<usize> {
    let head = bytes.get(..LONGEST_LEAD.min(bytes.len())).unwrap_or_default();
    let starts =
        [PACKAGE, OLE, XML, RTF].map(|start| memmem::find_iter(head, start).find(|&at| begins_something(bytes, at)));
    let strong = starts.into_iter().flatten().min();
    let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', head).map(|at| at + 1));
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\0');
    let written = lines.map(|at| at + head.iter().skip(at).take_while(is_blank).count());
    let weak = written.filter(|&at| begins_page_or_mail(head.get(at..).unwrap_or_default()));
    // A page in a part of a mail is in the mail's own code.
    let is_plain = |lead: &[u8]| lead.is_ascii() && memmem::find(lead, b"Content-Transfer-Encoding").is_none();
    let weak = weak.take_while(|&at| head.get(..at).is_some_and(is_plain));
    match strong {
        Some(at) => Vec::from([at]),
        None => weak.collect(),
    }
    .into_iter()
    .filter(|&at| at > 0)
    .collect()
}

/// How far the warnings of a web server's program reach that stand before a file it sent: `<br />`, the warning, the line of its script.
pub fn end_of_warnings(bytes: &[u8]) -> usize {
    const LONGEST: usize = 1000;
    let mut end = 0;
    loop {
        let rest = bytes.get(end..).unwrap_or_default();
        let warning = rest.trim_ascii_start();
        let head = warning.get(..LONGEST.min(warning.len())).unwrap_or_default();
        let place = head.starts_with(b"<br />").then(|| memmem::find(head, b"</b> on line <b>")).flatten();
        let behind = place.and_then(|at| Some(at + memmem::find(head.get(at..)?, b"<br />")? + b"<br />".len()));
        let Some(behind) = behind else { return end };
        let line_ends =
            warning.get(behind..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        end += rest.len() - warning.len() + behind + line_ends;
    }
}

/// A text without the headers that it came over the net with, and without the line that ended it there; None where it has none.
pub fn without_headers(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..LONGEST_LEAD.min(bytes.len())).unwrap_or_default();
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let first = lines.next().unwrap_or_default();
    let is_part = first.starts_with(b"--") && lines.next()?.to_ascii_lowercase().starts_with(b"content-");
    if !is_part && !first.starts_with(b"HTTP/1.") && !first.starts_with(b"HTTP/2") {
        return None;
    }
    let blank = memmem::find(head, b"\r\n\r\n").map(|at| at + 4).or_else(|| Some(memmem::find(head, b"\n\n")? + 2))?;
    let rest = bytes.get(blank..)?;
    let end = memmem::rfind(rest, first).filter(|_| is_part).unwrap_or(rest.len());
    let rest = rest.get(..end)?;
    Some(rest.strip_suffix(b"\r\n").unwrap_or(rest))
}

/// Whether a line begins a page or is a header of a mail.
fn begins_page_or_mail(line: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 7] =
        [b"<!doctype html", b"<html", b"mime-version:", b"from:", b"received:", b"return-path:", b"message-id:"];
    BEGINNINGS.iter().any(|mark| line.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))
}

/// A package begins with the header of a part that has a name; the other two beginnings are long enough to stand for themselves.
fn begins_something(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    !rest.starts_with(PACKAGE) || matches!(u16_at(rest, 26), Some(1..=LONGEST_NAME))
}

/// An archive behind something else, and where its bytes begin: a program that unpacks itself, or a zip with a lead of its own.
pub fn find_archive(bytes: &[u8]) -> Option<(Format, usize)> {
    if holds_directory(bytes) {
        // The entries of a zip are found through its directory, at its end.
        return Some((Format::Zip, 0));
    }
    let is_program = bytes.starts_with(b"MZ");
    let find = |mark: &[u8]| memmem::find(bytes, mark).filter(|at| *at > 0 && is_program);
    find(SEVEN_ZIP).map(|at| (Format::SevenZip, at)).or_else(|| find(RAR).map(|at| (Format::Rar, at)))
}

/// Whether a zip ends here whose every entry is where its directory says.
fn holds_directory(bytes: &[u8]) -> bool {
    const END: &[u8] = b"PK\x05\x06";
    let tail = bytes.get(bytes.len().saturating_sub(LONGEST_COMMENT)..).unwrap_or_default();
    memmem::rfind(tail, END).is_some()
        && read_directory(bytes, MOST_PARTS)
            .is_some_and(|directory| !directory.salvaged && directory.missing == 0 && !directory.entries.is_empty())
}

/// What a file in base 64 stands for, where that is a document: an attachment that was saved as it stood in the mail.
pub fn without_base64(bytes: &[u8]) -> Option<Vec<u8>> {
    const STARTS: [&[u8]; 7] = [b"UEsDB", b"0M8R4", b"JVBERi", b"e1xydGY", b"UmFyIR", b"N3q8r", b"H4sI"];
    let bytes = without_address(bytes.trim_ascii_start());
    let starts = STARTS.iter().any(|start| bytes.starts_with(start));
    let is_text =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=') || byte.is_ascii_whitespace();
    if !starts || !bytes.iter().all(is_text) {
        return None;
    }
    let mut digits: Vec<u8> =
        bytes.iter().copied().filter(|byte| is_text(byte) && !byte.is_ascii_whitespace()).collect();
    digits.truncate(digits.iter().position(|byte| *byte == b'=').unwrap_or(digits.len()));
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    BASE64_STANDARD_NO_PAD.decode(&digits).ok()
}

/// What stands behind `data:…;base64,`, where the file begins so.
fn without_address(bytes: &[u8]) -> &[u8] {
    const LONGEST: usize = 120;
    let address = bytes.get(..LONGEST.min(bytes.len())).filter(|start| start.starts_with(b"data:"));
    let end = address.and_then(|address| memmem::find(address, b";base64,"));
    end.and_then(|end| bytes.get(end + b";base64,".len()..)).unwrap_or(bytes)
}

/// The file without the zeros that fill up its end; None where there are few of them, or nothing else. A copy that was broken
/// off leaves them, and so do programs that copy whole blocks.
pub fn without_zeros(bytes: &[u8]) -> Option<&[u8]> {
    let zeros = bytes.iter().rev().take_while(|byte| **byte == 0).count();
    bytes.get(..bytes.len() - zeros).filter(|written| zeros >= MANY_ZEROS && !written.is_empty())
}

/// The package with its directory where it belongs; None where that is so already, or no part is left.
pub fn mend_package(bytes: &[u8]) -> Option<Mended> {
    if is_sound(bytes) {
        return None;
    }
    let directory = read_directory(bytes, MOST_PARTS)?;
    let lost = directory.salvaged || directory.missing > 0;
    let mut mended = bytes.to_vec();
    let start = mended.len();
    for entry in &directory.entries {
        write_central_header(&mut mended, entry, start)?;
    }
    let count = u16::try_from(directory.entries.len()).ok()?;
    write_end_record(&mut mended, count, start)?;
    Some(Mended { bytes: mended, found: lost.then_some(directory.entries.len()) })
}

/// The package with all its parts stored, where some are packed in a way that no office program writes; None where none is, or one
/// cannot be had whole: then the reader says which.
pub fn repack(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut entries = read_directory(bytes, MOST_PARTS)?.entries;
    if entries.iter().all(|entry| matches!(entry.method, 0 | 8)) {
        return None;
    }
    let mut repacked = Vec::new();
    for entry in &mut entries {
        let left = MOST_REPACKED.saturating_sub(repacked.len() as u64);
        let content = read_entry(bytes, entry, InflateLimits { size: left, ratio: HIGHEST_RATIO }).ok()?;
        let (flags, packed) = (entry.flags & NAME_FLAG, content.len() as u64);
        *entry = ZipEntry { flags, method: 0, packed, offset: repacked.len() as u64, ..entry.clone() };
        write_local_header(&mut repacked, entry)?;
        repacked.extend(content);
    }
    let start = repacked.len();
    for entry in &entries {
        write_central_header(&mut repacked, entry, start)?;
    }
    write_end_record(&mut repacked, u16::try_from(entries.len()).ok()?, start)?;
    Some(repacked)
}

/// The header of a stored part (APPNOTE 4.3.7).
fn write_local_header(repacked: &mut Vec<u8>, entry: &ZipEntry) -> Option<()> {
    let size = u32::try_from(entry.size).ok()?.to_le_bytes();
    repacked.extend(b"PK\x03\x04\x14\x00");
    repacked.extend(entry.flags.to_le_bytes());
    repacked.extend([0, 0, 0, 0, 0x21, 0]);
    repacked.extend(entry.crc32.to_le_bytes());
    repacked.extend([size, size].concat());
    repacked.extend(u16::try_from(entry.name.len()).ok()?.to_le_bytes());
    repacked.extend([0, 0]);
    repacked.extend(&entry.name);
    Some(())
}

/// A header of the central directory (APPNOTE 4.3.12), with the part no longer than what is there of it.
fn write_central_header(mended: &mut Vec<u8>, entry: &ZipEntry, end: usize) -> Option<()> {
    let at = usize::try_from(entry.offset).ok()?;
    let local_extra = u64::from(u16_at(mended, at.checked_add(28)?)?);
    let data = entry.offset + LOCAL_HEADER_LENGTH + entry.name.len() as u64 + local_extra;
    let packed = entry.packed.min((end as u64).saturating_sub(data));
    // A directory made anew says where sizes are, so the flag that they follow the data is off.
    let flags = entry.flags & !8;
    mended.extend(b"PK\x01\x02\x14\x00\x14\x00");
    mended.extend(flags.to_le_bytes());
    mended.extend(entry.method.to_le_bytes());
    mended.extend([0, 0, 0x21, 0]);
    mended.extend(entry.crc32.to_le_bytes());
    mended.extend(u32::try_from(packed).ok()?.to_le_bytes());
    mended.extend(u32::try_from(entry.size).ok()?.to_le_bytes());
    mended.extend(u16::try_from(entry.name.len()).ok()?.to_le_bytes());
    mended.extend([0; 12]);
    mended.extend(u32::try_from(entry.offset).ok()?.to_le_bytes());
    mended.extend(&entry.name);
    Some(())
}

/// The end of the central directory (APPNOTE 4.3.16).
fn write_end_record(mended: &mut Vec<u8>, count: u16, start: usize) -> Option<()> {
    let length = u32::try_from(mended.len() - start).ok()?;
    mended.extend(b"PK\x05\x06\0\0\0\0");
    mended.extend(count.to_le_bytes());
    mended.extend(count.to_le_bytes());
    mended.extend(length.to_le_bytes());
    mended.extend(u32::try_from(start).ok()?.to_le_bytes());
    mended.extend([0, 0]);
    Some(())
}
