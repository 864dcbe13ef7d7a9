//! How two units stand to each other, as far as their names tell: the same, one above the other, one a part of the other.

use crate::model::same_unit;

/// How a judge's unit stands to a unit of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// It is the unit.
    Same,
    /// It stands above the unit.
    Above,
    /// It is a part of the unit.
    Within,
}

/// Endings that a union's name has beside the body whose union it is.
const UNION_ENDINGS: [&str; 6] = ["工会联合会", "工会委员会", "联合工会", "总工会", "工会", "委员会"];
/// What a place that may be left out at the front of a name ends in.
const PLACE_ENDINGS: [char; 6] = ['省', '市', '区', '县', '州', '旗'];
/// A stem shorter than this says too little to be compared (教育工会 and 教育局工会 are not the same).
const SHORTEST_STEM: usize = 3;

/// Compares by name alone. The organiser stands above every applicant of its place, so only its own departments count there.
pub(super) fn relate(judge_unit: &str, unit: &str, organiser: &str) -> Option<Relation> {
    let (judge_unit, unit) = (write_out(judge_unit, organiser), write_out(unit, organiser));
    if judge_unit.is_empty() || unit.is_empty() {
        return None;
    }
    if same_body(&judge_unit, &unit) {
        return Some(Relation::Same);
    }
    let (judges, units) = (variants(&judge_unit), variants(&unit));
    let any = |test: &dyn Fn(&str, &str) -> bool| judges.iter().any(|judge| units.iter().any(|unit| test(judge, unit)));
    if any(&|judge, unit| judge.starts_with(unit) && is_telling(unit)) {
        return Some(Relation::Within);
    }
    let above = if stem(&judge_unit) == stem(organiser) {
        unit.starts_with(&judge_unit)
    } else {
        any(&|judge, unit| unit.starts_with(stem(judge)) && is_telling(judge))
    };
    above.then_some(Relation::Above)
}

/// 市总工会, as people of 秦皇岛市总工会 call it, in full.
fn write_out(name: &str, organiser: &str) -> String {
    let at = organiser.char_indices().rfind(|(_, character)| PLACE_ENDINGS.contains(character));
    let short = at.and_then(|(at, _)| organiser.get(at..)).filter(|short| short.chars().count() > SHORTEST_STEM);
    match short.and_then(|short| name.strip_prefix(short)) {
        Some(rest) => format!("{organiser}{rest}"),
        None => name.to_owned(),
    }
}

/// The name, and the name without the place at its front.
fn variants(name: &str) -> Vec<&str> {
    [Some(name), without_place(name)].into_iter().flatten().collect()
}

/// The same unit by its name, or a body and its union.
fn same_body(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    same_unit(one, other) || (short == stem(long) && is_telling(short))
}

/// The name without a first place, where what is left still tells something.
fn without_place(name: &str) -> Option<&str> {
    let (at, ending) = name.char_indices().skip(1).find(|(_, character)| PLACE_ENDINGS.contains(character))?;
    name.get(at + ending.len_utf8()..).filter(|rest| is_telling(rest))
}

/// The body whose union it is: 海港区总工会 is that of 海港区.
fn stem(name: &str) -> &str {
    UNION_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

fn is_telling(name: &str) -> bool {
    stem(name).chars().count() >= SHORTEST_STEM
}
