//! The encoding of a page: a mark, what its mail header or its `<meta>` says, else UTF-8 where it is valid and GB 18030 where not. A wrong
//! declaration is common (a page saved anew in another encoding), so what is declared must fit.

use encoding_rs::Encoding;
use encoding_rs::GB18030;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;

use crate::readers::plain_text::decode_plain;

/// How much of a page is looked at for its declaration.
const HEAD: usize = 4_096;

/// The page's text, and whether bytes of it had to be replaced. The label is what a mail header says.
pub fn decode_page(bytes: &[u8], label: Option<&str>) -> (String, bool) {
    let marked = Encoding::for_bom(bytes).is_some();
    let told = label.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| declared(bytes));
    let Some(encoding) = told.filter(|encoding| !marked && *encoding != UTF_16LE && *encoding != UTF_16BE) else {
        return decode_plain(bytes);
    };
    // GBK's letters are all in GB 18030, which has those that newer programs add.
    let encoding = if encoding == encoding_rs::GBK { GB18030 } else { encoding };
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    match replaced {
        true => decode_plain(bytes),
        false => (text.into_owned(), false),
    }
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

    #[test]
    fn a_declaration_counts_where_it_fits() {
        let page =
            |charset: &str| format!("<meta http-equiv=Content-Type content=\"text/html; charset={charset}\">工会");
        let gb = GB18030.encode(&page("gb2312")).0.into_owned();
        assert!(decode_page(&gb, None).0.ends_with("工会"));
        let wrong = GB18030.encode(&page("utf-8")).0.into_owned();
        assert!(decode_page(&wrong, None).0.ends_with("工会"));
        assert!(
            decode_page(page("gb2312").as_bytes(), None).0.ends_with('>')
                || decode_page(page("utf-8").as_bytes(), None).0.ends_with("工会")
        );
        assert!(decode_page("工会".as_bytes(), Some("utf-8")).0.ends_with("工会"));
    }
}
