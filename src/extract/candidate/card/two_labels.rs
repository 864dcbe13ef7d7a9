//! 创新 over 做法, each beside a text of its own: one label written over two rows, or two short ones.

use super::CardReader;
use crate::extract::candidate::slot::Slot;

/// The shortest text that is an answer by itself, in characters.
const SHORTEST_ANSWER: usize = 10;

impl CardReader<'_, '_> {
    /// Doubts what was read for a label over two rows, each of which holds a whole text.
    pub(super) fn doubt_two_labels(&mut self, at: usize, slot: &Slot, known: usize) {
        let Some(cell) = self.cell(at) else { return };
        let is_over_two = self.stacked.get(&at) == Some(&(2, cell.width)) && cell.height == 1;
        let is_whole = |&value: &usize| {
            let text = self.cell(value).map_or("", |value| value.text.trim());
            text.chars().count() >= SHORTEST_ANSWER && text.ends_with(['。', '！', '；'])
        };
        if is_over_two && slot.cells.len() == 2 && slot.cells.iter().all(is_whole) {
            let words = self.label_text(at).to_owned();
            let doubt = format!("“{words}”分写在两行，两行各有内容，可能是两栏");
            self.candidates.iter_mut().skip(known).for_each(|told| told.doubts.push(doubt.clone()));
        }
    }
}
