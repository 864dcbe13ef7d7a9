//! Control words and symbols of an RTF that are no destinations: characters, formatting, ends of paragraphs, cells and rows.

use crate::readers::flow::heading::heading_of_outline;
use crate::readers::package::too_many_paragraphs;
use crate::readers::rtf::reader::Reader;
use crate::readers::rtf::state::Characters;
use crate::readers::rtf::state::Destination;

impl Reader<'_> {
    /// Applies a control word.
    pub(super) fn apply_word(&mut self, word: &str, number: Option<i32>) {
        if let Some(character) = character_of(word) {
            if !self.skip_one() {
                self.put(character);
            }
            return;
        }
        match self.state.destination {
            Destination::Fonts => return self.fonts.apply(word, number),
            Destination::Styles => return self.styles.apply(word, number),
            Destination::Picture => return self.apply_to_drawing(word, number),
            _ => {}
        }
        self.apply_to_drawing(word, number);
        if self.row.apply(word, number) || self.state.paragraphs.apply(word, number) {
            return;
        }
        if word == "plain" {
            self.state.characters =
                Characters { deleted: self.state.characters.deleted, ..Characters::plain(self.charsets.default_font) };
        } else if !self.state.characters.apply(word, number) && !self.apply_end(word) {
            self.apply_setting(word, number);
        }
    }

    /// Ends a paragraph, a cell or a row; false where the word does not.
    fn apply_end(&mut self, word: &str) -> bool {
        let depth = self.state.paragraphs.table_depth();
        match word {
            "par" if !self.state.characters.deleted => self.end_paragraph(depth),
            "par" => {}
            "sect" => {
                if self.story().is_some_and(|story| story.has_line()) {
                    self.end_paragraph(depth);
                }
            }
            "cell" => self.end_cell(1),
            "nestcell" => self.end_cell(depth.max(2)),
            "row" => self.end_row(1),
            "nestrow" => self.end_row(depth.max(2)),
            _ => return false,
        }
        true
    }

    fn end_paragraph(&mut self, depth: usize) {
        if self.state.destination != Destination::Story {
            return;
        }
        self.paragraphs += 1;
        if self.paragraphs > self.limits.paragraphs {
            self.troubles.push(too_many_paragraphs(self.limits.paragraphs));
            return self.ended = true;
        }
        let own = self.state.paragraphs.outline.map(heading_of_outline);
        let heading = own.unwrap_or_else(|| self.styles.heading(self.state.paragraphs.style));
        let numbered = std::mem::take(&mut self.numbered);
        if let Some(story) = self.story() {
            story.end_paragraph(depth, heading, numbered);
        }
    }

    fn end_cell(&mut self, depth: usize) {
        if self.state.destination == Destination::Story {
            self.end_paragraph(depth);
            if let Some(story) = self.story() {
                story.end_cell(depth);
            }
        }
    }

    fn end_row(&mut self, depth: usize) {
        let shape = self.row.shape();
        if self.state.destination == Destination::Story
            && let Some(story) = self.story()
        {
            let edges = shape.edges.len().saturating_sub(1);
            let is_uneven = edges > 0 && story.cells_ended(depth) != edges;
            story.end_row(depth, shape);
            // The edges of a table in a cell stand behind its cells, and in the place of those of the row around it.
            let holds_table = std::mem::replace(&mut self.nested_in_row, depth > 1);
            self.uneven_rows |= is_uneven && depth == 1 && !holds_table;
        }
    }

    fn apply_setting(&mut self, word: &str, number: Option<i32>) {
        let value = number.unwrap_or(0);
        match word {
            "uc" => self.state.fallback = usize::try_from(value).unwrap_or(1),
            "mac" => self.charsets.of_macintosh = true,
            "ansicpg" => self.charsets.set_code_page(value),
            "deff" => {
                self.charsets.default_font = value;
                self.state.characters.font = value;
            }
            "deflang" | "deflangfe" => self.charsets.see_language(value),
            "ftnalt" => self.turn_into_endnote(),
            "nofpages" => self.keep_count("Pages", value),
            "nofwords" => self.keep_count("Words", value),
            "nofchars" => self.keep_count("Characters", value),
            "fftype" => self.form.kind = value,
            "ffres" => self.form.result = number,
            "ffdefres" => self.form.usual = number,
            _ => {}
        }
    }

    fn keep_count(&mut self, name: &str, value: i32) {
        self.properties.push((name.to_owned(), value.to_string()));
    }

    /// Applies a control symbol.
    pub(super) fn take_symbol(&mut self, symbol: u8) {
        let text = match symbol {
            b'~' => "\u{A0}",
            b'_' => "-",
            b'{' => "{",
            b'}' => "}",
            b'\\' => "\\",
            b'\r' | b'\n' => {
                self.flush();
                self.apply_end("par");
                return;
            }
            b'\t' => "\t",
            // The number of a byte that is none; a `\u` without its letter.
            b'\'' | b'0'..=b'9' => return self.faulty_bytes = true,
            _ => return,
        };
        if !self.skip_one() {
            self.flush();
            self.put(text);
        }
    }
}

/// The character that a word stands for.
fn character_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "line" | "page" | "column" | "lbr" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        "bullet" => "•",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        _ => return None,
    })
}
