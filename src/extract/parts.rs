//! Which parts of a document may be forms: a sheet each, cards below one another, tables or runs of paragraphs one after
//! the other. A new form begins where the applicant's or the project's label comes again.

mod columns;
mod earlier_years;
mod form_starts;
pub mod lines_as_list;
pub mod notes_table;
mod paper_behind;
mod shared_head;
pub mod split_title;
mod text_parts;
pub mod written_sheet;
pub mod written_tail;

use std::collections::HashSet;

use crate::extract::candidate::inline::find_cell_segments;
use crate::extract::label::form_words::heads_project;
use crate::extract::label::form_words::is_heading_of_a_form;
use crate::extract::label::form_words::is_instruction_sheet;
use crate::extract::label::label_core::Folded;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::numbering::Notes;
use crate::extract::label::side_notes::find_side_notes;
use crate::extract::page::PageItem;
use crate::extract::page::Window;
use crate::extract::parts::columns::split_at_titles;
use crate::extract::parts::columns::split_columns;
use crate::extract::parts::earlier_years::set_earlier_years_aside;
use crate::extract::parts::form_starts::Told;
use crate::extract::parts::form_starts::find_starts;
use crate::extract::parts::shared_head::share_head;
use crate::extract::parts::text_parts::is_signed_in;
use crate::model::Block;
use crate::model::Cell;
use crate::model::Document;
use crate::model::Grid;
use crate::model::GridKind;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;
use crate::model::refers_elsewhere;
use crate::policy::DocumentSpec;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// A part of a document that may be a form.
#[derive(Clone)]
pub struct FormPart<'d> {
    /// What belongs to it, in reading order.
    pub items: Vec<PageItem<'d>>,
    /// `#sheet` or `#2`, used where the document holds several forms.
    pub suffix: String,
    /// A title of the policy's form stands on it.
    pub titled: bool,
    /// A hidden sheet or a sheet of instructions and examples: read only where there is no other form.
    pub set_aside: bool,
    /// A sheet as a whole, which another sheet may go on from.
    pub is_sheet: bool,
    /// A table that asks for nobody and no signature: no form of its own, but it may go on with the one before.
    pub continues: bool,
    /// The block of a text that it begins with.
    pub first_block: usize,
    /// The block behind it where the project is named again and nobody is asked for: a written paper, if it reads as one.
    pub restated: Option<usize>,
}

impl<'d> FormPart<'d> {
    fn of_window(grid: &'d Grid, window: Window, titled: bool) -> Self {
        Self {
            items: vec![PageItem::Rows(grid, window)],
            suffix: String::new(),
            titled,
            set_aside: false,
            is_sheet: false,
            continues: false,
            first_block: 0,
            restated: None,
        }
    }

    /// Whether a cell of a sheet at this row and column is the part's.
    fn lies_at(&self, (row, column): (u32, u32)) -> bool {
        self.items.iter().any(|item| match item {
            PageItem::Rows(_, window) => (window.rows.0..window.rows.1).contains(&row) && window.spans(column),
            PageItem::Paragraph(_) => false,
        })
    }
}

/// Splits a document into the parts that may be forms.
pub fn find_parts<'d>(document: &'d Document, policy: &Policy, lexicon: &Lexicon) -> Vec<FormPart<'d>> {
    let finder = Finder { policy, lexicon };
    let sheets = document.grids().any(|grid| grid.kind == GridKind::Sheet);
    if sheets { finder.parts_of_workbook(document) } else { finder.parts_of_text(document) }
}

/// The written paper of the policy that a sheet is called as.
pub fn names_written_paper<'p>(grid: &Grid, policy: &'p Policy, lexicon: &Lexicon) -> Option<&'p DocumentSpec> {
    let written = |spec: &&DocumentSpec| spec.key != "form" && !spec.sections.is_empty();
    let named = |spec: &&DocumentSpec| lexicon.paper(&spec.key).is_some_and(|names| names.stand_in(&grid.name));
    policy.documents.iter().filter(written).find(named).filter(|_| grid.kind == GridKind::Sheet && !grid.hidden)
}

/// How a filled sample is called.
const SAMPLES: &[&str] = &["样例", "示例", "样表", "范例", "范本", "样本"];

/// A text longer than this beside a label is the label's value, whatever it begins with; in characters.
const RUNNING_TEXT: usize = 40;

/// What the parts of one document are found by.
struct Finder<'p> {
    policy: &'p Policy,
    lexicon: &'p Lexicon,
}

impl Finder<'_> {
    fn parts_of_workbook<'d>(&self, document: &'d Document) -> Vec<FormPart<'d>> {
        let mut parts = Vec::new();
        for grid in document.grids() {
            let mut sheet_parts = self.parts_of_grid(grid);
            let several = sheet_parts.len() > 1;
            for (number, part) in sheet_parts.iter_mut().enumerate() {
                part.is_sheet = !several;
                part.set_aside |= grid.hidden || is_instruction_sheet(&grid.name) || self.is_written_paper(grid);
                part.suffix =
                    if several { format!("#{}-{}", grid.name, number + 1) } else { format!("#{}", grid.name) };
            }
            for (anchor, item) in text_boxes_of(document, grid) {
                // A box belongs to the form that it lies over.
                let over = sheet_parts.iter().position(|part| part.lies_at(anchor)).unwrap_or(0);
                if let Some(part) = sheet_parts.get_mut(over) {
                    part.titled |= self.tell(&item).title;
                    part.items.push(item);
                }
            }
            if let [part] = sheet_parts.as_mut_slice() {
                part.items.extend(signed_margins_of(document, grid));
            }
            parts.extend(sheet_parts);
        }
        set_earlier_years_aside(document, &mut parts, self.lexicon);
        parts
    }

    /// Whether a sheet is called as one of the policy's written papers and asks for nobody: it is that paper.
    fn is_written_paper(&self, grid: &Grid) -> bool {
        names_written_paper(grid, self.policy, self.lexicon).is_some()
            && !self.tell(&PageItem::Rows(grid, Window::ALL)).personal
    }

    /// A sheet as one part, or as several cards below one another.
    fn parts_of_grid<'d>(&self, grid: &'d Grid) -> Vec<FormPart<'d>> {
        let rows: Vec<u32> = {
            let mut rows: Vec<u32> = grid.cells.iter().map(|cell| cell.row).collect();
            rows.dedup();
            rows
        };
        let beside = split_at_titles(grid, self.lexicon);
        if !beside.is_empty() {
            return beside.into_iter().map(|window| FormPart::of_window(grid, window, true)).collect();
        }
        let mut notes = Notes::default();
        let mut header: Option<Vec<(u32, &str)>> = None;
        let mut answered = false;
        let beside = find_side_notes(grid, &(0..u32::MAX));
        let told: Vec<Told> = rows
            .iter()
            .map(|&row| {
                let told = self.tell_row(grid, row, &beside);
                let noted = !told.blank && notes.take(only_text(grid, row));
                let begins = told.title || told.heading;
                let repeated = told.keys[1] && header.is_some() && header == adjacent_words(grid, row);
                let asks = header.is_some() && self.is_row_of_labels(grid, row);
                match told.keys[1] {
                    true => (header, answered) = (adjacent_words(grid, row), false),
                    // 创新内容 | 实施措施 below a project's row: the labels above it are no header of a list.
                    false if begins || asks && answered => header = None,
                    false => answered |= !told.blank && !asks,
                }
                if noted || repeated { Told { sample: told.sample, ..Told::default() } } else { told }
            })
            .collect();
        let starts = find_starts(&told);
        let mut parts = Vec::new();
        for (number, &start) in starts.iter().enumerate() {
            let from = if number == 0 { 0 } else { rows.get(start).copied().unwrap_or(0) };
            let next = starts.get(number + 1).copied().unwrap_or(rows.len());
            let to = rows.get(next).copied().unwrap_or(u32::MAX);
            let titled = told.get(start..next).is_some_and(|told| told.iter().any(|told| told.title));
            let mut windows = split_columns(grid, (from, to), self.policy, self.lexicon);
            if windows.is_empty() {
                windows.push(Window::of_rows(from, to));
            }
            let set_aside = told.get(start..next).is_some_and(|told| told.iter().any(|told| told.sample));
            let part = |window| FormPart { set_aside, ..FormPart::of_window(grid, window, titled) };
            parts.extend(windows.into_iter().map(part));
        }
        share_head(grid, &mut parts, &rows, (&told, &starts));
        parts
    }

    fn cut_table<'d>(&self, item: PageItem<'d>) -> Vec<PageItem<'d>> {
        let PageItem::Rows(grid, ..) = item else { return vec![item] };
        let parts = self.parts_of_grid(grid);
        let whole =
            |item: &PageItem<'_>| matches!(item, PageItem::Rows(_, window) if window.labels == Window::ALL.labels);
        if parts.len() < 2 && parts.iter().flat_map(|part| &part.items).all(whole) {
            return vec![item];
        }
        parts.into_iter().flat_map(|part| part.items).collect()
    }

    fn tell(&self, item: &PageItem<'_>) -> Told {
        match item {
            PageItem::Paragraph(paragraph) => {
                let mut told = Told { blank: paragraph.text.trim().is_empty(), ..Told::default() };
                for line in paragraph.text.split('\n') {
                    self.tell_text(line, &mut told);
                }
                told
            }
            PageItem::Rows(grid, window) => {
                let mut told = Told::default();
                for cell in window.cells(grid).filter(|cell| !cell.hidden) {
                    if !self.is_running_value(grid, cell) {
                        self.tell_text(&cell.text, &mut told);
                    }
                    for block in &cell.blocks {
                        if let Block::Grid(inner) = block {
                            told.add(&self.tell(&PageItem::Rows(inner, Window::ALL)));
                        }
                    }
                }
                told.signature_only = false;
                told
            }
        }
    }

    /// What a row holds, the cells left out that are notes beside the form.
    fn tell_row(&self, grid: &Grid, row: u32, notes: &HashSet<usize>) -> Told {
        let mut told = Told { blank: true, ..Told::default() };
        let first = grid.cells.partition_point(|cell| cell.row < row);
        let cells = grid.cells_in_rows(row, row.saturating_add(1)).iter().zip(first..);
        let mut same_as_above = false;
        for (cell, _) in cells.filter(|(cell, at)| !cell.hidden && !notes.contains(at)) {
            told.blank &= cell.text.trim().is_empty();
            same_as_above |= refers_above(&cell.text);
            if !self.is_running_value(grid, cell) {
                self.tell_text(&cell.text, &mut told);
            }
        }
        // 项目名称 | 同上: the form that was begun above goes on.
        if same_as_above {
            told.keys = [false; 2];
        }
        told
    }

    /// Whether all texts of a row, two or more, are labels of fields.
    fn is_row_of_labels(&self, grid: &Grid, row: u32) -> bool {
        let cells = grid.cells_in_rows(row, row.saturating_add(1)).iter();
        let filled: Vec<&Cell> = cells.filter(|cell| !cell.hidden && !cell.text.trim().is_empty()).collect();
        let asks = |cell: &&Cell| matches!(self.lexicon.label(&cell.text), Some(Label::Fields { .. }));
        filled.len() > 1 && filled.iter().all(asks)
    }

    /// Whether a cell holds the running text of the label left of it or above it: what looks like a label in there is prose.
    fn is_running_value(&self, grid: &Grid, cell: &Cell) -> bool {
        if cell.text.chars().take(RUNNING_TEXT + 1).count() <= RUNNING_TEXT {
            return false;
        }
        let before = grid.cells.partition_point(|other| (other.row, other.column) < (cell.row, cell.column));
        let mut near = grid.cells.get(..before).unwrap_or(&[]).iter().rev().take(64);
        let beside = |other: &&Cell| {
            let left = other.column.saturating_add(other.width) == cell.column
                && other.row <= cell.row
                && cell.row < other.row.saturating_add(other.height);
            left || other.row.saturating_add(other.height) == cell.row && other.column == cell.column
        };
        near.any(|other| {
            beside(&other)
                && matches!(self.lexicon.label(&other.text), Some(Label::Fields { fields, .. })
                    if fields.iter().filter_map(|&field| self.policy.fields.get(field)).any(|spec| spec.kind == FieldKind::Text))
        })
    }

    fn tell_text(&self, text: &str, told: &mut Told) {
        if text.trim().is_empty() || text.len() > 1200 {
            return;
        }
        let folded = Folded::of(text);
        if is_carried_over(text) {
            // 申报表（续表） stands above what is left of the same form
        } else if self.lexicon.is_title(&folded) {
            told.title = true;
        } else if is_heading_of_a_form(&folded) || heads_project(text) {
            told.heading = true;
        }
        told.sample |= (told.title || told.heading) && SAMPLES.iter().any(|word| text.contains(word));
        match self.lexicon.label_of(&folded) {
            Some(label) => self.tell_label(&label, told),
            None => {
                let end = text.char_indices().nth(120).map_or(text.len(), |(end, _)| end);
                for segment in find_cell_segments(text.get(..end).unwrap_or(text), self.lexicon) {
                    self.tell_label(&segment.label, told);
                }
            }
        }
    }

    fn tell_label(&self, label: &Label, told: &mut Told) {
        let Label::Fields { fields, rank, .. } = label else { return };
        for spec in fields.iter().filter_map(|&field| self.policy.fields.get(field)) {
            if *rank <= Rank::Alias {
                told.keys[0] |= Some(&spec.key) == self.policy.roles.applicant.as_ref() && *rank <= Rank::Alias;
                told.keys[1] |= Some(&spec.key) == self.policy.roles.title.as_ref();
            }
            told.personal |= matches!(spec.kind, FieldKind::People | FieldKind::Phone | FieldKind::Signature);
            told.running |=
                spec.required && spec.kind == FieldKind::Text && Some(&spec.key) != self.policy.roles.title.as_ref();
            told.signature_only |= spec.kind == FieldKind::Signature;
        }
    }
}

/// 同上, 同封面: what a form says above, without a word of its own.
pub fn refers_above(text: &str) -> bool {
    text.contains(['同', '封']) && refers_elsewhere(text)
}

/// Whether a title says that the form above goes on.
fn is_carried_over(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['）', ')']);
    text.ends_with("续表") || text.ends_with(['续']) && text.trim_end_matches('续').ends_with(['（', '('])
}

/// The text of a row that holds just one; empty where it holds more.
fn only_text(grid: &Grid, row: u32) -> &str {
    let first = grid.cells.partition_point(|cell| cell.row < row);
    let cells = grid.cells.get(first..).unwrap_or(&[]).iter().take_while(|cell| cell.row == row);
    let mut texts = cells.filter(|cell| !cell.hidden && !cell.text.trim().is_empty()).map(|cell| cell.text.as_str());
    texts.next().filter(|_| texts.next().is_none()).unwrap_or("")
}

/// The texts of a row with their columns, where three or more stand cell by cell: a list's header, which may be repeated below the
/// heading of each group.
fn adjacent_words(grid: &Grid, row: u32) -> Option<Vec<(u32, &str)>> {
    let cells = grid.cells_in_rows(row, row.saturating_add(1)).iter();
    let filled: Vec<&Cell> = cells.filter(|cell| !cell.hidden && !cell.text.trim().is_empty()).collect();
    let adjacent = filled.windows(2).all(|pair| match pair {
        [one, other] => one.column.saturating_add(one.width) == other.column,
        _ => true,
    });
    (filled.len() >= 3 && adjacent).then(|| filled.iter().map(|cell| (cell.column, cell.text.trim())).collect())
}

/// The text boxes that float over a sheet, with the row and column of the cell that each hangs on.
fn text_boxes_of<'d>(document: &'d Document, grid: &Grid) -> Vec<((u32, u32), PageItem<'d>)> {
    let boxes = document.stories.iter().filter(|story| matches!(story.kind, StoryKind::TextBox(_)));
    let on_sheet = boxes.filter_map(|story| match (&story.anchor.as_ref()?.from, &grid.origin) {
        (Spot::SheetCell { sheet, row, column }, Spot::SheetCell { sheet: own, .. }) if sheet == own => {
            Some(((*row, *column), story))
        }
        _ => None,
    });
    on_sheet.flat_map(|(at, story)| story.blocks.iter().map(move |block| (at, PageItem::of(block)))).collect()
}

/// What stands in the page headers and footers of a sheet in which one signs.
fn signed_margins_of<'d>(document: &'d Document, grid: &Grid) -> impl Iterator<Item = PageItem<'d>> {
    let is_margin = |story: &&Story| matches!(story.kind, StoryKind::Header(_) | StoryKind::Footer(_));
    let is_here = |story: &&Story| matches!(story.anchor.as_ref().map(|anchor| &anchor.from), Some(Spot::Sheet(sheet)) if *sheet == grid.name);
    let margins = document.stories.iter().filter(is_margin).filter(is_here).filter(|story| is_signed_in(story));
    margins.flat_map(|story| &story.blocks).map(PageItem::of)
}
