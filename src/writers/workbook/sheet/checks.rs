//! What may be typed into a sheet's cells, and which cells stand out.

use rust_xlsxwriter::ConditionalFormatFormula;
use rust_xlsxwriter::DataValidation;
use rust_xlsxwriter::DataValidationRule;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::XlsxError;

use crate::writers::workbook::cell_style::Look;
use crate::writers::workbook::reference::place_formula;
use crate::writers::workbook::sheet::MESSAGE_LENGTH;
use crate::writers::workbook::sheet::Range;
use crate::writers::workbook::sheet::Sheet;

impl Sheet {
    /// Refuses whatever is typed over cells that the program fills.
    pub fn guard(&mut self, range: Range) -> Result<(), XlsxError> {
        let check = DataValidation::new().allow_custom(Formula::new("FALSE"));
        self.add_check(range, check, "此处由程序填写", "此处由程序填写，请不要改动；按 Esc 键恢复。")
    }

    /// Lets one of these words be chosen.
    pub fn offer_words(&mut self, range: Range, words: &[&str], message: &str) -> Result<(), XlsxError> {
        let check = DataValidation::new().allow_list_strings(words)?;
        self.add_check(range, check, "请从列表中选择", message)
    }

    /// Lets one of the words in other cells of this book be chosen: for lists longer than Excel takes in writing.
    pub fn offer_cells(&mut self, range: Range, cells: &str, message: &str) -> Result<(), XlsxError> {
        let check = DataValidation::new().allow_list_formula(Formula::new(cells));
        self.add_check(range, check, "请从列表中选择", message)
    }

    /// Lets numbers from 0 to `most` be typed.
    pub fn allow_numbers(&mut self, range: Range, most: f64, message: &str) -> Result<(), XlsxError> {
        let check = DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, most));
        self.add_check(range, check, "分值不符", message)
    }

    /// Lets whole numbers from 0 to `most` be typed.
    pub fn allow_whole_numbers(&mut self, range: Range, most: i32, message: &str) -> Result<(), XlsxError> {
        let check = DataValidation::new().allow_whole_number(DataValidationRule::Between(0, most));
        self.add_check(range, check, "分值不符", message)
    }

    /// Lets only pass what this formula calls true; `{r}` is the cell's own row.
    pub fn require(&mut self, range: Range, formula: &str, title: &str, message: &str) -> Result<(), XlsxError> {
        let check = DataValidation::new().allow_custom(Formula::new(place_formula(formula, range.0)));
        self.add_check(range, check, title, message)
    }

    fn add_check(&mut self, range: Range, check: DataValidation, title: &str, message: &str) -> Result<(), XlsxError> {
        let title: String = title.chars().take(30).collect();
        let message: String = message.chars().take(MESSAGE_LENGTH).collect();
        let check = check.set_error_title(title)?.set_error_message(message)?;
        let (first_row, first_column, last_row, last_column) = range;
        self.worksheet.add_data_validation(first_row, first_column, last_row, last_column, &check)?;
        Ok(())
    }

    /// Gives the cells of a range this look where the formula is true; `{r}` is the cell's own row.
    pub fn mark_where(&mut self, range: Range, formula: &str, look: Look) -> Result<(), XlsxError> {
        let rule =
            ConditionalFormatFormula::new().set_rule(place_formula(formula, range.0).as_str()).set_format(look.build());
        let (first_row, first_column, last_row, last_column) = range;
        self.worksheet.add_conditional_format(first_row, first_column, last_row, last_column, &rule)?;
        Ok(())
    }
}
