//! What a form prints below or above the room for an answer, in a cell of its own: （限500字）, （与公章一致）, 例：张三、李四.

use std::collections::BTreeMap;

use super::CardReader;
use super::LabelBox;
use super::Seen;
use crate::extract::label::lexicon::Label;
use crate::extract::page::Claim;
use crate::extract::values::prompt::is_prompt;
use crate::model::Cell;

/// The longest hint, in characters.
const LONGEST_HINT: usize = 40;
/// So many texts in parentheses beside labels of several rows are the form's own words, whatever they say.
const LEAST_HINTS: usize = 3;

/// Whether a short text stands in parentheses as a whole.
fn is_framed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['（', '(']) && text.ends_with(['）', ')']) && text.chars().count() <= LONGEST_HINT
}

/// A short text beside a label, which may be a hint before the answer.
struct HintBefore {
    at: usize,
    framed: bool,
    is_prompt: bool,
    /// Whether a text follows it.
    answered: bool,
}

/// The hints of a column beside labels: all of its texts, or those in parentheses.
fn hints_of(column: &[HintBefore]) -> Vec<usize> {
    let are_hints = |hints: &[&HintBefore]| {
        hints.len() >= LEAST_HINTS && hints.iter().filter(|hint| hint.answered).count() * 2 > hints.len()
    };
    // A value that no hint stands before is followed by none.
    let all: Vec<&HintBefore> = column.iter().filter(|hint| hint.answered || hint.is_prompt || hint.framed).collect();
    let framed: Vec<&HintBefore> = column.iter().filter(|hint| hint.framed).collect();
    let prompts = column.iter().filter(|hint| hint.is_prompt && hint.answered).count();
    let hints = match () {
        () if prompts >= LEAST_HINTS && are_hints(&all) => all,
        () if are_hints(&framed) => framed,
        () => Vec::new(),
    };
    hints.into_iter().map(|hint| hint.at).collect()
}

impl CardReader<'_, '_> {
    /// Claims the hints that stand in the rows of labels that are several rows tall, or between labels and answers.
    pub(super) fn claim_printed_hints(&mut self) {
        let hints = self.list_hints();
        for at in hints {
            let piece = self.piece(at);
            self.page.claim(piece, Claim::Foreign);
            self.grid_facts.requests.insert(at);
        }
    }

    fn list_hints(&self) -> Vec<usize> {
        let Some((index, _, _)) = self.index() else { return Vec::new() };
        let mut hints = Vec::new();
        let mut framed = Vec::new();
        for at in index.cells() {
            let Seen::Label(Label::Fields { fields, .. }) = self.seen(at) else { continue };
            let Some(label) = self.label_box(at).filter(|label| label.height > 1) else { continue };
            let prompts = fields.first().and_then(|&field| self.policy.fields.get(field));
            let prompts = prompts.map_or(&[][..], |spec| &spec.prompts);
            for (beside, text) in self.texts_beside(&label) {
                if text.chars().count() > LONGEST_HINT {
                    continue;
                }
                if is_prompt(text, prompts) {
                    hints.push(beside);
                } else if is_framed(text) {
                    framed.push(beside);
                }
            }
        }
        if hints.len() + framed.len() >= LEAST_HINTS {
            hints.append(&mut framed);
        }
        hints.extend(self.hints_before_answers());
        hints
    }

    /// 项目名称 | （不超过25字） | 职工驿站: short texts between labels and their answers, where a column of them stands so in parentheses or
    /// three of them are prompts.
    fn hints_before_answers(&self) -> Vec<usize> {
        let Some((index, _, _)) = self.index() else { return Vec::new() };
        let mut columns: BTreeMap<u32, Vec<HintBefore>> = BTreeMap::new();
        for at in index.cells() {
            let Seen::Label(Label::Fields { fields, .. }) = self.seen(at) else { continue };
            let Some(label) = self.label_box(at) else { continue };
            let beside = index.covering(label.row, label.column.saturating_add(label.width));
            let beside = beside.and_then(|beside| Some((beside, self.cell(beside)?)));
            let short = |cell: &Cell| cell.row == label.row && cell.text.trim().chars().count() <= LONGEST_HINT;
            let Some((at, cell)) = beside.filter(|(_, cell)| short(cell) && !cell.text.trim().is_empty()) else {
                continue;
            };
            let next = index.covering(cell.row, cell.column.saturating_add(cell.width));
            let prompts = fields.first().and_then(|&field| self.policy.fields.get(field));
            columns.entry(cell.column).or_default().push(HintBefore {
                at,
                framed: is_framed(&cell.text),
                is_prompt: is_prompt(&cell.text, prompts.map_or(&[][..], |spec| &spec.prompts)),
                answered: next.is_some_and(|next| *self.seen(next) == Seen::Text),
            });
        }
        columns.into_values().flat_map(|column| hints_of(&column)).collect()
    }

    /// The texts right of a label that each stand alone in one of its rows, where there is room for several.
    fn texts_beside(&self, label: &LabelBox) -> Vec<(usize, &str)> {
        let end = label.column.saturating_add(label.width);
        let rows = label.row..label.row.saturating_add(label.height.min(64));
        let only = |row: u32| {
            let mut cells = self.right_of(row, end).iter().copied().filter(|&at| *self.seen(at) != Seen::Blank);
            let at = cells.next().filter(|_| cells.next().is_none())?;
            let cell = self.cell(at).filter(|cell| cell.row == row && cell.height < label.height)?;
            (*self.seen(at) == Seen::Text).then_some((at, cell.text.trim()))
        };
        rows.filter_map(only).collect()
    }

    /// The row of a label in which its answer is looked for: below a hint or an empty room, where one stands in the first.
    pub fn row_of_answer(&self, label: &LabelBox) -> u32 {
        let end = label.column.saturating_add(label.width);
        let rows = label.row..label.row.saturating_add(label.height.min(64));
        let is_hint = |row: &u32| {
            let mut filled = self.right_of(*row, end).iter().filter(|&&at| *self.seen(at) != Seen::Blank).peekable();
            filled.peek().is_some() && filled.all(|&at| self.is_request(at))
        };
        let told = |row: &u32| self.right_of(*row, end).iter().any(|&at| *self.seen(at) != Seen::Blank);
        // An answer written into a later row, the first left empty.
        let is_answer = |row: &u32| {
            let first = self.right_of(*row, end).iter().find(|&&at| *self.seen(at) != Seen::Blank);
            first.is_some_and(|&at| *self.seen(at) == Seen::Text && self.cell(at).is_some_and(|cell| cell.row == *row))
        };
        if is_hint(&label.row) {
            rows.clone().find(|row| told(row) && !is_hint(row)).unwrap_or(label.row)
        } else if !told(&label.row) {
            rows.clone().find(told).filter(is_answer).unwrap_or(label.row)
        } else {
            label.row
        }
    }
}
