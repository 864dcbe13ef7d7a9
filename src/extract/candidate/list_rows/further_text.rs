//! Rows of a list in which a project's text goes on, because its own row had no room for it.

use super::Column;
use super::RowReader;
use crate::extract::label::form_words::is_note;
use crate::model::Cell;
use crate::policy::FieldKind;

impl RowReader<'_, '_> {
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
