//! Files that programs leave behind and nobody sent: lock files, thumbnails, folder settings, copies of resource forks.

use crate::inbox::sniff::container;
use crate::inbox::sniff::magic;
use crate::inbox::sniff::ole;
use crate::inbox::sniff::text;
use crate::model::Format;
use crate::model::TextEncoding;

/// Folders whose whole content is the system's.
const SYSTEM_FOLDERS: &[&str] = &[
    "__macosx",
    "$recycle.bin",
    "system volume information",
    ".trashes",
    ".trash",
    ".trash-1000",
    ".temporaryitems",
    ".documentrevisions-v100",
    ".spotlight-v100",
    ".fseventsd",
    "@eadir",
    "#recycle",
];

/// Names, in lower case; control characters are shown as U+FFFD (`Icon\r` of the Finder).
const SYSTEM_NAMES: &[&str] = &[
    ".ds_store",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "icon\u{fffd}",
    ".localized",
    "folder.htt",
    "autorun.inf",
];

/// An owner file of Word, Excel or WPS holds a name and is 162 or 165 bytes long; some versions pad it.
const OWNER_FILE_LENGTH: usize = 4096;
/// A text that is no longer says no more than a lock does.
const SHORTEST_TEXT: usize = 165;

/// Whether the path is that of a lock or system file. A whole document that merely bears such a name is a document.
pub fn is_system_name(path: &str, bytes: &[u8]) -> bool {
    let lower = path.to_lowercase();
    let mut parts: Vec<&str> = lower.split('/').filter(|part| !part.is_empty()).collect();
    let Some(name) = parts.pop() else { return false };
    let in_system_folder = parts.iter().any(|part| SYSTEM_FOLDERS.contains(&part.trim_end_matches('!')));
    in_system_folder || is_apple_double(name, bytes) || is_leftover(name) && !is_document(name, bytes)
}

/// Whether a file's name is one that programs give to what they leave behind.
pub fn is_leftover_name(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| is_leftover(&name.to_lowercase()))
}

/// `._name` beside `name`, with the magic of AppleDouble (RFC 1740); some programs that unpack make it `_name`. Under a name of its own it
/// is what is left of a paper.
fn is_apple_double(name: &str, bytes: &[u8]) -> bool {
    let is_double = bytes.starts_with(&[0x00, 0x05, 0x16, 0x07]);
    name.starts_with("._") && bytes.len() <= OWNER_FILE_LENGTH || is_double && name.starts_with(['.', '_'])
}

/// The name is in lower case.
fn is_leftover(name: &str) -> bool {
    let lock = name.starts_with("~$") || name.starts_with(".~");
    // ~WRL0001.tmp and ~WRD0000.tmp are Word's drafts, ~DF….tmp OLE's scratch, ppt1A2B.tmp PowerPoint's, 1A2B3C4D.tmp Excel's.
    let draft = name.strip_suffix(".tmp").is_some_and(|stem| {
        let hex = stem.trim_start_matches("ppt");
        stem.starts_with('~') || (!hex.is_empty() && hex.chars().all(|c| c.is_ascii_hexdigit()))
    });
    lock || draft || SYSTEM_NAMES.contains(&name)
}

/// Whether it is a document all the same: what Word saved last before it broke down, a form that somebody gave such a name.
fn is_document(name: &str, bytes: &[u8]) -> bool {
    if container::starts_like_zip(bytes) {
        return true;
    }
    let format = if ole::starts_like_ole(bytes) { ole::sniff_ole(bytes).format } else { text_format(name, bytes) };
    format.holds_text() || format == Format::Encrypted
}

/// What the text or page is that a program left behind, where it is no note of its own: a lock names its owner in one line, settings begin
/// with the name of a section.
fn text_format(name: &str, bytes: &[u8]) -> Format {
    const FEW_LINES: usize = 3;
    if let Some(format) = magic::match_magic(bytes) {
        return format;
    }
    let format = text::sniff_text(bytes).format;
    let is_text = matches!(format, Format::Text | Format::Csv);
    let lines = || TextEncoding::tell(bytes).decode(bytes).text.lines().filter(|line| !line.trim().is_empty()).count();
    let is_settings = bytes.trim_ascii_start().starts_with(b"[") || name == "folder.htt";
    if is_settings || is_text && (bytes.len() <= SHORTEST_TEXT || lines() < FEW_LINES) {
        return Format::Unknown;
    }
    format
}
