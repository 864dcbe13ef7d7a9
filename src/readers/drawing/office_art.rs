//! OfficeArt in Excel 97 and Word 97 ([MS-ODRAW]): the store of pictures, and the shapes of a sheet or document with their anchors.

use std::sync::Arc;

use crate::model::Crop;
use crate::readers::binary::Fields;
use crate::readers::binary::utf16_text;

/// A picture of the store.
#[derive(Clone, Debug)]
pub struct Blip {
    /// Its number and kind, as a name.
    pub name: String,
    /// Its bytes as a file: a bitmap gets its header, a metafile is unpacked.
    pub bytes: Arc<[u8]>,
}

/// A shape.
#[derive(Clone, Debug, Default)]
pub struct ArtShape {
    /// Its number, by which Word anchors it.
    pub id: u32,
    /// Which of the shapes that are named ([MS-ODRAW] 2.4.24); a freeform is none of them.
    pub kind: u16,
    /// Number of its picture, from 1.
    pub picture: Option<u32>,
    /// Name or description.
    pub name: String,
    /// Where it lies: by cells, at the top, or by the coordinates of its group.
    pub anchor: Option<ArtAnchor>,
    /// The words of a WordArt.
    pub words: String,
    /// What of its picture is cut off.
    pub crop: Crop,
    /// It is a rectangle that nothing shows through.
    pub hides: bool,
    /// It is drawn by hand.
    pub freeform: bool,
    /// It is hidden or deleted.
    pub hidden: bool,
    /// An object's record belongs to it.
    pub has_object: bool,
    /// An object's text belongs to it.
    pub has_text: bool,
    /// For the first shape of a group: the coordinates that its children are given in.
    pub group: Option<[i32; 4]>,
}

/// Where a shape lies.
#[derive(Clone, Copy, Debug)]
pub enum ArtAnchor {
    /// Left column, offset in 1/1024 of it, top row, offset in 1/256 of it, then right and bottom alike.
    Cells([u16; 8]),
    /// Left, top, right, bottom in the coordinates of the group.
    Child([i32; 4]),
}

/// A shape or a group: the group's own shape, then its children.
#[derive(Debug)]
pub enum Art {
    /// A shape.
    Shape(ArtShape),
    /// A group.
    Group(Vec<Art>),
}

/// Kinds of shapes with an outline of their own.
const NOT_NAMED: [u16; 2] = [0, 0xFFF];

/// A rectangle, one with round corners, a text box.
const RECTANGLES: [u16; 3] = [1, 2, 202];

const DEEPEST: usize = 30;

/// A record's header and body.
struct ArtRecord<'b> {
    version: u8,
    instance: u16,
    kind: u16,
    body: &'b [u8],
}

struct ArtRecords<'b>(Fields<'b>);

impl<'b> Iterator for ArtRecords<'b> {
    type Item = ArtRecord<'b>;

    fn next(&mut self) -> Option<ArtRecord<'b>> {
        let (options, kind, length) = (self.0.u16()?, self.0.u16()?, self.0.u32()?);
        // A body that is cut off is as long as what is there.
        let body = self.0.rest().get(..length as usize).unwrap_or(self.0.rest());
        self.0.skip(body.len());
        Some(ArtRecord { version: (options & 0xF) as u8, instance: options >> 4, kind, body })
    }
}

fn records_of(bytes: &[u8]) -> ArtRecords<'_> {
    ArtRecords(Fields::new(bytes))
}

/// The pictures of a drawing group, by number; None for those that the file does not hold. Word keeps them in another stream, at the offsets
/// that the store gives.
pub fn read_blips(drawing_group: &[u8], delayed: &[u8]) -> Vec<Option<Blip>> {
    let groups = records_of(drawing_group).filter(|record| record.kind == 0xF000);
    let stores = groups.flat_map(|group| records_of(group.body)).filter(|record| record.kind == 0xF001);
    let entries = stores.flat_map(|store| records_of(store.body));
    (1..).zip(entries).map(|(number, entry)| read_blip(number, &entry, delayed)).collect()
}

/// The first picture among the records of a picture in Word's text, after its shape.
pub fn read_inline_blip(records: &[u8], number: u32) -> Option<Blip> {
    records_of(records).find_map(|record| read_blip(number, &record, &[]))
}

fn read_blip(number: u32, entry: &ArtRecord, delayed: &[u8]) -> Option<Blip> {
    if entry.kind != 0xF007 {
        return unwrap_blip(number, entry);
    }
    let mut fields = Fields::new(entry.body);
    let offset = fields.skip(28).and_then(|()| fields.u32())?;
    let name_length = usize::from(*entry.body.get(33)?);
    let mut inside = records_of(entry.body.get(36 + name_length..).unwrap_or_default());
    let elsewhere = || delayed.get(offset as usize..).and_then(|from| records_of(from).next());
    unwrap_blip(number, &inside.next().or_else(elsewhere)?)
}

fn unwrap_blip(number: u32, record: &ArtRecord) -> Option<Blip> {
    // Some kinds have a second digest, told by an odd instance.
    let digests = if record.instance & 1 != 0 { 32 } else { 16 };
    let (extension, head) = match record.kind {
        0xF01A => ("emf", digests + 34),
        0xF01B => ("wmf", digests + 34),
        0xF01C => ("pict", digests + 34),
        0xF01D | 0xF02A => ("jpeg", digests + 1),
        0xF01E => ("png", digests + 1),
        0xF01F => ("bmp", digests + 1),
        0xF029 => ("tiff", digests + 1),
        _ => return None,
    };
    let body = record.body.get(head..)?;
    let bytes = match extension {
        "bmp" => bitmap_file(body),
        "emf" | "wmf" => unpack_metafile(record.body.get(digests..head).unwrap_or_default(), body),
        _ => body.to_vec(),
    };
    Some(Blip { name: format!("图片{number}.{extension}"), bytes: Arc::from(bytes) })
}

/// A metafile as a file ([MS-ODRAW] 2.2.31): its size unpacked comes first, whether it is packed last but one.
fn unpack_metafile(head: &[u8], body: &[u8]) -> Vec<u8> {
    const DEFLATED: u8 = 0;
    const LARGEST: usize = 16 << 20;
    let size = Fields::new(head).u32().map_or(0, |size| size as usize);
    if head.get(32) != Some(&DEFLATED) {
        return body.to_vec();
    }
    let mut bytes = Vec::with_capacity(size.min(LARGEST));
    // What is damaged or larger is kept as far as it goes.
    let _cut = flate2::Decompress::new(true).decompress_vec(body, &mut bytes, flate2::FlushDecompress::Finish);
    bytes
}

/// A bitmap as a file: with the header that Office leaves out.
pub fn bitmap_file(bitmap: &[u8]) -> Vec<u8> {
    let mut fields = Fields::new(bitmap);
    let header = fields.u32().unwrap_or(0);
    let (bits, colours, masks) = match header {
        12 => (fields.skip(6).and_then(|()| fields.u16()).unwrap_or(24), 0, 0),
        _ => {
            let bits = fields.skip(10).and_then(|()| fields.u16()).unwrap_or(24);
            let compression = fields.u32().unwrap_or(0);
            let colours = fields.skip(12).and_then(|()| fields.u32()).unwrap_or(0);
            (bits, colours, if compression == 3 && header == 40 { 12 } else { 0 })
        }
    };
    let colours = if colours == 0 && bits <= 8 { 1 << bits } else { colours.min(256) };
    let palette = colours * if header == 12 { 3 } else { 4 };
    let offset = 14_u32.saturating_add(header).saturating_add(palette).saturating_add(masks);
    let size = u32::try_from(bitmap.len()).unwrap_or(u32::MAX).saturating_add(14);
    let mut file = b"BM".to_vec();
    file.extend_from_slice(&size.to_le_bytes());
    file.extend_from_slice(&[0; 4]);
    file.extend_from_slice(&offset.to_le_bytes());
    file.extend_from_slice(bitmap);
    file
}

/// The shapes of a sheet's drawing.
pub fn read_shapes(drawing: &[u8]) -> Vec<Art> {
    records_of(drawing).filter(|record| record.kind == 0xF002).flat_map(|sheet| read_drawing(sheet.body)).collect()
}

/// The shapes of Word's drawings: behind the store of pictures, each with a byte before it that says whether it belongs to the headers.
pub fn read_word_shapes(content: &[u8]) -> Vec<(bool, Vec<Art>)> {
    let mut records = records_of(content);
    let mut drawings = Vec::new();
    while records.next().is_some() {
        let Some(in_header) = records.0.u8() else { break };
        let Some(drawing) = records_of(records.0.rest()).next() else { break };
        drawings.push((in_header != 0, read_drawing(drawing.body)));
    }
    drawings
}

/// The shape before the pictures of a picture in Word's text.
pub fn read_inline_shape(records: &[u8]) -> ArtShape {
    let shape = records_of(records).find(|record| record.kind == 0xF004);
    shape.map(|shape| read_shape(shape.body)).unwrap_or_default()
}

fn read_drawing(body: &[u8]) -> Vec<Art> {
    let top = records_of(body).filter(|record| record.kind == 0xF003);
    top.map(|group| Art::Group(read_group(group.body, 0))).collect()
}

fn read_group(body: &[u8], depth: usize) -> Vec<Art> {
    if depth > DEEPEST {
        return Vec::new();
    }
    records_of(body)
        .filter_map(|record| match record.kind {
            0xF003 => Some(Art::Group(read_group(record.body, depth + 1))),
            0xF004 => Some(Art::Shape(read_shape(record.body))),
            _ => None,
        })
        .collect()
}

fn read_shape(body: &[u8]) -> ArtShape {
    let mut shape = ArtShape::default();
    for record in records_of(body) {
        let mut fields = Fields::new(record.body);
        match record.kind {
            0xF009 => shape.group = read_four(&mut fields),
            0xF00A => {
                shape.id = fields.u32().unwrap_or(0);
                shape.kind = record.instance;
                shape.hidden |= fields.u32().is_some_and(|flags| flags & 8 != 0);
            }
            0xF00B | 0xF121 | 0xF122 if record.version == 3 => read_properties(&record, &mut shape),
            0xF00F => shape.anchor = read_four(&mut fields).map(ArtAnchor::Child),
            0xF010 => {
                fields.skip(2);
                let numbers: Vec<u16> = (0..8).map_while(|_| fields.u16()).collect();
                shape.anchor = <[u16; 8]>::try_from(numbers).ok().map(ArtAnchor::Cells);
            }
            0xF011 => shape.has_object = true,
            0xF00D => shape.has_text = true,
            _ => {}
        }
    }
    shape
}

fn read_four(fields: &mut Fields) -> Option<[i32; 4]> {
    Some([fields.i32()?, fields.i32()?, fields.i32()?, fields.i32()?])
}

/// Properties ([MS-ODRAW] 2.3): the fixed parts first, then what is too long for them, in the same order.
fn read_properties(record: &ArtRecord, shape: &mut ArtShape) {
    let mut fields = Fields::new(record.body);
    let fixed: Vec<(u16, u32)> = (0..record.instance).map_while(|_| Some((fields.u16()?, fields.u32()?))).collect();
    let mut description = String::new();
    let (mut unfilled, mut without_line, mut plain) = (false, false, true);
    for (id, value) in fixed {
        let long = match id & 0x8000 {
            0 => None,
            _ => fields.bytes(value as usize),
        };
        match (id & 0x3FFF, long) {
            (0x0104 | 0x0186, None) if value > 0 => shape.picture = shape.picture.or(Some(value)),
            (0x00C0, Some(text)) => shape.words = long_text(text).replace('\r', "\n"),
            (0x0100, None) => shape.crop.top = share_of(value),
            (0x0101, None) => shape.crop.bottom = share_of(value),
            (0x0102, None) => shape.crop.left = share_of(value),
            (0x0103, None) => shape.crop.right = share_of(value),
            (0x0145, vertices) => shape.freeform = vertices.is_none_or(has_strokes),
            // the kind of filling, of which 0 is one colour, and how much of it shows through
            (0x0180, None) => plain &= value == 0,
            (0x0182, None) => plain &= value >= 0x1_0000,
            (0x01BF, None) => unfilled = is_switched_off(value, 0x10),
            (0x01FF, None) => without_line = is_switched_off(value, 0x08),
            (0x0380, Some(text)) => shape.name = long_text(text),
            (0x0381, Some(text)) => description = long_text(text),
            (0x03BF, _) => shape.hidden |= value & 0x0002_0002 == 0x0002_0002,
            _ => {}
        }
    }
    if !description.is_empty() {
        shape.name = description;
    }
    shape.hides = RECTANGLES.contains(&shape.kind) && plain && !unfilled && shape.picture.is_none();
    // LibreOffice gives the outline of a rectangle, too.
    shape.freeform &= NOT_NAMED.contains(&shape.kind) && !(unfilled && without_line);
}

/// Whether a property of switches turns this one off; the switches that it sets are told in its upper half.
fn is_switched_off(switches: u32, switch: u32) -> bool {
    switches & (switch << 16 | switch) == switch << 16
}

/// Whether the corners of a path are more than one level or upright line: their count, room for so many, the bytes of each. One with a
/// corner at what a formula gives is drawn by the program: LibreOffice writes its ellipses and round boxes so.
fn has_strokes(vertices: &[u8]) -> bool {
    let mut fields = Fields::new(vertices);
    let (Some(_), Some(()), Some(size)) = (fields.u16(), fields.skip(2), fields.u16()) else { return true };
    let half = if size == 8 { 4 } else { 2 };
    // 0x8000_0000 and up to 0xFFFF more: the number of a formula
    let is_formula = |number: &[u8]| matches!(number, [_, _, 0, 0x80]);
    if fields.rest().chunks_exact(half).any(is_formula) {
        return false;
    }
    let mut points = fields.rest().chunks_exact(2 * half).map(|point| point.split_at(half));
    let Some((first_x, first_y)) = points.next() else { return false };
    let moves = points.fold((false, false), |(across, down), (x, y)| (across | (x != first_x), down | (y != first_y)));
    moves == (true, true)
}

/// A fraction in 1/65,536, with a sign, in 1/100,000; what is added around a picture cuts nothing off.
fn share_of(fixed: u32) -> u32 {
    u32::try_from(i64::from(fixed.cast_signed()) * 100_000 / 65_536).unwrap_or(0)
}

fn long_text(bytes: &[u8]) -> String {
    utf16_text(bytes).trim_end_matches('\0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shape of a kind with these corners, as LibreOffice writes them (eight bytes each).
    fn shape(kind: u16, corners: &[(i32, i32)]) -> ArtShape {
        let record = |options: u16, kind: u16, body: &[u8]| {
            let length = u32::try_from(body.len()).expect("short").to_le_bytes();
            [&options.to_le_bytes()[..], &kind.to_le_bytes(), &length, body].concat()
        };
        let count = u16::try_from(corners.len()).expect("few");
        let mut array: Vec<u8> = [count, count, 8].iter().flat_map(|number| number.to_le_bytes()).collect();
        array.extend(corners.iter().flat_map(|(x, y)| [x.to_le_bytes(), y.to_le_bytes()].concat()));
        let length = u32::try_from(array.len()).expect("short").to_le_bytes();
        let properties = [&0x8145_u16.to_le_bytes()[..], &length, &array].concat();
        read_shape(&[record(kind << 4 | 2, 0xF00A, &[0; 8]), record(1 << 4 | 3, 0xF00B, &properties)].concat())
    }

    #[test]
    fn a_shape_with_a_name_or_a_level_rule_is_not_drawn_by_hand() {
        let slanting = [(0, 0), (900, 40), (950, 10)];
        assert!(shape(0, &slanting).freeform);
        assert!(shape(0xFFF, &slanting).freeform);
        assert!(!shape(1, &slanting).freeform, "a rectangle");
        assert!(!shape(202, &slanting).freeform, "a text box");
        assert!(!shape(0, &[(0, 7), (900, 7)]).freeform, "a rule to sign on");
        assert!(!shape(0, &[(0, i32::MIN + 3), (900, 7), (450, 90)]).freeform, "corners by formulas");
    }

    #[test]
    fn a_rectangle_hides_what_lies_under_it_unless_it_is_not_filled() {
        let hides = |kind: u16, properties: &[(u16, u32)]| {
            let body: Vec<u8> = properties
                .iter()
                .flat_map(|(id, value)| [&id.to_le_bytes()[..], &value.to_le_bytes()].concat())
                .collect();
            let instance = u16::try_from(properties.len()).expect("few");
            let mut shape = ArtShape { kind, ..ArtShape::default() };
            read_properties(&ArtRecord { version: 3, instance, kind: 0xF00B, body: &body }, &mut shape);
            shape.hides
        };
        assert!(hides(1, &[]) && hides(202, &[(0x0181, 0x00FF_FFFF)]));
        assert!(!hides(1, &[(0x01BF, 0x0010_0000)]), "not filled");
        assert!(!hides(1, &[(0x0182, 0x8000)]), "half of it shows through");
        assert!(!hides(1, &[(0x0180, 7)]), "shades of colour");
        assert!(!hides(20, &[]), "a line");
    }

    #[test]
    fn metafiles_are_unpacked() {
        let mut packed = Vec::with_capacity(100);
        flate2::Compress::new(flate2::Compression::fast(), true)
            .compress_vec(b"\x01\0\0\0 the metafile itself", &mut packed, flate2::FlushCompress::Finish)
            .expect("packed");
        let mut head = [0; 34];
        head[0] = 24;
        assert_eq!(unpack_metafile(&head, &packed), b"\x01\0\0\0 the metafile itself"[..24]);
        head[32] = 0xFE;
        assert_eq!(unpack_metafile(&head, b"as it is"), b"as it is");
    }
}
