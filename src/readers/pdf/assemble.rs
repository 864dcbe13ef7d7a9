//! The pages of a PDF as one Document: tables that a page's end broke put together, lines joined to paragraphs, margins set
//! apart.

use std::sync::Arc;

use crate::model::Block;
use crate::model::Cell;
use crate::model::CellContent;
use crate::model::Document;
use crate::model::Grid;
use crate::model::GridKind;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::Paragraph;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;
use crate::readers::pdf::lines::Measure;
use crate::readers::pdf::lines::TextLine;
use crate::readers::pdf::lines::join_texts;
use crate::readers::pdf::margins::take_margins;
use crate::readers::pdf::page::Item;
use crate::readers::pdf::page::PageCell;
use crate::readers::pdf::page::PageRead;
use crate::readers::pdf::page::PageTable;

/// Fills a Document with what pages came to.
pub fn assemble(document: &mut Document, mut pages: Vec<PageRead>) {
    let margins = take_margins(&mut pages);
    let mut draft = Draft::default();
    let mut turned = Vec::new();
    for page in pages {
        if page.is_scan || page.has_picture {
            document.marks.push(picture_of_page());
        }
        draft.take_page(page.number, page.items, page.width);
        turned.extend(page.turned);
    }
    document.body = draft.finish();
    for (number, text) in (1..).zip(margins.into_iter().chain(turned)) {
        let spot = Spot::Paragraph { story: StoryKind::Header(number), number: 1 };
        let blocks = vec![Block::Paragraph(plain(spot, text))];
        document.stories.push(Story { kind: StoryKind::Header(number), anchor: None, blocks });
    }
}

/// A picture, or shapes, of which a program sees nothing but that they are there.
fn picture_of_page() -> Mark {
    Mark { kind: MarkKind::Picture, anchor: None, in_header: false, picture: None, name: String::new(), extent: None }
}

fn plain(spot: Spot, text: String) -> Paragraph {
    Paragraph { spot, text, heading: None, bold: false, numbered: false, underlined_blank: false }
}

#[derive(Default)]
struct Draft {
    blocks: Vec<Drafted>,
    page: u32,
    lines: u32,
    tables: u32,
}

enum Drafted {
    /// A paragraph, and the line and the measure that its last line was set by.
    Paragraph(Paragraph, TextLine, Measure),
    /// A table, and the page and number that it begins with.
    Table(PageTable, u32, u32),
}

impl Draft {
    fn take_page(&mut self, page: u32, items: Vec<Item>, width: f32) {
        // two pages may share a sheet
        if self.page != page {
            (self.page, self.lines) = (page, 0);
        }
        let lines: Vec<&TextLine> = items
            .iter()
            .filter_map(|item| match item {
                Item::Line(line) => Some(line),
                Item::Table(_) => None,
            })
            .collect();
        let measure = Measure::of_page(&lines, width);
        for (at, item) in items.into_iter().enumerate() {
            match item {
                Item::Line(line) => self.take_line(page, line, measure),
                Item::Table(table) => self.take_table(page, table, at == 0),
            }
        }
    }

    fn take_line(&mut self, page: u32, line: TextLine, measure: Measure) {
        self.lines += 1;
        if let Some(Drafted::Paragraph(paragraph, last, last_measure)) = self.blocks.last_mut()
            && last_measure
                .goes_on(last, &TextLine { left: line.left - measure.left + last_measure.left, ..line.clone() })
            && (line.y < last.y || line.y - last.y < 2.6 * line.size)
        {
            join_texts(&mut paragraph.text, last.blank_behind, &line.text);
            (*last, *last_measure) = (line, measure);
            return;
        }
        let paragraph = plain(Spot::PageLine { page, line: self.lines }, line.text.clone());
        self.blocks.push(Drafted::Paragraph(paragraph, line, measure));
    }

    fn take_table(&mut self, page: u32, table: PageTable, first_of_page: bool) {
        if first_of_page
            && let Some(Drafted::Table(before, ..)) = self.blocks.last_mut()
            && before.append(&table)
        {
            return;
        }
        self.tables += 1;
        self.blocks.push(Drafted::Table(table, page, self.tables));
    }

    fn finish(self) -> Vec<Block> {
        // tables within tables are numbered behind all others
        let mut tables = self.tables;
        let block = |drafted| match drafted {
            Drafted::Paragraph(paragraph, ..) => Block::Paragraph(paragraph),
            Drafted::Table(table, page, number) => Block::Grid(grid_of(table, page, number, &mut tables)),
        };
        self.blocks.into_iter().map(block).collect()
    }
}

fn grid_of(table: PageTable, page: u32, number: u32, tables: &mut u32) -> Grid {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let mut nest = |inner: PageTable| {
        *tables += 1;
        let number = *tables;
        Block::Grid(grid_of(inner, page, number, tables))
    };
    let mut cell = |PageCell { region, text, inner }: PageCell| Cell {
        row: count(region.row),
        column: count(region.column),
        height: count(region.height),
        width: count(region.width),
        content: if text.is_empty() { CellContent::Empty } else { CellContent::Text },
        hidden: false,
        blocks: match inner.is_empty() {
            true => Vec::new(),
            false => {
                let spot = Spot::PageCell { page, table: number, row: count(region.row), column: count(region.column) };
                let own = (!text.is_empty()).then(|| Block::Paragraph(plain(spot, text.clone())));
                own.into_iter().chain(inner.into_iter().map(&mut nest)).collect()
            }
        },
        text,
    };
    let (rows, columns) = (count(table.rows), count(table.xs.len().saturating_sub(1)));
    let cells = table.cells.into_iter().map(&mut cell).collect();
    Grid {
        kind: GridKind::Table,
        name: Arc::from(format!("表{number}")),
        origin: Spot::PageCell { page, table: number, row: 0, column: 0 },
        hidden: false,
        rows,
        columns,
        cells,
    }
}
