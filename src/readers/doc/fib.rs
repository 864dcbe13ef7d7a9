//! The file information block of a Word 97–2003 document ([MS-DOC] 2.5): where in the file everything else stands.

use crate::readers::binary::offset_at;
use crate::readers::binary::slice_at;
use crate::readers::binary::u16_at;

/// Tables that the block points at, by their place in FibRgFcLcb97 ([MS-DOC] 2.5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Style sheet.
    Stshf = 1,
    /// References to footnotes.
    FootnoteReferences = 2,
    /// Texts of footnotes.
    FootnoteTexts = 3,
    /// References to comments.
    CommentReferences = 4,
    /// Texts of comments.
    CommentTexts = 5,
    /// Sections.
    Sections = 6,
    /// Headers and footers.
    Headers = 11,
    /// Pages of character formatting.
    CharacterPages = 12,
    /// Pages of paragraph formatting.
    ParagraphPages = 13,
    /// Fonts.
    Fonts = 15,
    /// The piece table.
    Clx = 33,
    /// Anchors of shapes in the main text.
    ShapesMain = 40,
    /// Anchors of shapes in headers.
    ShapesHeader = 41,
    /// References to endnotes.
    EndnoteReferences = 46,
    /// Texts of endnotes.
    EndnoteTexts = 47,
    /// Drawings.
    Drawings = 50,
    /// Texts of text boxes in the main text.
    BoxTexts = 56,
    /// Texts of text boxes in headers.
    HeaderBoxTexts = 58,
}

/// Where the parts of the text begin and end, in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// First character.
    pub start: usize,
    /// Character behind the last.
    pub end: usize,
}

/// What the block says.
#[derive(Debug)]
pub struct Fib<'b> {
    /// Main text.
    pub main: Story,
    /// Footnotes.
    pub footnotes: Story,
    /// Headers and footers.
    pub headers: Story,
    /// Comments.
    pub comments: Story,
    /// Endnotes.
    pub endnotes: Story,
    /// Text boxes of the main text.
    pub boxes: Story,
    /// Text boxes of headers.
    pub header_boxes: Story,
    tables: &'b [u8],
    table: &'b [u8],
}

/// What kind of document the first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Word 97 and later, WPS.
    Word97 {
        /// Whether the table stream is `1Table`.
        first_table: bool,
    },
    /// Word 6.0 and 95: another layout of everything.
    Word6,
    /// Under a password.
    Encrypted,
    /// None of these.
    Unknown,
}

/// What kind of document a `WordDocument` stream holds.
pub fn kind_of(document: &[u8]) -> Kind {
    const ENCRYPTED: u16 = 0x0100;
    const FIRST_TABLE: u16 = 0x0200;
    /// nFib of the first betas of Word 97.
    const FIRST_WORD_97: u16 = 0x00C0;
    let (Some(magic), Some(version), Some(flags)) = (u16_at(document, 0), u16_at(document, 2), u16_at(document, 10))
    else {
        return Kind::Unknown;
    };
    if !matches!(magic, 0xA5EC | 0xA5DC | 0xA697..=0xA699) {
        return Kind::Unknown;
    }
    match (flags & ENCRYPTED != 0, magic == 0xA5EC && version >= FIRST_WORD_97) {
        (true, _) => Kind::Encrypted,
        (false, true) => Kind::Word97 { first_table: flags & FIRST_TABLE != 0 },
        (false, false) => Kind::Word6,
    }
}

impl<'b> Fib<'b> {
    /// Reads the block at the beginning of a `WordDocument` stream; its tables lie in the table stream.
    pub fn read(document: &'b [u8], table: &'b [u8]) -> Option<Self> {
        const SHORTS: usize = 32;
        let shorts = usize::from(u16_at(document, SHORTS)?);
        let longs_at = SHORTS + 2 + shorts * 2;
        let longs = usize::from(u16_at(document, longs_at)?);
        let counts = longs_at + 2;
        let tables_at = counts + longs * 4;
        let pairs = usize::from(u16_at(document, tables_at)?);
        let count = |index: usize| offset_at(document, counts + index * 4).filter(|_| index < longs).unwrap_or(0);
        let mut end = 0_usize;
        let mut story = |index: usize| {
            let start = end;
            end = end.saturating_add(count(index));
            Story { start, end }
        };
        let (main, footnotes, headers) = (story(3), story(4), story(5));
        let _macros = story(6);
        let (comments, endnotes, boxes, header_boxes) = (story(7), story(8), story(9), story(10));
        let tables = document.get(tables_at + 2..)?;
        let tables = tables.get(..pairs * 8).unwrap_or(tables);
        Some(Self { main, footnotes, headers, comments, endnotes, boxes, header_boxes, tables, table })
    }

    /// The bytes of a table; empty where there is none.
    pub fn table(&self, which: Table) -> &'b [u8] {
        let at = which as usize * 8;
        let place = offset_at(self.tables, at).zip(offset_at(self.tables, at + 4));
        place.and_then(|(start, len)| slice_at(self.table, start, len)).unwrap_or_default()
    }
}

/// The numbers at the head of a PLC ([MS-DOC] 2.2.2) whose data are so long: one more than there are data.
pub fn plc_positions(plc: &[u8], data: usize) -> Vec<usize> {
    let count = plc.len().saturating_sub(4) / (4 + data);
    (0..=count).map_while(|at| offset_at(plc, at * 4)).collect()
}

/// The data at an index of a PLC.
pub fn plc_data(plc: &[u8], data: usize, index: usize) -> Option<&[u8]> {
    let count = plc.len().checked_sub(4)? / (4 + data);
    slice_at(plc, (count + 1) * 4 + index * data, data).filter(|_| index < count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_magic_version_and_flags() {
        let head = |magic: u16, version: u16, flags: u16| {
            let mut bytes = vec![0; 12];
            bytes[..2].copy_from_slice(&magic.to_le_bytes());
            bytes[2..4].copy_from_slice(&version.to_le_bytes());
            bytes[10..].copy_from_slice(&flags.to_le_bytes());
            bytes
        };
        assert_eq!(kind_of(&head(0xA5EC, 0x00C1, 0x0200)), Kind::Word97 { first_table: true });
        assert_eq!(kind_of(&head(0xA5EC, 0x00C1, 0x0100)), Kind::Encrypted);
        assert_eq!(kind_of(&head(0xA5DC, 0x0068, 0)), Kind::Word6);
        assert_eq!(kind_of(&head(0x4B50, 0x0304, 0)), Kind::Unknown);
        assert_eq!(kind_of(&[]), Kind::Unknown);
    }

    #[test]
    fn a_plc_holds_one_position_more_than_data() {
        let plc: Vec<u8> = [0_u32, 5, 9].iter().flat_map(|n| n.to_le_bytes()).chain([1, 2, 3, 4]).collect();
        assert_eq!(plc_positions(&plc, 2), [0, 5, 9]);
        assert_eq!(plc_data(&plc, 2, 1), Some([3, 4].as_slice()));
        assert_eq!(plc_data(&plc, 2, 2), None);
        assert_eq!(plc_positions(&[], 2), [] as [usize; 0]);
    }
}
