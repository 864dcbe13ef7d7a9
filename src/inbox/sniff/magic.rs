//! Formats that are told by their first bytes: pictures, sound and film, archives other than zip, programs, PDF, RTF, and
//! BIFF records without an OLE container.

use crate::inbox::little_endian::u16_at;
use crate::inbox::little_endian::u32_at;
use crate::model::Format;
use crate::model::TroubleKind;

/// Offset, bytes, format.
const MAGIC: &[(usize, &[u8], Format)] = &[
    (0, b"\x89PNG\r\n\x1a\n", Format::Image),
    (0, b"\xff\xd8\xff", Format::Image),
    (0, b"GIF87a", Format::Image),
    (0, b"GIF89a", Format::Image),
    (0, b"II*\0", Format::Image),
    (0, b"MM\0*", Format::Image),
    (0, b"II+\0\x08\0", Format::Image),
    (0, b"\xd7\xcd\xc6\x9a", Format::Image),
    (0, b"8BPS", Format::Image),
    (0, b"\0\0\x01\0\x01\0", Format::Image),
    (0, b"\0\0\0\x0cjP  \r\n", Format::Image),
    (0, b"AT&TFORM", Format::Image),
    (8, b"WEBP", Format::Image),
    (40, b" EMF", Format::Image),
    (8, b"AVI ", Format::Media),
    (8, b"WAVE", Format::Media),
    (0, b"ID3", Format::Media),
    (0, b"OggS", Format::Media),
    (0, b"fLaC", Format::Media),
    (0, b"\x1a\x45\xdf\xa3", Format::Media),
    (0, b"FLV\x01", Format::Media),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Format::Media),
    (0, b"\0\0\x01\xba", Format::Media),
    (0, b"\0\0\x01\xb3", Format::Media),
    (0, b"#!AMR", Format::Media),
    (0, b"#!SILK", Format::Media),
    (0, b"\x02#!SILK", Format::Media),
    (0, b"MThd", Format::Media),
    (0, b".RMF", Format::Media),
    (4, b"moov", Format::Media),
    (4, b"mdat", Format::Media),
    (4, b"wide", Format::Media),
    (0, b"Rar!\x1a\x07\0", Format::Rar),
    (0, b"Rar!\x1a\x07\x01\0", Format::Rar),
    (0, b"7z\xbc\xaf\x27\x1c", Format::SevenZip),
    (0, b"\x1f\x8b\x08", Format::Tar),
    (0, b"BZh", Format::Tar),
    (0, b"\xfd7zXZ\0", Format::Tar),
    (0, b"\x28\xb5\x2f\xfd", Format::Tar),
    (257, b"ustar", Format::Tar),
    (0, b"\x78\x9f\x3e\x22", Format::Mail),
    (0, b"\x7fELF", Format::Executable),
    (0, b"\xcf\xfa\xed\xfe", Format::Executable),
    (0, b"\xca\xfe\xba\xbe", Format::Executable),
    (0, b"#!/", Format::Executable),
    (0, b"#! /", Format::Executable),
    (0, b"{\\rtf", Format::Rtf),
];

/// The format that the first bytes tell for certain.
pub fn match_magic(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Format::Image);
    }
    let table =
        MAGIC.iter().filter(|(offset, magic, _)| bytes.get(*offset..).is_some_and(|rest| rest.starts_with(magic)));
    let told = table.map(|(_, _, format)| *format).next();
    told.or_else(|| match_media_box(bytes))
        .or_else(|| is_bitmap(bytes).then_some(Format::Image))
        .or_else(|| is_placeless_metafile(bytes).then_some(Format::Image))
        .or_else(|| is_mpeg_audio(bytes).then_some(Format::Media))
        .or_else(|| is_transport_stream(bytes).then_some(Format::Media))
        .or_else(|| is_windows_program(bytes).then_some(Format::Executable))
        .or_else(|| is_bare_biff(bytes).then_some(Format::Xls))
        .or_else(|| holds_pdf_header(bytes).then_some(Format::Pdf))
}

/// Files that are known and not read: where their mark stands, the mark, and what to do.
const NOT_READ: &[(usize, &[u8], &str)] = &[
    (0, b"MSCF\0\0\0\0", PACKED),
    (0, b"\x60\xea", PACKED),
    (0, b"\x1f\x9d", PACKED),
    (0, b"\x04\x22\x4d\x18", PACKED),
    (2, b"-lh", PACKED),
    (7, b"**ACE**", PACKED),
    (0, b"ALZ\x01", PACKED),
    (0, b"EGGA\0\x01", PACKED),
    // LZMA alone: its usual properties, and a dictionary of a multiple of 64 KiB.
    (0, b"\x5d\0\0", PACKED),
    (0x8001, b"CD001", "这是光盘映像（iso），不能直接读取；请把里面的文件取出后放入"),
    (0, b"ID;P", "这是 SYLK（.slk）表格，不能读取；请用 Excel 或 WPS 另存为 .xlsx 后重新放入"),
    (0, b"TABLE\r\n0,1\r\n", DIF),
    (0, b"TABLE\n0,1\n", DIF),
    (0, b"CAJ\0", CAJ),
    (0, b"HN\0\0", CAJ),
    (0, b"\xc8\0\0\0", CAJ),
    (0, b"KDH ", "这是知网的 KDH 文件，不能读取；请转成 .pdf 后重新放入"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "这是 OneNote 笔记，不能读取；请另存为 .docx 后重新放入"),
    (0, b"\x9b\xa5\x21\0", OLD_WORD),
    (0, b"\xdb\xa5\x2d\0", OLD_WORD),
    (0, b"\xfe\x37\0", OLD_WORD),
    (0, b"\x31\xbe\0\0", OLD_WORD),
    (0, b"\xffWPC", "这是 WordPerfect 文档，不能读取；请另存为 .docx 后重新放入"),
    (0, b"HWP Document File", "这是韩文 HWP 文档，不能读取；请另存为 .docx 后重新放入"),
    (0, b"\0\0\x02\0\x04\x04", LOTUS),
    (0, b"\0\0\x1a\0\0\x10", LOTUS),
    (0, b"\0\x05\x16\x07", APPLE_DOUBLE),
];
const DIF: &str = "这是 DIF 表格，不能读取；请用 Excel 或 WPS 另存为 .xlsx 后重新放入";
const APPLE_DOUBLE: &str = "这是苹果电脑附在文件旁的信息，没有文件本身；请让单位把原文件重新发送";
const CAJ: &str = "这是知网的 CAJ 文件，不能读取；请转成 .pdf 后重新放入";
const OLD_WORD: &str =
    "这是很旧的 Word 文档（Word 2.0 或更早、Mac 或 DOS 版），不能读取；请用 Word 打开，另存为 .docx 后重新放入";
const LOTUS: &str = "这是 Lotus 1-2-3 表格，不能读取；请用 Excel 打开，另存为 .xlsx 后重新放入";
/// How shortcuts begin: those of Windows, to files and to pages, and those of Linux.
const SHORTCUTS: [&[u8]; 3] = [b"\x4c\0\0\0\x01\x14\x02\0", b"[InternetShortcut]", b"[Desktop Entry]"];
const SHORTCUT: &str = "这是快捷方式，不是文件本身；请放入它所指的原文件";
const PACKED: &str = "这种压缩包（cab、arj、lzh、ace、alz、egg、Z、lz4、lzma）不能直接读取；请解压后重新放入";

/// What is said of a file that is known and not read: a shortcut, an archive or a document of a rare kind.
pub fn match_not_read(bytes: &[u8]) -> Option<(TroubleKind, &'static str)> {
    let written = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if SHORTCUTS.iter().any(|mark| written.starts_with(mark)) {
        return Some((TroubleKind::Elsewhere, SHORTCUT));
    }
    let known = NOT_READ.iter().find(|(at, mark, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)));
    let detail = known.map(|(_, _, detail)| *detail).or_else(|| is_masked_picture(bytes).then_some(MASKED));
    detail.map(|detail| (TroubleKind::Unsupported, detail))
}

const MASKED: &str = "这是微信缓存的图片（.dat），打不开；请在微信里把图片另存后放入";

/// The pictures that WeChat keeps on disk: each byte is that of a JPEG, PNG or GIF with the same mask over it.
fn is_masked_picture(bytes: &[u8]) -> bool {
    const HEADS: [&[u8]; 3] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a"];
    const BEHIND: [&[u8]; 2] = [b"\xe0\0\x10JFIF", b"\xe1"];
    HEADS.iter().enumerate().any(|(at, head)| {
        let Some(mask) = bytes.first().zip(head.first()).map(|(byte, plain)| byte ^ plain) else { return false };
        let unmasked: Vec<u8> = bytes.iter().take(16).map(|byte| byte ^ mask).collect();
        let rest = unmasked.strip_prefix(*head);
        // Three bytes may come about by themselves; what stands behind them in a JPEG hardly does.
        mask != 0 && rest.is_some_and(|rest| at > 0 || BEHIND.iter().any(|behind| rest.starts_with(behind)))
    })
}

/// ISO base media: the brand tells a HEIC or AVIF picture from film and sound.
fn match_media_box(bytes: &[u8]) -> Option<Format> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let brand = bytes.get(8..12)?;
    let picture: &[&[u8]] = &[b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"];
    Some(if picture.contains(&brand) { Format::Image } else { Format::Media })
}

/// BMP: the header's size field is one of the known ones.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM") && matches!(u32_at(bytes, 14), Some(12 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// WMF without a placeable header: type memory or disk, header of nine words, version 1 or 3.
fn is_placeless_metafile(bytes: &[u8]) -> bool {
    matches!(u16_at(bytes, 0), Some(1 | 2))
        && u16_at(bytes, 2) == Some(9)
        && matches!(u16_at(bytes, 4), Some(0x0100 | 0x0300))
}

fn is_mpeg_audio(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfb | 0xfa | 0xf3 | 0xf2 | 0xf1 | 0xf9, third, ..] if third & 0xf0 != 0xf0)
}

fn is_transport_stream(bytes: &[u8]) -> bool {
    [0, 188, 376].iter().all(|&at| bytes.get(at) == Some(&0x47))
}

/// MZ, with the offset of a PE or NE header inside the file.
fn is_windows_program(bytes: &[u8]) -> bool {
    let header = u32_at(bytes, 0x3c).and_then(|at| usize::try_from(at).ok());
    bytes.starts_with(b"MZ")
        && header.and_then(|at| bytes.get(at..)).is_some_and(|rest| rest.starts_with(b"PE") || rest.starts_with(b"NE"))
}

/// Excel 2 to 5 wrote the record stream itself: BOF with its length and a known type of sheet ([MS-XLS] 2.4.21).
fn is_bare_biff(bytes: &[u8]) -> bool {
    let (Some(record), Some(length), Some(kind)) = (u16_at(bytes, 0), u16_at(bytes, 2), u16_at(bytes, 6)) else {
        return false;
    };
    let known = matches!((record, length), (0x0009, 4) | (0x0209 | 0x0409, 6) | (0x0809, 8 | 16));
    known && matches!(kind, 0x0005 | 0x0006 | 0x0010 | 0x0020 | 0x0040 | 0x0100)
}

/// Readers accept a PDF whose header stands within the first kilobyte (ISO 32000-1, annex H), and one whose header is damaged or
/// gone where it begins with an object and ends as a PDF does.
fn holds_pdf_header(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
    let has = |part: &[u8], word: &[u8]| memchr::memmem::find(part, word).is_some();
    has(head, b"%PDF-") || has(head, b" 0 obj") && has(tail, b"startxref")
}
