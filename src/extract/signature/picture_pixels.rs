//! The pixels of a picture out of its file: decoded within limits, cut to what is shown, on white paper.

use std::io::Cursor;

use image::DynamicImage;
use image::GrayImage;
use image::ImageReader;
use image::Limits;
use image::RgbImage;

use crate::model::Crop;

/// Widest and tallest picture that is decoded, in pixels, and the memory that decoding may take, in bytes.
const LARGEST: u32 = 12_000;
const MEMORY: u64 = 192 << 20;

/// Whether a JPEG ends before its picture does: of the rest nothing is seen, and a decoder fills it with grey.
pub fn is_cut_short(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(&[0xff, 0xd8]) else { return false };
    // Segments with their lengths, up to the one behind which the pixels stand.
    while let Some((&[0xff, kind, high, low], _)) = rest.split_first_chunk::<4>() {
        let length = usize::from(u16::from_be_bytes([high, low]));
        rest = rest.get(2 + length..).unwrap_or_default();
        if kind == 0xda {
            return memchr::memmem::rfind(rest, &[0xff, 0xd9]).is_none();
        }
    }
    false
}

/// The pixels of a picture; None where it is damaged, of a kind that is not known, or too large.
pub fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST);
    limits.max_image_height = Some(LARGEST);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    reader.decode().ok()
}

/// The part of a picture that is shown.
pub fn cut_off(picture: DynamicImage, crop: Crop) -> DynamicImage {
    if crop == Crop::default() {
        return picture;
    }
    let share = |length: u32, part: u32| u32::try_from(u64::from(length) * u64::from(part) / 100_000).unwrap_or(length);
    let (width, height) = (picture.width(), picture.height());
    let (left, top) = (share(width, crop.left).min(width - 1), share(height, crop.top).min(height - 1));
    let wide = (width - left).saturating_sub(share(width, crop.right)).max(1);
    let high = (height - top).saturating_sub(share(height, crop.bottom)).max(1);
    picture.crop_imm(left, top, wide, high)
}

/// Whether nothing shows through any part of a picture.
pub fn is_opaque(picture: &DynamicImage) -> bool {
    const OPAQUE: u8 = 250;
    !picture.color().has_alpha() || picture.to_luma_alpha8().pixels().all(|pixel| pixel.0[1] >= OPAQUE)
}

/// In grey, with what is transparent shown on white paper.
pub fn on_white(picture: &DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.to_luma8();
    }
    let mut grey = GrayImage::new(picture.width(), picture.height());
    for (to, from) in grey.pixels_mut().zip(picture.to_luma_alpha8().pixels()) {
        let (luma, alpha) = (u32::from(from.0[0]), u32::from(from.0[1]));
        to.0 = [u8::try_from((luma * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)];
    }
    grey
}

/// In colour, likewise: what lies under a transparent pixel is not seen.
pub fn coloured_on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let seen = |level: u8, alpha: u8| {
        let (level, alpha) = (u32::from(level), u32::from(alpha));
        u8::try_from((level * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
    };
    let mut colours = RgbImage::new(picture.width(), picture.height());
    for (to, from) in colours.pixels_mut().zip(picture.to_rgba8().pixels()) {
        let [red, green, blue, alpha] = from.0;
        to.0 = [red, green, blue].map(|level| seen(level, alpha));
    }
    colours
}
