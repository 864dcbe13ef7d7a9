//! The fonts of a Word 97–2003 document ([MS-DOC] 2.9.286 SttbfFfn), as far as they are symbol fonts.

use crate::readers::binary::u16_at;
use crate::readers::flow::symbol::SymbolFont;

/// By number: which symbol font it is, if any.
pub fn read_fonts(table: &[u8]) -> Vec<Option<SymbolFont>> {
    /// Where the name begins in an FFN.
    const NAME: usize = 40;
    const LENGTH: usize = 1;
    let count = u16_at(table, 0).unwrap_or(0);
    let mut fonts = Vec::new();
    // The string table's header: count, and no extra data.
    let mut at = 4;
    for _ in 0..count {
        let Some(len) = table.get(at).copied().map(usize::from) else { break };
        let font = table.get(at..at + LENGTH + len).unwrap_or_default();
        let name = font.get(NAME..).unwrap_or_default();
        let units: Vec<u16> = name.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
        let name = String::from_utf16_lossy(units.split(|unit| *unit == 0).next().unwrap_or_default());
        fonts.push(SymbolFont::named(&name));
        at += LENGTH + len;
    }
    fonts
}
