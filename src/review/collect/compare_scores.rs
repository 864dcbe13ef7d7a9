//! Judges' lines of all books against those of the register.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::BookKind;
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
use crate::review::workbook::COMMENT;
use crate::review::workbook::RECUSED;

/// All books' lines for one judge and entry, with the book that each stands in.
type Lines<'a> = BTreeMap<(u32, &'a str), Vec<(&'a ScoreSheet, &'a BookReading)>>;

/// Adds what the judges' lines would change.
pub fn compare_scores(readings: &[&BookReading], register: &Register<'_>, collected: &mut Collected) {
    let mut lines: Lines<'_> = BTreeMap::new();
    for reading in readings {
        for sheet in reading.scores.iter().filter(|sheet| register.entry(&sheet.number).is_some()) {
            lines.entry((sheet.judge, sheet.number.as_str())).or_default().push((sheet, reading));
        }
    }
    let mut older: BTreeMap<(&str, u32), Vec<&str>> = BTreeMap::new();
    for ((judge, number), sheets) in &lines {
        let newer = |(sheet, reading): &&(&ScoreSheet, &BookReading)| !is_older(sheet, reading, register);
        for (_, reading) in sheets.iter().filter(|line| !newer(line)) {
            older.entry((&reading.file, *judge)).or_default().push(number);
        }
        let fresh: Vec<&ScoreSheet> = sheets.iter().filter(newer).map(|(sheet, _)| *sheet).collect();
        let own = |(sheet, reading): &(&'_ ScoreSheet, &'_ BookReading)| {
            matches!(reading.kind, BookKind::ScoreBook(_)) && register.stands(sheet)
        };
        let standing = sheets.iter().find(|line| own(line)).map(|(sheet, _)| *sheet);
        compare_line(*judge, number, (&fresh, standing), register, collected);
    }
    for ((file, judge), numbers) in older {
        let message = format!(
            "{file} 里{}有 {} 个项目的评分是较早的，登记簿里已有更新的，登记的不改动：{}；如确需改回，请用评委本人新交的评分表",
            judge_label(judge),
            numbers.len(),
            shorten(&numbers)
        );
        collected.issues.push(issue(IssueKind::Superseded, false, message, None, None));
    }
    for reading in readings {
        for list in &reading.lists {
            if let ListSubject::Scores(judge) = list.subject {
                note_unscored(reading, list, judge, register, collected);
            }
        }
    }
}

/// Adds what one judge's lines for one project would change; `standing` is a score book's line that says what the register has.
fn compare_line(
    judge: u32,
    number: &str,
    (sheets, standing): (&[&ScoreSheet], Option<&ScoreSheet>),
    register: &Register<'_>,
    collected: &mut Collected,
) {
    let (old, barred) = (register.scores.get(&(judge, number)).copied(), register.bars(judge, number));
    let says_something =
        |sheet: &&ScoreSheet| !stands_as_issued(sheet, register) && old.is_none_or(|old| !same_line(old, sheet));
    let fresh: Vec<&ScoreSheet> = sheets.iter().copied().filter(says_something).collect();
    let Some(new) = fresh.first() else { return };
    if fresh.iter().all(|sheet| says_nothing_of(sheet, old)) {
        return;
    }
    let describe = |sheet: &ScoreSheet| describe_line(sheet, register.known.policy);
    if barred && !new.recused {
        let message = format!("{} {number} 须回避而打了分；所打的分不计入", judge_label(judge));
        collected.issues.push(issue(IssueKind::RecusedYetScored, false, message, Some(number), Some(&new.place)));
    }
    let restored = register.was_replaced(new);
    let standing = standing.filter(|_| restored);
    if let Some(other) = fresh.iter().copied().chain(standing).find(|other| !same_line(new, other)) {
        let (one, two) = (describe(new), describe(other));
        let message = format!(
            "{} {number} 在两份表里不一致：{one}（{}）与 {two}（{}）；请确定用哪份",
            judge_label(judge),
            new.place,
            other.place
        );
        collected.issues.push(issue(IssueKind::BooksDisagree, true, message, Some(number), Some(&other.place)));
        return;
    }
    if restored {
        let message = format!(
            "{} {number} 改回了先前登记过的评分：{}；如果这是更正以前的旧表，请移出",
            judge_label(judge),
            describe(new)
        );
        collected.issues.push(issue(IssueKind::Superseded, false, message, Some(number), Some(&new.place)));
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

/// Whether the register has a newer line: the book was taken in before, or the workbook shows what it was issued with.
fn is_older(sheet: &ScoreSheet, reading: &BookReading, register: &Register<'_>) -> bool {
    let differs = register.scores.get(&(sheet.judge, sheet.number.as_str())).is_some_and(|old| !same_line(old, sheet));
    differs && (reading.taken_before || (reading.kind == BookKind::ReviewWorkbook && register.was_replaced(sheet)))
}

/// A barred line that stands as the book was issued: it says only what the conflict says already.
fn stands_as_issued(sheet: &ScoreSheet, register: &Register<'_>) -> bool {
    let untouched = sheet.recused && sheet.scores.iter().all(Option::is_none) && sheet.comment.is_empty();
    untouched && register.bars(sheet.judge, &sheet.number)
}

/// Whether a line stands without a score where the register has some: emptied, and only a comment left. It changes nothing, as
/// a line that is empty as a whole.
fn says_nothing_of(sheet: &ScoreSheet, old: Option<&ScoreSheet>) -> bool {
    !is_answered(sheet) && old.is_some_and(|old| old.scores.iter().any(Option::is_some))
}

/// Begins the comment of a line from which a judge takes his scores back: that it is empty alone may be an accident.
pub(super) const WITHDRAWN: &str = "撤回";

/// Whether a line scores its project, steps back from it, or takes scores back.
fn is_answered(sheet: &ScoreSheet) -> bool {
    sheet.recused || sheet.scores.iter().any(Option::is_some) || sheet.comment.starts_with(WITHDRAWN)
}

/// Whether two lines say the same, wherever they stand.
pub(super) fn same_line(one: &ScoreSheet, other: &ScoreSheet) -> bool {
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
    let filled = || reading.scores.iter().filter(|sheet| sheet.judge == judge && !stands_as_issued(sheet, register));
    if filled().next().is_none() {
        return;
    }
    let mut answered: Vec<&str> =
        filled().filter(|sheet| is_answered(sheet)).map(|sheet| sheet.number.as_str()).collect();
    answered.sort_unstable();
    let numbers = list.numbers.iter().map(String::as_str).filter(|number| register.entry(number).is_some());
    let empty = numbers.filter(|number| answered.binary_search(number).is_err() && !register.bars(judge, number));
    let (emptied, unscored): (Vec<&str>, Vec<&str>) =
        empty.partition(|number| register.scores.contains_key(&(judge, *number)));
    if !unscored.is_empty() {
        let message = format!("{} 还有 {} 个项目没有评分：{}", judge_label(judge), unscored.len(), shorten(&unscored));
        collected.issues.push(issue(IssueKind::NotScored, false, message, None, Some(&list.place)));
    }
    if !emptied.is_empty() {
        let message = format!(
            "{} 有 {} 个项目已登记评分而 {} 里是空的，登记的不改动：{}；如确需撤回，请在该行“{COMMENT}”写“{WITHDRAWN}”",
            judge_label(judge),
            emptied.len(),
            reading.file,
            shorten(&emptied)
        );
        collected.issues.push(issue(IssueKind::Emptied, false, message, None, Some(&list.place)));
    }
}
