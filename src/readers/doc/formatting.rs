//! Formatting of characters and paragraphs in Word 97–2003 ([MS-DOC] 2.9.33 ChpxFkp, 2.9.174 PapxFkp): pages of 512 bytes that say for runs
//! of the stream what is modified.

use crate::readers::binary::offset_at;
use crate::readers::binary::slice_at;
use crate::readers::binary::u16_at;
use crate::readers::doc::fib::plc_data;
use crate::readers::doc::fib::plc_positions;

/// A page of formatting.
const PAGE: usize = 512;

/// A run of the stream and what is modified in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormattedRun<'b> {
    /// First byte in the stream.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// Style, for paragraphs.
    pub style: u16,
    /// The modifications.
    pub list: &'b [u8],
}

/// Runs sorted by where they begin.
#[derive(Debug, Default)]
pub struct Formatting<'b>(Vec<FormattedRun<'b>>);

impl<'b> Formatting<'b> {
    /// Reads the character formatting that a table of pages (PlcBteChpx) leads to.
    pub fn of_characters(pages: &[u8], document: &'b [u8]) -> Self {
        Self::read(pages, document, |page, index, count| {
            let at = usize::from(*page.get((count + 1) * 4 + index)?) * 2;
            if at == 0 {
                return Some((0, [].as_slice()));
            }
            let len = usize::from(*page.get(at)?);
            Some((0, slice_at(page, at + 1, len)?))
        })
    }

    /// Reads the paragraph formatting that a table of pages (PlcBtePapx) leads to.
    pub fn of_paragraphs(pages: &[u8], document: &'b [u8]) -> Self {
        const BX: usize = 13;
        Self::read(pages, document, |page, index, count| {
            let at = usize::from(*page.get((count + 1) * 4 + index * BX)?) * 2;
            if at == 0 {
                return Some((0, [].as_slice()));
            }
            let (start, len) = match *page.get(at)? {
                0 => (at + 2, usize::from(*page.get(at + 1)?) * 2),
                words => (at + 1, usize::from(words) * 2 - 1),
            };
            let properties = slice_at(page, start, len)?;
            Some((u16_at(properties, 0)?, properties.get(2..)?))
        })
    }

    fn read(
        pages: &[u8],
        document: &'b [u8],
        run_at: impl Fn(&'b [u8], usize, usize) -> Option<(u16, &'b [u8])>,
    ) -> Self {
        const PAGE_NUMBER: usize = 0x003F_FFFF;
        let mut runs = Vec::new();
        for index in 0..plc_positions(pages, 4).len().saturating_sub(1) {
            let number = plc_data(pages, 4, index).and_then(|data| offset_at(data, 0)).unwrap_or(0) & PAGE_NUMBER;
            let Some(page) = slice_at(document, number * PAGE, PAGE) else { continue };
            let count = page.last().copied().map_or(0, usize::from);
            for run in 0..count {
                let (Some(start), Some(end)) = (offset_at(page, run * 4), offset_at(page, run * 4 + 4)) else { break };
                if let Some((style, list)) = run_at(page, run, count).filter(|_| start < end) {
                    runs.push(FormattedRun { start, end, style, list });
                }
            }
        }
        runs.sort_by_key(|run: &FormattedRun| run.start);
        Self(runs)
    }

    /// The modifications of all runs.
    pub fn lists(&self) -> impl Iterator<Item = &'b [u8]> {
        self.0.iter().map(|run| run.list)
    }

    /// The run that a byte of the stream belongs to.
    pub fn at(&self, offset: usize) -> Option<&FormattedRun<'b>> {
        let after = self.0.partition_point(|run| run.start <= offset);
        self.0.get(after.checked_sub(1)?).filter(|run| offset < run.end)
    }

    /// Where the run after this byte's begins or this one ends, whatever comes first.
    pub fn next_change(&self, offset: usize) -> usize {
        let after = self.0.partition_point(|run| run.start <= offset);
        let next = self.0.get(after).map_or(usize::MAX, |run| run.start);
        self.at(offset).map_or(next, |run| run.end.min(next))
    }
}
