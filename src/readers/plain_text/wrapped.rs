//! The lines of a drawn table's cell as the text that they were before they were wrapped.
//!
//! Most programs fill each line and leave the rest for the last. Pandoc cuts a text without spaces from its end: its first line is what is
//! left over, all others are full.

use unicode_width::UnicodeWidthStr;

/// How a table's cells are wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// Each line is filled.
    FromStart,
    /// The first line holds what is left over.
    FromEnd,
}

/// A line of a cell.
struct WrappedLine<'t> {
    words: &'t str,
    /// How many columns are empty before the cell's edge.
    room: usize,
}

impl<'t> WrappedLine<'t> {
    fn of(line: &'t str) -> Self {
        let blank = line.chars().rev().take_while(|c| c.is_whitespace()).count();
        Self { words: line.trim(), room: blank.saturating_sub(1) }
    }

    /// But for half a letter.
    fn is_full(&self) -> bool {
        self.room <= 1
    }
}

/// How the cells of a table are wrapped, by the paragraphs in them that have no spaces: which of their lines is the short one.
pub fn tell_wrapping<'t>(cells: impl Iterator<Item = Vec<&'t str>>) -> Wrapping {
    let (mut at_start, mut at_end) = (0, 0);
    for cell in cells {
        let lines: Vec<WrappedLine<'_>> = cell.into_iter().map(WrappedLine::of).collect();
        for paragraph in lines.split(|line| line.words.is_empty()) {
            let [first, .., last] = paragraph else { continue };
            if paragraph.iter().any(|line| line.words.contains(char::is_whitespace)) {
                continue;
            }
            at_start += usize::from(last.is_full() && !first.is_full());
            at_end += usize::from(first.is_full() && !last.is_full());
        }
    }
    if at_start > at_end { Wrapping::FromEnd } else { Wrapping::FromStart }
}

/// The text of a cell.
pub fn join_wrapped<'t>(lines: impl Iterator<Item = &'t str>, wrapping: Wrapping) -> String {
    let mut text = String::new();
    let mut above: Option<WrappedLine<'t>> = None;
    for line in lines.map(WrappedLine::of) {
        if line.words.is_empty() {
            if wrapping == Wrapping::FromEnd {
                above = None;
            }
            continue;
        }
        let parted = match above.as_ref() {
            None if text.is_empty() => "",
            None => "\n",
            Some(above) => match wrapping {
                Wrapping::FromStart => between_filled(above, &line),
                Wrapping::FromEnd => between_cut(above, &line),
            },
        };
        if parted == "\n" && wrapping == Wrapping::FromEnd && text.ends_with('\\') {
            // A break within a paragraph, as Markdown writes it.
            text.pop();
        }
        text.push_str(parted);
        text.push_str(line.words);
        above = Some(line);
    }
    text
}

/// A line that fills the cell goes on in the next, and so does one before a mark that begins none.
fn between_filled(above: &WrappedLine<'_>, line: &WrappedLine<'_>) -> &'static str {
    let goes_on = above.is_full() || line.words.starts_with(['，', '。', '、', '；', '：', '）', '”', '》']);
    if goes_on { "" } else { "\n" }
}

/// A full line goes on from the one above; another does where its first word had no room there.
fn between_cut(above: &WrappedLine<'_>, line: &WrappedLine<'_>) -> &'static str {
    if above.words.ends_with('\\') || begins_item(line.words) {
        return "\n";
    }
    if line.is_full() {
        return "";
    }
    let word = line.words.split_whitespace().next().unwrap_or_default();
    if !above.is_full() && word.width() < above.room {
        return "\n";
    }
    let is_latin = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    let words = is_latin(above.words.chars().next_back()) && is_latin(word.chars().next());
    if words { " " } else { "" }
}

/// `-   一`, `1.  一`: an item of a list.
fn begins_item(words: &str) -> bool {
    let Some((mark, _)) = words.split_once("  ") else { return false };
    matches!(mark, "-" | "*" | "•") || mark.strip_suffix(['.', ')']).is_some_and(|number| number.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUT: [&str; 6] = [
        " 阿不            ",
        " 都热合曼·买买提 ",
        "                 ",
        " 2026.0          ",
        " 2.25-2026.12.16 ",
        " 2.25-2026.12.16 ",
    ];

    #[test]
    fn what_is_left_over_in_the_first_line_is_put_before_the_next() {
        let wrapping = tell_wrapping([CUT.to_vec()].into_iter());
        assert_eq!(wrapping, Wrapping::FromEnd);
        let text = join_wrapped(CUT.into_iter(), wrapping);
        assert_eq!(text, "阿不都热合曼·买买提\n2026.02.25-2026.12.162.25-2026.12.16");
        let broken = [" 采用B/S架构开\\  ", " 第              ", " 二，发小程序，  "];
        assert_eq!(join_wrapped(broken.into_iter(), wrapping), "采用B/S架构开\n第二，发小程序，");
        let words = [" 工作             ", " Kubernetes       ", " cluster          "];
        assert_eq!(join_wrapped(words.into_iter(), wrapping), "工作\nKubernetes cluster");
    }

    #[test]
    fn lines_that_are_filled_from_the_start_keep_their_breaks() {
        let filled = [" 一、做法：      ", " 针对职工办事多  ", " 头跑。          "];
        let wrapping = tell_wrapping([filled.to_vec()].into_iter());
        assert_eq!(wrapping, Wrapping::FromStart);
        assert_eq!(join_wrapped(filled.into_iter(), wrapping), "一、做法：\n针对职工办事多头跑。");
    }
}
