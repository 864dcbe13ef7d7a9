//! Chinese in seven bits: HZ (RFC 1843, GB 2312 between `~{` and `~}`) and UTF-7 (RFC 2152, UTF-16 in base64 behind `+`), as old mail
//! programs send it.

/// The bytes of a text in HZ as GB 2312. None where it is none.
pub fn decode_hz(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let (mut rest, mut chinese) = (bytes, false);
    loop {
        rest = match rest {
            [] => return Some(decoded),
            [b'~', b'{', after @ ..] if !chinese => {
                chinese = true;
                after
            }
            [b'~', b'}', after @ ..] if chinese => {
                chinese = false;
                after
            }
            // A line that goes on in the next.
            [b'~', b'\n', after @ ..] | [b'~', b'\r', b'\n', after @ ..] if !chinese => after,
            [b'~', b'~', after @ ..] if !chinese => {
                decoded.push(b'~');
                after
            }
            // The end of a line ends the Chinese.
            [end @ (b'\n' | b'\r'), after @ ..] => {
                chinese = false;
                decoded.push(*end);
                after
            }
            [lead @ 0x21..=0x77, trail @ 0x21..=0x7e, after @ ..] if chinese => {
                decoded.extend([lead | 0x80, trail | 0x80]);
                after
            }
            [single, after @ ..] if !chinese => {
                decoded.push(*single);
                after
            }
            _ => return None,
        };
    }
}

/// The text in UTF-7; what is none stays as it stands.
pub fn decode_utf7(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'+' {
            text.push(char::from(*first));
            continue;
        }
        let length = after.iter().position(|byte| sextet(*byte).is_none()).unwrap_or(after.len());
        let (encoded, behind) = after.split_at(length);
        if encoded.is_empty() && behind.first() != Some(&b'-') {
            text.push('+');
            continue;
        }
        rest = behind.strip_prefix(b"-").unwrap_or(behind);
        text.push_str(&if encoded.is_empty() { "+".to_owned() } else { decode_units(encoded) });
    }
    text
}

/// UTF-16 in base64 without padding.
fn decode_units(encoded: &[u8]) -> String {
    let (mut units, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for value in encoded.iter().filter_map(|byte| sextet(*byte)) {
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 16 {
            held -= 16;
            units.push((bits >> held) as u16);
            bits &= (1 << held) - 1;
        }
    }
    // What is left over are zeros, fewer than six; else it was cut, or is no UTF-7.
    if held >= 6 || bits != 0 {
        units.push(0xfffd);
    }
    String::from_utf16_lossy(&units)
}

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
