//! `# ?/?`: a number as a whole and a fraction, or as a fraction alone.

use super::parse::Token;

/// A number as the tokens with this slash show it.
pub fn show_fraction(tokens: &[Token], slash: usize, value: f64) -> String {
    let (before, after) = tokens.split_at(slash);
    let after = after.get(1..).unwrap_or_default();
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    let width = after.iter().take_while(|token| is_digit(token)).count();
    let numerator_at = before.iter().rposition(|token| !is_digit(token)).map_or(0, |at| at + 1);
    let has_whole = before.get(..numerator_at).unwrap_or_default().iter().any(is_digit);
    let magnitude = value.abs();
    let whole = if has_whole { magnitude.trunc() } else { 0.0 };
    let (mut numerator, denominator) = match fixed_denominator(after) {
        Some(fixed) => (((magnitude - whole) * fixed).round(), fixed),
        None => nearest_fraction(magnitude - whole, 10_u32.saturating_pow(width.clamp(1, 4) as u32) - 1),
    };
    let mut whole = whole;
    if has_whole && numerator == denominator {
        whole += 1.0;
        numerator = 0.0;
    }
    let sign = if value < 0.0 { "-" } else { "" };
    match (has_whole, numerator == 0.0) {
        (true, true) => format!("{sign}{whole}"),
        (true, false) if whole == 0.0 => format!("{sign}{numerator}/{denominator}"),
        (true, false) => format!("{sign}{whole} {numerator}/{denominator}"),
        (false, _) => format!("{sign}{numerator}/{denominator}"),
    }
}

/// `# ?/8`: the denominator that the code names.
fn fixed_denominator(after: &[Token]) -> Option<f64> {
    let mut digits = String::new();
    for token in after {
        match token {
            Token::Literal(text) => digits.push_str(text.trim()),
            Token::Digit('0') if !digits.is_empty() => digits.push('0'),
            _ => break,
        }
    }
    let fixed: u32 = digits.parse().ok()?;
    (fixed > 0).then(|| f64::from(fixed))
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
