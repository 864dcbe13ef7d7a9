//! The day of signing as a mark: people write it by hand, and it comes as a picture or ink beside the signature. What it says
//! is not read, only that a day may stand there.

use crate::extract::candidate::Candidate;
use crate::extract::page::Page;
use crate::extract::signature::counts;
use crate::extract::signature::mark_nearness::Home;
use crate::extract::signature::mark_nearness::Nearness;
use crate::extract::signature::mark_nearness::nearness_of;
use crate::extract::signature::state_of;
use crate::model::InkNature;
use crate::model::Mark;
use crate::model::SignatureState;

/// Whether more marks of strokes than the signature itself stand on the line that is signed and where its day is asked for.
pub fn is_day_drawn(page: &Page<'_>, lines: &[&Candidate<'_>], days: &[&Candidate<'_>], state: SignatureState) -> bool {
    let is_on = |place: &Candidate<'_>, mark: &Mark| {
        nearness_of(page, place, Home::of(page, place).as_ref(), mark) == Nearness::On
    };
    let strokes: Vec<&Mark> = page.document.marks.iter().filter(|mark| counts(mark) && is_of_strokes(mark)).collect();
    let signed = lines.iter().find(|line| strokes.iter().any(|mark| is_on(line, mark)));
    let places = || signed.into_iter().chain(days);
    let drawn = strokes.iter().filter(|mark| places().any(|place| is_on(place, mark))).count();
    drawn > usize::from(matches!(state, SignatureState::Picture | SignatureState::Ink))
}

fn is_of_strokes(mark: &Mark) -> bool {
    match state_of(mark) {
        (SignatureState::Ink, _) => true,
        (SignatureState::Picture, look) => look.is_none_or(|look| look.nature == InkNature::Strokes),
        _ => false,
    }
}
