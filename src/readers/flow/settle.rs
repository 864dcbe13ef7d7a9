//! Gives a parsed [`Flow`] its places: paragraphs and tables numbered in their stories, cells by their paths, marks and text boxes anchored.

use std::sync::Arc;

use crate::model::Anchor;
use crate::model::Block;
use crate::model::Document;
use crate::model::Grid;
use crate::model::GridKind;
use crate::model::InText;
use crate::model::Mark;
use crate::model::Paragraph;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;
use crate::readers::flow::Aside;
use crate::readers::flow::Flow;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowMark;
use crate::readers::flow::FlowParagraph;
use crate::readers::flow::NoteKind;
use crate::readers::flow::hold_text;
use crate::readers::flow::region::Region;
use crate::readers::package::emptied_text;
use crate::readers::package::hidden_text;
use crate::readers::package::white_text;

/// Fills a Document's body, stories and marks.
pub fn settle(document: &mut Document, flow: Flow) {
    let mut settler = Settler::default();
    document.body = settler.settle_story(StoryKind::Body, flow.body);
    if settler.white && !flow.coloured {
        document.troubles.push(white_text());
    }
    if settler.hidden || flow.hidden {
        document.troubles.push(hidden_text());
    }
    if settler.emptied {
        document.troubles.push(emptied_text());
    }
    let headers = (1..).zip(flow.headers).map(|(number, blocks)| (StoryKind::Header(number), blocks));
    let footers = (1..).zip(flow.footers).map(|(number, blocks)| (StoryKind::Footer(number), blocks));
    let mut around = Vec::new();
    for (kind, blocks) in headers.chain(footers).collect::<Vec<_>>() {
        let blocks = settler.settle_story(kind, blocks);
        around.push(Story { kind, anchor: None, blocks });
    }
    document.stories = settler.text_boxes;
    document.stories.append(&mut settler.footnotes);
    document.stories.append(&mut settler.endnotes);
    document.stories.append(&mut around);
    document.stories.append(&mut settler.comments);
    document.marks = settler.marks;
}

#[derive(Debug, Default)]
struct Settler {
    text_boxes: Vec<Story>,
    footnotes: Vec<Story>,
    endnotes: Vec<Story>,
    comments: Vec<Story>,
    marks: Vec<Mark>,
    /// Some of the text is white.
    white: bool,
    /// Some of the text is hidden.
    hidden: bool,
    /// A cell, or an answer behind its colon, is empty by a tracked deletion alone.
    emptied: bool,
    here: Here,
}

/// Where settling stands.
#[derive(Clone, Debug)]
struct Here {
    story: StoryKind,
    path: Vec<(u32, u32, u32)>,
    paragraphs: u32,
    box_anchor: Option<Anchor>,
}

impl Default for Here {
    fn default() -> Self {
        Self { story: StoryKind::Body, path: Vec::new(), paragraphs: 0, box_anchor: None }
    }
}

impl Here {
    fn spot(&self) -> Spot {
        match self.path.is_empty() {
            true => Spot::Paragraph { story: self.story, number: self.paragraphs },
            false => Spot::TableCell { story: self.story, path: self.path.clone() },
        }
    }

    fn is_header(&self) -> bool {
        matches!(self.story, StoryKind::Header(_) | StoryKind::Footer(_))
    }

    fn anchor(&self, inline: bool) -> Option<Anchor> {
        match &self.box_anchor {
            // In a table in a box the cell says more than where the box hangs.
            Some(anchor) if self.path.is_empty() => Some(anchor.clone()),
            None if self.is_header() => None,
            _ => Some(Anchor { from: self.spot(), to: None, inline, middle: None, in_text: InText::default() }),
        }
    }
}

impl Settler {
    fn settle_story(&mut self, story: StoryKind, blocks: Vec<FlowBlock>) -> Vec<Block> {
        self.settle_at(Here { story, ..Here::default() }, blocks)
    }

    fn settle_at(&mut self, here: Here, blocks: Vec<FlowBlock>) -> Vec<Block> {
        let outer = std::mem::replace(&mut self.here, here);
        let settled = self.settle_blocks(blocks);
        self.here = outer;
        settled
    }

    fn settle_blocks(&mut self, blocks: Vec<FlowBlock>) -> Vec<Block> {
        let mut settled = Vec::with_capacity(blocks.len());
        let mut tables = 0;
        for block in blocks {
            match block {
                FlowBlock::Paragraph(paragraph) => self.settle_paragraph(paragraph, &mut settled),
                FlowBlock::Table(cells) if cells.is_empty() => {}
                FlowBlock::Table(cells) => {
                    tables += 1;
                    settled.push(Block::Grid(self.settle_table(tables, cells)));
                }
            }
        }
        settled
    }

    fn settle_paragraph(&mut self, paragraph: FlowParagraph, settled: &mut Vec<Block>) {
        let FlowParagraph { line, heading, numbered, asides } = paragraph;
        self.white |= line.white;
        self.hidden |= line.hidden;
        self.emptied |= line.lost_answer();
        if self.here.path.is_empty() {
            self.here.paragraphs += 1;
        }
        settled.push(Block::Paragraph(Paragraph {
            spot: self.here.spot(),
            text: line.text,
            heading,
            bold: line.bold.unwrap_or(false),
            numbered,
            underlined_blank: line.underlined_blank,
        }));
        for aside in asides {
            match aside {
                Aside::Mark(mark) => self.settle_mark(*mark),
                Aside::TextBox { inline, blocks } if hold_text(&blocks) => {
                    self.settle_text_box(inline, blocks, settled)
                }
                // Marks of a box without text still count.
                Aside::TextBox { blocks, .. } => {
                    drop(self.settle_at(self.inside_of_box(StoryKind::TextBox(0)), blocks))
                }
                Aside::Note { kind, blocks } => self.settle_note(kind, blocks),
            }
        }
    }

    fn inside_of_box(&self, story: StoryKind) -> Here {
        Here { story, box_anchor: self.here.anchor(false), ..Here::default() }
    }

    fn settle_mark(&mut self, mark: FlowMark) {
        let FlowMark { kind, picture, inline, name, extent, in_text } = mark;
        let (anchor, in_header) = (self.here.anchor(inline), self.here.is_header());
        let anchor = anchor.map(|anchor| anchor.within(in_text));
        self.marks.push(Mark { kind, anchor, in_header, picture, name, extent });
    }

    /// A text box is a story of its own in the body, and part of the story elsewhere.
    fn settle_text_box(&mut self, inline: bool, blocks: Vec<FlowBlock>, settled: &mut Vec<Block>) {
        if !matches!(self.here.story, StoryKind::Body | StoryKind::TextBox(_)) {
            settled.extend(self.settle_blocks(blocks));
            return;
        }
        let at = self.text_boxes.len();
        let kind = StoryKind::TextBox(u32::try_from(at + 1).unwrap_or(u32::MAX));
        let anchor = self.here.anchor(inline);
        self.text_boxes.push(Story { kind, anchor: anchor.clone(), blocks: Vec::new() });
        let blocks = self.settle_at(Here { story: kind, box_anchor: anchor, ..Here::default() }, blocks);
        if let Some(story) = self.text_boxes.get_mut(at) {
            story.blocks = blocks;
        }
    }

    fn settle_note(&mut self, note: NoteKind, blocks: Vec<FlowBlock>) {
        let list = |settler: &mut Self| match note {
            NoteKind::Footnote => std::mem::take(&mut settler.footnotes),
            NoteKind::Endnote => std::mem::take(&mut settler.endnotes),
            NoteKind::Comment => std::mem::take(&mut settler.comments),
        };
        let mut stories = list(self);
        let number = u32::try_from(stories.len() + 1).unwrap_or(u32::MAX);
        let kind = match note {
            NoteKind::Footnote => StoryKind::Footnote(number),
            NoteKind::Endnote => StoryKind::Endnote(number),
            NoteKind::Comment => StoryKind::Comment(number),
        };
        let anchor = self.here.anchor(true);
        let blocks = self.settle_story(kind, blocks);
        stories.push(Story { kind, anchor, blocks });
        match note {
            NoteKind::Footnote => self.footnotes = stories,
            NoteKind::Endnote => self.endnotes = stories,
            NoteKind::Comment => self.comments = stories,
        }
    }

    fn settle_table(&mut self, number: u32, cells: Vec<(Region, Vec<FlowBlock>)>) -> Grid {
        self.here.path.push((number, 0, 0));
        let origin = Spot::TableCell { story: self.here.story, path: self.here.path.clone() };
        let mut settled = Vec::with_capacity(cells.len());
        for (region, blocks) in cells {
            if let Some(last) = self.here.path.last_mut() {
                (last.1, last.2) = (region.row, region.column);
            }
            let lost =
                |block: &FlowBlock| matches!(block, FlowBlock::Paragraph(paragraph) if paragraph.line.lost_all());
            self.emptied |= blocks.iter().any(lost) && !hold_text(&blocks);
            settled.push(region.with_blocks(self.settle_blocks(blocks)));
        }
        self.here.path.pop();
        Grid {
            kind: GridKind::Table,
            name: Arc::from(format!("表{number}")),
            origin,
            hidden: false,
            rows: settled.iter().map(|cell| cell.row + cell.height).max().unwrap_or(0),
            columns: settled.iter().map(|cell| cell.column + cell.width).max().unwrap_or(0),
            cells: settled,
        }
    }
}
