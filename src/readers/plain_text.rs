//! Plain text whatever its encoding: with a mark what it says, UTF-16 by its zero bytes, UTF-8 where it is valid, else
//! GB 18030, which a Chinese office's programs write without saying so.

use encoding_rs::Encoding;
use encoding_rs::GB18030;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;

use crate::model::Document;
use crate::readers::Limits;
use crate::readers::flow::Flow;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowParagraph;
use crate::readers::flow::line::Line;
use crate::readers::flow::settle::settle;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::sheets::budget::Budget;

/// How much is looked at for the zero bytes of UTF-16.
const SAMPLE: usize = 4_096;

/// Reads a text file into a Document that is still empty: each line is a paragraph.
pub fn read_text(document: &mut Document, bytes: &[u8], limits: &Limits) {
    let Some(text) = take_text(document, bytes, limits) else { return };
    let mut budget = Budget::new(limits);
    let mut flow = Flow::default();
    for line in text.lines().take_while(|line| budget.take(line.len())) {
        let line = Line { text: line.trim_end().to_owned(), ..Line::default() };
        flow.body.push(FlowBlock::Paragraph(FlowParagraph { line, ..FlowParagraph::default() }));
    }
    settle(document, flow);
    document.troubles.extend(budget.trouble());
}

/// The text of a file, and what is wrong with it; None where the file is over the limit.
pub fn take_text(document: &mut Document, bytes: &[u8], limits: &Limits) -> Option<String> {
    if bytes.len() as u64 > limits.file_bytes {
        document.troubles.push(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
        return None;
    }
    let (text, replaced) = decode_plain(bytes);
    if replaced {
        document.troubles.push(unreadable("文件中有无法解码的字节".to_owned()));
    }
    Some(text)
}

/// The text, and whether bytes of it had to be replaced.
pub fn decode_plain(bytes: &[u8]) -> (String, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(encoding) = wide_encoding(bytes) {
        return decode_as(encoding, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => decode_as(GB18030, bytes),
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, bool) {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), replaced)
}

/// UTF-16 without a mark: every other byte of its Latin letters, blanks and line ends is zero.
fn wide_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE))?;
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // A letter whose code ends in zero (一, 最) puts one on the other side here and there.
    match (even, odd) {
        (_, 1..) if even * 8 <= odd => Some(UTF_16LE),
        (1.., _) if odd * 8 <= even => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_with_and_without_a_mark() {
        let plain = "单位,项目\n";
        let little: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = plain.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let gb = GB18030.encode(plain).0.into_owned();
        let marked = format!("\u{feff}{plain}").into_bytes();
        for bytes in [plain.as_bytes().to_vec(), little, big, gb, marked] {
            assert_eq!(decode_plain(&bytes), (plain.to_owned(), false));
        }
    }
}
