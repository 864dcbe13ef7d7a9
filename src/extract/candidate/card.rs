//! A grid read as a card: each label with its value in the same cell, to the right, below, or continued below.

pub mod answered_before;
pub mod begin_end;
mod first_sight;
mod inline_cell;
mod inner_table;
mod members;
mod no_cell;
mod opinion;
mod option_cells;
mod own_words;
mod printed_hint;
mod request_column;
mod signer_phone;
mod stacked_labels;
mod two_labels;

use std::cell::OnceCell;
use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::HashSet;

use crate::extract::candidate::Candidate;
use crate::extract::candidate::inline::find_segments;
use crate::extract::candidate::slot::Slot;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::form_words::Giver;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_core::is_core_longer_than;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::lexicon::asks_for_seal;
use crate::extract::label::lexicon::names_other_person;
use crate::extract::label::numbering::read_number;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::plausible::fits_kind;
use crate::model::Cell;
use crate::model::CellContent;
use crate::model::Spot;
use crate::policy::FieldKind;
use crate::policy::Policy;

use answered_before::Before;
pub use first_sight::look_at_cells;

/// What a cell is at first sight.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// No visible text.
    Blank,
    /// A label as a whole.
    Label(Label),
    /// Anything else.
    Text,
}

/// The rows and columns that a label takes.
#[derive(Clone, Copy)]
pub struct LabelBox {
    /// Top row.
    pub row: u32,
    /// Leftmost column.
    pub column: u32,
    /// Rows that it takes.
    pub height: u32,
    /// Columns that it takes.
    pub width: u32,
}

/// A label on the card that asks for fields.
struct Asking<'l> {
    fields: &'l [usize],
    rank: Rank,
    /// Its words.
    label: &'l str,
    hint: &'l str,
    /// The piece that it stands in.
    piece: usize,
    /// Whether it asks about another person than the one in charge.
    of_another: bool,
}

/// What stands where a label's value should.
struct Found<'d> {
    raw: String,
    contents: Vec<&'d CellContent>,
    spot: Spot,
    pieces: Vec<usize>,
}

/// Reads one grid stretch of a page.
pub struct CardReader<'r, 'd> {
    /// The page; claims are made on it.
    pub page: &'r mut Page<'d>,
    /// The stretch that is read.
    pub stretch: usize,
    /// The policy's labels.
    pub lexicon: &'r Lexicon,
    /// The policy.
    pub policy: &'r Policy,
    /// What each cell is, in the order of the pieces of the stretch.
    pub seen: Vec<Seen>,
    /// How many rows and columns a stacked label takes, by the place of its first cell.
    pub stacked: HashMap<usize, (u32, u32)>,
    /// Its words.
    pub stacked_text: HashMap<usize, String>,
    /// What was found.
    pub candidates: Vec<Candidate<'d>>,
    /// What the whole grid has shown so far.
    pub grid_facts: GridFacts,
}

/// What takes a look at all cells of a grid, kept from the first time it is asked for; by then all labels are known.
#[derive(Default)]
pub struct GridFacts {
    /// The cells that say how to fill in the one beside them.
    pub requests: HashSet<usize>,
    /// For a column of labels and one of values, the first two labels that have a value there.
    pub shared_columns: RefCell<HashMap<(u32, u32), Vec<usize>>>,
    /// The fields whose labels stand in cells of their own.
    pub asked: OnceCell<HashSet<usize>>,
    /// The fields whose labels begin cells that hold the value as well.
    pub led: OnceCell<HashSet<usize>>,
    /// Whether the labels have their answers left of them or above them.
    pub answered_before: OnceCell<Option<Before>>,
    /// Whether a label has its answer below it though there is room beside it.
    pub answered_below: OnceCell<bool>,
    /// Whether labels alone in their rows have their answers set in in the next one.
    pub answered_set_in: OnceCell<bool>,
    /// Whether labels have their answers two rows below them: those alone in their rows, and those in rows of labels.
    pub answered_across_gaps: [OnceCell<bool>; 2],
}

/// Cells that far off in a row have nothing to do with one another.
const FARTHEST: usize = 64;

/// The last word of a label that is written in a cell of its own.
const LABEL_ENDS: &[&str] = &["名称", "全称", "姓名", "题目"];
/// What ends the heading of several labels about one thing, the longer first.
const GROUP_ENDS: &[&str] = &["基本情况", "基本信息", "情况", "信息"];
/// The longest half of a label that is written over two cells, in characters.
const LONGEST_HALF: usize = 4;

/// The longest beginning of a label that goes on in a cell of its own (名称), in characters.
const LONGEST_BEGINNING: usize = 24;

/// Whether two labels ask for the same fields.
pub fn names_same_fields(one: &Label, other: &Label) -> bool {
    matches!((one, other), (Label::Fields { fields: one, .. }, Label::Fields { fields: other, .. }) if one == other)
}

impl<'d> CardReader<'_, 'd> {
    /// The grid of the stretch, the piece of its first cell and that cell's place in the grid's list.
    pub fn index(&self) -> Option<(&GridIndex<'d>, usize, usize)> {
        match self.page.stretches.get(self.stretch) {
            Some(Stretch::Grid { index, first, offset }) => Some((index, *first, *offset)),
            _ => None,
        }
    }

    /// The cell at this place in the grid's list.
    pub fn cell(&self, at: usize) -> Option<&'d Cell> {
        self.index().and_then(|(index, _, _)| index.cell(at))
    }

    /// The piece that a cell is.
    pub fn piece(&self, at: usize) -> usize {
        self.index().map_or(0, |(_, first, offset)| first + at.saturating_sub(offset))
    }

    /// What a cell is at first sight.
    pub fn seen(&self, at: usize) -> &Seen {
        let offset = self.index().map_or(0, |(_, _, offset)| offset);
        self.seen.get(at.wrapping_sub(offset)).unwrap_or(&Seen::Blank)
    }

    /// The cells of a row that begin at or right of a column.
    pub fn right_of(&self, row: u32, column: u32) -> &[usize] {
        self.index().map_or(&[], |(index, _, _)| index.right_of(row, column))
    }

    /// The cells left of this one in its row, the nearest first.
    fn left_of(&self, at: usize) -> impl Iterator<Item = (usize, &'d Cell)> {
        let row = self.index().zip(self.cell(at)).map(|((index, _, _), cell)| (index, cell));
        let left = row.map_or(&[][..], |(index, cell)| index.left_of(cell.row, cell.column));
        left.iter().rev().take(FARTHEST).filter_map(|&other| Some((other, self.cell(other)?)))
    }

    /// Reads the whole stretch.
    pub fn read(&mut self) {
        let Some((index, _, _)) = self.index() else { return };
        let cells: Vec<usize> = index.cells().collect();
        self.claim_titles(&cells);
        self.claim_notes();
        self.claim_requests();
        self.take_stacked_labels();
        self.claim_printed_hints();
        self.claim_inner_tables();
        self.read_headed_table();
        for &at in &cells {
            let label = match self.seen(at) {
                Seen::Label(label) => Some(label.clone()),
                Seen::Text => self.label_of_table(at),
                Seen::Blank => None,
            };
            if let Some(label) = label {
                self.read_sub_table(at, &label);
            }
        }
        self.take_split_labels(&cells);
        for &at in &cells {
            if let Seen::Label(label) = self.seen(at).clone()
                && self.page.is_free(self.piece(at))
            {
                self.read_label_cell(at, &label);
            }
        }
        for &at in &cells {
            if *self.seen(at) == Seen::Text && self.page.is_free(self.piece(at)) {
                self.read_inline_cell(at);
            }
        }
        self.read_begin_and_end();
        self.read_named_cells();
    }

    /// `申报单位 | 名称 | …`, `申报 | 单位 | …`: a label that goes on in the next cell.
    fn take_split_labels(&mut self, cells: &[usize]) {
        for &at in cells {
            let Some((whole, label, left)) = self.split_label(at).or_else(|| self.grouped_label(at)) else { continue };
            let offset = self.index().map_or(0, |(_, _, offset)| offset);
            if let Some(left) = left {
                let piece = self.piece(left);
                self.page.claim(piece, Claim::Label);
            }
            self.stacked_text.insert(at, whole);
            if let Some(seen) = self.seen.get_mut(at.wrapping_sub(offset)) {
                *seen = Seen::Label(label);
            }
        }
    }

    /// `联系人 | 姓名 | 张伟 | 电话 | 138…`: the row's first cell says whose number is asked; its words and what it asks.
    fn grouped_label(&self, at: usize) -> Option<(String, Label, Option<usize>)> {
        let cell = self.cell(at).filter(|cell| !is_core_longer_than(&cell.text, LONGEST_HALF))?;
        let before: Vec<(usize, &Cell)> = self.left_of(at).filter(|(_, cell)| !cell.text.trim().is_empty()).collect();
        let &(first, head) = before.last().filter(|_| self.page.is_free(self.piece(at)))?;
        if matches!(self.seen(at), Seen::Blank | Seen::Label(Label::Fields { .. }))
            || is_core_longer_than(&head.text, LONGEST_BEGINNING)
        {
            return None;
        }
        let (head, word) = (core_of(&head.text).text, core_of(&cell.text).text);
        // 申报单位情况 | 名称.
        let head = GROUP_ENDS.iter().find_map(|end| head.strip_suffix(end)).unwrap_or(&head);
        let whole = format!("{head}{word}");
        let named = word == "姓名" && self.lexicon.is_plainly_asked(&whole);
        let asks = !head.is_empty() && !word.is_empty() && (named || self.lexicon.is_exact(&whole));
        let label = self.lexicon.label(&whole).filter(|label| asks && matches!(label, Label::Fields { .. }))?;
        // 单位 | 海港区总工会 | 名称 | 暖心驿站: what stands right behind the first answers it.
        let answered = self.left_of(at).any(|(_, between)| self.fits_label(&label, &between.text))
            || before.len() > 1 && self.asks_for_another_text(&cell.text, &label);
        // 项目负责人 |  | 姓名 | 张伟: the first cell asks for nothing of its own.
        let is_half = matches!(self.seen(first), Seen::Label(known) if names_same_fields(known, &label));
        (!answered).then_some((whole, label, (is_half && before.len() == 1).then_some(first)))
    }

    /// The label that ends in this cell and begins in the one left of it: its words, what it asks, the cell it begins in.
    fn split_label(&self, at: usize) -> Option<(String, Label, Option<usize>)> {
        let (index, _, _) = self.index()?;
        let cell = self.cell(at).filter(|cell| cell.column > 0 && self.page.is_free(self.piece(at)))?;
        if *self.seen(at) == Seen::Blank || is_core_longer_than(&cell.text, LONGEST_HALF) {
            return None;
        }
        let left = index.covering(cell.row, cell.column - 1)?;
        let begins = self.cell(left).filter(|head| !is_core_longer_than(&head.text, LONGEST_BEGINNING))?;
        let (head, word) = (core_of(&begins.text).text, core_of(&cell.text).text);
        if head.is_empty() || word.is_empty() {
            return None;
        }
        let whole = format!("{head}{word}");
        // 参与人数 | 12: a number is no half of a label, though a label may carry one.
        if core_of(&whole).text != whole {
            return None;
        }
        let label = self.lexicon.label(&whole).filter(|label| matches!(label, Label::Fields { .. }))?;
        let agrees = |seen: &Seen| match seen {
            Seen::Label(Label::Foreign) | Seen::Blank => false,
            Seen::Label(known) => names_same_fields(known, &label),
            Seen::Text => true,
        };
        let halved = |part: &str| (1..=LONGEST_HALF).contains(&part.chars().count());
        let ends = LABEL_ENDS.contains(&word.as_str()) && *self.seen(at) == Seen::Text;
        let is_halved = halved(&head) && halved(&word) && self.lexicon.is_exact(&whole) && agrees(self.seen(at));
        let free = self.page.is_free(self.piece(left));
        ((ends || is_halved && free) && agrees(self.seen(left))).then_some((whole, label, Some(left)))
    }

    /// The box that a label takes: its cell, or all the cells that it is stacked over.
    pub fn label_box(&self, at: usize) -> Option<LabelBox> {
        let cell = self.cell(at)?;
        let (height, width) = self.stacked.get(&at).copied().unwrap_or((cell.height, cell.width));
        Some(LabelBox { row: cell.row, column: cell.column, height, width })
    }

    /// The words of a label.
    fn label_text(&self, at: usize) -> &str {
        self.stacked_text
            .get(&at)
            .map(String::as_str)
            .or_else(|| self.cell(at).map(|cell| cell.text.as_str()))
            .unwrap_or("")
    }

    fn read_label_cell(&mut self, at: usize, label: &Label) {
        let Some(cell) = self.cell(at) else { return };
        let piece = self.piece(at);
        match label {
            Label::Foreign => {
                self.page.claim(piece, Claim::Foreign);
                if asks_for_seal(&cell.text) {
                    return;
                }
                if let Some(slot) = self.find_slot(at, FieldKind::Text, None) {
                    for value in slot.cells {
                        let piece = self.piece(value);
                        let holds_labels =
                            self.cell(value).is_some_and(|cell| !find_segments(&cell.text, self.lexicon).is_empty());
                        if !holds_labels {
                            self.page.claim(piece, Claim::Foreign);
                        }
                    }
                }
            }
            Label::Fields { fields, rank, hint } => {
                let Some(kind) = fields.first().and_then(|&field| self.kind(field)) else { return };
                let giver = self.giver_of(at, kind, *rank);
                if giver == Giver::Others || kind == FieldKind::Signature && self.heads_line_to_sign(at) {
                    self.page.claim(piece, Claim::Foreign);
                    return;
                }
                let rank = if giver == Giver::Untold { &Rank::Borrowed } else { rank };
                self.page.claim(piece, Claim::Label);
                if self.only_heads_next(at, kind, fields) {
                    return;
                }
                let slot = self.find_slot(at, kind, fields.first().copied());
                let has_cell = slot.is_some();
                let mut slot = slot.unwrap_or(Slot { cells: Vec::new(), at: (cell.row, cell.column) });
                slot.cells.extend(self.second_answer(fields, &slot));
                let of_signer = kind == FieldKind::Phone && self.is_by_line_to_sign(at);
                let of_another = of_signer || self.another_person_left_of(at);
                let words = core_of(self.label_text(at)).text;
                let hint = if kind == FieldKind::Money { &self.hint_with_unit(at, hint, &slot) } else { hint };
                let known = self.candidates.len();
                self.add_slot(&Asking { fields, rank: *rank, label: &words, hint, piece, of_another }, &slot);
                self.doubt_two_labels(at, &slot, known);
                if !has_cell {
                    self.doubt_without_cell(at, known);
                }
                if kind == FieldKind::People
                    && let Some(beside) = self.name_beside(cell.row, &slot)
                {
                    let doubt = format!("旁边一格还写着“{beside}”，可能也是人名");
                    self.candidates.iter_mut().skip(known).for_each(|told| told.doubts.push(doubt.clone()));
                }
            }
        }
    }

    /// 负责人/电话 | 张伟 | 138…: the second of two that share a label is answered in a cell of its own.
    fn second_answer(&self, fields: &[usize], slot: &Slot) -> Option<usize> {
        let ([first, second], [only]) = (fields, slot.cells.as_slice()) else { return None };
        let (first, second) = (self.kind(*first)?, self.kind(*second)?);
        let cell = self.cell(*only)?;
        let end = cell.column.saturating_add(cell.width);
        let next = self.right_of(cell.row, end).first().copied().filter(|&next| *self.seen(next) == Seen::Text)?;
        let beside = self.cell(next).filter(|beside| beside.column == end && self.page.is_free(self.piece(next)))?;
        let told = |kind| matches!(kind, FieldKind::People | FieldKind::Phone);
        let answers = fits_kind(second, &beside.text) && !fits_kind(second, &cell.text);
        (first != second && told(first) && told(second) && answers).then_some(next)
    }

    /// 第三部分 签字, 【签字】: a numbered or bracketed heading alone in its row, over the row with the line to be signed.
    fn heads_line_to_sign(&self, at: usize) -> bool {
        let (Some(cell), Some((index, _, _))) = (self.cell(at), self.index()) else { return false };
        let numbered = read_number(&cell.text).is_some() || cell.text.trim_start().starts_with(['第', '【', '[']);
        let below = cell.row.saturating_add(cell.height);
        let next = index.row(below).iter().copied().find(|&next| *self.seen(next) != Seen::Blank);
        let is_signed = |next: usize| match self.seen(next) {
            Seen::Label(label) => self.lexicon.is_signature(label),
            Seen::Text => self.cell(next).is_some_and(|cell| {
                find_segments(&cell.text, self.lexicon).iter().any(|segment| self.lexicon.is_signature(&segment.label))
            }),
            Seen::Blank => false,
        };
        numbered && index.only_text(cell.row) == Some(at) && next.is_some_and(is_signed)
    }

    /// The kind of a field.
    pub fn kind(&self, field: usize) -> Option<FieldKind> {
        self.policy.fields.get(field).map(|field| field.kind)
    }

    /// Whether the nearest label left of this one in its row names another person than the one in charge.
    fn another_person_left_of(&self, at: usize) -> bool {
        for (other, neighbour) in self.left_of(at) {
            if names_other_person(&neighbour.text) || self.heads_names(neighbour) {
                return true;
            }
            if let Seen::Label(Label::Fields { fields, .. }) = self.seen(other)
                && fields.iter().any(|&field| self.kind(field) == Some(FieldKind::People))
            {
                return false;
            }
        }
        false
    }

    /// Whether a cell heads a column of names, as in a table of all who took part.
    fn heads_names(&self, cell: &Cell) -> bool {
        let Some((index, _, _)) = self.index().filter(|_| core_of(&cell.text).text == "姓名") else { return false };
        let at = |row: u32, column: u32| index.covering(row, column).and_then(|at| index.cell(at));
        let below = at(cell.row.saturating_add(cell.height), cell.column);
        let beside = at(cell.row, cell.column.saturating_add(cell.width));
        below.is_some_and(|below| below.column == cell.column && is_likely_name(below.text.trim()))
            && !beside.is_some_and(|beside| is_likely_name(beside.text.trim()))
    }

    /// A candidate of each field that a label asks, with the cells of a slot as its value.
    fn add_slot(&mut self, asking: &Asking<'_>, slot: &Slot) {
        let Some((index, _, _)) = self.index() else { return };
        let spot = index.grid.spot(slot.at.0, slot.at.1);
        let mut raw = String::new();
        let mut contents = Vec::new();
        let mut last_row = None;
        for cell in slot.cells.iter().filter_map(|&at| index.cell(at)) {
            if let Some(row) = last_row {
                raw.push(if row == cell.row { '\t' } else { '\n' });
            }
            last_row = Some(cell.row);
            raw.push_str(&cell.text);
            contents.push(&cell.content);
        }
        // 项目名称 | ：职工书屋: the label's colon was set into the cell of the answer.
        if let Some(rest) = raw.trim_start().strip_prefix([':', '：']) {
            raw = rest.to_owned();
        }
        let offers = |field: &usize| matches!(self.kind(*field), Some(FieldKind::Choice | FieldKind::Text));
        if asking.fields.iter().all(offers)
            && let Some(marked) = self.marked_above(&slot.cells)
        {
            raw = marked;
        }
        let pieces: Vec<usize> = slot.cells.iter().map(|&at| self.piece(at)).collect();
        for &piece in &pieces {
            self.page.claim(piece, Claim::Value);
        }
        self.add_candidates(asking, &Found { raw, contents, spot, pieces });
    }

    fn add_candidates(&mut self, asking: &Asking<'_>, found: &Found<'d>) {
        for &field in asking.fields {
            self.candidates.push(Candidate {
                field,
                rank: asking.rank,
                label: asking.label.to_owned(),
                hint: asking.hint.to_owned(),
                raw: found.raw.clone(),
                contents: found.contents.clone(),
                spot: found.spot.clone(),
                label_piece: asking.piece,
                pieces: found.pieces.clone(),
                shared: asking.fields.len() > 1,
                of_another: asking.of_another,
                doubts: Vec::new(),
            });
        }
    }
}
