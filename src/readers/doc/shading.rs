//! What is coloured behind the words of a Word 97–2003 document ([MS-DOC] 2.9.247 Shd, 2.9.248 Shd80).

use crate::readers::doc::sprm::Sprm;

/// Whether a modification shades characters, a paragraph or cells of a row in another colour than white.
pub fn is_shaded(sprm: &Sprm) -> bool {
    /// Bytes that say which cells come before the shading.
    const CELLS: usize = 2;
    let behind = |skip: usize| sprm.operand.get(skip..).unwrap_or_default();
    match sprm.code {
        0x4866 | 0x442D | 0xD609 => behind(0).chunks_exact(2).any(is_colour_80),
        0x7627 => behind(CELLS).chunks_exact(2).any(is_colour_80),
        0xCA71 | 0xC64D | 0xD60C | 0xD612 | 0xD616 | 0xD660 | 0xD670..=0xD672 => {
            behind(0).chunks_exact(10).any(is_colour)
        }
        0xD62D | 0xD62E => behind(CELLS).chunks_exact(10).any(is_colour),
        _ => false,
    }
}

/// The colours of pattern and ground of four bytes each, then the pattern: nought for the ground alone.
fn is_colour(shading: &[u8]) -> bool {
    !matches!(shading, [.., 0xFF, 0xFF] | [_, _, _, _, _, _, _, 0xFF, 0, 0] | [_, _, _, _, 0xFF, 0xFF, 0xFF, _, 0, 0])
}

/// The same in two bytes: five bits, five bits and six.
fn is_colour_80(shading: &[u8]) -> bool {
    const NONE: u16 = 0xFFFF;
    let all = shading.iter().rev().fold(0, |all, byte| all << 8 | u16::from(*byte));
    all != NONE && !(all >> 10 == 0 && matches!(all >> 5 & 0x1F, 0 | 8))
}
