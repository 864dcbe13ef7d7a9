//! 字数 of a whole paper, from a Document: main text with headings and tables always, text boxes and notes as the measure's
//! switches say, headers, footers and comments never. How one text counts is told by [`WordCount::of`].

use crate::model::Block;
use crate::model::Cell;
use crate::model::Document;
use crate::model::StoryKind;
use crate::model::WordCount;

/// Tables nested deeper than this are not counted; no reader gives such a depth.
const DEPTH: usize = 64;

/// Counts a paper. The switches rule `words`; where there is text that only the other setting counts or leaves out, `low`
/// and `high` reach that far.
pub fn count_words(document: &Document, text_boxes: bool, notes: bool) -> WordCount {
    let body = count_blocks(&document.body, 0);
    let (mut boxed, mut noted) = (WordCount::default(), WordCount::default());
    for story in &document.stories {
        match story.kind {
            StoryKind::TextBox(_) => boxed = boxed + count_blocks(&story.blocks, 0),
            StoryKind::Footnote(_) | StoryKind::Endnote(_) => noted = noted + count_blocks(&story.blocks, 0),
            StoryKind::Body | StoryKind::Header(_) | StoryKind::Footer(_) | StoryKind::Comment(_) => {}
        }
    }
    let counted = [(boxed, text_boxes), (noted, notes)].into_iter().filter(|(_, switch)| *switch);
    let told = counted.fold(body, |sum, (count, _)| sum + count);
    WordCount { low: body.low, high: body.high + boxed.high + noted.high, ..told }
}

fn count_blocks(blocks: &[Block], depth: usize) -> WordCount {
    let mut sum = WordCount::default();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => sum = sum + WordCount::of(&paragraph.text),
            Block::Grid(grid) if grid.hidden || depth >= DEPTH => {}
            Block::Grid(grid) => {
                sum = grid.cells.iter().fold(sum, |sum, cell| sum + count_cell(cell, depth + 1));
            }
        }
    }
    sum
}

fn count_cell(cell: &Cell, depth: usize) -> WordCount {
    if cell.blocks.is_empty() { WordCount::of(&cell.text) } else { count_blocks(&cell.blocks, depth) }
}
