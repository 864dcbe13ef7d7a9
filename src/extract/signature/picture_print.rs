//! Whether a picture's ink is print: a line of letters, lines below one another, as a screenshot or a copied page has them, or the
//! bars of a code.
//!
//! Told by the edges of the ink: of print much of them lies in straight runs along the rows and columns of pixels, in a single line
//! in long ones. Measured: of 96 texts of three to six lines in four fonts 64 are told (3 of the 17 whose letters are 14 pixels high,
//! 18 of the 20 of 32), of 792 signatures drawn in eleven ways of strokes one; of 440 names and labels in one line in four fonts
//! four fifths, of 600 names, words and scrawls drawn along the strokes of the characters by pens of many kinds five.

use crate::extract::signature::picture_ink::Ink;
use crate::extract::signature::picture_ink::cut_out;
use crate::extract::signature::picture_ink::level_reached;
use crate::extract::signature::resampled::Filter;
use crate::extract::signature::resampled::resize_part;
use image::GrayImage;

/// A run counts as straight from so many hundredths of a line's height on and from so many pixels; longer than so many hundredths
/// of the height it is a ruled line, not a letter's.
const STRAIGHT: u32 = 20;
const SHORTEST: u32 = 6;
const RULED: u32 = 130;
/// Of a hundred pixels of a row so many are ink where it is a line of the paper, and so many in one run; on ruled paper, with so many
/// such lines, nothing is told.
const RULE: usize = 75;
const UNBROKEN: usize = 60;
const RULED_PAPER: usize = 2;
/// Pixels of the lowest line of a text, and so many lines below one another are one.
const LOWEST: u32 = 6;
const LINES: usize = 3;
/// Of a hundred pixels of edges across and of those down so many together lie in straight runs where it is print; at the least so
/// many of either; and of a part in which so many are, it is no print.
const PRINTED: u64 = 50;
const EITHER: u64 = 8;
const BY_HAND: u64 = 20;
/// Of a hundred pixels of ink so many lie in a part that counts, and parts are so many hundredths of a line's height apart.
const COUNTING: u64 = 25;
const APART: u32 = 12;
/// The same for one or two lines, where letters without a straight edge weigh more: a run is so many hundredths of the height, so many
/// of the edges lie in them, a part counts from so many hundredths of the ink and of the height on, and parts are so far apart.
const LONG: u32 = 35;
const PRINTED_LINE: u64 = 30;
const COUNTING_WORD: u64 = 8;
const WORD_HIGH: usize = 40;
const WORDS_APART: u32 = 60;
/// A code of bars changes so often from bar to gap, and of a hundred of its columns so many are the same from top to bottom.
const BARS: usize = 20;
const UPRIGHT: usize = 97;

/// Ink lower than so many pixels is looked at enlarged to so many, with so much paper around it, if it is not so many times as wide; a
/// run is so many hundredths of the height, so many of a hundred edges lie in them where it is print, of those across and of those down so many at
/// the least; and in a part by hand fewer.
const LOW: u32 = 40;
const ENLARGED: u32 = 96;
const MARGIN: u32 = 3;
const WIDEST: u32 = 40;
const LOW_LONG: u32 = 20;
const LOW_PRINTED: u64 = 12;
const LOW_EITHER: u64 = 3;
const LOW_BY_HAND: u64 = 5;

/// Whether the ink is print.
pub fn is_printed(ink: &Ink) -> bool {
    let pixels = Pixels::of(ink);
    if pixels.is_bar_code() {
        return true;
    }
    if pixels.rules() >= RULED_PAPER {
        return false;
    }
    let heights = pixels.line_heights();
    let Some(height) = heights.get(heights.len() / 2).copied() else { return false };
    let is_line = heights.len() < LINES;
    let (share, apart) = if is_line { (LONG, WORDS_APART) } else { (STRAIGHT, APART) };
    let runs = (SHORTEST.max(height * share / 100), height * RULED / 100);
    let is_straight = match is_line {
        true => pixels.straightness_of_either(runs) >= PRINTED_LINE,
        false => pixels.straightness(runs).is_some_and(|straight| straight >= PRINTED),
    };
    let all = pixels.count();
    let counts = |part: &Pixels| match is_line {
        true => part.count() * 100 >= all * COUNTING_WORD && part.height() * 100 >= pixels.rows.len() * WORD_HIGH,
        false => part.count() * 100 >= all * COUNTING,
    };
    let written = |part: &Pixels| counts(part) && part.straightness_of_either(runs) < BY_HAND;
    is_straight && !pixels.parts(height * apart / 100).iter().any(written)
}

/// Whether low ink is print: letters of few pixels have no straight runs, enlarged they have. Measured: of 400 names and words of 12 to
/// 40 pixels, also saved as JPEG or scanned, four fifths are told, of 480 names by hand of such heights none.
pub fn is_low_print(grey: &GrayImage, ink: &Ink) -> bool {
    let (left, top, width, height) = ink.area;
    if !(LOWEST..LOW).contains(&height) || width > height * WIDEST {
        return false;
    }
    let (left, top) = (left.saturating_sub(MARGIN), top.saturating_sub(MARGIN));
    let (width, height) = (width + 2 * MARGIN, height + 2 * MARGIN);
    let cut = cut_out(grey, (left, top, width.min(grey.width() - left), height.min(grey.height() - top)));
    let (paper, darkest) = (level_reached([cut.as_raw().as_slice()], 75), level_reached([cut.as_raw().as_slice()], 2));
    let threshold = paper.saturating_sub((paper.saturating_sub(darkest) / 2).max(40));
    let size = |length: u32| length * ENLARGED / ink.area.3;
    let area = (0, 0, cut.width(), cut.height());
    let large = resize_part(&cut, area, (size(cut.width()), size(cut.height())), Filter::CatmullRom);
    let row = |row: &[u8]| row.iter().map(|level| *level <= threshold).collect();
    let wide = usize::try_from(large.width()).unwrap_or(0).max(1);
    let pixels = Pixels { width: wide, rows: large.as_raw().chunks_exact(wide).map(row).collect() };
    let runs = (ENLARGED * LOW_LONG / 100, ENLARGED * RULED / 100);
    let all = pixels.count();
    let counts = |part: &Pixels| part.count() * 100 >= all * COUNTING_WORD;
    let written = |part: &Pixels| counts(part) && part.straightness_of_either(runs) < LOW_BY_HAND;
    let (across, down) = (pixels.straight_edges(runs), pixels.turned().straight_edges(runs));
    across.min(down) >= LOW_EITHER
        && across + down >= LOW_PRINTED
        && !pixels.parts(ENLARGED * WORDS_APART / 100).iter().any(written)
}

/// Ink in rows of pixels, true where there is some.
struct Pixels {
    width: usize,
    rows: Vec<Vec<bool>>,
}

impl Pixels {
    fn of(ink: &Ink) -> Self {
        let cut = cut_out(&ink.mask, ink.area);
        let width = usize::try_from(cut.width()).unwrap_or(0).max(1);
        let rows = cut.as_raw().chunks_exact(width).map(|row| row.iter().map(|level| *level > 0).collect());
        Self { width, rows: rows.collect() }
    }

    /// How many lines run nearly from end to end across: letters have gaps between them.
    fn rules(&self) -> usize {
        let longest = |row: &[bool]| {
            let runs = row.chunk_by(|one, next| one == next).filter(|run| run.first() == Some(&true));
            runs.map(<[bool]>::len).max().unwrap_or(0)
        };
        let is_rule = |row: &Vec<bool>| {
            let inked = row.iter().filter(|ink| **ink).count();
            inked * 100 >= self.width * RULE && longest(row) * 100 >= self.width * UNBROKEN
        };
        let rows: Vec<bool> = self.rows.iter().map(is_rule).collect();
        rows.chunk_by(|one, next| one == next).filter(|run| run.first() == Some(&true)).count()
    }

    fn turned(&self) -> Self {
        let column = |x: usize| self.rows.iter().map(|row| row.get(x).copied().unwrap_or(false)).collect();
        Self { width: self.rows.len(), rows: (0..self.width).map(column).collect() }
    }

    fn count(&self) -> u64 {
        let inked = |row: &Vec<bool>| row.iter().filter(|ink| **ink).count();
        u64::try_from(self.rows.iter().map(inked).sum::<usize>()).unwrap_or(0)
    }

    /// How many rows hold ink.
    fn height(&self) -> usize {
        self.rows.iter().filter(|row| row.contains(&true)).count()
    }

    /// The heights of the lines of ink, in order of size.
    fn line_heights(&self) -> Vec<u32> {
        let inked: Vec<bool> = self.rows.iter().map(|row| row.contains(&true)).collect();
        let lines = inked.chunk_by(|one, next| one == next).filter(|run| run.first() == Some(&true));
        let heights = lines.filter_map(|run| u32::try_from(run.len()).ok());
        let mut heights: Vec<u32> = heights.filter(|height| *height >= LOWEST).collect();
        heights.sort_unstable();
        heights
    }

    /// Of a hundred pixels of edges across and of those down how many lie in straight runs, together; None where either are few.
    fn straightness(&self, runs: (u32, u32)) -> Option<u64> {
        let across = self.straight_edges(runs);
        if across < EITHER {
            return None;
        }
        let down = self.turned().straight_edges(runs);
        (down >= EITHER).then_some(across + down)
    }

    /// The same where one of them may be few.
    fn straightness_of_either(&self, runs: (u32, u32)) -> u64 {
        self.straight_edges(runs) + self.turned().straight_edges(runs)
    }

    /// Of a hundred pixels where ink begins or ends from one row to the next how many lie in runs of such a length.
    fn straight_edges(&self, (shortest, longest): (u32, u32)) -> u64 {
        let blank = vec![false; self.width];
        let above = std::iter::once(&blank).chain(&self.rows);
        let below = self.rows.iter().chain(std::iter::once(&blank));
        let (mut all, mut straight) = (0_u64, 0_u64);
        for (above, below) in above.zip(below) {
            let change = |(above, below): (&bool, &bool)| i8::from(*below) - i8::from(*above);
            let (mut last, mut length) = (0_i8, 0_u32);
            for change in above.iter().zip(below).map(change).chain([0]) {
                if change == last {
                    length += 1;
                    continue;
                }
                if last != 0 && length <= longest {
                    all += u64::from(length);
                    straight += if length >= shortest { u64::from(length) } else { 0 };
                }
                (last, length) = (change, 1);
            }
        }
        straight * 100 / all.max(1)
    }

    /// The parts that columns without ink set apart.
    fn parts(&self, apart: u32) -> Vec<Self> {
        let apart = usize::try_from(apart).unwrap_or(0);
        let inked: Vec<bool> = self.turned().rows.iter().map(|column| column.contains(&true)).collect();
        let mut parts: Vec<(usize, usize)> = Vec::new();
        for (x, _) in inked.iter().enumerate().filter(|(_, ink)| **ink) {
            match parts.last_mut() {
                Some((_, end)) if x - *end <= apart => *end = x + 1,
                _ => parts.push((x, x + 1)),
            }
        }
        let part = |(from, end): (usize, usize)| Self {
            width: end - from,
            rows: self.rows.iter().map(|row| row.get(from..end).unwrap_or_default().to_vec()).collect(),
        };
        parts.into_iter().map(part).collect()
    }

    /// Whether all columns of a band in the upper half are bars or gaps.
    fn is_bar_code(&self) -> bool {
        let (from, end) = (self.rows.len() / 4, self.rows.len() / 2);
        let Some(band) = self.rows.get(from..end).filter(|band| band.len() >= 4) else { return false };
        let Some(first) = band.first() else { return false };
        let changes = first.windows(2).filter(|pair| pair.first() != pair.last()).count();
        let upright = |x: &usize| band.iter().all(|row| row.get(*x) == first.get(*x));
        changes >= BARS && (0..self.width).filter(upright).count() * 100 >= self.width * UPRIGHT
    }
}

#[cfg(test)]
mod tests {
    use image::GrayImage;
    use image::Luma;
    use image::imageops;

    use super::is_low_print;
    use super::is_printed;
    use crate::extract::signature::picture_ink::find_ink;

    /// Whether a picture of these strokes is print.
    fn drawn(strokes: &[(i32, i32, i32, i32)]) -> bool {
        is_printed(&find_ink(&picture_of(strokes)).expect("there is ink"))
    }

    /// A picture of these strokes, each from a point to another, by a pen of four pixels.
    fn picture_of(strokes: &[(i32, i32, i32, i32)]) -> GrayImage {
        let mut picture = GrayImage::from_pixel(300, 300, Luma([255]));
        for &(x0, y0, x1, y1) in strokes {
            let steps = (x1 - x0).abs().max((y1 - y0).abs()).max(1);
            for step in 0..=steps {
                let (x, y) = (x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps);
                for (dx, dy) in (0..4).flat_map(|dx| (0..4).map(move |dy| (dx, dy))) {
                    let at = u32::try_from(x + dx).ok().zip(u32::try_from(y + dy).ok());
                    at.into_iter().filter(|(x, y)| *x < 300 && *y < 300).for_each(|(x, y)| {
                        picture.put_pixel(x, y, Luma([0]));
                    });
                }
            }
        }
        picture
    }

    #[test]
    fn letters_of_few_pixels_are_told_from_writing_when_they_are_enlarged() {
        for (slope, is_print) in [(0, true), (6, false)] {
            let small = imageops::resize(&picture_of(&letters(slope)), 100, 100, imageops::FilterType::Triangle);
            let ink = find_ink(&small).expect("there is ink");
            assert_eq!(is_low_print(&small, &ink), is_print, "{slope}: {:?}", ink.area);
        }
    }

    /// 王 and 田 at this place, each stroke across rising by so much and each down leaning by as much.
    fn letters(slope: i32) -> Vec<(i32, i32, i32, i32)> {
        let across = |x: i32, y: i32| (x, y + slope, x + 60, y - slope);
        let down = |x: i32, y: i32| (x + slope, y, x - slope, y + 60);
        vec![
            across(20, 20),
            across(20, 50),
            across(20, 80),
            down(50, 20),
            across(120, 14),
            across(120, 40),
            across(120, 66),
            down(120, 14),
            down(150, 14),
            down(180, 14),
        ]
    }

    /// The same letters in three lines.
    fn lines(slope: i32) -> Vec<(i32, i32, i32, i32)> {
        let below = |down: i32| letters(slope).into_iter().map(move |(x0, y0, x1, y1)| (x0, y0 + down, x1, y1 + down));
        [0, 95, 190].into_iter().flat_map(below).collect()
    }

    #[test]
    fn a_text_of_several_lines_is_told_from_writing_by_its_straight_edges() {
        assert!(drawn(&lines(0)));
        assert!(!drawn(&lines(5)));
        assert!(drawn(&letters(0)));
        assert!(!drawn(&letters(3)));
    }

    #[test]
    fn the_bars_of_a_code_are_no_writing() {
        let bars: Vec<(i32, i32, i32, i32)> =
            (0..24).map(|bar| (10 + bar * 11 + bar % 3, 10, 10 + bar * 11 + bar % 3, 80)).collect();
        assert!(drawn(&bars));
    }

    #[test]
    fn writing_on_ruled_paper_is_not_told() {
        let rules = (0..3).map(|rule| (0, 10 + rule * 30, 296, 10 + rule * 30));
        assert!(!drawn(&letters(4).into_iter().chain(rules).collect::<Vec<_>>()));
    }
}
