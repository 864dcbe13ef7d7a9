//! A document as it was parsed, before places are given: paragraphs and tables in order, with the pictures, text boxes and notes that hang on
//! them.
//!
//! Where a table's grid is known only after its last row (Word 97, RTF) or a text box comes before its anchor (OpenDocument), places cannot be
//! given on the way; [`settle`](crate::readers::flow::settle::settle) gives them at the end.

mod eq_field;
pub mod field;
pub mod heading;
pub mod line;
pub mod look;
pub mod region;
pub mod settle;
pub mod story_draft;
pub mod symbol;
pub mod table_rows;

use crate::model::InText;
use crate::model::MarkKind;
use crate::model::Picture;
use crate::readers::flow::line::Line;
use crate::readers::flow::region::Region;

/// A document without places.
#[derive(Debug, Default)]
pub struct Flow {
    /// The main text.
    pub body: Vec<FlowBlock>,
    /// Page headers in their order.
    pub headers: Vec<Vec<FlowBlock>>,
    /// Page footers in their order.
    pub footers: Vec<Vec<FlowBlock>>,
    /// Something with a colour of its own may lie behind text: white letters can be seen on it.
    pub coloured: bool,
    /// The main text has a part that is set to be hidden, beside what its lines say of themselves.
    pub hidden: bool,
}

/// A paragraph or a table.
#[derive(Debug)]
pub enum FlowBlock {
    /// A paragraph.
    Paragraph(FlowParagraph),
    /// A table: its cells sorted by row, then column.
    Table(Vec<(Region, Vec<FlowBlock>)>),
}

/// A paragraph.
#[derive(Debug, Default)]
pub struct FlowParagraph {
    /// Its text.
    pub line: Line,
    /// Heading level from 1.
    pub heading: Option<u8>,
    /// Whether a number or bullet stands before it.
    pub numbered: bool,
    /// What hangs on it, in order.
    pub asides: Vec<Aside>,
}

/// What hangs on a paragraph.
#[derive(Debug)]
pub enum Aside {
    /// A picture, ink, a shape.
    Mark(Box<FlowMark>),
    /// A text box.
    TextBox {
        /// In the line of text, rather than floating.
        inline: bool,
        /// What is in it.
        blocks: Vec<FlowBlock>,
    },
    /// A note that is referred to here.
    Note {
        /// Which kind.
        kind: NoteKind,
        /// What is in it.
        blocks: Vec<FlowBlock>,
    },
}

/// A mark without its place.
#[derive(Debug)]
pub struct FlowMark {
    /// What it is.
    pub kind: MarkKind,
    /// The picture itself, where there is one.
    pub picture: Option<Picture>,
    /// In the line of text, rather than floating.
    pub inline: bool,
    /// Alternative text or name.
    pub name: String,
    /// Width and height on paper in EMU.
    pub extent: Option<(u64, u64)>,
    /// Where it lies about its paragraph.
    pub in_text: InText,
}

/// Kinds of note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// At the foot of the page.
    Footnote,
    /// At the end.
    Endnote,
    /// A reviewer's remark.
    Comment,
}

/// Words as paragraphs, a line each.
pub fn paragraphs_of(words: &str) -> Vec<FlowBlock> {
    let paragraph = |text: &str| {
        let line = Line { text: text.to_owned(), ..Line::default() };
        FlowBlock::Paragraph(FlowParagraph { line, ..FlowParagraph::default() })
    };
    words.lines().map(paragraph).collect()
}

/// Whether there is any text, or a table, in these blocks.
pub fn hold_text(blocks: &[FlowBlock]) -> bool {
    blocks.iter().any(|block| match block {
        FlowBlock::Paragraph(paragraph) => !paragraph.line.text.trim().is_empty(),
        FlowBlock::Table(_) => true,
    })
}

/// All text in these blocks, a line a paragraph.
pub fn text_of(blocks: &[FlowBlock]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            FlowBlock::Paragraph(paragraph) => {
                text.push_str(&paragraph.line.text);
                text.push('\n');
            }
            FlowBlock::Table(cells) => cells.iter().for_each(|(_, blocks)| text.push_str(&text_of(blocks))),
        }
    }
    text
}
