//! A field that a form asks for by none of its labels, while a heading that nobody knows has a word that only its labels have (合作伙伴
//! beside 合作单位), or has under it what tells by itself that it answers the field, a time from and to or several units: that is taken for the
//! field's, with a doubt for people. For a required text words are not enough; what is done there is in [`super::by_place`].

use jiff::civil::Date;

use super::FormRead;
use super::again::doubt_by_heading;
use super::again::keeps_others;
use super::plain_words::list_headings;
use super::read_part;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_core::is_core_longer_than;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::PageItem;
use crate::extract::part_read::PartRead;
use crate::extract::parts::FormPart;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::people::looks_like_people;
use crate::extract::values::period::parse_period;
use crate::extract::values::plausible::fits_kind;
use crate::extract::values::plausible::looks_like_label;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::FieldValue;
use crate::model::Period;
use crate::model::Value;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Policy;

/// Characters of the longest text that is taken for an answer.
const LONGEST_ANSWER: usize = 24;
/// Characters of the longest cell that is taken for a label.
const LONGEST_LABEL: usize = 8;
/// So many headings without a word of the field are tried at most.
const MOST_HEADINGS: usize = 8;

/// Reads a part again for each such field.
pub(super) fn ask_by_kin<'d>(document: &'d Document, read: &mut PartRead<'d>, policy: &Policy, lexicon: &Lexicon) {
    let nowhere = |key: &str| read.forms.iter().all(|form| !is_asked(form, key));
    let fields = policy.fields.iter().enumerate();
    let missing: Vec<(usize, &FieldSpec)> =
        fields.filter(|(_, spec)| may_be_told_by_word(spec) && nowhere(&spec.key)).collect();
    if missing.is_empty() {
        return;
    }
    let mut headings = list_headings(&read.part);
    headings.extend(list_short_cells(&read.part));
    headings.retain(|heading| lexicon.label(heading).is_none() && !heading.ends_with('表'));
    for (field, spec) in missing {
        let is_akin = |heading: &&String| lexicon.is_akin(heading, field) && may_name(spec.kind, heading);
        let may_tell = may_tell_itself(read, spec);
        let told = headings.iter().filter(|heading| may_tell && !is_akin(heading) && may_head(spec.kind, heading));
        let again = headings.iter().filter(is_akin).chain(told.take(MOST_HEADINGS)).find_map(|heading| {
            let named = lexicon.with_words(field, vec![(heading.clone(), Rank::Affixed)]);
            let again = read_part(document, read.part.clone(), None, policy, &named);
            answers(read, &again, spec, policy, is_akin(&heading)).then_some((again, heading))
        });
        let Some((again, heading)) = again else { continue };
        *read = again;
        for found in read.forms.iter_mut().filter_map(|form| form.application.fields.get_mut(&spec.key)) {
            doubt_by_heading(found, spec, heading);
        }
    }
}

/// Whether what reads like a heading is hardly the answer to another one that nobody knows: 000元; a name or another unit before a unit.
fn may_head(kind: FieldKind, heading: &str) -> bool {
    let names = || looks_like_people(heading) || ends_like_unit(heading) && !looks_like_label(heading);
    !heading.starts_with(|c: char| c.is_numeric()) && (kind != FieldKind::Organisations || !names())
}

/// 完成人员 beside 创造效益, where a measure's label has 创造人.
fn may_name(kind: FieldKind, heading: &str) -> bool {
    kind != FieldKind::People || heading.ends_with(['人', '员', '者', '名'])
}

/// The texts of cells that are no longer than a heading: 合作工会 reads like a unit, and is one alone in its line.
fn list_short_cells(part: &FormPart<'_>) -> Vec<String> {
    let cells = part.items.iter().flat_map(|item| match item {
        PageItem::Paragraph(_) => Vec::new(),
        PageItem::Rows(grid, window) => grid.cells_in_rows(window.rows.0, window.rows.1).to_vec(),
    });
    let short = cells.filter(|cell| !is_core_longer_than(&cell.text, LONGEST_LABEL));
    let cores = short.map(|cell| core_of(&cell.text).text);
    cores.filter(|core| (2..=LONGEST_LABEL).contains(&core.chars().count())).collect()
}

/// Whether a text of the forms may be of a kind that tells by itself what it answers: a time from and to, several units.
fn may_tell_itself(read: &PartRead<'_>, spec: &FieldSpec) -> bool {
    let tells = |text: &str| match spec.kind {
        FieldKind::Period => parse_period(text).is_some_and(|period| is_from_and_to(&period, text)),
        FieldKind::Organisations => ends_like_unit(text),
        _ => false,
    };
    read.forms.iter().any(|form| {
        let left = form.application.unclaimed.iter().map(|left| left.raw.as_str());
        let texts = form.application.fields.values().filter_map(|reading| match reading {
            FieldReading::Read(value) => Some(value.read.raw.as_str()),
            _ => None,
        });
        left.chain(texts).flat_map(str::lines).any(|line| tells(line.rsplit(['：', ':']).next().unwrap_or(line)))
    })
}

fn is_asked(form: &FormRead, key: &str) -> bool {
    !matches!(form.application.fields.get(key), None | Some(FieldReading::NotFound))
}

fn may_be_told_by_word(spec: &FieldSpec) -> bool {
    match spec.kind {
        FieldKind::Text => !spec.required,
        FieldKind::Signature => false,
        _ => true,
    }
}

/// Whether the second reading answers this field with what reads like an answer, and leaves the others as they were; a text may end
/// before the heading, one that the form must hold only before a heading that is akin.
fn answers(before: &PartRead<'_>, after: &PartRead<'_>, spec: &FieldSpec, policy: &Policy, is_akin: bool) -> bool {
    let must_be_held = |key: &str| policy.field(key).is_some_and(|spec| spec.required);
    let may_end = |key: &str, value: &Value| matches!(value, Value::Text(_)) && (is_akin || !must_be_held(key));
    let keeps = |one: &FormRead, two: &FormRead| {
        keeps_others(&one.application, &two.application, |key| key == spec.key, may_end)
    };
    // a column of a list is asked for in each of its rows, and answered in none of them by what stands above all
    let in_all = after.forms.iter().all(|form| is_asked(form, &spec.key));
    let found: Vec<&FieldValue> = after.forms.iter().filter_map(|form| form.application.value(&spec.key)).collect();
    let of_one = found.windows(2).all(|two| matches!(two, [one, other] if one.read.place != other.read.place));
    in_all
        && (is_akin || of_one)
        && !found.is_empty()
        && found.iter().all(|value| reads_like_answer(value, spec) && (is_akin || tells_itself(value)))
        && before.forms.len() == after.forms.len()
        && before.forms.iter().zip(&after.forms).all(|(one, two)| keeps(one, two))
}

fn reads_like_answer(value: &FieldValue, spec: &FieldSpec) -> bool {
    let fits = |text: &str| fits_kind(spec.kind, text);
    match &value.read.value {
        Value::Organisations(units) => units.iter().all(|unit| fits(unit)),
        Value::Text(text) => {
            let short = text.chars().count() <= LONGEST_ANSWER && !text.contains(['\n', '。', '：', ':']);
            spec.kind == FieldKind::Text && short && !looks_like_label(text) && !looks_like_people(text)
        }
        _ => fits(&value.read.raw) && !value.read.raw.contains('\n'),
    }
}

fn tells_itself(value: &FieldValue) -> bool {
    match &value.read.value {
        Value::Organisations(units) => units.len() > 1,
        Value::Period(period) => is_from_and_to(period, &value.read.raw),
        _ => false,
    }
}

/// 2月至10月, 2026.2-2026.10; but not 2026年, 2026-02 and 2026-02-15, which may be any day.
fn is_from_and_to(period: &Period, text: &str) -> bool {
    let month = |day: Option<Date>| day.map(|day| (day.year(), day.month()));
    let months = month(period.from) != month(period.to);
    text.contains(['至', '到', '~', '～']) || months && text.contains(['-', '—', '–'])
}
