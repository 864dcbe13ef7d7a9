//! The text of a DrawingML shape or diagram (ECMA-376 part 1, 21.1.2): paragraphs of runs, breaks and fields.

use crate::readers::struck::push_struck;
use crate::readers::xml::Xml;

/// A paragraph in a shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShapeParagraph {
    /// Its text; `\n` for a line break.
    pub text: String,
    /// Whether every run with text is bold.
    pub bold: bool,
    /// Whether a run of blanks alone is underlined.
    pub underlined_blank: bool,
}

/// Reads the paragraphs inside the element opened last, its end consumed.
pub fn read_shape_text(xml: &mut Xml) -> Vec<ShapeParagraph> {
    let mut paragraphs = Vec::new();
    let level = xml.depth();
    while let Some(element) = xml.open_within(level) {
        if element.name() == "p" {
            paragraphs.push(read_paragraph(xml));
        }
    }
    paragraphs
}

/// Reads the paragraph opened last, its end consumed.
pub fn read_paragraph(xml: &mut Xml) -> ShapeParagraph {
    let mut paragraph = ShapeParagraph { bold: true, ..ShapeParagraph::default() };
    let level = xml.depth();
    let (mut bold, mut underlined, mut struck) = (false, false, false);
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "r" | "fld" => (bold, underlined, struck) = (false, false, false),
            "rPr" => {
                bold = element.switch("b") == Some(true);
                underlined = element.attribute("u").is_some_and(|line| line != "none");
                struck = element.attribute("strike").is_some_and(|line| line != "noStrike");
            }
            "t" if struck => push_struck(&mut paragraph.text, &xml.text()),
            "t" => paragraph.add_run(&xml.text(), bold, underlined),
            "br" => {
                paragraph.text.push('\n');
                xml.skip();
            }
            _ => {}
        }
    }
    paragraph.bold &= !paragraph.text.trim().is_empty();
    paragraph
}

impl ShapeParagraph {
    fn add_run(&mut self, run: &str, bold: bool, underlined: bool) {
        let blank = run.trim().is_empty();
        self.text.push_str(run);
        self.bold &= bold || blank;
        self.underlined_blank |= underlined && blank && !run.is_empty();
    }
}
