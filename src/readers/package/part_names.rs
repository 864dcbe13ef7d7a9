//! The names of a package's parts, found whatever their case, their slashes, percent signs and leading slash.

use encoding_rs::GB18030;

use crate::model::folder_around_package;
use crate::readers::package::relationships::unescape_percent;

/// Names in the order of the directory, and an index to find them by.
#[derive(Debug, Default)]
pub struct PartNames {
    names: Vec<String>,
    /// Digest of the name as compared, and its place; sorted.
    index: Vec<(u64, usize)>,
}

impl PartNames {
    /// Takes the names as stored; also says whether two parts are called the same.
    pub fn new<'n>(raw: impl Iterator<Item = &'n [u8]>) -> (Self, bool) {
        let mut names: Vec<String> = raw.map(decode_name).collect();
        let folder = folder_around_package(names.iter().map(|name| name.trim_start_matches('/'))).map(str::to_owned);
        if let Some(folder) = folder {
            let inside = |name: &str| name.trim_start_matches('/').strip_prefix(&*folder).map(str::to_owned);
            // What stands for a folder, or is the system's own, keeps its name.
            names.iter_mut().for_each(|name| *name = inside(name).unwrap_or_else(|| std::mem::take(name)));
        }
        let parts = names.iter().enumerate().filter(|(_, name)| !name.ends_with('/'));
        let mut index: Vec<(u64, usize)> = parts.map(|(at, name)| (digest(name), at)).collect();
        index.sort_unstable();
        let alike = |pair: &[(u64, usize)]| matches!(pair, [(one, _), (other, _)] if one == other);
        let repeated = index.windows(2).any(alike);
        (Self { names, index }, repeated)
    }

    /// The place of a part in the directory. Of parts called the same the last counts.
    pub fn find(&self, part: &str) -> Option<usize> {
        let wanted = digest(part);
        let after = self.index.partition_point(|(known, _)| *known <= wanted);
        let (known, at) = *self.index.get(after.checked_sub(1)?)?;
        let same = known == wanted && self.names.get(at).is_some_and(|name| is_same_part(name, part));
        same.then_some(at)
    }

    /// Names of all parts without a leading slash, folders left out.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| name.trim_start_matches('/')).filter(|name| !name.ends_with('/'))
    }
}

/// Whether two names are of the same part.
pub fn is_same_part(one: &str, other: &str) -> bool {
    let (one, other) = (unescape_percent(one), unescape_percent(other));
    compared(&one).eq(compared(&other))
}

/// The bytes of a name as they are compared.
fn compared(name: &str) -> impl Iterator<Item = u8> {
    let name = name.trim_start_matches(['/', '\\']);
    name.bytes().map(|byte| if byte == b'\\' { b'/' } else { byte.to_ascii_lowercase() })
}

/// FNV-1a of a name as compared.
fn digest(name: &str) -> u64 {
    let name = unescape_percent(name);
    compared(&name)
        .fold(0xCBF2_9CE4_8422_2325, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

fn decode_name(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    if name.contains('\\') { name.replace('\\', "/") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whatever_their_case_slashes_and_percent_signs() {
        let raw: [&[u8]; 4] = [b"xl/Workbook.xml", b"/xl\\media\\\xE5\x9B\xBE 1.png", b"xl/", b"word/A%20b.xml"];
        let (names, repeated) = PartNames::new(raw.into_iter());
        assert!(!repeated);
        for (name, at) in [
            ("/XL/workbook.XML", Some(0)),
            ("xl/media/%E5%9B%BE%201.png", Some(1)),
            ("word/a b.xml", Some(3)),
            ("xl", None),
        ] {
            assert_eq!(names.find(name), at, "{name}");
        }
        assert_eq!(names.iter().collect::<Vec<_>>(), ["xl/Workbook.xml", "xl/media/图 1.png", "word/A%20b.xml"]);
        let packed_again: [&[u8]; 3] = [b"form/", b"form/[Content_Types].xml", b"form/xl/workbook.xml"];
        let (names, repeated) = PartNames::new(packed_again.into_iter());
        assert_eq!(
            (names.find("xl/workbook.xml"), names.find("form/xl/workbook.xml"), repeated),
            (Some(2), None, false)
        );
        let twice: [&[u8]; 2] = [b"a.xml", b"A.XML"];
        assert!(PartNames::new(twice.into_iter()).1);
    }
}
