//! The value below a label: directly, set in or out, or with an empty row between.

use crate::extract::candidate::answer::answers_not;
use crate::extract::candidate::answer::answers_under_stroke;
use crate::extract::candidate::answer::begins_a_section;
use crate::extract::candidate::answer::is_answer;
use crate::extract::candidate::card::CardReader;
use crate::extract::candidate::card::LabelBox;
use crate::extract::candidate::card::Seen;
use crate::extract::candidate::inline::find_segments;
use crate::extract::candidate::inline::is_sum_word;
use crate::extract::candidate::slot::Slot;
use crate::extract::candidate::slot_rows::is_further_paragraph;
use crate::extract::label::form_words::is_note;
use crate::extract::label::lexicon::Label;
use crate::extract::label::numbering::read_number;
use crate::extract::signature::signing_parts::begins_with_name;
use crate::extract::signature::told_instead::says_where;
use crate::extract::values::plausible::fits_kind;
use crate::extract::values::plausible::looks_like_label;
use crate::extract::values::prompt::is_prompt;
use crate::model::Cell;
use crate::policy::FieldKind;

impl CardReader<'_, '_> {
    /// Whether a cell's text begins with the label of another field: below an empty label that is the next field, unless it is numbered
    /// and the form asks for that field in a cell of its own (1.创新内容：…… as the first part of a text).
    fn begins_with_other(&self, at: usize, field: Option<usize>) -> bool {
        let head: String = self.cell(at).map(|cell| cell.text.chars().take(60).collect()).unwrap_or_default();
        let first = find_segments(&head, self.lexicon).into_iter().next();
        first.is_some_and(|first| {
            let fields = match &first.label {
                Label::Fields { fields, .. } => fields.as_slice(),
                Label::Foreign => &[],
            };
            // 合计：30000元
            let sum = head.get(first.label_at.0..first.label_at.1).is_some_and(is_sum_word);
            let own = sum || field.is_some_and(|field| fields.contains(&field));
            let asked = !fields.is_empty() && fields.iter().all(|&field| self.asks_in_cell(field));
            let text = self.cell(at).map_or("", |cell| cell.text.trim_end());
            let runs = field.is_some_and(|field| self.kind(field) == Some(FieldKind::Text));
            // 联合单位：县人社局提供师资。 below 项目实施措施
            let told = runs && text.ends_with('。') && (asked || self.lexicon.asks_detail(&first.label));
            let told = told && !self.lexicon.asks_text(&first.label) && !self.lexicon.is_signature(&first.label);
            let is_part = told || asked && read_number(&head).is_some();
            head.get(..first.label_at.0).is_some_and(|before| before.trim().is_empty()) && !own && !is_part
        })
    }

    /// The value below a label. With room to the right only where what stands below reads like running text.
    pub fn slot_below(&self, at: usize, kind: FieldKind, field: Option<usize>, room_right: bool) -> Option<Slot> {
        let label = self.label_box(at)?;
        let (index, _, _) = self.index()?;
        let row = label.row.saturating_add(label.height);
        // 申报单位：________: the room for the answer is printed behind the label.
        let under = index.covering(row, label.column).and_then(|below| index.cell(below));
        if self.cell(at)?.text.trim_end().ends_with(['_', '＿'])
            && !under.is_some_and(|under| answers_under_stroke(kind, &under.text, self.policy))
        {
            return None;
        }
        if let Some(slot) = self.slot_indented_below(at, kind, field).or_else(|| self.slot_across_gap(at, kind, field))
        {
            return Some(slot);
        }
        let below = index.covering(row, label.column)?;
        let cell = index.cell(below)?;
        let signed_beside = kind == FieldKind::Signature && self.is_signed_beside(at, below);
        if cell.row != row
            || cell.column != label.column
            || *self.seen(below) != Seen::Text
            || is_note(&cell.text)
            || !self.asks_running_text(kind, field) && answers_not(kind, &cell.text)
            || !signed_beside && (!self.may_hold(below, kind, field) || self.begins_with_other(below, field))
            || (kind == FieldKind::Signature || field.is_none()) && self.is_answer_of_left(below)
            || kind != FieldKind::Text && field.is_some_and(|field| self.answers_another_in_its_row(below, field))
        {
            return None;
        }
        // 一、成果简介 over 曾获奖励 | 无: below the heading of a part stands the next thing.
        if kind == FieldKind::Text && cell.width < label.width && self.alone_in(row) != Some(below) {
            return None;
        }
        let open_right = self.open_room_right(&label).is_some();
        if room_right || open_right {
            let alone = !self
                .right_of(label.row, label.column.saturating_add(label.width))
                .iter()
                .any(|&next| *self.seen(next) != Seen::Blank);
            // （限300字） in a row of its own, and the text below it
            let asked = is_prompt(&cell.text, &[]);
            let running = asked || cell.width > label.width || cell.text.chars().count() > 20;
            let running_text = alone && running && kind == FieldKind::Text;
            if !running_text && !self.answers_below(&label, below, kind) {
                return None;
            }
        } else if (looks_like_label(&cell.text) || begins_a_section(kind, &cell.text))
            && !is_answer(kind, &cell.text)
            && !(kind == FieldKind::Signature && (says_where(&cell.text) || begins_with_name(&cell.text)))
        {
            return None;
        }
        let mut cells = vec![below];
        if kind == FieldKind::Text && cell.width >= label.width {
            cells.extend(self.rows_continuing(at, cell, row.saturating_add(cell.height)));
        }
        Some(Slot { cells, at: (cell.row, cell.column) })
    }

    /// 138… below （姓名） and beside 联系电话: whether what stands directly before a cell, in its own row, asks for another field.
    fn answers_another_in_its_row(&self, at: usize, field: usize) -> bool {
        let Some((cell, (index, _, _))) = self.cell(at).zip(self.index()) else { return false };
        let before = cell.column.checked_sub(1).and_then(|column| index.covering(cell.row, column));
        let own_row = before.filter(|&left| index.cell(left).is_some_and(|left| left.row == cell.row));
        let asks = own_row.map(|left| self.seen(left));
        matches!(asks, Some(Seen::Label(Label::Fields { fields, .. })) if !fields.contains(&field))
    }

    /// Whether what stands below a label is its answer though there is room beside it: a row of labels, and below it a row of
    /// answers. A name or a number tells that itself, a title only where another label is answered so.
    fn answers_below(&self, label: &LabelBox, below: usize, kind: FieldKind) -> bool {
        let Some(cell) = self.cell(below).filter(|_| self.is_row_of_labels(label.row)) else { return false };
        if self.has_answer_of_its_own(label, cell) {
            return false;
        }
        match kind {
            FieldKind::Signature => false,
            FieldKind::Text => {
                self.grid_is_answered_below()
                    && (!looks_like_label(&cell.text) || self.row_is_answered_below(label.row))
            }
            _ => is_answer(kind, &cell.text) || !looks_like_label(&cell.text) && self.grid_is_answered_below(),
        }
    }

    /// 联系人 |  | 联系电话 |  over 展示形式 | □实物　□展板: whether a text stands beside the cell below a label, below what is left blank beside
    /// the label.
    fn has_answer_of_its_own(&self, label: &LabelBox, below: &Cell) -> bool {
        let Some((index, _, _)) = self.index() else { return false };
        let beside = |row: u32, column: u32| index.covering(row, column).map(|at| self.seen(at));
        let blank = beside(label.row, label.column.saturating_add(label.width)).is_none_or(|seen| *seen == Seen::Blank);
        let told = beside(below.row, below.column.saturating_add(below.width)).is_some_and(|seen| *seen != Seen::Blank);
        blank && told
    }

    /// Whether a label asks for running text rather than for the project's title.
    fn asks_running_text(&self, kind: FieldKind, field: Option<usize>) -> bool {
        let key = field.and_then(|field| self.policy.fields.get(field)).map(|spec| &spec.key);
        kind == FieldKind::Text && (key.is_none() || key != self.policy.roles.title.as_ref())
    }

    /// Whether a label of the grid that asks for a unit, people or a phone has its answer below it and nothing beside it.
    fn grid_is_answered_below(&self) -> bool {
        let Some((index, _, _)) = self.index() else { return false };
        *self.grid_facts.answered_below.get_or_init(|| index.cells().any(|at| self.is_answered_below(at)))
    }

    /// The same for the labels of one row.
    fn row_is_answered_below(&self, row: u32) -> bool {
        self.right_of(row, 0).iter().any(|&at| self.is_answered_below(at))
    }

    fn is_answered_below(&self, at: usize) -> bool {
        let Some((index, _, _)) = self.index() else { return false };
        let Seen::Label(Label::Fields { fields, .. }) = self.seen(at) else { return false };
        let kind = fields.first().and_then(|&field| self.kind(field));
        let kind = kind.filter(|kind| matches!(kind, FieldKind::Organisation | FieldKind::People | FieldKind::Phone));
        let below = self.label_box(at).and_then(|label| {
            let below = index.covering(label.row.saturating_add(label.height), label.column)?;
            self.is_row_of_labels(label.row).then_some(below)
        });
        let below = below.and_then(|below| self.cell(below));
        kind.zip(below).is_some_and(|(kind, cell)| is_answer(kind, &cell.text))
    }

    /// Whether three labels of the grid that stand alone in their rows have a text alone in the next one, set in.
    fn grid_is_answered_set_in(&self) -> bool {
        const LEAST_LABELS: usize = 3;
        let Some((index, _, _)) = self.index() else { return false };
        let is_such = |at: &usize| {
            let Some(label) = self.label_box(*at).filter(|label| self.alone_in(label.row) == Some(*at)) else {
                return false;
            };
            let below = self.alone_in(label.row.saturating_add(label.height));
            matches!(self.seen(*at), Seen::Label(Label::Fields { .. }))
                && below
                    .filter(|&below| *self.seen(below) == Seen::Text)
                    .and_then(|below| self.cell(below))
                    .is_some_and(|cell| {
                        cell.column > label.column && cell.column <= label.column.saturating_add(label.width + 1)
                    })
        };
        let told = || index.cells().filter(is_such).take(LEAST_LABELS).count() == LEAST_LABELS;
        *self.grid_facts.answered_set_in.get_or_init(told)
    }

    /// The text in the row below a label that stands alone in its row, set in or out by a column or two: running text, or any where the
    /// grid is filled in so.
    fn slot_indented_below(&self, asking: usize, kind: FieldKind, field: Option<usize>) -> Option<Slot> {
        let label = self.label_box(asking)?;
        let (index, _, _) = self.index()?;
        let label_alone =
            self.alone_in(label.row).and_then(|at| index.cell(at)).is_some_and(|cell| cell.column == label.column);
        let row = label.row.saturating_add(label.height);
        let at = self.alone_in(row).filter(|_| label_alone)?;
        let cell = index.cell(at)?;
        let set_in = cell.column > label.column && cell.column <= label.column.saturating_add(label.width + 1);
        let set_out = cell.column < label.column && cell.column.saturating_add(2) >= label.column;
        let fits = *self.seen(at) == Seen::Text && !is_note(&cell.text) && self.may_hold(at, kind, field);
        let told = kind == FieldKind::Text && fits_kind(kind, &cell.text);
        if cell.row != row || !(set_in || set_out) || !fits || !(told || set_in && self.grid_is_answered_set_in()) {
            return None;
        }
        let mut cells = vec![at];
        if kind == FieldKind::Text {
            cells.extend(self.rows_continuing(asking, cell, row.saturating_add(cell.height)));
        }
        Some(Slot { cells, at: (cell.row, cell.column) })
    }

    /// The value of a label that stands alone in its row or among labels only, below an empty row: whole sentences below a label alone, or
    /// where three labels of the grid are answered so and none directly below.
    fn slot_across_gap(&self, asking: usize, kind: FieldKind, field: Option<usize>) -> Option<Slot> {
        let at = self.text_across_gap(asking).filter(|&at| self.may_hold(at, kind, field))?;
        let cell = self.cell(at)?;
        let alone = self.cell(asking).is_some_and(|label| self.alone_in(label.row) == Some(asking));
        let told = alone && kind == FieldKind::Text && is_further_paragraph(&cell.text);
        // Three such in rows of labels show where the only one of a row is answered, and the other way round.
        if !told && ![true, false].iter().any(|&alone| self.grid_is_answered_across_gaps(alone)) {
            return None;
        }
        let mut cells = vec![at];
        if kind == FieldKind::Text {
            cells.extend(self.rows_continuing(asking, cell, cell.row.saturating_add(cell.height)));
        }
        Some(Slot { cells, at: (cell.row, cell.column) })
    }

    /// The text below a label with one empty row between: alone in its row below a label alone in its own, or one of several below a row
    /// of labels.
    fn text_across_gap(&self, asking: usize) -> Option<usize> {
        let label = self.label_box(asking)?;
        let (index, _, _) = self.index()?;
        let row = label.row.saturating_add(label.height);
        let alone = self.alone_in(label.row) == Some(asking);
        let below = match alone {
            true => self.alone_in(row.saturating_add(1))?,
            false => index.covering(row.saturating_add(1), label.column)?,
        };
        let cell = index.cell(below).filter(|cell| cell.row == row + 1 && cell.column == label.column)?;
        let fits = *self.seen(below) == Seen::Text && !is_note(&cell.text) && !looks_like_label(&cell.text);
        ((alone || self.is_row_of_labels(label.row)) && index.is_blank_row(row) && fits).then_some(below)
    }

    /// Whether three labels of the grid are answered so and none directly, of those alone in their rows or of the others.
    fn grid_is_answered_across_gaps(&self, alone: bool) -> bool {
        const LEAST_LABELS: usize = 3;
        let Some((index, _, _)) = self.index() else { return false };
        let is_such = |at: usize| {
            let is_alone = self.cell(at).is_some_and(|cell| self.alone_in(cell.row) == Some(at));
            matches!(self.seen(at), Seen::Label(Label::Fields { .. })) && is_alone == alone
        };
        let labels = || index.cells().filter(|&at| is_such(at));
        let directly = |at: usize| {
            let label = self.label_box(at)?;
            let row = label.row.saturating_add(label.height);
            let below = match self.alone_in(label.row) == Some(at) {
                true => self.alone_in(row)?,
                false => index.covering(row, label.column).filter(|_| self.is_row_of_labels(label.row))?,
            };
            (*self.seen(below) == Seen::Text).then_some(below)
        };
        let told = || {
            labels().filter(|&at| self.text_across_gap(at).is_some()).count() >= LEAST_LABELS
                && !labels().any(|at| directly(at).is_some())
        };
        self.grid_facts.answered_across_gaps.get(usize::from(alone)).is_some_and(|known| *known.get_or_init(told))
    }

    /// The only text of a row.
    fn alone_in(&self, row: u32) -> Option<usize> {
        let (index, _, _) = self.index()?;
        let mut texts = index.row(row).iter().copied().filter(|&at| *self.seen(at) != Seen::Blank);
        texts.next().filter(|_| texts.next().is_none())
    }
}
