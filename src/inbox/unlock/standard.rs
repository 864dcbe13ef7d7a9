//! Standard encryption of a package ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9): AES block by block, under a key made of the password's
//! SHA-1. Office 2007, and programs that follow it.

use sha1::Digest;
use sha1::Sha1;

use super::cipher::decrypt_aes;
use super::wide_password;
use crate::inbox::little_endian::u32_at;
use crate::inbox::little_endian::u64_at;

/// How often Office hashes the password.
const ROUNDS: u32 = 50_000;
/// The header's length stands here, the header behind it.
const HEADER_LENGTH: usize = 8;
/// In the header: how long a key is, in bits.
const KEY_BITS: usize = 16;
/// Behind the header: salt, verifier and its hash, with their lengths between them.
const SALT: usize = 4;
const VERIFIER: usize = 20;
const VERIFIER_HASH: usize = 40;

/// The package, from its encryption info; None where the password is another.
pub fn decrypt(info: &[u8], package: &[u8]) -> Option<Vec<u8>> {
    let header = info.get(HEADER_LENGTH + 4..)?;
    let sealed = header.get(usize::try_from(u32_at(info, HEADER_LENGTH)?).ok()?..)?;
    let bits = u32_at(header, KEY_BITS)?;
    let key = derive_key(sealed.get(SALT..VERIFIER)?, usize::try_from(bits / 8).ok()?)?;
    let mut verifier = sealed.get(VERIFIER..VERIFIER + 16)?.to_vec();
    let mut expected = sealed.get(VERIFIER_HASH..VERIFIER_HASH + 32)?.to_vec();
    decrypt_aes(&key, None, &mut verifier)?;
    decrypt_aes(&key, None, &mut expected)?;
    if !expected.starts_with(&Sha1::digest(&verifier)) {
        return None;
    }
    let size = usize::try_from(u64_at(package, 0)?).ok()?;
    let mut plain = package.get(8..)?.to_vec();
    plain.truncate(plain.len() - plain.len() % 16);
    decrypt_aes(&key, None, &mut plain)?;
    plain.truncate(size);
    Some(plain)
}

fn derive_key(salt: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut hash = Sha1::new().chain_update(salt).chain_update(wide_password()).finalize();
    for round in 0..ROUNDS {
        hash = Sha1::new().chain_update(round.to_le_bytes()).chain_update(hash).finalize();
    }
    let hash = Sha1::new().chain_update(hash).chain_update([0; 4]).finalize();
    let half = |mask: u8| {
        let mut pad = [mask; 64];
        pad.iter_mut().zip(hash).for_each(|(byte, part)| *byte ^= part);
        Sha1::digest(pad)
    };
    [half(0x36), half(0x5c)].concat().get(..length).map(<[u8]>::to_vec)
}
