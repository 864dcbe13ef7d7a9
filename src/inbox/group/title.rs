//! Names of units and titles of projects, made ready to be compared many times: units without the endings that all units
//! have, titles as the pairs of their neighbouring characters.

use std::sync::LazyLock;

use super::names::fold;
use super::words::distinctive_pieces;
use crate::model::normalise;

/// Endings of a unit's name that add nothing to which unit it is.
static UNIT_ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "工会委员会 工会联合会 总工会 工会 委员会 股份有限公司 有限责任公司 集团有限公司 有限公司 分公司 \
     公司 集团"
        .split(' ')
        .collect()
});

/// From this likeness on two titles are one project's.
const SAME: f64 = 0.85;

/// A unit's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitName {
    core: String,
}

impl UnitName {
    /// Makes a name ready.
    pub fn new(unit: &str) -> Self {
        Self { core: unit_core(unit) }
    }

    /// What tells it from other units.
    pub fn core(&self) -> &str {
        &self.core
    }

    /// Whether both may be of one unit: the same, or one with and one without the names of city and province before it.
    pub fn is_same(&self, other: &Self) -> bool {
        let (left, right) = (self.core.as_str(), other.core.as_str());
        let shorter = left.chars().count().min(right.chars().count());
        left == right || (shorter >= 2 && (left.ends_with(right) || right.ends_with(left)))
    }
}

/// The unit that a folder's name may bear: what is left beside words for papers (证明材料_海港区总工会), or the whole name, where such a
/// word is the unit's own (首秦金属材料有限公司).
pub fn units_named(folder: &str) -> [UnitName; 2] {
    [UnitName::new(&distinctive_pieces(folder).concat()), UnitName::new(folder)]
}

/// A project's title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    folded: String,
    pairs: Vec<(char, char)>,
    distinctive: String,
}

impl Title {
    /// Makes a title ready; None where nothing is left of it.
    pub fn new(project: &str) -> Option<Self> {
        let folded = fold(project);
        let mut pairs = pairs_of(&folded);
        pairs.sort_unstable();
        (!folded.is_empty()).then(|| Self { folded, pairs, distinctive: distinctive_pieces(project).concat() })
    }

    /// The title folded.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Its pairs of neighbouring characters, sorted.
    pub fn pairs(&self) -> &[(char, char)] {
        &self.pairs
    }

    /// So many of its pairs may be missing from a title that [`Self::is_same`]: Dice's coefficient bounds the length of such a
    /// title, and so what both must share.
    pub fn most_own_pairs(&self) -> usize {
        let shared = self.pairs.len() as f64 * SAME / (2.0 - SAME);
        self.pairs.len() - shared as usize
    }

    /// What it says beside generic words.
    pub fn distinctive(&self) -> &str {
        &self.distinctive
    }

    /// Whether both are of one project: equal but for a few characters, and of these none that numbers it (一期, 二期).
    pub fn is_same(&self, other: &Self) -> bool {
        self.folded == other.folded || self.likeness(other) >= SAME && !self.is_numbered_apart(other)
    }

    /// Whether all that the titles differ in is a number that tells one of a series from another: 一期 and 二期, a title and the same
    /// with 二期 or 2.0 at its end.
    fn is_numbered_apart(&self, other: &Self) -> bool {
        const COUNTED: [char; 7] = ['期', '批', '届', '轮', '代', '号', '版'];
        let same = |(left, right): &(char, char)| left == right;
        let (left, right) = (self.folded.as_str(), other.folded.as_str());
        let before: usize = left.chars().zip(right.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (left, right) = (left.get(before..).unwrap_or_default(), right.get(before..).unwrap_or_default());
        let behind: usize =
            left.chars().rev().zip(right.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let own = |text: &str| text.get(..text.len() - behind).unwrap_or_default().to_owned();
        let after = left.get(left.len() - behind..).and_then(|rest| rest.chars().next());
        let counts = |text: &str| {
            let number = text.trim_start_matches(['第', 'v']).trim_end_matches(COUNTED);
            !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        };
        match (own(left), own(right)) {
            (left, right) if left.is_empty() || right.is_empty() => after.is_none() && counts(&(left + &right)),
            (left, right) => counts(&left) && counts(&right) && after.is_none_or(|after| COUNTED.contains(&after)),
        }
    }

    /// Whether both may be of one project: also where one is part of the other.
    pub fn is_like(&self, other: &Self) -> bool {
        const LIKE: f64 = 0.7;
        const PART: usize = 4;
        let (left, right) = (self.folded.as_str(), other.folded.as_str());
        let shorter = left.chars().count().min(right.chars().count());
        let part = shorter >= PART && (left.contains(right) || right.contains(left));
        left == right || part || self.likeness(other) >= LIKE
    }

    /// Dice's coefficient over pairs of neighbouring characters.
    pub fn likeness(&self, other: &Self) -> f64 {
        let (mut left, mut right, mut shared) = (self.pairs.iter().peekable(), other.pairs.iter().peekable(), 0_u32);
        while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
            match first.cmp(second) {
                std::cmp::Ordering::Less => drop(left.next()),
                std::cmp::Ordering::Greater => drop(right.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    left.next();
                    right.next();
                }
            }
        }
        let total = self.pairs.len() + other.pairs.len();
        if total == 0 { 0.0 } else { 2.0 * f64::from(shared) / total as f64 }
    }
}

/// Pairs of neighbouring characters; a single character is paired with nothing.
pub fn pairs_of(text: &str) -> Vec<(char, char)> {
    let characters: Vec<char> = text.chars().collect();
    match characters.as_slice() {
        [only] => vec![(*only, '\0')],
        several => several.iter().zip(several.iter().skip(1)).map(|(first, second)| (*first, *second)).collect(),
    }
}

/// A unit's name without what nearly all units' names end in, and without a note in parentheses behind it (牵头单位); what stands in
/// parentheses within it is its own: 正大食品（秦皇岛）有限公司.
fn unit_core(unit: &str) -> String {
    let normal = normalise(unit);
    let is_behind = normal.trim_end().ends_with([')', ']', '】']);
    let without_note = normal.rsplit_once(['(', '[', '【']).filter(|_| is_behind).map_or(&*normal, |(name, _)| name);
    let mut core = fold(if without_note.trim().is_empty() { &normal } else { without_note });
    while let Some(shorter) =
        UNIT_ENDINGS.iter().find_map(|ending| core.strip_suffix(ending)).filter(|rest| rest.chars().count() >= 2)
    {
        core = shorter.to_owned();
    }
    core
}

/// Whether a unit's name stands in a folded text, and not as the start of another unit's: 海港区 in 海港区教育工会 is not
/// 海港区总工会.
pub fn stands_for_unit(text: &str, core: &str) -> bool {
    const NEAR: usize = 10;
    const OTHER_UNIT: &[&str] = &["工会", "公司", "中学", "小学", "学校", "学院", "医院", "局"];
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(core)) {
        at += found + core.len();
        let after = text.get(at..).unwrap_or_default();
        let near: String = after.chars().take(NEAR).collect();
        let own_ending = UNIT_ENDINGS.iter().any(|ending| after.starts_with(ending));
        if own_ending || !OTHER_UNIT.iter().any(|word| near.contains(word)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_with_and_without_city_and_ending() {
        let same = |left: &str, right: &str| UnitName::new(left).is_same(&UnitName::new(right));
        assert!(same("秦皇岛市海港区总工会", "海港区总工会（牵头）"));
        assert!(same("某某港股份有限公司工会委员会", "某某港股份有限公司工会"));
        assert!(!same("海港区总工会", "山海关区总工会"));
        assert_eq!(UnitName::new("正大食品（秦皇岛）有限公司工会（牵头）").core(), "正大食品秦皇岛");
    }

    #[test]
    fn titles_are_the_same_but_for_a_few_characters() {
        let title = |text: &str| Title::new(text).expect("a title");
        assert!(title("“智慧工会”服务平台建设").is_same(&title("智慧工会服务平台建设")));
        assert!(!title("智慧工会一期").is_same(&title("智慧工会二期")));
        let long = "新就业形态劳动者权益保障联动服务平台建设";
        for (one, two) in [("（一期）", "（二期）"), ("", "（二期）"), ("", "2.0"), ("第一批", "第二批")]
        {
            assert!(!title(&format!("{long}{one}")).is_same(&title(&format!("{long}{two}"))), "{one} {two}");
        }
        for (one, two) in [("100名职工", "120名职工"), ("1.职工", "职工")] {
            assert!(title(&format!("{one}{long}")).is_same(&title(&format!("{two}{long}"))), "{one} {two}");
        }
        assert!(title("智慧工会服务平台").is_like(&title("智慧工会服务平台的建设与推广")));
        assert!(Title::new("——").is_none());
    }
}
