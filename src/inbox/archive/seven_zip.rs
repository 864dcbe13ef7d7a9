//! Taking the entries out of a 7z archive (LZMA, LZMA2, BZip2, Deflate, PPMd, with their filters), through crate sevenz-rust2.
//!
//! The crate reads a header of any size and takes any dictionary; both are looked at here before it is asked, since a header
//! is itself packed and may inflate a thousandfold. Blocks that declare more than the limits allow are never decoded.

use std::io::Cursor;
use std::io::Read;

use flate2::Crc;
use sevenz_rust2::Archive;
use sevenz_rust2::ArchiveEntry;
use sevenz_rust2::BlockDecoder;
use sevenz_rust2::Error;
use sevenz_rust2::Password;

use super::Level;
use super::Unpacking;
use super::entry_name::split_name;
use super::explain_damage;
use super::explain_password;
use super::may_show_others;
use crate::inbox::little_endian::slice_at;
use crate::inbox::little_endian::u32_at;
use crate::inbox::little_endian::u64_at;
use crate::inbox::sniff::trouble;
use crate::model::Trouble;
use crate::model::TroubleKind;

const AES: &[u8] = &[0x06, 0xf1, 0x07, 0x01];
const LZMA: &[u8] = &[0x03, 0x01, 0x01];
const LZMA2: &[u8] = &[0x21];
const PPMD: &[u8] = &[0x03, 0x04, 0x01];
const START_HEADER: u64 = 32;
const ENCODED_HEADER: u8 = 0x17;
/// The header of some five thousand entries.
const MOST_HEADER_BYTES: u64 = 512 << 10;
/// 7-Zip's own largest setting on a common machine.
const MOST_DICTIONARY: u64 = 256 << 20;

/// Why an archive as a whole is not read.
enum Refusal {
    Damaged,
    Encrypted,
    HeaderTooLarge,
    Method,
}

impl Refusal {
    fn explain(&self) -> Trouble {
        match self {
            Self::Damaged => trouble(
                TroubleKind::Unreadable,
                "7z 压缩包不完整（已损坏，或只是分卷中的一卷），目录无法读取；请让单位重新发送，分卷的请合并解压后放入",
            ),
            Self::Encrypted => {
                trouble(TroubleKind::Encrypted, "压缩包设有密码，连文件名也无法读取；请提供不加密的文件")
            }
            Self::HeaderTooLarge => {
                let most = MOST_HEADER_BYTES >> 10;
                trouble(TroubleKind::Unsafe, format!("7z 压缩包的目录超过上限 {most} KB，未读取；请解压后重新放入"))
            }
            Self::Method => trouble(TroubleKind::Unsupported, "这个 7z 压缩包的压缩方式不能读取；请解压后重新放入"),
        }
    }
}

impl Unpacking<'_> {
    /// Adds the files of a 7z archive; gives what is wrong with it as a whole.
    pub(super) fn unpack_seven_zip(&mut self, level: &mut Level<'_>) -> Vec<Trouble> {
        let archive = match read_archive(level.bytes) {
            Ok(archive) => archive,
            Err(refusal) => return vec![refusal.explain()],
        };
        let mut blocks_of = archive.stream_map.file_block_index.iter();
        let mut whole = true;
        for block in 0..archive.blocks.len() {
            whole = whole && self.take_block(level, &archive, block);
        }
        for file in &archive.files {
            let in_block = blocks_of.next().is_some_and(Option::is_some);
            if in_block || file.is_directory || file.is_anti_item {
                continue;
            }
            whole = whole && self.take_entry(level, &split_name(&file.name), 0, |_| Ok(Vec::new()));
        }
        if whole { Vec::new() } else { vec![self.explain_left_out(1)] }
    }

    /// Adds the files of one block, which is packed as one stream. False where no more entries are allowed.
    fn take_block(&mut self, level: &mut Level<'_>, archive: &Archive, block: usize) -> bool {
        let mut source = Cursor::new(level.bytes);
        let password = Password::empty();
        let decoder = BlockDecoder::new(1, block, archive, &password, &mut source);
        let with_data = |entry: &&ArchiveEntry| entry.has_stream && !entry.is_directory;
        let entries: Vec<&ArchiveEntry> = decoder.entries().iter().filter(with_data).collect();
        let mut contents: Vec<Vec<u8>> = Vec::new();
        let mut reason = self.judge_block(archive, block, level.bytes.len() as u64);
        if reason.is_none() {
            let decoded = BlockDecoder::new(1, block, archive, &password, &mut Cursor::new(level.bytes))
                .for_each_entries(&mut |entry, reader| {
                    if entry.has_stream && !entry.is_directory {
                        let mut content = Vec::new();
                        reader.take(entry.size).read_to_end(&mut content)?;
                        contents.push(content);
                    }
                    Ok(true)
                });
            reason = decoded.err().map(|error| explain_error(&error));
        }
        if archive.files.iter().any(|file| may_show_others(&file.name)) {
            let named = entries.iter().zip(&contents);
            named.for_each(|(entry, content)| level.keep_beside(&split_name(&entry.name), content));
        }
        let mut contents = contents.into_iter();
        entries.into_iter().all(|entry| {
            let content = contents.next().filter(|content| content.len() as u64 == entry.size);
            self.take_entry(level, &split_name(&entry.name), entry.size, |_| {
                content.ok_or_else(|| reason.clone().unwrap_or_else(explain_damage))
            })
        })
    }

    /// Why a block may not be decoded, if so.
    fn judge_block(&self, archive: &Archive, block: usize, packed: u64) -> Option<Trouble> {
        const RATIO_FREE: u64 = 16 << 20;
        let block = archive.blocks.get(block)?;
        for coder in &block.coders {
            if coder.encoder_method_id() == AES {
                return Some(explain_password());
            }
            if dictionary_size(coder.encoder_method_id(), coder.properties()) > MOST_DICTIONARY {
                let detail = format!("7z 压缩包要求的字典超过上限 {} MB，未读取", MOST_DICTIONARY >> 20);
                return Some(trouble(TroubleKind::Unsafe, detail));
            }
        }
        let size = block.get_unpack_size();
        if size > self.bytes_left {
            return Some(self.explain_size(size));
        }
        (size > RATIO_FREE && size / self.limits.ratio.max(1) > packed).then(|| self.explain_ratio())
    }
}

fn explain_error(error: &Error) -> Trouble {
    match error {
        Error::UnsupportedCompressionMethod(_) | Error::Unsupported(_) => Refusal::Method.explain(),
        Error::PasswordRequired | Error::MaybeBadPassword(_) => explain_password(),
        _ => explain_damage(),
    }
}

/// What the decoder allocates for this coder, as its properties declare.
fn dictionary_size(method: &[u8], properties: &[u8]) -> u64 {
    match (method, properties) {
        (LZMA, [_, rest @ ..]) => u64::from(u32_at(rest, 0).unwrap_or(0)),
        (PPMD, [_, rest @ ..]) => u64::from(u32_at(rest, 0).unwrap_or(0)),
        (LZMA2, [bits, ..]) => (2 | u64::from(bits & 1)) << (u32::from(bits / 2).min(29) + 11),
        _ => 0,
    }
}

fn read_archive(bytes: &[u8]) -> Result<Archive, Refusal> {
    check_header(bytes)?;
    Archive::read(&mut Cursor::new(bytes), &Password::empty()).map_err(|error| match error {
        Error::UnsupportedCompressionMethod(_) | Error::Unsupported(_) => Refusal::Method,
        Error::PasswordRequired | Error::MaybeBadPassword(_) => Refusal::Encrypted,
        _ => Refusal::Damaged,
    })
}

/// Looks at the start header (7zFormat.txt) and, where the header proper is packed, at what it inflates to.
fn check_header(bytes: &[u8]) -> Result<(), Refusal> {
    let mut crc = Crc::new();
    crc.update(slice_at(bytes, 12, 20).ok_or(Refusal::Damaged)?);
    if u32_at(bytes, 8) != Some(crc.sum()) {
        return Err(Refusal::Damaged);
    }
    let (offset, size) = u64_at(bytes, 12).zip(u64_at(bytes, 20)).ok_or(Refusal::Damaged)?;
    if size > MOST_HEADER_BYTES {
        return Err(Refusal::HeaderTooLarge);
    }
    let at = START_HEADER.checked_add(offset).ok_or(Refusal::Damaged)?;
    let header = slice_at(bytes, at, size).ok_or(Refusal::Damaged)?;
    match header.split_first() {
        Some((&ENCODED_HEADER, streams)) => check_encoded_header(streams),
        _ => Ok(()),
    }
}

/// A packed header: pack info, then one folder of coders with the sizes that they unpack to.
fn check_encoded_header(mut streams: &[u8]) -> Result<(), Refusal> {
    let input = &mut streams;
    expect_byte(input, 0x06)?;
    skip_numbers(input, 1)?;
    let packed = read_number(input)?;
    expect_byte(input, 0x09)?;
    skip_numbers(input, packed.min(MOST_HEADER_BYTES))?;
    expect_byte(input, 0x00)?;
    expect_byte(input, 0x07)?;
    expect_byte(input, 0x0b)?;
    expect_byte(input, 0x01)?;
    expect_byte(input, 0x00)?;
    let coders = read_number(input)?;
    for _ in 0..coders.min(8) {
        check_coder(input)?;
    }
    skip_numbers(input, 2 * coders.saturating_sub(1).min(8))?;
    expect_byte(input, 0x0c)?;
    for _ in 0..coders.min(8) {
        if read_number(input)? > MOST_HEADER_BYTES {
            return Err(Refusal::HeaderTooLarge);
        }
    }
    Ok(())
}

fn check_coder(input: &mut &[u8]) -> Result<(), Refusal> {
    let flags = take_bytes(input, 1)?.first().copied().unwrap_or(0);
    let method = take_bytes(input, u64::from(flags & 0x0f))?;
    if flags & 0x10 != 0 {
        skip_numbers(input, 2)?;
    }
    let length = if flags & 0x20 != 0 { read_number(input)? } else { 0 };
    let properties = take_bytes(input, length)?;
    match method {
        AES => Err(Refusal::Encrypted),
        _ if dictionary_size(method, properties) > MOST_DICTIONARY => Err(Refusal::HeaderTooLarge),
        _ => Ok(()),
    }
}

fn take_bytes<'input>(input: &mut &'input [u8], length: u64) -> Result<&'input [u8], Refusal> {
    let length = usize::try_from(length).map_err(|_| Refusal::Damaged)?;
    let (taken, rest) = input.split_at_checked(length).ok_or(Refusal::Damaged)?;
    *input = rest;
    Ok(taken)
}

fn expect_byte(input: &mut &[u8], expected: u8) -> Result<(), Refusal> {
    if take_bytes(input, 1)? == [expected] { Ok(()) } else { Err(Refusal::Damaged) }
}

/// 7z's own number: the high bits of the first byte say how many bytes follow.
fn read_number(input: &mut &[u8]) -> Result<u64, Refusal> {
    let first = take_bytes(input, 1)?.first().copied().unwrap_or(0);
    let following = first.leading_ones();
    let mut value = 0;
    for (at, byte) in take_bytes(input, u64::from(following))?.iter().enumerate() {
        value |= u64::from(*byte) << (8 * at);
    }
    if following < 7 {
        let high = u64::from(first) & (0x7f >> following);
        value |= high << (8 * following);
    }
    Ok(value)
}

fn skip_numbers(input: &mut &[u8], count: u64) -> Result<(), Refusal> {
    (0..count).try_for_each(|_| read_number(input).map(drop))
}
