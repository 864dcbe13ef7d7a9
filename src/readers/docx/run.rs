//! What stands in a run: text, tabs, breaks, symbols, fields, ruby, pictures (ECMA-376 part 1, 17.3.3).

use std::borrow::Cow;

use memchr::memchr2;

use crate::readers::docx::form_field::read_form_data;
use crate::readers::docx::paper::NoteReference;
use crate::readers::docx::paragraph::Draft;
use crate::readers::docx::story::StoryReader;
use crate::readers::docx::story::keeps_blanks;
use crate::readers::flow::field::FieldChange;
use crate::readers::flow::look::Seen;
use crate::readers::flow::symbol::symbol_character;
use crate::readers::xml::Element;
use crate::readers::xml::Step;

impl<'x> StoryReader<'x, '_, '_> {
    /// Reads the element opened last, as part of a run that looks so.
    pub fn read_run_part(&mut self, element: Element<'x>, draft: &mut Draft, seen: Seen) {
        match element.name() {
            "t" => return self.read_text(&element, draft, seen),
            "tab" | "ptab" => self.put(draft, "\t", seen),
            "br" | "cr" => self.put(draft, "\n", seen),
            "noBreakHyphen" => self.put(draft, "-", seen),
            // symEx: what Word draws in colour, in a branch of its own.
            "sym" | "symEx" => self.read_symbol(&element, draft, seen),
            "fldChar" => return self.read_field_character(&element, draft, seen),
            "instrText" => return self.read_instruction(),
            "drawing" => return self.read_drawing(draft, seen),
            "pict" | "object" => return self.read_pict(draft, seen),
            "ruby" => return self.read_ruby(draft, seen),
            "footnoteReference" | "endnoteReference" | "commentReference" => self.note_reference(&element, seen),
            "p" | "tbl" => return self.read_inline(element, draft),
            "AlternateContent" => {
                return self.read_alternate(&mut |reader, element| reader.read_run_part(element, draft, seen));
            }
            "delText" | "delInstrText" | "rPr" | "fldData" | "softHyphen" | "pgNum" => {}
            _ => return self.read_inlines(draft),
        }
        self.xml.skip();
    }

    /// White space at both ends of a `w:t` counts only where `xml:space` says so, there or of the whole part; a line end inside is a blank.
    fn read_text(&mut self, element: &Element, draft: &mut Draft, seen: Seen) {
        let preserved = self.keeps_blanks || keeps_blanks(element);
        let mut whole: Option<Cow<'x, str>> = None;
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            match self.xml.step() {
                Some(Step::Text(piece)) => {
                    whole = Some(match whole {
                        Some(before) => before + piece,
                        None => piece,
                    });
                }
                Some(_) => {}
                None => break,
            }
        }
        let Some(whole) = whole else { return };
        let text = if preserved { &whole } else { whole.trim_matches([' ', '\t', '\r', '\n']) };
        match memchr2(b'\n', b'\r', text.as_bytes()) {
            Some(_) => self.put(draft, &text.replace(['\n', '\r'], " "), seen),
            None => self.put(draft, text, seen),
        }
    }

    fn read_symbol(&mut self, element: &Element, draft: &mut Draft, seen: Seen) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        let font = element.attribute("font");
        if let Some(character) = code.and_then(|code| symbol_character(font.as_deref(), code)) {
            self.put(draft, character.encode_utf8(&mut [0; 4]), Seen { font: None, ..seen });
        }
    }

    fn read_field_character(&mut self, element: &Element, draft: &mut Draft, seen: Seen) {
        let change = match element.attribute("fldCharType").as_deref() {
            Some("begin") => FieldChange::Begin,
            Some("separate") => FieldChange::Separate,
            Some("end") => FieldChange::End,
            _ => return self.xml.skip(),
        };
        let stand_in = self.fields.change(change);
        while let Some(child) = self.xml.child() {
            match child.name() {
                "ffData" => {
                    let shown = read_form_data(&mut self.xml);
                    self.fields.set_form(shown);
                }
                _ => self.xml.skip(),
            }
        }
        if let Some(text) = stand_in {
            self.put(draft, &text, seen);
        }
    }

    fn read_instruction(&mut self) {
        let code = self.xml.text();
        self.fields.add_code(&code);
    }

    /// 拼音指南: the base text alone, not the reading above it.
    fn read_ruby(&mut self, draft: &mut Draft, seen: Seen) {
        if !self.shows(seen) {
            return self.xml.skip();
        }
        while let Some(child) = self.xml.child() {
            match child.name() {
                "rubyBase" => self.read_inlines(draft),
                _ => self.xml.skip(),
            }
        }
    }

    fn note_reference(&mut self, element: &Element, seen: Seen) {
        let Some(id) = element.attribute("id") else { return };
        if !self.shows(seen) {
            return;
        }
        let anchor = self.here.anchor(true);
        let list = match element.name() {
            "footnoteReference" => &mut self.paper.aside.footnotes,
            "endnoteReference" => &mut self.paper.aside.endnotes,
            _ => &mut self.paper.aside.comments,
        };
        if !list.iter().any(|known| known.id == id) {
            list.push(NoteReference { id: id.into_owned(), anchor });
        }
    }
}
