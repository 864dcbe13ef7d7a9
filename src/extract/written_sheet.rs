//! A written paper of the policy in the file of the form: on a sheet of its own in the workbook, or behind the form's table in
//! a text document.

use crate::extract::description::KnownNames;
use crate::extract::description::read_narrative;
use crate::extract::lexicon::Lexicon;
use crate::extract::parts::names_written_paper;
use crate::model::Application;
use crate::model::Block;
use crate::model::Cell;
use crate::model::Document;
use crate::model::Grid;
use crate::model::Paragraph;
use crate::model::Spot;
use crate::policy::Policy;

/// Fewer characters are a title or a heading, not the paper.
const LEAST_CHARACTERS: usize = 50;
/// Behind a form's table stands the paper where it has so many of its sections, and so many characters.
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

/// Gives a form in a table the written paper that stands behind it: at least two of its sections, and text below them.
pub fn add_written_tail(document: &Document, form: &mut Application, policy: &Policy, lexicon: &Lexicon) {
    if document.format.is_workbook() {
        return;
    }
    let text = |key: &Option<String>| key.as_ref().and_then(|key| form.text(key));
    let (unit, project) = (text(&policy.roles.applicant), text(&policy.roles.title));
    let known = KnownNames { unit: unit.as_deref(), project: project.as_deref() };
    let Some(table) =
        policy.fields.iter().filter_map(|field| table_of(form.value(&field.key)?.read.place.spot.as_ref()?)).max()
    else {
        return;
    };
    let is_form = |block: &Block| matches!(block, Block::Grid(grid) if table_of(&grid.origin) == Some(table));
    let Some(tail) = document.body.iter().rposition(is_form).and_then(|at| document.body.get(at + 1..)) else { return };
    let tail = Document { body: tail.to_vec(), ..Document::empty(&document.file, document.format) };
    for spec in policy.documents.iter().filter(|spec| spec.key != "form" && !spec.sections.is_empty()) {
        let read = read_narrative(&tail, spec, policy, lexicon, known);
        let told = read.sections.iter().filter(|section| section.characters > 0).count();
        if told >= LEAST_SECTIONS && read.characters >= LEAST_TAIL && !form.documents.contains_key(&spec.key) {
            form.documents.insert(spec.key.clone(), read);
        }
    }
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
