//! A label that comes again where its text goes on: 项目实施措施（续） at the top of the next page.

use crate::extract::candidate::Candidate;
use crate::extract::values::blank::is_bare_blank;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// How a hint says that the text above goes on here.
const GOES_ON: &[&str] = &["续", "续表", "续上页", "续上表", "接上页", "接上表", "续前", "续页"];

/// Adds what stands under a label that goes on to what stands under the same label before.
pub fn join_continued(candidates: &mut Vec<Candidate<'_>>, policy: &Policy) {
    let mut at = 1;
    while at < candidates.len() {
        let (before, after) = candidates.split_at_mut(at);
        let Some(next) = after.first_mut().filter(|next| goes_on(next, policy)) else {
            at += 1;
            continue;
        };
        let Some(first) = before.iter_mut().rev().find(|first| first.field == next.field) else {
            at += 1;
            continue;
        };
        match (is_bare_blank(&first.raw), is_bare_blank(&next.raw)) {
            (_, true) => {}
            (true, false) => {
                first.raw = std::mem::take(&mut next.raw);
                first.spot = next.spot.clone();
            }
            (false, false) => first.raw = format!("{}\n{}", first.raw.trim_end(), next.raw),
        }
        first.contents.append(&mut next.contents);
        first.pieces.append(&mut next.pieces);
        candidates.remove(at);
    }
}

fn goes_on(candidate: &Candidate<'_>, policy: &Policy) -> bool {
    let kind = policy.fields.get(candidate.field).map(|field| field.kind);
    let numbered = candidate.hint.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六".contains(c));
    matches!(kind, Some(FieldKind::Text | FieldKind::Organisations | FieldKind::People)) && GOES_ON.contains(&numbered)
}
