//! A stream's bytes, unpacked under a limit (ISO 32000-1, 7.4). The crate that reads the file's structure unpacks whatever size
//! comes out; so what is usual is unpacked here, and of the rest only what cannot grow over the limit.

use flate2::Decompress;
use flate2::FlushDecompress;
use flate2::Status;
use hayro_syntax::Filter;
use hayro_syntax::object::Dict;
use hayro_syntax::object::Object;
use hayro_syntax::object::Stream;

/// No filter that is left to the crate makes more bytes than this out of one.
const MOST_GROWTH: usize = 1500;

/// Why a stream gives no bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// More bytes than allowed come out of it, or might.
    TooLarge,
    /// It is a picture, or damaged.
    NoText,
}

/// What came out of a stream.
#[derive(Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// Its bytes, or those that could be had.
    pub bytes: Vec<u8>,
    /// Whether it could be unpacked to its end.
    pub whole: bool,
}

/// The bytes of a stream, at most so many.
pub fn unpack(stream: &Stream<'_>, cap: usize) -> Result<Unpacked, Flaw> {
    let filters = stream.filters();
    let plain = |filter: &Filter| {
        matches!(filter, Filter::Ascii85Decode | Filter::AsciiHexDecode | Filter::FlateDecode | Filter::Crypt)
    };
    let raw = stream.raw_data();
    if !filters.iter().all(plain) || has_predictor(stream.dict()) {
        if raw.len().saturating_mul(MOST_GROWTH) > cap || filters.len() > 2 {
            return Err(Flaw::TooLarge);
        }
        let decoded = stream.decoded_data().map_err(|_| Flaw::NoText)?;
        return Ok(Unpacked { bytes: decoded.into_owned(), whole: true });
    }
    let mut bytes = raw.into_owned();
    // a page on which nothing stands, as ONLYOFFICE writes it: no bytes, and a filter's name all the same
    if bytes.is_empty() {
        return Ok(Unpacked { bytes, whole: true });
    }
    let mut whole = true;
    for filter in filters {
        bytes = match filter {
            Filter::Ascii85Decode => from_ascii_85(&bytes),
            Filter::AsciiHexDecode => from_hex(&bytes),
            Filter::FlateDecode => {
                let inflated = inflate(&bytes, cap)?;
                whole = whole && inflated.whole;
                inflated.bytes
            }
            _ => bytes,
        };
    }
    if bytes.len() > cap { Err(Flaw::TooLarge) } else { Ok(Unpacked { bytes, whole }) }
}

fn has_predictor(dict: &Dict<'_>) -> bool {
    matches!(dict.get::<Object<'_>>("DecodeParms"), Some(Object::Dict(params)) if params.contains_key("Predictor"))
        || matches!(dict.get::<Object<'_>>("DecodeParms"), Some(Object::Array(_)))
}

/// Whether a stream that holds the file's own structure (objects, the table of objects) would be unpacked to more than so many
/// bytes. They are found by what their dictionaries say, since the file cannot be opened before this is known.
pub fn hides_bomb(file: &[u8], cap: usize) -> bool {
    const LONGEST_DICTIONARY: usize = 4096;
    let mut finder: Vec<usize> = memchr::memmem::find_iter(file, b"/ObjStm").collect();
    finder.extend(memchr::memmem::find_iter(file, b"/XRef"));
    let mut total = 0usize;
    for at in finder {
        let rest = file.get(at..).unwrap_or_default();
        let head = rest.get(..LONGEST_DICTIONARY).unwrap_or(rest);
        let Some(begins) = memchr::memmem::find(head, b"stream") else { continue };
        let packed = rest.get(begins + 6..).unwrap_or_default();
        let packed = packed.strip_prefix(b"\r").unwrap_or(packed);
        let packed = packed.strip_prefix(b"\n").unwrap_or(packed);
        total = total.saturating_add(inflated_size(packed, cap));
        if total > cap {
            return true;
        }
    }
    false
}

/// Bytes of a zlib stream, or what can be had of one that is damaged.
fn inflate(packed: &[u8], cap: usize) -> Result<Unpacked, Flaw> {
    let mut bytes = Vec::new();
    let end = inflate_with(packed, |piece| {
        bytes.extend_from_slice(piece);
        bytes.len() <= cap
    });
    if end == InflateEnd::Refused {
        Err(Flaw::TooLarge)
    } else {
        Ok(Unpacked { bytes, whole: end == InflateEnd::Whole })
    }
}

fn inflated_size(packed: &[u8], cap: usize) -> usize {
    let mut size = 0;
    inflate_with(packed, |piece| {
        size += piece.len();
        size <= cap
    });
    size
}

/// How unpacking a zlib stream ended.
#[derive(PartialEq, Eq)]
enum InflateEnd {
    /// At its end.
    Whole,
    /// Where it is damaged or cut.
    Damaged,
    /// A piece was not taken.
    Refused,
}

/// Hands on a zlib stream piece by piece as long as the pieces are taken.
fn inflate_with(packed: &[u8], mut take: impl FnMut(&[u8]) -> bool) -> InflateEnd {
    let mut inflater = Decompress::new(true);
    let mut piece = vec![0; 1 << 15];
    loop {
        let (taken, given) = (inflater.total_in(), inflater.total_out());
        let rest = packed.get(usize::try_from(taken).unwrap_or(usize::MAX)..).unwrap_or_default();
        let status = inflater.decompress(rest, &mut piece, FlushDecompress::None);
        let made = usize::try_from(inflater.total_out() - given).unwrap_or(0);
        if !take(piece.get(..made).unwrap_or_default()) {
            return InflateEnd::Refused;
        }
        let stuck = made == 0 && inflater.total_in() == taken;
        match status {
            Ok(Status::Ok | Status::BufError) if !stuck => {}
            Ok(Status::StreamEnd) => return InflateEnd::Whole,
            _ => return InflateEnd::Damaged,
        }
    }
}

/// ASCII base-85 (7.4.3).
fn from_ascii_85(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 5 * 4);
    let mut group: Vec<u32> = Vec::with_capacity(5);
    let mut end = |group: &mut Vec<u32>| {
        let digits = group.len();
        if digits > 1 {
            group.resize(5, 84);
            let value = group.iter().fold(0u32, |value, digit| value.wrapping_mul(85).wrapping_add(*digit));
            bytes.extend(value.to_be_bytes().iter().take(digits - 1));
        }
        group.clear();
    };
    for &byte in text {
        match byte {
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            b'z' if group.is_empty() => group.resize(5, 0),
            b'~' => break,
            _ => {}
        }
        if group.len() == 5 {
            end(&mut group);
        }
    }
    end(&mut group);
    bytes
}

/// ASCII hexadecimal (7.4.2).
fn from_hex(text: &[u8]) -> Vec<u8> {
    let digits = text.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let mut digits = digits.map(|digit| u8::try_from(digit).unwrap_or(0));
    let mut bytes = Vec::with_capacity(text.len() / 2);
    while let Some(high) = digits.next() {
        bytes.push(high << 4 | digits.next().unwrap_or(0));
    }
    bytes
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::Flaw;
    use super::Unpacked;
    use super::from_ascii_85;
    use super::from_hex;
    use super::hides_bomb;
    use super::inflate;

    fn deflate(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn text_armour_is_taken_off() {
        assert_eq!(from_ascii_85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(from_ascii_85(b"z!!~>"), [0, 0, 0, 0, 0]);
        assert_eq!(from_hex(b"48 65 6C6c 6f7>"), b"Hellop");
    }

    #[test]
    fn unpacking_stops_at_the_limit_and_keeps_what_a_damaged_stream_gives() {
        let packed = deflate(&[7; 1000]);
        assert_eq!(inflate(&packed, 1000), Ok(Unpacked { bytes: vec![7; 1000], whole: true }));
        assert_eq!(inflate(&packed, 999), Err(Flaw::TooLarge));
        assert!(inflate(packed.get(..packed.len() - 5).unwrap(), 1000).is_ok());
        assert_eq!(inflate(b"no zlib", 1000), Ok(Unpacked { bytes: vec![], whole: false }));
    }

    #[test]
    fn a_bomb_in_the_files_structure_is_seen_before_it_is_opened() {
        let mut file = b"1 0 obj <</Type /ObjStm /Filter /FlateDecode>> stream\r\n".to_vec();
        file.extend(deflate(&[0; 5000]));
        assert!(hides_bomb(&file, 4999));
        assert!(!hides_bomb(&file, 5000));
    }
}
