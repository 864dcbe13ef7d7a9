//! A file that is one packed stream (gzip, RFC 1952; bzip2; xz): a tar archive inside it, or one single file.

use std::io::Read;

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;

use super::Level;
use super::Unpacking;
use super::entry_name::decode_name;
use super::entry_name::split_name;
use super::explain_damage;
use super::tar::starts_like_tar;
use crate::model::Trouble;

/// Content below this may pack as well as it likes.
const RATIO_FREE: u64 = 16 << 20;
/// The most memory that an xz stream may ask for, in KiB.
const MOST_MEMORY: u32 = 256 << 10;

/// Whether the bytes start as a packed stream does that is read here.
pub fn starts_like_stream(bytes: &[u8]) -> bool {
    is_gzip(bytes) || is_bzip2(bytes) || is_xz(bytes)
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b\x08")
}

fn is_bzip2(bytes: &[u8]) -> bool {
    matches!(bytes, [b'B', b'Z', b'h', b'1'..=b'9', ..])
}

fn is_xz(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xfd7zXZ\0")
}

/// The stream unpacked, and the name that it keeps of its file.
fn unpack_stream(bytes: &[u8]) -> (Box<dyn Read + '_>, Option<String>) {
    if is_bzip2(bytes) {
        return (Box::new(MultiBzDecoder::new(bytes)), None);
    }
    if is_xz(bytes) {
        return (Box::new(XzReader::new_mem_limit(bytes, true, MOST_MEMORY)), None);
    }
    let reader = MultiGzDecoder::new(bytes);
    let stored = reader.header().and_then(|header| header.filename()).map(decode_name);
    (Box::new(reader), stored)
}

impl Unpacking<'_> {
    /// Adds the file or files in a packed stream; gives what is wrong with it as a whole.
    pub(super) fn unpack_stream(&mut self, level: &mut Level<'_>) -> Vec<Trouble> {
        let (mut reader, stored) = unpack_stream(level.bytes);
        // A tar archive is as large as all its files together; a single file has its own limit.
        let by_ratio = (level.bytes.len() as u64).saturating_mul(self.limits.ratio).max(RATIO_FREE);
        let allowed = self.bytes_left.min(by_ratio);
        let mut content = Vec::new();
        let whole = (&mut reader).take(allowed.saturating_add(1)).read_to_end(&mut content).is_ok();
        if content.len() as u64 > allowed {
            let trouble = if by_ratio < self.bytes_left { self.explain_ratio() } else { self.explain_size(0) };
            return vec![trouble];
        }
        let mut troubles = if whole { Vec::new() } else { vec![explain_damage()] };
        if starts_like_tar(&content) {
            troubles.extend(self.unpack_tar(level, &content));
            return troubles;
        }
        let name = split_name(&stored.unwrap_or_else(|| name_without_extension(&level.archive.path)));
        let size = content.len() as u64;
        self.take_entry(level, &name, size, |unpacking| match size <= unpacking.allowed_bytes() {
            _ if !whole => Err(explain_damage()),
            true => Ok(content),
            false => Err(unpacking.explain_size(size)),
        });
        Vec::new()
    }
}

fn name_without_extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.to_owned()
}
