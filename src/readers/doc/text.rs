//! The text of a Word 97–2003 document, story by story, as a flow of paragraphs and tables ([MS-DOC] 2.4): runs with what is modified in
//! them, marks that end paragraphs, cells and rows, and characters that stand for something else.

use crate::model::InText;
use crate::model::MarkKind;
use crate::readers::doc::fib::Story;
use crate::readers::doc::file::WordFile;
use crate::readers::doc::form_data::shown_by_form;
use crate::readers::doc::properties::Characters;
use crate::readers::doc::properties::Paragraphs;
use crate::readers::doc::styles::ParagraphStyle;
use crate::readers::drawing::embedded::draws_picture;
use crate::readers::flow::Aside;
use crate::readers::flow::FlowBlock;
use crate::readers::flow::FlowMark;
use crate::readers::flow::field::FieldChange;
use crate::readers::flow::heading::heading_of_outline;
use crate::readers::flow::look::Look;
use crate::readers::flow::look::Seen;
use crate::readers::flow::story_draft::StoryDraft;
use crate::readers::flow::symbol::shown;

/// Text boxes and notes within each other deeper than this are left out.
const DEEPEST: usize = 3;

/// Ends a paragraph.
pub const PARAGRAPH: u16 = 0x0D;
/// Ends a cell or a row.
pub const CELL: u16 = 0x07;
/// Stands for what floats over the text.
pub const DRAWN: u16 = 0x08;
/// Stands for the symbol that the run's modifications name.
const SYMBOL: u16 = 0x28;
/// A page break, or the end of a section.
pub const PAGE: u16 = 0x0C;

/// Walks over one story.
struct Walker<'w, 'b> {
    file: &'w WordFile<'b>,
    depth: usize,
    draft: StoryDraft,
    /// Characters that have not been put yet.
    units: Vec<u16>,
    /// What the paragraph that is read holds.
    line: Held,
    /// What the rows that are open hold, from the outermost table inwards.
    rows: Vec<Held>,
}

/// Whether a line or a row holds text that stays, and text that a tracked change deletes.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    kept: bool,
    deleted: bool,
}

/// The blocks of a story or a part of one. Where a field never ends, its code would hide the rest: then codes are shown.
pub fn read_story(file: &WordFile, story: Story, depth: usize) -> Vec<FlowBlock> {
    if depth > DEEPEST {
        return Vec::new();
    }
    for trust_fields in [true, false] {
        let mut walker = Walker {
            file,
            depth,
            draft: StoryDraft::new(trust_fields),
            units: Vec::new(),
            line: Held::default(),
            rows: Vec::new(),
        };
        walker.walk(story);
        if !(trust_fields && walker.draft.fields.dangle()) {
            return walker.draft.finish();
        }
    }
    Vec::new()
}

impl Walker<'_, '_> {
    fn walk(&mut self, story: Story) {
        let end = story.end.min(self.file.pieces.text.len());
        let mut at = story.start;
        while at < end {
            let mark = self.file.paragraph_end(at, end);
            let properties = self.file.paragraph_at(mark.min(end - 1));
            let style = self.file.styles.paragraph(properties.style);
            self.walk_runs(at, mark, &style);
            if mark < end {
                self.end_paragraph(mark, &properties, &style);
            }
            at = mark + 1;
        }
    }

    fn walk_runs(&mut self, start: usize, end: usize, style: &ParagraphStyle) {
        let mut at = start;
        while at < end {
            let (characters, change) = self.file.characters_at(at);
            let stop = change.clamp(at + 1, end);
            let run = self.file.pieces.text.get(at..stop).unwrap_or_default();
            let is_text = run.iter().any(|&unit| unit > 0x20 || unit == DRAWN || unit == 0x01);
            self.line.deleted |= is_text && characters.deleted;
            self.line.kept |= is_text && !characters.deleted;
            if !characters.deleted {
                self.walk_run(at, stop, &characters, style);
            } else if is_text {
                self.draft.delete(&String::from_utf16_lossy(run));
            }
            at = stop;
        }
    }

    fn walk_run(&mut self, start: usize, stop: usize, characters: &Characters, style: &ParagraphStyle) {
        let seen = self.seen(characters, style.look);
        for at in start..stop {
            let Some(&unit) = self.file.pieces.text.get(at) else { break };
            if let Some((font, code)) = characters.symbol.filter(|_| unit == SYMBOL) {
                self.flush(seen);
                let font = self.file.fonts.get(usize::from(font)).copied().flatten();
                let character = char::from_u32(u32::from(code)).unwrap_or(' ');
                self.draft.put(shown(character, font).encode_utf8(&mut [0; 4]), Seen { font: None, ..seen });
            } else if unit >= 0x20 {
                self.units.push(unit);
            } else {
                self.flush(seen);
                self.read_control(at, unit, characters, seen);
            }
        }
        self.flush(seen);
    }

    fn seen(&self, characters: &Characters, paragraph: Look) -> Seen {
        let style = characters.style.map(|style| self.file.styles.character(style)).unwrap_or_default();
        let font = characters.font.map(|font| self.file.fonts.get(usize::from(font)).copied().flatten());
        let below = style.or(paragraph);
        let own = Look {
            bold: characters.bold.over(below.bold),
            hidden: characters.hidden.over(below.hidden),
            underlined: characters.underlined,
            struck: characters.struck.over(below.struck),
            font,
            white: characters.white,
        };
        own.over(paragraph, style)
    }

    /// Puts the characters collected so far.
    fn flush(&mut self, seen: Seen) {
        if self.units.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(&self.units);
        self.units.clear();
        self.draft.put(&text, seen);
    }

    /// A character below 0x20 ([MS-DOC] 2.4.1): a tab, a break, a mark of a field, something drawn, a reference.
    fn read_control(&mut self, at: usize, unit: u16, characters: &Characters, seen: Seen) {
        match unit {
            0x09 => self.draft.put("\t", seen),
            0x0B | PAGE | 0x0E => self.draft.put("\n", seen),
            0x1E => self.draft.put("-", seen),
            0x13 => self.draft.change_field(FieldChange::Begin, seen),
            0x14 => self.draft.change_field(FieldChange::Separate, seen),
            0x15 => self.draft.change_field(FieldChange::End, seen),
            0x01 if characters.is_form_data => {
                let shown = characters.data.and_then(|at| shown_by_form(self.file.data, at));
                self.draft.fields.set_form(shown);
            }
            _ if seen.hidden || !characters.special => {}
            0x01 => self.keep_inline_picture(characters),
            DRAWN => {
                for drawn in self.file.drawn_at(at, self.depth) {
                    self.draft.hang(drawn);
                }
            }
            0x02 | 0x05 => {
                if let Some(note) = self.file.note_at(at, self.depth) {
                    self.draft.hang(note);
                }
            }
            _ => {}
        }
    }

    fn keep_inline_picture(&mut self, characters: &Characters) {
        let Some(at) = characters.data else { return };
        let (picture, name, extent) = self.file.inline_picture(at);
        let program = self.draft.fields.result_code().and_then(|code| code.trim_start().strip_prefix("EMBED"));
        let is_picture = match program {
            Some(program) => draws_picture(program.trim_start()),
            None => !characters.is_object,
        };
        let kind = if is_picture { MarkKind::Picture } else { MarkKind::Object };
        self.draft.hang(Aside::Mark(Box::new(FlowMark {
            kind,
            picture,
            inline: true,
            name,
            extent,
            in_text: InText::default(),
        })));
    }

    /// Counts the line that ends among what the rows around it hold.
    fn hold_line(&mut self, depth: usize) {
        let line = std::mem::take(&mut self.line);
        self.rows.resize(depth, Held::default());
        for row in &mut self.rows {
            row.kept |= line.kept;
            row.deleted |= line.deleted;
        }
    }

    fn end_paragraph(&mut self, mark: usize, properties: &Paragraphs, style: &ParagraphStyle) {
        let deleted = self.file.characters_at(mark).0.deleted;
        let depth = properties.table_depth();
        self.hold_line(depth);
        if properties.ends_row || properties.ends_inner_row {
            let mut shape = properties.row.clone();
            // LibreOffice deletes the mark of the row above with a row: a row is gone whose text is.
            let held = self.rows.get_mut(depth.saturating_sub(1)).map(std::mem::take).unwrap_or_default();
            shape.deleted = !held.kept && (deleted || held.deleted);
            return self.draft.end_row(depth, shape);
        }
        let ends_cell = self.file.pieces.text.get(mark) == Some(&CELL) || properties.ends_inner_cell;
        if deleted && !ends_cell {
            // The next paragraph goes on in this line.
            return;
        }
        let outline = properties.outline.map(heading_of_outline);
        let numbered = self.file.shows_number(properties, style);
        self.draft.end_paragraph(depth, outline.unwrap_or(style.heading), numbered);
        if ends_cell {
            self.draft.end_cell(depth);
        }
    }
}

/// Whether this character ends a paragraph: a page break does where a section ends.
pub fn ends_paragraph(unit: u16, ends_section: bool) -> bool {
    matches!(unit, PARAGRAPH | CELL) || (unit == PAGE && ends_section)
}
