//! How a content's instructions change what is drawn with and where text goes on (ISO 32000-1, 8.4 and 9.4).

use std::rc::Rc;

use hayro_syntax::content::ops::TypedInstruction;

use super::Glyph;
use super::Seen;
use crate::readers::pdf::area::Area;
use crate::readers::pdf::font::Font;
use crate::readers::pdf::matrix::Matrix;
use crate::readers::pdf::path::PathDrawn;

/// Saved states of graphics, and marks that are open.
pub const MOST_STATES: usize = 200;

/// What an instruction draws with (8.4 and 9.3).
#[derive(Clone)]
pub struct State {
    /// From where things are drawn to the page.
    pub matrix: Matrix,
    /// The font; none where the file does not hold it.
    pub font: Option<Rc<Font>>,
    /// The font's size.
    pub size: f32,
    /// Between characters.
    pub spacing: f32,
    /// Added to spaces.
    pub word_spacing: f32,
    /// How much wider than usual; 1 is usual.
    pub stretch: f32,
    /// From line to line.
    pub leading: f32,
    /// Above the line.
    pub rise: f32,
    /// Whether text is neither filled nor stroked.
    pub hidden: bool,
    /// Whether it stands in a form or mark of a layer that is switched off.
    pub off: bool,
    /// What is left of the page to draw on.
    pub clip: Option<Area>,
}

impl State {
    /// The state in which a content begins.
    pub fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            hidden: false,
            off: false,
            clip: None,
        }
    }
}

/// One content stream as it is run through.
pub struct Run {
    /// As it is now.
    pub state: State,
    /// States that were put by.
    pub saved: Vec<State>,
    /// Where the next character stands.
    pub text: Matrix,
    /// Where its line began.
    pub line: Matrix,
    /// The path that is open.
    pub path: PathDrawn,
    /// Whether a text object is begun and not ended.
    pub in_text: bool,
    /// Of each mark that is open, and of what stands around all, whether it is switched off.
    pub marked: Vec<bool>,
}

impl Run {
    /// Draws, where the instruction is about paths; false for all others.
    pub fn keep_path(&mut self, instruction: &TypedInstruction<'_, '_>, seen: &mut Seen) -> bool {
        let before = seen.rules.len();
        let known = self.path.take(instruction, self.state.matrix, &mut seen.rules);
        if self.state.off {
            seen.rules.truncate(before);
        }
        seen.drawn |= known;
        if let Some(clip) = self.path.clip.take() {
            self.state.clip = Some(self.state.clip.map_or(clip, |known| known.overlap(clip)));
        }
        known
    }

    /// Sets the state, where the instruction does that and nothing else.
    pub fn keep_state(&mut self, instruction: &TypedInstruction<'_, '_>) -> bool {
        match instruction {
            TypedInstruction::SaveState(_) => {
                if self.saved.len() < MOST_STATES {
                    self.saved.push(self.state.clone());
                }
            }
            TypedInstruction::RestoreState(_) => {
                if let Some(saved) = self.saved.pop() {
                    // Marks begin and end of their own accord.
                    self.state = State { off: self.state.off, ..saved };
                }
            }
            TypedInstruction::Transform(to) => {
                let matrix = Matrix::of_numbers([&to.0, &to.1, &to.2, &to.3, &to.4, &to.5]);
                self.state.matrix = matrix.then(self.state.matrix);
            }
            TypedInstruction::BeginText(_) => {
                self.text = Matrix::IDENTITY;
                self.line = Matrix::IDENTITY;
                self.in_text = true;
            }
            TypedInstruction::EndText(_) => self.in_text = false,
            TypedInstruction::CharacterSpacing(spacing) => self.state.spacing = spacing.0.as_f32(),
            TypedInstruction::WordSpacing(spacing) => self.state.word_spacing = spacing.0.as_f32(),
            TypedInstruction::HorizontalScaling(percent) => self.state.stretch = percent.0.as_f32() / 100.0,
            TypedInstruction::TextLeading(leading) => self.state.leading = leading.0.as_f32(),
            TypedInstruction::TextRise(rise) => self.state.rise = rise.0.as_f32(),
            // 3: neither filled nor stroked; 7: only a clip
            TypedInstruction::TextRenderingMode(mode) => self.state.hidden = matches!(mode.0.as_i64(), 3 | 7),
            TypedInstruction::NextLine(by) => self.next_line(by.0.as_f32(), by.1.as_f32()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f32();
                self.next_line(by.0.as_f32(), by.1.as_f32());
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            TypedInstruction::SetTextMatrix(to) => {
                self.line = Matrix::of_numbers([&to.0, &to.1, &to.2, &to.3, &to.4, &to.5]);
                self.text = self.line;
            }
            _ => return false,
        }
        true
    }

    /// Begins a line so far from the last one's start.
    pub fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    /// Moves on behind a character.
    pub fn advance(&mut self, by: f32) {
        self.text = Matrix::shift(by * self.state.stretch, 0.0).then(self.text);
    }

    /// Puts the text of one code on the page; characters that share a code share its width.
    pub fn put(&self, seen: &mut Seen, text: &[char], width: f32, vertical: bool) {
        let to_page = self.text.then(self.state.matrix);
        let across = to_page.length_across();
        let size = to_page.length_up() * self.state.size.abs();
        let (x, y) = to_page.apply(0.0, self.state.rise);
        let width = width * self.state.stretch * across;
        // glyphs of a vertical line hang in the middle below their origin
        let (x, y) = if vertical { (x - size / 2.0, y + size * 0.88) } else { (x, y) };
        if ![x, y, width, size].iter().all(|number| number.is_finite()) {
            return;
        }
        if self.state.off {
            seen.switched_off += text.iter().filter(|c| !c.is_whitespace()).count();
            return;
        }
        let share = width / text.len().max(1) as f32;
        for (at, c) in text.iter().enumerate() {
            let x = x + share * at as f32;
            let upright = to_page.is_upright();
            let middle = Glyph::middle_of(x, y, share, size);
            let middle = self.state.clip.map_or(middle, |clip| clip.nearest(middle, 0.3 * size));
            seen.glyphs.push(Glyph { text: *c, x, y, width: share, size, hidden: self.state.hidden, upright, middle });
        }
    }
}
