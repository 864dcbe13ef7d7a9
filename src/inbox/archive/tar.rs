//! Taking the entries out of a tar archive: ustar (POSIX.1-1988), with GNU's long names and the `path` of pax headers, as tar,
//! the archive managers of 麒麟 and 统信 desktops, and 7-Zip write it.

use std::io::Read;

use super::Level;
use super::Unpacking;
use super::entry_name::EntryName;
use super::entry_name::decode_name;
use super::entry_name::split_name;
use super::explain_damage;
use super::explain_link;
use super::may_show_others;
use crate::model::Trouble;

const BLOCK: usize = 512;

/// Whether the bytes start with a header of a tar archive.
pub fn starts_like_tar(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar")
}

/// One header.
struct TarHeader {
    name: Vec<u8>,
    size: u64,
    kind: u8,
}

impl Unpacking<'_> {
    /// Adds the files of a tar archive; gives what is wrong with it as a whole.
    pub(super) fn unpack_tar(&mut self, level: &mut Level<'_>, bytes: &[u8]) -> Vec<Trouble> {
        let mut tar = TarEntries { rest: bytes };
        if (TarEntries { rest: bytes }).any(|entry| may_show_others(&entry.name.path)) {
            for entry in (TarEntries { rest: bytes }).filter(|entry| !entry.link) {
                level.keep_beside(&entry.name, entry.content.unwrap_or_default());
            }
        }
        for entry in tar.by_ref() {
            let taken = self.take_entry(level, &entry.name, entry.size, |unpacking| match entry.content {
                _ if entry.link => Err(explain_link()),
                None => Err(explain_damage()),
                Some(_) if entry.size > unpacking.allowed_bytes() => Err(unpacking.explain_size(entry.size)),
                Some(content) => Ok(content.to_vec()),
            });
            if !taken {
                return vec![self.explain_left_out(1)];
            }
        }
        // Blocks of zeros end an archive.
        let cut = tar.rest.iter().take(2 * BLOCK).any(|byte| *byte != 0);
        if cut { vec![explain_damage()] } else { Vec::new() }
    }
}

/// One entry that is no folder.
struct TarEntry<'b> {
    name: EntryName,
    size: u64,
    /// None where the archive ends before it does.
    content: Option<&'b [u8]>,
    link: bool,
}

/// The entries of a tar archive, in order.
struct TarEntries<'b> {
    rest: &'b [u8],
}

impl<'b> Iterator for TarEntries<'b> {
    type Item = TarEntry<'b>;

    fn next(&mut self) -> Option<TarEntry<'b>> {
        let mut long_name: Option<Vec<u8>> = None;
        loop {
            let (header, data) = next_header(self.rest)?;
            let length = usize::try_from(header.size).unwrap_or(usize::MAX);
            let content = data.get(..length);
            let padded = length.checked_next_multiple_of(BLOCK).unwrap_or(usize::MAX);
            self.rest = data.get(padded..).unwrap_or_default();
            match (header.kind, content) {
                (b'L', Some(name)) => long_name = Some(name.split(|byte| *byte == 0).next().unwrap_or(name).to_vec()),
                (b'x', Some(records)) => long_name = pax_path(records).or(long_name),
                (b'g' | b'K' | b'5', _) => long_name = None,
                (kind, content) => {
                    let name = split_name(&decode_name(&long_name.take().unwrap_or(header.name)));
                    let link = matches!(kind, b'1'..=b'4' | b'6');
                    return Some(TarEntry { name, size: header.size, content, link });
                }
            }
        }
    }
}

/// The next header and what stands behind it. Blocks of zeros end an archive, and another one may follow on them.
fn next_header(bytes: &[u8]) -> Option<(TarHeader, &[u8])> {
    let is_empty = |block: &&[u8]| block.iter().all(|byte| *byte == 0);
    let start = bytes.chunks(BLOCK).take_while(is_empty).count().checked_mul(BLOCK)?;
    let rest = bytes.get(start..)?;
    Some((read_header(rest)?, rest.get(BLOCK..)?))
}

/// The header at the start of these bytes, where there is one whose checksum holds.
fn read_header(bytes: &[u8]) -> Option<TarHeader> {
    let header = bytes.get(..BLOCK)?;
    let text = |from: usize, to: usize| {
        let field = header.get(from..to).unwrap_or_default();
        field.split(|byte| *byte == 0).next().unwrap_or(field)
    };
    let stated = read_octal(text(148, 156))?;
    let counted: u64 = header
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { u64::from(b' ') } else { u64::from(*byte) })
        .sum();
    if stated != counted {
        return None;
    }
    let mut name = text(0, 100).to_vec();
    // GNU's own format uses the place of the prefix for times.
    let prefix = if header.get(257..263) == Some(b"ustar\0") { text(345, 500) } else { &[] };
    if !prefix.is_empty() {
        name = [prefix, b"/", &name].concat();
    }
    Some(TarHeader { name, size: read_size(header.get(124..136)?)?, kind: *header.get(156)? })
}

/// A size in octal, or in base 256 where the first bit is set.
fn read_size(field: &[u8]) -> Option<u64> {
    if field.first()? & 0x80 == 0 {
        return read_octal(field);
    }
    let mut wide = [0; 8];
    field.get(4..12)?.read_exact(&mut wide).ok()?;
    Some(u64::from_be_bytes(wide))
}

fn read_octal(field: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(field).ok()?.trim_matches(|c| c == ' ' || c == '\0');
    if text.is_empty() { Some(0) } else { u64::from_str_radix(text, 8).ok() }
}

/// The `path` of a pax header: records of `length key=value\n`.
fn pax_path(records: &[u8]) -> Option<Vec<u8>> {
    let mut records = records.split(|byte| *byte == b'\n');
    records.find_map(|record| {
        let space = record.iter().position(|byte| *byte == b' ')?;
        Some(record.get(space + 1..)?.strip_prefix(b"path=")?.to_vec())
    })
}
