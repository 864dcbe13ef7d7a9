//! Where the ink of a picture lies: the pixels that stand out from the paper around them, and the box around them.
//!
//! The paper's brightness is taken tile by tile, for a photographed page is darker on one side. What is no ink: a frame
//! along the bounds, as a cut-out table cell has it, and specks far from the rest.

use std::collections::HashSet;
use std::ops::Range;

use image::GrayImage;
use image::imageops;

use crate::model::InkNature;

/// Left, top, width, height.
pub type Area = (u32, u32, u32, u32);

/// The ink of a picture.
pub struct Ink {
    /// 255 where there is ink, 0 elsewhere; as large as the picture.
    pub mask: GrayImage,
    /// The box around it.
    pub area: Area,
    /// Pixels of ink in the box.
    pub count: u64,
}

/// How far a pixel must be from the paper's brightness (0–255) to count as ink.
const INK: u8 = 40;
/// Tiles for each of which the paper's brightness is taken, across and down, and the least side of one.
const TILES: u32 = 8;
const SMALLEST_TILE: u32 = 12;
/// So much darker than at its brightest (0–255) the paper of one picture may be: the rest is ink, as of a filled shape.
const SHADE: u8 = 90;
/// A picture whose shades differ by so much (0–255), or with strokes that are so much darker than the paper, is not surely blank.
const PALE: u8 = 18;
const FAINT: u8 = 16;
/// A picture half of which is darker than this is light on dark.
const DARK_PAPER: u8 = 100;
/// Of a thousand pixels of ink so many may lie beyond each bound of the box: specks.
const SPECKS: u64 = 12;
/// With fewer pixels of ink in all it is looked at whether they are specks, and a larger one is none.
const FEW: u64 = 400;
const LARGEST_SPECK: usize = 12;
/// A dot is so many times smaller than the picture's longer side, half as long again as it is wide at the most, and of a hundred
/// pixels in its box so many are ink.
const DOT: usize = 12;
const FILLED: usize = 60;
/// Of a hundred pixels of a row or column so many are ink where it is part of a frame, and the thickest frame in pixels.
const FRAMED: u64 = 90;
const THICKEST_FRAME: u32 = 24;

/// So many of a hundred pixels may be lighter and so many darker than the rest where a picture is of one brightness.
const SHADED: usize = 5;

/// With fewer pixels nothing is said of how they lie; of a hundred so many hold together where a hand drew strokes.
const LEAST_SEEN: u64 = 60;
const TOGETHER: u64 = 22;

/// The ink of a picture, dark on light or light on dark; None where there is nearly none.
pub fn find_ink(grey: &GrayImage) -> Option<Ink> {
    let inverted = || {
        let mut inverted = grey.clone();
        imageops::invert(&mut inverted);
        box_ink(dark_pixels(&inverted, INK))
    };
    if level_reached([grey.as_raw().as_slice()], 50) >= DARK_PAPER {
        box_ink(dark_pixels(grey, INK)).or_else(inverted)
    } else {
        inverted()
    }
}

/// What a picture shows in which no ink was found, where it is more than paper: a frame alone, shades as of a filled shape or of a
/// photograph, or what is hardly seen.
pub fn shown_without_ink(grey: &GrayImage) -> Option<InkNature> {
    let level = |share: usize| level_reached([grey.as_raw().as_slice()], share);
    let shades = level(100 - SHADED).saturating_sub(level(SHADED));
    if shades >= SHADE {
        return Some(InkNature::Solid);
    }
    let shows = |least: u8| {
        let mask = dark_pixels(grey, least);
        let all = count_ink(&mask, (0, 0, mask.width(), mask.height())).0.iter().sum::<u64>();
        is_enough(all, &mask) && holds_stroke(&mask)
    };
    if shows(INK) {
        return Some(InkNature::Ruled);
    }
    (shades >= PALE || shows(FAINT)).then_some(InkNature::Unclear)
}

/// The ink without some of its pixels; None where nearly nothing is left.
pub fn keep_ink(ink: &Ink, is_kept: impl Fn(usize) -> bool) -> Option<Ink> {
    let mut mask = ink.mask.clone();
    mask.iter_mut().enumerate().filter(|(place, _)| !is_kept(*place)).for_each(|(_, level)| *level = 0);
    box_ink(mask)
}

/// Whether ink lies by ink, as in strokes: right, below or aslant of a pixel of ink there is more often ink than anywhere. In
/// grain it is not. Every fourth row is looked at.
pub fn holds_together(ink: &Ink) -> bool {
    let (left, top, width, height) = ink.area;
    let is_ink = |x: u32, y: u32| ink.mask.get_pixel_checked(x, y).is_some_and(|level| level.0[0] > 0);
    let (mut seen, mut beside) = (0_u64, [0_u64; 4]);
    for y in (top..top + height).step_by(4) {
        for x in (left..left + width).filter(|x| is_ink(*x, y)) {
            seen += 1;
            let near = [is_ink(x + 1, y), is_ink(x, y + 1), is_ink(x + 1, y + 1), x > 0 && is_ink(x - 1, y + 1)];
            beside.iter_mut().zip(near).for_each(|(count, near)| *count += u64::from(near));
        }
    }
    let area = u64::from(width) * u64::from(height);
    let most = beside.into_iter().max().unwrap_or(0);
    // How far the share of ink beside ink goes beyond the share of ink in the box, of what it could.
    let (share, anywhere) = (most * 1_000 / seen.max(1), ink.count * 1_000 / area.max(1));
    seen < LEAST_SEEN || share >= anywhere + (1_000 - anywhere.min(1_000)) * TOGETHER / 100
}

/// The ink that a mask shows, in its box.
fn box_ink(mask: GrayImage) -> Option<Ink> {
    let (framed, (rows, columns)) = within_frame(&mask, bounds(&mask, (0, 0, mask.width(), mask.height()))?);
    let all: u64 = rows.iter().sum();
    if !is_enough(all, &mask) || all < FEW && !holds_stroke(&mask) {
        return None;
    }
    let (top, height) = without_ends(&rows, all * SPECKS / 1_000);
    let (left, width) = without_ends(&columns, all * SPECKS / 1_000);
    let area = (framed.0 + left, framed.1 + top, width, height);
    let count = count_ink(&mask, area).0.iter().sum();
    Some(Ink { mask, area, count })
}

/// Whether so many pixels are more than a speck of dust or the noise of a JPEG: at least 12 and 1 in 2,000.
fn is_enough(ink: u64, mask: &GrayImage) -> bool {
    ink >= 12 && ink * 2_000 >= u64::from(mask.width()) * u64::from(mask.height())
}

/// Whether some of the ink hangs together as a stroke, rather than all of it being specks and dots.
fn holds_stroke(mask: &GrayImage) -> bool {
    let width = index(mask.width()).max(1);
    let longer = index(mask.width().max(mask.height()));
    let mut left: HashSet<usize> =
        mask.as_raw().iter().enumerate().filter(|(_, level)| **level > 0).map(|(place, _)| place).collect();
    while let Some(first) = left.iter().next().copied() {
        left.remove(&first);
        let (mut open, mut places) = (vec![first], Vec::new());
        while let Some(place) = open.pop() {
            places.push(place);
            let rows = [place.checked_sub(width), Some(place), place.checked_add(width)];
            let around = rows.into_iter().flatten().flat_map(|row| [row.wrapping_sub(1), row, row + 1]);
            open.extend(around.filter(|near| left.remove(near)));
        }
        let side = |of: &dyn Fn(&usize) -> usize| {
            let (least, most) = (places.iter().map(of).min(), places.iter().map(of).max());
            least.zip(most).map_or(0, |(least, most)| most - least + 1)
        };
        let (wide, high) = (side(&|place| place % width), side(&|place| place / width));
        let is_dot = wide.max(high) * DOT <= longer
            && wide.max(high) * 2 <= wide.min(high) * 3
            && places.len() * 100 >= wide * high * FILLED;
        if places.len() >= LARGEST_SPECK && !is_dot {
            return true;
        }
    }
    false
}

/// 255 where a pixel is so much darker than the paper around it.
fn dark_pixels(grey: &GrayImage, least: u8) -> GrayImage {
    let tiles = |length: u32| (length / SMALLEST_TILE).clamp(1, TILES);
    let (across, down) = (tiles(grey.width()), tiles(grey.height()));
    let span = |at: u32, of: u32, length: u32| index(length * at / of)..index(length * (at + 1) / of);
    let columns: Vec<Range<usize>> = (0..across).map(|at| span(at, across, grey.width())).collect();
    let rows: Vec<Range<usize>> = (0..down).map(|at| span(at, down, grey.height())).collect();
    let papers: Vec<Vec<u8>> =
        rows.iter().map(|row| columns.iter().map(|column| paper_level(grey, row, column)).collect()).collect();
    let brightest = papers.iter().flatten().copied().max().unwrap_or(u8::MAX);
    let mut mask = Vec::with_capacity(grey.as_raw().len());
    for (row, papers) in rows.iter().zip(&papers) {
        let paper =
            |(column, paper): (&Range<usize>, &u8)| vec![(*paper).max(brightest.saturating_sub(SHADE)); column.len()];
        let papers: Vec<u8> = columns.iter().zip(papers).flat_map(paper).collect();
        for line in rows_of(grey).skip(row.start).take(row.len()) {
            let is_ink = |(level, paper): (&u8, &u8)| paper.saturating_sub(*level) >= least;
            mask.extend(line.iter().zip(&papers).map(|pixel| if is_ink(pixel) { u8::MAX } else { 0 }));
        }
    }
    GrayImage::from_raw(grey.width(), grey.height(), mask).unwrap_or_default()
}

/// The paper's brightness in a tile: three quarters of it may be ink.
fn paper_level(grey: &GrayImage, rows: &Range<usize>, columns: &Range<usize>) -> u8 {
    let lines = rows_of(grey).skip(rows.start).take(rows.len());
    level_reached(lines.filter_map(|line| line.get(columns.clone())), 75)
}

/// The brightness that so many of a hundred pixels do not exceed.
pub fn level_reached<'p>(lines: impl IntoIterator<Item = &'p [u8]>, share: usize) -> u8 {
    let (mut counts, mut all) = ([0_usize; 256], 0);
    for line in lines {
        all += line.len();
        line.iter().for_each(|level| counts[usize::from(*level)] += 1);
    }
    // From the brightest down, for most of a picture is paper.
    let (mut level, mut up_to) = (u8::MAX, all);
    while level > 0 && up_to - counts[usize::from(level)] > all * share / 100 {
        up_to -= counts[usize::from(level)];
        level -= 1;
    }
    level
}

/// How many pixels of ink each row and each column of an area holds.
type Counts = (Vec<u64>, Vec<u64>);

/// The box around all ink in an area, and how much each of its rows and columns holds.
fn bounds(mask: &GrayImage, area: Area) -> Option<(Area, Counts)> {
    let (rows, columns) = count_ink(mask, area);
    let all: u64 = rows.iter().sum();
    let ((top, height), (left, width)) = (without_ends(&rows, 0), without_ends(&columns, 0));
    let within = |counts: Vec<u64>, first: u32, length: u32| {
        counts.into_iter().skip(index(first)).take(index(length)).collect::<Vec<u64>>()
    };
    // Outside of the box there is none to be counted.
    let counts = (within(rows, top, height), within(columns, left, width));
    (all > 0).then_some(((area.0 + left, area.1 + top, width, height), counts))
}

/// The area within a frame along its bounds, if it has one, and how much its rows and columns hold.
fn within_frame(mask: &GrayImage, (area, counts): (Area, Counts)) -> (Area, Counts) {
    let (mut left, mut top, mut width, mut height) = area;
    let mut inside = counts.clone();
    for _ in 0..THICKEST_FRAME {
        if width <= 8 || height <= 8 {
            return (area, counts);
        }
        let (rows, columns) = &inside;
        let is_line =
            |count: Option<&u64>, length: u32| count.is_some_and(|count| count * 100 >= u64::from(length) * FRAMED);
        let (first, last) = (is_line(rows.first(), width), is_line(rows.last(), width));
        let (near, far) = (is_line(columns.first(), height), is_line(columns.last(), height));
        if !(first || last || near || far) {
            break;
        }
        (left, width) = (left + u32::from(near), width - u32::from(near) - u32::from(far));
        (top, height) = (top + u32::from(first), height - u32::from(first) - u32::from(last));
        inside = count_ink(mask, (left, top, width, height));
    }
    ((left, top, width, height), inside)
}

/// Pixels of ink in each row and each column of an area.
fn count_ink(mask: &GrayImage, (left, top, width, height): Area) -> Counts {
    // A pixel adds 0 or 1 to a number that is no wider than it must be (no picture has so many pixels across or down as it
    // holds), so that many are counted at a time.
    let mut columns = vec![0_u16; index(width)];
    let mut rows = Vec::with_capacity(index(height));
    for line in rows_of(mask).skip(index(top)).take(index(height)) {
        let line = line.get(index(left)..index(left + width)).unwrap_or_default();
        columns.iter_mut().zip(line).for_each(|(count, level)| *count += u16::from(*level > 0));
        rows.push(u64::from(line.iter().map(|level| u16::from(*level > 0)).sum::<u16>()));
    }
    (rows, columns.into_iter().map(u64::from).collect())
}

/// Where counts begin once so many were passed over at either end, and how many remain.
fn without_ends(counts: &[u64], passed: u64) -> (u32, u32) {
    let beyond = |counts: &mut dyn Iterator<Item = &u64>| {
        let mut seen = 0;
        counts
            .take_while(|count| {
                seen += **count;
                seen <= passed
            })
            .count()
    };
    let (first, last) = (beyond(&mut counts.iter()), beyond(&mut counts.iter().rev()));
    let remain = counts.len().saturating_sub(first + last).max(1);
    (u32::try_from(first).unwrap_or(0), u32::try_from(remain).unwrap_or(1))
}

/// The brightness of each pixel, row by row.
fn rows_of(grey: &GrayImage) -> impl Iterator<Item = &[u8]> {
    grey.as_raw().chunks_exact(index(grey.width()).max(1))
}

/// A part of a picture.
pub fn cut_out(grey: &GrayImage, (left, top, width, height): (u32, u32, u32, u32)) -> GrayImage {
    let columns = index(left)..index(left + width);
    let rows = rows_of(grey).skip(index(top)).take(index(height)).filter_map(|row| row.get(columns.clone()));
    GrayImage::from_raw(width, height, rows.collect::<Vec<&[u8]>>().concat()).unwrap_or_default()
}

fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use image::GrayImage;
    use image::Luma;

    use super::find_ink;
    use super::level_reached;

    #[test]
    fn dots_are_no_ink_and_a_short_stroke_is() {
        let drawn = |inked: &dyn Fn(u32, u32) -> bool| {
            let level = |x, y| Luma([if inked(x, y) { 0 } else { 255 }]);
            find_ink(&GrayImage::from_fn(240, 90, level)).is_some()
        };
        let dot = |x: u32, y: u32, (at, down): (u32, u32)| x.abs_diff(at).pow(2) + y.abs_diff(down).pow(2) <= 16;
        assert!(!drawn(&|x, y| dot(x, y, (120, 40))));
        assert!(!drawn(&|x, y| dot(x, y, (60, 40)) || dot(x, y, (180, 60))));
        assert!(drawn(&|x, y| (100..140).contains(&x) && x.abs_diff(y + 60) <= 1));
    }

    #[test]
    fn the_level_reached_is_the_least_that_so_many_pixels_do_not_exceed() {
        let lines: [&[u8]; 3] = [&[0, 7, 7, 200], &[255, 255], &[9]];
        let pixels = lines.concat();
        for share in [0, 10, 50, 75, 99] {
            let wanted = pixels.len() * share / 100;
            let least = (0..=u8::MAX).find(|level| pixels.iter().filter(|pixel| *pixel <= level).count() > wanted);
            assert_eq!(Some(level_reached(lines, share)), least, "{share}");
        }
        assert_eq!(level_reached([], 50), u8::MAX);
    }
}
