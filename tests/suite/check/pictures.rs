//! Pictures on signature lines as the rule for signatures judges them: blank or not, a seal alone, one picture under two
//! units. The pictures are drawn here and go through a workbook, as a unit would put them there.

use std::f64::consts::PI;

use image::DynamicImage;
use image::GrayImage;
use image::ImageFormat;
use image::Luma;
use image::Rgb;
use image::RgbImage;
use image::imageops;
use image::imageops::FilterType;
use shenping::model::Format;
use shenping::model::Outcome;
use shenping::model::Signature;

use crate::check::scene::Scene;
use crate::check::scene::clean_application;
use crate::signature_states::PICTURE;
use crate::signature_states::encode;
use crate::signature_states::on_the_line;
use crate::signature_states::signature_of;
use crate::signature_states::with_drawing;

const WHITE: Rgb<u8> = Rgb([255, 255, 255]);
const BLUE: Rgb<u8> = Rgb([20, 30, 110]);
const RED: Rgb<u8> = Rgb([215, 25, 30]);

/// A dot of a pen.
fn dot(picture: &mut RgbImage, (x, y): (f64, f64), thick: i64, colour: Rgb<u8>) {
    for (across, down) in (-thick..=thick).flat_map(|across| (-thick..=thick).map(move |down| (across, down))) {
        let at = (u32::try_from(x as i64 + across), u32::try_from(y as i64 + down));
        if let (Ok(x), Ok(y)) = at
            && let Some(pixel) = picture.get_pixel_mut_checked(x, y)
        {
            *pixel = colour;
        }
    }
}

/// A hand that writes three characters of loops and strokes; every seed is another hand.
fn write(picture: &mut RgbImage, (left, top, width, height): (f64, f64, f64, f64), seed: u32) {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1_u32 << 24)
    };
    for character in 0..3 {
        for _ in 0..6 {
            let mut point = || (left + width * (f64::from(character) + next()) / 3.0, top + height * next());
            let (from, by, to) = (point(), point(), point());
            for step in 0..200 {
                let t = f64::from(step) / 200.0;
                let bend =
                    |from: f64, by: f64, to: f64| (1.0 - t) * (1.0 - t) * from + 2.0 * t * (1.0 - t) * by + t * t * to;
                dot(picture, (bend(from.0, by.0, to.0), bend(from.1, by.1, to.1)), 1, BLUE);
            }
        }
    }
}

fn hand(seed: u32) -> RgbImage {
    let mut picture = RgbImage::from_pixel(360, 120, WHITE);
    write(&mut picture, (15.0, 12.0, 325.0, 92.0), seed);
    picture
}

/// A round seal: a ring, a star in the middle, and for the characters of the unit's name as many small blocks, filled by it.
fn seal(unit: u32) -> RgbImage {
    let mut picture = RgbImage::from_pixel(240, 240, WHITE);
    for step in 0..2_000 {
        let angle = f64::from(step) / 1_000.0 * PI;
        dot(&mut picture, (120.0 + 112.0 * angle.cos(), 120.0 + 112.0 * angle.sin()), 2, RED);
        let ray = 12.0 + 24.0 * (angle * 2.5).cos().abs();
        (0..12).for_each(|part| {
            let reach = ray * f64::from(part) / 12.0;
            dot(&mut picture, (120.0 + reach * angle.cos(), 120.0 + reach * angle.sin()), 1, RED);
        });
    }
    for character in 0..10_u32 {
        let angle = PI * (0.9 + 0.13 * f64::from(character));
        for part in 0..6_u32 {
            let filled = unit.rotate_left(character * 3) >> part & 1 == 1;
            let (x, y) = (f64::from(part % 3) * 6.0 - 6.0, f64::from(part / 3) * 8.0 - 4.0);
            if filled {
                dot(&mut picture, (120.0 + 92.0 * angle.cos() + x, 120.0 + 92.0 * angle.sin() + y), 2, RED);
            }
        }
    }
    picture
}

/// The signature of a workbook with this picture on its line.
fn signed_with(picture: impl Into<DynamicImage>, format: ImageFormat) -> Signature {
    let bytes = encode(picture, format);
    signature_of(&with_drawing(&on_the_line(PICTURE), &bytes).bytes(), Format::Xlsx)
}

/// Codes and outcomes of two units' forms with these signatures.
fn judge_both(one: &Signature, other: &Signature) -> Vec<Vec<(String, Outcome)>> {
    let mut scene = Scene::clean();
    scene.applications.push(clean_application("抚宁区总工会", "抚宁区总工会", "职工书屋", 1));
    for (application, signature) in scene.applications.iter_mut().zip([one, other]) {
        let own = application.signature.as_mut().expect("a signature");
        (own.look, own.state, own.doubts) = (signature.look.clone(), signature.state, signature.doubts.clone());
    }
    let codes = scene.assess().into_iter().map(|one| one.findings.into_iter());
    codes.map(|findings| findings.map(|finding| (finding.code, finding.outcome)).collect()).collect()
}

fn says_reused(one: &Signature, other: &Signature) -> bool {
    let both = judge_both(one, other);
    let told = both.iter().filter(|codes| codes.iter().any(|(code, _)| code == "signature-reused")).count();
    assert!(told == 0 || told == 2, "{both:?}");
    told == 2
}

#[test]
fn a_picture_set_on_another_side_mirrored_or_coloured_is_the_same_signature() {
    let plain = DynamicImage::from(hand(7));
    let first = signed_with(plain.clone(), ImageFormat::Png);
    let mut red = hand(7);
    red.pixels_mut().filter(|pixel| **pixel == BLUE).for_each(|pixel| *pixel = RED);
    let others =
        [plain.rotate90(), plain.rotate180(), plain.rotate270(), plain.fliph(), plain.flipv(), DynamicImage::from(red)];
    for (number, other) in others.into_iter().enumerate() {
        assert!(says_reused(&first, &signed_with(other, ImageFormat::Png)), "{number}");
    }
    for seed in 8..24 {
        assert!(
            !says_reused(&first, &signed_with(DynamicImage::from(hand(seed)).rotate180(), ImageFormat::Png)),
            "{seed}"
        );
    }
}

#[test]
fn one_drawing_by_lines_under_two_units_is_told_by_its_bytes() {
    let drawn = |turn: u8| {
        let drawing =
            format!("<svg xmlns='http://www.w3.org/2000/svg'><path d='M{turn} 9 L40 {turn}' stroke='#000'/></svg>");
        signature_of(&with_drawing(&on_the_line(PICTURE), drawing.as_bytes()).bytes(), Format::Xlsx)
    };
    assert!(says_reused(&drawn(1), &drawn(1)) && !says_reused(&drawn(1), &drawn(2)));
}

#[test]
fn a_picture_encoded_again_scaled_padded_framed_or_turned_a_little_is_the_same_signature() {
    let plain = DynamicImage::from(hand(7));
    let first = signed_with(plain.clone(), ImageFormat::Png);
    let jpeg = |quality: u8| {
        let mut bytes = Vec::new();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
        plain.write_with_encoder(encoder).expect("encoded");
        image::load_from_memory(&bytes).expect("decoded")
    };
    let mut padded = RgbImage::from_pixel(520, 300, Rgb([232, 230, 224]));
    imageops::overlay(&mut padded, &hand(7), 90, 130);
    let mut framed = hand(7);
    (0..360).for_each(|x| [0, 119].iter().for_each(|y| framed.put_pixel(x, *y, Rgb([0, 0, 0]))));
    (0..120).for_each(|y| [0, 359].iter().for_each(|x| framed.put_pixel(*x, y, Rgb([0, 0, 0]))));
    let mut clear = plain.to_rgba8();
    clear.pixels_mut().for_each(|pixel| pixel.0 = [0, 0, 0, 255 - pixel.0[0]]);
    let upright = hand(7);
    let turned = RgbImage::from_fn(360, 120, |x, y| {
        let (sin, cos) = 2_f64.to_radians().sin_cos();
        let (x, y) = (f64::from(x) - 180.0, f64::from(y) - 60.0);
        let from = ((x * cos + y * sin + 180.0) as i64, (y * cos - x * sin + 60.0) as i64);
        let at = u32::try_from(from.0).ok().zip(u32::try_from(from.1).ok());
        at.and_then(|(x, y)| upright.get_pixel_checked(x, y).copied()).unwrap_or(WHITE)
    });
    let copies: [(&str, DynamicImage); 10] = [
        ("JPEG 75", jpeg(75)),
        ("JPEG 30", jpeg(30)),
        ("a third", plain.resize_exact(120, 40, FilterType::Triangle)),
        ("twice", plain.resize_exact(720, 240, FilterType::Lanczos3)),
        ("stretched", plain.resize_exact(400, 120, FilterType::Triangle)),
        ("padded on grey", padded.into()),
        ("framed", framed.into()),
        ("clear", clear.into()),
        ("grey", plain.to_luma8().into()),
        ("turned", turned.into()),
    ];
    for (name, copy) in copies {
        assert!(says_reused(&first, &signed_with(copy, ImageFormat::Png)), "{name}");
    }
}

#[test]
fn one_picture_under_hundreds_of_units_is_found_for_each_and_names_a_few() {
    let signature = signed_with(hand(7), ImageFormat::Png);
    let copy = signed_with(DynamicImage::from(hand(7)).resize_exact(180, 60, FilterType::Triangle), ImageFormat::Png);
    let told = |units: u32| -> Vec<String> {
        let mut scene = Scene::clean();
        let unit = |number: u32| format!("第{number}机械厂工会");
        scene.applications =
            (0..units).map(|n| clean_application(&unit(n), &unit(n), &format!("项目{n}"), n)).collect();
        for (number, application) in scene.applications.iter_mut().enumerate() {
            let look = if number % 2 == 0 { &signature.look } else { &copy.look };
            application.signature.as_mut().expect("a signature").look.clone_from(look);
        }
        let all = scene.assess().into_iter().map(|one| one.findings.into_iter());
        let reused = all.filter_map(|mut found| found.find(|finding| finding.code == "signature-reused"));
        reused.map(|finding| finding.message).collect()
    };
    let few = told(6);
    assert_eq!(few.len(), 6);
    assert!(few.iter().all(|message| message.contains("等 5 个单位")), "{few:?}");
    let many = told(300);
    assert_eq!(many.len(), 300);
    assert!(many.iter().all(|message| message.contains("等至少 120 个单位")), "{:?}", many.first());
}

#[test]
fn signatures_of_different_hands_are_never_one() {
    let hands: Vec<Signature> = (0..12).map(|seed| signed_with(hand(seed), ImageFormat::Png)).collect();
    for (at, one) in hands.iter().enumerate() {
        for other in hands.iter().skip(at + 1) {
            assert!(!says_reused(one, other));
        }
    }
}

#[test]
fn a_seal_alone_is_for_people_and_seals_of_two_units_are_not_one_picture() {
    let (one, other) =
        (signed_with(seal(0x5a31_c7e9), ImageFormat::Png), signed_with(seal(0x93c4_6b15), ImageFormat::Png));
    let missing = vec![("signature-missing".to_owned(), Outcome::Manual)];
    assert_eq!(judge_both(&one, &other), [missing.clone(), missing]);
    assert!(says_reused(&one, &one.clone()), "the same bytes");
    let grey = |unit: u32| signed_with(DynamicImage::from(seal(unit)).to_luma8(), ImageFormat::Png);
    assert!(!says_reused(&grey(0x5a31_c7e9), &grey(0x93c4_6b15)), "without their colour");
}

#[test]
fn a_signature_across_a_seal_is_judged_by_its_own_strokes() {
    let across = |seed: u32| {
        let mut picture = RgbImage::from_pixel(480, 260, WHITE);
        imageops::overlay(&mut picture, &seal(0x5a31_c7e9), 230, 10);
        write(&mut picture, (20.0, 60.0, 380.0, 120.0), seed);
        signed_with(picture, ImageFormat::Jpeg)
    };
    assert_eq!(judge_both(&across(1), &across(2)), [vec![], vec![]], "one seal of those above, two hands");
    assert!(says_reused(&across(3), &across(3)));
}

#[test]
fn paper_alone_is_blank_and_in_much_shade_for_people() {
    let shaded = GrayImage::from_fn(400, 160, |x, y| Luma([u8::try_from(245 - x / 6 - y / 16).unwrap_or(0)]));
    let noisy = GrayImage::from_fn(400, 160, |x, y| Luma([u8::try_from(220 + (x * 7 + y * 13) % 11).unwrap_or(0)]));
    let dusty = GrayImage::from_fn(500, 200, |x, y| Luma([if x % 97 == 5 && y % 61 == 7 { 60 } else { 250 }]));
    for (name, picture) in [("noisy", noisy), ("dusty", dusty)] {
        assert_eq!(signed_with(picture, ImageFormat::Png).state.name(), "blank-picture", "{name}");
    }
    // With so much shade that pale strokes might be in it nothing is certain.
    let shaded = signed_with(shaded, ImageFormat::Png);
    assert_eq!((shaded.state.name(), shaded.doubts.len()), ("picture", 1));
    let mut shaded = hand(4);
    for (x, _, pixel) in shaded.enumerate_pixels_mut() {
        pixel.0 = pixel.0.map(|level| u8::try_from(u32::from(level) * (1_000 - x) / 1_000).unwrap_or(0));
    }
    let signed = signed_with(shaded, ImageFormat::Png);
    assert_eq!((signed.state.name(), signed.doubts.len()), ("picture", 0));
}

#[test]
fn a_photograph_or_a_code_on_the_line_is_for_people() {
    let code = GrayImage::from_fn(232, 232, |x, y| {
        let block = (x / 8) * 31 + (y / 8) * 17 + (x / 8) * (y / 8) * 7;
        Luma([if block % 5 < 3 { 0 } else { 255 }])
    });
    let signed = signed_with(code, ImageFormat::Png);
    assert_eq!((signed.state.name(), signed.doubts.len()), ("picture", 1), "{:?}", signed.doubts);
    let scribble = GrayImage::from_fn(220, 80, |x, y| Luma([if (x / 5 + y / 3) % 2 == 0 { 0 } else { 255 }]));
    let signed = signed_with(scribble, ImageFormat::Png);
    assert_eq!((signed.state.name(), signed.doubts.len()), ("picture", 0), "thick strokes, wider than high");
}

#[test]
fn a_signature_squeezed_in_one_direction_is_the_same_and_another_hand_of_that_shape_is_not() {
    let first = signed_with(hand(7), ImageFormat::Png);
    for (width, height) in [(263, 120), (160, 120), (360, 60), (620, 120)] {
        let squeezed = |seed: u32| {
            let picture = imageops::resize(&hand(seed), width, height, FilterType::Triangle);
            signed_with(picture, ImageFormat::Png)
        };
        assert!(says_reused(&first, &squeezed(7)), "{width} x {height}");
        for other in 8..12 {
            assert!(!says_reused(&first, &squeezed(other)), "{width} x {height}, {other}");
        }
    }
}
