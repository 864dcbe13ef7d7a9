//! What of a line could be a heading: the number, bracket or bullet before it, its words, and the text that follows on the
//! same line. `一、主要内容`, `（二）创新特点：…`, `【工作成效】`, `第三部分 …`, `3.1 …`, a heading style, a bold line.

use crate::extract::description::line::Line;

/// Longer than this no line is a heading.
const LONGEST: usize = 40;

/// What makes a line look like a heading, and at which rank; two headings of one rank stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rank {
    /// A heading style of this level.
    Style(u8),
    /// 第一部分
    Part,
    /// 一、
    Chinese,
    /// （一）
    ChineseInParentheses,
    /// 1.
    Digit,
    /// 1.1
    DigitBelow(u8),
    /// （1） or 1）
    DigitInParentheses,
    /// ① or Ⅰ
    Sign,
    /// 【…】
    Bracket,
    /// Automatic numbering.
    Automatic,
    /// All bold.
    Bold,
    /// A bullet.
    Bullet,
    /// Nothing but standing alone.
    Plain,
}

/// A line taken apart.
#[derive(Clone, Debug)]
pub(super) struct Head<'t> {
    /// What makes it look like a heading.
    pub rank: Rank,
    /// The number before it, where it has one.
    pub number: Option<u32>,
    /// The words after number and bullet; a bracket's inside.
    pub words: &'t str,
    /// What follows a bracket; empty otherwise.
    pub after_bracket: &'t str,
}

impl Rank {
    /// Whether something other than its words says that it is a heading.
    pub fn is_marked(self) -> bool {
        !matches!(self, Self::Plain | Self::Bullet)
    }
}

impl<'t> Head<'t> {
    /// Takes a line apart.
    pub fn of(line: &Line<'t>) -> Self {
        let mut head = Head { rank: Rank::Plain, number: None, words: line.text, after_bracket: "" };
        head.take_ornaments();
        head.take_bullets();
        if let Some((rank, number, rest)) = split_number(head.words) {
            head = Head { rank, number, words: rest, ..head };
        }
        if let Some((inside, rest)) = split_bracket(head.words) {
            let rank = if head.rank.is_marked() { head.rank } else { Rank::Bracket };
            head = Head { rank, words: inside, after_bracket: rest, ..head };
        }
        head.rank = match (line.heading, head.rank) {
            (Some(level), _) => Rank::Style(level),
            (None, Rank::Plain | Rank::Bullet) if line.numbered => Rank::Automatic,
            (None, Rank::Plain | Rank::Bullet) if line.bold => Rank::Bold,
            (None, rank) => rank,
        };
        head
    }

    /// —— 主要内容 ——: what is drawn on both sides.
    fn take_ornaments(&mut self) {
        let drawn = |c: char| c.is_whitespace() || matches!(c, '—' | '－' | '-' | '=' | '~' | '*' | '·' | '#');
        if let [Some(first), Some(last)] = [self.words.chars().next(), self.words.chars().next_back()]
            && drawn(first)
            && drawn(last)
        {
            self.words = self.words.trim_matches(drawn);
        }
    }

    fn take_bullets(&mut self) {
        let rest = self.words.trim_start_matches(is_bullet).trim_start();
        if rest.len() < self.words.len() && !rest.is_empty() {
            self.rank = Rank::Bullet;
            self.words = rest;
        }
    }

    /// Whether it looks like a heading, whatever its words mean: marked, short, and no sentence.
    pub fn looks_like_heading(&self) -> bool {
        // a heading may ask: 二、有什么创新？
        let is_sentence = self.words.ends_with(['。', '；', ';', '，', ',', '！']);
        self.rank.is_marked() && !is_sentence && self.words.chars().count() <= LONGEST && self.after_bracket.is_empty()
    }

    /// The ways to part it into the words of a heading and what follows on the line; the likeliest first. Where nothing
    /// but a colon or a dash speaks for a heading, only the whole line and those part it.
    pub fn partings(&self) -> Vec<(&'t str, &'t str)> {
        if !self.after_bracket.is_empty() {
            return vec![(self.words, self.after_bracket.trim_start_matches(is_joint))];
        }
        let mut partings = vec![(self.words.trim_end_matches(is_joint), "")];
        // 第一，主要内容: behind a comma only a whole name is a heading.
        let ordinal = self.words.strip_prefix('第').and_then(split_numeral);
        partings.extend(
            ordinal.and_then(|(_, rest)| Some((rest.strip_prefix(['，', ','])?.trim_end_matches(is_joint), ""))),
        );
        // What comes later parts off more than a heading.
        let near = self.words.char_indices().nth(LONGEST + 1).and_then(|(end, _)| self.words.get(..end));
        let near = near.unwrap_or(self.words);
        let mut part_at = |end: Option<usize>| {
            let Some((words, rest)) = end.and_then(|end| self.words.split_at_checked(end)) else { return };
            // 项目的创新之处在于：……
            let words = ["在于", "是", "为"].iter().find_map(|copula| words.strip_suffix(copula)).unwrap_or(words);
            partings.push((words, rest.trim_start_matches(is_joint)));
        };
        part_at(near.find(['：', ':']));
        part_at(near.find("——"));
        if self.rank.is_marked() {
            part_at(near.find(['。', '.', '．']));
            part_at(near.find([' ', '\u{3000}', '\t']));
            part_at(near.find(['—', '－', '-', '，', ',']));
        } else {
            // 工作成效。服务职工三千人次。
            const LONGEST_ALONE: usize = 6;
            part_at(
                near.find(['。', '．'])
                    .filter(|&end| near.char_indices().nth(LONGEST_ALONE).is_none_or(|(at, _)| end <= at)),
            );
        }
        partings.retain(|(words, _)| words.chars().count() <= LONGEST);
        partings
    }
}

fn is_joint(character: char) -> bool {
    character.is_whitespace() || matches!(character, '：' | ':' | '。' | '.' | '．' | '—' | '－' | '-' | '，' | ',')
}

fn is_bullet(character: char) -> bool {
    matches!(character, '\u{2022}' | '\u{25a0}'..='\u{25ff}' | '\u{2605}' | '\u{2606}' | '\u{2713}'..='\u{2767}')
        || matches!(character, '·' | '-' | '#' | '*' | '※' | '➢' | '§' | '\u{f000}'..='\u{f0ff}')
        || character.is_whitespace()
}

/// Rank, number and the words after it, where a number stands first.
fn split_number(text: &str) -> Option<(Rank, Option<u32>, &str)> {
    let mut characters = text.chars();
    match characters.next()? {
        '第' => {
            let (number, rest) = split_numeral(characters.as_str()).or_else(|| split_digits(characters.as_str()))?;
            let word = ["部分", "章", "节", "篇", "项", "条"].iter().find_map(|word| rest.strip_prefix(word));
            // 第一、主要内容; a comma goes on with a sentence.
            let rest = word.or_else(|| rest.strip_prefix(|c| is_stop(c) && !matches!(c, '，' | ',' | '。')))?;
            Some((Rank::Part, Some(number), after_stop(rest)))
        }
        '（' | '(' | '【' | '〔' | '［' | '[' | '〖' => {
            let inside = characters.as_str();
            let (rank, number, rest) = match split_numeral(inside) {
                Some((number, rest)) => (Rank::ChineseInParentheses, number, rest),
                None => split_digits(inside).map(|(number, rest)| (Rank::DigitInParentheses, number, rest))?,
            };
            let rest = rest.strip_prefix(['）', ')', '】', '〕', '］', ']', '〗'])?;
            Some((rank, Some(number), after_stop(rest)))
        }
        first if FORMAL_DIGITS.contains(first) => {
            let rest = characters.as_str().strip_prefix(is_stop)?;
            let place = FORMAL_DIGITS.chars().position(|digit| digit == first)?;
            Some((Rank::Chinese, u32::try_from(place + 1).ok(), after_stop(rest)))
        }
        'P' | 'p' if text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("part")) => {
            let (number, rest) = split_digits(text.get(4..)?.trim_start())?;
            Some((Rank::Part, Some(number), after_stop(rest)))
        }
        first @ ('A'..='H' | 'a'..='h' | 'Ａ'..='Ｈ') => {
            let rest = characters.as_str().strip_prefix(['.', '．', '、', '）', ')'])?;
            let base = match first {
                'A'..='H' => 'A',
                'a'..='h' => 'a',
                _ => 'Ａ',
            };
            Some((Rank::Sign, Some(u32::from(first) - u32::from(base) + 1), after_stop(rest)))
        }
        first @ ('①'..='⑳' | '㈠'..='㈩' | '⑴'..='⒇' | 'Ⅰ'..='Ⅻ') => {
            let base = [('①', 20), ('㈠', 10), ('⑴', 20), ('Ⅰ', 12)];
            let number = base.iter().find_map(|&(base, count)| {
                let place = u32::from(first).checked_sub(u32::from(base)).filter(|place| *place < count);
                place.map(|place| place + 1)
            });
            Some((Rank::Sign, number, after_stop(characters.as_str())))
        }
        'I' | 'V' | 'X' => {
            let numeral = text.find(|c| !matches!(c, 'I' | 'V' | 'X')).and_then(|end| text.get(..end))?;
            let place = ROMAN.iter().position(|roman| *roman == numeral)?;
            let rest = text.get(numeral.len()..)?.strip_prefix(['.', '．', '、'])?;
            Some((Rank::Sign, u32::try_from(place + 1).ok(), after_stop(rest)))
        }
        _ => split_plain_number(text),
    }
}

/// Roman numerals in letters.
const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/// `一、`, `1.`, `1.1`, `1）`.
fn split_plain_number(text: &str) -> Option<(Rank, Option<u32>, &str)> {
    if let Some((number, rest)) = split_numeral(text) {
        let after = rest.strip_prefix(is_stop)?;
        return Some((Rank::Chinese, Some(number), after_stop(after)));
    }
    let (number, mut rest) = split_digits(text)?;
    if let Some(after) = rest.strip_prefix(['）', ')']) {
        return Some((Rank::DigitInParentheses, Some(number), after_stop(after)));
    }
    let (mut last, mut below) = (number, 0u8);
    while let Some((next, after)) = rest.strip_prefix(['.', '．']).and_then(split_digits) {
        (last, rest, below) = (next, after, below.saturating_add(1));
    }
    if below > 0 {
        return Some((Rank::DigitBelow(below), Some(last), after_stop(rest)));
    }
    let after = rest.strip_prefix(is_stop)?;
    Some((Rank::Digit, Some(number), after_stop(after)))
}

fn is_stop(character: char) -> bool {
    character.is_whitespace() || matches!(character, '、' | '.' | '．' | '。' | '，' | ',' | '：' | ':')
}

fn after_stop(text: &str) -> &str {
    text.trim_start_matches(is_stop)
}

/// 壹、贰、: numerals as amounts are written.
const FORMAL_DIGITS: &str = "壹贰叁肆伍陆柒捌玖拾";

/// A number in Chinese numerals up to 99 at the beginning.
fn split_numeral(text: &str) -> Option<(u32, &str)> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let (mut number, mut digit, mut taken) = (0u32, None, 0usize);
    for character in text.chars().take(3) {
        if character == '十' {
            number += digit.take().unwrap_or(1) * 10;
        } else if let Some(place) = DIGITS.chars().position(|digit| digit == character) {
            digit = u32::try_from(place).ok();
        } else {
            break;
        }
        taken += character.len_utf8();
    }
    let rest = text.get(taken..).filter(|_| taken > 0)?;
    Some((number + digit.unwrap_or(0), rest))
}

/// One or two digits at the beginning; more are a year or an amount.
fn split_digits(text: &str) -> Option<(u32, &str)> {
    let digit = |c: char| c.to_digit(10).or_else(|| ('０'..='９').contains(&c).then(|| u32::from(c) - u32::from('０')));
    let (mut number, mut taken) = (0, 0);
    for (index, character) in text.chars().enumerate() {
        let Some(value) = digit(character) else { break };
        if index >= 2 {
            return None;
        }
        (number, taken) = (number * 10 + value, taken + character.len_utf8());
    }
    let rest = text.get(taken..).filter(|_| taken > 0)?;
    Some((number, rest))
}

/// The inside of a bracket that opens the text, and what follows it.
fn split_bracket(text: &str) -> Option<(&str, &str)> {
    const PAIRS: [(char, char); 7] =
        [('【', '】'), ('〖', '〗'), ('［', '］'), ('[', ']'), ('「', '」'), ('『', '』'), ('<', '>')];
    let (open, close) = PAIRS.into_iter().find(|(open, _)| text.starts_with(*open))?;
    let (inside, rest) = text.strip_prefix(open)?.split_once(close)?;
    let inside = inside.trim();
    (!inside.is_empty()).then(|| (inside, rest.trim_start_matches(is_joint)))
}

#[cfg(test)]
mod tests {
    use super::Head;
    use super::Rank;
    use crate::extract::description::line::Line;
    use crate::model::Spot;
    use crate::model::StoryKind;

    fn head(text: &str) -> Head<'_> {
        let spot = Spot::Paragraph { story: StoryKind::Body, number: 1 };
        Head::of(&Line { text, spot, heading: None, bold: false, numbered: false, cell: None })
    }

    #[test]
    fn numbers_of_every_writing_are_taken_off() {
        for (text, rank, number) in [
            ("一、主要内容", Rank::Chinese, 1),
            ("十二．主要内容", Rank::Chinese, 12),
            ("二十 主要内容", Rank::Chinese, 20),
            ("（三）主要内容", Rank::ChineseInParentheses, 3),
            ("(3) 主要内容", Rank::DigitInParentheses, 3),
            ("4）主要内容", Rank::DigitInParentheses, 4),
            ("1.主要内容", Rank::Digit, 1),
            ("２、主要内容", Rank::Digit, 2),
            ("1.2 主要内容", Rank::DigitBelow(1), 2),
            ("第一部分　主要内容", Rank::Part, 1),
            ("第2部分 主要内容", Rank::Part, 2),
            ("第三、主要内容", Rank::Part, 3),
            ("③主要内容", Rank::Sign, 3),
            ("Ⅱ. 主要内容", Rank::Sign, 2),
            ("B、主要内容", Rank::Sign, 2),
            ("b、主要内容", Rank::Sign, 2),
            ("II. 主要内容", Rank::Sign, 2),
            ("Part 2 主要内容", Rank::Part, 2),
            ("贰、主要内容", Rank::Chinese, 2),
            ("【三】主要内容", Rank::ChineseInParentheses, 3),
        ] {
            let head = head(text);
            assert_eq!((head.rank, head.number, head.words), (rank, Some(number), "主要内容"), "{text}");
        }
    }

    #[test]
    fn a_year_an_amount_and_a_word_are_no_number() {
        for text in [
            "2026年完成",
            "2026.10启动",
            "IT．系统",
            "一是主要内容",
            "第一时间响应",
            "第一，坚持党建带工建",
            "三方协商",
            "（注）主要内容",
        ] {
            assert_eq!(head(text).rank, Rank::Plain, "{text}");
        }
    }

    #[test]
    fn a_bracket_gives_its_inside_and_what_follows() {
        let head = head("【主要内容】：建立平台。");
        assert_eq!((head.rank, head.words, head.after_bracket), (Rank::Bracket, "主要内容", "建立平台。"));
    }

    #[test]
    fn prose_is_parted_at_a_colon_only() {
        assert_eq!(head("主要内容：建立平台。").partings().len(), 2);
        assert_eq!(head("主要内容 建立平台。").partings().len(), 1);
        assert_eq!(head("创新特点——惠及职工").partings(), [("创新特点——惠及职工", ""), ("创新特点", "惠及职工")]);
        assert_eq!(head("一、主要内容 建立平台").partings().len(), 2);
    }
}
