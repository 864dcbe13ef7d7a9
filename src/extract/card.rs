//! A grid read as a card: each label with its value in the same cell, to the right, below, or continued below.

use std::collections::HashMap;

use crate::extract::candidate::Candidate;
use crate::extract::grid_index::GridIndex;
use crate::extract::inline::Segment;
use crate::extract::inline::find_segments;
use crate::extract::lexicon::Label;
use crate::extract::lexicon::Lexicon;
use crate::extract::lexicon::Rank;
use crate::extract::lexicon::core_of;
use crate::extract::lexicon::is_heading_of_a_form;
use crate::extract::lexicon::is_note;
use crate::extract::lexicon::names_other_person;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::extract::plausible::fits_kind;
use crate::extract::plausible::looks_like_label;
use crate::extract::stacked::find_stacked;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::blank::is_prompt;
use crate::extract::values::date::find_date;
use crate::model::Cell;
use crate::policy::FieldKind;
use crate::policy::Policy;

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
struct LabelBox {
    row: u32,
    column: u32,
    height: u32,
    width: u32,
}

/// Where the value of a label stands.
struct Slot {
    /// Places in `grid.cells`.
    cells: Vec<usize>,
    /// Row and column where the value stands or should.
    at: (u32, u32),
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
    /// How many rows a stacked label takes, by the place of its first cell.
    pub stacked: HashMap<usize, u32>,
    /// Its words.
    pub stacked_text: HashMap<usize, String>,
    /// What was found.
    pub candidates: Vec<Candidate<'d>>,
}

/// What each cell of a grid is at first sight.
pub fn look_at_cells(index: &GridIndex<'_>, lexicon: &Lexicon) -> Vec<Seen> {
    index
        .cells()
        .filter_map(|at| index.cell(at))
        .map(|cell| {
            if cell.text.trim().is_empty() {
                Seen::Blank
            } else {
                lexicon.label(&cell.text).map_or(Seen::Text, Seen::Label)
            }
        })
        .collect()
}

impl<'d> CardReader<'_, 'd> {
    fn index(&self) -> Option<(&GridIndex<'d>, usize, usize)> {
        match self.page.stretches.get(self.stretch) {
            Some(Stretch::Grid { index, first, offset }) => Some((index, *first, *offset)),
            _ => None,
        }
    }

    fn cell(&self, at: usize) -> Option<&'d Cell> {
        self.index().and_then(|(index, _, _)| index.cell(at))
    }

    fn piece(&self, at: usize) -> usize {
        self.index().map_or(0, |(_, first, offset)| first + at.saturating_sub(offset))
    }

    fn seen(&self, at: usize) -> &Seen {
        let offset = self.index().map_or(0, |(_, _, offset)| offset);
        self.seen.get(at.wrapping_sub(offset)).unwrap_or(&Seen::Blank)
    }

    fn right_of(&self, row: u32, column: u32) -> Vec<usize> {
        self.index().map(|(index, _, _)| index.right_of(row, column).collect()).unwrap_or_default()
    }

    /// Reads the whole stretch.
    pub fn read(&mut self) {
        let Some((index, _, _)) = self.index() else { return };
        let cells: Vec<usize> = index.cells().collect();
        self.claim_titles(&cells);
        self.take_stacked_labels();
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
    }

    fn claim_titles(&mut self, cells: &[usize]) {
        for &at in cells {
            let Some(cell) = self.cell(at) else { continue };
            if *self.seen(at) == Seen::Text && (self.lexicon.is_title(&cell.text) || is_heading_of_a_form(&cell.text)) {
                let piece = self.piece(at);
                self.page.claim(piece, Claim::Title);
            } else if *self.seen(at) == Seen::Text
                && is_note(&cell.text)
                && find_segments(&cell.text, self.lexicon).is_empty()
            {
                let piece = self.piece(at);
                self.page.claim(piece, Claim::Foreign);
            }
        }
    }

    /// Puts labels that are stacked over cells of their own together.
    fn take_stacked_labels(&mut self) {
        let Some((index, _, offset)) = self.index() else { return };
        for stacked in find_stacked(index, &self.seen, self.lexicon) {
            let rows = stacked.cells.iter().filter_map(|&at| self.cell(at)).map(|cell| cell.height).sum();
            let mut cells = stacked.cells.iter().copied();
            let Some(first) = cells.next() else { continue };
            self.stacked.insert(first, rows);
            if let Some(seen) = self.seen.get_mut(first.wrapping_sub(offset)) {
                *seen = Seen::Label(stacked.label);
            }
            self.stacked_text.insert(first, stacked.text);
            for rest in cells {
                // The rest of the label is no value and no label of its own.
                let piece = self.piece(rest);
                self.page.claim(piece, Claim::Label);
            }
        }
    }

    /// The box that a label takes: its cell, or all the cells that it is stacked over.
    fn label_box(&self, at: usize) -> Option<LabelBox> {
        let cell = self.cell(at)?;
        let height = self.stacked.get(&at).copied().unwrap_or(cell.height);
        Some(LabelBox { row: cell.row, column: cell.column, height, width: cell.width })
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
                self.page.claim(piece, Claim::Label);
                let Some(kind) = fields.first().and_then(|&field| self.kind(field)) else { return };
                let slot = self.find_slot(at, kind, fields.first().copied());
                let slot = slot.unwrap_or(Slot { cells: Vec::new(), at: (cell.row, cell.column) });
                let of_another = self.another_person_left_of(at);
                let words = core_of(self.label_text(at)).text;
                self.add_candidates(fields, *rank, &words, hint, (piece, &slot), of_another);
            }
        }
    }

    fn kind(&self, field: usize) -> Option<FieldKind> {
        self.policy.fields.get(field).map(|field| field.kind)
    }

    /// Whether the nearest label left of this one in its row names another person than the one in charge.
    fn another_person_left_of(&self, at: usize) -> bool {
        let Some((index, _, _)) = self.index() else { return false };
        let Some(cell) = index.cell(at) else { return false };
        let left = index.row(cell.row).iter().rev().filter_map(|&other| Some((other, index.cell(other)?)));
        for (other, neighbour) in left.filter(|(_, neighbour)| neighbour.column < cell.column) {
            if names_other_person(&neighbour.text) {
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

    fn add_candidates(
        &mut self,
        fields: &[usize],
        rank: Rank,
        label: &str,
        hint: &str,
        (label_piece, slot): (usize, &Slot),
        of_another: bool,
    ) {
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
        let pieces: Vec<usize> = slot.cells.iter().map(|&at| self.piece(at)).collect();
        for &piece in &pieces {
            self.page.claim(piece, Claim::Value);
        }
        for &field in fields {
            self.candidates.push(Candidate {
                field,
                rank,
                label: label.to_owned(),
                hint: hint.to_owned(),
                raw: raw.clone(),
                contents: contents.clone(),
                spot: spot.clone(),
                label_piece,
                pieces: pieces.clone(),
                shared: fields.len() > 1,
                of_another,
            });
        }
    }

    /// Where the value of a label cell stands: right, else below. `field` is None for what the policy does not ask.
    fn find_slot(&self, at: usize, kind: FieldKind, field: Option<usize>) -> Option<Slot> {
        let label = self.label_box(at)?;
        let mut end = label.column.saturating_add(label.width);
        if let Some(slot) = self.split_day(label.row, end, kind) {
            return Some(slot);
        }
        let mut past_blank: Option<(u32, u32)> = None;
        let mut room = false;
        for right in self.right_of(label.row, end) {
            let cell = self.cell(right)?;
            let adjacent = cell.column == end && past_blank.is_none();
            if adjacent && matches!(cell.text.trim(), ":" | "：") {
                // A colon in a cell of its own belongs to the label.
                end = end.saturating_add(cell.width);
                continue;
            }
            match self.seen(right) {
                Seen::Blank => {
                    past_blank.get_or_insert((cell.row, cell.column));
                }
                Seen::Label(_) => {
                    if let Some(slot) = self.slot_behind_part(at, right, kind, field) {
                        return Some(slot);
                    }
                    room |= cell.column > end;
                    break;
                }
                Seen::Text if !self.may_hold(right, kind, field) => {
                    room |= cell.column > end;
                    break;
                }
                Seen::Text if adjacent || self.may_be_across_gap(at, right, kind) => {
                    return Some(self.value_from(at, right, kind, field));
                }
                Seen::Text => {
                    past_blank.get_or_insert((label.row, end));
                    break;
                }
            }
        }
        let blank = past_blank.or(room.then_some((label.row, end)));
        self.slot_below(at, kind, field, blank.is_some())
            .or_else(|| blank.map(|at| Slot { cells: Vec::new(), at }))
            .or_else(|| self.open_room_right(&label).map(|at| Slot { cells: Vec::new(), at }))
    }

    /// `2026 | 年 | 10 | 月 | 12 | 日`: a day over several cells, or the blank for one.
    fn split_day(&self, row: u32, from: u32, kind: FieldKind) -> Option<Slot> {
        if !matches!(kind, FieldKind::Date | FieldKind::Signature) {
            return None;
        }
        let mut cells = Vec::new();
        let mut parts = Vec::new();
        for at in self.right_of(row, from) {
            let cell = self.cell(at)?;
            match self.seen(at) {
                Seen::Blank => continue,
                Seen::Text if self.page.is_free(self.piece(at)) => {}
                Seen::Text | Seen::Label(_) => break,
            }
            cells.push(at);
            parts.push(cell.text.trim());
        }
        let day = parts.iter().skip_while(|part| !is_date_part(part)).copied().collect::<Vec<_>>();
        let joined = day.concat();
        let told = day.len() > 1
            && day.iter().all(|part| is_date_part(part))
            && (find_date(&joined).is_some() || joined.contains('年') && is_bare_blank(&joined));
        let first = cells.first().and_then(|&at| self.cell(at)).filter(|_| told)?;
        Some(Slot { at: (first.row, first.column), cells })
    }

    /// Whether the sheet goes on to the right of a label, so that its empty value stands there.
    fn open_room_right(&self, label: &LabelBox) -> Option<(u32, u32)> {
        let (index, _, _) = self.index()?;
        let end = label.column.saturating_add(label.width);
        let label_stands_next = self
            .right_of(label.row, end)
            .first()
            .and_then(|&next| self.cell(next))
            .is_some_and(|next| next.column == end);
        (end < index.grid.columns && !label_stands_next).then_some((label.row, end))
    }

    /// `项目负责人 | 姓名 | 张伟`: the label goes on in the next cell.
    fn slot_behind_part(&self, at: usize, part: usize, kind: FieldKind, field: Option<usize>) -> Option<Slot> {
        let (label, part_cell) = (self.cell(at)?, self.cell(part)?);
        let field = field?;
        if *self.seen(part) != Seen::Label(Label::Foreign)
            || part_cell.column != label.column.saturating_add(label.width)
        {
            return None;
        }
        let whole = format!("{}{}", core_of(&label.text).text, core_of(&part_cell.text).text);
        match self.lexicon.label(&whole)? {
            Label::Fields { fields, .. } if fields.contains(&field) => self.find_slot(part, kind, Some(field)),
            _ => None,
        }
    }

    /// Whether a text cell may hold a value of this kind at all: it is no note, and does not begin with another's label.
    fn may_hold(&self, at: usize, kind: FieldKind, field: Option<usize>) -> bool {
        let piece = self.piece(at);
        let Some(cell) = self.cell(at) else { return false };
        if !self.page.is_free(piece) {
            return false;
        }
        let head: String = cell.text.chars().take(60).collect();
        let Some(first) = find_segments(&head, self.lexicon).into_iter().next() else { return true };
        if head.get(..first.label_at.0).is_some_and(|before| !before.trim().is_empty()) {
            return true;
        }
        let Label::Fields { fields, rank, .. } = &first.label else {
            return field.is_some() && kind == FieldKind::Text && cell.text.chars().count() > 40;
        };
        if field.is_some_and(|field| fields.contains(&field)) {
            return true;
        }
        let other = fields.first().and_then(|&field| self.kind(field));
        let units = |kind: Option<FieldKind>| matches!(kind, Some(FieldKind::Organisation | FieldKind::Organisations));
        match kind {
            FieldKind::Organisation | FieldKind::Organisations => units(other),
            FieldKind::Text => {
                field.is_some()
                    && other == Some(FieldKind::Text)
                    && (cell.text.chars().count() > 40 || *rank > Rank::Alias)
            }
            _ => false,
        }
    }

    /// Whether a text beyond empty cells is this label's value: other values of the grid stand in its column, or it reads
    /// like one of its kind and not like a label.
    fn may_be_across_gap(&self, at: usize, right: usize, kind: FieldKind) -> bool {
        let Some(cell) = self.cell(right) else { return false };
        let labelled = looks_like_label(&cell.text);
        let next_is_text = self
            .right_of(cell.row, cell.column.saturating_add(cell.width))
            .iter()
            .any(|&next| *self.seen(next) == Seen::Text);
        if labelled && next_is_text {
            return false;
        }
        fits_kind(kind, &cell.text) || (!labelled && self.shares_columns(at, right))
    }

    /// Whether another label below or above in the same column has text in the same column as this value.
    fn shares_columns(&self, at: usize, right: usize) -> bool {
        let (Some(label), Some(value), Some((index, _, _))) = (self.cell(at), self.cell(right), self.index()) else {
            return false;
        };
        index.cells().any(|other| {
            other != at
                && matches!(self.seen(other), Seen::Label(_))
                && index.cell(other).is_some_and(|cell| {
                    cell.column == label.column
                        && self.right_of(cell.row, value.column).first().and_then(|&next| self.cell(next)).is_some_and(
                            |next| next.column == value.column && next.row == cell.row && !next.text.trim().is_empty(),
                        )
                })
        })
    }

    /// The value that begins in this cell: with further cells of its row where the kind is made of parts, with the other
    /// rows of a tall label, and with rows below that have no label of their own.
    fn value_from(&self, at: usize, first: usize, kind: FieldKind, field: Option<usize>) -> Slot {
        let (Some(label), Some(value)) = (self.label_box(at), self.cell(first)) else {
            return Slot { cells: vec![first], at: (0, 0) };
        };
        let mut cells = vec![first];
        cells.extend(self.parts_in_row(value, kind));
        let label_end = label.row.saturating_add(label.height);
        let mut row = value.row.saturating_add(value.height);
        while row < label_end {
            let next = self
                .right_of(row, label.column.saturating_add(label.width))
                .into_iter()
                .find(|&next| self.cell(next).is_some_and(|cell| cell.row == row && !cell.text.trim().is_empty()));
            if let Some(next) = next.filter(|&next| *self.seen(next) == Seen::Text && self.may_hold(next, kind, field))
            {
                cells.push(next);
                cells.extend(self.cell(next).map(|cell| self.parts_in_row(cell, kind)).unwrap_or_default());
            }
            row += 1;
        }
        if kind == FieldKind::Text && row >= label_end {
            cells.extend(self.rows_continuing(label.column, value, row));
        }
        Slot { cells, at: (value.row, value.column) }
    }

    /// `2026 | 年 | 10 | 月 | 12 | 日`, `张伟 | 李娜`: the cells right of a value that go on with it.
    fn parts_in_row(&self, value: &Cell, kind: FieldKind) -> Vec<usize> {
        let mut parts = Vec::new();
        if kind == FieldKind::Text {
            return parts;
        }
        for next in self.right_of(value.row, value.column.saturating_add(value.width)) {
            let Some(cell) = self.cell(next) else { break };
            let text = cell.text.trim();
            if text.is_empty() {
                continue;
            }
            let fits = fits_kind(kind, text)
                || matches!(kind, FieldKind::Date | FieldKind::Period | FieldKind::Signature) && is_date_part(text);
            if *self.seen(next) != Seen::Text || cell.row != value.row || !fits || !self.page.is_free(self.piece(next))
            {
                break;
            }
            parts.push(next);
        }
        parts
    }

    /// Rows below a value in which nothing stands but text in the value's own column.
    fn rows_continuing(&self, label_column: u32, value: &Cell, from: u32) -> Vec<usize> {
        let mut cells = Vec::new();
        let Some((index, _, _)) = self.index() else { return cells };
        let mut row = from.max(value.row.saturating_add(value.height));
        while row < index.rows.end && row < index.grid.rows {
            let texts: Vec<usize> = index
                .row(row)
                .iter()
                .copied()
                .filter(|&at| index.cell(at).is_some_and(|cell| !cell.text.trim().is_empty()))
                .collect();
            let [only] = texts.as_slice() else { break };
            let Some(cell) = index.cell(*only) else { break };
            let own_column = cell.column == value.column && (cell.column > label_column || cell.width >= value.width);
            if !own_column
                || cell.row != row
                || *self.seen(*only) != Seen::Text
                || !self.may_hold(*only, FieldKind::Signature, None)
                || is_note(&cell.text)
            {
                break;
            }
            cells.push(*only);
            row = row.saturating_add(cell.height.max(1));
        }
        cells
    }

    /// The value below a label. With room to the right only where what stands below reads like running text.
    fn slot_below(&self, at: usize, kind: FieldKind, field: Option<usize>, room_right: bool) -> Option<Slot> {
        let label = self.label_box(at)?;
        let (index, _, _) = self.index()?;
        let row = label.row.saturating_add(label.height);
        let below = index.covering(row, label.column)?;
        let cell = index.cell(below)?;
        if cell.row != row
            || cell.column != label.column
            || *self.seen(below) != Seen::Text
            || is_note(&cell.text)
            || !self.may_hold(below, kind, field)
        {
            return None;
        }
        let open_right = self.open_room_right(&label).is_some();
        if room_right || open_right {
            let alone = !self
                .right_of(label.row, label.column.saturating_add(label.width))
                .iter()
                .any(|&next| *self.seen(next) != Seen::Blank);
            let running = cell.width > label.width || cell.text.chars().count() > 20;
            if !(alone && running && kind == FieldKind::Text) {
                return None;
            }
        } else if looks_like_label(&cell.text) && !fits_kind(kind, &cell.text) {
            return None;
        }
        let mut cells = vec![below];
        if kind == FieldKind::Text && cell.width >= label.width {
            cells.extend(self.rows_continuing(label.column, cell, row.saturating_add(cell.height)));
        }
        Some(Slot { cells, at: (cell.row, cell.column) })
    }

    /// Labels and values that share a cell.
    fn read_inline_cell(&mut self, at: usize) {
        let Some(cell) = self.cell(at) else { return };
        let Some((index, _, _)) = self.index() else { return };
        let spot = index.grid.spot(cell.row, cell.column);
        let segments = find_segments(&cell.text, self.lexicon);
        if segments.is_empty() {
            return;
        }
        let piece = self.piece(at);
        let mut leftover =
            cell.text.get(..segments.first().map_or(0, |segment| segment.label_at.0)).unwrap_or("").trim().to_owned();
        let last = segments.len() - 1;
        let mut other_person = self.another_person_left_of(at);
        let mut claimed = Claim::Foreign;
        for (number, segment) in segments.iter().enumerate() {
            let Label::Fields { fields, rank, hint } = &segment.label else {
                other_person |= names_other_person(cell.text.get(segment.label_at.0..segment.label_at.1).unwrap_or(""));
                continue;
            };
            claimed = Claim::Value;
            let kind = fields.first().and_then(|&field| self.kind(field)).unwrap_or(FieldKind::Text);
            let label = core_of(cell.text.get(segment.label_at.0..segment.label_at.1).unwrap_or("")).text;
            let slot = self.slot_of_segment(at, segment, kind, number == last, fields.first().copied());
            match slot {
                Some(slot) => self.add_candidates(fields, *rank, &label, hint, (piece, &slot), other_person),
                None => self.add_inline(
                    fields,
                    *rank,
                    &label,
                    hint,
                    (&spot, piece),
                    segment.value(&cell.text),
                    other_person,
                ),
            }
            if kind == FieldKind::People {
                other_person = false;
            }
        }
        if claimed == Claim::Foreign {
            leftover.clear();
        }
        self.page.claim(piece, claimed);
        if let Some(piece) = self.page.pieces.get_mut(piece)
            && !is_bare_blank(&leftover)
            && !is_prompt(&leftover, &[])
            && !leftover.is_empty()
        {
            piece.leftover = Some(leftover);
        }
    }

    /// A last label with nothing behind it in its cell: its value may stand in the next one.
    fn slot_of_segment(
        &self,
        at: usize,
        segment: &Segment,
        kind: FieldKind,
        last: bool,
        field: Option<usize>,
    ) -> Option<Slot> {
        let cell = self.cell(at)?;
        if !last || !segment.value(&cell.text).trim().is_empty() {
            return None;
        }
        self.find_slot(at, kind, field).filter(|slot| !slot.cells.is_empty())
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one candidate")]
    fn add_inline(
        &mut self,
        fields: &[usize],
        rank: Rank,
        label: &str,
        hint: &str,
        at: (&crate::model::Spot, usize),
        raw: &str,
        of_another: bool,
    ) {
        for &field in fields {
            self.candidates.push(Candidate {
                field,
                rank,
                label: label.to_owned(),
                hint: hint.to_owned(),
                raw: raw.to_owned(),
                contents: Vec::new(),
                spot: at.0.clone(),
                label_piece: at.1,
                pieces: vec![at.1],
                shared: fields.len() > 1,
                of_another,
            });
        }
    }
}

/// A cell that holds a part of a day: digits, 年, 月, 日 and the marks between them.
fn is_date_part(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || "年月日号.-/至到—~〇一二三四五六七八九十".contains(c))
        && text.chars().count() <= 12
}
