//! Frames and shapes of an OpenDocument text (ODF 1.3 part 3, 10): text boxes, pictures, embedded objects, freehand drawings, signature lines.

use super::story::StoryReader;
use crate::model::Drop;
use crate::model::InText;
use crate::model::MarkKind;
use crate::readers::flow::Aside;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowMark;
use crate::readers::flow::hold_text;
use crate::readers::odf::graphic::GraphicStyle;
use crate::readers::odf::graphic::TopFrom;
use crate::readers::odf::graphic::is_hidden;
use crate::readers::odf::graphic::signature_line;
use crate::readers::odf::length::parse_length;
use crate::readers::odf::pictures::Image;
use crate::readers::odf::pictures::read_image;
use crate::readers::xml::Element;

/// A frame while it is read.
#[derive(Debug, Default)]
struct Frame {
    inline: bool,
    name: String,
    extent: Option<(u64, u64)>,
    drop: Option<Drop>,
    image: Option<Image>,
    is_object: bool,
    is_drawn: bool,
    /// A frame of which nothing is left that it framed.
    is_bare: bool,
    hidden: bool,
    style: GraphicStyle,
    line: Option<MarkKind>,
    blocks: Vec<FlowBlock>,
}

impl<'x> StoryReader<'x, '_, '_, '_> {
    /// Reads the frame, shape or group opened last, which may stand in a line of text.
    pub fn read_drawing(&mut self, element: &Element<'x>, inline: bool, asides: &mut Vec<Aside>) {
        let inline = inline || element.attribute("anchor-type").as_deref() == Some("as-char");
        match element.name() {
            "g" | "a" => {
                while let Some(inner) = self.xml.child() {
                    match inner.name() {
                        "title" | "desc" | "glue-point" | "event-listeners" => self.xml.skip(),
                        _ => self.read_drawing(&inner, inline, asides),
                    }
                }
            }
            _ => self.read_frame(element, inline, asides),
        }
    }

    fn read_frame(&mut self, element: &Element<'x>, inline: bool, asides: &mut Vec<Aside>) {
        let signed = |name: &str| element.attribute(name).and_then(|length| parse_length(&length));
        let length = |name: &str| signed(name).and_then(|length| u64::try_from(length).ok());
        let mut frame = Frame {
            inline,
            name: element.attribute("name").unwrap_or_default().into_owned(),
            extent: length("width").zip(length("height")),
            drop: signed("y").and_then(|top| self.drop_of(element, top)),
            is_drawn: matches!(element.name(), "path" | "polyline"),
            is_bare: element.name() == "frame",
            hidden: is_hidden(element, signed("width").zip(signed("height"))),
            style: self.styles.graphic(&element.attribute("style-name").unwrap_or_default()),
            ..Frame::default()
        };
        self.read_frame_parts(&mut frame);
        self.keep_frame(frame, asides);
    }

    /// How far down a frame lies that is this far from the top of what its style says.
    fn drop_of(&self, element: &Element, top: i64) -> Option<Drop> {
        let anchor = element.attribute("anchor-type");
        match self.styles.graphic(&element.attribute("style-name").unwrap_or_default()).top_from {
            _ if anchor.as_deref() == Some("as-char") => None,
            TopFrom::Paragraph => Some(Drop::Paragraph(top)),
            TopFrom::Page => Some(Drop::Page(top)),
            TopFrom::Else => None,
        }
    }

    fn read_frame_parts(&mut self, frame: &mut Frame) {
        while let Some(element) = self.xml.child() {
            frame.is_bare &= matches!(element.name(), "title" | "desc");
            match element.name() {
                "text-box" => frame.blocks.append(&mut self.read_container()),
                "p" | "h" => {
                    frame.blocks.extend(self.read_paragraph(&element, false).map(FlowBlock::Paragraph));
                }
                "list" => frame.blocks.append(&mut self.read_container()),
                // LibreOffice writes the table of a shape in a namespace of its own (loext).
                "table" => {
                    let cells = self.read_table();
                    frame.blocks.push(FlowBlock::Table(cells));
                }
                // The first is the picture itself, those behind it stand in for it.
                "image" if frame.image.is_none() => frame.image = Some(read_image(&mut self.xml, &element)),
                "object" | "object-ole" | "plugin" | "applet" => {
                    frame.is_object = true;
                    self.xml.skip();
                }
                "title" | "desc" => {
                    let name = self.xml.text();
                    if !name.trim().is_empty() {
                        frame.name = name.trim().to_owned();
                    }
                }
                "enhanced-geometry" => {
                    frame.is_drawn |= element.attribute("type").is_some_and(|kind| kind.ends_with("non-primitive"));
                    self.xml.skip();
                }
                "signatureline" => {
                    frame.line = Some(signature_line(&element));
                    self.xml.skip();
                }
                _ => self.xml.skip(),
            }
        }
    }

    fn keep_frame(&mut self, mut frame: Frame, asides: &mut Vec<Aside>) {
        let worded = hold_text(&frame.blocks);
        let kind = match (frame.line.take(), &frame.image) {
            _ if frame.hidden || frame.style.unseen => None,
            (Some(line), _) => Some(line),
            (None, _) if frame.is_object => Some(MarkKind::Object),
            (None, Some(_)) => Some(MarkKind::Picture),
            // which picture it is, is not looked up
            (None, None) if frame.style.picture_fill && !worded => Some(MarkKind::Picture),
            (None, None) if frame.is_bare => Some(MarkKind::Picture),
            (None, None) if frame.is_drawn && !worded => Some(MarkKind::Drawing),
            (None, None) => None,
        };
        let picture = frame.image.map(|image| self.images.take(image, frame.style.clip));
        if let Some(kind) = kind {
            let Frame { inline, name, extent, drop, .. } = frame;
            asides.push(Aside::Mark(Box::new(FlowMark {
                kind,
                picture,
                inline,
                name,
                extent,
                in_text: InText::dropped(drop),
            })));
        }
        if !frame.blocks.is_empty() {
            asides.push(Aside::TextBox { inline: frame.inline, blocks: frame.blocks });
        }
    }
}
