//! A file that arrived, with what its content is and where its bytes can be had; and the limits under which it is read.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;

use super::sniff::Readable;
use super::sniff::sniff;
use super::sniff::sniff_readable;
use super::sniff::trouble;
use crate::model::Format;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// Limits on what is read. Breaking one costs the one file, with a trouble that names the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxLimits {
    /// Bytes of one file, on disk or inflated. Sound, film and pictures on disk may be larger: they are hashed, not held.
    pub file_bytes: u64,
    /// Bytes of a file on disk that is still hashed; one that is larger is told of and left alone.
    pub hashed_bytes: u64,
    /// Bytes of an archive on disk, and of all that it inflates to with the archives inside it.
    pub archive_bytes: u64,
    /// Inflated to packed bytes of an entry of more than 16 MiB.
    pub ratio: u64,
    /// Entries of an archive with those of the archives inside it.
    pub entries: usize,
    /// Archives inside archives: 1 allows none.
    pub archive_depth: usize,
    /// Folders inside folders.
    pub folder_depth: usize,
}

impl Default for InboxLimits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            hashed_bytes: HASHED_BYTES,
            archive_bytes: 1 << 30,
            ratio: 200,
            entries: 20_000,
            archive_depth: 5,
            folder_depth: 64,
        }
    }
}

/// Films are not longer; hashing so much takes less than a file may take.
const HASHED_BYTES: u64 = 16 << 30;

/// Where the bytes of a file can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// In memory.
    Held(Arc<[u8]>),
    /// On disk, to be read again: an archive that was unpacked, or film larger than what is held.
    OnDisk(PathBuf),
    /// Nowhere: it could not be read, breaks a limit, or is film inside an archive. Troubles say why.
    NotHeld,
}

/// A file that arrived, on its own or inside an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxFile {
    /// Relative to the path given, `/` between parts, `!/` between an archive and its entry. Unique in a run.
    pub path: Arc<str>,
    /// Its bytes.
    pub content: Content,
    /// Of its bytes, lower-case hex; None where they could not be had.
    pub sha256: Option<String>,
    /// Bytes; for an entry that could not be read, as its archive declares.
    pub size: u64,
    /// What it is by content.
    pub format: Format,
    /// What is wrong with it, as far as its first look and its archive tell.
    pub troubles: Vec<Trouble>,
    /// When it was last changed on disk; None inside an archive.
    pub modified: Option<Timestamp>,
    /// Put together again from what is left of it: read as far as it goes, although a trouble says that content is lost.
    pub salvaged: bool,
}

impl InboxFile {
    /// A file whose bytes are here. One that Office opens without asking for a password is held as Office opens it, one whose
    /// directory is lost with another; hash and size are those of the file itself.
    pub fn from_bytes(path: &str, bytes: Arc<[u8]>) -> Self {
        let (sha256, size) = (Some(hex(&Sha256::digest(&bytes))), bytes.len() as u64);
        let Readable { sniffed, bytes: readable, salvaged } = sniff_readable(path, &bytes);
        let readable = match readable {
            Cow::Owned(readable) => Some(Arc::from(readable)),
            Cow::Borrowed(part) => (part.len() < bytes.len()).then(|| Arc::from(part)),
        };
        Self {
            path: Arc::from(path),
            sha256,
            size,
            format: sniffed.format,
            troubles: sniffed.troubles,
            modified: None,
            content: Content::Held(readable.unwrap_or(bytes)),
            salvaged,
        }
    }

    /// A file whose bytes could not be had.
    pub fn lost(path: &str, size: u64, format: Format, reason: Trouble) -> Self {
        Self {
            path: Arc::from(path),
            content: Content::NotHeld,
            sha256: None,
            size,
            format,
            troubles: vec![reason],
            modified: None,
            salvaged: false,
        }
    }

    /// Its bytes, read again where they are on disk. An error of kind `NotFound` where they are held nowhere.
    pub fn bytes(&self) -> io::Result<Arc<[u8]>> {
        match &self.content {
            Content::Held(bytes) => Ok(Arc::clone(bytes)),
            Content::OnDisk(path) => std::fs::read(path).map(Arc::from),
            Content::NotHeld => Err(io::Error::from(io::ErrorKind::NotFound)),
        }
    }

    /// Whether a trouble of this kind is known.
    pub fn has_trouble(&self, kind: TroubleKind) -> bool {
        self.troubles.iter().any(|trouble| trouble.kind == kind)
    }
}

/// What a first look at a large file reads.
const HEAD: u64 = 64 << 10;

/// Reads a file on disk under the limits.
pub fn read_disk_file(disk: &Path, path: &str, limits: &InboxLimits) -> InboxFile {
    match try_reading(disk, path, limits) {
        Ok(file) => file,
        Err(error) => {
            let detail = format!("文件无法打开：{}", explain_error(&error));
            InboxFile::lost(path, 0, Format::Unknown, trouble(TroubleKind::Unreadable, detail))
        }
    }
}

fn try_reading(disk: &Path, path: &str, limits: &InboxLimits) -> io::Result<InboxFile> {
    let metadata = std::fs::metadata(disk)?;
    let mut file = if metadata.len() > limits.file_bytes {
        read_large_file(disk, path, metadata.len(), limits)?
    } else {
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        File::open(disk)?.take(limits.file_bytes).read_to_end(&mut bytes)?;
        InboxFile::from_bytes(path, Arc::from(bytes))
    };
    file.modified = modified_at(&metadata);
    Ok(file)
}

fn modified_at(metadata: &std::fs::Metadata) -> Option<Timestamp> {
    metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok())
}

/// A file on disk that must not be opened, `reason` saying why: hashed piece by piece, its content not looked at.
pub fn pass_over_disk_file(disk: &Path, path: &str, reason: Trouble) -> InboxFile {
    let mut file = InboxFile::lost(path, 0, Format::Unknown, reason);
    if let Ok(metadata) = std::fs::metadata(disk) {
        (file.size, file.modified) = (metadata.len(), modified_at(&metadata));
    }
    if file.size <= HASHED_BYTES
        && let Ok((sha256, size)) = File::open(disk).and_then(|source| hash_stream(source.take(file.size)))
    {
        (file.sha256, file.size) = (Some(sha256), size);
    }
    file
}

/// A file over the limit: hashed piece by piece, told by its head. An archive may be as large as its own limit allows.
fn read_large_file(disk: &Path, path: &str, size: u64, limits: &InboxLimits) -> io::Result<InboxFile> {
    if size > limits.hashed_bytes {
        let detail = format!("文件大小 {} 超过上限 {}，未读取", megabytes(size), megabytes(limits.hashed_bytes));
        return Ok(InboxFile::lost(path, size, Format::Unknown, trouble(TroubleKind::Unsafe, detail)));
    }
    let mut head = Vec::new();
    File::open(disk)?.take(HEAD).read_to_end(&mut head)?;
    let format = sniff(path, &head).format;
    if format.is_archive() && size <= limits.archive_bytes {
        return Ok(InboxFile::from_bytes(path, Arc::from(std::fs::read(disk)?)));
    }
    // What grows meanwhile is hashed as far as it went at first.
    let (sha256, size) = hash_stream(File::open(disk)?.take(size))?;
    let kept_as_it_is = matches!(format, Format::Media | Format::Image | Format::System);
    let limit = if format.is_archive() { limits.archive_bytes } else { limits.file_bytes };
    let detail = format!("文件大小 {} 超过上限 {}，未读取", megabytes(size), megabytes(limit));
    let over_limit = trouble(TroubleKind::Unsafe, detail);
    Ok(InboxFile {
        path: Arc::from(path),
        content: if kept_as_it_is { Content::OnDisk(disk.to_owned()) } else { Content::NotHeld },
        sha256: Some(sha256),
        size,
        format,
        troubles: if kept_as_it_is { Vec::new() } else { vec![over_limit] },
        modified: None,
        salvaged: false,
    })
}

fn hash_stream(mut source: impl Read) -> io::Result<(String, u64)> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    let mut size = 0;
    loop {
        let length = source.read(&mut piece)?;
        if length == 0 {
            return Ok((hex(&hasher.finalize()), size));
        }
        hasher.update(piece.get(..length).unwrap_or_default());
        size += length as u64;
    }
}

/// Why a file could not be opened, in Chinese; the system's own message where it is none of the common ones.
pub fn explain_error(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        io::ErrorKind::NotFound => "文件已不在原处".to_owned(),
        _ => error.to_string(),
    }
}

/// A size as staff read it.
pub fn megabytes(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{} KB", bytes.div_ceil(1 << 10)) } else { format!("{} MB", bytes.div_ceil(1 << 20)) }
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| DIGITS.get(usize::from(value)).map_or('0', |&digit| char::from(digit));
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
