//! The shared strings of a workbook, by their number, and which of them cells asked for.

use std::cell::Cell;

use crate::model::Trouble;
use crate::readers::package::incomplete;
use crate::readers::package::unreadable;

/// Strings that cells share; one allocation holds them all.
#[derive(Debug, Default)]
pub struct SharedStrings {
    text: String,
    ends: Vec<usize>,
    /// Which of them a cell asked for.
    used: Vec<Cell<bool>>,
    /// How often a string was asked for.
    asked: Cell<usize>,
    /// How many cells the table says there are that ask for its strings.
    counted: Option<usize>,
    /// How many strings the table says it holds.
    listed: Option<usize>,
    /// How often a string was asked for that is not there.
    missed: Cell<usize>,
    /// How many cells say that they show a string, and not which.
    unnumbered: Cell<usize>,
}

impl SharedStrings {
    /// Adds a string: what the function appends.
    pub fn push_with(&mut self, append: impl FnOnce(&mut String)) {
        append(&mut self.text);
        self.ends.push(self.text.len());
        self.used.push(Cell::new(false));
    }

    /// Takes over how many cells the table says there are that ask for its strings, and how many strings it says it holds.
    pub fn set_counted(&mut self, counted: Option<usize>, listed: Option<usize>) {
        self.counted = counted;
        self.listed = listed;
    }

    /// The string of this number.
    pub fn get(&self, number: usize) -> Option<&str> {
        let Some(&end) = self.ends.get(number) else {
            self.missed.set(self.missed.get() + 1);
            return None;
        };
        self.asked.set(self.asked.get() + 1);
        if let Some(used) = self.used.get(number) {
            used.set(true);
        }
        self.between(number, end)
    }

    fn between(&self, number: usize, end: usize) -> Option<&str> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..end)
    }

    /// A cell says that it shows a string, and not which: nothing, as a few programs write an empty cell, or its own is lost.
    pub fn note_unnumbered(&self) {
        self.unnumbered.set(self.unnumbered.get() + 1);
    }

    /// Whether there is a string of this number.
    pub fn holds(&self, number: usize) -> bool {
        number < self.ends.len()
    }

    /// Whether strings were left over when all cells were read: some cell no longer asks for its own.
    pub fn leaves_over(&self) -> bool {
        self.counted.is_none_or(|counted| counted > self.asked.get()) && self.used.iter().any(|used| !used.get())
    }

    /// The string of this number where no cell asked for it and something is written in it.
    pub fn left_over(&self, number: usize) -> Option<&str> {
        let is_used = self.used.get(number)?.get();
        let text = self.between(number, *self.ends.get(number)?)?;
        (!is_used && !text.trim().is_empty()).then_some(text)
    }

    /// Whether there are more strings than the table says, and no cell asks for those behind: one that was doubled before them has moved
    /// what cells show. A program that adds strings to a template without counting them asks for what it added.
    fn is_shifted(&self) -> bool {
        let behind = self.listed.and_then(|listed| self.used.get(listed..)).unwrap_or_default();
        self.asked.get() > 0 && !behind.is_empty() && behind.iter().all(|used| !used.get())
    }

    /// What is wrong where cells asked for strings that are not there, the part that holds them being lost or cut; or may show others' words.
    pub fn trouble(&self) -> Option<Trouble> {
        let lost = if self.leaves_over() { self.unnumbered.get() } else { 0 };
        let missed = self.missed.get() + lost;
        if missed > 0 {
            return Some(unreadable(format!("工作簿的共享文字缺失，{missed} 个单元格的文字读不出")));
        }
        let (listed, held) = (self.listed.unwrap_or_default(), self.ends.len());
        let detail = || format!("工作簿的共享文字表自己记载有 {listed} 条，实有 {held} 条，单元格的文字可能错位");
        self.is_shifted().then(|| incomplete(detail()))
    }
}
