//! What a reader saw on one paper: paragraphs, grids with merged regions, marks (pictures, ink, signature lines) and what
//! was wrong with the file. It knows no label and no meaning.
//!
//! A workbook is a Document whose body holds one [`Grid`] a sheet, in the order of the tabs. A Word document's body holds
//! paragraphs and tables in reading order; text boxes, notes, headers stand in [`Document::stories`].

use std::sync::Arc;

use jiff::civil::DateTime;
use serde::Deserialize;
use serde::Serialize;

use crate::model::Format;
use crate::model::Picture;
use crate::model::Place;
use crate::model::Spot;
use crate::model::StoryKind;

/// One paper as a reader saw it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Path of the file, as in [`Place::file`].
    pub file: Arc<str>,
    /// What it is by content.
    pub format: Format,
    /// Sheets of a workbook, or paragraphs and tables of the main text, in order.
    pub body: Vec<Block>,
    /// Text boxes, notes, headers, footers, comments; each text exactly once in the whole Document.
    pub stories: Vec<Story>,
    /// Pictures, ink and signature lines with their anchors, in reading order.
    pub marks: Vec<Mark>,
    /// Office digital signatures found in the package.
    pub digital_signatures: Vec<DigitalSignature>,
    /// Defined names that point at one cell: name, place. `Application` fields of our own blank form are found by these.
    pub defined_names: Vec<(String, Spot)>,
    /// Text that a person crossed out, in reading order; it stands nowhere else in the Document.
    pub struck: Vec<Struck>,
    /// What was wrong with the file; a Document with troubles still carries all that could be read.
    pub troubles: Vec<Trouble>,
    /// What the paper says of itself: of a written paper its stored counts and its template, else whatever comes at no cost.
    pub properties: Vec<(String, String)>,
}

impl Document {
    /// A Document in which nothing has been seen yet.
    pub fn empty(file: &Arc<str>, format: Format) -> Self {
        Self {
            file: Arc::clone(file),
            format,
            body: Vec::new(),
            stories: Vec::new(),
            marks: Vec::new(),
            digital_signatures: Vec::new(),
            defined_names: Vec::new(),
            struck: Vec::new(),
            troubles: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// A place in this document.
    pub fn place(&self, spot: Spot) -> Place {
        Place::at(&self.file, spot)
    }

    /// The grids of the body that a person sees, in order.
    pub fn grids(&self) -> impl Iterator<Item = &Grid> {
        self.body.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        })
    }
}

/// Text that a person crossed out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Struck {
    /// The cell or paragraph it stands in.
    pub spot: Spot,
    /// The text.
    pub text: String,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A sheet or a table.
    Grid(Grid),
}

impl Block {
    /// The text of the paragraph, or those of the table's cells.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (paragraph, cells) = match self {
            Self::Paragraph(paragraph) => (Some(paragraph.text.as_str()), [].as_slice()),
            Self::Grid(grid) => (None, grid.cells.as_slice()),
        };
        paragraph.into_iter().chain(cells.iter().map(|cell| cell.text.as_str()))
    }
}

/// A paragraph of a Word document: tracked insertions in, deletions out, fields as their results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Where it stands. Inside a table cell: the cell's spot.
    pub spot: Spot,
    /// Its text; `\t` for a tab, `\n` for a line break.
    pub text: String,
    /// Heading level from 1, by style or outline level; None for body text.
    pub heading: Option<u8>,
    /// Whether every run with text is bold.
    pub bold: bool,
    /// Whether automatic numbering puts a number or bullet before it (which is not in `text`).
    pub numbered: bool,
    /// Whether a run of only-blank text is underlined: the blank to be filled in, as in `申报单位：　　　　`.
    pub underlined_blank: bool,
}

/// What kind of table a grid is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GridKind {
    /// A sheet of a workbook.
    Sheet,
    /// A table in a Word document.
    Table,
}

/// A sheet or a table: cells in row order, a merged region being one cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// Sheet or table.
    pub kind: GridKind,
    /// The sheet's name, or `表1`.
    pub name: Arc<str>,
    /// The spot of its top-left cell; the spots of its other cells follow from it by [`Grid::spot`].
    pub origin: Spot,
    /// A hidden or very hidden sheet: read, but not what the unit shows.
    pub hidden: bool,
    /// Number of rows, up to the last cell that is there.
    pub rows: u32,
    /// Number of columns, likewise.
    pub columns: u32,
    /// Cells sorted by row, then column: every cell with content, and every merged region also when empty. A merged region
    /// is one cell, at its top-left. In a Word table all cells are there. Regions never overlap.
    pub cells: Vec<Cell>,
}

impl Grid {
    /// The spot of the cell at this row and column (from 0).
    pub fn spot(&self, row: u32, column: u32) -> Spot {
        match &self.origin {
            Spot::SheetCell { sheet, .. } => Spot::SheetCell { sheet: Arc::clone(sheet), row, column },
            Spot::TableCell { story, path } => {
                let mut path = path.clone();
                if let Some(last) = path.last_mut() {
                    last.1 = row;
                    last.2 = column;
                }
                Spot::TableCell { story: *story, path }
            }
            Spot::PageCell { page, table, .. } => Spot::PageCell { page: *page, table: *table, row, column },
            // a list written in lines
            Spot::Paragraph { story, number } => Spot::Paragraph { story: *story, number: number + row },
            other => other.clone(),
        }
    }

    /// The cell that has this spot; None where it is no cell of this grid.
    pub fn cell_at(&self, spot: &Spot) -> Option<&Cell> {
        let (row, column) = match spot {
            Spot::SheetCell { row, column, .. } | Spot::PageCell { row, column, .. } => (*row, *column),
            Spot::TableCell { path, .. } => path.last().map(|(_, row, column)| (*row, *column))?,
            _ => return None,
        };
        self.cell(row, column).filter(|_| self.spot(row, column) == *spot)
    }

    /// The cells whose top-left lies in these rows, from and up to.
    pub fn cells_in_rows(&self, from: u32, to: u32) -> &[Cell] {
        let first = self.cells.partition_point(|cell| cell.row < from);
        let last = self.cells.partition_point(|cell| cell.row < to);
        self.cells.get(first..last).unwrap_or(&[])
    }

    /// The cell whose top-left is exactly here. For lookups inside merged regions build an index once per grid.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells
            .binary_search_by(|cell| (cell.row, cell.column).cmp(&(row, column)))
            .ok()
            .and_then(|index| self.cells.get(index))
    }
}

/// One cell, or one merged region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Row of its top-left, from 0.
    pub row: u32,
    /// Column of its top-left, from 0; in a Word table the grid column.
    pub column: u32,
    /// Rows it spans, at least 1.
    pub height: u32,
    /// Columns it spans, at least 1.
    pub width: u32,
    /// The text as a person sees it: lines and paragraphs joined by `\n`, phonetic runs and nested tables left out, numbers
    /// and dates as their number format shows them.
    pub text: String,
    /// What the cell holds.
    pub content: CellContent,
    /// In a hidden row or column.
    pub hidden: bool,
    /// Paragraphs and nested tables inside, in a Word table; empty on a sheet.
    pub blocks: Vec<Block>,
}

/// What a cell holds beneath its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CellContent {
    /// Nothing.
    Empty,
    /// Text.
    Text,
    /// A number, in the shortest decimal writing that gives the same double (`13800001111`, `0.5`).
    Number(String),
    /// A number whose format shows a date or a time.
    Date(DateTime),
    /// TRUE or FALSE.
    Boolean(bool),
    /// An error value such as `#REF!`.
    Error(String),
    /// A formula for which the file holds no result; its text.
    FormulaWithoutResult(String),
}

/// A story beside the main text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Which.
    pub kind: StoryKind,
    /// Where it is anchored: a paragraph, a table cell, or a cell of a sheet. None for headers and footers.
    pub anchor: Option<Anchor>,
    /// Its paragraphs and tables.
    pub blocks: Vec<Block>,
}

/// The area that a floating thing covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The cell or paragraph of its top-left corner.
    pub from: Spot,
    /// On a sheet the cell of its bottom-right corner (row, column from 0), where known.
    pub to: Option<(u32, u32)>,
    /// Inside the cell or the line of text, rather than floating over it.
    pub inline: bool,
    /// On a sheet, the row and column of its middle, where known: a picture belongs where its middle lies.
    pub middle: Option<(u32, u32)>,
    /// In a text, where it lies about the paragraph that it hangs on.
    #[serde(default)]
    pub in_text: InText,
}

impl Anchor {
    /// The same, lying so about its paragraph.
    pub fn within(self, in_text: InText) -> Self {
        Self { in_text, ..self }
    }
}

/// Where something lies about the paragraph of a text that it hangs on, or on a sheet within the row of its middle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InText {
    /// How far down the top of what floats lies, where known.
    pub drop: Option<Drop>,
    /// What of the paragraph's text stands before what stands in the line, the end of it where it is long.
    pub follows: String,
    /// On a sheet, so many hundredths of the row's height its middle lies below the row's top.
    #[serde(default)]
    pub down: Option<u8>,
}

impl InText {
    /// Of a text before it so many characters are kept.
    const KEPT: usize = 60;

    /// In the line behind this text.
    pub fn follow(&mut self, text: &str) {
        let kept = text.char_indices().rev().nth(Self::KEPT - 1).map_or(0, |(at, _)| at);
        self.follows = text.get(kept..).unwrap_or_default().to_owned();
    }

    /// So far down.
    pub fn dropped(drop: Option<Drop>) -> Self {
        Self { drop, ..Self::default() }
    }
}

/// How far down the top of something that floats in a text lies, in EMU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Drop {
    /// From the top of the paragraph that it hangs on; above it, where negative.
    Paragraph(i64),
    /// From the top of the page.
    Page(i64),
}

/// Something on the paper that is not text and might be a signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Where it lies; None where the format does not say (an .xls picture without anchor, a header's picture).
    pub anchor: Option<Anchor>,
    /// Whether it stands in a page header or footer (a letterhead, never a signature).
    pub in_header: bool,
    /// The picture itself, where there is one.
    pub picture: Option<Picture>,
    /// Alternative text or name given by the program or a person, empty where there is none.
    pub name: String,
    /// Width and height on paper in EMU (914,400 to the inch), where known.
    pub extent: Option<(u64, u64)>,
}

/// What a mark is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// A picture: DrawingML, VML, in-cell (Excel's rich value or WPS `DISPIMG`), OLE preview.
    Picture,
    /// Ink strokes (InkML).
    Ink,
    /// Ink of dots alone.
    InkSpeck,
    /// An Office signature line; whether it is signed is told by [`Document::digital_signatures`].
    SignatureLine {
        /// The suggested signer, where given.
        suggested: Option<String>,
        /// Setup id that a digital signature refers to.
        id: Option<String>,
    },
    /// A drawn shape with strokes but no text and no picture (freeform, scribble).
    Drawing,
    /// An embedded object other than a picture.
    Object,
}

/// An Office digital signature (`_xmlsignatures`), verified as far as a program can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigitalSignature {
    /// Common name of the signer's certificate.
    pub signer: Option<String>,
    /// When it was signed, as the signature says.
    pub signed_at: Option<String>,
    /// Id of the signature line it fills, if it does.
    pub line: Option<String>,
    /// Whether its value and all that it covers of itself hold under the certificate's key; None where that cannot be told
    /// (an algorithm that is not known). The certificate itself is never verified: who the signer is, is for people.
    pub value_holds: Option<bool>,
    /// Whether its certificate was valid on the day on which it says it was signed, where both say their days.
    #[serde(default)]
    pub valid_then: Option<bool>,
    /// The parts it covers, and whether each digest holds.
    pub references: Vec<SignedReference>,
    /// Parts with content that no reference covers.
    pub uncovered: Vec<String>,
}

/// One part under a digital signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedReference {
    /// Name of the part.
    pub part: String,
    /// Whether its digest holds; None where that cannot be told.
    pub holds: Option<bool>,
}

impl DigitalSignature {
    /// Whether it holds with all parts that it covers: false where anything was changed after signing, None where something
    /// cannot be told, or nothing is covered.
    pub fn holds(&self) -> Option<bool> {
        let covered = self.references.iter().map(|reference| reference.holds);
        let all = || covered.clone().chain([self.value_holds]);
        match () {
            () if all().any(|holds| holds == Some(false)) => Some(false),
            () if all().any(|holds| holds.is_none()) || self.references.is_empty() => None,
            () => Some(true),
        }
    }
}

/// Something wrong with a file, as the reader or the inbox saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// Which.
    pub kind: TroubleKind,
    /// What exactly, in Chinese, for a person: which part, which limit, at which size.
    pub detail: String,
    /// Where, if it is not the whole file.
    pub spot: Option<Spot>,
}

/// Kinds of trouble; each is a code of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TroubleKind {
    /// Damaged, truncated, not what the format allows: `file-unreadable`.
    Unreadable,
    /// Read without a fault, and yet far less text than the file itself says it holds: `file-unreadable`, for people.
    Incomplete,
    /// Under a password: `file-encrypted`.
    Encrypted,
    /// A format that is not read: `file-unsupported`.
    Unsupported,
    /// A shortcut or link, which only says where the paper is: `file-unsupported`, for people where other papers came.
    Elsewhere,
    /// Breaks out of its folder, a bomb, over a limit: `file-unsafe`.
    Unsafe,
    /// The content is not what the name says: `file-disguised`.
    Disguised,
    /// Carries macros: `file-has-macros`.
    Macros,
}

impl TroubleKind {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable | Self::Incomplete => "file-unreadable",
            Self::Encrypted => "file-encrypted",
            Self::Unsupported | Self::Elsewhere => "file-unsupported",
            Self::Unsafe => "file-unsafe",
            Self::Disguised => "file-disguised",
            Self::Macros => "file-has-macros",
        }
    }

    /// Whether the file's content could not be had because of it.
    pub fn loses_content(self) -> bool {
        !matches!(self, Self::Disguised | Self::Macros | Self::Incomplete)
    }

    /// Whether what was not found in the file may stand in it all the same.
    pub fn leaves_doubt(self) -> bool {
        self.loses_content() || self == Self::Incomplete
    }
}
