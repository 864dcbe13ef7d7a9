//! Marks that end the lines of a form (申报单位：甲工会； 项目名称：职工之家；): the writer's, and no part of what was filled in.

use crate::extract::candidate::Candidate;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// The marks that may end a line of a form; strokes frame a table drawn with characters.
const MARKS: &[char] = &['；', ';', '，', ',', '|', '｜', '│', '┃'];

/// Takes the mark off where the lines with short answers show that all are ended so: two at least, and half of them.
pub fn strip_line_ends(candidates: &mut [Candidate<'_>], policy: &Policy) {
    let is_short = |candidate: &Candidate<'_>| {
        let field = policy.fields.get(candidate.field);
        field.is_some_and(|field| field.kind != FieldKind::Text || policy.roles.title.as_ref() == Some(&field.key))
    };
    let answers = candidates.iter().filter(|one| is_short(one) && !is_bare_blank(&one.raw));
    let ends: Vec<char> =
        answers.filter_map(|one| one.raw.trim_end_matches(is_invisible).chars().next_back()).collect();
    let is_usual = |mark: &&char| {
        let ended = ends.iter().filter(|end| end == mark).count();
        ended >= 2 && ended * 2 >= ends.len()
    };
    let Some(&mark) = MARKS.iter().find(is_usual) else { return };
    for candidate in candidates {
        let written = candidate.raw.trim_end_matches(is_invisible);
        if let Some(rest) = written.strip_suffix(mark) {
            candidate.raw.truncate(rest.len());
        }
    }
}
