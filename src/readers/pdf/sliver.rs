//! What a table that is drawn within the cell of another, near its edges, leaves of that cell: strips too narrow for a character, which
//! are no cells.

use crate::readers::pdf::page::PageCell;
use crate::readers::pdf::ruled_table::Region;

/// Narrower than this is a strip, in points.
const NARROW: f32 = 8.0;

/// Gives the empty strips of a table to the cells beside them; `xs` are the lefts of its columns, and the right of the last.
pub fn absorb_slivers(cells: &mut Vec<PageCell>, xs: &[f32]) {
    let edge = |column: usize| xs.get(column).copied().unwrap_or(0.0);
    let is_sliver = |cell: &PageCell| {
        let region = &cell.region;
        edge(region.column + region.width) - edge(region.column) < NARROW
            && cell.text.is_empty()
            && cell.inner.is_empty()
    };
    let slivers: Vec<Region> = cells.iter().filter(|cell| is_sliver(cell)).map(|cell| cell.region).collect();
    for sliver in slivers {
        if widen_beside(cells, &sliver, true) || widen_beside(cells, &sliver, false) {
            cells.retain(|cell| cell.region != sliver);
        }
    }
}

/// Widens the cells right or left of a strip over it, where they are as tall as the strip between them.
fn widen_beside(cells: &mut [PageCell], sliver: &Region, right: bool) -> bool {
    let rows = sliver.row..sliver.row + sliver.height;
    let is_beside = |region: &Region| {
        let touches = match right {
            true => region.column == sliver.column + sliver.width,
            false => region.column + region.width == sliver.column,
        };
        touches && rows.contains(&region.row) && region.row + region.height <= rows.end
    };
    let beside = || cells.iter().map(|cell| &cell.region).filter(|region| is_beside(region));
    if beside().map(|region| region.height).sum::<usize>() != sliver.height {
        return false;
    }
    for cell in cells.iter_mut().filter(|cell| is_beside(&cell.region)) {
        cell.region.width += sliver.width;
        cell.region.column -= if right { sliver.width } else { 0 };
    }
    true
}
