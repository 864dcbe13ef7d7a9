//! What modifications say of a character, a paragraph, a table row ([MS-DOC] 2.6.1, 2.6.2, 2.6.5).

use crate::readers::binary::i16_at;
use crate::readers::binary::slice_at;
use crate::readers::binary::u16_at;
use crate::readers::doc::shading::is_shaded;
use crate::readers::doc::sprm::sprms;
use crate::readers::flow::region::Vertical;
use crate::readers::flow::table_rows::CellMerge;
use crate::readers::flow::table_rows::RowShape;

/// Tables within tables: what a damaged file says beyond this is no depth.
const DEEPEST_TABLE: usize = 64;

/// A toggle: set, or as the style has it, or the other way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Toggle {
    /// Nothing said, or as the style.
    #[default]
    AsStyle,
    /// On or off.
    Set(bool),
    /// The style's opposite.
    NotAsStyle,
}

impl Toggle {
    fn of(operand: u8) -> Self {
        match operand {
            0x80 => Self::AsStyle,
            0x81 => Self::NotAsStyle,
            operand => Self::Set(operand != 0),
        }
    }

    /// What it comes to over a style; None where nothing is said.
    pub fn over(self, style: Option<bool>) -> Option<bool> {
        match self {
            Self::AsStyle => None,
            Self::Set(value) => Some(value),
            Self::NotAsStyle => Some(!style.unwrap_or(false)),
        }
    }
}

/// Properties of a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    /// Deleted by a tracked change.
    pub deleted: bool,
    /// A character with a special meaning.
    pub special: bool,
    /// Bold.
    pub bold: Toggle,
    /// Hidden.
    pub hidden: Toggle,
    /// Crossed out, by one line or by two.
    pub struck: Toggle,
    /// Underlined.
    pub underlined: Option<bool>,
    /// Character style.
    pub style: Option<u16>,
    /// Font of letters and signs.
    pub font: Option<u16>,
    /// Font and code of a symbol.
    pub symbol: Option<(u16, u16)>,
    /// Where in the Data stream the picture or form data stand.
    pub data: Option<usize>,
    /// The data are those of a form field.
    pub is_form_data: bool,
    /// An embedded object.
    pub is_object: bool,
    /// White; where something of its own is behind it, not.
    pub white: Option<bool>,
}

impl Characters {
    /// Applies a list of modifications.
    pub fn apply(&mut self, list: &[u8]) {
        const WHITE: u8 = 8;
        let mut behind = false;
        for sprm in sprms(list) {
            match sprm.code {
                0x0800 => self.deleted = sprm.byte() != 0,
                0x0855 => self.special = sprm.byte() != 0,
                0x0835 => self.bold = Toggle::of(sprm.byte()),
                0x0837 | 0x2A53 => self.struck = Toggle::of(sprm.byte()),
                0x083C => self.hidden = Toggle::of(sprm.byte()),
                0x2A3E => self.underlined = Some(sprm.byte() != 0),
                0x4A30 => self.style = Some(sprm.short()),
                0x4A4F => self.font = Some(sprm.short()),
                0x6A09 => self.symbol = u16_at(sprm.operand, 0).zip(u16_at(sprm.operand, 2)),
                0x6A03 | 0x680E => self.data = sprm.offset(),
                0x0806 => self.is_form_data = sprm.byte() != 0,
                0x080A | 0x0856 => self.is_object = sprm.byte() != 0,
                0x2A42 => self.white = Some(sprm.byte() == WHITE),
                0x6870 => self.white = Some(sprm.operand == [0xFF, 0xFF, 0xFF, 0]),
                0x2A0C => behind |= !matches!(sprm.byte(), 0 | WHITE),
                _ if is_shaded(&sprm) => behind = true,
                // sprmCPlain: back to what the style says.
                0x2A33 => {
                    *self = Self { deleted: self.deleted, special: self.special, data: self.data, ..Self::default() };
                }
                _ => {}
            }
        }
        if behind {
            self.white = Some(false);
        }
    }
}

/// Properties of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraphs {
    /// Style.
    pub style: u16,
    /// Outline level from 0; 9 is body text.
    pub outline: Option<u8>,
    /// List.
    pub list: Option<u16>,
    /// Level in the list.
    pub level: Option<u8>,
    /// In a table.
    pub in_table: bool,
    /// How many tables it stands in, where said.
    pub depth: Option<u32>,
    /// Ends a row.
    pub ends_row: bool,
    /// Ends a cell of a nested table.
    pub ends_inner_cell: bool,
    /// Ends a row of a nested table.
    pub ends_inner_row: bool,
    /// The row that it ends.
    pub row: RowShape,
    /// It, or a cell of the row that it ends, is coloured behind the words.
    pub coloured: bool,
}

impl Paragraphs {
    /// Applies a list of modifications; some point on into the Data stream.
    pub fn apply(&mut self, list: &[u8], data: &[u8]) {
        self.apply_nested(list, data, 0);
    }

    fn apply_nested(&mut self, list: &[u8], data: &[u8], depth: usize) {
        const DEEPEST: usize = 3;
        for sprm in sprms(list) {
            match sprm.code {
                0x4600 => self.style = sprm.short(),
                0x2640 => self.outline = Some(sprm.byte()),
                0x460B => self.list = Some(sprm.short()),
                0x260A => self.level = Some(sprm.byte()),
                0x2416 => self.in_table = sprm.byte() != 0,
                0x2417 => self.ends_row = sprm.byte() != 0,
                0x6649 => self.depth = sprm.offset().and_then(|depth| u32::try_from(depth).ok()),
                0x244B => self.ends_inner_cell = sprm.byte() != 0,
                0x244C => self.ends_inner_row = sprm.byte() != 0,
                // sprmPHugePapx, sprmPTableProps: the list goes on in the Data stream, behind its length.
                0x6645 | 0x6646 | 0x646B if depth < DEEPEST => {
                    let at = sprm.offset().unwrap_or(usize::MAX);
                    let more = u16_at(data, at).and_then(|len| slice_at(data, at + 2, usize::from(len)));
                    self.apply_nested(more.unwrap_or_default(), data, depth + 1);
                }
                0xD608 => self.row = define_table(sprm.operand),
                0xD62B => merge_cell(&mut self.row, sprm.operand),
                0x5624 => merge_cells(&mut self.row, sprm.operand),
                _ => self.coloured |= is_shaded(&sprm),
            }
        }
    }

    /// How many tables the paragraph stands in.
    pub fn table_depth(&self) -> usize {
        match (self.in_table, self.depth) {
            (false, _) => 0,
            (true, depth) => {
                let told = depth.and_then(|depth| usize::try_from(depth).ok());
                told.filter(|depth| *depth <= DEEPEST_TABLE).unwrap_or(1).max(1)
            }
        }
    }
}

/// sprmTDefTable ([MS-DOC] 2.9.317): the edges of the cells, then 20 bytes for each.
fn define_table(operand: &[u8]) -> RowShape {
    const TC: usize = 20;
    let count = operand.first().copied().map_or(0, usize::from);
    let edges: Vec<i32> = (0..=count).map_while(|at| i16_at(operand, 1 + at * 2)).map(i32::from).collect();
    let cells = operand.get(1 + (count + 1) * 2..).unwrap_or_default();
    let merges = (0..count).map_while(|at| u16_at(cells, at * TC)).map(cell_merge).collect();
    RowShape { edges, merges, deleted: false }
}

/// TCGRF ([MS-DOC] 2.9.315).
fn cell_merge(flags: u16) -> CellMerge {
    const MERGED: u16 = 0x0002;
    const VERTICAL: u16 = 0x0020;
    const VERTICAL_FIRST: u16 = 0x0040;
    let vertical = match (flags & VERTICAL != 0, flags & VERTICAL_FIRST != 0) {
        (_, true) => Vertical::Begins,
        (true, false) => Vertical::Continues,
        (false, false) => Vertical::Alone,
    };
    CellMerge { vertical, continues_left: flags & MERGED != 0 }
}

/// sprmTVertMerge: a cell, and how it is merged with the one above.
fn merge_cell(row: &mut RowShape, operand: &[u8]) {
    let (Some(cell), Some(how)) = (operand.first(), operand.get(1)) else { return };
    let cell = usize::from(*cell);
    if row.merges.len() <= cell {
        row.merges.resize(cell + 1, CellMerge::default());
    }
    if let Some(merge) = row.merges.get_mut(cell) {
        merge.vertical = match how {
            0 => Vertical::Alone,
            1 => Vertical::Continues,
            _ => Vertical::Begins,
        };
    }
}

/// sprmTMerge: from one cell to another, all but the first part of it.
fn merge_cells(row: &mut RowShape, operand: &[u8]) {
    let (Some(first), Some(end)) = (operand.first(), operand.get(1)) else { return };
    for merge in row.merges.iter_mut().take(usize::from(*end)).skip(usize::from(*first) + 1) {
        merge.continues_left = true;
    }
}

/// The list that a Prm0 stands for ([MS-DOC] 2.9.214): what fast saves change most.
pub fn single_modification(prm: u16) -> Option<[u8; 3]> {
    let operand = u8::try_from(prm >> 8).ok()?;
    let code: u16 = match (prm >> 1) & 0x7F {
        0x18 => 0x2416,
        0x19 => 0x2417,
        0x41 => 0x0800,
        0x55 => 0x0835,
        0x5C => 0x083C,
        0x5E => 0x2A3E,
        _ => return None,
    };
    let [low, high] = code.to_le_bytes();
    Some([low, high, operand])
}
