//! 项目负责 | 联系电话 | 138…: a label that has no cell for its answer, while the one beside it has.

use super::CardReader;
use super::Seen;
use crate::model::shorten;

impl CardReader<'_, '_> {
    /// Doubts that nothing was answered where a cell of the row seems to be lost, or to stand elsewhere.
    pub(super) fn doubt_without_cell(&mut self, at: usize, known: usize) {
        let Some(label) = self.label_box(at) else { return };
        let Some(next) = self.next_to(label.row, label.column.saturating_add(label.width)) else { return };
        let Some(cell) = self.cell(next).filter(|_| matches!(self.seen(next), Seen::Label(_))) else { return };
        let behind = self.next_to(label.row, cell.column.saturating_add(cell.width));
        if behind.is_some_and(|behind| *self.seen(behind) == Seen::Text) {
            let doubt = format!("右边紧接着“{}”，中间没有可填的格，像是少了一格", shorten(cell.text.trim()));
            self.candidates.iter_mut().skip(known).for_each(|told| told.doubts.push(doubt.clone()));
        }
    }

    /// The cell that begins at this place of a row.
    fn next_to(&self, row: u32, column: u32) -> Option<usize> {
        let next = self.right_of(row, column).first().copied()?;
        self.cell(next).is_some_and(|cell| cell.column == column).then_some(next)
    }
}
