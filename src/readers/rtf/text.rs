//! Text of an RTF: bytes and numbers of Unicode are collected until something else comes, then put where the group's destination says.

use crate::readers::flow::look::Seen;
use crate::readers::rtf::reader::Reader;
use crate::readers::rtf::state::Destination;

impl Reader<'_> {
    /// Takes bytes of text, as they stand or as `\'xx`.
    pub(super) fn take_bytes(&mut self, text: &[u8]) {
        self.mark_used();
        let skipped = self.skip.min(text.len());
        self.skip -= skipped;
        let (stand_in, text) = text.split_at_checked(skipped).unwrap_or((text, &[]));
        if self.state.destination == Destination::Story {
            self.faulty_bytes |= self.is_rest_of_number(stand_in) || holds_bare_unicode(text);
        }
        match self.state.destination {
            Destination::Skipped | Destination::WordsOnly => {}
            Destination::Picture => {
                let left = self.limits.picture_bytes.saturating_sub(self.picture_bytes);
                if let Some(picture) = self.pictures.last_mut() {
                    picture.add_digits(text, left);
                }
            }
            _ => {
                self.flush_units();
                self.bytes.extend_from_slice(text);
            }
        }
    }

    /// Whether what stands in for a character is a figure though that is none: `\u2`, and the rest of its number behind a line end.
    fn is_rest_of_number(&self, stand_in: &[u8]) -> bool {
        let is_number =
            || self.units.last().and_then(|&unit| char::from_u32(unit.into())).is_some_and(char::is_numeric);
        stand_in.first().is_some_and(u8::is_ascii_digit) && !is_number()
    }

    fn mark_used(&mut self) {
        if let Some(group) = self.groups.last_mut() {
            group.fresh = false;
        }
    }

    /// Takes bytes behind `\bin`.
    pub(super) fn take_binary(&mut self, bytes: &[u8]) {
        let left = self.limits.picture_bytes.saturating_sub(self.picture_bytes);
        if let (Destination::Picture, Some(picture)) = (self.state.destination, self.pictures.last_mut()) {
            picture.add_bytes(bytes, left);
        }
    }

    /// Takes a `\u`, whose number is lost where it has none or one of a control character.
    pub(super) fn take_unicode(&mut self, number: Option<i32>) {
        self.mark_used();
        let number = number.unwrap_or(0);
        // LibreOffice writes \u5 where it leaves something out.
        self.faulty_bytes |= matches!(number, 0 | 2 | 3);
        self.flush_bytes();
        // Numbers above 32767 are written as negative ones.
        self.units.push(u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or(0));
        self.skip = self.state.fallback;
    }

    /// Puts what has been collected.
    pub(super) fn flush(&mut self) {
        self.flush_bytes();
        self.flush_units();
    }

    fn flush_bytes(&mut self) {
        if !self.bytes.is_empty() {
            let text = self.charsets.decode(&self.bytes, self.state.characters.font);
            self.bytes.clear();
            self.put(&text);
        }
    }

    fn flush_units(&mut self) {
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&self.units);
            self.units.clear();
            self.put(&text);
        }
    }

    /// Puts text where it goes.
    pub(super) fn put(&mut self, text: &str) {
        if text.contains(|character: char| character < ' ' && !matches!(character, '\t' | '\n')) {
            let lines = text.replace("\r\n", "\n").replace('\r', "\n");
            let plain: String =
                lines.chars().filter(|character| *character >= ' ' || matches!(character, '\t' | '\n')).collect();
            return self.put(&plain);
        }
        match self.state.destination {
            Destination::Story => {
                let characters = self.state.characters;
                if text.contains(char::is_alphanumeric) {
                    let unseen = characters.hidden || characters.deleted;
                    self.unseen_letters = if unseen { self.unseen_letters + text.len() } else { 0 };
                }
                let symbol = self.charsets.fonts.get(&characters.font).and_then(|font| font.symbol);
                let white = self.whites.contains(&characters.colour);
                match self.stories.last_mut() {
                    Some(story) if characters.deleted => story.delete(text),
                    Some(story) => story.put(text, Seen { white, ..characters.seen(symbol) }),
                    None => {}
                }
            }
            Destination::Number => self.numbered |= !text.trim().is_empty(),
            Destination::Fonts => {
                let font = self.fonts.add_name(text);
                self.charsets.fonts.extend(font);
            }
            Destination::Styles => self.styles.add_name(text),
            Destination::Skipped | Destination::WordsOnly | Destination::Picture => {}
            _ => self.word.push_str(text),
        }
    }
}

/// Whether a `\u22250?` without its backslash stands in a text.
fn holds_bare_unicode(text: &[u8]) -> bool {
    memchr::memchr_iter(b'?', text).any(|end| {
        let before = text.get(..end).unwrap_or_default();
        let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let before = before.get(..end - digits).unwrap_or_default();
        (3..=5).contains(&digits) && before.strip_suffix(b"-").unwrap_or(before).ends_with(b"u")
    })
}
