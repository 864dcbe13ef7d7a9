//! The text of a DrawingML shape or diagram (ECMA-376 part 1, 21.1.2): paragraphs of runs, breaks and fields.

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
    let mut paragraphs: Vec<ShapeParagraph> = Vec::new();
    let level = xml.depth();
    let (mut bold, mut underlined) = (false, false);
    while let Some(element) = xml.open_within(level) {
        match element.name() {
            "p" => paragraphs.push(ShapeParagraph { bold: true, ..ShapeParagraph::default() }),
            "r" | "fld" => (bold, underlined) = (false, false),
            "rPr" => {
                bold = element.switch("b") == Some(true);
                underlined = element.attribute("u").is_some_and(|line| line != "none");
            }
            "t" => {
                let run = xml.text();
                if let Some(paragraph) = paragraphs.last_mut() {
                    paragraph.add_run(&run, bold, underlined);
                }
            }
            "br" => {
                if let Some(paragraph) = paragraphs.last_mut() {
                    paragraph.text.push('\n');
                }
                xml.skip();
            }
            _ => {}
        }
    }
    for paragraph in &mut paragraphs {
        paragraph.bold &= !paragraph.text.trim().is_empty();
    }
    paragraphs
}

impl ShapeParagraph {
    fn add_run(&mut self, run: &str, bold: bool, underlined: bool) {
        let blank = run.trim().is_empty();
        self.text.push_str(run);
        self.bold &= bold || blank;
        self.underlined_blank |= underlined && blank && !run.is_empty();
    }
}
