//! What lies on a sheet of an .xls: its shapes with pictures, texts and objects, and comments.

use std::collections::HashMap;
use std::sync::Arc;

use super::globals::Globals;
use super::globals::area_of_formula;
use super::sheet::Object;
use super::sheet::Sheet;
use super::strings::Biff;
use crate::model::HiddenBy;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::Picture;
use crate::readers::binary::Fields;
use crate::readers::drawing::office_art::Art;
use crate::readers::drawing::office_art::ArtAnchor;
use crate::readers::drawing::office_art::ArtShape;
use crate::readers::drawing::office_art::bitmap_file;
use crate::readers::drawing::office_art::read_shapes;
use crate::readers::sheets::controls::Cells;
use crate::readers::sheets::controls::Chosen;
use crate::readers::sheets::controls::ListEntry;
use crate::readers::sheets::controls::Shown;
use crate::readers::sheets::finds::Finds;
use crate::readers::sheets::finds::plain_lines;
use crate::readers::sheets::geometry::Frame;
use crate::readers::sheets::geometry::Geometry;

/// What an OBJ record says ([MS-XLS] 2.4.181).
#[derive(Default)]
struct ObjectFacts {
    kind: u16,
    number: u16,
    embedded: bool,
    checked: bool,
    /// The list that an entry of is shown.
    list: Option<ListFacts>,
    /// The cell that it is linked to, as the tokens of a formula.
    link: Vec<u8>,
}

/// What a list or drop-down shows.
struct ListFacts {
    /// Its cells, as the tokens of a formula.
    cells: Vec<u8>,
    /// Which entry, counted from 1; 0 where none is chosen, or only the linked cell says which.
    chosen: u16,
}

const PICTURE: u16 = 0x08;
const CHECK_BOX: u16 = 0x0B;
const OPTION: u16 = 0x0C;
const NOTE: u16 = 0x19;
/// The part of an OBJ record that tells of a list; it is the last, and its length is none.
const LIST: u16 = 0x13;

/// Adds what lies on a sheet to the finds.
pub fn find_shapes(sheet: &Sheet, globals: &Globals, finds: &mut Finds) {
    let mut placer = Placer {
        sheet,
        globals,
        finds,
        objects: sheet.objects.iter(),
        texts: sheet.texts.iter(),
        notes: HashMap::new(),
        marks: Vec::new(),
    };
    placer.place_old_objects();
    for art in read_shapes(&sheet.drawing) {
        placer.place(&art, None);
    }
    let Placer { notes, marks, .. } = placer;
    marks.into_iter().for_each(|(_, mark)| finds.add_mark(mark));
    for (row, column, note) in &sheet.notes {
        let text = match note {
            Ok(number) => notes.get(number).map(|text| (*text).to_owned()).unwrap_or_default(),
            Err(text) => text.clone(),
        };
        finds.add_comment(*row, *column, text);
    }
    for (is_header, code) in &sheet.headers {
        finds.add_header(*is_header, code);
    }
}

/// Objects and texts follow each other in the order of the shapes that have them.
struct Placer<'p, 'b, 'f> {
    sheet: &'p Sheet<'b>,
    globals: &'p Globals,
    finds: &'f mut Finds,
    objects: std::slice::Iter<'p, Object<'b>>,
    texts: std::slice::Iter<'p, String>,
    notes: HashMap<u16, &'p str>,
    /// Marks with their places, in the order in which they are drawn.
    marks: Vec<(Option<Frame>, Mark)>,
}

/// A group's rectangle on the sheet, and the coordinates of its children.
type Space = (Frame, [i32; 4]);

impl Placer<'_, '_, '_> {
    fn place(&mut self, art: &Art, space: Option<Space>) {
        match art {
            Art::Shape(shape) => {
                let frame = frame_of(shape, space, &self.sheet.geometry);
                self.place_shape(shape, frame);
            }
            Art::Group(members) => {
                let mut inside = space;
                let mut members = members.iter();
                if let Some(Art::Shape(own)) = members.as_slice().first() {
                    let frame = frame_of(own, space, &self.sheet.geometry);
                    inside = frame.zip(own.group);
                    if own.has_object {
                        self.objects.next();
                    }
                    members.next();
                }
                members.for_each(|member| self.place(member, inside));
            }
        }
    }

    fn place_shape(&mut self, shape: &ArtShape, frame: Option<Frame>) {
        let object = shape.has_object.then(|| self.objects.next()).flatten();
        let object = object.map(read_object).unwrap_or_default();
        let text = shape.has_text.then(|| self.texts.next()).flatten();
        if object.kind == NOTE {
            self.notes.extend(text.map(|text| (object.number, text.as_str())));
            return;
        }
        if shape.hidden {
            return;
        }
        if let Some(cover) = frame.filter(|_| shape.hides) {
            self.hide_under(cover);
        }
        let anchor = frame.map(|frame| self.finds.anchor_of_frame(&self.sheet.geometry, frame));
        let words = format!("{}{}{}", control_state(&object), text.map_or("", String::as_str), shape.words);
        let has_words = !words.trim().is_empty();
        let state = control_state(&object);
        if let Some(entry) = self.entry(&object) {
            self.finds.add_control(anchor.as_ref(), Shown::Entry(entry));
            return;
        }
        match !state.is_empty() && words == state {
            true => self.finds.add_control(anchor.as_ref(), Shown::Words(words)),
            false => self.finds.add_box(anchor.clone(), plain_lines(&words)),
        }
        let kind = match shape.picture {
            Some(_) if object.embedded => MarkKind::Object,
            Some(_) => MarkKind::Picture,
            None if shape.freeform && !has_words => MarkKind::Drawing,
            None => return,
        };
        if !frame.is_none_or(Frame::is_visible) {
            return;
        }
        let picture = shape.picture.map(|number| Picture { crop: shape.crop, ..self.picture(number) });
        let extent =
            frame.and_then(|frame| Some((u64::try_from(frame.width).ok()?, u64::try_from(frame.height).ok()?)));
        let name = shape.name.clone();
        self.marks.push((frame, Mark { kind, anchor, in_header: false, picture, name, extent }));
    }

    /// Notes of the pictures that a shape drawn later hides.
    fn hide_under(&mut self, cover: Frame) {
        let under = self.marks.iter_mut().filter(|(frame, _)| frame.is_some_and(|frame| cover.spans(frame)));
        let pictures = under.filter_map(|(_, mark)| mark.picture.as_mut());
        pictures.for_each(|picture| picture.hidden_by = HiddenBy::Shape);
    }

    /// The entry that a list shows; None where nothing is chosen.
    fn entry(&self, object: &ObjectFacts) -> Option<ListEntry> {
        let list = object.list.as_ref()?;
        let chosen = match list.chosen {
            0 => Chosen::InCell(self.cells(&object.link)?),
            chosen => Chosen::Number(u32::from(chosen)),
        };
        Some(ListEntry { list: self.cells(&list.cells), chosen })
    }

    /// The cells that a formula stands for.
    fn cells(&self, formula: &[u8]) -> Option<Cells> {
        let (reference, area) = area_of_formula(formula)?;
        let sheet = match reference {
            Some(reference) => Some(self.globals.sheet_of_reference(reference)?.name.clone()),
            None => None,
        };
        Some((sheet, area))
    }

    fn picture(&self, number: u32) -> Picture {
        let blip = (number as usize).checked_sub(1).and_then(|at| self.globals.blips.get(at)).and_then(Option::as_ref);
        match blip {
            Some(blip) => Picture::whole(&*blip.name, Arc::clone(&blip.bytes)),
            None => Picture::whole(format!("图片{number}"), []),
        }
    }

    /// Before BIFF8 (and in what xlwt writes) an object's record holds its anchor, and a picture's bitmap comes behind it.
    fn place_old_objects(&mut self) {
        let is_old = |object: &&Object| self.globals.biff < Biff::Eight || !object.body.starts_with(&[0x15, 0]);
        for object in self.sheet.objects.iter().filter(is_old) {
            let mut fields = Fields::new(object.body);
            let kind = fields.skip(4).and_then(|()| fields.u16());
            let anchor: Vec<u16> =
                fields.skip(4).map(|()| (0..8).map_while(|_| fields.u16()).collect()).unwrap_or_default();
            let Ok(cells) = <[u16; 8]>::try_from(anchor) else { continue };
            if kind != Some(PICTURE) {
                continue;
            }
            let frame = frame_of_cells(cells, &self.sheet.geometry);
            let bitmap =
                object.picture.as_deref().filter(|data| data.starts_with(&[9, 0])).and_then(|data| data.get(8..));
            let bytes: Arc<[u8]> = Arc::from(bitmap.map(bitmap_file).unwrap_or_default());
            let anchor = Some(self.finds.anchor_of_frame(&self.sheet.geometry, frame));
            let picture = Some(Picture::whole("IMDATA", bytes));
            let name = String::new();
            self.finds.add_mark(Mark {
                kind: MarkKind::Picture,
                anchor,
                in_header: false,
                picture,
                name,
                extent: None,
            });
        }
    }
}

fn read_object(object: &Object) -> ObjectFacts {
    let mut facts = ObjectFacts::default();
    let mut fields = Fields::new(object.body);
    while let (Some(part), Some(length)) = (fields.u16(), fields.u16()) {
        if part == LIST {
            facts.list = read_list(fields);
            break;
        }
        let Some(body) = fields.bytes(usize::from(length)) else { break };
        let mut body = Fields::new(body);
        match part {
            0x15 => {
                facts.kind = body.u16().unwrap_or(0);
                facts.number = body.u16().unwrap_or(0);
            }
            0x09 => facts.embedded = true,
            0x0E => facts.link = tokens_of(body),
            0x0A | 0x12 => facts.checked |= body.u16() == Some(1),
            _ => {}
        }
    }
    facts
}

/// What a list or drop-down shows ([MS-XLS] 2.5.147): where its entries stand, how many there are, which is chosen.
fn read_list(mut fields: Fields) -> Option<ListFacts> {
    let length = usize::from(fields.u16()?);
    let cells = tokens_of(Fields::new(fields.bytes(length)?));
    let _count = fields.u16()?;
    Some(ListFacts { cells, chosen: fields.u16()? })
}

/// The tokens of a formula with their length before them.
fn tokens_of(mut formula: Fields) -> Vec<u8> {
    let count = formula.u16().map_or(0, usize::from);
    formula.skip(4).and_then(|()| formula.bytes(count)).unwrap_or_default().to_vec()
}

fn control_state(object: &ObjectFacts) -> &'static str {
    match (object.kind, object.checked) {
        (CHECK_BOX, true) => "☑",
        (CHECK_BOX, false) => "☐",
        (OPTION, true) => "◉",
        (OPTION, false) => "○",
        _ => "",
    }
}

fn frame_of(shape: &ArtShape, space: Option<Space>, geometry: &Geometry) -> Option<Frame> {
    match (shape.anchor?, space) {
        (ArtAnchor::Cells(cells), _) => Some(frame_of_cells(cells, geometry)),
        (ArtAnchor::Child(child), Some((frame, inner))) => Some(frame_in_group(child, frame, inner)),
        (ArtAnchor::Child(_), None) => None,
    }
}

fn frame_of_cells([left, dx1, top, dy1, right, dx2, bottom, dy2]: [u16; 8], geometry: &Geometry) -> Frame {
    let x = geometry.x_in_parts(left.into(), dx1.into(), 1024);
    let y = geometry.y_in_parts(top.into(), dy1.into(), 256);
    let width = geometry.x_in_parts(right.into(), dx2.into(), 1024) - x;
    let height = geometry.y_in_parts(bottom.into(), dy2.into(), 256) - y;
    Frame { x, y, width: width.max(0), height: height.max(0) }
}

fn frame_in_group([left, top, right, bottom]: [i32; 4], frame: Frame, inner: [i32; 4]) -> Frame {
    let [from_x, from_y, to_x, to_y] = inner.map(i64::from);
    let scale = |at: i32, from: i64, to: i64, length: i64| match to - from {
        0 => 0,
        span => i64::try_from(i128::from(i64::from(at) - from) * i128::from(length) / i128::from(span)).unwrap_or(0),
    };
    let (x, y) = (scale(left, from_x, to_x, frame.width), scale(top, from_y, to_y, frame.height));
    let (end_x, end_y) = (scale(right, from_x, to_x, frame.width), scale(bottom, from_y, to_y, frame.height));
    let (x, y, width, height) = (frame.x + x, frame.y + y, end_x - x, end_y - y);
    Frame { x: x.max(0), y: y.max(0), width: width.max(0), height: height.max(0) }
}
