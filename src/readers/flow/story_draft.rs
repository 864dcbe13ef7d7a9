//! A story of a format in which text comes as runs, and marks end paragraphs, cells and rows (Word 97, RTF), while it is read.

use crate::model::InText;
use crate::model::MarkKind;
use crate::readers::flow::Aside;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowMark;
use crate::readers::flow::FlowParagraph;
use crate::readers::flow::field::FieldChange;
use crate::readers::flow::field::Fields;
use crate::readers::flow::line::Line;
use crate::readers::flow::look::Seen;
use crate::readers::flow::table_rows::RowShape;
use crate::readers::flow::table_rows::TableRows;

/// A story so far.
#[derive(Debug)]
pub struct StoryDraft {
    /// Fields that are open.
    pub fields: Fields,
    rows: TableRows,
    line: Line,
    asides: Vec<Aside>,
}

impl StoryDraft {
    /// An empty story; where fields are not trusted their codes are shown.
    pub fn new(trust_fields: bool) -> Self {
        Self {
            fields: Fields::new(trust_fields),
            rows: TableRows::default(),
            line: Line::default(),
            asides: Vec::new(),
        }
    }

    /// Adds a run of text, where it is seen; in a field's code it is code.
    pub fn put(&mut self, text: &str, seen: Seen) {
        if self.fields.in_code() {
            self.fields.add_code(text);
        } else if !text.is_empty() {
            self.line.put(text, seen);
            if !seen.hidden {
                self.fields.note_result();
            }
        }
    }

    /// Leaves out words that a tracked change deletes.
    pub fn delete(&mut self, words: &str) {
        if !self.fields.in_code() {
            self.line.delete(words);
        }
    }

    /// Begins, separates or ends a field; in the place of a shape that was lost on the way stands an object that cannot be seen.
    pub fn change_field(&mut self, change: FieldChange, seen: Seen) {
        if change == FieldChange::End && self.fields.lacks_shape() && !seen.hidden {
            let (kind, picture, name, extent) = (MarkKind::Object, None, String::new(), None);
            self.hang(Aside::Mark(Box::new(FlowMark {
                kind,
                picture,
                inline: false,
                name,
                extent,
                in_text: InText::default(),
            })));
        }
        if let Some(text) = self.fields.change(change) {
            self.put(&text, seen);
        }
    }

    /// Hangs something on the paragraph that is open, where it is seen.
    pub fn hang(&mut self, mut aside: Aside) {
        if let Aside::Mark(mark) = &mut aside
            && mark.inline
        {
            mark.in_text.follow(&self.line.text);
        }
        if !self.fields.in_code() {
            self.asides.push(aside);
        }
    }

    /// Whether there is anything in the paragraph that is open.
    pub fn has_line(&self) -> bool {
        !self.line.text.is_empty() || !self.asides.is_empty()
    }

    /// Ends the paragraph that is open; it stands in so many tables.
    pub fn end_paragraph(&mut self, depth: usize, heading: Option<u8>, numbered: bool) {
        let (line, asides) = (std::mem::take(&mut self.line), std::mem::take(&mut self.asides));
        self.rows.add_paragraph(depth, FlowParagraph { line, heading, numbered, asides });
    }

    /// Ends the cell that is open so deep; its last paragraph has been ended.
    pub fn end_cell(&mut self, depth: usize) {
        self.rows.end_cell(depth);
    }

    /// How many cells of the row that is open so deep have ended.
    pub fn cells_ended(&self, depth: usize) -> usize {
        self.rows.cells_ended(depth)
    }

    /// Ends the row that is open so deep.
    pub fn end_row(&mut self, depth: usize, shape: RowShape) {
        self.rows.end_row(depth, shape);
    }

    /// Everything; a paragraph that never ended is kept where there is anything in it.
    pub fn finish(mut self) -> Vec<FlowBlock> {
        if self.has_line() {
            self.end_paragraph(0, None, false);
        }
        self.rows.finish()
    }
}
