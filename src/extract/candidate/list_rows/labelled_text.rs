//! Running texts of a list's project that stand behind labels of their own: in a row below it (创新内容：……) or together in one cell under
//! 项目内容.

use super::ListRow;
use super::RowReader;
use crate::extract::candidate::Candidate;
use crate::extract::candidate::inline::find_segments;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::page::Claim;
use crate::extract::values::plausible::fits_kind;
use crate::policy::FieldKind;

impl<'d> RowReader<'_, 'd> {
    /// Gives the project above what a row says that holds one text alone, beginning with the label of a running text that no column
    /// asks for.
    pub(super) fn read_text_of_row_above(&mut self, row: u32) -> bool {
        let mut texts = self
            .index
            .row(row)
            .iter()
            .copied()
            .filter(|&at| self.index.cell(at).is_some_and(|cell| cell.row == row && !cell.text.trim().is_empty()));
        let Some(only) = texts.next().filter(|_| texts.next().is_none()) else { return false };
        let candidates = self.labelled_texts(only, true);
        if candidates.is_empty() || self.rows.is_empty() {
            return false;
        }
        self.claim(&[only], Claim::Value);
        if let Some(above) = self.rows.last_mut() {
            add_texts(above, candidates);
        }
        true
    }

    /// The running texts in a cell that no column asks for, each behind its label. `alone`: nothing else may stand before the first.
    pub(super) fn labelled_texts(&self, at: usize, alone: bool) -> Vec<Candidate<'d>> {
        let Some(cell) = self.index.cell(at) else { return Vec::new() };
        let asked = |field: usize| self.shape.columns.iter().any(|column| column.fields.contains(&field));
        let is_running = |field: usize| {
            let spec = self.policy.fields.get(field);
            spec.is_some_and(|spec| spec.kind == FieldKind::Text) && Some(field) != self.title && !asked(field)
        };
        let segments = find_segments(&cell.text, self.lexicon);
        let of_text = |label: &Label| match label {
            Label::Fields { fields, .. } => fields.len() == 1 && fields.iter().all(|&field| is_running(field)),
            Label::Foreign => false,
        };
        let begins = |from: usize| cell.text.get(..from).is_some_and(|before| core_of(before).text.is_empty());
        if alone && !segments.first().is_some_and(|first| begins(first.label_at.0) && of_text(&first.label)) {
            return Vec::new();
        }
        let ends = segments.iter().skip(1).filter(|next| of_text(&next.label)).map(|next| next.label_at.0);
        let ends: Vec<usize> = ends.chain([cell.text.len()]).collect();
        let mut candidates: Vec<Candidate<'d>> = Vec::new();
        for segment in segments.iter().filter(|segment| of_text(&segment.label)) {
            let Label::Fields { fields, rank, hint } = &segment.label else { continue };
            let Some(&field) = fields.first() else { continue };
            let end = ends.iter().find(|&&end| end > segment.label_at.0).copied().unwrap_or(cell.text.len());
            let words = cell.text.get(segment.label_at.0..segment.label_at.1).unwrap_or("");
            let raw = cell.text.get(segment.value_at.0..end).unwrap_or("").trim().to_owned();
            let of = (*rank, core_of(words).text, hint.clone());
            if !candidates.iter().any(|known| known.field == field) {
                candidates.extend(self.candidate_of_heading(at, field, of, raw));
            }
        }
        candidates
    }

    /// The facts in a cell that no column asks for, each behind a label of its own that no column has: 建议人：张伟 under 建议人信息.
    pub(super) fn labelled_facts(&self, at: usize) -> Vec<Candidate<'d>> {
        let Some(cell) = self.index.cell(at) else { return Vec::new() };
        let asked = |field: usize| self.shape.columns.iter().any(|column| column.fields.contains(&field));
        let segments = find_segments(&cell.text, self.lexicon);
        let begins = |from: usize| cell.text.get(..from).is_some_and(|before| core_of(before).text.is_empty());
        if !segments.first().is_some_and(|first| begins(first.label_at.0)) {
            return Vec::new();
        }
        let mut facts: Vec<Candidate<'d>> = Vec::new();
        for segment in &segments {
            let Label::Fields { fields, rank, hint } = &segment.label else { continue };
            let [field] = fields.as_slice() else { continue };
            let Some(kind) = self.policy.fields.get(*field).map(|spec| spec.kind) else { continue };
            let value = segment.value(&cell.text).trim();
            let told = !matches!(kind, FieldKind::Text | FieldKind::Signature) && fits_kind(kind, value);
            if !told || asked(*field) || facts.iter().any(|known| known.field == *field) {
                continue;
            }
            let words = cell.text.get(segment.label_at.0..segment.label_at.1).unwrap_or("");
            let of = (*rank, core_of(words).text, hint.clone());
            facts.extend(self.candidate_of_heading(at, *field, of, value.to_owned()));
        }
        facts
    }
}

/// Adds texts to a project that lacks them.
fn add_texts<'d>(row: &mut ListRow<'d>, texts: Vec<Candidate<'d>>) {
    for text in texts {
        if !row.candidates.iter().any(|known| known.field == text.field) {
            row.candidates.push(text);
        }
    }
}
