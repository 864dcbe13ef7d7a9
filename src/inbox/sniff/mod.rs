//! What a file is by its content, never by its name; the name only says whether it is a lock or system file and whether the
//! content is what it promises.

mod container;
mod disguise;
mod magic;
mod markup;
mod ole;
mod system_file;
mod text;

use std::borrow::Cow;

use crate::inbox::unlock::unlock;
use crate::model::Format;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// What a file is, and what is wrong with it as far as its first look tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sniffed {
    /// By content.
    pub format: Format,
    /// Encrypted, disguised, with macros, empty, damaged beyond recognition.
    pub troubles: Vec<Trouble>,
}

impl Sniffed {
    fn plain(format: Format) -> Self {
        Self { format, troubles: Vec::new() }
    }

    fn troubled(format: Format, kind: TroubleKind, detail: impl Into<String>) -> Self {
        Self { format, troubles: vec![trouble(kind, detail)] }
    }
}

/// A trouble of a whole file.
pub fn trouble(kind: TroubleKind, detail: impl Into<String>) -> Trouble {
    Trouble { kind, detail: detail.into(), spot: None }
}

/// Says what a file is. `name` is its name or its path in the inbox; folders in it count for system files alone.
pub fn sniff(name: &str, bytes: &[u8]) -> Sniffed {
    if system_file::is_system_name(name, bytes) {
        return Sniffed::plain(Format::System);
    }
    if bytes.is_empty() {
        return Sniffed::troubled(Format::Empty, TroubleKind::Unreadable, "文件是空的（0 字节）");
    }
    let mut sniffed = sniff_content(bytes);
    disguise::compare_with_name(name, &mut sniffed);
    sniffed
}

/// The same, with the bytes that the file is read by: of one that Office opens without asking for a password, as it opens it.
pub fn sniff_unlocked<'b>(name: &str, bytes: &'b [u8]) -> (Sniffed, Cow<'b, [u8]>) {
    let sniffed = sniff(name, bytes);
    match (sniffed.format == Format::Encrypted).then(|| unlock(bytes)).flatten() {
        Some(plain) => (sniff(name, &plain), Cow::Owned(plain)),
        None => (sniffed, Cow::Borrowed(bytes)),
    }
}

fn sniff_content(bytes: &[u8]) -> Sniffed {
    if container::starts_like_zip(bytes) {
        return container::sniff_zip(bytes);
    }
    if ole::starts_like_ole(bytes) {
        return ole::sniff_ole(bytes);
    }
    if let Some(format) = magic::match_magic(bytes) {
        return Sniffed::plain(format);
    }
    if let Some(detail) = magic::match_pointer(bytes) {
        return Sniffed::troubled(Format::Unknown, TroubleKind::Unsupported, detail);
    }
    let sniffed = text::sniff_text(bytes);
    if sniffed.format == Format::Unknown && container::is_last_volume(bytes) {
        container::sniff_split()
    } else {
        sniffed
    }
}
