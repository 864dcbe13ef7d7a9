//! How alike the strokes of two pictures are, by how much ink lies in each tile of the ink's box ([`PictureLook::strokes`]):
//! over all of it (correlation), and in the part where the two differ most.
//!
//! Pictures as they stand hold whole numbers and are compared in whole numbers; only a turned one holds fractions.

use crate::model::PictureLook;

/// Sides of a tile of the coarse picture in tiles.
const COARSE_SIDE: usize = 4;
/// Two are one from this correlation on, or from the lower one on where they differ nowhere by more than a part.
const SAME: f64 = 0.93;
const ALIKE: f64 = 0.75;
const WORST_PART: f64 = 0.24;

const ACROSS: usize = PictureLook::TILES_ACROSS as usize;
const DOWN: usize = PictureLook::TILES_DOWN as usize;
const TILES: f64 = (ACROSS * DOWN) as f64;
/// Sides of a part in tiles; parts overlap by half.
const PART: usize = 8;
/// Less than this is what is left of sums by rounding.
const NOTHING: f64 = 1e-6;

/// By how many tiles one picture is moved over another, across and down.
const SHIFTS: [(i64, i64); 9] = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 0), (0, 1), (1, -1), (1, 0), (1, 1)];
/// The place of the shift by nothing.
const UNMOVED: usize = 4;

/// How alike two are.
pub(super) struct Likeness {
    /// Of all tiles, 1 for equal ones.
    pub correlation: f64,
    /// Where they differ most: the difference's share of what both hold there, 0 for equal ones.
    worst: f64,
}

impl Likeness {
    /// Whether the two are one picture.
    pub fn says_same(&self) -> bool {
        self.correlation >= SAME || self.correlation >= ALIKE && self.worst <= WORST_PART
    }
}

/// The strokes of a picture as they stand, a byte a tile, which is how the pictures of a whole season are kept.
pub(super) struct Levels {
    ink: Whole,
    /// The box's height by its width.
    steep: f64,
    coarse: Coarse,
}

/// The ink of each coarse tile less their average, all of them of length 1 together.
struct Coarse(Vec<f32>);

/// Ink in whole numbers.
struct Whole {
    ink: Vec<u8>,
    /// For each of [`SHIFTS`] what of it lies over the other picture when it is moved so.
    moved: [WholeSums; SHIFTS.len()],
}

/// The sum of some tiles' ink, and of its squares.
#[derive(Clone, Copy, Default)]
struct WholeSums {
    ink: u32,
    square: u32,
}

/// The ink of a picture by tiles.
pub(super) struct Tiles {
    ink: Vec<f64>,
    steep: f64,
    own: Sums,
}

/// A picture that was turned, its ink in parts of a level.
pub(super) struct Turned {
    tiles: Tiles,
    /// The same in steps of [`STEPS`] to a level.
    rough: Whole,
}

/// Into so many steps a level is parted where fractions are made whole numbers.
const STEPS: f64 = 16.0;
/// By no more than this the correlation of whole numbers may be off where the ink's squares about its average come to so many
/// levels at least: a tile is off by half a step, all 1,152 of them by 1.1 together, and the correlation by twice that
/// over their root.
const ROUGHLY: f64 = 0.05;
const LEAST_INK: f64 = 2_000.0;

impl Levels {
    /// Of this picture, where its strokes are known.
    pub fn of(look: &PictureLook) -> Option<Self> {
        let level = |digit: char| digit.to_digit(16).and_then(|level| u8::try_from(level).ok());
        let ink: Vec<u8> = look.strokes.chars().filter_map(level).collect();
        let steep = f64::from(look.ink.1) / f64::from(look.ink.0.max(1));
        (ink.len() == ACROSS * DOWN).then(|| Self { coarse: Coarse::of(&ink), ink: Whole::of(ink), steep })
    }

    /// The correlation of the coarse pictures.
    pub fn coarsely_like(&self, other: &Self) -> f32 {
        self.coarse.like(&other.coarse)
    }

    /// How alike two are where they lie best over one another, by a tile at most.
    pub fn compare(&self, other: &Self) -> Likeness {
        let (correlation, shift) = best_of(|shift| self.ink.correlate(&other.ink, shift).0);
        tell_likeness(correlation, || find_worst_part(&self.tiles().ink, &other.tiles().moved(shift)))
    }

    /// How alike this is to one that was turned; None where a rough look shows that they are not one.
    pub fn compare_turned(&self, tiles: &Tiles, turned: &Turned) -> Option<Likeness> {
        let may_be_same = (0..SHIFTS.len()).any(|shift| {
            let (correlation, squares) = self.ink.correlate(&turned.rough, shift);
            correlation + ROUGHLY >= ALIKE || squares < LEAST_INK * STEPS * STEPS
        });
        may_be_same.then(|| tiles.compare(&turned.tiles))
    }

    /// Ready to be turned, and to be compared with turned ones.
    pub fn tiles(&self) -> Tiles {
        Tiles::of(self.ink.ink.iter().map(|level| f64::from(*level)).collect(), self.steep)
    }
}

impl Whole {
    fn of(ink: Vec<u8>) -> Self {
        let sums_of = |(x, y): (i64, i64)| {
            let rows = ink.chunks(ACROSS).skip(from(-y)).take(DOWN - usize::from(y != 0));
            let tiles = rows.flat_map(|row| part_of(row, from(-x), width_of(x)));
            tiles.fold(WholeSums::default(), |sums, level| {
                let level = u32::from(*level);
                WholeSums { ink: sums.ink + level, square: sums.square + level * level }
            })
        };
        Self { moved: SHIFTS.map(sums_of), ink }
    }

    /// The correlation with the other moved by the shift of this place, and the other's squares about its average.
    fn correlate(&self, other: &Self, shift: usize) -> (f64, f64) {
        let (x, y) = SHIFTS.get(shift).copied().unwrap_or_default();
        let rows = self.ink.chunks(ACROSS).skip(from(y)).zip(other.ink.chunks(ACROSS).skip(from(-y)));
        let products =
            |(row, other)| multiply(part_of(row, from(x), width_of(x)), part_of(other, from(-x), width_of(x)));
        let both = rows.map(products).sum::<u32>();
        let sums = |whole: &Self, both: u32, shift: usize| {
            let moved = whole.moved.get(shift).copied().unwrap_or_default();
            Sums { both: f64::from(both), ink: f64::from(moved.ink), square: f64::from(moved.square) }
        };
        let (own, sums) = (sums(self, 0, UNMOVED), sums(other, both, shift));
        (own.correlate(&sums), sums.squares())
    }
}

/// The sum of the products. None of two levels, nor of a level and steps, is over 16 bits.
fn multiply(one: &[u8], other: &[u8]) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(u16::from(*one) * u16::from(*other))).sum()
}

/// The greatest correlation over all shifts, and its shift.
fn best_of(correlate: impl Fn(usize) -> f64) -> (f64, (i64, i64)) {
    let tried = SHIFTS.iter().enumerate().map(|(at, shift)| (correlate(at), *shift));
    tried.max_by(|(one, _), (other, _)| one.total_cmp(other)).unwrap_or_default()
}

fn tell_likeness(correlation: f64, find_worst: impl FnOnce() -> f64) -> Likeness {
    // Only between the two limits the parts are asked.
    let asked = (ALIKE..SAME).contains(&correlation);
    Likeness { correlation, worst: if asked { find_worst() } else { 1.0 } }
}

impl Coarse {
    fn of(ink: &[u8]) -> Self {
        let mut coarse = vec![0.0_f32; (ACROSS / COARSE_SIDE) * (DOWN / COARSE_SIDE)];
        for (place, level) in ink.iter().enumerate() {
            let (row, column) = (place / ACROSS / COARSE_SIDE, place % ACROSS / COARSE_SIDE);
            if let Some(sum) = coarse.get_mut(row * (ACROSS / COARSE_SIDE) + column) {
                *sum += f32::from(*level);
            }
        }
        let average = coarse.iter().sum::<f32>() / coarse.len() as f32;
        coarse.iter_mut().for_each(|sum| *sum -= average);
        let length = coarse.iter().map(|sum| sum * sum).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        coarse.iter_mut().for_each(|sum| *sum /= length);
        Self(coarse)
    }

    fn like(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(one, other)| one * other).sum()
    }
}

impl Tiles {
    fn of(ink: Vec<f64>, steep: f64) -> Self {
        let own = Sums::of(&ink, &ink);
        Self { ink, steep, own }
    }

    fn compare(&self, other: &Self) -> Likeness {
        let (correlation, shift) = best_of(|shift| self.correlate(other, shift));
        tell_likeness(correlation, || find_worst_part(&self.ink, &other.moved(shift)))
    }

    /// The correlation with the other moved by the shift of this place; what is moved in holds no ink.
    fn correlate(&self, other: &Self, shift: usize) -> f64 {
        let (x, y) = SHIFTS.get(shift).copied().unwrap_or_default();
        let rows = self.ink.chunks(ACROSS).skip(from(y)).zip(other.ink.chunks(ACROSS).skip(from(-y)));
        let sums = |(row, other)| Sums::of(part_of(row, from(x), width_of(x)), part_of(other, from(-x), width_of(x)));
        let sums = rows.map(sums).fold(Sums::default(), |all, row| Sums {
            both: all.both + row.both,
            ink: all.ink + row.ink,
            square: all.square + row.square,
        });
        self.own.correlate(&sums)
    }

    /// The ink that lies over each tile of another picture when this one is moved.
    fn moved(&self, (x, y): (i64, i64)) -> Vec<f64> {
        let places = (0..DOWN as i64).flat_map(|row| (0..ACROSS as i64).map(move |column| (column + x, row + y)));
        places.map(|(x, y)| self.at(x, y)).collect()
    }

    fn at(&self, x: i64, y: i64) -> f64 {
        let inside = |at: i64, length: usize| usize::try_from(at).ok().filter(|at| *at < length);
        let place = inside(x, ACROSS).zip(inside(y, DOWN)).map(|(x, y)| y * ACROSS + x);
        place.and_then(|place| self.ink.get(place)).copied().unwrap_or(0.0)
    }

    /// The ink at a point of the box, 0 to 1 across and down.
    fn sample(&self, across: f64, down: f64) -> f64 {
        let (x, y) = (across * ACROSS as f64 - 0.5, down * DOWN as f64 - 0.5);
        let (left, top) = (whole_below(x), whole_below(y));
        let (right_share, low_share) = (x - left as f64, y - top as f64);
        let high = self.at(left, top) * (1.0 - right_share) + self.at(left + 1, top) * right_share;
        let low = self.at(left, top + 1) * (1.0 - right_share) + self.at(left + 1, top + 1) * right_share;
        high * (1.0 - low_share) + low * low_share
    }

    /// The same turned, in the box that is then around the ink.
    pub fn turn(&self, degrees: f64) -> Turned {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let from = |across: f64, down: f64| {
            let (x, y) = (across - 0.5, (down - 0.5) * self.steep);
            self.sample(x * cos + y * sin + 0.5, (y * cos - x * sin) / self.steep + 0.5)
        };
        // wide enough for what a few degrees turn out of the box
        let (wide, high) = (1.0 + sin.abs() * self.steep, 1.0 + sin.abs() / self.steep);
        let whole = Frame { left: 0.5 - wide / 2.0, top: 0.5 - high / 2.0, wide, high };
        let fitted = whole.around_ink(&whole.draw(from));
        let tiles = Self::of(fitted.draw(from), self.steep * fitted.high / fitted.wide);
        let steps = |level: &f64| (level * STEPS).round().clamp(0.0, 255.0) as u8;
        Turned { rough: Whole::of(tiles.ink.iter().map(steps).collect()), tiles }
    }
}

/// The greatest whole number that is not above this one. (Processors of ten years ago have no instruction for it.)
fn whole_below(number: f64) -> i64 {
    let towards_nought = number as i64;
    towards_nought - i64::from((towards_nought as f64) > number)
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

/// Sums over tiles of one picture and of the other that lie over one another.
#[derive(Default)]
struct Sums {
    /// Of their products.
    both: f64,
    /// Of the other's ink, and of its square.
    ink: f64,
    square: f64,
}

impl Sums {
    /// In lanes of their own, so that several tiles are added at a time.
    fn of(one: &[f64], other: &[f64]) -> Self {
        const LANES: usize = 4;
        let (mut both, mut ink, mut square) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for (one, other) in one.chunks(LANES).zip(other.chunks(LANES)) {
            let lanes = both.iter_mut().zip(&mut ink).zip(&mut square);
            for (((both, ink), square), (one, other)) in lanes.zip(one.iter().zip(other)) {
                *both += one * other;
                *ink += other;
                *square += other * other;
            }
        }
        Self { both: both.iter().sum(), ink: ink.iter().sum(), square: square.iter().sum() }
    }

    /// The squares of the other's ink about its average.
    fn squares(&self) -> f64 {
        self.square - self.ink * self.ink / TILES
    }

    /// The correlation, these being the first's sums of its own ink.
    fn correlate(&self, sums: &Self) -> f64 {
        let (first, second) = (self.squares(), sums.squares());
        let both = sums.both - self.ink * sums.ink / TILES;
        // Tiles that are all alike leave nothing but the rounding of their sums.
        if first > NOTHING && second > NOTHING { both / (first * second).sqrt() } else { 0.0 }
    }
}

/// From which row or column on tiles lie over the other picture's when it is moved so.
fn from(shift: i64) -> usize {
    usize::from(shift < 0)
}

/// How many columns then lie over one another.
fn width_of(shift: i64) -> usize {
    ACROSS - usize::from(shift != 0)
}

/// So many tiles of a row from one on.
fn part_of<T>(row: &[T], first: usize, width: usize) -> &[T] {
    row.get(first..first + width).unwrap_or(&[])
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
