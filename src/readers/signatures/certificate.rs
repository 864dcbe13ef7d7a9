//! Who a certificate was given to, and its key (X.509, RFC 5280, in DER). Whether it was given by anybody trusted is not told.

/// The common name of the subject; None where the certificate has none, or is none.
pub fn common_name(certificate: &[u8]) -> Option<String> {
    let subject = field(certificate, SUBJECT)?;
    let attributes = Elements(subject.content).flat_map(|set| Elements(set.content));
    attributes.filter_map(|attribute| name_in(attribute.content)).last()
}

/// The public key with its algorithm, as a SubjectPublicKeyInfo.
pub fn public_key(certificate: &[u8]) -> Option<&[u8]> {
    field(certificate, PUBLIC_KEY).map(|key| key.whole)
}

/// Whether the certificate was valid on the day of a time such as 2026-10-12T09:00:00Z.
pub fn was_valid(certificate: &[u8], time: &str) -> Option<bool> {
    let day: String = time.chars().filter(char::is_ascii_digit).take(8).collect();
    let mut days = Elements(field(certificate, VALIDITY)?.content).map(|time| day_of(&time));
    let (first, last) = (days.next()??, days.next()??);
    (day.len() == 8).then(|| (first..=last).contains(&day))
}

/// The day of a time, as eight figures; a year of two figures is one of 1950 to 2049 (4.1.2.5).
fn day_of(time: &Element<'_>) -> Option<String> {
    let figures = std::str::from_utf8(time.content).ok()?;
    match time.tag {
        0x17 => {
            let century = if figures.get(..2)? < "50" { "20" } else { "19" };
            Some(format!("{century}{}", figures.get(..6)?))
        }
        0x18 => figures.get(..8).map(str::to_owned),
        _ => None,
    }
}

/// Behind the version: serial number, algorithm, issuer, then these.
const VALIDITY: usize = 3;
const SUBJECT: usize = 4;
const PUBLIC_KEY: usize = 5;

/// A field of what is signed in a certificate, by its place behind the version.
fn field(certificate: &[u8], at: usize) -> Option<Element<'_>> {
    let to_be_signed = Element::first(Element::first(certificate)?.content)?;
    let mut fields = Elements(to_be_signed.content).peekable();
    // The version is there only from version 2 on.
    fields.next_if(|field| field.tag == 0xA0);
    fields.nth(at)
}

/// Object identifier 2.5.4.3, `commonName`.
const COMMON_NAME: [u8; 3] = [0x55, 0x04, 0x03];

fn name_in(attribute: &[u8]) -> Option<String> {
    let mut parts = Elements(attribute);
    let identifier = parts.next()?;
    let value = parts.next()?;
    if identifier.content != COMMON_NAME {
        return None;
    }
    match value.tag {
        // BMPString: UTF-16, big-endian.
        0x1E => {
            let units: Vec<u16> =
                value.content.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            Some(String::from_utf16_lossy(&units))
        }
        _ => Some(String::from_utf8_lossy(value.content).into_owned()),
    }
}

/// A tag with its content.
struct Element<'d> {
    tag: u8,
    content: &'d [u8],
    /// With its tag and length.
    whole: &'d [u8],
}

impl<'d> Element<'d> {
    fn first(bytes: &'d [u8]) -> Option<Self> {
        Elements(bytes).next()
    }
}

/// Elements that follow each other.
struct Elements<'d>(&'d [u8]);

impl<'d> Iterator for Elements<'d> {
    type Item = Element<'d>;

    fn next(&mut self) -> Option<Element<'d>> {
        let all = self.0;
        let (&[tag, short], mut rest) = self.0.split_first_chunk::<2>()?;
        let mut length = usize::from(short);
        if short >= 0x80 {
            let (bytes, after) =
                rest.split_at_checked(usize::from(short & 0x7F)).filter(|(bytes, _)| bytes.len() <= 4)?;
            length = bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            rest = after;
        }
        let (content, after) = rest.split_at_checked(length)?;
        self.0 = after;
        let whole = all.get(..all.len() - after.len())?;
        Some(Element { tag, content, whole })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_valid_from_its_first_day_to_its_last() {
        let time = |tag: u8, digits: &str| [&[tag, digits.len() as u8], digits.as_bytes()].concat();
        let sequence = |inside: Vec<u8>| [&[0x30, inside.len() as u8][..], &inside].concat();
        let validity = sequence([time(0x17, "250131000000Z"), time(0x18, "20301231235959Z")].concat());
        let certificate = sequence(sequence([vec![2, 1, 7, 0x30, 0, 0x30, 0], validity].concat()));
        for (signed, valid) in [("2025-01-31T09:00:00Z", true), ("2025-01-30T09:00:00Z", false), ("2031-01-01", false)]
        {
            assert_eq!(was_valid(&certificate, signed), Some(valid), "{signed}");
        }
        assert_eq!(was_valid(&certificate, "some day"), None);
        assert_eq!(was_valid(b"no certificate", "2025-01-31"), None);
    }
}
