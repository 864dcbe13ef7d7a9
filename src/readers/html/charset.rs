//! The encoding of a page: a mark, what its mail header or its `<meta>` says where that fits, else as for plain text. A wrong declaration
//! is common: a page saved anew in another encoding keeps the old one.

use encoding_rs::BIG5;
use encoding_rs::Encoding;
use encoding_rs::GB18030;
use encoding_rs::GBK;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;

use crate::model::DecodedText;
use crate::model::TextEncoding;
use crate::model::surely_written_in;

/// How much of a page is looked at for its declaration.
const HEAD: usize = 4_096;

/// The page's text, and what could not be decoded of it. The label is what a mail header says.
pub fn decode_page(bytes: &[u8], label: Option<&str>) -> DecodedText {
    let marked = Encoding::for_bom(bytes).is_some();
    let told = label.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| declared(bytes));
    let told = told.filter(|encoding| !marked && *encoding != UTF_16LE && *encoding != UTF_16BE);
    let Some(encoding) = told.filter(|encoding| fits(encoding, bytes)) else {
        return TextEncoding::tell(bytes).decode(bytes);
    };
    // GBK's letters are all in GB 18030, which has those that newer programs add.
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    match encoding.decode_without_bom_handling(bytes) {
        (_, true) => TextEncoding::tell(bytes).decode(bytes),
        (text, false) => DecodedText { text: text.into_owned(), ..DecodedText::default() },
    }
}

/// Whether a page may be written in what it declares: nearly any bytes are letters in a Western code page, in GBK and in Big5.
fn fits(told: &'static Encoding, bytes: &[u8]) -> bool {
    let open = told.is_single_byte() || [GBK, GB18030, BIG5].contains(&told);
    let same = |sure: &'static Encoding| sure == told || (sure == GB18030 && told == GBK);
    !open || surely_written_in(bytes).is_none_or(same)
}

/// What `charset=` in the head of the page says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD))?.to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let label: Vec<u8> = head
        .get(at..)?
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(is_part)
        .collect();
    Encoding::for_label(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], label: Option<&str>) -> String {
        let decoded = decode_page(bytes, label);
        assert_eq!((decoded.lost, decoded.garbled), (0, false));
        decoded.text
    }

    #[test]
    fn a_declaration_counts_where_it_fits() {
        let page = |charset: &str| {
            format!("<meta http-equiv=Content-Type content=\"text/html; charset={charset}\">秦皇岛市总工会申报单位")
        };
        for told in ["gb2312", "utf-8", "big5", "windows-1252", "iso-8859-1", "hz-gb-2312", "utf-16"] {
            let text = page(told);
            assert_eq!(decoded(&GB18030.encode(&text).0, None), text, "{told}");
            assert_eq!(decoded(text.as_bytes(), None), text, "{told}");
        }
        let big5 = page("gb2312").replace("秦皇岛市总工会申报单位", "秦皇島市總工會申報單位項目名稱聯繫電話");
        assert_eq!(decoded(&BIG5.encode(&big5).0, None), big5);
        let western = "<meta charset=windows-1252>se\u{f1}or N\u{fa}\u{f1}ez";
        assert_eq!(decoded(&encoding_rs::WINDOWS_1252.encode(western).0, None), western);
        assert_eq!(decoded("工会".as_bytes(), Some("utf-8")), "工会");
    }
}
