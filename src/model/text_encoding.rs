//! In which encoding a text is written that does not say so (or says it wrongly): a mark at its start, the zeros of wide
//! letters, seven-bit escapes (RFC 1843, RFC 2152), UTF-8 where it is valid, else GB 18030, which the programs of a Chinese
//! office write without saying so, or Big5.
//!
//! Sniffing and reading must tell the same, so that it stands here.

use encoding_rs::BIG5;
use encoding_rs::Encoding;
use encoding_rs::GB18030;
use encoding_rs::UTF_8;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;

use super::double_byte::DoubleBytes;
use super::seven_bit::decode_hz;
use super::seven_bit::decode_utf7;

/// How much is looked at for the shape of wide letters.
const SAMPLE: usize = 4_096;
/// Marks that the standard of `encoding_rs` does not know.
const MARK_UTF_32_LE: &[u8] = b"\xff\xfe\0\0";
const MARK_UTF_32_BE: &[u8] = b"\0\0\xfe\xff";
const MARK_GB18030: &[u8] = b"\x84\x31\x95\x33";

/// An encoding, and how many bytes its mark takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextEncoding {
    scheme: Scheme,
    mark: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    /// One of those that browsers know.
    Standard(&'static Encoding),
    Utf32 {
        big_endian: bool,
    },
    /// UTF-8 in which a letter beyond the first plane is its two halves of UTF-16 (CESU-8): exports of Oracle and old Java.
    Halves,
    /// GB 2312 between `~{` and `~}`.
    Hz,
    Utf7,
}

/// A text, and how much of it is in doubt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecodedText {
    /// With U+FFFD for what could not be decoded.
    pub text: String,
    /// How many letters could not be decoded.
    pub lost: usize,
    /// Every letter could be decoded, and still they are no text that somebody wrote.
    pub garbled: bool,
}

impl TextEncoding {
    /// The encoding of a whole text.
    pub fn tell(bytes: &[u8]) -> Self {
        Self::by_mark(bytes).unwrap_or_else(|| Self { scheme: Scheme::without_mark(bytes), mark: 0 })
    }

    fn by_mark(bytes: &[u8]) -> Option<Self> {
        let marks = [
            (MARK_UTF_32_LE, Scheme::Utf32 { big_endian: false }),
            (MARK_UTF_32_BE, Scheme::Utf32 { big_endian: true }),
            (MARK_GB18030, Scheme::Standard(GB18030)),
        ];
        let marked = marks.into_iter().find(|(mark, _)| bytes.starts_with(mark));
        marked.map(|(mark, scheme)| Self { scheme, mark: mark.len() }).or_else(|| {
            let (encoding, mark) = Encoding::for_bom(bytes)?;
            Some(Self { scheme: Scheme::Standard(encoding), mark })
        })
    }

    /// Whether almost any bytes are text in it, so that to be text proves little.
    pub fn takes_anything(self) -> bool {
        matches!(self.scheme, Scheme::Standard(encoding) if encoding == GB18030 || encoding == BIG5)
    }

    /// The text of these bytes: the whole or its beginning.
    pub fn decode(self, bytes: &[u8]) -> DecodedText {
        let rest = bytes.get(self.mark..).unwrap_or_default();
        let text = match self.scheme {
            Scheme::Standard(encoding) => return decode_standard(encoding, rest),
            Scheme::Utf32 { big_endian } => {
                let letters = units_32(rest, big_endian).map(|unit| char::from_u32(unit).unwrap_or('\u{fffd}'));
                let cut = (rest.len() % 4 != 0).then_some('\u{fffd}');
                letters.chain(cut).collect()
            }
            Scheme::Hz => return decode_standard(GB18030, &decode_hz(rest).unwrap_or_else(|| rest.to_vec())),
            Scheme::Utf7 => decode_utf7(rest),
            Scheme::Halves => return decode_standard(UTF_8, &join_halves(rest)),
        };
        DecodedText { lost: count_lost(&text), text, garbled: false }
    }
}

/// The encoding that a text is surely written in, whatever it says of itself: a page saved anew keeps its old declaration.
pub fn surely_written_in(bytes: &[u8]) -> Option<&'static Encoding> {
    match std::str::from_utf8(bytes) {
        Ok(text) => (!text.is_ascii()).then_some(UTF_8),
        Err(_) => {
            let count = DoubleBytes::count(bytes);
            (count.is_big5().then_some(BIG5)).or_else(|| count.is_simplified().then_some(GB18030))
        }
    }
}

impl Scheme {
    fn without_mark(bytes: &[u8]) -> Self {
        let head = bytes.get(..SAMPLE).unwrap_or(bytes);
        let valid = std::str::from_utf8(bytes);
        if (valid.is_err() || bytes.contains(&0))
            && let Some(wide) = Self::wide(head)
        {
            return wide;
        }
        match valid {
            Ok(text) if text.is_ascii() => Self::seven_bit(bytes),
            Ok(_) => Self::Standard(UTF_8),
            Err(error) if has_halves(bytes, error.valid_up_to()) => Self::Halves,
            Err(_) if is_damaged_utf8(bytes) => Self::Standard(UTF_8),
            Err(_) if DoubleBytes::count(bytes).is_big5() => Self::Standard(BIG5),
            Err(_) => Self::Standard(GB18030),
        }
    }

    /// Letters of two or four bytes each, where nearly all of them are what a Chinese text is made of.
    fn wide(head: &[u8]) -> Option<Self> {
        for big_endian in [false, true] {
            let shape = Shape::of(units_32(head, big_endian));
            if shape.is_text() && shape.ascii + shape.chinese >= 2 {
                return Some(Self::Utf32 { big_endian });
            }
        }
        let (little, big) = (Shape::of(units_16(head, false)), Shape::of(units_16(head, true)));
        let is_clear = |one: &Shape, other: &Shape| {
            one.is_text() && (one.ascii > other.ascii || (one.ascii == other.ascii && !other.is_nearly_text()))
        };
        if is_clear(&little, &big) && (little.ascii * 8 > little.all || is_usual_chinese(UTF_16LE, head)) {
            return Some(Self::Standard(UTF_16LE));
        }
        (is_clear(&big, &little) && (big.ascii * 8 > big.all || is_usual_chinese(UTF_16BE, head)))
            .then_some(Self::Standard(UTF_16BE))
    }

    fn seven_bit(bytes: &[u8]) -> Self {
        if memchr::memmem::find(bytes, b"~{").is_some()
            && let Some(decoded) = decode_hz(bytes)
            && DoubleBytes::count(&decoded).is_usual()
        {
            return Self::Hz;
        }
        if memchr::memchr(b'+', bytes).is_some() {
            let shape = Shape::of(decode_utf7(bytes).chars().map(u32::from));
            if shape.chinese >= FEW && shape.chinese + shape.ascii == shape.all {
                return Self::Utf7;
            }
        }
        Self::Standard(UTF_8)
    }
}

/// Fewer Chinese letters than this prove nothing.
const FEW: usize = 4;

/// How many letters of a sample are of which kind.
#[derive(Debug, Default)]
struct Shape {
    all: usize,
    ascii: usize,
    chinese: usize,
}

impl Shape {
    fn of(units: impl Iterator<Item = u32>) -> Self {
        let mut shape = Self::default();
        for unit in units {
            shape.all += 1;
            shape.ascii += usize::from(matches!(unit, 9 | 10 | 13 | 0x20..=0x7e));
            shape.chinese += usize::from(is_chinese(unit));
        }
        shape
    }

    fn is_text(&self) -> bool {
        self.all > 0 && (self.ascii + self.chinese) * 100 >= self.all * 95
    }

    fn is_nearly_text(&self) -> bool {
        (self.ascii + self.chinese) * 10 >= self.all * 7
    }
}

/// Ideographs, and the signs that stand between them.
fn is_chinese(unit: u32) -> bool {
    matches!(unit, 0xa0..=0xd7 | 0x2010..=0x203f | 0x2460..=0x24ff | 0x25a0..=0x25ff | 0x3000..=0x303f | 0x3400..=0x9fff | 0xff00..=0xffef | 0x2_0000..=0x3_ffff)
}

/// Whether most of the letters are those of GB 2312: two Latin letters taken for one fall among the ideographs, too.
fn is_usual_chinese(encoding: &'static Encoding, head: &[u8]) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(head);
    let ideographs: String = text.chars().filter(|letter| *letter >= '\u{3400}').take(200).collect();
    DoubleBytes::count(&GB18030.encode(&ideographs).0).is_usual()
}

/// Whether all that keeps a text from being UTF-8, from here on, are halves of letters.
fn has_halves(bytes: &[u8], fault: usize) -> bool {
    bytes.get(fault) == Some(&0xed) && std::str::from_utf8(&join_halves(bytes)).is_ok()
}

/// The bytes with each pair of halves, three bytes each, as the four bytes of one letter.
fn join_halves(bytes: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        if let [0xed, high @ 0xa0..=0xaf, a, 0xed, low @ 0xb0..=0xbf, b, behind @ ..] = rest {
            let half = |second: &u8, third: &u8| u32::from(second & 0x0f) << 6 | u32::from(third & 0x3f);
            let letter = char::from_u32(0x1_0000 + (half(high, a) << 10) + (half(low, b) & 0x3ff));
            let mut bytes = [0; 4];
            joined.extend(letter.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut bytes).as_bytes());
            rest = behind;
        } else {
            joined.push(*first);
            rest = behind;
        }
    }
    joined
}

/// UTF-8 of which few letters are spoilt: one in twenty at most.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let lost = count_lost(&text);
    let whole = text.chars().filter(|letter| !letter.is_ascii()).count() - lost;
    lost * 20 <= whole
}

fn units_16(bytes: &[u8], big_endian: bool) -> impl Iterator<Item = u32> {
    let join = move |pair: &[u8; 2]| if big_endian { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
    bytes.as_chunks().0.iter().map(move |pair| u32::from(join(pair)))
}

fn units_32(bytes: &[u8], big_endian: bool) -> impl Iterator<Item = u32> {
    let join = move |unit: &[u8; 4]| if big_endian { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
    bytes.as_chunks().0.iter().map(join)
}

fn decode_standard(encoding: &'static Encoding, bytes: &[u8]) -> DecodedText {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let lost = if replaced { count_lost(&text).max(1) } else { 0 };
    let garbled = encoding == GB18030 && DoubleBytes::count(bytes).is_garbled();
    DecodedText { text: text.into_owned(), lost, garbled }
}

fn count_lost(text: &str) -> usize {
    text.chars().filter(|letter| *letter == char::REPLACEMENT_CHARACTER).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "申报单位：海港区总工会\r\n项目名称：“互联网＋工会”普惠服务（一期）\r\n联系电话：0335-3600001\r\n";

    fn told(bytes: &[u8]) -> String {
        let decoded = TextEncoding::tell(bytes).decode(bytes);
        assert_eq!((decoded.lost, decoded.garbled), (0, false), "{}", decoded.text);
        decoded.text
    }

    fn wide<const N: usize>(text: &str, bytes: impl Fn(u32) -> [u8; N]) -> Vec<u8> {
        let units: Vec<u32> = match N {
            2 => text.encode_utf16().map(u32::from).collect(),
            _ => text.chars().map(u32::from).collect(),
        };
        units.into_iter().flat_map(bytes).collect()
    }

    #[test]
    fn wide_letters_are_told_with_and_without_a_mark_or_line_ends() {
        for text in [TEXT, "申报单位海港区总工会项目名称互联网普惠服务"] {
            for text in [text.to_owned(), format!("\u{feff}{text}")] {
                let plain = text.trim_start_matches('\u{feff}');
                assert_eq!(told(&wide(&text, |unit| (unit as u16).to_le_bytes())), plain);
                assert_eq!(told(&wide(&text, |unit| (unit as u16).to_be_bytes())), plain);
                assert_eq!(told(&wide(&text, u32::to_le_bytes)), plain);
                assert_eq!(told(&wide(&text, u32::to_be_bytes)), plain);
                assert_eq!(told(&GB18030.encode(&text).0), plain);
                assert_eq!(told(text.as_bytes()), plain);
            }
        }
        assert_eq!(told(&wide("a,b\n1,2\n", |unit| (unit as u16).to_le_bytes())), "a,b\n1,2\n");
    }

    #[test]
    fn letters_in_halves_are_joined() {
        assert_eq!(told("申报单位：\u{20bb7}野家工会，\u{1f600}".as_bytes()), "申报单位：\u{20bb7}野家工会，\u{1f600}");
        let halves = ["申报单位：".as_bytes(), b"\xed\xa1\x82\xed\xbe\xb7", "野家工会".as_bytes()].concat();
        assert_eq!(told(&halves), "申报单位：\u{20bb7}野家工会");
        let single = [TEXT.repeat(3).as_bytes(), b"\xed\xa1\x82", "野家工会".as_bytes()].concat();
        assert!(TextEncoding::tell(&single).decode(&single).lost > 0);
    }

    #[test]
    fn seven_bit_escapes_are_undone_only_where_they_make_chinese() {
        assert_eq!(told(b"~{Ij1(~}: ~{:#8[Gx9$;a~}~~"), "申报: 海港区工会~");
        assert_eq!(told(b"+dTNipVNVT00: +bXduL1M6 A+-B+XeVPGg-"), "申报单位: 海港区 A+B工会");
        for plain in ["C++ and +86-0335-3600001, a+b~{c", "x = {~{a}}", "+AGEAYg-c"] {
            assert_eq!(told(plain.as_bytes()), plain);
        }
    }

    #[test]
    fn big5_is_told_from_gb() {
        let text = "申報單位：海港區總工會\n項目名稱：職工心理服務驛站建設與推廣\n聯繫電話：0335-3600001";
        assert_eq!(told(&BIG5.encode(text).0), text);
        assert_eq!(told(&GB18030.encode(text).0), text);
        assert_eq!(surely_written_in(&GB18030.encode(TEXT).0), Some(GB18030));
        assert_eq!(surely_written_in("señor Núñez".as_bytes()), Some(UTF_8));
        assert_eq!(surely_written_in(b"se\xf1or N\xfa\xf1ez"), None);
    }

    #[test]
    fn letters_of_no_encoding_are_lost_or_doubted() {
        let mut spoilt = TEXT.repeat(3).into_bytes();
        spoilt.splice(40..41, [0xff, 0xfe]);
        let decoded = TextEncoding::tell(&spoilt).decode(&spoilt);
        assert!(decoded.lost > 0 && decoded.text.contains("项目名称"));
        let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode("データベースのアプリケーションを開いてください");
        assert!(TextEncoding::tell(&japanese).decode(&japanese).garbled);
        let korean = "공모전 신청서 신청기관: 서울시 노동조합 사업명: 찾아가는 상담 서비스 책임자: 김철수 연락처";
        for (encoding, text) in [
            (encoding_rs::EUC_KR, korean),
            (encoding_rs::EUC_JP, "プロジェクト名称：移動サービスカー　責任者：田中太郎"),
        ] {
            let bytes = encoding.encode(text).0;
            assert!(TextEncoding::tell(&bytes).decode(&bytes).garbled, "{text}");
        }
    }
}
