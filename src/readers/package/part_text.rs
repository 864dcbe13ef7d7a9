//! The text of an XML part whatever its encoding: UTF-8 with or without a mark, UTF-16, or what the declaration names (GBK).

use encoding_rs::Encoding;
use encoding_rs::GB18030;
use encoding_rs::UTF_8;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;

/// A part's text, and whether bytes of it had to be replaced because they are no text in its encoding.
pub fn decode_part(bytes: Vec<u8>) -> (String, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return match encoding == UTF_8 {
            true => decode_utf8(bytes.get(mark..).unwrap_or_default().to_vec()),
            false => decode_as(encoding, bytes.get(mark..).unwrap_or_default()),
        };
    }
    if bytes.starts_with(b"<\0") {
        return decode_as(UTF_16LE, &bytes);
    }
    if bytes.starts_with(b"\0<") {
        return decode_as(UTF_16BE, &bytes);
    }
    decode_utf8(bytes)
}

fn decode_utf8(bytes: Vec<u8>) -> (String, bool) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => {
            let bytes = error.into_bytes();
            let encoding = declared_encoding(&bytes).unwrap_or(UTF_8);
            // An editor saved it in the system's own encoding, and the declaration stayed.
            let encoding = if encoding == UTF_8 && is_gb18030(&bytes) { GB18030 } else { encoding };
            decode_as(encoding, &bytes)
        }
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, bool) {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), replaced)
}

/// Whether bytes that are no UTF-8 are GB 18030 throughout, and not UTF-8 with damage in it, of which most letters would still be
/// right.
fn is_gb18030(bytes: &[u8]) -> bool {
    let (damaged, _) = UTF_8.decode_without_bom_handling(bytes);
    let (mut wrong, mut right) = (0_usize, 0_usize);
    for letter in damaged.chars().filter(|letter| !letter.is_ascii()) {
        if letter == char::REPLACEMENT_CHARACTER { wrong += 1 } else { right += 1 }
    }
    wrong > right && GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

/// What `<?xml … encoding="…"?>` says, where it is known.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let declaration = head.strip_prefix(b"<?xml")?;
    let at = declaration.windows(8).position(|window| window == b"encoding")?;
    let value = declaration.get(at + 8..)?;
    let start = value.iter().position(|byte| matches!(byte, b'"' | b'\''))? + 1;
    let label = value.get(start..)?.split(|byte| matches!(byte, b'"' | b'\'')).next()?;
    Encoding::for_label(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_utf16_and_declared_encodings_are_decoded() {
        let plain = "<?xml version=\"1.0\"?><a>申报</a>";
        let wide: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(wide.iter().copied()).collect();
        let gbk = "<?xml version='1.0' encoding='GBK'?><a>申报</a>";
        for bytes in [plain.as_bytes().to_vec(), wide, marked, format!("\u{feff}{plain}").into_bytes()] {
            assert_eq!(decode_part(bytes), (plain.to_owned(), false));
        }
        assert_eq!(decode_part(encoding_rs::GBK.encode(gbk).0.into_owned()), (gbk.to_owned(), false));
        let wrong = encoding_rs::GBK.encode("<?xml version='1.0' encoding='UTF-8'?><a>申报单位</a>").0.into_owned();
        assert_eq!(decode_part(wrong), ("<?xml version='1.0' encoding='UTF-8'?><a>申报单位</a>".to_owned(), false));
        assert!(decode_part(b"<a>\xFF</a>".to_vec()).1);
        assert!(decode_part([b"<a>", "申报单位".as_bytes(), b"\xE4</a>"].concat()).1);
    }
}
