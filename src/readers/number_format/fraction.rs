//! `# ?/?`: a number as a whole and a fraction, or as a fraction alone.

use super::parse::Token;

/// A number as the tokens with this slash show it, and the words of the code before and behind it.
pub fn show_fraction(tokens: &[Token], slash: usize, value: f64) -> String {
    let (before, after) = tokens.split_at(slash);
    let below = Below::read(after.get(1..).unwrap_or_default());
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    let numerator_at = before.iter().rposition(|token| !is_digit(token)).map_or(0, |at| at + 1);
    let whole_at = before.iter().position(is_digit).unwrap_or(numerator_at);
    let has_whole = whole_at < numerator_at;
    let magnitude = value.abs();
    let mut whole = if has_whole { magnitude.trunc() } else { 0.0 };
    let (mut numerator, denominator) = match below.fixed {
        Some(fixed) => (((magnitude - whole) * fixed).round(), fixed),
        None => nearest_fraction(magnitude - whole, 10_u32.saturating_pow(below.width.clamp(1, 4)) - 1),
    };
    if has_whole && numerator == denominator {
        whole += 1.0;
        numerator = 0.0;
    }
    let number = match (has_whole, numerator == 0.0) {
        (true, true) => format!("{whole}"),
        (true, false) if whole == 0.0 => format!("{numerator}/{denominator}"),
        (true, false) => format!("{whole} {numerator}/{denominator}"),
        (false, _) => format!("{numerator}/{denominator}"),
    };
    let sign = if value < 0.0 { "-" } else { "" };
    let words: String = before.iter().take(whole_at).filter_map(Token::literal).collect();
    format!("{sign}{}{number}{}", words.trim_end(), below.words)
}

/// What a code has behind the slash.
#[derive(Default)]
struct Below {
    /// `# ?/8`: the denominator that the code names.
    fixed: Option<f64>,
    /// So many places for one.
    width: u32,
    /// Behind it.
    words: String,
}

impl Below {
    fn read(after: &[Token]) -> Self {
        let mut below = Self::default();
        let mut digits = String::new();
        for token in after {
            match token {
                Token::Literal(text) if digits.is_empty() && below.width == 0 => {
                    let text = text.trim_start();
                    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
                    let (denominator, words) = text.split_at(end);
                    digits.push_str(denominator);
                    below.words.push_str(words);
                }
                Token::Digit('0') if !digits.is_empty() && below.words.is_empty() => digits.push('0'),
                Token::Digit(_) if below.words.is_empty() => below.width += 1,
                other => below.words.extend(other.literal()),
            }
        }
        below.fixed = digits.parse().ok().filter(|fixed: &u32| *fixed > 0).map(f64::from);
        below
    }
}

fn nearest_fraction(part: f64, largest: u32) -> (f64, f64) {
    let mut best = (part.round(), 1.0);
    let mut error = (part - best.0).abs();
    for denominator in 2..=largest {
        let denominator = f64::from(denominator);
        let numerator = (part * denominator).round();
        let off = (part - numerator / denominator).abs();
        if off + 1e-12 < error {
            best = (numerator, denominator);
            error = off;
        }
    }
    best
}
