//! A stored number to what a cell holds and shows.

use crate::model::CellContent;
use crate::readers::number_format::Epoch;
use crate::readers::number_format::NumberFormat;

/// Text and content of a number as stored; what is no number is text.
pub fn shape_number(stored: &str, format: &NumberFormat, epoch: Epoch) -> (String, CellContent) {
    if format.is_general() && is_plain_integer(stored) {
        return (stored.to_owned(), CellContent::Number(stored.to_owned()));
    }
    match stored.parse::<f64>() {
        Ok(number) if number.is_finite() => shape_float(number, format, epoch),
        _ => (stored.to_owned(), CellContent::Text),
    }
}

/// Text and content of a number.
pub fn shape_float(number: f64, format: &NumberFormat, epoch: Epoch) -> (String, CellContent) {
    let shown = format.show(number, epoch);
    let content = match shown.instant {
        Some(instant) => CellContent::Date(instant),
        None => CellContent::Number(shortest_decimal(number)),
    };
    (shown.text, content)
}

/// The shortest decimal writing that gives the same double.
pub fn shortest_decimal(number: f64) -> String {
    // Adding nothing turns minus zero into zero.
    (number + 0.0).to_string()
}

/// Whole, without exponent or superfluous zeros, and short enough for a double to hold every digit.
fn is_plain_integer(stored: &str) -> bool {
    let digits = stored.strip_prefix('-').unwrap_or(stored);
    match digits.as_bytes() {
        [b'0'] => digits.len() == stored.len(),
        [b'1'..=b'9', rest @ ..] => rest.len() < 15 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_every_digit_that_a_double_holds() {
        let shape = |stored: &str| shape_number(stored, &NumberFormat::general(), Epoch::Y1900);
        for (stored, text, content) in [
            ("13800001111", "13800001111", "13800001111"),
            ("1.38E+10", "13800000000", "13800000000"),
            ("0.10000000000000001", "0.1", "0.1"),
            ("-0", "0", "0"),
            ("007", "7", "7"),
            ("0.30000000000000004", "0.3", "0.30000000000000004"),
            ("130302199001011234", "130302199001011230", "130302199001011230"),
        ] {
            assert_eq!(shape(stored), (text.to_owned(), CellContent::Number(content.to_owned())), "{stored}");
        }
        assert_eq!(shape("inf").1, CellContent::Text);
        assert_eq!(shape("甲").1, CellContent::Text);
    }
}
