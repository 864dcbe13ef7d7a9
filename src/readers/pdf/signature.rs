//! Digital signatures of a PDF (ISO 32000-1, 12.8): fields of kind Sig that hold a value. That one is there is said, with the
//! name and time that it gives; whether it holds is not verified.

use hayro_syntax::object::Array;
use hayro_syntax::object::Dict;
use hayro_syntax::object::Name;
use hayro_syntax::object::String as PdfString;
use hayro_syntax::page::Page;

use crate::model::DigitalSignature;
use crate::readers::pdf::MOST_ANNOTATIONS;

/// The signatures whose fields stand on a page, seen or not.
pub fn signatures_on(page: &Page<'_>) -> Vec<DigitalSignature> {
    let fields = page.raw().get::<Array<'_>>("Annots");
    let fields = fields.iter().flat_map(|fields| fields.iter::<Dict<'_>>()).take(MOST_ANNOTATIONS);
    fields.filter_map(|field| signature_in(&field)).collect()
}

/// The value of a signature field; a field of which this is one look of several has both in its parent.
fn signature_in(field: &Dict<'_>) -> Option<DigitalSignature> {
    let parent = field.get::<Dict<'_>>("Parent");
    let owners = || [Some(field), parent.as_ref()].into_iter().flatten();
    let kind = owners().find_map(|owner| owner.get::<Name<'_>>("FT"))?;
    if &*kind != b"Sig" {
        return None;
    }
    let value = owners().find_map(|owner| owner.get::<Dict<'_>>("V"))?;
    let text = |key: &str| value.get::<PdfString<'_>>(key).map(|text| decode_text(text.as_bytes()));
    Some(DigitalSignature {
        signer: text("Name").filter(|name| !name.trim().is_empty()),
        signed_at: text("M").and_then(|time| written_time(&time)),
        line: None,
        value_holds: None,
        valid_then: None,
        references: Vec::new(),
        uncovered: Vec::new(),
    })
}

/// A text string (7.9.2.2): UTF-16 or UTF-8 with their marks, else a byte a character.
pub fn decode_text(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
        None => encoding_rs::mem::decode_latin1(bytes).into_owned(),
    }
}

/// `D:20261012093000+08'00'` as `2026-10-12T09:30:00`, which is what the clock of the signer showed.
fn written_time(time: &str) -> Option<String> {
    let digits = time.strip_prefix("D:").unwrap_or(time);
    let part = |from: usize, to: usize| {
        digits.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned)
    };
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let clock = |from: usize| part(from, from + 2).unwrap_or_else(|| "00".to_owned());
    Some(format!("{year}-{month}-{day}T{}:{}:{}", clock(8), clock(10), clock(12)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_times_are_read_as_programs_write_them() {
        assert_eq!(decode_text(b"\xfe\xff\x5f\x20\x4e\x09"), "张三");
        assert_eq!(decode_text(b"\xef\xbb\xbf\xe5\xbc\xa0"), "张");
        assert_eq!(decode_text(b"Zhang San"), "Zhang San");
        assert_eq!(written_time("D:20261012093000+08'00'").as_deref(), Some("2026-10-12T09:30:00"));
        assert_eq!(written_time("20261012").as_deref(), Some("2026-10-12T00:00:00"));
        assert_eq!(written_time("D:2026"), None);
    }
}
