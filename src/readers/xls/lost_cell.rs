//! A cell whose record was damaged: its text is still in the table of strings, and no cell shows it; or the sheet ends before its cells do.
//!
//! Excel, LibreOffice, Gnumeric and SheetJS keep no string that no cell shows, and count at most as many uses as there are: of 480 real
//! workbooks without a password one had another table, and no cell that used it. Apache POI keeps the words of a form that it fills in,
//! which are more than the few that a damaged record takes away. Nothing but the start of the next sheet stands behind the end of one.

use std::collections::BTreeSet;

use super::records::BOF;
use super::records::EOF;
use super::records::Records;
use crate::model::Trouble;
use crate::readers::package::incomplete;

/// The table of strings, and a cell that shows one of them ([MS-XLS] 2.4.265, 2.4.149).
const STRINGS: u16 = 0x00FC;
const SHOWN_STRING: u16 = 0x00FD;
/// So many strings without a cell are lost ones at most.
const MOST_LOST: u32 = 2;

/// What these records of BIFF8 tell of cells that are not to be read any more.
pub fn find_lost_cell(stream: &[u8]) -> Option<Trouble> {
    let mut told: Option<(u32, u32)> = None;
    let (mut shown, mut uses) = (BTreeSet::new(), 0_u32);
    let (mut depth, mut ended_early) = (0_i32, false);
    for record in Records::at(stream, 0) {
        let number = |skip: usize| {
            let mut fields = record.fields();
            fields.skip(skip).and_then(|()| fields.u32())
        };
        match record.kind {
            BOF => depth += 1,
            EOF => depth -= 1,
            _ => ended_early |= depth <= 0 && !record.body.is_empty(),
        }
        match record.kind {
            STRINGS => told = number(0).zip(number(4)),
            SHOWN_STRING => {
                uses += 1;
                shown.extend(number(6));
            }
            _ => {}
        }
    }
    if ended_early {
        return Some(incomplete("工作表的结束标记后面还有内容，没有读".to_owned()));
    }
    let (told_uses, strings) = told?;
    let known = shown.range(..strings).count();
    let unused = strings.saturating_sub(u32::try_from(known).unwrap_or(u32::MAX));
    let lost = if unused == 0 { told_uses.saturating_sub(uses) } else { unused };
    let is_lost = uses > 0 && (1..=MOST_LOST).contains(&lost);
    is_lost.then(|| incomplete("工作簿里存着的文字有的没有单元格显示，可能有单元格损坏了".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
    }

    /// A workbook with three uses of two strings.
    fn stream(uses: &[u8]) -> Vec<u8> {
        stream_of(2, uses)
    }

    fn stream_of(strings: u8, uses: &[u8]) -> Vec<u8> {
        let table = [3, 0, 0, 0, strings, 0, 0, 0, 1, 0, 0, 0x41, 1, 0, 0, 0x42];
        let cells = uses.iter().map(|string| record(SHOWN_STRING, &[0, 0, 0, 0, 15, 0, *string, 0, 0, 0]));
        let whole = [record(BOF, &[0, 6]), record(STRINGS, &table), record(EOF, &[]), record(BOF, &[0, 6])];
        [whole.concat(), cells.flatten().collect(), record(EOF, &[])].concat()
    }

    #[test]
    fn a_string_that_no_cell_shows_is_told() {
        assert_eq!(find_lost_cell(&stream(&[0, 1, 0])), None);
        assert_eq!(find_lost_cell(&stream(&[0, 1, 0, 1])), None);
        assert_eq!(find_lost_cell(&stream(&[])), None, "a table of another's");
        assert!(find_lost_cell(&stream(&[0, 0, 0])).is_some());
        assert!(find_lost_cell(&stream(&[0, 1])).is_some());
        assert_eq!(find_lost_cell(&stream_of(5, &[0, 1, 0])), None, "words of a form that were filled over");
    }

    #[test]
    fn what_stands_behind_the_end_of_a_sheet_is_told() {
        let whole = stream(&[0, 1, 0]);
        let early = [&whole[..], &record(SHOWN_STRING, &[0; 10])].concat();
        assert!(find_lost_cell(&early).is_some());
        let padded = [&whole[..], &[0; 64]].concat();
        assert_eq!(find_lost_cell(&padded), None);
    }
}
