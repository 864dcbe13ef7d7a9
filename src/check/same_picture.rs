//! Whether two pictures of signatures are one: the same bytes, or the same strokes after re-encoding, scaling (also of one
//! direction alone), cutting out, another colour, a slight turn, or set on another side or mirrored.
//!
//! Pictures of other bytes are told apart step by step, the cheapest look first: their hashes, their shapes, their coarse
//! pictures, their strokes as they stand, their strokes turned ([`stroke_tiles`](super::stroke_tiles)). Seals of two units
//! differ in a few characters that are smaller than a tile: they are one only by their bytes.

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use crate::check::set_otherwise::WAYS;
use crate::check::set_otherwise::hash_of;
use crate::check::set_otherwise::ink_of;
use crate::check::set_otherwise::set_otherwise;
use crate::check::stroke_tiles::Levels;
use crate::check::stroke_tiles::Turned;
use crate::model::InkNature;
use crate::model::PictureLook;

/// Hashes that differ in more bits than this are of different pictures, without comparing them further.
const HASH_DISTANCE: u32 = 16;
/// Turns that are tried, in degrees.
const TURNS: [f64; 6] = [-1.0, 1.0, -2.0, 2.0, -3.0, 3.0];
/// Of the pictures that a turn may make alike so many are turned, those that are most alike without.
const MOST_TURNED: usize = 8;
/// From this correlation on a turn may make them alike.
const WORTH_TURNING: f64 = 0.4;
/// Below this correlation of their coarse pictures two are not compared further: a copy has more, however it was turned or
/// moved, and two hands seldom have.
const COARSE: f32 = 0.6;
/// The same where their proportions differ: a copy that was squeezed in one direction is neither turned nor moved.
const COARSE_SQUEEZED: f32 = 0.8;
/// Proportions of width and height in hundredths of the other's, up to which two have the same shape, and up to which one may be
/// the other squeezed in one direction.
const SAME_SHAPE: u64 = 125;
const MOST_SQUEEZED: u64 = 250;
/// Of the pictures that are left then so many are compared, those that are coarsely most alike: what is dear is done so often
/// for each picture, however many there are.
const MOST_COMPARED: usize = 256;

/// For each picture the others that are the same, by their places. The bytes of each differ from those of all others.
/// `matters` says of two whether that is of interest.
pub(super) fn find_same_pictures(
    looks: &[&PictureLook],
    matters: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Vec<Vec<usize>> {
    let levels = looks.par_iter().map(|look| Levels::of(look)).collect();
    let pictures = Pictures { looks, hashes: looks.iter().map(|look| look.hash).collect(), levels };
    let compared: Vec<Compared> =
        (0..looks.len()).into_par_iter().map(|at| pictures.compare_with_later(at, matters)).collect();
    // Each picture is turned once, for all that it is to be compared with.
    let mut awaits: Vec<Vec<usize>> = vec![Vec::new(); looks.len()];
    for (at, compared) in compared.iter().enumerate() {
        for &other in &compared.turned {
            awaits.get_mut(other).into_iter().for_each(|awaits| awaits.push(at));
        }
    }
    let turned: Vec<Vec<usize>> =
        awaits.par_iter().enumerate().map(|(other, awaits)| pictures.find_same_turned(other, awaits)).collect();
    let as_they_stand =
        compared.iter().enumerate().flat_map(|(at, compared)| compared.same.iter().map(move |&s| (at, s)));
    let as_turned = turned.iter().enumerate().flat_map(|(other, same)| same.iter().map(move |&at| (at, other)));
    let mut same: Vec<Vec<usize>> = vec![Vec::new(); looks.len()];
    for (at, other) in as_they_stand.chain(as_turned) {
        for (one, other) in [(at, other), (other, at)] {
            same.get_mut(one).into_iter().for_each(|same| same.push(other));
        }
    }
    same.iter_mut().for_each(|same| same.sort_unstable());
    same
}

/// What is compared with what, ready for comparing.
struct Pictures<'a> {
    looks: &'a [&'a PictureLook],
    hashes: Vec<u64>,
    levels: Vec<Option<Levels>>,
}

/// What a picture's comparison with those that stand behind it told.
struct Compared {
    /// Those that are the same as they stand.
    same: Vec<usize>,
    /// Those that a turn may make the same.
    turned: Vec<usize>,
}

impl Pictures<'_> {
    fn levels(&self, at: usize) -> Option<&Levels> {
        self.levels.get(at).and_then(Option::as_ref)
    }

    /// The later pictures that this one is when it is set on another side or mirrored.
    fn find_set_otherwise(&self, at: usize, matters: &(dyn Fn(usize, usize) -> bool + Sync)) -> Vec<usize> {
        let (Some(look), Some(later)) = (self.looks.get(at), self.hashes.get(at + 1..)) else { return Vec::new() };
        let Some(ink) = ink_of(look).filter(|_| !later.is_empty()) else { return Vec::new() };
        let is_near = |hash: u64| later.iter().any(|other| (hash ^ other).count_ones() <= HASH_DISTANCE);
        let set = WAYS.iter().filter(|way| is_near(hash_of(&ink, **way))).map(|way| set_otherwise(look, &ink, *way));
        let found = set.filter_map(|set| Some((Levels::of(&set)?, set))).flat_map(|(own, set)| {
            let alike = self.coarsely_like(at, (&set, &own), matters);
            let is_same = |other: &usize| self.levels(*other).is_some_and(|levels| own.compare(levels).says_same());
            alike.into_iter().filter(is_same).collect::<Vec<usize>>()
        });
        found.collect()
    }

    fn compare_with_later(&self, at: usize, matters: &(dyn Fn(usize, usize) -> bool + Sync)) -> Compared {
        let mut compared = Compared { same: Vec::new(), turned: Vec::new() };
        let Some((look, own)) = self.looks.get(at).zip(self.levels(at)) else { return compared };
        let mut turned = Vec::new();
        for other in self.coarsely_like(at, (look, own), matters) {
            let Some(levels) = self.levels(other) else { continue };
            let likeness = own.compare(levels);
            let is_squeezed = !self.have_same_shape(at, other);
            match likeness.says_same() {
                true => compared.same.push(other),
                // Nobody squeezes a picture and turns it too.
                false if is_squeezed => {}
                false if likeness.correlation >= WORTH_TURNING => turned.push((likeness.correlation, other)),
                false => {}
            }
        }
        // A turned copy is among those that are most like it as they stand.
        turned.sort_by(|(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
        compared.turned.extend(turned.into_iter().take(MOST_TURNED).map(|(_, other)| other));
        compared.same.extend(self.find_set_otherwise(at, matters));
        compared.same.sort_unstable();
        compared.same.dedup();
        compared
    }

    /// The later pictures that are worth comparing with this one, which looks so.
    fn coarsely_like(
        &self,
        at: usize,
        (look, own): (&PictureLook, &Levels),
        matters: &(dyn Fn(usize, usize) -> bool + Sync),
    ) -> Vec<usize> {
        let near = self.hashes.iter().enumerate().skip(at + 1);
        let near =
            near.filter(|(_, other)| (look.hash ^ **other).count_ones() <= HASH_DISTANCE).map(|(other, _)| other);
        let alike = near.filter_map(|other| {
            let (other_look, levels) = self.looks.get(other).zip(self.levels(other))?;
            let likeness = own.coarsely_like(levels);
            let least = if has_shape_within(look, other_look, SAME_SHAPE) { COARSE } else { COARSE_SQUEEZED };
            (likeness >= least && may_be_same(look, other_look) && matters(at, other)).then_some((likeness, other))
        });
        let mut alike: Vec<(f32, usize)> = alike.collect();
        alike.sort_by(|(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
        alike.truncate(MOST_COMPARED);
        alike.into_iter().map(|(_, other)| other).collect()
    }

    fn have_same_shape(&self, one: usize, other: usize) -> bool {
        let looks = self.looks.get(one).zip(self.looks.get(other));
        looks.is_some_and(|(one, other)| has_shape_within(one, other, SAME_SHAPE))
    }

    /// Which of those that wait for it are the same as this picture once it is turned.
    fn find_same_turned(&self, at: usize, awaits: &[usize]) -> Vec<usize> {
        let Some(own) = self.levels(at).filter(|_| !awaits.is_empty()) else { return Vec::new() };
        let own = own.tiles();
        let turns: Vec<Turned> = TURNS.iter().map(|degrees| own.turn(*degrees)).collect();
        let is_same = |fixed: &Levels| {
            let tiles = fixed.tiles();
            let mut likenesses = turns.iter().filter_map(|turned| fixed.compare_turned(&tiles, turned));
            likenesses.any(|likeness| likeness.says_same())
        };
        awaits.iter().copied().filter(|&other| self.levels(other).is_some_and(is_same)).collect()
    }
}

/// Whether two pictures of other bytes may be one, before their strokes are compared.
fn may_be_same(one: &PictureLook, other: &PictureLook) -> bool {
    // a black signature and the same in red, which looks like a seal
    [one, other].iter().any(|look| look.nature != InkNature::Seal) && has_shape_within(one, other, MOST_SQUEEZED)
}

/// Whether the proportions of width and height differ by no more than this, in hundredths of the smaller one, without dividing.
fn has_shape_within(one: &PictureLook, other: &PictureLook, hundredths: u64) -> bool {
    let sides = |look: &PictureLook| (u64::from(look.ink.0), u64::from(look.ink.1));
    let ((width, height), (other_width, other_height)) = (sides(one), sides(other));
    let (across, back) = (width * other_height, other_width * height);
    across > 0 && across.max(back) * 100 <= across.min(back) * hundredths
}
