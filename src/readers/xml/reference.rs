//! References and line ends in XML text and attribute values, as plain text: the five entities of XML 1.0 (4.6) and character
//! references; every other entity stays as written, nothing is ever expanded.

use std::borrow::Cow;

use memchr::memchr;

/// An attribute's value with its references resolved; unknown entities stay as written.
pub fn unescape(value: &str) -> Cow<'_, str> {
    if !value.bytes().any(|byte| matches!(byte, b'&' | b'\n' | b'\t' | b'\r')) {
        return Cow::Borrowed(value);
    }
    let mut plain = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find(['&', '\n', '\t', '\r']) {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let reference = from.strip_prefix('&').and_then(|after| after.split_once(';'));
        match reference.and_then(|(name, after)| Some((resolve_name(name)?, after))) {
            Some((character, after)) => {
                plain.push(character);
                rest = after;
            }
            None => {
                plain.push(if from.starts_with('&') { '&' } else { ' ' });
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Line ends as XML has them (1.0, 2.11): each one `\n`.
pub fn with_plain_line_ends(text: &str) -> Cow<'_, str> {
    match memchr(b'\r', text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        None => Cow::Borrowed(text),
    }
}

/// What a reference in text stands for; unknown ones stay as written.
pub fn resolve_reference<'x>(name: &str) -> Cow<'x, str> {
    match name {
        "amp" => Cow::Borrowed("&"),
        "lt" => Cow::Borrowed("<"),
        "gt" => Cow::Borrowed(">"),
        "quot" => Cow::Borrowed("\""),
        "apos" => Cow::Borrowed("'"),
        _ => match resolve_name(name) {
            Some(character) => Cow::Owned(character.to_string()),
            None => Cow::Owned(format!("&{name};")),
        },
    }
}

/// The character that a reference stands for.
pub fn resolve_name(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|character| *character != '\0')
        }
    }
}
