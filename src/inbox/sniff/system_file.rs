//! Files that programs leave behind and nobody sent: lock files, thumbnails, folder settings, copies of resource forks.

use crate::inbox::sniff::container;
use crate::inbox::sniff::ole;

/// Folders whose whole content is the system's.
const SYSTEM_FOLDERS: &[&str] =
    &["__macosx", "$recycle.bin", "system volume information", ".trashes", ".spotlight-v100", ".fseventsd", "@eadir"];

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

/// Whether the path is that of a lock or system file. A whole document that merely bears such a name is a document.
pub fn is_system_name(path: &str, bytes: &[u8]) -> bool {
    let lower = path.to_lowercase();
    let mut parts: Vec<&str> = lower.split('/').filter(|part| !part.is_empty()).collect();
    let Some(name) = parts.pop() else { return false };
    let in_system_folder = parts.iter().any(|part| SYSTEM_FOLDERS.contains(&part.trim_end_matches('!')));
    in_system_folder
        || SYSTEM_NAMES.contains(&name)
        || is_apple_double(name, bytes)
        || is_lock_or_temporary(name, bytes)
}

/// `._name` beside `name`, with the magic of AppleSingle/AppleDouble (RFC 1740).
fn is_apple_double(name: &str, bytes: &[u8]) -> bool {
    name.starts_with("._") && (bytes.starts_with(&[0x00, 0x05, 0x16, 0x07]) || bytes.len() <= OWNER_FILE_LENGTH)
}

fn is_lock_or_temporary(name: &str, bytes: &[u8]) -> bool {
    let is_document = container::starts_like_zip(bytes) || ole::starts_like_ole(bytes);
    let lock = name.starts_with("~$") || name.starts_with(".~") || (name.starts_with(".~lock.") && name.ends_with('#'));
    // ~WRL0001.tmp and ~WRD0000.tmp are Word's drafts, ~DF….tmp OLE's scratch, ppt1A2B.tmp PowerPoint's, 1A2B3C4D.tmp Excel's.
    let stem = name.strip_suffix(".tmp");
    let draft = stem.is_some_and(|stem| {
        let hex = stem.trim_start_matches("ppt");
        stem.starts_with('~') || (!hex.is_empty() && hex.chars().all(|c| c.is_ascii_hexdigit()))
    });
    draft || (lock && (!is_document || bytes.len() <= OWNER_FILE_LENGTH && !container::starts_like_zip(bytes)))
}
