//! Ruled lines that a picture holds and nothing else: one to sign on, those of a table, or the crossed box that stands where a picture
//! should.

use crate::extract::signature::picture_ink::Ink;
use crate::extract::signature::picture_ink::cut_out;

/// So many times as long as it is thick is a printed line, and of a hundred pixels in its box so many are ink.
const RULED: u64 = 20;
const RULED_INK: u64 = 80;
/// Of a hundred pixels of ink so many lie along the diagonals and bounds of a crossed box, nearer than so many hundredths of its lesser
/// side or so many pixels; and the least side of one.
const CROSSED: u64 = 97;
const NEAR: i64 = 5;
const NEAR_PIXELS: i64 = 2;
const SMALLEST_CROSS: i64 = 12;

/// Of a hundred pixels of a row or column so many are ink where it is part of a line of a table; no more of a hundred rows or
/// columns are, and of a hundred pixels of ink so many lie in such lines or right beside one.
const UNBROKEN: usize = 60;
const MOST_LINES: usize = 40;
const IN_LINES: usize = 97;

/// Whether the ink is nothing but lines from end to end, across and down, as of a table that was cut out.
pub fn is_table(ink: &Ink) -> bool {
    let cut = cut_out(&ink.mask, ink.area);
    let width = usize::try_from(cut.width()).unwrap_or(0).max(1);
    let lines: Vec<&[u8]> = cut.as_raw().chunks_exact(width).collect();
    let mut counts = vec![0_usize; width];
    for line in &lines {
        counts.iter_mut().zip(*line).for_each(|(count, level)| *count += usize::from(*level > 0));
    }
    let is_full = |count: usize, length: usize| count * 100 >= length * UNBROKEN;
    let inked = |line: &&[u8]| line.iter().filter(|level| **level > 0).count();
    let rows: Vec<bool> = lines.iter().map(|line| is_full(inked(line), width)).collect();
    let columns: Vec<bool> = counts.iter().map(|count| is_full(*count, lines.len())).collect();
    let few = |lines: &[bool]| lines.iter().filter(|line| **line).count() * 100 <= lines.len() * MOST_LINES;
    if !(rows.contains(&true) || columns.contains(&true)) || !(few(&rows) && few(&columns)) {
        return false;
    }
    let near = |lines: &[bool], at: usize| (at.saturating_sub(1)..=at + 1).any(|at| lines.get(at) == Some(&true));
    let (mut all, mut in_lines) = (0, 0);
    for (y, line) in lines.iter().enumerate() {
        let row = near(&rows, y);
        for (x, _) in line.iter().enumerate().filter(|(_, level)| **level > 0) {
            all += 1;
            in_lines += usize::from(row || near(&columns, x));
        }
    }
    in_lines * 100 >= all * IN_LINES
}

/// Whether the ink is one straight line, far longer than it is thick.
pub fn is_rule(ink: &Ink) -> bool {
    let (_, _, width, height) = ink.area;
    let (long, thick) = (u64::from(width.max(height)), u64::from(width.min(height)));
    long >= thick * RULED && ink.count * 100 >= long * thick * RULED_INK
}

/// Whether all of the ink lies along the diagonals and the bounds of its box: the frame with a cross that stands for a picture.
pub fn is_crossed(ink: &Ink) -> bool {
    let (left, top, width, height) = ink.area;
    let (across, down) = (i64::from(width.max(2) - 1), i64::from(height.max(2) - 1));
    let near = (across.min(down) * NEAR / 100).max(NEAR_PIXELS);
    let lies_along = |x: i64, y: i64| {
        let at_bounds = x.min(across - x).min(y).min(down - y) <= near;
        // how far above or below either diagonal
        let falling = (x * down / across - y).abs().min((y * across / down - x).abs());
        let rising = (down - x * down / across - y).abs().min((across - y * across / down - x).abs());
        at_bounds || falling.min(rising) <= near
    };
    let inked = ink.mask.enumerate_pixels().filter(|(_, _, level)| level.0[0] > 0);
    let places = inked.map(|(x, y, _)| (i64::from(x) - i64::from(left), i64::from(y) - i64::from(top)));
    let inside = places.filter(|(x, y)| (0..=across).contains(x) && (0..=down).contains(y));
    let (mut along, mut all) = (0_u64, 0_u64);
    for (x, y) in inside {
        all += 1;
        along += u64::from(lies_along(x, y));
    }
    across.min(down) >= SMALLEST_CROSS && along * 100 >= all * CROSSED
}

#[cfg(test)]
mod tests {
    use image::GrayImage;
    use image::Luma;

    use super::is_crossed;
    use crate::extract::signature::picture_ink::find_ink;

    /// A picture of points that are drawn by a pen of two pixels.
    fn drawn(points: impl Iterator<Item = (u32, u32)>) -> bool {
        let mut picture = GrayImage::from_pixel(240, 90, Luma([255]));
        points.for_each(|(x, y)| [(x, y), (x + 1, y)].iter().for_each(|&(x, y)| picture.put_pixel(x, y, Luma([0]))));
        is_crossed(&find_ink(&picture).expect("there is ink"))
    }

    #[test]
    fn a_box_with_a_cross_in_it_stands_for_a_picture_and_a_zigzag_is_a_hand_s() {
        let diagonals = || (20..220).flat_map(|x| [(x, 10 + (x - 20) * 70 / 200), (x, 80 - (x - 20) * 70 / 200)]);
        let frame = || (20..220).flat_map(|x| [(x, 10), (x, 80)]).chain((10..80).flat_map(|y| [(20, y), (218, y)]));
        assert!(drawn(diagonals()));
        assert!(drawn(diagonals().chain(frame())));
        let zigzag = (20..220).map(|x| (x, if x / 50 % 2 == 0 { 15 + x % 50 } else { 65 - x % 50 }));
        assert!(!drawn(zigzag.clone()));
        assert!(!drawn(zigzag.chain(frame())));
    }
}
