//! Which parts of a document may be forms: a sheet each, cards below one another, tables or runs of paragraphs one after
//! the other. A new form begins where the applicant's or the project's label comes again.

use crate::extract::columns::split_at_titles;
use crate::extract::columns::split_columns;
use crate::extract::form_words::is_heading_of_a_form;
use crate::extract::form_words::is_instruction_sheet;
use crate::extract::inline::find_cell_segments;
use crate::extract::label_core::Folded;
use crate::extract::lexicon::Label;
use crate::extract::lexicon::Lexicon;
use crate::extract::lexicon::Rank;
use crate::extract::numbering::Notes;
use crate::extract::page::PageItem;
use crate::extract::page::Window;
use crate::extract::paper_behind::find_paper_title;
use crate::extract::split_title::find_split_title;
use crate::model::Block;
use crate::model::Cell;
use crate::model::Document;
use crate::model::Grid;
use crate::model::GridKind;
use crate::model::Story;
use crate::model::StoryKind;
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
        }
    }
}

/// What a unit (a row of a sheet, a block of a text) tells of where forms begin.
#[derive(Clone, Debug, Default)]
struct Told {
    /// Labels of the applicant and of the title.
    keys: [bool; 2],
    /// Labels of people, phone or signature.
    personal: bool,
    signature_only: bool,
    title: bool,
    heading: bool,
    blank: bool,
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

/// A text longer than this beside a label is the label's value, whatever it begins with; in characters.
const RUNNING_TEXT: usize = 40;

struct Finder<'p> {
    policy: &'p Policy,
    lexicon: &'p Lexicon,
}

impl Finder<'_> {
    fn parts_of_workbook<'d>(&self, document: &'d Document) -> Vec<FormPart<'d>> {
        let mut parts = Vec::new();
        for grid in document.grids() {
            let boxes = text_boxes_of(document, grid);
            let mut sheet_parts = self.parts_of_grid(grid);
            let several = sheet_parts.len() > 1;
            for (number, part) in sheet_parts.iter_mut().enumerate() {
                part.is_sheet = !several;
                part.set_aside = grid.hidden || is_instruction_sheet(&grid.name) || self.is_written_paper(grid);
                part.suffix =
                    if several { format!("#{}-{}", grid.name, number + 1) } else { format!("#{}", grid.name) };
                if number == 0 {
                    part.titled |= boxes.iter().any(|item| self.tell(item).title);
                    part.items.extend(boxes.iter().copied());
                }
            }
            parts.extend(sheet_parts);
        }
        self.set_earlier_years_aside(document, &mut parts);
        parts
    }

    /// A workbook that is kept from year to year: a sheet that is called by a year earlier than what another is called by, or has in
    /// its title, is no form of this one.
    fn set_earlier_years_aside(&self, document: &Document, parts: &mut [FormPart<'_>]) {
        let sheets = || document.grids().filter(|grid| grid.kind == GridKind::Sheet && !grid.hidden);
        if !sheets().any(|grid| year_in(&grid.name).is_some()) {
            return;
        }
        let titled = |cell: &&Cell| !cell.hidden && self.lexicon.is_title(&Folded::of(&cell.text));
        let of_title =
            |grid: &Grid| grid.cells.iter().take(HEAD_CELLS).find(titled).and_then(|cell| year_in(&cell.text));
        let year_of = |grid: &Grid| year_in(&grid.name).or_else(|| of_title(grid));
        let Some(latest) = sheets().filter_map(year_of).max() else { return };
        for part in parts.iter_mut() {
            let earlier = part.items.iter().any(|item| match item {
                PageItem::Rows(grid, _) => year_in(&grid.name).is_some_and(|year| year < latest),
                _ => false,
            });
            part.set_aside |= earlier;
        }
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
        let told: Vec<Told> = rows
            .iter()
            .map(|&row| {
                let told = self.tell_row(grid, row);
                let noted = !told.blank && notes.take(only_text(grid, row));
                let begins = told.title || told.heading;
                let repeated = told.keys[1] && header.is_some() && header == adjacent_words(grid, row);
                match told.keys[1] {
                    true => header = adjacent_words(grid, row),
                    false if begins => header = None,
                    false => {}
                }
                if noted || repeated { Told::default() } else { told }
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
            parts.extend(windows.into_iter().map(|window| FormPart::of_window(grid, window, titled)));
        }
        parts
    }

    /// The body of a text as one part, or as several forms one after the other.
    fn parts_of_text<'d>(&self, document: &'d Document) -> Vec<FormPart<'d>> {
        let mut items: Vec<PageItem<'d>> = document.body.iter().map(PageItem::of).collect();
        let mut stories: Vec<&'d Story> =
            document.stories.iter().filter(|story| matches!(story.kind, StoryKind::TextBox(_))).collect();
        stories.extend(document.stories.iter().filter(|story| matches!(story.kind, StoryKind::Header(_))));
        let boxes: Vec<PageItem<'d>> = stories.iter().flat_map(|story| &story.blocks).map(PageItem::of).collect();
        // A table that holds several cards is cut by its rows like a sheet.
        items = items.into_iter().flat_map(|item| self.cut_table(item)).collect();
        let mut told: Vec<Told> = items.iter().map(|item| self.tell(item)).collect();
        if let Some(split) = find_split_title(&items, self.lexicon).and_then(|at| told.get_mut(at)) {
            split.title = true;
        }
        let starts = find_starts(&told);
        let mut parts: Vec<FormPart<'d>> = Vec::new();
        for (number, &start) in starts.iter().enumerate() {
            let from = if number == 0 { 0 } else { start };
            let next = starts.get(number + 1).copied().unwrap_or(items.len());
            let own = told.get(from..next).unwrap_or(&[]);
            let mut part_items = items.get(from..next).unwrap_or(&[]).to_vec();
            self.leave_paper_behind(document, &mut part_items);
            // A description behind the form names its unit and project again, but nobody to call and no line to sign.
            let continues = number > 0 && !own.iter().any(|told| told.personal);
            if continues && !begins_with_table(&part_items) {
                continue;
            }
            // 附：填写样例 stands above the sample's own title.
            let above = from.checked_sub(1).and_then(|above| items.get(above));
            parts.push(FormPart {
                suffix: format!("#{}", number + 1),
                titled: own.iter().any(|told| told.title),
                set_aside: number > 0 && above.into_iter().chain(part_items.first()).any(announces_sample),
                continues,
                is_sheet: false,
                items: part_items,
            });
        }
        if let Some(first) = parts.first_mut() {
            first.titled |= boxes.iter().any(|item| self.tell(item).title);
            first.items.extend(boxes);
        }
        parts
    }

    /// Takes the written paper behind a form out of its part.
    fn leave_paper_behind<'d>(&self, document: &'d Document, items: &mut Vec<PageItem<'d>>) {
        let paragraph = |item: &PageItem<'d>| match *item {
            PageItem::Paragraph(paragraph) => Some(paragraph),
            PageItem::Rows(..) => None,
        };
        let lines = items.iter().filter_map(paragraph);
        let Some(title) = find_paper_title(document, lines, self.policy, self.lexicon) else { return };
        let at = items.iter().position(|item| paragraph(item).is_some_and(|line| std::ptr::eq(line, title)));
        items.truncate(at.unwrap_or(items.len()));
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
                let (from, to) = window.rows;
                for cell in grid.cells_in_rows(from, to).iter().filter(|cell| window.shows(cell)) {
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

    fn tell_row(&self, grid: &Grid, row: u32) -> Told {
        let mut told = Told { blank: true, ..Told::default() };
        for cell in grid.cells_in_rows(row, row.saturating_add(1)).iter().filter(|cell| !cell.hidden) {
            told.blank &= cell.text.trim().is_empty();
            if !self.is_running_value(grid, cell) {
                self.tell_text(&cell.text, &mut told);
            }
        }
        told
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
        if self.lexicon.is_title(&folded) {
            told.title = true;
        } else if is_heading_of_a_form(&folded) {
            told.heading = true;
        }
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
            told.signature_only |= spec.kind == FieldKind::Signature;
        }
    }
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

/// Whether a part is a table but for the headings above it.
fn begins_with_table(items: &[PageItem<'_>]) -> bool {
    let heading = |text: &str| {
        text.trim().is_empty() || is_heading_of_a_form(&Folded::of(text)) || text.trim_end().ends_with(['）', ')'])
    };
    let first = items.iter().find(|item| !matches!(item, PageItem::Paragraph(paragraph) if heading(&paragraph.text)));
    matches!(first, Some(PageItem::Rows(..)))
}

/// Whether a line says that a filled sample follows: 附：填写样例.
fn announces_sample(item: &PageItem<'_>) -> bool {
    const SAMPLES: &[&str] = &["样例", "示例", "样表", "范例", "范本", "样本"];
    let PageItem::Paragraph(paragraph) = item else { return false };
    let text = paragraph.text.trim().trim_end_matches(['：', ':', '）', ')']);
    text.chars().count() <= LONGEST_ANNOUNCEMENT && SAMPLES.iter().any(|word| text.ends_with(word))
}

/// The longest line that announces a sample, in characters.
const LONGEST_ANNOUNCEMENT: usize = 24;

impl Told {
    fn add(&mut self, other: &Self) {
        self.keys[0] |= other.keys[0];
        self.keys[1] |= other.keys[1];
        self.personal |= other.personal;
        self.title |= other.title;
        self.heading |= other.heading;
    }
}

/// The units at which forms begin; the first is always 0.
fn find_starts(told: &[Told]) -> Vec<usize> {
    let mut starts = vec![0];
    let mut known = [false; 2];
    let mut titled = false;
    for (at, unit) in told.iter().enumerate() {
        // The project's name coming again begins a form; the applicant's only with it, or under a title of its own: one form
        // may name its unit at its head and again beside the signature.
        let again = unit.keys[1] && known[1]
            || unit.keys[0] && known[0] && known[1] && titled_between(told, *starts.last().unwrap_or(&0), at);
        if again {
            let floor = last_key_before(told, at) + 1;
            starts.push(begin_above(told, floor, at));
            known = [false; 2];
            titled = false;
        }
        known[0] |= unit.keys[0];
        known[1] |= unit.keys[1];
        titled |= unit.title;
        // Labels between a new form's beginning and its key belong to it.
        if again && let Some(&start) = starts.last() {
            for above in told.get(start..at).unwrap_or(&[]) {
                known[0] |= above.keys[0];
            }
        }
    }
    let _seen_title = titled;
    starts
}

/// Whether a title stands between the last key of the form begun at `start` and this unit.
fn titled_between(told: &[Told], start: usize, at: usize) -> bool {
    let from = last_key_before(told, at).max(start);
    told.get(from + 1..at).is_some_and(|between| between.iter().any(|unit| unit.title || unit.heading))
}

fn last_key_before(told: &[Told], at: usize) -> usize {
    // The applicant's label directly above the title's belongs to the new form.
    let mut last = at;
    while last > 0 {
        last -= 1;
        if told.get(last).is_some_and(|unit| unit.keys[1]) {
            return last;
        }
    }
    0
}

/// Where the form whose key stands at `at` begins: at the title or heading above it, else at the applicant's label above,
/// else at a line to be signed directly above, else at the key itself. Never before `floor`.
fn begin_above(told: &[Told], floor: usize, at: usize) -> usize {
    let above = floor..at;
    if let Some(title) = above.clone().rev().find(|&unit| told.get(unit).is_some_and(|told| told.title || told.heading))
    {
        // An annex number may stand above the title.
        return (floor..title)
            .rev()
            .take_while(|&unit| told.get(unit).is_some_and(|told| told.heading || told.title || told.blank))
            .last()
            .unwrap_or(title);
    }
    let mut start = above.clone().rev().find(|&unit| told.get(unit).is_some_and(|told| told.keys[0])).unwrap_or(at);
    let line_above =
        start.checked_sub(1).filter(|&unit| unit >= floor && told.get(unit).is_some_and(|told| told.signature_only));
    let first_form_signs_first =
        || told.iter().position(|told| told.signature_only) < told.iter().position(|told| told.keys[1]);
    if let Some(line) = line_above.filter(|_| first_form_signs_first()) {
        start = line;
    }
    start
}

/// The text boxes that float over a sheet.
fn text_boxes_of<'d>(document: &'d Document, grid: &Grid) -> Vec<PageItem<'d>> {
    let on_sheet = |story: &&Story| {
        matches!(story.kind, StoryKind::TextBox(_))
            && story.anchor.as_ref().is_some_and(|anchor| match (&anchor.from, &grid.origin) {
                (crate::model::Spot::SheetCell { sheet, .. }, crate::model::Spot::SheetCell { sheet: own, .. }) => {
                    sheet == own
                }
                _ => false,
            })
    };
    document.stories.iter().filter(on_sheet).flat_map(|story| &story.blocks).map(PageItem::of).collect()
}

/// So many cells at a sheet's head may hold its title.
const HEAD_CELLS: usize = 40;

/// The year in a sheet's name or title (2025年, 2025, 2025-2026年度), the last where it names several.
fn year_in(name: &str) -> Option<u32> {
    let digits = |c: char| c.is_ascii_digit();
    let numbers = name.split(|c| !digits(c)).filter(|number| matches!(number.len(), 4 | 6 | 8));
    let mut years = numbers.filter_map(|number| number.get(..4)?.parse().ok());
    years.rfind(|year| (2000..2100).contains(year))
}
