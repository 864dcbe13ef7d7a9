//! 空白申报表.docx: the same rows as a Word table; a choice is a drop-down list, and its options stand beside its label for who
//! fills it in by hand.

use jiff::Timestamp;

use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Policy;
use crate::review::blank_form::layout::FormRow;
use crate::review::blank_form::layout::label_of;
use crate::review::blank_form::layout::lay_out;
use crate::review::blank_form::layout::title_of;
use crate::writers::official::Align;
use crate::writers::official::Column;
use crate::writers::official::Paper;
use crate::writers::official::Table;
use crate::writers::official::TableCell;

/// Empty lines that leave room for prose, and for a signature.
const PROSE: &str = "\n\n\n\n\n";
const SIGNING: &str = "\n\n";
/// What stands where a day is to be written.
const DAY: &str = "　　　年　　月　　日";
/// What stands where one of the options is to be chosen.
const CHOOSE: &str = "（点此选择）";

/// The blank form as a Word document.
pub fn write_blank_document(policy: &Policy, created: Timestamp) -> Vec<u8> {
    let mut paper = Paper::new(&title_of(policy), &policy.office, created);
    let mut table = Table::without_header(vec![
        Column::new("", 20, Align::Centre),
        Column::new("", 30, Align::Left),
        Column::new("", 20, Align::Centre),
        Column::new("", 30, Align::Left),
    ]);
    let label = |field: &FieldSpec| TableCell::label(&label_with_options(policy, field), 1);
    for row in lay_out(policy) {
        table.row_of(match row {
            FormRow::Whole(field) => vec![label(field), blank_of(field, 3)],
            FormRow::Tall(field) => vec![label(field), TableCell::text(PROSE, 3)],
            FormRow::Pair(left, right) => {
                vec![label(left), blank_of(left, 1), label(right), blank_of(right, 1)]
            }
            FormRow::Signed(line, None) => vec![label(line), TableCell::text(SIGNING, 3)],
            FormRow::Signed(line, Some(day)) => {
                vec![label(line), TableCell::text(SIGNING, 1), label(day), TableCell::text(DAY, 1)]
            }
        });
    }
    paper.table(table);
    paper.to_docx()
}

fn blank_of(field: &FieldSpec, columns: usize) -> TableCell {
    match field.kind {
        FieldKind::Date => TableCell::text(DAY, columns),
        FieldKind::Choice if !field.options.is_empty() => TableCell::choice(CHOOSE, &field.options, columns),
        _ => TableCell::text("", columns),
    }
}

fn label_with_options(policy: &Policy, field: &FieldSpec) -> String {
    if field.kind == FieldKind::Choice && !field.label.contains(['（', '(']) {
        return format!("{}\n（{}，选一项）", field.label, field.options.join("、"));
    }
    label_of(policy, field)
}
