//! A field that a form asks for by none of its labels, while a heading that nobody knows has a word that only its labels have
//! (合作伙伴 beside 合作单位), or has under it what tells by itself that it answers the field, a time from and to, several units or people, a
//! phone's number or a sum: that is taken for the field's, with a doubt for people. For a required text words are not enough; what is done there
//! is in [`super::by_place`].

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::FormRead;
use super::again::keeps_others;
use super::again::read_again;
use crate::extract::label::heading::heading_of;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_core::is_core_longer_than;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::PageItem;
use crate::extract::part_read::PartRead;
use crate::extract::signature::typed_name::is_post;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::people::is_told_name;
use crate::extract::values::people::looks_like_people;
use crate::extract::values::period::parse_period;
use crate::extract::values::phone::is_told_by_its_digits;
use crate::extract::values::phone::parse_phones;
use crate::extract::values::phone::reads_as_phone;
use crate::extract::values::plausible::fits_kind;
use crate::extract::values::plausible::looks_like_label;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::FieldValue;
use crate::model::Period;
use crate::model::Unclaimed;
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
/// So often the fields that were not found are looked for again where others were.
const TIMES: usize = 2;
/// So many rows of a list tell what stands in its columns.
const FIRST_ROWS: u32 = 3;
/// So many of the forms of a part tell what headings it has.
const FIRST_FORMS: usize = 3;
/// What stands between the two ends of a time.
const FROM_TO: &[char] = &['至', '到', '~', '～', '-', '—', '–'];

/// Reads a part again for each such field.
pub(super) fn ask_by_kin<'d>(document: &'d Document, read: &mut PartRead<'d>, policy: &Policy) {
    let nowhere = |key: &str| read.forms.iter().all(|form| !is_asked(form, key));
    let fields = policy.fields.iter().enumerate();
    let missing: Vec<(usize, &FieldSpec)> =
        fields.filter(|(_, spec)| may_be_told_by_word(spec) && nowhere(&spec.key)).collect();
    if missing.is_empty() {
        return;
    }
    let lines = list_lines(read);
    let named =
        lines.iter().flat_map(|line| heading_of(line).map(|(heading, _)| heading).into_iter().chain(short_core(line)));
    let mut headings: BTreeSet<String> = named.collect();
    headings.retain(|heading| read.labels.label(heading).is_none() && !heading.ends_with('表'));
    // of which of several sums a heading speaks nobody can tell
    let sums = missing.iter().filter(|(_, spec)| spec.kind == FieldKind::Money).count();
    let may_tell = |spec: &FieldSpec| {
        (spec.kind != FieldKind::Money || sums == 1) && lines.iter().any(|line| may_tell_itself(line, spec.kind))
    };
    let tells: Vec<bool> = missing.iter().map(|(_, spec)| may_tell(spec)).collect();
    let mut asked: Vec<(usize, &FieldSpec, bool)> =
        missing.into_iter().zip(tells).map(|((field, spec), may_tell)| (field, spec, may_tell)).collect();
    // a text may end only where the field below it is known
    for _ in 0..TIMES {
        let before = asked.len();
        asked.retain(|&(field, spec, may_tell)| {
            !find_heading(document, read, policy, (field, spec), may_tell, (&headings, &lines))
        });
        if asked.is_empty() || asked.len() == before {
            break;
        }
    }
}

/// Reads a part again with the first of these headings under which a field is answered; whether there is one.
fn find_heading<'d>(
    document: &'d Document,
    read: &mut PartRead<'d>,
    policy: &Policy,
    (field, spec): (usize, &FieldSpec),
    may_tell: bool,
    (headings, lines): (&BTreeSet<String>, &BTreeSet<String>),
) -> bool {
    let is_akin = |heading: &&String| read.labels.is_akin(heading, field) && may_name(spec.kind, heading);
    let is_told = |heading: &String| may_tell && may_head(spec.kind, heading);
    let told = headings.iter().filter(|heading| !is_akin(heading) && is_told(heading));
    let found = headings.iter().filter(is_akin).chain(told.take(MOST_HEADINGS)).find_map(|heading| {
        let named = read.labels.with_words(field, vec![(heading.clone(), Rank::Affixed)]);
        let again = read_again(document, read, policy, named);
        // 年效益（元） says what the figure below it is
        let is_priced = spec.kind == FieldKind::Money && lines.iter().any(|line| is_of_money(line, heading));
        answers(read, &again, spec, policy, (is_akin(&heading), is_priced)).then_some((again, heading))
    });
    let Some((mut again, heading)) = found else { return false };
    again.headings.push((spec.key.clone(), heading.clone()));
    *read = again;
    true
}

/// Whether what reads like a heading is hardly the answer to another one that nobody knows: 000元; a name or another unit before a unit,
/// a post in the line above its number.
fn may_head(kind: FieldKind, heading: &str) -> bool {
    let names = || looks_like_people(heading) || ends_like_unit(heading) && !looks_like_label(heading);
    let answers = match kind {
        FieldKind::Organisations | FieldKind::People => names(),
        FieldKind::Phone => looks_like_people(heading) || is_post(heading),
        FieldKind::Money => heading.ends_with('元'),
        _ => false,
    };
    !heading.starts_with(|c: char| c.is_numeric()) && !answers
}

/// 完成人员 beside 创造效益, where a measure's label has 创造人; 所属单位 is no 所属类别.
fn may_name(kind: FieldKind, heading: &str) -> bool {
    match kind {
        FieldKind::People => heading.ends_with(['人', '员', '者', '名']),
        FieldKind::Organisation | FieldKind::Organisations => true,
        _ => !heading.ends_with("单位") && !heading.ends_with("部门"),
    }
}

/// 年效益（元）, 经费投入：3万元: whether a line with this heading, or of it the answer behind, says that it is a sum.
fn is_of_money(line: &str, heading: &str) -> bool {
    line.contains('元') && (line.trim_start().starts_with(heading) || core_of(line).text == heading)
}

/// The lines in which a heading that nobody knows and its answer may stand: what no field claimed, and what goes on below the first
/// line of a value; of a list its head and first rows.
fn list_lines(read: &PartRead<'_>) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    if let Some(list) = &read.list {
        for item in &read.part.items {
            let PageItem::Rows(grid, window) = item else { continue };
            let last = window.rows.1.min(list.first.saturating_add(FIRST_ROWS));
            let cells = grid.cells_in_rows(window.rows.0.max(list.header), last);
            lines.extend(cells.iter().flat_map(|cell| cell.text.lines()).map(str::to_owned));
        }
    }
    for form in read.forms.iter().take(FIRST_FORMS) {
        let left = form.application.unclaimed.iter().filter(|left| left.value == Unclaimed::Unknown);
        lines.extend(left.flat_map(|left| left.raw.lines()).map(str::to_owned));
        for reading in form.application.fields.values() {
            if let FieldReading::Read(value) = reading {
                lines.extend(value.read.raw.lines().skip(1).map(str::to_owned));
            }
        }
    }
    lines
}

/// A line that is no longer than a heading: 合作工会 reads like a unit, and is one alone in its line.
fn short_core(line: &str) -> Option<String> {
    let core = (!is_core_longer_than(line, LONGEST_LABEL)).then(|| core_of(line).text)?;
    (2..=LONGEST_LABEL).contains(&core.chars().count()).then_some(core)
}

/// Whether a line holds what tells by itself what it answers: a time from and to, several units, a phone's number.
fn may_tell_itself(line: &str, kind: FieldKind) -> bool {
    let answer = line.rsplit(['：', ':']).next().unwrap_or(line);
    match kind {
        FieldKind::Period => {
            answer.contains(FROM_TO) && parse_period(answer).is_some_and(|period| is_from_and_to(&period, answer))
        }
        FieldKind::Organisations => {
            let units = answer.split(['、', '，', ',', '；', ';', '/', ' ', '\u{3000}']);
            units.filter(|unit| ends_like_unit(unit)).nth(1).is_some()
        }
        FieldKind::People => {
            let people = answer.split(['、', '，', ',', '；', ';', '/', ' ', '\u{3000}']);
            people.filter(|name| is_told_name(name.trim())).nth(1).is_some()
        }
        FieldKind::Phone => parse_phones(answer).iter().any(|number| is_told_by_its_digits(number)),
        FieldKind::Money => {
            line.contains('元') && line.chars().count() <= LONGEST_ANSWER && {
                fits_kind(FieldKind::Money, answer) || core_of(line).hint.contains('元')
            }
        }
        _ => false,
    }
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
fn answers(
    before: &PartRead<'_>,
    after: &PartRead<'_>,
    spec: &FieldSpec,
    policy: &Policy,
    (is_akin, is_priced): (bool, bool),
) -> bool {
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
        && found.iter().all(|value| reads_like_answer(value, spec) && (is_akin || is_priced || tells_itself(value)))
        && before.forms.len() == after.forms.len()
        && before.forms.iter().zip(&after.forms).all(|(one, two)| keeps(one, two))
}

fn reads_like_answer(value: &FieldValue, spec: &FieldSpec) -> bool {
    let fits = |text: &str| fits_kind(spec.kind, text);
    match &value.read.value {
        Value::Organisations(units) => units.iter().all(|unit| fits(unit)),
        Value::Phones(numbers) => numbers.iter().all(|number| reads_as_phone(number)),
        Value::Money(_) => !value.read.raw.contains('\n'),
        Value::Text(text) => {
            let short = text.chars().count() <= LONGEST_ANSWER && !text.contains(['\n', '。', '：', ':']);
            spec.kind == FieldKind::Text && short && !looks_like_label(text) && !looks_like_people(text)
        }
        Value::People(_) => value.read.raw.lines().all(fits),
        _ => fits(&value.read.raw) && !value.read.raw.contains('\n'),
    }
}

fn tells_itself(value: &FieldValue) -> bool {
    match &value.read.value {
        Value::Organisations(units) => units.len() > 1,
        Value::People(names) => names.len() > 1 && names.iter().all(|name| is_told_name(name)),
        Value::Period(period) => is_from_and_to(period, &value.read.raw),
        Value::Phones(numbers) => numbers.iter().all(|number| is_told_by_its_digits(number)),
        Value::Money(_) => value.read.raw.contains('元'),
        _ => false,
    }
}

/// 2月至10月, 2026.2-2026.10; but not 2026年, 2026-02 and 2026-02-15, which may be any day.
fn is_from_and_to(period: &Period, text: &str) -> bool {
    let month = |day: Option<Date>| day.map(|day| (day.year(), day.month()));
    let months = month(period.from) != month(period.to);
    text.contains(['至', '到', '~', '～']) || months && text.contains(FROM_TO)
}
