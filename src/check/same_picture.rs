//! Whether two pictures of signatures are one: the same bytes, or the same strokes after re-encoding, scaling, cutting out
//! or a slight turn.
//!
//! Compared is how much ink lies in each tile of the ink's box ([`PictureLook::strokes`]): over all of it (correlation), and
//! in the part where the two differ most, for two names in one type differ in one part alone. Seals of two units differ in
//! a few characters that are smaller than a tile: they are one only by their bytes.

use crate::model::InkNature;
use crate::model::PictureLook;

/// Hashes that differ in more bits than this are of different pictures, without comparing them further.
const HASH_DISTANCE: u32 = 16;
/// Turns that are tried, in degrees; without one first.
const TURNS: [f64; 7] = [0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0];
/// From this correlation on a turn may make them alike.
const WORTH_TURNING: f64 = 0.4;
/// Two are one from this correlation on, or from the lower one on where they differ nowhere by more than a part.
const SAME: f64 = 0.93;
const ALIKE: f64 = 0.75;
const WORST_PART: f64 = 0.24;

const ACROSS: usize = PictureLook::TILES_ACROSS as usize;
const DOWN: usize = PictureLook::TILES_DOWN as usize;
/// Sides of a part in tiles; parts overlap by half.
const PART: usize = 8;

/// Whether pictures with these hashes can be one: to be asked before [`is_same_picture`] where all are compared with all.
pub(super) fn may_be_same(one: u64, other: u64) -> bool {
    (one ^ other).count_ones() <= HASH_DISTANCE
}

/// Whether two pictures are one.
pub(super) fn is_same_picture(one: &PictureLook, other: &PictureLook) -> bool {
    if one.sha256 == other.sha256 {
        return true;
    }
    if [one, other].iter().any(|look| look.nature == InkNature::Seal) || !has_same_shape(one, other) {
        return false;
    }
    let Some((fixed, turned)) = Tiles::of(one).zip(Tiles::of(other)) else { return false };
    let first = compare(&fixed, &turned);
    if first.says_same() || first.correlation < WORTH_TURNING {
        return first.says_same();
    }
    TURNS.iter().skip(1).any(|degrees| compare(&fixed, &turned.turn(*degrees)).says_same())
}

/// Whether width and height are within a fifth of the same proportion, without dividing.
fn has_same_shape(one: &PictureLook, other: &PictureLook) -> bool {
    let sides = |look: &PictureLook| (u64::from(look.ink.0), u64::from(look.ink.1));
    let ((width, height), (other_width, other_height)) = (sides(one), sides(other));
    let (across, back) = (width * other_height, other_width * height);
    across > 0 && across.abs_diff(back) * 5 <= across.max(back)
}

/// How alike two are.
struct Likeness {
    /// Of all tiles, 1 for equal ones.
    correlation: f64,
    /// Where they differ most: the difference's share of what both hold there, 0 for equal ones.
    worst: f64,
}

impl Likeness {
    fn says_same(&self) -> bool {
        self.correlation >= SAME || self.correlation >= ALIKE && self.worst <= WORST_PART
    }
}

/// The ink of a picture by tiles.
struct Tiles {
    ink: Vec<f64>,
    /// The box's height by its width.
    steep: f64,
}

impl Tiles {
    fn of(look: &PictureLook) -> Option<Self> {
        let ink: Vec<f64> = look.strokes.chars().filter_map(|digit| digit.to_digit(16)).map(f64::from).collect();
        let steep = f64::from(look.ink.1) / f64::from(look.ink.0.max(1));
        (ink.len() == ACROSS * DOWN).then_some(Self { ink, steep })
    }

    fn at(&self, x: i64, y: i64) -> f64 {
        let inside = |at: i64, length: usize| usize::try_from(at).ok().filter(|at| *at < length);
        let place = inside(x, ACROSS).zip(inside(y, DOWN)).map(|(x, y)| y * ACROSS + x);
        place.and_then(|place| self.ink.get(place)).copied().unwrap_or(0.0)
    }

    /// The ink at a point of the box, 0 to 1 across and down.
    fn sample(&self, across: f64, down: f64) -> f64 {
        let (x, y) = (across * ACROSS as f64 - 0.5, down * DOWN as f64 - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right_share, low_share) = (x - left, y - top);
        let (left, top) = (left as i64, top as i64);
        let high = self.at(left, top) * (1.0 - right_share) + self.at(left + 1, top) * right_share;
        let low = self.at(left, top + 1) * (1.0 - right_share) + self.at(left + 1, top + 1) * right_share;
        high * (1.0 - low_share) + low * low_share
    }

    /// The same turned, in the box that is then around the ink.
    fn turn(&self, degrees: f64) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let from = |across: f64, down: f64| {
            let (x, y) = (across - 0.5, (down - 0.5) * self.steep);
            self.sample(x * cos + y * sin + 0.5, (y * cos - x * sin) / self.steep + 0.5)
        };
        // wide enough for what a few degrees turn out of the box
        let (wide, high) = (1.0 + sin.abs() * self.steep, 1.0 + sin.abs() / self.steep);
        let whole = Frame { left: 0.5 - wide / 2.0, top: 0.5 - high / 2.0, wide, high };
        let fitted = whole.around_ink(&whole.draw(from));
        Self { ink: fitted.draw(from), steep: self.steep * fitted.high / fitted.wide }
    }
}

/// A box in the measures of another.
struct Frame {
    left: f64,
    top: f64,
    wide: f64,
    high: f64,
}

impl Frame {
    fn draw(&self, ink_at: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let point = |start: f64, length: f64, at: usize, of: usize| start + length * (at as f64 + 0.5) / of as f64;
        (0..DOWN)
            .flat_map(|y| (0..ACROSS).map(move |x| (x, y)))
            .map(|(x, y)| ink_at(point(self.left, self.wide, x, ACROSS), point(self.top, self.high, y, DOWN)))
            .collect()
    }

    /// The box around the ink that was drawn in this one, a hundredth of it left out at each side.
    fn around_ink(&self, ink: &[f64]) -> Self {
        let row = |y: usize| ink.iter().skip(y * ACROSS).take(ACROSS).sum::<f64>();
        let column = |x: usize| ink.iter().skip(x).step_by(ACROSS).sum::<f64>();
        let (left, right) = ends((0..ACROSS).map(column).collect());
        let (top, bottom) = ends((0..DOWN).map(row).collect());
        Self {
            left: self.left + self.wide * left,
            top: self.top + self.high * top,
            wide: self.wide * (right - left),
            high: self.high * (bottom - top),
        }
    }
}

/// Between which shares of its length a line of sums holds all but a hundredth at each end.
fn ends(sums: Vec<f64>) -> (f64, f64) {
    let (length, left_out) = (sums.len() as f64, sums.iter().sum::<f64>() * 0.01);
    (passed(sums.iter(), left_out) / length, 1.0 - passed(sums.iter().rev(), left_out) / length)
}

/// How many sums are passed, the last in part, until this much has been seen.
fn passed<'s>(sums: impl Iterator<Item = &'s f64>, until: f64) -> f64 {
    let (mut seen, mut passed) = (0.0, 0.0);
    for sum in sums {
        if seen + sum > until {
            return passed + (until - seen) / sum;
        }
        seen += sum;
        passed += 1.0;
    }
    0.0
}

/// How alike two are where they lie best over one another, by a tile at most.
fn compare(one: &Tiles, other: &Tiles) -> Likeness {
    let shifts = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y)));
    let shifted = |(x, y): (i64, i64)| -> Vec<f64> {
        let rows = 0..DOWN as i64;
        rows.flat_map(|row| (0..ACROSS as i64).map(move |column| other.at(column + x, row + y))).collect()
    };
    let tried = shifts.map(shifted).map(|moved| (correlate(&one.ink, &moved), moved));
    let best = tried.max_by(|(one, _), (other, _)| one.total_cmp(other));
    best.map_or(Likeness { correlation: 0.0, worst: 1.0 }, |(correlation, moved)| Likeness {
        correlation,
        worst: find_worst_part(&one.ink, &moved),
    })
}

fn correlate(one: &[f64], other: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let (mean_one, mean_other) = (mean(one), mean(other));
    let (mut both, mut first, mut second) = (0.0, 0.0, 0.0);
    for (one, other) in one.iter().zip(other) {
        let (one, other) = (one - mean_one, other - mean_other);
        both += one * other;
        first += one * one;
        second += other * other;
    }
    if first > 0.0 && second > 0.0 { both / (first * second).sqrt() } else { 0.0 }
}

/// The difference's share of what both hold, in the part where it is greatest. What a part holds counts for at least half
/// of what parts hold on average, so that a stray dot weighs little.
fn find_worst_part(one: &[f64], other: &[f64]) -> f64 {
    let length = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    let (length_one, length_other) = (length(one), length(other));
    let step = PART / 2;
    let corners = (0..=DOWN - PART).step_by(step).flat_map(|y| (0..=ACROSS - PART).step_by(step).map(move |x| (x, y)));
    let part = |(x, y): (usize, usize)| {
        let places = (y..y + PART).flat_map(|row| (x..x + PART).map(move |column| row * ACROSS + column));
        places.fold((0.0, 0.0), |(held, differs), place| {
            let value = |values: &[f64], length: f64| values.get(place).copied().unwrap_or(0.0) / length;
            let (one, other) = (value(one, length_one), value(other, length_other));
            (held + one * one + other * other, differs + (one - other) * (one - other))
        })
    };
    let parts: Vec<(f64, f64)> = corners.map(part).collect();
    let average = parts.iter().map(|(held, _)| held).sum::<f64>() / parts.len().max(1) as f64;
    parts.iter().map(|(held, differs)| differs / (held + average / 2.0)).fold(0.0, f64::max)
}
