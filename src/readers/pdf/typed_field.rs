//! What was typed into a text field of a PDF's form (ISO 32000-1, 12.7.4.3) or over its page (12.5.6.6), where the file says it: how
//! it looks may be cut off at its edge, or not be there at all.

use hayro_syntax::object::Dict;
use hayro_syntax::object::Name;
use hayro_syntax::object::String as PdfString;

use crate::readers::pdf::area::Area;
use crate::readers::pdf::content::Glyph;
use crate::readers::pdf::signature::decode_text;

/// A line takes so much of the field's width, so that it does not look broken at the edge.
const LINE: f32 = 0.7;
/// The largest size of a character in points.
const LARGEST: f32 = 10.0;

/// The text of a text field, or what was chosen in a list that leaves its look to the viewer; None for other fields, and where its
/// bytes do not say what they are.
pub fn typed_text(field: &Dict<'_>) -> Option<String> {
    const PASSWORD: i32 = 1 << 13;
    let parent = field.get::<Dict<'_>>("Parent");
    let owners = || [Some(field), parent.as_ref()].into_iter().flatten();
    let kind = owners().find_map(|owner| owner.get::<Name<'_>>("FT"))?;
    let flags = owners().find_map(|owner| owner.get::<i32>("Ff")).unwrap_or(0);
    let is_text = &*kind == b"Tx" && flags & PASSWORD == 0;
    let is_chosen = &*kind == b"Ch" && !has_look(field);
    if !is_text && !is_chosen {
        return None;
    }
    told(&owners().find_map(|owner| owner.get::<PdfString<'_>>("V"))?)
}

/// The text that was typed over a page, of an annotation that leaves its look to the viewer.
pub fn unset_text(annotation: &Dict<'_>) -> Option<String> {
    let is_text = annotation.get::<Name<'_>>("Subtype").as_deref() == Some(b"FreeText");
    if !is_text || has_look(annotation) {
        return None;
    }
    told(&annotation.get::<PdfString<'_>>("Contents")?)
}

fn has_look(annotation: &Dict<'_>) -> bool {
    annotation.get::<Dict<'_>>("AP").is_some_and(|looks| looks.contains_key("N"))
}

/// A text whose bytes say what they are.
fn told(value: &PdfString<'_>) -> Option<String> {
    let marked = encoding_rs::Encoding::for_bom(value.as_bytes()).is_some();
    let told = marked || value.as_bytes().is_ascii();
    Some(decode_text(value.as_bytes())).filter(|text| told && !text.trim().is_empty())
}

/// The characters of a text as they may stand in the area of its field, a line below the other.
pub fn set_in(area: &Area, text: &str) -> Vec<Glyph> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let (width, height) = (area.right - area.left, area.bottom - area.top);
    let step = height / (lines.len() as f32 + 0.5);
    let mut glyphs = Vec::new();
    for (number, line) in (1..).zip(lines) {
        let own = (width * LINE / line.chars().count().max(1) as f32).min(LARGEST);
        // Two characters that are alike must not look like one that was printed twice.
        let size = LARGEST.min(step).min(width * 0.1).min(own * 4.0);
        let y = area.top + step * number as f32;
        let place = |(at, text): (usize, char)| {
            let x = area.left + 1.0 + own * at as f32;
            let middle = Glyph::middle_of(x, y, own, size);
            Glyph { text, x, y, width: own, size, hidden: false, upright: true, middle }
        };
        glyphs.extend(line.chars().enumerate().map(place));
    }
    glyphs
}
