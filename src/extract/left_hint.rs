//! A text that stands in parentheses as a whole, as the hints of forms do (（量化指标）), while the form's other answers do not: it may be
//! what was printed there, and nothing was filled in.

use indexmap::IndexMap;

use crate::extract::values::blank::is_invisible;
use crate::model::FieldReading;
use crate::model::Value;

/// Doubts such texts.
pub fn doubt_left_hints(fields: &mut IndexMap<String, FieldReading>) {
    let is_hint =
        |reading: &FieldReading| matches!(reading, FieldReading::Read(value) if is_in_parentheses(&value.read.raw));
    let asked = fields.values().filter(|reading| **reading != FieldReading::NotFound).count();
    // a form that is answered in parentheses
    if fields.values().filter(|reading| is_hint(reading)).count() * 2 > asked {
        return;
    }
    for reading in fields.values_mut() {
        if is_hint(reading)
            && let FieldReading::Read(value) = reading
            && matches!(value.read.value, Value::Text(_))
        {
            value.doubts.push("写的都在括号里，可能是表上原有的提示".to_owned());
        }
    }
}

/// Whether one pair of parentheses holds a whole line of text.
fn is_in_parentheses(text: &str) -> bool {
    let inside =
        text.trim_matches(is_invisible).strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inside.is_some_and(|inside| !inside.contains(['（', '(', '）', ')', '\n']))
}
