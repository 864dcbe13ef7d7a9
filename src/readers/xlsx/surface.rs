//! What lies on a sheet's cells: drawings old and new, pictures in cells, comments, page headers, the background. Shared by
//! xlsx and xlsb, whose drawings are the same parts.

use super::comments::merge_comments;
use super::comments::read_comments;
use super::drawing::Cover;
use super::drawing::Shape;
use super::drawing::read_drawing;
use super::in_cell::CellPictures;
use super::in_cell::InCell;
use super::vml::VmlShape;
use super::vml::read_vml;
use crate::model::Anchor;
use crate::model::HiddenBy;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::Picture;
use crate::model::Trouble;
use crate::readers::drawing::embedded::words_in_object;
use crate::readers::drawing::ink::mark_of_ink;
use crate::readers::drawing::shape_text::ShapeParagraph;
use crate::readers::drawing::shape_text::read_paragraph;
use crate::readers::package::Package;
use crate::readers::package::incomplete;
use crate::readers::package::pictures::Pictures;
use crate::readers::package::relationships::Relationships;
use crate::readers::package::unreadable;
use crate::readers::sheets::controls::Chosen;
use crate::readers::sheets::controls::ListEntry;
use crate::readers::sheets::controls::Shown;
use crate::readers::sheets::controls::parse_cells;
use crate::readers::sheets::finds::Finds;
use crate::readers::sheets::finds::plain_lines;
use crate::readers::sheets::geometry::Frame;
use crate::readers::sheets::geometry::Geometry;
use crate::readers::xml::Xml;

/// What a sheet's part says lies on the sheet, by relationship ids.
#[derive(Debug, Default)]
pub struct SurfaceIds {
    /// Pictures that are the value of a cell: row, column, which.
    pub in_cell: Vec<(u32, u32, InCell)>,
    /// Drawings.
    pub drawings: Vec<String>,
    /// The VML drawing.
    pub legacy_drawing: Option<String>,
    /// The VML drawing of headers and footers.
    pub header_drawing: Option<String>,
    /// The background picture.
    pub background: Option<String>,
    /// Shape numbers of embedded objects in the VML drawing.
    pub objects: Vec<u32>,
    /// One of them is a paper of its own, with words that are not read.
    pub holds_words: bool,
}

/// Reads what lies on the sheets of a package.
pub struct Surface<'r, 'b> {
    /// The package.
    pub package: &'r mut Package<'b>,
    /// Its pictures.
    pub pictures: &'r mut Pictures,
    /// Its pictures in cells.
    pub cell_pictures: &'r CellPictures,
    /// Widths and heights of the sheet.
    pub geometry: &'r Geometry,
    /// Where the finds go.
    pub finds: Finds,
}

/// What is said of a drawing that the sheet names and the package does not hold: a signature may have stood on it.
fn lost_drawing() -> Trouble {
    incomplete("工作表上的图片、图形所在的部件缺失，签字如在其中，没有读到".to_owned())
}

impl Surface<'_, '_> {
    /// Reads what lies on a sheet.
    pub fn read(&mut self, ids: &SurfaceIds, relationships: &Relationships) {
        if ids.holds_words {
            self.package.note(words_in_object());
        }
        self.read_pictures_in_cells(ids);
        for id in &ids.drawings {
            match relationships.part(id).filter(|part| self.package.has(part)) {
                Some(part) => self.read_drawing_part(part),
                None => self.package.note(lost_drawing()),
            }
        }
        let part = |id: &Option<String>| id.as_deref().and_then(|id| relationships.part(id));
        if let Some(part) = part(&ids.legacy_drawing) {
            self.read_vml_part(part, &ids.objects);
        }
        if let Some(part) = part(&ids.header_drawing) {
            self.read_header_pictures(part);
        }
        if let Some(picture) = self.follow_picture(ids.background.as_deref(), relationships) {
            self.finds.add_letterhead(picture, "工作表背景".to_owned(), None);
        }
        self.read_comments(relationships);
    }

    fn read_pictures_in_cells(&mut self, ids: &SurfaceIds) {
        for (row, column, which) in &ids.in_cell {
            let Some(found) = self.cell_pictures.find(which) else { continue };
            self.finds.add_mark(Mark {
                kind: MarkKind::Picture,
                anchor: Some(self.finds.anchor_in_cell(*row, *column)),
                in_header: false,
                picture: found.picture,
                name: found.name,
                extent: None,
            });
        }
    }

    fn read_drawing_part(&mut self, part: &str) {
        let Some(text) = self.package.text(part) else { return };
        let mut xml = Xml::new(&text, self.package.limits().depth).with_all_branches();
        let shapes = read_drawing(&mut xml, self.geometry);
        self.package.note_fault(part, xml.fault());
        if shapes.is_empty() {
            return;
        }
        let relationships = self.package.relationships(part);
        for shape in shapes {
            self.add_shape(shape, &relationships);
        }
    }

    fn add_shape(&mut self, mut shape: Shape, relationships: &Relationships) {
        let anchor = shape.frame.map(|frame| self.finds.anchor_of_frame(self.geometry, frame));
        if let Some(data) = shape.diagram.take().and_then(|id| relationships.part(&id)) {
            shape.paragraphs = self.read_diagram(data);
        }
        let has_text = shape.paragraphs.iter().any(|paragraph| !paragraph.text.trim().is_empty());
        let kind = match &shape.ink {
            Some(id) => mark_of_ink(self.package, relationships.part(id)),
            None if shape.blip.is_there() => Some(MarkKind::Picture),
            None => (shape.is_drawn() && !has_text).then_some(MarkKind::Drawing),
        };
        if let Some(kind) = kind.filter(|_| shape.is_visible()) {
            let picture = self.follow_picture(shape.blip.target(), relationships);
            let hidden_by = match &shape.cover {
                None => HiddenBy::Nothing,
                Some(Cover::Shape) => HiddenBy::Shape,
                Some(Cover::Picture(id)) => {
                    let cover = self.follow_picture(Some(id), relationships);
                    cover.map_or(HiddenBy::Nothing, |cover| HiddenBy::Picture(cover.bytes))
                }
            };
            let crop = shape.blip.crop();
            let drawing = self.follow_picture(shape.blip.drawing(), relationships).map(|drawing| drawing.bytes);
            let picture = picture.map(|picture| Picture { crop, hidden_by, drawing, ..picture });
            let extent = shape.extent();
            let name = std::mem::take(&mut shape.name);
            self.finds.add_mark(Mark { kind, anchor: anchor.clone(), in_header: false, picture, name, extent });
        }
        self.finds.add_box(anchor, shape.paragraphs);
    }

    fn read_diagram(&mut self, part: &str) -> Vec<ShapeParagraph> {
        let Some(text) = self.package.text(part) else { return Vec::new() };
        let mut xml = Xml::new(&text, self.package.limits().depth);
        let mut paragraphs = Vec::new();
        while let Some(element) = xml.next_open() {
            if element.name() == "p" {
                paragraphs.push(read_paragraph(&mut xml));
            }
        }
        self.package.note_fault(part, xml.fault());
        paragraphs.retain(|paragraph| !paragraph.text.trim().is_empty());
        paragraphs
    }

    fn read_vml_part(&mut self, part: &str, objects: &[u32]) {
        let Some(shapes) = self.read_vml_shapes(part) else { return };
        let relationships = self.package.relationships(part);
        for shape in shapes.into_iter().filter(|shape| shape.kind != "Note" && !shape.hidden) {
            let anchor = shape.frame.map(|frame| self.finds.anchor_of_frame(self.geometry, frame));
            let is_object = shape.number.is_some_and(|number| objects.contains(&number));
            let picture = self.follow_picture(shape.picture.as_deref(), &relationships);
            let picture = picture.map(|picture| Picture { crop: shape.crop, ..picture });
            self.add_control(anchor.as_ref(), &shape);
            let kind = match shape.signature_line {
                Some((suggested, id)) => MarkKind::SignatureLine { suggested, id },
                None if is_object => MarkKind::Object,
                None if picture.is_some() => MarkKind::Picture,
                None => continue,
            };
            if !shape.frame.is_none_or(Frame::is_visible) {
                continue;
            }
            let (name, extent) = (shape.name, shape.size);
            self.finds.add_mark(Mark { kind, anchor, in_header: false, picture, name, extent });
        }
    }

    /// What a control shows: with words of its own it is a text of its own, else it fills its cell.
    fn add_control(&mut self, anchor: Option<&Anchor>, shape: &VmlShape) {
        let shown = control_text(shape);
        match shape.kind.as_str() {
            "Checkbox" | "Radio" if shape.text.is_empty() => self.finds.add_control(anchor, Shown::Words(shown)),
            "Drop" | "List" if shape.selected > 0 => {
                let entry = ListEntry { list: parse_cells(&shape.list), chosen: Chosen::Number(shape.selected) };
                self.finds.add_control(anchor, Shown::Entry(entry));
            }
            _ => self.finds.add_box(anchor.cloned(), plain_lines(&shown)),
        }
    }

    fn read_vml_shapes(&mut self, part: &str) -> Option<Vec<VmlShape>> {
        let text = self.package.text(part)?;
        if !text.trim_end_matches(['\0', ' ', '\r', '\n', '\t']).ends_with('>') {
            self.package.note(unreadable(format!("部件 {part} 被截断")));
        }
        Some(read_vml(&text, self.package.limits().depth, self.geometry))
    }

    fn read_header_pictures(&mut self, part: &str) {
        let Some(shapes) = self.read_vml_shapes(part) else { return };
        let relationships = self.package.relationships(part);
        for shape in shapes {
            if let Some(picture) = self.follow_picture(shape.picture.as_deref(), &relationships) {
                self.finds.add_letterhead(picture, shape.name, shape.size);
            }
        }
    }

    fn follow_picture(&mut self, id: Option<&str>, relationships: &Relationships) -> Option<Picture> {
        let relationship = relationships.by_id(id?)?;
        Some(self.pictures.follow(self.package, relationship))
    }

    fn read_comments(&mut self, relationships: &Relationships) {
        let mut read = |kind: &str| {
            // Those of binary workbooks are no XML.
            let part = relationships.of_kind(kind).find(|found| !found.target.ends_with(".bin"))?;
            let text = self.package.text(&part.target)?;
            let mut xml = Xml::new(&text, self.package.limits().depth);
            let comments = read_comments(&mut xml);
            self.package.note_fault(&part.target, xml.fault());
            Some(comments)
        };
        let old = read("comments").unwrap_or_default();
        let threaded = read("threadedComment").unwrap_or_default();
        for (row, column, text) in merge_comments(old, threaded) {
            self.finds.add_comment(row, column, text);
        }
    }
}

/// The words of a form control, with the state of a check box or option before them.
fn control_text(shape: &VmlShape) -> String {
    let state = match (shape.kind.as_str(), shape.checked) {
        ("Checkbox", true) => "☑",
        ("Checkbox", false) => "☐",
        ("Radio", true) => "◉",
        ("Radio", false) => "○",
        _ => "",
    };
    format!("{state}{}", shape.text)
}
