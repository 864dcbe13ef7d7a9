//! The parcels below the paths given (each file on disk, in whatever folder), and the files of a parcel: read, unpacked.
//!
//! Links are not followed, things that are no files (pipes, devices) not opened, names that are not UTF-8 decoded for
//! display. The order is that of the names, never that of the disk.

use std::ffi::OsStr;
use std::ffi::OsString;
use std::fs;
use std::fs::FileType;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;
use thiserror::Error;

use super::archive::entry_name::decode_name;
use super::archive::unpack_archive;
use super::beside::hold_with_parts;
use super::beside::read_beside;
use super::file::Content;
use super::file::InboxFile;
use super::file::InboxLimits;
use super::file::explain_error;
use super::file::pass_over_disk_file;
use super::file::read_disk_file;
use super::sniff::trouble;
use crate::model::Format;
use crate::model::Trouble;
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

/// A thing on disk below the paths given: a file, or what is none (a link, a device, a folder that cannot be listed). Parcels
/// are opened one by one, so that memory stays flat; what belongs together is for `group` to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    // As the system writes names: on Unix they need not be text.
    disk: OsString,
    path: String,
    /// Why it is not opened, where it is not.
    closed: Option<Trouble>,
}

impl Parcel {
    /// What it is called in the inbox.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where it lies on disk.
    pub fn disk(&self) -> &Path {
        Path::new(&self.disk)
    }
}

/// Something on disk, and what it is called in the inbox.
struct Item {
    disk: PathBuf,
    path: String,
}

/// Lists the parcels below the paths given, in the order of their names. With one folder given, paths are relative to it;
/// with several paths, each stands below its last part. A path below another one given is that one's already.
pub fn walk(paths: &[PathBuf], limits: &InboxLimits) -> Result<Vec<Parcel>, InboxError> {
    let tops = resolve_paths(paths)?;
    let single = tops.len() == 1;
    let mut walking = Walking { limits, parcels: Vec::new() };
    for top in tops {
        if !top.disk.is_dir() {
            walking.take_item(top, 0);
            continue;
        }
        let prefix = if single { String::new() } else { format!("{}/", top.path) };
        let listed = list_folder(&top.disk, &prefix);
        let listed = listed.map_err(|source| InboxError::Path { path: top.disk, source })?;
        listed.into_iter().for_each(|item| walking.take_item(item, 0));
    }
    Ok(walking.parcels)
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
    let numbered = |number: u64| format!("{stem}(重名{number}){extension}");
    // A mail may hold thousands of one name: the first number that is free is looked for in steps that double, then halve.
    let (mut last, mut free) = (1, 2);
    while taken(&numbered(free)) {
        (last, free) = (free, free.saturating_mul(2));
    }
    while last + 1 < free {
        let middle = last.midpoint(free);
        match taken(&numbered(middle)) {
            true => last = middle,
            false => free = middle,
        }
    }
    numbered(free)
}

/// Folders while they are walked.
struct Walking<'limits> {
    limits: &'limits InboxLimits,
    parcels: Vec<Parcel>,
}

impl Walking<'_> {
    fn take_item(&mut self, item: Item, depth: usize) {
        match fs::symlink_metadata(&item.disk).map(|metadata| metadata.file_type()) {
            Ok(kind) if kind.is_dir() => self.take_folder(item, depth),
            Ok(kind) if kind.is_file() => self.add(item, None),
            Ok(kind) => {
                let reason = explain_no_file(&item, kind);
                self.add(item, Some(reason));
            }
            Err(error) => self.add(item, Some(explain_unreadable("文件", &error))),
        }
    }

    fn take_folder(&mut self, item: Item, depth: usize) {
        if depth >= self.limits.folder_depth {
            let detail = format!("文件夹嵌套超过上限 {} 层，其中内容未读取", self.limits.folder_depth);
            return self.add(item, Some(trouble(TroubleKind::Unsafe, detail)));
        }
        match list_folder(&item.disk, &format!("{}/", item.path)) {
            Ok(listed) => listed.into_iter().for_each(|item| self.take_item(item, depth + 1)),
            Err(error) => self.add(item, Some(explain_unreadable("文件夹", &error))),
        }
    }

    fn add(&mut self, item: Item, closed: Option<Trouble>) {
        self.parcels.push(Parcel { disk: item.disk.into_os_string(), path: item.path, closed });
    }
}

fn explain_no_file(item: &Item, kind: FileType) -> Trouble {
    let detail = if kind.is_symlink() {
        let target = fs::read_link(&item.disk).unwrap_or_default();
        format!("这是指向“{}”的链接，未跟随；请放入原文件", target.display())
    } else {
        "这不是普通文件（管道、设备等），未打开".to_owned()
    };
    trouble(TroubleKind::Unsafe, detail)
}

fn explain_unreadable(what: &str, error: &io::Error) -> Trouble {
    trouble(TroubleKind::Unreadable, format!("{what}无法打开：{}", explain_error(error)))
}

/// Reads the file of a parcel, and those inside it where it is an archive. Each is handed on before the next one is read, an
/// archive after all that lies in it.
pub fn open(parcel: &Parcel, limits: &InboxLimits, take: &mut dyn FnMut(InboxFile)) {
    if let Some(reason) = &parcel.closed {
        return take(InboxFile::lost(&parcel.path, 0, Format::Unknown, reason.clone()));
    }
    let mut file = read_disk_file(parcel.disk(), &parcel.path, limits);
    hold_with_parts(&mut file, &|name| read_beside(parcel.disk(), name));
    let troubles = unpack_archive(&file, limits, take);
    if file.format.is_archive() {
        file.content = Content::OnDisk(parcel.disk().to_owned());
        file.troubles.extend(troubles);
    }
    take(file);
}

/// The file of a parcel that must not be opened: its size and hash, and why.
pub fn pass_over(parcel: &Parcel, reason: Trouble) -> InboxFile {
    pass_over_disk_file(parcel.disk(), &parcel.path, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_that_is_free_tells_names_apart() {
        for taken in 0..40_u64 {
            let names: Vec<String> = std::iter::once("a!/申报表.docx".to_owned())
                .chain((2..=taken).map(|number| format!("a!/申报表(重名{number}).docx")))
                .collect();
            let unique = make_unique("a!/申报表.docx", |name| names.iter().any(|known| known == name));
            assert_eq!(unique, format!("a!/申报表(重名{}).docx", taken.max(1) + 1));
        }
    }
}
