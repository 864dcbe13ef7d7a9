//! The nearest right word to a wrong one: edit distance over characters, a swap of neighbours counting as one step.

/// The nearest of the words, where one is near enough to be meant; the first of equals.
pub(super) fn nearest<'word>(wrong: &str, words: impl IntoIterator<Item = &'word str>) -> Option<&'word str> {
    let wrong: Vec<char> = wrong.to_lowercase().chars().take(LONGEST).collect();
    let near = |word: &'word str| {
        let right: Vec<char> = word.to_lowercase().chars().take(LONGEST).collect();
        let longer = wrong.len().max(right.len());
        let distance = distance(&wrong, &right);
        // Chinese words are short: one character of two may be wrong. A whole word in common (leader, leaders) is near.
        (distance * 2 <= longer || is_part(&wrong, &right)).then_some((distance, word))
    };
    words.into_iter().filter_map(near).min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

/// Words are compared up to here.
const LONGEST: usize = 64;

/// Whether one of the words holds the other whole.
fn is_part(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.len() >= 2 && long.windows(short.len()).any(|part| part == short)
}

/// Optimal string alignment distance.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, &left) in from.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, &right) in to.iter().enumerate() {
            let step = |list: &[usize], at: usize| list.get(at).copied().unwrap_or(usize::MAX - 1);
            let replaced = step(&last, column) + usize::from(left != right);
            let mut best = replaced.min(step(&last, column + 1) + 1).min(step(&next, column) + 1);
            let swapped =
                row > 0 && column > 0 && from.get(row - 1) == Some(&right) && to.get(column - 1) == Some(&left);
            if swapped {
                best = best.min(step(&before, column - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_pen_is_understood_and_a_foreign_word_is_not() {
        let words = ["label", "limit", "leaders", "subject"];
        assert_eq!(nearest("lable", words), Some("label"));
        assert_eq!(nearest("leader", words), Some("leaders"));
        assert_eq!(nearest("Subject", words), Some("subject"));
        assert_eq!(nearest("xyzzy", words), None);
        assert_eq!(nearest("特等奖", ["一等奖", "优秀奖"]), Some("一等奖"));
        assert_eq!(nearest("", words), None);
    }
}
