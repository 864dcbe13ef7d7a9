//! A cell of a card that holds labels and values together: `项目负责人：张伟    联系电话：138…`.

use std::collections::HashSet;

use super::Asking;
use super::CardReader;
use super::Found;
use super::Seen;
use crate::extract::candidate::further_line::may_go_on_under_heading;
use crate::extract::candidate::inline::Segment;
use crate::extract::candidate::inline::find_cell_segments;
use crate::extract::candidate::inline::is_signer_alone;
use crate::extract::label::form_words::Giver;
use crate::extract::label::form_words::giver_of_opinion;
use crate::extract::label::form_words::is_example;
use crate::extract::label::heading::find_line_of_its_own;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::lexicon::names_office;
use crate::extract::label::lexicon::names_other_person;
use crate::extract::label::numbering::is_line_of_contents;
use crate::extract::label::numbering::read_number;
use crate::extract::page::Claim;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::date::find_date;
use crate::extract::values::date::find_no_day;
use crate::extract::values::prompt::is_prompt;
use crate::model::Cell;
use crate::policy::FieldKind;

/// The shortest beginning of a running text, in characters.
const SHORTEST_TEXT: usize = 10;

impl<'d> CardReader<'_, 'd> {
    /// Labels and values that share a cell.
    pub(super) fn read_inline_cell(&mut self, at: usize) {
        let Some(cell) = self.cell(at) else { return };
        let segments = find_cell_segments(&cell.text, self.lexicon);
        let segments = self.without_words_of_text(&cell.text, self.without_words_of_lines(&cell.text, segments));
        let Some(first) = segments.first() else { return };
        if first.is_behind_value() && self.answers_for_people(at) {
            return;
        }
        // 填表示例：申报单位：××县总工会；…… and 一、申报理由……1 of a table of contents ask for nothing.
        let asks_texts = || segments.iter().all(|segment| self.lexicon.asks_text(&segment.label));
        if is_example(&cell.text) || is_line_of_contents(&cell.text) && asks_texts() {
            let piece = self.piece(at);
            self.page.claim(piece, Claim::Foreign);
            return;
        }
        let lead = cell.text.get(..first.label_at.0).unwrap_or("").to_owned();
        let claimed = self.read_segments(at, cell, &segments);
        let piece = self.piece(at);
        self.page.claim(piece, claimed);
        if claimed == Claim::Value {
            self.page.leave_over(piece, &lead);
        }
    }

    /// 项目负责人 | 张伟（签字）: whether a cell answers a label that asks who is in charge, so that who signs in it is the answer.
    fn answers_for_people(&self, at: usize) -> bool {
        let label = self.left_of(at).find(|(other, _)| matches!(self.seen(*other), Seen::Label(_)));
        label.is_some_and(|(other, cell)| {
            let Seen::Label(Label::Fields { fields, .. }) = self.seen(other) else { return false };
            let asks = |field: &usize| self.kind(*field) == Some(FieldKind::People);
            fields.iter().all(asks) && !is_signer_alone(&cell.text)
        })
    }

    /// The candidates of a cell's labels; whether any of them is the form's.
    fn read_segments(&mut self, at: usize, cell: &'d Cell, segments: &[Segment]) -> Claim {
        let mut other_person = self.another_person_left_of(at);
        let mut claimed = Claim::Foreign;
        let mut giver = self.giver_of_lead(cell, segments);
        for (number, segment) in segments.iter().enumerate() {
            let words = cell.text.get(segment.label_at.0..segment.label_at.1).unwrap_or("");
            if let Some(own) = self.giver_of_segment(segment, words) {
                giver = own;
            }
            let Label::Fields { fields, rank, hint } = &segment.label else {
                other_person |= names_other_person(words);
                continue;
            };
            let kind = fields.first().and_then(|&field| self.kind(field)).unwrap_or(FieldKind::Text);
            let is_signed = matches!(kind, FieldKind::Signature | FieldKind::Date);
            let giver = if is_signed { giver.max(self.giver_of(at, kind, *rank)) } else { Giver::Applicant };
            if giver == Giver::Others {
                continue;
            }
            let rank = if giver == Giver::Untold { &Rank::Borrowed } else { rank };
            claimed = Claim::Value;
            let (label, piece) = (core_of(words).text, self.piece(at));
            let of_signer = number == 0 && kind == FieldKind::Phone && self.is_by_line_to_sign(at);
            let before = cell.text.get(..segment.label_at.0).unwrap_or("");
            let of_office = number == 0 && kind == FieldKind::Phone && names_office(before);
            let of_another = other_person || of_signer || of_office;
            let asking = Asking { fields, rank: *rank, label: &label, hint, piece, of_another };
            self.read_segment(at, cell, segment, number + 1 == segments.len(), &asking);
            // 领导签字：张伟　联系电话：138…: the number of who signs.
            other_person = kind != FieldKind::People && (other_person || kind == FieldKind::Signature);
        }
        claimed
    }

    /// Who gives the opinion that one label of a cell heads; None where it heads none.
    fn giver_of_segment(&self, segment: &Segment, words: &str) -> Option<Giver> {
        let giver = giver_of_opinion(words)?;
        // 推荐单位意见 may be whose signature the measure asks for.
        let is_asked = matches!(segment.label, Label::Fields { rank: Rank::Own, .. });
        let signs = self.lexicon.is_signature(&segment.label);
        Some(match giver {
            Giver::Others if is_asked && signs => Giver::Applicant,
            Giver::Untold if signs => Giver::Applicant,
            _ if self.is_of_part_beside_own(words) && !(is_asked && signs) => Giver::Others,
            giver => giver,
        })
    }

    /// Who gives the opinion that the beginning of a cell heads, where it is no label of its own: 市总工会审批：同意。负责人签字：…
    fn giver_of_lead(&self, cell: &Cell, segments: &[Segment]) -> Giver {
        let lead = segments.first().and_then(|first| cell.text.get(..first.label_at.0)).unwrap_or("");
        let head = lead.split([':', '：', '\n']).next().unwrap_or("");
        giver_of_opinion(head).filter(|giver| *giver == Giver::Others).unwrap_or(Giver::Applicant)
    }

    /// The value behind one label of a cell; behind the last one it may stand in another cell or go on in the rows below.
    fn read_segment(&mut self, at: usize, cell: &'d Cell, segment: &Segment, last: bool, asking: &Asking<'_>) {
        let field = asking.fields.first().copied();
        let kind = field.and_then(|field| self.kind(field)).unwrap_or(FieldKind::Text);
        let Some((index, _, _)) = self.index() else { return };
        let mut raw = segment.value(&cell.text).to_owned();
        // 研究领域：请在相应的学科上划“√”, with the options below it.
        let is_asked = || kind == FieldKind::Choice && is_prompt(&raw, &[]);
        if last
            && (raw.trim().is_empty() || is_asked())
            && let Some(slot) = self.find_slot(at, kind, field).filter(|slot| !slot.cells.is_empty())
        {
            self.add_slot(asking, &slot);
            return;
        }
        let spot = index.grid.spot(cell.row, cell.column);
        let mut pieces = vec![self.piece(at)];
        // 项目名称：… / 牵头：张伟: what a line below tells of its own is no part of a title or another short answer.
        let kinds: Vec<FieldKind> = asking.fields.iter().filter_map(|&field| self.kind(field)).collect();
        let is_running = |kind: FieldKind| kind == FieldKind::Text && self.is_of_running_text(segment);
        let goes_on = |line: &str| {
            let title = |kind: FieldKind| kind == FieldKind::Text && !is_running(kind);
            kinds.iter().any(|&kind| !title(kind) && may_go_on_under_heading(kind, line))
        };
        if let Some(end) = find_line_of_its_own(&raw, goes_on) {
            let rest = raw.split_off(end);
            self.page.leave_over(self.piece(at), &rest);
        }
        // 实施措施（一是摸底。）: what was closed goes on nowhere.
        let is_open = segment.value_at.1 >= cell.text.trim_end().len();
        if last && is_open && self.is_of_running_text(segment) && !is_bare_blank(&raw) {
            for below in self.rows_continuing(at, cell, cell.row.saturating_add(cell.height)) {
                raw.push('\n');
                raw.push_str(self.cell(below).map_or("", |below| &below.text));
                let piece = self.piece(below);
                self.page.claim(piece, Claim::Value);
                pieces.push(piece);
            }
        }
        self.add_candidates(asking, &Found { raw, contents: Vec::new(), spot, pieces });
    }

    /// The labels of a cell that begins with one of running text, without those that are words of that text: numbered as its own parts
    /// (实施措施：1.创新内容：… 2.预期效果：…), or of what the form asks elsewhere, behind a beginning of the text or, where the first is
    /// the measure's own label, in other words than the measure's (项目创新内容：创新点：…).
    fn without_words_of_text(&self, text: &str, segments: Vec<Segment>) -> Vec<Segment> {
        let Some(first) = segments.first().filter(|first| segments.len() > 1 && self.is_of_running_text(first)) else {
            return segments;
        };
        let way_of = |segment: &Segment| text.get(segment.label_at.0..).and_then(read_number).map(|(way, _)| way);
        let rank_of = |segment: &Segment| match segment.label {
            Label::Fields { rank, .. } => Some(rank),
            Label::Foreign => None,
        };
        let begins = text.get(..first.label_at.0).is_some_and(|before| before.trim().is_empty());
        let is_own = begins && rank_of(first) == Some(Rank::Own);
        let (way, value_at) = (way_of(first), first.value_at.0);
        let mut kept: Vec<Segment> = Vec::with_capacity(segments.len());
        for segment in segments {
            let before = text.get(value_at..segment.label_at.0).unwrap_or("");
            let running = before.trim().chars().count() >= SHORTEST_TEXT;
            let in_other_words = is_own && rank_of(&segment) > Some(Rank::Own) && self.is_of_running_text(&segment);
            let numbered = way_of(&segment).is_some_and(|own| Some(own) != way);
            match kept.last_mut() {
                Some(last)
                    if numbered
                        || (running || in_other_words) && self.is_asked_elsewhere(&segment)
                        || self.is_told(&segment, text) =>
                {
                    last.value_at.1 = segment.value_at.1;
                }
                _ => kept.push(segment),
            }
        }
        kept
    }

    /// The labels of a cell of several lines without those behind a mark within a running text, whose own label begins the line
    /// (实施措施：成立专班，负责人：张伟，每周会商。): nobody asks for them, or a line of the cell or another cell does.
    fn without_words_of_lines(&self, text: &str, segments: Vec<Segment>) -> Vec<Segment> {
        let before = |segment: &Segment| text.get(..segment.label_at.0).unwrap_or("");
        let begins = |segment: &Segment| {
            before(segment).lines().last().is_none_or(|line| line.trim().is_empty()) || before(segment).ends_with('\n')
        };
        let asked: Vec<Label> = segments.iter().filter(|&one| begins(one)).map(|one| one.label.clone()).collect();
        let asks =
            |own: &[usize]| asked.iter().any(|label| matches!(label, Label::Fields { fields, .. } if fields == own));
        let is_word = |segment: &Segment| match &segment.label {
            Label::Foreign => true,
            Label::Fields { fields, .. } => asks(fields) || self.is_asked_elsewhere(segment),
        };
        let mut kept: Vec<Segment> = Vec::with_capacity(segments.len());
        for segment in segments {
            let joined = before(&segment).ends_with(['，', ',', '、', '；', ';', '。', '（', '(']);
            match kept.last_mut() {
                Some(last) if joined && !begins(&segment) && self.is_of_running_text(last) && is_word(&segment) => {
                    last.value_at.1 = segment.value_at.1;
                }
                _ => kept.push(segment),
            }
        }
        kept
    }

    /// 日期：每月5日前。, 牵头：县总工会。: whether what stands behind a label ends as a sentence does, and the form need not ask it.
    fn is_told(&self, segment: &Segment, text: &str) -> bool {
        let Label::Fields { fields, .. } = &segment.label else { return false };
        let value = segment.value(text).trim_end();
        value.ends_with('。')
            && fields.iter().filter_map(|&field| self.policy.fields.get(field)).all(|spec| match spec.kind {
                FieldKind::Text | FieldKind::Signature => false,
                FieldKind::Date => find_date(value).is_none() && find_no_day(value).is_none(),
                _ => !spec.required,
            })
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
}
