//! Whether two pictures of signatures are one: the same bytes, or the same strokes after re-encoding, scaling, cutting out
//! or a slight turn.
//!
//! Compared is how much ink lies in each tile of the ink's box ([`PictureLook::strokes`]): over all of it (correlation), and
//! in the part where the two differ most, for two names in one type differ in one part alone. Seals of two units differ in
//! a few characters that are smaller than a tile: they are one only by their bytes.

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use crate::model::InkNature;
use crate::model::PictureLook;

/// Hashes that differ in more bits than this are of different pictures, without comparing them further.
const HASH_DISTANCE: u32 = 16;
/// Turns that are tried, in degrees.
const TURNS: [f64; 6] = [-1.0, 1.0, -2.0, 2.0, -3.0, 3.0];
/// Of the pictures that a turn may make alike so many are turned, those that are most alike without: turning is dear, and all
/// are compared with all.
const MOST_TURNED: usize = 8;
/// From this correlation on a turn may make them alike.
const WORTH_TURNING: f64 = 0.4;
/// Below this correlation of their coarse pictures two are not compared further: a copy has more, however it was turned or
/// moved, and two hands seldom have.
const COARSE: f32 = 0.6;
/// Sides of a tile of the coarse picture in tiles.
const COARSE_SIDE: usize = 4;
/// Two are one from this correlation on, or from the lower one on where they differ nowhere by more than a part.
const SAME: f64 = 0.93;
const ALIKE: f64 = 0.75;
const WORST_PART: f64 = 0.24;

const ACROSS: usize = PictureLook::TILES_ACROSS as usize;
const DOWN: usize = PictureLook::TILES_DOWN as usize;
/// Sides of a part in tiles; parts overlap by half.
const PART: usize = 8;

/// For each picture the later ones that are the same, by their places. `matters` says of two whether that is of interest.
pub(super) fn find_same_pictures(
    looks: &[&PictureLook],
    matters: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Vec<Vec<usize>> {
    // All are compared with all, so the hashes alone first: the same bytes have the same hash.
    let hashes: Vec<u64> = looks.iter().map(|look| look.hash).collect();
    let tiles: Vec<Option<Levels>> = looks.par_iter().map(|look| Levels::of(look)).collect();
    let same_as = |(at, look): (usize, &&PictureLook)| {
        let near = hashes.iter().enumerate().skip(at + 1);
        let near = near.filter(|(_, hash)| (look.hash ^ **hash).count_ones() <= HASH_DISTANCE).map(|(other, _)| other);
        let own = tiles.get(at).and_then(Option::as_ref).map(Levels::tiles);
        let (mut same, mut turned) = (Vec::new(), Vec::new());
        for other in near.filter(|other| matters(at, *other)) {
            let Some(other_look) = looks.get(other) else { continue };
            if look.sha256 == other_look.sha256 {
                same.push(other);
            } else if may_be_same(look, other_look)
                && let Some((own_levels, levels)) =
                    tiles.get(at).and_then(Option::as_ref).zip(tiles.get(other).and_then(Option::as_ref))
                && own_levels.coarsely_like(levels) >= COARSE
                && let Some(own) = own.as_ref()
            {
                let likeness = compare(own, &levels.tiles());
                match likeness.says_same() {
                    true => same.push(other),
                    false if likeness.correlation >= WORTH_TURNING => turned.push((likeness.correlation, other)),
                    false => {}
                }
            }
        }
        // A turned copy is among those that are most like it as they stand.
        turned.sort_by(|(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
        turned.truncate(MOST_TURNED);
        let is_same_turned = |other: usize| {
            let levels = own.as_ref().zip(tiles.get(other).and_then(Option::as_ref));
            levels.is_some_and(|(own, other)| is_same_turned(own, &other.tiles()))
        };
        same.extend(turned.into_iter().map(|(_, other)| other).filter(|&other| is_same_turned(other)));
        same.sort_unstable();
        same
    };
    looks.par_iter().enumerate().map(same_as).collect()
}

/// Whether two pictures of other bytes may be one, before their strokes are compared.
fn may_be_same(one: &PictureLook, other: &PictureLook) -> bool {
    [one, other].iter().all(|look| look.nature != InkNature::Seal) && has_same_shape(one, other)
}

fn is_same_turned(fixed: &Tiles, turned: &Tiles) -> bool {
    TURNS.iter().any(|degrees| compare(fixed, &turned.turn(*degrees)).says_same())
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

/// The same in a byte a tile, which is how the pictures of a whole season are kept.
struct Levels {
    ink: Vec<u8>,
    steep: f64,
    /// The ink of each coarse tile less their average, all of them of length 1 together.
    coarse: Vec<f32>,
}

impl Levels {
    fn of(look: &PictureLook) -> Option<Self> {
        let level = |digit: char| digit.to_digit(16).and_then(|level| u8::try_from(level).ok());
        let ink: Vec<u8> = look.strokes.chars().filter_map(level).collect();
        let steep = f64::from(look.ink.1) / f64::from(look.ink.0.max(1));
        (ink.len() == ACROSS * DOWN).then(|| Self { coarse: make_coarse(&ink), ink, steep })
    }

    /// The correlation of the coarse pictures.
    fn coarsely_like(&self, other: &Self) -> f32 {
        self.coarse.iter().zip(&other.coarse).map(|(one, other)| one * other).sum()
    }

    fn tiles(&self) -> Tiles {
        Tiles { ink: self.ink.iter().map(|level| f64::from(*level)).collect(), steep: self.steep }
    }
}

fn make_coarse(ink: &[u8]) -> Vec<f32> {
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
    coarse
}

impl Tiles {
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
    let own = Sums::of(&one.ink, &one.ink);
    let shifts = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y)));
    let tried = shifts.map(|shift| (correlate(one, &own, other, shift), shift));
    let best = tried.max_by(|(one, _), (other, _)| one.total_cmp(other));
    best.map_or(Likeness { correlation: 0.0, worst: 1.0 }, |(correlation, (x, y))| {
        // Only between the two limits the parts are asked.
        let asked = (ALIKE..SAME).contains(&correlation);
        let rows = 0..DOWN as i64;
        let moved = rows.flat_map(|row| (0..ACROSS as i64).map(move |column| (column + x, row + y)));
        let moved: Vec<f64> = if asked { moved.map(|(x, y)| other.at(x, y)).collect() } else { Vec::new() };
        Likeness { correlation, worst: if asked { find_worst_part(&one.ink, &moved) } else { 1.0 } }
    })
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
}

/// The correlation with the other moved by so many tiles; what is moved in holds no ink. `own` are the sums of the first.
fn correlate(one: &Tiles, own: &Sums, other: &Tiles, (x, y): (i64, i64)) -> f64 {
    let from = |shift: i64| usize::from(shift < 0);
    let width = ACROSS - usize::from(x != 0);
    let rows = one.ink.chunks(ACROSS).skip(from(y)).zip(other.ink.chunks(ACROSS).skip(from(-y)));
    let sums = rows.map(|(row, other)| Sums::of(part_of(row, from(x), width), part_of(other, from(-x), width)));
    let sums = sums.fold(Sums::default(), |all, row| Sums {
        both: all.both + row.both,
        ink: all.ink + row.ink,
        square: all.square + row.square,
    });
    let tiles = (ACROSS * DOWN) as f64;
    let (first, second) = (own.square - own.ink * own.ink / tiles, sums.square - sums.ink * sums.ink / tiles);
    let both = sums.both - own.ink * sums.ink / tiles;
    // Tiles that are all alike leave nothing but the rounding of their sums.
    if first > NOTHING && second > NOTHING { both / (first * second).sqrt() } else { 0.0 }
}

/// So many tiles of a row from one on.
fn part_of(row: &[f64], from: usize, width: usize) -> &[f64] {
    row.get(from..from + width).unwrap_or(&[])
}

/// Less than this is what is left of sums by rounding.
const NOTHING: f64 = 1e-6;

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
