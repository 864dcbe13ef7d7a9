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
use crate::readers::field::FieldChange;
use crate::readers::field::Fields;
use crate::readers::flow::Flow;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowParagraph;
use crate::readers::little_endian::offset_at;
use crate::readers::little_endian::slice_at;
use crate::readers::little_endian::u16_at;
use crate::readers::package::unreadable;
use crate::readers::settle::settle;

/// Reads the text of a `WordDocument` stream; tables come as paragraphs, which a trouble says.
pub fn read_word_6(document: &mut Document, main: &[u8]) -> Result<(), Trouble> {
    let text = body_text(main).ok_or_else(|| unreadable("Word 6.0/95 正文已损坏，读不出文字".to_owned()))?;
    settle(document, Flow { body: paragraphs_of(&text), ..Flow::default() });
    let detail = "Word 6.0/95 的旧文档只能读出文字，表格和图片未还原；请在 Word 或 WPS 中打开后另存为 .docx".to_owned();
    document.troubles.push(Trouble { kind: TroubleKind::Unsupported, detail, spot: None });
    Ok(())
}

/// From fcMin, ccpText characters; a document saved fast has its pieces elsewhere and is not put together.
fn body_text(main: &[u8]) -> Option<String> {
    const FAST_SAVED: u16 = 0x0004;
    if u16_at(main, 10)? & FAST_SAVED != 0 {
        return None;
    }
    let (start, end, length) = (offset_at(main, 0x18)?, offset_at(main, 0x1C)?, offset_at(main, 0x34)?);
    let bytes = slice_at(main, start, length.min(end.checked_sub(start)?))?;
    let language = u16_at(main, 6)?;
    Some(encoding_of(language).decode_without_bom_handling(bytes).0.into_owned())
}

fn encoding_of(language: u16) -> &'static Encoding {
    match language {
        0x0404 | 0x0C04 | 0x1404 => BIG5,
        0x0411 => SHIFT_JIS,
        0x0412 => EUC_KR,
        0x0419 => WINDOWS_1251,
        language if language & 0x03FF == 0x04 => GB18030,
        _ => WINDOWS_1252,
    }
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
