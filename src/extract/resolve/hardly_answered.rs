//! What was read for a field and is hardly an answer to it: the form's own words, a name where a unit is asked, half a name.

use crate::extract::values::blank::is_invisible;
use crate::extract::values::choice::is_box;
use crate::extract::values::choice::is_tick;
use crate::extract::values::date::parse_date;
use crate::extract::values::joined_names::begins_with_doubtful_name;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::people::is_told_name;
use crate::extract::values::people_told::counted_others;
use crate::extract::values::people_told::is_hardly_name;
use crate::extract::values::people_told::may_be_two_names;
use crate::extract::values::unit_cuts::line_taken_in;
use crate::model::FieldReading;
use crate::model::Located;
use crate::model::Value;
use crate::model::refers_elsewhere;
use crate::model::refers_to_paper;
use crate::model::shorten;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;

/// Why what was read for a name or a text may be none.
pub fn hardly_answered(spec: &FieldSpec, read: &Located<Value>) -> Vec<String> {
    let mut doubts = match &read.value {
        Value::People(names) => doubts_about_names(names, &read.raw),
        Value::Organisation(unit) => doubts_about_unit(unit, &read.raw),
        Value::Organisations(units) => doubts_about_partners(units, &read.raw),
        Value::Text(text) => not_of_its_kind(spec.kind, text).into_iter().collect(),
        _ => Vec::new(),
    };
    if is_name(spec.kind) && asks_or_chooses(&read.raw) {
        doubts.push("像是表上原有的字，不是填写的内容".to_owned());
    }
    if let Value::Organisation(text) | Value::Text(text) = &read.value
        && spec.required
        && is_hardly_answer(spec, text)
    {
        doubts.push(format!("只有“{text}”，可能是表上别的字"));
    }
    doubts
}

/// A title that is no more than a number, a day or the form's own words.
pub fn doubt_hardly_title(reading: &mut FieldReading) {
    let FieldReading::Read(field) = reading else { return };
    let Value::Text(title) = &field.read.value else { return };
    let is_bare = !title.chars().any(char::is_alphabetic) || parse_date(title).is_some();
    if is_bare || asks_or_chooses(title) {
        field.doubts.push(format!("“{}”不像是名称", shorten(title)));
    }
}

fn is_name(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::People | FieldKind::Organisation | FieldKind::Organisations)
}

/// 如有请填写, □是 □否: a request or boxes.
fn asks_or_chooses(text: &str) -> bool {
    text.contains(|c| is_box(c) || is_tick(c)) || text.trim_end_matches('。').ends_with("填写")
}

/// 干事, 工会主席: a post alone, as where columns were lost on the way; a phone's number where units are asked.
fn not_of_its_kind(kind: FieldKind, text: &str) -> Option<String> {
    if !is_name(kind) || refers_elsewhere(text) || refers_to_paper(text) {
        return None;
    }
    let asked = if kind == FieldKind::People { "姓名" } else { "单位名称" };
    Some(format!("不是能认出的{asked}"))
}

/// The same of names of people: what may be one more, or none, and how many are told.
fn doubts_about_names(names: &[String], raw: &str) -> Vec<String> {
    let missed = begins_with_doubtful_name(raw).filter(|name| !names.iter().any(|read| read == name));
    let missed = missed.map(|name| format!("“{name}”可能是一个人的姓名"));
    let hardly = names.iter().find(|name| is_hardly_name(name)).map(|name| format!("“{}”不像是姓名", shorten(name)));
    let two = names.iter().find(|name| may_be_two_names(name)).map(|name| format!("“{name}”可能是两个人"));
    let told = counted_others(raw).filter(|told| *told > names.len());
    let told = told.map(|told| format!("写着{told}人，只列出{}人", names.len()));
    [missed, hardly, two, told].into_iter().flatten().collect()
}

/// The same of a unit's name.
fn doubts_about_unit(unit: &str, raw: &str) -> Vec<String> {
    let own = OWN_UNIT.contains(&unit).then(|| "没有写是哪个单位".to_owned());
    let half = has_single_bracket(unit).then(|| "括号只有一半，可能没有读全".to_owned());
    let behind = words_behind_unit(unit, raw).map(|words| format!("“{}”可能不是单位名称", shorten(words)));
    [own, half, behind].into_iter().flatten().collect()
}

/// The same of the names of units beside it: a line that may be one more, a person's name.
fn doubts_about_partners(units: &[String], raw: &str) -> Vec<String> {
    const SHORTEST: usize = 3;
    let line = line_taken_in(units, raw).map(|line| format!("“{}”另起一行，可能是另一个单位", shorten(line)));
    let is_person = |unit: &&String| unit.chars().count() >= SHORTEST && is_told_name(unit) && !ends_like_unit(unit);
    let person = units.iter().find(is_person).map(|unit| format!("“{unit}”像是姓名，不是单位"));
    [line, person].into_iter().flatten().collect()
}

/// 事项, 反响: whether all that stands under a label is so short that it may be the label of another field.
fn is_hardly_answer(spec: &FieldSpec, text: &str) -> bool {
    let longest = match spec.kind {
        FieldKind::Organisation => 3,
        FieldKind::Text => 2,
        _ => return false,
    };
    let hanzi = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    text.chars().count() <= longest && text.chars().all(hanzi) && !ends_like_unit(text)
}

/// 海港区总工会　张伟: what stands apart behind words that name a unit, and ends the name that was read as no unit's name ends.
fn words_behind_unit<'r>(unit: &str, raw: &'r str) -> Option<&'r str> {
    let (name, words) = raw.trim().split_once(is_invisible)?;
    let words = words.trim_matches(is_invisible);
    (ends_like_unit(name) && unit.ends_with(words) && !ends_like_unit(unit)).then_some(words)
}

/// Whether a bracket is opened or closed alone, as where a name was cut.
fn has_single_bracket(name: &str) -> bool {
    let count = |marks: [char; 2]| name.chars().filter(|c| marks.contains(c)).count();
    count(['（', '(']) != count(['）', ')']) || count(['【', '《']) != count(['】', '》'])
}

/// What a unit calls itself, which names none.
const OWN_UNIT: &[&str] =
    &["本单位", "我单位", "本公司", "我公司", "本会", "我会", "本工会", "我校", "本校", "我院", "本院", "我局", "本局"];
