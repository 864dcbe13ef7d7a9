//! Workbooks that are kept from year to year, with a sheet for each: only the latest is this year's.

use crate::extract::label::label_core::Folded;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::page::PageItem;
use crate::extract::parts::FormPart;
use crate::extract::values::date::find_date;
use crate::model::Cell;
use crate::model::Document;
use crate::model::Grid;
use crate::model::GridKind;

/// So many cells at a sheet's head may hold its title.
const HEAD_CELLS: usize = 40;
/// The longest line with a day in it, in characters.
const LONGEST_DAY: usize = 60;

/// A sheet that is called by a year earlier than what another is called by, has in its title or was signed in, is no form of this year.
pub fn set_earlier_years_aside(document: &Document, parts: &mut [FormPart<'_>], lexicon: &Lexicon) {
    let sheets = || document.grids().filter(|grid| grid.kind == GridKind::Sheet && !grid.hidden);
    if !sheets().any(|grid| year_in(&grid.name).is_some()) {
        return;
    }
    let titled = |cell: &&Cell| !cell.hidden && lexicon.is_title(&Folded::of(&cell.text));
    let of_title = |grid: &Grid| grid.cells.iter().take(HEAD_CELLS).find(titled).and_then(|cell| year_in(&cell.text));
    let year_of = |grid: &Grid| year_in(&grid.name).or_else(|| of_title(grid)).or_else(|| year_of_last_day(grid));
    let Some(latest) = sheets().filter_map(year_of).max() else { return };
    for part in parts.iter_mut() {
        let earlier = part.items.iter().any(|item| match item {
            PageItem::Rows(grid, _) => year_in(&grid.name).is_some_and(|year| year < latest),
            PageItem::Paragraph(_) => false,
        });
        part.set_aside |= earlier;
    }
}

/// The year of the last day that a sheet tells: a form ends with the day that it was signed on.
fn year_of_last_day(grid: &Grid) -> Option<u32> {
    let short = |cell: &&Cell| !cell.hidden && cell.text.chars().take(LONGEST_DAY + 1).count() <= LONGEST_DAY;
    let day = grid.cells.iter().rev().filter(short).find_map(|cell| find_date(&cell.text))?;
    u32::try_from(day.date.year()).ok()
}

/// The year in a sheet's name or title (2025年, 2025, 2025-2026年度), the last where it names several.
fn year_in(name: &str) -> Option<u32> {
    let digits = |c: char| c.is_ascii_digit();
    let numbers = name.split(|c| !digits(c)).filter(|number| matches!(number.len(), 4 | 6 | 8));
    let mut years = numbers.filter_map(|number| number.get(..4)?.parse().ok());
    years.rfind(|year| (2000..2100).contains(year))
}
