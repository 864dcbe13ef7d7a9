//! Bytes as addresses write them: `%20` (RFC 3986, 2.1), in names of parts of a package and of what lies beside a page.

/// The bytes that a text stands for once each `%` with two digits of sixteen behind it is resolved; others stay as they are.
pub fn resolve_percent(text: &str) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes();
    while let Some((&first, after)) = bytes.split_first() {
        let hex = after.get(..2).filter(|_| first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                bytes = after.get(2..).unwrap_or_default();
            }
            None => {
                plain.push(first);
                bytes = after;
            }
        }
    }
    plain
}
