//! Which applications carry one picture as the signatures of different units. However many carry it, a few of the others are
//! found for each, so that the work grows with the season and not with its square.

use std::collections::HashMap;

use crate::check::same_picture::find_same_pictures;
use crate::model::PictureLook;
use crate::model::Place;

/// Of the others with the same picture so many are found.
const MOST_OTHERS: usize = 120;
/// Units of one picture by whose names two pictures are asked whether they are of different units.
const MOST_UNITS: usize = 8;

/// A picture that stands as a signature.
pub(super) struct Mark<'a> {
    /// The place of its application among all.
    pub application: usize,
    /// The name of its unit.
    pub unit: Option<&'a str>,
    /// Where it stands.
    pub place: Option<&'a Place>,
    /// What it looks like.
    pub look: &'a PictureLook,
}

/// The other applications with the same signature and another unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Reused {
    /// Their places among all, in order.
    pub others: Vec<usize>,
    /// Whether there are more.
    pub more: bool,
}

/// Those with the same bytes.
#[derive(Default)]
struct Picture {
    /// Places among the marks, in order.
    marks: Vec<usize>,
    /// The first mark of each of the first few units.
    units: Vec<usize>,
}

/// For each mark the others that are the same picture. `of_two_units` says of two applications whether they are surely of
/// different units.
pub(super) fn find_reused(marks: &[Mark<'_>], of_two_units: &(dyn Fn(usize, usize) -> bool + Sync)) -> Vec<Reused> {
    let are_of_two_units = |one: usize, other: usize| {
        marks
            .get(one)
            .zip(marks.get(other))
            .is_some_and(|(one, other)| of_two_units(one.application, other.application))
    };
    let (pictures, picture_of) = gather_pictures(marks);
    let matters = |one: usize, other: usize| {
        pictures.get(one).zip(pictures.get(other)).is_some_and(|(one, other)| {
            one.units.len().min(other.units.len()) == MOST_UNITS
                || one.units.iter().any(|&one| other.units.iter().any(|&other| are_of_two_units(one, other)))
        })
    };
    let looks = pictures.iter().filter_map(|picture| Some(marks.get(*picture.marks.first()?)?.look));
    let same = find_same_pictures(&looks.collect::<Vec<_>>(), &matters);
    let others_of = |(at, own): (usize, &usize)| {
        let alike = same.get(*own).into_iter().flatten();
        let candidates = std::iter::once(own).chain(alike).filter_map(|picture| pictures.get(*picture));
        let is_other = |&other: &usize| {
            // a list form carries one signature for all its projects: that is one mark, not two
            let place = |mark: usize| marks.get(mark).and_then(|mark| mark.place);
            let one_mark = place(at).is_some() && place(at) == place(other);
            at != other && !one_mark && are_of_two_units(at, other)
        };
        let others = candidates.flat_map(|picture| &picture.marks).copied().filter(is_other);
        let others = others.filter_map(|other| marks.get(other)).map(|mark| mark.application);
        let mut others: Vec<usize> = others.take(MOST_OTHERS + 1).collect();
        let more = others.len() > MOST_OTHERS;
        others.truncate(MOST_OTHERS);
        others.sort_unstable();
        Reused { others, more }
    };
    picture_of.iter().enumerate().map(others_of).collect()
}

/// The different pictures, in the order of their first marks, and which of them each mark is.
fn gather_pictures(marks: &[Mark<'_>]) -> (Vec<Picture>, Vec<usize>) {
    let mut pictures: Vec<Picture> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut picture_of = Vec::with_capacity(marks.len());
    for (at, mark) in marks.iter().enumerate() {
        let place = *known.entry(&mark.look.sha256).or_insert_with(|| {
            pictures.push(Picture::default());
            pictures.len() - 1
        });
        picture_of.push(place);
        let Some(picture) = pictures.get_mut(place) else { continue };
        picture.marks.push(at);
        let unit = |mark: &usize| marks.get(*mark).and_then(|mark| mark.unit);
        if picture.units.len() < MOST_UNITS && !picture.units.iter().any(|known| unit(known) == mark.unit) {
            picture.units.push(at);
        }
    }
    (pictures, picture_of)
}
