//! Where the parts of a package lie: in a zip, or in memory, where a flat file (flat OPC, Word 2003 XML) was taken apart.

use std::io::Cursor;

use zip::CompressionMethod;
use zip::ZipArchive;

use crate::readers::binary::Fields;
use crate::readers::package::inflate::Broken;
use crate::readers::package::inflate::StoredPart;

/// How the header before a part's content starts.
const LOCAL_HEADER: u32 = 0x0403_4B50;

/// The parts, by their place in the directory.
pub enum Store<'b> {
    /// In a zip, and the directory of it.
    Zip(&'b [u8], Box<ZipArchive<Cursor<&'b [u8]>>>),
    /// In memory.
    Memory(Vec<Vec<u8>>),
}

impl Store<'_> {
    /// A part as it lies there.
    pub fn stored_part(&self, at: usize) -> Result<StoredPart<'_>, Broken> {
        match self {
            Self::Zip(bytes, archive) => part_of_zip(bytes, archive, at),
            Self::Memory(parts) => {
                let packed = parts.get(at).ok_or(Broken::Damaged)?;
                let checksum = crc32fast::hash(packed);
                Ok(StoredPart { packed, deflated: false, size: packed.len() as u64, checksum })
            }
        }
    }

    /// How many parts do not begin where the directory says, whether they are asked for or not: of a file that another one was written over,
    /// from its start or up to its end, some are left.
    pub fn count_astray(&self) -> usize {
        let Self::Zip(bytes, archive) = self else { return 0 };
        let begins = |at: usize| {
            let start = usize::try_from(archive.by_index_data(at).ok()?.header_start()).ok()?;
            Some(Fields::new(bytes.get(start..)?).u32()? == LOCAL_HEADER)
        };
        (0..archive.len()).filter(|&at| begins(at) != Some(true)).count()
    }
}

/// A part of a zip. Its local header is only asked where the content starts.
fn part_of_zip<'b>(
    bytes: &'b [u8],
    archive: &ZipArchive<Cursor<&'b [u8]>>,
    at: usize,
) -> Result<StoredPart<'b>, Broken> {
    let entry = archive.by_index_data(at).map_err(|_| Broken::Damaged)?;
    if entry.encrypted() {
        return Err(Broken::Password);
    }
    let deflated = match entry.compression() {
        CompressionMethod::Deflated => true,
        CompressionMethod::Stored => false,
        _ => return Err(Broken::Method),
    };
    let header = usize::try_from(entry.header_start()).ok().and_then(|start| bytes.get(start..));
    let mut fields = Fields::new(header.unwrap_or_default());
    let packed = (|| {
        let signature = fields.u32()?;
        fields.skip(22)?;
        let (name, extra) = (fields.u16()?, fields.u16()?);
        fields.skip(usize::from(name) + usize::from(extra))?;
        let packed = fields.bytes(usize::try_from(entry.compressed_size()).ok()?)?;
        (signature == LOCAL_HEADER).then_some(packed)
    })();
    let packed = packed.ok_or(Broken::Damaged)?;
    Ok(StoredPart { packed, deflated, size: entry.size(), checksum: entry.crc32() })
}
