//! The encrypted stream of a BIFF8 workbook ([MS-XLS] 2.2.10, 2.4.117; [MS-OFFCRYPTO] 2.3.5, 2.3.6): RC4, with a key of its own
//! for each block of 1,024 bytes, made by MD5 (Excel 97) or SHA-1 (Excel 2002 and later).

use md5::Md5;
use rc4::KeyInit;
use rc4::Rc4;
use rc4::StreamCipher;
use sha1::Digest;
use sha1::Sha1;

use super::wide_password;
use crate::inbox::little_endian::u16_at;
use crate::inbox::little_endian::u32_at;

/// Bytes under one key.
const BLOCK: usize = 1024;
/// FilePass, and what it becomes when the stream is open.
pub(super) const FILE_PASS: u16 = 0x002f;
pub(super) const NOTHING: u16 = 0;
/// BoundSheet8, whose first four bytes are never encrypted.
const BOUND_SHEET: u16 = 0x0085;
/// Records that are never encrypted: BOF, FilePass, UsrExcl, FileLock, InterfaceHdr, RRDInfo, RRDHead.
const PLAIN: [u16; 7] = [0x0809, FILE_PASS, 0x0194, 0x0195, 0x00e1, 0x0196, 0x0138];

/// The stream with its records open; None where the password is another, or the encryption of another kind.
pub fn decrypt(stream: &[u8]) -> Option<Vec<u8>> {
    let records = || Records { stream, at: 0 };
    let (at, length) = records().find(|(at, _)| u16_at(stream, *at) == Some(FILE_PASS))?;
    let key = Key::read(stream.get(at + 4..at + 4 + length)?)?;
    let mut plain = stream.to_vec();
    for (number, block) in (0_u32..).zip(plain.chunks_mut(BLOCK)) {
        key.apply(number, block)?;
    }
    // The headers of records count as bytes of the stream, but are not encrypted.
    for (at, length) in records() {
        let open = open_bytes(u16_at(stream, at)?, length);
        plain.get_mut(at..at + 4 + open)?.copy_from_slice(stream.get(at..at + 4 + open)?);
    }
    plain.get_mut(at..at + 2)?.copy_from_slice(&NOTHING.to_le_bytes());
    Some(plain)
}

/// How many bytes at the beginning of a record's body are never encrypted.
pub(super) fn open_bytes(kind: u16, length: usize) -> usize {
    match kind {
        kind if PLAIN.contains(&kind) => length,
        BOUND_SHEET => length.min(4),
        _ => 0,
    }
}

/// Offset and length of each record that is whole.
pub(super) struct Records<'s> {
    pub(super) stream: &'s [u8],
    pub(super) at: usize,
}

impl Iterator for Records<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at;
        let length = usize::from(u16_at(self.stream, at + 2)?);
        self.at = at + 4 + length;
        (self.at <= self.stream.len()).then_some((at, length))
    }
}

/// What the keys of all blocks are made of.
enum Key {
    /// Five bytes of an MD5.
    Md5(Vec<u8>),
    /// A SHA-1, and how long the keys are.
    Sha1(Vec<u8>, usize),
}

impl Key {
    /// From the contents of FilePass; None where its verifier says that the password is another.
    fn read(pass: &[u8]) -> Option<Self> {
        let (key, sealed) = match (u16_at(pass, 0)?, u16_at(pass, 2)?, u16_at(pass, 4)?) {
            (1, 1, 1) => (Self::of_md5(pass.get(6..22)?)?, pass.get(22..54)?),
            (1, 2..=4, 2) => {
                let header = pass.get(14..)?;
                let verifier = header.get(usize::try_from(u32_at(pass, 10)?).ok()?..)?;
                let bits = usize::try_from(u32_at(header, 16)?).ok()?;
                let key = Self::of_sha1(verifier.get(4..20)?, bits);
                return key.opens(&[verifier.get(20..36)?, verifier.get(40..60)?].concat()).then_some(key);
            }
            _ => return None,
        };
        key.opens(sealed).then_some(key)
    }

    fn of_md5(salt: &[u8]) -> Option<Self> {
        let hash = Md5::digest(wide_password());
        let mut salted = Md5::new();
        for _ in 0..16 {
            salted.update(hash.get(..5)?);
            salted.update(salt);
        }
        Some(Self::Md5(salted.finalize().get(..5)?.to_vec()))
    }

    fn of_sha1(salt: &[u8], bits: usize) -> Self {
        let hash = Sha1::new().chain_update(salt).chain_update(wide_password()).finalize();
        // 0 stands for 40 ([MS-OFFCRYPTO] 2.3.2).
        Self::Sha1(hash.to_vec(), if bits == 0 { 5 } else { bits / 8 })
    }

    /// Whether the verifier and its hash, encrypted one behind the other, belong together.
    fn opens(&self, sealed: &[u8]) -> bool {
        let mut opened = sealed.to_vec();
        let (verifier, hash) = match self.apply(0, &mut opened) {
            Some(()) if opened.len() > 16 => opened.split_at(16),
            _ => return false,
        };
        match self {
            Self::Md5(_) => Md5::digest(verifier).as_slice() == hash,
            Self::Sha1(..) => Sha1::digest(verifier).as_slice() == hash,
        }
    }

    /// Opens a block, or closes it: RC4 is the same both ways.
    fn apply(&self, block: u32, bytes: &mut [u8]) -> Option<()> {
        let number = block.to_le_bytes();
        let key = match self {
            Self::Md5(base) => Md5::new().chain_update(base).chain_update(number).finalize().to_vec(),
            Self::Sha1(base, length) => {
                let mut key = Sha1::new().chain_update(base).chain_update(number).finalize().to_vec();
                key.truncate(*length);
                if *length == 5 {
                    key.resize(16, 0);
                }
                key
            }
        };
        Rc4::new_from_slice(&key).ok()?.apply_keystream(bytes);
        Some(())
    }
}
