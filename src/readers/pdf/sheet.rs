//! Two pages that were printed side by side on one sheet: what stands left of its middle and what stands right of it, where nothing runs
//! over the middle.

use crate::readers::pdf::area::Area;
use crate::readers::pdf::content::Glyph;
use crate::readers::pdf::content::Seen;
use crate::readers::pdf::path::Rule;

/// Nothing stands so near the middle, as a part of the width.
const GUTTER: f32 = 0.02;
/// A page has so many characters at least.
const LEAST: usize = 30;

/// The two pages on a sheet, each with its left at nought; None where it is one page.
pub fn split_sheet(seen: &Seen, width: f32, height: f32) -> Option<[Seen; 2]> {
    let (middle, clear) = (width / 2.0, width * GUTTER);
    let over = |from: f32, to: f32| from < middle + clear && to > middle - clear;
    let parted = width > height
        && !seen.glyphs.iter().any(|glyph| over(glyph.x, glyph.x + glyph.width))
        && !seen.rules.iter().any(|rule| if rule.across { over(rule.from, rule.to) } else { over(rule.at, rule.at) })
        && !seen.pictures.iter().any(|(area, _)| over(area.left, area.right));
    if !parted {
        return None;
    }
    let halves = [half_of(seen, middle, false), half_of(seen, middle, true)];
    let read = |half: &Seen| half.glyphs.iter().filter(|glyph| !glyph.text.is_whitespace() && !glyph.hidden).count();
    halves.iter().all(|half| read(half) >= LEAST).then_some(halves)
}

fn half_of(seen: &Seen, middle: f32, right: bool) -> Seen {
    let is_own = |at: f32| (at >= middle) == right;
    let moved = if right { middle } else { 0.0 };
    let own_place = |before: usize| seen.glyphs.iter().take(before).filter(|glyph| is_own(glyph.x)).count();
    let rule = |rule: &Rule| match rule.across {
        true => Rule { from: rule.from - moved, to: rule.to - moved, ..*rule },
        false => Rule { at: rule.at - moved, ..*rule },
    };
    let start = |rule: &Rule| if rule.across { rule.from } else { rule.at };
    let area = |area: &Area| Area { left: area.left - moved, right: area.right - moved, ..*area };
    let glyphs = seen.glyphs.iter().filter(|glyph| is_own(glyph.x));
    Seen {
        glyphs: glyphs
            .map(|glyph| Glyph { x: glyph.x - moved, middle: (glyph.middle.0 - moved, glyph.middle.1), ..*glyph })
            .collect(),
        rules: seen.rules.iter().filter(|rule| is_own(start(rule))).map(rule).collect(),
        pictures: seen
            .pictures
            .iter()
            .filter(|(area, _)| is_own(area.left))
            .map(|(own, before)| (area(own), own_place(*before)))
            .collect(),
        // What a font does not explain is counted once.
        unknown: if right { 0 } else { seen.unknown },
        unknown_letters: if right { 0 } else { seen.unknown_letters },
        broken_above: seen.broken_above,
        broken_below: seen.broken_below,
        drawn: seen.drawn,
        damaged: seen.damaged,
        switched_off: 0,
    }
}
