//! The part of a document that one form occupies: its grids and lines, every piece of text once, and what claimed it.

use std::ops::Range;

use crate::extract::grid_index::GridIndex;
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
}

/// A block, or some rows of a grid, that belongs to a page.
#[derive(Clone, Copy)]
pub enum PageItem<'d> {
    /// A paragraph.
    Paragraph(&'d Paragraph),
    /// Rows of a grid, from and up to.
    Rows(&'d Grid, u32, u32),
}

impl<'d> PageItem<'d> {
    /// A whole block.
    pub fn of(block: &'d Block) -> Self {
        match block {
            Block::Paragraph(paragraph) => Self::Paragraph(paragraph),
            Block::Grid(grid) => Self::Rows(grid, 0, u32::MAX),
        }
    }
}

impl<'d> Page<'d> {
    /// A page of these items.
    pub fn new(document: &'d Document, items: &[PageItem<'d>]) -> Self {
        let mut page = Self { document, pieces: Vec::new(), stretches: Vec::new() };
        for item in items {
            match *item {
                PageItem::Paragraph(paragraph) => page.push_paragraph(paragraph),
                PageItem::Rows(grid, from, to) => page.push_grid(grid, from..to),
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

    fn push_grid(&mut self, grid: &'d Grid, rows: Range<u32>) {
        let index = GridIndex::new(grid, rows);
        let first = self.pieces.len();
        let offset = index.cells().next().unwrap_or(0);
        let mut nested: Vec<&'d Grid> = Vec::new();
        for at in index.cells() {
            let Some(cell) = index.cell(at) else { continue };
            self.pieces.push(piece_of_cell(grid, cell));
            nested.extend(cell.blocks.iter().filter_map(|block| match block {
                Block::Grid(inner) => Some(inner),
                Block::Paragraph(_) => None,
            }));
        }
        self.stretches.push(Stretch::Grid { index, first, offset });
        for inner in nested {
            self.push_grid(inner, 0..u32::MAX);
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
