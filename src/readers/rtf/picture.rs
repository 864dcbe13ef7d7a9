//! A picture in an RTF (`\pict`): its bytes from hexadecimal digits or `\bin`, its size.

use crate::model::Crop;
use crate::model::Picture;

/// EMU in a twip.
const EMU: u64 = 635;

/// A picture while it is read.
#[derive(Debug, Default)]
pub struct PictureDraft {
    bytes: Vec<u8>,
    half: Option<u8>,
    kind: &'static str,
    size: [Option<u64>; 2],
    scale: [u64; 2],
    /// What is cut off at the left, top, right and bottom, in twips of the size before scaling.
    crop: [i32; 4],
    over: bool,
}

impl PictureDraft {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { kind: "bin", scale: [100, 100], ..Self::default() }
    }

    /// Applies a control word inside the picture.
    pub fn apply(&mut self, word: &str, number: Option<i32>) {
        let value = number.and_then(|number| u64::try_from(number).ok());
        match word {
            "pngblip" => self.kind = "png",
            "jpegblip" => self.kind = "jpeg",
            "emfblip" => self.kind = "emf",
            "wmetafile" => self.kind = "wmf",
            "dibitmap" | "wbitmap" => self.kind = "bmp",
            "macpict" => self.kind = "pict",
            "picwgoal" => self.size[0] = value,
            "pichgoal" => self.size[1] = value,
            "piccropl" => self.crop[0] = number.unwrap_or(0),
            "piccropt" => self.crop[1] = number.unwrap_or(0),
            "piccropr" => self.crop[2] = number.unwrap_or(0),
            "piccropb" => self.crop[3] = number.unwrap_or(0),
            "picscalex" => self.scale[0] = value.unwrap_or(100),
            "picscaley" => self.scale[1] = value.unwrap_or(100),
            _ => {}
        }
    }

    /// Adds hexadecimal digits, up to so many bytes.
    pub fn add_digits(&mut self, digits: &[u8], limit: u64) {
        for digit in digits.iter().filter_map(|byte| char::from(*byte).to_digit(16)) {
            let digit = u8::try_from(digit).unwrap_or(0);
            match self.half.take() {
                Some(high) if (self.bytes.len() as u64) < limit => self.bytes.push(high << 4 | digit),
                Some(_) => self.over = true,
                None => self.half = Some(digit),
            }
        }
    }

    /// Adds bytes as they are.
    pub fn add_bytes(&mut self, bytes: &[u8], limit: u64) {
        match (self.bytes.len() + bytes.len()) as u64 <= limit {
            true => self.bytes.extend_from_slice(bytes),
            false => self.over = true,
        }
    }

    /// Bytes read so far.
    pub fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Whether it is larger than the limit allowed.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// The picture, numbered in the order of the document.
    pub fn picture(&self, number: usize) -> Picture {
        let bytes = if self.over { &[] } else { self.bytes.as_slice() };
        Picture { crop: self.share_cut_off(), ..Picture::whole(format!("图片{number}.{}", self.kind), bytes) }
    }

    fn share_cut_off(&self) -> Crop {
        let share = |twips: i32, whole: Option<u64>| {
            let whole = whole.and_then(|whole| i64::try_from(whole).ok()).filter(|whole| *whole > 0);
            whole.map_or(0, |whole| u32::try_from((i64::from(twips) * 100_000 / whole).clamp(0, 100_000)).unwrap_or(0))
        };
        let ([left, top, right, bottom], [wide, high]) = (self.crop, self.size);
        Crop { left: share(left, wide), top: share(top, high), right: share(right, wide), bottom: share(bottom, high) }
    }

    /// Width and height in EMU.
    pub fn extent(&self) -> Option<(u64, u64)> {
        let side =
            |size: Option<u64>, scale: u64| size.map(|twips| twips.saturating_mul(EMU).saturating_mul(scale) / 100);
        let ([width, height], [across, down]) = (self.size, self.scale);
        side(width, across).zip(side(height, down))
    }
}
