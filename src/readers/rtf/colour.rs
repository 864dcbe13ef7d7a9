//! Colours of an RTF, as far as they make text that nobody sees: which of its table are white, and whether any may lie behind text.

use memchr::memchr;
use memchr::memmem;

/// The numbers of the white colours of `\colortbl`.
pub fn white_colours(bytes: &[u8]) -> Vec<i32> {
    let table = memmem::find(bytes, b"{\\colortbl").and_then(|at| bytes.get(at..)).unwrap_or_default();
    let table = table.get(..memchr(b'}', table).unwrap_or(0)).unwrap_or_default();
    let is_white = |colour: &[u8]| {
        [b"\\red255".as_slice(), b"\\green255", b"\\blue255"].iter().all(|part| memmem::find(colour, part).is_some())
    };
    (0..)
        .zip(table.split(|byte| *byte == b';'))
        .filter(|(_, colour)| is_white(colour))
        .map(|(number, _)| number)
        .collect()
}

/// Whether characters, paragraphs, cells or shapes have a colour of their own behind them.
pub fn is_coloured(bytes: &[u8]) -> bool {
    [b"cbpat".as_slice(), b"\\highlight", b"\\chshdng", b"fillColor"]
        .iter()
        .any(|word| memmem::find(bytes, word).is_some())
}
