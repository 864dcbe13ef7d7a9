//! Forms of one place that are told apart by nothing but a number or a letter beside the word for the paper (申报表1, 2申报表,
//! A申报表, 申报表/1), and the papers beside them that bear the same (文字说明1, 2佐证, A照片3, 证明材料/1-2).

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::fit::Clues;
use super::names::stem_of;
use super::place::Grouper;
use super::words::names_evidence;
use crate::model::normalise;
use crate::model::read_number;

static PAIR_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?x) ^ \s*
        (?: (?P<head> \d{1,2} | [一二三四五六七八九十]{1,2}) \s* (?P<behind> (?:WORD)+)
          | (?P<before> (?:WORD)+) \s* (?P<tail> \d{1,2} | [一二三四五六七八九十]{1,2} | [a-h])
          | (?P<letter> [a-h]) [\s\-_\.、]* (?P<lettered> (?:WORD|照片|图片)+) \d{0,2} ) \s* $";
    Regex::new(&number.replace("WORD", PAPER_WORDS)).expect("a fixed pattern, held by a test")
});

/// A folder that says what kind of paper lies in it.
static KIND_FOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&r"^(?:\d\s*[\.、\-_]?\s*)?(?:WORD)+$".replace("WORD", PAPER_WORDS))
        .expect("a fixed pattern, held by a test")
});

/// A name that is a number or a letter, or begins with it: `1`, `二`, `A-3`.
static BARE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"^(\d{1,2}|[一二三四五六七八九十]{1,2}|[a-h])(?:$|[\-_\.、\s]+(.*)$)";
    Regex::new(number).expect("a fixed pattern, held by a test")
});

/// Words that say what kind of paper it is.
const PAPER_WORDS: &str =
    "工会|创新|工作|项目|立项|申报表|申报书|申请表|申请书|申报|推荐表|文字|说明|简介|介绍|证明|佐证|支撑|材料";

/// Numbers from here on are letters: A is no 1.
const LETTERS: u32 = 100;

/// The word for the paper and its number: `申报表1`, `2佐证`; not `证明材料(1)`, which was saved twice, nor `照片1`, one of many.
fn pair_number(name: &str) -> Option<(String, u32)> {
    let normal = normalise(name);
    let found = PAIR_NUMBER.captures(&normal)?;
    let group = |names: [&str; 3]| names.into_iter().find_map(|name| found.name(name)).map(|part| part.as_str());
    let number = number_or_letter(group(["head", "tail", "letter"])?)?;
    Some((group(["behind", "before", "lettered"])?.to_owned(), number))
}

fn number_or_letter(text: &str) -> Option<u32> {
    match text.as_bytes() {
        [letter @ b'a'..=b'h'] => Some(LETTERS + u32::from(letter - b'a')),
        _ => read_number(text),
    }
}

/// The same of a path below one folder, where a folder may say the word (文字说明/1, 证明材料/1-2). A bare number among the evidence
/// is one of many pictures.
fn pair_number_below(path: &str) -> Option<(String, u32)> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folders = || folders.split('/').map(|part| part.trim_end_matches('!'));
    folders().chain([stem_of(name)]).find_map(pair_number).or_else(|| {
        let word = normalise(folders().rev().find(|folder| KIND_FOLDER.is_match(&normalise(folder)))?).into_owned();
        let stem = normalise(stem_of(name));
        let found = BARE_NUMBER.captures(&stem)?;
        let tells = found.get(2).is_some() || !names_evidence(&word);
        Some((word, number_or_letter(found.get(1)?.as_str())?)).filter(|_| tells)
    })
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
            let folders = name.rsplit_once('/').map_or("", |(folders, _)| folders);
            if !folders.is_empty() && !KIND_FOLDER.is_match(&normalise(folders)) {
                continue;
            }
            let Some((_, number)) = pair_number_below(name) else { return };
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
            if let Some((word, number)) = pair_number_below(path) {
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
            ("A申报表", "申报表", LETTERS),
            ("说明B", "说明", LETTERS + 1),
            ("A照片12", "照片", LETTERS),
        ] {
            assert_eq!(pair_number(name), Some((word.to_owned(), number)), "{name}");
        }
        for name in ["申报表(1)", "照片1", "2026年申报表", "申报表", "1", "附件2", "第一中学申报表"]
        {
            assert_eq!(pair_number(name), None, "{name}");
        }
        let below = |path: &str| pair_number_below(path).map(|(_, number)| number);
        for (path, number) in
            [("申报表/1.xlsx", Some(1)), ("证明材料/2-3.jpg", Some(2)), ("2.文字说明/B.docx", Some(LETTERS + 1))]
        {
            assert_eq!(below(path), number, "{path}");
        }
        for path in ["证明材料/2.jpg", "甲工会/1.docx", "1.docx"] {
            assert_eq!(below(path), None, "{path}");
        }
    }
}
