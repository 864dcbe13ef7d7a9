//! 项目预期效果：建立制度。具体措施：…, where 项目实施措施 begins a line of its own: a heading within a sentence of the text is no label.

use super::LineLabels;
use super::Open;
use super::is_running;
use crate::extract::candidate::Candidate;
use crate::extract::candidate::inline::Segment;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Rank;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// Takes such headings into the texts that they stand in. `surest`: the fields whose own label begins a line.
pub(super) fn leave_headings_in_texts(lines: &mut [LineLabels<'_>], surest: &[usize], policy: &Policy) {
    for line in lines {
        let text = line.folded.text;
        let mut kept: Vec<Segment> = Vec::with_capacity(line.segments.len());
        for segment in line.segments.drain(..) {
            let within = |last: &Segment| {
                let before = text.get(last.value_at.0..segment.label_at.0).unwrap_or("");
                let runs = matches!(&last.label,
                    Label::Fields { fields, .. } if fields.iter().all(|&field| is_running(policy, field)));
                let told = || is_asked_in_its_own_line(&segment.label, surest, policy);
                runs && before.ends_with(['。', '；']) && (is_heading_within(&segment.label, surest, policy) || told())
            };
            match kept.last_mut() {
                Some(last) if within(last) => last.value_at.1 = segment.value_at.1,
                _ => kept.push(segment),
            }
        }
        line.segments = kept;
    }
}

/// ……；3、推广。负责人：张伟。, where 项目负责 begins a line of its own: what a text tells of those whom the form asks for there.
fn is_asked_in_its_own_line(label: &Label, surest: &[usize], policy: &Policy) -> bool {
    let Label::Fields { fields, rank, .. } = label else { return false };
    let kind = |field: &usize| policy.fields.get(*field).map(|spec| spec.kind);
    *rank > Rank::Own && fields.iter().all(|field| surest.contains(field) && kind(field) != Some(FieldKind::Signature))
}

/// The fields whose own label, word for word, begins one of these lines.
pub(super) fn fields_with_own_label(lines: &[LineLabels<'_>]) -> Vec<usize> {
    lines
        .iter()
        .filter_map(|line| line.whole.as_ref().or(line.first.as_ref()))
        .filter_map(|label| match label {
            Label::Fields { fields, rank: Rank::Own, .. } => Some(fields),
            _ => None,
        })
        .flatten()
        .copied()
        .collect()
}

/// Whether a label asks for the running text that is open: 创新点：… below 创新内容：.
pub(super) fn is_of_open(label: &Label, open: &Open, candidates: &[Candidate<'_>]) -> bool {
    let Label::Fields { fields, .. } = label else { return false };
    let of_open = |field: &usize| {
        let mut own = open.candidates.iter().filter_map(|&at| candidates.get(at));
        own.any(|candidate| candidate.field == *field)
    };
    fields.iter().all(of_open)
}

/// 主要措施：… below 项目创新内容, where 项目实施措施 stands in a line of its own: a heading within the text, no field's label.
pub(super) fn is_heading_within(label: &Label, surest: &[usize], policy: &Policy) -> bool {
    let Label::Fields { fields, rank, .. } = label else { return false };
    *rank > Rank::Own && fields.iter().all(|field| surest.contains(field) && is_running(policy, *field))
}
