//! A part of a grey picture made another size by a filter, as the crate `image` does it and in the same arithmetic and order, so that the
//! pixels are the same: the crate computes four channels of every pixel where grey has one.

use image::GrayImage;

/// How much the pixels about a point weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Linear interpolation.
    Triangle,
    /// The cubic spline of Catmull and Rom, which keeps edges.
    CatmullRom,
}

impl Filter {
    /// So far pixels weigh.
    fn reach(self) -> f32 {
        match self {
            Self::Triangle => 1.0,
            Self::CatmullRom => 2.0,
        }
    }

    /// The weight of a pixel at this distance.
    fn weight(self, distance: f32) -> f32 {
        let a = distance.abs();
        match self {
            Self::Triangle if a < 1.0 => 1.0 - a,
            Self::CatmullRom if a < 1.0 => (9.0 * a.powi(3) - 15.0 * a.powi(2) + 6.0) / 6.0,
            Self::CatmullRom if a < 2.0 => (-3.0 * a.powi(3) + 15.0 * a.powi(2) - 24.0 * a + 12.0) / 6.0,
            _ => 0.0,
        }
    }
}

/// The source pixels, from `first` on, that one pixel of the new size is made of, by their weights.
struct Taps {
    first: usize,
    weights: Vec<f32>,
}

/// This area (left, top, width, height), which lies within the picture, made so many pixels across and down.
pub fn resize_part(
    grey: &GrayImage,
    (left, top, width, height): (u32, u32, u32, u32),
    (across, down): (u32, u32),
    filter: Filter,
) -> GrayImage {
    let length = |length: u32| usize::try_from(length).unwrap_or(usize::MAX);
    let columns = length(left)..length(left.saturating_add(width));
    let rows = grey.as_raw().chunks_exact(length(grey.width()).max(1)).skip(length(top)).take(length(height));
    let rows: Vec<&[u8]> = rows.filter_map(|row| row.get(columns.clone())).collect();
    let across_taps = taps_of(width, across, filter);
    let mut sums = vec![0.0_f32; columns.len()];
    let mut pixels = Vec::with_capacity(length(across).saturating_mul(length(down)));
    for taps in taps_of(height, down, filter) {
        sums.fill(0.0);
        for (row, weight) in rows.iter().skip(taps.first).zip(&taps.weights) {
            for (sum, level) in sums.iter_mut().zip(*row) {
                *sum += f32::from(*level) * weight;
            }
        }
        pixels.extend(across_taps.iter().map(|taps| weigh(&sums, taps)));
    }
    GrayImage::from_raw(across, down, pixels).unwrap_or_default()
}

/// The brightness of a pixel of the new size.
fn weigh(line: &[f32], taps: &Taps) -> u8 {
    let weighed =
        line.iter().skip(taps.first).zip(&taps.weights).fold(0.0, |sum, (value, weight)| sum + value * weight);
    // A whole number that a byte holds.
    weighed.clamp(0.0, 255.0).round() as u8
}

/// The taps of each of `to` pixels over `from` ones.
fn taps_of(from: u32, to: u32, filter: Filter) -> Vec<Taps> {
    let ratio = from as f32 / to as f32;
    let scale = ratio.max(1.0);
    let reach = filter.reach() * scale;
    let taps = |pixel: u32| {
        let centre = (pixel as f32 + 0.5) * ratio;
        // Within the bounds of the picture, or less than one reach beyond them.
        let first = ((centre - reach).floor() as i64).clamp(0, i64::from(from).saturating_sub(1).max(0));
        let end = ((centre + reach).ceil() as i64).clamp(first + 1, i64::from(from).max(first + 1));
        let weight = |at: i64| filter.weight((at as f32 - (centre - 0.5)) / scale);
        let mut weights: Vec<f32> = (first..end).map(weight).collect();
        let sum = weights.iter().fold(0.0, |sum, weight| sum + weight);
        weights.iter_mut().for_each(|weight| *weight /= sum);
        Taps { first: usize::try_from(first).unwrap_or(0), weights }
    };
    (0..to).map(taps).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;
    use image::imageops;

    #[test]
    fn a_part_is_resized_to_the_pixels_that_the_crate_makes() {
        let mut seed = 1_u64;
        for (width, height) in [(1, 1), (2, 7), (9, 8), (36, 32), (10, 8), (3, 200), (200, 3), (180, 76), (317, 211)] {
            let mut noise = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let byte = seed.to_be_bytes()[0];
                Luma([if width % 2 == 0 { byte } else { byte / 128 * 255 }])
            };
            let grey = GrayImage::from_fn(width, height, |_, _| noise());
            for cut in 0..3_u32.min(width).min(height) {
                let area = (cut / 2, cut, width - cut, height - cut);
                let part = imageops::crop_imm(&grey, area.0, area.1, area.2, area.3).to_image();
                for size in [(36, 32), (9, 8), (250, 96)] {
                    let wanted = imageops::resize(&part, size.0, size.1, imageops::FilterType::Triangle);
                    assert_eq!(resize_part(&grey, area, size, Filter::Triangle), wanted, "{area:?} {size:?}");
                    let wanted = imageops::resize(&part, size.0, size.1, imageops::FilterType::CatmullRom);
                    assert_eq!(resize_part(&grey, area, size, Filter::CatmullRom), wanted, "{area:?} {size:?}");
                }
            }
        }
    }
}
