//! How much may still be taken in over all sheets of a workbook.

use crate::model::Trouble;
use crate::readers::Limits;
use crate::readers::package::unsafe_because;

/// Cells and text that may still be read.
#[derive(Debug)]
pub struct Budget {
    cells: usize,
    characters: usize,
    limits: (usize, usize),
    over: bool,
}

impl Budget {
    /// The whole of what the limits allow.
    pub fn new(limits: &Limits) -> Self {
        let (cells, characters) = (limits.cells, limits.characters);
        Self { cells, characters, limits: (cells, characters), over: false }
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

    /// Whether something was left out.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// What to say where something was left out.
    pub fn trouble(&self) -> Option<Trouble> {
        let (cells, characters) = self.limits;
        let detail = || format!("单元格过多或文字过长（上限 {cells} 格、{characters} 字节），其余未读");
        self.over.then(|| unsafe_because(detail()))
    }
}
