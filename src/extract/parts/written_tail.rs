//! A written paper of the policy in the text document of the form: behind the form's table or lines, or ahead of the form.

use std::collections::HashSet;

use crate::extract::description::KnownNames;
use crate::extract::description::read_narrative;
use crate::extract::label::form_words::is_note;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::numbering::read_number;
use crate::extract::part_read::PartRead;
use crate::extract::parts::notes_table::is_table_of_notes;
use crate::extract::parts::paper_behind::ToldNames;
use crate::extract::parts::paper_behind::find_paper_title;
use crate::extract::parts::paper_behind::is_running_text;
use crate::extract::parts::paper_behind::is_title;
use crate::extract::parts::paper_behind::paper_of;
use crate::extract::parts::paper_behind::table_of;
use crate::extract::unclaimed::visible;
use crate::model::Application;
use crate::model::Block;
use crate::model::Document;
use crate::model::Format;
use crate::model::NarrativeDocument;
use crate::model::Spot;
use crate::model::Value;
use crate::policy::Policy;

/// Fewer characters are a title or a heading, not the paper.
const LEAST_CHARACTERS: usize = 50;
/// Behind a form's table stands the paper where it has so many of its sections, and, with no more of them and no title, so
/// many characters.
const LEAST_SECTIONS: usize = 2;
const LEAST_TAIL: usize = 200;
/// The title of a paper has so many characters at most, and so many lines.
const LONGEST_TITLE: usize = 30;
const TITLE_LINES: usize = 2;

/// Where the written paper of a form may stand.
#[derive(Clone, Copy, Default)]
struct Tail<'d> {
    /// Behind its table, or all that stands ahead of it.
    behind_table: &'d [Block],
    /// Behind the last of its fields.
    behind_fields: &'d [Block],
}

/// Gives the forms of a text document the written papers that stand between them: each the one behind it or, in a document that begins
/// with one, each the one ahead of it. The first `ahead` blocks of the body are such a paper.
pub fn add_written_tails(
    document: &Document,
    ahead: usize,
    forms: &mut [PartRead<'_>],
    policy: &Policy,
    lexicon: &Lexicon,
) {
    let single = forms.iter().all(|read| read.forms.len() == 1 && !read.is_list);
    let mut starts: Vec<usize> = forms.iter().map(|read| read.part.first_block).collect();
    if document.format.is_workbook() || !single || !starts.is_sorted_by(|one, other| one < other) {
        return;
    }
    let led = ahead > 0;
    if let Some(first) = starts.first_mut() {
        *first = ahead;
    }
    let ahead = document.body.get(..ahead).unwrap_or_default();
    let mut former = led.then_some(Tail { behind_table: ahead, behind_fields: ahead });
    for (number, read) in forms.iter_mut().enumerate() {
        let Some(form) = read.forms.first_mut().map(|form| &mut form.application) else { continue };
        let from = starts.get(number).copied().unwrap_or_default();
        let to = starts.get(number + 1).copied().unwrap_or(document.body.len());
        let stretch = document.body.get(from..to).unwrap_or_default();
        let restated = read.part.restated.and_then(|at| at.checked_sub(from));
        let behind = tail_of(document, (stretch, restated), form, policy, lexicon);
        let own = if led { std::mem::replace(&mut former, behind) } else { behind };
        if let Some(tail) = own {
            add_written_tail(document, tail, form, policy, lexicon);
        }
    }
}

/// Gives a form the written paper in its tail: under a title of its own, or by its sections, or as long text without any.
///
/// The form's own texts may stand behind its table too (`二、创新点`), so what a field claimed is no part of the paper unless
/// a section is there that no form asks for.
fn add_written_tail(document: &Document, tail: Tail<'_>, form: &mut Application, policy: &Policy, lexicon: &Lexicon) {
    let text = |key: &Option<String>| key.as_ref().and_then(|key| form.text(key));
    let (unit, project) = (text(&policy.roles.applicant), text(&policy.roles.title));
    let known = KnownNames { unit: unit.as_deref(), project: project.as_deref() };
    for spec in policy.documents.iter().filter(|spec| spec.key != "form" && !spec.sections.is_empty()) {
        if form.documents.contains_key(&spec.key) {
            continue;
        }
        let read = |blocks: &[Block]| read_narrative(&paper_of(document, blocks), spec, policy, lexicon, known);
        let titled = tail
            .behind_table
            .iter()
            .position(|block| matches!(block, Block::Paragraph(paragraph) if is_title(&paragraph.text, spec, lexicon)));
        let titled = titled.and_then(|at| tail.behind_table.get(at..)).unwrap_or_default();
        let asked = |heading: &str| matches!(lexicon.label(heading), Some(Label::Fields { .. }));
        let has_own = |read: &NarrativeDocument| {
            read.sections.iter().any(|section| section.characters > 0 && !asked(&section.heading))
        };
        // In a PDF what stands behind a form may be anything.
        let running = |blocks: &[Block]| {
            document.format != Format::Pdf && is_running_text(blocks, known.project, policy, lexicon)
        };
        let by_sections = [(titled, true, false), (tail.behind_fields, false, false), (tail.behind_table, false, true)]
            .into_iter()
            .map(|(blocks, is_titled, ask_own)| (blocks, read(blocks), is_titled, ask_own))
            .find(|(_, read, is_titled, ask_own)| is_paper(read, *is_titled) && (!ask_own || has_own(read)))
            .map(|(blocks, read, ..)| (blocks, read));
        let found = by_sections.or_else(|| {
            let blocks = [titled, tail.behind_fields].into_iter().find(|blocks| running(blocks))?;
            Some((blocks, read(blocks)))
        });
        if let Some((blocks, read)) = found {
            form.documents.insert(spec.key.clone(), read);
            claim_for_paper(form, blocks);
        }
    }
}

/// What the paper says is not left over on the form.
fn claim_for_paper(form: &mut Application, paper: &[Block]) {
    let mut tables = HashSet::new();
    let mut lines = HashSet::new();
    for block in paper {
        match block {
            Block::Grid(grid) => tables.extend(table_of(&grid.origin)),
            Block::Paragraph(paragraph) => {
                lines.insert(&paragraph.spot);
            }
        }
    }
    let holds = |spot: &Spot| lines.contains(spot) || table_of(spot).is_some_and(|table| tables.contains(&table));
    let mut claimed = 0;
    form.unclaimed.retain(|left| {
        let in_paper = left.place.spot.as_ref().is_some_and(holds);
        claimed += if in_paper { visible(&left.raw) } else { 0 };
        !in_paper
    });
    form.characters.claimed = form.characters.held.min(form.characters.claimed + claimed);
}

/// The blocks behind the notes that a form ends with.
fn behind_notes(blocks: &[Block]) -> &[Block] {
    let mut last = None;
    let mut is_of_form = |block: &Block| match block {
        Block::Paragraph(paragraph) if paragraph.text.trim().is_empty() => true,
        Block::Paragraph(paragraph) => {
            // 注：1.…… and below it 2.……
            let text = paragraph.text.trim();
            let begins = is_note(text);
            let figures = text.split(['：', ':']).nth(1).filter(|_| begins).unwrap_or(text);
            let number = read_number(figures).map(|(_, number)| number);
            let goes_on = last.zip(number).is_some_and(|(last, number)| number == last + 1);
            last = number.or(Some(0)).filter(|_| begins || goes_on);
            begins || goes_on
        }
        Block::Grid(grid) => is_table_of_notes(grid),
    };
    let notes = blocks.iter().take_while(|block| is_of_form(block)).count();
    blocks.get(notes..).unwrap_or_default()
}

/// What stands behind the form of a stretch of the body: its table, its fields; behind a form in lines what follows the title of a
/// written paper.
fn tail_of<'d>(
    document: &'d Document,
    (stretch, restated): (&'d [Block], Option<usize>),
    form: &Application,
    policy: &Policy,
    lexicon: &Lexicon,
) -> Option<Tail<'d>> {
    let values = form.fields.keys().filter_map(|key| form.value(key)?.read.place.spot.as_ref());
    let signed = form.signature.as_ref().and_then(|signature| signature.place.as_ref()?.spot.as_ref());
    let spots: Vec<&Spot> = values.chain(signed).collect();
    let table = spots.iter().filter_map(|spot| table_of(spot)).max();
    let is_form = |block: &Block| matches!(block, Block::Grid(grid) if table_of(&grid.origin) == table);
    // A table in a text box stands nowhere in the body.
    let Some(at) = table.and_then(|_| stretch.iter().rposition(is_form)) else {
        let lines = stretch.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Grid(_) => None,
        });
        let told = ToldNames::of(document, stretch);
        let title = find_paper_title(document, stretch, &told, lines, policy, lexicon);
        // The unit's name comes again as well, below the project's.
        let named = restated.map(|at| below_form(stretch, at, signed.or(dated_at(form))));
        let from = title.into_iter().chain(named).min()?;
        let behind = stretch.get(from..)?;
        return Some(Tail { behind_table: behind, behind_fields: behind });
    };
    let behind_table = stretch.get(at + 1..)?;
    let is_field = |block: &Block| matches!(block, Block::Paragraph(paragraph) if spots.contains(&&paragraph.spot));
    let fields = behind_table.iter().rposition(is_field).map_or(0, |at| at + 1);
    let behind_fields = behind_notes(behind_table.get(fields..)?);
    Some(Tail { behind_table: behind_notes(behind_table), behind_fields })
}

/// Where the form's last day stands.
fn dated_at(form: &Application) -> Option<&Spot> {
    let is_day = |key: &&String| matches!(form.value(key).map(|field| &field.read.value), Some(Value::Date(_)));
    form.fields.keys().filter(is_day).filter_map(|key| form.value(key)?.read.place.spot.as_ref()).next_back()
}

/// Where the paper begins whose line names the project again: behind the line that the form is signed on, else at the title above,
/// short lines with nothing said in them.
fn below_form(blocks: &[Block], line: usize, signed: Option<&Spot>) -> usize {
    let above = blocks.get(..line).unwrap_or_default();
    let is_signed = |block: &Block| matches!(block, Block::Paragraph(paragraph) if Some(&paragraph.spot) == signed);
    if let Some(at) = above.iter().rposition(is_signed) {
        return at + 1;
    }
    let is_title = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            let text = paragraph.text.trim();
            !text.is_empty()
                && text.chars().count() <= LONGEST_TITLE
                && !text.contains(['：', ':', '。', '；'])
                && !text.contains(|c: char| c.is_ascii_digit())
        }
        Block::Grid(_) => false,
    };
    line - above.iter().rev().take_while(|block| is_title(block)).count().min(TITLE_LINES)
}

/// Whether so much of a paper stands there that it is one.
pub fn is_paper(read: &NarrativeDocument, titled: bool) -> bool {
    let told = read.sections.iter().filter(|section| section.characters > 0).count();
    let least = if titled || told > LEAST_SECTIONS { LEAST_CHARACTERS } else { LEAST_TAIL };
    told >= LEAST_SECTIONS && read.characters >= least
}
