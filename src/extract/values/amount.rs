//! Amounts and numbers: `30000元`, `3万元`, `3.5`（单位：万元）, `叁万元整`, `１，２００`.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_invisible;
use crate::model::Money;

/// The amount that a text names, in yuan where nothing else is said; `unit_hint` is what the label says in parentheses.
pub fn parse_money(text: &str, unit_hint: &str) -> Option<Money> {
    let squeezed = squeeze(text);
    let squeezed = squeezed.strip_prefix("人民币").unwrap_or(&squeezed).trim_start_matches(['¥', ':', '约', '共']);
    let yuan = match leading_number(squeezed) {
        Some((number, rest)) => number.checked_mul(scale_of(rest, unit_hint)?)?,
        None => capital_number(squeezed)?,
    };
    let fen = yuan.checked_mul(Decimal::ONE_HUNDRED)?;
    fen.is_integer().then(|| fen.to_i64()).flatten().map(Money::from_fen)
}

/// The number that a text begins with; a unit of measure may follow.
pub fn parse_number(text: &str) -> Option<Decimal> {
    let squeezed = squeeze(text);
    let (number, rest) = leading_number(squeezed.trim_start_matches(['约', '共']))?;
    if rest.starts_with('%') { number.checked_div(Decimal::ONE_HUNDRED) } else { Some(number) }
}

fn squeeze(text: &str) -> String {
    text.nfkc().filter(|c| !is_invisible(*c) && *c != ',').collect()
}

fn leading_number(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(text.len());
    let number = text.get(..end)?.trim_end_matches('.').parse().ok()?;
    Some((number, text.get(end..)?))
}

/// What one unit of the text is in yuan; None where it goes on in a way that is no unit of money.
fn scale_of(rest: &str, unit_hint: &str) -> Option<Decimal> {
    let said = if rest.is_empty() { unit_hint } else { rest };
    if said.starts_with("万元") || said.starts_with('万') || rest.is_empty() && said.contains("万元") {
        return Some(Decimal::from(10_000));
    }
    if said.starts_with("千元") || said.starts_with('千') || rest.is_empty() && said.contains("千元") {
        return Some(Decimal::from(1_000));
    }
    let plain = rest.is_empty() || rest.starts_with(['元', '圆', '/', '(', '块']) || rest.eq_ignore_ascii_case("rmb");
    plain.then_some(Decimal::ONE)
}

/// 叁万元整, 壹仟肆佰零玖元伍角.
fn capital_number(text: &str) -> Option<Decimal> {
    let (mut total, mut section, mut digit) = (0_i64, 0_i64, 0_i64);
    let mut fen = 0_i64;
    let mut seen = false;
    for c in text.chars() {
        match c {
            '元' | '圆' => {
                total = total.checked_add(section + digit)?;
                (section, digit, seen) = (0, 0, true);
            }
            '万' => {
                total = total.checked_add((section + digit).checked_mul(10_000)?)?;
                (section, digit) = (0, 0);
            }
            '亿' => {
                total = total.checked_add(section + digit)?.checked_mul(100_000_000)?;
                (section, digit) = (0, 0);
            }
            '角' => (fen, digit) = (fen + digit * 10, 0),
            '分' => (fen, digit) = (fen + digit, 0),
            '整' | '正' => {}
            _ => match (capital_digit(c), capital_unit(c)) {
                (Some(value), _) => digit = value,
                (None, Some(unit)) => {
                    (section, digit) = (section.checked_add(digit.max(i64::from(digit == 0 && unit == 10)) * unit)?, 0)
                }
                (None, None) => return None,
            },
        }
    }
    seen.then(|| Decimal::new(total.saturating_mul(100).saturating_add(fen), 2))
}

fn capital_digit(c: char) -> Option<i64> {
    const DIGITS: [[char; 10]; 2] = [
        ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
        ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    ];
    let at = DIGITS.iter().find_map(|row| row.iter().position(|digit| *digit == c))?;
    i64::try_from(at).ok()
}

fn capital_unit(c: char) -> Option<i64> {
    match c {
        '拾' | '十' => Some(10),
        '佰' | '百' => Some(100),
        '仟' | '千' => Some(1_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_yuan() {
        for (text, hint, yuan) in [
            ("30000", "", Some(3_000_000)),
            ("30,000.50元", "", Some(3_000_050)),
            ("3万元", "", Some(3_000_000)),
            ("3.5", "万元", Some(3_500_000)),
            ("３．５万", "", Some(3_500_000)),
            ("叁万元整", "", Some(3_000_000)),
            ("人民币壹仟肆佰零玖元伍角", "", Some(140_950)),
            ("壹拾柒万元整", "", Some(17_000_000)),
            ("2000万", "", Some(2_000_000_000)),
            ("若干", "", None),
            ("30名职工", "", None),
        ] {
            assert_eq!(parse_money(text, hint).map(Money::fen), yuan, "{text}");
        }
    }

    #[test]
    fn a_number_may_carry_a_unit() {
        assert_eq!(parse_number("２００人"), Some(Decimal::from(200)));
        assert_eq!(parse_number("12.5%"), Some(Decimal::new(125, 3)));
        assert_eq!(parse_number("很多"), None);
    }
}
