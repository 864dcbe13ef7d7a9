//! A form in lines that asks for a field by none of its labels, while the text of another goes on over a heading that nobody knows
//! (成效： below the measures): that heading may ask for the field. It is read so, with a doubt for people, and the other text ends.

use super::again::doubt_by_heading;
use super::again::keeps_others;
use super::read_part;
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
use crate::policy::FieldKind;
use crate::policy::Policy;

/// So many headings of texts that are known must be set off alike before another one that is may be one.
const ALIKE: usize = 2;

/// Reads a part again where as many required fields are asked for by no label as there are headings of no field, the first under the first.
pub(super) fn ask_by_place<'d>(document: &'d Document, read: &mut PartRead<'d>, policy: &Policy, lexicon: &Lexicon) {
    let [form] = read.forms.as_slice() else { return };
    let missing = list_missing(&form.application, policy);
    if missing.is_empty() || read.is_list {
        return;
    }
    let headings = list_unknown(read, &form.application, policy, lexicon);
    if headings.len() != missing.len() {
        return;
    }
    let asked: Vec<(usize, String)> = missing.into_iter().zip(headings).collect();
    let named = asked.iter().fold(lexicon.clone(), |named, (field, heading)| {
        named.with_words(*field, vec![(heading.clone(), Rank::Affixed)])
    });
    let mut again = read_part(document, read.part.clone(), None, policy, &named);
    let [second] = again.forms.as_mut_slice() else { return };
    let spec_of = |field: usize| policy.fields.get(field);
    let is_asked = |key: &str| asked.iter().any(|(field, _)| spec_of(*field).is_some_and(|spec| spec.key == key));
    if !keeps_others(&form.application, &second.application, is_asked, |_, value| matches!(value, Value::Text(_))) {
        return;
    }
    let after = &mut second.application.fields;
    for (field, heading) in &asked {
        let Some(spec) = spec_of(*field) else { return };
        let Some(reading) = after.get_mut(&spec.key) else { return };
        let FieldReading::Read(found) = &*reading else { return };
        if spec.kind != FieldKind::Text && !fits_kind(spec.kind, &found.read.raw) {
            return;
        }
        doubt_by_heading(reading, spec, heading);
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

/// The headings that are of no field among the lines within other fields' values that are set off as the known headings are; none
/// where a text is left that no field claimed, under which a field may stand as well.
fn list_unknown(read: &PartRead<'_>, form: &Application, policy: &Policy, lexicon: &Lexicon) -> Vec<String> {
    if form.unclaimed.iter().any(|text| text.value == Unclaimed::Unknown && heading_of(&text.raw).is_some()) {
        return Vec::new();
    }
    let Some(mark) = mark_of_known(read, policy, lexicon) else { return Vec::new() };
    let texts = form.fields.values().filter_map(|reading| match reading {
        FieldReading::Read(value) if matches!(value.read.value, Value::Text(_)) => Some(value.read.raw.lines().skip(1)),
        _ => None,
    });
    let alike = texts.flatten().filter_map(heading_of).filter(|(_, own)| *own == mark).map(|(heading, _)| heading);
    alike.filter(|heading| lexicon.label(heading).is_none()).collect()
}

/// What sets the headings of texts that are known off, where it is the same for all; None for a line of their own.
fn mark_of_known(read: &PartRead<'_>, policy: &Policy, lexicon: &Lexicon) -> Option<Option<char>> {
    let is_text = |field: &usize| policy.fields.get(*field).is_some_and(|spec| spec.kind == FieldKind::Text);
    let names_text = |heading: &str| matches!(lexicon.label(heading), Some(Label::Fields { fields, .. }) if fields.iter().any(is_text));
    let headings = read.part.items.iter().flat_map(|item| match item {
        PageItem::Paragraph(paragraph) => paragraph.text.lines().filter_map(heading_of).collect::<Vec<_>>(),
        // a label alone in its cell has its value in another one
        PageItem::Rows(grid, window) => {
            let cells = grid.cells_in_rows(window.rows.0, window.rows.1).iter();
            cells.filter_map(|cell| heading_of(cell.text.lines().next()?)).filter(|(_, mark)| mark.is_some()).collect()
        }
    });
    let marks: Vec<Option<char>> = headings.filter(|(heading, _)| names_text(heading)).map(|(_, mark)| mark).collect();
    let first = *marks.first()?;
    (marks.len() >= ALIKE && marks.iter().all(|mark| *mark == first)).then_some(first)
}
