//! A format code to tokens, section by section.

use std::iter::Peekable;
use std::str::Chars;

/// So many letters of a date part mean something at most; more would only pad with zeros.
const MOST_LETTERS: usize = 20;

/// One of the up to four parts of a code between `;`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// What it is made of, in order.
    pub tokens: Vec<Token>,
    /// `[>=10000]`
    pub condition: Option<Condition>,
    /// `[DBNum1]` to `[DBNum3]`: digits in Chinese.
    pub chinese_digits: Option<u8>,
    /// A locale of Chinese was asked for (`[$-804]`).
    pub chinese: bool,
    /// `[$-F800]`, `[$-F400]`: the system's own long date or time, whatever else the section says.
    system: Option<&'static str>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// Shown as it stands.
    Literal(String),
    /// A digit: `0`, `#` or `?`.
    Digit(char),
    /// `.`
    Point,
    /// `,`
    Comma,
    /// `%`
    Percent,
    /// `E+` or `E-`: whether a plus is shown.
    Exponent(bool),
    /// `/` of a fraction.
    Slash,
    /// `General`
    General,
    /// `@`
    Text,
    /// A part of a date or time, and how many letters it has.
    Date(DatePart, usize),
    /// `_x` or `*x`
    Pad,
}

impl Token {
    /// The words that are shown as they stand.
    pub fn literal(&self) -> Option<&str> {
        match self {
            Self::Literal(text) => Some(text),
            _ => None,
        }
    }
}

/// A part of a date or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// `yyyy`, `e`
    Year,
    /// `m` that is no minute.
    Month,
    /// `d`, `dddd` the weekday.
    Day,
    /// `aaa`, `aaaa`: the weekday in Chinese.
    Weekday,
    /// `h`
    Hour,
    /// `m` beside hours or seconds.
    Minute,
    /// `s`
    Second,
    /// `.00` after seconds.
    Fraction,
    /// `AM/PM`, `A/P` (one letter), `上午/下午` (none).
    Noon,
    /// `[h]`
    Hours,
    /// `[m]`
    Minutes,
    /// `[s]`
    Seconds,
}

/// A condition of a section.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    limit: f64,
}

impl Condition {
    /// Whether a number meets it.
    pub fn holds(self, value: f64) -> bool {
        (self.less && value < self.limit) || (self.equal && value == self.limit) || (self.greater && value > self.limit)
    }

    /// Whether only numbers below zero meet it, so that the section writes the sign itself.
    pub fn below_zero(self) -> bool {
        !self.greater && (self.limit < 0.0 || (self.limit == 0.0 && !self.equal))
    }

    fn parse(text: &str) -> Option<Self> {
        let limit = text.trim_start_matches(['<', '>', '=']);
        let operator = text.strip_suffix(limit)?;
        if operator.is_empty() {
            return None;
        }
        let unequal = operator == "<>";
        Some(Self {
            less: unequal || operator.contains('<'),
            equal: operator.contains('='),
            greater: unequal || operator.contains('>'),
            limit: limit.trim().parse().ok()?,
        })
    }
}

impl Section {
    /// Whether it shows a date or a time.
    pub fn is_date(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Date(..)))
    }

    /// Whether it shows a length of time, not a time of day.
    pub fn is_elapsed(&self) -> bool {
        use DatePart::Hours;
        use DatePart::Minutes;
        use DatePart::Seconds;
        self.tokens.iter().any(|token| matches!(token, Token::Date(Hours | Minutes | Seconds, _)))
    }

    fn push_literal(&mut self, text: impl Into<String>) {
        let text = text.into();
        match self.tokens.last_mut() {
            Some(Token::Literal(last)) => last.push_str(&text),
            _ => self.tokens.push(Token::Literal(text)),
        }
    }

    fn push_bracket(&mut self, inside: &str) {
        let lower = inside.to_ascii_lowercase();
        let letters = lower.len().min(MOST_LETTERS);
        if let Some(currency) = inside.strip_prefix('$') {
            let (symbol, locale) = currency.split_once('-').unwrap_or((currency, ""));
            match locale.to_ascii_lowercase().as_str() {
                "f800" | "x-sysdate" => self.system = Some("yyyy\"年\"m\"月\"d\"日\""),
                "f400" | "x-systime" => self.system = Some("h:mm:ss"),
                locale => self.chinese |= locale.ends_with("804") || locale.starts_with("zh"),
            }
            if !symbol.is_empty() {
                self.push_literal(symbol);
            }
        } else if let Some(level) = lower.strip_prefix("dbnum") {
            self.chinese_digits = level.parse().ok();
        } else if let Some(condition) = Condition::parse(inside) {
            self.condition = Some(condition);
        } else if letters > 0 {
            let part = match lower.as_bytes() {
                all if all.iter().all(|letter| *letter == b'h') => DatePart::Hours,
                all if all.iter().all(|letter| *letter == b'm') => DatePart::Minutes,
                all if all.iter().all(|letter| *letter == b's') => DatePart::Seconds,
                _ => return,
            };
            self.tokens.push(Token::Date(part, letters));
        }
    }

    /// What depends on the neighbours: minutes, fractions of seconds, signs that are only signs in a date.
    fn settle(&mut self) {
        if let Some(code) = self.system.take() {
            self.tokens = parse_sections(code).into_iter().next().unwrap_or_default().tokens;
            return;
        }
        if self.is_date() {
            self.settle_minutes();
            self.settle_signs();
        } else if !self.tokens.iter().any(|token| matches!(token, Token::Digit(_))) {
            for token in &mut self.tokens {
                match token {
                    Token::Point => *token = Token::Literal(".".to_owned()),
                    Token::Comma => *token = Token::Literal(",".to_owned()),
                    Token::Slash => *token = Token::Literal("/".to_owned()),
                    _ => {}
                }
            }
        }
    }

    fn settle_minutes(&mut self) {
        let parts: Vec<(usize, DatePart, usize)> = (self.tokens.iter().enumerate())
            .filter_map(|(at, token)| match token {
                Token::Date(part, letters) if *part != DatePart::Noon => Some((at, *part, *letters)),
                _ => None,
            })
            .collect();
        for (order, &(at, part, letters)) in parts.iter().enumerate() {
            let before = order.checked_sub(1).and_then(|before| parts.get(before)).map(|found| found.1);
            let after = parts.get(order + 1).map(|found| found.1);
            let beside_time = matches!(before, Some(DatePart::Hour | DatePart::Hours))
                || matches!(after, Some(DatePart::Second | DatePart::Seconds));
            if part == DatePart::Month && letters <= 2 && beside_time {
                self.tokens[at] = Token::Date(DatePart::Minute, letters);
            }
        }
    }

    fn settle_signs(&mut self) {
        let mut settled: Vec<Token> = Vec::with_capacity(self.tokens.len());
        let mut tokens = std::mem::take(&mut self.tokens).into_iter().peekable();
        while let Some(token) = tokens.next() {
            let after_second = matches!(settled.last(), Some(Token::Date(DatePart::Second | DatePart::Seconds, _)));
            match token {
                Token::Point if after_second && tokens.peek() == Some(&Token::Digit('0')) => {
                    let mut places = 0;
                    while tokens.next_if_eq(&Token::Digit('0')).is_some() {
                        places += 1;
                    }
                    settled.push(Token::Date(DatePart::Fraction, places));
                }
                Token::Point => settled.push(Token::Literal(".".to_owned())),
                Token::Comma => settled.push(Token::Literal(",".to_owned())),
                Token::Slash => settled.push(Token::Literal("/".to_owned())),
                Token::Percent => settled.push(Token::Literal("%".to_owned())),
                Token::Digit(digit) => settled.push(Token::Literal(digit.to_string())),
                other => settled.push(other),
            }
        }
        self.tokens = settled;
    }
}

/// All sections of a code; none for one that is General alone.
pub fn parse_sections(code: &str) -> Vec<Section> {
    let code = code.trim_matches('\0');
    if code.is_empty() || code.eq_ignore_ascii_case("general") || code == "G/通用格式" {
        return Vec::new();
    }
    let mut sections = vec![Section::default()];
    let mut rest = code.chars().peekable();
    while let Some(next) = rest.next() {
        if next == ';' {
            sections.push(Section::default());
            continue;
        }
        if let Some(section) = sections.last_mut() {
            parse_token(section, next, &mut rest);
        }
    }
    sections.iter_mut().for_each(Section::settle);
    sections
}

fn parse_token(section: &mut Section, next: char, rest: &mut Peekable<Chars>) {
    match next {
        '"' => {
            let text: String = rest.by_ref().take_while(|inside| *inside != '"').collect();
            section.push_literal(text);
        }
        '\\' | '!' => {
            if let Some(escaped) = rest.next() {
                section.push_literal(escaped);
            }
        }
        '_' | '*' => {
            rest.next();
            section.tokens.push(Token::Pad);
        }
        '[' => {
            let inside: String = rest.by_ref().take_while(|inside| *inside != ']').collect();
            section.push_bracket(&inside);
        }
        '@' => section.tokens.push(Token::Text),
        '0' | '#' | '?' => section.tokens.push(Token::Digit(next)),
        '.' => section.tokens.push(Token::Point),
        ',' => section.tokens.push(Token::Comma),
        '%' => section.tokens.push(Token::Percent),
        '/' => section.tokens.push(Token::Slash),
        'E' | 'e' if matches!(rest.peek(), Some('+' | '-')) => {
            section.tokens.push(Token::Exponent(rest.next() == Some('+')));
        }
        'G' | 'g' if take_word(rest, "eneral") || take_word(rest, "/通用格式") => {
            section.tokens.push(Token::General)
        }
        'A' | 'a' if take_word(rest, "M/PM") => section.tokens.push(Token::Date(DatePart::Noon, 2)),
        'A' | 'a' if take_word(rest, "/P") => section.tokens.push(Token::Date(DatePart::Noon, 1)),
        '上' if take_word(rest, "午/下午") => section.tokens.push(Token::Date(DatePart::Noon, 0)),
        _ => parse_date_letters(section, next, rest),
    }
}

fn parse_date_letters(section: &mut Section, next: char, rest: &mut Peekable<Chars>) {
    let part = match next.to_ascii_lowercase() {
        'y' => DatePart::Year,
        'e' => DatePart::Year,
        'm' => DatePart::Month,
        'd' => DatePart::Day,
        'h' => DatePart::Hour,
        's' => DatePart::Second,
        'a' => DatePart::Weekday,
        _ => return section.push_literal(next),
    };
    let mut letters = 1;
    while rest.next_if(|after| after.eq_ignore_ascii_case(&next)).is_some() {
        letters += 1;
    }
    letters = if next.eq_ignore_ascii_case(&'e') { 4 } else { letters.min(MOST_LETTERS) };
    if part == DatePart::Weekday && letters < 3 {
        return section.push_literal(next.to_string().repeat(letters));
    }
    section.tokens.push(Token::Date(part, letters));
}

/// Takes a word off the rest, whatever its case, if it stands there.
fn take_word(rest: &mut Peekable<Chars>, word: &str) -> bool {
    let mut ahead = rest.clone();
    for letter in word.chars() {
        if !ahead.next().is_some_and(|found| found.eq_ignore_ascii_case(&letter)) {
            return false;
        }
    }
    *rest = ahead;
    true
}
