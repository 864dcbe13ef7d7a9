//! What a container of old says of itself ([MS-OLEPS], the streams SummaryInformation and DocumentSummaryInformation), under
//! the names that newer files use.

use crate::readers::binary::Fields;
use crate::readers::binary::utf16_text;
use crate::readers::ole::Container;

/// Ids of the summary and their names.
const SUMMARY: &[(u32, &str)] = &[
    (2, "title"),
    (3, "subject"),
    (4, "creator"),
    (6, "description"),
    (7, "Template"),
    (8, "lastModifiedBy"),
    (14, "Pages"),
    (15, "Words"),
    (16, "Characters"),
    (18, "Application"),
];

/// Ids of the document's summary and their names.
const DOCUMENT: &[(u32, &str)] = &[(15, "Company"), (6, "Paragraphs"), (17, "CharactersWithSpaces")];

/// Name and value of each property that is known and not empty.
pub fn read_ole_properties(container: &mut Container<'_>) -> Vec<(String, String)> {
    let mut properties = Vec::new();
    for (stream, known) in [("\u{5}SummaryInformation", SUMMARY), ("\u{5}DocumentSummaryInformation", DOCUMENT)] {
        if let Some((bytes, _)) = container.stream(stream) {
            properties.extend(read_property_set(&bytes, known).unwrap_or_default());
        }
    }
    properties
}

/// The first set of a stream of properties.
fn read_property_set(bytes: &[u8], known: &[(u32, &str)]) -> Option<Vec<(String, String)>> {
    let mut head = Fields::new(bytes);
    head.skip(44)?;
    let set = bytes.get(head.u32()? as usize..)?;
    let mut fields = Fields::new(set);
    fields.skip(4)?;
    let count = fields.u32()?.min(100);
    let places: Vec<(u32, u32)> = (0..count).map_while(|_| Some((fields.u32()?, fields.u32()?))).collect();
    let value = |wanted: u32| {
        let (_, offset) = places.iter().find(|(id, _)| *id == wanted)?;
        Some(Fields::new(set.get(*offset as usize..)?))
    };
    let page = value(1).and_then(|mut fields| {
        fields.u32()?;
        fields.u16()
    });
    let read = |(id, name): &(u32, &str)| Some(((*name).to_owned(), read_value(value(*id)?, page)?));
    Some(known.iter().filter_map(read).filter(|(_, value)| !value.is_empty()).collect())
}

/// A text or a number; None for other kinds.
fn read_value(mut fields: Fields, page: Option<u16>) -> Option<String> {
    let kind = fields.u32()? & 0xFFFF;
    match kind {
        2 => fields.u16().map(|number| number.to_string()),
        3 => fields.i32().map(|number| number.to_string()),
        30 => {
            let length = fields.u32()? as usize;
            let bytes = fields.bytes(length)?;
            let text = match page {
                Some(1200) => utf16_text(bytes),
                Some(936) => encoding_rs::GBK.decode_without_bom_handling(bytes).0.into_owned(),
                Some(1252) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
                _ => String::from_utf8_lossy(bytes).into_owned(),
            };
            Some(text.split('\0').next().unwrap_or_default().trim().to_owned())
        }
        31 => {
            let length = (fields.u32()? as usize).checked_mul(2)?;
            Some(utf16_text(fields.bytes(length)?).trim_end_matches('\0').trim().to_owned())
        }
        _ => None,
    }
}
