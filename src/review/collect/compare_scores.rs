//! Judges' lines of all books against those of the register.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::BookReading;
use crate::model::Change;
use crate::model::Collected;
use crate::model::IssueKind;
use crate::model::ListSubject;
use crate::model::ReadList;
use crate::model::ScoreSheet;
use crate::policy::Policy;
use crate::review::collect::compare::Register;
use crate::review::collect::compare::issue;
use crate::review::collect::compare::shorten;
use crate::review::view::judge_label;
use crate::review::workbook::RECUSED;

/// All books' lines for one judge and entry.
type Lines<'a> = BTreeMap<(u32, &'a str), Vec<&'a ScoreSheet>>;

/// Adds what the judges' lines would change.
pub fn compare_scores(readings: &[&BookReading], register: &Register<'_>, collected: &mut Collected) {
    let mut lines: Lines<'_> = BTreeMap::new();
    for sheet in readings.iter().flat_map(|reading| &reading.scores) {
        if register.entry(&sheet.number).is_some() {
            lines.entry((sheet.judge, sheet.number.as_str())).or_default().push(sheet);
        }
    }
    for ((judge, number), sheets) in &lines {
        compare_line(*judge, number, sheets, register, collected);
    }
    for reading in readings {
        for list in &reading.lists {
            if let ListSubject::Scores(judge) = list.subject {
                note_unscored(reading, list, judge, register, collected);
            }
        }
    }
}

fn compare_line(judge: u32, number: &str, sheets: &[&ScoreSheet], register: &Register<'_>, collected: &mut Collected) {
    let (old, barred) = (register.scores.get(&(judge, number)).copied(), register.bars(judge, number));
    let says_something =
        |sheet: &&ScoreSheet| !stands_as_issued(sheet, register) && old.is_none_or(|old| !same_line(old, sheet));
    let fresh: Vec<&ScoreSheet> = sheets.iter().copied().filter(says_something).collect();
    let Some(new) = fresh.first() else { return };
    let describe = |sheet: &ScoreSheet| describe_line(sheet, register.known.policy);
    if barred && !new.recused {
        let message = format!("{} {number} 须回避而打了分；所打的分不计入", judge_label(judge));
        collected.issues.push(issue(IssueKind::RecusedYetScored, false, message, Some(number), Some(&new.place)));
    }
    if let Some(other) = fresh.iter().find(|other| !same_line(new, other)) {
        let (one, two) = (describe(new), describe(other));
        let message = format!(
            "{} {number} 在两份表里不一致：{one}（{}）与 {two}（{}）；请确定用哪份",
            judge_label(judge),
            new.place.file,
            other.place.file
        );
        collected.issues.push(issue(IssueKind::BooksDisagree, true, message, Some(number), Some(&other.place)));
        return;
    }
    collected.changes.push(Change {
        subject: ListSubject::Scores(judge),
        number: number.to_owned(),
        old: old.map(describe),
        new: describe(new),
        place: new.place.clone(),
    });
    collected.scores.push((*new).clone());
}

/// A barred line that stands as the book was issued: it says only what the conflict says already.
fn stands_as_issued(sheet: &ScoreSheet, register: &Register<'_>) -> bool {
    let untouched = sheet.recused && sheet.scores.iter().all(Option::is_none) && sheet.comment.is_empty();
    untouched && register.bars(sheet.judge, &sheet.number)
}

fn same_line(one: &ScoreSheet, other: &ScoreSheet) -> bool {
    one.scores == other.scores && one.recused == other.recused && one.comment == other.comment
}

/// A line in words: scores by criterion, total, recusal, comment.
fn describe_line(sheet: &ScoreSheet, policy: &Policy) -> String {
    let score = |score: &Option<Decimal>| score.map_or("—".to_owned(), |score| score.normalize().to_string());
    let scores: Vec<String> = policy
        .criteria
        .iter()
        .zip(&sheet.scores)
        .map(|(criterion, given)| format!("{}{}", criterion.label, score(given)))
        .collect();
    let mut parts = Vec::new();
    if sheet.recused {
        parts.push(RECUSED.to_owned());
    }
    if sheet.scores.iter().any(Option::is_some) {
        parts.push(scores.join(" "));
    }
    parts.extend(sheet.total().map(|total| format!("合计{}", total.normalize())));
    if !sheet.comment.is_empty() {
        parts.push(format!("评语“{}”", sheet.comment));
    }
    parts.join("，")
}

/// Says which projects of a judge's list have no score yet, and which lines of the register stand empty in it. A list in
/// which nothing stands was not filled in: so are the workbook's judges' sheets where judges have books of their own.
fn note_unscored(
    reading: &BookReading,
    list: &ReadList,
    judge: u32,
    register: &Register<'_>,
    collected: &mut Collected,
) {
    let filled = reading.scores.iter().filter(|sheet| sheet.judge == judge && !stands_as_issued(sheet, register));
    let mut filled: Vec<&str> = filled.map(|sheet| sheet.number.as_str()).collect();
    filled.sort_unstable();
    if filled.is_empty() {
        return;
    }
    let numbers = list.numbers.iter().map(String::as_str);
    let empty = numbers.filter(|number| filled.binary_search(number).is_err() && !register.bars(judge, number));
    let (emptied, unscored): (Vec<&str>, Vec<&str>) =
        empty.partition(|number| register.scores.contains_key(&(judge, *number)));
    if !unscored.is_empty() {
        let message = format!("{} 还有 {} 个项目没有评分：{}", judge_label(judge), unscored.len(), shorten(&unscored));
        collected.issues.push(issue(IssueKind::NotScored, false, message, None, Some(&list.place)));
    }
    if !emptied.is_empty() {
        let message = format!(
            "{} 有 {} 个项目已登记评分而 {} 里是空的，登记的不改动：{}",
            judge_label(judge),
            emptied.len(),
            reading.file,
            shorten(&emptied)
        );
        collected.issues.push(issue(IssueKind::Emptied, false, message, None, Some(&list.place)));
    }
}
