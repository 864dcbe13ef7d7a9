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
    let scores = |index: usize| sheets.iter().filter_map(|sheet| sheet.scores.get(index).copied().flatten()).collect();
    let columns = labels.enumerate().map(|(index, label)| (label, scores(index)));
    let totals: Vec<Decimal> = sheets.iter().filter_map(ScoreSheet::total).collect();
    let sorted: Vec<&str> = columns
        .chain([(TOTAL, totals)])
        .filter(|(_, values)| is_sorted_past_chance(values))
        .map(|(label, _)| label)
        .collect();
    if sorted.is_empty() {
        return;
    }
    let message = format!(
        "{} 的“{}”从第一行到最后一行正好按高低排列，编号却仍按原来的顺序；如果只给分数排过序，分数就不在原来的项目旁边了，请与评委核对",
        judge_label(judge),
        sorted.join("”“")
    );
    reading.issues.push(BookIssue {
        kind: IssueKind::SortedAlone,
        blocks: false,
        message,
        number: None,
        place: Some(place),
    });
}

/// Whether values are in order, rising or falling, where so few of their orders are that it is hardly chance.
fn is_sorted_past_chance(values: &[Decimal]) -> bool {
    let sorted = values.is_sorted() || values.is_sorted_by(|one, next| one >= next);
    sorted && count_orders(values) >= ORDERS
}

/// In how many orders sorted values could stand: n! by the factorial of each value's count. An estimate in floating point; it
/// decides nothing but whether to remind.
fn count_orders(values: &[Decimal]) -> f64 {
    let mut orders = 1.0;
    let (mut last, mut run) = (None, 0.0);
    for (place, value) in (1_u32..).zip(values) {
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

    fn decimals(values: &[i64]) -> Vec<Decimal> {
        values.iter().map(|value| Decimal::from(*value)).collect()
    }

    #[test]
    fn only_an_order_that_is_hardly_chance_counts() {
        assert!(is_sorted_past_chance(&decimals(&[18, 17, 17, 16, 15, 14, 13, 13, 12, 11])));
        assert!(is_sorted_past_chance(&decimals(&[9, 10, 11, 12, 13, 14, 15, 16, 17])));
        assert!(!is_sorted_past_chance(&decimals(&[18, 17, 16, 15, 14])));
        assert!(!is_sorted_past_chance(&decimals(&[15; 40])));
        assert!(!is_sorted_past_chance(&decimals(&[18, 17, 17, 16, 15, 14, 13, 14, 12, 11])));
    }
}
