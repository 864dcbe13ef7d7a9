//! The plain words by which a form may ask for a field that it asks for by none of its labels: 单位, 项目, 理由.

use std::collections::HashMap;

use crate::extract::label::last_words::GENERAL;
use crate::extract::label::last_words::LastWord;
use crate::extract::label::last_words::words_of;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::label::lexicon::Rank;
use crate::policy::FieldKind;

/// Labels of the person at a unit's head, who is in charge of its project where a form asks for nobody else.
const HEADS: &[&str] = &["主要负责人", "单位负责人", "单位主要负责人", "负责同志", "组长", "姓名"];
/// What a form that asks for nobody in charge may ask for, each with 成员 or 人员 behind it: 项目组成员, 创新团队成员.
const TEAMS: &[&str] = &[
    "项目组",
    "项目",
    "课题组",
    "课题",
    "项目团队",
    "创新团队",
    "团队",
    "小组",
    "工作组",
    "主要",
    "项目主要",
    "项目参与",
    "参与",
    "",
];

impl Lexicon {
    /// The plain words for a field that a form asks for by none of its labels.
    pub fn plain_words(&self, field: usize, is_title: bool) -> Vec<(String, Rank)> {
        let affixed = |words: Vec<String>| words.into_iter().map(|word| (word, Rank::Affixed)).collect::<Vec<_>>();
        match self.kinds.get(field) {
            Some(FieldKind::People) => {
                let teams = TEAMS.iter().flat_map(|team| ["成员", "人员"].map(|word| format!("{team}{word}")));
                let heads = HEADS.iter().map(|word| (*word).to_owned());
                self.own_last_words(field).chain(heads.chain(teams).map(|word| (word, Rank::Borrowed))).collect()
            }
            Some(FieldKind::Organisation) => affixed(["单位", "工会"].map(str::to_owned).to_vec()),
            Some(FieldKind::Text) if is_title => affixed(["项目", "名称", "题目"].map(str::to_owned).to_vec()),
            Some(FieldKind::Text | FieldKind::Choice | FieldKind::Period) => {
                affixed(self.own_words.get(field).cloned().unwrap_or_default())
                    .into_iter()
                    .chain(self.own_last_words(field))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a heading has a word that among all labels only this field's have.
    pub fn is_akin(&self, heading: &str, field: usize) -> bool {
        self.kin.get(field).is_some_and(|kin| kin.are_in(heading))
    }

    /// Whether a word alone may ask for another text than these fields: 做法 of 创新做法.
    pub fn may_ask_for_another(&self, word: &str, fields: &[usize]) -> bool {
        let others = (0..self.kinds.len()).filter(|field| !fields.contains(field));
        others.filter(|&field| self.kinds.get(field) == Some(&FieldKind::Text)).any(|field| {
            self.plain_words(field, false).iter().any(|(known, rank)| known == word && *rank == Rank::Affixed)
        })
    }

    /// The same labels and these words as well.
    pub fn with_words(&self, field: usize, words: Vec<(String, Rank)>) -> Self {
        let mut lexicon = self.clone();
        for (word, rank) in words {
            lexicon.known.entry(word).or_insert((field, rank));
        }
        lexicon
    }

    fn own_last_words(&self, field: usize) -> impl Iterator<Item = (String, Rank)> {
        let rank = |word: &LastWord| if word.only_alone { Rank::Borrowed } else { Rank::Affixed };
        self.last_words.get(field).into_iter().flatten().map(move |word| (word.word.clone(), rank(word)))
    }
}

/// For each of so many fields the halves of its own label that no other field's own label holds: 理由 of 项目申报理由, 创新 of 项目创新内容.
pub(super) fn own_words(known: &HashMap<String, (usize, Rank)>, count: usize) -> Vec<Vec<String>> {
    let own = |of: usize| known.iter().filter(move |(_, known)| **known == (of, Rank::Own)).map(|(label, _)| label);
    let others = |field: usize, word: &str| {
        (0..count).filter(|&of| of != field).any(|of| own(of).any(|label| label.contains(word)))
    };
    let words = |field: usize| {
        let halves = own(field).flat_map(|label| words_of(label.strip_prefix("项目").unwrap_or(label)));
        halves.filter(|word| !GENERAL.contains(&word.as_str()) && !others(field, word)).collect()
    };
    (0..count).map(words).collect()
}
