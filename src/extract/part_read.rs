//! What was read on the parts of a document: which two make one form between them, and which say the same twice.

pub mod list_bands;

use std::borrow::Cow;

use crate::extract::candidate::list::ListShape;
use crate::extract::form::FormRead;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::parts::FormPart;
use crate::extract::parts::refers_above;
use crate::model::Application;
use crate::model::FieldReading;
use crate::model::Value;
use crate::model::refers_elsewhere;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Policy;

/// What was read on one part of a document.
pub struct PartRead<'d> {
    /// The part.
    pub part: FormPart<'d>,
    /// The labels that it was read by: the measure's, and what was found to ask for its fields on this part.
    pub labels: Cow<'d, Lexicon>,
    /// The keys of fields found under headings that are none of their labels, with these headings.
    pub headings: Vec<(String, String)>,
    /// One form, or the rows of a list.
    pub forms: Vec<FormRead>,
    /// Whether there is enough on it for a form.
    pub is_form: bool,
    /// A project a row.
    pub is_list: bool,
    /// Where that list stands, and what its columns hold.
    pub list: Option<ListShape>,
}

impl PartRead<'_> {
    /// The list that may go on on the sheet behind it.
    pub fn list_to_go_on(&self) -> Option<&ListShape> {
        self.list.as_ref().filter(|_| self.part.is_sheet && !self.part.set_aside)
    }

    /// Whether the project's name is asked for; also where the policy has no such field.
    pub fn asks_for_title(&self, policy: &Policy) -> bool {
        let Some(key) = &policy.roles.title else { return true };
        let asks = |form: &FormRead| !matches!(form.application.fields.get(key), None | Some(FieldReading::NotFound));
        self.forms.iter().any(asks)
    }
}

/// Whether a form goes on from one sheet to the next, or from one table to the next that names the project again: what the second
/// asks, the first does not ask or was told the same, and the one lacks what the other asks.
pub fn goes_on(before: &PartRead<'_>, next: &PartRead<'_>, policy: &Policy) -> bool {
    let ([first], [second]) = (before.forms.as_slice(), next.forms.as_slice()) else { return false };
    let (first, second) = (&first.application, &second.application);
    let reading =
        |form: &Application, spec: &FieldSpec| form.fields.get(&spec.key).cloned().unwrap_or(FieldReading::NotFound);
    let plain = |read: &PartRead<'_>| !read.part.set_aside && !read.is_list;
    let title = policy.fields.iter().find(|spec| policy.roles.title.as_ref() == Some(&spec.key));
    let names_same = title.is_some_and(|title| match (reading(first, title), reading(second, title)) {
        // 成果名称：同上 below a line that names it.
        (FieldReading::Read(one), FieldReading::Read(other)) => {
            one.read.value == other.read.value || refers_above(&other.read.raw)
        }
        // Both left the name open, and say the same of something else.
        (FieldReading::Empty { .. }, FieldReading::Empty { .. }) => policy.fields.iter().any(|spec| {
            matches!((reading(first, spec), reading(second, spec)), (FieldReading::Read(one), FieldReading::Read(other))
                if one.read.value == other.read.value)
        }),
        _ => false,
    });
    let sheets = before.part.is_sheet && next.part.is_sheet;
    if !plain(before) || !plain(next) || !(sheets || names_same) {
        return false;
    }
    let cover = !before.is_form || is_cover(first, policy);
    // A cover that names the project is its form's, whatever else it says otherwise; where it names another unit, another's.
    let heads = cover && names_same && !is_cover(second, policy);
    if !(next.is_form || next.part.is_sheet || cover && names_same) {
        return false;
    }
    let unit = policy.roles.applicant.as_ref();
    let (mut lacks, mut adds) = (false, false);
    for spec in &policy.fields {
        match (reading(first, spec), reading(second, spec)) {
            (FieldReading::NotFound, FieldReading::NotFound) => {}
            (FieldReading::NotFound, _) => (lacks, adds) = (lacks | spec.required, true),
            (_, FieldReading::NotFound) => lacks |= spec.required,
            (FieldReading::Read(one), FieldReading::Read(other)) if one.read.value == other.read.value => {}
            // A cover names the first of those in charge.
            (FieldReading::Read(one), FieldReading::Read(other))
                if cover && is_part_of(&one.read.value, &other.read.value) => {}
            // 见附页, and the page that follows.
            (FieldReading::Read(one), FieldReading::Read(_)) if refers_elsewhere(&one.read.raw) => adds = true,
            (FieldReading::Read(_), FieldReading::Read(other)) if refers_elsewhere(&other.read.raw) => {}
            // A cover has a day and a line to sign of its own, and may be left empty.
            _ if matches!(spec.kind, FieldKind::Date | FieldKind::Signature) => {}
            (FieldReading::Empty { .. }, other) if cover => adds |= matches!(other, FieldReading::Read(_)),
            _ if heads && unit != Some(&spec.key) => {}
            _ => return false,
        }
    }
    lacks && adds
}

/// Whether a list names nobody but who stands on a longer one.
fn is_part_of(few: &Value, all: &Value) -> bool {
    let (Value::People(few), Value::People(all)) = (few, all) else { return false };
    few.iter().all(|name| all.contains(name))
}

/// Whether a form asks for nothing that is told in running text: a number or a word (专利号, 学科分类) is none.
fn is_cover(form: &Application, policy: &Policy) -> bool {
    let running = |spec: &&FieldSpec| {
        spec.required && spec.kind == FieldKind::Text && policy.roles.title.as_ref() != Some(&spec.key)
    };
    let tells = |spec: &FieldSpec| match form.fields.get(&spec.key) {
        None | Some(FieldReading::NotFound) => false,
        Some(FieldReading::Read(field)) => !is_word(&field.read.raw),
        Some(_) => true,
    };
    !policy.fields.iter().filter(running).any(tells)
}

/// Whether a text is no sentence, at least where it begins.
fn is_word(text: &str) -> bool {
    const LONGEST: usize = 30;
    let first = text.trim().lines().next().unwrap_or("");
    !text.contains('。') && first.chars().count() <= LONGEST
}

/// The same form on two sheets is one form; so is one and the sheet that its formulas take all they say from.
pub fn drop_copies(forms: &mut Vec<PartRead<'_>>, policy: &Policy) {
    let adds_nothing = |read: &PartRead<'_>, known: &PartRead<'_>| {
        let pairs = || known.forms.iter().zip(&read.forms).map(|(one, other)| (&one.application, &other.application));
        known.forms.len() == read.forms.len()
            && (pairs().all(|(one, other)| says_the_same(one, other))
                || !read.is_list && pairs().all(|(one, other)| says_all_of(one, other, policy)))
    };
    let mut kept: Vec<PartRead<'_>> = Vec::new();
    for read in forms.drain(..) {
        if !kept.iter().any(|known| adds_nothing(&read, known)) {
            kept.retain(|known| !adds_nothing(known, &read));
            kept.push(read);
        }
    }
    *forms = kept;
}

/// 草稿 and 定稿: two sheets of a workbook with forms of one unit's project are one application; the one dated last leads, then the later
/// sheet that does not call itself a draft, and people are shown both.
pub fn join_drafts(forms: &mut Vec<PartRead<'_>>, policy: &Policy) {
    let keys = [&policy.roles.applicant, &policy.roles.title].map(Option::as_ref);
    let [Some(unit), Some(title)] = keys else { return };
    let named = |read: &PartRead<'_>| match read.forms.as_slice() {
        [form] if read.part.is_sheet && !read.is_list => {
            Some((form.application.text(unit)?.to_owned(), form.application.text(title)?.to_owned()))
        }
        _ => None,
    };
    let order = |read: &PartRead<'_>| {
        let signature = read.forms.first().and_then(|form| form.application.signature.as_ref());
        let is_draft = ["草", "初稿", "旧", "作废"].iter().any(|word| read.part.suffix.contains(word));
        (signature.and_then(|signature| signature.date), !is_draft)
    };
    let mut kept: Vec<PartRead<'_>> = Vec::new();
    for mut read in forms.drain(..) {
        let names = named(&read);
        let Some(known) = kept.iter_mut().find(|known| names.is_some() && named(known) == names) else {
            kept.push(read);
            continue;
        };
        if order(&read) >= order(known) {
            std::mem::swap(known, &mut read);
        }
        let others = read
            .forms
            .into_iter()
            .flat_map(|form| form.application.form.into_iter().chain(form.application.other_forms));
        if let Some(lead) = known.forms.first_mut() {
            lead.application.other_forms.extend(others);
        }
    }
    *forms = kept;
}

/// Whether two forms have the same values in all fields.
pub fn says_the_same(one: &Application, other: &Application) -> bool {
    one.fields.iter().all(|(key, reading)| match (reading, other.fields.get(key)) {
        (FieldReading::Read(one), Some(FieldReading::Read(other))) => one.read.value == other.read.value,
        (FieldReading::Read(_), _) | (_, Some(FieldReading::Read(_))) => false,
        _ => true,
    })
}

/// Whether a form names the same project and holds every value of another, which does not ask for the rest.
fn says_all_of(whole: &Application, part: &Application, policy: &Policy) -> bool {
    let title = policy.roles.title.as_ref().and_then(|key| part.fields.get(key));
    matches!(title, Some(FieldReading::Read(_)))
        && part.fields.iter().all(|(key, reading)| match (whole.fields.get(key), reading) {
            (Some(FieldReading::Read(one)), FieldReading::Read(other)) => one.read.value == other.read.value,
            (_, FieldReading::Read(_)) => false,
            (Some(FieldReading::Read(_)), reading) => matches!(reading, FieldReading::NotFound),
            _ => true,
        })
}

/// A list of what the forms of the same workbook say (汇总表 before the forms): its rows are no further projects.
pub fn leave_lists_of_forms(forms: &mut Vec<PartRead<'_>>, policy: &Policy) {
    let keys = [&policy.roles.applicant, &policy.roles.title].map(Option::as_ref);
    let [Some(unit), Some(title)] = keys else { return };
    let value = |form: &FormRead, key: &str| match form.application.fields.get(key) {
        Some(FieldReading::Read(field)) => Some(field.read.value.clone()),
        _ => None,
    };
    let named = |form: &FormRead| Some((value(form, unit)?, value(form, title)?));
    let cards = forms.iter().filter(|read| !read.is_list && !read.part.set_aside).flat_map(|read| &read.forms);
    let told: Vec<_> = cards.filter_map(named).collect();
    for read in forms.iter_mut().filter(|read| read.is_list) {
        read.forms.retain(|row| named(row).is_none_or(|names| !told.contains(&names)));
    }
    forms.retain(|read| !read.forms.is_empty());
}
