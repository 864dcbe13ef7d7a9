//! One of the policy's options: written out, or ticked in a row of boxes (`☑ 调查报告  □ 论文`).

use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_invisible;
use crate::extract::values::people::is_han;

/// The option that a text names; None where it names none or several.
pub fn parse_choice(text: &str, options: &[String]) -> Option<String> {
    let squeezed = squeeze(text);
    if let Some(option) = options.iter().find(|option| squeeze(option) == squeezed) {
        return Some(option.clone());
    }
    if let Some(option) = options.iter().find(|option| is_short_for(&squeezed, &squeeze(option))) {
        return Some(option.clone());
    }
    if has_lone_tick(text) {
        return None;
    }
    // 技术革新/√技术攻关: the marks between options are room
    let parts = |c: char| matches!(c, '/' | '／' | '|' | '｜') && !options.iter().any(|option| option.contains(c));
    let drawn = Drawn::of(&text.replace(parts, " "));
    if drawn.is_between {
        return None;
    }
    let has_boxes = drawn.text.chars().any(|c| is_box(c) || is_tick(c));
    let words: Vec<String> = options.iter().map(|option| squeeze(option)).collect();
    if let Some(at) = chosen_by_letter(&drawn.text, &words) {
        return options.get(at).cloned();
    }
    let is_named = |word: &String| drawn.places_of(word, &words).any(|at| !has_boxes || drawn.is_ticked(at, word));
    let mut named = options.iter().zip(&words).filter(|(_, word)| is_named(word));
    let (option, _) = named.next()?;
    named.next().is_none().then(|| option.clone())
}

/// `（B）A.论文 B.报告`, `1.论文 2.报告（2）`: the letter or number of one of the options, in parentheses before or behind them.
fn chosen_by_letter(drawn: &str, words: &[String]) -> Option<usize> {
    let inside = |open: usize| drawn.get(open..).and_then(|rest| rest.strip_prefix('(')?.split_once(')'));
    let ahead = inside(0).map(|(letter, _)| letter);
    let behind = drawn.rfind('(').and_then(inside).filter(|(_, rest)| rest.is_empty()).map(|(letter, _)| letter);
    let letter = ahead.or(behind).filter(|letter| matches!(letter.as_bytes(), [b'A'..=b'H' | b'1'..=b'9']))?;
    let counts = |c: &char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let lettered = |word: &String| {
        let at = drawn.find(word.as_str())?;
        drawn.get(..at)?.trim_end_matches(['.', '、', ':']).chars().next_back().filter(counts)
    };
    let letters: Option<Vec<char>> = words.iter().map(lettered).collect();
    letters?.iter().position(|other| letter.starts_with(*other))
}

/// 维权服务 for 维权服务类.
fn is_short_for(text: &str, option: &str) -> bool {
    let rest = option.strip_prefix(text).filter(|_| text.chars().count() > 1);
    rest.is_some_and(|rest| ["类", "型", "项", "类别", "类型", "项目", "类项目"].contains(&rest))
}

/// Whether a tick stands in a line of its own, below a row of options: which it is under, the text does not tell.
fn has_lone_tick(text: &str) -> bool {
    let mut lines = text.lines().map(|line| line.trim_matches(is_invisible)).filter(|line| !line.is_empty());
    text.contains('\n') && lines.any(|line| line.chars().all(|c| is_tick(c) || is_invisible(c)))
}

/// Whether a text lists several of the options without saying which: one of them may be underlined, the row may be as printed,
/// or its marks cannot be told. Of a row of empty boxes nobody has chosen.
pub fn lists_options(text: &str, options: &[String]) -> bool {
    let squeezed = squeeze(text);
    if options.iter().filter(|option| squeezed.contains(&squeeze(option))).count() < 2 {
        return false;
    }
    let drawn = Drawn::of(text).text;
    !drawn.contains(|c| is_box(c) || is_tick(c)) || has_lone_tick(text) || is_marked(drawn, options)
}

/// Whether anything that may be a mark stands beside the options; that of 请打√ is none.
fn is_marked(mut drawn: String, options: &[String]) -> bool {
    for option in options {
        drawn = drawn.replace(&squeeze(option), " ");
    }
    let letters: Vec<char> = drawn.chars().filter(|c| !matches!(c, '"' | '“' | '”' | '‘' | '’')).collect();
    let asked = |at: usize| at.checked_sub(1).and_then(|at| letters.get(at)).is_some_and(|c| "打划画勾填".contains(*c));
    letters.iter().enumerate().any(|(at, c)| (is_tick(*c) || matches!(c, 'R' | 'V' | 'v')) && !asked(at))
}

/// Whether a line is an option with its box: one of a row of them.
pub fn has_box(line: &str) -> bool {
    let line = line.trim_matches(is_invisible);
    line.starts_with(|c| is_box(c) || is_tick(c)) || line.ends_with(|c| is_box(c) || is_tick(c))
}

fn squeeze(text: &str) -> String {
    text.nfkc().filter(|c| !is_invisible(*c)).collect()
}

/// A row of options with its marks as boxes and ticks, without white space.
struct Drawn {
    text: String,
    /// Whether the marks stand before the options, rather than behind.
    marks_lead: bool,
    /// Whether a tick stands as far from the option before it as from the one behind: which is meant cannot be told.
    is_between: bool,
}

/// The room about a mark where a line or a cell begins or ends.
const BREAK: usize = 1_000;

/// How far a mark stands from what is before it and from what is behind.
pub fn gaps_about(letters: &[char], at: usize) -> (usize, usize) {
    let parts = |c: &char| matches!(c, '\t' | '\n' | ';' | '；' | ',' | '，' | '、');
    let width = |c: &char| if parts(c) { BREAK } else { 1 };
    let (before, behind) = (letters.get(..at).unwrap_or(&[]), letters.get(at + 1..).unwrap_or(&[]));
    let is_gap = |c: &&char| is_invisible(**c) || parts(c);
    let before_gap: usize = before.iter().rev().take_while(is_gap).map(width).sum();
    let behind_gap: usize = behind.iter().take_while(is_gap).map(width).sum();
    let at_edge = |side: &[char]| if side.iter().all(|c| is_invisible(*c)) { BREAK } else { 0 };
    (before_gap + at_edge(before), behind_gap + at_edge(behind))
}

impl Drawn {
    fn of(text: &str) -> Self {
        let spaced: String = draw_repeated_numbers(&spell_marks(text)).nfkc().collect();
        let mut drawn = String::with_capacity(spaced.len());
        // A text that begins with a box has its boxes before the options; so has one in which every tick stands nearer to the option
        // behind it than to the one before.
        let mut ticks_lead = Vec::new();
        let mut ticks_trail = Vec::new();
        let mut ticks_between = false;
        let letters: Vec<char> = draw_boxes(&spaced).chars().collect();
        for (at, &c) in letters.iter().enumerate().filter(|(_, c)| !is_invisible(**c)) {
            if is_tick(c) {
                let (before, behind) = gaps_about(&letters, at);
                ticks_lead.push(before > behind);
                ticks_trail.push(before == 0 && behind > 0 && !drawn.ends_with(|c| is_box(c) || is_tick(c)));
                ticks_between |= before == behind && (1..BREAK).contains(&before);
            }
            drawn.push(c);
        }
        let marks = |c: char| is_box(c) || is_tick(c) || matches!(c, 'R' | 'V' | 'v');
        let begins = drawn.trim_start_matches('(').starts_with(marks);
        // □是√ □否: the boxes stay empty, and every tick stands close behind an option.
        let trail = drawn.starts_with(is_box) && !ticks_trail.is_empty() && ticks_trail.iter().all(|trails| *trails);
        let marks_lead = begins && !trail || !ticks_lead.is_empty() && ticks_lead.iter().all(|leads| *leads);
        // ☆ is empty beside ★.
        let drawn = if drawn.contains('★') { drawn.replace('☆', "□") } else { drawn };
        let is_between = ticks_between && !marks_lead && !drawn.contains(is_box);
        Self { text: drawn, marks_lead, is_between }
    }

    /// Where an option stands by itself: 调查报告 does not stand in 优秀调查报告.
    fn places_of<'o>(&'o self, option: &'o str, options: &'o [String]) -> impl Iterator<Item = usize> + 'o {
        let longer = options.iter().filter(move |other| other.len() > option.len() && other.contains(option));
        let taken: Vec<(usize, usize)> = longer
            .flat_map(|other| self.text.match_indices(other.as_str()))
            .map(|(at, word)| (at, at + word.len()))
            .collect();
        let free = move |at: &usize| !taken.iter().any(|(from, to)| (from..to).contains(&at));
        // 不是 is no 是; 是否 may be two options.
        let apart = move |at: &usize| {
            let before = self.text.get(..*at).and_then(|before| before.chars().next_back());
            let within_word = before.is_some_and(|c| is_han(c) && !options.iter().any(|other| other.chars().eq([c])));
            option.chars().count() > 1 || !within_word
        };
        self.text.match_indices(option).map(|(at, _)| at).filter(free).filter(apart)
    }

    /// Whether a tick stands before the option at this place, or behind it and before the next option's box.
    fn is_ticked(&self, at: usize, option: &str) -> bool {
        let before = strip_enumerator(self.text.get(..at).unwrap_or(""));
        let after = self.text.get(at + option.len()..).unwrap_or("").trim_start_matches(['(', '[', ':']);
        // Wingdings 2 draws a ticked box for the letter R; V is a tick by the key at hand.
        let letter = before.chars().next_back().filter(|c| matches!(c, 'R' | 'V' | 'v'));
        let lettered =
            letter.is_some() && !before.trim_end_matches(['R', 'V', 'v']).ends_with(|c: char| c.is_ascii_alphabetic());
        if self.marks_lead {
            return before.ends_with(is_tick) || lettered;
        }
        let mark = after.trim_start_matches(is_box);
        let letter_behind = mark.strip_prefix(['R', 'V', 'v']).filter(|_| self.text.contains(is_box));
        mark.starts_with(is_tick)
            || letter_behind.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    }
}

/// What stands before an option without its punctuation and its number: `√B.`, `√②` as `√`.
fn strip_enumerator(before: &str) -> &str {
    const MARKS: [char; 7] = ['(', ')', '[', ']', '.', ':', '、'];
    let bare = before.trim_end_matches(MARKS);
    let number = |c: char| c.is_ascii_digit() || ('A'..='H').contains(&c);
    match bare.strip_suffix(number).filter(|rest| rest.ends_with(|c| is_box(c) || is_tick(c))) {
        Some(rest) => rest,
        None => bare,
    }
}

/// `①甲 ①乙 ①√丙`: one number before every option is a box that somebody took for a circle.
fn draw_repeated_numbers(text: &str) -> String {
    let repeats = |number: &char| text.chars().filter(|c| c == number).count() > 1;
    let boxes: Vec<char> = ('①'..='⑳').filter(repeats).collect();
    if boxes.is_empty() { text.to_owned() } else { text.replace(boxes.as_slice(), "□") }
}

/// A spreadsheet's check boxes by their values, a cell TRUE or FALSE beside each option; and the tick by the key at hand.
pub fn spell_marks(text: &str) -> String {
    // A box a cell, whose font was lost.
    let is_boxed = text.split('\t').any(|part| matches!(part.trim(), "¨" | "£"));
    let marks = |part: &str| match part.trim() {
        "¨" | "£" if is_boxed => "□".to_owned(),
        "þ" | "R" | "ü" | "ý" | "x" if is_boxed => "☑".to_owned(),
        "TRUE" => "☑".to_owned(),
        "FALSE" => "□".to_owned(),
        "V" | "v" => "√".to_owned(),
        _ => part.to_owned(),
    };
    let text = text.split('\t').map(marks).collect::<Vec<_>>().join("\t");
    restore_lost_marks(&text)
}

/// Boxes and ticks of Wingdings and Wingdings 2 that a program wrote down in another font are letters: `£甲类 R乙类 £丙类`. The empty box,
/// which stands for nothing else beside Chinese, tells them.
fn restore_lost_marks(text: &str) -> String {
    const EMPTY: [char; 2] = ['£', '¨'];
    const TICKED: [char; 9] = ['R', 'P', 'Q', 'S', 'T', 'þ', 'ü', 'ý', 'x'];
    let letters: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied();
    let is_word =
        |letter: Option<char>| letter.is_some_and(|letter| !letter.is_whitespace() && !EMPTY.contains(&letter));
    let is_latin = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_graphic());
    // an option on one side and no figure or Latin word on either
    let marks = |index: usize| {
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        (is_word(before) || is_word(after)) && !is_latin(before) && !is_latin(after)
    };
    if !letters.iter().enumerate().any(|(index, letter)| EMPTY.contains(letter) && marks(index)) {
        return text.to_owned();
    }
    let restored = letters.iter().enumerate().map(|(index, letter)| match letter {
        letter if EMPTY.contains(letter) && marks(index) => '□',
        letter if TICKED.contains(letter) && marks(index) => '☑',
        letter => *letter,
    });
    restored.collect()
}

/// Boxes drawn with brackets as boxes: `[x]`, `（√）`, `[ ]`, `（  ）`. `[×]` is ticked unless another is `[√]`.
pub fn draw_boxes(spaced: &str) -> String {
    let crossed_off = spaced.contains(['√', '✓', '✔']);
    let mut text = String::with_capacity(spaced.len());
    let mut rest = spaced;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        let close = match c {
            '[' => Some(']'),
            '(' => Some(')'),
            '（' => Some('）'),
            '［' => Some('］'),
            '【' => Some('】'),
            _ => None,
        };
        let inside = close.and_then(|close| after.split_once(close));
        match inside.map(|(inside, after)| (inside.trim_matches(is_invisible), after)) {
            Some(("", after)) => {
                text.push('□');
                rest = after;
            }
            Some(("×", after)) => {
                text.push(if crossed_off { '□' } else { '☑' });
                rest = after;
            }
            Some(("x" | "X" | "√" | "✓" | "✔" | "*" | "v" | "V" | "是", after)) => {
                text.push('☑');
                rest = after;
            }
            _ => {
                text.push(c);
                rest = after;
            }
        }
    }
    text
}

/// Whether this is a mark for an option: an empty box.
pub fn is_box(c: char) -> bool {
    // The last three are Wingdings' empty boxes as programs store them.
    matches!(c, '□' | '☐' | '○' | '◻' | '▢' | '〇' | '❏' | '\u{f0a8}' | '\u{f06f}' | '\u{f0a3}')
}

/// Whether this is a mark for an option: a tick or a ticked box.
pub fn is_tick(c: char) -> bool {
    matches!(c, '☑' | '☒' | '√' | '✓' | '✔' | '■' | '●' | '◉' | '☆' | '★' | '✅' | '⊙' | 'þ')
        || matches!(c, '⊠' | '🗹' | '🗸' | '◼' | '⬛' | '▇' | '█' | '▉' | '◆')
        // Wingdings' ticked boxes and ticks.
        || matches!(c, '\u{f0fe}' | '\u{f052}' | '\u{f0fc}' | '\u{f0fd}' | '\u{f053}' | '\u{f050}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_within_another_word_is_no_yes() {
        let options = ["是", "否"].map(String::from);
        for (text, want) in [
            ("不是", None),
            ("还是没有", None),
            ("是，已推广", Some("是")),
            ("□是 ☑否", Some("否")),
            ("是 否√", Some("否")),
            ("是否", None),
        ] {
            assert_eq!(parse_choice(text, &options).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn an_option_is_read_written_out_or_ticked() {
        let options: Vec<String> = ["调查报告", "论文", "典型案例"].map(String::from).to_vec();
        for text in [
            "论文",
            " 论 文 ",
            "□调查报告 ☑论文 □典型案例",
            "调查报告□ 论文☑ 典型案例□",
            "☐调查报告\n√论文\n☐典型案例",
            "调查报告 论文√ 典型案例",
            "理论文章类：论文",
            "[ ]调查报告 [x]论文 [ ]典型案例",
            "（  ）调查报告 （√）论文 （  ）典型案例",
            "调查报告（  ） 论文（√） 典型案例（  ）",
            "□调查报告 R论文 □典型案例",
            "□调查报告 V论文 □典型案例",
            "调查报告  √论文  典型案例",
            "A.调查报告  √B.论文  C.典型案例",
            "A.调查报告（ ）  B.论文（√）  C.典型案例（ ）",
            "☆调查报告 ★论文 ☆典型案例",
            "☐调查报告 🗹论文 ☐典型案例",
            "□调查报告 ⊠论文 □典型案例",
            "FALSE\t调查报告\tTRUE\t论文\tFALSE\t典型案例",
            "¨\t调查报告\tþ\t论文\t¨\t典型案例",
            "①调查报告  ①√ 论文  ①典型案例",
            "调查报告①  论文①√  典型案例①",
            "调查报告□  论文V  典型案例□",
            "①调查报告\n①√ 论文\n①典型案例",
            "□调查报告  □论文√  □典型案例",
            "○调查报告\n○论文√\n○典型案例",
            "调查报告\t\t论文\tV\t典型案例",
            "（B）A.调查报告  B.论文  C.典型案例",
            "A.调查报告  B.论文  C.典型案例（ B ）",
            "1.调查报告 2.论文 3.典型案例  （2）",
            "☐①调查报告 ☑②论文 ☐③典型案例",
            "（ 2 ）1、调查报告 2、论文 3、典型案例",
        ] {
            assert_eq!(parse_choice(text, &options).as_deref(), Some("论文"), "{text}");
        }
        for text in ["", "□调查报告 □论文", "☑调查报告 ☑论文", "其他"] {
            assert_eq!(parse_choice(text, &options), None, "{text}");
        }
        assert_eq!(parse_choice("□调查报告√□论文 □典型案例", &options), None);
        let grades = ["高级工", "技师", "高级技师"].map(String::from);
        assert_eq!(parse_choice("□高级工 □技师 ☑高级技师", &grades).as_deref(), Some("高级技师"));
        assert_eq!(parse_choice("□高级工 ☑技师 □高级技师", &grades).as_deref(), Some("技师"));
        assert_eq!(parse_choice("高级技师√ 技师 高级工", &grades).as_deref(), Some("高级技师"));
        assert_eq!(parse_choice("□高级工 ☑技师 ☑高级技师", &grades), None);
        let kinds = ["组织建设类", "维权服务类"].map(String::from);
        assert_eq!(parse_choice("维权服务", &kinds).as_deref(), Some("维权服务类"));
        assert_eq!(parse_choice("服务", &kinds), None);
        assert_eq!(parse_choice("调查报告\t论文\t典型案例\n√", &options), None);
        for text in ["调查报告 论文", "调查报告\t论文\t典型案例\n√", "☑调查报告 ☑论文", "□调查报告√□论文√"]
        {
            assert!(lists_options(text, &options), "{text}");
        }
        for text in ["论文", "□调查报告 □论文", "其他", "□调查报告 □论文（请在□内打“√”）"]
        {
            assert!(!lists_options(text, &options), "{text}");
        }
    }
}
