//! DrawingML in a Word document (ECMA-376 part 1, 20; [MS-ODRAWXML] for shapes and ink): pictures, text boxes, ink, freehand shapes, also
//! in groups and canvases.

use crate::model::Block;
use crate::model::Drop;
use crate::model::InText;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::Paragraph;
use crate::model::Picture;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;
use crate::readers::docx::covered::Float;
use crate::readers::docx::covered::Offset;
use crate::readers::docx::paragraph::Draft;
use crate::readers::docx::story::StoryReader;
use crate::readers::drawing::blip::Blip;
use crate::readers::drawing::filling::Filling;
use crate::readers::drawing::freeform::has_strokes;
use crate::readers::drawing::freeform::is_without_line;
use crate::readers::drawing::ink::mark_of_ink;
use crate::readers::drawing::shape_text::ShapeParagraph;
use crate::readers::drawing::shape_text::read_shape_text;
use crate::readers::flow::FlowMark;
use crate::readers::flow::look::Seen;
use crate::readers::xml::Element;
use crate::readers::xml::Step;
use crate::readers::xml::Xml;

/// A drawing, from its frame inwards.
#[derive(Debug, Default)]
struct Frame {
    inline: bool,
    hidden: bool,
    name: String,
    extent: Option<(u64, u64)>,
    /// How far to the right and down it lies, and in which layer.
    across: Option<Offset>,
    down: Option<Offset>,
    layer: (bool, i64),
    /// It is a shape that nothing shows through, and holds words.
    hides: bool,
    worded: bool,
    /// In a group or canvas the frame's extent is not the picture's.
    grouped: bool,
    shape: Shape,
}

/// The shape that is being read.
#[derive(Debug, Default)]
struct Shape {
    freehand: bool,
    filled: bool,
    worded: bool,
    unfilled: bool,
    without_line: bool,
    filling: Filling,
}

impl Shape {
    /// Whether it is drawn by hand, and seen.
    fn is_drawn(&self) -> bool {
        let is_seen = !self.unfilled || !self.without_line;
        is_seen && self.freehand && !self.filled && !self.worded
    }
}

impl<'x> StoryReader<'x, '_, '_> {
    /// Reads the `w:drawing` opened last.
    pub fn read_drawing(&mut self, draft: &mut Draft, seen: Seen) {
        if !self.shows(seen) {
            return self.xml.skip();
        }
        let mut frame = Frame::default();
        let before = self.paper.aside.marks.len();
        self.read_drawing_parts(&mut frame, draft);
        self.note_text_before(before, draft);
        self.keep_float(frame, before);
    }

    /// Keeps what lies on the text, with its marks from `since` on, to see what of it is covered.
    fn keep_float(&mut self, frame: Frame, since: usize) {
        let from = self.here.anchor(frame.inline).filter(|_| !frame.hidden).map(|anchor| anchor.from);
        let (layer, hides, marks) = (frame.layer, frame.hides, since..self.paper.aside.marks.len());
        let (place, worded) = (frame.across.zip(frame.down), frame.worded);
        let is_placed = (frame.inline || place.is_some()) && (hides || !marks.is_empty());
        let float = from.zip(frame.extent).filter(|_| is_placed);
        let float = float.map(|(from, size)| Float { from, place, size, layer, hides, worded, marks });
        self.paper.aside.floats.extend(float);
    }

    /// Notes of the marks kept since, as far as they stand in the line, which text they stand behind.
    pub fn note_text_before(&mut self, since: usize, draft: &Draft) {
        let anchors = self.paper.aside.marks.iter_mut().skip(since).filter_map(|mark| mark.anchor.as_mut());
        for anchor in anchors.filter(|anchor| anchor.inline && anchor.in_text.follows.is_empty()) {
            anchor.in_text.follow(&draft.line.text);
        }
    }

    fn read_drawing_parts(&mut self, frame: &mut Frame, draft: &mut Draft) {
        while let Some(element) = self.xml.child() {
            self.read_drawing_part(element, frame, draft);
        }
    }

    fn read_drawing_part(&mut self, element: Element<'x>, frame: &mut Frame, draft: &mut Draft) {
        match element.name() {
            "inline" | "anchor" => {
                frame.inline = element.name() == "inline";
                let height = element.number("relativeHeight").unwrap_or(0);
                frame.layer = (element.switch("behindDoc") != Some(true), height);
                return self.read_drawing_parts(frame, draft);
            }
            "extent" => frame.extent = element.number("cx").zip(element.number("cy")),
            "docPr" => {
                frame.hidden = element.switch("hidden") == Some(true);
                frame.name = name_of(&element);
            }
            "wgp" | "wpc" | "grpSp" => {
                frame.grouped = true;
                return self.read_drawing_parts(frame, draft);
            }
            "cNvPr" if frame.grouped => frame.name = name_of(&element),
            "blipFill" | "blip" => {
                let blip = Blip::read(&mut self.xml, &element);
                return self.keep_blip(&blip, frame);
            }
            "custGeom" => {
                frame.shape.freehand = has_strokes(&mut self.xml);
                return;
            }
            "noFill" => frame.shape.unfilled = true,
            "solidFill" | "prstGeom" | "alpha" => {
                frame.shape.filling.see(&element);
                return self.read_drawing_parts(frame, draft);
            }
            "ln" => {
                frame.shape.without_line = is_without_line(&mut self.xml);
                return;
            }
            "wsp" | "sp" => return self.read_shape(frame, draft),
            "txbxContent" if !frame.hidden => {
                frame.shape.worded |= self.read_text_box(frame.inline, draft);
                return;
            }
            "txBody" if !frame.hidden => {
                frame.shape.worded |= self.read_drawn_text(frame.inline, draft);
                return;
            }
            "contentPart" if !frame.hidden => {
                let part = element.prefixed("id").and_then(|id| self.relationships.part(&id));
                if let Some(kind) = mark_of_ink(&mut self.paper.package, part) {
                    self.keep_drawn_part(frame, kind);
                }
            }
            "chart" | "oleObj" if !frame.hidden => self.keep_drawn_part(frame, MarkKind::Object),
            "relIds" if !frame.hidden => {
                self.keep_drawn_part(frame, MarkKind::Object);
                self.read_diagram(&element, frame.inline, draft);
            }
            "AlternateContent" => {
                return self.read_alternate(&mut |reader, element| reader.read_drawing_part(element, frame, draft));
            }
            "positionV" => return frame.down = read_offset(&mut self.xml, &element),
            "positionH" => return frame.across = read_offset(&mut self.xml, &element),
            "extLst" | "bodyPr" | "style" | "effectLst" | "nvPicPr" => {}
            _ => return self.read_drawing_parts(frame, draft),
        }
        self.xml.skip();
    }

    fn read_shape(&mut self, frame: &mut Frame, draft: &mut Draft) {
        let outer = std::mem::take(&mut frame.shape);
        self.read_drawing_parts(frame, draft);
        let shape = std::mem::replace(&mut frame.shape, outer);
        frame.hides |= shape.filling.hides() && !frame.grouped && !shape.filled;
        frame.worded |= shape.worded;
        if shape.is_drawn() && !frame.hidden {
            self.keep_mark(frame.mark(MarkKind::Drawing, None));
        }
    }

    fn keep_blip(&mut self, blip: &Blip, frame: &mut Frame) {
        let is_flat = frame.extent.is_some_and(|(width, height)| width == 0 || height == 0);
        if frame.hidden || is_flat || blip.is_unseen() {
            return;
        }
        let picture = blip.target().map(|id| self.paper.picture(self.relationships, id));
        let drawing = blip.drawing().map(|id| self.paper.picture(self.relationships, id).bytes);
        let picture = picture.map(|picture| Picture { crop: blip.crop(), drawing, ..picture });
        frame.shape.filled = true;
        self.keep_mark(frame.mark(MarkKind::Picture, picture));
    }

    /// Ink, charts and diagrams lie in a part of their own.
    fn keep_drawn_part(&mut self, frame: &Frame, kind: MarkKind) {
        self.keep_mark(frame.mark(kind, None));
    }

    /// Adds a mark that stands here.
    pub fn keep_mark(&mut self, mark: FlowMark) {
        let FlowMark { kind, picture, inline, name, extent, in_text } = mark;
        let anchor = self.here.anchor(inline).map(|anchor| anchor.within(in_text));
        let in_header = self.here.is_header();
        self.paper.aside.marks.push(Mark { kind, anchor, in_header, picture, name, extent });
    }

    /// Reads the branch of `mc:AlternateContent` opened last for nothing but the picture of ink whose strokes were kept since.
    pub fn adopt_fallback_picture(&mut self, since: usize) {
        let outside = self.xml.depth().saturating_sub(1);
        let mut id = None;
        while self.xml.depth() > outside {
            match self.xml.step() {
                Some(Step::Open(element)) if element.name() == "blip" => {
                    id = id.or(element.attribute("embed").map(|id| id.into_owned()));
                }
                Some(Step::Open(element)) if element.name() == "imagedata" => {
                    id = id.or(element.prefixed("id").map(|id| id.into_owned()));
                }
                Some(_) => {}
                None => break,
            }
        }
        let new = self.paper.aside.marks.get(since..).unwrap_or_default();
        if let [Mark { kind: MarkKind::Ink | MarkKind::InkSpeck, picture: None, .. }] = new
            && let Some(id) = id
        {
            let picture = self.paper.picture(self.relationships, &id);
            if let Some(mark) = self.paper.aside.marks.last_mut() {
                mark.picture = Some(picture);
            }
        }
    }

    /// Reads the `a:txBody` opened last, the text of a shape on a locked canvas. True where there is any.
    fn read_drawn_text(&mut self, inline: bool, draft: &mut Draft) -> bool {
        let paragraphs = read_shape_text(&mut self.xml);
        self.keep_box_paragraphs(paragraphs, inline, draft)
    }

    /// The words of a diagram (SmartArt) stand in a part of their own.
    fn read_diagram(&mut self, element: &Element, inline: bool, draft: &mut Draft) {
        let part = element.attribute("dm").and_then(|id| self.relationships.part(&id));
        let Some((part, text)) = part.and_then(|part| Some((part, self.paper.package.text(part)?))) else { return };
        let mut xml = Xml::new(&text, self.paper.package.limits().depth);
        let mut paragraphs = Vec::new();
        while let Some(element) = xml.next_open() {
            if element.name() == "t" {
                paragraphs.extend(read_shape_text(&mut xml));
            }
        }
        self.paper.package.note_fault(part, xml.fault());
        self.keep_box_paragraphs(paragraphs, inline, draft);
    }

    /// Keeps lines of text that are no paragraphs of Word's as a text box. False where all are blank.
    pub fn keep_box_paragraphs(&mut self, mut drawn: Vec<ShapeParagraph>, inline: bool, draft: &mut Draft) -> bool {
        drawn.retain(|paragraph| !paragraph.text.trim().is_empty());
        if drawn.is_empty() {
            return false;
        }
        let in_body = matches!(self.here.story, StoryKind::Body | StoryKind::TextBox(_));
        let number = u32::try_from(self.paper.aside.text_boxes.len() + 1).unwrap_or(u32::MAX);
        let kind = if in_body { StoryKind::TextBox(number) } else { self.here.story };
        let spot = |number| Spot::Paragraph { story: kind, number };
        let blocks = (1..).zip(drawn).map(|(number, drawn)| block_of(spot(number), drawn));
        match in_body {
            true => {
                let anchor = self.here.anchor(inline);
                self.paper.aside.text_boxes.push(Story { kind, anchor, blocks: blocks.collect() });
            }
            false => draft.after.extend(blocks),
        }
        true
    }
}

impl Frame {
    fn mark(&self, kind: MarkKind, picture: Option<Picture>) -> FlowMark {
        let (name, extent) = (self.name.clone(), self.own_extent());
        FlowMark { kind, picture, inline: self.inline, name, extent, in_text: InText::dropped(self.drop()) }
    }

    /// How far down it lies, where that is measured from a paragraph or the page.
    fn drop(&self) -> Option<Drop> {
        let (from, offset) = self.down.as_ref()?;
        match from.as_str() {
            "paragraph" | "line" => Some(Drop::Paragraph(*offset)),
            "page" => Some(Drop::Page(*offset)),
            _ => None,
        }
    }

    fn own_extent(&self) -> Option<(u64, u64)> {
        self.extent.filter(|_| !self.grouped)
    }
}

/// What the `wp:positionH` or `wp:positionV` opened last says; one that aligns (`wp:align`) tells no distance.
fn read_offset(xml: &mut Xml, element: &Element) -> Option<Offset> {
    let from = element.attribute("relativeFrom").map(|from| from.into_owned());
    let mut offset = None;
    while let Some(inner) = xml.child() {
        match inner.name() {
            "posOffset" => offset = xml.text().trim().parse().ok(),
            _ => xml.skip(),
        }
    }
    from.zip(offset)
}

/// A paragraph of a shape as a paragraph of a story.
fn block_of(spot: Spot, drawn: ShapeParagraph) -> Block {
    let ShapeParagraph { text, bold, underlined_blank } = drawn;
    Block::Paragraph(Paragraph { spot, text, heading: None, bold, numbered: false, underlined_blank })
}

/// Alternative text, else title, else the name that the program gave.
fn name_of(element: &Element) -> String {
    let given =
        ["descr", "title", "name"].iter().find_map(|key| element.attribute(key).filter(|text| !text.is_empty()));
    given.map(|text| text.into_owned()).unwrap_or_default()
}
