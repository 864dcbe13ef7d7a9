//! A running text that goes on in the rows below its first one, in the same column.

use crate::extract::candidate::answer::is_next_heading;
use crate::extract::candidate::card::CardReader;
use crate::extract::candidate::card::Seen;
use crate::extract::candidate::inline::find_cell_segments;
use crate::extract::label::form_words::closes_letter;
use crate::extract::label::form_words::is_note;
use crate::extract::label::form_words::is_spread_heading;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::numbering::read_number;
use crate::extract::values::plausible::fits_kind;
use crate::model::Cell;
use crate::policy::FieldKind;

impl CardReader<'_, '_> {
    /// Rows below a value in which nothing stands but text in the value's own column; a few empty rows between are none of them.
    pub fn rows_continuing(&self, label: usize, value: &Cell, from: u32) -> Vec<usize> {
        let mut cells = Vec::new();
        let Some(((index, _, _), asking)) = self.index().zip(self.cell(label)) else { return cells };
        let mut row = from.max(value.row.saturating_add(value.height));
        while row < index.rows.end && row < index.grid.rows {
            let Some(only) = self.only_text_in(row) else {
                if !self.goes_on_below_gap(asking, value, row) {
                    break;
                }
                row += 1;
                continue;
            };
            let Some(cell) = index.cell(only) else { break };
            let set_in = cell.column > asking.column;
            let own_column = cell.column == value.column && (set_in || cell.width >= value.width);
            let is_text = *self.seen(only) == Seen::Text && self.may_hold(only, FieldKind::Signature, None);
            if !own_column
                || cell.row != row
                || !(is_text || set_in && self.is_word_of_text(label, only))
                || is_note(&cell.text)
                || closes_letter(&cell.text)
                || is_spread_heading(&cell.text)
                || is_next_heading(&asking.text, &cell.text)
                || self.heads_next_part(asking, cell)
                || self.heads_row_of_labels(cell)
                // 二、项目内容 below the answers to a row of labels
                || cell.width > value.width && self.is_row_of_labels(asking.row)
            {
                break;
            }
            cells.push(only);
            row = row.saturating_add(cell.height.max(1));
        }
        cells
    }

    /// 二、主要人员 below the text of 1.立项背景, where 一、项目简介 stands alone in a row above that: whether a cell heads the next part of
    /// the form.
    fn heads_next_part(&self, asking: &Cell, cell: &Cell) -> bool {
        const FARTHEST: u32 = 60;
        const LONGEST: usize = 16;
        let number = read_number(&cell.text).filter(|_| cell.text.trim().chars().count() <= LONGEST);
        let (Some((way, count)), Some((index, _, _))) = (number, self.index()) else { return false };
        let before =
            |row: u32| index.only_text(row).and_then(|at| index.cell(at)).and_then(|cell| read_number(&cell.text));
        (asking.row.saturating_sub(FARTHEST)..asking.row).any(|row| before(row) == Some((way, count.saturating_sub(1))))
    }

    /// 审 批 栏 over 班组意见 | 车间意见 | 单位意见: whether a cell with a word or two stands over a row of labels.
    fn heads_row_of_labels(&self, cell: &Cell) -> bool {
        let Some((index, _, _)) = self.index().filter(|_| is_word(&cell.text)) else { return false };
        let filled =
            || index.row(cell.row.saturating_add(cell.height)).iter().filter(|&&at| *self.seen(at) != Seen::Blank);
        let is_short = |&at: &usize| index.cell(at).is_some_and(|cell| is_word(&cell.text));
        filled().count() > 1 && filled().all(is_short) && filled().any(|&at| matches!(self.seen(at), Seen::Label(_)))
    }

    /// Whether a row of nothing but text stands right below a cell, in its column.
    pub(super) fn has_text_alone_below(&self, cell: &Cell) -> bool {
        let below = self.only_text_in(cell.row.saturating_add(cell.height));
        let text = below.filter(|&below| *self.seen(below) == Seen::Text).and_then(|below| self.cell(below));
        text.is_some_and(|text| text.column == cell.column)
    }

    /// The only cell with text that stands in a row.
    fn only_text_in(&self, row: u32) -> Option<usize> {
        let (index, _, _) = self.index()?;
        let has_text = |at: &usize| index.cell(*at).is_some_and(|cell| !cell.text.trim().is_empty());
        let mut texts = index.row(row).iter().copied().filter(has_text);
        let only = texts.next()?;
        texts.next().is_none().then_some(only)
    }

    /// Whether below an empty row, or a few, more of a text stands, set in from its label or whole sentences below it, rather than who
    /// signs or when.
    fn goes_on_below_gap(&self, label: &Cell, value: &Cell, empty: u32) -> bool {
        const MOST_EMPTY: u32 = 3;
        let Some((index, _, _)) = self.index() else { return false };
        let is_empty =
            |row: u32| index.row(row).iter().all(|&at| index.cell(at).is_none_or(|cell| cell.text.trim().is_empty()));
        let next = (empty..=empty + MOST_EMPTY).find(|&row| !is_empty(row)).filter(|&row| row > empty);
        let below = next.and_then(|row| self.only_text_in(row)).filter(|&below| *self.seen(below) == Seen::Text);
        below.and_then(|below| self.cell(below)).is_some_and(|cell| {
            let text = cell.text.trim();
            let closes = [FieldKind::Organisation, FieldKind::Date, FieldKind::People];
            let names_somebody = closes.iter().any(|kind| fits_kind(*kind, text));
            let set_in = cell.column > label.column && !names_somebody;
            cell.column == value.column
                && (set_in || is_further_paragraph(text) || !names_somebody && self.is_between_texts(cell))
                && find_cell_segments(text, self.lexicon).is_empty()
        })
    }

    /// Whether the next row with anything in it below a cell is the label of another running text alone: the form is not signed between.
    fn is_between_texts(&self, cell: &Cell) -> bool {
        const MOST_EMPTY: u32 = 3;
        let from = cell.row.saturating_add(cell.height);
        let next = (from..=from + MOST_EMPTY).find_map(|row| self.only_text_in(row));
        next.is_some_and(|next| match self.seen(next) {
            Seen::Label(Label::Fields { fields, .. }) => {
                fields.iter().all(|&field| self.kind(field) == Some(FieldKind::Text))
            }
            _ => false,
        })
    }

    /// 主要做法, 日期：每月5日前。: whether a cell alone in its row, set in below a running text, holds words of that text though it begins
    /// as a label does: in other words than the measure's what the text or another of the form is, or a whole sentence.
    fn is_word_of_text(&self, label: usize, at: usize) -> bool {
        let Seen::Label(Label::Fields { fields: own, .. }) = self.seen(label) else { return false };
        let runs = |fields: &[usize]| fields.iter().all(|&field| self.kind(field) == Some(FieldKind::Text));
        let Some(cell) = self.cell(at).filter(|_| runs(own) && self.page.is_free(self.piece(at))) else { return false };
        match self.seen(at) {
            Seen::Label(Label::Fields { fields, rank, .. }) => {
                *rank > Rank::Own
                    && runs(fields)
                    && (fields == own || fields.iter().all(|&field| self.asks_in_cell(field)))
            }
            Seen::Text => {
                let segments = find_cell_segments(&cell.text, self.lexicon);
                let signs = segments.iter().any(|segment| self.lexicon.is_signature(&segment.label));
                cell.text.trim_end().ends_with('。') && !signs
            }
            _ => false,
        }
    }
}

/// Whether a text below an empty row is a paragraph of the text above it: whole sentences, in which nobody answers for the form or
/// agrees to it.
pub(super) fn is_further_paragraph(text: &str) -> bool {
    let text = text.trim();
    text.ends_with(['。', '！', '；']) && !is_note(text) && !is_of_signers(text)
}

/// Whether somebody answers for the form in a text or agrees to it: 我单位承诺……, 情况属实. 推行服务承诺制度。 is of the project.
pub(super) fn is_of_signers(text: &str) -> bool {
    const OF_SIGNERS: &[&str] = &["同意", "属实", "真实", "虚假", "不实"];
    let promises = text.contains("承诺") && text.starts_with(['我', '本', '郑', '现', '特', '承', '申']);
    promises || OF_SIGNERS.iter().any(|word| text.contains(word))
}

/// Whether a text is a word or two: 审 批 栏.
pub(super) fn is_word(text: &str) -> bool {
    const LONGEST: usize = 12;
    let text = text.trim();
    !text.is_empty()
        && text.chars().count() <= LONGEST
        && text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace())
}
