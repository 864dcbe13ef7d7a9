//! Page headers and footers of a sheet (ECMA-376 part 1, 18.3.1.46): their words without the codes for fonts and pages.

/// The words of a header, its three sections a line each.
pub fn header_words(code: &str) -> String {
    let mut words = String::new();
    let mut rest = code.chars().peekable();
    while let Some(next) = rest.next() {
        if next != '&' {
            words.push(next);
            continue;
        }
        match rest.next() {
            Some('&') => words.push('&'),
            Some('L' | 'C' | 'R') => words.push('\n'),
            Some('"') => while rest.next().is_some_and(|letter| letter != '"') {},
            Some('K') => {
                for _ in 0..6 {
                    rest.next_if(|letter| letter.is_ascii_hexdigit() || matches!(letter, '+' | '-'));
                }
            }
            Some(digit) if digit.is_ascii_digit() => while rest.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::header_words;

    #[test]
    fn codes_are_left_out_and_words_kept() {
        let code = "&L&\"宋体,加粗\"&14附件1&C&K000000申报表&RA&&B &P/&N";
        assert_eq!(header_words(code), "附件1\n申报表\nA&B /");
        assert_eq!(header_words("&P"), "");
        assert_eq!(header_words("&"), "");
    }
}
