//! The unit of an amount where its own label names none: 经济效益（单位：万元） above a table, 经济效益（万元） beside or above its label,
//! 万元 in a cell behind its value.

use unicode_normalization::UnicodeNormalization;

use crate::extract::candidate::Candidate;
use crate::extract::candidate::card::CardReader;
use crate::extract::candidate::card::Seen;
use crate::extract::candidate::slot::Slot;
use crate::extract::label::label_core::core_of;
use crate::extract::label::lexicon::Label;
use crate::extract::page::Page;
use crate::extract::page::Stretch;
use crate::extract::values::blank::is_invisible;
use crate::policy::FieldKind;
use crate::policy::Policy;

const UNITS: [&str; 4] = ["万元", "千元", "亿元", "元"];

/// Gives amounts whose label names no unit the one that a note above them names: in their table, or in the lines right before it.
pub fn add_noted_units(page: &Page<'_>, candidates: &mut [Candidate<'_>], policy: &Policy) {
    let is_money = |candidate: &&mut Candidate<'_>| {
        policy.fields.get(candidate.field).is_some_and(|field| field.kind == FieldKind::Money)
            && !names_unit(&candidate.hint)
    };
    for candidate in candidates.iter_mut().filter(is_money) {
        let noted = page.unit_notes.get_or_init(|| find_notes(page));
        let above = noted.iter().rev().find(|note| note.piece < candidate.label_piece);
        if let Some(note) = above.filter(|note| candidate.label_piece < note.end) {
            candidate.hint.push_str(note.unit);
        }
    }
}

/// A note of the unit of the amounts below it.
pub struct UnitNote {
    /// The piece that holds it.
    piece: usize,
    /// The first piece that it says nothing about.
    end: usize,
    unit: &'static str,
}

fn find_notes(page: &Page<'_>) -> Vec<UnitNote> {
    let mut notes = Vec::new();
    let ends: Vec<usize> = page.stretches.iter().map(|stretch| end_of(stretch)).collect();
    for (number, stretch) in page.stretches.iter().enumerate() {
        let own_end = end_of(stretch);
        let (first, end) = match stretch {
            Stretch::Grid { first, .. } => (*first, own_end),
            // A line above a table speaks of the table as well.
            Stretch::Lines(range) => (range.start, ends.get(number + 1).copied().unwrap_or(own_end)),
        };
        let pieces = page.pieces.get(first..own_end).unwrap_or_default();
        notes.extend(
            pieces
                .iter()
                .enumerate()
                .filter_map(|(at, piece)| Some(UnitNote { piece: first + at, end, unit: noted_unit(piece.text)? })),
        );
    }
    notes
}

fn end_of(stretch: &Stretch<'_>) -> usize {
    match stretch {
        Stretch::Grid { index, first, offset } => first + index.cells().last().map_or(0, |last| last + 1 - offset),
        Stretch::Lines(range) => range.end,
    }
}

/// `单位：万元`, `（金额单位：元）`: the unit that a short text gives for what stands below it.
pub fn noted_unit(text: &str) -> Option<&'static str> {
    const LONGEST_NOTE: usize = 120;
    if text.len() > LONGEST_NOTE || !text.contains("单位") {
        return None;
    }
    let squeezed: String = text.nfkc().filter(|c| !is_invisible(*c)).collect();
    let (_, said) = squeezed.rsplit_once("单位")?;
    let said = said.strip_prefix(':').unwrap_or(said);
    let said = said.strip_prefix("人民币").unwrap_or(said).trim_end_matches([')', ']', '。']);
    let said = said.strip_suffix("(人民币").unwrap_or(said);
    UNITS.into_iter().find(|unit| *unit == said)
}

/// Doubts bare figures that may be told in another unit than they were taken in: 1200 beside amounts in 万元 or where a text of the form
/// says 1200万, 50000 below a label that says 万元.
pub fn doubt_bare_amounts<'c, 'd: 'c>(
    page: &Page<'_>,
    candidates: impl Iterator<Item = &'c mut Candidate<'d>>,
    policy: &Policy,
) {
    let is_money = |field: usize| policy.fields.get(field).is_some_and(|field| field.kind == FieldKind::Money);
    let mut amounts: Vec<&mut Candidate<'_>> = candidates.filter(|candidate| is_money(candidate.field)).collect();
    let in_wan = amounts.iter().any(|candidate| says_wan(&candidate.raw) || says_wan(&candidate.hint));
    for candidate in &mut amounts {
        let Some((words, figure)) = bare_figure(&candidate.raw) else { continue };
        if says_wan(&candidate.hint) {
            if figure >= LEAST_IN_YUAN {
                candidate.doubts.push(format!("栏目写的是万元，填的是{words}，可能是元"));
            }
            continue;
        }
        let in_yuan = candidate.hint.contains('元') && !candidate.hint.contains(['千', '亿']);
        if in_yuan && (1..LEAST_TOLD).contains(&figure) {
            candidate.doubts.push(format!("栏目写的是元，填的是{words}，可能是万元"));
        }
        let told = || {
            let wan = format!("{words}万");
            page.pieces.iter().any(|piece| piece.text.contains(&wan))
        };
        if !names_unit(&candidate.hint) && figure >= SMALL && (in_wan && figure < LEAST_IN_YUAN || told()) {
            candidate.doubts.push("没有写单位，按元算，可能是万元".to_owned());
        }
    }
}

/// In 万元 no one tells as much and more, in yuan no one as little and less.
const LEAST_IN_YUAN: u64 = 10_000;
const SMALL: u64 = 1_000;
/// Nobody asks for so few yuan.
const LEAST_TOLD: u64 = 100;

fn says_wan(text: &str) -> bool {
    text.contains(['万', '萬']) || text.trim_end().ends_with(['w', 'W'])
}

/// A figure without any word, as it was typed and its whole part.
fn bare_figure(raw: &str) -> Option<(String, u64)> {
    let figure: String = raw.nfkc().filter(|c| !is_invisible(*c) && *c != ',').collect();
    let whole = figure.split('.').next()?;
    let bare = !whole.is_empty() && figure.chars().all(|c| c.is_ascii_digit() || c == '.');
    let number = whole.parse().ok().filter(|_| bare)?;
    Some((figure, number))
}

fn names_unit(hint: &str) -> bool {
    hint.contains('元') || hint.starts_with(['万', '千', '亿'])
}

impl CardReader<'_, '_> {
    /// What the parentheses of an amount's label say, with the unit in the cell behind its value, or of the heading beside or above
    /// it, where it names none.
    pub fn hint_with_unit(&self, at: usize, hint: &str, slot: &Slot) -> String {
        let unit = || {
            let (index, _, _) = self.index()?;
            let cell = self.cell(at)?;
            let value = slot.cells.last().and_then(|&value| self.cell(value));
            let behind = value.and_then(|value| index.covering(value.row, value.column.saturating_add(value.width)));
            let behind = behind.and_then(|behind| self.cell(behind)).map(|cell| core_of(&cell.text).text);
            if let Some(unit) = behind.and_then(|text| UNITS.into_iter().find(|unit| text == *unit)) {
                return Some(unit);
            }
            let beside = cell.column.checked_sub(1).and_then(|column| index.covering(cell.row, column));
            let above = cell.row.checked_sub(1).and_then(|row| index.covering(row, cell.column));
            let is_heading = |at: &usize| !matches!(self.seen(*at), Seen::Blank | Seen::Label(Label::Fields { .. }));
            let said = |at: usize| {
                let hint = core_of(&self.cell(at)?.text).hint;
                UNITS.into_iter().find(|unit| hint == *unit)
            };
            beside.into_iter().chain(above).filter(is_heading).find_map(said)
        };
        let unit = if names_unit(hint) { None } else { unit() };
        format!("{hint}{}", unit.unwrap_or_default())
    }
}
