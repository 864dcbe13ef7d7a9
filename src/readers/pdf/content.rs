//! A page's content run through (ISO 32000-1, 8 and 9): where each character stands, which straight rules are drawn, which
//! area a picture covers. Nothing is painted; colours, clips and curves are passed over.

mod run;

use std::rc::Rc;

use hayro_cmap::BfString;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::Array;
use hayro_syntax::object::Dict;
use hayro_syntax::object::Name;
use hayro_syntax::object::Object;
use hayro_syntax::object::Stream;
use hayro_syntax::page::Resources;

use self::run::MOST_STATES;
use self::run::Run;
use self::run::State;
use crate::readers::pdf::area::Area;
use crate::readers::pdf::font::Font;
use crate::readers::pdf::font::FontsRead;
use crate::readers::pdf::layers::Layers;
use crate::readers::pdf::matrix::Matrix;
use crate::readers::pdf::path::PathDrawn;
use crate::readers::pdf::path::Rule;
use crate::readers::pdf::stream::Flaw;
use crate::readers::pdf::stream::unpack;

/// Forms within forms.
const DEEPEST: usize = 12;
/// Fewer characters are a stamp or a note at the edge, whichever way they run.
const LEAST_TURNED: usize = 30;
/// So many codes in one string of which nothing is known are letters, whatever their font.
const SHORTEST_WORD: usize = 3;

/// A character on a page; coordinates in points, from the page's top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// What it is.
    pub text: char,
    /// Its left.
    pub x: f32,
    /// Its line, downwards.
    pub y: f32,
    /// How wide it is.
    pub width: f32,
    /// Height of the font.
    pub size: f32,
    /// Not to be seen: the text of an OCR behind a scan.
    pub hidden: bool,
    /// Written from left to right, not turned.
    pub upright: bool,
    /// Its middle, or where it is cut off the nearest place that is not: a spreadsheet draws the whole text of a cell and cuts off what
    /// runs over it.
    pub middle: (f32, f32),
}

impl Glyph {
    /// The middle of a character at this place.
    pub fn middle_of(x: f32, y: f32, width: f32, size: f32) -> (f32, f32) {
        (x + width / 2.0, y - 0.35 * size)
    }
}

/// All that was seen on a page.
#[derive(Debug, Default)]
pub struct Seen {
    /// Characters in the order of the content.
    pub glyphs: Vec<Glyph>,
    /// Straight rules.
    pub rules: Vec<Rule>,
    /// Where a table begins within a row that the page before began.
    pub broken_above: Option<f32>,
    /// Where a table ends within a row that goes on on the next page.
    pub broken_below: Option<f32>,
    /// Pictures, each with the number of characters that came before it.
    pub pictures: Vec<(Area, usize)>,
    /// Characters of which the file does not say what they are.
    pub unknown: usize,
    /// Those of them that are letters; the others, in fonts of few characters, are mostly ornaments.
    pub unknown_letters: usize,
    /// Whether anything was drawn.
    pub drawn: bool,
    /// Whether a content of it could not be unpacked or understood to its end.
    pub damaged: bool,
    /// Characters in layers that are switched off, which are left out.
    pub switched_off: usize,
}

/// What may be spent on a whole file.
pub struct Budget {
    /// Instructions.
    pub steps: usize,
    /// Characters and rules.
    pub marks: usize,
    /// Fonts.
    pub fonts: usize,
    /// Parts drawn by name.
    pub forms: usize,
    /// Bytes of all contents.
    pub bytes: usize,
}

/// Which limit was reached, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spent(pub &'static str);

impl Seen {
    /// Whether most of what is to be read runs upwards, downwards or stands on its head.
    pub fn is_turned(&self) -> bool {
        let read = || self.glyphs.iter().filter(|glyph| !glyph.hidden && !glyph.text.is_whitespace());
        let upright = read().filter(|glyph| glyph.upright).count();
        let turned = read().count() - upright;
        turned > upright * 2 && turned >= LEAST_TURNED
    }
}

/// Runs through the contents of a file's pages.
pub struct ContentReader<'b> {
    budget: &'b mut Budget,
    fonts: &'b mut FontsRead,
    layers: &'b Layers,
    seen: Seen,
}

impl<'b> ContentReader<'b> {
    /// A reader of one page.
    pub fn new(budget: &'b mut Budget, fonts: &'b mut FontsRead, layers: &'b Layers) -> Self {
        Self { budget, fonts, layers, seen: Seen::default() }
    }

    /// What was seen.
    pub fn finish(self) -> Seen {
        self.seen
    }

    /// Some of the page's own content is not to be had.
    pub fn note_damage(&mut self) {
        self.seen.damaged = true;
    }

    /// Unpacks a stream of a page's own content within what may be spent.
    pub fn take(&mut self, stream: &Stream<'_>) -> Result<Vec<u8>, Spent> {
        match unpack(stream, self.budget.bytes) {
            Ok(unpacked) => {
                self.budget.bytes -= unpacked.bytes.len();
                self.seen.damaged |= !unpacked.whole;
                Ok(unpacked.bytes)
            }
            Err(Flaw::TooLarge) => Err(Spent("解压后的字节数")),
            Err(Flaw::NoText) => {
                self.note_damage();
                Ok(Vec::new())
            }
        }
    }

    /// Runs through a content stream.
    pub fn read(&mut self, content: &[u8], resources: &Resources<'_>, matrix: Matrix) -> Result<(), Spent> {
        self.run(content, resources, State::new(matrix), 0)
    }

    /// Runs through a form: a part of a page, or how an annotation looks. `matrix` is that of what it stands in.
    pub fn read_form(&mut self, form: &Stream<'_>, around: &Resources<'_>, matrix: Matrix) -> Result<(), Spent> {
        self.run_form(form, around, State::new(matrix), 0)
    }

    /// Puts characters on the page that no content draws.
    pub fn put(&mut self, glyphs: Vec<Glyph>) {
        let room = self.budget.marks.saturating_sub(self.seen.glyphs.len());
        self.seen.drawn = true;
        self.seen.glyphs.extend(glyphs.into_iter().take(room));
    }

    /// Whether an annotation or a part drawn by name stands in a layer that is switched off.
    pub fn leaves_out(&self, dict: &Dict<'_>) -> bool {
        dict.get::<Dict<'_>>("OC").is_some_and(|mark| self.layers.hide(&mark))
    }

    /// How many characters were seen so far.
    pub fn written(&self) -> usize {
        self.seen.glyphs.len()
    }

    /// Takes what was seen behind so many characters for a picture of this area: its text is no part of the lines that it lies over.
    pub fn set_aside(&mut self, before: usize, area: Area) {
        self.seen.pictures.push((area, before));
        self.seen.glyphs.iter_mut().skip(before).for_each(|glyph| glyph.upright = false);
    }

    fn run_form(
        &mut self,
        form: &Stream<'_>,
        around: &Resources<'_>,
        mut state: State,
        depth: usize,
    ) -> Result<(), Spent> {
        self.budget.forms = self.budget.forms.checked_sub(1).ok_or(Spent("嵌套图形的个数"))?;
        let content = self.take(form)?;
        if let Some(own) = form.dict().get::<Array<'_>>("Matrix").and_then(|array| Matrix::of_array(&array)) {
            state.matrix = own.then(state.matrix);
        }
        match form.dict().get::<Dict<'_>>("Resources") {
            Some(own) => self.run(&content, &Resources::new(own), state, depth + 1),
            None => self.run(&content, around, state, depth + 1),
        }
    }

    fn run(&mut self, content: &[u8], resources: &Resources<'_>, state: State, depth: usize) -> Result<(), Spent> {
        if depth > DEEPEST {
            return Ok(());
        }
        let mut run = Run {
            marked: vec![state.off],
            state,
            saved: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            path: PathDrawn::default(),
            in_text: false,
        };
        let mut instructions = TypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.budget.steps = self.budget.steps.checked_sub(1).ok_or(Spent("绘图指令的条数"))?;
            if self.keep_mark(&mut run, &instruction, resources) {
                // what it marks is drawn by others
            } else if let TypedInstruction::XObject(name) = &instruction {
                self.draw_object(name.0, resources, &run.state, depth)?;
            } else if let TypedInstruction::TextFont(font) = &instruction {
                run.state.font = self.font(font.0, resources);
                run.state.size = font.1.as_f32();
            } else if matches!(instruction, TypedInstruction::InlineImage(_)) {
                self.see_picture(&run.state);
            } else if let TypedInstruction::Fallback(_) = instruction {
                self.seen.damaged = true;
            } else if !run.keep_path(&instruction, &mut self.seen) && !run.keep_state(&instruction) {
                self.show(&mut run, &instruction)?;
            }
            if self.seen.rules.len() + self.seen.glyphs.len() > self.budget.marks {
                return Err(Spent("字符和线条的个数"));
            }
        }
        self.seen.damaged |= run.in_text;
        Ok(())
    }

    /// Keeps account of what is marked as standing in a layer; false for all instructions that are no marks.
    fn keep_mark(&self, run: &mut Run, instruction: &TypedInstruction<'_, '_>, resources: &Resources<'_>) -> bool {
        let layer = |tag: &Name<'_>, mark: &Object<'_>| match mark {
            Object::Name(name) if tag.as_ref() == b"OC" => resources.properties.get::<Dict<'_>>(name),
            _ => None,
        };
        let hides = match instruction {
            TypedInstruction::BeginMarkedContent(_) => false,
            TypedInstruction::BeginMarkedContentWithProperties(begun) => {
                layer(begun.0, begun.1).is_some_and(|mark| self.layers.hide(&mark))
            }
            TypedInstruction::EndMarkedContent(_) => {
                if run.marked.len() > 1 {
                    run.marked.pop();
                }
                run.state.off = run.marked.last().copied().unwrap_or_default();
                return true;
            }
            _ => return false,
        };
        run.state.off |= hides;
        if run.marked.len() < MOST_STATES {
            run.marked.push(run.state.off);
        }
        true
    }

    fn draw_object(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'_>,
        state: &State,
        depth: usize,
    ) -> Result<(), Spent> {
        let Some(object) = resources.get_x_object(name) else { return Ok(()) };
        let mut state = state.clone();
        state.off |= self.leaves_out(object.dict());
        match object.dict().get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Form") => self.run_form(&object, resources, state, depth),
            Some(b"Image") => {
                self.see_picture(&state);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A picture fills the unit square of its space.
    fn see_picture(&mut self, state: &State) {
        if state.off {
            return;
        }
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|(x, y)| state.matrix.apply(x, y));
        self.seen.drawn = true;
        self.seen.pictures.push((Area::around(&corners), self.seen.glyphs.len()));
    }

    fn font(&mut self, name: &Name<'_>, resources: &Resources<'_>) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        if let Some(known) = self.fonts.get(dict.data()) {
            return Some(Rc::clone(known));
        }
        self.budget.fonts = self.budget.fonts.checked_sub(1)?;
        let font = Rc::new(Font::of(&dict));
        self.fonts.insert(dict.data().to_vec(), Rc::clone(&font));
        Some(font)
    }

    fn show(&mut self, run: &mut Run, instruction: &TypedInstruction<'_, '_>) -> Result<(), Spent> {
        match instruction {
            TypedInstruction::ShowText(shown) => self.show_string(run, shown.0.as_bytes()),
            TypedInstruction::NextLineAndShowText(shown) => {
                run.next_line(0.0, -run.state.leading);
                self.show_string(run, shown.0.as_bytes());
            }
            TypedInstruction::ShowTextWithParameters(shown) => {
                run.state.word_spacing = shown.0.as_f32();
                run.state.spacing = shown.1.as_f32();
                run.next_line(0.0, -run.state.leading);
                self.show_string(run, shown.2.as_bytes());
            }
            TypedInstruction::ShowTexts(shown) => {
                for part in shown.0.iter::<Object<'_>>() {
                    self.budget.steps = self.budget.steps.checked_sub(1).ok_or(Spent("绘图指令的条数"))?;
                    match part {
                        Object::String(text) => self.show_string(run, text.as_bytes()),
                        Object::Number(back) => run.advance(-back.as_f32() / 1000.0 * run.state.size),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn show_string(&mut self, run: &mut Run, bytes: &[u8]) {
        self.seen.drawn = true;
        let Some(font) = run.state.font.clone() else {
            // of a font that the file does not hold: nothing is known of it, so it is taken for text
            self.seen.unknown += bytes.len();
            self.seen.unknown_letters += bytes.len();
            return;
        };
        let codes = font.codes(bytes);
        // bullets stand alone
        let is_word = codes.iter().filter(|code| code.text.is_none()).count() >= SHORTEST_WORD;
        for code in codes {
            if self.seen.glyphs.len() >= self.budget.marks {
                return;
            }
            let width = if font.vertical { 1000.0 } else { code.width };
            let own = width / 1000.0 * run.state.size;
            match &code.text {
                Some(BfString::Char(c)) => run.put(&mut self.seen, &[*c], own, font.vertical),
                Some(BfString::String(text)) => {
                    let text: Vec<char> = text.chars().take(8).collect();
                    run.put(&mut self.seen, &text, own, font.vertical);
                }
                None => {
                    self.seen.unknown += 1;
                    self.seen.unknown_letters += usize::from(code.is_letter || is_word);
                }
            }
            let word = if code.is_space { run.state.word_spacing } else { 0.0 };
            match font.vertical {
                true => run.text = Matrix::shift(0.0, -(own + run.state.spacing + word)).then(run.text),
                false => run.advance(own + run.state.spacing + word),
            }
        }
    }
}
