//! A form that asks for a field by none of its labels is read again with the plain words for it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::FormRead;
use super::again::keeps_others;
use super::again::read_again;
use crate::extract::label::heading::heading_of;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_core::is_core_longer_than;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::page::PageItem;
use crate::extract::part_read::PartRead;
use crate::extract::parts::FormPart;
use crate::extract::values::phone::reads_as_phone;
use crate::extract::values::plausible::looks_like_label;
use crate::model::Block;
use crate::model::Cell;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::Value;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Policy;
use crate::policy::fold_text;

/// Reads a part again for each field that it asks for by none of its labels, by words that say no more than 单位, 项目 or 背景 and mean
/// something else beside the measure's own.
pub(super) fn ask_in_plain_words<'d>(document: &'d Document, read: &mut PartRead<'d>, policy: &Policy) {
    let is_asked = |form: &FormRead, key: &str| {
        form.application.fields.get(key).is_some_and(|reading| *reading != FieldReading::NotFound)
    };
    let nowhere = |key: &str| !read.forms.iter().any(|form| is_asked(form, key));
    let missing: Vec<usize> =
        in_order(policy).filter(|&(_, spec)| nowhere(&spec.key)).map(|(field, _)| field).collect();
    if let Some(again) = ask_at_once(document, read, &missing, policy) {
        *read = again;
        return;
    }
    let texts = Texts::of(&read.part);
    for field in missing {
        let Some(spec) = policy.fields.get(field) else { continue };
        let words = read.labels.plain_words(field, is_title(spec, policy));
        if !words.iter().any(|(word, _)| texts.say(word)) {
            continue;
        }
        let plain = read.labels.with_words(field, words);
        if let Some(again) = ask_for_one(document, read, spec, policy, plain) {
            *read = again;
        }
    }
}

/// Reads a part again with the plain words for one field; where another's running text ends before the heading that it stands under,
/// that is for people.
fn ask_for_one<'d>(
    document: &'d Document,
    read: &PartRead<'d>,
    spec: &FieldSpec,
    policy: &Policy,
    plain: Lexicon,
) -> Option<PartRead<'d>> {
    let mut again = read_again(document, read, policy, plain);
    if again.forms.len() != read.forms.len() {
        return None;
    }
    let is_running = |key: &str| running(policy).any(|(_, spec)| spec.key == key);
    let headings = if is_running(&spec.key) { list_headings(&read.part) } else { BTreeSet::new() };
    let heading = headings.iter().find(|heading| asks_for(spec, again.labels.label(heading).as_ref(), policy));
    let mut cut = false;
    for (before, after) in read.forms.iter().zip(&again.forms) {
        let keeps = |may_end: &dyn Fn(&str) -> bool| {
            keeps_others(&before.application, &after.application, |key| key == spec.key, |key, _| may_end(key))
        };
        let ends_text = !keeps(&|key| !is_running(key));
        if !is_answered(spec, after) || ends_text && (heading.is_none() || !keeps(&|_| true)) {
            return None;
        }
        cut |= ends_text;
    }
    again.headings.extend(heading.filter(|_| cut).map(|heading| (spec.key.clone(), heading.clone())));
    Some(again)
}

/// Whether a label asks for this field.
fn asks_for(spec: &FieldSpec, label: Option<&Label>, policy: &Policy) -> bool {
    let is_own = |field: &usize| policy.fields.get(*field).is_some_and(|other| other.key == spec.key);
    matches!(label, Some(Label::Fields { fields, .. }) if fields.iter().any(is_own))
}

/// Reads a part again with the words for all fields that it does not ask for, where these are several running texts: one of them that
/// goes on over a line 成效：… ends there only where all others are found so too.
fn ask_at_once<'d>(
    document: &'d Document,
    read: &PartRead<'d>,
    missing: &[usize],
    policy: &Policy,
) -> Option<PartRead<'d>> {
    let specs = || missing.iter().filter_map(|&field| Some((field, policy.fields.get(field)?)));
    let texts = || running(policy).filter(|(field, _)| missing.contains(field));
    if read.is_list || texts().count() < SEVERAL {
        return None;
    }
    let plain = with_plain_words(specs(), policy, &read.labels);
    let again = read_again(document, read, policy, plain);
    let is_asked = |key: &str| specs().any(|(_, spec)| spec.key == key);
    let fits = |before: &FormRead, after: &FormRead| {
        texts().all(|(_, spec)| is_answered(spec, after))
            && keeps_others(&before.application, &after.application, is_asked, |_, _| true)
    };
    let holds =
        again.forms.len() == read.forms.len() && read.forms.iter().zip(&again.forms).all(|(one, two)| fits(one, two));
    holds.then_some(again)
}

/// So many running texts that a form asks for in plain words alone are no words within a text.
const SEVERAL: usize = 2;

/// The running texts that a form must hold, the title left out.
fn running(policy: &Policy) -> impl Iterator<Item = (usize, &FieldSpec)> {
    let fields = policy.fields.iter().enumerate();
    fields.filter(|(_, spec)| spec.required && spec.kind == FieldKind::Text && !is_title(spec, policy))
}

/// The labels of a measure with the plain words for these fields.
fn with_plain_words<'p>(
    fields: impl Iterator<Item = (usize, &'p FieldSpec)>,
    policy: &Policy,
    lexicon: &Lexicon,
) -> Lexicon {
    fields.fold(lexicon.clone(), |known, (field, spec)| {
        let words = known.plain_words(field, is_title(spec, policy));
        known.with_words(field, words)
    })
}

/// The labels of a measure with the plain words for all of its fields.
pub(super) fn with_all_plain_words(policy: &Policy, lexicon: &Lexicon) -> Lexicon {
    with_plain_words(in_order(policy), policy, lexicon)
}

/// The labels by which a part is read: with the plain words where these make up the head of a list with those of the measure
/// (单位 | 项目 | 负责人 | 背景 | 做法), for a head that is known in part would be read as labels beside their answers.
pub(super) fn labels_for<'l>(part: &FormPart<'_>, policy: &Policy, lexicon: &'l Lexicon) -> Cow<'l, Lexicon> {
    let heads = part.items.iter().flat_map(|item| match item {
        PageItem::Paragraph(_) => Vec::new(),
        PageItem::Rows(grid, window) => {
            let cells: Vec<&Cell> = window.cells(grid).collect();
            cells.chunk_by(|one, other| one.row == other.row).filter_map(head_of_list).collect()
        }
    });
    let is_known = |heading: &String| lexicon.label(heading).is_some();
    let unknown: Vec<Vec<String>> = heads.filter(|head| !head.iter().all(is_known)).collect();
    if unknown.is_empty() {
        return Cow::Borrowed(lexicon);
    }
    let plain = with_all_plain_words(policy, lexicon);
    if unknown.iter().any(|head| count_fields(head.iter(), &plain) >= ENOUGH) {
        Cow::Owned(plain)
    } else {
        Cow::Borrowed(lexicon)
    }
}

/// Characters of the longest head of a column that these words may make up.
const LONGEST_HEAD: usize = 10;

/// The texts of a row that may be a list's head: enough of them, each no more than a heading.
fn head_of_list(row: &[&Cell]) -> Option<Vec<String>> {
    let filled = || row.iter().copied().filter(|cell| !cell.hidden && !cell.text.trim().is_empty());
    if filled().count() < ENOUGH {
        return None;
    }
    let heading = |cell: &Cell| {
        let core = (!is_core_longer_than(&cell.text, LONGEST_HEAD)).then(|| core_of(&cell.text).text)?;
        (core.chars().count() <= LONGEST_HEAD).then_some(core)
    };
    filled().map(heading).collect()
}

/// How many fields these headings ask for.
fn count_fields<'h>(headings: impl Iterator<Item = &'h String>, lexicon: &Lexicon) -> usize {
    let asked = headings.filter_map(|heading| match lexicon.label(heading)? {
        Label::Fields { fields, .. } => fields.first().copied(),
        Label::Foreign => None,
    });
    asked.collect::<BTreeSet<usize>>().len()
}

/// Reads a part that is no form by the measure's labels again with the plain words of all fields: 单位：…, 项目：…, 背景：….
pub(super) fn read_in_plain_words<'d>(
    document: &'d Document,
    read: PartRead<'d>,
    policy: &Policy,
    lexicon: &Lexicon,
) -> PartRead<'d> {
    if read.is_form {
        return read;
    }
    let headings = list_headings(&read.part);
    if headings.len() < ENOUGH {
        return read;
    }
    let plain = with_all_plain_words(policy, lexicon);
    if count_fields(headings.iter(), &plain) < ENOUGH {
        return read;
    }
    let again = read_again(document, &read, policy, plain);
    let enough = |form: &FormRead| in_order(policy).filter(|(_, spec)| is_answered(spec, form)).count() >= ENOUGH;
    if again.is_form && again.forms.iter().all(enough) { again } else { read }
}

/// So many fields must be asked for in plain words for a part without labels of the measure to be a form.
const ENOUGH: usize = 5;

/// The fields that plain words may ask for, those first that tell what is applied for.
fn in_order(policy: &Policy) -> impl Iterator<Item = (usize, &FieldSpec)> {
    let roles = [&policy.roles.applicant, &policy.roles.title, &policy.roles.people];
    let leads = move |spec: &FieldSpec| roles.iter().any(|role| role.as_ref() == Some(&spec.key));
    let rank = move |spec: &FieldSpec| (!leads(spec), !spec.required);
    let mut fields: Vec<(usize, &FieldSpec)> = policy.fields.iter().enumerate().collect();
    fields.sort_by_key(|(_, spec)| rank(spec));
    fields.into_iter()
}

fn is_title(spec: &FieldSpec, policy: &Policy) -> bool {
    policy.roles.title.as_ref() == Some(&spec.key)
}

/// Whether a form answers a plain word for a field. 时间：2026年7月3日 may be the day of signing.
fn is_answered(spec: &FieldSpec, form: &FormRead) -> bool {
    let Some(FieldReading::Read(found)) = form.application.fields.get(&spec.key) else { return false };
    match &found.read.value {
        Value::Period(period) => period.from != period.to,
        // 查新号码：ZJ202601 is no phone
        Value::Phones(numbers) => numbers.iter().all(|number| reads_as_phone(number)),
        // 成果 | 简介, 成果 | 采用情况: the rest of a label or the next one
        Value::Text(text) if spec.required => !looks_like_label(text),
        _ => spec.kind != FieldKind::Period,
    }
}

/// Characters beside a plain word in its cell: 项目…全称, a number.
const LONGEST_BESIDE: usize = 7;

/// The texts of a part in which a plain word may stand.
struct Texts {
    /// The cores of cells with little in them.
    cells: Vec<String>,
    /// Paragraphs, and cells that hold a label with its value.
    running: String,
    /// Whether a cell holds more than one paragraph.
    nested: bool,
}

impl Texts {
    fn of(part: &FormPart<'_>) -> Self {
        let mut texts = Self { cells: Vec::new(), running: String::new(), nested: false };
        for item in &part.items {
            match item {
                PageItem::Paragraph(paragraph) => texts.add_running(&paragraph.text),
                PageItem::Rows(grid, window) => window.cells(grid).for_each(|cell| texts.add_cell(cell)),
            }
        }
        texts
    }

    fn add_cell(&mut self, cell: &Cell) {
        self.nested |= !matches!(cell.blocks.as_slice(), [] | [Block::Paragraph(_)]);
        if !is_core_longer_than(&cell.text, LONGEST_HEAD) {
            self.cells.push(core_of(&cell.text).text);
        }
        if cell.text.contains([':', '：']) {
            self.add_running(&cell.text);
        }
    }

    fn add_running(&mut self, text: &str) {
        self.running.push_str(&fold_text(text));
        self.running.push('\n');
    }

    /// Whether a cell holds this word with hardly another, or a text holds it anywhere.
    fn say(&self, word: &str) -> bool {
        let most = word.chars().count() + LONGEST_BESIDE;
        let hanzi = |core: &str| core.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
        let in_cell = |core: &String| core.contains(word) && hanzi(core) <= most;
        self.nested || self.running.contains(word) || self.cells.iter().any(in_cell)
    }
}

/// What the lines of a part and of its cells begin with, as the labels of fields do.
fn list_headings(part: &FormPart<'_>) -> BTreeSet<String> {
    let of_text = |text: &str| {
        text.split(['\n', '；', ';']).filter_map(heading_of).map(|(heading, _)| heading).collect::<Vec<_>>()
    };
    let headings = part.items.iter().flat_map(|item| match item {
        PageItem::Paragraph(paragraph) => of_text(&paragraph.text),
        PageItem::Rows(grid, window) => window.cells(grid).flat_map(|cell| of_text(&cell.text)).collect(),
    });
    headings.collect()
}
