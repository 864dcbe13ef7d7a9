//! What a metafile draws: EMF ([MS-EMF] 2.3, with the EMF+ records of [MS-EMFPLUS] in its comments) and WMF ([MS-WMF] 2.3).
//! Nothing is painted: it is told whether anything is drawn at all, and a bitmap in it is taken out.

use crate::extract::signature::picture_content::Content;

/// With so many straight lines beside text a metafile is still taken for print.
const MOST_PRINTED_LINES: usize = 8;

/// What is found in a metafile while it is read.
#[derive(Default)]
struct Drawn {
    strokes: bool,
    /// Texts, as in the picture of a signature line that nobody has signed.
    texts: bool,
    /// Straight lines from one point to the next; a hand draws many.
    lines: usize,
    /// The largest bitmap, as a file.
    bitmap: Option<Vec<u8>>,
}

impl Drawn {
    fn keep(&mut self, file: Option<Vec<u8>>) {
        let larger = |file: &Vec<u8>| self.bitmap.as_ref().is_none_or(|known| file.len() > known.len());
        if let Some(file) = file.filter(larger) {
            self.bitmap = Some(file);
        }
    }

    fn content(self) -> Content<'static> {
        let by_lines = self.lines > if self.texts { MOST_PRINTED_LINES } else { 0 };
        match self.bitmap {
            _ if self.strokes || by_lines => Content::Drawn,
            Some(file) => Content::Raster(file.into()),
            None if self.texts => Content::Printed,
            None => Content::Nothing,
        }
    }
}

/// What this draws, if it is a metafile.
pub fn content_of_metafile(bytes: &[u8]) -> Option<Content<'static>> {
    if bytes.starts_with(&[1, 0, 0, 0]) && bytes.get(40..44) == Some(b" EMF") {
        return Some(read_emf(bytes).content());
    }
    let plain = match bytes.strip_prefix(&[0xD7, 0xCD, 0xC6, 0x9A]) {
        Some(_) => bytes.get(22..)?,
        None => bytes,
    };
    let is_wmf = matches!(plain, [1 | 2, 0, 9, 0, 0, 1 | 3, ..]);
    is_wmf.then(|| read_wmf(plain.get(18..).unwrap_or_default()).content())
}

fn read_emf(bytes: &[u8]) -> Drawn {
    let mut drawn = Drawn::default();
    let mut rest = bytes;
    while let Some((kind, size)) = number(rest, 0).zip(number(rest, 4)) {
        let Some(record) = rest.get(..size).filter(|_| size >= 8) else { break };
        match kind {
            // lines, curves, polygons; ellipses and arcs; paths; texts. A rectangle alone is a background.
            2..=8 | 15 | 42 | 45..=47 | 55..=56 | 62..=64 | 85..=92 => drawn.strokes = true,
            83 | 84 => drawn.texts |= number(record, 44).is_some_and(|characters| characters > 0),
            96 | 97 | 108 => drawn.texts = true,
            54 => drawn.lines += 1,
            80 | 81 => drawn.keep(bitmap_of_record(record, 48)),
            76..=78 | 114 | 116 => drawn.keep(bitmap_of_record(record, 84)),
            79 => drawn.keep(bitmap_of_record(record, 96)),
            70 if record.get(12..16) == Some(b"EMF+") => read_plus(record.get(16..).unwrap_or_default(), &mut drawn),
            14 => break,
            _ => {}
        }
        rest = rest.get(size..).unwrap_or_default();
    }
    drawn
}

/// The bitmap of a record that gives, from here on, where its header and its bits are, and how long.
fn bitmap_of_record(record: &[u8], at: usize) -> Option<Vec<u8>> {
    let part = |at: usize| {
        let (from, length) = (number(record, at)?, number(record, at + 4)?);
        record.get(from..from.checked_add(length)?)
    };
    let (header, bits) = (part(at)?, part(at + 8)?);
    if header.len() < 16 || bits.is_empty() {
        return None;
    }
    // A printer's bitmaps may be JPEG or PNG as they are.
    let is_file = matches!(number(header, 16), Some(4 | 5));
    Some(if is_file { bits.to_vec() } else { bitmap_file(header, bits) })
}

fn read_plus(records: &[u8], drawn: &mut Drawn) {
    let mut rest = records;
    while let Some((head, size)) = number(rest, 0).zip(number(rest, 4)) {
        let Some(record) = rest.get(..size).filter(|_| size >= 12) else { break };
        match (head & 0xFFFF, head >> 24) {
            // An object that is an image: a bitmap that is a file of its own.
            (0x4008, 5) if number(record, 16) == Some(1) && number(record, 36) == Some(1) => {
                drawn.keep(record.get(40..).map(<[u8]>::to_vec));
            }
            (0x401C | 0x4036, _) => drawn.texts = true,
            (0x400C..=0x4019, _) => drawn.strokes = true,
            _ => {}
        }
        rest = rest.get(size..).unwrap_or_default();
    }
}

fn read_wmf(records: &[u8]) -> Drawn {
    let mut drawn = Drawn::default();
    let mut rest = records;
    while let Some((words, kind)) = number(rest, 0).zip(number(rest, 4)) {
        let Some(record) = words.checked_mul(2).filter(|size| *size >= 6).and_then(|size| rest.get(..size)) else {
            break;
        };
        match kind & 0xFFFF {
            // lines and polygons; arcs, ellipses; texts
            0x0324 | 0x0325 | 0x0538 | 0x0817 | 0x0418 | 0x081A | 0x0830 | 0x041F => drawn.strokes = true,
            0x0521 | 0x0A32 => drawn.texts = true,
            0x0213 => drawn.lines += 1,
            0x0F43 => drawn.keep(packed_bitmap(record, 28)),
            0x0B41 => drawn.keep(packed_bitmap(record, 26)),
            0x0940 => drawn.keep(packed_bitmap(record, 22)),
            0x0D33 => drawn.keep(packed_bitmap(record, 24)),
            0 => break,
            _ => {}
        }
        rest = rest.get(record.len()..).unwrap_or_default();
    }
    drawn
}

/// A bitmap whose bits follow its header and colours.
fn packed_bitmap(record: &[u8], at: usize) -> Option<Vec<u8>> {
    let bitmap = record.get(at..)?;
    let header = number(bitmap, 0).filter(|header| *header >= 40)?;
    let (depth, compression, named) = (number(bitmap, 14)? & 0xFFFF, number(bitmap, 16)?, number(bitmap, 32)?);
    let colours = if named == 0 && depth <= 8 { 1 << depth } else { named.min(256) };
    let masks = if compression == 3 && header == 40 { 12 } else { 0 };
    let (header, bits) = bitmap.split_at_checked(header.checked_add(colours * 4 + masks)?)?;
    Some(bitmap_file(header, bits))
}

fn bitmap_file(header: &[u8], bits: &[u8]) -> Vec<u8> {
    let long = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    let offset = header.len() + 14;
    [b"BM", &long(offset + bits.len())[..], &[0; 4], &long(offset), header, bits].concat()
}

/// Four bytes as a number; the last two of them may be missing at the very end.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let found = bytes.get(at..)?;
    let bytes = match found {
        [a, b, c, d, ..] => [*a, *b, *c, *d],
        [a, b] => [*a, *b, 0, 0],
        _ => return None,
    };
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}
