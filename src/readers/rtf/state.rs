//! What holds inside a group of an RTF, and what its control words change.

use crate::readers::flow::look::Seen;
use crate::readers::flow::region::Vertical;
use crate::readers::flow::symbol::SymbolFont;
use crate::readers::flow::table_rows::CellMerge;
use crate::readers::flow::table_rows::RowShape;

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Destination {
    /// Into the story that is open.
    #[default]
    Story,
    /// Nowhere, with all groups inside.
    Skipped,
    /// Nowhere, but groups inside may go somewhere.
    WordsOnly,
    /// `\fonttbl`
    Fonts,
    /// `\stylesheet`
    Styles,
    /// A value of `\info`, by the name it is kept under.
    Property(&'static str),
    /// `\listtext`, `\pntext`: the number or bullet before a paragraph.
    Number,
    /// `\pict`
    Picture,
    /// Name of a shape's property, `\sn`.
    ShapeName,
    /// Value of a shape's property, `\sv`.
    ShapeValue,
    /// `\objclass`
    ObjectClass,
    /// Default text of a form field, `\ffdeftext`, or an entry of its list, `\ffl`.
    FormText,
}

/// Formatting of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Characters {
    /// `\b`, or `\ab` of Chinese text.
    pub bold: bool,
    /// Behind `\dbch`: associated properties (`\ab`) speak of Chinese text, as LibreOffice writes it.
    pub chinese: bool,
    /// `\v`
    pub hidden: bool,
    /// `\ul` and its kind.
    pub underlined: bool,
    /// `\strike` and `\striked`
    pub struck: bool,
    /// `\deleted`
    pub deleted: bool,
    /// `\f`
    pub font: i32,
    /// `\cf`
    pub colour: i32,
}

/// Formatting of paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paragraphs {
    /// `\intbl`
    pub in_table: bool,
    /// `\itap`
    pub depth: Option<usize>,
    /// `\s`
    pub style: i32,
    /// `\outlinelevel`
    pub outline: Option<u8>,
}

/// Everything that a group inherits from the one around it and gives back at its end.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// Where text goes.
    pub destination: Destination,
    /// Formatting of characters.
    pub characters: Characters,
    /// Formatting of paragraphs.
    pub paragraphs: Paragraphs,
    /// How many characters stand in for one `\u`.
    pub fallback: usize,
}

impl State {
    /// The beginning of a document.
    pub fn new(font: i32) -> Self {
        Self {
            destination: Destination::Story,
            characters: Characters::plain(font),
            paragraphs: Paragraphs::default(),
            fallback: 1,
        }
    }
}

impl Characters {
    /// `\plain`
    pub fn plain(font: i32) -> Self {
        let (bold, chinese, hidden, underlined) = (false, false, false, false);
        Self { bold, chinese, hidden, underlined, struck: false, deleted: false, font, colour: 0 }
    }

    /// How a run looks.
    pub fn seen(&self, font: Option<SymbolFont>) -> Seen {
        let Self { bold, hidden, underlined, struck, deleted, .. } = *self;
        Seen { bold, hidden: hidden || deleted, underlined, struck, font, white: false }
    }

    /// Applies a control word; false where it is none of characters.
    pub fn apply(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        match word {
            "b" => self.bold = on,
            "dbch" => self.chinese = true,
            "loch" | "hich" | "rtlch" | "ltrch" => self.chinese = false,
            "ab" if self.chinese => self.bold = on,
            "v" => self.hidden = on,
            "strike" | "striked" => self.struck = on,
            "deleted" => self.deleted = on,
            "f" => self.font = number.unwrap_or(0),
            "cf" => self.colour = number.unwrap_or(0),
            "ulnone" => self.underlined = false,
            "ul" | "uld" | "uldash" | "uldashd" | "uldashdd" | "uldb" | "ulhwave" | "ulldash" | "ulth" | "ulthd"
            | "ulthdash" | "ulw" | "ulwave" => self.underlined = on,
            _ => return false,
        }
        true
    }
}

impl Paragraphs {
    /// Applies a control word; false where it is none of paragraphs.
    pub fn apply(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "pard" => *self = Self::default(),
            "intbl" => self.in_table = true,
            "itap" => self.depth = number.and_then(|depth| usize::try_from(depth).ok()),
            "s" => self.style = number.unwrap_or(0),
            "outlinelevel" => self.outline = number.and_then(|level| u8::try_from(level).ok()),
            _ => return false,
        }
        true
    }

    /// How many tables the paragraph stands in.
    pub fn table_depth(&self) -> usize {
        match self.depth {
            Some(depth) if depth > 0 => depth,
            _ => usize::from(self.in_table),
        }
    }
}

/// The definition of a row while it is read: `\trowd` to `\row`.
#[derive(Clone, Debug, Default)]
pub struct RowDraft {
    shape: RowShape,
    left: i32,
    merge: CellMerge,
}

impl RowDraft {
    /// Applies a control word; false where it is none of rows.
    pub fn apply(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "trowd" => *self = Self::default(),
            "trleft" => self.left = number.unwrap_or(0),
            "clvmgf" => self.merge.vertical = Vertical::Begins,
            "clvmrg" => self.merge.vertical = Vertical::Continues,
            "clmrg" => self.merge.continues_left = true,
            "cellx" => {
                self.shape.edges.push(number.unwrap_or(0));
                self.shape.merges.push(std::mem::take(&mut self.merge));
            }
            _ => return false,
        }
        true
    }

    /// The row's shape: its left edge, then the right one of each cell.
    pub fn shape(&self) -> RowShape {
        let mut shape = self.shape.clone();
        if let Some(first) = shape.edges.first() {
            shape.edges.insert(0, self.left.min(*first));
        }
        shape
    }
}
