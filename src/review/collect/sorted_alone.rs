//! Columns that were sorted without their rows: nothing in a cell says so, but the order may. A column of scores that falls or
//! rises from the first row to the last while the numbers still stand as issued is hardly chance; a hint of recusal beside a
//! project with which the judge has no conflict stood beside another one.

use rust_decimal::Decimal;

use crate::model::BookIssue;
use crate::model::BookReading;
use crate::model::Collected;
use crate::model::IssueKind;
use crate::model::ListSubject;
use crate::model::Place;
use crate::model::ReadList;
use crate::model::ScoreSheet;
use crate::policy::Policy;
use crate::review::collect::compare::Register;
use crate::review::collect::compare::issue;
use crate::review::collect::compare::shorten;
use crate::review::view::judge_label;
use crate::review::workbook::CONFLICT;
use crate::review::workbook::TOTAL;

/// Of so many orders of its values, one or the other way round, at most two are sorted: fewer are left to chance.
const ORDERS: f64 = 20_000.0;

/// A score beside its project's number.
type Line<'a> = (&'a str, Decimal);

/// Says which of a judge's columns of scores are sorted while the numbers are not. `sheets` in the order of their rows.
pub fn note_sorted_columns(
    judge: u32,
    sheets: &[ScoreSheet],
    place: Place,
    policy: &Policy,
    reading: &mut BookReading,
) {
    if !sheets.is_sorted_by(|one, next| one.number < next.number) {
        return;
    }
    let labels = policy.criteria.iter().map(|criterion| criterion.label.as_str());
    let scored = |index: usize| {
        let of_sheet = |sheet: &ScoreSheet| sheet.scores.get(index).copied().flatten();
        sheets.iter().filter_map(|sheet| Some((sheet.number.as_str(), of_sheet(sheet)?))).collect()
    };
    let columns = labels.enumerate().map(|(index, label)| (label, scored(index)));
    let totals = sheets.iter().filter_map(|sheet| Some((sheet.number.as_str(), sheet.total()?))).collect();
    let sorted: Vec<String> = columns
        .chain([(TOTAL, totals)])
        .filter_map(|(label, lines): (&str, Vec<Line<'_>>)| {
            Some(tell_run(label, find_sorted_run(&lines)?, lines.len()))
        })
        .collect();
    if sorted.is_empty() {
        return;
    }
    let message = format!(
        "{} 的{}正好按高低排列，编号却仍按原来的顺序；如果只给分数排过序，分数就不在原来的项目旁边了，请与评委核对",
        judge_label(judge),
        sorted.join("、")
    );
    reading.issues.push(BookIssue {
        kind: IssueKind::SortedAlone,
        blocks: false,
        message,
        number: None,
        place: Some(place),
    });
}

/// “合计”从第一行到最后一行, “合计”从 2026-003 到 2026-012.
fn tell_run(label: &str, run: &[Line<'_>], lines: usize) -> String {
    match (run.first(), run.last()) {
        (Some((first, _)), Some((last, _))) if run.len() < lines => format!("“{label}”从 {first} 到 {last} "),
        _ => format!("“{label}”从第一行到最后一行"),
    }
}

/// The first lines in order, rising or falling, of whose orders so few are that it is hardly chance, at however many places
/// they might stand in the column.
fn find_sorted_run<'a>(lines: &'a [Line<'a>]) -> Option<&'a [Line<'a>]> {
    let falling = lines.chunk_by(|one, next| one.1 >= next.1);
    let rising = lines.chunk_by(|one, next| one.1 <= next.1);
    falling.chain(rising).find(|run| {
        // Rows of a sheet: far below 2^52, where a float is exact.
        let places = (lines.len() - run.len() + 1) as f64;
        count_orders(run) >= ORDERS * places
    })
}

/// In how many orders sorted values could stand: n! by the factorial of each value's count. An estimate in floating point; it
/// decides nothing but whether to remind.
fn count_orders(lines: &[Line<'_>]) -> f64 {
    let mut orders = 1.0;
    let (mut last, mut run) = (None, 0.0);
    for (place, (_, value)) in (1_u32..).zip(lines) {
        run = if last == Some(value) { run + 1.0 } else { 1.0 };
        last = Some(value);
        orders *= f64::from(place) / run;
    }
    orders
}

/// Says where hints of recusal stand beside other projects than those that the judge has a conflict with.
pub fn compare_hints(reading: &BookReading, register: &Register<'_>, collected: &mut Collected) {
    for list in &reading.lists {
        let ListSubject::Scores(judge) = list.subject else { continue };
        let (astray, bare) = part_hints(list, judge, register);
        if astray.is_empty() || bare.is_empty() {
            continue;
        }
        let message = format!(
            "{} 里“{CONFLICT}”写在 {} 旁边，{}须回避的却是 {}；编号、名称或分数可能单独排过序，请与评委核对，恢复原来的排列",
            reading.file,
            shorten(&astray),
            judge_label(judge),
            shorten(&bare)
        );
        collected.issues.push(issue(IssueKind::SortedAlone, true, message, None, Some(&list.place)));
    }
}

/// Projects with a hint and no conflict, and those in conflict on the list without a hint.
fn part_hints<'l>(list: &'l ReadList, judge: u32, register: &Register<'_>) -> (Vec<&'l str>, Vec<&'l str>) {
    let conflicts = &register.known.conflicts;
    let held = |number: &str| conflicts.iter().any(|conflict| conflict.judge == judge && conflict.number == number);
    let numbers = || list.numbers.iter().map(String::as_str);
    let hinted = |number: &str| list.hinted.iter().any(|hinted| hinted == number);
    let astray = numbers().filter(|number| hinted(number) && !held(number)).collect();
    let bare = numbers().filter(|number| !hinted(number) && register.bars(judge, number)).collect();
    (astray, bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_in(values: &[i64]) -> Option<usize> {
        let lines: Vec<Line<'_>> = values.iter().map(|value| ("2026-001", Decimal::from(*value))).collect();
        find_sorted_run(&lines).map(<[Line<'_>]>::len)
    }

    #[test]
    fn only_an_order_that_is_hardly_chance_counts() {
        assert_eq!(run_in(&[18, 17, 17, 16, 15, 14, 13, 13, 12, 11]), Some(10));
        assert_eq!(run_in(&[9, 10, 11, 12, 13, 14, 15, 16, 17]), Some(9));
        assert_eq!(run_in(&[18, 17, 16, 15, 14]), None);
        assert_eq!(run_in(&[15; 40]), None);
        assert_eq!(run_in(&[18, 17, 17, 16, 15, 14, 13, 14, 12, 11]), None);
    }

    #[test]
    fn a_part_that_was_sorted_alone_counts_where_it_is_long_enough_for_the_column() {
        assert_eq!(run_in(&[12, 20, 19, 18, 17, 16, 15, 14, 13, 11, 17, 19]), Some(9));
        assert_eq!(run_in(&[20, 19, 18, 17, 16, 15, 14, 13, 17, 19, 12, 18]), None);
    }
}
