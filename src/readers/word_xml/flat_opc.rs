//! Flat OPC ([MS-OFFOPC] and Word's `pkg:package`): each part of the package is an element with its name, holding XML or base64.

use super::parts::Taken;
use super::parts::inside_of;
use crate::readers::Limits;
use crate::readers::base64::decode_base64;
use crate::readers::xml::Xml;

/// Takes a flat OPC file apart.
pub fn take_apart(text: &str, limits: &Limits) -> Taken {
    // Inside a part its elements stand three deeper than they would alone.
    let mut xml = Xml::new(text, limits.depth.saturating_add(3)).with_all_branches();
    let mut taken = Taken::default();
    let mut name = String::new();
    while let Some(element) = xml.next_open() {
        match element.name() {
            "part" => name = element.attribute("name").unwrap_or_default().trim_start_matches('/').to_owned(),
            "xmlData" => {
                let from = xml.offset();
                xml.skip();
                let inside = match xml.fault() {
                    None => inside_of(text, from, xml.offset()),
                    Some(_) => text.get(from..).unwrap_or_default(),
                };
                taken.parts.push((std::mem::take(&mut name), inside.as_bytes().to_vec()));
            }
            "binaryData" => {
                let bytes = decode_base64(&xml.text()).unwrap_or_default();
                taken.parts.push((std::mem::take(&mut name), bytes));
            }
            _ => {}
        }
    }
    taken.fault = xml.fault();
    taken
}
