//! Whether what was read of a form holds when the form is read again with more labels.

use crate::model::Application;
use crate::model::FieldReading;
use crate::model::Value;

/// Whether all values but those of the fields `asked` for stayed as they were. A value that `may_end` may have ended sooner, before the
/// words that now stand under a label of their own; what was read out of the same words (联合单位 behind 申报单位) goes with it.
pub(super) fn keeps_others(
    before: &Application,
    after: &Application,
    asked: impl Fn(&str) -> bool,
    may_end: impl Fn(&Value) -> bool,
) -> bool {
    let read = |form: &Application, key: &str| form.value(key).map(|value| value.read.clone());
    let ended = |key: &str| {
        read(before, key).filter(|one| may_end(&one.value)).zip(read(after, key)).and_then(|(one, two)| {
            let sooner = one.raw.len() > two.raw.len() && one.raw.starts_with(two.raw.as_str());
            sooner.then_some(one.raw)
        })
    };
    let ended_words: Vec<String> = before.fields.keys().filter_map(|key| ended(key)).collect();
    before.fields.iter().all(|(key, value)| match value {
        FieldReading::Read(value) => {
            asked(key)
                || after.value(key).is_some_and(|now| now == value)
                || may_end(&value.read.value) && ended_words.contains(&value.read.raw)
        }
        _ => true,
    })
}
