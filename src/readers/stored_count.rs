//! Text that a reader lost: the count of characters that a written paper keeps of itself (`Characters` of ECMA-376 and of the
//! summary of an OLE container, `\nofchars` of RTF, `meta:document-statistic` of ODF) beside what was read of it.
//!
//! The stored count is the program's last; programs that fill in a template leave the template's, so only a gross difference
//! says anything, and only that text may be missing.

use crate::model::Block;
use crate::model::Document;
use crate::model::Format;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// Fewer characters than this a reader, or a text that was cut short after the last count, may be short of.
const SLACK: usize = 200;

/// Words and characters that pandoc (3.1 and before) writes into every document: those of its own reference document.
const COUNTS_OF_PANDOC: (&str, &str) = ("83", "475");

/// Formats whose programs keep the count of a written paper.
const COUNTED: [Format; 6] = [Format::Docx, Format::Docm, Format::FlatOpc, Format::Doc, Format::Odt, Format::Rtf];

/// Notes that far less was read than the paper says it holds.
pub fn notice_lost_text(document: &mut Document) {
    let property = |wanted: &str| document.properties.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
    // Word counts what a template of its own asks to be filled in (a content control's placeholder); a reader takes it for none.
    let own_template = property("Template").is_some_and(|template| !template.starts_with("Normal"));
    let stock = property("Words").map(String::as_str).zip(property("Characters").map(String::as_str));
    if own_template
        || stock == Some(COUNTS_OF_PANDOC)
        || !COUNTED.contains(&document.format)
        || document.troubles.iter().any(|trouble| trouble.kind.leaves_doubt())
    {
        return;
    }
    let Some(stored) = property("Characters").and_then(|value| value.parse::<usize>().ok()) else { return };
    if stored <= SLACK {
        return;
    }
    // A count that knows of fewer paragraphs than were read is of another day's text: of the template, or of a draft.
    let paragraphs = property("Paragraphs").and_then(|value| value.parse::<usize>().ok());
    if paragraphs.is_some_and(|stored| count_paragraphs(&document.body) > stored) {
        return;
    }
    let stories = document.stories.iter().map(|story| count_characters(&story.blocks));
    let read = count_characters(&document.body) + stories.sum::<usize>();
    if read < stored / 2 && stored - read > SLACK {
        let detail = format!("文件自己记载有 {stored} 个字符，只读出 {read} 个");
        document.troubles.push(Trouble { kind: TroubleKind::Incomplete, detail, spot: None });
    }
}

/// Paragraphs with text, those in cells included.
fn count_paragraphs(blocks: &[Block]) -> usize {
    let count = |block: &Block| match block {
        Block::Paragraph(paragraph) => usize::from(!paragraph.text.trim().is_empty()),
        Block::Grid(grid) => grid.cells.iter().map(|cell| count_paragraphs(&cell.blocks)).sum(),
    };
    blocks.iter().map(count).sum()
}

/// Characters that are no white space; a cell's text holds what stands in its blocks, but for nested tables.
fn count_characters(blocks: &[Block]) -> usize {
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let mut sum = 0;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => sum += visible(&paragraph.text),
            Block::Grid(grid) => {
                for cell in &grid.cells {
                    sum += visible(&cell.text);
                    let nested = cell.blocks.iter().filter(|block| matches!(block, Block::Grid(_)));
                    sum += nested.map(|block| count_characters(std::slice::from_ref(block))).sum::<usize>();
                }
            }
        }
    }
    sum
}
