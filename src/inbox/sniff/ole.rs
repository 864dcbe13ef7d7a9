//! What an OLE container ([MS-CFB]) holds, by the streams of its root storage: a Word document (also WPS .wps), a workbook
//! (also WPS .et), a presentation, an encrypted package, a mail; and whether [MS-DOC]'s FIB or [MS-XLS]'s FILEPASS says that the
//! content is under a password.
//!
//! A container whose tables are too damaged to be followed is told by the names in its directory sectors, which are looked
//! for all over the file, or by how the streams begin.

use std::io::Read;

use memchr::memmem;

use super::Sniffed;
use super::trouble;
use crate::inbox::little_endian::u16_at;
use crate::model::CompoundBytes;
use crate::model::Format;
use crate::model::TroubleKind;
use crate::model::open_compound;

/// FILEPASS stands right behind BOF, WRITEPROT and their like; a FIB's flags stand in its first 32 bytes.
const HEAD_OF_STREAM: u64 = 8192;

/// How the streams that matter begin, for where the directory is lost: a workbook of Excel 97 or 95, a document of Word 97.
const BEGINNINGS: [(&[u8], Format); 3] = [
    (b"\x09\x08\x10\x00\x00\x06\x05\x00", Format::Xls),
    (b"\x09\x08\x08\x00\x00\x05\x05\x00", Format::Xls),
    (b"\xec\xa5\xc1\x00", Format::Doc),
];

/// Whether the bytes start as an OLE container does.
pub fn starts_like_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// Says what an OLE container holds.
pub fn sniff_ole(bytes: &[u8]) -> Sniffed {
    open_compound(bytes).map_or_else(|| sniff_names(bytes), sniff_streams)
}

fn sniff_streams(mut container: CompoundBytes<'_>) -> Sniffed {
    let root: Vec<String> = container.read_root_storage().map(|entry| entry.name().to_owned()).collect();
    let named = |wanted: &str| root.iter().find(|name| name.eq_ignore_ascii_case(wanted)).cloned();
    // What Office leaves readable of a document under rights management only says that it is.
    let package = named("EncryptedPackage").is_some();
    if named("\u{9}DRMContent").is_some() || package && named("EncryptionInfo").is_none() {
        let detail = "文件受权限保护（IRM），内容无法读取；请让单位取消权限保护后重新报送";
        return Sniffed::troubled(Format::Encrypted, TroubleKind::Encrypted, detail);
    }
    if package {
        return encrypted();
    }
    if let Some(stream) = named("WordDocument") {
        let head = read_head(&mut container, &stream);
        return if word_is_encrypted(&head) { encrypted() } else { document(Format::Doc, named("Macros").is_some()) };
    }
    if let Some(stream) = named("Workbook").or_else(|| named("Book")) {
        let head = read_head(&mut container, &stream);
        let macros = named("_VBA_PROJECT_CUR").is_some();
        return if workbook_is_encrypted(&head) { encrypted() } else { document(Format::Xls, macros) };
    }
    if named("PowerPoint Document").or_else(|| named("PP40")).is_some() {
        return Sniffed::plain(Format::Ppt);
    }
    if named("__properties_version1.0").is_some() {
        return Sniffed::plain(Format::Mail);
    }
    let detail = if named("MatOST").or_else(|| named("CONTENTS")).is_some() {
        "这是微软 Works 的文件，不能读取；请用原程序另存为 .docx 或 .doc 后重新放入"
    } else {
        return Sniffed::plain(Format::Ole);
    };
    Sniffed::troubled(Format::Ole, TroubleKind::Unsupported, detail)
}

fn encrypted() -> Sniffed {
    Sniffed::troubled(Format::Encrypted, TroubleKind::Encrypted, "文件设有打开密码，内容无法读取")
}

fn document(format: Format, macros: bool) -> Sniffed {
    let mut sniffed = Sniffed::plain(format);
    if macros {
        sniffed.troubles.push(trouble(TroubleKind::Macros, "文件带有宏；宏不会被运行"));
    }
    sniffed
}

fn read_head(container: &mut CompoundBytes<'_>, stream: &str) -> Vec<u8> {
    let mut head = Vec::new();
    if let Ok(stream) = container.open_stream(format!("/{stream}")) {
        // What a damaged stream still gives is enough for a first look; the reader says what is wrong with it.
        let _ = stream.take(HEAD_OF_STREAM).read_to_end(&mut head);
    }
    head
}

/// FibBase: wIdent 0xA5EC (older: 0xA5DC, 0xA5DB), then fEncrypted as bit 8 of the flags at offset 10.
fn word_is_encrypted(head: &[u8]) -> bool {
    let known = matches!(u16_at(head, 0), Some(0xa5ec | 0xa5dc | 0xa5db));
    known && u16_at(head, 10).is_some_and(|flags| flags & 0x0100 != 0)
}

/// FILEPASS (0x002F) before the end of the globals substream.
fn workbook_is_encrypted(head: &[u8]) -> bool {
    let mut at = 0;
    while let (Some(record), Some(length)) = (u16_at(head, at), u16_at(head, at + 2)) {
        match record {
            0x002f => return true,
            0x000a => return false,
            _ => at += 4 + usize::from(length),
        }
    }
    false
}

/// Looks for directory entries by their names, in the order of what would decide.
fn sniff_names(bytes: &[u8]) -> Sniffed {
    let known = [
        ("EncryptedPackage", Format::Encrypted),
        ("WordDocument", Format::Doc),
        ("Workbook", Format::Xls),
        ("Book", Format::Xls),
        ("PowerPoint Document", Format::Ppt),
    ];
    // A name is closed by a zero. Where bytes were lost or put in, it stands anywhere.
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &wide).is_some()
    };
    let begins = |(beginning, _): &&(&[u8], Format)| memmem::find(bytes, beginning).is_some();
    let named = known.into_iter().find(|(name, _)| holds(name)).map(|(_, format)| format);
    match named.or_else(|| BEGINNINGS.iter().find(begins).map(|(_, format)| *format)) {
        Some(Format::Encrypted) => encrypted(),
        Some(format) => Sniffed::plain(format),
        None => Sniffed::troubled(Format::Ole, TroubleKind::Unreadable, "文件已损坏：OLE 容器的目录无法读取"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_mail_in_a_container_that_keeps_to_the_format_only_roughly_is_one() {
        let file = cfb::CompoundFile::create_with_version(cfb::Version::V3, std::io::Cursor::new(Vec::new()));
        let mut file = file.expect("in memory");
        file.create_stream("__properties_version1.0")
            .and_then(|mut stream| stream.write_all(&[7; 99]))
            .expect("in memory");
        let mut bytes = file.into_inner().into_inner();
        let root = memmem::find(&bytes, b"R\0o\0o\0t\0").expect("the root's name");
        bytes[root + 120..root + 124].copy_from_slice(&99_u32.to_le_bytes());
        assert!(cfb::CompoundFile::open(std::io::Cursor::new(bytes.as_slice())).is_err(), "refused");
        assert_eq!(sniff_ole(&bytes).format, Format::Mail);
    }
}
