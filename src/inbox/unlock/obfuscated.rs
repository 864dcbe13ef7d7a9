//! The stream of a workbook of Excel 95 to 2003 that is only obfuscated ([MS-OFFCRYPTO] 2.3.7.2, "XOR obfuscation method 1"): each
//! byte is turned and crossed with one of sixteen, which follow from the password alone. For the one password that Office tries
//! by itself they are always the same.

use super::workbook::FILE_PASS;
use super::workbook::NOTHING;
use super::workbook::Records;
use super::workbook::open_bytes;
use crate::inbox::little_endian::u16_at;

/// Key and verifier of the default password, as FilePass has them.
const PASS: [u8; 4] = [0x59, 0xB3, 0x0A, 0x9A];
/// The sixteen bytes.
const MASK: [u8; 16] = [0x87, 0x6B, 0x9A, 0xE2, 0x1E, 0xE3, 0x05, 0x62, 0x1E, 0x69, 0x96, 0x60, 0x98, 0x6E, 0x94, 0x04];

/// The stream with its records open; None where the password is another, or the encryption of another kind.
pub fn reveal(stream: &[u8]) -> Option<Vec<u8>> {
    let records = || Records { stream, at: 0 };
    let (pass, length) = records().find(|(at, _)| u16_at(stream, *at) == Some(FILE_PASS))?;
    // Excel 97 puts before the key that this is no encryption.
    let sealed = stream.get(pass + 4..pass + 4 + length)?;
    if sealed != PASS && sealed.strip_prefix(&[0, 0]) != Some(&PASS) {
        return None;
    }
    let mut plain = stream.to_vec();
    for (at, length) in records() {
        let open = open_bytes(u16_at(stream, at)?, length);
        // The place in the mask goes by the place in the stream and the length of the record.
        let masks = MASK.iter().cycle().skip((at + 4 + length) % MASK.len());
        for (byte, mask) in plain.get_mut(at + 4..at + 4 + length)?.iter_mut().zip(masks).skip(open) {
            *byte = (*byte ^ mask).rotate_right(5);
        }
    }
    plain.get_mut(pass..pass + 2)?.copy_from_slice(&NOTHING.to_le_bytes());
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
    }

    /// A stream whose last record is obfuscated.
    fn obfuscated(pass: &[u8], body: &[u8]) -> Vec<u8> {
        let mut stream = [record(0x0809, &[0, 6, 5, 0]), record(FILE_PASS, pass)].concat();
        let start = stream.len() + 4;
        let masks = MASK.iter().cycle().skip((start + body.len()) % 16);
        let hidden: Vec<u8> = body.iter().zip(masks).map(|(byte, mask)| byte.rotate_left(5) ^ mask).collect();
        stream.append(&mut record(0x0204, &hidden));
        stream
    }

    #[test]
    fn a_stream_under_the_default_password_is_revealed_and_no_other() {
        let body = b"\0\0\0\0 gong hui chuang xin xiang mu";
        for pass in [PASS.to_vec(), [&[0, 0], PASS.as_slice()].concat()] {
            let plain = reveal(&obfuscated(&pass, body)).unwrap();
            assert!(plain.ends_with(body) && !plain.windows(2).any(|pair| pair == FILE_PASS.to_le_bytes()));
        }
        assert_eq!(reveal(&obfuscated(&[0, 0, 1, 2, 3, 4], body)), None);
        assert_eq!(reveal(&record(0x0809, &[0, 6, 5, 0])), None);
    }
}
