//! The form's own words on a card: its title and headings, its notes.

use super::CardReader;
use super::Seen;
use crate::extract::candidate::inline::Segment;
use crate::extract::candidate::inline::find_segments;
use crate::extract::label::form_words::is_heading_of_a_form;
use crate::extract::label::form_words::is_note;
use crate::extract::label::label_core::Folded;
use crate::extract::label::lexicon::Label;
use crate::extract::label::numbering::Notes;
use crate::extract::label::side_notes::find_side_notes;
use crate::extract::page::Claim;

/// The shortest sentence of a note before a label in it, in characters.
const SHORTEST_NOTE: usize = 12;

impl CardReader<'_, '_> {
    pub(super) fn claim_titles(&mut self, cells: &[usize]) {
        for &at in cells {
            let Some(cell) = self.cell(at) else { continue };
            let folded = Folded::of(&cell.text);
            let is_title = || self.lexicon.is_title(&folded) || is_heading_of_a_form(&folded);
            if *self.seen(at) == Seen::Text && is_title() && !self.asks_below_title(&cell.text) {
                let piece = self.piece(at);
                self.page.claim(piece, Claim::Title);
            } else if *self.seen(at) == Seen::Text && is_note(&cell.text) && self.asks_nothing(&cell.text) {
                let piece = self.piece(at);
                self.page.claim(piece, Claim::Foreign);
            }
        }
    }

    /// Whether a note of the form's asks for no field: the first of the measure's labels, if there is one, stands within its sentences
    /// (注：电子版发至……，联系电话：0335-……, the office's own).
    fn asks_nothing(&self, note: &str) -> bool {
        // 填表说明： over its numbered lines.
        let mut notes = Notes::default();
        let lines = note.lines().filter(|line| !line.trim().is_empty());
        if note.trim().contains('\n') && lines.into_iter().all(|line| notes.take(line)) {
            return true;
        }
        let segments = find_segments(note, self.lexicon);
        let first = segments.iter().find(|segment| matches!(segment.label, Label::Fields { .. }));
        let before = first.and_then(|first| note.get(..first.label_at.0));
        before.is_none_or(|before| before.trim().chars().count() >= SHORTEST_NOTE)
    }

    /// ……申报表 over 申报单位：…… in one cell.
    fn asks_below_title(&self, text: &str) -> bool {
        let asks = |segment: &Segment| matches!(segment.label, Label::Fields { .. });
        text.trim().contains('\n') && find_segments(text, self.lexicon).iter().any(asks)
    }

    /// 填表说明 and the numbered lines below it, a row each.
    pub(super) fn claim_notes(&mut self) {
        let Some((index, _, offset)) = self.index() else { return };
        let mut notes = Notes::default();
        let mut of_notes = Vec::new();
        for row in index.filled_rows().filter(|&row| !index.is_blank_row(row)) {
            let only = index.only_text(row);
            let text = only.and_then(|at| index.cell(at)).map_or("", |cell| cell.text.as_str());
            of_notes.extend(only.filter(|_| notes.take(text)));
        }
        let own = index.cells();
        of_notes.extend(find_side_notes(index.grid, &index.rows).into_iter().filter(|at| own.contains(at)));
        for at in of_notes {
            let piece = self.piece(at);
            self.page.claim(piece, Claim::Foreign);
            if let Some(seen) = self.seen.get_mut(at.wrapping_sub(offset)) {
                *seen = Seen::Text;
            }
        }
    }
}
