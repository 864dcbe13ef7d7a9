//! The piece table of a Word 97–2003 document ([MS-DOC] 2.8.35, 2.9.38): the text in its order, and where in the stream each character stands,
//! which is how formatting is looked up.

use encoding_rs::WINDOWS_1252;

use crate::readers::binary::i16_at;
use crate::readers::binary::offset_at;
use crate::readers::binary::slice_at;
use crate::readers::binary::u16_at;
use crate::readers::doc::fib::plc_data;
use crate::readers::doc::fib::plc_positions;

/// Length of a Pcd.
const PCD: usize = 8;

/// A run of characters that stand together in the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First character of the text.
    pub start: usize,
    /// Character behind the last.
    pub end: usize,
    /// Where the first stands in the stream.
    pub offset: usize,
    /// Bytes of a character: 1 or 2.
    pub width: usize,
    /// Modifications that a fast save left (Prm).
    pub prm: u16,
}

/// The text and its pieces.
#[derive(Debug, Default)]
pub struct PieceTable<'b> {
    /// In the order of the text.
    pub pieces: Vec<Piece>,
    /// The lists of modifications that [`Piece::prm`] may name.
    pub lists: Vec<&'b [u8]>,
    /// The characters as UTF-16, one for each position.
    pub text: Vec<u16>,
}

impl<'b> PieceTable<'b> {
    /// Reads the piece table (Clx) and the text that it describes, up to so many characters.
    pub fn read(clx: &'b [u8], document: &[u8], limit: usize) -> Option<Self> {
        let mut table = Self::default();
        let mut at = 0;
        while clx.get(at) == Some(&1) {
            let len = usize::try_from(i16_at(clx, at + 1)?).ok()?;
            table.lists.push(slice_at(clx, at + 3, len)?);
            at += 3 + len;
        }
        if clx.get(at) != Some(&2) {
            return None;
        }
        let len = offset_at(clx, at + 1)?;
        let plc = clx.get(at + 5..)?;
        table.read_pieces(plc.get(..len).unwrap_or(plc), document, limit);
        Some(table)
    }

    fn read_pieces(&mut self, plc: &[u8], document: &[u8], limit: usize) {
        const COMPRESSED: usize = 0x4000_0000;
        for (index, bounds) in plc_positions(plc, PCD).windows(2).enumerate() {
            let (&[start, end], Some(pcd)) = (bounds, plc_data(plc, PCD, index)) else { continue };
            let Some(stored) = offset_at(pcd, 2) else { continue };
            let (offset, width) = match stored & COMPRESSED {
                0 => (stored, 2),
                _ => ((stored & (COMPRESSED - 1)) / 2, 1),
            };
            // A damaged table may run backwards, overlap or point behind the end.
            let start = start.max(self.text.len());
            let held = document.len().saturating_sub(offset) / width;
            let end = end.min(limit).min(start.saturating_add(held));
            if end <= start || start - self.text.len() > limit {
                continue;
            }
            self.text.resize(start, u16::from(b' '));
            let bytes = slice_at(document, offset, (end - start) * width).unwrap_or_default();
            append_text(&mut self.text, bytes, width);
            self.pieces.push(Piece { start, end, offset, width, prm: u16_at(pcd, 6).unwrap_or(0) });
        }
    }

    /// The piece of a character.
    pub fn piece_at(&self, position: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.start <= position);
        self.pieces.get(after.checked_sub(1)?).filter(|piece| position < piece.end)
    }

    /// Where a character stands in the stream.
    pub fn offset_of(&self, position: usize) -> Option<usize> {
        let piece = self.piece_at(position)?;
        Some(piece.offset + (position - piece.start) * piece.width)
    }
}

fn append_text(text: &mut Vec<u16>, bytes: &[u8], width: usize) {
    if width == 1 {
        let mut one = [0; 2];
        for byte in bytes {
            let byte = [*byte];
            let character = WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next().unwrap_or(' ');
            text.extend_from_slice(character.encode_utf16(&mut one));
        }
    } else {
        text.extend(bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)));
    }
}
