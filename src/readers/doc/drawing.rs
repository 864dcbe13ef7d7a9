//! What is drawn in a Word 97–2003 document: pictures in the line ([MS-DOC] 2.9.192 PICF, in the Data stream), and shapes that float, anchored at a
//! character (2.8.37 PlcfSpa) and described in OfficeArt, with the texts of their boxes (2.8.32 PlcftxbxTxt).

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::Drop;
use crate::model::InText;
use crate::model::MarkKind;
use crate::model::Picture;
use crate::readers::binary::i16_at;
use crate::readers::binary::offset_at;
use crate::readers::binary::slice_at;
use crate::readers::binary::u16_at;
use crate::readers::binary::u32_at;
use crate::readers::doc::fib::Fib;
use crate::readers::doc::fib::Story;
use crate::readers::doc::fib::Table;
use crate::readers::doc::fib::plc_data;
use crate::readers::doc::fib::plc_positions;
use crate::readers::doc::notes::part_of;
use crate::readers::drawing::office_art::Art;
use crate::readers::drawing::office_art::ArtShape;
use crate::readers::drawing::office_art::Blip;
use crate::readers::drawing::office_art::read_blips;
use crate::readers::drawing::office_art::read_inline_blip;
use crate::readers::drawing::office_art::read_inline_shape;
use crate::readers::drawing::office_art::read_word_shapes;
use crate::readers::flow::Aside;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowMark;
use crate::readers::flow::hold_text;
use crate::readers::flow::paragraphs_of;

/// EMU in a twip.
const EMU: u64 = 635;

/// Length of a Spa.
const SPA: usize = 26;

/// Everything drawn.
pub struct Drawings<'b> {
    data: &'b [u8],
    blips: Vec<Option<Blip>>,
    /// Sorted by position.
    anchors: Vec<ShapeAnchor>,
    /// By number of a shape or of the group's own shape: all that it shows.
    shapes: HashMap<u32, Vec<ArtShape>>,
    /// Number of a shape, and the text in it.
    boxes: Vec<(u32, Story)>,
}

/// Where a shape is anchored.
#[derive(Clone, Copy, Debug)]
struct ShapeAnchor {
    /// In the text.
    position: usize,
    /// Number of the shape.
    id: u32,
    /// Width and height in EMU.
    extent: Option<(u64, u64)>,
    /// How far down it lies.
    drop: Option<Drop>,
}

impl<'b> Drawings<'b> {
    /// Reads the drawings of a document.
    pub fn read(fib: &Fib<'b>, document: &[u8], data: &'b [u8]) -> Self {
        let content = fib.table(Table::Drawings);
        let mut shapes = HashMap::new();
        for (_, drawing) in read_word_shapes(content) {
            drawing.iter().for_each(|art| collect_top(art, &mut shapes));
        }
        let mut anchors = read_anchors(fib.table(Table::ShapesMain), fib.main);
        anchors.extend(read_anchors(fib.table(Table::ShapesHeader), fib.headers));
        anchors.sort_by_key(|anchor| anchor.position);
        let mut boxes = read_boxes(fib.table(Table::BoxTexts), fib.boxes);
        boxes.extend(read_boxes(fib.table(Table::HeaderBoxTexts), fib.header_boxes));
        Self { data, blips: read_blips(content, document), anchors, shapes, boxes }
    }

    /// What is anchored at a position: text boxes, pictures, shapes drawn by hand.
    pub fn anchored_at(&self, position: usize, read_box: impl Fn(Story) -> Vec<FlowBlock>) -> Vec<Aside> {
        let mut asides = Vec::new();
        let first = self.anchors.partition_point(|anchor| anchor.position < position);
        let here = self.anchors.iter().skip(first).take_while(|anchor| anchor.position == position);
        for ShapeAnchor { id, extent, drop, .. } in here {
            let alone = ArtShape { id: *id, ..ArtShape::default() };
            let shapes = self.shapes.get(id).map_or(std::slice::from_ref(&alone), Vec::as_slice);
            let extent = extent.filter(|_| shapes.len() == 1);
            for shape in shapes.iter().filter(|shape| !shape.hidden) {
                self.add_shape(shape, (extent, *drop), &read_box, &mut asides);
            }
        }
        asides
    }

    fn add_shape(
        &self,
        shape: &ArtShape,
        (extent, drop): (Option<(u64, u64)>, Option<Drop>),
        read_box: &impl Fn(Story) -> Vec<FlowBlock>,
        asides: &mut Vec<Aside>,
    ) {
        let mut worded = false;
        for (_, story) in self.boxes.iter().filter(|(id, _)| *id == shape.id) {
            let blocks = read_box(*story);
            worded |= hold_text(&blocks);
            asides.push(Aside::TextBox { inline: false, blocks });
        }
        if !shape.words.trim().is_empty() {
            worded = true;
            asides.push(Aside::TextBox { inline: false, blocks: paragraphs_of(&shape.words) });
        }
        let kind = match shape.picture {
            Some(_) => MarkKind::Picture,
            None if shape.freeform && !worded => MarkKind::Drawing,
            None => return,
        };
        let picture = shape.picture.map(|number| self.stored_picture(number));
        let picture = picture.map(|picture| Picture { crop: shape.crop, ..picture });
        asides.push(Aside::Mark(Box::new(FlowMark {
            kind,
            picture,
            inline: false,
            name: shape.name.clone(),
            extent,
            in_text: InText::dropped(drop),
        })));
    }

    fn stored_picture(&self, number: u32) -> Picture {
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        match at.and_then(|at| self.blips.get(at)).and_then(Option::as_ref) {
            Some(blip) => Picture::whole(&*blip.name, Arc::clone(&blip.bytes)),
            None => Picture::whole(format!("图片{number}"), []),
        }
    }

    /// The picture in the line whose data stand here in the Data stream: its bytes, name, width and height.
    pub fn inline_picture(&self, at: usize) -> (Option<Picture>, String, Option<(u64, u64)>) {
        let part = format!("Data/{at}");
        let missing = || (Some(Picture::whole(&*part, [])), String::new(), None);
        let Some(whole) = offset_at(self.data, at).and_then(|len| slice_at(self.data, at, len)) else {
            return missing();
        };
        let Some(mut inside) = u16_at(whole, 4).and_then(|header| whole.get(usize::from(header)..)) else {
            return missing();
        };
        /// The picture is linked to, and its path comes first.
        const LINKED: u16 = 0x66;
        let mode = u16_at(whole, 6).unwrap_or(0);
        if mode == LINKED {
            let path = inside.first().copied().map_or(0, usize::from);
            inside = inside.get(1 + path..).unwrap_or_default();
        }
        let shape = read_inline_shape(inside);
        // Behind the shape; in the oldest files the metafile itself.
        let bytes = match read_inline_blip(inside, 0) {
            Some(blip) => blip.bytes,
            None if matches!(mode, 0x64 | LINKED) => Arc::default(),
            None => Arc::from(inside),
        };
        (Some(Picture { crop: shape.crop, ..Picture::whole(part, bytes) }), shape.name, inline_extent(whole))
    }
}

/// Width and height of a picture in the line: its size in twips, scaled by thousandths.
fn inline_extent(picture: &[u8]) -> Option<(u64, u64)> {
    let scaled = |size: usize, scale: usize| {
        let size = u64::from(u16_at(picture, size)?);
        let scale = u64::from(u16_at(picture, scale)?);
        Some(size * EMU * if scale == 0 { 1000 } else { scale } / 1000).filter(|emu| *emu > 0)
    };
    scaled(28, 32).zip(scaled(30, 34))
}

fn read_anchors(plc: &[u8], story: Story) -> Vec<ShapeAnchor> {
    let mut anchors = Vec::new();
    for (index, position) in plc_positions(plc, SPA).into_iter().enumerate() {
        let Some(spa) = plc_data(plc, SPA, index) else { break };
        let side = |at: usize| u32_at(spa, at).map(u32::cast_signed).map(i64::from);
        let length = |from: usize, to: usize| u64::try_from(side(to)?.saturating_sub(side(from)?)).ok();
        let extent = length(4, 12).zip(length(8, 16)).map(|(width, height)| (width * EMU, height * EMU));
        if let Some(id) = u32_at(spa, 0) {
            let drop = side(8).zip(u16_at(spa, 20)).and_then(|(top, flags)| drop_of(flags, top * EMU.cast_signed()));
            anchors.push(ShapeAnchor { position: story.start.saturating_add(position), id, extent, drop });
        }
    }
    anchors
}

/// How far down a shape lies; its flags say from what.
fn drop_of(flags: u16, top: i64) -> Option<Drop> {
    match flags >> 3 & 3 {
        1 => Some(Drop::Page(top)),
        2 => Some(Drop::Paragraph(top)),
        _ => None,
    }
}

fn read_boxes(plc: &[u8], story: Story) -> Vec<(u32, Story)> {
    /// Length of an Ftxbxs.
    const FTXBXS: usize = 22;
    /// Where in it the shape's number stands.
    const SHAPE: usize = 14;
    let positions = plc_positions(plc, FTXBXS);
    let texts = positions.windows(2).enumerate();
    texts
        .filter_map(|(index, bounds)| {
            let entry = plc_data(plc, FTXBXS, index)?;
            // Entries that are kept for reuse hold no text.
            let reusable = i16_at(entry, 8)? != 0;
            // Each text ends with a paragraph mark that is not its own.
            let text = part_of(story, bounds).map(|text| Story { end: text.end.saturating_sub(1), ..text })?;
            Some((u32_at(entry, SHAPE)?, text)).filter(|_| !reusable)
        })
        .collect()
}

/// The shapes of a drawing: its first group is the page itself.
fn collect_top(art: &Art, shapes: &mut HashMap<u32, Vec<ArtShape>>) {
    let Art::Group(members) = art else { return };
    for member in members {
        match member {
            Art::Shape(shape) => {
                shapes.insert(shape.id, vec![shape.clone()]);
            }
            Art::Group(inside) => {
                let mut all = Vec::new();
                inside.iter().for_each(|art| collect_all(art, &mut all));
                if let Some(own) = all.first().map(|own| own.id) {
                    shapes.insert(own, all);
                }
            }
        }
    }
}

fn collect_all(art: &Art, all: &mut Vec<ArtShape>) {
    match art {
        Art::Shape(shape) => all.push(shape.clone()),
        Art::Group(members) => members.iter().for_each(|art| collect_all(art, all)),
    }
}
