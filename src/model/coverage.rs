//! How much of a paper's text was understood: characters that it holds, and how many of them a field, a label, a title or a
//! section claimed. White space and blanks to be filled in are no characters.

use std::fmt;
use std::ops::AddAssign;

use serde::Deserialize;
use serde::Serialize;

/// Characters of a paper, and how many of them were claimed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Characters on it.
    pub held: usize,
    /// Those that a field, a label, a prompt, a title or a section claimed; never more than it holds.
    pub claimed: usize,
}

impl Coverage {
    /// Characters that nothing claimed.
    pub fn left(self) -> usize {
        self.held.saturating_sub(self.claimed)
    }
}

impl AddAssign for Coverage {
    fn add_assign(&mut self, more: Self) {
        self.held += more.held;
        self.claimed += more.claimed;
    }
}

impl fmt::Display for Coverage {
    /// As staff read it: `1,234 字，已识别 1,200 字，未识别 34 字`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (held, claimed, left) = (grouped(self.held), grouped(self.claimed), grouped(self.left()));
        write!(f, "{held} 字，已识别 {claimed} 字，未识别 {left} 字")
    }
}

/// A count with a comma before every three digits.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Coverage;

    #[test]
    fn a_coverage_reads_as_staff_write_counts() {
        let coverage = |held, claimed| Coverage { held, claimed }.to_string();
        assert_eq!(coverage(1234, 1200), "1,234 字，已识别 1,200 字，未识别 34 字");
        assert_eq!(coverage(999, 999), "999 字，已识别 999 字，未识别 0 字");
        assert_eq!(coverage(1_000_000, 0), "1,000,000 字，已识别 0 字，未识别 1,000,000 字");
    }

    #[test]
    fn an_older_register_kept_it_as_a_pair() {
        let read: Coverage = serde_json::from_str("[10, 8]").unwrap();
        assert_eq!(read, Coverage { held: 10, claimed: 8 });
    }
}
