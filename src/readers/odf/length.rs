//! Lengths of OpenDocument (ODF 1.3 part 3, 18.3.18), in EMU (914,400 to the inch).

/// A length such as `2.26cm` in EMU.
pub fn parse_length(length: &str) -> Option<i64> {
    let length = length.trim();
    let unit =
        length.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '+' | 'e'));
    let number: f64 = length.strip_suffix(unit)?.parse().ok()?;
    let emu = match unit {
        "cm" => 360_000.0,
        "mm" => 36_000.0,
        "in" | "inch" => 914_400.0,
        "pt" => 12_700.0,
        "pc" => 152_400.0,
        "px" => 9_525.0,
        _ => return None,
    };
    Some((number * emu).round() as i64)
}
