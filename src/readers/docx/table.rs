//! Tables of a Word document as grids (ECMA-376 part 1, 17.4): rows, cells with their spans, tables within cells; rows and cells that a
//! tracked change deletes are gone.

use std::sync::Arc;

use crate::model::Block;
use crate::model::Cell;
use crate::model::Grid;
use crate::model::GridKind;
use crate::model::Spot;
use crate::readers::docx::run_properties::is_on;
use crate::readers::docx::story::StoryReader;
use crate::readers::docx::story::hold_text;
use crate::readers::flow::region::Placed;
use crate::readers::flow::region::Regions;
use crate::readers::flow::region::Vertical;
use crate::readers::package::incomplete;
use crate::readers::xml::Element;

/// Root element of the text that Word 2003 XML is taken apart into; of a package it is `document`.
const ROOT_OF_2003: &str = "body";

/// A table while it is read.
#[derive(Debug, Default)]
struct Table {
    regions: Regions,
    /// What is in each region.
    contents: Vec<Vec<Block>>,
    /// Whether LibreOffice wrote it as Word 2003 XML, which leaves out cells that go on from above: of the programs that write this
    /// format it alone gives the width of a column in parts of a twip.
    loses_spans: bool,
}

/// What a cell's properties say of its shape.
#[derive(Debug, Default)]
struct CellShape {
    width: u32,
    vertical: Vertical,
    continues_left: bool,
    deleted: bool,
}

/// What a row's properties say.
#[derive(Debug, Default)]
struct RowShape {
    before: u32,
    after: u32,
    hidden: bool,
    deleted: bool,
}

impl<'x> StoryReader<'x, '_, '_> {
    /// Reads the `w:tbl` opened last. A table of which no row is left is none.
    pub fn read_table(&mut self, blocks: &mut Vec<Block>) {
        let number = self.here.tables + 1;
        self.here.path.push((number, 0, 0));
        let mut table = Table::default();
        self.read_rows(&mut table);
        self.here.tables = number;
        self.here.path.pop();
        if table.regions.all.is_empty() {
            self.here.tables = number - 1;
            return;
        }
        let mut path = self.here.path.clone();
        path.push((number, 0, 0));
        let mut regions = table.regions;
        if table.loses_spans {
            regions.restore_lost_spans();
        } else if regions.lacks_a_cell() {
            self.paper.package.note(incomplete(format!("表{number}有一行比别的行少单元格，这里可能丢失了内容")));
        }
        let filled = regions.all.into_iter().zip(table.contents);
        let cells: Vec<Cell> = filled.map(|(region, blocks)| region.with_blocks(blocks)).collect();
        blocks.push(Block::Grid(Grid {
            kind: GridKind::Table,
            name: Arc::from(format!("表{number}")),
            origin: Spot::TableCell { story: self.here.story, path },
            hidden: false,
            rows: cells.iter().map(|cell| cell.row + cell.height).max().unwrap_or(0),
            columns: regions.columns,
            cells,
        }));
    }

    /// Reads the rows inside the element opened last.
    fn read_rows(&mut self, table: &mut Table) {
        while let Some(element) = self.xml.child() {
            self.read_table_part(&element, table);
        }
    }

    fn read_table_part(&mut self, element: &Element<'x>, table: &mut Table) {
        match element.name() {
            "tblGrid" => {
                let (widths, in_parts) = self.read_column_widths();
                table.loses_spans = in_parts && self.xml.root() == ROOT_OF_2003;
                table.regions = Regions::new(&widths);
            }
            "tr" => self.read_row(table),
            "sdt" => {
                let outer = self.placeholder;
                self.read_rows(table);
                self.placeholder = outer;
            }
            "sdtPr" => drop(self.read_control_properties()),
            "tblPr" | "tblPrEx" | "sdtEndPr" | "customXmlPr" => self.xml.skip(),
            "AlternateContent" => {
                self.read_alternate(&mut |reader, element| reader.read_table_part(&element, table));
            }
            _ => self.read_rows(table),
        }
    }

    /// The widths of the columns, and whether any is told in parts of its unit.
    fn read_column_widths(&mut self) -> (Vec<u64>, bool) {
        let (mut widths, mut in_parts) = (Vec::new(), false);
        while let Some(child) = self.xml.child() {
            if child.name() == "gridCol" {
                in_parts |= child.attribute("w").is_some_and(|width| width.contains('.'));
                widths.push(child.number("w").unwrap_or(0));
            }
            self.xml.skip();
        }
        (widths, in_parts)
    }

    fn read_row(&mut self, table: &mut Table) {
        let mut shape = RowShape::default();
        self.read_row_parts(table, &mut shape);
        if !shape.deleted {
            table.regions.leave(shape.after);
            table.regions.end_row();
        }
    }

    /// Reads the cells inside the element opened last.
    fn read_row_parts(&mut self, table: &mut Table, shape: &mut RowShape) {
        while let Some(element) = self.xml.child() {
            self.read_row_part(&element, table, shape);
        }
    }

    fn read_row_part(&mut self, element: &Element<'x>, table: &mut Table, shape: &mut RowShape) {
        match element.name() {
            "trPr" => {
                *shape = self.read_row_shape();
                table.regions.leave(shape.before);
            }
            _ if shape.deleted => self.paper.aside.emptied |= !self.xml.text().trim().is_empty(),
            "tc" => self.read_cell(table, shape),
            "sdt" => {
                let outer = self.placeholder;
                self.read_row_parts(table, shape);
                self.placeholder = outer;
            }
            "sdtPr" => drop(self.read_control_properties()),
            "tblPrEx" | "sdtEndPr" | "customXmlPr" => self.xml.skip(),
            "AlternateContent" => {
                self.read_alternate(&mut |reader, element| reader.read_row_part(&element, table, shape));
            }
            _ => self.read_row_parts(table, shape),
        }
    }

    fn read_row_shape(&mut self) -> RowShape {
        let mut shape = RowShape::default();
        while let Some(child) = self.xml.child() {
            match child.name() {
                "gridBefore" => shape.before = columns_of(&child).unwrap_or(0),
                "gridAfter" => shape.after = columns_of(&child).unwrap_or(0),
                "hidden" => shape.hidden = is_on(&child),
                "del" => shape.deleted = true,
                _ => {}
            }
            self.xml.skip();
        }
        shape
    }

    fn read_cell(&mut self, table: &mut Table, row: &RowShape) {
        if !self.paper.takes_cell() {
            return self.xml.skip();
        }
        let outer = self.pending.take();
        let around = std::mem::take(&mut self.emptied);
        let mut blocks = Vec::new();
        let mut placed = None;
        while let Some(element) = self.xml.child() {
            if placed.is_some() && element.name() == "tcPr" {
                self.xml.skip();
            } else if placed.is_none() {
                let shape = if element.name() == "tcPr" { self.read_cell_shape() } else { CellShape::default() };
                if shape.deleted {
                    self.skip_siblings();
                    break;
                }
                placed = Some(self.place_cell(table, row, &shape));
            }
            if element.name() != "tcPr" {
                self.read_block(element, &mut blocks);
            }
        }
        self.flush_pending(&mut blocks);
        self.pending = outer;
        self.paper.aside.emptied |= std::mem::replace(&mut self.emptied, around) && !hold_text(&blocks);
        let Some(Placed::Own(at) | Placed::Part(at)) = placed else { return };
        let Some(content) = table.contents.get_mut(at) else { return };
        let (text, known) = (text_in(&blocks), text_in(content));
        if placed == Some(Placed::Own(at)) {
            *content = blocks;
        } else if !text.is_empty() && text != known {
            let detail = "表格里有文字被合并的单元格盖住，Word 里看不见，没有读取";
            self.paper.package.note(incomplete(detail.to_owned()));
        }
    }

    fn skip_siblings(&mut self) {
        while self.xml.child().is_some() {
            self.xml.skip();
        }
    }

    /// Finds the cell's place in the grid, where reading now stands.
    fn place_cell(&mut self, table: &mut Table, row: &RowShape, shape: &CellShape) -> Placed {
        let to_the_left = if shape.continues_left { table.regions.widen_left(shape.width) } else { None };
        let placed = to_the_left.unwrap_or_else(|| table.regions.place(shape.width, shape.vertical, row.hidden));
        let (Placed::Own(at) | Placed::Part(at)) = placed;
        if let (Some(cell), Some(last)) = (table.regions.all.get(at), self.here.path.last_mut()) {
            (last.1, last.2) = (cell.row, cell.column);
        }
        table.contents.resize_with(table.regions.all.len(), Vec::new);
        self.here.tables = 0;
        placed
    }

    fn read_cell_shape(&mut self) -> CellShape {
        let mut shape = CellShape { width: 1, ..CellShape::default() };
        while let Some(child) = self.xml.child() {
            let value = child.attribute("val");
            match child.name() {
                "gridSpan" => shape.width = columns_of(&child).unwrap_or(1),
                // WordprocessingML 2003 writes these in small letters.
                "vMerge" | "vmerge" => shape.vertical = merge_of(value.as_deref()),
                "hMerge" | "hmerge" => shape.continues_left = merge_of(value.as_deref()) == Vertical::Continues,
                "cellDel" => shape.deleted = true,
                "cellMerge" => match child.attribute("vMerge").as_deref() {
                    Some("cont") => shape.vertical = Vertical::Continues,
                    Some("rest") => shape.vertical = Vertical::Begins,
                    _ => {}
                },
                _ => {}
            }
            self.xml.skip();
        }
        shape
    }
}

/// A number of columns; one that no table has is damage, and would push the cells behind it off the table.
fn columns_of(element: &Element) -> Option<u32> {
    const WIDEST: u32 = 1_024;
    element.number("val").filter(|columns| *columns <= WIDEST)
}

/// The text of the paragraphs of a cell, one behind the other.
fn text_in(blocks: &[Block]) -> String {
    let texts = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.trim()),
        Block::Grid(_) => None,
    });
    texts.collect()
}

fn merge_of(value: Option<&str>) -> Vertical {
    match value {
        Some("restart") => Vertical::Begins,
        _ => Vertical::Continues,
    }
}
