//! Flat OpenDocument (ODF 1.3 part 3, 3.1.2: `office:document`), told apart by what its body holds: a spreadsheet (.fods), a text (.fodt).

use crate::model::Document;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::Limits;
use crate::readers::flat_text::decode_flat_file;
use crate::readers::odf::package::is_main_body;
use crate::readers::ods::read_flat_ods;
use crate::readers::odt::read_flat_odt;
use crate::readers::xml::Xml;

/// Reads a flat OpenDocument file.
pub fn read_flat_odf(document: &mut Document, bytes: &[u8], limits: &Limits) {
    let Some(text) = decode_flat_file(document, bytes, limits) else { return };
    match body_of(&text, limits).as_str() {
        "text" => read_flat_odt(document, &text, limits),
        "presentation" | "drawing" | "chart" | "image" => {
            let detail = "这是 OpenDocument 演示文稿或绘图，不能读取；请另存为 .docx 或 .xlsx 后重新报送".to_owned();
            document.troubles.push(Trouble { kind: TroubleKind::Unsupported, detail, spot: None });
        }
        _ => read_flat_ods(document, &text, limits),
    }
}

/// The name of the element inside `office:body`; empty where there is none.
fn body_of(text: &str, limits: &Limits) -> String {
    let mut xml = Xml::new(text, limits.depth);
    while let Some(element) = xml.next_open() {
        if is_main_body(&element, &xml) {
            return xml.child().map(|inside| inside.name().to_owned()).unwrap_or_default();
        }
    }
    String::new()
}
