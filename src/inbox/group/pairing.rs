//! Forms of one place that are told apart by nothing but a number or a letter beside the word for the paper (申报表1, 2申报表,
//! A申报表, 申报表/1), and the papers beside them that bear the same (文字说明1, 2佐证, A照片3, 证明材料/1-2); likewise the numbers under
//! which an office or a unit keeps papers, wherever these lie loose (0231说明, 2026-017-1, a telephone's number).

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
        (?: (?P<head> \d{1,2} | [一二三四五六七八九十]{1,2}) \s* (?P<behind> (?:WORD|照片|图片|图)+) \s* \d{0,2}
          | (?P<before> (?:WORD)+) \s* (?P<tail> \d{1,2} | [一二三四五六七八九十]{1,2} | [a-h])
          | (?P<letter> [a-h]) [\s\-_\.、]* (?P<lettered> (?:WORD|照片|图片|图)+) \d{0,2} ) \s* $";
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

/// The number under which papers are kept, at the start of their names: what stands before its last figures, and these.
static KEPT_UNDER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"^\s*(\D{0,8}?(?:(?:19|20)\d\d\s*[-_.年]\D{0,4}?)?)(\d{2,11})(?:\D|$)";
    Regex::new(number).expect("a fixed pattern, held by a test")
});

/// Figures so long, if they are no day, are nobody else's: a telephone's number.
const LONG_NUMBER: usize = 7;

/// Words that say what kind of paper it is.
const PAPER_WORDS: &str =
    "工会|创新|工作|项目|立项|申报表|申报书|申请表|申请书|申报|推荐表|文字|说明|简介|介绍|证明|佐证|支撑|材料";

/// Numbers from here on are letters: A is no 1.
const LETTERS: u32 = 100;

/// Numbers from here on stand for one under which papers are kept.
const KEPT: u32 = 1_000_000;

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

/// A number under which papers are kept.
#[derive(Debug, PartialEq, Eq)]
struct KeptUnder {
    /// What stands before its last figures, and how many these are: papers that one person numbered are alike in both.
    shape: (String, usize),
    figures: String,
}

impl KeptUnder {
    /// The number at the start of a name; a year is none, nor is a short number without one (1-3).
    fn of(name: &str) -> Option<Self> {
        let normal = normalise(name);
        let found = KEPT_UNDER.captures(&normal)?;
        let (before, figures) = (found.get(1)?.as_str(), found.get(2)?.as_str());
        let with_year = before.contains(|c: char| c.is_ascii_digit());
        let is_year = figures.len() == 4 && (figures.starts_with("19") || figures.starts_with("20"));
        let tells = with_year || figures.len() > 3 && !is_year;
        tells.then(|| Self { shape: (before.to_owned(), figures.len()), figures: figures.to_owned() })
    }

    /// Whether it may be the day on which a paper was made, which tells nothing: 0912, 20260912, 2026-09.
    fn may_be_day(&self) -> bool {
        let figures = self.figures.trim_start_matches("20");
        let part = |from: usize| figures.get(from..from + 2).and_then(|two| two.parse::<u32>().ok());
        let day = |at: usize| {
            part(at).is_some_and(|month| (1..=12).contains(&month)) && part(at + 2).is_none_or(|day| day <= 31)
        };
        matches!(figures.len(), 2 | 4 | 6) && (day(0) || day(2))
    }
}

impl Grouper<'_> {
    /// Gives forms and papers of one place that are kept under the same number a number of their own. Numbers that may be days must
    /// be just those of the forms.
    pub(super) fn pair_by_kept_numbers<'p>(
        &mut self,
        first: usize,
        papers: impl Iterator<Item = &'p mut (usize, Clues)>,
    ) {
        let mut forms: BTreeMap<(String, usize), BTreeMap<String, Vec<usize>>> = BTreeMap::new();
        for (at, draft) in self.drafts.iter().enumerate().skip(first) {
            let form = draft.group.first_form().and_then(|form| self.file(form));
            let Some(kept) =
                form.filter(|form| *form.path == *draft.id).and_then(|form| KeptUnder::of(stem_of(&form.path)))
            else {
                continue;
            };
            forms.entry(kept.shape).or_default().entry(kept.figures).or_default().push(at);
        }
        forms.retain(|_, numbers| numbers.values().all(|forms| forms.len() == 1));
        let mut numbered: BTreeMap<(String, usize), Vec<(KeptUnder, &mut Clues)>> = BTreeMap::new();
        for (paper, clues) in papers.filter(|_| !forms.is_empty()) {
            let kept = self.file(*paper).and_then(|file| KeptUnder::of(stem_of(&file.path)));
            if let Some(kept) = kept.filter(|kept| forms.contains_key(&kept.shape)) {
                numbered.entry(kept.shape.clone()).or_default().push((kept, clues));
            }
        }
        for (shape, papers) in numbered {
            let Some(numbers) = forms.get(&shape) else { continue };
            let may_be_days = papers.iter().any(|(kept, _)| kept.may_be_day());
            let borne: BTreeSet<&String> = papers.iter().map(|(kept, _)| &kept.figures).collect();
            let tells = match may_be_days {
                true => numbers.len() > 1 && borne.iter().copied().eq(numbers.keys()),
                false => numbers.len() > 1 || shape.1 >= LONG_NUMBER,
            };
            for (kept, clues) in papers.into_iter().filter(|_| tells) {
                let Some(&at) = numbers.get(&kept.figures).and_then(|forms| forms.first()) else { continue };
                let Some(draft) = self.drafts.get_mut(at) else { continue };
                let number = u32::try_from(at).ok().and_then(|at| at.checked_add(KEPT));
                draft.profile.names.iter_mut().for_each(|name| name.number = number);
                clues.number = number;
            }
        }
    }

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
        for (name, shape, figures) in [
            ("0231说明", ("", 4), "0231"),
            ("2026-017-1", ("2026-", 3), "017"),
            ("秦工创2026031_1", ("秦工创", 7), "2026031"),
            ("秦工创2026-031", ("秦工创2026-", 3), "031"),
            ("13308338707(1)", ("", 11), "13308338707"),
        ] {
            let shape = (shape.0.to_owned(), shape.1);
            assert_eq!(KeptUnder::of(name), Some(KeptUnder { shape, figures: figures.to_owned() }), "{name}");
        }
        for name in ["2026年申报表", "1-3", "12说明", "照片1", "微信图片_20260912153012", "申报表"] {
            assert_eq!(KeptUnder::of(name), None, "{name}");
        }
        for (name, day) in [
            ("0912照片", true),
            ("20260912", true),
            ("2026-09", true),
            ("0231", true),
            ("0451", false),
            ("2026-017", false),
        ] {
            assert_eq!(KeptUnder::of(name).is_some_and(|kept| kept.may_be_day()), day, "{name}");
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
