//! What can still be had of an OLE container ([MS-CFB] 2) whose tables do not hold together: cut short, blocks of it overwritten or
//! lost, so that no program opens it.
//!
//! Directory entries are looked for by their names all over the file. Their sectors are followed as far as the allocation table
//! goes, and taken in the order of the file where it does not, as programs lay them down. A stream whose entry is lost is
//! looked for by how it begins. Nothing of this is certain: what was found here is told as incomplete.

use memchr::memmem;

use crate::readers::binary::offset_at;
use crate::readers::binary::u8_at;
use crate::readers::binary::u16_at;
use crate::readers::binary::u32_at;

/// Length of a directory entry.
const ENTRY: usize = 128;
/// Streams shorter than this lie in the mini stream.
const MINI_CUTOFF: usize = 4_096;
/// How long the sectors of the mini stream are.
const MINI_SECTOR: usize = 64;
/// Where the header's list of the table's own sectors begins, and how many it holds.
const TABLE_SECTORS: (usize, usize) = (76, 109);
/// Numbers from here on are no sectors.
const NO_SECTOR: usize = 0xFFFF_FFFA;
/// How the streams that matter begin: a workbook of Excel 97 or 95, a document of Word 97.
const BEGINNINGS: &[(&str, &[u8])] = &[
    ("Workbook", b"\x09\x08\x10\x00\x00\x06\x05\x00"),
    ("Book", b"\x09\x08\x08\x00\x00\x05\x05\x00"),
    ("WordDocument", b"\xEC\xA5\xC1\x00"),
];

/// A damaged container.
#[derive(Debug)]
pub struct Remains<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<usize>,
}

/// A directory entry: where the stream begins, and how long it is.
#[derive(Clone, Copy, Debug)]
struct Entry {
    start: usize,
    length: usize,
}

impl<'b> Remains<'b> {
    /// Looks through a container.
    pub fn new(bytes: &'b [u8]) -> Self {
        let sector = if u16_at(bytes, 30) == Some(12) { 4_096 } else { 512 };
        let mut remains = Self { bytes, sector, table: Vec::new() };
        let (first, count) = TABLE_SECTORS;
        let wanted = offset_at(bytes, 44).unwrap_or(count).min(count);
        let parts =
            (0..wanted).map_while(|at| offset_at(bytes, first + at * 4)).take_while(|number| *number < NO_SECTOR);
        remains.table = parts.map_while(|number| remains.sector_at(number)).flat_map(numbers_in).collect();
        remains
    }

    /// Whether there is a trace of such a stream.
    pub fn holds(&self, name: &str) -> bool {
        self.entry(name).is_some() || self.by_beginning(name).is_some()
    }

    /// What is left of a stream; None where there is no trace of it.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let named = self.entry(name).map(|entry| self.content(entry)).filter(|bytes| !bytes.is_empty());
        match (named, beginning_of(name)) {
            (Some(bytes), None) => Some(bytes),
            (Some(bytes), Some(beginning)) if bytes.starts_with(beginning) => Some(bytes),
            (found, _) => self.by_beginning(name).map(<[u8]>::to_vec).or(found),
        }
    }

    /// The stream from how it begins to the end of the file: those that matter end by themselves.
    fn by_beginning(&self, name: &str) -> Option<&'b [u8]> {
        let at = memmem::find(self.bytes, beginning_of(name)?)?;
        self.bytes.get(at..)
    }

    fn entry(&self, name: &str) -> Option<Entry> {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let entry_at = |at: usize| {
            let entry = self.bytes.get(at..at + ENTRY)?;
            let named =
                u16_at(entry, 64).map(usize::from) == Some(wide.len()) && matches!(u8_at(entry, 66), Some(2 | 5));
            let found = Entry { start: offset_at(entry, 116)?, length: offset_at(entry, 120)? };
            // Some programs leave a directory of before that leads nowhere.
            (named && found.start < NO_SECTOR && found.length > 0).then_some(found)
        };
        memmem::find_iter(self.bytes, &wide).find_map(entry_at)
    }

    fn content(&self, entry: Entry) -> Vec<u8> {
        match self.entry("Root Entry") {
            Some(root) if entry.length < MINI_CUTOFF => {
                let minis = self.chained(root);
                let numbers: Vec<usize> = offset_at(self.bytes, 60)
                    .map(|start| {
                        self.chained(Entry { start, length: offset_at(self.bytes, 64).unwrap_or(0) * self.sector })
                    })
                    .map(|sectors| numbers_in(&sectors).collect())
                    .unwrap_or_default();
                let part = |number: usize| minis.get(number * MINI_SECTOR..)?.chunks(MINI_SECTOR).next();
                follow(entry, &numbers, part)
            }
            _ => self.chained(entry),
        }
    }

    fn chained(&self, entry: Entry) -> Vec<u8> {
        follow(entry, &self.table, |number| self.sector_at(number))
    }

    /// A sector, or what is there of the last one.
    fn sector_at(&self, number: usize) -> Option<&'b [u8]> {
        let start = number.checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..)?.chunks(self.sector).next()
    }
}

/// The sectors of a stream one behind the other, up to its length.
fn follow<'p>(entry: Entry, table: &[usize], part: impl Fn(usize) -> Option<&'p [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut seen = vec![false; table.len()];
    let mut at = entry.start;
    while bytes.len() < entry.length {
        let Some(sector) = part(at) else { break };
        bytes.extend_from_slice(sector);
        if let Some(seen) = seen.get_mut(at) {
            *seen = true;
        }
        let next = table.get(at).copied().filter(|next| *next < NO_SECTOR && seen.get(*next) == Some(&false));
        at = next.unwrap_or(at + 1);
    }
    bytes.truncate(entry.length);
    bytes
}

fn numbers_in(sector: &[u8]) -> impl Iterator<Item = usize> {
    (0..sector.len() / 4)
        .map_while(|at| u32_at(sector, at * 4))
        .map(|number| usize::try_from(number).unwrap_or(NO_SECTOR))
}

fn beginning_of(name: &str) -> Option<&'static [u8]> {
    BEGINNINGS.iter().find(|(known, _)| *known == name).map(|(_, beginning)| *beginning)
}
