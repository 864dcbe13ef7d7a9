//! All filled books against the register: what is new, what changes, what must be settled first. A line that says what the
//! register has changes nothing, so an old workbook beside a new score book does no harm; two books that both change a line,
//! and differently, block each other.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use jiff::Timestamp;

use crate::model::BookIssue;
use crate::model::BookKind;
use crate::model::BookReading;
use crate::model::Collected;
use crate::model::Conflict;
use crate::model::Entry;
use crate::model::IssueKind;
use crate::model::ListSubject;
use crate::model::Place;
use crate::model::Proposal;
use crate::model::ScoreSheet;
use crate::model::TierRuling;
use crate::model::Verdict;
use crate::policy::Policy;
use crate::policy::Season;
use crate::review::collect::compare_scores::compare_scores;
use crate::review::collect::compare_scores::same_line;
use crate::review::collect::compare_settled::compare_rulings;
use crate::review::collect::compare_settled::compare_tiers;
use crate::review::collect::names::compare_names;
use crate::review::collect::sorted_alone::compare_hints;
use crate::review::view::judge_label;
use crate::review::view::show_project;
use crate::review::view::show_unit;
use crate::review::workbook::FINAL_TIER;
use crate::review::workbook::RULING;

/// What the register has, and the season's settings.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The measure.
    pub policy: &'a Policy,
    /// This year's settings.
    pub season: &'a Season,
    /// All entries.
    pub entries: &'a [Entry],
    /// Judges' lines that count.
    pub scores: &'a [ScoreSheet],
    /// Judges' lines that were replaced since, oldest first.
    pub replaced_scores: &'a [ScoreSheet],
    /// What the committee settled on tiers, oldest first.
    pub tier_rulings: &'a [TierRuling],
    /// Judges' conflicts with projects.
    pub conflicts: &'a [Conflict],
    /// What the program proposes.
    pub proposal: &'a Proposal,
    /// What "now" is.
    pub as_of: Timestamp,
}

/// The same, to be looked up by number and judge.
pub(super) struct Register<'a> {
    pub(super) known: &'a Known<'a>,
    entries: HashMap<&'a str, &'a Entry>,
    barred: HashSet<(u32, &'a str)>,
    /// Judges' lines that count.
    pub(super) scores: HashMap<(u32, &'a str), &'a ScoreSheet>,
    /// What is settled of each tier.
    pub(super) tiers: BTreeMap<&'a str, &'a TierRuling>,
    /// Unit and project by number, as the books show them.
    names: HashMap<&'a str, (String, String)>,
}

impl<'a> Register<'a> {
    fn of(known: &'a Known<'a>) -> Self {
        let recusing = known.conflicts.iter().filter(|conflict| conflict.recuses());
        let names =
            |entry| (show_unit(entry, known.policy).into_owned(), show_project(entry, known.policy).into_owned());
        Self {
            known,
            entries: known.entries.iter().map(|entry| (entry.number.as_str(), entry)).collect(),
            barred: recusing.map(|conflict| (conflict.judge, conflict.number.as_str())).collect(),
            scores: known.scores.iter().map(|sheet| ((sheet.judge, sheet.number.as_str()), sheet)).collect(),
            tiers: TierRuling::in_force(known.tier_rulings),
            names: known.entries.iter().map(|entry| (entry.number.as_str(), names(entry))).collect(),
        }
    }

    /// An entry's unit and project as the books show them; empty where none was read.
    pub(super) fn shown_names(&self, entry: &Entry) -> (&str, &str) {
        self.names.get(entry.number.as_str()).map_or(("", ""), |(unit, project)| (unit.as_str(), project.as_str()))
    }

    /// The entry of a number.
    pub(super) fn entry(&self, number: &str) -> Option<&'a Entry> {
        self.entries.get(number).copied()
    }

    /// Whether a judge's line says what the register had before and has otherwise now.
    pub(super) fn was_replaced(&self, sheet: &ScoreSheet) -> bool {
        self.known
            .replaced_scores
            .iter()
            .any(|older| older.judge == sheet.judge && older.number == sheet.number && same_line(older, sheet))
    }

    /// Whether a judge's line says what the register has.
    pub(super) fn stands(&self, sheet: &ScoreSheet) -> bool {
        self.scores.get(&(sheet.judge, sheet.number.as_str())).is_some_and(|line| same_line(line, sheet))
    }

    /// Whether a judge must stay away from an entry.
    pub(super) fn bars(&self, judge: u32, number: &str) -> bool {
        self.barred.contains(&(judge, number))
    }
}

/// The difference between the books and the register.
pub fn compare_books(readings: &[BookReading], known: &Known<'_>) -> Collected {
    let register = Register::of(known);
    let mut collected = Collected::default();
    let mut readings: Vec<&BookReading> = readings.iter().collect();
    readings.sort_by(|a, b| a.file.cmp(&b.file));
    for reading in &readings {
        collected.issues.extend(gather_alike(reading));
        note_numbers(reading, &register, &mut collected);
        compare_names(reading, &register, &mut collected);
        compare_hints(reading, &register, &mut collected);
    }
    note_books_twice(&readings, &mut collected);
    compare_scores(&readings, &register, &mut collected);
    compare_rulings(&readings, &register, &mut collected);
    compare_tiers(&readings, &register, &mut collected);
    collected
}

/// So many reminders of one kind stand one by one; more are one line.
const SINGLY: usize = 5;

/// A book's own issues; where a reminder comes again line after line (totals of a program that left its formulas
/// uncalculated), all of its kind are one.
fn gather_alike(reading: &BookReading) -> Vec<BookIssue> {
    let kinds = [
        (IssueKind::TotalDiffers, "合计与按各项重算的不同，以重算为准"),
        (IssueKind::TotalOnly, "只写了合计，各项都没有分；合计不采用，请补上各项得分"),
        (IssueKind::HalfScored, "没有评全，不计入"),
    ];
    let mut issues = reading.issues.clone();
    for (kind, what) in kinds {
        let alike = issues.iter().filter(|issue| issue.kind == kind && !issue.blocks);
        let numbers: Vec<String> = alike.filter_map(|issue| issue.number.clone()).collect();
        let first = issues.iter().position(|issue| issue.kind == kind && !issue.blocks);
        let Some(first) = first.filter(|_| numbers.len() > SINGLY) else { continue };
        let place = issues.get(first).and_then(|issue| issue.place.clone());
        let shown: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let message = format!("{} 有 {} 行{what}：{}", reading.file, numbers.len(), shorten(&shown));
        issues.retain(|issue| issue.kind != kind || issue.blocks);
        issues.insert(first.min(issues.len()), issue(kind, false, message, None, place.as_ref()));
    }
    issues
}

/// An issue in one line.
pub(super) fn issue(
    kind: IssueKind,
    blocks: bool,
    message: String,
    number: Option<&str>,
    place: Option<&Place>,
) -> BookIssue {
    BookIssue { kind, blocks, message, number: number.map(str::to_owned), place: place.cloned() }
}

/// What a list is called in messages.
pub(super) fn name_of(subject: ListSubject) -> String {
    match subject {
        ListSubject::Scores(judge) => judge_label(judge),
        ListSubject::Rulings => RULING.to_owned(),
        ListSubject::Tiers => FINAL_TIER.to_owned(),
    }
}

/// Says which numbers no entry has, and which projects' rows are gone.
fn note_numbers(reading: &BookReading, register: &Register<'_>, collected: &mut Collected) {
    for list in &reading.lists {
        let name = name_of(list.subject);
        for number in list.numbers.iter().filter(|number| register.entry(number).is_none()) {
            let message = format!("{} 的“{name}”里有编号 {number}，登记簿里没有这个项目；请核对编号", reading.file);
            collected.issues.push(issue(IssueKind::UnknownProject, true, message, Some(number), Some(&list.place)));
        }
        let rejected = list.named.iter().filter(|row| {
            let entry = register.entry(&row.number).filter(|entry| entry.standing() == Verdict::Rejected);
            entry.is_some() && list.subject != ListSubject::Rulings
        });
        for row in rejected {
            let message = format!("{} 的“{name}”里 {} 是不予受理的项目，所填不计入", reading.file, row.number);
            let number = Some(row.number.as_str());
            collected.issues.push(issue(IssueKind::UnknownProject, false, message, number, Some(&row.place)));
        }
        let here: HashSet<&str> = list.numbers.iter().map(String::as_str).collect();
        let listed = |entry: &&Entry| list.subject == ListSubject::Rulings || entry.standing() != Verdict::Rejected;
        let entries = register.known.entries.iter().filter(listed).map(|entry| entry.number.as_str());
        let gone: Vec<&str> = entries.filter(|number| !here.contains(number)).collect();
        if !gone.is_empty() {
            let message = format!("{} 的“{name}”里少了 {} 个项目：{}", reading.file, gone.len(), shorten(&gone));
            collected.issues.push(issue(IssueKind::RowsMissing, false, message, None, Some(&list.place)));
        }
    }
}

/// The first few of a list, and how many there are.
pub(super) fn shorten(numbers: &[&str]) -> String {
    let shown = numbers.iter().take(8).copied().collect::<Vec<_>>().join("、");
    if numbers.len() > 8 { format!("{shown} 等") } else { shown }
}

/// Says where one judge handed in two books.
fn note_books_twice(readings: &[&BookReading], collected: &mut Collected) {
    let mut books: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for reading in readings {
        if let BookKind::ScoreBook(judge) = reading.kind {
            books.entry(judge).or_default().push(&reading.file);
        }
    }
    for (judge, files) in books.into_iter().filter(|(_, files)| files.len() > 1) {
        let message = format!(
            "{} 的评分表有 {} 份：{}；相同的只算一次，不同的须先确定用哪份",
            judge_label(judge),
            files.len(),
            files.join("、")
        );
        collected.issues.push(issue(IssueKind::BookTwice, false, message, None, None));
    }
}
