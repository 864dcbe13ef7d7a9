//! A Word 97–2003 document with all its tables at hand, and what can be asked of it by position.

use crate::model::Picture;
use crate::readers::doc::drawing::Drawings;
use crate::readers::doc::fib::Fib;
use crate::readers::doc::fib::Story;
use crate::readers::doc::fib::Table;
use crate::readers::doc::fib::plc_positions;
use crate::readers::doc::fonts::read_fonts;
use crate::readers::doc::formatting::Formatting;
use crate::readers::doc::notes::Notes;
use crate::readers::doc::pieces::PieceTable;
use crate::readers::doc::properties::Characters;
use crate::readers::doc::properties::Paragraphs;
use crate::readers::doc::properties::single_modification;
use crate::readers::doc::styles::ParagraphStyle;
use crate::readers::doc::styles::Styles;
use crate::readers::doc::text::CELL;
use crate::readers::doc::text::DRAWN;
use crate::readers::doc::text::PAGE;
use crate::readers::doc::text::PARAGRAPH;
use crate::readers::doc::text::ends_paragraph;
use crate::readers::doc::text::read_story;
use crate::readers::flow::Aside;
use crate::readers::flow::symbol::SymbolFont;

/// The document.
pub struct WordFile<'b> {
    /// The Data stream: pictures, form data, long lists of modifications.
    pub data: &'b [u8],
    /// Where everything stands.
    pub fib: Fib<'b>,
    /// The text.
    pub pieces: PieceTable<'b>,
    /// The style sheet.
    pub styles: Styles<'b>,
    /// By number: which symbol font it is, if any.
    pub fonts: Vec<Option<SymbolFont>>,
    characters: Formatting<'b>,
    paragraphs: Formatting<'b>,
    /// Positions behind the ends of sections.
    sections: Vec<usize>,
    notes: Notes,
    drawings: Drawings<'b>,
}

impl<'b> WordFile<'b> {
    /// Reads the tables of a document from its streams; None where the piece table is not to be had.
    pub fn read(document: &'b [u8], table: &'b [u8], data: &'b [u8], limit: usize) -> Option<Self> {
        /// Length of a Sed.
        const SED: usize = 12;
        let fib = Fib::read(document, table)?;
        Some(Self {
            data,
            pieces: PieceTable::read(fib.table(Table::Clx), document, limit)?,
            styles: Styles::read(fib.table(Table::Stshf)),
            fonts: read_fonts(fib.table(Table::Fonts)),
            characters: Formatting::of_characters(fib.table(Table::CharacterPages), document),
            paragraphs: Formatting::of_paragraphs(fib.table(Table::ParagraphPages), document),
            sections: plc_positions(fib.table(Table::Sections), SED),
            notes: Notes::read(&fib),
            drawings: Drawings::read(&fib, document, data),
            fib,
        })
    }

    /// Whether tables or text of the main story are lost. Where they are not, every paragraph's end has its properties, a cell's says that
    /// it stands in a table, the text ends with a mark, and nothing is left over behind the last story ([MS-DOC] 2.4.2, 2.3.1).
    pub fn is_torn(&self) -> bool {
        let text = self.pieces.text.get(..self.fib.main.end.min(self.pieces.text.len())).unwrap_or_default();
        let is_lost = |at: usize, unit: u16| match unit {
            PARAGRAPH => self.pieces.offset_of(at).is_some_and(|offset| self.paragraphs.at(offset).is_none()),
            CELL => !self.paragraph_at(at).in_table,
            _ => false,
        };
        // Behind the last story stands one mark that belongs to none.
        let is_left_over = self.pieces.text.len() > self.fib.header_boxes.end + 2;
        is_left_over
            || text.last().is_some_and(|last| !matches!(*last, PARAGRAPH | PAGE | CELL))
            || text.iter().enumerate().any(|(at, unit)| is_lost(at, *unit))
    }

    /// Whether anything may be coloured behind the words: paragraphs, cells, by themselves or by a style, or a shape that floats.
    pub fn is_coloured(&self) -> bool {
        let lists = self.paragraphs.lists().chain(self.styles.paragraph_lists());
        let shades = |list: &[u8]| {
            let mut properties = Paragraphs::default();
            properties.apply(list, self.data);
            properties.coloured
        };
        let text = self.pieces.text.get(..self.fib.main.end.min(self.pieces.text.len())).unwrap_or_default();
        text.contains(&DRAWN) || lists.chain(self.pieces.lists.iter().copied()).any(shades)
    }

    /// Where the paragraph that begins here ends: at its mark, or at the end given.
    pub fn paragraph_end(&self, start: usize, end: usize) -> usize {
        let text = self.pieces.text.get(start..end).unwrap_or_default();
        let is_end = |(at, unit): (usize, &u16)| ends_paragraph(*unit, self.sections.contains(&(start + at + 1)));
        text.iter().enumerate().position(is_end).map_or(end, |at| start + at)
    }

    /// The properties of the paragraph that a character belongs to, if it is the paragraph's mark.
    pub fn paragraph_at(&self, position: usize) -> Paragraphs {
        let mut properties = Paragraphs::default();
        let Some(run) = self.pieces.offset_of(position).and_then(|offset| self.paragraphs.at(offset)) else {
            return properties;
        };
        properties.style = run.style;
        properties.apply(run.list, self.data);
        self.with_fast_saved(position, |list| properties.apply(list, self.data));
        properties
    }

    /// The properties of a character, and the position where they may change.
    pub fn characters_at(&self, position: usize) -> (Characters, usize) {
        let mut properties = Characters::default();
        let Some(piece) = self.pieces.piece_at(position) else { return (properties, position + 1) };
        let offset = piece.offset + (position - piece.start) * piece.width;
        if let Some(run) = self.characters.at(offset) {
            properties.apply(run.list);
        }
        self.with_fast_saved(position, |list| properties.apply(list));
        let bytes = self.characters.next_change(offset).saturating_sub(offset);
        let change = position.saturating_add(bytes.div_ceil(piece.width).max(1));
        (properties, change.min(piece.end))
    }

    /// Hands over the modifications that a fast save left at a position ([MS-DOC] 2.9.213 Prm).
    fn with_fast_saved(&self, position: usize, mut apply: impl FnMut(&[u8])) {
        let prm = self.pieces.piece_at(position).map_or(0, |piece| piece.prm);
        if prm & 1 == 1 {
            let list = self.pieces.lists.get(usize::from(prm >> 1));
            apply(list.copied().unwrap_or_default());
        } else if let Some(list) = single_modification(prm) {
            apply(&list);
        }
    }

    /// What is drawn at a position of the text: pictures, shapes, text boxes.
    pub fn drawn_at(&self, position: usize, depth: usize) -> Vec<Aside> {
        let read_box = |story: Story| read_story(self, story, depth + 1);
        self.drawings.anchored_at(position, read_box)
    }

    /// The picture in the line whose data stand here in the Data stream.
    pub fn inline_picture(&self, at: usize) -> (Option<Picture>, String, Option<(u64, u64)>) {
        self.drawings.inline_picture(at)
    }

    /// Whether a number or bullet stands before a paragraph.
    pub fn shows_number(&self, properties: &Paragraphs, style: &ParagraphStyle) -> bool {
        /// Beyond this a number is no list's.
        const LAST_LIST: u16 = 0x07FE;
        (1..=LAST_LIST).contains(&properties.list.or(style.list).unwrap_or(0))
    }

    /// The note that a position refers to.
    pub fn note_at(&self, position: usize, depth: usize) -> Option<Aside> {
        let (kind, story) = self.notes.at(position)?;
        Some(Aside::Note { kind, blocks: read_story(self, story, depth + 1) })
    }
}
