//! WPS's pictures in cells (`=DISPIMG("ID_…",1)`) in workbooks that another program saved: the call is left as the cell's text,
//! and the picture is lost. It stands there as a picture that nobody can see, not as a text and not as nothing.

use crate::model::Anchor;
use crate::model::Block;
use crate::model::Document;
use crate::model::Grid;
use crate::model::InText;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::readers::xlsx::in_cell::displayed_image_id;

/// Takes the calls out of the cells of a document, and leaves a picture without its content in the place of each.
pub fn take_displayed_pictures(document: &mut Document) {
    let mut marks = Vec::new();
    for block in &mut document.body {
        if let Block::Grid(grid) = block {
            take_from_grid(grid, &mut marks);
        }
    }
    document.marks.append(&mut marks);
}

fn take_from_grid(grid: &mut Grid, marks: &mut Vec<Mark>) {
    let calls: Vec<usize> = grid
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.text.contains("DISPIMG(") && displayed_image_id(&cell.text, "").is_some())
        .map(|(at, _)| at)
        .collect();
    for at in calls {
        let Some((row, column)) = grid.cells.get(at).map(|cell| (cell.row, cell.column)) else { continue };
        let place = Some((row, column));
        let anchor = Some(Anchor {
            from: grid.spot(row, column),
            to: place,
            inline: true,
            middle: place,
            in_text: InText::default(),
        });
        let (kind, name) = (MarkKind::Picture, String::new());
        marks.push(Mark { kind, anchor, in_header: false, picture: None, name, extent: None });
        if let Some(cell) = grid.cells.get_mut(at) {
            cell.text.clear();
        }
    }
}
