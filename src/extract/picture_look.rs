//! What a picture looks like: blank or not, a hash that stays alike when it is re-encoded or scaled, and the picture made
//! small.
//!
//! The hash is the difference hash (dHash, 8 × 8) of the ink's bounding box, so that margins do not matter.

use std::fmt::Write;
use std::io::Cursor;

use image::DynamicImage;
use image::GrayImage;
use image::ImageFormat;
use image::ImageReader;
use image::Limits;
use image::imageops;
use sha2::Digest;
use sha2::Sha256;

use crate::model::PictureLook;
use crate::model::Thumbnail;

/// Widest and tallest picture that is decoded, in pixels, and the memory that decoding may take, in bytes.
const LARGEST: u32 = 12_000;
const MEMORY: u64 = 192 << 20;

/// How far a pixel must be from the paper's own brightness (0–255) to count as ink.
const INK: u8 = 40;

/// Most pixels of a picture made small, across and down: twice what a list shows, so that a print is sharp.
const SMALL: (u32, u32) = (320, 112);
/// Paper that is left around the ink of a picture made small, in pixels of the original for each hundred of the ink.
const MARGIN: u32 = 6;

/// The look of a picture; None where it is no raster format that can be decoded (EMF, WMF), or is damaged.
pub fn look_at(bytes: &[u8]) -> Option<PictureLook> {
    let picture = decode(bytes)?;
    let grey = on_white(&picture);
    let ink = ink_box(&grey);
    Some(PictureLook {
        sha256: sha256_hex(bytes),
        width: picture.width(),
        height: picture.height(),
        blank: ink.is_none(),
        ink: ink.map_or((0, 0), |(_, _, width, height)| (width, height)),
        hash: ink.map_or(0, |area| difference_hash(&grey, area)),
    })
}

fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST);
    limits.max_image_height = Some(LARGEST);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    reader.decode().ok()
}

/// The ink of a picture made small enough for a line of a list, in grey; the whole picture where it is blank. None where it
/// cannot be decoded.
pub fn shrink_picture(bytes: &[u8]) -> Option<Thumbnail> {
    let grey = on_white(&decode(bytes)?);
    let (left, top, width, height) = ink_box(&grey).unwrap_or((0, 0, grey.width(), grey.height()));
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

/// In grey, with what is transparent shown on white paper.
fn on_white(picture: &DynamicImage) -> GrayImage {
    let mut grey = GrayImage::new(picture.width(), picture.height());
    if !picture.color().has_alpha() {
        return picture.to_luma8();
    }
    for (to, from) in grey.pixels_mut().zip(picture.to_luma_alpha8().pixels()) {
        let (luma, alpha) = (u32::from(from.0[0]), u32::from(from.0[1]));
        to.0 = [u8::try_from((luma * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)];
    }
    grey
}

/// The box around all ink (left, top, width, height); None where there is nearly none.
fn ink_box(grey: &GrayImage) -> Option<(u32, u32, u32, u32)> {
    let paper = paper_brightness(grey);
    let is_ink = |level: &u8| level.abs_diff(paper) >= INK;
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    let mut count = 0_u64;
    for (y, row) in (0..).zip(rows_of(grey)) {
        let inked = row.iter().filter(|level| is_ink(level)).count();
        if inked > 0 {
            let column = |at: Option<usize>| at.and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
            count += inked as u64;
            left = left.min(column(row.iter().position(is_ink)));
            right = right.max(column(row.iter().rposition(is_ink)));
            (top, bottom) = (top.min(y), y);
        }
    }
    let area = u64::from(grey.width()) * u64::from(grey.height());
    // A speck of dust or the noise of a JPEG is no stroke: at least 12 pixels and 1 in 2,000.
    (count >= 12 && count * 2_000 >= area).then(|| (left, top, right - left + 1, bottom - top + 1))
}

/// The brightness of each pixel, row by row.
fn rows_of(grey: &GrayImage) -> impl Iterator<Item = &[u8]> {
    grey.as_raw().chunks_exact(usize::try_from(grey.width()).unwrap_or(usize::MAX).max(1))
}

/// A part of a picture.
fn cut_out(grey: &GrayImage, (left, top, width, height): (u32, u32, u32, u32)) -> GrayImage {
    let length = |length: u32| usize::try_from(length).unwrap_or(usize::MAX);
    let columns = length(left)..length(left + width);
    let rows = rows_of(grey).skip(length(top)).take(length(height)).filter_map(|row| row.get(columns.clone()));
    GrayImage::from_raw(width, height, rows.collect::<Vec<&[u8]>>().concat()).unwrap_or_default()
}

/// The brightness that most pixels have.
fn paper_brightness(grey: &GrayImage) -> u8 {
    let mut counts = [0_u64; 256];
    for level in grey.as_raw() {
        counts[usize::from(*level)] += 1;
    }
    (0..=u8::MAX).max_by_key(|&level| counts[usize::from(level)]).unwrap_or(u8::MAX)
}

fn difference_hash(grey: &GrayImage, ink: (u32, u32, u32, u32)) -> u64 {
    let small = imageops::resize(&cut_out(grey, ink), 9, 8, imageops::FilterType::Triangle);
    let mut hash = 0_u64;
    for y in 0..8 {
        for x in 0..8 {
            hash = hash << 1 | u64::from(small.get_pixel(x, y).0[0] > small.get_pixel(x + 1, y).0[0]);
        }
    }
    hash
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

    fn encode(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("encode");
        bytes.into_inner()
    }

    #[test]
    fn a_picture_of_one_colour_is_blank() {
        let white = encode(DynamicImage::new_rgb8(120, 40), ImageFormat::Png);
        assert!(look_at(&white).expect("look").blank);
        let clear = encode(DynamicImage::new_rgba8(120, 40), ImageFormat::Png);
        assert!(look_at(&clear).expect("look").blank);
        assert!(!look_at(&scribble(120, 40, ImageFormat::Png)).expect("look").blank);
    }

    #[test]
    fn a_scaled_or_re_encoded_copy_keeps_its_hash() {
        let original = look_at(&scribble(240, 80, ImageFormat::Png)).expect("look");
        for copy in [
            scribble(240, 80, ImageFormat::Jpeg),
            scribble(480, 160, ImageFormat::Png),
            scribble(180, 60, ImageFormat::Bmp),
        ] {
            let copy = look_at(&copy).expect("look");
            let distance = (original.hash ^ copy.hash).count_ones();
            assert!(distance <= 8, "distance {distance}");
        }
    }

    #[test]
    fn a_picture_made_small_keeps_its_ink_and_its_bounds() {
        let mut page = GrayImage::from_pixel(3_000, 2_000, Luma([255]));
        (900..1_500).for_each(|x| (700..706).for_each(|y| page.put_pixel(x, y + x % 200, Luma([0]))));
        let bytes = encode(DynamicImage::ImageLuma8(page), ImageFormat::Jpeg);
        let small = shrink_picture(&bytes).expect("small");
        assert_eq!(Some(small.clone()), shrink_picture(&bytes));
        assert!(small.width <= 320 && small.height <= 112 && small.png.len() < 40_000);
        assert!(!look_at(&small.png).expect("a picture").blank);
        let white = encode(DynamicImage::ImageLuma8(GrayImage::from_pixel(1, 9, Luma([255]))), ImageFormat::Png);
        assert_eq!(shrink_picture(&white).map(|small| (small.width, small.height)), Some((1, 9)));
        assert_eq!(shrink_picture(b"\x89PNG\r\n\x1a\n damaged"), None);
    }

    #[test]
    fn what_is_no_picture_has_no_look() {
        assert_eq!(look_at(b""), None);
        assert_eq!(look_at(b"\x89PNG\r\n\x1a\n damaged"), None);
    }
}
