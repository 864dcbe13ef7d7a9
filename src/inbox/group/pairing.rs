//! Forms of one place that are told apart by nothing but a number beside the word for the paper (申报表1, 2申报表), and the papers
//! beside them that bear the same numbers (文字说明1, 2佐证).

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::fit::Clues;
use super::names::stem_of;
use super::place::Grouper;
use crate::model::normalise;
use crate::model::read_number;

static PAIR_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?x) ^ \s*
        (?: (?P<head> \d{1,2} | [一二三四五六七八九十]{1,2}) \s* (?P<behind> (?:WORD)+)
          | (?P<before> (?:WORD)+) \s* (?P<tail> \d{1,2} | [一二三四五六七八九十]{1,2}) ) \s* $";
    let words =
        "工会 创新 工作 项目 立项 申报表 申报书 申请表 申请书 申报 推荐表 文字 说明 简介 介绍 证明 佐证 支撑 材料";
    let words = words.replace(' ', "|");
    Regex::new(&number.replace("WORD", &words)).expect("a fixed pattern, held by a test")
});

/// The word for the paper and its number: `申报表1`, `2佐证`; not `证明材料(1)`, which was saved twice, nor `照片1`, one of many.
fn pair_number(name: &str) -> Option<(String, u32)> {
    let normal = normalise(name);
    let found = PAIR_NUMBER.captures(&normal)?;
    let group = |one: &str, other: &str| found.name(one).or_else(|| found.name(other)).map(|part| part.as_str());
    Some((group("behind", "before")?.to_owned(), read_number(group("head", "tail")?)?))
}

impl Grouper<'_> {
    /// Gives forms and papers below one folder their numbers, where the numbers of all papers of one word are just those of the
    /// forms. `below`: characters of the paths that lead to the folder.
    pub(super) fn pair_by_numbers<'p>(
        &mut self,
        first: usize,
        below: usize,
        papers: impl Iterator<Item = &'p mut (usize, Clues)>,
    ) {
        let mut forms: BTreeMap<usize, u32> = BTreeMap::new();
        for (at, draft) in self.drafts.iter().enumerate().skip(first) {
            let Some(form) = draft.group.first_form().and_then(|form| self.file(form)) else { continue };
            let name = form.path.get(below..).unwrap_or(&form.path);
            if name.contains('/') {
                continue;
            }
            let Some((_, number)) = pair_number(stem_of(name)) else { return };
            forms.insert(at, number);
        }
        let numbers: BTreeSet<u32> = forms.values().copied().collect();
        if numbers.len() < 2 || numbers.len() < forms.len() {
            return;
        }
        let mut by_word: BTreeMap<String, Vec<(u32, &mut Clues)>> = BTreeMap::new();
        for (paper, clues) in papers {
            let Some(file) = self.file(*paper) else { continue };
            let path = file.path.get(below..).unwrap_or(&file.path);
            let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
            let mut parts = folders.split('/').map(|part| part.trim_end_matches('!')).chain([stem_of(name)]);
            if let Some((word, number)) = parts.find_map(pair_number) {
                by_word.entry(word).or_default().push((number, clues));
            }
        }
        for numbered in by_word.into_values() {
            if numbered.iter().map(|(number, _)| *number).collect::<BTreeSet<_>>() == numbers {
                numbered.into_iter().for_each(|(number, clues)| clues.number = Some(number));
            }
        }
        for (at, number) in forms {
            if let Some(draft) = self.drafts.get_mut(at) {
                draft.profile.names.iter_mut().for_each(|name| name.number = Some(number));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_beside_the_word_for_a_paper_is_read_before_and_behind_it() {
        for (name, word, number) in [
            ("申报表1", "申报表", 1),
            ("2佐证", "佐证", 2),
            ("证明材料二", "证明材料", 2),
            ("项目说明 3", "项目说明", 3),
        ] {
            assert_eq!(pair_number(name), Some((word.to_owned(), number)), "{name}");
        }
        for name in ["申报表(1)", "照片1", "2026年申报表", "申报表", "1", "附件2", "第一中学申报表"]
        {
            assert_eq!(pair_number(name), None, "{name}");
        }
    }
}
