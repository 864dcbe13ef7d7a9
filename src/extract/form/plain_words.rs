//! A form that asks for a field by none of its labels is read again with the plain words for it.

use std::borrow::Cow;

use super::FormRead;
use super::again::keeps_others;
use super::read_part;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_core::is_core_longer_than;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::page::PageItem;
use crate::extract::part_read::PartRead;
use crate::extract::parts::FormPart;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::Value;
use crate::policy::FieldKind;
use crate::policy::Policy;
use crate::policy::fold_text;

/// Reads a part again where it asks for nobody in charge of the project (主要负责人 may be meant), for no applicant (单位) or for no
/// project (项目): by labels that say no more than that, and mean something else beside the measure's own.
pub(super) fn ask_in_plain_words<'d>(
    document: &'d Document,
    read: &mut PartRead<'d>,
    policy: &Policy,
    lexicon: &Lexicon,
) {
    let roles = [&policy.roles.applicant, &policy.roles.title, &policy.roles.people].into_iter().flatten();
    let is_title = |key: &String| policy.roles.title.as_ref() == Some(key);
    let running = policy.fields.iter().filter(|spec| spec.required && spec.kind == FieldKind::Text);
    let keys = roles.chain(running.map(|spec| &spec.key).filter(|key| !is_title(key)));
    let reading = |form: &FormRead, key: &str| form.application.fields.get(key).cloned();
    let is_asked = |form: &FormRead, key: &str| reading(form, key).is_some_and(|read| read != FieldReading::NotFound);
    let nowhere = |key: &&String| !read.forms.iter().any(|form| is_asked(form, key));
    let missing: Vec<String> = keys.filter(nowhere).cloned().collect();
    let mut known = Cow::Borrowed(lexicon);
    for key in missing {
        let Some(field) = policy.fields.iter().position(|field| field.key == key) else { continue };
        let words = known.plain_words(field, is_title(&key));
        if !words.iter().any(|(word, _)| says(&read.part, word)) {
            continue;
        }
        let plain = known.with_words(field, words);
        let again = read_part(document, read.part.clone(), None, policy, &plain);
        let fits = |before: &FormRead, after: &FormRead| {
            matches!(reading(after, &key), Some(FieldReading::Read(_)))
                && keeps_others(&before.application, &after.application, |other| other == key, is_short)
        };
        if again.forms.len() == read.forms.len() && read.forms.iter().zip(&again.forms).all(|(one, two)| fits(one, two))
        {
            *read = again;
            known = Cow::Owned(plain);
        }
    }
}

/// Whether a value is no text, so that lines under another label are no part of it.
fn is_short(value: &Value) -> bool {
    !matches!(value, Value::Text(_))
}

/// Whether a cell of a part holds this word alone, or a paragraph holds it anywhere.
fn says(part: &FormPart<'_>, word: &str) -> bool {
    part.items.iter().any(|item| match item {
        PageItem::Paragraph(paragraph) => fold_text(&paragraph.text).contains(word),
        PageItem::Rows(grid, window) => grid.cells_in_rows(window.rows.0, window.rows.1).iter().any(|cell| {
            !is_core_longer_than(&cell.text, word.chars().count() + 2) && core_of(&cell.text).text.contains(word)
                || cell.text.contains([':', '：']) && fold_text(&cell.text).contains(word)
                || !cell.blocks.is_empty()
        }),
    })
}
