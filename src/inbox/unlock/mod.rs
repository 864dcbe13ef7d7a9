//! Office files under the password that Office itself tries before it asks anybody, opened ([MS-OFFCRYPTO]).
//!
//! Excel encrypts a workbook whose structure is protected, although it has no password for opening: with `VelvetSweatshop`, which
//! Excel, WPS and LibreOffice know. Whoever opens the file is asked nothing, so for a clerk it is a file like any other. A
//! file under a password of a person's own stays closed.

mod agile;
mod cipher;
mod obfuscated;
mod standard;
mod workbook;

use std::io::Cursor;
use std::io::Read;

use cfb::CompoundFile;

use crate::model::mend_compound;

/// The password that Office tries by itself.
const DEFAULT_PASSWORD: &str = "VelvetSweatshop";

/// What an encrypted Office file would be without its encryption; None where the password is another, or the file is damaged.
pub fn unlock(bytes: &[u8]) -> Option<Vec<u8>> {
    let open = |bytes: Vec<u8>| CompoundFile::open(Cursor::new(bytes));
    let mut container = open(bytes.to_vec()).or_else(|_| open(mend_compound(bytes))).ok()?;
    if container.is_stream("/EncryptedPackage") {
        let info = stream(&mut container, "/EncryptionInfo")?;
        let package = stream(&mut container, "/EncryptedPackage")?;
        return match info.first_chunk::<4>()? {
            [4, 0, 4, 0] => agile::decrypt(info.get(8..)?, &package),
            [2..=4, 0, 2, 0] => standard::decrypt(&info, &package),
            _ => None,
        };
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| container.is_stream(name))?;
    let sealed = stream(&mut container, name)?;
    let plain = workbook::decrypt(&sealed).or_else(|| obfuscated::reveal(&sealed))?;
    std::io::Write::write_all(&mut container.open_stream(name).ok()?, &plain).ok()?;
    container.flush().ok()?;
    Some(container.into_inner().into_inner())
}

fn stream(container: &mut CompoundFile<Cursor<Vec<u8>>>, path: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    container.open_stream(path).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The password in the letters that all its hashes begin with: UTF-16, little-endian.
fn wide_password() -> Vec<u8> {
    DEFAULT_PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
