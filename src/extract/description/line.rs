//! The lines of a written paper in reading order, from a Document: paragraphs and table cells split at line breaks, text
//! boxes where they are anchored, notes, headers and comments left out.

use std::collections::HashMap;

use crate::model::Block;
use crate::model::Document;
use crate::model::Grid;
use crate::model::Paragraph;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;

/// Tables nested deeper than this are not read; no reader gives such a depth.
const DEPTH: usize = 64;

/// A label set upright in a cell has no more characters than this.
const LONGEST_LABEL: usize = 12;

/// One line with text.
#[derive(Clone, Debug)]
pub(super) struct Line<'d> {
    /// Trimmed, never empty.
    pub text: &'d str,
    /// Where its paragraph stands.
    pub spot: Spot,
    /// Heading level by style.
    pub heading: Option<u8>,
    /// All of it is bold.
    pub bold: bool,
    /// Automatic numbering stands before it.
    pub numbered: bool,
    /// The table cell that it stands in.
    pub cell: Option<CellPlace>,
}

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellPlace {
    /// Number of the table in the paper.
    pub table: usize,
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
}

/// All lines of a paper.
pub(super) fn list_lines(document: &Document) -> Vec<Line<'_>> {
    let boxes = || document.stories.iter().filter(|story| matches!(story.kind, StoryKind::TextBox(_)));
    let mut listing = Listing { anchored: HashMap::new(), lines: Vec::new(), tables: 0 };
    for story in boxes() {
        listing.anchored.entry(anchor_of(story)).or_default().push(story);
    }
    listing.take_blocks(&document.body, None, 0);
    // what is anchored nowhere in the text comes last
    for story in boxes() {
        let left = listing.anchored.remove(&anchor_of(story));
        for story in left.unwrap_or_default() {
            listing.take_blocks(&story.blocks, None, 0);
        }
    }
    listing.lines
}

fn anchor_of(story: &Story) -> Option<Spot> {
    story.anchor.as_ref().map(|anchor| anchor.from.clone())
}

struct Listing<'d> {
    /// Text boxes that have not had their turn, by where they are anchored.
    anchored: HashMap<Option<Spot>, Vec<&'d Story>>,
    lines: Vec<Line<'d>>,
    tables: usize,
}

impl<'d> Listing<'d> {
    fn take_blocks(&mut self, blocks: &'d [Block], cell: Option<CellPlace>, depth: usize) {
        if depth > DEPTH {
            return;
        }
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.take_boxes_at(&paragraph.spot, depth);
                    self.take_paragraph(paragraph, cell);
                }
                Block::Grid(grid) if grid.hidden => {}
                Block::Grid(grid) => self.take_grid(grid, depth),
            }
        }
    }

    fn take_grid(&mut self, grid: &'d Grid, depth: usize) {
        self.tables += 1;
        let table = self.tables;
        for cell in &grid.cells {
            let place = CellPlace { table, row: cell.row, column: cell.column };
            let spot = grid.spot(cell.row, cell.column);
            if is_label(&cell.text) {
                self.take_boxes_at(&spot, depth);
                self.lines.extend(keep(plain(&cell.text, &spot, place)));
            } else if cell.blocks.is_empty() {
                self.take_boxes_at(&spot, depth);
                self.lines.extend(cell.text.lines().filter_map(|text| keep(plain(text, &spot, place))));
            } else {
                self.take_blocks(&cell.blocks, Some(place), depth + 1);
            }
        }
    }

    /// Text boxes anchored here come before the paragraph, as they float beside or above it.
    fn take_boxes_at(&mut self, spot: &Spot, depth: usize) {
        if self.anchored.is_empty() {
            return;
        }
        let here = self.anchored.remove(&Some(spot.clone())).unwrap_or_default();
        for story in here {
            self.take_blocks(&story.blocks, None, depth + 1);
        }
    }

    fn take_paragraph(&mut self, paragraph: &'d Paragraph, cell: Option<CellPlace>) {
        let Paragraph { spot, heading, bold, numbered, .. } = paragraph;
        let first = self.lines.len();
        self.lines.extend(paragraph.text.lines().filter_map(|text| {
            keep(Line { text, spot: spot.clone(), heading: *heading, bold: *bold, numbered: *numbered, cell })
        }));
        // a number stands before the first line alone
        for line in self.lines.iter_mut().skip(first + 1) {
            line.numbered = false;
        }
    }
}

/// A line of a cell without anything of its own.
fn plain<'d>(text: &'d str, spot: &Spot, cell: CellPlace) -> Line<'d> {
    Line { text, spot: spot.clone(), heading: None, bold: false, numbered: false, cell: Some(cell) }
}

/// A few characters over several lines are one label, set upright (`创新` over `特点`).
fn is_label(text: &str) -> bool {
    let letters = text.chars().filter(|c| !c.is_whitespace()).count();
    (2..=LONGEST_LABEL).contains(&letters) && text.contains('\n') && !text.contains(['：', ':', '。'])
}

/// The line without white space at its ends; None where nothing is left.
fn keep(line: Line<'_>) -> Option<Line<'_>> {
    let text = line.text.trim();
    (!text.is_empty()).then_some(Line { text, ..line })
}
