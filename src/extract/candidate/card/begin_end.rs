//! A period that a form asks for under two labels: 开始时间 and 结束时间, beside or below one another.

use super::CardReader;
use super::Seen;
use crate::extract::candidate::Candidate;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_core::is_core_longer_than;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::Claim;
use crate::extract::values::period::parse_period;
use crate::policy::FieldKind;

const BEGINNINGS: &[&str] = &["开始", "起始", "启动", "起"];
const ENDS: &[&str] = &["结束", "终止", "完成", "截止", "止"];
const WHEN: &[&str] = &["时间", "日期", "年月"];

/// Whether words ask when something begins.
pub fn asks_beginning(core: &str) -> bool {
    ask_when(core, BEGINNINGS)
}

/// Whether words ask when something ends.
pub fn asks_end(core: &str) -> bool {
    ask_when(core, ENDS)
}

/// What stands before the word that a column's label asks for the beginning of a period with, or for its end: 起止时间 of 起止时间开始.
pub fn period_parted(label: &str, ends: bool) -> Option<&str> {
    let words = if ends { ENDS } else { BEGINNINGS };
    let bare = WHEN.iter().find_map(|when| label.strip_suffix(when)).unwrap_or(label);
    words.iter().find_map(|word| bare.strip_suffix(word))
}

/// 开始, 止, 结束时间: the half of a period, whatever it is of.
pub fn is_half_of_period(label: &str) -> bool {
    [false, true].into_iter().any(|ends| period_parted(label, ends) == Some(""))
}

fn ask_when(core: &str, words: &[&str]) -> bool {
    const BEFORE: &[&str] = &["项目", "计划", "预计", "实施", "预期"];
    let mut rest = core;
    while let Some(next) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    let when = words.iter().find_map(|word| rest.strip_prefix(word));
    when.is_some_and(|when| WHEN.contains(&when))
}

impl CardReader<'_, '_> {
    /// Reads the two as one period, where both are answered.
    pub(super) fn read_begin_and_end(&mut self) {
        let Some(field) = self.policy.fields.iter().position(|spec| spec.kind == FieldKind::Period) else { return };
        let (Some(begin), Some(end)) = (self.label_that(asks_beginning), self.label_that(asks_end)) else { return };
        let (Some((from_at, from)), Some((to_at, to))) = (self.answer_beside(begin), self.answer_beside(end)) else {
            return;
        };
        let raw = format!("{}至{}", from.trim(), to.trim());
        let is_day = |text: &str| text.contains(|c: char| c.is_ascii_digit()) || text.contains('年');
        if !is_day(&from) || !is_day(&to) || parse_period(&raw).is_none() {
            return;
        }
        let Some((index, _, _)) = self.index() else { return };
        let Some(cell) = index.cell(from_at) else { return };
        let spot = index.grid.spot(cell.row, cell.column);
        let label = index.cell(begin).map(|cell| core_of(&cell.text).text).unwrap_or_default();
        let pieces = [self.piece(from_at), self.piece(to_at)];
        let labels = [self.piece(begin), self.piece(end)];
        for piece in labels {
            self.page.claim(piece, Claim::Label);
        }
        for piece in pieces {
            self.page.claim(piece, Claim::Value);
        }
        // 完成时间 alone asks for the period elsewhere; 起止时间 before both has found no more than its half.
        let half = |candidate: &Candidate<'_>| {
            let holds = |piece: &&usize| candidate.pieces.contains(*piece);
            candidate.label_piece == labels[1] || pieces.iter().filter(holds).count() == 1
        };
        self.candidates.retain(|candidate| candidate.field != field || !half(candidate));
        let asked = (Rank::Affixed, label, String::new());
        let first = Candidate::plain(field, asked, (labels[0], pieces[0]), raw, spot);
        self.candidates.push(Candidate { pieces: pieces.to_vec(), ..first });
    }

    /// The only cell of the grid whose words ask so.
    fn label_that(&self, asks: fn(&str) -> bool) -> Option<usize> {
        const LONGEST: usize = 8;
        let (index, _, _) = self.index()?;
        let mut such = index.cells().filter(|&at| {
            let short = index.cell(at).filter(|cell| !is_core_longer_than(&cell.text, LONGEST));
            *self.seen(at) != Seen::Blank && short.is_some_and(|cell| asks(&core_of(&cell.text).text))
        });
        such.next().filter(|_| such.next().is_none())
    }

    /// The text right of a label, or below it where nothing stands there.
    fn answer_beside(&self, at: usize) -> Option<(usize, String)> {
        let (index, _, _) = self.index()?;
        let cell = index.cell(at)?;
        let right = index.covering(cell.row, cell.column.saturating_add(cell.width));
        let below = index.covering(cell.row.saturating_add(cell.height), cell.column);
        let told = |next: &usize| *self.seen(*next) == Seen::Text;
        let next = right.filter(told).or(below.filter(told))?;
        Some((next, index.cell(next)?.text.clone()))
    }
}
