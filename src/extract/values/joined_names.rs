//! Two names that a joining word parts (张伟和李娜), and names that hold such a word (和平, 于谦和, 及春燕).

use crate::extract::values::blank::is_invisible;
use crate::extract::values::people::is_han;
use crate::extract::values::people::is_likely_name;
use crate::extract::values::people::may_be_name;
use crate::extract::values::people::squeeze;

/// So often a joining word is looked for in a line: two names hold no more.
const MOST_JOINTS: usize = 4;

/// Cuts `张伟和李娜` where both sides read like names.
pub fn split_joined(line: &str) -> Vec<&str> {
    for word in ["和", "及", "与", "&"] {
        // 李和平和林芳: the word may stand in a name as well.
        for (at, _) in line.match_indices(word).take(MOST_JOINTS) {
            let (left, right) = (line.get(..at).unwrap_or(""), line.get(at + word.len()..).unwrap_or(""));
            if is_within_name(left, right, word) || begins_name(left, right, word) || ends_name(left, right, word) {
                continue;
            }
            let (first, second) = (squeeze(left), squeeze(right));
            let (known, other) = (is_likely_name(&first), is_likely_name(&second));
            // 张立新及尼玛次仁: one of the two has no Han surname.
            if known && (other || may_be_name(&second)) || other && may_be_name(&first) {
                return vec![left, right];
            }
        }
    }
    vec![line]
}

/// Whether a joining word is the middle of a name that stands apart from its neighbours: 黄宝珍　杜和平　顾世杰.
fn is_within_name(left: &str, right: &str, word: &str) -> bool {
    let before = left.rsplit(is_invisible).next().unwrap_or_default();
    let behind = right.split(is_invisible).next().unwrap_or_default();
    let single = |part: &str| part.chars().count() == 1;
    let stands_apart = before.len() < left.len() || behind.len() < right.len();
    stands_apart && single(before) && single(behind) && is_likely_name(&format!("{before}{word}{behind}"))
}

/// Whether a joining word is the surname of a name that stands apart, behind which no name is left: 何伟 及春燕, but not 何伟 及王芳.
fn begins_name(left: &str, right: &str, word: &str) -> bool {
    let apart = left.is_empty() || left.ends_with(is_invisible);
    let rest = right.split(is_invisible).next().unwrap_or_default();
    let named = word == "及" && rest.chars().all(is_han) || is_likely_name(&format!("{word}{rest}"));
    apart && (1..=2).contains(&rest.chars().count()) && named && !is_likely_name(rest)
}

/// Whether a joining word ends a name: with nobody behind it, or between the gaps of a list (黄志强 于谦和 时光).
fn ends_name(left: &str, right: &str, word: &str) -> bool {
    let last = left.rsplit(is_invisible).next().unwrap_or_default();
    let spaced = last.len() < left.len() && right.starts_with(is_invisible);
    let whole = last.chars().count() == 2 && is_likely_name(&format!("{last}{word}"));
    whole && (spaced || squeeze(right).is_empty())
}

/// `于谦和 时光`: the first name of a list parted by spaces may end with what joins two names.
pub fn begins_with_doubtful_name(text: &str) -> Option<&str> {
    let (first, rest) = text.trim_matches(is_invisible).split_once(is_invisible)?;
    let name = first.strip_suffix(['和', '与', '及'])?;
    let listed = !rest.is_empty() && rest.split(is_invisible).filter(|word| !word.is_empty()).all(is_likely_name);
    (name.chars().count() == 2 && is_likely_name(name) && is_likely_name(first) && listed).then_some(first)
}
