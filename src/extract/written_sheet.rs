//! A written paper of the policy in the file of the form: on a sheet of its own in the workbook, or behind the form's table in
//! a text document.

use std::collections::HashSet;

use crate::extract::description::KnownNames;
use crate::extract::description::read_narrative;
use crate::extract::form_words::is_note;
use crate::extract::lexicon::Label;
use crate::extract::lexicon::Lexicon;
use crate::extract::paper_behind::find_paper_title;
use crate::extract::paper_behind::is_title;
use crate::extract::parts::names_written_paper;
use crate::extract::unclaimed::visible;
use crate::model::Application;
use crate::model::Block;
use crate::model::Cell;
use crate::model::Document;
use crate::model::Grid;
use crate::model::NarrativeDocument;
use crate::model::Paragraph;
use crate::model::Spot;
use crate::policy::Policy;

/// Fewer characters are a title or a heading, not the paper.
const LEAST_CHARACTERS: usize = 50;
/// Behind a form's table stands the paper where it has so many of its sections, and, with no more of them and no title, so
/// many characters.
const LEAST_SECTIONS: usize = 2;
const LEAST_TAIL: usize = 200;

/// Gives a form the written papers that stand on other sheets of its workbook.
pub fn add_written_sheets(document: &Document, form: &mut Application, policy: &Policy, lexicon: &Lexicon) {
    let text = |key: &Option<String>| key.as_ref().and_then(|key| form.text(key));
    let (unit, project) = (text(&policy.roles.applicant), text(&policy.roles.title));
    let own = form.form.as_ref().and_then(|place| place.spot.clone());
    for grid in document.grids() {
        let Some(spec) = names_written_paper(grid, policy, lexicon) else { continue };
        if own == Some(Spot::Sheet(grid.name.clone())) || form.documents.contains_key(&spec.key) {
            continue;
        }
        let paper = Document { body: lines_of(grid), ..Document::empty(&document.file, document.format) };
        let known = KnownNames { unit: unit.as_deref(), project: project.as_deref() };
        let mut read = read_narrative(&paper, spec, policy, lexicon, known);
        if read.characters >= LEAST_CHARACTERS {
            read.place.spot = Some(Spot::Sheet(grid.name.clone()));
            form.documents.insert(spec.key.clone(), read);
        }
    }
}

/// Gives a form the written paper that stands behind it: under a title of its own, or by its sections.
///
/// The form's own texts may stand behind its table too (`二、创新点`), so what a field claimed is no part of the paper unless
/// a section is there that no form asks for.
pub fn add_written_tail(document: &Document, form: &mut Application, policy: &Policy, lexicon: &Lexicon) {
    if document.format.is_workbook() {
        return;
    }
    let Some(tail) = tail_of(document, form, policy, lexicon) else { return };
    let text = |key: &Option<String>| key.as_ref().and_then(|key| form.text(key));
    let (unit, project) = (text(&policy.roles.applicant), text(&policy.roles.title));
    let known = KnownNames { unit: unit.as_deref(), project: project.as_deref() };
    for spec in policy.documents.iter().filter(|spec| spec.key != "form" && !spec.sections.is_empty()) {
        if form.documents.contains_key(&spec.key) {
            continue;
        }
        let read = |blocks: &[Block]| {
            let paper = Document { body: blocks.to_vec(), ..Document::empty(&document.file, document.format) };
            read_narrative(&paper, spec, policy, lexicon, known)
        };
        let titled = tail
            .behind_table
            .iter()
            .position(|block| matches!(block, Block::Paragraph(paragraph) if is_title(&paragraph.text, spec, lexicon)));
        let titled = titled.and_then(|at| tail.behind_table.get(at..)).unwrap_or_default();
        let asked = |heading: &str| matches!(lexicon.label(heading), Some(Label::Fields { .. }));
        let has_own = |read: &NarrativeDocument| {
            read.sections.iter().any(|section| section.characters > 0 && !asked(&section.heading))
        };
        let found = [(titled, true, false), (tail.behind_fields, false, false), (tail.behind_table, false, true)]
            .into_iter()
            .map(|(blocks, is_titled, ask_own)| (blocks, read(blocks), is_titled, ask_own))
            .find(|(_, read, is_titled, ask_own)| is_paper(read, *is_titled) && (!ask_own || has_own(read)));
        if let Some((blocks, read, ..)) = found {
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

/// What stands behind the table of a form, and behind the last of its fields.
struct Tail<'d> {
    behind_table: &'d [Block],
    behind_fields: &'d [Block],
}

/// What stands behind a form in lines, from the title of a written paper on.
fn tail_of_lines<'d>(document: &'d Document, policy: &Policy, lexicon: &Lexicon) -> Option<&'d [Block]> {
    let lines = document.body.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Grid(_) => None,
    });
    let title = find_paper_title(document, lines, policy, lexicon)?;
    let own = |block: &Block| matches!(block, Block::Paragraph(paragraph) if std::ptr::eq(paragraph, title));
    document.body.get(document.body.iter().position(own)?..)
}

/// The blocks behind the notes that a form ends with.
fn behind_notes(blocks: &[Block]) -> &[Block] {
    let is_of_form = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text.trim().is_empty() || is_note(&paragraph.text),
        Block::Grid(_) => false,
    };
    let notes = blocks.iter().take_while(|block| is_of_form(block)).count();
    blocks.get(notes..).unwrap_or_default()
}

fn tail_of<'d>(document: &'d Document, form: &Application, policy: &Policy, lexicon: &Lexicon) -> Option<Tail<'d>> {
    let values = form.fields.keys().filter_map(|key| form.value(key)?.read.place.spot.as_ref());
    let signed = form.signature.as_ref().and_then(|signature| signature.place.as_ref()?.spot.as_ref());
    let spots: Vec<&Spot> = values.chain(signed).collect();
    let Some(table) = spots.iter().filter_map(|spot| table_of(spot)).max() else {
        return Some(Tail { behind_table: tail_of_lines(document, policy, lexicon)?, behind_fields: &[] });
    };
    let is_form = |block: &Block| matches!(block, Block::Grid(grid) if table_of(&grid.origin) == Some(table));
    let behind_table = document.body.get(document.body.iter().rposition(is_form)? + 1..)?;
    let is_field = |block: &Block| matches!(block, Block::Paragraph(paragraph) if spots.contains(&&paragraph.spot));
    let fields = behind_table.iter().rposition(is_field).map_or(0, |at| at + 1);
    let behind_fields = behind_notes(behind_table.get(fields..)?);
    Some(Tail { behind_table: behind_notes(behind_table), behind_fields })
}

/// Whether so much of a paper stands there that it is one.
pub fn is_paper(read: &NarrativeDocument, titled: bool) -> bool {
    let told = read.sections.iter().filter(|section| section.characters > 0).count();
    let least = if titled || told > LEAST_SECTIONS { LEAST_CHARACTERS } else { LEAST_TAIL };
    told >= LEAST_SECTIONS && read.characters >= least
}

/// The outermost table that a cell lies in.
fn table_of(spot: &Spot) -> Option<u32> {
    match spot {
        Spot::TableCell { path, .. } => path.first().map(|(table, ..)| *table),
        _ => None,
    }
}

/// A workbook's sheets of running text as paragraphs.
pub fn as_running_text(document: &Document) -> Document {
    let flat = |block: &Block| match block {
        Block::Grid(grid) if !grid.hidden => lines_of(grid),
        other => vec![other.clone()],
    };
    Document { body: document.body.iter().flat_map(flat).collect(), ..document.clone() }
}

/// A sheet of running text, one cell a row, as paragraphs; any other as it is.
fn lines_of(grid: &Grid) -> Vec<Block> {
    let filled: Vec<&Cell> = grid.cells.iter().filter(|cell| !cell.hidden && !cell.text.trim().is_empty()).collect();
    let running = filled.windows(2).all(|pair| pair.first().map(|cell| cell.row) != pair.last().map(|cell| cell.row));
    if !running {
        return vec![Block::Grid(grid.clone())];
    }
    let paragraph = |cell: &&Cell| {
        Block::Paragraph(Paragraph {
            spot: grid.spot(cell.row, cell.column),
            text: cell.text.clone(),
            heading: None,
            bold: false,
            numbered: false,
            underlined_blank: false,
        })
    };
    filled.iter().map(paragraph).collect()
}
