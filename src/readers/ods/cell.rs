//! What a cell of an OpenDocument spreadsheet holds: its typed value, and its text as the program showed it.

use jiff::civil::Date;
use jiff::civil::DateTime;

use crate::model::CellContent;
use crate::readers::number_format::show_general;
use crate::readers::sheets::value::shortest_decimal;
use crate::readers::xml::Element;
use crate::readers::xml::local;
use crate::readers::xml::unescape;

/// The attributes of a cell (ODF 1.3 part 3, 9.1.4).
#[derive(Clone, Debug, Default)]
pub struct CellAttributes {
    /// How many columns the cell is repeated over.
    pub repeated: u32,
    /// How many columns it spans.
    pub width: u32,
    /// How many rows it spans.
    pub height: u32,
    kind: String,
    value: String,
    is_error: bool,
    formula: Option<String>,
}

impl CellAttributes {
    /// Takes them off an element.
    pub fn of(element: &Element) -> Self {
        let mut attributes = Self { repeated: 1, width: 1, height: 1, ..Self::default() };
        let count = |value: &str| value.parse::<u32>().unwrap_or(1).max(1);
        for (name, value) in element.attributes() {
            match local(name) {
                "number-columns-repeated" => attributes.repeated = count(value),
                "number-columns-spanned" => attributes.width = count(value),
                "number-rows-spanned" => attributes.height = count(value),
                "value-type" if value == "error" => attributes.is_error = true,
                "value-type" if attributes.kind.is_empty() => attributes.kind = value.to_owned(),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    attributes.value = unescape(value).into_owned();
                }
                "formula" => attributes.formula = Some(unescape(value).into_owned()),
                _ => {}
            }
        }
        attributes
    }

    /// Text and content of the cell, given the text in it; None where it holds nothing.
    pub fn shape(&self, shown: String) -> Option<(String, CellContent)> {
        // Gnumeric copies what OOXML writes for a carriage return as it stands.
        let shown = if shown.contains("_x000D_") { shown.replace("_x000D_", "") } else { shown };
        let value = self.value.trim();
        let content = match self.kind.as_str() {
            _ if self.is_error => Some(CellContent::Error(shown.clone())),
            // LibreOffice writes what it took from other formats as a number that is shown as a truth.
            "float" if matches!((value, shown.as_str()), ("1", "TRUE") | ("0", "FALSE")) => {
                Some(CellContent::Boolean(value == "1"))
            }
            "float" | "percentage" | "currency" => {
                let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
                number.map(|number| CellContent::Number(shortest_decimal(number)))
            }
            "date" => parse_instant(value).map(CellContent::Date),
            "time" => parse_clock(value).map(CellContent::Date),
            "boolean" => Some(CellContent::Boolean(value == "true")),
            _ => None,
        };
        let plain = match (&content, shown.is_empty()) {
            // Excel and Gnumeric write what a narrow column shows: a phone as 1.38E+10.
            (Some(CellContent::Number(number)), false) if shown.contains("E+") => {
                number.parse::<f64>().map_or(shown, show_general)
            }
            (_, false) => shown,
            // Some programs write the value alone.
            (Some(CellContent::Boolean(holds)), true) => if *holds { "TRUE" } else { "FALSE" }.to_owned(),
            (_, true) => value.to_owned(),
        };
        match (content, plain.is_empty(), &self.formula) {
            (Some(content), ..) => Some((plain, content)),
            (None, false, _) => Some((plain, CellContent::Text)),
            // A formula may give an empty text; one that gives nothing at all was never calculated.
            (None, true, Some(formula)) if self.kind.is_empty() => {
                let formula = formula.trim_start_matches("of:").trim_start_matches('=').to_owned();
                Some((String::new(), CellContent::FormulaWithoutResult(formula)))
            }
            _ => None,
        }
    }
}

fn parse_instant(value: &str) -> Option<DateTime> {
    let value = value.trim_end_matches('Z');
    value
        .parse::<DateTime>()
        .ok()
        .or_else(|| value.parse::<Date>().ok().map(|day| day.to_datetime(jiff::civil::Time::midnight())))
}

/// `PT15H04M05S`: a time of day, on the day that workbooks count as none. None for lengths of a day and more.
fn parse_clock(value: &str) -> Option<DateTime> {
    let rest = value.strip_prefix("PT")?;
    let (hours, rest) = rest.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds: f64 = rest.strip_suffix('S')?.replace(',', ".").parse().ok()?;
    let (hours, minutes) = (hours.parse::<i8>().ok()?, minutes.parse::<i8>().ok()?);
    let whole = seconds.trunc().clamp(0.0, 59.0);
    let day = Date::new(1899, 12, 31).ok()?;
    let time = jiff::civil::Time::new(hours, minutes, whole as i8, ((seconds - whole) * 1e9) as i32).ok()?;
    Some(day.to_datetime(time))
}
