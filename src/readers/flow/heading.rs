//! Heading levels by outline level and by the names that word processors give to their heading styles.

/// The heading level of an outline level: 0 is the first, 9 is body text.
pub fn heading_of_outline(level: u8) -> Option<u8> {
    (level < 9).then_some(level + 1)
}

/// `heading 1`, `Heading1`, `Heading_20_1`, `标题 1` and the like, as a style's name or id.
pub fn heading_by_name(name: &str) -> Option<u8> {
    let name = name.replace("_20_", " ");
    let plain: String = name.chars().filter(|character| !character.is_whitespace()).collect::<String>().to_lowercase();
    let level = plain.strip_prefix("heading").or_else(|| plain.strip_prefix("标题"))?;
    level.parse().ok().filter(|level| (1..=9).contains(level))
}
