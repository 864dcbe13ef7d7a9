//! OLE containers ([MS-CFB]) as programs write them that do not keep to every word of it.

use std::borrow::Cow;
use std::io::Cursor;

use cfb::CompoundFile;

/// A container that is read where it lies.
pub type CompoundBytes<'b> = CompoundFile<Cursor<Cow<'b, [u8]>>>;

/// Opens a container; None where its tables do not hold together.
pub fn open_compound(bytes: &[u8]) -> Option<CompoundBytes<'_>> {
    let mended = |_| CompoundFile::open(Cursor::new(Cow::Owned(mend_compound(bytes))));
    CompoundFile::open(Cursor::new(Cow::Borrowed(bytes))).or_else(mended).ok()
}

/// The container as a strict reader takes it, where a program wrote what leads nowhere wrong: allocation entries for sectors that
/// are not there (SheetJS), a mini stream whose length is no multiple of its sectors' (Ruby's Spreadsheet).
pub fn mend_compound(bytes: &[u8]) -> Vec<u8> {
    let number = |at: usize| bytes.get(at..)?.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes));
    let field = |at: usize| number(at).unwrap_or(0);
    let sector = 1_usize << (field(30) & 0xFFFF).clamp(9, 12);
    let tables = usize::try_from(field(44)).unwrap_or(usize::MAX);
    let sectors = tables.saturating_mul(sector / 4).saturating_add(1);
    let mut mended = bytes.to_vec();
    // One table's worth of sectors at most is missing in what those programs write.
    let wanted = sectors.saturating_mul(sector).min(bytes.len().saturating_add(sector * sector / 4));
    mended.resize(wanted.max(bytes.len()), 0);
    // The root's entry is the directory's first ([MS-CFB] 2.6.2); its length stands 120 bytes behind its start.
    let root = usize::try_from(field(48)).ok().and_then(|directory| (directory + 1).checked_mul(sector));
    let length = root.and_then(|root| mended.get_mut(root + 120..root + 124));
    if let Some(length) = length.and_then(|bytes| <&mut [u8; 4]>::try_from(bytes).ok()) {
        let known = u32::from_le_bytes(*length);
        *length = known.checked_next_multiple_of(64).unwrap_or(known).to_le_bytes();
    }
    mended
}
