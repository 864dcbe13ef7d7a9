//! Who should stay away from which project: a judge whose unit is the applicant, a joint unit or the body above it, or who bears
//! the name of one in charge. Proposals with their ground; `[[recusals]]` of season.toml dismiss or add.

use std::collections::BTreeMap;

use crate::award::unit_relation::Relation;
use crate::award::unit_relation::UnitName;
use crate::model::Conflict;
use crate::model::ConflictStanding;
use crate::model::Entry;
use crate::model::FieldValue;
use crate::model::Value;
use crate::policy::Judge;
use crate::policy::Policy;
use crate::policy::Recusal;
use crate::policy::RosterUnit;
use crate::policy::Season;
use crate::policy::fold_text;

/// Conflicts of all judges with all entries, in the order of entries, then judges.
pub fn find_conflicts(entries: &[&Entry], policy: &Policy, season: &Season, roster: &[RosterUnit]) -> Vec<Conflict> {
    let names = Directory::of(policy, roster);
    let judges: Vec<KnownJudge<'_>> =
        (1..).zip(&season.judges).map(|(at, judge)| names.know_judge(at, judge)).collect();
    let mut conflicts = Vec::new();
    for entry in entries {
        let parties = names.list_parties(entry);
        for known in &judges {
            let ground = names.find_ground(known, &parties);
            let settled = season.recusals.iter().find(|settled| names_both(settled, known.judge, entry));
            let standing = match (&ground, settled) {
                (_, Some(settled)) if !settled.dismissed => ConflictStanding::Added,
                (Some(_), Some(_)) => ConflictStanding::Dismissed,
                (Some(_), None) => ConflictStanding::Proposed,
                (None, _) => continue,
            };
            let settled = settled.map(|settled| settled.reason.clone());
            conflicts.push(Conflict { judge: known.number, number: entry.number.clone(), standing, ground, settled });
        }
    }
    conflicts
}

fn names_both(settled: &Recusal, judge: &Judge, entry: &Entry) -> bool {
    let ids = [&entry.number, &entry.application.id, &entry.receipt.submission];
    settled.judge == judge.name && ids.contains(&&settled.submission)
}

/// A judge with his names made comparable.
struct KnownJudge<'season> {
    number: u32,
    judge: &'season Judge,
    unit: UnitName,
    name: String,
}

/// A unit as the paper writes it, and comparable.
struct Party {
    shown: String,
    name: UnitName,
}

/// The units and people behind a project.
struct Parties {
    applicants: Vec<Party>,
    partners: Vec<Party>,
    people: Vec<String>,
}

/// What names mean in this season.
struct Directory<'season> {
    policy: &'season Policy,
    organiser: String,
    full_names: BTreeMap<String, String>,
}

impl<'season> Directory<'season> {
    fn of(policy: &'season Policy, roster: &[RosterUnit]) -> Self {
        let mut full_names = BTreeMap::new();
        let short = |unit: &RosterUnit| unit.short_names.iter().map(|name| fold_text(name)).collect::<Vec<_>>();
        for unit in roster {
            for name in short(unit) {
                full_names.entry(name).or_insert_with(|| fold_text(&unit.name));
            }
        }
        // A name goes before another unit's short name.
        full_names.extend(roster.iter().map(|unit| (fold_text(&unit.name), fold_text(&unit.name))));
        Self { policy, organiser: fold_text(&policy.organiser), full_names }
    }

    /// The roster's full name where it knows the unit, else the name itself.
    fn full_name(&self, name: &str) -> UnitName {
        let folded = fold_text(name);
        UnitName::of(self.full_names.get(&folded).unwrap_or(&folded), &self.organiser)
    }

    fn know_judge<'judges>(&self, number: u32, judge: &'judges Judge) -> KnownJudge<'judges> {
        KnownJudge { number, judge, unit: self.full_name(&judge.unit), name: fold_text(&judge.name) }
    }

    fn list_parties(&self, entry: &Entry) -> Parties {
        let field = |key: &Option<String>| key.as_deref().and_then(|key| entry.application.value(key));
        let units = |key: &Option<String>| {
            let names = field(key).map(unit_names).unwrap_or_default();
            names.into_iter().map(|shown| Party { name: self.full_name(&shown), shown }).collect()
        };
        let roles = &self.policy.roles;
        let people = field(&roles.people).map(|field| list_names(&field.read.value)).unwrap_or_default();
        Parties {
            applicants: units(&roles.applicant),
            partners: units(&roles.partners),
            people: people.iter().map(|name| fold_text(name)).collect(),
        }
    }

    /// The first ground there is, the applicant before joint units before people.
    fn find_ground(&self, known: &KnownJudge<'_>, parties: &Parties) -> Option<String> {
        let by_unit = |role: &str, names: &[Party]| {
            let relation = |party: &Party| known.unit.relate(&party.name, &self.organiser);
            let mut related = names.iter().filter_map(|party| Some((party, relation(party)?)));
            related.next().map(|(party, relation)| describe_ground(&known.judge.unit, relation, role, &party.shown))
        };
        let by_name = || {
            let same = !known.name.is_empty() && parties.people.contains(&known.name);
            let label = self.policy.roles.people.as_deref().map_or("项目负责人", |key| self.policy.label_of(key));
            same.then(|| format!("评委与“{label}”中的“{}”同名", known.judge.name))
        };
        by_unit("申报单位", &parties.applicants).or_else(|| by_unit("联合单位", &parties.partners)).or_else(by_name)
    }
}

fn describe_ground(judge_unit: &str, relation: Relation, role: &str, name: &str) -> String {
    match relation {
        Relation::Same => format!("评委单位“{judge_unit}”与{role}“{name}”是同一单位"),
        Relation::Above => format!("评委单位“{judge_unit}”是{role}“{name}”的上级"),
        Relation::Within => format!("评委单位“{judge_unit}”隶属于{role}“{name}”"),
    }
}

fn unit_names(field: &FieldValue) -> Vec<String> {
    field.canonical.clone().map_or_else(|| list_names(&field.read.value), |name| vec![name])
}

fn list_names(value: &Value) -> Vec<String> {
    match value {
        Value::Organisation(name) | Value::Text(name) => vec![name.clone()],
        Value::Organisations(names) | Value::People(names) => names.clone(),
        _ => Vec::new(),
    }
}
