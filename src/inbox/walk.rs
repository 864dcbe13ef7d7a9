//! The parcels below the paths given (folders, archives, loose files), and the files of a parcel: found, read, unpacked.
//!
//! Links are not followed, things that are no files (pipes, devices) not opened, names that are not UTF-8 decoded for
//! display. The order is that of the names, never that of the disk.

use std::ffi::OsStr;
use std::fs;
use std::fs::FileType;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use thiserror::Error;

use super::archive::entry_name::decode_name;
use super::archive::unpack_archive;
use super::file::InboxFile;
use super::file::InboxLimits;
use super::file::explain_error;
use super::file::read_disk_file;
use super::sniff::trouble;
use crate::model::Format;
use crate::model::TroubleKind;

/// A path that was given cannot be read at all.
#[derive(Debug, Error)]
pub enum InboxError {
    /// A path given does not exist or may not be read.
    #[error("无法读取“{}”：{}。请检查路径是否正确、是否有读取权限", path.display(), explain_error(source))]
    Path {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A top-level thing below the paths given: a folder, an archive, or the loose files of one place. Parcels are opened one by
/// one, so that memory stays flat; what belongs together across them is for `group` to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    items: Vec<Item>,
}

/// Something on disk, and what it is called in the inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    disk: PathBuf,
    path: String,
}

impl Parcel {
    /// What it is called in progress messages: the path of its first item.
    pub fn name(&self) -> &str {
        self.items.first().map_or("", |item| &item.path)
    }
}

/// Lists the parcels below the paths given, in the order of their names. With one folder given, paths are relative to it;
/// with several paths, each stands below its last part. A path below another one given is that one's already.
pub fn walk(paths: &[PathBuf]) -> Result<Vec<Parcel>, InboxError> {
    let tops = resolve_paths(paths)?;
    let single = tops.len() == 1;
    let mut parcels = Vec::new();
    let mut loose = Vec::new();
    for top in tops {
        if top.disk.is_dir() {
            let prefix = if single { String::new() } else { format!("{}/", top.path) };
            parcels.extend(list_parcels(&top.disk, &prefix)?);
        } else if is_archive_on_disk(&top.disk) {
            parcels.push(Parcel { items: vec![top] });
        } else {
            loose.push(top);
        }
    }
    parcels.extend((!loose.is_empty()).then_some(Parcel { items: loose }));
    Ok(parcels)
}

/// The paths given as things on disk with unique names, each once.
fn resolve_paths(paths: &[PathBuf]) -> Result<Vec<Item>, InboxError> {
    let resolve = |path: &PathBuf| {
        let disk = fs::canonicalize(path).map_err(|source| InboxError::Path { path: path.clone(), source })?;
        fs::metadata(&disk).map_err(|source| InboxError::Path { path: path.clone(), source })?;
        Ok(disk)
    };
    let mut disks = paths.iter().map(resolve).collect::<Result<Vec<_>, _>>()?;
    disks.sort();
    disks.dedup();
    let below_another = |disk: &PathBuf| disks.iter().any(|other| other != disk && disk.starts_with(other));
    let mut items: Vec<Item> = Vec::new();
    for disk in disks.iter().filter(|disk| !below_another(disk)) {
        let name = disk.file_name().map_or_else(|| "根目录".to_owned(), display_name);
        let path = make_unique(&name, |name| items.iter().any(|item| item.path == name));
        items.push(Item { disk: disk.clone(), path });
    }
    Ok(items)
}

fn list_parcels(folder: &Path, prefix: &str) -> Result<Vec<Parcel>, InboxError> {
    let listed = list_folder(folder, prefix).map_err(|source| InboxError::Path { path: folder.to_owned(), source })?;
    let mut parcels = Vec::new();
    let mut loose = Vec::new();
    for item in listed {
        if item.disk.is_dir() && !item.disk.is_symlink() || is_archive_on_disk(&item.disk) {
            parcels.push(Parcel { items: vec![item] });
        } else {
            loose.push(item);
        }
    }
    parcels.extend((!loose.is_empty()).then_some(Parcel { items: loose }));
    Ok(parcels)
}

/// A first guess by name, for the cut into parcels alone: whether it is unpacked is decided by its content.
fn is_archive_on_disk(disk: &Path) -> bool {
    let extension = disk.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| ["zip", "7z", "rar", "tar", "gz", "tgz"].contains(&extension.as_str()))
}

/// What stands in a folder, by name; names that decode to the same text are told apart.
fn list_folder(folder: &Path, prefix: &str) -> io::Result<Vec<Item>> {
    let mut names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
    names.sort();
    let mut items: Vec<Item> = Vec::with_capacity(names.len());
    let mut known = std::collections::HashSet::new();
    for name in names {
        let path = make_unique(&format!("{prefix}{}", display_name(&name)), |path| known.contains(path));
        known.insert(path.clone());
        items.push(Item { disk: folder.join(&name), path });
    }
    items.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(items)
}

/// The name as text. On Unix a name is bytes: what is not UTF-8 came from an archive or a stick in GBK.
fn display_name(name: &OsStr) -> String {
    let text = name.to_str().map_or_else(|| decode_name(name.as_encoded_bytes()), str::to_owned);
    text.replace(|c: char| c.is_control(), "\u{fffd}")
}

/// Tells a second thing of the same name apart: `申报表(重名2).xlsx`.
pub fn make_unique(path: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(path) {
        return path.to_owned();
    }
    let name_start = path.rfind('/').map_or(0, |at| at + 1);
    let dot = path.rfind('.').filter(|&at| at > name_start).unwrap_or(path.len());
    let (stem, extension) = path.split_at(dot);
    let mut number = 2_u64;
    loop {
        let candidate = format!("{stem}(重名{number}){extension}");
        if !taken(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

/// Reads the files of a parcel, those inside archives included, sorted by path.
pub fn open(parcel: &Parcel, limits: &InboxLimits) -> Vec<InboxFile> {
    let mut opening = Opening { limits, held: 0, files: Vec::new() };
    for item in &parcel.items {
        opening.take_item(item, 0);
    }
    opening.files.sort_by(|left, right| left.path.cmp(&right.path));
    opening.files
}

/// A parcel while it is read.
struct Opening<'limits> {
    limits: &'limits InboxLimits,
    held: u64,
    files: Vec<InboxFile>,
}

impl Opening<'_> {
    fn take_item(&mut self, item: &Item, depth: usize) {
        match fs::symlink_metadata(&item.disk).map(|metadata| metadata.file_type()) {
            Ok(kind) if kind.is_dir() => self.take_folder(item, depth),
            Ok(kind) if kind.is_file() => self.take_file(item),
            Ok(kind) => self.note_no_file(item, kind),
            Err(error) => self.note_unreadable(item, "文件", &error),
        }
    }

    fn take_folder(&mut self, item: &Item, depth: usize) {
        if depth >= self.limits.folder_depth {
            let detail = format!("文件夹嵌套超过上限 {} 层，其中内容未读取", self.limits.folder_depth);
            self.files.push(InboxFile::lost(&item.path, 0, Format::Unknown, trouble(TroubleKind::Unsafe, detail)));
            return;
        }
        match list_folder(&item.disk, &format!("{}/", item.path)) {
            Ok(listed) => listed.iter().for_each(|item| self.take_item(item, depth + 1)),
            Err(error) => self.note_unreadable(item, "文件夹", &error),
        }
    }

    fn take_file(&mut self, item: &Item) {
        let file = read_disk_file(&item.disk, &item.path, self.limits, &mut self.held);
        let inside = unpack_archive(&file, self.limits);
        let mut file = file;
        if file.format.is_archive() {
            file.content = super::file::Content::OnDisk(item.disk.clone());
            file.troubles.extend(inside.troubles);
        }
        self.files.push(file);
        self.files.extend(inside.files);
    }

    fn note_no_file(&mut self, item: &Item, kind: FileType) {
        let detail = if kind.is_symlink() {
            let target = fs::read_link(&item.disk).unwrap_or_default();
            format!("这是指向“{}”的链接，未跟随；请放入原文件", target.display())
        } else {
            "这不是普通文件（管道、设备等），未打开".to_owned()
        };
        self.files.push(InboxFile::lost(&item.path, 0, Format::Unknown, trouble(TroubleKind::Unsafe, detail)));
    }

    fn note_unreadable(&mut self, item: &Item, what: &str, error: &io::Error) {
        let detail = format!("{what}无法打开：{}", explain_error(error));
        self.files.push(InboxFile::lost(&item.path, 0, Format::Unknown, trouble(TroubleKind::Unreadable, detail)));
    }
}
