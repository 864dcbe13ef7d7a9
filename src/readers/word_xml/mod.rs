//! Word documents that are one XML file: flat OPC (Word 2007 and later, "Word XML 文档") and Word 2003 XML (WordprocessingML 2003). Both are
//! taken apart into the parts that a .docx would have, and read as one.

mod flat_opc;
mod parts;
mod word_2003;

use crate::model::Document;
use crate::readers::Limits;
use crate::readers::docx::read_package;
use crate::readers::flat_text::decode_flat_file;
use crate::readers::odf::package::note_fault;
use crate::readers::package::Package;
use crate::readers::package::carries_macros;
use crate::readers::package::incomplete;
use crate::readers::package::unsafe_because;

/// Reads a flat OPC file.
pub fn read_flat_opc(document: &mut Document, bytes: &[u8], limits: &Limits) {
    let Some(text) = decode_flat_file(document, bytes, limits) else { return };
    let taken = flat_opc::take_apart(&text, limits);
    read_parts(document, taken, limits);
}

/// Reads a Word 2003 XML file.
pub fn read_word_ml(document: &mut Document, bytes: &[u8], limits: &Limits) {
    let Some(text) = decode_flat_file(document, bytes, limits) else { return };
    let taken = word_2003::take_apart(&text, limits);
    read_parts(document, taken, limits);
}

fn read_parts(document: &mut Document, taken: parts::Taken, limits: &Limits) {
    if taken.parts.len() > limits.entries {
        document.troubles.push(unsafe_because(format!("文件内部件过多（上限 {} 个）", limits.entries)));
        return;
    }
    document.troubles.extend(note_fault("文件", taken.fault, limits));
    if taken.has_macros {
        document.troubles.push(carries_macros());
    }
    read_package(document, Package::of_parts(taken.parts, limits));
    document.properties.extend(taken.properties);
    if taken.bare_cell {
        document.troubles.push(incomplete("表格里有的单元格连空段落也没有，文字可能在转存时丢失了".to_owned()));
    }
}
