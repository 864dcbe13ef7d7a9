//! References to cells: `B3`, `$B$3`, `A1:D4`, `'申报 表'!$B$3`. Rows and columns count from 0.

/// The rows of a sheet.
pub const ROWS: u32 = 1_048_576;
/// The columns of a sheet.
pub const COLUMNS: u32 = 16_384;

/// Most defined names that are looked up.
pub const MOST_NAMES: usize = 5_000;

/// A rectangle of cells, both corners in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// Row and column of a reference; None for what is none, or off the sheet.
pub fn parse_cell(reference: &str) -> Option<(u32, u32)> {
    let (row, column) = parse_unbounded(reference)?;
    (row < ROWS && column < COLUMNS).then_some((row, column))
}

/// A range, or a single cell as one; corners in any order; what lies off the sheet is cut off.
pub fn parse_area(reference: &str) -> Option<Area> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let (first, last) = (parse_unbounded(first)?, parse_unbounded(last)?);
    let area = Area {
        top: first.0.min(last.0),
        left: first.1.min(last.1),
        bottom: first.0.max(last.0).min(ROWS - 1),
        right: first.1.max(last.1).min(COLUMNS - 1),
    };
    (area.top < ROWS && area.left < COLUMNS).then_some(area)
}

/// Sheet and area of a reference such as `'申报 表'!$B$3`.
pub fn parse_sheet_area(reference: &str) -> Option<(String, Area)> {
    let reference = reference.trim().trim_start_matches('=');
    let (sheet, area) = reference.rsplit_once('!')?;
    let sheet = match sheet.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    parse_area(area).map(|area| (sheet, area))
}

fn parse_unbounded(reference: &str) -> Option<(u32, u32)> {
    let mut column: u32 = 0;
    let mut row: u32 = 0;
    let mut digits = false;
    for byte in reference.trim().bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if !digits => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' if column > 0 => {
                digits = true;
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            }
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_bounded() {
        assert_eq!(parse_cell("A1"), Some((0, 0)));
        assert_eq!(parse_cell("$AA$10"), Some((9, 26)));
        assert_eq!(parse_cell("XFD1048576"), Some((1_048_575, 16_383)));
        for wrong in ["XFE1", "A1048577", "A0", "1", "A", "", "A1B", "A-1", "甲1", "A99999999999"] {
            assert_eq!(parse_cell(wrong), None, "{wrong}");
        }
        assert_eq!(parse_area("D4:A1"), Some(Area { top: 0, left: 0, bottom: 3, right: 3 }));
        assert_eq!(parse_area("A1:ZZZ9999999").map(|area| (area.bottom, area.right)), Some((ROWS - 1, COLUMNS - 1)));
        assert_eq!(parse_area("XFE1:XFF2"), None);
        let (sheet, area) = parse_sheet_area("'申报''表 !'!$B$3").expect("a reference");
        assert_eq!((sheet.as_str(), area.top, area.left), ("申报'表 !", 2, 1));
    }
}
