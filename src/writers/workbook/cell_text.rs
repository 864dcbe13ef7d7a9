//! What can stand in a cell, and how much room it takes: control characters made visible, widths in half-width characters
//! after Unicode Standard Annex 11, where a text wraps at a given width, and its parts where it needs several rows.
//!
//! Excel takes 32,767 UTF-16 units in a cell and 409 points in a row. A row of that height holds some thirty lines of at
//! most 255 half-width characters, so a text that is split by lines keeps the first limit as well.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;
use unicode_width::UnicodeWidthStr;

/// The text with line ends as `\n` and every other control character replaced by its visible picture (␁), so that nothing
/// is hidden from the reader and nothing is lost silently.
pub fn make_visible(text: &str) -> Cow<'_, str> {
    if is_surely_visible(text) || !text.chars().any(|c| shown_as(c) != Some(c)) {
        return Cow::Borrowed(text);
    }
    let joined = text.replace("\r\n", "\n");
    Cow::Owned(joined.chars().filter_map(shown_as).collect())
}

/// Whether a text certainly holds nothing that must be made visible, told by its bytes, as nearly all texts can be: each with
/// the two behind it and without a branch, so that many are looked at at a time.
fn is_surely_visible(text: &str) -> bool {
    let is_hidden = |byte: u8, second: u8, third: u8| {
        let plain = (b' '..=b'~').contains(&byte) | (byte == b'\n') | (byte == b'\t');
        let plain = plain | (0x80..=0xbf).contains(&byte) | (0xe3..=0xee).contains(&byte);
        // U+2000 to U+2027 (dashes, quotation marks, dots), U+2080 and beyond
        let sign = (second == 0x80) & (third <= 0xa7) | (0x82..=0xbf).contains(&second);
        let full_width = (second == 0xbc) | (second == 0xbd);
        !(plain | (byte == 0xe2) & sign | (byte == 0xef) & full_width)
    };
    let bytes = text.as_bytes();
    let (second, third) = (bytes.get(1..).unwrap_or_default(), bytes.get(2..).unwrap_or_default());
    let in_threes = bytes.iter().zip(second).zip(third);
    // No character of three bytes begins with one of the last two.
    let last = bytes.iter().skip(bytes.len().saturating_sub(2));
    !in_threes.fold(false, |hidden, ((byte, second), third)| hidden | is_hidden(*byte, *second, *third))
        && !last.fold(false, |hidden, byte| hidden | is_hidden(*byte, 0, 0))
}

/// What stands for a character in a cell; None: nothing needs to.
fn shown_as(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('␡'),
        // C1 controls, directional overrides (which would show the rest of a line backwards) and non-characters.
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {
            Some('\u{fffd}')
        }
        '\u{feff}' => None,
        _ => Some(c),
    }
}

/// The widest line of a text in half-width characters: a Chinese character is two.
pub fn measure_width(text: &str) -> usize {
    text.split('\n').map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// Lines that a text takes in a cell so many half-width characters wide.
pub fn count_lines(text: &str, width: f64) -> usize {
    find_line_starts(text, width).len() + 1
}

/// Byte indices at which the second and every further line begins in a cell so many half-width characters wide. Words of
/// Latin letters and digits stay whole where they can, Chinese breaks anywhere.
fn find_line_starts(text: &str, width: f64) -> Vec<usize> {
    find_first_starts(text, width, usize::MAX)
}

/// The first of them, so many at most.
fn find_first_starts(text: &str, width: f64, most: usize) -> Vec<usize> {
    // A column is at most 255 characters wide (Excel's limit): a small positive number.
    let room = width.clamp(2.0, 255.0) as usize;
    if is_surely_narrow(text, room) {
        return Vec::new();
    }
    let mut starts = Vec::new();
    let (mut used, mut word_start, mut word) = (0, 0, 0);
    let mut rest = text;
    while starts.len() < most {
        // Chinese characters, which most texts consist of, are counted by the line.
        let mut index = text.len() - rest.len();
        let mut left = count_leading_hanzi(rest);
        let behind = rest.get(left * HANZI_BYTES..).unwrap_or_default();
        while left > 0 {
            let fitting = room.saturating_sub(used) / HANZI_WIDTH;
            if fitting == 0 {
                starts.push(index);
                if starts.len() >= most {
                    return starts;
                }
                used = 0;
                continue;
            }
            let taken = fitting.min(left);
            (index, left, used) = (index + taken * HANZI_BYTES, left - taken, used + taken * HANZI_WIDTH);
            word = 0;
        }
        let mut characters = behind.chars();
        let Some(c) = characters.next() else { return starts };
        rest = characters.as_str();
        if c == '\n' {
            starts.push(index + 1);
            (used, word) = (0, 0);
            continue;
        }
        let width = width_of(c);
        let in_word = width == 1 && !c.is_whitespace();
        if used + width > room {
            // A word that began on this line goes down whole; one that fills the line is broken.
            let whole_word = in_word && word > 0 && word < used;
            starts.push(if whole_word { word_start } else { index });
            used = if whole_word { word } else { 0 };
            word = used;
        }
        if in_word && word == 0 {
            word_start = index;
        }
        word = if in_word { word + width } else { 0 };
        used += width;
    }
    starts
}

/// Bytes of a plain Chinese character in UTF-8, and its width.
const HANZI_BYTES: usize = 3;
const HANZI_WIDTH: usize = 2;

/// How many characters from U+4E00 to U+9FFF a text begins with, told by their bytes.
fn count_leading_hanzi(text: &str) -> usize {
    let is_hanzi = |bytes: &&[u8]| matches!(bytes, [0xe5..=0xe9, ..] | [0xe4, 0xb8..=0xbf, ..]);
    text.as_bytes().chunks(HANZI_BYTES).take_while(is_hanzi).count()
}

/// Whether a text certainly is one line no wider than this, told by its bytes, as nearly all texts of a list can be: no
/// character but the tab is wider than it has bytes, and those from U+3000 to U+FFFF, of three bytes, are two wide at most.
fn is_surely_narrow(text: &str, room: usize) -> bool {
    let long = text.bytes().filter(|byte| (0xe3..=0xef).contains(byte)).count();
    text.len() - long <= room && !text.bytes().any(|byte| matches!(byte, b'\n' | b'\t'))
}

/// Width of one character, at least one, so that a run of marks without width cannot fill a cell unseen.
fn width_of(c: char) -> usize {
    match c {
        '\u{4e00}'..='\u{9fff}' => 2,
        ' '..='~' => 1,
        '\t' => 4,
        _ => c.width().unwrap_or(1).max(1),
    }
}

/// A text that takes more than `whole` lines at this width in parts that each take at most `lines`, broken at the end of a
/// paragraph or else of a sentence where one is near; any other is one part.
pub fn split_rows(text: &str, width: f64, (whole, lines): (usize, usize)) -> Vec<&str> {
    if count_lines(text, width) <= whole.max(1) {
        return vec![text];
    }
    let lines = lines.max(1);
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let starts = find_first_starts(rest, width, lines);
        let Some(latest) = starts.get(lines - 1) else { break };
        let earliest = starts.get(lines - 1 - lines / 3).copied().unwrap_or(*latest);
        let (part, behind) = rest.split_at(find_break(rest, earliest, *latest));
        parts.push(part);
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// Where a part best ends between two places of a text: behind the last paragraph, but before a heading that would stand last;
/// else behind the last sentence; else at the later place.
fn find_break(text: &str, earliest: usize, latest: usize) -> usize {
    let near = text.get(earliest..latest).unwrap_or_default();
    // A line that ends right before the first place ends the part there.
    let ended = text.get(..earliest).is_some_and(|before| before.ends_with('\n')).then_some(earliest);
    let mut paragraphs = near.rmatch_indices('\n').map(|(at, end)| earliest + at + end.len()).chain(ended).peekable();
    let last = paragraphs.peek().copied();
    let is_heading = |end: usize| {
        let line = text.get(..end).unwrap_or_default().trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
        measure_width(line) <= HEADING_WIDTH && !line.trim_end().ends_with(SENTENCE_ENDS)
    };
    let sentence = || near.rmatch_indices(SENTENCE_ENDS).map(|(at, end)| earliest + at + end.len()).next();
    paragraphs.find(|end| !is_heading(*end)).or(last).or_else(sentence).unwrap_or(latest)
}

/// What ends a sentence, or a part of one that can be read by itself.
const SENTENCE_ENDS: [char; 5] = ['。', '；', '！', '？', '：'];
/// A line this narrow that ends no sentence reads as a heading.
const HEADING_WIDTH: usize = 40;

/// The text where it takes at most so many lines at this width, else its beginning with `ending`; and the lines that it takes.
pub fn fit_text<'a>(text: &'a str, width: f64, lines: usize, ending: &str) -> (Cow<'a, str>, usize) {
    let starts = find_line_starts(text, width);
    if starts.len() < lines {
        return (Cow::Borrowed(text), starts.len() + 1);
    }
    let kept = lines.saturating_sub(count_lines(ending, width)).saturating_sub(1);
    let end = starts.get(kept).copied().unwrap_or(0);
    let cut = format!("{}{ending}", text.get(..end).unwrap_or_default().trim_end());
    let taken = count_lines(&cut, width);
    (Cow::Owned(cut), taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_visible_and_line_ends_stay() {
        assert_eq!(make_visible("甲\u{1}乙\r\n丙\u{202e}丁"), "甲␁乙\n丙\u{fffd}丁");
        assert!(matches!(make_visible("一行\n二行"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_told_to_be_visible_by_its_bytes_is_so() {
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            assert!(!is_surely_visible(&c.to_string()) || shown_as(c) == Some(c), "{c:?}");
        }
        assert!(is_surely_visible("“五心”家园——（一）ＡＢ，甲。\n"));
    }

    #[test]
    fn lines_begin_where_they_do_character_by_character() {
        /// As the lines are told, without counting Chinese characters by the line.
        fn starts_by_character(text: &str, room: usize) -> Vec<usize> {
            let (mut starts, mut used, mut word_start, mut word) = (Vec::new(), 0, 0, 0);
            for (index, c) in text.char_indices() {
                if c == '\n' {
                    starts.push(index + 1);
                    (used, word) = (0, 0);
                    continue;
                }
                let width = width_of(c);
                let in_word = width == 1 && !c.is_whitespace();
                if used + width > room {
                    let whole_word = in_word && word > 0 && word < used;
                    starts.push(if whole_word { word_start } else { index });
                    used = if whole_word { word } else { 0 };
                    word = used;
                }
                if in_word && word == 0 {
                    word_start = index;
                }
                word = if in_word { word + width } else { 0 };
                used += width;
            }
            starts
        }
        let mut seed = 7_u64;
        for _ in 0..400 {
            let mut text = String::new();
            for _ in 0..60 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let pieces = ["甲", "乙丙丁", "，", "ab", "c", " ", "\n", "\t", "“", "戊己庚辛壬癸子丑"];
                text.push_str(pieces[usize::try_from(seed >> 33).unwrap_or(0) % pieces.len()]);
            }
            for room in [2, 3, 7, 20, 31] {
                if !is_surely_narrow(&text, room) {
                    assert_eq!(find_line_starts(&text, room as f64), starts_by_character(&text, room), "{text} {room}");
                }
            }
        }
    }

    #[test]
    fn a_chinese_character_is_as_wide_as_two_letters() {
        assert_eq!(measure_width("总工会ab\n甲"), 8);
        assert_eq!(count_lines("总工会总工会", 6.0), 2);
        assert_eq!(count_lines("总工会", 6.0), 1);
        assert_eq!(count_lines("", 6.0), 1);
        assert_eq!(count_lines("甲\n\n乙", 6.0), 3);
    }

    #[test]
    fn what_is_told_to_be_narrow_by_its_bytes_is_so() {
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            let text = c.to_string();
            assert!(!is_surely_narrow(&text, width_of(c) - 1), "{c:?}");
        }
    }

    #[test]
    fn a_word_that_does_not_fit_goes_down_whole() {
        assert_eq!(split_rows("abcd efgh", 6.0, (1, 1)), ["abcd ", "efgh"]);
        assert_eq!(split_rows("abcdefghijkl", 6.0, (1, 1)), ["abcdef", "ghijkl"]);
        assert_eq!(split_rows("甲abcdef乙", 6.0, (1, 1)), ["甲", "abcdef", "乙"]);
    }

    #[test]
    fn parts_lose_nothing_and_keep_to_their_lines() {
        let text = format!("{}\n{}\nabc def {}", "甲".repeat(90), "乙".repeat(500), "丙".repeat(77));
        for lines in 1..12 {
            let parts = split_rows(&text, 31.0, (lines, lines));
            assert_eq!(parts.concat(), text);
            assert!(parts.iter().all(|part| count_lines(part.trim_end_matches('\n'), 31.0) <= lines), "{lines}");
        }
    }

    #[test]
    fn a_part_ends_with_a_paragraph_where_one_is_near() {
        let text = format!("{}\n{}", "甲".repeat(16), "乙".repeat(40));
        assert_eq!(split_rows(&text, 10.0, (5, 5)).first().map(|part| part.ends_with('\n')), Some(true));
    }

    #[test]
    fn a_part_ends_with_a_sentence_where_no_paragraph_is_near_and_never_with_a_heading() {
        let text = format!("{}。{}", "甲".repeat(36), "乙".repeat(40));
        let parts = split_rows(&text, 10.0, (9, 9));
        assert_eq!(parts.first().map(|part| part.ends_with('。')), Some(true), "{parts:?}");
        let text = format!("{}。\n三、成效\n{}", "甲".repeat(34), "乙".repeat(40));
        let parts = split_rows(&text, 10.0, (9, 9));
        assert_eq!(parts.get(1).map(|part| part.starts_with("三、成效")), Some(true), "{parts:?}");
    }

    #[test]
    fn what_does_not_fit_a_list_is_cut_visibly() {
        let text = "字".repeat(100);
        let (fitted, lines) = fit_text(&text, 20.0, 3, "……（未完）");
        assert!(fitted.ends_with("……（未完）"));
        assert!(lines <= 3 && lines == count_lines(&fitted, 20.0));
        assert_eq!(fit_text(&text, 20.0, 10, "……"), (Cow::Borrowed(text.as_str()), 10));
    }

    #[test]
    fn no_cell_of_a_full_row_breaks_the_limit_of_a_cell() {
        let text = "e\u{301}".repeat(40_000);
        let parts = split_rows(&text, 255.0, (28, 28));
        assert!(parts.iter().all(|part| part.encode_utf16().count() <= 32_767));
        assert_eq!(parts.concat(), text);
    }
}
