//! The system that a zip says it was made on (APPNOTE.TXT 4.4.2.2, the upper byte of "version made by"): always the same, so that
//! a paper is the same bytes on Windows and elsewhere.

/// MS-DOS, which every program reads without a thought to permissions.
const SYSTEM: u8 = 0;
/// Of a central directory header: its signature, where its system stands, its length without names and extras.
const HEADER: [u8; 4] = [b'P', b'K', 1, 2];
const SYSTEM_AT: usize = 5;
const HEADER_LENGTH: usize = 46;
/// Of the end record: its signature, and where the directory's offset stands.
const END: [u8; 4] = [b'P', b'K', 5, 6];
const OFFSET_AT: usize = 16;

/// Sets the system of every entry of a zip just written; one so large that its directory is zip64 is left as it is.
pub(super) fn set_origin(zip: &mut [u8]) {
    let end = zip.windows(END.len()).rposition(|window| window == END);
    let offset = end.and_then(|end| zip.get(end + OFFSET_AT..)?.first_chunk().copied()).map(u32::from_le_bytes);
    let Some(mut at) = offset.and_then(|offset| usize::try_from(offset).ok()) else { return };
    while let Some(header) = zip.get_mut(at..).filter(|rest| rest.starts_with(&HEADER)) {
        if let Some(system) = header.get_mut(SYSTEM_AT) {
            *system = SYSTEM;
        }
        let length = |at: usize| header.get(at..).and_then(|rest| rest.first_chunk().copied()).map(u16::from_le_bytes);
        let lengths = [28, 30, 32].map(|at| usize::from(length(at).unwrap_or(0)));
        at += HEADER_LENGTH + lengths.iter().sum::<usize>();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::io::Write;

    use zip::System;
    use zip::ZipArchive;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::set_origin;

    #[test]
    fn a_zip_made_on_any_system_is_the_same_bytes() {
        let made = [System::Unix, System::Dos].map(|system| {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            for name in ["word/document.xml", "甲.txt", ""] {
                zip.start_file(name, SimpleFileOptions::default().system(system)).expect("a name");
                zip.write_all(b"PK\x01\x02 is no header here").expect("memory");
            }
            let mut bytes = zip.finish().expect("memory").into_inner();
            set_origin(&mut bytes);
            bytes
        });
        assert_eq!(made[0], made[1]);
        assert_eq!(ZipArchive::new(Cursor::new(&made[0])).expect("whole").len(), 3);
    }
}
