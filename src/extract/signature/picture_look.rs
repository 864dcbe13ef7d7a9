//! What a picture looks like: blank or not, strokes or a seal or all covered, what stays alike when it is re-encoded or
//! scaled, and the picture made small.
//!
//! What stays alike is taken of the ink's bounding box, so that margins do not matter: the share of ink in 36 × 32 tiles,
//! and of that the difference hash (dHash, 8 × 8).

use std::fmt::Write;
use std::io::Cursor;

use image::DynamicImage;
use image::GrayImage;
use image::ImageFormat;
use image::RgbImage;
use image::imageops;
use sha2::Digest;
use sha2::Sha256;

use crate::extract::signature::picture_content::Content;
use crate::extract::signature::picture_content::content_of;
use crate::extract::signature::picture_ink::Ink;
use crate::extract::signature::picture_ink::cut_out;
use crate::extract::signature::picture_ink::find_ink;
use crate::extract::signature::picture_ink::holds_together;
use crate::extract::signature::picture_ink::keep_ink;
use crate::extract::signature::picture_ink::shown_without_ink;
use crate::extract::signature::picture_pixels::coloured_on_white;
use crate::extract::signature::picture_pixels::cut_off;
use crate::extract::signature::picture_pixels::decode;
use crate::extract::signature::picture_pixels::is_cut_short;
use crate::extract::signature::picture_pixels::on_white;
use crate::extract::signature::picture_print::is_low_print;
use crate::extract::signature::picture_print::is_printed;
use crate::extract::signature::picture_rules::is_crossed;
use crate::extract::signature::picture_rules::is_rule;
use crate::extract::signature::picture_rules::is_table;
use crate::extract::signature::resampled::Filter;
use crate::extract::signature::resampled::resize_part;
use crate::model::InkNature;
use crate::model::Picture;
use crate::model::PictureLook;
use crate::model::Thumbnail;

/// How much more of red than of green and blue a pixel must have (0–255) to be red, and of a hundred pixels of ink so many of
/// another colour may lie in a seal alone: the edges of its strokes. With fewer red ones of a hundred than the last
/// there is no seal at all.
const RED: u8 = 40;
const OTHER_INK: u64 = 12;
const SEALED: u64 = 15;
/// Of a hundred pixels in the ink's box so many are ink where it is not of strokes: in any box, and in one that is not half
/// as long again as it is high, as codes, logos and photographs are and a written name is not; and the least side of it.
const SOLID: u64 = 65;
const SOLID_SQUARE: u64 = 45;
const SMALLEST_SOLID: u32 = 24;
/// Lower than this, in pixels, print is not told from a hand's strokes.
const SMALLEST_SEEN: u32 = 17;
/// Of a hundred pixels so many are coloured in a photograph, by more than so much (0–255), and at the most so many of these are
/// of one hue and its neighbours among twelve; and so many pixels are looked at, about.
const PAINTED: usize = 40;
const GREYISH: u8 = 32;
const ONE_HUE: usize = 75;
const HUES: usize = 12;
const LOOKED_AT: usize = 4_096;
/// A strong colour is so far from grey (0–255), and so many hundredths of its brightest part; with so many of a hundred pixels
/// it is no paper.
const STRONG: u8 = 90;
const SATURATED: u32 = 60;
const STRONGLY_PAINTED: usize = 50;
/// A patch of ink is so many hundredths of the box's shorter side across and down, its tiles full from this level on.
const PATCH: u32 = 28;
const FULL: u8 = 235;

/// Most pixels of a picture made small, across and down: twice what a list shows, so that a print is sharp.
const SMALL: (u32, u32) = (320, 112);
/// Paper that is left around the ink of a picture made small, in pixels of the original for each hundred of the ink.
const MARGIN: u32 = 6;

/// What is seen of a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Sight {
    /// Pixels, and what they look like.
    Pixels(PictureLook),
    /// Lines of a drawing, which is not painted: only its bytes tell it from others.
    Lines(PictureLook),
    /// A drawing with nothing in it.
    Nothing,
    /// It is damaged, or of a kind that is not known.
    Unreadable,
}

/// What is seen of a picture as far as it is shown.
pub fn look_at(picture: &Picture) -> Sight {
    match content_of(&picture.bytes) {
        Content::Drawn => Sight::Lines(look_of_drawing(&picture.bytes, InkNature::Strokes)),
        Content::Printed => Sight::Pixels(look_of_drawing(&picture.bytes, InkNature::Printed)),
        Content::Nothing => Sight::Nothing,
        Content::Raster(file) if is_cut_short(&file) => Sight::Unreadable,
        Content::Raster(file) => decode(&file).map_or(Sight::Unreadable, |pixels| {
            Sight::Pixels(look_at_pixels(&cut_off(pixels, picture.crop), sha256_hex(&picture.bytes)))
        }),
    }
}

/// The look of a drawing, which has no pixels.
fn look_of_drawing(bytes: &[u8], nature: InkNature) -> PictureLook {
    let (sha256, strokes) = (sha256_hex(bytes), String::new());
    PictureLook { sha256, width: 0, height: 0, blank: false, ink: (0, 0), hash: 0, strokes, nature }
}

fn look_at_pixels(picture: &DynamicImage, sha256: String) -> PictureLook {
    let grey = on_white(picture);
    let ink = find_ink(&grey);
    let bare = if ink.is_none() { shown_without_ink(&grey) } else { None };
    let colours = picture.color().has_color().then(|| coloured_on_white(picture));
    let low_print = ink.as_ref().is_some_and(|ink| is_low_print(&grey, ink));
    let (ink, red) = ink.map_or((None, false), |ink| set_seal_apart(colours.as_ref(), ink));
    let painted = colours.as_ref().is_some_and(|colours| {
        is_painted(colours) || !red && ink.as_ref().is_some_and(|ink| is_of_several_hues(colours, ink))
    });
    let tiles = ink.as_ref().map(ink_tiles);
    PictureLook {
        sha256,
        width: picture.width(),
        height: picture.height(),
        blank: ink.is_none() && bare.is_none() && !painted,
        ink: ink.as_ref().map_or((0, 0), |ink| (ink.area.2, ink.area.3)),
        hash: tiles.as_ref().map_or(0, difference_hash),
        strokes: tiles.as_ref().map(write_tiles).unwrap_or_default(),
        nature: match ink.as_ref().zip(tiles.as_ref()) {
            _ if painted => InkNature::Solid,
            Some((ink, tiles)) => match nature_of(ink, tiles, red) {
                InkNature::Strokes | InkNature::Unclear if low_print => InkNature::Printed,
                nature => nature,
            },
            None => bare.unwrap_or(InkNature::Strokes),
        },
    }
}

/// The ink of a picture made small enough for a line of a list, in grey; the whole picture where it is blank. None where it
/// cannot be decoded.
pub fn shrink_picture(picture: &Picture) -> Option<Thumbnail> {
    let Content::Raster(file) = content_of(&picture.bytes) else { return None };
    let grey = on_white(&cut_off(decode(&file)?, picture.crop));
    let (left, top, width, height) = find_ink(&grey).map_or((0, 0, grey.width(), grey.height()), |ink| ink.area);
    let margin = width.max(height) * MARGIN / 100;
    let (left, top) = (left.saturating_sub(margin), top.saturating_sub(margin));
    let (width, height) =
        ((width + 2 * margin).min(grey.width() - left), (height + 2 * margin).min(grey.height() - top));
    let ink = cut_out(&grey, (left, top, width, height));
    let (most_wide, most_high) = (SMALL.0.min(width), SMALL.1.min(height));
    let small = DynamicImage::from(ink).resize(most_wide, most_high, imageops::FilterType::Triangle);
    let mut png = Cursor::new(Vec::new());
    small.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(Thumbnail { width: small.width(), height: small.height(), png: png.into_inner() })
}

/// SHA-256 as lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _infallible = write!(hex, "{byte:02x}");
        hex
    })
}

/// How much of each tile of the ink's box is ink, 0 to 255.
fn ink_tiles(ink: &Ink) -> GrayImage {
    let (across, down) = (PictureLook::TILES_ACROSS, PictureLook::TILES_DOWN);
    resize_part(&ink.mask, ink.area, (across, down), Filter::Triangle)
}

/// A hexadecimal digit for each tile.
fn write_tiles(tiles: &GrayImage) -> String {
    let digit = |level: &u8| char::from_digit(u32::from(level / 16), 16).unwrap_or('0');
    tiles.as_raw().iter().map(digit).collect()
}

/// Whether each of 9 × 8 fields of four by four tiles holds more ink than the one right of it.
fn difference_hash(tiles: &GrayImage) -> u64 {
    let mut fields = [[0_u32; 9]; 8];
    for (x, y, tile) in tiles.enumerate_pixels() {
        let field = fields.get_mut(index(y / 4)).and_then(|row| row.get_mut(index(x / 4)));
        field.into_iter().for_each(|field| *field += u32::from(tile.0[0]));
    }
    let pairs = fields.iter().flat_map(|row| row.iter().zip(row.iter().skip(1)));
    pairs.fold(0_u64, |hash, (one, next)| hash << 1 | u64::from(next > one))
}

/// What the ink is as a whole.
fn nature_of(ink: &Ink, tiles: &GrayImage, red: bool) -> InkNature {
    let (_, _, width, height) = ink.area;
    let square = width.max(height) * 2 <= width.min(height) * 3;
    let share = if square { SOLID_SQUARE } else { SOLID };
    let solid = ink.count * 100 >= u64::from(width) * u64::from(height) * share;
    match () {
        () if red || is_ring(ink, tiles) => InkNature::Seal,
        () if is_rule(ink) || is_crossed(ink) || is_table(ink) => InkNature::Ruled,
        () if !holds_together(ink) => InkNature::Grain,
        () if (solid || has_patch(ink, tiles)) && width.min(height) >= SMALLEST_SOLID => InkNature::Solid,
        () if is_printed(ink) => InkNature::Printed,
        () if width.min(height) < SMALLEST_SEEN => InkNature::Unclear,
        () => InkNature::Strokes,
    }
}

/// Of a signature across a red seal the signature; and whether nearly all of the ink is red: a seal alone.
fn set_seal_apart(colours: Option<&RgbImage>, ink: Ink) -> (Option<Ink>, bool) {
    let Some(colours) = colours else { return (Some(ink), false) };
    let is_red: Vec<bool> = colours.pixels().map(|colour| is_red(colour.0)).collect();
    let inked = ink.mask.as_raw().iter().zip(&is_red).filter(|(level, _)| **level > 0);
    let (red, all) = inked.fold((0_u64, 0_u64), |(red, all), (_, is_red)| (red + u64::from(*is_red), all + 1));
    if red * 100 < all * SEALED {
        return (Some(ink), false);
    }
    let is_kept = |place: usize| is_red.get(place).is_some_and(|red| !red);
    match keep_ink(&ink, is_kept).filter(|_| (all - red) * 100 > all * OTHER_INK) {
        Some(signature) => (Some(signature), false),
        None => (Some(ink), true),
    }
}

/// Whether much of a picture is painted in colours of several hues, as a photograph is, or in one strong colour, as a logo on a
/// coloured ground. Paper has one hue in any light, a faint one, and what is written or stamped on it covers little of it.
fn is_painted(colours: &RgbImage) -> bool {
    let step = (colours.as_raw().len() / 3).div_ceil(LOOKED_AT).max(1);
    let hues = Hues::of(colours.pixels().step_by(step).map(|colour| colour.0));
    hues.are_several(PAINTED) || hues.strong * 100 >= hues.seen * STRONGLY_PAINTED
}

/// Whether the ink itself is of several hues, as a logo's: a pen has one.
fn is_of_several_hues(colours: &RgbImage, ink: &Ink) -> bool {
    let inked = colours.pixels().zip(ink.mask.as_raw()).filter(|(_, level)| **level > 0);
    let strong = inked.map(|(colour, _)| colour.0);
    Hues::of(strong).are_strongly_several()
}

/// How many of the colours that were looked at are of each hue.
#[derive(Default)]
struct Hues {
    seen: usize,
    strong: usize,
    each: [usize; HUES],
    strong_each: [usize; HUES],
}

impl Hues {
    fn of(colours: impl Iterator<Item = [u8; 3]>) -> Self {
        let mut hues = Self::default();
        for colour in colours {
            hues.seen += 1;
            let Some(hue) = hue_of(colour) else { continue };
            hues.each.get_mut(hue).into_iter().for_each(|count| *count += 1);
            if is_strong(colour) {
                hues.strong += 1;
                hues.strong_each.get_mut(hue).into_iter().for_each(|count| *count += 1);
            }
        }
        hues
    }

    /// Whether so many of a hundred are coloured, and of no main hue.
    fn are_several(&self, share: usize) -> bool {
        let painted: usize = self.each.iter().sum();
        painted * 100 >= self.seen * share && main_of(&self.each) * 100 <= painted * ONE_HUE
    }

    /// The same of strong colours, which the edges of strokes in a JPEG are not.
    fn are_strongly_several(&self) -> bool {
        self.strong * 100 >= self.seen * PAINTED && main_of(&self.strong_each) * 100 <= self.strong * ONE_HUE
    }
}

/// How many are of one hue and its neighbours.
fn main_of(hues: &[usize; HUES]) -> usize {
    let around =
        |at: usize| -> usize { [at + HUES - 1, at, at + 1].iter().filter_map(|hue| hues.get(hue % HUES)).sum() };
    (0..HUES).map(around).max().unwrap_or(0)
}

/// Far from grey, also by its own brightness: paper under a lamp is bright in all of its parts.
fn is_strong(colour: [u8; 3]) -> bool {
    let most = colour.into_iter().max().unwrap_or(0);
    chroma_of(colour) >= STRONG && u32::from(chroma_of(colour)) * 100 >= u32::from(most) * SATURATED
}

fn chroma_of([red, green, blue]: [u8; 3]) -> u8 {
    red.max(green).max(blue) - red.min(green).min(blue)
}

/// Whether ink fills a patch of more than a quarter of the box's shorter side both ways, as no pen does.
fn has_patch(ink: &Ink, tiles: &GrayImage) -> bool {
    let (_, _, width, height) = ink.area;
    let side = width.min(height) * PATCH;
    let (across, down) = (
        (side * tiles.width()).div_ceil(width.max(1) * 100).max(2),
        (side * tiles.height()).div_ceil(height.max(1) * 100).max(2),
    );
    // For each column the tiles that are full above and in this row, one after another.
    let mut full = vec![0_u32; index(tiles.width())];
    rows_of_tiles(tiles).any(|row| {
        full.iter_mut().zip(row).for_each(|(full, level)| *full = if *level >= FULL { *full + 1 } else { 0 });
        full.chunk_by(|one, next| (*one >= down) == (*next >= down))
            .any(|run| run.first().is_some_and(|first| *first >= down) && run.len() >= index(across))
    })
}

fn rows_of_tiles(tiles: &GrayImage) -> impl Iterator<Item = &[u8]> {
    tiles.as_raw().chunks_exact(index(tiles.width()).max(1))
}

/// In which twelfth of the circle a colour's hue lies; None where it is nearly grey.
fn hue_of([red, green, blue]: [u8; 3]) -> Option<usize> {
    let most = red.max(green).max(blue);
    let chroma = i32::from(chroma_of([red, green, blue]));
    if chroma < i32::from(GREYISH) {
        return None;
    }
    let part = |more: u8, less: u8| (i32::from(more) - i32::from(less)) * 2;
    let twelfths = if most == red {
        part(green, blue) / chroma
    } else if most == green {
        4 + part(blue, red) / chroma
    } else {
        8 + part(red, green) / chroma
    };
    usize::try_from(twelfths.rem_euclid(12)).ok()
}

fn is_red([red, green, blue]: [u8; 3]) -> bool {
    red >= green.saturating_add(RED) && red >= blue.saturating_add(RED)
}

/// Whether a closed ring, about as wide as high, runs along the bounds of the ink: a round or oval seal, also without its
/// colour. Looked at in 72 directions, from the bounds inwards.
fn is_ring(ink: &Ink, tiles: &GrayImage) -> bool {
    let (_, _, width, height) = ink.area;
    if width.min(height) < 24 || width.max(height) > width.min(height) * 2 {
        return false;
    }
    let (half_wide, half_high) = (f64::from(tiles.width()) / 2.0, f64::from(tiles.height()) / 2.0);
    let closed = (0..72).filter(|step| {
        let angle = f64::from(*step) * std::f64::consts::PI / 36.0;
        [0.99, 0.95, 0.91].iter().any(|radius| {
            let at = |half: f64, part: f64| (half + half * radius * part).clamp(0.0, 2.0 * half - 1.0) as u32;
            tiles.get_pixel(at(half_wide, angle.cos()), at(half_high, angle.sin())).0[0] >= 40
        })
    });
    closed.count() >= 68
}

fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    fn scribble(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut picture = GrayImage::from_pixel(width, height, Luma([255]));
        for step in 0..width {
            let wave = f64::from(step) / f64::from(width) * 9.0;
            let y = (f64::from(height) * (0.5 + 0.3 * wave.sin())) as u32;
            for thick in 0..height / 12 + 1 {
                picture.put_pixel(step, (y + thick).min(height - 1), Luma([20]));
            }
        }
        encode(DynamicImage::ImageLuma8(picture), format)
    }

    fn look(bytes: &[u8]) -> PictureLook {
        match look_at(&Picture::whole("", bytes)) {
            Sight::Pixels(look) => look,
            other => panic!("{other:?}"),
        }
    }

    fn encode(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("encode");
        bytes.into_inner()
    }

    #[test]
    fn a_picture_of_one_colour_is_blank() {
        let white = encode(DynamicImage::new_rgb8(120, 40), ImageFormat::Png);
        assert!(look(&white).blank);
        let clear = encode(DynamicImage::new_rgba8(120, 40), ImageFormat::Png);
        assert!(look(&clear).blank);
        assert!(!look(&scribble(120, 40, ImageFormat::Png)).blank);
    }

    #[test]
    fn a_printed_line_and_grain_are_no_strokes() {
        let drawn = |is_dark: &dyn Fn(u32, u32) -> bool| {
            let picture = GrayImage::from_fn(300, 60, |x, y| Luma([if is_dark(x, y) { 30 } else { 250 }]));
            look(&encode(DynamicImage::ImageLuma8(picture), ImageFormat::Png)).nature
        };
        assert_eq!(drawn(&|x, y| (10..290).contains(&x) && (30..33).contains(&y)), InkNature::Ruled);
        let hash = |x: u32, y: u32| {
            (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).wrapping_mul(3_266_489_917)
        };
        assert_eq!(drawn(&|x, y| (hash(x, y) >> 16) % 10 < 3), InkNature::Grain);
        assert_eq!(look(&scribble(300, 60, ImageFormat::Png)).nature, InkNature::Strokes);
    }

    /// Strokes on a ground whose colour is told for each place, in thousandths of the width and height.
    fn written_on(ground: impl Fn(u32, u32) -> [u8; 3]) -> PictureLook {
        let mut picture = RgbImage::from_fn(240, 100, |x, y| image::Rgb(ground(x * 1000 / 240, y * 10)));
        for x in 20..220 {
            let y = (50.0 + 30.0 * (f64::from(x) / 12.0).sin()) as u32;
            (0..6).for_each(|thick| picture.put_pixel(x, y + thick, image::Rgb([20, 20, 90])));
        }
        look(&encode(DynamicImage::ImageRgb8(picture), ImageFormat::Png))
    }

    #[test]
    fn lines_of_a_table_what_is_small_and_what_is_pale_are_no_clear_strokes() {
        let drawn = |(width, height): (u32, u32), level: &dyn Fn(u32, u32) -> u8| {
            let picture = GrayImage::from_fn(width, height, |x, y| Luma([level(x, y)]));
            look(&encode(DynamicImage::ImageLuma8(picture), ImageFormat::Png))
        };
        let table = drawn((300, 100), &|x, y| if x % 40 == 7 || y % 25 == 9 { 60 } else { 250 });
        assert_eq!(table.nature, InkNature::Ruled);
        let wave = |x: u32, y: u32, high: f64| (f64::from(y) - high * (1.0 + (f64::from(x) / 9.0).sin())).abs() < 1.5;
        let written = |x: u32, y: u32| x.is_multiple_of(40) && y > 5 || wave(x, y, 40.0);
        assert_ne!(drawn((300, 100), &|x, y| if written(x, y) { 60 } else { 250 }).nature, InkNature::Ruled);
        assert_eq!(drawn((120, 30), &|x, y| if wave(x, y, 7.0) { 20 } else { 250 }).nature, InkNature::Unclear);
        let pale = drawn((300, 100), &|x, y| if wave(x, y, 40.0) { 225 } else { 250 });
        assert_eq!((pale.blank, pale.nature), (false, InkNature::Unclear));
        let shaded = drawn((300, 100), &|x, _| 255 - (x / 8) as u8);
        assert_eq!((shaded.blank, shaded.nature), (false, InkNature::Unclear));
    }

    #[test]
    fn a_colour_under_transparent_pixels_is_not_seen() {
        let strokes = scribble(240, 80, ImageFormat::Png);
        let strokes = image::load_from_memory(&strokes).expect("decode").to_luma8();
        let seen =
            image::RgbaImage::from_fn(240, 80, |x, y| image::Rgba([30, 50, 140, 255 - strokes.get_pixel(x, y).0[0]]));
        let look = look(&encode(DynamicImage::ImageRgba8(seen), ImageFormat::Png));
        assert_eq!((look.blank, look.nature), (false, InkNature::Strokes));
    }

    #[test]
    fn half_a_jpeg_is_unreadable() {
        let whole = scribble(600, 200, ImageFormat::Jpeg);
        assert!(matches!(look_at(&Picture::whole("", &*whole)), Sight::Pixels(_)));
        assert_eq!(look_at(&Picture::whole("", &whole[..whole.len() / 2])), Sight::Unreadable);
        let followed = [&whole[..], b"what a phone puts behind"].concat();
        assert!(matches!(look_at(&Picture::whole("", &*followed)), Sight::Pixels(_)));
    }

    #[test]
    fn a_picture_in_many_colours_is_a_photograph_and_a_name_on_lit_paper_is_not() {
        let sky_over_sand =
            written_on(|x, y| [if y < 500 { 110 } else { 220 }, 160, if y < 500 { 230 } else { 60 + (x / 50) as u8 }]);
        assert_eq!(sky_over_sand.nature, InkNature::Solid);
        let lamp_light = written_on(|x, _| [250, 225 - (x / 40) as u8, 150]);
        assert_eq!(lamp_light.nature, InkNature::Strokes);
        assert_eq!(written_on(|_, _| [255; 3]).nature, InkNature::Strokes);
    }

    #[test]
    fn a_scaled_or_re_encoded_copy_keeps_its_hash() {
        let original = look(&scribble(240, 80, ImageFormat::Png));
        for copy in [
            scribble(240, 80, ImageFormat::Jpeg),
            scribble(480, 160, ImageFormat::Png),
            scribble(180, 60, ImageFormat::Bmp),
        ] {
            let copy = look(&copy);
            let distance = (original.hash ^ copy.hash).count_ones();
            assert!(distance <= 8, "distance {distance}");
        }
    }

    #[test]
    fn a_picture_made_small_keeps_its_ink_and_its_bounds() {
        let mut page = GrayImage::from_pixel(3_000, 2_000, Luma([255]));
        (900..1_500).for_each(|x| (700..706).for_each(|y| page.put_pixel(x, y + x % 200, Luma([0]))));
        let bytes = encode(DynamicImage::ImageLuma8(page), ImageFormat::Jpeg);
        let small = shrink_picture(&Picture::whole("", &*bytes)).expect("small");
        assert_eq!(Some(small.clone()), shrink_picture(&Picture::whole("", &*bytes)));
        assert!(small.width <= 320 && small.height <= 112 && small.png.len() < 40_000);
        assert!(!look(&small.png).blank);
        let white = encode(DynamicImage::ImageLuma8(GrayImage::from_pixel(1, 9, Luma([255]))), ImageFormat::Png);
        assert_eq!(shrink_picture(&Picture::whole("", &*white)).map(|small| (small.width, small.height)), Some((1, 9)));
        assert_eq!(shrink_picture(&Picture::whole("", &b"\x89PNG\r\n\x1a\n damaged"[..])), None);
    }

    #[test]
    fn what_is_no_picture_that_is_known_has_no_look() {
        for bytes in [&b""[..], b"\x89PNG\r\n\x1a\n damaged", b"\0\0\0\x18ftypheic"] {
            assert_eq!(look_at(&Picture::whole("", bytes)), Sight::Unreadable);
        }
    }
}
