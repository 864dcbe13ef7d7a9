//! Rich Text Format (1.9.1 and what came before), as Word, WPS and LibreOffice write it, also under the name .doc: groups are walked once, text goes
//! where the innermost destination says, rows of tables take their shape from `\trowd`.

mod charset;
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

use crate::model::Document;
use crate::readers::Limits;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::rtf::reader::Reader;
use crate::readers::settle::settle;

/// Reads an RTF into a Document that is still empty.
pub fn read_rtf(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if bytes.len() as u64 > limits.file_bytes {
        return document.troubles.push(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
    }
    let mut reader = Reader::new(limits);
    reader.read(bytes, true);
    if reader.has_dangling_field() {
        reader = Reader::new(limits);
        reader.read(bytes, false);
    }
    let outcome = reader.finish();
    document.properties = outcome.properties;
    document.troubles.extend(outcome.troubles);
    if !outcome.is_whole {
        document.troubles.push(unreadable("RTF 文件不完整，结尾缺失".to_owned()));
    }
    settle(document, outcome.flow);
}
