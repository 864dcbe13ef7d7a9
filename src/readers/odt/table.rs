//! Tables of an OpenDocument text (ODF 1.3 part 3, 9.1): cells with their spans, the covered ones told, tables within cells.

use super::story::StoryReader;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowParagraph;
use crate::readers::flow::hold_text;
use crate::readers::flow::region::Region;
use crate::readers::span_grid::SpanGrid;
use crate::readers::span_grid::cut_to_rows;
use crate::readers::xml::Element;

/// Most repetitions of a cell or row that are believed.
const MOST_REPEATED: u32 = 1_024;

/// A table while it is read.
#[derive(Debug, Default)]
struct Table {
    grid: SpanGrid,
    cells: Vec<(Region, Vec<FlowBlock>)>,
}

impl<'x> StoryReader<'x, '_, '_, '_> {
    /// Reads the `table:table` opened last.
    pub fn read_table(&mut self) -> Vec<(Region, Vec<FlowBlock>)> {
        let mut table = Table::default();
        self.read_rows(&mut table);
        let rows = table.grid.row();
        cut_to_rows(table.cells.iter_mut().map(|(region, _)| region), rows);
        table.cells
    }

    fn read_rows(&mut self, table: &mut Table) {
        while let Some(element) = self.xml.child() {
            match element.name() {
                "table-row" => self.read_row(&element, table),
                "table-header-rows" | "table-rows" | "table-row-group" => self.read_rows(table),
                "title" | "desc" | "shapes" => self.xml.skip(),
                _ => self.xml.skip_unknown(),
            }
        }
    }

    fn read_row(&mut self, row: &Element, table: &mut Table) {
        let hidden = row.attribute("visibility").is_some_and(|shown| shown == "collapse");
        // Covered cells that the spanning cell before them has taken already; pandoc and others leave them out.
        let mut taken = 0;
        while let Some(element) = self.xml.child() {
            let count = |name: &str| element.number::<u32>(name).unwrap_or(1).max(1);
            let repeated = count("number-columns-repeated").min(MOST_REPEATED);
            match element.name() {
                "covered-table-cell" => {
                    let own = repeated.min(taken);
                    taken -= own;
                    table.grid.leave(repeated - own);
                    self.xml.skip();
                }
                "table-cell" => {
                    let (width, height) = (count("number-columns-spanned"), count("number-rows-spanned"));
                    let mut blocks = self.read_container();
                    if blocks.is_empty() {
                        blocks.push(FlowBlock::Paragraph(FlowParagraph::default()));
                    }
                    for _ in 0..repeated {
                        let Some(region) = table.grid.place(width, height, hidden) else {
                            if hold_text(&blocks) {
                                self.budget.leave_off_sheet();
                            }
                            break;
                        };
                        if !self.budget.take(0) {
                            break;
                        }
                        taken = region.width - 1;
                        table.cells.push((region, std::mem::take(&mut blocks)));
                    }
                }
                _ => self.xml.skip_unknown(),
            }
        }
        for _ in 0..row.number::<u32>("number-rows-repeated").unwrap_or(1).clamp(1, MOST_REPEATED) {
            table.grid.end_row();
        }
    }
}
