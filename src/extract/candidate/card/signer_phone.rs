//! The phone of who signs, beside the line to sign or in the row below it: not the one of those in charge of the project.

use super::CardReader;
use super::Seen;
use crate::extract::candidate::inline::find_segments;

/// Characters of a cell that are looked at for the label that it begins with.
const LOOKED_AT: usize = 60;

impl CardReader<'_, '_> {
    /// 领导签字 | 张伟 | 联系电话 | 138…: whether the label left of a cell, or where there is none the one right above it, is of a line to
    /// sign.
    pub(super) fn is_by_line_to_sign(&self, at: usize) -> bool {
        let left = self.left_of(at).find_map(|(other, _)| self.asks_to_sign(other));
        left.or_else(|| self.asks_to_sign(self.right_above(at)?)).unwrap_or(false)
    }

    /// The cell that begins in the same column in the row above.
    fn right_above(&self, at: usize) -> Option<usize> {
        let (index, _, _) = self.index()?;
        let cell = self.cell(at)?;
        let above = index.covering(cell.row.checked_sub(1)?, cell.column)?;
        self.cell(above).filter(|above| above.column == cell.column).map(|_| above)
    }

    /// Whether the label that a cell is or begins with asks for a signature; None where it has none.
    fn asks_to_sign(&self, at: usize) -> Option<bool> {
        match self.seen(at) {
            Seen::Blank => None,
            Seen::Label(label) => Some(self.lexicon.is_signature(label)),
            Seen::Text => {
                let head: String = self.cell(at)?.text.chars().take(LOOKED_AT).collect();
                let first = find_segments(&head, self.lexicon).into_iter().next()?;
                let begins = head.get(..first.label_at.0)?.trim().is_empty();
                begins.then(|| self.lexicon.is_signature(&first.label))
            }
        }
    }
}
