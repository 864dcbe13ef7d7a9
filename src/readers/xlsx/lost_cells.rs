//! What the cells of a worksheet tell of cells that are gone: a merged region whose first cell is not written though others of it are, or of
//! whose first row nothing is; cells that say another row than the one they stand in. No program writes a sheet like that.

use crate::model::Trouble;
use crate::readers::package::incomplete;
use crate::readers::sheets::reference::Area;

/// More gaps than this are those of a sheet with hardly any cells in it.
const MOST_GAPS: usize = 100_000;

/// Which rows and cells of a sheet its part writes, with content or without.
#[derive(Debug, Default)]
pub struct Written {
    rows: Vec<u32>,
    /// Row, first column that is not written, next one that is.
    gaps: Vec<(u32, u32, u32)>,
    /// The cell before.
    last: Option<(u32, u32)>,
    misplaced: bool,
}

impl Written {
    /// A row of the part.
    pub fn add_row(&mut self, row: u32) {
        self.rows.push(row);
        self.last = None;
    }

    /// A cell of the row that was added last, which says that it stands in `row`. A `bare` one has neither content nor a format: exceljs
    /// writes such for the rest of a merged region whose first cell is empty.
    pub fn add_cell(&mut self, row: u32, column: u32, bare: bool) {
        let own = self.rows.last().copied();
        self.misplaced |= own.is_some_and(|own| own != row) || self.last == Some((row, column));
        let next = self.last.map_or(0, |(_, last)| last.saturating_add(1));
        if column > next && !bare && self.gaps.len() < MOST_GAPS {
            self.gaps.push((row, next, column));
        }
        self.last = Some((row, column));
    }

    /// What is said of a sheet of which cells are gone.
    pub fn trouble(mut self, name: &str, merged: &[Area]) -> Option<Trouble> {
        if self.misplaced {
            return Some(incomplete(format!("工作表“{name}”里有单元格写着别的行号或重复的位置，内容可能互相盖住了")));
        }
        self.rows.sort_unstable();
        self.gaps.sort_unstable();
        let is_written = |row: u32| self.rows.binary_search(&row).is_ok();
        let lost = merged.iter().find(|area| match is_written(area.top) {
            true => self.lacks_first_cell(area),
            false => !self.rows.is_empty() && area.left < area.right,
        })?;
        Some(incomplete(format!("工作表“{name}”第 {} 行的合并单元格没有内容可寻，这里可能丢失了内容", lost.top + 1)))
    }

    /// Whether a region begins where nothing is written, and goes on with a cell that is.
    fn lacks_first_cell(&self, area: &Area) -> bool {
        let at = self.gaps.partition_point(|(row, from, _)| (*row, *from) <= (area.top, area.left));
        let gap = at.checked_sub(1).and_then(|at| self.gaps.get(at));
        gap.is_some_and(|(row, _, to)| *row == area.top && area.left < *to && *to <= area.right)
    }
}
