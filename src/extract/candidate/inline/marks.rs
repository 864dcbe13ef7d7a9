//! What sets a label within a line off from its value and from the value before it: marks and white space.

use super::is_opening;
use crate::extract::values::blank::is_invisible;
use crate::model::split_hanzi;

/// What sets a label off from the value behind it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mark {
    Colon,
    /// 项目名称＝数字工会, 项目名称→数字工会: for the policy's words only.
    Equals,
    /// A line to write on.
    Blank,
}

/// The mark that this character is, or begins with what follows it.
pub(super) fn mark_of(c: char, rest: &str) -> Option<Mark> {
    match c {
        ':' | '：' | '﹕' | '∶' | '︰' | '︓' => Some(Mark::Colon),
        '=' | '＝' | '→' => Some(Mark::Equals),
        '_' | '＿' if rest.starts_with(['_', '＿']) => Some(Mark::Blank),
        _ => None,
    }
}

/// Whether a line holds anything that sets a label off from its value; nearly no line of running text does.
pub(super) fn may_hold_label(line: &str) -> bool {
    let line = line.trim_matches(is_invisible);
    let mut rest = split_hanzi(line).1.chars();
    while let Some(c) = rest.next() {
        let sets_off = mark_of(c, "_").is_some() || is_opening(c);
        if sets_off || is_invisible(c) {
            return true;
        }
        rest = split_hanzi(rest.as_str()).1.chars();
    }
    line.ends_with(['）', ')'])
}

/// White space between two texts of a line.
#[derive(Default)]
pub(super) struct Gap {
    pub(super) width: usize,
    pub(super) is_wide: bool,
}

impl Gap {
    /// Whether the text begins again with this character; `is_wide` then says what stood before it.
    pub(super) fn ends_before(&mut self, c: char) -> bool {
        if is_invisible(c) {
            self.width += if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 };
            return false;
        }
        self.is_wide = self.width >= 2;
        std::mem::take(&mut self.width) > 0
    }
}
