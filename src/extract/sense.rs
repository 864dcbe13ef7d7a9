//! What a paper is, as far as grouping needs it: a form, a written paper of the policy, a scan, some other text.

use crate::extract::description::count_characters;
use crate::extract::description::sense_written;
use crate::extract::form::FormRead;
use crate::extract::form::FormStrength;
use crate::extract::issued::is_issued;
use crate::extract::label::label_core::Folded;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::paper_names::PaperNames;
use crate::extract::values::blank::holds_stand_in;
use crate::model::Block;
use crate::model::Cell;
use crate::model::Document;
use crate::model::FieldReading;
use crate::model::Format;
use crate::model::Grid;
use crate::model::PaperSense;
use crate::model::SensedApplication;
use crate::model::StoryKind;
use crate::model::is_mail_body;
use crate::policy::DocumentSpec;
use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Policy;
use crate::policy::is_roster;

/// A text this long that is named after no evidence is taken for the description, in characters.
const LONG_TEXT: usize = 300;

/// So many Latin letters on one of another script are a text in Latin letters.
const FEW_OTHERS: usize = 10;

/// A text longer than this is no form's title, in bytes.
const LONGEST_TITLE: usize = 240;

/// Says what a paper is. `forms` are the forms that were read on it.
pub fn sense_paper(document: &Document, forms: &[FormRead], policy: &Policy, lexicon: &Lexicon) -> PaperSense {
    if is_issued(document, policy) {
        return PaperSense::Issued;
    }
    if !forms.is_empty() && !forms.iter().any(|form| asks_for_people(form, policy)) {
        // A description may be laid out as a table of the same labels; it asks for nobody's name, phone or signature.
        if let Some(narrative) = sense_asking_nobody(document, policy, lexicon) {
            return narrative;
        }
    }
    let strong = forms.iter().any(|form| form.strength == FormStrength::Strong || is_asked_in_full(form, policy));
    if strong || !forms.is_empty() && names_document(document, lexicon, "form") {
        return sense_form(forms, policy);
    }
    if document.format.is_workbook() && is_roster(document) {
        return PaperSense::Roster;
    }
    if document.format == Format::Image {
        return PaperSense::Scan;
    }
    if is_wordless(document) {
        let lost = document.troubles.iter().any(|trouble| trouble.kind.loses_content());
        return match (lost, document.marks.is_empty()) {
            (true, _) => PaperSense::NotRead,
            (false, false) => PaperSense::Scan,
            (false, true) => PaperSense::Text { title: None },
        };
    }
    if is_scale(document) {
        return PaperSense::Text { title: first_line(document).map(str::to_owned) };
    }
    if let Some(mut narrative) = sense_narrative(document, policy, lexicon) {
        if let PaperSense::Narrative { asked, .. } = &mut narrative
            && forms.iter().any(|form| asks_for_all(form, policy) || asks_to_sign_for_project(form, policy))
        {
            *asked = sense_applications(forms, policy);
        }
        return narrative;
    }
    if !forms.is_empty() {
        return sense_form(forms, policy);
    }
    PaperSense::Text { title: first_line(document).map(str::to_owned) }
}

fn sense_form(forms: &[FormRead], policy: &Policy) -> PaperSense {
    PaperSense::Form { applications: sense_applications(forms, policy) }
}

fn sense_applications(forms: &[FormRead], policy: &Policy) -> Vec<SensedApplication> {
    let text = |form: &FormRead, key: &Option<String>| key.as_ref().and_then(|key| form.application.text(key));
    forms
        .iter()
        .map(|form| {
            let (unit, project) = (text(form, &policy.roles.applicant), text(form, &policy.roles.title));
            let blank =
                is_left_empty(form, policy) || unit.iter().chain(&project).filter(|name| stands_in(name)).count() > 1;
            SensedApplication { suffix: form.application.id.clone(), unit, project, blank }
        })
        .collect()
}

/// Whether nothing was filled in. In a text that a blank form ends (a measure with its annex) the last field takes what stands below it, so
/// that one text may be there where every name that a form asks for is left empty.
fn is_left_empty(form: &FormRead, policy: &Policy) -> bool {
    const LEAST_EMPTY: usize = 4;
    let reading = |spec: &FieldSpec| form.application.fields.get(&spec.key);
    let read = policy.fields.iter().filter(|spec| matches!(reading(spec), Some(FieldReading::Read(_))));
    let empty = policy.fields.iter().filter(|spec| matches!(reading(spec), Some(FieldReading::Empty { .. })));
    let texts =
        read.clone().filter(|spec| spec.kind == FieldKind::Text && policy.roles.title.as_ref() != Some(&spec.key));
    !form.filled || read.count() == 1 && texts.count() == 1 && empty.count() >= LEAST_EMPTY
}

/// 某某区总工会, ××创新项目: what a sample of the form names, which an office hands out and units send back.
fn stands_in(name: &str) -> bool {
    holds_stand_in(name) || name.contains("某某")
}

/// Whether a form has a place for people, a phone or a signature.
fn asks_for_people(form: &FormRead, policy: &Policy) -> bool {
    policy.fields.iter().any(|spec| {
        let personal = matches!(spec.kind, FieldKind::People | FieldKind::Phone | FieldKind::Signature);
        personal && asks_for(form, &spec.key)
    })
}

/// Whether lines ask for what only a form asks: somebody by name, a signature, and the texts that the measure requires. A
/// description that gives its unit, people and phone at its head has no line to sign; nor does it ask for all that the measure's form does.
fn is_asked_in_full(form: &FormRead, policy: &Policy) -> bool {
    let of_kind = |kind: FieldKind| policy.fields.iter().filter(move |spec| spec.kind == kind);
    let mut texts = of_kind(FieldKind::Text).filter(|spec| spec.required);
    let whole = || {
        let others = policy.fields.iter().filter(|spec| !spec.required && asks_for(form, &spec.key));
        others.count() > 1 && asks_for_all(form, policy)
    };
    (of_kind(FieldKind::Signature).any(|spec| asks_for(form, &spec.key)) || whole())
        && of_kind(FieldKind::People).any(|spec| asks_for(form, &spec.key))
        && texts.all(|spec| asks_for(form, &spec.key))
}

/// Whether lines ask for somebody by name and for all that the measure requires of a form.
fn asks_for_all(form: &FormRead, policy: &Policy) -> bool {
    let mut required = policy.fields.iter().filter(|spec| spec.required);
    let mut people = policy.fields.iter().filter(|spec| spec.kind == FieldKind::People);
    people.any(|spec| asks_for(form, &spec.key)) && required.all(|spec| asks_for(form, &spec.key))
}

/// Whether lines ask which unit's project it is, for somebody by name, and to sign: a form of another title that leaves a text out.
fn asks_to_sign_for_project(form: &FormRead, policy: &Policy) -> bool {
    let of_kind = |kind: FieldKind| policy.fields.iter().any(|spec| spec.kind == kind && asks_for(form, &spec.key));
    let roles = [&policy.roles.applicant, &policy.roles.title];
    of_kind(FieldKind::Signature)
        && of_kind(FieldKind::People)
        && roles.iter().all(|role| role.as_ref().is_some_and(|key| asks_for(form, key)))
}

fn asks_for(form: &FormRead, key: &str) -> bool {
    !matches!(form.application.fields.get(key), None | Some(FieldReading::NotFound))
}

/// A written paper in a table: one that is called so, by its file or its title, or has sections of its own and no form's title.
fn sense_asking_nobody(document: &Document, policy: &Policy, lexicon: &Lexicon) -> Option<PaperSense> {
    if names_document(document, lexicon, "form") {
        return None;
    }
    let written = || policy.documents.iter().filter(|spec| spec.key != "evidence" && !spec.sections.is_empty());
    let parted = |spec: &DocumentSpec| {
        let sections = sense_written(document, spec, policy, lexicon).sections;
        sections.iter().filter(|section| Some(*section) != title_key(spec, policy)).count() >= 2
    };
    let described = written().any(|spec| is_called(document, &spec.key, lexicon))
        || !has_form_title(document, lexicon) && written().any(parted);
    if described { sense_narrative(document, policy, lexicon) } else { None }
}

/// Whether the title of a form of the policy stands on a paper, in a paragraph or a cell.
fn has_form_title(document: &Document, lexicon: &Lexicon) -> bool {
    let is_title = |text: &str| text.len() <= LONGEST_TITLE && lexicon.is_title(&Folded::of(text));
    let stories = document.stories.iter().flat_map(|story| &story.blocks);
    document.body.iter().chain(stories).any(|block| match block {
        Block::Paragraph(paragraph) => is_title(&paragraph.text),
        Block::Grid(grid) => grid.cells.iter().any(|cell| is_title(&cell.text)),
    })
}

/// A written paper by its file's name, its title, or its sections; a long text without any of these by its length.
fn sense_narrative(document: &Document, policy: &Policy, lexicon: &Lexicon) -> Option<PaperSense> {
    let written = policy.documents.iter().filter(|spec| spec.key != "form" && spec.key != "evidence");
    let evidence = names_document(document, lexicon, "evidence");
    let named = lexicon.paper("evidence");
    let among_evidence =
        named.is_some_and(|names| names.tell_of(&document.file) || names.name_folder_of(&document.file));
    let (mut by_sections, mut by_length) = (None, None);
    for spec in written {
        let read = sense_written(document, spec, policy, lexicon);
        let told = is_called(document, &spec.key, lexicon);
        let sections = read.sections.iter().filter(|section| Some(*section) != title_key(spec, policy)).count();
        // a letter names a unit and a project as well: only that of a mail which is parted into sections is the description's
        let (unit, project) = match is_mail_body(&document.file) && sections < 2 {
            true => (None, None),
            false => (read.unit, read.project),
        };
        let nameless = !told && sections == 0 && !read.labels_project;
        let narrative =
            PaperSense::Narrative { key: spec.key.clone(), unit, project, by_length: nameless, asked: Vec::new() };
        if told {
            return Some(narrative);
        }
        // a sheet of many words is a list of something, unless it says that it is more
        let long = || {
            let counts = !document.format.is_workbook() && count_characters(document, spec, policy) >= LONG_TEXT;
            counts && !is_in_latin_letters(document)
        };
        // a PDF is more often a cutting, a notice, a certificate than a description: its length says nothing
        let loose = || !evidence && document.format != Format::Pdf && (sections >= 1 || long());
        let asked = spec.sections.iter().filter(|section| Some(&section.key) != title_key(spec, policy)).count();
        // a speech among the evidence has its 主要做法 and 取得成效 as well
        let enough = match among_evidence {
            true => asked > 1 && sections == asked,
            false => sections >= 2 || loose(),
        };
        let known_by = if spec.sections.is_empty() { &mut by_length } else { &mut by_sections };
        if enough && known_by.is_none() && policy.is_written(spec) {
            *known_by = Some(narrative);
        }
    }
    by_sections.or(by_length)
}

/// Whether a paper is a scale by which projects are marked: most of it a table with a column of points, whose rows bear the names of a
/// description's sections (创新性, 工作成效).
fn is_scale(document: &Document) -> bool {
    const POINTS: [&str; 4] = ["分值", "满分", "权重", "分数"];
    const LEAST_ROWS: usize = 2;
    let size = |grid: &Grid| grid.cells.iter().map(|cell| cell.text.len()).sum::<usize>();
    let whole: usize = document.body.iter().flat_map(Block::texts).map(str::len).sum();
    let is_number = |text: &str| {
        let text = text.trim().trim_end_matches(['分', '%']);
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    document.grids().filter(|grid| size(grid) * 2 > whole).any(|grid| {
        let heads = |cell: &&Cell| POINTS.contains(&cell.text.split(['（', '(']).next().unwrap_or_default().trim());
        grid.cells.iter().filter(heads).any(|head| {
            let below = grid.cells.iter().filter(|cell| cell.column == head.column && cell.row > head.row);
            below.filter(|cell| is_number(&cell.text)).count() >= LEAST_ROWS
        })
    })
}

/// Whether nearly all letters on a paper are Latin: a program's file or a foreign paper, whose length says nothing.
fn is_in_latin_letters(document: &Document) -> bool {
    let (mut latin, mut other) = (0_usize, 0_usize);
    let blocks = document.body.iter().chain(document.stories.iter().flat_map(|story| &story.blocks));
    for letter in blocks.flat_map(Block::texts).flat_map(str::chars).filter(|c| c.is_alphabetic()) {
        *(if letter.is_ascii() { &mut latin } else { &mut other }) += 1;
    }
    latin > other * FEW_OTHERS
}

/// The section that only names the project.
fn title_key<'s>(spec: &'s DocumentSpec, policy: &Policy) -> Option<&'s String> {
    let title = policy.roles.title.as_ref().and_then(|key| policy.field(key))?;
    spec.sections.iter().find(|section| section.label == title.label).map(|section| &section.key)
}

/// Whether a paper is called so, by its file or by its title.
fn is_called(document: &Document, key: &str, lexicon: &Lexicon) -> bool {
    let titled = || lexicon.paper(key).is_some_and(|names| title_names(document, names));
    names_document(document, lexicon, key) || titled()
}

fn names_document(document: &Document, lexicon: &Lexicon, key: &str) -> bool {
    lexicon.paper(key).is_some_and(|names| names.stand_in(&document.file))
}

/// Whether one of the first lines is a title that holds the document's label or an alias.
fn title_names(document: &Document, names: &PaperNames) -> bool {
    let lines = document.body.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.trim()),
        Block::Grid(_) => None,
    });
    lines.filter(|line| !line.is_empty()).take(3).any(|line| names.end(line))
}

/// Whether nothing is written on a paper: it is empty, or holds pictures alone.
fn is_wordless(document: &Document) -> bool {
    let is_text =
        |kind: StoryKind| matches!(kind, StoryKind::TextBox(_) | StoryKind::Footnote(_) | StoryKind::Endnote(_));
    first_line(document).is_none() && !document.stories.iter().any(|story| is_text(story.kind))
}

fn first_line(document: &Document) -> Option<&str> {
    document.body.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.trim()).filter(|text| !text.is_empty()),
        Block::Grid(grid) => grid.cells.iter().map(|cell| cell.text.trim()).find(|text| !text.is_empty()),
    })
}
