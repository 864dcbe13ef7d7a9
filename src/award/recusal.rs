//! Who should stay away from which project: a judge whose unit is the applicant, a joint unit or the body above it, or who bears
//! the name of one in charge. Proposals with their ground; `[[recusals]]` of season.toml dismiss or add.

use crate::model::Conflict;
use crate::model::ConflictStanding;
use crate::model::Entry;
use crate::model::FieldValue;
use crate::model::Value;
use crate::model::same_unit;
use crate::policy::Judge;
use crate::policy::Policy;
use crate::policy::Recusal;
use crate::policy::RosterUnit;
use crate::policy::Season;
use crate::policy::find_unit;
use crate::policy::fold_text;

/// Conflicts of all judges with all entries, in the order of entries, then judges.
pub fn find_conflicts(entries: &[&Entry], policy: &Policy, season: &Season, roster: &[RosterUnit]) -> Vec<Conflict> {
    let judges: Vec<(u32, &Judge)> = (1..).zip(&season.judges).collect();
    let mut conflicts = Vec::new();
    for entry in entries {
        let parties = Parties::of(entry, policy, roster);
        for (number, judge) in &judges {
            let ground = parties.find_ground(judge, policy, roster);
            let settled = season.recusals.iter().find(|settled| names_both(settled, judge, entry));
            let standing = match (&ground, settled) {
                (_, Some(settled)) if !settled.dismissed => ConflictStanding::Added,
                (Some(_), Some(_)) => ConflictStanding::Dismissed,
                (Some(_), None) => ConflictStanding::Proposed,
                (None, _) => continue,
            };
            let settled = settled.map(|settled| settled.reason.clone());
            conflicts.push(Conflict { judge: *number, number: entry.number.clone(), standing, ground, settled });
        }
    }
    conflicts
}

fn names_both(settled: &Recusal, judge: &Judge, entry: &Entry) -> bool {
    let ids = [&entry.number, &entry.application.id, &entry.receipt.submission];
    settled.judge == judge.name && ids.contains(&&settled.submission)
}

/// The units and people behind a project, names folded.
struct Parties {
    applicants: Vec<String>,
    partners: Vec<String>,
    people: Vec<String>,
}

impl Parties {
    fn of(entry: &Entry, policy: &Policy, roster: &[RosterUnit]) -> Self {
        let field = |key: &Option<String>| key.as_deref().and_then(|key| entry.application.value(key));
        let units = |key: &Option<String>| field(key).map(|field| unit_names(field, roster)).unwrap_or_default();
        let people = field(&policy.roles.people).map(|field| list_names(&field.read.value)).unwrap_or_default();
        Self { applicants: units(&policy.roles.applicant), partners: units(&policy.roles.partners), people }
    }

    /// The first ground there is, the applicant before joint units before people.
    fn find_ground(&self, judge: &Judge, policy: &Policy, roster: &[RosterUnit]) -> Option<String> {
        let unit = full_name(&judge.unit, roster);
        let organiser = fold_text(&policy.organiser);
        let by_unit = |role: &str, names: &[String]| {
            let mut related = names.iter().filter_map(|name| Some((name, relate(&unit, name, &organiser)?)));
            related.next().map(|(name, relation)| describe_ground(&judge.unit, relation, role, name))
        };
        let by_name = || {
            let same = self.people.contains(&fold_text(&judge.name));
            same.then(|| format!("评委与“{}”中的“{}”同名", people_label(policy), judge.name))
        };
        by_unit("申报单位", &self.applicants).or_else(|| by_unit("联合单位", &self.partners)).or_else(by_name)
    }
}

fn describe_ground(judge_unit: &str, relation: Relation, role: &str, name: &str) -> String {
    match relation {
        Relation::Same => format!("评委单位“{judge_unit}”与{role}“{name}”是同一单位"),
        Relation::Above => format!("评委单位“{judge_unit}”是{role}“{name}”的上级"),
        Relation::Within => format!("评委单位“{judge_unit}”隶属于{role}“{name}”"),
    }
}

fn people_label(policy: &Policy) -> &str {
    policy.roles.people.as_deref().map_or("项目负责人", |key| policy.label_of(key))
}

fn unit_names(field: &FieldValue, roster: &[RosterUnit]) -> Vec<String> {
    if let Some(name) = &field.canonical {
        return vec![fold_text(name)];
    }
    list_names(&field.read.value).iter().map(|name| full_name(name, roster)).collect()
}

fn list_names(value: &Value) -> Vec<String> {
    let names = match value {
        Value::Organisation(name) | Value::Text(name) => vec![fold_text(name)],
        Value::Organisations(names) | Value::People(names) => names.iter().map(|name| fold_text(name)).collect(),
        _ => Vec::new(),
    };
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

/// The roster's full name where it knows the unit, else the name itself.
fn full_name(name: &str, roster: &[RosterUnit]) -> String {
    find_unit(roster, name).map_or_else(|| fold_text(name), |unit| fold_text(&unit.name))
}

/// How a judge's unit stands to a unit of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Same,
    Above,
    Within,
}

/// Endings that a union's name has beside the body whose union it is.
const UNION_ENDINGS: [&str; 6] = ["工会联合会", "工会委员会", "联合工会", "总工会", "工会", "委员会"];
/// What a place that may be left out at the front of a name ends in.
const PLACE_ENDINGS: [char; 6] = ['省', '市', '区', '县', '州', '旗'];
/// A stem shorter than this says too little to be compared (教育工会 and 教育局工会 are not the same).
const SHORTEST_STEM: usize = 3;

/// Compares by name alone. The organiser stands above every applicant of its place, so only its own departments count there.
fn relate(judge_unit: &str, unit: &str, organiser: &str) -> Option<Relation> {
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
