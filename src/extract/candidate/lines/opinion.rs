//! Whose opinion the lines of a text stand in, and which lines are parts of the unit's own: who signs, the seal, the day.

use std::ops::Range;

use super::LineReader;
use super::Open;
use super::continue_value;
use crate::extract::candidate::Candidate;
use crate::extract::candidate::inline::Segment;
use crate::extract::candidate::inline::is_part_of_signing;
use crate::extract::candidate::inline::is_signer_alone;
use crate::extract::candidate::inline::may_lead_to_sign;
use crate::extract::label::form_words::Giver;
use crate::extract::label::form_words::body_of_opinion;
use crate::extract::label::form_words::giver_of_opinion;
use crate::extract::label::form_words::is_note;
use crate::extract::label::form_words::is_opinion_of_leader;
use crate::extract::label::form_words::is_own_unit;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::numbering::read_number;
use crate::extract::page::Page;
use crate::extract::signature::typed_name::typed_name;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::date::find_date;
use crate::extract::values::date::parse_date;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// Characters of the longest line without a label that is a part of an opinion, and how many lines one has.
const LONGEST_OF_OPINION: usize = 60;
const MOST_OF_OPINION: usize = 10;

/// Whose opinion the lines stand in: each owns the lines to be signed and dated below it, up to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opinion {
    /// In none.
    None,
    /// 市总工会意见, 评审委员会意见: what is signed there is not the applicant's.
    OfOthers,
    /// 机关工会意见: what is signed there is the applicant's where the form has no other line to sign.
    Untold,
    /// 申报单位意见, headed by this candidate where the measure knows the heading as a line to be signed.
    Own(Option<usize>),
}

impl Opinion {
    /// Where the text is in, this line read.
    pub(super) fn after(self, text: &str, first: Option<&Label>, policy: &Policy) -> Self {
        let head = text.split([':', '：']).next().unwrap_or(text);
        match (giver_of_opinion(head), first) {
            (Some(Giver::Others), _) => Self::OfOthers,
            (Some(Giver::Untold), Some(Label::Foreign)) => Self::Untold,
            // 推荐单位意见 below 申报单位意见
            (Some(Giver::Applicant), _) if matches!(self, Self::Own(Some(_))) && is_of_further_unit(head) => {
                Self::Untold
            }
            (Some(_), _) => Self::Own(None),
            (None, Some(label)) if !is_signed_label(label, policy) => Self::None,
            (None, _) => self,
        }
    }

    /// Notes the candidates of a line: the heading of the unit's own opinion is no line to sign where one follows below it.
    pub(super) fn note(
        &mut self,
        added: Range<usize>,
        candidates: &mut [Candidate<'_>],
        policy: &Policy,
        answered: &mut Vec<usize>,
    ) {
        let kind_of = |line: &Candidate<'_>| policy.fields.get(line.field).map(|field| field.kind);
        if *self == Self::Untold {
            let added = candidates.get_mut(added).into_iter().flatten();
            let signed = |line: &&mut Candidate<'_>| is_signed_kind(kind_of(line));
            added.filter(signed).for_each(|line| line.rank = Rank::Borrowed);
            return;
        }
        let Self::Own(heading) = self else { return };
        let signs = |at: &usize| candidates.get(*at).and_then(kind_of) == Some(FieldKind::Signature);
        for at in added.filter(signs) {
            let is_heading = candidates.get(at).is_some_and(|line| line.label.ends_with("意见"));
            match heading {
                None if is_heading => *heading = Some(at),
                Some(head) if !is_heading => answered.push(*head),
                _ => {}
            }
        }
    }
}

/// Whether an opinion is headed by the name of a unit in words that not every applicant is called by.
fn is_of_further_unit(head: &str) -> bool {
    let core = core_of(head).text;
    !is_opinion_of_leader(&core) && body_of_opinion(&core).is_some_and(|body| !is_own_unit(body, |_| false))
}

fn is_signed_kind(kind: Option<FieldKind>) -> bool {
    matches!(kind, Some(FieldKind::Signature | FieldKind::Date))
}

/// Whether a label asks for a signature or a day, or is of what no policy asks.
pub(super) fn is_signed_label(label: &Label, policy: &Policy) -> bool {
    let signed = |field: &usize| is_signed_kind(policy.fields.get(*field).map(|field| field.kind));
    matches!(label, Label::Fields { fields, .. } if fields.iter().all(signed)) || matches!(label, Label::Foreign)
}

/// Whether a line is to be signed or dated, or is a day or the blank for one.
pub(super) fn is_signed_part(text: &str, first: Option<&Label>, policy: &Policy) -> bool {
    match first {
        Some(Label::Fields { .. }) => first.is_some_and(|label| is_signed_label(label, policy)),
        Some(Label::Foreign) => false,
        None => parse_date(text).is_some() || text.contains('年') && is_bare_blank(text),
    }
}

/// Whether a line to sign stands behind the unit's name, its seal or the day, and nothing else is said before it; `beside`: the line is
/// known to stand where the form is signed.
pub(super) fn is_signed_behind(text: &str, segments: &[Segment], policy: &Policy, beside: bool) -> bool {
    let Some(first) = segments.first() else { return false };
    let lead = text.get(..first.label_at.0).unwrap_or("");
    !lead.trim().is_empty() && is_signature(&first.label, policy) && (beside || may_lead_to_sign(lead))
}

fn is_signature(label: &Label, policy: &Policy) -> bool {
    let signs = |field: &usize| policy.fields.get(*field).map(|field| field.kind) == Some(FieldKind::Signature);
    matches!(label, Label::Fields { fields, .. } if fields.iter().all(signs))
}

impl<'d> LineReader<'_, 'd> {
    /// Whether a line below the unit's own opinion, which no line to sign there answers, is a part of it: who signs beside the one who
    /// counts, who signs in other words, or words without a label.
    pub(super) fn is_of_own_opinion(&self, text: &str, segments: &[Segment], first: Option<&Label>) -> bool {
        let Some(heading) = self.line_to_sign() else { return false };
        let Some(head) = self.candidates.get(heading).filter(|_| !self.answered.contains(&heading)) else {
            return false;
        };
        let words = segments.first().and_then(|segment| text.get(segment.label_at.0..segment.label_at.1)).unwrap_or("");
        let signs = || is_part_of_signing(words) || names_signer(words) && giver_of_opinion(words).is_none();
        let is_opinion = head.label.ends_with("意见");
        let is_part = match first {
            _ if !is_opinion => first == Some(&Label::Foreign) && is_part_of_signing(words),
            None => text.trim().chars().count() <= LONGEST_OF_OPINION && !is_note(text) && read_number(text).is_none(),
            Some(Label::Foreign) => signs(),
            Some(Label::Fields { .. }) => is_signer_alone(words),
        };
        let is_signed = || find_date(&head.raw).is_some_and(|day| typed_name(&day.rest).is_some());
        is_part && head.pieces.len() < MOST_OF_OPINION && !(first.is_none() && is_signed())
    }

    /// The heading of the unit's own opinion, or the bare line to sign right above.
    fn line_to_sign(&self) -> Option<usize> {
        let bare = |at: &usize| {
            let line = self.candidates.get(*at).filter(|line| line.raw.trim().is_empty());
            let field = line.and_then(|line| self.policy.fields.get(line.field));
            field.is_some_and(|field| field.kind == FieldKind::Signature)
        };
        let open = || self.open.as_ref().and_then(|open| open.candidates.first().copied()).filter(bare);
        match self.opinion {
            Opinion::Own(Some(heading)) => Some(heading),
            _ => open(),
        }
    }

    pub(super) fn add_to_opinion(&mut self, page: &mut Page<'d>, at: usize) {
        let Some(heading) = self.line_to_sign() else { return };
        let open = Open { candidates: vec![heading], running: false, within: None, kinds: Vec::new() };
        continue_value(page, at, &open, &mut self.candidates);
        self.open = None;
    }
}
