//! The entries of a zip file, from the central directory of APPNOTE 6.3 (zip64 included), or from the local
//! headers where the end of the file is lost.
//!
//! Read by hand, because two entries of one name must both be seen (crate zip keeps the last), names must be decoded
//! before they are split, and a cut archive should still give what is whole in it.

use std::collections::HashMap;

use flate2::Decompress;
use flate2::FlushDecompress;
use flate2::Status;
use memchr::memmem;

use crate::inbox::little_endian::u16_at;
use crate::inbox::little_endian::u32_at;
use crate::inbox::little_endian::u64_at;

pub(super) const LOCAL_HEADER: u32 = 0x0403_4b50;
const CENTRAL_HEADER: u32 = 0x0201_4b50;
const END_OF_DIRECTORY: u32 = 0x0605_4b50;
const END_OF_DIRECTORY_64: u32 = 0x0606_4b50;
const END_LOCATOR_64: u32 = 0x0706_4b50;
/// Bytes of a local header before the name.
pub const LOCAL_HEADER_LENGTH: u64 = 30;
/// A comment made of nothing but signatures would otherwise have the directory read thousands of times.
const MOST_CANDIDATES: usize = 8;
/// What may be inflated to find where the entries of a cut archive end.
const MEASURED_BYTES: u64 = 1 << 30;

/// What the directory says of one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZipEntry {
    /// As stored; see `entry_name` for what it says.
    pub name: Vec<u8>,
    /// General purpose bits: 0 encrypted, 3 sizes follow the data, 11 name in UTF-8.
    pub flags: u16,
    /// Method: 0 stored, 8 deflated.
    pub method: u16,
    /// CRC-32 of the content.
    pub crc32: u32,
    /// Bytes it takes in the archive.
    pub packed: u64,
    /// Bytes of its content, as declared.
    pub size: u64,
    /// Offset of its local header in the file.
    pub offset: u64,
    /// The extra fields.
    pub extra: Vec<u8>,
    /// A symbolic link of a Unix system.
    pub symlink: bool,
    /// Its content stands in another volume of a split archive.
    pub elsewhere: bool,
}

impl ZipEntry {
    /// Whether its content is under a password.
    pub fn encrypted(&self) -> bool {
        self.flags & 1 != 0 || self.method == 99
    }

    /// The data of one extra field.
    pub fn extra_field(&self, wanted: u16) -> Option<&[u8]> {
        let mut at = 0;
        loop {
            let (id, length) = (u16_at(&self.extra, at)?, u16_at(&self.extra, at + 2)?);
            let data = self.extra.get(at + 4..at + 4 + usize::from(length))?;
            if id == wanted {
                return Some(data);
            }
            at += 4 + usize::from(length);
        }
    }
}

/// All entries that could be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZipDirectory {
    /// In the order of the directory; at most as many as were asked for.
    pub entries: Vec<ZipEntry>,
    /// Entries beyond that number.
    pub left_out: u64,
    /// Entries that the archive declares and its directory does not hold.
    pub missing: u64,
    /// The central directory is missing or broken: these are the local headers that were found.
    pub salvaged: bool,
}

/// Reads the directory. None where there is not one header of a zip file.
pub fn read_directory(bytes: &[u8], most: usize) -> Option<ZipDirectory> {
    let Some(mut directory) = read_central_directory(bytes, most) else { return salvage_local_headers(bytes, most) };
    if directory.missing > 0 || directory.entries.iter().any(|entry| is_misplaced(bytes, entry)) {
        complete(&mut directory, bytes, most);
    }
    Some(directory)
}

/// Whether no local header stands where the directory says: bytes before it were lost or put in.
fn is_misplaced(bytes: &[u8], entry: &ZipEntry) -> bool {
    !entry.elsewhere && signature_at(bytes, entry.offset) != Some(LOCAL_HEADER)
}

/// Looks for the local headers of entries that stand elsewhere than the directory says, and for entries that it has lost.
fn complete(directory: &mut ZipDirectory, bytes: &[u8], most: usize) {
    let Some(found) = salvage_local_headers(bytes, most) else { return };
    let mut places: HashMap<&[u8], &ZipEntry> =
        found.entries.iter().map(|entry| (entry.name.as_slice(), entry)).collect();
    for entry in &mut directory.entries {
        if let Some(place) = places.remove(entry.name.as_slice())
            && is_misplaced(bytes, entry)
        {
            entry.offset = place.offset;
        }
    }
    let lost: Vec<ZipEntry> =
        found.entries.iter().filter(|entry| places.contains_key(entry.name.as_slice())).cloned().collect();
    let room =
        usize::try_from(directory.missing).unwrap_or(usize::MAX).min(most.saturating_sub(directory.entries.len()));
    let added = lost.into_iter().take(room);
    let before = directory.entries.len();
    directory.entries.extend(added);
    directory.missing -= (directory.entries.len() - before) as u64;
}

/// Where the central directory starts in the file, how far all offsets are shifted, and how many entries are declared.
struct DirectoryStart {
    at: u64,
    shift: u64,
    declared: u64,
    /// Number of the volume that this file is, from 0.
    volume: u32,
}

fn read_central_directory(bytes: &[u8], most: usize) -> Option<ZipDirectory> {
    // The record may be followed by a comment, which may itself hold the signature, or by what a careless program left there.
    memmem::rfind_iter(bytes, &END_OF_DIRECTORY.to_le_bytes())
        .take(MOST_CANDIDATES)
        .filter_map(|at| locate_directory(bytes, at))
        .find_map(|start| read_entries(bytes, &start, most))
}

fn locate_directory(bytes: &[u8], end: usize) -> Option<DirectoryStart> {
    let mut declared = u64::from(u16_at(bytes, end + 10)?);
    let mut size = u64::from(u32_at(bytes, end + 12)?);
    let mut offset = u64::from(u32_at(bytes, end + 16)?);
    let mut directory_end = u64::try_from(end).ok()?;
    let mut volume = u32::from(u16_at(bytes, end + 4)?);
    if let Some(record) = locate_zip64_record(bytes, end) {
        volume = u32_at(bytes, record + 16)?;
        declared = u64_at(bytes, record + 32)?;
        size = u64_at(bytes, record + 40)?;
        offset = u64_at(bytes, record + 48)?;
        directory_end = u64::try_from(record).ok()?;
    }
    // A file that something was put in front of (a self-extracting program) has all its offsets too low by that much.
    let at = directory_end.checked_sub(size)?;
    let (at, shift) = match at.checked_sub(offset) {
        Some(shift) if declared == 0 || signature_at(bytes, at) == Some(CENTRAL_HEADER) => {
            (at, if leads_to_part(bytes, at, shift) { shift } else { 0 })
        }
        _ if signature_at(bytes, offset) == Some(CENTRAL_HEADER) => (offset, 0),
        _ => return None,
    };
    // What was put in front is no archive itself: then it is a directory of one inside this one, whose own directory is lost.
    let inner = shift > 0 && u32_at(bytes, 0) == Some(LOCAL_HEADER);
    (!inner).then_some(DirectoryStart { at, shift, declared, volume })
}

/// Whether the first header of the directory leads to a local header, so much further on than it says.
fn leads_to_part(bytes: &[u8], directory: u64, shift: u64) -> bool {
    let header = usize::try_from(directory).ok().and_then(|at| u32_at(bytes, at.checked_add(42)?));
    header.is_none_or(|offset| signature_at(bytes, u64::from(offset) + shift) == Some(LOCAL_HEADER))
}

/// Whether the directory stands at the end where its record says, and every header of it leads to a local header: any program
/// opens such a file.
pub fn is_sound(bytes: &[u8]) -> bool {
    let Some(record) = find_end_record(bytes) else { return false };
    let field = |at: usize| u32_at(bytes, record + at).map(u64::from);
    let (Some(declared), Some(size), Some(offset)) = (u16_at(bytes, record + 10), field(12), field(16)) else {
        return false;
    };
    let comment = u16_at(bytes, record + 20).map_or(usize::MAX, usize::from);
    // Zip64 keeps its numbers elsewhere; no package is as large as that. A comment that is cut off is none to its readers.
    if comment > bytes.len() - record || offset + size != record as u64 || declared == u16::MAX {
        return false;
    }
    let mut at = usize::try_from(offset).unwrap_or(usize::MAX);
    for _ in 0..declared {
        let lengths = [28, 30, 32].map(|field| u16_at(bytes, at.saturating_add(field)).map_or(0, usize::from));
        let part = u32_at(bytes, at.saturating_add(42)).and_then(|part| signature_at(bytes, u64::from(part)));
        if u32_at(bytes, at) != Some(CENTRAL_HEADER) || part != Some(LOCAL_HEADER) {
            return false;
        }
        at += 46 + lengths.iter().sum::<usize>();
    }
    at == record
}

/// Where the last end record stands, which may have a comment behind it.
fn find_end_record(bytes: &[u8]) -> Option<usize> {
    let lowest = bytes.len().saturating_sub(22 + 65_535);
    let found = memmem::rfind(bytes.get(lowest..)?, &END_OF_DIRECTORY.to_le_bytes())?;
    Some(lowest + found)
}

fn locate_zip64_record(bytes: &[u8], end: usize) -> Option<usize> {
    let locator = end.checked_sub(20)?;
    if u32_at(bytes, locator)? != END_LOCATOR_64 {
        return None;
    }
    let named = usize::try_from(u64_at(bytes, locator + 8)?).ok()?;
    let before = locator.checked_sub(56)?;
    [named, before].into_iter().find(|&at| u32_at(bytes, at) == Some(END_OF_DIRECTORY_64))
}

fn signature_at(bytes: &[u8], at: u64) -> Option<u32> {
    u32_at(bytes, usize::try_from(at).ok()?)
}

fn read_entries(bytes: &[u8], start: &DirectoryStart, most: usize) -> Option<ZipDirectory> {
    let mut directory = ZipDirectory::default();
    let mut at = usize::try_from(start.at).ok()?;
    // Entries are read as long as their headers stand there: the declared number is 16 bits wide in old archives.
    while u32_at(bytes, at) == Some(CENTRAL_HEADER) {
        if directory.entries.len() >= most {
            directory.left_out = start.declared.saturating_sub(most as u64).max(1);
            break;
        }
        let (entry, length) = read_central_header(bytes, at, start)?;
        directory.entries.push(entry);
        at += length;
    }
    directory.missing = start.declared.saturating_sub(directory.entries.len() as u64 + directory.left_out);
    (start.declared == 0 || !directory.entries.is_empty()).then_some(directory)
}

fn read_central_header(bytes: &[u8], at: usize, start: &DirectoryStart) -> Option<(ZipEntry, usize)> {
    let name_length = usize::from(u16_at(bytes, at + 28)?);
    let extra_length = usize::from(u16_at(bytes, at + 30)?);
    let comment_length = usize::from(u16_at(bytes, at + 32)?);
    let name_end = at + 46 + name_length;
    let made_on_unix = u16_at(bytes, at + 4)? >> 8 == 3;
    let unix_mode = u32_at(bytes, at + 38)? >> 16;
    let mut entry = ZipEntry {
        name: bytes.get(at + 46..name_end)?.to_vec(),
        flags: u16_at(bytes, at + 8)?,
        method: u16_at(bytes, at + 10)?,
        crc32: u32_at(bytes, at + 16)?,
        packed: u64::from(u32_at(bytes, at + 20)?),
        size: u64::from(u32_at(bytes, at + 24)?),
        offset: u64::from(u32_at(bytes, at + 42)?),
        extra: bytes.get(name_end..name_end + extra_length)?.to_vec(),
        symlink: made_on_unix && unix_mode & 0o170_000 == 0o120_000,
        elsewhere: u32::from(u16_at(bytes, at + 34)?) < start.volume,
    };
    widen_from_zip64(&mut entry);
    entry.offset = entry.offset.checked_add(start.shift)?;
    Some((entry, 46 + name_length + extra_length + comment_length))
}

/// Zip64 gives, in this order, only those of the three that are all ones in the header.
fn widen_from_zip64(entry: &mut ZipEntry) {
    let Some(field) = entry.extra_field(1).map(<[u8]>::to_vec) else { return };
    let mut at = 0;
    for value in [&mut entry.size, &mut entry.packed, &mut entry.offset] {
        if *value == u64::from(u32::MAX) {
            let Some(wide) = u64_at(&field, at) else { return };
            *value = wide;
            at += 8;
        }
    }
}

fn salvage_local_headers(bytes: &[u8], most: usize) -> Option<ZipDirectory> {
    let mut directory = ZipDirectory { salvaged: true, ..ZipDirectory::default() };
    let mut budget = MEASURED_BYTES;
    let mut at = 0;
    // Where what should be the next header is none, the data before it is damaged or its length wrong: the next one is looked for.
    while let Some(found) = bytes.get(at..).and_then(|rest| memmem::find(rest, &LOCAL_HEADER.to_le_bytes())) {
        if directory.entries.len() >= most {
            directory.left_out = 1;
            break;
        }
        at += found;
        at = match read_local_header(bytes, at, &mut budget) {
            Some((entry, next)) => {
                directory.entries.push(entry);
                next
            }
            None => at + LOCAL_HEADER.to_le_bytes().len(),
        };
    }
    (!directory.entries.is_empty()).then_some(directory)
}

/// Whether the header's fields are those that programs write: four bytes that look like its signature may stand anywhere.
fn is_plausible(entry: &ZipEntry) -> bool {
    const KNOWN_METHODS: [u16; 10] = [0, 8, 9, 12, 14, 93, 95, 97, 98, 99];
    let name = entry.name.iter().all(|byte| *byte >= 0x20);
    name && !entry.name.is_empty() && KNOWN_METHODS.contains(&entry.method)
}

fn read_local_header(bytes: &[u8], at: usize, budget: &mut u64) -> Option<(ZipEntry, usize)> {
    let name_end = at + 30 + usize::from(u16_at(bytes, at + 26)?);
    let data = name_end + usize::from(u16_at(bytes, at + 28)?);
    let mut entry = ZipEntry {
        name: bytes.get(at + 30..name_end)?.to_vec(),
        flags: u16_at(bytes, at + 6)?,
        method: u16_at(bytes, at + 8)?,
        crc32: u32_at(bytes, at + 14)?,
        packed: u64::from(u32_at(bytes, at + 18)?),
        size: u64::from(u32_at(bytes, at + 22)?),
        offset: u64::try_from(at).ok()?,
        extra: bytes.get(name_end..data)?.to_vec(),
        symlink: false,
        elsewhere: false,
    };
    if !is_plausible(&entry) {
        return None;
    }
    widen_from_zip64(&mut entry);
    let mut next = data.checked_add(usize::try_from(entry.packed).ok()?)?;
    if entry.flags & 8 != 0 && entry.packed == 0 && entry.method == 8 {
        let Some(length) = measure_deflated(bytes.get(data..)?, &mut entry, budget) else {
            // Cut off: it is what is left of the file, however long it was.
            entry.packed = bytes.len().saturating_sub(data) as u64;
            return Some((entry, bytes.len()));
        };
        next = data + length;
        // The sizes follow the data, with or without a signature.
        let signed = u32_at(bytes, next) == Some(0x0807_4b50);
        entry.crc32 = u32_at(bytes, next + if signed { 4 } else { 0 })?;
        next += if signed { 16 } else { 12 };
    }
    Some((entry, next))
}

/// Finds where a deflated stream of unknown length ends, and sets the entry's sizes. None where it is cut off.
fn measure_deflated(data: &[u8], entry: &mut ZipEntry, budget: &mut u64) -> Option<usize> {
    let mut inflater = Decompress::new(false);
    let mut scratch = [0_u8; 16_384];
    loop {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let rest = data.get(usize::try_from(read).ok()?..)?;
        let status = inflater.decompress(rest, &mut scratch, FlushDecompress::None).ok()?;
        *budget = budget.checked_sub(inflater.total_out() - written)?;
        if status == Status::StreamEnd {
            entry.packed = inflater.total_in();
            entry.size = inflater.total_out();
            return usize::try_from(entry.packed).ok();
        }
        if (read, written) == (inflater.total_in(), inflater.total_out()) {
            return None;
        }
    }
}
