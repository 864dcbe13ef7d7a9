//! Which sections of the measure the words of a heading name: by label or alias, plainly, with the small words that people
//! put round them (`项目的创新特点介绍`), several at once (`创新特点及工作成效`), or as part of a longer heading.

use crate::extract::label::last_words::LastWord;
use crate::extract::label::last_words::last_words;
use crate::extract::label::traditional::label_key;
use crate::policy::DocumentSpec;

/// Small words before a section's name.
const BEFORE: &[&str] = &[
    "创新项目",
    "本项目",
    "该项目",
    "项目",
    "本",
    "该",
    "我们",
    "我会",
    "实施",
    "开展",
    "具体",
    "主要",
    "工作",
    "取得",
    "的",
];
/// Small words after a section's name.
const AFTER: &[&str] =
    &["情况", "介绍", "简介", "说明", "概述", "简述", "阐述", "汇报", "如下", "部分", "方面", "等", "的"];
/// What joins two names in one heading.
const JOINTS: &[char] =
    &['、', '和', '与', '及', '暨', '并', '，', ',', '/', '／', '；', ';', '&', '+', '＋', '·', ' '];

/// The names of a document's sections, ready to be looked up.
#[derive(Clone)]
pub struct SectionNames {
    /// Folded label or alias, the same without small words, section; longer ones first.
    names: Vec<(String, String, usize)>,
    /// For each section the words that alone may head it: 亮点 of 创新亮点 and 特色亮点.
    plain: Vec<Vec<LastWord>>,
}

impl SectionNames {
    /// From the measure.
    pub fn of(spec: &DocumentSpec) -> Self {
        let mut names = Vec::new();
        for (index, section) in spec.sections.iter().enumerate() {
            for name in std::iter::once(&section.label).chain(&section.aliases) {
                let name = label_key(name);
                names.push((name.clone(), without_small_words(&name).to_owned(), index));
            }
        }
        let labels = names.iter().map(|(name, _, section)| (name.as_str(), *section));
        let plain = last_words(labels, spec.sections.len());
        // longer names first: what they hold is not looked for again in a longer heading
        names.sort_by_key(|(name, ..)| std::cmp::Reverse(name.chars().count()));
        Self { names, plain }
    }

    /// The sections that these words name and nothing else; `some` is enough for a heading that is marked as one.
    pub fn named_by(&self, words: &str, some: bool) -> Vec<usize> {
        if let Some(section) = self.exactly(words) {
            return vec![section];
        }
        let words = words.replace("以及", "及");
        let parts: Vec<&str> = words.split(JOINTS).filter(|part| !part.trim().is_empty()).collect();
        let named: Vec<usize> = parts.iter().filter_map(|part| self.exactly(part)).collect();
        let enough = parts.len() > 1 && if some { !named.is_empty() } else { named.len() == parts.len() };
        if enough { unique(named) } else { Vec::new() }
    }

    /// The sections whose names stand in a longer heading, longer names first, no character used twice.
    pub fn mentioned_in(&self, words: &str) -> Vec<usize> {
        let mut rest = label_key(words);
        let mut found = Vec::new();
        for (name, _, section) in &self.names {
            if !name.is_empty() && rest.contains(name.as_str()) {
                rest = rest.replace(name.as_str(), "\u{0}");
                found.push(*section);
            }
        }
        unique(found)
    }

    fn exactly(&self, words: &str) -> Option<usize> {
        let whole = label_key(words);
        let outside = label_key(&outside_parentheses(words));
        let found = |key: &str| {
            let equal = self.names.iter().find(|(name, ..)| name == key);
            let bare = without_small_words(key);
            let named = equal.or_else(|| self.names.iter().find(|(_, name, _)| name == bare));
            let plainly = || {
                self.plain.iter().position(|words| {
                    words.iter().any(|plain| plain.word == *key || !plain.only_alone && plain.word == bare)
                })
            };
            named.map(|(.., section)| *section).or_else(plainly)
        };
        if whole.is_empty() {
            return None;
        }
        found(&whole).or_else(|| if outside.is_empty() || outside == whole { None } else { found(&outside) })
    }
}

/// Words without what stands in parentheses: `主要内容（不超过800字）`.
pub(super) fn outside_parentheses(words: &str) -> String {
    let mut depth = 0usize;
    let mut outside = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(character),
            _ => {}
        }
    }
    outside
}

/// A folded name without the small words round it; never shorter than two characters.
fn without_small_words(name: &str) -> &str {
    let long_enough = |rest: &&str| rest.chars().count() >= 2;
    let mut bare = name;
    while let Some(rest) = BEFORE.iter().filter_map(|word| bare.strip_prefix(word)).find(long_enough) {
        bare = rest;
    }
    while let Some(rest) = AFTER.iter().filter_map(|word| bare.strip_suffix(word)).find(long_enough) {
        bare = rest;
    }
    bare
}

fn unique(mut sections: Vec<usize>) -> Vec<usize> {
    sections.sort_unstable();
    sections.dedup();
    sections
}

#[cfg(test)]
mod tests {
    use super::SectionNames;
    use crate::policy::DocumentSpec;
    use crate::policy::SectionSpec;

    fn names() -> SectionNames {
        let section = |key: &str, label: &str, aliases: &[&str]| SectionSpec {
            key: key.to_owned(),
            label: label.to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        };
        SectionNames::of(&DocumentSpec {
            key: "description".to_owned(),
            label: "文字说明".to_owned(),
            aliases: vec![],
            required: true,
            basis: None,
            sections: vec![
                section("main_content", "主要内容", &["基本情况", "主要做法和经验"]),
                section("innovation", "创新特点", &["创新点"]),
                section("outcome", "工作成效", &["取得成效"]),
            ],
        })
    }

    #[test]
    fn small_words_and_spaces_do_not_hide_a_name() {
        for words in
            ["主 要 内 容", "项目主要内容", "项目的主要内容简介", "主要内容（800字以内）", "项目基本情况", "内容"]
        {
            assert_eq!(names().named_by(words, false), [0], "{words}");
        }
        for words in ["工作成效", "取得的成效", "项目实施成效", "工作成效情况"] {
            assert_eq!(names().named_by(words, false), [2], "{words}");
        }
    }

    #[test]
    fn a_heading_may_name_two_sections() {
        assert_eq!(names().named_by("创新特点及工作成效", false), [1, 2]);
        assert_eq!(names().named_by("创新点与成效", false), [1, 2]);
        assert_eq!(names().named_by("主要做法和经验", false), [0]);
        assert_eq!(names().named_by("创新特点及推广价值", true), [1]);
        assert!(names().named_by("创新特点及推广价值", false).is_empty());
    }

    #[test]
    fn other_words_name_nothing() {
        for words in ["推广价值", "主要内容包括", "项目背景", "", "的"] {
            assert!(names().named_by(words, true).is_empty(), "{words}");
        }
        assert_eq!(names().mentioned_in("聚焦实效，工作成效显著"), [2]);
    }
}
