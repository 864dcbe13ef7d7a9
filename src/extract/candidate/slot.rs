//! Where the value of a label stands in a grid: right of it, below it, over several cells, or nowhere.

use crate::extract::candidate::answer::is_date_part;
use crate::extract::candidate::answer::is_other_heading;
use crate::extract::candidate::card::CardReader;
use crate::extract::candidate::card::LabelBox;
use crate::extract::candidate::card::Seen;
use crate::extract::candidate::card::begin_end::is_half_of_period;
use crate::extract::candidate::inline::Segment;
use crate::extract::candidate::inline::find_cell_segments;
use crate::extract::candidate::inline::find_segments;
use crate::extract::candidate::inline::is_part_of_signing;
use crate::extract::candidate::inline::is_signer_alone;
use crate::extract::candidate::sub_table::names_kind;
use crate::extract::label::label_core::core_of;
use crate::extract::label::label_words::names_signer;
use crate::extract::label::lexicon::Label;
use crate::extract::label::lexicon::Rank;
use crate::extract::label::numbering::read_number;
use crate::extract::values::blank::is_bare_blank;
use crate::extract::values::choice::lists_options;
use crate::extract::values::choice::parse_choice;
use crate::extract::values::date::find_date;
use crate::extract::values::organisation::ends_like_unit;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::plausible::fits_kind;
use crate::extract::values::plausible::looks_like_label;
use crate::extract::values::prompt::is_prompt;
use crate::model::Cell;
use crate::model::GridKind;
use crate::policy::FieldKind;

/// Where the value of a label stands.
pub struct Slot {
    /// Places in `grid.cells`.
    pub cells: Vec<usize>,
    /// Row and column where the value stands or should.
    pub at: (u32, u32),
}

impl CardReader<'_, '_> {
    /// Where the value of a label cell stands: right, else below. `field` is None for what the policy does not ask.
    pub fn find_slot(&self, at: usize, kind: FieldKind, field: Option<usize>) -> Option<Slot> {
        let label = self.label_box(at)?;
        if let Some(slot) = self.slot_above(at, &label, kind, field).or_else(|| self.slot_before(&label, kind, field)) {
            return Some(slot);
        }
        let mut end = label.column.saturating_add(label.width);
        if let Some(slot) = self.split_day(label.row, end, kind) {
            return Some(slot);
        }
        let mut past_blank: Option<(u32, u32)> = None;
        let mut room = false;
        for &right in self.right_of(self.row_of_answer(&label), end) {
            let cell = self.cell(right)?;
            let next = self.index().is_some_and(|(index, _, _)| index.comes_next(end, cell.column));
            let adjacent = next && past_blank.is_none();
            if adjacent && matches!(cell.text.trim(), ":" | "：" | "→" | "⇒" | "▶" | "►") {
                // A colon or an arrow in a cell of its own belongs to the label.
                end = end.saturating_add(cell.width);
                continue;
            }
            if adjacent && self.heads_answer_of(at, right, kind) {
                end = end.saturating_add(cell.width);
                continue;
            }
            if self.is_request(right) {
                // 填写要求 beside 填写内容: before the value it stands between, behind it it is none.
                end = end.saturating_add(cell.width);
                continue;
            }
            match self.seen(right) {
                Seen::Blank => {
                    past_blank.get_or_insert((cell.row, cell.column));
                }
                Seen::Label(_) => {
                    if adjacent && (self.heads_own_text(right, field) || self.is_title_like_label(at, right, field)) {
                        return Some(self.value_from(at, right, kind, field));
                    }
                    if let Some(slot) = self.slot_behind_part(at, right, kind, field) {
                        return Some(slot);
                    }
                    room |= cell.column > end;
                    break;
                }
                Seen::Text if adjacent && kind == FieldKind::Signature && self.is_signed_beside(at, right) => {
                    return Some(self.value_from(at, right, kind, field));
                }
                Seen::Text if !self.may_hold(right, kind, field) || is_other_heading(kind, &cell.text) => {
                    room |= cell.column > end;
                    break;
                }
                Seen::Text if adjacent || self.may_be_across_gap((at, right), kind, field) => {
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

    /// `海港区总工会` over `（申报单位）`: a label in parentheses below what was written.
    fn slot_above(&self, at: usize, label: &LabelBox, kind: FieldKind, field: Option<usize>) -> Option<Slot> {
        let (index, _, _) = self.index()?;
        let text = self.cell(at)?.text.trim();
        let noted = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
        let above = index.covering(label.row.checked_sub(1).filter(|_| noted)?, label.column)?;
        let cell = index.cell(above)?;
        let same_columns = cell.column == label.column && cell.width == label.width;
        let written = *self.seen(above) == Seen::Text && self.may_hold(above, kind, field);
        (same_columns && written).then(|| Slot { cells: vec![above], at: (cell.row, cell.column) })
    }

    /// 成果名称 | 名称 | … over 公布名 | …, 申报单位 | 单位名称 | … over 所在地区 | …: whether the cell beside a label of several rows says again
    /// what the label asks for, and has room for the answer beside it.
    fn heads_answer_of(&self, at: usize, beside: usize, kind: FieldKind) -> bool {
        let (Some(label), Some(cell), Some((index, _, _))) = (self.label_box(at), self.cell(beside), self.index())
        else {
            return false;
        };
        let (whole, end) =
            (core_of(self.cell(at).map_or("", |cell| cell.text.as_str())).text, core_of(&cell.text).text);
        label.height > 1
            && cell.height < label.height
            && (end.chars().count() >= 2 && whole.ends_with(&end) || names_kind(kind, &cell.text))
            && index.covering(cell.row, cell.column.saturating_add(cell.width)).is_some()
    }

    /// `2026 | 年 | 10 | 月 | 12 | 日`: a day over several cells, or the blank for one.
    fn split_day(&self, row: u32, from: u32, kind: FieldKind) -> Option<Slot> {
        if !matches!(kind, FieldKind::Date | FieldKind::Signature) {
            return None;
        }
        let mut cells = Vec::new();
        let mut parts = Vec::new();
        for &at in self.right_of(row, from) {
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
    pub fn open_room_right(&self, label: &LabelBox) -> Option<(u32, u32)> {
        let (index, _, _) = self.index()?;
        let end = label.column.saturating_add(label.width);
        let label_stands_next = self
            .right_of(label.row, end)
            .first()
            .and_then(|&next| self.cell(next))
            .is_some_and(|next| next.column == end);
        // In a table of a text every cell is there; beyond the last one of a row there is no room.
        if index.grid.kind == GridKind::Table && index.covering(label.row, end).is_none() {
            return None;
        }
        (end < index.grid.columns && !label_stands_next).then_some((label.row, end))
    }

    /// `项目负责人 | 姓名 | 张伟`: the label goes on in the next cell.
    fn slot_behind_part(&self, at: usize, part: usize, kind: FieldKind, field: Option<usize>) -> Option<Slot> {
        let (label, part_cell) = (self.cell(at)?, self.cell(part)?);
        let field = field?;
        if part_cell.column != label.column.saturating_add(label.width) {
            return None;
        }
        match self.seen(part) {
            Seen::Label(Label::Foreign) => {}
            _ => return None,
        }
        let whole = format!("{}{}", core_of(&label.text).text, core_of(&part_cell.text).text);
        match self.lexicon.label(&whole)? {
            Label::Fields { fields, .. } if fields.contains(&field) => self.find_slot(part, kind, Some(field)),
            _ => None,
        }
    }

    /// 申报单位 | 牵头单位 | 海港区总工会: whether a label only heads another one beside it that asks the same and is answered in its row.
    /// Of several numbers (联系电话 | 手机 | 座机 below it) each keeps its own label.
    pub fn only_heads_next(&self, at: usize, kind: FieldKind, fields: &[usize]) -> bool {
        let Some(label) = self.label_box(at) else { return false };
        let end = label.column.saturating_add(label.width);
        let Some(&next) = self.right_of(label.row, end).first() else { return false };
        let same = matches!(self.seen(next), Seen::Label(Label::Fields { fields: own, .. }) if own == fields);
        let beside = self.cell(next).is_some_and(|cell| (cell.row, cell.column) == (label.row, end));
        let field = fields.first().copied();
        let answer = || self.find_slot(next, kind, field);
        !matches!(kind, FieldKind::Phone | FieldKind::Signature | FieldKind::Date)
            && same
            && beside
            && !self.heads_own_text(next, field)
            && answer().is_some_and(|slot| !slot.cells.is_empty() && slot.at.0 == label.row)
    }

    /// 项目实施措施 | 一、主要做法: behind a label of running text another word for the same, last in its row, is what the text begins with:
    /// numbered, as where the rest stands on the next page, or over a row of nothing but text.
    fn heads_own_text(&self, right: usize, field: Option<usize>) -> bool {
        let Some(cell) = self.cell(right) else { return false };
        let same = matches!(self.seen(right), Seen::Label(Label::Fields { fields, rank, .. })
            if *rank > Rank::Own && field.is_some_and(|field| fields.as_slice() == [field]));
        let end = cell.column.saturating_add(cell.width);
        let last = !self.right_of(cell.row, end).iter().any(|&next| *self.seen(next) != Seen::Blank);
        same && last
            && (read_number(&cell.text).is_some() || self.has_text_alone_below(cell))
            && field.is_some_and(|field| self.kind(field) == Some(FieldKind::Text))
    }

    /// 项目名称 | 创新工作: whether what reads like a label is a project's name, last in its row and in the column where another label of
    /// the column has its text.
    fn is_title_like_label(&self, at: usize, right: usize, field: Option<usize>) -> bool {
        let key = field.and_then(|field| self.policy.fields.get(field)).map(|spec| &spec.key);
        let Some(cell) = self.cell(right).filter(|_| key.is_some() && key == self.policy.roles.title.as_ref()) else {
            return false;
        };
        let end = cell.column.saturating_add(cell.width);
        let last = !self.right_of(cell.row, end).iter().any(|&next| *self.seen(next) != Seen::Blank);
        let same_label = core_of(&cell.text).text == core_of(self.cell(at).map_or("", |cell| cell.text.as_str())).text;
        let answers_beside = || {
            let (Some((index, _, _)), Some(label)) = (self.index(), self.cell(at)) else { return false };
            let is_answered = |other: usize| {
                let own = index.cell(other).filter(|own| own.column == label.column && own.row != label.row)?;
                let next = index.covering(own.row, cell.column)?;
                (matches!(self.seen(other), Seen::Label(_)) && *self.seen(next) == Seen::Text).then_some(next)
            };
            index.cells().any(|other| is_answered(other).is_some())
        };
        let asks = cell.text.contains([':', '：', '_', '＿']) || self.is_row_of_labels(cell.row);
        last && !same_label && !asks && answers_beside()
    }

    /// Whether a text cell may hold a value of this kind at all: it is no note, and does not begin with another's label.
    pub fn may_hold(&self, at: usize, kind: FieldKind, field: Option<usize>) -> bool {
        let piece = self.piece(at);
        let Some(cell) = self.cell(at) else { return false };
        if !self.page.is_free(piece) {
            return false;
        }
        let head: String = cell.text.chars().take(60).collect();
        let Some(first) = find_cell_segments(&head, self.lexicon).into_iter().next() else { return true };
        if kind == FieldKind::People && first.is_behind_value() {
            return true;
        }
        if head.get(..first.label_at.0).is_some_and(|before| !before.trim().is_empty()) {
            return true;
        }
        let Label::Fields { fields, rank, .. } = &first.label else {
            // 法定代表人：张三 in the cell of 领导签字
            let signs = head.get(first.label_at.0..first.label_at.1).is_some_and(names_signer);
            let is_long = cell.text.chars().count() > 40;
            // 合计：30000元
            let counts = matches!(kind, FieldKind::Money | FieldKind::Number) && fits_kind(kind, &cell.text);
            // 工会主席：张伟 in the cell of 项目负责
            let names = kind == FieldKind::People && signs && is_likely_name(first.value(&head).trim());
            return field.is_some()
                && (kind == FieldKind::Text && is_long || kind == FieldKind::Signature && signs || names || counts);
        };
        if field.is_some_and(|field| fields.contains(&field)) {
            return true;
        }
        let other = fields.first().and_then(|&field| self.kind(field));
        let units = |kind: Option<FieldKind>| matches!(kind, Some(FieldKind::Organisation | FieldKind::Organisations));
        match kind {
            FieldKind::Organisation | FieldKind::Organisations => units(other),
            FieldKind::Text if field.is_some() => {
                // 实施单位：各基层工会；完成时间：10月。: no line of a form ends so
                let sentence = cell.text.trim_end().ends_with('。');
                let long = sentence || cell.text.chars().count() > 40;
                let is_prose = match other {
                    // Where the form asks for the other text in a cell of its own, its words here are prose.
                    Some(FieldKind::Text) | None => fields.iter().all(|&field| self.asks_in_cell(field)),
                    // `联系电话：过去各单位自行公布……` is prose, `联系电话：13800001111` is another field.
                    Some(other) => {
                        sentence || !fits_kind(other, first.value(&head)) && !is_bare_blank(first.value(&head))
                    }
                };
                (long || other == Some(FieldKind::Text)) && is_prose
                    || other == Some(FieldKind::Text) && *rank > Rank::Alias
            }
            _ => false,
        }
    }

    /// Whether the cell of an opinion begins with who signs beside the one that counts, with who signs in other words, or with the
    /// day: 经办人：王芳, 负责人：张建国, 日期：2026年10月8日（公章）李明.
    pub fn is_signed_beside(&self, label: usize, at: usize) -> bool {
        let heads_opinion = core_of(self.cell(label).map_or("", |cell| cell.text.as_str())).text.ends_with("意见");
        let Some(cell) = self.cell(at).filter(|_| self.page.is_free(self.piece(at))) else { return false };
        let Some(first) = find_cell_segments(&cell.text, self.lexicon).into_iter().next() else { return false };
        // 领导签字 | 经办人：王芳　2026年10月8日; without a day what stands beside is a line of its own.
        let is_answered = find_date(&cell.text).is_some() && !is_bare_blank(first.value(&cell.text));
        if !heads_opinion && (first.label != Label::Foreign || !is_answered) {
            return false;
        }
        let words = cell.text.get(first.label_at.0..first.label_at.1).unwrap_or("");
        match &first.label {
            Label::Foreign => is_part_of_signing(words),
            Label::Fields { fields, .. } => {
                let kind = fields.first().and_then(|&field| self.kind(field));
                is_signer_alone(words)
                    || kind == Some(FieldKind::Date)
                        && find_date(&cell.text).is_some_and(|day| !is_bare_blank(&day.rest))
            }
        }
    }

    /// Whether a cell of the grid is a label of this field.
    pub fn asks_in_cell(&self, field: usize) -> bool {
        let fields_of = |seen: &Seen| match seen {
            Seen::Label(Label::Fields { fields, .. }) => fields.clone(),
            _ => Vec::new(),
        };
        self.grid_facts.asked.get_or_init(|| self.seen.iter().flat_map(fields_of).collect()).contains(&field)
    }

    /// Whether a text beyond empty cells is this label's value: other values of the grid stand in its column, or it reads
    /// like one of its kind and not like a label.
    fn may_be_across_gap(&self, (at, right): (usize, usize), kind: FieldKind, field: Option<usize>) -> bool {
        let Some(cell) = self.cell(right) else { return false };
        let spec = field.and_then(|field| self.policy.fields.get(field));
        if kind == FieldKind::Choice {
            return spec.is_some_and(|spec| {
                parse_choice(&cell.text, &spec.options).is_some() || lists_options(&cell.text, &spec.options)
            });
        }
        // 孔晓雯 男 工会主席 ends as labels do.
        let labelled =
            looks_like_label(&cell.text) && (kind != FieldKind::People || is_other_heading(kind, &cell.text));
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
        let columns = (label.column, value.column);
        // 联系电话 over 是否实施, each behind an answer or its blank: a column of labels holds no values.
        let has_value = |label: &Cell| {
            let next = self.right_of(label.row, value.column).first().copied();
            let next = next.filter(|&next| *self.seen(next) == Seen::Text).and_then(|next| self.cell(next));
            next.is_some_and(|next| {
                (next.row, next.column) == (label.row, value.column) && !looks_like_label(&next.text)
            })
        };
        let is_such = |other: &usize| {
            matches!(self.seen(*other), Seen::Label(_))
                && index.cell(*other).is_some_and(|cell| cell.column == columns.0 && has_value(cell))
        };
        let mut known = self.grid_facts.shared_columns.borrow_mut();
        // Two are enough to have one that is another than this label.
        let labels = known.entry(columns).or_insert_with(|| index.cells().filter(is_such).take(2).collect());
        labels.iter().any(|&other| other != at)
    }

    /// The value that begins in this cell: with further cells of its row where the kind is made of parts, with the other
    /// rows of a tall label, and with rows below that have no label of their own.
    fn value_from(&self, at: usize, first: usize, kind: FieldKind, field: Option<usize>) -> Slot {
        let (Some(label), Some(value)) = (self.label_box(at), self.cell(first)) else {
            return Slot { cells: vec![first], at: (0, 0) };
        };
        let mut cells = vec![first];
        cells.extend(self.parts_in_row(value, kind));
        cells.extend(field.map(|field| self.options_in_row(first, value, field)).unwrap_or_default());
        let label_end = label.row.saturating_add(label.height);
        let mut row = value.row.saturating_add(value.height);
        // 申报单位 | 单位名称 | 海港区总工会 over 所在地区 | …: a column of labels
        if kind != FieldKind::Text && matches!(self.seen(first), Seen::Label(_)) {
            row = label_end;
        }
        while row < label_end {
            let next = self
                .right_of(row, label.column.saturating_add(label.width))
                .iter()
                .copied()
                .find(|&next| self.cell(next).is_some_and(|cell| cell.row == row && !cell.text.trim().is_empty()));
            let goes_on = |&next: &usize| {
                // 所在地区 under 单位名称 is asked for as that is.
                let in_place = self.cell(next).is_some_and(|next| next.column >= value.column);
                in_place
                    && *self.seen(next) == Seen::Text
                    && (self.may_hold(next, kind, field) || kind == FieldKind::Text && self.is_of_the_text(value, next))
            };
            if let Some((label, number)) =
                next.and_then(|next| Some((next, self.number_behind_label(next, kind, field)?)))
            {
                cells.extend([label, number]);
            } else if let Some(next) = next.filter(goes_on) {
                cells.push(next);
                cells.extend(self.cell(next).map(|cell| self.parts_in_row(cell, kind)).unwrap_or_default());
            }
            row += 1;
        }
        if kind == FieldKind::Text && row >= label_end {
            cells.extend(self.rows_continuing(at, value, row));
        }
        Slot { cells, at: (value.row, value.column) }
    }

    /// `手机 | 139…` in a later row of 联系电话: the number behind a label of the same field.
    fn number_behind_label(&self, at: usize, kind: FieldKind, field: Option<usize>) -> Option<usize> {
        let cell = self.cell(at).filter(|_| kind == FieldKind::Phone)?;
        let asks_same =
            matches!(self.seen(at), Seen::Label(Label::Fields { fields, .. }) if fields.first() == field.as_ref());
        let end = cell.column.saturating_add(cell.width);
        let next = self.right_of(cell.row, end).iter().copied().find(|&next| *self.seen(next) != Seen::Blank)?;
        let number = self.cell(next)?;
        (asks_same && number.row == cell.row && fits_kind(kind, &number.text)).then_some(next)
    }

    /// Whether a cell beside a tall label goes on with the text that began above it though it begins as another field's label: it is as
    /// wide, and the form asks for the other field elsewhere.
    fn is_of_the_text(&self, value: &Cell, next: usize) -> bool {
        let Some(cell) = self.cell(next).filter(|_| self.page.is_free(self.piece(next))) else { return false };
        let head: String = cell.text.chars().take(60).collect();
        let asked = |segment: &Segment| segment.label == Label::Foreign || self.is_asked_elsewhere(segment);
        let asked = find_segments(&head, self.lexicon).iter().all(asked);
        (cell.column, cell.width) == (value.column, value.width) && asked
    }

    /// `2026 | 年 | 10 | 月 | 12 | 日`, `张伟 | 李娜`: the cells right of a value that go on with it.
    fn parts_in_row(&self, value: &Cell, kind: FieldKind) -> Vec<usize> {
        let mut parts = Vec::new();
        if kind == FieldKind::Text {
            return parts;
        }
        let mut end = value.column.saturating_add(value.width);
        for &next in self.right_of(value.row, end) {
            let Some(cell) = self.cell(next) else { break };
            let text = cell.text.trim();
            let apart = cell.column > end;
            end = cell.column.saturating_add(cell.width);
            if text.is_empty() {
                continue;
            }
            if apart && self.is_behind_empty_column(cell) {
                break;
            }
            let is_digit = kind == FieldKind::Phone && text.chars().count() == 1 && text.is_ascii();
            let units = matches!(kind, FieldKind::Organisation | FieldKind::Organisations);
            let is_sentence = || text.split_once(['，', ',']).is_some_and(|(first, _)| !ends_like_unit(first.trim()));
            if units && (!self.may_hold(next, kind, None) || is_sentence()) || is_prompt(text, &[]) {
                break;
            }
            let fits = fits_kind(kind, text)
                || is_digit
                || kind == FieldKind::People
                    && text.split_once([':', '：']).is_some_and(|(_, name)| fits_kind(kind, name))
                || matches!(kind, FieldKind::Date | FieldKind::Period | FieldKind::Signature) && is_date_part(text)
                || kind == FieldKind::Period && text.chars().count() <= 3 && is_half_of_period(&core_of(text).text);
            if *self.seen(next) != Seen::Text || cell.row != value.row || !fits || !self.page.is_free(self.piece(next))
            {
                break;
            }
            if self.is_of_table_beside(cell) {
                break;
            }
            parts.push(next);
        }
        parts
    }
}
