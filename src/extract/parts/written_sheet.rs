//! A paper of the policy in the workbook of the form, on a sheet of its own: a written one, or one that is kept, not read.

use crate::extract::description::KnownNames;
use crate::extract::description::read_narrative;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::parts::names_written_paper;
use crate::model::Application;
use crate::model::Block;
use crate::model::Cell;
use crate::model::Document;
use crate::model::Evidence;
use crate::model::Grid;
use crate::model::Paragraph;
use crate::model::Place;
use crate::model::Spot;
use crate::policy::Policy;

/// Fewer characters are a title or a heading, not the paper.
const LEAST_CHARACTERS: usize = 50;
/// So many filled cells may be a title and the headers of an empty list.
const LEAST_CELLS: usize = 4;

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

/// Gives a form the papers that are kept, not read, and stand on other sheets of its workbook: one that is called so and holds a
/// picture, or more than its title.
pub fn add_kept_sheets(document: &Document, form: &mut Application, policy: &Policy, lexicon: &Lexicon) {
    let own = form.form.as_ref().and_then(|place| place.spot.clone());
    for spec in policy.documents.iter().filter(|spec| spec.key != "form" && spec.sections.is_empty()) {
        let Some(names) = lexicon.paper(&spec.key) else { continue };
        for grid in document.grids().filter(|grid| !grid.hidden && names.tell_of(&grid.name)) {
            let spot = Spot::Sheet(grid.name.clone());
            let texts = grid.cells.iter().filter(|cell| !cell.hidden && !cell.text.trim().is_empty());
            if own.as_ref() != Some(&spot) && (shows_picture(document, &grid.name) || texts.count() > LEAST_CELLS) {
                form.evidence.push(Evidence { role: spec.key.clone(), place: Place::at(&document.file, spot) });
            }
        }
    }
}

fn shows_picture(document: &Document, sheet: &str) -> bool {
    let on_sheet = |spot: &Spot| match spot {
        Spot::Sheet(name) | Spot::SheetCell { sheet: name, .. } => name.as_ref() == sheet,
        _ => false,
    };
    document.marks.iter().any(|mark| mark.anchor.as_ref().is_some_and(|anchor| on_sheet(&anchor.from)))
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
