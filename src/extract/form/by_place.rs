//! A form in lines that asks for a field by none of its labels, while the text of another goes on over a heading that nobody knows
//! (成效： below the measures): that heading may ask for the field. It is read so, with a doubt for people, and the other text ends.

use super::again::keeps_others;
use super::again::read_again;
use crate::extract::label::heading::heading_of;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::PageItem;
use crate::extract::part_read::PartRead;
use crate::extract::values::plausible::fits_kind;
use crate::model::Application;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::Unclaimed;
use crate::model::Value;
use crate::model::shorten;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// So many headings of texts that are known must be set off alike before another one that is may be one.
const ALIKE: usize = 2;

/// Reads a part again where as many required fields are asked for by no label as there are headings of no field, the first under the first.
pub(super) fn ask_by_place<'d>(document: &'d Document, read: &mut PartRead<'d>, policy: &Policy) {
    let [form] = read.forms.as_slice() else { return };
    let missing = list_missing(&form.application, policy);
    if missing.is_empty() || read.is_list {
        return;
    }
    let headings = list_unknown(read, &form.application, policy);
    if headings.len() != missing.len() {
        return;
    }
    let asked: Vec<(usize, String)> = missing.into_iter().zip(headings).collect();
    let named = asked.iter().fold(read.labels.clone().into_owned(), |named, (field, heading)| {
        named.with_words(*field, vec![(heading.clone(), Rank::Affixed)])
    });
    let mut again = read_again(document, read, policy, named);
    let [second] = again.forms.as_slice() else { return };
    let spec_of = |field: usize| policy.fields.get(field);
    let is_asked = |key: &str| asked.iter().any(|(field, _)| spec_of(*field).is_some_and(|spec| spec.key == key));
    if !keeps_others(&form.application, &second.application, is_asked, |_, value| matches!(value, Value::Text(_))) {
        return;
    }
    for (field, heading) in asked {
        let Some(spec) = spec_of(field) else { return };
        let Some(found) = second.application.value(&spec.key) else { return };
        if spec.kind != FieldKind::Text && !fits_kind(spec.kind, &found.read.raw) {
            return;
        }
        again.headings.push((spec.key.clone(), heading));
    }
    *read = again;
}

/// The required fields that no label asks for, of those that a heading of its own may ask for.
fn list_missing(application: &Application, policy: &Policy) -> Vec<usize> {
    let asked = |kind| matches!(kind, FieldKind::Text | FieldKind::Organisation | FieldKind::Phone);
    let missing = policy.fields.iter().enumerate().filter(|(_, spec)| {
        let nowhere = matches!(application.fields.get(&spec.key), None | Some(FieldReading::NotFound));
        spec.required && asked(spec.kind) && nowhere
    });
    missing.map(|(field, _)| field).collect()
}

/// Where a required text is asked for by no label still, doubts the texts that go on over a heading that nobody knows.
pub(super) fn doubt_going_on(read: &mut PartRead<'_>, policy: &Policy) {
    let [form] = read.forms.as_slice() else { return };
    let missing = list_missing(&form.application, policy);
    let labels =
        missing.iter().filter_map(|&field| policy.fields.get(field)).filter(|spec| spec.kind == FieldKind::Text);
    let labels: Vec<String> = labels.map(|spec| format!("“{}”", spec.label)).collect();
    let Some(mark) = mark_of_known(read, policy).filter(|_| !labels.is_empty() && !read.is_list) else { return };
    let PartRead { forms, labels: known, .. } = read;
    for reading in forms.iter_mut().flat_map(|form| form.application.fields.values_mut()) {
        let heading = unknown_within(reading, mark, known).next();
        if let (Some(heading), FieldReading::Read(value)) = (heading, reading) {
            let labels = labels.join("、");
            value.doubts.push(format!("里面“{}”一行像是另一栏的开头，而表上没有{labels}", shorten(&heading)));
        }
    }
}

/// The headings that are of no field among the lines within other fields' values that are set off as the known headings are; none
/// where a text is left that no field claimed, under which a field may stand as well.
fn list_unknown(read: &PartRead<'_>, form: &Application, policy: &Policy) -> Vec<String> {
    if form.unclaimed.iter().any(|text| text.value == Unclaimed::Unknown && heading_of(&text.raw).is_some()) {
        return Vec::new();
    }
    let Some(mark) = mark_of_known(read, policy) else { return Vec::new() };
    form.fields.values().flat_map(|reading| unknown_within(reading, mark, &read.labels)).collect()
}

/// The headings that are of no field at lines within a text.
fn unknown_within(reading: &FieldReading, mark: Option<char>, known: &Lexicon) -> impl Iterator<Item = String> {
    let text = match reading {
        FieldReading::Read(value) if matches!(value.read.value, Value::Text(_)) => value.read.raw.as_str(),
        _ => "",
    };
    let alike = text.lines().skip(1).filter_map(heading_of).filter(move |(_, own)| *own == mark);
    alike.map(|(heading, _)| heading).filter(|heading| known.label(heading).is_none())
}

/// What sets the headings of texts that are known off, where it is the same for all; None for a line of their own.
fn mark_of_known(read: &PartRead<'_>, policy: &Policy) -> Option<Option<char>> {
    let is_text = |field: &usize| policy.fields.get(*field).is_some_and(|spec| spec.kind == FieldKind::Text);
    let names_text = |heading: &str| matches!(read.labels.label(heading), Some(Label::Fields { fields, .. }) if fields.iter().any(is_text));
    let headings = read.part.items.iter().flat_map(|item| match item {
        PageItem::Paragraph(paragraph) => paragraph.text.lines().filter_map(heading_of).collect::<Vec<_>>(),
        // a label alone in its cell has its value in another one
        PageItem::Rows(grid, window) => {
            let lines = window.cells(grid).flat_map(|cell| cell.text.lines());
            lines.filter_map(heading_of).filter(|(_, mark)| mark.is_some()).collect()
        }
    });
    let marks: Vec<Option<char>> = headings.filter(|(heading, _)| names_text(heading)).map(|(_, mark)| mark).collect();
    let first = *marks.first()?;
    (marks.len() >= ALIKE && marks.iter().all(|mark| *mark == first)).then_some(first)
}
