//! The words by which a heading that nobody knows is akin to one field: those that its labels alone have, 合作 of 合作单位 and
//! 分类 of 项目分类, or alone end with, 成员 of 团队成员 beside 成员人数.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::extract::label::label_words::FOREIGN;
use crate::extract::label::last_words::GENERAL;

/// The words that one field's labels have and no other's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KinWords {
    words: BTreeSet<String>,
    ends: BTreeSet<String>,
}

impl KinWords {
    /// For each of so many fields its words. `labels` with the place of the field that each is of.
    pub fn of<'l>(labels: impl Iterator<Item = (&'l str, usize)>, count: usize) -> Vec<Self> {
        let mut counts = vec![0_usize; count];
        let mut held: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
        let mut ends: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (label, of) in labels {
            if let Some(count) = counts.get_mut(of) {
                *count += 1;
            }
            for word in words_within(label) {
                *held.entry(word).or_default().entry(of).or_default() += 1;
            }
            let last = label.char_indices().rev().nth(1).and_then(|(at, _)| label.get(at..));
            if let Some(word) = last {
                ends.entry(word.to_owned()).or_default().insert(of);
            }
        }
        let mut kin = vec![Self::default(); count];
        for (word, fields) in held {
            let mut fields = fields.into_iter();
            let (Some((of, times)), None) = (fields.next(), fields.next()) else { continue };
            // 类 of 类别, 类型 and 分类: a character that most of them have
            let frequent = counts.get(of).is_some_and(|all| times * 2 >= *all && times > 1);
            let is_word = word.chars().count() == 2 || frequent;
            if is_word
                && !says_nothing(&word)
                && let Some(kin) = kin.get_mut(of)
            {
                kin.words.insert(word);
            }
        }
        for (word, fields) in ends {
            if let (Some(&of), 1, false) = (fields.first(), fields.len(), says_nothing(&word))
                && let Some(kin) = kin.get_mut(of)
            {
                kin.ends.insert(word);
            }
        }
        kin
    }

    /// Whether a heading has one of the words, or is one that the labels end with.
    pub fn are_in(&self, heading: &str) -> bool {
        words_within(heading).iter().any(|word| self.words.contains(word)) || self.ends.contains(heading)
    }
}

fn says_nothing(word: &str) -> bool {
    GENERAL.contains(&word) || FOREIGN.contains(&word)
}

/// Each character and each two neighbouring ones of a label, once.
fn words_within(label: &str) -> BTreeSet<String> {
    let letters: Vec<char> = label.chars().collect();
    let words = |length: usize| letters.windows(length).map(|word| word.iter().collect::<String>()).collect::<Vec<_>>();
    words(1).into_iter().chain(words(2)).collect()
}

#[cfg(test)]
mod tests {
    use super::KinWords;

    #[test]
    fn a_word_is_akin_where_the_labels_of_one_field_alone_have_it() {
        let labels = ["项目类别", "成果类别", "项目分类", "合作单位", "联办单位", "申报单位", "项目名称"];
        let of = [0, 0, 0, 1, 1, 2, 3];
        let kin = KinWords::of(labels.into_iter().zip(of), 4);
        let akin = |heading: &str| (0..4).filter(|&field| kin[field].are_in(heading)).collect::<Vec<_>>();
        assert_eq!(akin("分类情况"), [0]);
        assert_eq!(akin("种类"), [0], "most labels have 类");
        assert_eq!(akin("合作伙伴"), [1]);
        assert_eq!(akin("单位地址"), Vec::<usize>::new(), "two fields have 单位");
        assert_eq!(akin("联络员"), Vec::<usize>::new(), "one of the labels alone has 联");
        let kin = KinWords::of([("团队成员", 0), ("成员人数", 1), ("团队名称", 2)].into_iter(), 3);
        assert!(kin[0].are_in("成员") && !kin[1].are_in("成员"), "one field's labels end so");
    }
}
