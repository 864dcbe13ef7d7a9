//! The streams of an OLE container ([MS-CFB]), which hold what Office wrote before 2007 and WPS still writes.

pub mod properties;
mod remains;

use std::io::Read;

use crate::model::CompoundBytes;
use crate::model::Trouble;
use crate::model::open_compound;
use crate::readers::Limits;
use crate::readers::ole::remains::Remains;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;

/// How every container starts.
pub const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Names that are asked for in a container that is damaged.
const NAMES: &[&str] = &[
    "WordDocument",
    "0Table",
    "1Table",
    "Data",
    "Workbook",
    "Book",
    "EncryptedPackage",
    "Macros",
    "_VBA_PROJECT_CUR",
    "\u{5}SummaryInformation",
    "\u{5}DocumentSummaryInformation",
];

/// An open container.
pub struct Container<'b> {
    bytes: &'b [u8],
    /// None where its tables do not hold together, as far as is known.
    file: Option<CompoundBytes<'b>>,
    /// Names in the root.
    entries: Vec<String>,
}

impl<'b> Container<'b> {
    /// Opens a container; an Err says why there is nothing to be had of it.
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Trouble> {
        if bytes.len() as u64 > limits.file_bytes {
            return Err(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
        }
        let file = open_compound(bytes);
        let entries: Vec<String> = match &file {
            Some(file) => file.read_root_storage().map(|entry| entry.name().to_owned()).collect(),
            None => names_of(&Remains::new(bytes)),
        };
        match entries.is_empty() && file.is_none() {
            true => Err(unreadable("文件容器（OLE）已损坏，无法打开".to_owned())),
            false => Ok(Self { bytes, file, entries }),
        }
    }

    /// The name as stored of a stream or storage in the root, whatever the case.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.entries.iter().map(String::as_str).find(|stored| stored.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream by its path; None where there is no such stream. What is damaged is as long as could be read,
    /// and told by false.
    pub fn stream(&mut self, path: &str) -> Option<(Vec<u8>, bool)> {
        let mut bytes = Vec::new();
        if let Some(file) = &mut self.file {
            let read = file.open_stream(path).and_then(|mut stream| {
                stream.read_to_end(&mut bytes)?;
                Ok(stream.len() == bytes.len() as u64)
            });
            match read {
                Ok(true) => return Some((bytes, true)),
                // What the container itself does not name may stand in another that is embedded.
                Err(_) if self.find(path).is_none() => return None,
                _ => {}
            }
        }
        let remains = Remains::new(self.bytes);
        if self.file.take().is_some() {
            // Where one chain is broken, that of the directory and those of other streams may be.
            self.entries.extend(names_of(&remains));
        }
        let left = remains.stream(path).filter(|left| left.len() > bytes.len());
        left.or_else(|| (!bytes.is_empty()).then_some(bytes)).map(|bytes| (bytes, false))
    }

    /// Paths of the streams inside a storage of the root.
    pub fn streams_in(&self, storage: &str) -> Vec<String> {
        let inside = self.file.iter().flat_map(|file| file.walk_storage(storage)).flatten();
        inside.filter(cfb::Entry::is_stream).map(|entry| entry.path().to_string_lossy().into_owned()).collect()
    }
}

fn names_of(remains: &Remains) -> Vec<String> {
    NAMES.iter().filter(|name| remains.holds(name)).map(|name| (*name).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::io::Write;

    use cfb::CompoundFile;

    use super::*;

    #[test]
    fn a_mini_stream_whose_length_is_no_multiple_of_its_sectors_is_read_whole() {
        let content = [7; 2_547];
        let mut file = CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).expect("in memory");
        file.create_stream("Workbook").and_then(|mut stream| stream.write_all(&content)).expect("in memory");
        let mut bytes = file.into_inner().into_inner();
        let root = memchr::memmem::find(&bytes, b"R\0o\0o\0t\0").expect("the root's name");
        bytes[root + 120..root + 124].copy_from_slice(&2_547_u32.to_le_bytes());
        assert!(CompoundFile::open(Cursor::new(bytes.as_slice())).is_err(), "refused");
        let read = Container::open(&bytes, &Limits::default()).ok().and_then(|mut file| file.stream("Workbook"));
        assert!(read == Some((content.to_vec(), true)), "read whole");
    }
}
