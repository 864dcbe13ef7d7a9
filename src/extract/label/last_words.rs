//! The plain word that stands for a field or a section: what many of its labels end in, and much oftener than those of any other.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::extract::label::label_words::FOREIGN;

/// So many labels must end in a word.
const OFTEN: usize = 2;
/// So many times as often as the labels of another.
const OFTENER: usize = 3;
/// Words that end labels of any kind, so that alone they ask for nothing.
pub const GENERAL: &[&str] = &["项目", "申报", "内容", "情况", "工作", "实施", "预期", "主要", "具体"];

/// A plain word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastWord {
    /// The word.
    pub word: String,
    /// Whether it stands for its field or section only where nothing is put about it.
    pub only_alone: bool,
}

/// For each of so many fields or sections the words that its labels end in: 背景 of 立项背景 and 实施背景, 时间 of 起止时间 and 完成时间.
/// `labels` with the place of what each is of. A word that begins a label of another (成果 of 预期成果, but 成果名称) stands only alone for it.
pub fn last_words<'l>(labels: impl Iterator<Item = (&'l str, usize)>, count: usize) -> Vec<Vec<LastWord>> {
    let mut ends: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
    let mut begins: BTreeSet<(String, usize)> = BTreeSet::new();
    for (label, of) in labels.filter(|(label, _)| label.chars().count() % 2 == 0) {
        if let [first, .., last] = words_of(label).as_slice() {
            begins.insert((first.clone(), of));
            *ends.entry(last.clone()).or_default().entry(of).or_default() += 1;
        }
    }
    let mut words = vec![Vec::new(); count];
    for (word, counts) in ends {
        let Some((&of, &own)) = counts.iter().max_by_key(|(_, times)| **times) else { continue };
        let other = counts.iter().filter(|(another, _)| **another != of).map(|(_, times)| *times).max().unwrap_or(0);
        let only_alone = begins.iter().any(|(first, another)| *first == word && *another != of);
        let says_nothing = GENERAL.contains(&word.as_str()) || FOREIGN.contains(&word.as_str());
        if own >= OFTEN
            && own >= other * OFTENER
            && !says_nothing
            && let Some(words) = words.get_mut(of)
        {
            words.push(LastWord { word, only_alone });
        }
    }
    words
}

/// A label by twos, most words having two characters; what is left over is left out.
pub fn words_of(label: &str) -> Vec<String> {
    let label: Vec<char> = label.chars().collect();
    label.chunks_exact(2).map(|word| word.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::LastWord;
    use super::last_words;

    #[test]
    fn a_word_is_plain_where_the_labels_of_one_alone_end_in_it() {
        let labels = [
            "立项背景",
            "实施背景",
            "预期成果",
            "主要成果",
            "成果名称",
            "工作措施",
            "推进措施",
            "创新措施",
            "项目内容",
            "主要内容",
            "创新点",
            "工作要点",
        ];
        let of = [0, 0, 0, 0, 2, 1, 1, 2, 1, 1, 2, 2];
        let words = last_words(labels.into_iter().zip(of), 3);
        let word = |word: &str, only_alone| LastWord { word: word.to_owned(), only_alone };
        assert_eq!(words, [vec![word("成果", true), word("背景", false)], vec![], vec![]]);
    }
}
