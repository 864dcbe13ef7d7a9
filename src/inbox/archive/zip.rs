//! Taking the entries out of a zip archive, or what is left of one.

use super::Beside;
use super::EntryContent;
use super::Level;
use super::Unpacking;
use super::entry_name::EntryName;
use super::entry_name::name_entry;
use super::explain_damage;
use super::explain_link;
use super::explain_password;
use super::may_show_others;
use super::zip_content::EntryFault;
use super::zip_content::InflateLimits;
use super::zip_content::entries_overlap;
use super::zip_content::read_entry;
use super::zip_directory::ZipDirectory;
use super::zip_directory::ZipEntry;
use super::zip_directory::read_directory;
use crate::inbox::sniff::trouble;
use crate::model::Trouble;
use crate::model::TroubleKind;

impl Unpacking<'_> {
    /// Adds the files of a zip archive; gives what is wrong with it as a whole.
    pub(super) fn unpack_zip(&mut self, level: &mut Level<'_>) -> Vec<Trouble> {
        // Where there is no directory at all, sniffing has said so.
        let Some(directory) = read_directory(level.bytes, self.entries_left) else { return Vec::new() };
        let mut troubles = judge_directory(&directory);
        if directory.left_out > 0 {
            troubles.push(self.explain_left_out(directory.left_out));
        }
        let overlap = entries_overlap(&directory.entries);
        let names: Vec<EntryName> = directory.entries.iter().map(name_entry).collect();
        if !overlap && names.iter().any(|name| may_show_others(&name.path)) {
            let named =
                names.iter().zip(&directory.entries).filter(|(name, entry)| name.escapes.is_none() && !entry.symlink);
            level.beside = named.map(|(name, entry)| (name.path.clone(), Beside::Packed(entry.clone()))).collect();
        }
        for (taken, (entry, name)) in directory.entries.iter().zip(&names).enumerate() {
            if name.folder && entry.size == 0 {
                continue;
            }
            let bytes = level.bytes;
            if !self.take_entry(level, name, entry.size, |unpacking| unpacking.inflate_entry(bytes, entry, overlap)) {
                troubles.push(self.explain_left_out((directory.entries.len() - taken) as u64));
                break;
            }
        }
        troubles
    }

    fn inflate_entry(&self, bytes: &[u8], entry: &ZipEntry, overlap: bool) -> EntryContent {
        if entry.symlink {
            return Err(explain_link());
        }
        if entry.elsewhere {
            return Err(trouble(TroubleKind::Unreadable, "这个文件在分卷压缩包的另一卷里；请合并解压后重新放入"));
        }
        if overlap {
            return Err(trouble(TroubleKind::Unsafe, "压缩包内的文件相互重叠，疑似压缩炸弹，未读取"));
        }
        let limits = InflateLimits { size: self.allowed_bytes(), ratio: self.limits.ratio };
        read_entry(bytes, entry, limits).map_err(|fault| match fault {
            EntryFault::Encrypted => explain_password(),
            EntryFault::Method(method) => {
                let detail = format!("压缩方式（{}）不能读取；请解压后重新放入", name_method(method));
                trouble(TroubleKind::Unsupported, detail)
            }
            EntryFault::TooLarge => self.explain_size(entry.size),
            EntryFault::Ratio => self.explain_ratio(),
            EntryFault::Damaged => explain_damage(),
        })
    }
}

fn judge_directory(directory: &ZipDirectory) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    if directory.salvaged {
        let found = directory.entries.len();
        let detail =
            format!("压缩包不完整：目录缺失或损坏，只找回 {found} 个文件；请让单位重新发送，分卷的请合并解压后放入");
        troubles.push(trouble(TroubleKind::Unreadable, detail));
    }
    if directory.missing > 0 {
        let detail = format!("压缩包目录不完整：另有 {} 个文件找不到；请让单位重新发送", directory.missing);
        troubles.push(trouble(TroubleKind::Unreadable, detail));
    }
    troubles
}

/// What a method is called (APPNOTE 4.4.5).
fn name_method(method: u16) -> String {
    let known = [(9, "Deflate64"), (12, "BZIP2"), (14, "LZMA"), (93, "Zstandard"), (95, "XZ"), (98, "PPMd")];
    let name = known.into_iter().find(|(number, _)| *number == method).map(|(_, name)| name.to_owned());
    name.unwrap_or_else(|| format!("{method} 号"))
}
