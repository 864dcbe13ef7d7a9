//! The files inside an archive or a mail, and inside the archives inside it: inflated in memory under limits, each accounted for.
//!
//! An entry that cannot be read, or must not be, is a file with a trouble that says why; only entries beyond the limit on
//! their number are counted in the archive's own trouble.

pub mod entry_name;
mod mail;
mod outlook;
mod seven_zip;
mod stream;
mod tar;
mod tnef;
mod zip;
pub mod zip_content;
pub mod zip_directory;

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

use entry_name::EntryName;
use tnef::TNEF;
use zip_content::InflateLimits;
use zip_content::read_entry;
use zip_directory::ZipEntry;

use super::beside::FindBeside;
use super::beside::hold_with_parts;
use super::beside::is_picture_name;
use super::file::Content;
use super::file::InboxFile;
use super::file::InboxLimits;
use super::file::megabytes;
use super::sniff::trouble;
use super::walk::make_unique;
use crate::model::Format;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// How an OLE container begins: a mail of Outlook.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Bytes of pictures that are kept for the pages of one archive.
const MOST_BESIDE: usize = 64 << 20;

/// Unpacks a file that is an archive, and the archives inside it: each file is handed on before the next one is inflated.
/// Nothing for any other file, or where its bytes are not held. Gives what is wrong with the archive itself.
pub fn unpack_archive(archive: &InboxFile, limits: &InboxLimits, take: &mut dyn FnMut(InboxFile)) -> Vec<Trouble> {
    let (entries_left, bytes_left) = (limits.entries, limits.archive_bytes);
    Unpacking { limits, entries_left, bytes_left, take }.unpack(archive, 1)
}

/// A top-level archive while it is unpacked: what the limits still allow is shared by all archives inside it.
struct Unpacking<'limits> {
    limits: &'limits InboxLimits,
    entries_left: usize,
    bytes_left: u64,
    /// Told of each file.
    take: &'limits mut dyn FnMut(InboxFile),
}

/// One archive while its entries are taken out.
struct Level<'archive> {
    archive: &'archive InboxFile,
    bytes: &'archive [u8],
    /// 1 for an archive that lies on disk.
    depth: usize,
    names: HashSet<String>,
    /// Entries by their paths, where web pages may show some from beside them.
    beside: HashMap<String, Beside>,
}

/// An entry that a page beside it may show.
enum Beside {
    /// Of a zip: inflated when it is asked for.
    Packed(ZipEntry),
    /// Of any other archive, whose entries come one after another.
    Inflated(Vec<u8>),
}

impl Level<'_> {
    /// Keeps a picture for the pages of the archive, as long as they are not too many.
    fn keep_beside(&mut self, name: &EntryName, content: &[u8]) {
        let kept: usize = self.beside.values().map(Beside::length).sum();
        if name.escapes.is_none() && is_picture_name(&name.path) && kept + content.len() <= MOST_BESIDE {
            self.beside.insert(name.path.clone(), Beside::Inflated(content.to_vec()));
        }
    }

    fn find_beside(&self, path: &str, limits: InflateLimits) -> Option<Vec<u8>> {
        match self.beside.get(path)? {
            Beside::Packed(entry) => read_entry(self.bytes, entry, limits).ok(),
            Beside::Inflated(content) => Some(content.clone()),
        }
    }
}

impl Beside {
    fn length(&self) -> usize {
        match self {
            Self::Packed(_) => 0,
            Self::Inflated(content) => content.len(),
        }
    }
}

/// Whether a file may be a web page with others beside it, or lies in the folder of such a page.
fn may_show_others(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    path.ends_with(".htm") || path.ends_with(".html") || path.contains(".files/") || path.contains("_files/")
}

/// What an entry's content is: its bytes, or why they could not be had.
type EntryContent = Result<Vec<u8>, Trouble>;

impl Unpacking<'_> {
    /// Adds the archive's files; gives what is wrong with the archive as a whole.
    fn unpack(&mut self, archive: &InboxFile, depth: usize) -> Vec<Trouble> {
        let Content::Held(bytes) = &archive.content else { return Vec::new() };
        if !archive.format.is_archive() {
            return Vec::new();
        }
        if depth > self.limits.archive_depth {
            let detail = format!("压缩包套压缩包超过上限 {} 层，未再解开", self.limits.archive_depth);
            return vec![trouble(TroubleKind::Unsafe, detail)];
        }
        let mut level = Level { archive, bytes, depth, names: HashSet::new(), beside: HashMap::new() };
        match archive.format {
            Format::Zip => self.unpack_zip(&mut level),
            Format::SevenZip => self.unpack_seven_zip(&mut level),
            Format::Tar if tar::starts_like_tar(bytes) => self.unpack_tar(&mut level, bytes),
            Format::Tar if stream::starts_like_stream(bytes) => self.unpack_stream(&mut level),
            Format::Mail if bytes.starts_with(OLE) => self.unpack_outlook(&mut level),
            Format::Mail if bytes.starts_with(TNEF) => self.unpack_tnef(&mut level),
            Format::Mail => self.unpack_mail(&mut level),
            Format::Rar => vec![trouble(TroubleKind::Unsupported, "rar 压缩包不能直接读取；请解压后重新放入")],
            _ => vec![trouble(TroubleKind::Unsupported, "这种压缩包不能直接读取；请解压后重新放入")],
        }
    }

    /// Accounts for one entry: `size` as declared, `content` asked for only where the entry may be read. False where no more
    /// entries are allowed.
    fn take_entry(
        &mut self,
        level: &mut Level<'_>,
        name: &EntryName,
        size: u64,
        content: impl FnOnce(&Self) -> EntryContent,
    ) -> bool {
        if self.entries_left == 0 {
            return false;
        }
        self.entries_left -= 1;
        let path = make_unique(&format!("{}!/{}", level.archive.path, name.path), |path| level.names.contains(path));
        level.names.insert(path.clone());
        let content = judge_name(name).map_or_else(|| content(self), Err);
        match content {
            Ok(content) => {
                self.bytes_left = self.bytes_left.saturating_sub(content.len() as u64);
                let folder = name.path.rfind('/').map_or("", |at| name.path.get(..=at).unwrap_or_default());
                let limits = InflateLimits { size: self.allowed_bytes(), ratio: self.limits.ratio };
                let find = |beside: &str| level.find_beside(&format!("{folder}{beside}"), limits);
                self.take_content(&path, Arc::from(content), level.depth, &find);
            }
            Err(reason) => {
                let encrypted = reason.kind == TroubleKind::Encrypted;
                let format = if encrypted { Format::Encrypted } else { Format::Unknown };
                (self.take)(InboxFile::lost(&path, size, format, reason));
            }
        }
        true
    }

    fn take_content(&mut self, path: &str, content: Arc<[u8]>, depth: usize, find: &FindBeside<'_>) {
        let mut file = InboxFile::from_bytes(path, content);
        hold_with_parts(&mut file, find);
        if let Content::Held(held) = &file.content {
            self.bytes_left = self.bytes_left.saturating_sub((held.len() as u64).saturating_sub(file.size));
        }
        if file.format == Format::Media {
            file.content = Content::NotHeld;
        }
        let troubles = self.unpack(&file, depth + 1);
        file.troubles.extend(troubles);
        (self.take)(file);
    }

    /// The most bytes that the next entry may inflate to.
    fn allowed_bytes(&self) -> u64 {
        self.limits.file_bytes.min(self.bytes_left)
    }

    /// Why an entry of this declared size is too large: itself, or with all those before it.
    fn explain_size(&self, size: u64) -> Trouble {
        let detail = if size > self.limits.file_bytes || self.bytes_left >= self.limits.file_bytes {
            format!("解压后大小超过单个文件的上限 {}，未读取", megabytes(self.limits.file_bytes))
        } else {
            format!("压缩包解压后总量超过上限 {}，未读取", megabytes(self.limits.archive_bytes))
        };
        trouble(TroubleKind::Unsafe, detail)
    }

    fn explain_ratio(&self) -> Trouble {
        trouble(TroubleKind::Unsafe, format!("压缩比超过上限 {} 倍，疑似压缩炸弹，未读取", self.limits.ratio))
    }

    /// What is said of the archive when entries were left out; `rest` of them at least.
    fn explain_left_out(&self, rest: u64) -> Trouble {
        let detail = format!("压缩包内文件超过上限 {} 个，至少 {rest} 个未读取", self.limits.entries);
        trouble(TroubleKind::Unsafe, detail)
    }
}

/// Why an entry of this name may not be read, if so.
fn judge_name(name: &EntryName) -> Option<Trouble> {
    let written: String = name.escapes.as_ref()?.chars().filter(|c| !c.is_control()).take(200).collect();
    let detail = format!("压缩包内的路径“{written}”指向文件夹之外，未读取");
    Some(trouble(TroubleKind::Unsafe, detail))
}

fn explain_link() -> Trouble {
    trouble(TroubleKind::Unsafe, "压缩包内的这一项是链接，未跟随；请放入原文件")
}

fn explain_damage() -> Trouble {
    trouble(TroubleKind::Unreadable, "压缩包内的这个文件已损坏（数据缺失或校验不符）")
}

fn explain_password() -> Trouble {
    trouble(TroubleKind::Encrypted, "压缩包内的文件设有密码；请提供不加密的文件")
}
