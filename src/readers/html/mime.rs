//! MHTML (RFC 2557): the parts of a single-file web page by their locations, each decoded from quoted-printable or base64 (RFC 2045).

use std::sync::Arc;

use memchr::memmem;

use crate::readers::base64::decode_base64;

/// A part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MimePart {
    /// `text/html`, in small letters.
    pub kind: String,
    /// What its header says of its encoding.
    pub charset: Option<String>,
    /// Its Content-Location.
    pub location: String,
    /// Its Content-ID, without brackets.
    pub id: String,
    /// Decoded.
    pub bytes: Arc<[u8]>,
}

/// Parts within parts are opened so deep.
const DEEPEST: usize = 4;

/// The header lines of a part: names in small letters.
type Headers = Vec<(String, String)>;

/// All parts that are no parts of their own, in order, at most so many.
pub fn read_parts(bytes: &[u8], most: usize) -> Vec<MimePart> {
    let mut parts = Vec::new();
    read_entity(bytes, most, 0, &mut parts);
    parts
}

fn read_entity(bytes: &[u8], most: usize, depth: usize, parts: &mut Vec<MimePart>) {
    let (headers, body) = split_headers(bytes);
    let kind = header(&headers, "content-type");
    let boundary = parameter(kind, "boundary").filter(|boundary| !boundary.is_empty());
    let is_multipart = kind.trim_start().to_ascii_lowercase().starts_with("multipart/");
    let Some(boundary) = boundary.filter(|_| is_multipart && depth < DEEPEST) else {
        parts.push(decode_part(&headers, body));
        return;
    };
    for inner in split_at_boundary(body, &boundary) {
        if parts.len() >= most {
            return;
        }
        read_entity(inner, most, depth + 1, parts);
    }
}

fn decode_part(headers: &Headers, body: &[u8]) -> MimePart {
    let kind = header(headers, "content-type");
    let bytes = match header(headers, "content-transfer-encoding").trim().to_ascii_lowercase().as_str() {
        "base64" => decode_base64_part(body),
        "quoted-printable" => decode_quoted(body),
        _ => body.to_vec(),
    };
    MimePart {
        kind: kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase(),
        charset: parameter(kind, "charset"),
        location: header(headers, "content-location").trim().to_owned(),
        id: header(headers, "content-id").trim().trim_matches(['<', '>']).to_owned(),
        bytes: Arc::from(bytes),
    }
}

/// Bytes of a part that was cut are kept as far as they go.
fn decode_base64_part(body: &[u8]) -> Vec<u8> {
    let letters = body.iter().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    let text: String = letters.map(|byte| char::from(*byte)).collect();
    decode_base64(&text).unwrap_or_default()
}

/// Header lines, those that go on joined, and what follows the empty line behind them.
fn split_headers(bytes: &[u8]) -> (Headers, &[u8]) {
    const MOST: usize = 200;
    let mut headers: Headers = Vec::new();
    let mut rest = bytes;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let (line, after) = rest.split_at(end + 1);
        let line = String::from_utf8_lossy(line.trim_ascii_end()).into_owned();
        if line.is_empty() {
            // Before the first header an empty line ends nothing.
            if !headers.is_empty() {
                return (headers, after);
            }
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                value.push_str(line.trim_start());
            }
        } else if let Some((name, value)) = line.split_once(':').filter(|_| headers.len() < MOST) {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        } else {
            return (headers, rest);
        }
        rest = after;
    }
    (headers, rest)
}

fn header<'h>(headers: &'h Headers, name: &str) -> &'h str {
    headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// `boundary="…"` and the like behind a header's value.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut parameters = value.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let found = parameters.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    Some(found.1.trim().trim_matches(['"', '\'']).to_owned())
}

fn split_at_boundary<'m>(body: &'m [u8], boundary: &str) -> Vec<&'m [u8]> {
    let mark = format!("--{boundary}");
    let starts: Vec<usize> =
        memmem::find_iter(body, mark.as_bytes()).filter(|at| *at == 0 || body.get(at - 1) == Some(&b'\n')).collect();
    let mut parts = Vec::new();
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(body.len());
        let part = body.get(start + mark.len()..end).unwrap_or_default();
        if !part.starts_with(b"--") {
            parts.push(part.strip_suffix(b"\r\n").or_else(|| part.strip_suffix(b"\n")).unwrap_or(part));
        }
    }
    parts
}

/// RFC 2045, 6.7; what is no escape stays as it is.
fn decode_quoted(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let (before, from) = rest.split_at(at);
        decoded.extend_from_slice(before);
        let hex = from.get(1..3).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = hex.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest = match (byte, from) {
            (Some(byte), _) => {
                decoded.push(byte);
                from.get(3..).unwrap_or_default()
            }
            (None, [b'=', b'\r', b'\n', after @ ..] | [b'=', b'\n', after @ ..]) => after,
            (None, [b'=', after @ ..]) => {
                // Blanks may stand between the sign and the line's end.
                let blank = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
                match after.get(blank..) {
                    Some([b'\r', b'\n', after @ ..] | [b'\n', after @ ..]) => after,
                    _ => {
                        decoded.push(b'=');
                        after
                    }
                }
            }
            (None, _) => from.get(1..).unwrap_or_default(),
        };
    }
    decoded.extend_from_slice(rest);
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_and_decoded() {
        let mail = b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=\"==A\"\r\n\r\nfor humans\r\n--==A\r\n\
            Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\r\n\
            =B9=A4=BB=E1 a=3Db=\r\n c\r\n--==A\r\nContent-Type: image/png\r\nContent-ID: <p@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\nRw==\r\n--==A--\r\n";
        let parts = read_parts(mail, 10);
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].kind.as_str(), parts[0].charset.as_deref()), ("text/html", Some("gb2312")));
        assert_eq!(&*parts[0].bytes, b"\xB9\xA4\xBB\xE1 a=b c");
        assert_eq!((parts[1].id.as_str(), &*parts[1].bytes), ("p@x", b"\x89PNG".as_slice()));
        assert_eq!(read_parts(mail, 1).len(), 1);
    }
}
