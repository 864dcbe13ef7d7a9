//! Number formats of workbooks (ECMA-376 part 1, 18.8.30 and .31): what a person sees of a number, a date or a time.
//!
//! Codes are taken as a Chinese office has them: the built-in dates in their zh-CN shape, `[DBNum1]` and `[DBNum2]`, `aaaa`,
//! `上午/下午`, `!` as an escape. Padding (`_x`, `*x`) is left out, for a text has no column width.

mod chinese;
mod date;
mod digits;
mod fraction;
mod number;
mod parse;
mod serial;

use jiff::civil::DateTime;

pub use serial::Epoch;
pub use serial::instant_to_serial;
pub use serial::serial_to_moment;

use digits::Digits;
use parse::Section;
use parse::Token;

/// A format code, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberFormat {
    sections: Vec<Section>,
    text: Option<Section>,
}

/// A number as a person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The text.
    pub text: String,
    /// The instant, where the format shows a date or a time of day.
    pub instant: Option<DateTime>,
}

impl NumberFormat {
    /// The format that has no wishes.
    pub fn general() -> Self {
        Self { sections: Vec::new(), text: None }
    }

    /// Whether it is the format that has no wishes.
    pub fn is_general(&self) -> bool {
        self.sections.is_empty()
    }

    /// Takes a format code apart. Every code gives a format; what is not understood is shown as it stands.
    pub fn parse(code: &str) -> Self {
        let mut sections = parse::parse_sections(code);
        let takes_text = |section: &Section| section.tokens.contains(&Token::Text);
        let text = match sections.len() {
            0 => None,
            4.. => sections.drain(3..).next(),
            _ => sections.pop_if(|last| takes_text(last)),
        };
        Self { sections, text }
    }

    /// The code of a built-in format; None for those that a file has to define itself.
    pub fn builtin(id: u32) -> Option<&'static str> {
        BUILTIN.iter().find(|(known, _)| *known == id).map(|(_, code)| *code)
    }

    /// A number as a person sees it.
    pub fn show(&self, value: f64, epoch: Epoch) -> Shown {
        let Some((section, unsigned)) = self.section_for(value) else {
            return Shown { text: show_general(value), instant: None };
        };
        let shown = if unsigned { value.abs() } else { value };
        if section.is_date() {
            return match serial_to_moment(shown, epoch) {
                Some(moment) => Shown {
                    text: date::show_date(section, &moment),
                    instant: moment.instant().filter(|_| !section.is_elapsed()),
                },
                None => Shown { text: show_general(value), instant: None },
            };
        }
        Shown { text: number::show_number(section, shown).trim().to_owned(), instant: None }
    }

    /// A text as a person sees it: with what the format puts around it.
    pub fn show_text(&self, text: &str) -> Option<String> {
        let section = self.text.as_ref()?;
        let plain = section.tokens.iter().all(|token| matches!(token, Token::Text | Token::Pad));
        if plain || !section.tokens.contains(&Token::Text) {
            return None;
        }
        let mut shown = String::new();
        for token in &section.tokens {
            match token {
                Token::Text => shown.push_str(text),
                Token::Literal(literal) => shown.push_str(literal),
                _ => {}
            }
        }
        Some(shown)
    }

    /// The section that applies to a number, and whether it shows it without its sign; None: as General.
    fn section_for(&self, value: f64) -> Option<(&Section, bool)> {
        let sections = self.sections.as_slice();
        if sections.iter().any(|section| section.condition.is_some()) {
            let fits = |section: &&Section| section.condition.is_none_or(|condition| condition.holds(value));
            let section = sections.iter().find(fits)?;
            return Some((section, section.condition.is_some_and(|condition| condition.below_zero())));
        }
        match sections {
            [] => None,
            [only] => Some((only, false)),
            [_, negative, ..] if value < 0.0 => Some((negative, true)),
            [_, _, zero] if value == 0.0 => Some((zero, false)),
            [positive, ..] => Some((positive, false)),
        }
    }
}

/// A number without a format: whole numbers with all their digits (a phone never as `1.38E+10`), others as Excel shows them
/// in a wide column, in at most eleven characters.
pub fn show_general(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e21 {
        return format!("{}", value + 0.0);
    }
    let mut digits = Digits::of(value);
    let decimals = match digits.point {
        ..=-4 => return number::show_scientific(&digits, 5, value < 0.0),
        22.. => return number::show_scientific(&digits, 5, value < 0.0),
        point => (10 - point.max(1)).max(0),
    };
    digits.round_to(decimals);
    let sign = if value < 0.0 && !digits.is_zero() { "-" } else { "" };
    let fraction: String = digits.fraction(decimals).trim_end_matches('0').to_owned();
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", digits.integer())
}

/// Built-in formats, dates and times as zh-CN has them.
const BUILTIN: &[(u32, &str)] = &[
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, "\"¥\"#,##0;\"¥\"-#,##0"),
    (6, "\"¥\"#,##0;\"¥\"-#,##0"),
    (7, "\"¥\"#,##0.00;\"¥\"-#,##0.00"),
    (8, "\"¥\"#,##0.00;\"¥\"-#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (14, "yyyy/m/d"),
    (15, "d-mmm-yy"),
    (16, "d-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "yyyy/m/d h:mm"),
    (27, "yyyy\"年\"m\"月\""),
    (28, "m\"月\"d\"日\""),
    (29, "m\"月\"d\"日\""),
    (30, "m-d-yy"),
    (31, "yyyy\"年\"m\"月\"d\"日\""),
    (32, "h\"时\"mm\"分\""),
    (33, "h\"时\"mm\"分\"ss\"秒\""),
    (34, "上午/下午h\"时\"mm\"分\""),
    (35, "上午/下午h\"时\"mm\"分\"ss\"秒\""),
    (36, "yyyy\"年\"m\"月\""),
    (37, "#,##0;-#,##0"),
    (38, "#,##0;-#,##0"),
    (39, "#,##0.00;-#,##0.00"),
    (40, "#,##0.00;-#,##0.00"),
    (41, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "),
    (42, "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ "),
    (43, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ "),
    (44, "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ "),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mm:ss.0"),
    (48, "##0.0E+0"),
    (49, "@"),
    (50, "yyyy\"年\"m\"月\""),
    (51, "m\"月\"d\"日\""),
    (52, "yyyy\"年\"m\"月\""),
    (53, "m\"月\"d\"日\""),
    (54, "m\"月\"d\"日\""),
    (55, "上午/下午h\"时\"mm\"分\""),
    (56, "上午/下午h\"时\"mm\"分\"ss\"秒\""),
    (57, "yyyy\"年\"m\"月\""),
    (58, "m\"月\"d\"日\""),
];

#[cfg(test)]
mod tests;
