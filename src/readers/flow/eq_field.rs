//! What an EQ or SYMBOL field shows (ECMA-376 part 1, 17.16.5; Word's own help for the switches of EQ).
//!
//! Word's 带圈字符 writes `eq \o\ac(□,√)`, which is how many a Chinese form ticks a box; its old 拼音指南 writes
//! `eq \o\ad(\s\up 9(gōng),工)`, of which only the base is text.

use crate::readers::flow::symbol::symbol_character;

/// How deep brackets in a code may nest.
const DEEPEST: usize = 16;

/// What a field of this code shows without a result; None for other fields.
pub fn shown_by_eq(code: &str) -> Option<String> {
    let code = code.trim_start();
    let (name, rest) = code.split_at_checked(code.find(|character: char| !character.is_ascii_alphabetic())?)?;
    if name.eq_ignore_ascii_case("symbol") {
        return shown_by_symbol(rest);
    }
    if !name.eq_ignore_ascii_case("eq") {
        return None;
    }
    let mut shown = String::new();
    show(rest.trim(), &mut shown, 0);
    Some(shown)
}

/// `SYMBOL 254 \f Wingdings`: a code in a font; without a font, of the document's own characters.
fn shown_by_symbol(rest: &str) -> Option<String> {
    let mut words = rest.split_whitespace();
    let number = words.next()?;
    let code = match number.strip_prefix("0x") {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let font = rest.split_once("\\f").map(|(_, font)| font.trim_start());
    let font = font.map(|font| match font.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => font.split_whitespace().next().unwrap_or_default(),
    });
    symbol_character(font, code).map(String::from)
}

/// Writes out what stands in a code: switches without brackets show nothing, `\s` shows nothing when it lifts a reading.
fn show(code: &str, shown: &mut String, depth: usize) {
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
        if first != '\\' {
            shown.push(first);
            continue;
        }
        let Some(character) = rest.chars().next() else { return };
        if !character.is_ascii_alphabetic() && character != '*' {
            shown.push(character);
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
            continue;
        }
        let end = rest.find(['(', '（']).unwrap_or(rest.len());
        let (switches, from) = rest.split_at(end);
        let Some((inside, after)) = bracketed(from) else { return };
        if depth < DEEPEST {
            show_switch(switches, inside, shown, depth);
        }
        rest = after;
    }
}

fn show_switch(switches: &str, inside: &str, shown: &mut String, depth: usize) {
    let mut parts: Vec<String> = Vec::new();
    for argument in arguments(inside) {
        let mut part = String::new();
        show(argument.trim(), &mut part, depth + 1);
        parts.push(part);
    }
    // Word puts hints for East Asian layout before the real switch: `\* jc2 \* "Font:宋体" \* hps21 \o\ad(…)`.
    let real = switches.rsplit("\\o").next().filter(|_| switches.contains("\\o") || switches.starts_with('o'));
    match (real, switches.trim_start().chars().next()) {
        (Some(_), _) => shown.push_str(&overlaid(&parts)),
        (None, Some('f')) => shown.push_str(&parts.join("/")),
        (None, Some('s')) if switches.contains("up") => {}
        (None, Some('r')) => shown.push_str(&format!("√{}", parts.last().cloned().unwrap_or_default())),
        _ => shown.push_str(&parts.concat()),
    }
}

/// Characters on top of each other: a ticked box is one character, a circled one is what stands in the circle.
fn overlaid(parts: &[String]) -> String {
    let frames = ["□", "○", "△", "◇", "☐", "◯", "〇", "口"];
    let is_frame = |part: &&String| frames.contains(&part.trim());
    let framed: String = parts.iter().filter(|part| !is_frame(part)).map(|part| part.trim()).collect();
    let boxed = parts.iter().any(|part| matches!(part.trim(), "□" | "☐" | "口"));
    match framed.as_str() {
        "√" | "✓" | "✔" | "V" | "v" if boxed => "☑".to_owned(),
        "×" | "✗" | "✘" | "X" | "x" if boxed => "☒".to_owned(),
        "" => parts.first().cloned().unwrap_or_default(),
        _ => framed,
    }
}

/// What stands in the brackets that open here, and what follows them.
fn bracketed(from: &str) -> Option<(&str, &str)> {
    let open = from.chars().next()?;
    let mut depth = 0_usize;
    for (at, character) in from.char_indices() {
        match character {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            let inside = from.get(open.len_utf8()..at)?;
            return Some((inside, from.get(at + character.len_utf8()..).unwrap_or_default()));
        }
    }
    None
}

/// The arguments between the commas (or the semicolons of other locales) that stand in no bracket.
fn arguments(inside: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, character) in inside.char_indices() {
        match character {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            ',' | '，' | ';' if depth == 0 => {
                all.push(inside.get(start..at).unwrap_or_default());
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    all.push(inside.get(start..).unwrap_or_default());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_ticked_by_an_enclosed_character_is_a_ticked_box() {
        assert_eq!(shown_by_eq(r" eq \o\ac(□,√) ").as_deref(), Some("☑"));
        assert_eq!(shown_by_eq(r"EQ \o\ac(○,1)").as_deref(), Some("1"));
        assert_eq!(shown_by_eq(r"eq \o(□,×)").as_deref(), Some("☒"));
    }

    #[test]
    fn a_reading_above_a_character_is_not_text() {
        let code = r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(gōng),工)"#;
        assert_eq!(shown_by_eq(code).as_deref(), Some("工"));
    }

    #[test]
    fn fractions_and_symbols_are_written_out() {
        assert_eq!(shown_by_eq(r"eq \f(1,2)").as_deref(), Some("1/2"));
        assert_eq!(shown_by_eq(r"SYMBOL 254 \f Wingdings \s 12").as_deref(), Some("☑"));
        assert_eq!(shown_by_eq(r#"SYMBOL 0x52 \f "Wingdings 2""#).as_deref(), Some("☑"));
        assert_eq!(shown_by_eq("PAGE"), None);
        assert_eq!(shown_by_eq(r"PAGE \* MERGEFORMAT"), None);
        assert_eq!(shown_by_eq(r"eq \o\ac(□"), Some(String::new()));
    }
}
