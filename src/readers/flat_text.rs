//! The text of a file that is XML from end to end (flat OpenDocument, flat OPC, Word 2003 XML), whatever its encoding.

use crate::model::Document;
use crate::readers::Limits;
use crate::readers::package::part_text::decode_part;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;

/// The file's text; None, with a trouble, where it is over the limit of size.
pub fn decode_flat_file(document: &mut Document, bytes: &[u8], limits: &Limits) -> Option<String> {
    if bytes.len() as u64 > limits.file_bytes {
        document.troubles.push(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
        return None;
    }
    let (text, replaced) = decode_part(bytes.to_vec());
    if replaced {
        document.troubles.push(unreadable("文件中有无法解码的字节".to_owned()));
    }
    Some(text)
}
