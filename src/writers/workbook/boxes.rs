//! Rows of boxes, as forms are ruled: a label here, a blank over several columns there; and what a cell says of itself when
//! it is chosen.

use rust_xlsxwriter::DataValidation;
use rust_xlsxwriter::XlsxError;

use crate::writers::workbook::cell_style::Style;
use crate::writers::workbook::sheet::Sheet;

/// Characters that Excel takes in the message of a cell.
const MESSAGE_LENGTH: usize = 250;
/// Characters, commas included, that Excel takes in a list of words.
const LIST_LENGTH: usize = 250;

/// A box of a form's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormBox {
    /// Its first and last column.
    pub columns: (u16, u16),
    /// What stands in it; nothing in a blank.
    pub text: String,
    /// How.
    pub style: Style,
}

impl Sheet {
    /// Writes a row of boxes of this height in points; gives the row.
    pub fn write_boxes(&mut self, boxes: &[FormBox], height: f64) -> Result<u32, XlsxError> {
        let row = self.next_row();
        for FormBox { columns: (first, last), text, style } in boxes {
            let format = self.format(*style);
            match (first == last, text.is_empty()) {
                (true, true) => _ = self.worksheet.write_blank(row, *first, &format)?,
                (true, false) => _ = self.worksheet.write_string_with_format(row, *first, text, &format)?,
                (false, _) => _ = self.worksheet.merge_range(row, *first, row, *last, text, &format)?,
            }
        }
        self.worksheet.set_row_height(row, height)?;
        self.skip_rows(1);
        Ok(row)
    }

    /// Says this beside a cell that is chosen, and, where there are words, lets one of them be taken from a list.
    pub fn advise(&mut self, (row, column): (u32, u16), message: &str, words: &[String]) -> Result<(), XlsxError> {
        let length: usize = words.iter().map(|word| word.encode_utf16().count() + 1).sum();
        let listed = !words.is_empty() && length <= LIST_LENGTH && words.iter().all(|word| !word.contains(','));
        let mut check = DataValidation::new();
        if listed {
            check = check.allow_list_strings(words)?.set_error_title("请从列表中选择")?;
        }
        let message: String = message.chars().take(MESSAGE_LENGTH).collect();
        if !message.is_empty() {
            check = check.set_input_message(message)?;
        }
        self.worksheet.add_data_validation(row, column, row, column, &check)?;
        Ok(())
    }
}
