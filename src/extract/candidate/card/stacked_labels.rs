//! Labels that are stacked over cells of their own (项目 / 负责人), told from two that stand below one another.

use super::CardReader;
use super::Seen;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::stacked::Stacked;
use crate::extract::label::stacked::find_stacked;
use crate::extract::page::Claim;
use crate::extract::values::plausible::fits_kind;
use crate::model::Cell;
use crate::policy::FieldKind;

impl CardReader<'_, '_> {
    /// Puts labels that are stacked over cells of their own together.
    pub(super) fn take_stacked_labels(&mut self) {
        let Some((index, _, offset)) = self.index() else { return };
        let claim = |at: usize| self.page.pieces.get(self.piece(at)).map(|piece| piece.claim);
        for stacked in find_stacked(index, &self.seen, self.lexicon, &|at| claim(at) == Some(Claim::Value)) {
            if self.has_answer_of_another(&stacked) || self.asks_twice(&stacked) {
                continue;
            }
            let mut cells = stacked.cells.iter().copied();
            let Some(first) = cells.next() else { continue };
            self.stacked.insert(first, stacked.size);
            if let Some(seen) = self.seen.get_mut(first.wrapping_sub(offset)) {
                *seen = Seen::Label(stacked.label);
            }
            self.stacked_text.insert(first, stacked.text);
            for rest in cells {
                // The rest of the label is no value and no label of its own.
                let piece = self.piece(rest);
                self.page.claim(piece, Claim::Label);
            }
        }
    }

    /// 项目 | 暖心驿站 above 负责 | 张伟, 单位 | 海港区总工会 above 名称 | 暖心驿站: whether the words of a stacked label have answers of their own
    /// beside them, of which one answers the whole and another does not.
    fn has_answer_of_another(&self, stacked: &Stacked) -> bool {
        let Some((index, _, _)) = self.index() else { return false };
        let answers = stacked.cells.iter().filter_map(|&at| {
            let cell = self.cell(at)?;
            let beside = index.covering(cell.row, cell.column.saturating_add(cell.width))?;
            self.cell(beside).filter(|beside| beside.height == cell.height && !beside.text.trim().is_empty())
        });
        let fits: Vec<bool> = answers.map(|answer| self.fits_label(&stacked.label, &answer.text)).collect();
        fits.contains(&true) && fits.contains(&false)
    }

    /// 创新 | 网上办理。 above 做法 | 分三步走。: whether the words of a text's label have an answer each, and one asks for another text alone.
    fn asks_twice(&self, stacked: &Stacked) -> bool {
        let Some((index, _, _)) = self.index() else { return false };
        let is_answered = |cell: &Cell| {
            let beside = index.covering(cell.row, cell.column.saturating_add(cell.width)).and_then(|at| self.cell(at));
            beside.is_some_and(|beside| beside.row == cell.row && !beside.text.trim().is_empty())
        };
        let mut cells = stacked.cells.iter().filter_map(|&at| self.cell(at));
        cells.clone().all(is_answered) && cells.any(|cell| self.asks_for_another_text(&cell.text, &stacked.label))
    }

    /// Whether a word alone asks for another text than a label that it ends.
    pub(super) fn asks_for_another_text(&self, word: &str, label: &Label) -> bool {
        let Label::Fields { fields, .. } = label else { return false };
        self.lexicon.asks_text(label) && self.lexicon.may_ask_for_another(&core_of(word).text, fields)
    }

    /// Whether a text answers a label that asks for a unit, for people or for a figure.
    pub(super) fn fits_label(&self, label: &Label, text: &str) -> bool {
        let Label::Fields { fields, .. } = label else { return false };
        let mut kinds = fields.iter().filter_map(|&field| self.kind(field));
        kinds.any(|kind| {
            !matches!(kind, FieldKind::Text | FieldKind::Choice | FieldKind::Signature) && fits_kind(kind, text)
        })
    }
}
