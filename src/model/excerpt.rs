//! A piece of a paper as findings quote it.

/// Of a long text so many characters are quoted.
const LONGEST: usize = 30;

/// A text in one line, cut where it is long.
pub fn shorten(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    format!("{}…", line.chars().take(LONGEST).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn thirty_characters_are_quoted_whole_and_more_are_cut() {
        assert_eq!(shorten(" 数字\n 工会 "), "数字 工会");
        assert_eq!(shorten(&"字".repeat(30)), "字".repeat(30));
        assert_eq!(shorten(&"字".repeat(31)), format!("{}…", "字".repeat(30)));
    }
}
