//! The table of people or units that a label of a card, or the line above the table, may have, and a name beside a list of people.

use super::Asking;
use super::CardReader;
use super::Seen;
use crate::extract::candidate::slot::Slot;
use crate::extract::candidate::sub_table::SubTable;
use crate::extract::candidate::sub_table::find_headed_table;
use crate::extract::candidate::sub_table::find_sub_table;
use crate::extract::candidate::sub_table::names_kind;
use crate::extract::candidate::sub_table::stands_apart;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_core::strip_numbering;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::extract::page::Claim;
use crate::extract::page::Stretch;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::people::may_be_name;
use crate::extract::values::plausible::looks_like_label;
use crate::model::Block;
use crate::model::Cell;
use crate::model::GridKind;
use crate::policy::FieldKind;

impl<'d> CardReader<'_, 'd> {
    /// What stands in the cell next to a list of people and may be one more name, though it begins with no surname that is known.
    pub(super) fn name_beside(&self, row: u32, slot: &Slot) -> Option<&'d str> {
        let last = slot.cells.last().and_then(|&at| self.cell(at)).filter(|last| last.row == row)?;
        let end = last.column.saturating_add(last.width);
        let next = self.right_of(last.row, end).first().copied()?;
        let cell = self.cell(next).filter(|cell| (cell.row, cell.column, cell.width) == (last.row, end, last.width))?;
        let name = cell.text.trim();
        let free = *self.seen(next) == Seen::Text && self.page.is_free(self.piece(next));
        let grade = name.ends_with(['级', '族', '岁', '生']);
        let unknown = name.chars().count() == 3 && may_be_name(name) && !is_likely_name(name);
        let named = unknown && !grade && !looks_like_label(name);
        (free && named && is_likely_name(last.text.trim())).then_some(name)
    }

    /// Whether the column left of a cell is empty in the rows about it: what begins there stands beside the form.
    pub(in crate::extract::candidate) fn is_behind_empty_column(&self, cell: &Cell) -> bool {
        const ROWS_ABOUT: u32 = 30;
        let (Some((index, _, _)), Some(column)) = (self.index(), cell.column.checked_sub(1)) else { return false };
        let about = cell.row.saturating_sub(ROWS_ABOUT)..cell.row.saturating_add(ROWS_ABOUT);
        index.grid.kind == GridKind::Sheet && about.into_iter().all(|row| index.covering(row, column).is_none())
    }

    /// 姓名 | 电话 over 张伟 | 138…: whether a cell stands in a table beside the form, below a head that has another one at its right.
    pub(in crate::extract::candidate) fn is_of_table_beside(&self, cell: &Cell) -> bool {
        let Some((index, _, _)) = self.index() else { return false };
        let at = |row: u32, column: u32| index.covering(row, column).filter(|&at| *self.seen(at) != Seen::Blank);
        let top = (0..cell.row).rev().take_while(|&row| at(row, cell.column).is_some()).last();
        let is_head = |column: u32| {
            let head = top
                .and_then(|row| at(row, column))
                .filter(|&head| self.cell(head).is_some_and(|head| head.column == column));
            let names = |kind| self.cell(head?).map(|head| names_kind(kind, &head.text));
            head.is_some_and(|head| matches!(self.seen(head), Seen::Label(_)))
                || [FieldKind::People, FieldKind::Organisation].into_iter().any(|kind| names(kind) == Some(true))
        };
        is_head(cell.column) && is_head(cell.column.saturating_add(cell.width))
    }

    /// The table of people or units that a label may have.
    pub(super) fn read_sub_table(&mut self, at: usize, label: &Label) {
        let Label::Fields { fields, .. } = label else { return };
        let (Some(kind), Some(label_box)) = (fields.first().and_then(|&field| self.kind(field)), self.label_box(at))
        else {
            return;
        };
        let Some((index, _, _)) = self.index().filter(|_| self.page.is_free(self.piece(at))) else { return };
        let Some(table) = find_sub_table(index, &label_box, kind, &|at| self.seen(at)) else { return };
        let words = core_of(self.label_text(at)).text;
        self.take_table(table, kind, self.piece(at), label, &words);
    }

    /// 二、主要完成人情况, and below that line a table with a row for each of them, or such a table in the cell of the label's answer.
    pub(super) fn read_headed_table(&mut self) {
        let Some((piece, words)) = self.line_above().or_else(|| self.label_of_holder()) else { return };
        let Some(label) = self.lexicon.label(listed_in(words, self.lexicon)) else { return };
        let Label::Fields { fields, .. } = &label else { return };
        let Some(kind) = fields.first().and_then(|&field| self.kind(field)) else { return };
        let table = self.index().and_then(|(index, _, _)| find_headed_table(index, kind, &|at| self.seen(at)));
        if let Some(table) = table {
            self.take_table(table, kind, piece, &label, &core_of(words).text);
        }
    }

    /// The line directly above the table, where it is a label and nothing else.
    fn line_above(&self) -> Option<(usize, &'d str)> {
        let before = self.stretch.checked_sub(1).and_then(|before| self.page.stretches.get(before));
        let Some(Stretch::Lines(lines)) = before else { return None };
        let said = |piece: usize| self.page.pieces.get(piece).map_or("", |piece| piece.text);
        let piece = lines.clone().rev().find(|&piece| !said(piece).trim().is_empty())?;
        let asks = |text: &str| self.lexicon.is_exact(listed_in(text, self.lexicon));
        (self.page.is_free(piece) && asks(said(piece))).then(|| (piece, said(piece)))
    }

    /// 五、主要完成人情况表, alone in its row: what the table below it lists.
    pub(super) fn label_of_table(&self, at: usize) -> Option<Label> {
        let (index, _, _) = self.index()?;
        let text = self.cell(at).map(|cell| cell.text.trim()).filter(|text| !text.is_empty())?;
        let listed = listed_in(text, self.lexicon);
        let stands_apart = || {
            let label = self.label_box(at);
            label.is_some_and(|label| stands_apart(index, &label, &|at| self.seen(at)))
        };
        let alone = listed.len() < text.len() && (index.only_text(self.cell(at)?.row) == Some(at) || stands_apart());
        alone.then(|| self.lexicon.label(listed)).flatten()
    }

    /// The text left of the cell that this table is nested in.
    fn label_of_holder(&self) -> Option<(usize, &'d str)> {
        let (own, _, _) = self.index()?;
        let holds = |cell: &Cell| {
            let nested = |block: &Block| matches!(block, Block::Grid(inner) if std::ptr::eq(inner, own.grid));
            cell.text.trim().is_empty() && cell.blocks.iter().any(nested)
        };
        self.page.stretches.get(..self.stretch)?.iter().rev().find_map(|stretch| {
            let Stretch::Grid { index, first, offset } = stretch else { return None };
            let holder = index.cells().filter_map(|at| index.cell(at)).find(|cell| holds(cell))?;
            let at = *index.left_of(holder.row, holder.column).last()?;
            Some((first + at.saturating_sub(*offset), index.cell(at)?.text.as_str()))
        })
    }

    /// Whether these are the people in charge rather than others who take part.
    fn leads_project(&self, fields: &[usize]) -> bool {
        let key = |&field: &usize| self.policy.fields.get(field).map(|spec| &spec.key);
        self.policy.roles.people.is_some() && fields.first().and_then(key) == self.policy.roles.people.as_ref()
    }

    /// What such a table says. Of its other columns only a phone's concerns the people in charge, and the unit of the only one of them.
    fn take_table(&mut self, table: SubTable, kind: FieldKind, own: usize, label: &Label, words: &str) {
        let Label::Fields { fields, rank, hint } = label else { return };
        self.page.claim(own, Claim::Label);
        for (number, column) in table.columns.into_iter().enumerate() {
            let Some(header) = self.cell(column.header) else { continue };
            let header_piece = self.piece(column.header);
            let slot = Slot { at: (header.row + 1, header.column), cells: column.values };
            let of_people = match self.seen(column.header) {
                Seen::Label(Label::Fields { fields: asked, rank, hint }) if kind == FieldKind::People => {
                    let concerns = |&field: &usize| match self.kind(field) {
                        Some(FieldKind::Phone) => true,
                        Some(FieldKind::Organisation) => slot.cells.len() < 2 && self.leads_project(fields),
                        _ => false,
                    };
                    asked.iter().all(concerns).then(|| (asked.clone(), *rank, hint.clone()))
                }
                _ => None,
            };
            self.page.claim(header_piece, Claim::Label);
            if number == table.named {
                let asking = Asking { fields, rank: *rank, label: words, hint, piece: own, of_another: false };
                self.add_slot(&asking, &slot);
            } else if let Some((fields, rank, hint)) = of_people {
                let (label, piece) = (core_of(&header.text).text, header_piece);
                // The numbers of several people are no more of the one that the form itself asks for.
                let rank = if slot.cells.len() > 1 { Rank::Borrowed } else { rank };
                let asking = Asking { fields: &fields, rank, label: &label, hint: &hint, piece, of_another: false };
                self.add_slot(&asking, &slot);
            } else {
                for value in slot.cells {
                    let piece = self.piece(value);
                    self.page.claim(piece, Claim::Foreign);
                }
            }
        }
    }
}

/// 主要完成人 of 五、主要完成人情况表: what a heading says that its table lists, where that is a label in so many words; else the whole.
fn listed_in<'t>(heading: &'t str, lexicon: &Lexicon) -> &'t str {
    const TABLES: &[&str] =
        &["基本情况表", "情况一览表", "情况表", "信息表", "信息", "登记表", "一览表", "汇总表", "名单", "情况", "表"];
    let bare = strip_numbering(heading.trim()).trim();
    let listed = TABLES.iter().find_map(|end| bare.strip_suffix(end)).map(str::trim);
    listed.filter(|listed| !lexicon.is_exact(bare) && lexicon.is_exact(listed)).unwrap_or(heading)
}
