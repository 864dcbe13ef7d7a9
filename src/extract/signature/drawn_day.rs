//! The day of signing as a mark: people write it by hand, and it comes as a picture or ink beside the signature. What it says
//! is not read, only that a day may stand there. In one picture with the signature it makes that far longer than a name.

use crate::extract::candidate::Candidate;
use crate::extract::page::Page;
use crate::extract::signature::counts;
use crate::extract::signature::mark_nearness::Home;
use crate::extract::signature::mark_nearness::Nearness;
use crate::extract::signature::mark_nearness::nearness_of;
use crate::extract::signature::mark_state::state_of;
use crate::model::Mark;
use crate::model::SignatureState;

/// The ink of a name is at the most so many times as long as it is high: of 200 drawn along the strokes of the characters 3.8 times, of
/// 200 with a day behind 4.7 times and more.
const LONGEST_NAME: u32 = 5;

/// Whether more marks of strokes than the signature itself stand on the line that is signed and where its day is asked for, or one that
/// is longer than a name.
pub fn is_day_drawn(page: &Page<'_>, lines: &[&Candidate<'_>], days: &[&Candidate<'_>], state: SignatureState) -> bool {
    let is_on = |place: &Candidate<'_>, mark: &Mark| {
        nearness_of(page, place, Home::of(page, place).as_ref(), mark) == Nearness::On
    };
    let strokes: Vec<&Mark> = page.document.marks.iter().filter(|mark| counts(mark) && is_of_strokes(mark)).collect();
    let signed = lines.iter().find(|line| strokes.iter().any(|mark| is_on(line, mark)));
    let places = || signed.into_iter().chain(days);
    let on = || strokes.iter().filter(|mark| places().any(|place| is_on(place, mark)));
    let is_long = |mark: &&&Mark| {
        let ink = state_of(mark).1.map_or((0, 0), |look| look.ink);
        ink.1 > 0 && ink.0 >= ink.1 * LONGEST_NAME
    };
    on().any(|mark| is_long(&mark))
        || on().count() > usize::from(matches!(state, SignatureState::Picture | SignatureState::Ink))
}

fn is_of_strokes(mark: &Mark) -> bool {
    match state_of(mark) {
        (SignatureState::Ink, _) => true,
        (SignatureState::Picture, look) => look.is_none_or(|look| look.nature.may_be_strokes()),
        _ => false,
    }
}
