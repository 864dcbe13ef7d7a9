//! A cell of a card that holds labels and values together: `项目负责人：张伟    联系电话：138…`.

use super::Asking;
use super::CardReader;
use super::Found;
use crate::extract::form_words::owner_of_opinion;
use crate::extract::inline::Segment;
use crate::extract::inline::find_cell_segments;
use crate::extract::label_core::core_of;
use crate::extract::lexicon::Label;
use crate::extract::lexicon::names_other_person;
use crate::extract::page::Claim;
use crate::extract::slot::Slot;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::prompt::is_prompt;
use crate::policy::FieldKind;

impl CardReader<'_, '_> {
    /// Labels and values that share a cell.
    pub(super) fn read_inline_cell(&mut self, at: usize) {
        let Some(cell) = self.cell(at) else { return };
        let Some((index, _, _)) = self.index() else { return };
        let spot = index.grid.spot(cell.row, cell.column);
        let segments = find_cell_segments(&cell.text, self.lexicon);
        if segments.is_empty() {
            return;
        }
        let piece = self.piece(at);
        let mut leftover =
            cell.text.get(..segments.first().map_or(0, |segment| segment.label_at.0)).unwrap_or("").trim().to_owned();
        let last = segments.len() - 1;
        let mut other_person = self.another_person_left_of(at);
        let mut claimed = Claim::Foreign;
        let mut opinion_of_others = false;
        for (number, segment) in segments.iter().enumerate() {
            let words = cell.text.get(segment.label_at.0..segment.label_at.1).unwrap_or("");
            opinion_of_others = owner_of_opinion(words).unwrap_or(opinion_of_others);
            let Label::Fields { fields, rank, hint } = &segment.label else {
                other_person |= names_other_person(words);
                continue;
            };
            let kind = fields.first().and_then(|&field| self.kind(field)).unwrap_or(FieldKind::Text);
            let is_signed = matches!(kind, FieldKind::Signature | FieldKind::Date);
            if self.is_for_others(at, kind) || opinion_of_others && is_signed {
                continue;
            }
            claimed = Claim::Value;
            let label = core_of(words).text;
            let slot = self.slot_of_segment(at, segment, kind, number == last, fields.first().copied());
            let asking = Asking { fields, rank: *rank, label: &label, hint, piece, of_another: other_person };
            match slot {
                Some(slot) => self.add_slot(&asking, &slot),
                None => {
                    let raw = segment.value(&cell.text).to_owned();
                    let (contents, spot, pieces) = (Vec::new(), spot.clone(), vec![piece]);
                    self.add_candidates(&asking, &Found { raw, contents, spot, pieces });
                }
            }
            if kind == FieldKind::People {
                other_person = false;
            }
        }
        if claimed == Claim::Foreign {
            leftover.clear();
        }
        self.page.claim(piece, claimed);
        if let Some(piece) = self.page.pieces.get_mut(piece)
            && !is_bare_blank(&leftover)
            && !is_prompt(&leftover, &[])
            && !leftover.is_empty()
        {
            piece.leftover = Some(leftover);
        }
    }

    /// A last label with nothing behind it in its cell: its value may stand in the next one.
    fn slot_of_segment(
        &self,
        at: usize,
        segment: &Segment,
        kind: FieldKind,
        last: bool,
        field: Option<usize>,
    ) -> Option<Slot> {
        let cell = self.cell(at)?;
        if !last || !segment.value(&cell.text).trim().is_empty() {
            return None;
        }
        self.find_slot(at, kind, field).filter(|slot| !slot.cells.is_empty())
    }
}
