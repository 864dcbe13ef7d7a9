//! What staff and committee settled in the review workbook: 人工核定 with 核定说明, 最终等次 with 调整说明.

use std::collections::HashSet;

use crate::model::BookIssue;
use crate::model::BookReading;
use crate::model::IssueKind;
use crate::model::ListSubject;
use crate::model::ReadList;
use crate::model::ReadRuling;
use crate::model::ReadTier;
use crate::model::RulingVerdict;
use crate::model::TierRuling;
use crate::policy::Policy;
use crate::policy::fold_text;
use crate::review::collect::filled_list::FilledList;
use crate::review::collect::filled_list::FilledRow;
use crate::review::collect::filled_list::ListRows;
use crate::review::collect::ruling_word::read_ruling_word;
use crate::review::collect::strays::note_strays;
use crate::review::collect::strays::push_strays;
use crate::review::collect::tier_word::read_tier_word;
use crate::review::workbook::FINAL_TIER;
use crate::review::workbook::FOUND;
use crate::review::workbook::RULING;
use crate::review::workbook::RULING_NOTE;
use crate::review::workbook::STANDING;
use crate::review::workbook::TIER_NOTE;

/// Reads 人工核定 into the reading, where the list has it.
pub fn read_rulings(list: &FilledList<'_>, policy: &Policy, reading: &mut BookReading) {
    let Some(column) = list.column(RULING) else { return };
    let note = list.column(RULING_NOTE);
    let ListRows { projects: rows, remarks } = list.rows(policy);
    let filled = |row: &FilledRow<'_>| !row.text(Some(column)).is_empty() || !row.text(note).is_empty();
    let numbers = note_rows(list, RULING, &rows, filled, reading);
    for row in rows.iter().filter(|row| !row.number.is_empty() && filled(row)) {
        let text = row.text(Some(column));
        match read_ruling_word(&text) {
            Some((verdict, reason)) => reading.rulings.push(ReadRuling {
                number: row.number.clone(),
                verdict,
                note: join_reasons(reason, row.text(note)),
                place: list.place_of(row, Some(column)),
            }),
            None if fold_text(&text).is_empty() => {
                let what = format!("{} 写了{RULING_NOTE}“{}”而没有选{RULING}，未采用", row.number, row.text(note));
                reading.issues.push(BookIssue { blocks: false, ..wrong_word(list, row, column, what) });
            }
            None => {
                let words = RulingVerdict::SETTLING.map(RulingVerdict::chinese).join("、");
                let withdrawn = RulingVerdict::Withdrawn.chinese();
                let what = format!(
                    "{} 的“{RULING}”填了“{text}”，应为：{words}（理由写在“{RULING_NOTE}”）；要恢复为未核定，写“{withdrawn}”",
                    row.number
                );
                reading.issues.push(wrong_word(list, row, column, what));
            }
        }
    }
    note_standings(list, &rows, reading);
    push_list(list, ListSubject::Rulings, (policy, &rows), numbers, filled, reading);
    note_strays(list, &remarks, |_, _| false, reading);
}

/// The reason beside the word and the one in the column for reasons, once each.
fn join_reasons(beside: String, note: String) -> String {
    if beside.is_empty() || note.contains(&beside) {
        return note;
    }
    if note.is_empty() { beside } else { format!("{beside}；{note}") }
}

/// Says where somebody wrote over 结论, which follows from the others: it is neither what the program found nor 人工核定. (Where a
/// program did not calculate anew, it is still the former.)
fn note_standings(list: &FilledList<'_>, rows: &[FilledRow<'_>], reading: &mut BookReading) {
    let Some(column) = list.column(STANDING) else { return };
    let text = |row: &FilledRow<'_>, word: &str| fold_text(&row.text(list.column(word)));
    let written_over = rows.iter().filter(|row| {
        let standing = text(row, STANDING);
        let word = standing.chars().any(char::is_alphabetic);
        word && !row.number.is_empty() && ![text(row, FOUND), text(row, RULING)].contains(&standing)
    });
    let strays = written_over.map(|row| (row.text(Some(column)), list.place_of(row, Some(column))));
    push_strays(strays.collect(), &format!("写在“{STANDING}”一列的内容"), reading);
}

/// What people write to take a settled tier back. A bare 撤回 or 取消 may mean that the project has no prize: it is asked.
const WITHDRAWALS: [&str; 5] = [TierRuling::WITHDRAWN, "撤销等次", "取消等次", "等次撤回", "恢复为未定"];

/// Reads 最终等次 into the reading, where the list has it.
pub fn read_tiers(list: &FilledList<'_>, policy: &Policy, reading: &mut BookReading) {
    let Some(column) = list.column(FINAL_TIER) else { return };
    let note = list.column(TIER_NOTE);
    let ListRows { projects: rows, remarks } = list.rows(policy);
    let filled = |row: &FilledRow<'_>| !row.text(Some(column)).is_empty() || !row.text(note).is_empty();
    let numbers = note_rows(list, FINAL_TIER, &rows, filled, reading);
    for row in rows.iter().filter(|row| !row.number.is_empty() && filled(row)) {
        let text = row.text(Some(column));
        let word = fold_text(&text);
        if word.is_empty() {
            let what = format!("{} 写了{TIER_NOTE}“{}”而没有选{FINAL_TIER}，未采用", row.number, row.text(note));
            reading.issues.push(BookIssue { blocks: false, ..wrong_word(list, row, column, what) });
            continue;
        }
        let withdrawn = WITHDRAWALS.contains(&word.as_str());
        let tier = if withdrawn { Some(None) } else { read_tier_word(&text, policy) };
        let Some(tier) = tier else {
            let labels: Vec<&str> = policy.tiers.iter().map(|tier| tier.label.as_str()).collect();
            let words = format!("{}、{}", labels.join("、"), TierRuling::NO_PRIZE);
            let back = TierRuling::WITHDRAWN;
            let what =
                format!("{} 的“{FINAL_TIER}”填了“{text}”，应为：{words}；要取消已登记的等次，写“{back}”", row.number);
            reading.issues.push(wrong_word(list, row, column, what));
            continue;
        };
        let (number, place) = (row.number.clone(), list.place_of(row, Some(column)));
        reading.tiers.push(ReadTier { number, tier, withdrawn, note: row.text(note), place });
    }
    push_list(list, ListSubject::Tiers, (policy, &rows), numbers, filled, reading);
    note_strays(list, &remarks, |_, _| false, reading);
}

/// Adds the list, with the names in its filled rows, and says what people wrote beside it.
fn push_list(
    list: &FilledList<'_>,
    subject: ListSubject,
    (policy, rows): (&Policy, &[FilledRow<'_>]),
    numbers: Vec<String>,
    filled: impl Fn(&FilledRow<'_>) -> bool,
    reading: &mut BookReading,
) {
    let named = rows.iter().filter(|row| !row.number.is_empty() && filled(row));
    let named = named.map(|row| list.names_of(row, policy)).collect();
    note_strays(list, rows, |column, _| !list.word_of(column).is_empty(), reading);
    reading.lists.push(ReadList { subject, place: list.place(), numbers, named, hinted: Vec::new() });
}

fn wrong_word(list: &FilledList<'_>, row: &FilledRow<'_>, column: u32, message: String) -> BookIssue {
    BookIssue {
        kind: IssueKind::WrongWord,
        blocks: true,
        message,
        number: Some(row.number.clone()),
        place: Some(list.place_of(row, Some(column))),
    }
}

/// The numbers of a list's rows; says where a number stands twice and where a filled row has none.
pub fn note_rows(
    list: &FilledList<'_>,
    name: &str,
    rows: &[FilledRow<'_>],
    filled: impl Fn(&FilledRow<'_>) -> bool,
    reading: &mut BookReading,
) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut numbers = Vec::new();
    for row in rows {
        let place = Some(list.place_of(row, None));
        if row.number.is_empty() {
            if filled(row) {
                let message = format!("{} 的“{name}”有一行填了内容而没有编号；请补上编号或删去该行", list.file());
                let kind = IssueKind::NumberMissing;
                reading.issues.push(BookIssue { kind, blocks: true, message, number: None, place });
            }
        } else if seen.insert(row.number.clone()) {
            numbers.push(row.number.clone());
        } else {
            let message = format!("{} 的“{name}”里编号 {} 出现两次；请只留一行", list.file(), row.number);
            let (kind, number) = (IssueKind::NumberTwice, Some(row.number.clone()));
            reading.issues.push(BookIssue { kind, blocks: true, message, number, place });
        }
    }
    numbers
}
