//! Headings by their looks: a few hanzi at the beginning of a line that a mark sets off from what follows, whether a label is known to
//! read so or not.

use crate::extract::label::label_core::core_of;
use crate::extract::values::blank::is_invisible;
use crate::extract::values::plausible::fits_kind;
use crate::policy::FieldKind;

/// Characters of the longest heading.
const LONGEST_HEADING: usize = 8;
/// Characters of its number at most: （十二）, 第三部分　.
const NUMBERING: usize = 6;
/// What sets a heading off from its text on a line, beside white space.
const MARKS: &[char] = &[':', '：', '﹕', '∶', '=', '＝', '→', '—', '-', '|', '_', '…', '【', '】', ']', '〕', '」'];
/// What a line of a list begins with, also one that a program wrote (- **成效**：…).
const BULLETS: &[char] = &['-', '*', '•', '·', '●', '○', '◆', '◇', '▪', '★', '☆', '※', '➢', '#', '>', '|'];
/// What opens before a heading: 【成效】….
const OPENING: &[char] = &['【', '[', '〔', '「'];

/// The heading that a line begins with or is, its numbering off, and what sets it off: white space is one mark, None the line's end.
pub fn heading_of(line: &str) -> Option<(String, Option<char>)> {
    let line = line.trim_matches(is_invisible);
    let line = line.trim_start_matches(|c| is_invisible(c) || BULLETS.contains(&c));
    let line = line.strip_prefix(OPENING).unwrap_or(line);
    let sets_off = |c: char| !('\u{4e00}'..='\u{9fff}').contains(&c) && (is_invisible(c) || MARKS.contains(&c));
    let mut letters = line.char_indices();
    let end = letters.by_ref().take(LONGEST_HEADING + NUMBERING).find(|(_, c)| sets_off(*c)).map(|(at, _)| at);
    // a line of prose
    let end = match end {
        Some(end) => end,
        None if letters.next().is_some() => return None,
        None => line.len(),
    };
    let mark = line.get(end..)?.chars().next().map(|c| match c {
        c if is_invisible(c) => ' ',
        '：' | '﹕' | '∶' => ':',
        c => c,
    });
    let heading = core_of(line.get(..end)?).text;
    let hanzi = heading.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let length = heading.chars().count();
    // the unit in a line of its own below the text
    let is_unit = mark.is_none()
        && fits_kind(FieldKind::Organisation, &heading)
        && !heading.ends_with("之处")
        && !heading.ends_with("何处");
    (hanzi && (2..=LONGEST_HEADING).contains(&length) && !is_unit).then_some((heading, mark))
}

/// Where the first line of a text begins, the very first left out, that a heading with a mark behind it begins and that goes on with
/// nothing of the text.
pub fn find_line_of_its_own(text: &str, goes_on: impl Fn(&str) -> bool) -> Option<usize> {
    let mut starts = text.match_indices('\n').map(|(at, line_end)| at + line_end.len());
    starts.find(|&start| {
        let line = text.get(start..).and_then(|rest| rest.lines().next());
        line.filter(|line| !goes_on(line))
            .and_then(heading_of)
            .is_some_and(|(_, mark)| matches!(mark, Some(':' | '=' | '＝' | '—' | '】')))
    })
}
