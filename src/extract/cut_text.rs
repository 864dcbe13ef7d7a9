//! A text form whose end is missing: a file of plain text says nothing of its own length, so a copy that was broken off looks whole.
//! What is asked for last is then not missing for certain.

use crate::extract::form::FormRead;
use crate::model::Block;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::Format;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// So many fields nobody leaves out with their labels.
const MANY: usize = 3;

/// Whether a form in plain text breaks off: what the measure asks for last stands nowhere, where that are several fields or the last line
/// has no end; or the last of its texts lacks the full stop that the others have.
pub fn is_cut_text(bytes: &[u8], document: &Document, forms: &[FormRead], policy: &Policy) -> bool {
    let [form] = forms else { return false };
    if !matches!(document.format, Format::Text | Format::Csv) {
        return false;
    }
    let lacking = count_lacking_at_end(form, policy);
    lacking >= MANY || !ends_in_line_end(bytes) && (lacking > 0 || stops_amid_a_sentence(document, form, policy))
}

fn ends_in_line_end(bytes: &[u8]) -> bool {
    bytes.iter().rev().find(|byte| **byte != 0).is_none_or(|last| matches!(last, b'\n' | b'\r'))
}

/// Of how many of the last fields that must be there not even the labels stand on the form, where all before them do.
fn count_lacking_at_end(form: &FormRead, policy: &Policy) -> usize {
    let asked = policy.fields.iter().filter(|field| field.required && field.kind != FieldKind::Signature);
    let stands = asked.map(|field| {
        let reading = form.application.fields.get(&field.key);
        !matches!(reading, Some(FieldReading::NotFound) | None)
    });
    let stands: Vec<bool> = stands.collect();
    let first = stands.iter().take_while(|stands| **stands).count();
    let lacking = stands.len() - first;
    if first >= 2 && stands.iter().skip(first).all(|stands| !stands) { lacking } else { 0 }
}

/// Whether the paper ends within the text of a field, without the full stop that two others end with.
fn stops_amid_a_sentence(document: &Document, form: &FormRead, policy: &Policy) -> bool {
    let last = last_text(document).trim_end();
    let texts = policy.fields.iter().filter(|field| field.kind == FieldKind::Text).filter_map(|field| {
        let Some(FieldReading::Read(value)) = form.application.fields.get(&field.key) else { return None };
        Some(value.read.raw.trim_end())
    });
    let (ended, open): (Vec<&str>, Vec<&str>) =
        texts.partition(|text| text.ends_with(['。', '！', '？', '；', '.', '…', '”', '）']));
    ended.len() >= 2 && open.iter().any(|text| text.chars().count() > 4 && last.ends_with(text))
}

fn last_text(document: &Document) -> &str {
    match document.body.last() {
        Some(Block::Paragraph(paragraph)) => &paragraph.text,
        Some(Block::Grid(grid)) => grid.cells.last().map_or("", |cell| &cell.text),
        None => "",
    }
}
