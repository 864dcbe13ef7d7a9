//! A spreadsheet that was too wide for the paper and came out on pages to be laid side by side: pages whose rows stand at the same heights
//! are put together again, so that a row is one row.

use std::collections::HashMap;

use crate::readers::pdf::area::Area;
use crate::readers::pdf::content::Glyph;
use crate::readers::pdf::content::Seen;
use crate::readers::pdf::path::Rule;
use crate::readers::pdf::ruled_table::edges_of;

/// Rows of a table that is looked for on other pages, with its end.
const LEAST_EDGES: usize = 3;
/// Places that differ by less are one, in points.
const NEAR: f32 = 1.5;
/// So many pages on the next part of a sheet is looked for.
const MOST_APART: usize = 40;
/// So many characters that two pages show of one text tell that it runs over both.
const SHARED: usize = 8;
/// They are looked for among so many of a page.
const LOOKED_AT: usize = 300;

/// What was seen on a page, and the page's size.
#[derive(Debug, Default)]
pub struct SeenPage {
    /// The number of the sheet, from 1.
    pub number: u32,
    /// What stands on it.
    pub seen: Seen,
    /// Its width in points.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
}

/// Puts pages together that are parts of one sheet; the others stay as they are.
pub fn join_cut_sheets(pages: Vec<SeenPage>) -> Vec<SeenPage> {
    let frames: Vec<Option<Frame>> = pages.iter().map(Frame::of).collect();
    let mut rest: Vec<Option<SeenPage>> = pages.into_iter().map(Some).collect();
    let mut joined = Vec::with_capacity(rest.len());
    for at in 0..rest.len() {
        let Some(mut page) = rest.get_mut(at).and_then(Option::take) else { continue };
        let mut last = frames.get(at).and_then(Option::as_ref);
        let mut places = None;
        let mut shift = 0.0;
        for (next, frame) in frames.iter().enumerate().skip(at + 1).take(MOST_APART) {
            let (Some(before), Some(frame)) = (last, frame) else { continue };
            let Some(place) = rest.get_mut(next).filter(|_| before.goes_on_in(frame)) else { continue };
            let further = shift + before.right - frame.left;
            let known = places.get_or_insert_with(|| Places::of(&page.seen.glyphs));
            let Some(part) = place.take_if(|part| is_right_part(known, part, (before, frame), further)) else {
                continue;
            };
            put_beside(&mut page, known, part, further);
            (last, shift, places) = (Some(frame), further, None);
        }
        joined.push(page);
    }
    joined
}

/// Where the rules of a page stand.
struct Frame {
    ys: Vec<f32>,
    xs: Vec<f32>,
    left: f32,
    right: f32,
    width: f32,
}

impl Frame {
    fn of(page: &SeenPage) -> Option<Self> {
        let (across, upright): (Vec<&Rule>, Vec<&Rule>) = page.seen.rules.iter().partition(|rule| rule.across);
        let ys = edges_of(across.iter().map(|rule| rule.at));
        let xs = edges_of(upright.iter().map(|rule| rule.at));
        let (left, right) = sides(&across, &xs);
        (ys.len() >= LEAST_EDGES && !xs.is_empty()).then_some(Self { ys, xs, left, right, width: page.width })
    }

    /// Whether another page holds the same rows, in columns of which no more would have fitted on this one.
    fn goes_on_in(&self, next: &Self) -> bool {
        let edges = || next.xs.iter().copied().chain([next.right]).find(|edge| edge - next.left > 2.0 * NEAR);
        let first_column = edges().map_or(0.0, |edge| edge - next.left);
        alike(&self.ys, &next.ys) && self.right + first_column > self.width - self.left.min(next.left)
    }
}

fn alike(one: &[f32], other: &[f32]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| (one - other).abs() <= NEAR)
}

/// Where the rules across begin and end: at the rules upright there, over which they stand out by half their width.
fn sides(across: &[&Rule], xs: &[f32]) -> (f32, f32) {
    const WIDE: f32 = 3.0;
    let from = across.iter().map(|rule| rule.from).fold(f32::INFINITY, f32::min);
    let to = across.iter().map(|rule| rule.to).fold(f32::NEG_INFINITY, f32::max);
    let upright = |end: f32| xs.iter().copied().find(|x| (x - end).abs() <= WIDE).unwrap_or(end);
    (upright(from), upright(to))
}

/// Whether a page has no title of its own: what stands above its table stands on the first part, too, as a program draws it on every page that
/// it reaches into, or as the head of every page. Pages whose columns are alike as well are two forms or parts of a list, but where a text
/// runs over both.
fn is_right_part(places: &Places, part: &SeenPage, (before, frame): (&Frame, &Frame), shift: f32) -> bool {
    let top = frame.ys.first().copied().unwrap_or(0.0);
    let shown = || part.seen.glyphs.iter().filter(|glyph| !glyph.text.is_whitespace());
    let mut above = shown().filter(|glyph| glyph.middle.1 < top);
    let shared = || shown().take(LOOKED_AT).filter(|glyph| places.hold(glyph, shift)).take(SHARED).count() == SHARED;
    above.all(|glyph| places.hold(glyph, shift) || places.hold(glyph, 0.0))
        && (!alike(&before.xs, &frame.xs) || shared())
}

fn put_beside(page: &mut SeenPage, places: &Places, part: SeenPage, shift: f32) {
    let before = page.seen.glyphs.len();
    let own = |glyph: &Glyph| !places.hold(glyph, shift);
    let moved = |glyph: Glyph| Glyph { x: glyph.x + shift, middle: (glyph.middle.0 + shift, glyph.middle.1), ..glyph };
    let glyphs: Vec<Glyph> = part.seen.glyphs.into_iter().filter(own).map(moved).collect();
    page.seen.glyphs.extend(glyphs);
    page.seen.rules.extend(part.seen.rules.into_iter().map(|rule| match rule.across {
        true => Rule { from: rule.from + shift, to: rule.to + shift, ..rule },
        false => Rule { at: rule.at + shift, ..rule },
    }));
    let area = |area: Area| Area { left: area.left + shift, right: area.right + shift, ..area };
    page.seen.pictures.extend(part.seen.pictures.into_iter().map(|(own, number)| (area(own), before + number)));
    page.seen.unknown += part.seen.unknown;
    page.seen.unknown_letters += part.seen.unknown_letters;
    page.seen.damaged |= part.seen.damaged;
    page.width += part.width;
}

/// Where each character of a page stands.
struct Places(HashMap<(char, i32), Vec<(f32, f32)>>);

impl Places {
    fn of(glyphs: &[Glyph]) -> Self {
        let mut places: HashMap<(char, i32), Vec<(f32, f32)>> = HashMap::new();
        for glyph in glyphs {
            places.entry((glyph.text, band(glyph.y))).or_default().push((glyph.x, glyph.y));
        }
        Self(places)
    }

    /// Whether the same character stands where this one comes to stand.
    fn hold(&self, glyph: &Glyph, shift: f32) -> bool {
        let (x, own) = (glyph.x + shift, band(glyph.y));
        let near = (own.saturating_sub(1)..=own.saturating_add(1)).filter_map(|band| self.0.get(&(glyph.text, band)));
        near.flatten().any(|place| (place.0 - x).abs() <= 2.0 * NEAR && (place.1 - glyph.y).abs() <= NEAR)
    }
}

fn band(y: f32) -> i32 {
    (y / (2.0 * NEAR)).round() as i32
}
