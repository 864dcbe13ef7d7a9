//! The cells that our own blank form names: a defined name that is a field's key points at that field's value, however the unit
//! worded the label beside it.

use crate::extract::candidate::Candidate;
use crate::extract::candidate::card::CardReader;
use crate::extract::candidate::card::Seen;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::Claim;
use crate::extract::values::blank::is_bare_blank;
use crate::model::Spot;

/// A workbook with fewer names that are field keys is not made from the blank form.
const LEAST_NAMES: usize = 3;

impl CardReader<'_, '_> {
    /// Takes the named cells of this grid that hold text which no label has claimed, where the label beside them says nothing else.
    pub fn read_named_cells(&mut self) {
        let policy = self.policy;
        let document = self.page.document;
        let named = document.defined_names.iter().filter_map(|(name, spot)| {
            let field = policy.fields.iter().position(|field| field.key == *name)?;
            Some((field, spot))
        });
        let named: Vec<(usize, &Spot)> = named.collect();
        if named.len() < LEAST_NAMES {
            return;
        }
        for (field, spot) in named {
            self.trust_named_cell(field, spot);
            let Some(at) = self.named_cell(spot).filter(|&at| self.is_of_field(at, field)) else { continue };
            self.take_named_cell(at, field);
        }
    }

    /// A value that a label has found where the name for the same field points is that field's before all others.
    fn trust_named_cell(&mut self, field: usize, spot: &Spot) {
        let Some(spec) = self.policy.fields.get(field) else { return };
        for candidate in self.candidates.iter_mut().filter(|found| found.field == field && found.spot == *spot) {
            candidate.rank = Rank::Own;
            candidate.label = core_of(&spec.label).text;
        }
    }

    fn named_cell(&self, spot: &Spot) -> Option<usize> {
        let (index, _, _) = self.index()?;
        let (Spot::SheetCell { sheet, row, column }, Spot::SheetCell { sheet: own, .. }) = (spot, &index.grid.origin)
        else {
            return None;
        };
        let at = index.covering(*row, *column).filter(|_| sheet == own)?;
        let cell = index.cell(at)?;
        let holds_value = *self.seen(at) == Seen::Text && !is_bare_blank(&cell.text);
        (holds_value && self.page.is_free(self.piece(at))).then_some(at)
    }

    /// Whether no label of another field stands left of the cell: where one does, the sheet was rearranged.
    fn is_of_field(&self, at: usize, field: usize) -> bool {
        let Some((index, _, _)) = self.index() else { return false };
        let Some(cell) = index.cell(at) else { return false };
        let left = index.row(cell.row).iter().rev().filter(|&&other| {
            index.cell(other).is_some_and(|other| other.column < cell.column && !other.text.trim().is_empty())
        });
        match left.copied().next().map(|left| self.seen(left)) {
            Some(Seen::Label(Label::Fields { fields, .. })) => fields.contains(&field),
            Some(Seen::Label(Label::Foreign)) => false,
            Some(Seen::Text | Seen::Blank) | None => true,
        }
    }

    fn take_named_cell(&mut self, at: usize, field: usize) {
        let (Some(cell), Some(spec)) = (self.cell(at), self.policy.fields.get(field)) else { return };
        let piece = self.piece(at);
        let Some((index, _, _)) = self.index() else { return };
        let asked = (Rank::Own, core_of(&spec.label).text, String::new());
        let spot = index.grid.spot(cell.row, cell.column);
        let one = Candidate::plain(field, asked, (piece, piece), cell.text.clone(), spot);
        let contents = vec![&cell.content];
        self.candidates.push(Candidate { contents, ..one });
        self.page.claim(piece, Claim::Value);
    }
}
