//! Cells and ranges as formulas name them (ECMA-376 18.17.2, style A1).
//!
//! A formula that speaks of its own row says `{r}` for the row's number; the sheet puts it in when it writes the row.

use rust_xlsxwriter::utility::column_number_to_name;

use crate::writers::workbook::sheet::Range;

/// The cell of a column in the formula's own row, which moves with the list when it is sorted: `$D{r}`.
pub fn own_row(column: u16) -> String {
    format!("${}{{r}}", column_number_to_name(column))
}

/// The formula for this row, from 0.
pub(super) fn place_formula(formula: &str, row: u32) -> String {
    formula.replace("{r}", &(row + 1).to_string())
}

/// A cell that stays: `$D$5`, with its sheet where it is on another.
pub fn fixed_cell(sheet: Option<&str>, row: u32, column: u16) -> String {
    format!("{}${}${}", sheet_prefix(sheet), column_number_to_name(column), row + 1)
}

/// A range that stays: `'评委01'!$A$4:$A$33`.
pub fn fixed_range(sheet: Option<&str>, range: Range) -> String {
    let (first_row, first_column, last_row, last_column) = range;
    format!("{}:{}", fixed_cell(sheet, first_row, first_column), fixed_cell(None, last_row, last_column))
}

fn sheet_prefix(sheet: Option<&str>) -> String {
    sheet.map(|name| format!("'{}'!", name.replace('\'', "''"))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_written_as_excel_does() {
        assert_eq!(place_formula(&own_row(27), 3), "$AB4");
        assert_eq!(fixed_range(Some("评委01"), (3, 0, 32, 0)), "'评委01'!$A$4:$A$33");
        assert_eq!(fixed_cell(Some("a'b"), 0, 0), "'a''b'!$A$1");
    }
}
