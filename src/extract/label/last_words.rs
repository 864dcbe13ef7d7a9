//! The plain word that stands for a field or a section: what many of its labels end in, and much oftener than those of any other.

use std::collections::BTreeMap;

use crate::extract::label::label_words::FOREIGN;

/// So many labels must end in a word.
const OFTEN: usize = 2;
/// So many times as often as the labels of another.
const OFTENER: usize = 3;
/// Words that end labels of any kind, so that alone they ask for nothing.
pub const GENERAL: &[&str] = &["项目", "申报", "内容", "情况", "工作", "实施", "预期", "主要", "具体"];

/// For each of so many fields or sections the words that its labels end in: 背景 of 立项背景 and 实施背景, 时间 of 起止时间 and 完成时间.
/// `labels` with the place of what each is of.
pub fn last_words<'l>(labels: impl Iterator<Item = (&'l str, usize)>, count: usize) -> Vec<Vec<String>> {
    let mut ends: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
    for (label, of) in labels.filter(|(label, _)| label.chars().count() % 2 == 0) {
        if let [.., _, last] = words_of(label).as_slice() {
            *ends.entry(last.clone()).or_default().entry(of).or_default() += 1;
        }
    }
    let mut words = vec![Vec::new(); count];
    for (word, counts) in ends {
        let Some((&of, &own)) = counts.iter().max_by_key(|(_, times)| **times) else { continue };
        let other = counts.iter().filter(|(another, _)| **another != of).map(|(_, times)| *times).max().unwrap_or(0);
        let says_nothing = GENERAL.contains(&word.as_str()) || FOREIGN.contains(&word.as_str());
        if own >= OFTEN
            && own >= other * OFTENER
            && !says_nothing
            && let Some(words) = words.get_mut(of)
        {
            words.push(word);
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
    use super::last_words;

    #[test]
    fn a_word_is_plain_where_the_labels_of_one_alone_end_in_it() {
        let labels =
            ["立项背景", "实施背景", "工作措施", "推进措施", "创新措施", "项目内容", "主要内容", "创新点", "工作要点"];
        let of = [0, 0, 1, 1, 2, 1, 1, 2, 2];
        let words = last_words(labels.into_iter().zip(of), 3);
        assert_eq!(words, [vec!["背景".to_owned()], vec![], vec![]]);
    }
}
