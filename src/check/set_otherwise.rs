//! Pictures as they would look set on another side or mirrored, as far as their strokes are known ([`PictureLook::strokes`]): a scan
//! lies as the sheet was put in, and programs turn and mirror a picture at a click.

use crate::model::PictureLook;

const ACROSS: usize = PictureLook::TILES_ACROSS as usize;
const DOWN: usize = PictureLook::TILES_DOWN as usize;

/// How a picture is set otherwise.
#[derive(Clone, Copy)]
pub(super) enum Way {
    QuarterTurn,
    HalfTurn,
    ThreeQuarterTurn,
    Mirrored,
    UpsideDown,
}

/// All ways that are looked for.
pub(super) const WAYS: [Way; 5] =
    [Way::QuarterTurn, Way::HalfTurn, Way::ThreeQuarterTurn, Way::Mirrored, Way::UpsideDown];

impl Way {
    fn is_upended(self) -> bool {
        matches!(self, Self::QuarterTurn | Self::ThreeQuarterTurn)
    }

    /// Where in the picture the ink stood that lies here when it is set so: 0 to 1 across and down.
    fn origin(self, across: f64, down: f64) -> (f64, f64) {
        match self {
            Self::QuarterTurn => (down, 1.0 - across),
            Self::HalfTurn => (1.0 - across, 1.0 - down),
            Self::ThreeQuarterTurn => (1.0 - down, across),
            Self::Mirrored => (1.0 - across, down),
            Self::UpsideDown => (across, 1.0 - down),
        }
    }
}

/// The ink of a picture's tiles; None where its strokes are not known.
pub(super) fn ink_of(look: &PictureLook) -> Option<Vec<u8>> {
    let level = |digit: char| digit.to_digit(16).and_then(|level| u8::try_from(level).ok());
    let ink: Vec<u8> = look.strokes.chars().filter_map(level).collect();
    (ink.len() == ACROSS * DOWN).then_some(ink)
}

/// As [`PictureLook::hash`], of the picture set so: whether each of 9 × 8 fields of four by four tiles holds more ink than the one right
/// of it. By it few pictures are found that are worth setting otherwise whole.
pub(super) fn hash_of(ink: &[u8], way: Way) -> u64 {
    let mut fields = [[0_u32; 9]; 8];
    for (row, fields) in fields.iter_mut().enumerate() {
        for place in 0..ACROSS * 4 {
            let (column, row) = (place % ACROSS, row * 4 + place / ACROSS);
            let (across, down) = way.origin(middle_of(column, ACROSS), middle_of(row, DOWN));
            let (x, y) = ((across * ACROSS as f64) as usize, (down * DOWN as f64) as usize);
            let level = ink.get(y * ACROSS + x).copied().unwrap_or(0);
            fields.get_mut(column / 4).into_iter().for_each(|field| *field += u32::from(level));
        }
    }
    let pairs = fields.iter().flat_map(|row| row.iter().zip(row.iter().skip(1)));
    pairs.fold(0_u64, |hash, (one, next)| hash << 1 | u64::from(next > one))
}

fn middle_of(at: usize, of: usize) -> f64 {
    (at as f64 + 0.5) / of as f64
}

/// The look of a picture of this ink set so.
pub(super) fn set_otherwise(look: &PictureLook, ink: &[u8], way: Way) -> PictureLook {
    let places = (0..DOWN).flat_map(|row| (0..ACROSS).map(move |column| (column, row)));
    let tiles = places.map(|(column, row)| {
        let (across, down) = way.origin(middle_of(column, ACROSS), middle_of(row, DOWN));
        sample(ink, across * ACROSS as f64 - 0.5, down * DOWN as f64 - 0.5).round() as u32
    });
    let strokes = tiles.filter_map(|level| char::from_digit(level, 16)).collect();
    let (width, height) = look.ink;
    let sides = if way.is_upended() { (height, width) } else { (width, height) };
    PictureLook { hash: hash_of(ink, way), strokes, ink: sides, ..look.clone() }
}

/// The ink at a point between the middles of tiles.
fn sample(ink: &[u8], x: f64, y: f64) -> f64 {
    let (x, y) = (x.clamp(0.0, ACROSS as f64 - 1.0), y.clamp(0.0, DOWN as f64 - 1.0));
    let at = |column: usize, row: usize| {
        ink.get(row.min(DOWN - 1) * ACROSS + column.min(ACROSS - 1)).copied().map_or(0.0, f64::from)
    };
    let (column, row) = (x as usize, y as usize);
    let (right, low) = (x - column as f64, y - row as f64);
    let line = |row: usize| at(column, row) * (1.0 - right) + at(column + 1, row) * right;
    line(row) * (1.0 - low) + line(row + 1) * low
}
