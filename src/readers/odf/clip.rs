//! What of a picture an OpenDocument file cuts off: `fo:clip` (ODF 1.3 part 3, 20.189), lengths in the picture's own size, which
//! follows from its pixels and from how many of them it says go to the inch.

use std::io::Cursor;

use image::ImageReader;

use crate::model::Crop;
use crate::model::Picture;
use crate::readers::binary::u16_at;
use crate::readers::binary::u32_at;
use crate::readers::odf::length::parse_length;

/// EMU to the inch, and to the metre.
const INCH: u64 = 914_400;
const METRE: u64 = 36_000_000;
/// EMU to a pixel of a picture that does not say how large it is: 96 to the inch.
const PIXEL: u64 = INCH / 96;

/// What is cut off at each side, in EMU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    top: u64,
    right: u64,
    bottom: u64,
    left: u64,
}

impl Clip {
    /// Reads `rect(0cm, 9.9cm, 0cm, 0cm)`; `auto` cuts nothing off, nor does a length below nought.
    pub fn parse(text: &str) -> Option<Self> {
        let inside = text.trim().strip_prefix("rect(")?.strip_suffix(')')?;
        let mut sides = inside.split([',', ' ']).map(str::trim).filter(|side| !side.is_empty());
        let mut side = || {
            let length = parse_length(sides.next()?).unwrap_or(0);
            Some(u64::try_from(length).unwrap_or(0))
        };
        Some(Self { top: side()?, right: side()?, bottom: side()?, left: side()? })
    }

    /// Cuts it off, where the picture's own size is known.
    pub fn cut(self, picture: &mut Picture) {
        if self == Self::default() {
            return;
        }
        let Some((width, height)) = own_size(&picture.bytes) else { return };
        let share = |part: u64, of: u64| {
            u32::try_from(part.saturating_mul(100_000) / of.max(1)).unwrap_or(100_000).min(100_000)
        };
        picture.crop = Crop {
            left: share(self.left, width),
            top: share(self.top, height),
            right: share(self.right, width),
            bottom: share(self.bottom, height),
        };
    }
}

/// Width and height in EMU.
fn own_size(bytes: &[u8]) -> Option<(u64, u64)> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let (width, height) = reader.into_dimensions().ok()?;
    let (across, down) = png_pixel(bytes).or_else(|| jpeg_pixel(bytes)).unwrap_or((PIXEL, PIXEL));
    Some((u64::from(width) * across, u64::from(height) * down))
}

/// The EMU to a pixel, across and down, of so many pixels to a length.
fn pixel_of(length: u64, across: u32, down: u32) -> Option<(u64, u64)> {
    (across > 0 && down > 0).then(|| (length / u64::from(across), length / u64::from(down)))
}

/// As the chunk `pHYs` of a PNG says it, which comes before the pixels.
fn png_pixel(bytes: &[u8]) -> Option<(u64, u64)> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let head = head.get(..head.len().min(4096))?;
    let chunk = head.get(memchr::memmem::find(head, b"pHYs")? + 4..)?;
    let is_metre = chunk.get(8) == Some(&1);
    pixel_of(METRE, u32_at(chunk, 0)?.swap_bytes(), u32_at(chunk, 4)?.swap_bytes()).filter(|_| is_metre)
}

/// As the head of a JPEG (JFIF) says it.
fn jpeg_pixel(bytes: &[u8]) -> Option<(u64, u64)> {
    let head = bytes.strip_prefix(b"\xff\xd8\xff\xe0")?;
    let density = head.get(2..)?.strip_prefix(b"JFIF\0")?;
    let length = match density.get(2)? {
        1 => INCH,
        2 => METRE / 100,
        _ => return None,
    };
    pixel_of(length, u16_at(density, 3)?.swap_bytes().into(), u16_at(density, 5)?.swap_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clip_is_told_in_any_unit_and_auto_is_nothing() {
        let clip = Clip { top: 0, right: 3_564_000, bottom: 36_000, left: 0 };
        for text in ["rect(0cm, 9.9cm, 1mm, 0cm)", "rect(auto 99mm 0.1cm auto)", "rect(-1cm,9.9cm,0.1cm,0cm)"] {
            assert_eq!(Clip::parse(text), Some(clip), "{text}");
        }
        assert_eq!(Clip::parse("rect(1cm, 2cm)"), None);
        assert_eq!(Clip::parse("auto"), None);
    }

    #[test]
    fn a_clip_beyond_all_measure_cuts_all_off() {
        let mut pixels = Cursor::new(Vec::new());
        image::DynamicImage::new_luma8(3, 2).write_to(&mut pixels, image::ImageFormat::Png).expect("in memory");
        let mut picture = Picture::whole("a.png".to_owned(), pixels.into_inner());
        Clip::parse("rect(0cm, 1e30cm, 0cm, 0cm)").expect("a clip").cut(&mut picture);
        assert_eq!((picture.crop.right, picture.crop.left), (100_000, 0));
    }
}
