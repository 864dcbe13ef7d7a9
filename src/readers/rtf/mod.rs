//! Rich Text Format (1.9.1 and what came before), as Word, WPS and LibreOffice write it, also under the name .doc: groups are walked once, text goes
//! where the innermost destination says, rows of tables take their shape from `\trowd`.

mod charset;
mod colour;
mod ends;
mod group;
mod picture;
mod reader;
mod shape;
mod state;
mod styles;
mod text;
mod token;
mod words;

use memchr::memchr;
use memchr::memmem;
use memchr::memrchr;

use crate::model::Document;
use crate::readers::Limits;
use crate::readers::flow::settle::settle;
use crate::readers::package::incomplete;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::package::zeros_in_text;
use crate::readers::rtf::reader::Reader;
use crate::readers::rtf::reader::RtfEnd;
use crate::readers::rtf::token::Token;
use crate::readers::rtf::token::Tokens;

/// Reads an RTF into a Document that is still empty.
pub fn read_rtf(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if bytes.len() as u64 > limits.file_bytes {
        return document.troubles.push(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
    }
    let letters = text_bytes(bytes);
    let mut reader = Reader::new(limits);
    reader.read(bytes, &letters, true);
    if reader.has_dangling_field() {
        reader = Reader::new(limits);
        reader.read(bytes, &letters, false);
    }
    let outcome = reader.finish();
    document.properties = outcome.properties;
    document.troubles.extend(outcome.troubles);
    match outcome.end {
        RtfEnd::Closed => {}
        RtfEnd::Open => document.troubles.push(incomplete("RTF 结尾缺少括号，后面可能还有内容".to_owned())),
        RtfEnd::Cut => document.troubles.push(unreadable("RTF 文件不完整，结尾缺失".to_owned())),
    }
    if outcome.uneven_rows {
        document.troubles.push(incomplete("RTF 表格中有的行格数与表格线对不上（中间可能缺了一段）".to_owned()));
    }
    if outcome.faulty_bytes {
        document.troubles.push(incomplete("RTF 里有写坏的字符编码，这些地方的文字可能不对".to_owned()));
    }
    if has_zeros(bytes) {
        document.troubles.push(zeros_in_text());
    }
    settle(document, outcome.flow);
}

/// The first bytes of text beyond ASCII, as they stand or as `\'xx`, one word apart from the next.
fn text_bytes(bytes: &[u8]) -> Vec<u8> {
    /// Enough to know an encoding by.
    const ENOUGH: usize = 16_384;
    let mut found = Vec::new();
    for token in Tokens::new(bytes) {
        match token {
            Token::Byte(byte) => found.push(byte),
            // The second byte of a letter may be ASCII.
            Token::Text(text) if text.is_ascii() && found.last().is_some_and(|last| *last >= 0x80) => {
                found.extend(text.first());
                found.push(b' ');
            }
            Token::Text(text) if text.is_ascii() => {}
            Token::Text(text) => found.extend_from_slice(text),
            _ => {}
        }
        if found.len() > ENOUGH {
            break;
        }
    }
    found
}

/// Whether zeros stand inside the file, which is all ASCII but for what `\bin` brings; behind its end some programs leave them.
fn has_zeros(bytes: &[u8]) -> bool {
    let end = memrchr(b'}', bytes).unwrap_or(bytes.len());
    let inside = bytes.get(..end).unwrap_or(bytes);
    memchr(0, inside).is_some() && memmem::find(inside, b"\\bin").is_none()
}
