//! Text that a person crossed out (`w:strike`, a cell's or run's font, `line-through`): readers put it between two marks that no paper holds,
//! and at the end of the reading it is taken out of the text and listed in [`Document::struck`] with its place.

use memchr::memmem;

use crate::model::Block;
use crate::model::Cell;
use crate::model::CellContent;
use crate::model::Document;
use crate::model::Spot;
use crate::model::Struck;

/// Before crossed-out text. Unicode sets these two aside for a program's own use (noncharacters, U+FDD0 to U+FDEF).
const BEGINS: char = '\u{FDD0}';

/// Behind crossed-out text.
const ENDS: char = '\u{FDD1}';

/// Appends text that is crossed out.
pub fn push_struck(into: &mut String, text: &str) {
    into.push(BEGINS);
    into.push_str(text);
    into.push(ENDS);
}

/// Crosses out the end of a text, from a byte on.
pub fn strike_from(text: &mut String, start: usize) {
    let Some(tail) = text.get(start..).filter(|tail| !tail.is_empty()).map(str::to_owned) else { return };
    text.truncate(start);
    push_struck(text, &tail);
}

/// Crosses out a whole cell; where runs of it say for themselves that they are crossed out, they decide.
pub fn strike_whole(text: &mut String) {
    if !text.contains(ENDS) {
        strike_from(text, 0);
    }
}

/// Takes crossed-out text out of a document, and lists it.
pub fn lift_struck(document: &mut Document) {
    let mut struck = Vec::new();
    lift_blocks(&mut document.body, &mut struck);
    for story in &mut document.stories {
        lift_blocks(&mut story.blocks, &mut struck);
    }
    document.struck = struck;
}

fn lift_blocks(blocks: &mut [Block], struck: &mut Vec<Struck>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                if let Some(lifted) = lift(&mut paragraph.text) {
                    struck.push(Struck { spot: paragraph.spot.clone(), text: lifted });
                }
            }
            Block::Grid(grid) => {
                let (origin, sheet) = (grid.origin.clone(), &mut grid.cells);
                for cell in sheet {
                    lift_cell(cell, &origin, struck);
                }
            }
        }
    }
}

fn lift_cell(cell: &mut Cell, origin: &Spot, struck: &mut Vec<Struck>) {
    let lifted = lift(&mut cell.text);
    if lifted.is_some() {
        cell.content = if cell.text.trim().is_empty() { CellContent::Empty } else { CellContent::Text };
    }
    if !cell.blocks.is_empty() {
        lift_blocks(&mut cell.blocks, struck);
    } else if let (Some(text), Spot::SheetCell { sheet, .. }) = (lifted, origin) {
        let spot = Spot::SheetCell { sheet: sheet.clone(), row: cell.row, column: cell.column };
        struck.push(Struck { spot, text });
    }
}

/// What was crossed out in a text, which is left without it; None where nothing was.
fn lift(text: &mut String) -> Option<String> {
    memmem::find(text.as_bytes(), BEGINS.encode_utf8(&mut [0; 4]).as_bytes())?;
    let (mut kept, mut lifted) = (String::with_capacity(text.len()), String::new());
    let mut is_struck = false;
    for letter in text.chars() {
        match letter {
            BEGINS => is_struck = true,
            ENDS => is_struck = false,
            _ if is_struck => lifted.push(letter),
            _ => kept.push(letter),
        }
    }
    *text = kept;
    (!lifted.trim().is_empty()).then_some(lifted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_crossed_out_is_taken_out_of_the_text() {
        let mut text = String::from("张");
        push_struck(&mut text, "伟");
        push_struck(&mut text, "明");
        text.push('军');
        assert_eq!((lift(&mut text).as_deref(), text.as_str()), (Some("伟明"), "张军"));
        assert_eq!((lift(&mut text), text.as_str()), (None, "张军"));
    }

    #[test]
    fn runs_that_say_so_themselves_decide_over_their_cell() {
        let mut whole = String::from("旧");
        strike_whole(&mut whole);
        assert_eq!((lift(&mut whole).as_deref(), whole.as_str()), (Some("旧"), ""));
        let mut part = String::from("新");
        push_struck(&mut part, "旧");
        strike_whole(&mut part);
        assert_eq!((lift(&mut part).as_deref(), part.as_str()), (Some("旧"), "新"));
    }
}
