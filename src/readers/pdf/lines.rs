//! Characters to lines, and lines to the paragraphs that a page's width broke.

use crate::readers::pdf::content::Glyph;

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// Its text; two blanks stand for a gap.
    pub text: String,
    /// Its left.
    pub left: f32,
    /// Its right.
    pub right: f32,
    /// Where it stands, downwards.
    pub y: f32,
    /// Height of its largest character.
    pub size: f32,
    /// Whether a blank stands behind it: that of the place where it was broken.
    pub blank_behind: bool,
}

/// The lines of some characters, from top to bottom.
pub fn compose_lines(glyphs: Vec<Glyph>) -> Vec<TextLine> {
    rows_of(glyphs).into_iter().filter_map(compose_line).collect()
}

/// Characters by the line that they stand on, from left to right.
pub fn rows_of(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x.total_cmp(&other.x)));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let same = lines.last().and_then(|line| line.first()).is_some_and(|first| {
            glyph.y - first.y <= 0.45 * glyph.size.max(first.size).min(glyph.size.min(first.size) * 2.0)
        });
        match lines.last_mut().filter(|_| same) {
            Some(line) => line.push(glyph),
            None => lines.push(vec![glyph]),
        }
    }
    lines.iter_mut().for_each(|line| line.sort_by(|one, other| one.x.total_cmp(&other.x)));
    lines
}

fn compose_line(mut glyphs: Vec<Glyph>) -> Option<TextLine> {
    drop_note_marks(&mut glyphs);
    let mut text = String::new();
    let mut before: Option<Glyph> = None;
    let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
    for glyph in &glyphs {
        if let Some(before) = &before {
            // some programs print a character twice, slightly shifted, to make it bold
            let twice = before.text == glyph.text && (glyph.x - before.x).abs() < 0.2 * glyph.size;
            if twice {
                continue;
            }
            let gap = glyph.x - (before.x + before.width);
            push_gap(&mut text, gap / glyph.size.max(1.0), before.text, glyph.text);
        }
        text.push(glyph.text);
        if !glyph.text.is_whitespace() {
            left = left.min(glyph.x);
            right = right.max(glyph.x + glyph.width);
        }
        before = Some(*glyph);
    }
    let blank_behind = text.ends_with(' ');
    let text = text.trim();
    let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    let y = glyphs.iter().filter(|glyph| glyph.size == size).map(|glyph| glyph.y).next()?;
    (!text.is_empty()).then(|| TextLine { text: text.to_owned(), left, right, y, size, blank_behind })
}

/// Takes the raised small figures of footnotes off a line; behind a figure or a unit (m²) they are part of the text.
fn drop_note_marks(glyphs: &mut Vec<Glyph>) {
    const SMALL: f32 = 0.75;
    const RAISED: f32 = 0.15;
    let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    let Some(line) = glyphs.iter().find(|glyph| glyph.size == size).map(|glyph| glyph.y) else { return };
    let is_small =
        |glyph: &Glyph| glyph.text.is_ascii_digit() && glyph.size <= SMALL * size && glyph.y < line - RAISED * size;
    let mut before = None;
    glyphs.retain(|glyph| {
        let mark = is_small(glyph) && before.is_some_and(|c: char| !c.is_ascii());
        if !mark {
            before = Some(glyph.text);
        }
        !mark
    });
}

/// Blanks for a gap of so many times the font's height.
fn push_gap(text: &mut String, gap: f32, before: char, after: char) {
    const WORD: f32 = 0.2;
    const JUSTIFIED: f32 = 0.6;
    const COLUMN: f32 = 1.1;
    if text.ends_with(char::is_whitespace) || after.is_whitespace() {
        if gap > COLUMN {
            text.push_str("  ");
        }
        return;
    }
    let words = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
    match () {
        () if gap > COLUMN => text.push_str("  "),
        () if gap > JUSTIFIED || words && gap > WORD => text.push(' '),
        () => {}
    }
}

/// The measure that lines were broken to.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Where the leftmost line begins.
    pub left: f32,
    /// Where lines must end.
    pub right: f32,
    /// How wide a line may be.
    pub width: f32,
    /// A full line may leave so much free, in heights of the font: the next character, and what a cell keeps clear.
    pub slack: f32,
    /// A line that is shorter than this goes on nowhere, though it stands in the middle of a page as wide as itself.
    pub least: f32,
    /// How far the lines of a paragraph stand from one another.
    pub pitch: f32,
}

impl Measure {
    /// The measure of the running text of a page so wide, whose margins are alike.
    pub fn of_page(lines: &[&TextLine], page: f32) -> Self {
        let left = lines.iter().map(|line| line.left).fold(f32::INFINITY, f32::min);
        let right = lines.iter().map(|line| line.right).fold(page - left, f32::max);
        Self { left, right, width: right - left, slack: 1.6, least: page * 0.6, pitch: pitch_of(lines.iter().copied()) }
    }

    /// The measure of a cell so wide, whose text may stand in its middle.
    pub fn of_cell(left: f32, right: f32, lines: &[TextLine]) -> Self {
        let first = lines.iter().map(|line| line.left).fold(f32::INFINITY, f32::min);
        Self { left: first, right, width: right - left, slack: 2.1, least: 0.0, pitch: pitch_of(lines) }
    }

    /// Whether a line goes on in the next one: nothing more would have fitted, and the next is neither indented nor, behind the
    /// end of a sentence, a label in a line of its own.
    pub fn goes_on(&self, line: &TextLine, next: &TextLine) -> bool {
        let free = (self.right - line.right).min(self.width - (line.right - line.left));
        let long = line.right - line.left >= self.least;
        let same_size = (line.size - next.size).abs() <= 0.15 * line.size.max(next.size);
        let words = line.text.trim_end_matches(['.', '!', '?']);
        let ended = line.text.ends_with(['。', '！', '？', '；'])
            || words.len() < line.text.len() && words.ends_with(|c: char| c.is_ascii_alphabetic());
        let slack = self.slack - 1.0 + if ended { 1.0 } else { unit_at_head(&next.text) };
        let heads = is_numbered(&next.text) && !line.text.ends_with(|c| "，、；：（“《第,;:(".contains(c));
        let ends = heads || ended && is_line_of_its_own(&next.text) || next.y - line.y > APART * self.pitch;
        !ends && long && free < slack * line.size && same_size && next.left - self.left <= 1.2 * next.size
    }
}

/// Lines that stand so many times farther apart than those of a paragraph belong to two.
const APART: f32 = 1.4;

/// The least distance of two lines that follow one another.
fn pitch_of<'l>(lines: impl IntoIterator<Item = &'l TextLine>) -> f32 {
    let mut pitch = f32::INFINITY;
    let mut before: Option<&TextLine> = None;
    for line in lines {
        let step = before.map(|before| (line.y - before.y, before.size.max(line.size)));
        pitch = step.filter(|(step, size)| *step > 0.9 * size).map_or(pitch, |(step, _)| pitch.min(step));
        before = Some(line);
    }
    pitch
}

/// How wide the characters are that a line begins with and that stay together, in heights of the font: a word or a number, one
/// character of another kind, and the marks that no line begins or ends with. Quotation marks hold on to both sides (UAX 14, QU), a closing mark
/// to the figure behind it.
fn unit_at_head(text: &str) -> f32 {
    const WIDEST: f32 = 6.0;
    let mut width: f32 = 0.0;
    let mut before: Option<char> = None;
    for letter in text.chars() {
        if before.is_some_and(|before| !holds_on(before, letter)) {
            break;
        }
        width += if is_word(letter) { 0.55 } else { 1.0 };
        before = Some(letter);
    }
    width.clamp(1.0, WIDEST)
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "%.,-/+=&≥≤±×~".contains(letter)
}

/// Whether no line is broken between two characters.
fn holds_on(before: char, after: char) -> bool {
    let quotes = |letter: char| "“”‘’\"'".contains(letter);
    let closes = |letter: char| "，。、；：！？）》」』】〉％℃,.;:!?)%".contains(letter);
    let opens = |letter: char| "（《「『【〈(".contains(letter);
    is_word(before) && is_word(after)
        || quotes(before)
        || quotes(after)
        || closes(after)
        || opens(before)
        || "》）」』】".contains(before) && after.is_ascii_digit()
}

/// Whether a number goes on in the next line: 0335- and the number itself, or one of which a few figures are missing; false where a whole
/// number ends the text and another begins the line; None where neither is about numbers.
fn number_goes_on(text: &str, next: &str) -> Option<bool> {
    let head = next.chars().take_while(char::is_ascii_digit).count();
    let tail = text.chars().rev().take_while(char::is_ascii_digit).count();
    let before = text.get(..text.len() - tail).unwrap_or_default();
    let area = before.strip_suffix('-').map_or(0, |area| area.chars().rev().take_while(char::is_ascii_digit).count());
    let (behind_area, mobile) =
        ((3..=4).contains(&area), text.get(before.len()..).is_some_and(|tail| tail.starts_with('1')));
    match (head, tail) {
        (0, _) => None,
        (_, 0) => behind_area.then_some(true),
        _ if behind_area && tail < 7 && (7..=8).contains(&(tail + head)) => Some(true),
        _ if behind_area && tail >= 7 => Some(false),
        _ if mobile && tail < 11 && tail + head == 11 => Some(true),
        _ if mobile && tail == 11 => Some(false),
        _ => None,
    }
}

/// A heading with its number: 九、, （二）.
fn is_numbered(text: &str) -> bool {
    let behind = text.trim_start_matches(['（', '(']).trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let bracket = text.starts_with(['（', '(']);
    behind.len() < text.len() && if bracket { behind.starts_with(['）', ')']) } else { behind.starts_with('、') }
}

/// A label and nothing else, or a line to sign with what was written on it.
fn is_line_of_its_own(text: &str) -> bool {
    let label = text.split(['：', ':']).next().filter(|label| label.len() < text.len()).unwrap_or_default();
    text.ends_with(['：', ':']) || label.contains('签') && label.chars().count() <= LONGEST_SIGNED
}

/// The longest label of a line to sign, in characters.
const LONGEST_SIGNED: usize = 12;

/// Joins the text of a line that goes on. Between words stands the blank that they were parted at, between Chinese characters none.
pub fn join_texts(text: &mut String, blank_behind: bool, next: &str) {
    let (before, after) = (text.chars().next_back(), next.chars().next());
    let is = |letter: Option<char>, test: fn(&char) -> bool| letter.as_ref().is_some_and(test);
    // no line is broken within a word, nor between a letter and the figure behind it
    let words = is(before, char::is_ascii_alphabetic) && is(after, char::is_ascii_alphanumeric)
        || is(before, |c| c.is_ascii_digit() || *c == ',') && is(after, char::is_ascii_alphabetic);
    let parted = blank_behind && (is(before, char::is_ascii_graphic) || is(after, char::is_ascii_graphic));
    let far = |letter: char| letter >= FIRST_FAR && letter.is_alphabetic();
    let mixed = before.zip(after).is_some_and(|(before, after)| {
        far(before) && after.is_ascii_alphabetic() || before.is_ascii_alphabetic() && far(after)
    });
    if words || parted || mixed && sets_words_off(text, next) {
        text.push(' ');
    }
    text.push_str(next);
}

/// The first of the letters of the Far East.
const FIRST_FAR: char = '\u{2e80}';

/// Whether a text sets Latin words off from Chinese ones by blanks, wherever they meet within its lines: some programs print no blank
/// at a line's end.
fn sets_words_off(text: &str, next: &str) -> bool {
    let side = |letter: char| match letter {
        _ if letter.is_ascii_alphabetic() => Some(true),
        _ if letter >= FIRST_FAR && letter.is_alphabetic() => Some(false),
        _ => None,
    };
    const LOOKED_AT: usize = 500;
    let (mut apart, mut together) = (0, 0);
    let behind: Vec<char> = text.chars().rev().take(LOOKED_AT).collect();
    for letters in [behind, next.chars().collect()] {
        let meet = |one: char, other: char| side(one).zip(side(other)).is_some_and(|(one, other)| one != other);
        together += letters.windows(2).filter(|pair| matches!(pair, [one, two] if meet(*one, *two))).count();
        apart += letters.windows(3).filter(|three| matches!(three, [one, ' ', two] if meet(*one, *two))).count();
    }
    apart > 0 && together == 0
}

/// Lines of a cell as its text: broken lines put together, the others apart.
pub fn text_of_lines(lines: &[TextLine], measure: Measure) -> String {
    let mut text = String::new();
    let mut before: Option<&TextLine> = None;
    for line in lines {
        match before {
            Some(before) if number_goes_on(&text, &line.text).unwrap_or_else(|| measure.goes_on(before, line)) => {
                join_texts(&mut text, before.blank_behind, &line.text);
            }
            Some(_) => {
                text.push('\n');
                text.push_str(&line.text);
            }
            None => text.push_str(&line.text),
        }
        before = Some(line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_in_a_line_of_its_own_is_not_joined_to_a_full_line_that_ends_a_sentence() {
        let line = |text: &str, right: f32| TextLine {
            text: text.to_owned(),
            left: 70.0,
            right,
            y: 0.0,
            size: 12.0,
            blank_behind: false,
        };
        let full = |text: &str| line(text, 524.0);
        let measure = Measure::of_page(&[&full("")], 595.0);
        assert!(!measure.goes_on(&full("……问题。"), &line("项目创新内容：", 150.0)));
        assert!(measure.goes_on(&full("……问题。"), &line("其次是流程问题。", 170.0)));
        assert!(measure.goes_on(&full("分为以下几个"), &line("方面：", 110.0)));
        assert!(!measure.goes_on(&full("工会创新项目说明"), &line("（一）项目内容", 150.0)));
        assert!(measure.goes_on(&full("根据办法第三条第"), &line("（一）项的规定", 150.0)));
    }

    #[test]
    fn a_line_of_a_cell_that_left_no_room_for_the_next_word_goes_on() {
        let line = |text: &str, right: f32| TextLine {
            text: text.to_owned(),
            left: 0.0,
            right,
            y: 0.0,
            size: 10.0,
            blank_behind: false,
        };
        let joined = |one: &str, right: f32, two: &str| {
            let lines = [line(one, right), line(two, 20.0)];
            text_of_lines(&lines, Measure::of_cell(0.0, 100.0, &lines))
        };
        assert_eq!(joined("0335-", 25.0, "6288953"), "0335-6288953");
        assert_eq!(joined("0335-573100", 60.0, "9、13800001111"), "0335-5731009、13800001111");
        assert_eq!(joined("0335-5731009", 95.0, "13800001111"), "0335-5731009\n13800001111");
        assert_eq!(joined("1380000", 40.0, "1111"), "13800001111");
        assert_eq!(joined("甲、乙司徒玉", 70.0, "刚、丁"), "甲、乙司徒玉刚、丁");
        assert_eq!(joined("办结率为", 72.0, "98.5%以上"), "办结率为98.5%以上");
        assert_eq!(joined("建站完成。", 72.0, "2026年推开"), "建站完成。\n2026年推开");
        assert_eq!(joined("一期投入占比", 61.0, "≥30%。"), "一期投入占比≥30%。");
        assert_eq!(joined("《服务手", 50.0, "册》3,000册"), "《服务手册》3,000册");
        assert_eq!(joined("方案", 60.0, "（V2.0版）"), "方案（V2.0版）");
        assert_eq!(joined("张伟", 70.0, "李娜"), "张伟\n李娜");
        assert_eq!(joined("张伟", 60.0, "《意见》"), "张伟\n《意见》");
        assert_eq!(joined("取得了成效。", 95.0, "领导签字：张三"), "取得了成效。\n领导签字：张三");
    }
}
