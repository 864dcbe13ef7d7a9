//! A file behind another in one: a tool that adds to a file instead of writing it anew, or a copy over a longer one, leaves them so.
//! Programs open one of them and say nothing of the other. Formats whose
//! readers go on behind the end, or say that there is more, are not looked at.

use memchr::memmem;

use super::archive::zip_directory::is_sound;
use super::little_endian::u16_at;
use super::little_endian::u32_at;
use super::little_endian::u64_at;

/// How files begin that may stand behind another.
const BEGINNINGS: [&[u8]; 7] = [
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"%PDF-",
    b"{\\rtf1",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x1f\x8b\x08",
];
const END_OF_ZIP: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The sector table's own numbers (MS-CFB 2.1): from here on they name no sector.
const NO_SECTOR: u32 = 0xffff_fffa;
const FREE: u32 = u32::MAX;
/// Parts of the sector table that the header names; a container with more of them is not looked at.
const TABLES_IN_HEADER: usize = 109;
/// So many ends are looked at, for what stands in an archive may have ends of its own.
const MOST_ENDS: usize = 64;

/// Whether another file begins where this one ends by its own account.
pub fn holds_another(bytes: &[u8]) -> bool {
    match bytes {
        _ if bytes.starts_with(b"PK\x03\x04") => behind_zip(bytes),
        _ if bytes.starts_with(OLE) => behind_ole(bytes),
        _ if bytes.starts_with(b"%PDF-") => behind_pdf(bytes),
        _ if bytes.starts_with(b"<?xml") => behind_xml(bytes),
        _ if bytes.starts_with(b"7z\xbc\xaf\x27\x1c") => behind_seven_zip(bytes).unwrap_or(false),
        _ => behind_mail(bytes),
    }
}

/// Whether a file begins here, behind nothing but white space and what fills up a block.
fn begins_another(rest: &[u8]) -> bool {
    let rest = rest.get(rest.iter().take_while(|byte| is_filler(**byte)).count()..).unwrap_or_default();
    BEGINNINGS.iter().any(|beginning| rest.starts_with(beginning))
}

/// An archive that was added to has one directory for all at its end; of two archives each has its own, that counts from its own start.
fn behind_zip(bytes: &[u8]) -> bool {
    if is_sound(bytes) {
        return false;
    }
    memmem::find_iter(bytes, END_OF_ZIP).take(MOST_ENDS).any(|at| {
        let comment = usize::from(u16_at(bytes, at + 20).unwrap_or(0));
        let ends = [at + END_LENGTH, at + END_LENGTH + comment];
        let ends_here =
            |&end: &usize| bytes.get(..end).is_some_and(is_sound) && bytes.get(end..).is_some_and(begins_another);
        ends.iter().any(ends_here)
    })
}

/// The same text once more, byte for byte.
pub fn is_twice(bytes: &[u8]) -> bool {
    const SHORT: usize = 200;
    let (one, two) = bytes.split_at(bytes.len() / 2);
    bytes.len() >= SHORT && one == two && !bytes.windows(2).all(|pair| pair.first() == pair.last())
}

/// A container ends with the last sector that its table knows of.
fn behind_ole(bytes: &[u8]) -> bool {
    ends_of_ole(bytes).into_iter().flatten().any(|end| bytes.get(end..).is_some_and(begins_another))
}

/// By the sectors in use, and by those that a chain leads to: some programs mark all that are free as the end of a chain.
fn ends_of_ole(bytes: &[u8]) -> Option<[usize; 2]> {
    let sector = 1_usize.checked_shl(u32::from(u16_at(bytes, 30)?)).filter(|size| matches!(size, 512 | 4096))?;
    let tables = usize::try_from(u32_at(bytes, 44)?).ok().filter(|count| *count <= TABLES_IN_HEADER)?;
    let (mut used, mut led_to) = (0, 0);
    for table in 0..tables {
        let start = usize::try_from(u32_at(bytes, 76 + table * 4)?).ok()?.checked_add(1)?.checked_mul(sector)?;
        let per_table = sector / 4;
        for at in 0..per_table {
            let next = u32_at(bytes, start.checked_add(at * 4)?)?;
            if next != FREE {
                used = used.max(table * per_table + at);
            }
            if next < NO_SECTOR {
                led_to = led_to.max(usize::try_from(next).ok()?);
            }
        }
    }
    Some([used, led_to].map(|last| last.saturating_add(2).saturating_mul(sector)))
}

fn behind_seven_zip(bytes: &[u8]) -> Option<bool> {
    const START: u64 = 32;
    let end = START.checked_add(u64_at(bytes, 12)?)?.checked_add(u64_at(bytes, 20)?)?;
    Some(bytes.get(usize::try_from(end).ok()?..).is_some_and(begins_another))
}

/// Another file that is embedded follows on the head of its stream, a version of its own on the end of the one before.
fn behind_pdf(bytes: &[u8]) -> bool {
    let starts = memmem::find_iter(bytes, b"%PDF-").filter(|at| *at > 0);
    starts.into_iter().any(|at| before_filler(bytes, at).ends_with(b"%%EOF"))
}

/// A file of XML has one declaration, at its start.
fn behind_xml(bytes: &[u8]) -> bool {
    let starts = memmem::find_iter(bytes, b"<?xml version=").filter(|at| *at > 0);
    starts.into_iter().any(|at| before_filler(bytes, at).ends_with(b">"))
}

/// Behind the boundary that closes a mail nothing is read; a mail within it follows on the head of its part.
fn behind_mail(bytes: &[u8]) -> bool {
    const HEADERS: [&[u8]; 7] = [
        b"\nFrom ",
        b"\nFrom: ",
        b"\nSubject: ",
        b"\nReceived: ",
        b"\nReturn-Path: ",
        b"\nMIME-Version: ",
        b"\nDate: ",
    ];
    let is_boundary = |line: &[u8]| line.len() > 4 && line.starts_with(b"--") && line.ends_with(b"--");
    let closed = |at: usize| before_filler(bytes, at).rsplit(|byte| *byte == b'\n').next().is_some_and(is_boundary);
    HEADERS.iter().any(|header| memmem::find_iter(bytes, header).any(closed))
}

/// What stands before this place, without what fills up a line or a block.
fn before_filler(bytes: &[u8], at: usize) -> &[u8] {
    let before = bytes.get(..at).unwrap_or_default();
    let filled = before.iter().rev().take_while(|byte| is_filler(**byte)).count();
    before.get(..at - filled).unwrap_or_default()
}

fn is_filler(byte: u8) -> bool {
    matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n')
}
