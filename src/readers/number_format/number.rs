//! A number through the tokens of a section: placeholders, thousands, scaling, percent, exponent.

use super::chinese::digit_by_digit;
use super::chinese::show_chinese_number;
use super::digits::Digits;
use super::fraction::show_fraction;
use super::parse::Section;
use super::parse::Token;
use super::show_general;

/// The layout of a section's placeholders.
struct Layout {
    integer: usize,
    decimals: usize,
    thousands: bool,
    scale: i32,
    /// Where the point stands among the tokens, or the first token after the placeholders.
    point: usize,
}

/// A number as a section shows it, the sign included.
pub fn show_number(section: &Section, value: f64) -> String {
    let tokens = section.tokens.as_slice();
    if !tokens.iter().any(|token| matches!(token, Token::Digit(_))) {
        return show_without_placeholders(section, value);
    }
    if let Some(slash) = tokens.iter().position(|token| *token == Token::Slash) {
        return show_fraction(tokens, slash, value);
    }
    if let Some(at) = tokens.iter().position(|token| matches!(token, Token::Exponent(_))) {
        return show_exponent(tokens, at, value);
    }
    let layout = lay_out(tokens);
    let mut digits = Digits::of(value);
    if !digits.is_zero() {
        digits.point = digits.point.saturating_add(layout.scale);
    }
    let decimals = i32::try_from(layout.decimals).unwrap_or(0);
    digits.round_to(decimals);
    let sign = if value < 0.0 && !digits.is_zero() { "-" } else { "" };
    let text = format!("{sign}{}", fill(tokens, &layout, &digits));
    match section.chinese_digits {
        Some(level) => digit_by_digit(&text, level),
        None => text,
    }
}

fn show_without_placeholders(section: &Section, value: f64) -> String {
    let sign = if value < 0.0 && section.tokens.contains(&Token::General) { "-" } else { "" };
    let mut text = sign.to_owned();
    for token in &section.tokens {
        match token {
            Token::General => match section.chinese_digits {
                Some(level) => text.push_str(&show_chinese_number(value.abs(), level)),
                None => text.push_str(&show_general(value.abs())),
            },
            Token::Text => text.push_str(&show_general(value)),
            Token::Literal(literal) => text.push_str(literal),
            Token::Percent => text.push('%'),
            _ => {}
        }
    }
    text
}

fn lay_out(tokens: &[Token]) -> Layout {
    let first = tokens.iter().position(|token| matches!(token, Token::Digit(_))).unwrap_or(0);
    let last = tokens.iter().rposition(|token| matches!(token, Token::Digit(_))).unwrap_or(0);
    let point = tokens.iter().position(|token| *token == Token::Point).unwrap_or(last + 1);
    let digits_in = |from: usize, to: usize| {
        let part = tokens.get(from..to.max(from)).unwrap_or_default();
        part.iter().filter(|token| matches!(token, Token::Digit(_))).count()
    };
    let last_integer = tokens.iter().take(point).rposition(|token| matches!(token, Token::Digit(_)));
    let mut scale = 0;
    let mut thousands = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Percent => scale += 2,
            Token::Comma if last_integer.is_some_and(|last| at > first && at < last) => thousands = true,
            Token::Comma if at > first && is_trailing_comma(tokens, at) => scale -= 3,
            _ => {}
        }
    }
    Layout { integer: digits_in(0, point), decimals: digits_in(point, tokens.len()), thousands, scale, point }
}

/// A comma right behind a placeholder (or another such comma) that no placeholder of its side follows: it divides by a thousand.
fn is_trailing_comma(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    let behind_digit =
        before.iter().rev().find(|token| **token != Token::Comma).is_some_and(|token| matches!(token, Token::Digit(_)));
    let mut after = tokens.get(at + 1..).unwrap_or_default().iter().filter(|token| **token != Token::Comma);
    behind_digit && !matches!(after.next(), Some(Token::Digit(_)))
}

/// Puts digits into the placeholders.
fn fill(tokens: &[Token], layout: &Layout, digits: &Digits) -> String {
    let integer = digits.integer();
    let integer = if integer == "0" { "" } else { integer.as_str() };
    let decimals = i32::try_from(layout.decimals).unwrap_or(0);
    let fraction: Vec<char> = digits.fraction(decimals).chars().collect();
    let significant = fraction.iter().rposition(|digit| *digit != '0').map_or(0, |at| at + 1);
    let mut text = String::new();
    let (mut place, mut decimal) = (layout.integer, 0);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Literal(literal) => text.push_str(literal),
            Token::Percent => text.push('%'),
            // `.00` has no place for what stands before the point, and shows it all the same.
            Token::Point if at == layout.point && layout.integer == 0 => text.push_str(&format!("{integer}.")),
            Token::Point if at == layout.point => text.push('.'),
            Token::Digit(kind) if at < layout.point => {
                let from = if place == layout.integer { integer.len() } else { place };
                push_integer_digits(&mut text, integer, (place, from), *kind, layout.thousands);
                place = place.saturating_sub(1);
            }
            Token::Digit(kind) => {
                match kind {
                    _ if decimal < significant => text.extend(fraction.get(decimal)),
                    '0' => text.push('0'),
                    '?' => text.push(' '),
                    _ => {}
                }
                decimal += 1;
            }
            _ => {}
        }
    }
    text
}

/// The digits that belong to a placeholder of the integer part: one, or at the first placeholder all that stand before it.
/// Places count from the right, from 1.
fn push_integer_digits(text: &mut String, integer: &str, (place, from): (usize, usize), kind: char, thousands: bool) {
    for position in (place..=from.max(place)).rev() {
        let digit = integer.len().checked_sub(position).and_then(|at| integer.as_bytes().get(at));
        match (digit, kind) {
            (Some(digit), _) => text.push(char::from(*digit)),
            (None, '0') => text.push('0'),
            (None, '?') => text.push(' '),
            (None, _) => continue,
        }
        if thousands && position > 1 && position % 3 == 1 {
            text.push(',');
        }
    }
}

/// `0.00E+00`: with several integer placeholders the exponent is a multiple of their count.
fn show_exponent(tokens: &[Token], at: usize, value: f64) -> String {
    let (mantissa_tokens, exponent_tokens) = tokens.split_at(at);
    let layout = lay_out(mantissa_tokens);
    let mut digits = Digits::of(value);
    let step = i32::try_from(layout.integer.max(1)).unwrap_or(1);
    let decimals = i32::try_from(layout.decimals).unwrap_or(0);
    let mut exponent = 0;
    if !digits.is_zero() {
        exponent = (digits.point - 1).div_euclid(step) * step;
        digits.point -= exponent;
        digits.round_to(decimals);
        if digits.point > step {
            exponent += step;
            digits.point -= step;
        }
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let mut text = format!("{sign}{}E", fill(mantissa_tokens, &layout, &digits));
    let plus = exponent_tokens.first() == Some(&Token::Exponent(true));
    text.push_str(if exponent < 0 {
        "-"
    } else if plus {
        "+"
    } else {
        ""
    });
    let width = exponent_tokens.iter().filter(|token| matches!(token, Token::Digit(_))).count().min(20);
    text.push_str(&format!("{:0width$}", exponent.unsigned_abs()));
    for token in exponent_tokens {
        match token {
            Token::Literal(literal) => text.push_str(literal),
            Token::Percent => text.push('%'),
            _ => {}
        }
    }
    text
}

/// `1.23457E-05`, as General shows what is too small for it.
pub fn show_scientific(digits: &Digits, decimals: i32, negative: bool) -> String {
    let mut mantissa = digits.clone();
    let mut exponent = mantissa.point - 1;
    mantissa.point = 1;
    mantissa.round_to(decimals);
    if mantissa.point > 1 {
        exponent += 1;
        mantissa.point = 1;
    }
    let fraction = mantissa.fraction(decimals);
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if negative { "-" } else { "" };
    let exponent_sign = if exponent < 0 { '-' } else { '+' };
    format!("{sign}{}{point}{fraction}E{exponent_sign}{:02}", mantissa.integer(), exponent.unsigned_abs())
}
