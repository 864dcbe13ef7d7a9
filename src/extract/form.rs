//! From a Document to the forms on it: which parts of it are forms, and what each says, field by field.
//!
//! A document may hold a form a sheet, several cards below one another, a list with a project a row, a form a table or a
//! form a run of paragraphs; each becomes an [`Application`] with the suffix that tells it from its neighbours.

mod again;
mod akin;
mod answer_habit;
mod by_place;
mod listed;
mod plain_words;

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;
use serde::Serialize;

use crate::extract::assembly::assemble;
use crate::extract::assembly::read_heading;
use crate::extract::candidate::Candidate;
use crate::extract::candidate::boxed::read_boxed;
use crate::extract::candidate::card::CardReader;
use crate::extract::candidate::card::GridFacts;
use crate::extract::candidate::card::look_at_cells;
use crate::extract::candidate::continued::join_continued;
use crate::extract::candidate::framed::fill_from_tables;
use crate::extract::candidate::lines::read_lines;
use crate::extract::candidate::list::ListShape;
use crate::extract::candidate::list::find_list;
use crate::extract::candidate::list_goes_on::continue_list;
use crate::extract::candidate::list_rows::read_list;
use crate::extract::candidate::tab_columns::read_tab_columns;
use crate::extract::candidate::text_below::doubt_text_below;
use crate::extract::candidate::text_box::fill_from_text_boxes;
use crate::extract::candidate::usual_marks::strip_usual_marks;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::left_out::doubt_withdrawn;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::extract::part_read::PartRead;
use crate::extract::part_read::drop_copies;
use crate::extract::part_read::goes_on;
use crate::extract::part_read::join_drafts;
use crate::extract::part_read::leave_lists_of_forms;
use crate::extract::part_read::list_bands::join_bands;
use crate::extract::parts::FormPart;
use crate::extract::parts::find_parts;
use crate::extract::parts::lines_as_list::with_lists_in_lines;
use crate::extract::parts::notes_table::claim_table_of_notes;
use crate::extract::parts::split_title::claim_split_title;
use crate::extract::parts::written_sheet::add_kept_sheets;
use crate::extract::parts::written_sheet::add_written_sheets;
use crate::extract::parts::written_tail::add_written_tails;
use crate::extract::unclaimed::list_unclaimed;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::divide::divide_running_texts;
use crate::extract::values::divide::divide_shared_values;
use crate::extract::values::money_unit::add_noted_units;
use crate::extract::values::money_unit::doubt_bare_amounts;
use crate::extract::values::withdrawn::says_withdrawn;
use crate::model::Application;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::Spot;
use crate::model::StoryKind;
use crate::policy::FieldKind;
use crate::policy::Policy;
use again::doubt_by_headings;
use akin::ask_by_kin;
use answer_habit::lexicon_of_answers;
use by_place::ask_by_place;
use by_place::doubt_going_on;
use listed::ListRead;
use listed::assemble_rows;
use listed::find_further_list;
use plain_words::ask_in_plain_words;
use plain_words::labels_for;
use plain_words::read_in_plain_words;

/// How sure it is that a paper is a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FormStrength {
    /// Lines with labels, as a description may have at its head.
    Weak,
    /// A title of the form, or labels in a grid.
    Strong,
}

/// A form that was read. Its id is only the suffix (`#sheet`, `#row 5`, empty where the file holds one form).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormRead {
    /// What it says; of `documents` and `evidence` only what stands on other sheets of its workbook.
    pub application: Application,
    /// How sure it is that this is a form.
    pub strength: FormStrength,
    /// Whether any field has a value.
    pub filled: bool,
}

/// The forms on a document, in order; empty where it is none.
pub fn read_forms(document: &Document, policy: &Policy, lexicon: &Lexicon) -> Vec<FormRead> {
    let of_answers = lexicon_of_answers(document, policy, lexicon);
    let lexicon = of_answers.as_ref().unwrap_or(lexicon);
    let tabled = with_lists_in_lines(document, policy, lexicon);
    let document = tabled.as_ref().unwrap_or(document);
    let parts = find_parts(document, policy, lexicon);
    let ahead = parts.first().map_or(0, |part| part.first_block);
    let mut forms: Vec<PartRead<'_>> = Vec::new();
    for part in parts {
        let goes_on = forms.last().filter(|_| part.is_sheet).and_then(PartRead::list_to_go_on);
        let labels = labels_for(&part, policy, lexicon);
        let read = read_part(document, part, goes_on, policy, labels);
        let read = read_in_plain_words(document, read, policy, lexicon);
        // Between a cover and its form the instructions may stand on a sheet of their own.
        let before = forms.iter().rposition(|part| part.is_form).or(forms.len().checked_sub(1));
        let joins = |at: usize| Some((at, join_parts(document, forms.get(at)?, &read, policy, lexicon)?));
        let whole = forms.len().checked_sub(1).and_then(joins).or_else(|| before.and_then(joins));
        // A cover stands before its form.
        let too_late = !read.is_form && !read.part.is_sheet && forms.iter().any(|part| part.is_form);
        let place = whole.as_ref().and_then(|(at, _)| forms.get_mut(*at));
        match (whole, place) {
            (Some((_, whole)), Some(place)) => *place = whole,
            // Another half of a list's columns may stand there.
            _ if too_late || read.part.continues && !read.is_list || read.forms.is_empty() => {}
            _ => forms.push(read),
        }
    }
    forms.retain(|part| part.is_form);
    for read in &mut forms {
        ask_in_plain_words(document, read, policy);
        ask_by_place(document, read, policy);
        ask_by_kin(document, read, policy);
        // of the headings that nobody knew some are known now
        ask_by_place(document, read, policy);
        doubt_by_headings(read, policy);
        doubt_going_on(read, policy);
    }
    let (visible, set_aside): (Vec<_>, Vec<_>) = forms.into_iter().partition(|read| !read.part.set_aside);
    let mut forms = if visible.is_empty() { set_aside } else { visible };
    // A list that asks for no project is one to choose from (单位名录, 数据源) where a form stands beside it.
    if forms.iter().any(|read| read.asks_for_title(policy)) {
        forms.retain(|read| !read.is_list || read.asks_for_title(policy));
    }
    // An empty form beside filled ones is the blank that the unit left in the file.
    if forms.iter().any(|read| read.forms.iter().any(|form| form.filled)) {
        forms.retain(|read| read.forms.iter().any(|form| form.filled));
    }
    join_bands(&mut forms, policy);
    forms.retain(|read| !read.part.continues);
    leave_lists_of_forms(&mut forms, policy);
    drop_copies(&mut forms, policy);
    join_drafts(&mut forms, policy);
    if let [only] = forms.as_mut_slice()
        && let [form] = only.forms.as_mut_slice()
    {
        add_written_sheets(document, &mut form.application, policy, lexicon);
        add_kept_sheets(document, &mut form.application, policy, lexicon);
    }
    add_written_tails(document, ahead, &mut forms, policy, lexicon);
    let several = forms.len() > 1;
    forms
        .into_iter()
        .flat_map(|read| {
            let many = read.forms.len() > 1;
            let suffix = read.part.suffix;
            read.forms.into_iter().map(move |mut form| {
                let row = if many { form.application.id.as_str() } else { "" };
                let id = if several { format!("{suffix}{row}") } else { row.to_owned() };
                form.application.id = id;
                form
            })
        })
        .collect()
}

/// One form out of two parts, where it goes on from one sheet to the next.
fn join_parts<'d>(
    document: &'d Document,
    before: &PartRead<'d>,
    next: &PartRead<'d>,
    policy: &Policy,
    lexicon: &'d Lexicon,
) -> Option<PartRead<'d>> {
    if !goes_on(before, next, policy) {
        return None;
    }
    let mut part = before.part.clone();
    part.items.extend(next.part.items.iter().copied());
    part.titled |= next.part.titled;
    Some(read_part(document, part, None, policy, Cow::Borrowed(lexicon))).filter(|whole| !whole.is_list)
}

/// Whether lines that make no form may be the cover of the form behind them: they name the project, and more.
fn may_be_cover(common: &[Candidate<'_>], found: usize, policy: &Policy) -> bool {
    let title = policy.fields.iter().position(|spec| Some(&spec.key) == policy.roles.title.as_ref());
    let names = |candidate: &Candidate<'_>| Some(candidate.field) == title && !is_bare_blank(&candidate.raw);
    found > 1 && common.iter().any(names)
}

/// Reads a part by these labels. `goes_on`: a list on the sheet before, which may go on here.
fn read_part<'d>(
    document: &'d Document,
    part: FormPart<'d>,
    goes_on: Option<&ListShape>,
    policy: &Policy,
    labels: Cow<'d, Lexicon>,
) -> PartRead<'d> {
    let mut read =
        PartRead { part, labels, headings: Vec::new(), forms: Vec::new(), is_form: false, is_list: false, list: None };
    let lexicon = read.labels.as_ref();
    let mut page = Page::new(document, &read.part.items);
    claim_split_title(&mut page, lexicon);
    let mut common: Vec<Candidate<'_>> = read_boxed(&mut page, lexicon);
    let mut lists = read_grids(&mut page, &mut common, goes_on, policy, lexicon);
    strip_usual_marks(&mut common, policy);
    fill_from_text_boxes(&mut page, &mut common);
    for row in lists.iter_mut().flat_map(|list| &mut list.rows) {
        fill_from_text_boxes(&mut page, &mut row.candidates);
    }
    let first_row = lists.iter().flat_map(|list| &list.rows).next();
    let in_grids = distinct_fields(&common).max(first_row.map_or(0, |row| distinct_fields(&row.candidates)));
    let mut in_lines = read_all_lines(&mut page, &Asked::of(&common, in_grids, policy), policy, lexicon);
    fill_from_text_boxes(&mut page, &mut in_lines);
    common.append(&mut in_lines);
    fill_from_tables(&mut page, &mut common, policy);
    join_continued(&mut common, policy);
    divide_shared_values(&mut common, policy);
    add_noted_units(&page, &mut common, policy);
    for row in lists.iter_mut().flat_map(|list| &mut list.rows) {
        divide_shared_values(&mut row.candidates, policy);
        add_noted_units(&page, &mut row.candidates, policy);
    }
    let listed = lists.iter_mut().flat_map(|list| &mut list.rows).flat_map(|row| &mut row.candidates);
    doubt_bare_amounts(&page, common.iter_mut().chain(listed), policy);
    let is_list = lists.iter().any(|list| !list.rows.is_empty());
    if !is_list {
        divide_running_texts(&mut common, policy, lexicon);
        doubt_text_below(&page, &mut common, policy);
    }
    let found = distinct_fields(&common).max(in_grids);
    let strength = if read.part.titled || in_grids >= 3 { FormStrength::Strong } else { FormStrength::Weak };
    let enough = if read.part.titled { 2 } else { 3 };
    read.is_form = found >= enough && (strength == FormStrength::Strong || has_personal_label(&common, policy));
    read.list = lists.last().map(|list| list.shape.clone());
    if !read.is_form && (found == 0 || !read.part.is_sheet) && !may_be_cover(&common, found, policy) {
        return read;
    }
    if !is_list {
        let all: Vec<&Candidate<'_>> = common.iter().collect();
        let mut application = assemble(&mut page, String::new(), &all, policy, lexicon);
        application.heading = read_heading(&page);
        if let Some(note) = page.pieces.iter().find(|piece| says_withdrawn(piece.text)) {
            doubt_withdrawn(&mut application, note.text, policy);
        }
        (application.unclaimed, application.characters) = list_unclaimed(&page, &[]).of_rows(0, 0..0);
        read.forms.push(FormRead::of(application, strength));
        return read;
    }
    read.is_list = true;
    let applications = assemble_rows(&mut page, &lists, &common, policy, lexicon);
    read.forms = applications.into_iter().map(|application| FormRead::of(application, strength)).collect();
    read
}

/// Reads the grids of a page one after the other: what their cells say, which `common` takes in, and the lists on them.
fn read_grids<'d>(
    page: &mut Page<'d>,
    common: &mut Vec<Candidate<'d>>,
    goes_on: Option<&ListShape>,
    policy: &Policy,
    lexicon: &Lexicon,
) -> Vec<ListRead<'d>> {
    let mut lists: Vec<ListRead<'d>> = Vec::new();
    for number in 0..page.stretches.len() {
        if distinct_fields(common) >= 3 && claim_table_of_notes(page, number) {
            continue;
        }
        let Some(Stretch::Grid { index, .. }) = page.stretches.get(number) else { continue };
        let seen = look_at_cells(index, lexicon);
        let shape = match lists.iter().rfind(|list| !list.rows.is_empty()) {
            Some(before) => find_further_list(index, &seen, &before.shape, policy, lexicon),
            None => find_list(index, &seen, lexicon, policy).or_else(|| continue_list(index, &seen, goes_on?, policy)),
        };
        if let Some(shape) = shape {
            let rows = read_list(page, number, &shape, policy, lexicon);
            lists.push(ListRead { shape, rows });
        }
        let mut reader = CardReader {
            page,
            stretch: number,
            lexicon,
            policy,
            seen,
            stacked: HashMap::new(),
            stacked_text: HashMap::new(),
            candidates: Vec::new(),
            grid_facts: GridFacts::default(),
        };
        reader.read();
        common.append(&mut reader.candidates);
    }
    lists
}

/// Reads all paragraphs of a page; its grids have been read.
fn read_all_lines<'d>(page: &mut Page<'d>, asked: &Asked, policy: &Policy, lexicon: &Lexicon) -> Vec<Candidate<'d>> {
    let lines: Vec<_> = page
        .stretches
        .iter()
        .filter_map(|stretch| match stretch {
            Stretch::Lines(range) => Some(range.clone()),
            Stretch::Grid { .. } => None,
        })
        .collect();
    let mut all = Vec::new();
    for range in lines {
        all.extend(read_tab_columns(page, range.clone(), lexicon));
        let mut found = read_lines(page, range, lexicon, policy, &|field, rank| asked.heading_asks(field, rank));
        for candidate in &mut found {
            // A letterhead's phone is the office's, not the project's.
            candidate.of_another |= is_in_header(&candidate.spot);
        }
        all.extend(found);
    }
    all
}

impl FormRead {
    fn of(application: Application, strength: FormStrength) -> Self {
        let filled = application.fields.values().any(|reading| matches!(reading, FieldReading::Read(_)));
        Self { application, strength, filled }
    }
}

/// What the grids of a page have said already.
struct Asked {
    in_grids: usize,
    fields: Vec<usize>,
    running_missing: usize,
}

impl Asked {
    fn of(candidates: &[Candidate<'_>], in_grids: usize, policy: &Policy) -> Self {
        let fields: Vec<usize> = candidates.iter().map(|candidate| candidate.field).collect();
        let missing = policy
            .fields
            .iter()
            .enumerate()
            .filter(|(at, spec)| spec.required && spec.kind == FieldKind::Text && !fields.contains(at));
        Self { in_grids, running_missing: missing.count(), fields }
    }

    /// Whether a label alone in its line is a field's: always where there is no grid; beside a grid only for what the grid does
    /// not ask, so that the headings of a description behind the form are none.
    fn heading_asks(&self, field: usize, rank: Rank) -> bool {
        self.in_grids < 3 || !self.fields.contains(&field) && (self.running_missing > 1 || rank == Rank::Own)
    }
}

fn is_in_header(spot: &Spot) -> bool {
    matches!(spot, Spot::Paragraph { story: StoryKind::Header(_) | StoryKind::Footer(_), .. })
}

fn distinct_fields(candidates: &[Candidate<'_>]) -> usize {
    let mut fields: Vec<usize> = candidates
        .iter()
        .filter(|candidate| candidate.rank <= Rank::Affixed)
        .map(|candidate| candidate.field)
        .collect();
    fields.sort_unstable();
    fields.dedup();
    fields.len()
}

/// Whether a label asks for people, a phone or a signature, which a description does not.
fn has_personal_label(candidates: &[Candidate<'_>], policy: &Policy) -> bool {
    candidates.iter().any(|candidate| {
        policy
            .fields
            .get(candidate.field)
            .is_some_and(|field| matches!(field.kind, FieldKind::People | FieldKind::Phone | FieldKind::Signature))
    })
}
