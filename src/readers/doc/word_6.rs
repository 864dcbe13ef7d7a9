//! Documents of Word 6.0 and 95: their text alone, in the code page of their language. Everything else in them is laid out otherwise than in
//! [MS-DOC], and hardly any are left.

use encoding_rs::BIG5;
use encoding_rs::EUC_KR;
use encoding_rs::Encoding;
use encoding_rs::GB18030;
use encoding_rs::SHIFT_JIS;
use encoding_rs::WINDOWS_1251;
use encoding_rs::WINDOWS_1252;

use crate::model::Document;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::binary::offset_at;
use crate::readers::binary::slice_at;
use crate::readers::binary::u8_at;
use crate::readers::binary::u16_at;
use crate::readers::flow::Flow;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowParagraph;
use crate::readers::flow::field::FieldChange;
use crate::readers::flow::field::Fields;
use crate::readers::flow::settle::settle;
use crate::readers::package::unreadable;

/// Reads the text of a `WordDocument` stream; tables come as paragraphs, which a trouble says.
pub fn read_word_6(document: &mut Document, main: &[u8]) -> Result<(), Trouble> {
    let text = body_text(main).ok_or_else(|| unreadable("Word 6.0/95 的旧文档，正文已损坏，读不出文字".to_owned()))?;
    settle(document, Flow { body: paragraphs_of(&text), ..Flow::default() });
    let detail = "Word 6.0/95 的旧文档只能读出文字，表格和图片未还原；请在 Word 或 WPS 中打开后另存为 .docx".to_owned();
    document.troubles.push(Trouble { kind: TroubleKind::Unsupported, detail, spot: None });
    Ok(())
}

/// Flags of the header: the text is in pieces; its characters are two bytes each, as the programs for East Asia wrote it.
const FAST_SAVED: u16 = 0x0004;
const WIDE: u16 = 0x1000;

/// The text from fcMin on, or piece by piece where the document was saved fast.
fn body_text(main: &[u8]) -> Option<String> {
    let flags = u16_at(main, 10)?;
    let unit = if flags & WIDE == 0 { 1 } else { 2 };
    let (start, end, length) = (offset_at(main, 0x18)?, offset_at(main, 0x1C)?, offset_at(main, 0x34)?);
    let bytes = match flags & FAST_SAVED {
        0 => slice_at(main, start, length.checked_mul(unit)?.min(end.checked_sub(start)?))?.to_vec(),
        _ => text_of_pieces(main, length, unit)?,
    };
    let encoding = encoding_of(main, unit == 2 || is_of_long_runs(&bytes));
    if unit == 1 {
        return Some(encoding.decode_without_bom_handling(&bytes).0.into_owned());
    }
    Some(decode_wide(&bytes, encoding))
}

/// Characters of two bytes, of which the second of a code page stands first; above a Latin letter there is nothing, or a flag.
fn decode_wide(bytes: &[u8], encoding: &'static Encoding) -> String {
    let mut text = String::with_capacity(bytes.len());
    for pair in bytes.chunks_exact(2) {
        match pair {
            [trail, lead] if *lead > 0x80 => text.push_str(&encoding.decode_without_bom_handling(&[*lead, *trail]).0),
            [letter, _] => text.push_str(&WINDOWS_1252.decode_without_bom_handling(&[*letter]).0),
            _ => {}
        }
    }
    text
}

/// The pieces of a document that was saved fast: the table of pieces begins behind what is said of their looks.
fn text_of_pieces(main: &[u8], length: usize, unit: usize) -> Option<Vec<u8>> {
    const LOOKS: u8 = 1;
    const TABLE: u8 = 2;
    const PIECE: usize = 8;
    let table = slice_at(main, offset_at(main, 0x160)?, offset_at(main, 0x164)?)?;
    let mut at = 0;
    while u8_at(table, at)? == LOOKS {
        at = at + 3 + usize::from(u16_at(table, at + 1)?);
    }
    let size = (u8_at(table, at)? == TABLE).then(|| offset_at(table, at + 1))??;
    let pieces = slice_at(table, at + 5, size)?;
    let count = size.checked_sub(4)? / (4 + PIECE);
    let mut text = Vec::new();
    for piece in 0..count {
        let (from, to) = (offset_at(pieces, piece * 4)?, offset_at(pieces, piece * 4 + 4)?.min(length));
        let start = offset_at(pieces, (count + 1) * 4 + piece * PIECE + 2)?;
        let Some(characters) = to.checked_sub(from) else { break };
        text.extend_from_slice(slice_at(main, start, characters.checked_mul(unit)?)?);
    }
    Some(text)
}

/// Whether the letters that are not ASCII stand together, as in Chinese and Russian; in Western languages they stand alone.
fn is_of_long_runs(bytes: &[u8]) -> bool {
    let runs = bytes.chunk_by(|one, other| one.is_ascii() == other.is_ascii()).filter(|run| !run.is_ascii());
    let (count, length) = runs.fold((0, 0), |(count, length), run| (count + 1, length + run.len()));
    length >= 2 * count
}

/// The code page: of the language; where that is a Western one and the text does not look it, of the first font that has another.
fn encoding_of(main: &[u8], by_fonts: bool) -> &'static Encoding {
    let language = u16_at(main, 6).unwrap_or(0);
    match language {
        0x0404 | 0x0C04 | 0x1404 => BIG5,
        0x0411 => SHIFT_JIS,
        0x0412 => EUC_KR,
        0x0419 => WINDOWS_1251,
        language if language & 0x03FF == 0x04 => GB18030,
        _ => by_fonts.then(|| encoding_of_fonts(main)).flatten().unwrap_or(WINDOWS_1252),
    }
}

/// The first character set of the fonts that is not Western; each font begins with its length.
fn encoding_of_fonts(main: &[u8]) -> Option<&'static Encoding> {
    let fonts = slice_at(main, offset_at(main, 0xD0)?, offset_at(main, 0xD4)?)?;
    let mut at = 2;
    while let (Some(length), Some(charset)) = (u8_at(fonts, at), u8_at(fonts, at + 4)) {
        let encoding = match charset {
            128 => SHIFT_JIS,
            129 => EUC_KR,
            134 => GB18030,
            136 => BIG5,
            204 => WINDOWS_1251,
            _ => {
                at += usize::from(length) + 1;
                continue;
            }
        };
        return Some(encoding);
    }
    None
}

fn paragraphs_of(text: &str) -> Vec<FlowBlock> {
    let mut fields = Fields::new(true);
    let mut blocks = Vec::new();
    let mut paragraph = FlowParagraph::default();
    for character in text.chars() {
        match character {
            '\r' | '\u{7}' => blocks.push(FlowBlock::Paragraph(std::mem::take(&mut paragraph))),
            '\u{13}' => drop(fields.change(FieldChange::Begin)),
            '\u{14}' => drop(fields.change(FieldChange::Separate)),
            '\u{15}' => drop(fields.change(FieldChange::End)),
            _ if fields.in_code() => {}
            '\u{B}' | '\u{C}' => paragraph.line.text.push('\n'),
            '\u{1E}' => paragraph.line.text.push('-'),
            '\t' => paragraph.line.text.push('\t'),
            character if character >= ' ' => paragraph.line.text.push(character),
            _ => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream with this header flag, this text behind the header, and one font of this character set.
    fn stream(flags: u16, text: &[u8], characters: u32, charset: u8) -> Vec<u8> {
        let mut main = vec![0; 0x200];
        let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
        put(6, &0x0409_u16.to_le_bytes());
        put(10, &flags.to_le_bytes());
        put(0x18, &0x200_u32.to_le_bytes());
        put(0x1C, &u32::try_from(0x200 + text.len()).unwrap().to_le_bytes());
        put(0x34, &characters.to_le_bytes());
        put(0xD0, &0x1F0_u32.to_le_bytes());
        put(0xD4, &16_u32.to_le_bytes());
        put(0x1F2, &[8, 0, 0, 0, charset, 0]);
        main.extend_from_slice(text);
        main
    }

    #[test]
    fn text_of_east_asian_programs_is_two_bytes_a_character() {
        let wide: Vec<u8> = "申报表 1"
            .chars()
            .flat_map(|letter| match GB18030.encode(&letter.to_string()).0.as_ref() {
                [lead, trail] => vec![*trail, *lead],
                letters => vec![letters[0], 0],
            })
            .collect();
        assert_eq!(body_text(&stream(WIDE, &wide, 5, 134)).as_deref(), Some("申报表 1"));
    }

    #[test]
    fn the_fonts_tell_the_code_page_where_the_language_does_not() {
        let gb = GB18030.encode("海港区总工会").0.into_owned();
        assert_eq!(body_text(&stream(0, &gb, 12, 134)).as_deref(), Some("海港区总工会"));
        // A Western text may have a Chinese font.
        assert_eq!(body_text(&stream(0, b"caf\xe9 cr\xe8me", 10, 134)).as_deref(), Some("café crème"));
    }

    #[test]
    fn the_pieces_of_a_document_that_was_saved_fast_are_put_together() {
        let text = b"world, hello";
        let mut main = stream(FAST_SAVED, text, 12, 0);
        let table_at = u32::try_from(main.len()).unwrap();
        let piece = |start: u32| [&[0, 0], start.to_le_bytes().as_slice(), &[0, 0]].concat();
        let pieces = [0_u32.to_le_bytes(), 5_u32.to_le_bytes(), 12_u32.to_le_bytes()]
            .concat()
            .into_iter()
            .chain(piece(0x207))
            .chain(piece(0x200));
        let pieces: Vec<u8> = pieces.collect();
        let table =
            [&[1, 2, 0, 9, 9, 2], u32::try_from(pieces.len()).unwrap().to_le_bytes().as_slice(), &pieces].concat();
        main[0x160..0x164].copy_from_slice(&table_at.to_le_bytes());
        main[0x164..0x168].copy_from_slice(&u32::try_from(table.len()).unwrap().to_le_bytes());
        main.extend_from_slice(&table);
        assert_eq!(body_text(&main).as_deref(), Some("helloworld, "));
        assert_eq!(body_text(main.get(..0x210).unwrap()), None);
    }
}
