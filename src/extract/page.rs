//! The part of a document that one form occupies: its grids and lines, every piece of text once, and what claimed it.

use std::cell::OnceCell;
use std::collections::VecDeque;
use std::ops::Range;

use crate::extract::grid_index::GridIndex;
use crate::extract::signature::stray_mark::StrayMark;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::date::parse_date;
use crate::extract::values::money_unit::UnitNote;
use crate::extract::values::prompt::is_prompt;
use crate::model::Block;
use crate::model::Cell;
use crate::model::Document;
use crate::model::Grid;
use crate::model::Paragraph;
use crate::model::Spot;

/// What claimed a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Claim {
    /// Nothing yet.
    #[default]
    None,
    /// It is a label of the policy.
    Label,
    /// It is a field's value.
    Value,
    /// It is the form's title.
    Title,
    /// It is a label of something the policy does not ask, or stands under one, or is a note of the form.
    Foreign,
}

/// A cell or a line of text.
pub struct Piece<'d> {
    /// Its text.
    pub text: &'d str,
    /// Where it stands.
    pub spot: Spot,
    /// In a hidden row or column.
    pub hidden: bool,
    /// What claimed it.
    pub claim: Claim,
    /// The part of its text that nothing claimed, where only a part was claimed.
    pub leftover: Option<String>,
    /// Whether a blank to be filled in is underlined in it.
    pub underlined_blank: bool,
}

/// A stretch of the page.
pub enum Stretch<'d> {
    /// A grid; its cells are the pieces from `first` on, in the order of [`Grid::cells`] from the first row looked at.
    Grid {
        /// By position.
        index: GridIndex<'d>,
        /// Piece of the first cell in the rows looked at.
        first: usize,
        /// Place in `grid.cells` of that cell.
        offset: usize,
    },
    /// Paragraphs: these pieces.
    Lines(Range<usize>),
}

/// A form's part of a document.
pub struct Page<'d> {
    /// The document.
    pub document: &'d Document,
    /// All pieces of text, in reading order.
    pub pieces: Vec<Piece<'d>>,
    /// The stretches, in reading order; nested tables behind the table that holds them.
    pub stretches: Vec<Stretch<'d>>,
    /// Pieces that are a day and nothing else, those that are claimed taken out as they are found; None until asked for.
    days: Option<VecDeque<usize>>,
    /// Days that were found beside a signature line, by the line's label: all rows of a list share the line below it.
    pub signing_days: Vec<(usize, usize)>,
    /// Days that stand with the seal's, in pieces that are not hidden, once they were looked for: all rows of a list ask for them.
    pub sealed_days: OnceCell<Vec<(usize, String)>>,
    /// The mark that may be a signature put somewhere else, once it was looked for.
    pub stray_mark: OnceCell<Option<StrayMark<'d>>>,
    /// The notes of the unit of amounts, once they were looked for.
    pub unit_notes: OnceCell<Vec<UnitNote>>,
}

/// The rows and columns of a grid that one form occupies, each from and up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Rows.
    pub rows: (u32, u32),
    /// Columns; where the form shares its labels with others, the labels'.
    pub labels: (u32, u32),
    /// Columns of its values beside those.
    pub values: (u32, u32),
}

impl Window {
    /// A grid as a whole.
    pub const ALL: Self = Self::of_rows(0, u32::MAX);

    /// Whole rows.
    pub const fn of_rows(from: u32, to: u32) -> Self {
        Self { rows: (from, to), labels: (0, u32::MAX), values: (0, 0) }
    }

    /// Whether a cell is one of the form's; a merged region goes by its top-left, or is a value of all the forms that it reaches over.
    pub fn shows(&self, cell: &Cell) -> bool {
        !cell.hidden && self.holds(cell)
    }

    /// Whether a column is one of the form's.
    pub fn spans(&self, column: u32) -> bool {
        let within = |(from, to): (u32, u32)| (from..to).contains(&column);
        within(self.labels) || within(self.values)
    }

    /// The cells of the form, hidden ones too.
    pub fn cells(self, grid: &Grid) -> impl Iterator<Item = &Cell> {
        grid.cells_in_rows(self.rows.0, self.rows.1).iter().filter(move |cell| self.holds(cell))
    }

    fn holds(&self, cell: &Cell) -> bool {
        let between = (self.labels.1..self.values.0).contains(&cell.column);
        self.spans(cell.column) || between && cell.column + cell.width > self.values.0
    }
}

/// A block, or a part of a grid, that belongs to a page.
#[derive(Clone, Copy)]
pub enum PageItem<'d> {
    /// A paragraph.
    Paragraph(&'d Paragraph),
    /// A part of a grid.
    Rows(&'d Grid, Window),
}

impl<'d> PageItem<'d> {
    /// A whole block.
    pub fn of(block: &'d Block) -> Self {
        match block {
            Block::Paragraph(paragraph) => Self::Paragraph(paragraph),
            Block::Grid(grid) => Self::Rows(grid, Window::ALL),
        }
    }
}

impl<'d> Page<'d> {
    /// The cell of a sheet that stands here or covers the place.
    pub fn cell_at(&self, spot: &Spot) -> Option<&'d Cell> {
        let Spot::SheetCell { row, column, .. } = spot else { return None };
        self.stretches.iter().find_map(|stretch| match stretch {
            Stretch::Grid { index, .. } if index.grid.spot(*row, *column) == *spot => {
                index.covering(*row, *column).and_then(|at| index.cell(at))
            }
            _ => None,
        })
    }

    /// What stands before the first label of a cell or a line is nobody's: left over, unless it is a blank or a prompt.
    pub fn leave_over(&mut self, piece: usize, lead: &str) {
        let lead = lead.trim();
        if !is_bare_blank(lead)
            && !is_prompt(lead, &[])
            && let Some(piece) = self.pieces.get_mut(piece)
        {
            let before = piece.leftover.take().map(|before| before + "\n");
            piece.leftover = Some(before.unwrap_or_default() + lead);
        }
    }

    /// A page of these items.
    pub fn new(document: &'d Document, items: &[PageItem<'d>]) -> Self {
        let (pieces, stretches) = (Vec::new(), Vec::new());
        let mut page = Self {
            document,
            pieces,
            stretches,
            days: None,
            signing_days: Vec::new(),
            stray_mark: OnceCell::new(),
            sealed_days: OnceCell::new(),
            unit_notes: OnceCell::new(),
        };
        for item in items {
            match *item {
                PageItem::Paragraph(paragraph) => page.push_paragraph(paragraph),
                PageItem::Rows(grid, window) => page.push_grid(grid, window),
            }
        }
        page
    }

    fn push_paragraph(&mut self, paragraph: &'d Paragraph) {
        let first = self.pieces.len();
        // A line break inside a paragraph ends a line for a reader as much as a paragraph's end does.
        for line in paragraph.text.split('\n') {
            self.pieces.push(Piece {
                text: line,
                spot: paragraph.spot.clone(),
                hidden: false,
                claim: Claim::None,
                leftover: None,
                underlined_blank: paragraph.underlined_blank,
            });
        }
        match self.stretches.last_mut() {
            Some(Stretch::Lines(range)) if range.end == first => range.end = self.pieces.len(),
            _ => self.stretches.push(Stretch::Lines(first..self.pieces.len())),
        }
    }

    fn push_grid(&mut self, grid: &'d Grid, window: Window) {
        let index = GridIndex::new(grid, window);
        let first = self.pieces.len();
        let offset = index.cells().next().unwrap_or(0);
        let mut nested: Vec<&'d Grid> = Vec::new();
        for at in index.cells() {
            let Some(cell) = index.cell(at) else { continue };
            if !cell.hidden && !window.shows(cell) {
                // The cells of a page's stretch follow one another: another form's is an empty one.
                self.pieces.push(Piece { text: "", ..piece_of_cell(grid, cell) });
                continue;
            }
            self.pieces.push(piece_of_cell(grid, cell));
            nested.extend(cell.blocks.iter().filter_map(|block| match block {
                Block::Grid(inner) => Some(inner),
                Block::Paragraph(_) => None,
            }));
        }
        self.stretches.push(Stretch::Grid { index, first, offset });
        for inner in nested {
            self.push_grid(inner, Window::ALL);
        }
    }

    /// Claims a piece, unless something did already.
    pub fn claim(&mut self, piece: usize, claim: Claim) {
        if let Some(piece) = self.pieces.get_mut(piece)
            && piece.claim == Claim::None
        {
            piece.claim = claim;
        }
    }

    /// The only free piece that is a day and nothing else. A list asks for it row by row, so the days are looked for once.
    pub fn lone_day(&mut self) -> Option<usize> {
        let mut days = self.days.take().unwrap_or_else(|| {
            let is_day = |piece: &Piece<'_>| !piece.hidden && parse_date(piece.text).is_some();
            (0..).zip(&self.pieces).filter(|(_, piece)| is_day(piece)).map(|(at, _)| at).collect()
        });
        while days.front().is_some_and(|&at| !self.is_free(at)) {
            days.pop_front();
        }
        let mut free = days.iter().copied().filter(|&at| self.is_free(at));
        let only = free.next().filter(|_| free.next().is_none());
        self.days = Some(days);
        only
    }

    /// Whether nothing has claimed a piece yet.
    pub fn is_free(&self, piece: usize) -> bool {
        self.pieces.get(piece).is_some_and(|piece| piece.claim == Claim::None)
    }
}

fn piece_of_cell<'d>(grid: &'d Grid, cell: &'d Cell) -> Piece<'d> {
    Piece {
        text: &cell.text,
        spot: grid.spot(cell.row, cell.column),
        hidden: cell.hidden,
        claim: Claim::None,
        leftover: None,
        underlined_blank: false,
    }
}
