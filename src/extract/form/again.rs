//! A part of a document that is read again with more labels, and whether what was read of it before holds.

use std::borrow::Cow;

use super::read_part;
use crate::extract::candidate::usual_marks::FRAMES;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::part_read::PartRead;
use crate::model::Application;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::Located;
use crate::model::Value;
use crate::model::shorten;
use crate::policy::Policy;

/// Reads a part again by these labels. What was found under headings that are none of a field's labels stays so.
pub(super) fn read_again<'d>(
    document: &'d Document,
    read: &PartRead<'d>,
    policy: &Policy,
    labels: Lexicon,
) -> PartRead<'d> {
    let again = read_part(document, read.part.clone(), None, policy, Cow::Owned(labels));
    PartRead { headings: read.headings.clone(), ..again }
}

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

/// Doubts what was read under headings that are none of the field's labels.
pub(super) fn doubt_by_headings(read: &mut PartRead<'_>, policy: &Policy) {
    for (key, heading) in &read.headings {
        let Some(spec) = policy.field(key) else { continue };
        for found in read.forms.iter_mut().filter_map(|form| form.application.fields.get_mut(key)) {
            let FieldReading::Read(found) = found else { continue };
            found.doubts.push(format!("表上没有“{}”一栏，这是“{}”下写的", spec.label, shorten(heading)));
        }
    }
}
