//! Texts that hold the values of several fields: under a label that names two (申报单位/项目名称), and running text in which the label of a
//! field that stands nowhere else begins a line (计划措施：… below 项目创新内容).

use crate::extract::candidate::Candidate;
use crate::extract::candidate::inline::find_segments;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::plausible::fits_kind;
use crate::extract::values::unit_cuts::cut_at_marks;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// What people put between two values in one cell, the surest first.
const PARTINGS: &[&[char]] = &[&['\n'], &['/', '／'], &['；', ';'], &['\t'], &['、', '，', ','], &[' ', '\u{3000}']];

/// Gives each field of a label that names several its own part of the text; where the parts cannot be told, all are in doubt.
pub fn divide_shared_values(candidates: &mut [Candidate<'_>], policy: &Policy) {
    for at in 0..candidates.len() {
        let Some(first) = candidates.get(at).filter(|first| first.shared && !is_bare_blank(&first.raw)) else {
            continue;
        };
        let Some(second) = candidates.get(at + 1).filter(|second| second.shared && is_twin(first, second)) else {
            continue;
        };
        if let Some(parts) = part_lines(candidates, at) {
            for (candidate, part) in candidates.iter_mut().skip(at).zip(parts) {
                (candidate.raw, candidate.contents, candidate.shared) = (part, Vec::new(), false);
            }
            continue;
        }
        let kinds = [first.field, second.field].map(|field| policy.fields.get(field).map(|field| field.kind));
        let [Some(one), Some(other)] = kinds else { continue };
        // A number and a name are told apart wherever they stand; so are a name and all else that holds no digits.
        if is_told_beside(one, other) && is_told_beside(other, one) {
            continue;
        }
        let parts = part_values(&first.raw, [one, other]);
        let labels = [first.field, second.field].map(|field| policy.fields.get(field).map_or("", |field| &field.label));
        let doubt = format!("与别的栏目（“{}”“{}”）合在一格，分不开", labels[0], labels[1]);
        for (number, candidate) in candidates.iter_mut().skip(at).take(2).enumerate() {
            match &parts {
                Some(parts) => {
                    candidate.raw.clone_from(&parts[number]);
                    candidate.contents = Vec::new();
                    candidate.shared = false;
                }
                None => candidate.doubts.push(doubt.clone()),
            }
        }
    }
}

/// The parts of a text under three labels and more in lines of one cell: a line for each.
fn part_lines(candidates: &[Candidate<'_>], at: usize) -> Option<Vec<String>> {
    const FEWEST: usize = 3;
    let first = candidates.get(at)?;
    let twins = candidates.get(at + 1..)?.iter().take_while(|other| other.shared && is_twin(first, other)).count();
    let lines: Vec<&str> = first.raw.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    (twins + 1 >= FEWEST && lines.len() == twins + 1).then(|| lines.into_iter().map(str::to_owned).collect())
}

/// Whether two candidates come from one label with one text.
fn is_twin(one: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    one.label_piece == other.label_piece && one.field != other.field && one.raw == other.raw && one.spot == other.spot
}

/// Whether a value of this kind is found within any text.
fn is_told_by_itself(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::People | FieldKind::Phone | FieldKind::Date | FieldKind::Period | FieldKind::Signature)
}

/// The same beside a value of another kind: a unit's name is told from a number.
fn is_told_beside(kind: FieldKind, other: FieldKind) -> bool {
    is_told_by_itself(kind) || kind == FieldKind::Organisation && other == FieldKind::Phone
}

/// The parts of a text for two fields of these kinds, in the order of their labels, or in the other where only that fits.
fn part_values(text: &str, kinds: [FieldKind; 2]) -> Option<[String; 2]> {
    if kinds == [FieldKind::Text; 2] && text.chars().count() > 60 {
        return None;
    }
    if kinds == [FieldKind::Organisation, FieldKind::Organisations] {
        // A name that was wrapped by hand is one unit, and the other field's part is empty.
        if let [one] = cut_at_marks(text).as_slice() {
            return Some([one.clone(), String::new()]);
        }
    }
    PARTINGS.iter().find_map(|marks| {
        let mut parts = text.split(*marks).map(str::trim).filter(|part| !part.is_empty());
        let (first, second) = (parts.next()?, parts.next().filter(|_| parts.next().is_none())?);
        let typed = |kind: FieldKind, part: &str| kind == FieldKind::Text || fits_kind(kind, part);
        let sure = kinds != [FieldKind::Text; 2] || matches!(marks, ['/', '／']);
        if !sure {
            return None;
        }
        let fits = |one: &str, other: &str| typed(kinds[0], one) && typed(kinds[1], other);
        match (fits(first, second), fits(second, first)) {
            (true, _) => Some([first.to_owned(), second.to_owned()]),
            (false, true) => Some([second.to_owned(), first.to_owned()]),
            (false, false) => None,
        }
    })
}

/// Takes the texts of fields that no label of their own asks for out of other fields' running text, where the measure's words for
/// them begin a line.
pub fn divide_running_texts(candidates: &mut Vec<Candidate<'_>>, policy: &Policy, lexicon: &Lexicon) {
    let is_running = |field: usize| {
        let title = policy.roles.title.as_ref();
        policy.fields.get(field).is_some_and(|spec| spec.kind == FieldKind::Text && Some(&spec.key) != title)
    };
    for (field, _) in policy.fields.iter().enumerate().filter(|(_, spec)| spec.required) {
        if !is_running(field) || candidates.iter().any(|candidate| candidate.field == field) {
            continue;
        }
        let found = candidates.iter().enumerate().filter(|(_, host)| is_running(host.field)).find_map(|(at, host)| {
            let (start, end, rank, label) = find_line(&host.raw, field, lexicon)?;
            Some((at, start, end, rank, label))
        });
        let Some((at, start, end, rank, label)) = found else { continue };
        let Some(host) = candidates.get_mut(at) else { continue };
        let raw = host.raw.get(end..).unwrap_or_default().to_owned();
        host.raw.truncate(start);
        let own = Candidate { field, rank, label, raw, contents: Vec::new(), ..host.clone() };
        host.contents = Vec::new();
        candidates.push(own);
    }
}

/// Where a line behind the first begins with a label of this field, and where its text does.
fn find_line(text: &str, field: usize, lexicon: &Lexicon) -> Option<(usize, usize, Rank, String)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let segment = find_segments(line, lexicon).into_iter().next();
        let begins = |at: usize| line.get(..at).is_some_and(|before| before.trim().is_empty());
        if let Some(segment) = segment.filter(|segment| start > 0 && begins(segment.label_at.0))
            && let Label::Fields { fields, rank, .. } = &segment.label
            && *fields == [field]
            && *rank <= Rank::Alias
            && text.get(..start).is_some_and(|before| !is_bare_blank(before))
        {
            let label = line.get(segment.label_at.0..segment.label_at.1).unwrap_or_default();
            let label = label.trim().trim_end_matches([':', '：']).to_owned();
            return Some((start, start + segment.value_at.0, *rank, label));
        }
        start += line.len();
    }
    None
}
