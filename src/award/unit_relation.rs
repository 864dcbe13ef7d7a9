//! How two units stand to each other, as far as their names tell: the same, one above the other, one a part of the other.

use crate::model::unit_key;

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
/// A key shorter than this is too general to be known by being the end of another.
const SHORTEST_KEY: usize = 4;

/// A unit's name, made ready to be compared with many others.
#[derive(Clone, Debug)]
pub(super) struct UnitName {
    full: String,
    key: String,
    without_place: Option<String>,
}

impl UnitName {
    /// From a name without white space; 市总工会, as people of `organiser` call it, is written out.
    pub(super) fn of(name: &str, organiser: &str) -> Self {
        let full = write_out(name, organiser);
        Self { key: unit_key(&full), without_place: without_place(&full).map(str::to_owned), full }
    }

    /// Compares by name alone. The organiser stands above every applicant of its place, so only its own departments count.
    pub(super) fn relate(&self, unit: &Self, organiser: &str) -> Option<Relation> {
        if self.full.is_empty() || unit.full.is_empty() {
            return None;
        }
        if self.is_same_body(unit) {
            return Some(Relation::Same);
        }
        let any = |test: &dyn Fn(&str, &str) -> bool| {
            self.variants().any(|judge| unit.variants().any(|unit| test(judge, unit)))
        };
        if any(&|judge, unit| judge.starts_with(unit) && is_telling(unit)) {
            return Some(Relation::Within);
        }
        let above = if stem(&self.full) == stem(organiser) {
            unit.full.starts_with(&self.full)
        } else {
            any(&|judge, unit| unit.starts_with(stem(judge)) && is_telling(judge))
        };
        above.then_some(Relation::Above)
    }

    /// The name, and the name without the place at its front.
    fn variants(&self) -> impl Iterator<Item = &str> {
        [Some(self.full.as_str()), self.without_place.as_deref()].into_iter().flatten()
    }

    /// The same by its key, but for what stands above it before it, or a body and its union.
    fn is_same_body(&self, other: &Self) -> bool {
        let by_length = |one, other| if str::len(one) <= str::len(other) { (one, other) } else { (other, one) };
        let (short, long) = by_length(self.key.as_str(), other.key.as_str());
        let but_for_place = short.chars().count() >= SHORTEST_KEY && long.ends_with(short);
        let (short_name, long_name) = by_length(self.full.as_str(), other.full.as_str());
        short == long || but_for_place || (short_name == stem(long_name) && is_telling(short_name))
    }
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
