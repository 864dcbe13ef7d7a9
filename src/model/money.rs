//! Money as whole fen (分); no float ever.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;
use std::ops::Sub;

use serde::Deserialize;
use serde::Serialize;

/// An amount in fen; a hundredth of a yuan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From fen.
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// From whole yuan.
    pub const fn from_yuan(yuan: i64) -> Self {
        Self(yuan.saturating_mul(100))
    }

    /// In fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// This many times the amount.
    pub const fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Money {
    /// Yuan as a plain decimal: `30000`, `1409.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (yuan, fen) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        if fen == 0 { write!(f, "{sign}{yuan}") } else { write!(f, "{sign}{yuan}.{fen:02}") }
    }
}
