//! What lies on a sheet's cells, gathered and then put into the Document in reading order: marks, text boxes, comments, page
//! headers and footers.

use std::sync::Arc;

use super::controls::PlacedEntry;
use super::controls::Shown;
use super::controls::fill_words;
use super::geometry::Cover;
use super::geometry::Frame;
use super::geometry::Geometry;
use super::page_header::header_words;
use crate::model::Anchor;
use crate::model::Block;
use crate::model::Document;
use crate::model::Grid;
use crate::model::InText;
use crate::model::Mark;
use crate::model::MarkKind;
use crate::model::Paragraph;
use crate::model::Picture;
use crate::model::Spot;
use crate::model::Story;
use crate::model::StoryKind;
use crate::readers::drawing::shape_text::ShapeParagraph;

/// The finds of one sheet.
#[derive(Debug)]
pub struct Finds {
    sheet: Arc<str>,
    marks: Vec<Mark>,
    boxes: Vec<Words>,
    comments: Vec<(u32, u32, String)>,
    controls: Vec<((u32, u32), Shown)>,
    headers: Vec<(bool, String)>,
}

impl Finds {
    /// None yet, of this sheet.
    pub fn new(sheet: &Arc<str>) -> Self {
        let sheet = Arc::clone(sheet);
        Self {
            sheet,
            marks: Vec::new(),
            boxes: Vec::new(),
            comments: Vec::new(),
            controls: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// The anchor of something that covers these cells.
    pub fn anchor(&self, cover: Cover) -> Anchor {
        let from = self.spot(cover.from);
        let in_text = InText { down: Some(cover.down), ..InText::default() };
        Anchor { from, to: Some(cover.to), inline: false, middle: Some(cover.middle), in_text }
    }

    /// The anchor of something that covers this rectangle.
    pub fn anchor_of_frame(&self, geometry: &Geometry, frame: Frame) -> Anchor {
        self.anchor(geometry.cover(frame))
    }

    /// The anchor of something inside a cell.
    pub fn anchor_in_cell(&self, row: u32, column: u32) -> Anchor {
        let place = Some((row, column));
        Anchor { from: self.spot((row, column)), to: place, inline: true, middle: place, in_text: InText::default() }
    }

    /// Something that might be a signature.
    pub fn add_mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    /// A picture that no cell holds, of a page header or the background: no more a signature than a letterhead is.
    pub fn add_letterhead(&mut self, picture: Picture, name: String, extent: Option<(u64, u64)>) {
        let picture = Some(picture);
        self.marks.push(Mark { kind: MarkKind::Picture, anchor: None, in_header: true, picture, name, extent });
    }

    /// A text box; one without words is left out.
    pub fn add_box(&mut self, anchor: Option<Anchor>, paragraphs: Vec<ShapeParagraph>) {
        if paragraphs.iter().any(|paragraph| !paragraph.text.trim().is_empty()) {
            self.boxes.push((anchor, paragraphs));
        }
    }

    /// A control that shows something which no cell holds, over this cell.
    pub fn add_control(&mut self, anchor: Option<&Anchor>, shown: Shown) {
        if let Some(cell) = anchor.and_then(|anchor| anchor.middle) {
            self.controls.push((cell, shown));
        }
    }

    /// A comment at a cell; one without words is left out.
    pub fn add_comment(&mut self, row: u32, column: u32, text: String) {
        if !text.trim().is_empty() {
            self.comments.push((row, column, text));
        }
    }

    /// A page header (true) or footer with its codes; one without words is left out.
    pub fn add_header(&mut self, is_header: bool, code: &str) {
        let words = header_words(code);
        if !words.is_empty() {
            self.headers.push((is_header, words));
        }
    }

    /// What controls show goes into the sheet's blank cells; the entries of lists, which may stand in any sheet, are left for the end.
    pub fn settle_controls(&mut self, grid: &mut Grid) -> Vec<PlacedEntry> {
        fill_words(grid, std::mem::take(&mut self.controls))
    }

    /// Puts all into the Document, numbered on from what is there.
    pub fn settle(mut self, document: &mut Document) {
        self.marks.sort_by_key(|mark| reading_order(mark.anchor.as_ref()));
        self.boxes.sort_by_key(|(anchor, _)| reading_order(anchor.as_ref()));
        self.comments.sort_by_key(|(row, column, _)| (*row, *column));
        document.marks.append(&mut self.marks);
        add_stories(document, StoryKind::TextBox, self.boxes);
        let sheet = Arc::clone(&self.sheet);
        let comments = self.comments.into_iter().map(|(row, column, text)| {
            let from = Spot::SheetCell { sheet: Arc::clone(&sheet), row, column };
            (
                Some(Anchor { from, to: None, inline: true, middle: None, in_text: InText::default() }),
                plain_lines(&text),
            )
        });
        add_stories(document, StoryKind::Comment, comments.collect());
        for (kind, is_header) in [(StoryKind::Header as fn(u32) -> StoryKind, true), (StoryKind::Footer, false)] {
            let alike = self.headers.iter().filter(|(of_header, _)| *of_header == is_header);
            let anchor = || {
                let from = Spot::Sheet(Arc::clone(&self.sheet));
                Some(Anchor { from, to: None, inline: false, middle: None, in_text: InText::default() })
            };
            add_stories(document, kind, alike.map(|(_, words)| (anchor(), plain_lines(words))).collect());
        }
    }

    fn spot(&self, (row, column): (u32, u32)) -> Spot {
        Spot::SheetCell { sheet: Arc::clone(&self.sheet), row, column }
    }
}

/// Each line a paragraph.
pub fn plain_lines(text: &str) -> Vec<ShapeParagraph> {
    text.lines().map(|line| ShapeParagraph { text: line.to_owned(), ..ShapeParagraph::default() }).collect()
}

/// Where a story is anchored, and its paragraphs.
type Words = (Option<Anchor>, Vec<ShapeParagraph>);

/// Adds stories of one kind, numbered on from those that are there.
fn add_stories(document: &mut Document, kind: fn(u32) -> StoryKind, stories: Vec<Words>) {
    if stories.is_empty() {
        return;
    }
    let alike = |story: &&Story| std::mem::discriminant(&story.kind) == std::mem::discriminant(&kind(1));
    let known = u32::try_from(document.stories.iter().filter(alike).count()).unwrap_or(u32::MAX);
    for (number, (anchor, paragraphs)) in (known.saturating_add(1)..).zip(stories) {
        let kind = kind(number);
        let blocks = (1..).zip(paragraphs).map(|(number, paragraph)| {
            Block::Paragraph(Paragraph {
                spot: Spot::Paragraph { story: kind, number },
                text: paragraph.text,
                heading: None,
                bold: paragraph.bold,
                numbered: false,
                underlined_blank: paragraph.underlined_blank,
            })
        });
        document.stories.push(Story { kind, anchor, blocks: blocks.collect() });
    }
}

/// Reading order on a sheet; what has no place comes last.
fn reading_order(anchor: Option<&Anchor>) -> (bool, u32, u32) {
    match anchor.map(|anchor| &anchor.from) {
        Some(Spot::SheetCell { row, column, .. }) => (false, *row, *column),
        _ => (true, 0, 0),
    }
}
