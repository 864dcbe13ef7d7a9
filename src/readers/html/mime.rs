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
    /// Its lines are not as programs write them: a piece was lost.
    pub damaged: bool,
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
    let is_multipart = kind.trim_start().to_ascii_lowercase().starts_with("multipart/");
    let inner = if is_multipart && depth < DEEPEST { split_body(body, kind) } else { Vec::new() };
    if inner.is_empty() {
        parts.push(decode_part(&headers, body));
        return;
    }
    for inner in inner {
        if parts.len() >= most {
            return;
        }
        read_entity(inner, most, depth + 1, parts);
    }
}

/// The parts of a body: at the boundary that its header names or, where that is lost or another, at the first line that looks like one.
fn split_body<'m>(body: &'m [u8], kind: &str) -> Vec<&'m [u8]> {
    let named = parameter(kind, "boundary").filter(|boundary| !boundary.is_empty());
    let parts = named.map(|boundary| split_at_boundary(body, boundary.as_bytes())).unwrap_or_default();
    if !parts.is_empty() {
        return parts;
    }
    let mut lines = body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).peekable();
    while let Some(line) = lines.next() {
        let heads_part = |next: &&[u8]| next.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-"));
        if let Some(boundary) = line.strip_prefix(b"--").filter(|boundary| !boundary.is_empty())
            && lines.peek().is_some_and(heads_part)
        {
            return split_at_boundary(body, boundary);
        }
    }
    Vec::new()
}

fn decode_part(headers: &Headers, body: &[u8]) -> MimePart {
    let kind = header(headers, "content-type");
    let (bytes, damaged) = match header(headers, "content-transfer-encoding").trim().to_ascii_lowercase().as_str() {
        "base64" => (decode_base64_part(body), !has_even_lines(body)),
        // Programs that hand mails on change the header and leave the part, or the other way round.
        "" | "7bit" | "8bit" | "quoted-printable" if kind.trim_start().starts_with("text/") && is_all_base64(body) => {
            (decode_base64_part(body), false)
        }
        "quoted-printable" => (decode_quoted(body), !is_well_quoted(body)),
        _ => (body.to_vec(), false),
    };
    MimePart {
        kind: kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase(),
        charset: parameter(kind, "charset"),
        location: header(headers, "content-location").trim().to_owned(),
        id: header(headers, "content-id").trim().trim_matches(['<', '>']).to_owned(),
        bytes: Arc::from(bytes),
        damaged,
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Whether a part that does not say so is base64: no text is one long word.
fn is_all_base64(body: &[u8]) -> bool {
    const LONG: usize = 60;
    body.len() > LONG && body.iter().all(|byte| is_base64(*byte) || matches!(byte, b'\r' | b'\n'))
}

/// Whether base64 is written as programs do: lines of one length, but for the last, and whole groups of four.
fn has_even_lines(body: &[u8]) -> bool {
    let lines: Vec<&[u8]> =
        body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).collect();
    let letters = body.iter().filter(|byte| is_base64(**byte)).count();
    let Some((last, full)) = lines.split_last() else { return true };
    let length = full.first().map_or(last.len(), |line| line.len());
    letters % 4 == 0
        && last.len() <= length
        && full.iter().all(|line| line.len() == length)
        && lines.iter().all(|line| line.iter().all(|byte| is_base64(*byte)))
}

/// Whether quoted-printable is written as programs do: every sign leads a byte or ends a line, and where lines are ended so, none is longer.
fn is_well_quoted(body: &[u8]) -> bool {
    /// RFC 2045 allows 76.
    const LONGEST: usize = 80;
    let mut lines = body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let are_led = |line: &[u8]| {
        let mut rest = line;
        while let Some(at) = memchr::memchr(b'=', rest) {
            rest = rest.get(at + 1..).unwrap_or_default();
            let is_byte = rest.get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            if !rest.is_empty() && !is_byte {
                return false;
            }
        }
        true
    };
    let breaks = body.windows(2).filter(|pair| [b"=\r".as_slice(), b"=\n"].contains(pair)).count();
    lines.all(|line| are_led(line) && (breaks < 3 || line.len() <= LONGEST))
}

/// Bytes of a part that was cut are kept as far as they go.
fn decode_base64_part(body: &[u8]) -> Vec<u8> {
    let text: String = body.iter().filter(|byte| is_base64(**byte)).map(|byte| char::from(*byte)).collect();
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

fn split_at_boundary<'m>(body: &'m [u8], boundary: &[u8]) -> Vec<&'m [u8]> {
    let mark = [b"--", boundary].concat();
    let starts: Vec<usize> =
        memmem::find_iter(body, &mark).filter(|at| *at == 0 || body.get(at - 1) == Some(&b'\n')).collect();
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
                // Blanks may stand between the sign and the line's end, and the end may have been doubled on the way.
                let blank = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
                match after.get(blank..) {
                    Some([b'\n', after @ ..]) => after,
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
        assert!(parts.iter().all(|part| !part.damaged));
        let text = String::from_utf8_lossy(mail);
        for (from, to) in [
            ("boundary=\"==A\"", "boundary=\"==B\""),
            ("; boundary=\"==A\"", ""),
            ("multipart/related;\r\n boundary=\"==A\"", "multipart/related"),
        ] {
            assert_eq!(read_parts(text.replace(from, to).as_bytes(), 10).len(), 2, "{to}");
        }
    }

    #[test]
    fn a_piece_that_was_lost_leaves_its_trace() {
        let part = |encoding: &str, body: &str| {
            let text = format!("Content-Type: text/html\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}");
            read_parts(text.as_bytes(), 1)[0].damaged
        };
        assert!(!part("base64", "AAAA\r\nBBBB\r\nCC==\r\n") && !part("quoted-printable", "=B9=A4=\r\n=3D\r\n a"));
        assert!(part("base64", "AAAA\r\nBB\r\nCC==\r\n") && part("base64", "AAAA\r\nBBBB\r\nCC=\r\n"));
        assert!(part("quoted-printable", "=B9=A=\r\n=3D"));
        let mislabelled = format!(
            "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}",
            "QUJD".repeat(20)
        );
        assert_eq!(&*read_parts(mislabelled.as_bytes(), 1)[0].bytes, "ABC".repeat(20).as_bytes());
        assert_eq!(decode_quoted(b"=B9=\r\r\n=A4 \r=\r\n"), b"\xB9\xA4 \r");
        let bare = format!("Content-Type: text/html\r\n\r\n{}", "QUJD".repeat(20));
        assert_eq!(&*read_parts(bare.as_bytes(), 1)[0].bytes, "ABC".repeat(20).as_bytes());
    }
}
