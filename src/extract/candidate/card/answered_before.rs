//! A card whose labels stand right of their answers or below them (海港区总工会 | 申报单位): seen by the whole grid, never by one label.

use super::CardReader;
use super::LabelBox;
use super::Seen;
use crate::extract::candidate::slot::Slot;
use crate::extract::label::lexicon::Label;
use crate::extract::values::plausible::fits_kind;
use crate::policy::FieldKind;

/// So many labels with their answers before them show that a grid is filled in so.
const LEAST_ANSWERS: usize = 3;

/// Where a grid's labels have their answers, against the custom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// In the cell left of them.
    Left,
    /// In the cell above them.
    Above,
}

impl CardReader<'_, '_> {
    /// The answer left of a label or above it, where the labels of the grid are answered so.
    pub(in crate::extract) fn slot_before(
        &self,
        label: &LabelBox,
        kind: FieldKind,
        field: Option<usize>,
    ) -> Option<Slot> {
        let before = (*self.grid_facts.answered_before.get_or_init(|| self.find_way()))?;
        let at = self.cell_before(label, before)?;
        let cell = self.cell(at)?;
        let beside = matches!(before, Before::Left).then(|| self.answers_beside(label)).unwrap_or(false);
        if beside || !matches!(self.seen(at), Seen::Text | Seen::Blank) {
            return None;
        }
        let written = *self.seen(at) == Seen::Text && self.may_hold(at, kind, field);
        Some(Slot { cells: if written { vec![at] } else { Vec::new() }, at: (cell.row, cell.column) })
    }

    /// Whether a text stands right of a label and none left of it.
    fn answers_beside(&self, label: &LabelBox) -> bool {
        let end = label.column.saturating_add(label.width);
        let text = |at: Option<usize>| at.is_some_and(|at| *self.seen(at) == Seen::Text);
        let Some((index, _, _)) = self.index() else { return false };
        text(index.covering(label.row, end)) && !text(self.cell_before(label, Before::Left))
    }

    fn cell_before(&self, label: &LabelBox, before: Before) -> Option<usize> {
        let (index, _, _) = self.index()?;
        match before {
            Before::Left => index.covering(label.row, label.column.checked_sub(1)?),
            Before::Above => index.covering(label.row.checked_sub(1)?, label.column),
        }
    }

    /// Which way more labels of units, people, numbers and days are answered than the customary ones together.
    fn find_way(&self) -> Option<Before> {
        let (index, _, _) = self.index()?;
        let (mut left, mut above, mut behind) = (0_usize, 0_usize, 0_usize);
        for at in index.cells() {
            let Seen::Label(Label::Fields { fields, .. }) = self.seen(at) else { continue };
            let kind = fields.first().and_then(|&field| self.kind(field)).filter(|kind| tells_itself(*kind));
            let Some((kind, label)) = kind.zip(self.label_box(at)) else { continue };
            let fits = |at: Option<usize>| {
                at.filter(|&at| *self.seen(at) == Seen::Text)
                    .and_then(|at| self.cell(at))
                    .is_some_and(|cell| fits_kind(kind, &cell.text))
            };
            left += usize::from(fits(self.cell_before(&label, Before::Left)));
            above += usize::from(fits(self.cell_before(&label, Before::Above)));
            let right = index.covering(label.row, label.column.saturating_add(label.width));
            let below = index.covering(label.row.saturating_add(label.height), label.column);
            behind += usize::from(fits(right) || fits(below));
        }
        let (way, most) = if left > above { (Before::Left, left) } else { (Before::Above, above) };
        (most >= LEAST_ANSWERS && most > behind).then_some(way)
    }
}

/// Whether a value of this kind is known by its looks.
fn tells_itself(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Organisation
            | FieldKind::Organisations
            | FieldKind::People
            | FieldKind::Phone
            | FieldKind::Period
            | FieldKind::Date
            | FieldKind::Money
    )
}
