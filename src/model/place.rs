//! Where something stands: the file, and the spot in it as a person would say it (`申报表!B3`, `表1!R3C2`, `段落12`, `第1页`).
//!
//! Rows, columns and numbers are zero-based in cells and one-based in what is printed; a [`Spot`] never holds a range:
//! for a merged region it is the top-left cell, for a value over several rows the first.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::Serialize;

use crate::model::shared_text::decode_path;
use crate::model::shared_text::decode_sheet;

/// A file and a spot in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path below the folder that was given, `/` between parts, `!/` between an archive and its entry.
    #[serde(deserialize_with = "decode_path")]
    pub file: Arc<str>,
    /// None: the file as a whole.
    pub spot: Option<Spot>,
}

/// Which run of text of a Word document a paragraph or table stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StoryKind {
    /// The main text.
    Body,
    /// A text box, numbered from 1 in the order of its anchors. Also text boxes on a sheet.
    TextBox(u32),
    /// A footnote, numbered from 1.
    Footnote(u32),
    /// An endnote, numbered from 1.
    Endnote(u32),
    /// A page header, numbered from 1.
    Header(u32),
    /// A page footer, numbered from 1.
    Footer(u32),
    /// A reviewer's comment, numbered from 1. Never part of what the unit wrote.
    Comment(u32),
}

/// A spot inside a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Spot {
    /// A sheet as a whole.
    Sheet(Arc<str>),
    /// A cell of a sheet, row and column from 0: `申报表!B3`.
    SheetCell {
        /// Name of the sheet.
        #[serde(deserialize_with = "decode_sheet")]
        sheet: Arc<str>,
        /// Row from 0.
        row: u32,
        /// Column from 0.
        column: u32,
    },
    /// A paragraph that is in no table, number from 1 in its story: `段落12`, `文本框2!段落1`.
    Paragraph {
        /// The story it stands in.
        story: StoryKind,
        /// Number from 1.
        number: u32,
    },
    /// A cell of a table in a Word document: `表1!R3C2`; a nested one `表1!R3C2/表1!R1C1`.
    TableCell {
        /// The story the outermost table stands in.
        story: StoryKind,
        /// From the outermost table inwards: number of the table from 1, row from 0, grid column from 0.
        path: Vec<(u32, u32, u32)>,
    },
    /// A page, from 1: `第1页`.
    Page(u32),
    /// A line of a PDF that is in no table: `第1页`.
    PageLine {
        /// Page from 1.
        page: u32,
        /// Line from 1 on that page.
        line: u32,
    },
    /// A cell of a table in a PDF: `第1页`.
    PageCell {
        /// Page from 1 on which the table begins.
        page: u32,
        /// Number of the table from 1 in the file.
        table: u32,
        /// Row from 0.
        row: u32,
        /// Column from 0.
        column: u32,
    },
}

impl Place {
    /// The whole file.
    pub fn whole(file: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), spot: None }
    }

    /// A spot in a file.
    pub fn at(file: &Arc<str>, spot: Spot) -> Self {
        Self { file: Arc::clone(file), spot: Some(spot) }
    }

    /// The spot as printed, None for the whole file.
    pub fn spot_text(&self) -> Option<String> {
        self.spot.as_ref().map(Spot::to_string)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.spot {
            Some(spot) => write!(f, "{} {spot}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

impl fmt::Display for StoryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body => Ok(()),
            Self::TextBox(number) => write!(f, "文本框{number}"),
            Self::Footnote(number) => write!(f, "脚注{number}"),
            Self::Endnote(number) => write!(f, "尾注{number}"),
            Self::Header(number) => write!(f, "页眉{number}"),
            Self::Footer(number) => write!(f, "页脚{number}"),
            Self::Comment(number) => write!(f, "批注{number}"),
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sheet(sheet) => f.write_str(sheet),
            Self::SheetCell { sheet, row, column } => write!(f, "{sheet}!{}{}", column_letters(*column), row + 1),
            Self::Paragraph { story: StoryKind::Body, number } => write!(f, "段落{number}"),
            Self::Paragraph { story, number } => write!(f, "{story}!段落{number}"),
            Self::TableCell { story, path } => {
                if *story != StoryKind::Body {
                    write!(f, "{story}!")?;
                }
                for (depth, (table, row, column)) in path.iter().enumerate() {
                    if depth > 0 {
                        f.write_str("/")?;
                    }
                    write!(f, "表{table}!R{}C{}", row + 1, column + 1)?;
                }
                Ok(())
            }
            Self::Page(page) | Self::PageLine { page, .. } | Self::PageCell { page, .. } => write!(f, "第{page}页"),
        }
    }
}

/// The letters of a sheet's column, counted from 0: 0 is A, 26 is AA.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}
