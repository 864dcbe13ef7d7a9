//! The roster of units, indexed: which of its units a name on a paper is, by name or short name, with or without the city.

use std::collections::HashMap;

use crate::model::UnitKey;
use crate::model::same_unit;
use crate::model::unit_key;
use crate::policy::RosterUnit;

/// A roster that answers quickly.
pub(super) struct RosterIndex {
    /// Keys of the full names, in the roster's order.
    keys: Vec<UnitKey>,
    by_key: HashMap<String, usize>,
}

/// A unit as far as it is known: its place in the roster, and its name's key.
#[derive(Clone, Debug)]
pub(super) struct KnownUnit {
    listed: Option<usize>,
    key: UnitKey,
}

impl KnownUnit {
    /// Whether both are one unit.
    pub fn is(&self, other: &Self) -> bool {
        match (self.listed, other.listed) {
            (Some(one), Some(other)) => one == other,
            _ => self.key.is(&other.key),
        }
    }

    /// Whether both are one unit by the roster, or by just the same name.
    pub fn is_surely(&self, other: &Self) -> bool {
        (self.listed.is_some() && self.listed == other.listed) || self.key.full == other.key.full
    }

    /// Whether the roster lists it.
    pub fn is_listed(&self) -> bool {
        self.listed.is_some()
    }
}

impl RosterIndex {
    /// From the roster; a full name goes before a short name.
    pub fn of(roster: &[RosterUnit]) -> Self {
        let keys: Vec<UnitKey> = roster.iter().map(|unit| UnitKey::of(&unit.name)).collect();
        let mut by_key: HashMap<String, usize> = HashMap::new();
        for (index, key) in keys.iter().enumerate() {
            by_key.entry(key.full.clone()).or_insert(index);
        }
        for (index, unit) in roster.iter().enumerate() {
            for short in &unit.short_names {
                by_key.entry(unit_key(short)).or_insert(index);
            }
        }
        Self { keys, by_key }
    }

    /// Whether there is no roster.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The unit that a name means.
    pub fn know(&self, name: &str) -> KnownUnit {
        let key = UnitKey::of(name);
        let by_name = || self.only_like(&key);
        KnownUnit { listed: self.by_key.get(&key.full).copied().or_else(by_name), key }
    }

    /// The one unit whose name is alike; 第一中学 may be that of two districts and is then neither.
    fn only_like(&self, key: &UnitKey) -> Option<usize> {
        let mut alike = self.keys.iter().enumerate().filter(|(_, listed)| listed.is(key));
        let (first, name) = alike.next()?;
        alike.all(|(_, other)| other == name).then_some(first)
    }

    /// Whether two names mean one unit.
    pub fn same(&self, one: &str, other: &str) -> bool {
        self.know(one).is(&self.know(other)) || same_unit(one, other)
    }
}
