//! Whether what was read of a form holds when the form is read again with more labels.

use crate::extract::candidate::usual_marks::FRAMES;
use crate::model::Application;
use crate::model::FieldReading;
use crate::model::Located;
use crate::model::Value;
use crate::model::shorten;
use crate::policy::FieldSpec;

/// Whether all values but those of the fields `asked` for stayed as they were. A value that `may_end` may have ended sooner, before the
/// words that now stand under a label of their own; what was read out of the same words (联合单位 behind 申报单位) goes with it.
pub(super) fn keeps_others(
    before: &Application,
    after: &Application,
    asked: impl Fn(&str) -> bool,
    may_end: impl Fn(&str, &Value) -> bool,
) -> bool {
    let read = |form: &Application, key: &str| form.value(key).map(|value| value.read.clone());
    let ended = |key: &str| {
        read(before, key).filter(|one| may_end(key, &one.value)).zip(read(after, key)).and_then(|(one, two)| {
            let sooner = one.raw.len() > two.raw.len() && unopened(&one.raw).starts_with(unopened(&two.raw));
            sooner.then_some(one.raw)
        })
    };
    let ended_words: Vec<String> = before.fields.keys().filter_map(|key| ended(key)).collect();
    before.fields.iter().all(|(key, value)| match value {
        FieldReading::Read(value) => {
            asked(key)
                || after.value(key).is_some_and(|now| now == value || says_the_same(&value.read, &now.read))
                || may_end(key, &value.read.value) && ended_words.contains(&value.read.raw)
        }
        _ => true,
    })
}

/// Whether a value is the same without the marks that it stood between, or, where it is no text, without the line that went on
/// behind it.
fn says_the_same(before: &Located<Value>, after: &Located<Value>) -> bool {
    let goes_on = before.value == after.value && before.raw.starts_with(after.raw.as_str());
    let is_framed = || FRAMES.iter().any(|(open, close)| before.raw == format!("{open}{}{close}", after.raw));
    before.place == after.place && (goes_on || is_framed())
}

/// A text without the mark that opens before it, which only the readings take off that know enough answers between such marks.
fn unopened(text: &str) -> &str {
    FRAMES.iter().find_map(|(open, _)| text.strip_prefix(*open)).unwrap_or(text)
}

/// Doubts what was read under a heading that is none of the field's labels.
pub(super) fn doubt_by_heading(found: &mut FieldReading, spec: &FieldSpec, heading: &str) {
    let FieldReading::Read(found) = found else { return };
    found.doubts.push(format!("表上没有“{}”一栏，这是“{}”下写的", spec.label, shorten(heading)));
}
