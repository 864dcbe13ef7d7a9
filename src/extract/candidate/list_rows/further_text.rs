//! Rows of a list in which the project above goes on, because its own row had no room for it: a text, one more person or unit, the rest of
//! a name.

use super::Column;
use super::RowReader;
use super::is_count;
use crate::extract::candidate::Candidate;
use crate::extract::label::form_words::is_note;
use crate::extract::values::blank::is_bare_blank;
use crate::model::Cell;
use crate::model::shorten;
use crate::policy::FieldKind;

impl<'d> RowReader<'_, 'd> {
    /// Whether a row names nobody and nothing but one more person of the project above, with his number, or one more unit: nothing stands
    /// before the name.
    pub(super) fn names_more(&self, row: u32, candidates: &[Candidate<'d>]) -> bool {
        let kind = |field: usize| self.policy.fields.get(field).map(|spec| spec.kind);
        let first = self.texts_of(row).next().filter(|_| !self.rows.is_empty());
        let column = first.and_then(|first| self.column_under(first.column));
        let listed = column.and_then(|column| column.fields.iter().find_map(|&field| kind(field)));
        let Some(listed @ (FieldKind::People | FieldKind::Organisations)) = listed else { return false };
        let told = candidates.iter().filter(|candidate| !is_bare_blank(&candidate.raw));
        told.map(|candidate| kind(candidate.field)).all(|kind| kind == Some(listed) || kind == Some(FieldKind::Phone))
    }

    fn column_under(&self, at: u32) -> Option<&Column> {
        self.shape.columns.iter().find(|column| (column.from..column.to).contains(&at))
    }

    /// Whether a row holds one text alone and no number before it, where the project above has one.
    pub(super) fn lost_its_number(&self, row: u32) -> bool {
        let (mut own, above) = (self.texts_of(row), self.rows.last().map(|above| self.texts_of(above.row)));
        let (Some(only), None, Some(first)) = (own.next(), own.next(), above.and_then(|mut texts| texts.next())) else {
            return false;
        };
        first.column < only.column && is_count(&first.text)
    }

    /// Says beside what the row right above has in the same column that one more text stands below it; false where it has nothing there.
    pub(super) fn doubt_row_above(&mut self, row: u32, candidates: &[Candidate<'d>]) -> bool {
        let Some(above) = self.rows.last_mut().filter(|above| above.row + 1 == row) else { return false };
        let mut told = candidates.iter().filter(|candidate| !is_bare_blank(&candidate.raw));
        let Some(text) = told.next().filter(|told| !is_note(&told.raw)) else { return false };
        let is_same = |known: &&mut Candidate<'d>| known.field == text.field && !is_bare_blank(&known.raw);
        let Some(known) = above.candidates.iter_mut().find(is_same) else { return false };
        known.doubts.push(format!("它下面另有一行“{}”，没有读进来", shorten(&text.raw)));
        true
    }

    /// Whether a row right below one that is not empty holds nothing but more of texts that stand in it, each in its own column: what the
    /// row of the project had no room for.
    pub(super) fn holds_texts_alone(&self, row: u32) -> bool {
        let is_text = |field: &usize| {
            Some(*field) != self.title
                && self.policy.fields.get(*field).is_some_and(|spec| spec.kind == FieldKind::Text)
        };
        let above = |column: &Column| row.checked_sub(1).map(|above| self.cells_of(above, column)).unwrap_or_default();
        let is_filled = |at: usize| self.index.cell(at).is_some_and(|cell| !cell.text.trim().is_empty());
        let goes_on = |cell: &Cell| {
            let mut columns = self.shape.columns.iter();
            let own = columns.find(|column| (column.from..column.to).contains(&cell.column));
            own.is_some_and(|column| {
                let within = cell.column.saturating_add(cell.width) <= column.to && !is_note(&cell.text);
                within && column.fields.iter().any(is_text) && above(column).into_iter().any(is_filled)
            })
        };
        let mut texts = self.texts_of(row);
        !self.rows.is_empty() && texts.clone().next().is_some() && texts.all(goes_on)
    }
}
