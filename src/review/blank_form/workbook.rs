//! 空白申报表.xlsx: A4 upright, one sheet, choices as drop-down lists, limits shown when a cell is chosen.

use std::io::Cursor;

use jiff::civil::DateTime;

use crate::policy::FieldKind;
use crate::policy::FieldSpec;
use crate::policy::Policy;
use crate::review::blank_form::layout::FormRow;
use crate::review::blank_form::layout::advice_of;
use crate::review::blank_form::layout::label_of;
use crate::review::blank_form::layout::lay_out;
use crate::review::blank_form::layout::title_of;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::BookProperties;
use crate::writers::workbook::FormBox;
use crate::writers::workbook::NumberLook;
use crate::writers::workbook::Page;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Sheet;
use crate::writers::workbook::Style;
use crate::writers::workbook::fixed_cell;

const SHEET: &str = "申报表";
/// Label, blank, label, blank: together as wide as A4 upright.
const WIDTHS: [f64; 4] = [15.0, 29.0, 15.0, 29.0];
const TITLE: Style = Style { centred: true, ..Style::TITLE };
const LABEL: Style = Style { centred: true, size: 110, ..Style::TEXT.bold() };
const BLANK: Style = Style { input: true, size: 110, ..Style::TEXT };

// Heights of rows in points.
const LINE: f64 = 36.0;
const PROSE: f64 = 110.0;
const SIGNING: f64 = 54.0;

/// The blank form as a workbook.
///
/// # Errors
/// The writer refuses; it does not for a measure that was loaded.
pub fn write_blank_workbook(policy: &Policy, created: DateTime) -> Result<Vec<u8>, BookError> {
    let title = title_of(policy);
    let properties = BookProperties {
        title: title.clone(),
        author: policy.office.clone(),
        comment: String::new(),
        created,
        marks: Vec::new(),
    };
    let mut book = Book::new(&properties)?;
    let mut sheet = book.start_sheet(SHEET)?;
    sheet.set_widths(&WIDTHS)?;
    sheet.write_boxes(&[FormBox { columns: (0, 3), text: title, style: TITLE }], 42.0)?;
    let mut blanks: Vec<(&FieldSpec, u32, u16)> = Vec::new();
    for row in lay_out(policy) {
        write_form_row(&mut sheet, policy, row, &mut blanks)?;
    }
    for (field, row, column) in blanks {
        if field.kind == FieldKind::Choice || !advice_of(policy, field).is_empty() {
            sheet.advise((row, column), &advice_of(policy, field), &field.options)?;
        }
        if can_be_a_name(&field.key) {
            book.define_name(&field.key, &format!("={}", fixed_cell(Some(SHEET), row, column)))?;
        }
    }
    sheet.set_page(&Page { paper: Paper::A4Upright, heading: "", repeated: None })?;
    book.push(sheet)?;
    let mut bytes = Vec::new();
    book.write_to(Cursor::new(&mut bytes))?;
    Ok(bytes)
}

fn write_form_row<'p>(
    sheet: &mut Sheet,
    policy: &Policy,
    row: FormRow<'p>,
    blanks: &mut Vec<(&'p FieldSpec, u32, u16)>,
) -> Result<(), BookError> {
    let label = |column: u16, field: &FieldSpec| FormBox {
        columns: (column, column),
        text: label_of(policy, field),
        style: LABEL,
    };
    let blank = |columns: (u16, u16), field: &FieldSpec| {
        let number = if field.kind == FieldKind::Phone { NumberLook::Text } else { NumberLook::Plain };
        FormBox { columns, text: String::new(), style: Style { number, ..BLANK } }
    };
    let (boxes, height, fields) = match row {
        FormRow::Whole(field) => (vec![label(0, field), blank((1, 3), field)], LINE, [Some(field), None]),
        FormRow::Tall(field) => (vec![label(0, field), blank((1, 3), field)], PROSE, [Some(field), None]),
        FormRow::Signed(line, None) => (vec![label(0, line), blank((1, 3), line)], SIGNING, [Some(line), None]),
        FormRow::Pair(left, right) | FormRow::Signed(left, Some(right)) => {
            let boxes = vec![label(0, left), blank((1, 1), left), label(2, right), blank((3, 3), right)];
            let height = if matches!(row, FormRow::Pair(..)) { LINE } else { SIGNING };
            (boxes, height, [Some(left), Some(right)])
        }
    };
    let at = sheet.write_boxes(&boxes, height)?;
    blanks.extend(fields.into_iter().zip([1, 3]).filter_map(|(field, column)| Some((field?, at, column))));
    Ok(())
}

/// Whether a key can be a defined name: letters, digits and underscores, and nothing that reads as a cell (`a1`, `r1c1`).
fn can_be_a_name(key: &str) -> bool {
    let letters = key.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = key.get(letters..).unwrap_or_default();
    let like_a_cell = letters <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'c');
    letters > 0 && !like_a_cell && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
