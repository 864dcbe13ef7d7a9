//! What a font's codes mean and how wide they are (ISO 32000-1, 9.5–9.10): ToUnicode first, then the predefined CMaps and
//! character collections of Chinese fonts that are not embedded, then the names of a simple font's encoding.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use encoding_rs::WINDOWS_1252;
use hayro_cmap::BfString;
use hayro_cmap::CMap;
use hayro_cmap::CMapName;
use hayro_cmap::load_embedded;
use hayro_font::CMapResolverFn;
use hayro_font::FontCache;
use hayro_font::FontGlyph;
use hayro_font::FontQuery;
use hayro_font::FontResolverFn;
use hayro_font::StandardFont;
use hayro_syntax::object::Array;
use hayro_syntax::object::Dict;
use hayro_syntax::object::Name;
use hayro_syntax::object::Object;
use hayro_syntax::object::Stream;

use crate::readers::flow::symbol::SymbolFont;
use crate::readers::flow::symbol::shown;
use crate::readers::pdf::stream::unpack;

/// Bytes of a map of codes, unpacked.
const LARGEST_MAP: usize = 8 << 20;
/// Most single widths of a font that are kept.
const MOST_WIDTHS: usize = 70_000;

/// What one code of a shown string is.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// Its text; None where the file does not say.
    pub text: Option<BfString>,
    /// Width in thousandths of the font's size.
    pub width: f32,
    /// A single byte 32, to which word spacing is added.
    pub is_space: bool,
    /// Whether it is a letter even where its text is not said: all are in fonts of many characters, while others hold bullets and
    /// ornaments too.
    pub is_letter: bool,
}

/// A font as far as its text goes.
pub struct Font {
    to_unicode: Option<CMap>,
    /// The codes are Unicode themselves, as a ToUnicode that is only the name Identity-H says.
    is_unicode: bool,
    kind: Kind,
    /// The font whose letters are pictures that it is.
    symbols: Option<SymbolFont>,
    /// Lines of this font run from top to bottom.
    pub vertical: bool,
}

enum Kind {
    /// One byte a code.
    Simple { texts: Vec<Option<BfString>>, widths: Vec<f32> },
    /// Up to four bytes a code.
    Composite(Box<Composite>),
}

/// A font of many characters.
struct Composite {
    codes: Codes,
    /// What the CIDs of its character collection mean.
    collection: Option<CMap>,
    widths: CidWidths,
}

/// How the bytes of a composite font make codes, and codes CIDs.
enum Codes {
    /// Two bytes are the CID.
    Identity,
    /// The bytes are UTF-16; the map gives the CID.
    Unicode(Option<CMap>),
    /// As the map says.
    Mapped(CMap),
}

struct CidWidths {
    usual: f32,
    /// From, up to and with, width; sorted.
    ranges: Vec<(u32, u32, f32)>,
}

/// The fonts that were read, by the bytes of their dictionaries: one that stands within a page has no number of its own.
pub type FontsRead = HashMap<Vec<u8>, Rc<Font>>;

impl Font {
    /// A font from its dictionary.
    pub fn of(dict: &Dict<'_>) -> Self {
        let to_unicode = dict.get::<Stream<'_>>("ToUnicode").and_then(|stream| parse_map(&stream));
        let is_unicode = dict.get::<Name<'_>>("ToUnicode").is_some_and(|name| name.as_ref().starts_with(b"Identity"));
        let descendant = dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let vertical = dict.get::<Name<'_>>("Encoding").is_some_and(|name| name.as_ref().ends_with(b"-V"));
        let kind = match descendant {
            Some(descendant) => composite(dict, &descendant),
            None => simple(dict),
        };
        let symbols = dict.get::<Name<'_>>("BaseFont").and_then(|name| symbol_font(name.as_str()));
        Self { to_unicode, is_unicode, kind, symbols, vertical }
    }

    /// The codes of a shown string.
    pub fn codes(&self, bytes: &[u8]) -> Vec<Code> {
        match &self.kind {
            Kind::Simple { texts, widths } => bytes
                .iter()
                .map(|&byte| {
                    let at = usize::from(byte);
                    let text = self.told(u32::from(byte), 1).or_else(|| texts.get(at).cloned().flatten());
                    let width = widths.get(at).copied().unwrap_or(500.0);
                    let is_letter = text.is_some() || self.is_unnamed(u32::from(byte));
                    Code { text: text.map(|text| self.as_seen(text)), width, is_space: byte == b' ', is_letter }
                })
                .collect(),
            Kind::Composite(composite) => {
                let Composite { codes, collection, widths } = composite.as_ref();
                let mut rest = bytes;
                let mut all = Vec::with_capacity(bytes.len() / 2 + 1);
                while !rest.is_empty() {
                    let (code, length, cid) = codes.next(rest);
                    rest = rest.get(length..).unwrap_or_default();
                    let meant = || match codes {
                        Codes::Unicode(_) => char::from_u32(code).map(BfString::Char),
                        _ => collection.as_ref()?.lookup_bf_string(cid),
                    };
                    let text = self.told(code, length).or_else(meant).map(|text| self.as_seen(text));
                    let is_space = length == 1 && code == 32;
                    all.push(Code { text, width: widths.of(cid), is_space, is_letter: true });
                }
                all
            }
        }
    }

    /// A letter as a person sees it. The encoding of Symbol says what its letters are, but for those that only it has.
    fn as_seen(&self, text: BfString) -> BfString {
        let is_told = |letter: char| self.symbols == Some(SymbolFont::Symbol) && letter <= '\u{ff}';
        match text {
            BfString::Char(letter) if !is_told(letter) => BfString::Char(shown(letter, self.symbols)),
            text => text,
        }
    }

    /// Whether ToUnicode has a code among the letters of which it does not know what they are, as Chrome writes U+0000 for them.
    fn is_unnamed(&self, code: u32) -> bool {
        code > 0 && self.to_unicode.as_ref().is_some_and(|map| map.lookup_bf_string(code).is_some())
    }

    /// What ToUnicode says of a code.
    fn told(&self, code: u32, length: usize) -> Option<BfString> {
        if self.is_unicode {
            return char::from_u32(code).filter(|letter| !letter.is_control()).map(BfString::Char);
        }
        let map = self.to_unicode.as_ref()?;
        // An editor of PDF that is common in China writes ranges of CIDs where ranges of letters belong.
        let by_cid =
            || map.lookup_cid_code(code, u8::try_from(length).ok()?).and_then(char::from_u32).map(BfString::Char);
        let text = map.lookup_bf_string(code).or_else(by_cid)?;
        let nothing = |c: char| matches!(c, '\0' | '\u{fffd}');
        match &text {
            BfString::Char(c) if nothing(*c) => None,
            BfString::String(text) if text.chars().all(nothing) => None,
            _ => Some(text),
        }
    }
}

impl Codes {
    /// The first code, how many bytes it takes, and its CID.
    fn next(&self, bytes: &[u8]) -> (u32, usize, u32) {
        let number =
            |length: usize| bytes.iter().take(length).fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        match self {
            Self::Identity => (number(2), bytes.len().min(2), number(2)),
            Self::Unicode(map) => {
                let (code, length) = match (number(2), bytes.len()) {
                    (high @ 0xD800..=0xDBFF, 4..) => {
                        let low = number(4) & 0x3FF;
                        (0x1_0000 + ((high & 0x3FF) << 10) + low, 4)
                    }
                    (code, length) => (code, length.min(2)),
                };
                let raw = number(length);
                let cid = map.as_ref().and_then(|map| map.lookup_cid_code(raw, u8::try_from(length).unwrap_or(2)));
                (code, length, cid.unwrap_or(0))
            }
            Self::Mapped(map) => {
                let found = (1..=bytes.len().min(4)).find_map(|length| {
                    let cid = map.lookup_cid_code(number(length), u8::try_from(length).ok()?)?;
                    Some((number(length), length, cid))
                });
                let unknown = if bytes.first().is_some_and(u8::is_ascii) { 1 } else { bytes.len().min(2) };
                found.unwrap_or((number(unknown), unknown, 0))
            }
        }
    }
}

impl CidWidths {
    fn of_font(descendant: &Dict<'_>) -> Self {
        let usual = descendant.get::<f32>("DW").unwrap_or(1000.0);
        let mut ranges: Vec<(u32, u32, f32)> = Vec::new();
        let array = descendant.get::<Array<'_>>("W");
        let mut objects = array.iter().flat_map(|array| array.iter::<Object<'_>>());
        while let (Some(first), true) = (objects.next(), ranges.len() < MOST_WIDTHS) {
            let Some(first) = number_of(&first) else { continue };
            match objects.next() {
                Some(Object::Array(list)) => {
                    let list = list.iter::<f32>().take(MOST_WIDTHS);
                    ranges.extend((first..).zip(list).map(|(cid, width)| (cid, cid, width)));
                }
                Some(last) => {
                    let width = objects.next().and_then(|width| width.into_f32());
                    ranges.extend(number_of(&last).zip(width).map(|(last, width)| (first, last, width)));
                }
                None => break,
            }
        }
        ranges.sort_by_key(|(first, ..)| *first);
        Self { usual, ranges }
    }

    fn of(&self, cid: u32) -> f32 {
        let after = self.ranges.partition_point(|(first, ..)| *first <= cid);
        let range = after.checked_sub(1).and_then(|at| self.ranges.get(at));
        range.filter(|(_, last, _)| *last >= cid).map_or(self.usual, |(.., width)| *width)
    }
}

fn number_of(object: &Object<'_>) -> Option<u32> {
    match object {
        Object::Number(number) => u32::try_from(number.as_i64()).ok(),
        _ => None,
    }
}

fn parse_map(stream: &Stream<'_>) -> Option<CMap> {
    let bytes = unpack(stream, LARGEST_MAP).ok()?.bytes;
    CMap::parse(&bytes, load_embedded)
}

fn embedded_map(name: &[u8]) -> Option<CMap> {
    CMap::parse(load_embedded(CMapName::from_bytes(name))?, load_embedded)
}

fn composite(dict: &Dict<'_>, descendant: &Dict<'_>) -> Kind {
    let codes = match dict.get::<Object<'_>>("Encoding") {
        Some(Object::Name(name)) => codes_of_name(name.as_ref()),
        Some(Object::Stream(stream)) => parse_map(&stream).map_or(Codes::Identity, Codes::Mapped),
        _ => Codes::Identity,
    };
    let ordering = descendant
        .get::<Dict<'_>>("CIDSystemInfo")
        .and_then(|info| info.get::<hayro_syntax::object::String<'_>>("Ordering"));
    let collection = ordering.and_then(|ordering| match ordering.as_bytes() {
        b"GB1" => embedded_map(b"Adobe-GB1-UCS2"),
        b"CNS1" => embedded_map(b"Adobe-CNS1-UCS2"),
        b"Japan1" => embedded_map(b"Adobe-Japan1-UCS2"),
        b"Korea1" => embedded_map(b"Adobe-Korea1-UCS2"),
        _ => None,
    });
    Kind::Composite(Box::new(Composite { codes, collection, widths: CidWidths::of_font(descendant) }))
}

fn codes_of_name(name: &[u8]) -> Codes {
    if name.starts_with(b"Identity") {
        return Codes::Identity;
    }
    let unicode = name.starts_with(b"Uni")
        && [&b"UCS2"[..], b"UTF16"].iter().any(|word| memchr::memmem::find(name, word).is_some());
    match embedded_map(name) {
        map if unicode => Codes::Unicode(map),
        Some(map) => Codes::Mapped(map),
        None => Codes::Identity,
    }
}

/// A font of one byte a code, as hayro-font knows it: by the encoding of the file, of the font's program or of the fonts that every
/// viewer has. A font that it cannot make out is taken for one of the Western page.
fn simple(dict: &Dict<'_>) -> Kind {
    let standard_fonts: FontResolverFn = Arc::new(|query: &FontQuery| Some(standard_font_of(query).get_font_data()));
    let maps: CMapResolverFn = Arc::new(load_embedded);
    let Some(font) = FontCache::new().font(dict, &standard_fonts, &maps) else { return western() };
    let letter = |code: u32| match font.glyph(font.map_code(code), code) {
        FontGlyph::Outline(glyph) => glyph.as_unicode(),
        FontGlyph::Type3(glyph) => glyph.as_unicode(),
    };
    let texts = (0..256).map(|code| letter(code).filter(|text| !is_control(text))).collect();
    let widths = (0..256).map(|code| font.code_advance(code).x as f32).collect();
    Kind::Simple { texts, widths }
}

fn western() -> Kind {
    let every_byte: Vec<u8> = (0..=u8::MAX).collect();
    let (latin, _) = WINDOWS_1252.decode_without_bom_handling(&every_byte);
    let texts = latin.chars().map(|c| Some(BfString::Char(c)).filter(|text| !is_control(text))).collect();
    Kind::Simple { texts, widths: vec![500.0; 256] }
}

/// The symbol font of a name like `BCDEEE+Wingdings2` or `Wingdings-Regular`.
fn symbol_font(base_font: &str) -> Option<SymbolFont> {
    let name = base_font.split_once('+').map_or(base_font, |(_, name)| name);
    let name = name.trim_end_matches("-Regular").trim_end_matches("MT");
    let spaced = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches([' ', '-']);
    let number = name.get(spaced.len()..).unwrap_or_default().trim_start_matches([' ', '-']);
    SymbolFont::named(format!("{spaced} {number}").trim())
}

fn standard_font_of(query: &FontQuery) -> StandardFont {
    match query {
        FontQuery::Standard(font) => *font,
        FontQuery::Fallback(asked) => asked.pick_standard_font(),
    }
}

fn is_control(text: &BfString) -> bool {
    matches!(text, BfString::Char(c) if c.is_control())
}
