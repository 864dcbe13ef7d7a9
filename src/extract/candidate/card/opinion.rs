//! Whose opinion a line to be signed or dated belongs to: the applicant's, or that of those above it, which stands beside the
//! line or heads it from above.

use super::CardReader;
use super::Seen;
use crate::extract::candidate::inline::Segment;
use crate::extract::candidate::inline::find_segments;
use crate::extract::label::form_words::Giver;
use crate::extract::label::form_words::giver_of_opinion;
use crate::extract::label::form_words::heads_opinion_of_part;
use crate::extract::label::form_words::heads_others_opinion;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Rank;
use crate::extract::signature::typed_name::consents;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::prompt::asks_for_mark;
use crate::model::Cell;
use crate::policy::FieldKind;

/// So many rows below its heading an opinion may be signed.
const FARTHEST_HEADING: usize = 3;

/// Who gives the opinion that a cell heads, with its words of consent behind a colon (评审委员会意见：同意推荐。) unless it is signed there.
fn giver_of_heading(text: &str) -> Option<Giver> {
    giver_of_opinion(text).or_else(|| {
        let (head, said) = text.split_once([':', '：', '\n'])?;
        giver_of_opinion(head).filter(|_| !asks_for_mark(said) && (is_bare_blank(said) || consents(said)))
    })
}

impl CardReader<'_, '_> {
    /// Who signs or dates a line.
    pub(super) fn giver_of(&self, at: usize, kind: FieldKind, rank: Rank) -> Giver {
        // 上级工会意见 | 负责人：: who signs there is in charge of nothing here.
        let heads_theirs = |(other, left): (usize, &Cell)| {
            *self.seen(other) == Seen::Label(Label::Foreign) && heads_others_opinion(&left.text)
        };
        if kind == FieldKind::People && self.left_of(at).any(heads_theirs) {
            return Giver::Others;
        }
        let signed = matches!(kind, FieldKind::Signature | FieldKind::Date);
        let Some(cell) = self.cell(at).filter(|_| signed) else { return Giver::Applicant };
        if kind == FieldKind::Signature && self.is_column_of_people(at) {
            return Giver::Others;
        }
        let own = giver_of_opinion(&cell.text).filter(|_| self.is_label_to_sign(at));
        if own.is_some_and(|giver| giver != Giver::Others) && !self.is_of_part_beside_own(&cell.text) {
            return Giver::Applicant;
        }
        for (other, neighbour) in self.left_of(at) {
            match self.seen(other) {
                Seen::Label(Label::Foreign) if self.is_of_part_beside_own(&neighbour.text) => return Giver::Others,
                Seen::Label(Label::Foreign) => {
                    let giver = giver_of_opinion(&neighbour.text).filter(|giver| *giver != Giver::Applicant);
                    if let Some(giver) = giver {
                        return giver;
                    }
                }
                Seen::Label(Label::Fields { fields, rank, .. })
                    if fields.iter().any(|&field| self.kind(field) == Some(FieldKind::Signature))
                        && neighbour.column.saturating_add(neighbour.width) <= cell.column =>
                {
                    return match neighbour.text.contains("意见") {
                        true if heads_others_opinion(&neighbour.text) => Giver::Others,
                        true => Giver::Applicant,
                        false => self.giver_above(other, *rank),
                    };
                }
                _ => {}
            }
        }
        if kind == FieldKind::Signature { self.giver_above(at, rank) } else { Giver::Applicant }
    }

    /// Whether an opinion is that of a part of the unit, where the unit's own is asked as well.
    pub(super) fn is_of_part_beside_own(&self, heading: &str) -> bool {
        heads_opinion_of_part(heading)
            && self.seen.iter().zip(self.index().into_iter().flat_map(|(index, _, _)| index.cells())).any(
                |(seen, at)| {
                    let signs = matches!(seen, Seen::Label(label) if self.lexicon.is_signature(label));
                    signs && self.cell(at).is_some_and(|cell| !heads_opinion_of_part(&cell.text))
                },
            )
    }

    /// 签字 over the column where each of those who took part signs (主要完成人 | 承担任务 | 签字), where the form has another line to sign.
    fn is_column_of_people(&self, at: usize) -> bool {
        let Some((cell, (index, _, _))) = self.cell(at).zip(self.index()) else { return false };
        if !["签字", "签名", "签章", "本人签字", "本人签名", "签字确认"].contains(&core_of(&cell.text).text.as_str())
        {
            return false;
        }
        let heads_people = |cell: &Cell| {
            let core = core_of(&cell.text).text;
            // The first of them may begin with no surname that is known.
            let below = (0..3)
                .filter_map(|further| index.covering(cell.row.saturating_add(cell.height + further), cell.column));
            let mut below = below.filter_map(|below| index.cell(below));
            ["姓名", "完成人", "成员", "人员", "参与人", "参加人", "主创人"].iter().any(|end| core.ends_with(end))
                && below.any(|below| is_likely_name(below.text.trim()))
        };
        let is_line = |other: usize| match self.seen(other) {
            Seen::Label(label) => other != at && self.lexicon.is_signature(label),
            Seen::Text => self.cell(other).is_some_and(|cell| {
                let holds = |segment: &Segment| self.lexicon.is_signature(&segment.label);
                find_segments(&cell.text, self.lexicon).iter().any(holds)
            }),
            Seen::Blank => false,
        };
        self.left_of(at).any(|(_, left)| heads_people(left)) && index.cells().any(is_line)
    }

    /// Whether the measure's own line to be signed stands above this row too: then each belongs to what heads it.
    fn follows_own_line(&self, row: u32) -> bool {
        let Some((index, _, _)) = self.index() else { return false };
        index.cells().any(|at| {
            let is_above = index.cell(at).is_some_and(|cell| cell.row < row);
            is_above
                && matches!(self.seen(at), Seen::Label(Label::Fields { fields, rank: Rank::Own, .. })
                    if fields.iter().any(|&field| self.kind(field) == Some(FieldKind::Signature)))
        })
    }

    /// Who gives the opinion that heads a line from above, where it asks for no mark of its own. The measure's own line, where
    /// there is one only, is the applicant's.
    fn giver_above(&self, at: usize, rank: Rank) -> Giver {
        let (Some((index, _, _)), Some(cell)) = (self.index(), self.cell(at)) else { return Giver::Applicant };
        let mut row = cell.row;
        for _ in 0..FARTHEST_HEADING {
            let above = row.checked_sub(1).and_then(|row| index.covering(row, cell.column));
            let Some(heading) = above.and_then(|above| index.cell(above)) else { break };
            if let Some(giver) = giver_of_heading(&heading.text) {
                let beside = index.right_of(heading.row, heading.column.saturating_add(heading.width));
                let mut beside = beside.iter().filter_map(|&at| index.cell(at)).filter(|near| near.row < cell.row);
                // 申报单位意见 | 市总工会意见, and each signed below its heading.
                let has_another = || self.follows_own_line(cell.row) || self.heads_line_beside(heading.row);
                let is_theirs = rank != Rank::Own || has_another() || self.asks_own_opinion();
                let is_headed = is_theirs && !beside.any(|answer| asks_for_mark(&answer.text));
                return match giver {
                    Giver::Untold if self.is_label_to_sign(above.unwrap_or(at)) => Giver::Applicant,
                    giver if is_headed => giver,
                    _ => Giver::Applicant,
                };
            }
            let goes_on = is_bare_blank(&heading.text) || asks_for_mark(&heading.text) || consents(heading.text.trim());
            if !goes_on || heading.row >= row {
                break;
            }
            row = heading.row;
        }
        Giver::Applicant
    }

    /// 申报单位领导签字 | 评审委员会意见: whether a heading in this row is a line to sign of the applicant's.
    fn heads_line_beside(&self, row: u32) -> bool {
        self.right_of(row, 0).iter().any(|&at| {
            let is_theirs = |cell: &Cell| giver_of_opinion(&cell.text) == Some(Giver::Others);
            self.is_label_to_sign(at) && !self.cell(at).is_some_and(is_theirs)
        })
    }

    /// Whether the form asks for an opinion of the applicant's, in a cell that heads nothing else.
    fn asks_own_opinion(&self) -> bool {
        let is_own = |at: usize| {
            let gives = self.cell(at).and_then(|cell| giver_of_opinion(&cell.text));
            gives.is_some_and(|giver| giver != Giver::Others) && self.is_label_to_sign(at)
        };
        self.index().is_some_and(|(index, _, _)| index.cells().any(is_own))
    }

    fn is_label_to_sign(&self, at: usize) -> bool {
        matches!(self.seen(at), Seen::Label(label) if self.lexicon.is_signature(label))
    }

    /// Whether a cell is the answer of the label left of it, not somebody's name under 签名: with 领导签字 | （签名） in the first row
    /// the unit stands below.
    pub(in crate::extract) fn is_answer_of_left(&self, at: usize) -> bool {
        let Some((cell, (index, _, _))) = self.cell(at).zip(self.index()) else { return false };
        let before = cell.column.checked_sub(1).and_then(|column| index.covering(cell.row, column));
        // 市总工会意见 | 本单位意见: what each heads stands below it, and asks for marks of its own.
        let is_headed = |left: &Cell| {
            let above = left.row.checked_sub(1).and_then(|row| index.covering(row, left.column));
            let heads = |above: &Cell| giver_of_opinion(&above.text).is_some();
            left.text.contains('签') && above.and_then(|above| index.cell(above)).is_some_and(heads)
        };
        let before = before.filter(|&left| matches!(self.seen(left), Seen::Label(_))).and_then(|left| index.cell(left));
        before.is_some_and(|left| !is_headed(left)) && !is_likely_name(cell.text.trim())
    }
}
