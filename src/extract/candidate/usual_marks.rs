//! Marks that end the lines of a form (申报单位：甲工会； 项目名称：职工之家；) and those that all answers stand between
//! (申报单位：【甲工会】) or behind (答：甲工会): the writer's, and no part of what was filled in.

use crate::extract::candidate::Candidate;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_invisible;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// The marks that may end a line of a form; strokes frame a table drawn with characters.
const MARKS: &[char] = &['；', ';', '，', ',', '|', '｜', '│', '┃'];

/// The marks that the answers of a form may stand between; parentheses hold hints as well, and are told apart by what they hold.
pub const FRAMES: [(char, char); 14] = [
    ('【', '】'),
    ('[', ']'),
    ('［', '］'),
    ('〔', '〕'),
    ('《', '》'),
    ('“', '”'),
    ('"', '"'),
    ('‘', '’'),
    ('\'', '\''),
    ('「', '」'),
    ('『', '』'),
    ('<', '>'),
    ('＜', '＞'),
    ('〈', '〉'),
];

/// What may stand before each answer where the labels are questions.
const LEADS: [&str; 4] = ["答：", "答:", "A：", "A:"];

/// An answer without 答： before it.
pub fn without_lead(answer: &str) -> &str {
    LEADS.iter().find_map(|lead| answer.strip_prefix(lead)).unwrap_or(answer)
}

/// How the answers of a form are set apart.
#[derive(Clone, Copy)]
enum Marks {
    /// 答： or another.
    Lead,
    End(char),
    Frame(char, char),
}

/// Takes the marks off where the short answers show that all begin or end so, or stand between them: two at least, and half of them.
pub fn strip_usual_marks(candidates: &mut [Candidate<'_>], policy: &Policy) {
    let ends = MARKS.iter().map(|&mark| Marks::End(mark));
    let frames = FRAMES.iter().map(|&(open, close)| Marks::Frame(open, close));
    let answers = short_answers(candidates, policy);
    let usual = std::iter::once(Marks::Lead).chain(ends).chain(frames).find(|&marks| is_usual(marks, &answers));
    let Some(marks) = usual else { return };
    for candidate in candidates {
        if let Some(kept) = without(marks, &candidate.raw).map(str::to_owned) {
            candidate.raw = kept;
        }
    }
}

/// The answers that no running text is, as they stand.
fn short_answers<'c>(candidates: &'c [Candidate<'_>], policy: &Policy) -> Vec<&'c str> {
    let is_short = |candidate: &&Candidate<'_>| {
        let field = policy.fields.get(candidate.field);
        field.is_some_and(|field| field.kind != FieldKind::Text || policy.roles.title.as_ref() == Some(&field.key))
    };
    let filled = candidates.iter().filter(is_short).filter(|one| !is_bare_blank(&one.raw));
    filled.map(|one| one.raw.as_str()).collect()
}

fn is_usual(marks: Marks, answers: &[&str]) -> bool {
    let marked = answers.iter().filter(|answer| without(marks, answer).is_some()).count();
    marked >= 2 && marked * 2 >= answers.len()
}

/// What is left of an answer without the mark that begins or ends it, or those that it stands between; None where it has them not.
fn without(marks: Marks, answer: &str) -> Option<&str> {
    let (begun, ended) = (answer.trim_start_matches(is_invisible), answer.trim_end_matches(is_invisible));
    match marks {
        Marks::Lead => LEADS.iter().find_map(|lead| begun.strip_prefix(lead)),
        Marks::End(mark) => ended.strip_suffix(mark),
        Marks::Frame(open, close) => {
            let inside = ended.strip_suffix(close)?.trim_start_matches(is_invisible).strip_prefix(open)?;
            is_whole(inside, open, close).then_some(inside)
        }
    }
}

/// Whether what two marks enclose closes none that it does not open: not 甲”和“乙.
fn is_whole(inside: &str, open: char, close: char) -> bool {
    let mut depth = 0_i32;
    let closes_first = inside.chars().any(|c| {
        depth += i32::from(c == open) - i32::from(c == close);
        depth < 0 || open == close && c == open
    });
    depth == 0 && !closes_first
}
