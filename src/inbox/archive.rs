//! The files inside a zip archive, and inside the archives inside it: inflated in memory under limits, each accounted for.
//!
//! An entry that cannot be read, or must not be, is a file with a trouble that says why; only entries beyond the limit on
//! their number are counted in the archive's own trouble.

use std::collections::HashSet;
use std::sync::Arc;

use super::file::Content;
use super::file::InboxFile;
use super::file::InboxLimits;
use super::file::megabytes;
use super::sniff::trouble;
use super::walk::make_unique;
use super::zip_directory::EntryFault;
use super::zip_directory::InflateLimits;
use super::zip_directory::ZipDirectory;
use super::zip_directory::ZipEntry;
use super::zip_directory::entries_overlap;
use super::zip_directory::read_directory;
use super::zip_directory::read_entry;
use super::zip_names::EntryName;
use super::zip_names::name_entry;
use crate::model::Format;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// What came out of an archive.
#[derive(Debug, Default)]
pub struct Unpacked {
    /// Its files and those of the archives inside it.
    pub files: Vec<InboxFile>,
    /// What is wrong with the archive itself.
    pub troubles: Vec<Trouble>,
}

/// Unpacks a file that is an archive; nothing for any other file, or where its bytes are not held.
pub fn unpack_archive(archive: &InboxFile, limits: &InboxLimits) -> Unpacked {
    let mut unpacking =
        Unpacking { limits, entries_left: limits.entries, bytes_left: limits.archive_bytes, files: Vec::new() };
    let troubles = unpacking.unpack(archive, 1);
    Unpacked { files: unpacking.files, troubles }
}

/// A top-level archive while it is unpacked: what the limits still allow is shared by all archives inside it.
struct Unpacking<'limits> {
    limits: &'limits InboxLimits,
    entries_left: usize,
    bytes_left: u64,
    files: Vec<InboxFile>,
}

impl Unpacking<'_> {
    /// Adds the archive's files; gives what is wrong with the archive as a whole.
    fn unpack(&mut self, archive: &InboxFile, depth: usize) -> Vec<Trouble> {
        let Content::Held(bytes) = &archive.content else { return Vec::new() };
        match archive.format {
            Format::Zip if depth > self.limits.archive_depth => {
                let detail = format!("压缩包套压缩包超过上限 {} 层，未再解开", self.limits.archive_depth);
                vec![trouble(TroubleKind::Unsafe, detail)]
            }
            Format::Zip => self.unpack_zip(archive, bytes, depth),
            Format::Rar => vec![trouble(TroubleKind::Unsupported, "rar 压缩包不能直接读取；请解压后重新放入")],
            Format::SevenZip => vec![trouble(TroubleKind::Unsupported, "7z 压缩包不能直接读取；请解压后重新放入")],
            Format::Tar => vec![trouble(TroubleKind::Unsupported, "tar/gz 压缩包不能直接读取；请解压后重新放入")],
            _ => Vec::new(),
        }
    }

    fn unpack_zip(&mut self, archive: &InboxFile, bytes: &[u8], depth: usize) -> Vec<Trouble> {
        // Where there is no directory at all, sniffing has said so.
        let Some(directory) = read_directory(bytes, self.entries_left) else { return Vec::new() };
        let troubles = self.judge_directory(&directory);
        let overlap = entries_overlap(&directory.entries);
        let mut names = HashSet::new();
        for entry in &directory.entries {
            self.entries_left = self.entries_left.saturating_sub(1);
            let name = name_entry(entry);
            if name.folder && entry.size == 0 {
                continue;
            }
            let path = make_unique(&format!("{}!/{}", archive.path, name.path), |path| names.contains(path));
            names.insert(path.clone());
            if let Err(reason) = judge_entry(entry, &name, overlap) {
                self.files.push(InboxFile::lost(&path, entry.size, Format::Unknown, reason));
            } else {
                self.take_entry(bytes, entry, &path, depth);
            }
        }
        troubles
    }

    fn judge_directory(&self, directory: &ZipDirectory) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        if directory.salvaged {
            let found = directory.entries.len();
            let detail = format!("压缩包不完整：目录缺失或损坏，只找回 {found} 个文件；请让单位重新发送");
            troubles.push(trouble(TroubleKind::Unreadable, detail));
        }
        if directory.missing > 0 {
            let detail = format!("压缩包目录不完整：另有 {} 个文件找不到；请让单位重新发送", directory.missing);
            troubles.push(trouble(TroubleKind::Unreadable, detail));
        }
        if directory.left_out > 0 {
            let (most, rest) = (self.limits.entries, directory.left_out);
            let detail = format!("压缩包内文件超过上限 {most} 个，至少 {rest} 个未读取");
            troubles.push(trouble(TroubleKind::Unsafe, detail));
        }
        troubles
    }

    fn take_entry(&mut self, bytes: &[u8], entry: &ZipEntry, path: &str, depth: usize) {
        let size = self.limits.file_bytes.min(self.bytes_left);
        match read_entry(bytes, entry, InflateLimits { size, ratio: self.limits.ratio }) {
            Ok(content) => {
                self.bytes_left = self.bytes_left.saturating_sub(content.len() as u64);
                self.take_content(path, Arc::from(content), depth);
            }
            Err(fault) => {
                let format = if fault == EntryFault::Encrypted { Format::Encrypted } else { Format::Unknown };
                self.files.push(InboxFile::lost(path, entry.size, format, self.explain_fault(fault, entry)));
            }
        }
    }

    fn take_content(&mut self, path: &str, content: Arc<[u8]>, depth: usize) {
        let mut file = InboxFile::from_bytes(path, content);
        if file.format == Format::Media {
            file.content = Content::NotHeld;
        }
        let at = self.files.len();
        self.files.push(file.clone());
        if file.format.is_archive() {
            let troubles = self.unpack(&file, depth + 1);
            if let Some(archive) = self.files.get_mut(at) {
                archive.troubles.extend(troubles);
            }
        }
    }

    fn explain_fault(&self, fault: EntryFault, entry: &ZipEntry) -> Trouble {
        match fault {
            EntryFault::Encrypted => trouble(TroubleKind::Encrypted, "压缩包内的文件设有密码；请提供不加密的文件"),
            EntryFault::Method(method) => {
                let detail = format!("压缩方式（{method} 号）不能读取；请解压后重新放入");
                trouble(TroubleKind::Unsupported, detail)
            }
            EntryFault::TooLarge
                if entry.size > self.limits.file_bytes || self.bytes_left >= self.limits.file_bytes =>
            {
                let limit = megabytes(self.limits.file_bytes);
                trouble(TroubleKind::Unsafe, format!("解压后大小超过单个文件的上限 {limit}，未读取"))
            }
            EntryFault::TooLarge => {
                let limit = megabytes(self.limits.archive_bytes);
                trouble(TroubleKind::Unsafe, format!("压缩包解压后总量超过上限 {limit}，未读取"))
            }
            EntryFault::Ratio => {
                let detail = format!("压缩比超过上限 {} 倍，疑似压缩炸弹，未读取", self.limits.ratio);
                trouble(TroubleKind::Unsafe, detail)
            }
            EntryFault::Damaged => trouble(TroubleKind::Unreadable, "压缩包内的这个文件已损坏（数据缺失或校验不符）"),
        }
    }
}

/// Whether an entry may be read at all.
fn judge_entry(entry: &ZipEntry, name: &EntryName, overlap: bool) -> Result<(), Trouble> {
    if let Some(written) = &name.escapes {
        let written: String = written.chars().filter(|c| !c.is_control()).take(200).collect();
        let detail = format!("压缩包内的路径“{written}”指向文件夹之外，未读取");
        return Err(trouble(TroubleKind::Unsafe, detail));
    }
    if entry.symlink {
        return Err(trouble(TroubleKind::Unsafe, "压缩包内的这一项是链接，未跟随；请放入原文件"));
    }
    if overlap {
        return Err(trouble(TroubleKind::Unsafe, "压缩包内的文件相互重叠，疑似压缩炸弹，未读取"));
    }
    Ok(())
}
