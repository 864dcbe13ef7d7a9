//! What lies on a sheet's cells: drawings old and new, pictures in cells, comments, page headers, the background.

use std::sync::Arc;

use super::comments::merge_comments;
use super::comments::read_comments;
use super::drawing::Shape;
use super::drawing::read_drawing;
use super::geometry::Frame;
use super::geometry::Geometry;
use super::in_cell::CellPictures;
use super::page_header::header_words;
use super::sheet::Sheet;
use super::vml::VmlShape;
use super::vml::read_vml;
use crate::model::Anchor;
use crate::model::Block;
use crate::model::Document;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::Paragraph;
use crate::model::Picture;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;
use crate::readers::package::Package;
use crate::readers::package::unreadable;
use crate::readers::pictures::Pictures;
use crate::readers::relationships::Relationships;
use crate::readers::shape_text::ShapeParagraph;
use crate::readers::shape_text::read_shape_text;
use crate::readers::xml::Xml;

/// Where the finds of a sheet go.
pub struct Surface<'r, 'b> {
    /// The Document being made.
    pub document: &'r mut Document,
    /// The package it is read from.
    pub package: &'r mut Package<'b>,
    /// Its pictures.
    pub pictures: &'r mut Pictures,
    /// Its pictures in cells.
    pub cell_pictures: &'r CellPictures,
}

/// The finds of one sheet, before they are put in reading order.
#[derive(Default)]
struct Finds {
    marks: Vec<Mark>,
    boxes: Vec<(Option<Anchor>, Vec<ShapeParagraph>)>,
}

impl Surface<'_, '_> {
    /// Reads what lies on a sheet.
    pub fn read(&mut self, name: &Arc<str>, sheet: &Sheet, relationships: &Relationships) {
        let mut finds = Finds::default();
        self.read_pictures_in_cells(name, sheet, &mut finds);
        let listed = sheet.drawings.iter().filter_map(|id| relationships.part(id));
        for part in listed {
            self.read_drawing_part(part, name, &sheet.geometry, &mut finds);
        }
        if let Some(part) = sheet.legacy_drawing.as_deref().and_then(|id| relationships.part(id)) {
            self.read_vml_part(part, name, sheet, &mut finds);
        }
        if let Some(part) = sheet.header_drawing.as_deref().and_then(|id| relationships.part(id)) {
            self.read_header_pictures(part, &mut finds);
        }
        self.read_background(sheet, relationships, &mut finds);
        finds.marks.sort_by_key(|mark| place_of(mark.anchor.as_ref()));
        finds.boxes.sort_by_key(|(anchor, _)| place_of(anchor.as_ref()));
        self.document.marks.append(&mut finds.marks);
        for (anchor, paragraphs) in finds.boxes {
            let number = self.next_number(|kind| matches!(kind, StoryKind::TextBox(_)));
            self.add_story(StoryKind::TextBox(number), anchor, paragraphs);
        }
        self.read_comments(name, relationships);
        self.read_headers(sheet);
    }

    fn read_pictures_in_cells(&mut self, name: &Arc<str>, sheet: &Sheet, finds: &mut Finds) {
        for (row, column, which) in &sheet.in_cell {
            let Some(found) = self.cell_pictures.find(which) else { continue };
            let from = Spot::SheetCell { sheet: Arc::clone(name), row: *row, column: *column };
            let place = Some((*row, *column));
            finds.marks.push(Mark {
                kind: MarkKind::Picture,
                anchor: Some(Anchor { from, to: place, inline: true, middle: place }),
                in_header: false,
                picture: found.picture,
                name: found.name,
                extent: None,
            });
        }
    }

    fn read_drawing_part(&mut self, part: &str, name: &Arc<str>, geometry: &Geometry, finds: &mut Finds) {
        let Some(text) = self.package.text(part) else { return };
        let mut xml = Xml::new(&text, self.package.limits().depth).with_all_branches();
        let shapes = read_drawing(&mut xml, geometry);
        self.package.note_fault(part, xml.fault());
        if shapes.is_empty() {
            return;
        }
        let relationships = self.package.relationships(part);
        for shape in shapes {
            self.add_shape(shape, name, geometry, &relationships, finds);
        }
    }

    fn add_shape(
        &mut self,
        mut shape: Shape,
        name: &Arc<str>,
        geometry: &Geometry,
        relationships: &Relationships,
        finds: &mut Finds,
    ) {
        let anchor = shape.frame.map(|frame| anchor_of(name, geometry, frame));
        if let Some(data) = shape.diagram.take().and_then(|id| relationships.part(&id)) {
            shape.paragraphs = self.read_diagram(data);
        }
        let has_text = shape.paragraphs.iter().any(|paragraph| !paragraph.text.trim().is_empty());
        let kind = match (&shape.ink, &shape.picture) {
            (Some(_), _) => Some(MarkKind::Ink),
            (None, Some(_)) => Some(MarkKind::Picture),
            (None, None) => (shape.freeform && !has_text).then_some(MarkKind::Drawing),
        };
        let covered =
            || shape.frame.and_then(|frame| u64::try_from(frame.width).ok().zip(u64::try_from(frame.height).ok()));
        let extent = shape.size.or_else(covered);
        if let Some(kind) = kind {
            let picture = self.follow_picture(shape.picture.as_deref(), relationships);
            let name = std::mem::take(&mut shape.name);
            finds.marks.push(Mark { kind, anchor: anchor.clone(), in_header: false, picture, name, extent });
        }
        if has_text {
            finds.boxes.push((anchor, shape.paragraphs));
        }
    }

    fn read_diagram(&mut self, part: &str) -> Vec<ShapeParagraph> {
        let Some(text) = self.package.text(part) else { return Vec::new() };
        let mut xml = Xml::new(&text, self.package.limits().depth);
        let mut paragraphs = Vec::new();
        if xml.next_open().is_some() {
            paragraphs = read_shape_text(&mut xml);
        }
        self.package.note_fault(part, xml.fault());
        paragraphs.retain(|paragraph| !paragraph.text.trim().is_empty());
        paragraphs
    }

    fn read_vml_part(&mut self, part: &str, name: &Arc<str>, sheet: &Sheet, finds: &mut Finds) {
        let Some(shapes) = self.read_vml_shapes(part, &sheet.geometry) else { return };
        let relationships = self.package.relationships(part);
        for shape in shapes.into_iter().filter(|shape| shape.kind != "Note") {
            let anchor = shape.frame.map(|frame| anchor_of(name, &sheet.geometry, frame));
            let is_object = shape.number.is_some_and(|number| sheet.objects.contains(&number));
            let picture = self.follow_picture(shape.picture.as_deref(), &relationships);
            if let Some(text) = control_text(&shape) {
                finds.boxes.push((anchor.clone(), vec![ShapeParagraph { text, ..ShapeParagraph::default() }]));
            }
            let kind = match shape.signature_line {
                Some((suggested, id)) => MarkKind::SignatureLine { suggested, id },
                None if is_object => MarkKind::Object,
                None if picture.is_some() => MarkKind::Picture,
                None => continue,
            };
            finds.marks.push(Mark { kind, anchor, in_header: false, picture, name: shape.name, extent: shape.size });
        }
    }

    fn read_vml_shapes(&mut self, part: &str, geometry: &Geometry) -> Option<Vec<VmlShape>> {
        let text = self.package.text(part)?;
        if !text.trim_end_matches(['\0', ' ', '\r', '\n', '\t']).ends_with('>') {
            self.package.note(unreadable(format!("部件 {part} 被截断")));
        }
        Some(read_vml(&text, self.package.limits().depth, geometry))
    }

    fn read_header_pictures(&mut self, part: &str, finds: &mut Finds) {
        let Some(shapes) = self.read_vml_shapes(part, &Geometry::default()) else { return };
        let relationships = self.package.relationships(part);
        for shape in shapes {
            let Some(picture) = self.follow_picture(shape.picture.as_deref(), &relationships) else { continue };
            finds.marks.push(mark_without_place(picture, shape.name, shape.size));
        }
    }

    /// A background is no more a signature than a letterhead is.
    fn read_background(&mut self, sheet: &Sheet, relationships: &Relationships, finds: &mut Finds) {
        if let Some(picture) = self.follow_picture(sheet.background.as_deref(), relationships) {
            finds.marks.push(mark_without_place(picture, "工作表背景".to_owned(), None));
        }
    }

    fn follow_picture(&mut self, id: Option<&str>, relationships: &Relationships) -> Option<Picture> {
        let relationship = relationships.by_id(id?)?;
        Some(self.pictures.follow(self.package, relationship))
    }

    fn read_comments(&mut self, name: &Arc<str>, relationships: &Relationships) {
        let mut read = |kind: &str| {
            let part = relationships.of_kind(kind).next()?;
            let text = self.package.text(&part.target)?;
            let mut xml = Xml::new(&text, self.package.limits().depth);
            let comments = read_comments(&mut xml);
            self.package.note_fault(&part.target, xml.fault());
            Some(comments)
        };
        let old = read("comments").unwrap_or_default();
        let threaded = read("threadedComment").unwrap_or_default();
        let first = self.next_number(|kind| matches!(kind, StoryKind::Comment(_)));
        for (number, (row, column, text)) in (first..).zip(merge_comments(old, threaded)) {
            let from = Spot::SheetCell { sheet: Arc::clone(name), row, column };
            let anchor = Anchor { from, to: None, inline: true, middle: None };
            let lines = text.lines().map(|line| ShapeParagraph { text: line.to_owned(), ..ShapeParagraph::default() });
            self.add_story(StoryKind::Comment(number), Some(anchor), lines.collect());
        }
    }

    fn read_headers(&mut self, sheet: &Sheet) {
        for (is_header, code) in &sheet.headers {
            let words = header_words(code);
            if words.is_empty() {
                continue;
            }
            let kind = match is_header {
                true => StoryKind::Header(self.next_number(|kind| matches!(kind, StoryKind::Header(_)))),
                false => StoryKind::Footer(self.next_number(|kind| matches!(kind, StoryKind::Footer(_)))),
            };
            let lines = words.lines().map(|line| ShapeParagraph { text: line.to_owned(), ..ShapeParagraph::default() });
            self.add_story(kind, None, lines.collect());
        }
    }

    fn next_number(&self, alike: impl Fn(&StoryKind) -> bool) -> u32 {
        let known = self.document.stories.iter().filter(|story| alike(&story.kind)).count();
        u32::try_from(known).unwrap_or(u32::MAX).saturating_add(1)
    }

    fn add_story(&mut self, kind: StoryKind, anchor: Option<Anchor>, paragraphs: Vec<ShapeParagraph>) {
        let blocks = (1..).zip(paragraphs).map(|(number, paragraph)| {
            Block::Paragraph(Paragraph {
                spot: Spot::Paragraph { story: kind, number },
                text: paragraph.text,
                heading: None,
                bold: paragraph.bold,
                numbered: false,
                underlined_blank: paragraph.underlined_blank,
            })
        });
        self.document.stories.push(Story { kind, anchor, blocks: blocks.collect() });
    }
}

/// The words of a form control, with the state of a check box or option before them.
fn control_text(shape: &VmlShape) -> Option<String> {
    let state = match (shape.kind.as_str(), shape.checked) {
        ("Checkbox", true) => "☑",
        ("Checkbox", false) => "☐",
        ("Radio", true) => "◉",
        ("Radio", false) => "○",
        _ => "",
    };
    let text = format!("{state}{}", shape.text);
    (!text.is_empty()).then_some(text)
}

fn anchor_of(sheet: &Arc<str>, geometry: &Geometry, frame: Frame) -> Anchor {
    let cover = geometry.cover(frame);
    let (row, column) = cover.from;
    let from = Spot::SheetCell { sheet: Arc::clone(sheet), row, column };
    Anchor { from, to: Some(cover.to), inline: false, middle: Some(cover.middle) }
}

fn mark_without_place(picture: Picture, name: String, extent: Option<(u64, u64)>) -> Mark {
    Mark { kind: MarkKind::Picture, anchor: None, in_header: true, picture: Some(picture), name, extent }
}

/// Reading order on a sheet; what has no place comes last.
fn place_of(anchor: Option<&Anchor>) -> (bool, u32, u32) {
    match anchor.map(|anchor| &anchor.from) {
        Some(Spot::SheetCell { row, column, .. }) => (false, *row, *column),
        _ => (true, 0, 0),
    }
}
