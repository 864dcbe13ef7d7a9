//! What people type into a cell: scores as numbers or as text (`90分`, `９０`), a yes, a word of a list.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::Cell;
use crate::model::CellContent;
use crate::policy::Criterion;
use crate::policy::fold_text;

/// What a cell for a score holds.
#[derive(Clone, Debug, PartialEq)]
pub enum ScoreAnswer {
    /// Nothing.
    Blank,
    /// A score that the criterion allows.
    Score(Decimal),
    /// A number below zero or above the most.
    OutOfRange(Decimal),
    /// A number between two steps.
    WrongStep(Decimal),
    /// No number.
    NoNumber(String),
    /// One cell over several rows or columns: for which of them is not said.
    Merged(String),
    /// A formula for which the file holds no result.
    NoResult,
}

/// Reads a score.
pub fn read_score(cell: Option<&Cell>, criterion: &Criterion) -> ScoreAnswer {
    let Some(cell) = cell else { return ScoreAnswer::Blank };
    match &cell.content {
        CellContent::Empty => return ScoreAnswer::Blank,
        CellContent::FormulaWithoutResult(_) => return ScoreAnswer::NoResult,
        _ => {}
    }
    match number_in(cell) {
        None if fold_text(&cell.text).is_empty() => ScoreAnswer::Blank,
        _ if cell.width > 1 || cell.height > 1 => ScoreAnswer::Merged(cell.text.clone()),
        None => ScoreAnswer::NoNumber(cell.text.clone()),
        Some(number) if number < Decimal::ZERO || number > criterion.max => ScoreAnswer::OutOfRange(number),
        Some(number) if !on_step(number, criterion.step) => ScoreAnswer::WrongStep(number),
        Some(number) => ScoreAnswer::Score(number),
    }
}

/// The number that a cell holds, as a number or as text. A percentage (90% is kept as 0.9) is none.
pub fn number_in(cell: &Cell) -> Option<Decimal> {
    match &cell.content {
        CellContent::Number(_) if cell.text.trim_end().ends_with('%') => None,
        CellContent::Number(number) => read_number(number),
        _ => read_number(&cell.text),
    }
}

fn on_step(number: Decimal, step: Option<Decimal>) -> bool {
    step.is_none_or(|step| number.checked_rem(step).is_some_and(|rest| rest.is_zero()))
}

/// A number however it is written: full-width digits, `分` after it, white space around it. White space inside (`1 5`) may
/// part two numbers, or a digit from a point that was not typed: then it is none.
pub fn read_number(text: &str) -> Option<Decimal> {
    let mut words = text.split_whitespace().skip(1);
    if words.any(|word| word != "分") {
        return None;
    }
    let folded = fold_text(text);
    let plain = folded.strip_suffix('分').unwrap_or(&folded);
    let plain = plain.strip_prefix('+').unwrap_or(plain);
    let number = plain.parse::<Decimal>().ok().or_else(|| Decimal::from_scientific(plain).ok())?;
    // A double that a program computed (15.100000000000001) is meant as its first decimals.
    let meant = number.round_dp(9);
    (meant.abs().to_f64()? < 1e12).then(|| meant.normalize())
}

/// Whether a cell says yes; None where it says neither.
pub fn read_yes(text: &str) -> Option<bool> {
    match fold_text(text).as_str() {
        "" | "否" | "不" | "N" | "n" | "no" | "No" | "NO" | "×" | "FALSE" | "0" => Some(false),
        "是" | "回避" | "Y" | "y" | "yes" | "Yes" | "YES" | "√" | "✓" | "✔" | "TRUE" | "1" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_typed_as_text_are_numbers() {
        for (text, number) in
            [("90分", "90"), ("９０", "90"), (" 17.5 ", "17.5"), ("１７．５　分", "17.5"), ("+8", "8")]
        {
            assert_eq!(read_number(text), number.parse().ok(), "{text}");
        }
        for text in ["", "优", "18/20", "九十", "1e999", "NaN", "--", "1 5", "15\n16", "１　５", "9，5", "90%"] {
            assert_eq!(read_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_double_is_read_as_the_decimal_that_was_meant() {
        assert_eq!(read_number("15.100000000000001"), Some(Decimal::new(151, 1)));
    }

    #[test]
    fn steps_and_bounds_are_inclusive() {
        let half = Some(Decimal::new(5, 1));
        assert!(on_step(Decimal::new(175, 1), half));
        assert!(!on_step(Decimal::new(173, 1), half));
        assert!(on_step(Decimal::new(173, 1), None));
    }

    #[test]
    fn yes_is_read_as_people_write_it() {
        assert_eq!(read_yes(" 是 "), Some(true));
        assert_eq!(read_yes("√"), Some(true));
        assert_eq!(read_yes(""), Some(false));
        assert_eq!(read_yes("可能"), None);
    }
}
