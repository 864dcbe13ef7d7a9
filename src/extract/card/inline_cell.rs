//! A cell of a card that holds labels and values together: `项目负责人：张伟    联系电话：138…`.

use std::collections::HashSet;

use super::Asking;
use super::CardReader;
use super::Found;
use super::Seen;
use crate::extract::form_words::owner_of_opinion;
use crate::extract::inline::Segment;
use crate::extract::inline::find_cell_segments;
use crate::extract::label_core::core_of;
use crate::extract::lexicon::Label;
use crate::extract::lexicon::Rank;
use crate::extract::lexicon::names_other_person;
use crate::extract::numbering::read_number;
use crate::extract::page::Claim;
use crate::extract::slot::Slot;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::prompt::is_prompt;
use crate::model::Cell;
use crate::policy::FieldKind;

/// The shortest beginning of a running text, in characters.
const SHORTEST_TEXT: usize = 10;

impl CardReader<'_, '_> {
    /// Labels and values that share a cell.
    pub(super) fn read_inline_cell(&mut self, at: usize) {
        let Some(cell) = self.cell(at) else { return };
        let Some((index, _, _)) = self.index() else { return };
        let spot = index.grid.spot(cell.row, cell.column);
        let mut segments = find_cell_segments(&cell.text, self.lexicon);
        self.keep_headings_within(&mut segments, &cell.text);
        let segments = self.without_prose(&cell.text, segments);
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
            if let Some(of_others) = owner_of_opinion(words) {
                // 推荐单位意见 may be whose signature the measure asks for.
                let is_asked = matches!(segment.label, Label::Fields { rank: Rank::Own, .. });
                opinion_of_others = of_others && !(is_asked && self.lexicon.is_signature(&segment.label));
            }
            let Label::Fields { fields, rank, hint } = &segment.label else {
                other_person |= names_other_person(words);
                continue;
            };
            let kind = fields.first().and_then(|&field| self.kind(field)).unwrap_or(FieldKind::Text);
            let is_signed = matches!(kind, FieldKind::Signature | FieldKind::Date);
            if self.is_for_others(at, kind, *rank) || opinion_of_others && is_signed {
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
        self.leave_over(piece, leftover);
    }

    /// What stands before a cell's first label is nobody's, unless it is a blank or a prompt.
    fn leave_over(&mut self, piece: usize, leftover: String) {
        if let Some(piece) = self.page.pieces.get_mut(piece)
            && !is_bare_blank(&leftover)
            && !is_prompt(&leftover, &[])
            && !leftover.is_empty()
        {
            piece.leftover = Some(leftover);
        }
    }

    /// 创新点 and 主要做法 within the text of a cell that begins with 项目创新内容： are headings of that text, where they ask the same or
    /// what the form asks by its own label elsewhere.
    fn keep_headings_within(&self, segments: &mut Vec<Segment>, text: &str) {
        let begins = |segment: &Segment| text.get(..segment.label_at.0).is_some_and(|before| before.trim().is_empty());
        let Some(Label::Fields { fields: asked, rank: Rank::Own, .. }) =
            segments.first().filter(|segment| begins(segment)).map(|segment| segment.label.clone())
        else {
            return;
        };
        let running = |fields: &[usize]| fields.iter().all(|&field| self.kind(field) == Some(FieldKind::Text));
        if !running(&asked) || segments.len() < 2 {
            return;
        }
        segments.dedup_by(|next, before| {
            let Label::Fields { fields, rank, .. } = &next.label else { return false };
            let within = *rank > Rank::Own
                && running(fields)
                && (*fields == asked || fields.iter().all(|field| self.fields_asked_by_name().contains(field)));
            if within {
                before.value_at.1 = next.value_at.1;
            }
            within
        });
    }

    /// The fields whose own label stands in a cell of its own or begins one.
    fn fields_asked_by_name(&self) -> &HashSet<usize> {
        self.grid_facts.by_name.get_or_init(|| {
            let Some((index, _, _)) = self.index() else { return HashSet::new() };
            let own = |at: usize| {
                let label = match self.seen(at) {
                    Seen::Label(label) => Some(label.clone()),
                    Seen::Text => self.cell(at).and_then(|cell| {
                        find_cell_segments(&cell.text, self.lexicon).into_iter().next().map(|segment| segment.label)
                    }),
                    Seen::Blank => None,
                };
                match label {
                    Some(Label::Fields { fields, rank: Rank::Own, .. }) => fields,
                    _ => Vec::new(),
                }
            };
            index.cells().flat_map(own).collect()
        })
    }

    /// The labels of a cell that begins with one of running text, without those that are words of that text: numbered as its own parts
    /// (实施措施：1.创新内容：… 2.预期效果：…), or of what the form asks in another cell.
    fn without_prose(&self, text: &str, segments: Vec<Segment>) -> Vec<Segment> {
        let Some(first) = segments.first().filter(|first| segments.len() > 1 && self.is_of_running_text(first)) else {
            return segments;
        };
        let way_of = |segment: &Segment| text.get(segment.label_at.0..).and_then(read_number).map(|(way, _)| way);
        let (way, value_at) = (way_of(first), first.value_at.0);
        let mut kept: Vec<Segment> = Vec::with_capacity(segments.len());
        for segment in segments {
            let before = text.get(value_at..segment.label_at.0).unwrap_or("");
            let running = before.trim().chars().count() >= SHORTEST_TEXT;
            let numbered = way_of(&segment).is_some_and(|own| Some(own) != way);
            match kept.last_mut() {
                Some(last) if numbered || running && self.is_asked_elsewhere(&segment) => {
                    last.value_at.1 = segment.value_at.1;
                }
                _ => kept.push(segment),
            }
        }
        kept
    }

    /// Whether a label asks for running text: text, but not the project's title.
    fn is_of_running_text(&self, segment: &Segment) -> bool {
        let Label::Fields { fields, .. } = &segment.label else { return false };
        fields.iter().filter_map(|&field| self.policy.fields.get(field)).all(|spec| {
            spec.kind == FieldKind::Text && spec.required && Some(&spec.key) != self.policy.roles.title.as_ref()
        })
    }

    /// Whether the form asks for the same in a cell of its own, or in one that begins with it.
    pub fn is_asked_elsewhere(&self, segment: &Segment) -> bool {
        let Label::Fields { fields, .. } = &segment.label else { return false };
        let led = || {
            let Some((index, _, _)) = self.index() else { return HashSet::new() };
            let texts = index.cells().filter(|&at| *self.seen(at) == Seen::Text).filter_map(|at| index.cell(at));
            let first = |cell: &Cell| find_cell_segments(&cell.text, self.lexicon).into_iter().next();
            let fields_of = |segment: Segment| match segment.label {
                Label::Fields { fields, .. } => fields,
                Label::Foreign => Vec::new(),
            };
            texts.filter_map(first).filter(|segment| segment.label_at.0 == 0).flat_map(fields_of).collect()
        };
        let led = self.grid_facts.led.get_or_init(led);
        fields.iter().all(|field| led.contains(field) || self.asks_in_cell(*field))
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
