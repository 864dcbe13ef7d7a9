//! A number as Excel counts it: fifteen significant decimal digits, rounded half up where a format cuts them off.

/// Decimal digits without leading zeros: the value is `0.d1d2d3… × 10^point`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    digits: Vec<u8>,
    /// Where the decimal point stands, counted from the first digit.
    pub point: i32,
}

impl Digits {
    /// The fifteen leading digits of a number without its sign.
    pub fn of(value: f64) -> Self {
        let written = format!("{:.14e}", value.abs());
        let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
        let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let point = if digits.is_empty() { 0 } else { exponent.parse::<i32>().unwrap_or(0) + 1 };
        Self { digits, point }
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Rounds half up to so many decimals; below zero to tens, hundreds.
    pub fn round_to(&mut self, decimals: i32) {
        let Ok(keep) = usize::try_from(self.point.saturating_add(decimals)) else {
            self.digits.clear();
            self.point = 0;
            return;
        };
        if keep >= self.digits.len() {
            return;
        }
        let up = self.digits.get(keep).is_some_and(|digit| *digit >= 5);
        self.digits.truncate(keep);
        if up {
            let kept = self.digits.iter().rposition(|digit| *digit < 9);
            self.digits.truncate(kept.map_or(0, |at| at + 1));
            match self.digits.last_mut() {
                Some(last) => *last += 1,
                None => {
                    self.digits.push(1);
                    self.point += 1;
                }
            }
        }
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    /// The digits before the point; `0` where there is none.
    pub fn integer(&self) -> String {
        if self.point <= 0 || self.digits.is_empty() {
            return "0".to_owned();
        }
        (0..self.point).map(|at| self.digit(at)).collect()
    }

    /// So many digits after the point.
    pub fn fraction(&self, decimals: i32) -> String {
        (self.point..self.point.saturating_add(decimals)).map(|at| self.digit(at)).collect()
    }

    fn digit(&self, at: i32) -> char {
        let digit = usize::try_from(at).ok().and_then(|at| self.digits.get(at)).copied().unwrap_or(0);
        char::from(b'0' + digit)
    }
}
