//! A period that a list asks for in two columns: 开始时间 | 结束时间.

use super::RowReader;
use crate::extract::candidate::Candidate;
use crate::extract::candidate::card::begin_end::asks_beginning;
use crate::extract::candidate::card::begin_end::asks_end;
use crate::extract::candidate::card::begin_end::period_parted;
use crate::extract::candidate::list::Column;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::Claim;
use crate::extract::values::period::parse_period;
use crate::policy::FieldKind;

impl<'d> RowReader<'_, 'd> {
    /// Makes one period of what stands in the two columns of a row.
    pub(super) fn join_begin_and_end(&mut self, row: u32, candidates: &mut Vec<Candidate<'d>>) {
        let Some(field) = self.policy.fields.iter().position(|spec| spec.kind == FieldKind::Period) else { return };
        let shape = self.shape;
        let of_period =
            |head: &str| matches!(self.lexicon.label(head), Some(Label::Fields { fields, .. }) if fields == [field]);
        let column = |asks: fn(&str) -> bool, ends: bool| {
            let such =
                |column: &&Column| asks(&column.label) || period_parted(&column.label, ends).is_some_and(of_period);
            shape.columns.iter().find(such)
        };
        let (Some(begin), Some(end)) = (column(asks_beginning, false), column(asks_end, true)) else { return };
        let text = |column: &Column| {
            let at = self.cells_of(row, column).first().copied()?;
            Some((at, self.index.cell(at)?.text.trim()))
        };
        let (Some((from_at, from)), Some((to_at, to))) = (text(begin), text(end)) else { return };
        let raw = format!("{from}至{to}");
        if from.is_empty() || to.is_empty() || parse_period(&raw).is_none() || is_of_an_hour(from) && is_of_an_hour(to)
        {
            return;
        }
        let of = (Rank::Affixed, begin.label.clone(), String::new());
        let Some(whole) = self.candidate_of_heading(from_at, field, of, raw) else { return };
        candidates.retain(|candidate| candidate.field != field);
        candidates.push(whole);
        self.claim(&[from_at, to_at], Claim::Value);
    }
}

/// 2026-10-11 10:05: when somebody began a questionnaire and sent it, which an export writes before the answers; a project has days.
fn is_of_an_hour(text: &str) -> bool {
    let hour = text.rsplit_once(|c: char| c.is_whitespace() || c == 'T').map(|(_, hour)| hour);
    hour.is_some_and(|hour| hour.contains([':', '：']) && hour.starts_with(|c: char| c.is_ascii_digit()))
}
