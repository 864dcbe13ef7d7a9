//! The shared strings of a workbook, by their number.

use std::cell::Cell;

use crate::model::Trouble;
use crate::readers::package::unreadable;

/// Strings that cells share; one allocation holds them all.
#[derive(Debug, Default)]
pub struct SharedStrings {
    text: String,
    ends: Vec<usize>,
    /// How often a string was asked for that is not there.
    missed: Cell<usize>,
}

impl SharedStrings {
    /// Adds a string: what the function appends.
    pub fn push_with(&mut self, append: impl FnOnce(&mut String)) {
        append(&mut self.text);
        self.ends.push(self.text.len());
    }

    /// The string of this number.
    pub fn get(&self, number: usize) -> Option<&str> {
        let Some(&end) = self.ends.get(number) else {
            self.missed.set(self.missed.get() + 1);
            return None;
        };
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..end)
    }

    /// What is wrong where cells asked for strings that are not there: the part that holds them is lost, or cut.
    pub fn trouble(&self) -> Option<Trouble> {
        let missed = self.missed.get();
        (missed > 0).then(|| unreadable(format!("工作簿的共享文字缺失，{missed} 个单元格的文字读不出")))
    }
}
