//! What staff and committee settled in the books against what the register has.

use std::collections::BTreeMap;

use crate::model::BookIssue;
use crate::model::BookReading;
use crate::model::Change;
use crate::model::Collected;
use crate::model::IssueKind;
use crate::model::ListSubject;
use crate::model::Place;
use crate::model::ReadRuling;
use crate::model::ReadTier;
use crate::model::Ruling;
use crate::model::RulingVerdict;
use crate::model::TierRuling;
use crate::review::collect::compare::Register;
use crate::review::collect::compare::issue;
use crate::review::collect::compare::shorten;
use crate::review::workbook::FINAL_TIER;
use crate::review::workbook::RULING;
use crate::review::workbook::TIER_NOTE;

/// One cell with its reason, in words, and where it stands.
struct Settled<'a> {
    words: String,
    place: &'a Place,
    taken_before: bool,
}

impl<'a> Settled<'a> {
    fn of_ruling((ruling, taken_before): (&'a ReadRuling, bool)) -> Self {
        Self { words: describe(ruling.verdict.chinese(), &ruling.note), place: &ruling.place, taken_before }
    }

    fn of_tier((tier, taken_before): (&'a ReadTier, bool)) -> Self {
        let word = if tier.withdrawn { TierRuling::WITHDRAWN } else { name_tier(&tier.tier) };
        Self { words: describe(word, &tier.note), place: &tier.place, taken_before }
    }
}

/// Adds what 人工核定 would change.
pub fn compare_rulings(readings: &[&BookReading], register: &Register<'_>, collected: &mut Collected) {
    let mut read: BTreeMap<&str, Vec<(&ReadRuling, bool)>> = BTreeMap::new();
    for reading in readings {
        for ruling in &reading.rulings {
            read.entry(&ruling.number).or_default().push((ruling, reading.taken_before));
        }
    }
    for (number, rulings) in &read {
        let Some(entry) = register.entry(number) else { continue };
        let history: Vec<String> = entry.rulings.iter().map(|old| describe(old.verdict.chinese(), &old.note)).collect();
        let all: Vec<Settled<'_>> = rulings.iter().map(|ruling| Settled::of_ruling(*ruling)).collect();
        let Some(index) = add_change(ListSubject::Rulings, number, &history, &all, collected) else { continue };
        let Some((new, _)) = rulings.get(index) else { continue };
        if new.verdict == RulingVerdict::Withdrawn && history.is_empty() {
            drop_change(RULING, number, &new.place, collected);
            continue;
        }
        if new.note.is_empty() {
            let message = format!("{number} 核定为“{}”而没有写核定说明；建议补上理由", new.verdict.chinese());
            collected.issues.push(issue(IssueKind::ReasonMissing, false, message, Some(number), Some(&new.place)));
        }
        let (by, at) = (new.place.file.to_string(), register.known.as_of);
        collected.rulings.push(((*number).to_owned(), Ruling { verdict: new.verdict, note: new.note.clone(), by, at }));
    }
    let registered = |number: &str| register.entry(number).is_some_and(|entry| entry.ruling().is_some());
    note_emptied(readings, ListSubject::Rulings, &registered, &|number| read.contains_key(number), collected);
}

/// Adds what 最终等次 would change.
pub fn compare_tiers(readings: &[&BookReading], register: &Register<'_>, collected: &mut Collected) {
    let mut read: BTreeMap<&str, Vec<(&ReadTier, bool)>> = BTreeMap::new();
    for reading in readings {
        for tier in &reading.tiers {
            read.entry(&tier.number).or_default().push((tier, reading.taken_before));
        }
    }
    for (number, tiers) in read.iter().filter(|(number, _)| register.entry(number).is_some()) {
        let rows = register.known.tier_rulings.iter().filter(|old| old.number == **number);
        let history: Vec<String> = rows.map(|old| describe(old.word(), &old.note)).collect();
        let all: Vec<Settled<'_>> = tiers.iter().map(|tier| Settled::of_tier(*tier)).collect();
        let Some(index) = add_change(ListSubject::Tiers, number, &history, &all, collected) else { continue };
        let Some((new, _)) = tiers.get(index) else { continue };
        if new.withdrawn && history.is_empty() {
            drop_change(FINAL_TIER, number, &new.place, collected);
            continue;
        }
        collected.issues.extend(note_departure(new, register));
        let (by, at) = (new.place.file.to_string(), register.known.as_of);
        let (tier, withdrawn, note) = (new.tier.clone(), new.withdrawn, new.note.clone());
        collected.tiers.push(TierRuling { number: (*number).to_owned(), tier, withdrawn, note, by, at });
    }
    let registered = |number: &str| register.tiers.contains_key(number);
    note_emptied(readings, ListSubject::Tiers, &registered, &|number| read.contains_key(number), collected);
}

/// A tier that is not the proposed one needs a reason; it is asked for, and the ruling taken in all the same.
fn note_departure(tier: &ReadTier, register: &Register<'_>) -> Option<BookIssue> {
    let proposal = register.known.proposal;
    let open = proposal.open.iter().any(|group| group.numbers.contains(&tier.number));
    let proposed = proposal.tier_of(&tier.number);
    let departs = proposal.made && !open && !tier.withdrawn && proposed != tier.tier.as_deref();
    let message = || {
        let (number, settled) = (&tier.number, name_tier(&tier.tier));
        let proposed = proposed.unwrap_or(TierRuling::NO_PRIZE);
        format!("{number} 定为“{settled}”，建议是“{proposed}”，没有写{TIER_NOTE}；建议补上理由，报告中会列出")
    };
    (departs && tier.note.is_empty())
        .then(|| issue(IssueKind::ReasonMissing, false, message(), Some(&tier.number), Some(&tier.place)))
}

fn name_tier(tier: &Option<String>) -> &str {
    tier.as_deref().unwrap_or(TierRuling::NO_PRIZE)
}

fn describe(word: &str, note: &str) -> String {
    if note.is_empty() { word.to_owned() } else { format!("{word}（{note}）") }
}

/// Takes a change out again that takes back what nobody settled.
fn drop_change(name: &str, number: &str, place: &Place, collected: &mut Collected) {
    collected.changes.pop();
    let message = format!("{number} 的“{name}”没有登记过，不须撤回；留空即可");
    collected.issues.push(issue(IssueKind::Emptied, false, message, Some(number), Some(place)));
}

/// Adds the change of one cell, and tells which of the books' cells it is; None where nothing changes, or two books differ.
/// The history is what the register has of it, oldest first: also what was taken back since.
fn add_change(
    subject: ListSubject,
    number: &str,
    history: &[String],
    all: &[Settled<'_>],
    collected: &mut Collected,
) -> Option<usize> {
    let old = history.last().cloned();
    let differs = |settled: &Settled<'_>| old.as_ref() != Some(&settled.words);
    // what an old book said of papers that were corrected since does not hold for the new ones
    let fresh = |settled: &Settled<'_>| differs(settled) && !settled.taken_before;
    if let Some(older) = all.iter().find(|settled| differs(settled) && !fresh(settled)) {
        let since = match &old {
            Some(old) => format!("登记簿里已更新为“{old}”，登记的不改动"),
            None => "材料补正后须重新核定，没有再次采用；请在新写出的表里填写".to_owned(),
        };
        let message = format!("{number} 在 {} 里是“{}”，该表此前已采用，{since}", older.place, older.words);
        collected.issues.push(issue(IssueKind::Superseded, false, message, Some(number), Some(older.place)));
    }
    let index = all.iter().position(fresh)?;
    let new = all.get(index)?;
    // An old book saved anew beside the one that changed it says what was replaced: nobody can tell which is meant.
    let restored = history.contains(&new.words);
    let counts = |other: &Settled<'_>| fresh(other) || (restored && !differs(other));
    if let Some(other) = all.iter().find(|other| counts(other) && other.words != new.words) {
        let name = if subject == ListSubject::Rulings { RULING } else { FINAL_TIER };
        let message = format!(
            "{number} 的“{name}”在两份表里不一致：{}（{}）与 {}（{}）；请确定用哪份",
            new.words, new.place, other.words, other.place
        );
        collected.issues.push(issue(IssueKind::BooksDisagree, true, message, Some(number), Some(other.place)));
        return None;
    }
    let number = number.to_owned();
    collected.changes.push(Change { subject, number, old, new: new.words.clone(), place: new.place.clone() });
    Some(index)
}

/// Says which of the register's answers stand empty in a book that has others.
fn note_emptied(
    readings: &[&BookReading],
    subject: ListSubject,
    registered: &dyn Fn(&str) -> bool,
    filled: &dyn Fn(&str) -> bool,
    collected: &mut Collected,
) {
    let name = if subject == ListSubject::Rulings { RULING } else { FINAL_TIER };
    for reading in readings {
        for list in reading.lists.iter().filter(|list| list.subject == subject) {
            let numbers = list.numbers.iter().map(String::as_str);
            let emptied: Vec<&str> = numbers.filter(|number| registered(number) && !filled(number)).collect();
            if !emptied.is_empty() {
                let back = if subject == ListSubject::Rulings {
                    RulingVerdict::Withdrawn.chinese()
                } else {
                    TierRuling::WITHDRAWN
                };
                let message = format!(
                    "{} 里“{name}”有 {} 个项目是空的而登记簿里已有，登记的不改动：{}；如要更改，请写明新的“{name}”，要取消登记的请写“{back}”",
                    reading.file,
                    emptied.len(),
                    shorten(&emptied)
                );
                collected.issues.push(issue(IssueKind::Emptied, false, message, None, Some(&list.place)));
            }
        }
    }
}
