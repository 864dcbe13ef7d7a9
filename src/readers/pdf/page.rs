//! One page's tables and lines in reading order, from the characters and rules that were seen on it.

use crate::readers::pdf::area::Area;
use crate::readers::pdf::content::Glyph;
use crate::readers::pdf::content::Seen;
use crate::readers::pdf::lines::Measure;
use crate::readers::pdf::lines::TextLine;
use crate::readers::pdf::lines::compose_lines;
use crate::readers::pdf::lines::join_texts;
use crate::readers::pdf::lines::text_of_lines;
use crate::readers::pdf::ruled_table::Region;
use crate::readers::pdf::ruled_table::RuledTable;
use crate::readers::pdf::ruled_table::find_tables;
use crate::readers::pdf::sliver::absorb_slivers;
use crate::readers::pdf::unruled_table::rules_between;

/// A page shows fewer characters than this where it is a picture of a page with a stamp or a page number on it.
const FEW: usize = 12;
/// So many signs that a font does not explain are text, where they are a tenth of all.
const MANY_SIGNS: usize = 30;
/// A picture that covers so much of the page is the page, and one that covers so much may be.
const WHOLE_PAGE: f32 = 0.8;
const LARGE: f32 = 0.3;

/// A line or a table of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A line outside tables.
    Line(TextLine),
    /// A table, with the text of each of its cells.
    Table(PageTable),
}

/// A table of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageTable {
    /// The lefts of its columns, and the right of the last.
    pub xs: Vec<f32>,
    /// How many rows it has.
    pub rows: usize,
    /// Its cells, in the order of their rows.
    pub cells: Vec<PageCell>,
    /// Whether its first row began on the page before.
    pub broken_above: bool,
    /// Whether its last row goes on on the next page.
    pub broken_below: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct PageCell {
    /// The rows and columns that it takes.
    pub region: Region,
    /// Its text.
    pub text: String,
    /// The tables that are drawn within it.
    pub inner: Vec<PageTable>,
}

/// What a page came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageRead {
    /// The number of the sheet that it stands on, from 1.
    pub number: u32,
    /// Lines and tables, from top to bottom; empty where the page is a picture.
    pub items: Vec<Item>,
    /// Text beside the reading order: watermarks, turned lines, the few characters on a picture.
    pub turned: Vec<String>,
    /// Whether it is a picture of a page, or shapes without text.
    pub is_scan: bool,
    /// Whether pictures stand on it.
    pub has_picture: bool,
    /// Whether a content of it is damaged.
    pub is_damaged: bool,
    /// Characters among its text whose font does not say what they are.
    pub unknown: usize,
    /// Its width in points.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
}

/// Reads a page of this size.
pub fn compose_page(seen: Seen, width: f32, height: f32) -> PageRead {
    let covering = |part: f32| seen.pictures.iter().filter(move |(area, _)| covers(area, width, height, part));
    let under = covering(WHOLE_PAGE).map(|(_, before)| *before).max().unwrap_or(0);
    let shown = |(at, glyph): &(usize, &Glyph)| !glyph.hidden && *at >= under && !glyph.text.is_control();
    let visible: Vec<Glyph> = seen.glyphs.iter().enumerate().filter(shown).map(|(_, glyph)| *glyph).collect();
    let count = visible.iter().filter(|glyph| !glyph.text.is_whitespace()).count();
    let few = count < FEW && covering(LARGE).next().is_some();
    let unreadable = seen.unknown > count;
    let is_scan = seen.drawn && count == 0 || few || unreadable;
    let (has_picture, is_damaged) = (!seen.pictures.is_empty(), seen.damaged);
    // Fonts of few characters hold bullets and the signs of formulas, which are no text; where they are a tenth of all, they are.
    let signs = seen.unknown.saturating_sub(seen.unknown_letters);
    let are_text = signs >= MANY_SIGNS && signs * 10 >= count;
    // The text behind a picture of a page is of no account; without a picture the page is its text.
    let unknown = match () {
        () if unreadable && covering(LARGE).next().is_none() => seen.unknown,
        () if is_scan => 0,
        () if are_text => seen.unknown,
        () => seen.unknown_letters,
    };
    let page = PageRead { is_scan, has_picture, is_damaged, unknown, width, height, ..PageRead::default() };
    let (upright, turned): (Vec<Glyph>, Vec<Glyph>) = visible.into_iter().partition(|glyph| glyph.upright && !is_scan);
    let turned: String = turned.iter().map(|glyph| glyph.text).collect();
    let turned = Some(turned).filter(|text| !text.trim().is_empty()).into_iter().collect();
    let breaks = (seen.broken_above, seen.broken_below);
    let mut tables = find_tables(&seen.rules);
    if tables.is_empty() {
        tables = find_tables(&rules_between(&upright, &seen.rules));
    }
    PageRead { items: compose_items(upright, tables, breaks), turned, ..page }
}

fn covers(area: &Area, width: f32, height: f32, part: f32) -> bool {
    let across = area.right.min(width) - area.left.max(0.0);
    let down = area.bottom.min(height) - area.top.max(0.0);
    across > 0.0 && down > 0.0 && across * down >= part * width * height
}

fn compose_items(glyphs: Vec<Glyph>, tables: Vec<RuledTable>, (above, below): (Option<f32>, Option<f32>)) -> Vec<Item> {
    let mut in_cells: Vec<Vec<Vec<Glyph>>> = tables.iter().map(|table| vec![Vec::new(); table.regions.len()]).collect();
    let mut loose = Vec::new();
    for glyph in glyphs {
        let (x, y) = glyph.middle;
        // of tables within one another the innermost
        let inside = tables.iter().enumerate().filter_map(|(at, table)| Some((at, table, table.region_at(x, y)?)));
        let width = |table: &RuledTable| table.area().right - table.area().left;
        let found = inside.min_by(|(_, one, _), (_, other, _)| width(one).total_cmp(&width(other)));
        match found.and_then(|(table, _, region)| in_cells.get_mut(table)?.get_mut(region)) {
            Some(cell) => cell.push(glyph),
            None => loose.push(glyph),
        }
    }
    let lines = compose_lines(loose).into_iter().map(|line| (line.y, Item::Line(line)));
    let filled = tables.into_iter().zip(in_cells).filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let is_near = |one: f32, other: Option<f32>| other.is_some_and(|other| (one - other).abs() <= 1.0);
    let fill = |(table, cells): (RuledTable, Vec<Vec<Glyph>>)| {
        let area = table.area();
        let (broken_above, broken_below) = (is_near(area.top, above), is_near(area.bottom, below));
        (PageTable { broken_above, broken_below, ..fill_table(&table, cells) }, table)
    };
    let filled = filled.map(fill).collect();
    let tables = nest_tables(filled).into_iter().map(|(table, top)| (top, Item::Table(table)));
    let mut items: Vec<(f32, Item)> = tables.chain(lines).collect();
    items.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    items.into_iter().map(|(_, item)| item).collect()
}

/// Puts tables into the cells of others that they are drawn in; the rest with their tops.
fn nest_tables(mut tables: Vec<(PageTable, RuledTable)>) -> Vec<(PageTable, f32)> {
    let width = |table: &RuledTable| table.area().right - table.area().left;
    tables.sort_by(|(_, one), (_, other)| width(one).total_cmp(&width(other)));
    let mut outermost = Vec::new();
    while !tables.is_empty() {
        let (inner, drawn) = tables.remove(0);
        let area = drawn.area();
        let host = tables.iter_mut().find_map(|(host, wider)| {
            let at = wider.region_at((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0)?;
            let region = wider.regions.get(at).filter(|region| lies_in(&area, &wider.region_area(region)))?;
            host.cells.iter_mut().find(|cell| cell.region == *region)
        });
        match host {
            Some(cell) => cell.inner.push(inner),
            None => outermost.push((inner, area.top)),
        }
    }
    outermost
}

fn lies_in(one: &Area, other: &Area) -> bool {
    const NEAR: f32 = 1.0;
    other.left <= one.left + NEAR
        && one.right <= other.right + NEAR
        && other.top <= one.top + NEAR
        && one.bottom <= other.bottom + NEAR
}

fn fill_table(table: &RuledTable, cells: Vec<Vec<Glyph>>) -> PageTable {
    let fill = |(region, glyphs): (&Region, Vec<Glyph>)| {
        let area = table.region_area(region);
        let lines = compose_lines(glyphs);
        let text = text_of_lines(&lines, Measure::of_cell(area.left, area.right, &lines));
        PageCell { region: *region, text, inner: Vec::new() }
    };
    let mut cells: Vec<PageCell> = table.regions.iter().zip(cells).map(fill).collect();
    absorb_slivers(&mut cells, &table.xs);
    cells.sort_by_key(|cell| (cell.region.row, cell.region.column));
    let rows = table.ys.len().saturating_sub(1);
    PageTable { xs: table.xs.clone(), rows, cells, broken_above: false, broken_below: false }
}

impl PageTable {
    /// Puts another page's part of this table below it; false where it is another table.
    pub fn append(&mut self, next: &PageTable) -> bool {
        const NEAR: f32 = 3.0;
        let place = |x: &f32| self.xs.iter().position(|own| (own - x).abs() <= NEAR);
        let columns: Option<Vec<usize>> = next.xs.iter().map(place).collect();
        let Some(columns) = columns else { return false };
        let same_sides = columns.first() == Some(&0) && columns.last() == Some(&(self.xs.len() - 1));
        if !same_sides {
            return false;
        }
        let moved = |region: &Region| {
            let left = columns.get(region.column).copied().unwrap_or(0);
            let right = columns.get(region.column + region.width).copied().unwrap_or(left + 1);
            Region { row: region.row, column: left, height: region.height, width: right.saturating_sub(left).max(1) }
        };
        let cells: Vec<PageCell> =
            next.cells.iter().map(|cell| PageCell { region: moved(&cell.region), ..cell.clone() }).collect();
        let heads = self.heads_again(&cells);
        let broken = self.goes_on_in(&cells, heads, self.broken_below && next.broken_above);
        // the first row of the next page's that is a row of its own
        let first = if broken { heads + 1 } else { 0 };
        for cell in cells {
            if cell.region.row >= first {
                let region = Region { row: cell.region.row - first + self.rows, ..cell.region };
                self.cells.push(PageCell { region, ..cell });
            } else if cell.region.row == heads {
                self.extend_last(cell);
            }
        }
        self.rows += next.rows - first;
        self.broken_below = next.broken_below;
        true
    }

    /// How many rows another page begins with that this table began with: the head of a list, printed on every page.
    fn heads_again(&self, next: &[PageCell]) -> usize {
        const DEEPEST: usize = 5;
        let again = |start: usize| {
            let alike = |row: &usize| {
                let own = row_of(&self.cells, start + row);
                own.iter().filter(|(_, text)| !text.is_empty()).count() > 1 && own == row_of(next, *row)
            };
            (0..DEEPEST).take_while(alike).count()
        };
        (0..DEEPEST).map(again).find(|rows| *rows > 0).unwrap_or(0)
    }

    /// Whether the last row goes on in this one of the next page: the same cells, and no rule between them or no label before the text.
    fn goes_on_in(&self, next: &[PageCell], row: usize, is_open: bool) -> bool {
        let spans = |cell: &PageCell| (cell.region.column, cell.region.width);
        let own: Vec<_> = self.cells.iter().filter(|cell| cell.region.row + cell.region.height == self.rows).collect();
        let first: Vec<_> = next.iter().filter(|cell| cell.region.row == row).collect();
        let same = own.len() == first.len()
            && own
                .iter()
                .zip(&first)
                .all(|(own, next)| spans(own) == spans(next) && (is_open || next.region.height == 1));
        let label_missing = first.len() > 1 && first.first().is_some_and(|cell| cell.text.is_empty());
        same && (is_open || label_missing && own.first().is_some_and(|cell| !cell.text.is_empty()))
    }

    fn extend_last(&mut self, more: PageCell) {
        let spans = |region: &Region| (region.column, region.width);
        let rows = self.rows;
        let own = self
            .cells
            .iter_mut()
            .rev()
            .find(|own| own.region.row + own.region.height == rows && spans(&own.region) == spans(&more.region));
        let Some(own) = own else { return };
        own.region.height += more.region.height - 1;
        own.inner.extend(more.inner);
        if more.text.is_empty() {
            return;
        }
        // whether the break stood within a paragraph is told by how the text ends
        let ended = own.text.is_empty() || own.text.ends_with(['。', '！', '？', '；', '.', '!', '?', ';', '：', ':']);
        if ended {
            own.text.push_str(if own.text.is_empty() { "" } else { "\n" });
            own.text.push_str(&more.text);
        } else {
            join_texts(&mut own.text, false, &more.text);
        }
    }
}

/// The cells of a row: where each stands, and its text.
fn row_of(cells: &[PageCell], row: usize) -> Vec<(Region, &str)> {
    // cells stand in the order of their rows
    let own = cells.iter().take_while(|cell| cell.region.row <= row).filter(|cell| cell.region.row == row);
    own.map(|cell| (Region { row: 0, ..cell.region }, cell.text.as_str())).collect()
}
