//! What a workbook's fonts do to the text of its cells: cross it out, show pictures for its letters (a tick in a form is an `R` in
//! Wingdings 2), or write in white on white.

use crate::model::Grid;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::flow::symbol::SymbolFont;
use crate::readers::flow::symbol::shown;
use crate::readers::struck::strike_from;
use crate::readers::struck::strike_whole;

/// What one font does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FontLook {
    /// It draws a line through the text.
    pub strikes: bool,
    /// Its letters are pictures.
    pub symbol: Option<SymbolFont>,
    /// It writes in white, with nothing behind.
    pub white: bool,
}

impl FontLook {
    /// Whether text is shown as it stands.
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }

    /// Shows a run of this font: the end of a text, from a byte on.
    pub fn show_run(self, text: &mut String, start: usize) {
        if self.symbol.is_some() {
            let run: String = text.split_off(start).chars().map(|letter| shown(letter, self.symbol)).collect();
            text.push_str(&run);
        }
        if self.strikes {
            strike_from(text, start);
        }
    }

    /// Shows a whole cell of this font; runs of its own have been shown before. Letters that the font has no known picture for are those of
    /// such runs: then nothing is changed.
    pub fn show_cell(self, text: &mut String) {
        let is_known =
            |letter: char| !(0x21..=0xFF).contains(&u32::from(letter)) || shown(letter, self.symbol) != letter;
        if self.symbol.is_some() && text.chars().all(is_known) {
            *text = text.chars().map(|letter| shown(letter, self.symbol)).collect();
        }
        if self.strikes {
            strike_whole(text);
        }
    }
}

/// So many cells in white on white are told of a sheet.
const MOST_WHITE: usize = 50;

/// Says of a sheet's cells in white on white that nobody sees them.
pub fn tell_white(grid: &Grid, white: &[(u32, u32)]) -> Vec<Trouble> {
    let told = |&(row, column): &(u32, u32)| Trouble {
        kind: TroubleKind::Incomplete,
        detail: "单元格里是白底白字，纸面上看不见，这里照样读了出来".to_owned(),
        spot: Some(grid.spot(row, column)),
    };
    white.iter().take(MOST_WHITE).filter(|_| !grid.hidden).map(told).collect()
}

/// Fonts by their number, those that are not plain.
#[derive(Debug, Default)]
pub struct Fonts {
    looks: Vec<(u16, FontLook)>,
}

impl Fonts {
    /// Takes in the font of this number.
    pub fn add(&mut self, number: u16, look: FontLook) {
        if !look.is_plain() {
            self.looks.push((number, look));
        }
    }

    /// What a font does.
    pub fn look(&self, number: u16) -> FontLook {
        self.looks.iter().find(|(known, _)| *known == number).map(|(_, look)| *look).unwrap_or_default()
    }

    /// Whether no font does anything.
    pub fn are_plain(&self) -> bool {
        self.looks.is_empty()
    }

    /// Appends a text of which runs are told: from which character (of UTF-16) on, in which font.
    pub fn show_runs(&self, text: &str, runs: &[(u16, u16)], into: &mut String) {
        let mut coming = runs.iter().peekable();
        let (mut unit, mut start, mut look) = (0_usize, into.len(), FontLook::default());
        for letter in text.chars() {
            while let Some((_, font)) = coming.next_if(|(from, _)| usize::from(*from) <= unit) {
                look.show_run(into, start);
                (start, look) = (into.len(), self.look(*font));
            }
            into.push(letter);
            unit += letter.len_utf16();
        }
        look.show_run(into, start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_a_symbol_font_are_what_a_person_sees() {
        let mut fonts = Fonts::default();
        let look = FontLook { symbol: SymbolFont::named("Wingdings 2"), ..FontLook::default() };
        fonts.add(3, look);
        let mut shown = String::new();
        fonts.show_runs("£甲 R乙R", &[(0, 3), (1, 0), (3, 3), (4, 5)], &mut shown);
        assert_eq!(shown, "☐甲 ☑乙R");
        let mut cell = "R管理创新".to_owned();
        look.show_cell(&mut cell);
        assert_eq!(cell, "☑管理创新");
        let mut mixed = "R&D中心".to_owned();
        look.show_cell(&mut mixed);
        assert_eq!(mixed, "R&D中心");
    }
}
