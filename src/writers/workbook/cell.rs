//! What stands in a cell of a sheet: text, a number, a formula with its result, a link.

use std::borrow::Cow;

use jiff::civil::DateTime;
use rust_xlsxwriter::Url;

use crate::writers::workbook::cell_style::Style;
use crate::writers::workbook::reference::fixed_cell;

/// UTF-16 units that Excel takes in a link.
const LINK_LENGTH: usize = 2_000;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<'a> {
    /// Nothing, in the style of its place.
    Empty,
    /// Text, whatever it begins with.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// A day and a time of it, to the minute.
    Moment(DateTime),
    /// A live formula with the result that a program computes for it.
    Formula {
        /// Without `=`; `{r}` is its own row.
        formula: String,
        /// A number in plain writing, or text.
        result: String,
    },
    /// A small picture that moves with the cell.
    Picture {
        /// PNG.
        png: &'a [u8],
        /// Pixels across and down, twice as many as it is shown with.
        pixels: (u32, u32),
        /// What it shows, for who cannot see it.
        name: Cow<'a, str>,
    },
    /// Text to be clicked.
    Link {
        /// What is shown.
        text: Cow<'a, str>,
        /// Where it leads.
        target: Target,
    },
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A cell of this workbook: sheet, row, column.
    Cell(String, u32, u16),
    /// A file, by its path relative to the workbook, with `/`.
    File(String),
}

/// A cell: what stands in it, and its style where it is not that of its column.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// What.
    pub content: Content<'a>,
    /// How, where it differs.
    pub style: Option<Style>,
}

impl<'a> Cell<'a> {
    /// An empty cell.
    pub const EMPTY: Cell<'static> = Cell { content: Content::Empty, style: None };

    /// Text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self { content: Content::Text(text.into()), style: None }
    }

    /// A number.
    pub fn number(number: f64) -> Self {
        Self { content: Content::Number(number), style: None }
    }

    /// A whole number of things.
    pub fn count(count: usize) -> Self {
        // Counts of things in memory are far below 2^52, where a float is exact.
        Self::number(count as f64)
    }

    /// A day and a time of it.
    pub fn moment(moment: DateTime) -> Self {
        Self { content: Content::Moment(moment), style: None }
    }

    /// A live formula, without `=` and with `{r}` for its own row, and its result.
    pub fn formula(formula: impl Into<String>, result: impl Into<String>) -> Self {
        Self { content: Content::Formula { formula: formula.into(), result: result.into() }, style: None }
    }

    /// Text to be clicked.
    pub fn link(text: impl Into<Cow<'a, str>>, target: Target) -> Self {
        Self { content: Content::Link { text: text.into(), target }, style: None }
    }

    /// A small picture (PNG), shown with half its pixels, and what it shows.
    pub fn picture(png: &'a [u8], pixels: (u32, u32), name: impl Into<Cow<'a, str>>) -> Self {
        Self { content: Content::Picture { png, pixels, name: name.into() }, style: None }
    }

    /// The same in another style than its column's.
    pub fn styled(self, style: Style) -> Self {
        Self { style: Some(style), ..self }
    }
}

impl Target {
    /// The link as the writer takes it; None where none can be written.
    pub(super) fn url(&self) -> Option<Url> {
        match self {
            Self::Cell(sheet, row, column) => {
                let cell = fixed_cell(Some(sheet), *row, *column).replace('$', "");
                Some(Url::new(format!("internal:{cell}")))
            }
            // `#` and `?` end the path of a link, and the writer cannot be told otherwise: such a file is left without one.
            Self::File(path) if path.contains(['#', '?']) || path.chars().any(char::is_control) => None,
            Self::File(path) if path.encode_utf16().count() > LINK_LENGTH => None,
            Self::File(path) => Some(Url::new(format!("file:///{}", escape_path(path)))),
        }
    }
}

/// The characters of a file name that would be read as something else in a link, percent-encoded. The writer leaves a
/// link as it is once it holds an escape, so all are done here.
fn escape_path(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '%' | ' ' | '"' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' => {
                escaped.push_str(&format!("%{:02x}", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}
