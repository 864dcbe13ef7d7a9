//! The content of an entry of a zip file: stored, deflated (Deflate64 is what Windows packs large
//! files with), or packed as 7-Zip may be told to (BZip2, LZMA, XZ, PPMd), under limits,
//! its CRC checked.

use std::io::Read;

use bzip2::read::BzDecoder;
use deflate64::Deflate64Decoder;
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use lzma_rust2::LzmaReader;
use lzma_rust2::XzReader;
use ppmd_rust::Ppmd8Decoder;
use ppmd_rust::RestoreMethod;

use super::zip_directory::LOCAL_HEADER;
use super::zip_directory::LOCAL_HEADER_LENGTH;
use super::zip_directory::ZipEntry;
use crate::inbox::little_endian::slice_at;
use crate::inbox::little_endian::u16_at;
use crate::inbox::little_endian::u32_at;

/// Why an entry's content could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryFault {
    /// Under a password.
    Encrypted,
    /// A compression method that is not read.
    Method(u16),
    /// More bytes than the limit given.
    TooLarge,
    /// Inflates to more than the ratio given.
    Ratio,
    /// Cut off, or its data or CRC is wrong.
    Damaged,
}

/// How much an entry may inflate to.
#[derive(Clone, Copy, Debug)]
pub struct InflateLimits {
    /// Bytes.
    pub size: u64,
    /// Content to packed bytes; asked only of content over 16 MiB, since a blank picture packs well.
    pub ratio: u64,
}

const RATIO_FREE: u64 = 16 << 20;
/// The most memory that an entry may ask for to be unpacked.
const LARGEST_DICTIONARY: u32 = 256 << 20;

/// The content of an entry, its CRC checked.
pub fn read_entry(bytes: &[u8], entry: &ZipEntry, limits: InflateLimits) -> Result<Vec<u8>, EntryFault> {
    if entry.encrypted() {
        // Some programs set the flag on entries that are not encrypted: then the content and its CRC are right as they stand.
        let plain = ZipEntry { flags: entry.flags & !1, ..entry.clone() };
        let readable = plain.method != 99 && entry.size <= limits.size;
        return if readable {
            read_entry(bytes, &plain, limits).map_err(|_| EntryFault::Encrypted)
        } else {
            Err(EntryFault::Encrypted)
        };
    }
    if entry.size > limits.size {
        return Err(EntryFault::TooLarge);
    }
    if entry.size > RATIO_FREE && entry.size / limits.ratio.max(1) > entry.packed {
        return Err(EntryFault::Ratio);
    }
    let packed = packed_bytes(bytes, entry).ok_or(EntryFault::Damaged)?;
    let content = match entry.method {
        0 if entry.packed > limits.size => return Err(EntryFault::TooLarge),
        0 => packed.to_vec(),
        8 => unpack(DeflateDecoder::new(packed), packed, entry.size, limits)?,
        9 => unpack(Deflate64Decoder::with_buffer(packed), packed, entry.size, limits)?,
        12 => unpack(BzDecoder::new(packed), packed, entry.size, limits)?,
        14 => unpack(open_lzma(packed, entry.size)?, packed, entry.size, limits)?,
        95 => unpack(XzReader::new_mem_limit(packed, true, LARGEST_DICTIONARY >> 10), packed, entry.size, limits)?,
        98 => unpack(open_ppmd(packed)?, packed, entry.size, limits)?,
        other => return Err(EntryFault::Method(other)),
    };
    let mut crc = Crc::new();
    crc.update(&content);
    let whole = content.len() as u64 == entry.size && crc.sum() == entry.crc32;
    if whole { Ok(content) } else { Err(EntryFault::Damaged) }
}

/// The entry's bytes as they stand in the archive.
fn packed_bytes<'bytes>(bytes: &'bytes [u8], entry: &ZipEntry) -> Option<&'bytes [u8]> {
    let at = usize::try_from(entry.offset).ok()?;
    if u32_at(bytes, at)? != LOCAL_HEADER {
        return None;
    }
    let name_and_extra = u64::from(u16_at(bytes, at + 26)?) + u64::from(u16_at(bytes, at + 28)?);
    slice_at(bytes, entry.offset.checked_add(LOCAL_HEADER_LENGTH + name_and_extra)?, entry.packed)
}

/// LZMA in a zip (APPNOTE 5.8.8): a version, the length of the properties, the properties, the stream.
fn open_lzma(packed: &[u8], size: u64) -> Result<LzmaReader<&[u8]>, EntryFault> {
    let (length, properties) = u16_at(packed, 2).zip(packed.get(4).copied()).ok_or(EntryFault::Damaged)?;
    let dictionary = u32_at(packed, 5).ok_or(EntryFault::Damaged)?;
    if dictionary > LARGEST_DICTIONARY {
        return Err(EntryFault::TooLarge);
    }
    let stream = packed.get(4 + usize::from(length)..).ok_or(EntryFault::Damaged)?;
    LzmaReader::new_with_props(stream, size, properties, dictionary, None).map_err(|_| EntryFault::Damaged)
}

/// PPMd in a zip (APPNOTE 5.10): order, memory and method of restoration in two bytes, then the stream.
fn open_ppmd(packed: &[u8]) -> Result<impl Read, EntryFault> {
    let settings = u16_at(packed, 0).map(u32::from).ok_or(EntryFault::Damaged)?;
    let (order, memory) = ((settings & 0xf) + 1, ((settings >> 4 & 0xff) + 1) << 20);
    let restoration = match settings >> 12 {
        0 => RestoreMethod::Restart,
        1 => RestoreMethod::CutOff,
        other => return Err(if other > 2 { EntryFault::Damaged } else { EntryFault::Method(98) }),
    };
    let stream = packed.get(2..).unwrap_or_default();
    Ppmd8Decoder::new(stream, order, memory, restoration).map_err(|_| EntryFault::Damaged)
}

fn unpack(reader: impl Read, packed: &[u8], declared: u64, limits: InflateLimits) -> Result<Vec<u8>, EntryFault> {
    // The declared size is a claim: it sizes the buffer only as far as deflate could ever reach (1032 to 1).
    let reachable = (packed.len() as u64).saturating_mul(1032);
    let capacity = usize::try_from(declared.min(reachable)).map_err(|_| EntryFault::TooLarge)?;
    let mut content = Vec::with_capacity(capacity);
    let allowed = limits.size.min(RATIO_FREE.max((packed.len() as u64).saturating_mul(limits.ratio)));
    let mut reader = reader.take(allowed.saturating_add(1));
    reader.read_to_end(&mut content).map_err(|_| EntryFault::Damaged)?;
    match content.len() as u64 {
        length if length > limits.size => Err(EntryFault::TooLarge),
        length if length > allowed => Err(EntryFault::Ratio),
        _ => Ok(content),
    }
}

/// Whether two entries share bytes of the archive, as in a bomb whose entries all point at one stream.
pub fn entries_overlap(entries: &[ZipEntry]) -> bool {
    let mut spans: Vec<(u64, u64)> = entries
        .iter()
        .filter(|entry| !entry.elsewhere)
        // The name in front of the data may be another than the directory's, and shorter.
        .map(|entry| (entry.offset, entry.offset.saturating_add(LOCAL_HEADER_LENGTH).saturating_add(entry.packed)))
        .collect();
    spans.sort_unstable();
    spans.iter().zip(spans.iter().skip(1)).any(|(before, after)| after.0 < before.1)
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;

    use super::*;
    use crate::inbox::archive::zip_directory::read_directory;

    /// A text of thirty lines under one method: the first two by 7-Zip 26.02 (`-mm=…`), the third by liblzma in headers of our own.
    const PACKED: [(u16, &str); 3] = [
        (
            9,
            "UEsDBBUAAAAJAGlRfV0NHKOiOAAAAPwDAAAFAAAAYS50eHTlyrERABAMAMDe1GpHR6NXK5yLI7ZJorSCPeTrP7GJKxwS7XAxSwcZlf0UuxgKYTbqh/qhfnw6HlBLAQI/AxUAAAAJAGlRfV0NHKOiOAAAAPwDAAAFACQAAAAAAAAAIICkgQAAAABhLnR4dAoAIAAAAAAAAQAYAIicN/npf90BAAAAAAAAAAAAAAAAAAAAAFBLBQYAAAAAAQABAFcAAABbAAAAAAA=",
        ),
        (
            98,
            "UEsDBD8AAABiAGlRfV0NHKOiLwAAAPwDAAAFAAAAYS50eHQHAOarLQRhhg5ov4RIOk1V2PYaScEXAdcF0DUUjyJgthS25IJiAAAAAACe8R/1AFBLAQI/Az8AAABiAGlRfV0NHKOiLwAAAPwDAAAFACQAAAAAAAAAIICkgQAAAABhLnR4dAoAIAAAAAAAAQAYAIicN/npf90BAAAAAAAAAAAAAAAAAAAAAFBLBQYAAAAAAQABAFcAAABSAAAAAAA=",
        ),
        (
            95,
            "UEsDBBQAAABfAAAAIVoNHKOicAAAAPwDAAAFAAAAYS50eHT9N3pYWgAABObWtEYCACEBFgAAAHQv5aPgA/sAMF0Ac6USbmRZg8WifBhjdR6JFncdCwzZZnJf3VLUffKtq7L+mbe+qvNW+CEAwjcSOQ4AAMkq1cw1imicAAFM/AcAAAAvm9yrscRn+wIAAAAABFlaUEsBAhQAFAAAAF8AAAAhWg0co6JwAAAA/AMAAAUAAAAAAAAAAAAAAAAAAAAAAGEudHh0UEsFBgAAAAABAAEAMwAAAJMAAAAAAA==",
        ),
    ];

    #[test]
    fn entries_are_unpacked_by_every_method_and_damage_is_told() {
        let limits = InflateLimits { size: 1 << 20, ratio: 1000 };
        for (method, packed) in PACKED {
            let mut bytes = BASE64_STANDARD.decode(packed).unwrap();
            let directory = read_directory(&bytes, 10).unwrap();
            let entry = &directory.entries[0];
            assert_eq!(entry.method, method);
            let content = read_entry(&bytes, entry, limits).unwrap();
            assert_eq!(String::from_utf8(content).unwrap(), "申报单位：海港区总工会\n".repeat(30));
            let small = InflateLimits { size: 100, ratio: 1000 };
            assert_eq!(read_entry(&bytes, entry, small), Err(EntryFault::TooLarge));
            for at in 35..bytes.len().min(80) {
                bytes[at] ^= 0x55;
                assert_eq!(read_entry(&bytes, entry, limits), Err(EntryFault::Damaged), "{method} {at}");
                bytes[at] ^= 0x55;
            }
        }
    }
}
