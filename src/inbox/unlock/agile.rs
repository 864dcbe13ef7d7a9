//! Agile encryption of a package ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15): AES chained over segments of 4,096 bytes, under a key
//! that is itself encrypted under the password. Office 2010 and later, WPS, LibreOffice.

use std::collections::HashMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use sha1::Sha1;
use sha2::Digest;
use sha2::Sha256;
use sha2::Sha384;
use sha2::Sha512;

use super::cipher::decrypt_aes;
use super::wide_password;
use crate::inbox::little_endian::u64_at;

/// What a segment of the package holds.
const SEGMENT: usize = 4096;
/// Office hashes the password 100,000 times; a file may not ask for more than ten times that.
const MOST_ROUNDS: u32 = 1_000_000;
/// What the password's hash is joined with for each thing that it decrypts.
const VERIFIER: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const VERIFIER_HASH: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const KEY: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];
/// Fills up what is shorter than a key or a block.
const FILLER: u8 = 0x36;

/// The package, from the XML of its encryption info; None where the password is another.
pub fn decrypt(info: &[u8], package: &[u8]) -> Option<Vec<u8>> {
    let (data, password) = read_info(info)?;
    let key = unwrap_key(&password)?;
    let size = usize::try_from(u64_at(package, 0)?).ok()?;
    let mut plain = package.get(8..)?.to_vec();
    plain.truncate(plain.len() - plain.len() % data.block);
    for (number, segment) in (0_u32..).zip(plain.chunks_mut(SEGMENT)) {
        let vector = data.hash.of(&[&data.salt, &number.to_le_bytes()]);
        decrypt_aes(&key, Some(&fitted(vector, data.block)), segment)?;
    }
    plain.truncate(size);
    Some(plain)
}

/// The package's key, out of the password; None where the password's verifier says that it is another.
fn unwrap_key(password: &Terms) -> Option<Vec<u8>> {
    let mut hash = password.hash.of(&[&password.salt, &wide_password()]);
    for round in 0..password.rounds {
        hash = password.hash.of(&[&round.to_le_bytes(), &hash]);
    }
    let open = |purpose: &[u8; 8], sealed: &[u8]| {
        let key = fitted(password.hash.of(&[&hash, purpose]), password.key_bytes);
        let mut opened = sealed.to_vec();
        decrypt_aes(&key, Some(&fitted(password.salt.clone(), password.block)), &mut opened)?;
        Some(opened)
    };
    let verifier = open(&VERIFIER, &password.verifier)?;
    let expected = open(&VERIFIER_HASH, &password.verifier_hash)?;
    let known = password.hash.of(&[verifier.get(..password.salt.len())?]);
    if expected.get(..known.len())? != known {
        return None;
    }
    let mut key = open(&KEY, &password.key)?;
    key.truncate(password.key_bytes);
    Some(key)
}

fn fitted(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, FILLER);
    bytes
}

/// A hash by the name that the info gives it.
#[derive(Clone, Copy)]
enum HashKind {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl HashKind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "SHA1" | "SHA-1" => Self::Sha1,
            "SHA256" | "SHA-256" => Self::Sha256,
            "SHA384" | "SHA-384" => Self::Sha384,
            "SHA512" | "SHA-512" => Self::Sha512,
            _ => return None,
        })
    }

    fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha1 => digest::<Sha1>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }
}

fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut hash = D::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().to_vec()
}

/// How something is encrypted: `keyData`, or the password's `encryptedKey`, of which alone the last four are.
struct Terms {
    hash: HashKind,
    salt: Vec<u8>,
    block: usize,
    key_bytes: usize,
    rounds: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    key: Vec<u8>,
}

impl Terms {
    /// None where it is not AES in chained blocks, or asks for more rounds than anybody does.
    fn read(element: &BytesStart<'_>) -> Option<Self> {
        let attributes: HashMap<String, String> = element
            .attributes()
            .flatten()
            .map(|found| (found.key.local_name().as_ref().to_owned(), found.value.into_owned()))
            .collect();
        let text = |name: &str| attributes.get(name).map_or("", String::as_str);
        let number = |name: &str| text(name).parse::<u32>().ok();
        // What the package's own terms do not have is empty.
        let bytes = |name: &str| BASE64_STANDARD.decode(text(name)).ok();
        let rounds = number("spinCount").unwrap_or(0);
        let chained = text("cipherAlgorithm") == "AES" && text("cipherChaining") == "ChainingModeCBC";
        if !chained || rounds > MOST_ROUNDS || number("blockSize") != Some(16) {
            return None;
        }
        Some(Self {
            hash: HashKind::named(text("hashAlgorithm"))?,
            salt: bytes("saltValue")?,
            block: 16,
            key_bytes: usize::try_from(number("keyBits")? / 8).ok().filter(|length| matches!(length, 16 | 24 | 32))?,
            rounds,
            verifier: bytes("encryptedVerifierHashInput")?,
            verifier_hash: bytes("encryptedVerifierHashValue")?,
            key: bytes("encryptedKeyValue")?,
        })
    }
}

/// How the package is encrypted, and how its key is under the password.
fn read_info(info: &[u8]) -> Option<(Terms, Terms)> {
    let mut reader = Reader::from_reader(info);
    let (mut data, mut password) = (None, None);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "keyData" => data = Terms::read(&element),
                "encryptedKey" => password = Terms::read(&element),
                _ => {}
            },
            Event::Eof => return Some((data?, password?)),
            _ => {}
        }
    }
}
