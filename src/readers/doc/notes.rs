//! Footnotes, endnotes and comments of Word 97–2003 ([MS-DOC] 2.8.18–2.8.23, 2.8.7), and headers and footers (2.8.22 PlcfHdd): where their texts
//! stand, and which position of the main text refers to them.

use crate::readers::doc::fib::Fib;
use crate::readers::doc::fib::Story;
use crate::readers::doc::fib::Table;
use crate::readers::doc::fib::plc_positions;
use crate::readers::flow::NoteKind;

/// The notes, sorted by the position that refers to them.
#[derive(Debug, Default)]
pub struct Notes(Vec<(usize, NoteKind, Story)>);

impl Notes {
    /// Reads where the notes are.
    pub fn read(fib: &Fib) -> Self {
        /// Length of what stands beside a reference to a comment.
        const COMMENT: usize = 30;
        let kinds = [
            (NoteKind::Footnote, Table::FootnoteReferences, 2, Table::FootnoteTexts, fib.footnotes),
            (NoteKind::Endnote, Table::EndnoteReferences, 2, Table::EndnoteTexts, fib.endnotes),
            (NoteKind::Comment, Table::CommentReferences, COMMENT, Table::CommentTexts, fib.comments),
        ];
        let mut notes = Vec::new();
        for (kind, references, beside, texts, story) in kinds {
            let mut references = plc_positions(fib.table(references), beside);
            references.pop();
            let texts = plc_positions(fib.table(texts), 0);
            let texts = texts.windows(2).filter_map(|bounds| part_of(story, bounds));
            notes.extend(references.into_iter().zip(texts).map(|(position, text)| (position, kind, text)));
        }
        notes.sort_by_key(|(position, _, _)| *position);
        Self(notes)
    }

    /// The note that a position refers to.
    pub fn at(&self, position: usize) -> Option<(NoteKind, Story)> {
        let at = self.0.binary_search_by_key(&position, |(position, _, _)| *position).ok()?;
        self.0.get(at).map(|(_, kind, story)| (*kind, *story))
    }
}

/// The texts of headers, then those of footers. Of each section six: for even, odd and first pages; empty ones are as in the section before.
/// Each ends with a paragraph mark that is not its own.
pub fn header_texts(fib: &Fib) -> (Vec<Story>, Vec<Story>) {
    /// Separators of notes come before the first section.
    const SEPARATORS: usize = 6;
    let (mut headers, mut footers) = (Vec::new(), Vec::new());
    let positions = plc_positions(fib.table(Table::Headers), 0);
    for (at, bounds) in positions.windows(2).enumerate().skip(SEPARATORS) {
        let Some(story) = part_of(fib.headers, bounds) else { continue };
        let story = Story { end: story.end.saturating_sub(1), ..story };
        if story.start < story.end {
            match (at - SEPARATORS) % 6 {
                0 | 1 | 4 => headers.push(story),
                _ => footers.push(story),
            }
        }
    }
    (headers, footers)
}

/// A part of a story, between two positions in it.
pub fn part_of(story: Story, bounds: &[usize]) -> Option<Story> {
    let &[start, end] = bounds else { return None };
    let place = |position: usize| story.start.saturating_add(position).min(story.end);
    Some(Story { start: place(start), end: place(end) }).filter(|part| part.start <= part.end)
}
