//! How much may still be taken in over all sheets of a workbook.

use crate::model::Trouble;
use crate::readers::Limits;
use crate::readers::package::incomplete;
use crate::readers::package::unsafe_because;

/// Cells and text that may still be read.
#[derive(Debug)]
pub struct Budget {
    cells: usize,
    characters: usize,
    limits: (usize, usize),
    over: bool,
    /// A cell lies off the sheet.
    off_sheet: bool,
}

impl Budget {
    /// The whole of what the limits allow.
    pub fn new(limits: &Limits) -> Self {
        let (cells, characters) = (limits.cells, limits.characters);
        Self { cells, characters, limits: (cells, characters), over: false, off_sheet: false }
    }

    /// Takes a cell or a merged region with so many bytes of text off; says whether there was room.
    pub fn take(&mut self, text: usize) -> bool {
        match (self.cells.checked_sub(1), self.characters.checked_sub(text)) {
            (Some(cells), Some(characters)) => {
                (self.cells, self.characters) = (cells, characters);
                true
            }
            _ => {
                self.over = true;
                false
            }
        }
    }

    /// Notes a cell with content beyond the last row or column that a sheet has: it is left out.
    pub fn leave_off_sheet(&mut self) {
        self.off_sheet = true;
    }

    /// Whether something was left out.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// What to say where something was left out.
    pub fn trouble(&self) -> Option<Trouble> {
        let (cells, characters) = self.limits;
        let detail = || format!("单元格过多或文字过长（上限 {cells} 格、{characters} 字节），其余未读");
        let off_sheet = || incomplete("有内容的单元格在表格的最后一行或最后一列之外，没有读取".to_owned());
        self.over.then(|| unsafe_because(detail())).or_else(|| self.off_sheet.then(off_sheet))
    }
}
